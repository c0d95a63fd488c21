"""The reference model of identity (domain/8), small and in memory: what a history must come to.

Of the machine it knows scores, the latch and separation by decisions: no guards, no margin. As the hub does, it
separates every pair across two persons when they are called different, and lifts holds between them; who takes that
back takes the lifting back too, since somebody may have asked for the hold (domain/2 R30).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

Pair = tuple[int, int]


def pair(a: int, b: int) -> Pair:
    return (min(a, b), max(a, b))


class Refused(Exception):  # noqa: N818 - what a model says, not an error
    """An act that contradicts what stands."""


@dataclass
class Said:
    """A decision; taken back when `standing` is false; asleep while a record is away. `lifted`: a hold, by this act."""

    pair: Pair
    verdict: str
    act: int
    replaces: Said | None = None
    apart_before: bool = False
    standing: bool = True
    lifted: int = 0


@dataclass
class Oracle:
    """Persons go by the number of their earliest record, which is its own."""

    join: float
    keep: float
    live: set[int] = field(default_factory=set)
    score: dict[Pair, float] = field(default_factory=dict)
    latched: set[Pair] = field(default_factory=set)
    said: list[Said] = field(default_factory=list)
    acts: int = 0

    # ---- what stands

    def stands(self) -> list[Said]:
        replaced = {id(d.replaces) for d in self.said if d.standing}
        return [d for d in self.said if d.standing and id(d) not in replaced]

    def partition(self) -> tuple[dict[int, int], set[Pair]]:
        """Record → person, and the latched pairs that were refused."""
        group = {r: frozenset({r}) for r in self.live}

        def join(a: int, b: int) -> None:
            both = group[a] | group[b]
            group.update(dict.fromkeys(both, both))

        standing = self.stands()
        for d in standing:
            if d.verdict == "same" and self.live.issuperset(d.pair):
                join(*d.pair)
        apart = {d.pair for d in standing if d.verdict in ("different", "hold", "protected")}
        refused: set[Pair] = set()
        candidates = [p for p in self.latched if self.live.issuperset(p)]
        for a, b in sorted(candidates, key=lambda p: (-self.score[p], p)):
            if group[a] == group[b]:
                continue
            if any(pair(x, y) in apart for x, y in product(group[a], group[b])):
                refused.add((a, b))
            else:
                join(a, b)
        return {r: min(members) for r, members in group.items()}, refused

    def persons(self) -> dict[int, int]:
        return self.partition()[0]

    # ---- what agencies do

    def load(self, record: int, scores: Mapping[Pair, float]) -> None:
        """A record comes, comes again or comes back; scores: of every pair as it is now."""
        self.live.add(record)
        self._weigh(scores)

    def withdraw(self, record: int) -> None:
        self.live.discard(record)

    def configure(self, join: float, keep: float, scores: Mapping[Pair, float]) -> None:
        self.join, self.keep = join, keep
        self._weigh(scores)

    def _weigh(self, scores: Mapping[Pair, float]) -> None:
        self.score.update(scores)
        for p, score in scores.items():
            if score >= self.join:
                self.latched.add(p)
            elif score < self.keep:
                self.latched.discard(p)

    # ---- what supervisors do

    def decide(self, a: int, b: int, verdict: str, *, again: bool = False) -> int:
        """Return the act; `again`: what was settled between the two persons is settled anew."""
        persons, standing = self.persons(), self.stands()
        across = {pair(x, y) for x, y in product(self._with(persons, a), self._with(persons, b))}
        wanted = [pair(a, b)]
        if persons[a] == persons[b]:
            across = set()
        if verdict == "different":
            settled = {d.pair for d in standing if d.verdict in ("same", "different") and not again}
            wanted += sorted(across - settled - {pair(a, b)})
        replaced = {d.pair: d for d in standing if d.pair in wanted and d.verdict in ("same", "different", "unsure")}
        new = [(p, verdict) for p in wanted]
        self._refuse([(d.pair, d.verdict) for d in standing if d not in replaced.values()] + new)
        self.acts += 1
        apart = persons[a] != persons[b]
        self.said += [Said(p, verdict, self.acts, replaced.get(p), apart) for p in wanted]
        if verdict != "unsure":
            for d in standing:
                if d.verdict == "hold" and d.pair in across:
                    d.standing, d.lifted = False, self.acts
        return self.acts

    def take_back(self, act: int) -> None:
        whole = [d for d in self.stands() if d.act == act and d.verdict != "hold"]
        others = [d for d in self.stands() if d not in whole]
        back = [d.replaces for d in whole if d.replaces]
        self._refuse([(d.pair, d.verdict) for d in others + back])
        for d in whole:
            d.standing = False
        held = {d.pair for d in others if d.verdict == "hold"}
        lifted = {d.pair for d in self.said if d.lifted == act} - held
        self.said += [Said(p, "hold", act) for p in sorted(lifted)]
        asked, persons = whole[0], self.persons()
        a, b = asked.pair
        if asked.verdict == "same" and asked.apart_before and a in persons and persons[a] == persons.get(b):
            self.said.append(Said(asked.pair, "hold", act))

    def standing_acts(self) -> list[int]:
        """Acts of which the pair that was asked still stands."""
        asked = {d.act: d for d in reversed(self.said) if d.verdict != "hold"}
        return sorted(act for act, d in asked.items() if d in self.stands())

    def _with(self, persons: Mapping[int, int], record: int) -> set[int]:
        return {r for r in persons if persons[r] == persons[record]}

    @staticmethod
    def _refuse(verdicts: Iterable[tuple[Pair, str]]) -> None:
        verdicts = list(verdicts)
        lead: dict[int, int] = {r: r for p, _ in verdicts for r in p}
        for (a, b), verdict in verdicts:
            if verdict == "same":
                old, new = lead[a], lead[b]
                lead = {r: new if at == old else at for r, at in lead.items()}
        if any(verdict in ("different", "protected") and lead[p[0]] == lead[p[1]] for p, verdict in verdicts):
            raise Refused
