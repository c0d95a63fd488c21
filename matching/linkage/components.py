"""Which records hang together, for many at a time; and those of which there is no doubt who they are.

Most people's records form a group in which every pair is joined and nothing speaks against: the partition needs no
thought there, and a hundred thousand of them cost no more than a few passes over the pairs.
"""

from dataclasses import dataclass

import numpy as np

from matching.scoring.arrays import Flags, Ints


@dataclass(frozen=True)
class Settled:
    """group: for each record the first one of its group. beyond_doubt: whether the group is one person as it stands."""

    group: Ints
    beyond_doubt: Flags


def components(size: int, left: Ints, right: Ints) -> Ints:
    """For each of `size` records the first one that it hangs together with by these pairs, itself if by none."""
    first = np.arange(size)
    while True:
        low = np.minimum(first[left], first[right])
        np.minimum.at(first, first[left], low)
        np.minimum.at(first, first[right], low)
        while (first[first] != first).any():
            first = first[first]
        if (first[left] == first[right]).all():
            return first


def settle(size: int, left: Ints, right: Ints, joinable: Flags, cap: int) -> Settled:
    """Groups held together by these pairs (each once), and those that `partition` would make one person.

    The pairs are all that could matter: latched, or heavy enough for a rival; those that a hard guard bars may be left
    out, since they join nobody and are no rivals. `joinable`: latched, without a guard, and undisputed by anybody.
    A group is beyond doubt if every two of its records are joinable and they are within the cap: whatever the order of
    joining, each join is then supported, nothing is barred, and nobody outside is a rival.
    """
    group = components(size, left, right)
    records = np.bincount(group, minlength=size)
    joined = np.bincount(group[left[joinable]], minlength=size)
    whole = (joined == records * (records - 1) // 2) & (records <= cap)
    return Settled(group, whole[group])
