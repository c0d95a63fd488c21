"""The first look at a file: readable, whose, what its columns hold, what a person should know before going on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from importers.columns import guessing, profile
from importers.columns.guessing import Guess
from importers.columns.profile import Mapping, shown
from importers.delivering import notes
from importers.delivering.notes import Note
from importers.fields import BIRTHS, DATES, Field
from importers.reading.scan import Scan, scan
from importers.reading.tables import Table, read
from importers.refusals import AlreadyDelivered, FeedRetired, WrongMode
from importers.values import words
from importers.values.remembered import one_pass
from matching.progress import Progress, quiet
from store.disclosure.wording import spoken_date
from store.permissions import May
from store.records import deliveries, mappings
from store.records.agencies import Feed, feed_by_code
from store.records.deliveries import Delivery
from store.session import Session

MODES = {
    "full": "a full extract",
    "delta": "a file of changes only",
    "append": "a file of new entries only",
    "leavers": "a list of people who left",
    "history": "an older full extract, as history only",
}
BESIDE = {"full": ("leavers", "history"), "delta": ("leavers",), "append": ()}
"""What else may come to a feed of each mode, if it is said so (domain/9 rules 21 and 24)."""


@dataclass(frozen=True)
class Prepared:
    """A file that can be read, with the mapping to go by (changed freely before the dry run).

    remembered: the mapping is the feed's template. new_columns: headings that it does not know, as they are shown.
    lost: required fields that it holds and this file does not.
    """

    table: Table
    feed: Feed
    scan: Scan
    guesses: tuple[Guess, ...]
    mapping: Mapping
    remembered: bool
    new_columns: tuple[str, ...]
    notes: tuple[Note, ...]
    last: Delivery | None
    lost: tuple[Field, ...]

    def noted(self, mapping: Mapping) -> tuple[Note, ...]:
        """What is unusual about the file as it is read by this mapping."""
        numbered = mapping.of(Field.SOURCE_ID) or not mapping.of(*BIRTHS)
        told = self.notes if numbered else (*self.notes, notes.no_number(self._likely_number(mapping)))
        told = (*told, *notes.of_centuries(mapping, self.scan), *notes.of_groups(mapping, self.scan))
        removing = self._removing()
        return told if not removing or mapping.of(Field.REMOVED) else (*told, notes.of_removals(removing))

    def _removing(self) -> list[str]:
        """Headings of the columns that look as if they said who was deleted, and of somebody do."""
        return [
            shown(guess.heading, at)
            for at, guess in enumerate(self.guesses)
            if guess.field is Field.REMOVED and any(words.gone(word) for word, _ in self.scan.words.get(at, ()))
        ]

    def _likely_number(self, mapping: Mapping) -> str:
        """The heading of a column that is likely the agency's own number and was not taken for it, else ''."""
        likely = profile.with_likely(mapping, self.guesses).of(Field.SOURCE_ID)
        return "".join(shown(mapping.columns[at].heading, at) for at in likely if mapping.columns[at].field is None)

    def covered(self, mapping: Mapping) -> Mapping:
        """The mapping without the columns that the agreement does not cover: nothing of them is stored."""
        return mapping.within(self.feed.allowed, self.feed.clause)

    def undecided(self, mapping: Mapping) -> tuple[int, ...]:
        """Columns of dates that fit day-first and month-first alike, until a person chooses (domain/9 rule 10)."""
        return tuple(
            at
            for at in mapping.of(*DATES)
            if mapping.columns[at].order is None and at in self.scan.dates and self.scan.dates[at].decided == "assumed"
        )

    def missing(self, mapping: Mapping) -> tuple[Field, ...]:
        """Required fields that the template holds and this mapping does not (domain/9 rule 8)."""
        return tuple(field for field in self.lost if field not in mapping.waived and not mapping.of(field))

    def stops(self, mapping: Mapping) -> tuple[str, ...]:
        """What would stop the dry run by this mapping, in sentences."""
        covered = self.covered(mapping)
        likely = self._likely_number(mapping)
        elsewhere = f"“{likely}” is likely it." if likely else "Look for it under another heading, or ask the agency."
        missing = [
            f"Not supplied this time: {field.words}, by which this feed's records are known. {elsewhere}"
            for field in self.missing(covered)
            if field is Field.SOURCE_ID
        ]
        open_ = ", ".join(shown(covered.columns[at].heading, at) for at in self.undecided(covered))
        which = "the dates do not tell day from month. Choose day-first or month-first."
        orders = [f"{open_}: {which}"] if open_ else []
        left = self.covered(profile.with_likely(mapping, self.guesses)).problems()
        problems = [
            said if said in left else f"{said} One that is only likely would do." for said in covered.problems()
        ]
        return (*problems, *missing, *orders)


def prepare(
    session: Session,
    path: Path,
    feed_code: str,
    progress: Progress = quiet,
    mode: str | None = None,
    sheet: str | None = None,
) -> Prepared:
    """Read the file, find its mapping, and say what is unusual about it.

    mode, if given, must be the feed's own: a delta loaded as a full extract is the worst slip (domain/9 rule 25). Or it
    says that the file lists leavers, or is an older extract to be kept as history only.
    sheet: which one of a workbook; without it the one whose headings the feed is known by, or that could be people's.

    Raises:
        FileRefused: it cannot be read, or was delivered before (AlreadyDelivered).
        FeedUnknown, NotAllowed.
    """
    with session.reading(May.IMPORT) as connection:
        feed = _to_be_delivered(feed_by_code(connection, feed_code), mode)
        kept = mappings.remembered(connection, feed.id)
    templates = list(map(Mapping.model_validate_json, kept))
    table = read(path, progress=progress, sheet=sheet, fit=partial(_fit, templates, feed))
    with session.reading(May.IMPORT) as connection:
        refuse_same(deliveries.same_file(connection, feed.id, table.sha256))
        last = deliveries.latest(connection, feed.id)
    with one_pass():
        looked = scan(table, progress)
    guesses = guessing.guess(table.headings, looked.samples, feed.theme)
    recalled = profile.recall(templates, table.headings)
    applied = recalled or profile.begun(guesses, templates)
    mapping = _with_orders(applied.mapping, looked)
    return Prepared(
        table,
        feed,
        looked,
        guesses,
        mapping,
        recalled is not None,
        applied.new,
        (*notes.of_file(table), *notes.of_columns(mapping, looked, applied.new, applied.gone)),
        last,
        applied.lost,
    )


def _to_be_delivered(feed: Feed, mode: str | None) -> Feed:
    """The feed, with what this file is said to be where that may come to it."""
    if mode is not None and mode in BESIDE[feed.mode]:
        feed = replace(feed, mode=mode)
    if mode is not None and mode != feed.mode:
        raise WrongMode(f"{feed.label} is delivered as {MODES[feed.mode]}, and the file was called {MODES[mode]}.")
    if feed.retired:
        raise FeedRetired(f"{feed.label} of {feed.agency.name} was retired on {spoken_date(feed.retired)}.")
    return feed


def _fit(templates: Sequence[Mapping], feed: Feed, headings: Sequence[str]) -> float:
    """How well headings are this feed's: those of a template, else such as could be people's."""
    if any(one.fingerprint == profile.fingerprint(headings) for one in templates):
        return 1.0
    guesses = guessing.guess(headings, [()] * len(headings), feed.theme)
    likely = profile.with_likely(profile.proposed(guesses), guesses)
    return 0.0 if likely.problems() else 0.5 if templates else 1.0


def refuse_same(delivery: Delivery | None) -> None:
    """AlreadyDelivered, naming date and person, if there is such a delivery."""
    if delivery is not None:
        raise AlreadyDelivered(
            f"{delivery.by or 'Somebody'} delivered exactly this file on {spoken_date(delivery.at[:10])}, "
            f"as the extract of {spoken_date(delivery.as_of)}."
        )


def _with_orders(mapping: Mapping, looked: Scan) -> Mapping:
    """Dates as the file's own values say; where they leave it open, as it was before, else nobody knows yet."""
    for at, column in looked.dates.items():
        before = mapping.columns[at].order
        open_ = column.decided in ("assumed", "")
        known = None if column.decided == "assumed" else column.order
        mapping = mapping.with_order(at, before if before and open_ else known)
    return mapping
