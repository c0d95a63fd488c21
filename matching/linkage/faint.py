"""Pairs too light to be joined or asked about by their weight, of which a person may see that they are one.

A weight says how seldom a pair is one person. Some kinds are so few that to ask about all of them costs little, and in
made-up boroughs at least every second was one person where no agency lists both and no numbers of their own tell them
apart (see `questions`): issue 3, no planted case is lost.
"""

import numpy as np
from numpy.typing import NDArray

from matching.linkage.agreement import Agreement
from matching.linkage.guards import ORDER, Guard
from matching.scoring.arrays import Flags
from matching.scoring.compare import Comparison
from matching.scoring.dates import Birth
from matching.scoring.spelling import Name
from matching.scoring.weights import Thresholds


def faint(
    comparison: Comparison, minors: Flags, ages: Flags, bits: NDArray[np.float64], limits: Thresholds
) -> NDArray[np.int8]:
    """Why each pair below the review line is asked about all the same, as its place in `ORDER`; 0 where it is not.

    minors: pairs about a child (`Table.minors`). ages: pairs too near in age for a parent and a child
    (`dates.of_an_age`). Grown-ups of one door whose given names differ are asked about however little they weigh.
    """
    found = np.zeros(len(bits), np.int8)
    light = bits < limits.review
    if not light.any():
        return found
    said = Agreement(comparison)
    near, alike = bits >= limits.faint, light & ~said.other_number & ~said.other_sex
    for guard, asked in (
        (Guard.NUMBERS, light & near & said.other_number & ~said.other_sex & fits_but_for_slips(said)),
        (Guard.NEARLY, alike & near & nearly(said, ages)),
        (Guard.NAME, alike & near & one_name(said, minors, bits >= limits.faint_given)),
        (Guard.NAMES, alike & (bits >= limits.faint_at_home) & ~minors & both_names(said)),
        (Guard.GROWN, light & said.another_given & ~minors),
    ):
        found[asked] = ORDER.index(guard)
    return found


def fits_but_for_slips(said: Agreement) -> Flags:
    """Pairs of one door whose names and birth date agree but for slips, or whose names are not said.

    If their NHS numbers differ, one is typed wrong, is a baby's first, or is the mother's with her child.
    """
    named_alike = (said.given <= Name.PART.value) & (said.family <= Name.PART.value)
    return said.at_one_door & named_alike & _but_a_slip(said)


def nearly(said: Agreement, ages: Flags) -> Flags:
    """Pairs of which nothing known is another's: both names fit and the birth date does but for a slip.

    At one door the birth date may be another, if that makes them no parent and child: no home has two children of one
    name. Or else the given name may be unlike or unsaid, if the birth date nearly agrees.
    """
    birth, named_alike = said.birth, said.given_fits
    near_birth = (birth > Birth.SAME.value) & (birth <= Birth.YEAR_NEAR.value)
    at_home = (named_alike & ages & (birth > Birth.SAME.value)) | (near_birth & (said.given < Name.DIFFERENT.value))
    return said.family_fits & ((named_alike & _but_a_slip(said)) | (said.at_one_door & at_home))


def one_name(said: Agreement, minors: Flags, likelier: Flags) -> Flags:
    """Pairs of one birth date, one name agreeing and the other not: a changed name, or not.

    Not children of another family name: an adopted child's two identities differ so (domain/2 R20). Of another given
    name only the `likelier` ones: twins have that.
    """
    another_family = said.given_fits & said.family_far & ~minors
    return said.day_same & (another_family | (said.family_fits & said.given_far & likelier))


def both_names(said: Agreement) -> Flags:
    """Pairs of one door and birth date whose names both differ."""
    return said.given_far & said.family_far & said.day_same & said.at_one_door


def _but_a_slip(said: Agreement) -> Flags:
    return (said.birth >= Birth.SAME.value) & (said.birth <= Birth.SLIP.value)
