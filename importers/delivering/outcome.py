"""What a delivery would come to: the figures and refused rows that the dry run shows before anything is stored."""

from dataclasses import dataclass, field
from datetime import date

from importers.checking.findings import Findings, Issue
from importers.checking.plan import Effects, Plan
from importers.columns.profile import Mapping, shown
from importers.delivering.completeness import Counts, completeness
from importers.delivering.notes import Note
from importers.delivering.preparing import MODES, Prepared
from importers.delivering.surprises import Surprise, surprises
from store.disclosure.wording import spoken_date
from store.records.deliveries import Delivery
from store.records.held import Hold


@dataclass(frozen=True)
class DryRun:
    """What a delivery would come to. refused: why rows would be quarantined, the first 5,000; the counts are of all.

    new, changed, unchanged, absent, returning count source records of the feed; issues counts rows by code. holds: why
    a second person has to release it, if so. counts: how full its columns are; counts_before: those of the last one.
    mapping is what is imported; template is the same with the columns that the agreement does not cover.
    """

    prepared: Prepared
    mapping: Mapping
    as_of: date
    rows: int
    accepted: int
    warnings: int
    quarantined: int
    ignored: int
    new: int
    changed: int
    unchanged: int
    absent: int
    returning: int
    issues: dict[str, int]
    refused: tuple[Issue, ...]
    notes: tuple[Note, ...]
    last: Delivery | None
    holds: tuple[Hold, ...]
    counts: Counts
    counts_before: Counts | None
    plan: Plan = field(repr=False)
    effects: Effects = field(repr=False)
    findings: Findings = field(repr=False)
    template: Mapping = field(repr=False)

    @property
    def of_people(self) -> int:
        """Rows about people, totals and headings apart."""
        return self.rows - self.ignored

    @property
    def dropped(self) -> tuple[str, ...]:
        """Headings of the columns that the agreement does not cover: nothing of them is stored."""
        return dropped(self.template, self.mapping)

    @property
    def columns(self) -> dict[str, str | None]:
        """Each heading and the field it was taken for, None for not imported."""
        return columns_of(self.mapping)

    @property
    def act(self) -> str:
        """What delivering would do, in words: the mode is repeated on the button (domain/9 rule 25)."""
        feed = self.prepared.feed
        rows = "1 row" if self.accepted == 1 else f"{self.accepted:,} rows"
        taken = spoken_date(self.as_of.isoformat())
        return f"Deliver {rows} to {feed.agency.name}, {feed.label}, as {MODES[feed.mode]} taken on {taken}"

    def surprises(self, other_names: int = 0) -> tuple[Surprise, ...]:
        """What is most unlike the last delivery. other_names: how many records changed names, once that is known."""
        return surprises(self.counts, self.counts_before, {**self.counts.moved, "names": other_names})

    def as_json(self) -> dict[str, object]:
        """The figures that `fctui import --dry-run --json` prints."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "warnings": self.warnings,
            "quarantined": self.quarantined,
            "ignored": self.ignored,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "absent": self.absent,
            "returning": self.returning,
            "surprises": [one.sentence for one in self.surprises()],
            "columns": self.columns,
            "dropped": list(self.dropped),
            "issues": self.issues,
            "sha256": self.prepared.table.sha256,
            "holds": [hold._asdict() for hold in self.holds],
            "completeness": completeness(self.counts, self.counts_before),
        }


def columns_of(mapping: Mapping) -> dict[str, str | None]:
    """Heading → field; a heading that comes again gets its number."""
    told: dict[str, str | None] = {}
    for at, column in enumerate(mapping.columns):
        name = shown(column.heading, at)
        count = 2
        while name in told:
            name = f"{shown(column.heading, at)} ({count})"
            count += 1
        told[name] = column.field.value if column.field else None
    return told


def dropped(template: Mapping, covered: Mapping) -> tuple[str, ...]:
    """Headings of the columns that only the template imports: the agreement does not cover them."""
    pairs = zip(template.columns, covered.columns, strict=True)
    return tuple(shown(told.heading, at) for at, (told, kept) in enumerate(pairs) if told.field and not kept.field)
