"""What a heading says of its column by itself: by the dictionary, by its words put together, by its spelling."""

from dataclasses import dataclass, replace

from importers.columns.reasoning import STATES, address_and_postcode, of_another, put_together
from importers.columns.spelling import spelt_alike
from importers.columns.worker_headings import a_systems_user
from importers.fields import BIRTHS, WORKER, Field
from importers.headings import FILLERS, SUBJECTS, Heading, dictionary, first_of_several, heading


@dataclass(frozen=True)
class Guess:
    """What one column was taken for; why is a sentence for the screen.

    sure: no other reading is left. ticked: sure by a heading seen publicly or agreed: applied without being asked.
    rank: strength of the evidence, 1 strongest; 9 for none. label: an attribute's or involvement's name.
    role: the worker's role that the heading itself names. left_out: known, and not imported on purpose.
    aside: whose it is, in words, if not the worker's or service's of this row; '' else.
    """

    heading: str
    field: Field | None
    sure: bool
    why: str
    rank: int = 9
    label: str = ""
    role: str = ""
    left_out: bool = False
    ticked: bool = False
    aside: str = ""

    @property
    def weakness(self) -> tuple[bool, int]:
        """What two columns for one field are compared by: confirmed headings first, then the strength of evidence."""
        return not self.ticked, self.rank


_KEEPS_OUT = frozenset({Field.RESTRICTED, Field.TEST_RECORD})
"""Fields that only ever keep a row out: not ticking one would let restricted people in."""


SPELT = 4
"""The rank of a guess by spelling alone."""


def unknown(text: str) -> Guess:
    """Nothing is known of this heading."""
    return Guess(text, None, False, "The heading is not known.")


def by_itself(one: Heading) -> Guess:
    """What a heading says, or one side of it that is in two languages: 'Cyfenw / Surname'. Such a one is not ticked."""
    whole = _alone(one)
    sides = [heading(side) for side in one.text.split("/")]
    if len(sides) != 2 or whole.sure or whole.left_out or any(map(of_another, sides)):
        return whole if whole.field or whole.left_out or of_another(one) else _of_a_group(one, whole)
    told = [_alone(side) for side in sides]
    if {guess.field for guess in told} == set(BIRTHS):
        why = "A birth date, or the expected one where that is ahead."
        return Guess(one.text, Field.BIRTH, True, why, 3)
    if known := next((guess for guess in told if guess.left_out), None):
        return replace(known, heading=one.text)
    known = next((guess for guess in told if guess.sure), None)
    if known is None or any(guess.field not in (known.field, None) for guess in told):
        return whole
    return replace(known, heading=one.text, ticked=False, rank=3, why=f"One of its two sides: {known.why}")


_OF_THE_WORK = STATES | FILLERS | {"details", "care", "case", "caseload", "information"}
_AT_WORK = WORKER | {Field.STARTS, Field.ENDS, Field.LAST_SEEN, Field.STATUS}


def _of_a_group(one: Heading, whole: Guess) -> Guess:
    """What stands behind a colon, where the whole is not known: 'School: DSL', 'Care episode: Case holder'.

    Only of the work, and for a person to tick if the group is not the work itself: 'Solicitor: Worker' is another's.
    """
    group, _, rest = one.text.partition(":")
    inner = _alone(heading(rest))
    if inner.field not in _AT_WORK:
        return whole
    if inner.sure and heading(group).words <= _OF_THE_WORK:
        return replace(inner, heading=one.text, ticked=False, rank=3)
    why = f"Behind “{group.strip()}:”, which may say that it is another's: take it if it is the row's own."
    return replace(inner, heading=one.text, sure=False, ticked=False, rank=8, why=why)


def _alone(one: Heading) -> Guess:
    """What a heading says by itself."""
    if nothing := _nothing(one):
        return nothing
    known = dictionary()
    suggested: Guess | None = None
    for squash in (one.squash, one.shorter):
        if entry := known.exact.get(squash):
            sure = entry.evidence != "suggested"
            why = _WHY[entry.evidence]
            rank, ticked = 1 if sure else 8, entry.confirmed or (sure and entry.field in _KEEPS_OUT)
            found = Guess(one.text, entry.field, sure, why, rank, entry.label, entry.role, ticked=ticked)
            if sure:
                return found
            suggested = suggested or found
        elif squash in known.unused:
            return Guess(one.text, None, False, "Known, but nothing that the hub keeps.", left_out=True)
    field = known.by_words.get(one.core)
    if field and not of_another(one) and not _not_theirs(one, field):
        doubtful = suggested is not None or frozenset(one.said) in known.doubtful
        several = any(first_of_several(word, one.said) for word in one.said)
        ticked = one.core in known.confirmed_words and not doubtful and not several
        return Guess(one.text, field, True, "The same words as a heading that is known.", 2, ticked=ticked)
    alike = spelt_alike(one)
    reasoned = put_together(one)
    if reasoned and (reasoned.sure or not alike):
        keeps_out = reasoned.field in _KEEPS_OUT
        return Guess(
            one.text, reasoned.field, reasoned.sure, reasoned.why, 3, reasoned.label, reasoned.role, ticked=keeps_out
        )
    if suggested:
        return suggested
    if alike:
        why = f"Spelt almost like a heading for: {alike.field.words}."
        return Guess(one.text, alike.field, True, why, SPELT)
    return unknown(one.text)


def _nothing(one: Heading) -> Guess | None:
    """The answer to a heading that is never imported, or that by itself says nothing; None to any other."""
    known = dictionary()
    if not one.squash:
        return Guess(one.text, None, False, "The column has no heading.")
    if one.squash in known.never or known.never_words & one.words:
        why = "Never imported: it says more about the person than the hub may hold (R15)."
        return Guess(one.text, None, False, why, left_out=True)
    if one.squash in known.ambiguous or one.squash in known.bare:
        return Guess(one.text, None, False, "The heading alone does not say what it holds.")
    return None


_OF_SOMEBODY = frozenset(
    {Field.PHONE, Field.MOBILE, Field.EMAIL, Field.ADDRESS, Field.POSTCODE, Field.TOWN, Field.SOURCE_ID}
)
_NOT_WHO = frozenset(["patch", "area", "locality", "district", "neighbourhood", "service"])


def _not_theirs(one: Heading, field: Field) -> bool:
    whole = field is Field.POSTCODE and address_and_postcode(one)
    return whole or _own_contact(one, field) or _a_workers_patch(one, field) or _a_services_own(one, field)


def _a_services_own(one: Heading, field: Field) -> bool:
    """Whether 'Service phone' is said, or 'Email (responsible user)': no service user's."""
    own = "service" in one.words and one.words.isdisjoint({"user", "users"})
    return field in _OF_SOMEBODY and (own or bool(a_systems_user(one.words)))


def _a_workers_patch(one: Heading, field: Field) -> bool:
    """Whether 'Officer patch' or 'Caseworker service' is said: where a worker works, and no name."""
    return field is Field.WORKER_NAME and one.said[-1] in _NOT_WHO


def _own_contact(one: Heading, field: Field) -> bool:
    """Whether 'Contact email' is said of the person, or of whom the person wants told: 'Main contact email'."""
    return field in WORKER and "contact" in one.core and not one.words <= one.core | FILLERS


_WHY = {
    "agreed": "Agreed in this layout.",
    "public": "Seen in published layouts.",
    "plain": "The plain name of this field.",
    "suggested": "Plausible, but never confirmed: take it if it is right.",
}


_FAMILY, _GIVEN = frozenset(["surname", "family", "last"]), frozenset(["forename", "first", "given", "christian"])


def both_names(one: Heading) -> str:
    """'family' or 'given', whichever comes first, where the heading names both: 'Surname/Forename(s)'; '' else."""
    said = [word in _FAMILY for word in one.said if word in _FAMILY | _GIVEN]
    besides = one.words - SUBJECTS - FILLERS - {"name", "names", "full", "s", "forenames", "surnames"}
    if sorted(said) != [False, True] or not besides <= _FAMILY | _GIVEN:
        return ""
    return "family" if said[0] else "given"
