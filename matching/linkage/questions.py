"""Which questions wait for a supervisor: one per pair of persons, asked by their heaviest pair of records.

The waiting cases are a function of pairs, decisions and persons, so undoing a decision brings back exactly
the questions that stood before it, under their old numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matching.linkage.guards import Guard
from matching.linkage.partition import Pair, Refusal, pair
from matching.linkage.surroundings import Surroundings
from store.records import cases, links
from store.records.decisions import Decision
from store.records.pairs import WeighedPair
from store.vault.database import Connection


class Kind(StrEnum):
    """What sort of question a case is; table review_case, column kind."""

    POSSIBLE = "possible match"
    TWIN = "twin or sibling"
    IDENTIFIER = "identifier conflict"
    INCOMPLETE = "too little known"
    DETAILS = "details differ"
    DOUBLE = "same-agency double"
    BRIDGE = "fits two people"
    DUPLICATE = "possible duplicate person"
    CONFLICT = "conflicts with a decision"
    UNDONE = "undone, but the records agree"

    @property
    def words(self) -> str:
        """Why the machine asks instead of deciding."""
        return _WORDS[self]


_WORDS = {
    Kind.POSSIBLE: "The evidence is not strong enough to join them without a person.",
    Kind.TWIN: "They may be twins or siblings.",
    Kind.IDENTIFIER: "Their official numbers do not fit.",
    Kind.INCOMPLETE: "Too little is known of one of them.",
    Kind.DETAILS: "Some details of these two people contradict each other.",
    Kind.DOUBLE: "One agency lists both, and that agency lists nobody twice.",
    Kind.BRIDGE: "The record fits two people nearly equally well.",
    Kind.DUPLICATE: "They would be joined only through a third record that fits both.",
    Kind.CONFLICT: "The evidence would join two people whom a decision keeps apart.",
    Kind.UNDONE: "A decision to join them was undone, but the evidence still says that they are one.",
}


_BY_GUARD = {
    Guard.IDENTIFIER: Kind.IDENTIFIER,
    Guard.CONTRADICTION: Kind.IDENTIFIER,
    Guard.TWIN: Kind.TWIN,
    Guard.DOUBLE: Kind.DOUBLE,
    Guard.NO_GIVEN: Kind.INCOMPLETE,
    Guard.NO_BIRTH: Kind.INCOMPLETE,
    Guard.INITIAL: Kind.INCOMPLETE,
    Guard.GIVEN: Kind.DETAILS,
    Guard.BIRTH: Kind.DETAILS,
    Guard.SEX: Kind.DETAILS,
    Guard.MOVED: Kind.INCOMPLETE,
    Guard.ALONE: Kind.DETAILS,
}
_BY_REFUSAL = {
    Refusal.APART: Kind.CONFLICT,
    Refusal.GUARDED: Kind.DETAILS,
    Refusal.THIRD: Kind.DUPLICATE,
    Refusal.MARGIN: Kind.BRIDGE,
    Refusal.SIZE: Kind.DUPLICATE,
}


@dataclass(frozen=True)
class Question:
    """A case as it should stand."""

    kind: str
    a: int
    b: int
    weight: float
    state: str


def refresh(
    connection: Connection,
    event: int,
    around: Surroundings,
    people: Mapping[int, int | None],
    refused: Mapping[Pair, str],
    review: float,
) -> int:
    """Bring the waiting cases that touch these records up to date; return how many are new.

    people: the person of each record, as the records now stand.
    """
    waiting = cases.waiting_on(connection, around.records)
    ends = {r for p in (*around.pairs, *((c.a, c.b) for c in waiting)) for r in p}
    people = links.persons(connection, ends - people.keys()) | {r: p for r, p in people.items() if p is not None}
    wanted = _wanted(around, people, refused, review)
    for case in waiting:
        between = pair(people.get(case.a, 0), people.get(case.b, 0))
        question = wanted.pop(between, None)
        if question is None:
            cases.close(connection, case.id, _ending(around, case), event)
        elif question != Question(case.kind, case.a, case.b, case.weight, case.state):
            cases.update(connection, case.id, question.kind, question.a, question.b, question.weight, question.state)
    return sum(
        cases.ask(connection, question.kind, question.a, question.b, question.weight, question.state, event)
        for question in wanted.values()
    )


def _ending(around: Surroundings, case: cases.Case) -> str:
    answered = any(d.verdict in ("same", "different") for d in around.decisions.get((case.a, case.b), ()))
    return "done" if answered else "obsolete"


def _wanted(
    around: Surroundings, people: Mapping[int, int], refused: Mapping[Pair, str], review: float
) -> dict[Pair, Question]:
    """(person, person) → the question between them."""
    decided = {p: said[-1] for p, said in around.decisions.items()}
    shielded = {
        pair(people[d.a], people[d.b])
        for d in decided.values()
        if d.verdict == "protected" and d.a in people and d.b in people
    }
    best: dict[Pair, WeighedPair] = {}
    for p in around.pairs.values():
        if not (p.latched or p.weight >= review) or p.a not in people or p.b not in people:
            continue
        between = pair(people[p.a], people[p.b])
        decision = decided.get((p.a, p.b))
        if between[0] == between[1] or between in shielded or (decision and decision.verdict in ("same", "different")):
            continue
        if between not in best or (p.weight, -p.a, -p.b) > (
            best[between].weight,
            -best[between].a,
            -best[between].b,
        ):
            best[between] = p
    return {between: _question(p, decided.get((p.a, p.b)), refused) for between, p in best.items()}


def _question(p: WeighedPair, decision: Decision | None, refused: Mapping[Pair, str]) -> Question:
    if decision and decision.verdict == "hold":
        kind = Kind.UNDONE
    elif p.veto:
        kind = _BY_GUARD[Guard(p.veto)]
    elif (p.a, p.b) in refused:
        kind = _BY_REFUSAL[Refusal(refused[p.a, p.b])]
    else:
        kind = Kind.POSSIBLE
    unsure = decision is not None and decision.verdict == "unsure"
    return Question(str(kind), p.a, p.b, p.weight, "unsure" if unsure else "open")
