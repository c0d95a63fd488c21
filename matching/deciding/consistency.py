"""Whether decisions contradict each other: declared one, through any chain, and also declared different."""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

from matching.linkage.partition import Pair, pair
from store.records.decisions import Decision


@dataclass(frozen=True)
class Contradiction:
    """Two records that would be both one person and two.

    chain: pairs declared the same that lead from one to the other. apart: the pair declared different.
    """

    chain: tuple[Pair, ...]
    apart: Pair


def contradiction(decisions: Iterable[Decision], added: Iterable[tuple[Pair, str]]) -> Contradiction | None:
    """The first contradiction among decisions (dormant ones too) and further verdicts on pairs, if any."""
    verdicts = [((d.a, d.b), d.verdict) for d in decisions] + list(added)
    near: dict[int, list[int]] = defaultdict(list)
    for (a, b), verdict in verdicts:
        if verdict == "same":
            near[a].append(b)
            near[b].append(a)
    for p, verdict in verdicts:
        if verdict in ("different", "protected"):
            chain = _chain(near, *p)
            if chain:
                return Contradiction(chain, p)
    return None


def _chain(near: dict[int, list[int]], start: int, end: int) -> tuple[Pair, ...]:
    """The shortest way from start to end over records declared the same; () if there is none."""
    came: dict[int, int] = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in near.get(here, ()):
            if there not in came:
                came[there] = here
                queue.append(there)
    if end not in came:
        return ()
    steps: list[Pair] = []
    while end != start:
        steps.append(pair(end, came[end]))
        end = came[end]
    return tuple(reversed(steps))
