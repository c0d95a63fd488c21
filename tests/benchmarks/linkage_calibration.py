"""Whether the weights mean what they say: of pairs weighed alike, how many truly are one person.

Weights trained on the records at hand do: on a synthetic borough of 138,000 records pairs from 0 to 2 bits claimed .66
and were .68, from 2 to 4 bits .89 and .79. The shipped weights claim too much there (.64 and .45, .89 and .79): they
suppose that three in ten of a person's other records stand at another address, where in the borough one in twelve does,
and slips in names and dates that are commoner than there. They are made for dirtier files than most, so that nothing
is missed before a hub is trained; from 4 bits up both mean what they say.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EDGES = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0)  # bits


@dataclass(frozen=True)
class Band:
    """Pairs of which the weight lies from `low` up to `high` bits.

    predicted: the mean chance of being one person that their weights claim; actual: the share that truly is.
    """

    low: float
    high: float
    pairs: int
    predicted: float
    actual: float


def bands(bits: NDArray[np.float64], true: NDArray[np.bool_]) -> tuple[Band, ...]:
    """The bands that hold any pair, lightest first. A weight of w bits claims the odds 2^w : 1."""
    claimed = 1 / (1 + np.exp2(-bits))
    of = np.searchsorted(np.array(EDGES), bits, side="right")
    lows, highs = (-np.inf, *EDGES), (*EDGES, np.inf)
    return tuple(
        Band(lows[band], highs[band], int(at.sum()), float(claimed[at].mean()), float(true[at].mean()))
        for band in range(len(lows))
        if (at := of == band).any()
    )
