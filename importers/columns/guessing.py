"""What each column of a file holds, guessed from its heading; its values may veto the guess but never make one.

Order of evidence (domain/9 rule 9): the heading as a whole, its words in any order, its words put together (whose
thing, which thing), nearly the same spelling. A guess is ticked, and so applied without being asked, only if it rests
on headings that were seen publicly or agreed; it is likely, and a person ticks it, if no other reading is left.
"""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from importers.columns.by_itself import Guess, by_itself
from importers.columns.content import veto
from importers.columns.reasoning import of_another, perhaps_a_date
from importers.columns.worker_headings import WORKER_NOUNS, another_worker, by_initials
from importers.fields import BIRTHS, LINES, PROVIDERS, REPEATABLE, WORKER, Field
from importers.headings import ANOTHER, FILLERS, PERSONS, RELATIVES, Heading, dictionary, heading

_CONTACT = {
    "contactnumber": Field.WORKER_PHONE,
    "contacttel": Field.WORKER_PHONE,
    "contacttelephone": Field.WORKER_PHONE,
    "contacttelephonenumber": Field.WORKER_PHONE,
    "contactphonenumber": Field.WORKER_PHONE,
    "telephone": Field.WORKER_PHONE,
    "telephonenumber": Field.WORKER_PHONE,
    "tel": Field.WORKER_PHONE,
    "telno": Field.WORKER_PHONE,
    "phone": Field.WORKER_PHONE,
    "phonenumber": Field.WORKER_PHONE,
    "mobile": Field.WORKER_PHONE,
    "email": Field.WORKER_EMAIL,
    "emailaddress": Field.WORKER_EMAIL,
    "role": Field.WORKER_ROLE,
    "jobtitle": Field.WORKER_ROLE,
    "team": Field.WORKER_TEAM,
    "department": Field.WORKER_TEAM,
}
"""Headings that speak of whoever the column before them is about."""


def guess(
    headings: Sequence[str], samples: Sequence[Sequence[str]], details: frozenset[Field] = frozenset()
) -> tuple[Guess, ...]:
    """One guess per column. samples: some clean, non-blank values of each column, in the same order.

    details: fields that name another service than the feed's (`provided.beside`): nobody is rung there in its name.
    """
    told = [heading(text) for text in headings]
    samples = [
        [value for value in values if value.casefold() != text.casefold()]  # the headings again, on another page
        for text, values in zip(headings, samples, strict=True)
    ]
    guesses = [_of_the_service(one, by_itself(one), details) for one in told]
    guesses = _beside_others(told, _in_company(told, guesses, samples, details))
    guesses = [_unless_vetoed(one, values) for one, values in zip(guesses, samples, strict=True)]
    guesses = [_by_its_values(*column) for column in zip(told, guesses, samples, strict=True)]
    guesses = _of_one_worker(told, guesses, _without_weaker_rivals(guesses))
    return tuple(_without_weaker_rivals(guesses))


def _of_the_service(one: Heading, now: Guess, details: frozenset[Field]) -> Guess:
    """A 'School telephone' is no way to the social care of the child, and the GP is not its key worker."""
    named = {_NAMED_BY[word] for word in one.words if word in _NAMED_BY} & details
    if not named or now.field not in WORKER:
        return now
    if now.field is not Field.WORKER_NAME:
        return replace(now, sure=False, ticked=False, why=_WHY_ELSEWHERE, aside=_ELSEWHERE)
    if Field.SURGERY in named:
        return replace(
            now, field=Field.SURGERY, role="", ticked=False, rank=3, why="The GP, in another service's feed."
        )
    return now


_NAMED_BY = {"school": Field.SCHOOL, **dict.fromkeys(("gp", "doctor", "surgery", "practice"), Field.SURGERY)}
_ELSEWHERE, _SECOND, _ANOTHERS = "another service's", "a second worker", "another worker's"
_WHY_ELSEWHERE = "Of another service than this feed's: take it only if it is the number to ring."
_WHY_SECOND = "A row has one worker, and another column is it. As an agreed detail it is shown under its own heading."


def _in_company(
    told: Sequence[Heading], guesses: Sequence[Guess], samples: Sequence[Sequence[str]], details: frozenset[Field]
) -> list[Guess]:
    """Settle what a heading leaves open by the columns around it."""
    settled = list(guesses)
    taken = {one.field for one in guesses if one.sure}
    before: Guess | None = None
    worker: Heading | None = None
    elsewhere = False
    for at, one in enumerate(told):
        now = settled[at]
        if one.squash in _CONTACT and elsewhere:
            settled[at] = now = Guess(one.text, _CONTACT[one.squash], False, _WHY_ELSEWHERE, 8, aside=_ELSEWHERE)
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
        elsewhere = elsewhere or now.aside == _ELSEWHERE
    return _admitted_to_school(_sex_beside_gender(told, settled))


_OF_A_NAME = frozenset(["name", "names", "full", "first", "last", "surname", "forename", "contact", "1"])
_PERSONAL = frozenset(
    {
        Field.NHS_NUMBER,
        Field.NINO,
        Field.TITLE,
        Field.GIVEN,
        Field.FAMILY,
        Field.MIDDLE,
        Field.SEX,
        Field.AGE,
        Field.PHONE,
        Field.MOBILE,
        Field.EMAIL,
        Field.ADDRESS,
        Field.POSTCODE,
        *LINES,
        *BIRTHS,
    }
)
"""What one person has like another, so that a heading alone does not say whose it is."""
_CONTACT_ALONE = frozenset(["contact"])
_RELATED = frozenset(["relationship", "relation"])
_OF_A_PERSON = frozenset(["surname", "forename", "dob", "birth", "address"])
_WHY_BESIDE = "It follows “{}”: take it only if it is the row's own person's."
_WHY_RELATED = "Other columns speak of a contact as of a relative: take it only if it is whom to ring."


def _beside_others(told: Sequence[Heading], guesses: Sequence[Guess]) -> list[Guess]:
    """Untick what may be a relative's by the columns around it: 'DOB' after 'Mother', a contact with a relationship."""
    settled: list[Guess] = []
    related = any(
        not of_another(one) and (one.words & _RELATED or ("contact" in one.words and one.words & _OF_A_PERSON))
        for one in told
    )
    other: Heading | None = None
    for one, now in zip(told, guesses, strict=True):
        named = of_another(one) and one.words <= RELATIVES | FILLERS | ANOTHER | PERSONS | _OF_A_NAME
        if named:
            other = one
        elif not (now.field in _PERSONAL and one.words.isdisjoint(PERSONS)) and "relationship" not in one.words:
            other = None
        if other and now.field in _PERSONAL:
            now = replace(now, sure=False, ticked=False, why=_WHY_BESIDE.format(other.text))
        elif related and now.field in WORKER | _PERSONAL and one.words & WORKER_NOUNS == _CONTACT_ALONE:
            now = replace(now, sure=False, ticked=False, why=_WHY_RELATED)
        settled.append(now)
    return settled


def _admitted_to_school(guesses: list[Guess]) -> list[Guess]:
    """A pupil's admission is no hospital's; a discharge without an admission is from a team, and ends its work."""
    held = {one.field for one in guesses}
    told: dict[Field | None, tuple[Field, str]] = {}
    if Field.UPN in held:
        why = "Of pupils, by the other columns."
        told = {Field.ADMITTED: (Field.STARTS, why), Field.DISCHARGED: (Field.ENDS, why)}
    elif Field.STARTS in held and Field.ADMITTED not in held:
        told = {Field.DISCHARGED: (Field.ENDS, "A discharge, in a file without admissions to hospital.")}
    return [
        replace(one, field=told[one.field][0], why=told[one.field][1], rank=3, ticked=False)
        if one.field in told
        else one
        for one in guesses
    ]


def _left_open(one: Heading, now: Guess, taken: set[Field | None], values: Sequence[str]) -> Guess:
    """A bare 'Name' or 'Status', a 'Street Name': sure only where nothing else can be meant."""
    named = {Field.FAMILY, Field.FULL_NAME} & taken
    if one.squash == "name":
        only = not named and Field.BIRTH in taken and Field.GIVEN not in taken
        why = "The only column of names, in a file with birth dates."
        return replace(now, field=Field.FULL_NAME, sure=only, why=why if only else now.why, rank=3)
    if one.squash in {"status", "involvement"}:
        fits = not veto(Field.STATUS, values) and Field.STATUS not in taken
        why = "Its values are words such as Current and Closed."
        return replace(now, field=Field.STATUS, sure=fits, why=why if fits else now.why, rank=3)
    candidates = [f for f in dictionary().ambiguous.get(one.squash, ()) if f not in taken and not veto(f, values)]
    if one.squash == "streetname" and candidates and {Field.POSTCODE, Field.TOWN, Field.HOUSE} & taken:
        return replace(now, field=Field.STREET, sure=True, why="A street, among the parts of an address.", rank=3)
    if one.squash == "numberofbuilding" and candidates and Field.STREET in taken:
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
    """Untick a column whose values do not look like what its heading says; what was only perhaps so is not offered."""
    if one.field is None or not (reason := veto(one.field, values)):
        return one
    return replace(one, field=one.field if one.sure else None, sure=False, ticked=False, why=reason)


def _by_its_values(one: Heading, now: Guess, values: Sequence[str]) -> Guess:
    """What a heading may mean that says too little, where the values fit: for a person to tick, never sure.

    'Child' and 'Client' are a name or a number; 'Last TAF' and 'Left' are dates of some kind.
    """
    if now.sure or now.left_out or not any(values):
        return now
    if one.words and one.words <= PERSONS | FILLERS and now.field in {None, Field.SOURCE_ID, Field.FULL_NAME}:
        fitting = [field for field in (Field.SOURCE_ID, Field.FULL_NAME) if not veto(field, values)]
        why = "The heading only says whose it is, and its values look like {}: take it if it is."
        if len(fitting) == 1:
            what = "names" if fitting[0] is Field.FULL_NAME else "numbers"
            return replace(now, field=fitting[0], rank=8, why=why.format(what))
    if now.field is None and not veto(Field.STARTS, values) and (found := perhaps_a_date(one)):
        return replace(now, field=found.field, rank=8, why=found.why)
    return now


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
    kept: list[Guess] = []
    for one in guesses:
        if one.sure and one.field and one.field in best:
            if one.weakness > best[one.field] and one.field is Field.WORKER_NAME:
                one = replace(one, sure=False, ticked=False, why=_WHY_SECOND, aside=_SECOND)
            elif one.weakness > best[one.field]:
                one = replace(one, sure=False, ticked=False, why="Another column is more clearly that.")
            elif one.rank >= 3 and count[one.field, one.weakness] > 1:
                one = replace(one, sure=False, ticked=False, why="Several columns could be that: choose one.")
        kept.append(one)
    return kept


def _open_both_or_neither(best: dict[Field, tuple[bool, int]], count: Counter[tuple[Field, tuple[bool, int]]]) -> None:
    """Where several things may have started, the one end beside them is not known to be of the one that is chosen."""
    for one, other in ((Field.STARTS, Field.ENDS), (Field.ENDS, Field.STARTS)):
        if one in best and other in best and best[one][1] >= 3 and best[other][1] >= 3:
            count[other, best[other]] = max(count[other, best[other]], count[one, best[one]])


_OF_A_WORKER = frozenset({Field.WORKER_ROLE, Field.WORKER_TEAM, Field.WORKER_PHONE, Field.WORKER_EMAIL})


def beside_another(one: Guess, held: Container[Field | None]) -> str:
    """Whose a column that is not taken is, in words, beside those that hold these fields; '' if it may be the row's."""
    if one.field is Field.WORKER_NAME and one.field in held:
        return _SECOND
    return one.aside or (_ANOTHERS if one.field in _OF_A_WORKER and one.field in held else "")


def _of_one_worker(told: Sequence[Heading], guesses: Sequence[Guess], settled: Sequence[Guess]) -> list[Guess]:
    """A row has one worker, as settled: the telephone of another is no help, it is the wrong number to ring."""
    named = _names_of_workers(told, settled)[:1] or _names_of_workers(told, guesses)  # of equal ones a person chooses
    whose = [next((name for name in named if another_worker(one, name)), None) for one in told]
    return [
        replace(now, sure=False, ticked=False, why=_WHY_ANOTHERS.format(other.text), aside=_ANOTHERS)
        if other and now.sure and now.rank >= 3 and now.field in _OF_A_WORKER
        else now
        for now, other in zip(guesses, whose, strict=True)
    ]


def _names_of_workers(told: Sequence[Heading], guesses: Sequence[Guess]) -> list[Heading]:
    return [one for one, now in zip(told, guesses, strict=True) if now.field is Field.WORKER_NAME and now.sure]


_WHY_ANOTHERS = "Of another worker or service than “{}”: take it only if it is not."
