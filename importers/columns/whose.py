"""Whose a column is that would be read as the row's by its heading: another service's, a relative's, a contact's."""

from collections.abc import Sequence
from dataclasses import replace

from importers.columns.by_itself import Guess, by_itself
from importers.columns.content import veto
from importers.columns.provided import beside, elsewhere
from importers.columns.reasoning import of_another
from importers.columns.worker_headings import WORKER_NOUNS, initials
from importers.fields import BIRTHS, LINES, WORKER, Field
from importers.headings import ANOTHER, FILLERS, PERSONS, RELATIVES, Heading, heading
from store.records.themes import Theme

ELSEWHERE = "another service's"
WHY_ELSEWHERE = "Of another service than this feed's: take it only if it is the number to ring."
_OF_TREATMENT = frozenset(["prescribing", "treating", "responsible", "specialist", "consultant", "hospital"])
_NAMED_BY = {"school": Field.SCHOOL, **dict.fromkeys(("gp", "doctor", "surgery", "practice"), Field.SURGERY)}


def of_the_service(one: Heading, now: Guess, theme: Theme) -> Guess:
    """A 'School telephone' is no way to the social care of the child, and the GP is not its key worker."""
    if now.field not in WORKER:
        return now
    words = one.words - {"doctor"} if one.words & _OF_TREATMENT else one.words
    named = {_NAMED_BY[word] for word in words if word in _NAMED_BY} & beside(theme)
    if elsewhere(one.words, theme) or (named and now.field is not Field.WORKER_NAME):
        return replace(now, sure=False, ticked=False, why=WHY_ELSEWHERE, aside=ELSEWHERE)
    if Field.SURGERY in named:
        return replace(
            now, field=Field.SURGERY, role="", ticked=False, rank=3, why="The GP, in another service's feed."
        )
    return now


_PART_OF_A_NAME = frozenset(["first", "last", "surname", "forename"])
OF_A_NAME = _PART_OF_A_NAME | {"name", "names", "full", "contact", "1"}
_PERSONAL = frozenset(
    {
        Field.NHS_NUMBER, Field.NINO, Field.TITLE, Field.GIVEN, Field.FAMILY, Field.MIDDLE, Field.SEX, Field.AGE,
        Field.PHONE, Field.MOBILE, Field.EMAIL, Field.ADDRESS, Field.POSTCODE, *LINES, *BIRTHS,
    }
)  # fmt: skip
"""What one person has like another, so that a heading alone does not say whose it is."""
_CONTACT_ALONE = frozenset(["contact"])
_RELATED = frozenset(["relationship", "relation"])
_OF_A_PERSON = frozenset(["surname", "forename", "dob", "birth", "address"])
_WHY_BESIDE = "It follows “{}”: take it only if it is the row's own person's."
_NUMBERS = frozenset({Field.SOURCE_ID, Field.JUSTICE_ID})
_OF_A_PRISONER = frozenset(["prison", "prisoner", "noms", "nomis", "offender"])
_WHY_VISITED = "Perhaps of whom they visit: take it only if it is the row's own person's."
_WHY_RELATED = "Other columns speak of a contact as of a relative: take it only if it is whom to ring."


def beside_others(told: Sequence[Heading], guesses: Sequence[Guess]) -> list[Guess]:
    """Untick what may be a relative's by the columns around it: 'DOB' after 'Mother', a contact with a relationship."""
    settled: list[Guess] = []
    related = any(
        not of_another(one) and (one.words & _RELATED or ("contact" in one.words and one.words & _OF_A_PERSON))
        for one in told
    )
    named = (one for one, now in zip(told, guesses, strict=True) if now.field is Field.WORKER_NAME and now.sure)
    workers = {short for one in named if len(short := initials(one)) > 1}  # 'LP Contact Number' is no relative's
    visited = any("visitor" in one.words and "health" not in one.words for one in told)
    other: Heading | None = None
    for one, now in zip(told, guesses, strict=True):
        if _names_another(one, related=related):
            other = one
        elif not (now.field in _PERSONAL and one.words.isdisjoint(PERSONS)) and not _of_the_tie(one):
            other = None
        if other and now.field in _PERSONAL:
            now = replace(now, sure=False, ticked=False, why=_WHY_BESIDE.format(other.text))
        elif related and _of_a_contact(one, now) and one.words.isdisjoint(workers):
            now = replace(now, sure=False, ticked=False, why=_WHY_RELATED)
        elif visited and now.field in _NUMBERS and one.words & _OF_A_PRISONER:
            now = replace(now, sure=False, ticked=False, why=_WHY_VISITED)
        settled.append(now)
    return settled


_WHY_OWN = "Nearly every row has another, as people's own are: a worker's or service's would stand in many rows."
_ENOUGH_ROWS = 30


def of_their_own(told: Sequence[Heading], guesses: Sequence[Guess], samples: Sequence[Sequence[str]]) -> list[Guess]:
    """Untick a 'Contact e-mail' that is each person's own by its values: a resident's is not whom to ring."""
    return [
        replace(now, sure=False, ticked=False, why=_WHY_OWN)
        if now.field in WORKER
        and one.words & WORKER_NOUNS == _CONTACT_ALONE
        and len(values) >= _ENOUGH_ROWS
        and len(set(map(str.casefold, values))) >= 0.9 * len(values)
        else now
        for one, now, values in zip(told, guesses, samples, strict=True)
    ]


def _of_a_contact(one: Heading, now: Guess) -> bool:
    return (
        now.field in WORKER | _PERSONAL
        and one.words & WORKER_NOUNS == _CONTACT_ALONE
        and "safeguarding" not in one.words
    )


def _names_another(one: Heading, *, related: bool) -> bool:
    """'Mother', 'Next of kin name'; with a relationship in the file also 'Contact surname'."""
    if of_another(one):
        return one.words <= RELATIVES | FILLERS | ANOTHER | PERSONS | OF_A_NAME
    return related and "contact" in one.words and bool(one.words & _PART_OF_A_NAME)


def _of_the_tie(one: Heading) -> bool:
    return "relationship" in one.words or one.words <= {"parental", "responsibility", "priority"}


_WHY_OF_THEM = "Of the {}: take it if that is whom the rows are about."
WHO = frozenset({Field.FULL_NAME, Field.GIVEN, Field.FAMILY})
ABOUT_A_PERSON = (
    _PERSONAL
    | WHO
    | {Field.ALIAS, Field.PREFERRED_GIVEN, Field.PREFERRED_FAMILY, Field.FORMER_FAMILY, Field.UPN, Field.PNC}
)
"""What one person has like another, and what they are called."""


def perhaps_about_another(told: Sequence[Heading], guesses: list[Guess], samples: Sequence[Sequence[str]]) -> None:
    """Where no column names the row's own person, offer those of the first who is named: the victim, the mother."""
    if any(one.field in WHO and one.sure for one in guesses):
        return
    named = next((one for one in told if of_another(one) and one.words & OF_A_NAME and one.words & RELATIVES), None)
    if named is None:
        return
    whom = next(word for word in named.said if word in RELATIVES)
    for at, (one, values) in enumerate(zip(told, samples, strict=True)):
        if guesses[at].field is None and whom in one.said and not one.words & ANOTHER:
            theirs = by_itself(heading(" ".join(word for word in one.said if word != whom)))
            field = Field.FULL_NAME if theirs.heading == "name" else theirs.field
            if field and field in ABOUT_A_PERSON and not veto(field, values):
                guesses[at] = replace(guesses[at], field=field, left_out=False, rank=8, why=_WHY_OF_THEM.format(whom))
