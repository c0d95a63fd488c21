"""What the machine may not join by itself, however heavy the evidence: such pairs become cases.

domain/11 §Guards and domain/8 §2.3. A guard marked hard also keeps two whole persons apart: it may not be
passed by going through a third record.
"""

from enum import StrEnum
from typing import cast

import numpy as np
from numpy.typing import NDArray

from matching.scoring.addresses import Home, Postcode, Town
from matching.scoring.compare import Comparison, Field, Sex
from matching.scoring.dates import Birth
from matching.scoring.identifiers import Number
from matching.scoring.spelling import Name
from matching.scoring.values import Attribute, Contact, Email

Flags = NDArray[np.bool_]


class Guard(StrEnum):
    """Why the machine leaves a pair to people; table pair, column veto. The first that applies is named."""

    NONE = ""
    IDENTIFIER = "identifier"
    CONTRADICTION = "contradiction"
    TWIN = "twin"
    GIVEN = "given name"
    BIRTH = "birth date"
    DOUBLE = "same agency"
    NO_GIVEN = "no given name"
    NO_BIRTH = "no birth date"
    INITIALS = "initials"
    INITIAL = "initial"
    SEX = "sex"
    ALIKE = "alike"
    MOVED = "moved child"
    ALONE = "detail differs"

    @property
    def words(self) -> str:
        """The guard as a sentence to read out."""
        return _WORDS[self]


_WORDS = {
    Guard.NONE: "",
    Guard.IDENTIFIER: "Both have a valid NHS number, and the numbers differ.",
    Guard.CONTRADICTION: "The NHS number is the same, but the birth date or the names contradict it.",
    Guard.TWIN: "Same family name and birth date, other given name: they may be twins.",
    Guard.GIVEN: "The given names are different.",
    Guard.BIRTH: "The birth dates are too different.",
    Guard.DOUBLE: "One agency lists both, and that agency lists nobody twice.",
    Guard.NO_GIVEN: "One of the records has no given name.",
    Guard.NO_BIRTH: "One of the records has no full birth date.",
    Guard.INITIALS: "Both records have only an initial, which relatives may share.",
    Guard.INITIAL: "One of the records has only an initial, which may be a relative's.",
    Guard.SEX: "The recorded sex differs.",
    Guard.ALIKE: "Two children of one birth date and family name have given names that are alike, as twins may.",
    Guard.MOVED: "Only a child's name and birth date agree; an adopted child's two identities would agree so too.",
    Guard.ALONE: "A name or the birth date differs, and no address or contact agrees.",
}
HARD = frozenset({Guard.IDENTIFIER, Guard.CONTRADICTION, Guard.TWIN, Guard.GIVEN, Guard.BIRTH, Guard.DOUBLE})
FIRM = frozenset({Guard.IDENTIFIER, Guard.CONTRADICTION, Guard.DOUBLE, Guard.MOVED})
"""Guards that hold however heavy the evidence: it may have been copied from one record to the other."""
OWN = frozenset({Guard.TWIN, Guard.GIVEN, Guard.BIRTH, Guard.NO_GIVEN, Guard.INITIALS})
"""Guards against relatives, who share all that a home shares, and twins their birth date: only heavy evidence with
something in it that is a person's own lifts them."""
ORDER = tuple(Guard)
IS_HARD = np.array([guard in HARD for guard in ORDER])


def guards(
    comparison: Comparison,
    doubles: Flags,
    *,
    minors: Flags | None = None,
    initials: Flags | None = None,
    sure: Flags | None = None,
) -> NDArray[np.int8]:
    """The guard on each pair, as its place in `ORDER`.

    doubles: pairs within one feed that declares to hold nobody twice. minors: pairs about a child (`Table.minors`).
    initials: pairs of which neither side has more than an initial (`Table.initials`). sure: pairs so heavy
    (`Thresholds.sure`) that only firm guards hold, and those against relatives where nothing that agrees is a person's
    own. Left out, no pair is.
    """
    level = comparison.levels
    none = np.zeros(len(comparison), np.bool_)
    minors, initials, sure = (none if flags is None else flags for flags in (minors, initials, sure))
    given, family, middle, birth = (level[f] for f in (Field.GIVEN, Field.FAMILY, Field.MIDDLE, Field.BIRTH))
    given = np.where(given == Name.UNNAMED, np.int8(Name.MISSING), given)
    same_number = level[Field.NHS] == Number.SAME
    given_far = given >= Name.HALF
    family_fits = (family > Name.MISSING) & (family <= Name.PART)
    family_far = family >= Name.SIMILAR
    names_same = (given == Name.SAME) & (family == Name.SAME)
    day_same = birth == Birth.SAME
    same_phone, same_email = level[Field.PHONE] == Contact.SAME, level[Field.EMAIL] == Email.SAME
    same_scheme = level[Field.NUMBER] == Number.SAME
    reached = same_phone | same_email | same_scheme
    at_home = (level[Field.HOME] == Home.SAME) | (level[Field.POSTCODE] == Postcode.SAME)
    no_birth, part_birth = birth == Birth.MISSING, (birth >= Birth.MONTH) & (birth <= Birth.FIRST)
    elsewhere = (level[Field.POSTCODE] >= Postcode.DISTRICT) | (level[Field.HOME] == Home.DIFFERENT)
    attribute = level[Field.ATTRIBUTE]
    besides = (
        at_home
        | (level[Field.TOWN] == Town.SAME)
        | (same_phone & same_email)
        | (middle == Name.SAME)
        | _agrees(attribute)
    )
    contrary = attribute == Attribute.DIFFERENT
    other_middle = (middle >= Name.HALF) & ~same_number

    tests: dict[Guard, Flags] = {
        Guard.IDENTIFIER: level[Field.NHS] >= Number.SLIP,
        Guard.TWIN: day_same & family_fits & ((given >= Name.SIMILAR) | other_middle),
        Guard.CONTRADICTION: same_number
        & ((birth >= Birth.NEAR) | (given_far & (family_far | ~day_same)) | (family_far & (birth == Birth.PARTS))),
        Guard.GIVEN: ~same_number & given_far,
        Guard.BIRTH: ~same_number & (birth >= Birth.NEAR) & ~(sure & _no_two_of_a_home(given, birth) & ~other_middle),
        Guard.DOUBLE: doubles,
        Guard.NO_GIVEN: (given == Name.MISSING) & ~(same_number & day_same),
        Guard.NO_BIRTH: ~same_number
        & (
            (no_birth & ~(names_same & (same_scheme | (reached & besides))))
            | (part_birth & (contrary | ~(reached | at_home)))
        ),
        Guard.INITIALS: initials & ~same_number & ~(day_same & family_fits & at_home & ~minors),
        Guard.INITIAL: (given == Name.INITIAL) & ~same_number & ~(day_same & family_fits & at_home),
        Guard.ALIKE: day_same
        & family_fits
        & (given > Name.SAME)
        & ~same_number
        & ~same_scheme
        & (middle != Name.SAME)
        & minors,
        Guard.MOVED: minors & ~same_number & ~reached & ~at_home & elsewhere,
        Guard.ALONE: ~same_number & ~reached & ~at_home & (family_far | (birth > Birth.SAME)),
        Guard.SEX: (level[Field.SEX] == Sex.DIFFERENT) & ~same_number & ~(names_same & day_same),
    }
    own = same_scheme | (level[Field.NUMBER] == Number.SLIP) | (same_email & ~minors)
    for guard in tests:
        if guard not in FIRM:
            tests[guard] &= ~sure | (~own if guard in OWN else np.False_)
    found = np.zeros(len(comparison), np.int8)
    for place in range(len(ORDER) - 1, 0, -1):  # the first that applies is put down last
        found[tests[ORDER[place]]] = place
    return found


def _agrees(attribute: NDArray[np.int8]) -> Flags:
    return (attribute > Attribute.MISSING) & (attribute <= Attribute.SAME)


def _no_two_of_a_home(given: NDArray[np.int8], birth: NDArray[np.int8]) -> Flags:
    """No home has two of one given name born within a month or, ages apart by one, within a year or two."""
    alike = (given > Name.MISSING) & (given <= Name.CLOSE)
    return (alike & (birth == Birth.NEAR)) | ((given == Name.SAME) & (birth == Birth.YEAR_NEAR))


def named(kinds: NDArray[np.int8]) -> list[str]:
    """What `guards` found, as it is kept."""
    return [str(ORDER[kind]) for kind in cast(list[int], kinds.tolist())]
