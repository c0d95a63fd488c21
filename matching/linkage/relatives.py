"""Pairs that are two of one family as a rule, though their weight would have people asked: all but the given name fits.

In fifty made-up sets of many lands one such pair in nine was one person, of other questions nine in ten. Only
`fctui link` passes them over: a hub's supervisors are asked, for there no changed name may be lost.
"""

import numpy as np
from numpy.typing import NDArray

from matching.linkage.agreement import Agreement
from matching.scoring.arrays import Flags
from matching.scoring.dates import Birth
from matching.scoring.spelling import Name

_UP_TO = 4.0
"""Bits from which they are asked about like others: more than one in six was one person there."""


def relatives(said: Agreement, minors: Flags, bits: NDArray[np.float64]) -> Flags:
    """Pairs whose given names are wholly other, and of whom nothing agrees that is a person's own.

    Twins: children of one home, or whose parents' names or other traits agree, or any two to whom a body gives
    different numbers. Brothers and sisters, parent and child: of one home or with a trait in common but not born on one
    day, or born nobody knows when. minors: pairs about a child.
    """
    own = said.same_number | said.same_scheme | said.slip_in_scheme | said.same_email | said.same_middle
    together = said.at_home | said.same_trait
    twins = said.day_same & ((minors & together) | said.two_numbers)
    others = ~said.day_same & (together | (said.birth == Birth.MISSING.value))
    return (said.given == Name.DIFFERENT.value) & ~own & (twins | others) & (bits < _UP_TO)
