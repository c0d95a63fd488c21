"""What the machine may not join by itself, however heavy the evidence: such pairs become cases.

domain/11 §Guards and domain/8 §2.3. A guard marked hard also keeps two whole persons apart: it may not be
passed by going through a third record.
"""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from matching.linkage.agreement import Agreement
from matching.scoring.arrays import Flags
from matching.scoring.compare import Comparison
from matching.scoring.dates import Birth
from matching.scoring.spelling import Name
from store.worded import Worded


class Guard(Worded):
    """Why the machine leaves a pair to people; table pair, column veto. The first that applies is named.

    `words` is a sentence to read out.
    """

    NONE = "", ""
    NUMBERS = "two numbers", "Nearly all agrees but the NHS numbers: one of them is wrong, or these are twins."
    IDENTIFIER = "identifier", "Both have a valid NHS number, and the numbers differ."
    CONTRADICTION = "contradiction", "The NHS number is the same, but the birth date or the names contradict it."
    GROWN = "grown up", "Grown up, of one home, family name and birth date, other given name: a changed name, or twins."
    NAME = "one name", "One name and the birth date agree, the other name differs: a changed name, or two people."
    NAMES = "both names", "Grown up, of one home and birth date, but both names differ: changed names, or two people."
    NEARLY = "nearly alike", "Everything that is known nearly agrees: slips and spellings, or two people."
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
ASKED = frozenset({Guard.NUMBERS, Guard.NAME, Guard.NAMES, Guard.NEARLY})
"""Why a pair below the review line is asked about (`faint`): nothing would join it, so they guard against nothing."""
_LAST_FIRST = [(kind, guard) for kind, guard in enumerate(ORDER) if guard and guard not in ASKED][::-1]
_IS_ASKED = np.array([guard in ASKED for guard in ORDER])
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
    faint: NDArray[np.int8] | None = None,
) -> NDArray[np.int8]:
    """The guard on each pair, as its place in `ORDER`.

    doubles: pairs within one feed that declares to hold nobody twice. twice: pairs that one agency lists under two
    numbers of its own (`listed`). minors: pairs about a child (`Table.minors`). initials: pairs of which neither side
    has more than an initial (`Table.initials`). generations: pairs whose births lie a generation apart
    (`dates.generation`). sure: pairs so heavy (`Thresholds.sure`) that only firm guards hold,
    and those against relatives where nothing that agrees is a person's own. faint: why pairs below the review line are
    asked about, as `faint` found it. Left out, no pair is; without `minors`, nobody is known to be grown up.
    """
    none = np.zeros(len(comparison), np.bool_)
    grown = none if minors is None else ~minors
    twice, minors, initials, generations, sure = (
        none if flags is None else flags for flags in (twice, minors, initials, generations, sure)
    )
    said = Agreement(comparison)
    own = said.same_scheme | said.slip_in_scheme | (said.same_email & ~minors)
    found = np.zeros(len(comparison), np.int8)
    against = _against(said, doubles, twice, minors, initials, sure)
    against[Guard.GROWN] = said.another_given & grown & ~doubles
    against[Guard.GENERATION] = generations & ~said.same_number
    unsure = ~sure
    unsure_or_shared = unsure | ~own
    for kind, guard in _LAST_FIRST:  # the first that applies is put down last
        applies = against[guard]
        if guard not in FIRM:
            applies = applies & (unsure_or_shared if guard in OWN else unsure)
        found[applies] = kind
    return found if faint is None else np.where(_IS_ASKED[faint], faint, found)


def _against(
    said: Agreement, doubles: Flags, twice: Flags, minors: Flags, initials: Flags, sure: Flags
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


def bar(veto: str) -> str:
    """The kind of contradiction that a hard guard is: whoever accepts a changed name accepts it in every record."""
    return str(Guard.TWIN) if veto == str(Guard.GROWN) else veto


def named(kinds: NDArray[np.int8]) -> list[str]:
    """What `guards` found, as it is kept."""
    return [str(ORDER[kind]) for kind in cast(list[int], kinds.tolist())]
