"""What each column of a file holds, guessed from its heading; its values may veto the guess but never make one.

Order of evidence (domain/9 rule 9): the heading as a whole, its words in any order, its words put together (whose
thing, which thing), nearly the same spelling. A guess is ticked, and so applied without being asked, only if it rests
on headings that were seen publicly or agreed; it is likely, and a person ticks it, if no other reading is left.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from importers.columns.began_and_ended import admitted_to_school, of_the_work_itself, until_as_from
from importers.columns.by_itself import SPELT, Guess, both_names, by_itself, unknown
from importers.columns.content import sets_family_apart, veto
from importers.columns.crowded import of_one_of_several
from importers.columns.prefixed import perhaps_of_a_table
from importers.columns.provided import beside
from importers.columns.reasoning import of_another, perhaps_a_date
from importers.columns.told_by_yes import plain, told_by_yes
from importers.columns.whom_to_ring import (
    SECOND,
    WHY_SECOND,
    assigned,
    beside_a_schools,
    not_the_councils,
    of_one_worker,
    perhaps_by_initials,
)
from importers.columns.whose import (
    ELSEWHERE,
    WHY_ELSEWHERE,
    beside_others,
    of_the_service,
    of_their_own,
    perhaps_about_another,
)
from importers.columns.worker_headings import IDS, by_initials, ends_in
from importers.fields import PROVIDERS, REPEATABLE, WORKER, Field
from importers.headings import FILLERS, PERSONS, SUBJECTS, Heading, dictionary, heading
from importers.values import words
from importers.values.vocabulary import vocabulary
from store.records.themes import Theme

_CONTACT = {
    **dict.fromkeys(
        vocabulary(
            "contactnumber contacttel contacttelephone contacttelephonenumber contactphonenumber contactno",
            "contacttelno telephone telephonenumber tel telno phone phonenumber mobile",
        ),
        Field.WORKER_PHONE,
    ),
    **dict.fromkeys(("email", "emailaddress"), Field.WORKER_EMAIL),
    **dict.fromkeys(("role", "jobtitle"), Field.WORKER_ROLE),
    **dict.fromkeys(("team", "department"), Field.WORKER_TEAM),
}
"""Headings that speak of whoever the column before them is about."""


def guess(headings: Sequence[str], samples: Sequence[Sequence[str]], theme: Theme | None = None) -> tuple[Guess, ...]:
    """One guess per column. samples: some clean, non-blank values of each column, in the same order.

    theme: what the feed is about, if that is known: nobody of another service is rung in its name.
    """
    told = [heading(text) for text in headings]
    samples = [
        [value for value in values if value.casefold() != text.casefold()]  # the headings again, on another page
        for text, values in zip(headings, samples, strict=True)
    ]
    guesses = [of_the_service(one, by_itself(one), theme) if theme else by_itself(one) for one in told]
    guesses = beside_others(told, _in_company(told, guesses, samples, theme))
    guesses = [_unless_vetoed(one, values) for one, values in zip(guesses, samples, strict=True)]
    guesses = of_one_of_several(told, of_their_own(told, guesses, samples))
    taken = {one.field for one in guesses if one.sure}
    guesses = [_by_its_values(*column, taken) for column in zip(told, guesses, samples, strict=True)]
    if not perhaps_of_a_table(told, guesses, samples):
        perhaps_about_another(told, guesses, samples)
    perhaps_by_initials(told, guesses, samples)
    _perhaps_a_number(told, guesses, samples)
    guesses = of_the_work_itself(told, beside_a_schools(told, guesses))
    guesses = of_one_worker(told, guesses, _without_weaker_rivals(guesses))
    return tuple(_beside_whom_it_follows(told, not_the_councils(told, _without_weaker_rivals(guesses))))


def _beside_whom_it_follows(told: Sequence[Heading], guesses: Sequence[Guess]) -> list[Guess]:
    """Untick a 'Tel' that follows a worker who is not taken: it would be rung in another's name."""
    kept: list[Guess] = []
    another = False
    for one, now in zip(told, guesses, strict=True):
        if now.field is Field.WORKER_NAME:
            another = not now.sure
        elif one.squash not in _CONTACT:
            another = another and now.field in WORKER
        elif another and now.sure and now.field in WORKER:
            now = replace(now, sure=False, ticked=False, why=WHY_SECOND, aside=SECOND)
        kept.append(now)
    return kept


def _in_company(
    told: Sequence[Heading], guesses: Sequence[Guess], samples: Sequence[Sequence[str]], theme: Theme | None
) -> list[Guess]:
    """Settle what a heading leaves open by the columns around it."""
    settled = list(guesses)
    taken: set[Field | None] = {
        one.field
        for one, values in zip(guesses, samples, strict=True)
        if one.sure and one.field and not veto(one.field, values)
    }
    details = beside(theme) if theme else frozenset[Field]()
    before: Guess | None = None
    worker: Heading | None = None
    elsewhere = False
    for at, one in enumerate(told):
        now = settled[at]
        if one.squash in _CONTACT and elsewhere:
            settled[at] = now = Guess(one.text, _CONTACT[one.squash], False, WHY_ELSEWHERE, 8, aside=ELSEWHERE)
        elif one.squash in _CONTACT and before is not None and before.field in WORKER | PROVIDERS:
            why = "Whom to ring: it follows the column of the worker or provider."
            settled[at] = now = Guess(one.text, _CONTACT[one.squash], True, why, 2, ticked=before.ticked)
        elif one.squash in dictionary().ambiguous or one.squash in dictionary().bare:
            settled[at] = now = _left_open(one, now, taken, samples[at])
        elif not now.sure and worker and (found := by_initials(one, worker)):
            settled[at] = now = Guess(one.text, found.field, True, found.why, 3)
        if now.sure:
            taken.add(now.field)
            before = now
            elsewhere = now.field in details
            worker = one if now.field is Field.WORKER_NAME else worker
        elsewhere = elsewhere or now.aside == ELSEWHERE
    _known_to_probation(told, settled, theme)
    _expected_of_grown_people(settled, theme)
    until_as_from(told, settled)
    return admitted_to_school(told, _sex_beside_gender(told, settled))


def _known_to_probation(told: Sequence[Heading], settled: list[Guess], theme: Theme | None) -> None:
    """The CRN is probation's own number for the person, where no other column is that."""
    at = next((at for at, one in enumerate(told) if "crn" in one.words), -1)
    known = any(one.sure and one.field is Field.SOURCE_ID for one in settled)
    if theme is Theme.PROBATION and at >= 0 and settled[at].field is Field.JUSTICE_ID and not known:
        why = "Probation's own number for the person."
        settled[at] = replace(settled[at], field=Field.SOURCE_ID, sure=True, ticked=False, rank=3, why=why)


_OF_GROWN_PEOPLE = frozenset({Theme.MATERNITY, Theme.ACUTE})


def _expected_of_grown_people(settled: list[Guess], theme: Theme | None) -> None:
    """What a mother expects is no date of birth of hers; a hospital's EDD is the estimated date of discharge."""
    for at, one in enumerate(settled):
        if theme in _OF_GROWN_PEOPLE and one.field is Field.EXPECTED_BIRTH:
            why = "Perhaps of a child that is expected: take it if the rows are about unborn children."
            settled[at] = replace(one, sure=False, ticked=False, why=why)


_OF_AN_ADDRESS = frozenset({Field.HOUSE, Field.STREET, Field.TOWN, Field.POSTCODE})


def _left_open(one: Heading, now: Guess, taken: set[Field | None], values: Sequence[str]) -> Guess:
    """A bare 'Name' or 'Status', a 'Street Name': sure only where nothing else can be meant."""
    named = {Field.FAMILY, Field.FULL_NAME} & taken
    if one.squash == "name":
        only = not named and Field.BIRTH in taken and Field.GIVEN not in taken
        why = "The only column of names, in a file with birth dates."
        return replace(now, field=Field.FULL_NAME, sure=only, why=why if only else now.why, rank=3)
    if one.squash in {"status", "involvement"}:
        fits = not veto(Field.STATUS, values) and Field.STATUS not in taken
        if not fits and one.squash == "involvement" and Field.SERVICE not in taken and any(values):
            return replace(now, field=Field.SERVICE, rank=8, why="Perhaps its kind: take it if it is.")
        why = "Its values are words such as Current and Closed."
        return replace(now, field=Field.STATUS, sure=fits, why=why if fits else now.why, rank=3)
    candidates = [f for f in dictionary().ambiguous.get(one.squash, ()) if f not in taken and not veto(f, values)]
    if candidates and candidates[0] in _OF_AN_ADDRESS and _OF_AN_ADDRESS & taken:
        return replace(now, field=candidates[0], sure=True, why="Among the parts of an address.", rank=3)
    if one.squash in {"id", "ref", "no", "number"} and Field.SOURCE_ID not in taken:
        candidates = [Field.SOURCE_ID]
    return replace(now, field=candidates[0] if candidates else None, rank=8)


def _sex_beside_gender(told: Sequence[Heading], guesses: list[Guess]) -> list[Guess]:
    """With columns for both, gender is how someone describes themselves: not kept, and no second sex."""
    names = {one.squash for one, now in zip(told, guesses, strict=True) if now.field is Field.SEX}
    if {"sex", "gender"} <= names:
        at = next(index for index, one in enumerate(told) if one.squash == "gender")
        why = "Not imported: the file has a column for sex."
        guesses[at] = replace(guesses[at], field=None, sure=False, ticked=False, why=why, left_out=True)
    return guesses


def _unless_vetoed(one: Guess, values: Sequence[str]) -> Guess:
    """Untick a column whose values do not look like what its heading says; what was only perhaps so is not offered.

    What was spelt alike was another heading: 'First came' over dates is no first name.
    """
    if one.field is None or not (reason := veto(one.field, values)):
        return one
    if one.rank == SPELT:
        return unknown(one.heading)
    return replace(one, field=one.field if one.sure else None, sure=False, ticked=False, why=reason)


def _by_its_values(one: Heading, now: Guess, values: Sequence[str], taken: Container[Field | None]) -> Guess:
    """What a heading may mean that says too little, where the values fit: for a person to tick.

    'Child' and 'Client' are a name or a number, likely the only name of a file with birth dates; 'Last TAF' and 'Left'
    are dates of some kind; 'Property' and 'Premises' are where the person lives, or what is owned.
    """
    if now.sure or now.left_out or not any(values):
        return now
    if now.field in _OF_YES and Field.STATUS not in taken and (why := told_by_yes(one, values)):
        return replace(now, field=Field.STATUS, label="", sure=True, rank=3, why=why)
    if now.field is Field.DECEASED and Field.DEATH not in taken and not veto(Field.DEATH, values):
        return replace(now, field=Field.DEATH, sure=True, rank=3, why="Its values are dates.")
    if now.field is None and Field.STATUS not in taken and _says_how_it_stands(one, values):
        why = "Its values are words such as Current and Closed: take it if it says whether the service is involved."
        return replace(now, field=Field.STATUS, rank=8, why=why)
    if now.field is None and any(map(_SHUT.fullmatch, values)):
        why = "Some of its values say that a record is restricted: take it, and those rows stay out."
        only = all(_SHUT.fullmatch(text) or words.unrestricted(text) for text in values)
        return replace(now, field=Field.RESTRICTED, sure=only, ticked=only, rank=3 if only else 8, why=why)
    if now.field is None and _says_what_changed(values):
        why = "Some of its values say that the agency deleted a record: take it, or those people stay as they are."
        return replace(now, field=Field.REMOVED, rank=8, why=why)
    if now.field is None and (first := both_names(one)) and (first == "given" or sets_family_apart(values)):
        return replace(now, field=Field.FULL_NAME, sure=True, rank=3, why="Both names in one column, by its words.")
    only_whose = one.words & PERSONS and one.words <= SUBJECTS | FILLERS
    if only_whose and now.field in {None, Field.SOURCE_ID, Field.FULL_NAME}:
        apart = sets_family_apart(values) and not veto(Field.FULL_NAME, values)  # 'SMITH, Jo (10A)'
        fitting = [
            f
            for f in (Field.SOURCE_ID, Field.FULL_NAME)
            if not veto(f, values) and not (apart and f is Field.SOURCE_ID)
        ]
        why = "The heading only says whose it is, and its values look like {}: take it if it is."
        if (
            fitting == [Field.FULL_NAME]
            and Field.BIRTH in taken
            and not _named(taken)
            and (apart or _of_two_words(values))
        ):
            only = "The only column of names, in a file with birth dates."
            return replace(now, field=Field.FULL_NAME, sure=True, rank=3, why=only)
        if len(fitting) == 1:
            what = "names" if fitting[0] is Field.FULL_NAME else "numbers"
            return replace(now, field=fitting[0], rank=8, why=why.format(what))
    if one.words <= _PREMISES and Field.ADDRESS not in taken and Field.LINE_1 not in taken and _of_two_words(values):
        return replace(now, field=Field.ADDRESS, rank=8, why="Perhaps where the person lives: take it if it is.")
    if now.field is None and not veto(Field.STARTS, values) and (found := perhaps_a_date(one)):
        sure = found.sure and found.field not in taken
        return replace(now, field=found.field, sure=sure, rank=3 if sure else 8, why=found.why)
    return now


_OF_YES = frozenset({None, Field.STATUS, Field.ACTIVE_FLAG, Field.ENDS, Field.DISCHARGED})
_SHUT = re.compile(
    r"(?:(?:access|record|case|file) )?(?:is )?(?:restricted|sealed|shielded|locked)(?: (?:access|record|case|file))?"
    r"|do not (?:disclose|share)(?: address| details)?|not to be (?:disclosed|shared)",
    re.I,
)
_DELETES = vocabulary("d del delete deleted deletion remove removed")
_ALTERS = vocabulary("i u ins insert inserted upd update updated amend amended modify modified")
_CHANGES = _DELETES | _ALTERS | vocabulary("a c m n add added new change changed unchanged|no change")
_PREMISES = frozenset(["property", "premises", "home", "tenancy"])


def _says_how_it_stands(one: Heading, values: Sequence[str]) -> bool:
    """Whether it is a 'PPN state' of what is open or closed; where only Yes and No stand, it may be anything."""
    told = {words.status(text) for text in values if plain(text) is None}
    return (
        ends_in(one, {"status", "state"}) and not of_another(one) and "open" in told and not veto(Field.STATUS, values)
    )


def _says_what_changed(values: Sequence[str]) -> bool:
    """Whether they are a delta's marks, such as I, U and D. A, C or M beside D alone may be anything."""
    told = {text.casefold() for text in values}
    return told <= _CHANGES and not told.isdisjoint(_DELETES) and not told.isdisjoint(_ALTERS)


def _named(taken: Container[Field | None]) -> bool:
    return any(field in taken for field in (Field.FULL_NAME, Field.FAMILY, Field.GIVEN))


def _of_two_words(values: Sequence[str]) -> bool:
    """Whether nearly all are more than a word, and hardly any is there twice: no list of codes, no Yes and No."""
    return (
        sum(len(text.split()) > 1 for text in values) >= 0.8 * len(values) and len(set(values)) >= 0.5 * len(values) > 0
    )


def _perhaps_a_number(told: Sequence[Heading], guesses: list[Guess], samples: Sequence[Sequence[str]]) -> None:
    """Where no column is the agency's number for the person, offer the first number that no two rows share, or few.

    Of several rows for a person all have that person's.
    """
    if any(one.field is Field.SOURCE_ID for one in guesses):
        return
    free = [
        at
        for at, (one, values) in enumerate(zip(told, samples, strict=True))
        if guesses[at].field is None
        and not guesses[at].left_out
        and not of_another(one)
        and ends_in(one, IDS)
        and len(set(values)) > 1
        and not veto(Field.SOURCE_ID, values)
    ]
    for least, shared in ((1.0, "No two rows share it"), (0.5, "Few rows share it")):
        for at in free:
            if len(set(samples[at])) >= least * len(samples[at]):
                why = f"{shared}: take it if it is the person's number, and not the case's or the row's."
                guesses[at] = replace(guesses[at], field=Field.SOURCE_ID, rank=8, why=why)
                return


def _without_weaker_rivals(guesses: Sequence[Guess]) -> list[Guess]:
    """Of several sure columns for one field only the strongest stay; equals stay too, for a person to choose.

    Equals by weak evidence (3 and more) are all unticked: better unread than read wrongly.
    """
    best: dict[Field, tuple[bool, int]] = {}
    count = Counter[tuple[Field, tuple[bool, int]]]()
    for one in guesses:
        if one.sure and one.field and one.field not in REPEATABLE:
            best[one.field] = min(best.get(one.field, one.weakness), one.weakness)
            count[one.field, one.weakness] += 1
    _open_both_or_neither(best, count)
    worker = assigned(guesses) if count[Field.WORKER_NAME, best.get(Field.WORKER_NAME, (True, 9))] > 1 else None
    kept: list[Guess] = []
    for one in guesses:
        if one.sure and one.field and one.field in best:
            if one.field is Field.WORKER_NAME and (one.weakness > best[one.field] or worker not in (None, one)):
                one = replace(one, sure=False, ticked=False, why=WHY_SECOND, aside=SECOND)
            elif one.weakness > best[one.field]:
                one = replace(one, sure=False, ticked=False, why="Another column is more clearly that.")
            elif one.rank >= 3 and count[one.field, one.weakness] > 1 and one is not worker:
                one = replace(one, sure=False, ticked=False, why="Several columns could be that: choose one.")
        kept.append(one)
    return kept


def _open_both_or_neither(best: dict[Field, tuple[bool, int]], count: Counter[tuple[Field, tuple[bool, int]]]) -> None:
    """Where several things may have started, the one end beside them is not known to be of the one that is chosen."""
    for one, other in ((Field.STARTS, Field.ENDS), (Field.ENDS, Field.STARTS)):
        if one in best and other in best and best[one][1] >= 3 and best[other][1] >= 3:
            count[other, best[other]] = max(count[other, best[other]], count[one, best[one]])
