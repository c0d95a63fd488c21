"""Which records are one person: a pure function of decisions, latched pairs and guards (domain/8 §2).

Nothing here depends on the order in which records arrived: pairs are taken by weight, then by their agencies'
own keys. No merge is stored anywhere, so a merge is undone by taking its cause away.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from matching.linkage.bridges import LEAST, Pair, split

WEAK = "weakest pair"  # the kind of bar between records whose evidence speaks against them


def pair(a: int, b: int) -> Pair:
    """The two records in the order they are kept."""
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True)
class Evidence:
    """What stands about a pair: bits, the latch, and the guard against joining it ('' = none)."""

    weight: float
    latched: bool
    veto: str = ""


class Refusal(StrEnum):
    """Why a latched pair was not joined, when the pair itself has no guard against it."""

    APART = "apart"  # a human decision or a hold stands between the two persons
    GUARDED = "guarded"  # joining would put two records together that a hard guard keeps apart
    THIRD = "third record"  # the persons would meet only through one record that fits both
    MARGIN = "margin"  # the record fits another person nearly as well
    SIZE = "size"  # the person would hold more records than the cap


@dataclass(frozen=True)
class Facts:
    """Everything the partition is made of.

    records: the live ones, each with its natural key. same, apart: standing decisions; apart holds different,
    hold and protected alike. evidence: pairs from the review line up. margin: bits to the runner-up, who must
    weigh `rival` to count. barred: pairs that may not come to be in one person, by kind: a hard guard, or WEAK.
    """

    records: Mapping[int, tuple[str, str]]
    same: Collection[Pair] = ()
    apart: Collection[Pair] = ()
    evidence: Mapping[Pair, Evidence] = field(default_factory=dict[Pair, Evidence])
    barred: Mapping[Pair, str] = field(default_factory=dict[Pair, str])
    margin: float = 0.0
    rival: float = 0.0
    cap: int = 60


@dataclass(frozen=True)
class Partition:
    """Groups of records, each one person; and every latched pair left apart, with the reason."""

    groups: frozenset[frozenset[int]]
    refused: Mapping[Pair, str]


class _Group:
    """A person in the making.

    blocks: records that people have declared one count as one in questions of support.
    """

    def __init__(self, records: Collection[int], blocks: Collection[frozenset[int]]) -> None:
        self.records = set(records)
        self.blocks = list(blocks)

    def take_in(self, other: "_Group", *, declared: bool) -> None:
        """Both are one person from now on. declared: by people, who make their records count as one."""
        self.records |= other.records
        self.blocks = [frozenset(self.records)] if declared else self.blocks + other.blocks


def partition(facts: Facts) -> Partition:
    """Join what people declared one, then what is latched, heaviest first, unless something forbids it."""
    return _Assembly(facts).run()


class _Assembly:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        touched = {record for p in (*facts.same, *facts.evidence) for record in p}
        self.of = {r: _Group({r}, [frozenset({r})]) for r in facts.records if r in touched}
        self.apart = frozenset(pair(*p) for p in facts.apart)
        self.near: dict[int, list[tuple[int, Evidence]]] = defaultdict(list)
        for (a, b), evidence in facts.evidence.items():
            if a in self.of and b in self.of:
                self.near[a].append((b, evidence))
                self.near[b].append((a, evidence))

    def run(self) -> Partition:
        """Join what people declared, then what is latched, by weight, as far as nothing speaks against it."""
        for a, b in self.facts.same:
            if a in self.of and b in self.of:
                self._join(self.of[a], self.of[b], declared=True)
        refused: dict[Pair, str] = {}
        self._join_latched(self._latched(), refused)
        for group in {id(g): g for g in self.of.values()}.values():
            self._take_apart(group, refused)
        groups = {id(g): frozenset(g.records) for g in self.of.values()}
        still = {p: reason for p, reason in refused.items() if self.of[p[0]] is not self.of[p[1]]}
        alone = (frozenset({record}) for record in self.facts.records if record not in self.of)
        return Partition(frozenset((*groups.values(), *alone)), still)

    def _join_latched(self, latched: Iterable[Pair], refused: dict[Pair, str]) -> None:
        for a, b in sorted(latched, key=self._turn):
            one, other = self.of[a], self.of[b]
            if one is other:
                continue
            reason = self.facts.evidence[a, b].veto or self._objection(one, other) or self._rival(a, b)
            if reason:
                refused[a, b] = reason
            else:
                self._join(one, other, declared=False)

    def _take_apart(self, group: _Group, refused: dict[Pair, str]) -> None:
        """Part the persons within a group that only meet through a third record."""
        if len(group.records) < LEAST:
            return
        latched = [p for record in group.records for p in self._latched_with(record) if p[1] in group.records]
        joinable = {p: e.weight for p in latched if not (e := self.facts.evidence[p]).veto}
        blocks = sorted(group.blocks, key=lambda block: min(self.facts.records[r] for r in block))
        found = split(blocks, joinable, self.facts.margin)
        if not found:
            return
        for records in found.parts:
            part = _Group(records, [block for block in group.blocks if block <= records])
            self.of.update(dict.fromkeys(records, part))
        for records in found.parts:
            self._hold_to_guards(records, latched, refused)
        for p in latched:
            if self.of[p[0]] is not self.of[p[1]]:
                refused.setdefault(p, Refusal.MARGIN if found.alone and found.bridge in p else Refusal.THIRD)
        for part in {id(self.of[r]): self.of[r] for r in group.records}.values():
            self._take_apart(part, refused)

    def _hold_to_guards(self, records: frozenset[int], latched: Collection[Pair], refused: dict[Pair, str]) -> None:
        """Join a part anew whose contradiction people accepted only in records that are no longer among it."""
        part = self.of[min(records)]
        if self._bars(part, part) <= self._accepted(part):
            return
        for block in part.blocks:
            self.of.update(dict.fromkeys(block, _Group(block, [block])))
        self._join_latched([p for p in latched if records.issuperset(p)], refused)

    def _latched_with(self, record: int) -> Iterator[Pair]:
        for other, evidence in self.near[record]:
            if evidence.latched and record < other:
                yield record, other

    def _latched(self) -> Iterator[Pair]:
        for (a, b), evidence in self.facts.evidence.items():
            if evidence.latched and a in self.of and b in self.of:
                yield a, b

    def _turn(self, p: Pair) -> tuple[float, tuple[str, str], tuple[str, str]]:
        first, second = sorted(self.facts.records[r] for r in p)
        return -self.facts.evidence[p].weight, first, second

    def _join(self, one: _Group, other: _Group, *, declared: bool) -> None:
        if one is other:
            return
        one.take_in(other, declared=declared)
        for record in other.records:
            self.of[record] = one

    def _objection(self, one: _Group, other: _Group) -> str:
        """Why these two groups may not become one person; '' if they may."""
        if self._any(one, other, lambda p: p in self.apart):
            return Refusal.APART
        if len(one.records) + len(other.records) > self.facts.cap:
            return Refusal.SIZE
        barred = self._bars(one, other)
        if barred and not barred <= self._accepted(one) | self._accepted(other):
            return Refusal.GUARDED
        return "" if self._supported(one, other) else Refusal.THIRD

    def _any(self, one: _Group, other: _Group, test: Callable[[Pair], bool]) -> bool:
        return any(test(pair(a, b)) for a in one.records for b in other.records)

    def _bars(self, one: _Group, other: _Group) -> set[str]:
        if not self.facts.barred:
            return set()
        cross = (pair(a, b) for a in one.records for b in other.records)
        return {self.facts.barred[p] for p in cross if p in self.facts.barred}

    def _accepted(self, group: _Group) -> set[str]:
        """Kinds of contradiction that people accepted within the group by declaring records one."""
        kinds: set[str] = set()
        for block in group.blocks:
            inside = ((a, b) for a in block for b in block if a < b) if len(block) > 1 else ()
            kinds |= {self.facts.barred[p] for p in inside if p in self.facts.barred}
        return kinds

    def _supported(self, one: _Group, other: _Group) -> bool:
        """Whether the two groups fit of themselves, not only through a third record that fits both.

        They do if more than half of the block pairs across have evidence, or if records that people declared one have:
        who declares two persons one means their other records too.
        """
        across = [(x, y) for x in one.blocks for y in other.blocks]
        held = [(x, y) for x, y in across if any(pair(a, b) in self.facts.evidence for a in x for b in y)]
        return 2 * len(held) > len(across) or any(len(x) > 1 or len(y) > 1 for x, y in held)

    def _rival(self, a: int, b: int) -> str:
        """MARGIN if either record fits somebody nearly as well who cannot be the same person."""
        floor = max(self.facts.evidence[a, b].weight - self.facts.margin, self.facts.rival)
        for record, other in ((a, b), (b, a)) if self.facts.margin else ():
            for neighbour, evidence in self.near[record]:
                rival = self.of[neighbour]
                if evidence.weight < floor or rival in (self.of[a], self.of[b]):
                    continue
                p = pair(record, neighbour)
                if p in self.facts.barred or p in self.apart:
                    continue
                if self._objection(rival, self.of[other]):
                    return Refusal.MARGIN
        return ""
