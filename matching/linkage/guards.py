"""What the machine may not join by itself, however heavy the evidence: such pairs become cases.

domain/11 §Guards and domain/8 §2.3. A guard marked hard also keeps two whole persons apart: it may not be
passed by going through a third record.
"""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from matching.scoring.addresses import Home, Postcode, Town
from matching.scoring.arrays import Flags
from matching.scoring.compare import Comparison, Field, Sex
from matching.scoring.dates import Birth
from matching.scoring.identifiers import Number
from matching.scoring.screening import at_one_door
from matching.scoring.spelling import Name
from matching.scoring.values import Attribute, Contact, Email
from matching.scoring.weights import Thresholds
from store.worded import Worded


class Guard(Worded):
    """Why the machine leaves a pair to people; table pair, column veto. The first that applies is named.

    `words` is a sentence to read out.
    """

    NONE = "", ""
    IDENTIFIER = "identifier", "Both have a valid NHS number, and the numbers differ."
    CONTRADICTION = "contradiction", "The NHS number is the same, but the birth date or the names contradict it."
    GROWN = "grown up", "Grown up, of one home, family name and birth date, other given name: a changed name, or twins."
    NAME = "one name", "One name and the birth date agree, the other name differs: a changed name, or two people."
    TWIN = "twin", "Same family name and birth date, other given name: they may be twins."
    GIVEN = "given name", "The given names are different."
    BIRTH = "birth date", "The birth dates are too different."
    GENERATION = "generation", "The years of birth lie a generation apart: they may be parent and child of one name."
    DOUBLE = "same agency", "One agency lists both, and that agency lists nobody twice."
    NO_GIVEN = "no given name", "One of the records has no given name."
    NO_BIRTH = "no birth date", "One of the records has no full birth date."
    NAMESAKE = "namesake", "Little but the names and the age agrees, as it does of namesakes."
    INITIALS = "initials", "Both records have only an initial, which relatives may share."
    INITIAL = "initial", "One of the records has only an initial, which may be a relative's."
    SEX = "sex", "The recorded sex differs."
    ALIKE = "alike", "The given names are alike, and both are names that others have: they may be brother and sister."
    MOVED = (
        "moved child",
        "Only a child's name and birth date agree; an adopted child's two identities would agree so too.",
    )
    TWICE = ("listed twice", "One agency lists both, and little but the names agrees: it may know them as two people.")
    ALONE = "detail differs", "A name or the birth date differs, and no address or contact agrees."


HARD = frozenset(
    {
        Guard.IDENTIFIER,
        Guard.CONTRADICTION,
        Guard.GROWN,
        Guard.TWIN,
        Guard.GIVEN,
        Guard.BIRTH,
        Guard.GENERATION,
        Guard.DOUBLE,
    }
)
FIRM = frozenset({Guard.IDENTIFIER, Guard.CONTRADICTION, Guard.DOUBLE, Guard.MOVED, Guard.NAMESAKE})
"""Guards that hold however heavy the evidence: it may have been copied from one record to the other."""
OWN = frozenset(
    {
        Guard.GROWN,
        Guard.TWIN,
        Guard.GIVEN,
        Guard.BIRTH,
        Guard.GENERATION,
        Guard.NO_GIVEN,
        Guard.INITIALS,
        Guard.SEX,
        Guard.ALIKE,
    }
)
"""Guards against relatives, who share all that a home shares, and twins their birth date: only heavy evidence with
something in it that is a person's own lifts them."""
ORDER = tuple(Guard)
_SEVERAL, _SHARE = 4, 5e-5
"""Records, and share of the records, that hold a given name which is no slip."""
IS_HARD = np.array([guard in HARD for guard in ORDER])


def guards(
    comparison: Comparison,
    doubles: Flags,
    *,
    twice: Flags | None = None,
    minors: Flags | None = None,
    initials: Flags | None = None,
    generations: Flags | None = None,
    sure: Flags | None = None,
    names: Flags | None = None,
) -> NDArray[np.int8]:
    """The guard on each pair, as its place in `ORDER`.

    doubles: pairs within one feed that declares to hold nobody twice. twice: pairs that one agency lists under two
    numbers of its own (`listed`). minors: pairs about a child (`Table.minors`). initials: pairs of which neither side
    has more than an initial (`Table.initials`). generations: pairs whose births lie a generation apart
    (`dates.generation`). sure: pairs so heavy (`Thresholds.sure`) that only firm guards hold,
    and those against relatives where nothing that agrees is a person's own. names: pairs that are asked about
    because `one_name` differs. Left out, no pair is; without `minors`, nobody is known to be grown up.
    """
    none = np.zeros(len(comparison), np.bool_)
    grown = none if minors is None else ~minors
    twice, minors, initials, generations, sure, names = (
        none if flags is None else flags for flags in (twice, minors, initials, generations, sure, names)
    )
    said = _Said(comparison)
    own = said.same_scheme | said.slip_in_scheme | (said.same_email & ~minors)
    found = np.zeros(len(comparison), np.int8)
    against = _against(said, doubles, twice, minors, initials, sure)
    against[Guard.GROWN] = _another_given(said) & grown & ~doubles
    against[Guard.NAME] = names
    against[Guard.GENERATION] = generations & ~said.same_number
    unsure = ~sure
    unsure_or_shared = unsure | ~own
    for kind in range(len(ORDER) - 1, 0, -1):  # the first that applies is put down last
        guard = ORDER[kind]
        applies = against[guard]
        if guard not in FIRM:
            applies = applies & (unsure_or_shared if guard in OWN else unsure)
        found[applies] = kind
    return found


class _Said:
    """What the levels of pairs come to, in the words of the guards.

    Compared with values: with a member of an enumeration numpy takes five times as long over one record's few pairs.
    """

    def __init__(self, comparison: Comparison) -> None:
        level = comparison.levels
        given, family = level[Field.GIVEN], level[Field.FAMILY]
        self.given = np.where(given == Name.UNNAMED.value, np.int8(Name.MISSING.value), given)
        common = comparison.holders[Field.GIVEN] >= max(_SEVERAL, _SHARE * comparison.size)
        self.two_names = (given == Name.CLOSE.value) & common
        """Given names that are nearly the same, and others hold either: a slip would stand alone."""
        self.given_far = self.given >= Name.HALF.value
        self.family_fits = (family > Name.MISSING.value) & (family <= Name.PART.value)
        self.family_far = family >= Name.SIMILAR.value
        self.names_same = (self.given == Name.SAME.value) & (family == Name.SAME.value)
        self.same_middle = level[Field.MIDDLE] == Name.SAME.value
        self.birth = level[Field.BIRTH]
        self.day_same = self.birth == Birth.SAME.value
        self.other_sex = level[Field.SEX] == Sex.DIFFERENT.value
        number, home, postcode = level[Field.NHS], level[Field.HOME], level[Field.POSTCODE]
        self.same_number, self.other_number = number == Number.SAME.value, number >= Number.SLIP.value
        self.other_middle = (level[Field.MIDDLE] >= Name.HALF.value) & ~self.same_number
        self.same_scheme = level[Field.NUMBER] == Number.SAME.value
        self.slip_in_scheme = level[Field.NUMBER] == Number.SLIP.value
        self.same_email = level[Field.EMAIL] == Email.SAME.value
        same_phone = level[Field.PHONE] == Contact.SAME.value
        self.reached = same_phone | self.same_email | self.same_scheme
        next_door = home == Home.STREET.value
        self.at_home = (home == Home.SAME.value) | ((postcode == Postcode.SAME.value) & ~next_door)
        self.at_one_door = at_one_door(level)
        self.elsewhere = (postcode >= Postcode.DISTRICT.value) | (home == Home.DIFFERENT.value)
        attribute = level[Field.ATTRIBUTE]
        self.contrary = attribute == Attribute.DIFFERENT.value
        agrees = (attribute > Attribute.MISSING.value) & (attribute <= Attribute.SAME.value)
        in_town = level[Field.TOWN] == Town.SAME.value
        self.described = self.same_middle | agrees
        self.besides = self.at_home | in_town | (same_phone & self.same_email) | self.described
        """Something agrees besides names and one contact."""


def _against(
    said: _Said, doubles: Flags, twice: Flags, minors: Flags, initials: Flags, sure: Flags
) -> dict[Guard, Flags]:
    """Which pairs each guard stands against, as far as no weight lifts it."""
    given, birth = said.given, said.birth
    no_birth, part_birth = birth == Birth.MISSING.value, (birth >= Birth.MONTH.value) & (birth <= Birth.FIRST.value)
    of_one_home = said.day_same & said.family_fits & said.at_home
    unnumbered = ~said.same_number
    nothing_own = unnumbered & ~said.same_scheme & ~said.same_middle
    nothing_near = unnumbered & ~said.reached & ~said.at_home
    return {
        Guard.IDENTIFIER: said.other_number,
        Guard.TWIN: said.day_same
        & said.family_fits
        & ((given >= Name.SIMILAR.value) | said.other_middle | (said.two_names & nothing_own)),
        Guard.CONTRADICTION: said.same_number
        & (
            (birth >= Birth.NEAR.value)
            | (said.given_far & (said.family_far | ~said.day_same))
            | (said.family_far & (birth == Birth.PARTS.value))
        ),
        Guard.GIVEN: unnumbered & said.given_far,
        Guard.BIRTH: unnumbered
        & (birth >= Birth.NEAR.value)
        & ~(sure & _no_two_of_a_home(given, birth) & ~said.other_middle),
        Guard.DOUBLE: doubles,
        Guard.NO_GIVEN: (given == Name.MISSING.value) & ~(said.same_number & said.day_same),
        Guard.NO_BIRTH: unnumbered
        & (
            (no_birth & (said.contrary | ~(said.names_same & (said.same_scheme | (said.reached & said.besides)))))
            | (part_birth & (said.contrary | said.family_far | ~(said.reached | said.at_home)))
        ),
        Guard.NAMESAKE: nothing_near & (no_birth | part_birth) & ~said.described,
        Guard.INITIALS: unnumbered & initials & ~(of_one_home & ~minors),
        Guard.INITIAL: unnumbered & (given == Name.INITIAL.value) & ~of_one_home,
        Guard.ALIKE: nothing_own
        & said.family_fits
        & ((minors & (given > Name.SAME.value) & (said.day_same | part_birth)) | said.two_names),
        Guard.MOVED: nothing_near & minors & said.elsewhere,
        Guard.TWICE: twice & (nothing_near | (unnumbered & no_birth & ~said.same_scheme)),
        Guard.ALONE: nothing_near & (said.family_far | (birth > Birth.SAME.value)),
        Guard.SEX: unnumbered & said.other_sex & ~(said.names_same & said.day_same),
    }


def _no_two_of_a_home(given: NDArray[np.int8], birth: NDArray[np.int8]) -> Flags:
    """No home has two of one given name born within a month or, ages apart by one, within a year or two."""
    alike = (given > Name.MISSING.value) & (given <= Name.CLOSE.value)
    return (alike & (birth == Birth.NEAR.value)) | ((given == Name.SAME.value) & (birth == Birth.YEAR_NEAR.value))


def another_given(comparison: Comparison) -> Flags:
    """Pairs of one door, birth date and family name, but another given name.

    Of children they are twins as a rule. Grown-up twins seldom live together, so that grown-ups are asked about
    whatever they weigh: one of them may have changed the name, or may use two.
    """
    return _another_given(_Said(comparison))


def _another_given(said: _Said) -> Flags:
    alike = said.day_same & said.family_fits & said.at_one_door
    return alike & (said.given >= Name.SIMILAR.value) & ~said.other_number & ~said.other_sex


def one_name(comparison: Comparison, minors: Flags, bits: NDArray[np.float64], limits: Thresholds) -> Flags:
    """Pairs just below the review line, of one birth date, one name agreeing and the other not: a changed name, or not.

    Not children of another family name: an adopted child's two identities differ so (domain/2 R20).
    """
    said = _Said(comparison)
    given_fits = (said.given > Name.MISSING.value) & (said.given <= Name.PART.value)
    another_family = given_fits & said.family_far & ~minors
    another_given = said.family_fits & said.given_far & (bits >= limits.faint_given)
    near = (bits < limits.review) & (bits >= limits.faint)
    return near & said.day_same & ~said.other_number & ~said.other_sex & (another_given | another_family)


def bar(veto: str) -> str:
    """The kind of contradiction that a hard guard is: whoever accepts a changed name accepts it in every record."""
    return str(Guard.TWIN) if veto == str(Guard.GROWN) else veto


def named(kinds: NDArray[np.int8]) -> list[str]:
    """What `guards` found, as it is kept."""
    return [str(ORDER[kind]) for kind in cast(list[int], kinds.tolist())]
