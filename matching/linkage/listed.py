"""How the two records of a pair are listed: an agency that lists both may know them as two people."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.scoring.arrays import Flags
from store.records.agencies import clean_feeds
from store.records.source_records import unnumbered
from store.vault.database import Connection


class Listed(NamedTuple):
    """Of pairs within one feed. twice: they have numbers of the agency's own. double: it declares to list nobody twice.

    Where an agency gives no numbers, whoever moves is listed anew: that says nothing of two people.
    """

    twice: Flags
    double: Flags


def listed(connection: Connection, left: NDArray[np.int64], right: NDArray[np.int64]) -> Listed:
    """How the records of pairs are listed; left, right: the feed of each."""
    together = left == right
    feeds: set[int] = set(left[together].tolist())
    if not feeds:
        return Listed(together, together)
    twice = together & ~np.isin(left, list(unnumbered(connection, feeds)))
    return Listed(twice, together & np.isin(left, clean_feeds(connection)))
