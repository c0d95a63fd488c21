"""Two persons are never one because a third record fits both (domain/8 §2.3, domain/11).

A record is a bridge if its person would fall into several of two records or more without it: without the bridge the
machine would have left them apart, so it leaves them apart with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]
LEAST = 5  # records: a bridge and two persons of two


@dataclass(frozen=True)
class Split:
    """A person taken apart at a bridge.

    parts: the persons that are left. alone: the bridge stands for itself, since it fits two of them nearly equally.
    """

    bridge: int
    parts: tuple[frozenset[int], ...]
    alone: bool


def split(blocks: Sequence[frozenset[int]], joinable: Mapping[Pair, float], margin: float) -> Split | None:
    """Take a person apart at its first bridge; None if it has none.

    blocks: its records, those that people declared one together, in an order that does not depend on how records
    arrived. joinable: the pairs within the person that the machine may join, with their bits. A bridge stays with the
    part that it fits better by `margin` bits than any other.
    """
    block_of = {record: at for at, block in enumerate(blocks) for record in block}
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), bits in joinable.items():
        one, other = block_of[a], block_of[b]
        if one != other:
            near[one][other] = near[other][one] = max(bits, near[one].get(other, bits))
    for at, block in enumerate(blocks):
        if len(block) > 1:
            continue  # who declares two records one means that their persons are
        others = set(range(len(blocks))) - {at}
        persons = [part for part in parts(near, others) if sum(len(blocks[n]) for n in part) > 1]
        if len(persons) > 1:
            return _taken_apart(blocks, at, persons, near[at], margin)
    return None


def _taken_apart(
    blocks: Sequence[frozenset[int]], at: int, parts: list[set[int]], bits: Mapping[int, float], margin: float
) -> Split:
    fits = sorted(((max(bits[n] for n in part if n in bits), part) for part in parts), key=lambda f: (-f[0], min(f[1])))
    alone = fits[0][0] - fits[1][0] < margin
    others = fits if alone else fits[1:]
    rest = set(range(len(blocks))).difference(*(part for _, part in others))
    whole = (rest, *(part for _, part in others))
    (bridge,) = blocks[at]
    return Split(bridge, tuple(frozenset(r for n in part for r in blocks[n]) for part in whole), alone)


def parts(near: Mapping[int, Iterable[int]], nodes: Iterable[int]) -> Iterator[set[int]]:
    """Those of the nodes that hang together, whatever order they come in; near: the neighbours of each."""
    left = set(nodes)
    while left:
        part = frontier = {left.pop()}
        while frontier:
            frontier = {n for node in frontier for n in near[node] if n in left}
            left -= frontier
            part = part | frontier
        yield part
