"""Which questions wait for a supervisor: one per pair of persons, asked by their heaviest pair of records.

The waiting cases are a function of pairs, decisions and persons, so undoing a decision brings back exactly
the questions that stood before it, under their old numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.linkage.changes import changed
from matching.linkage.guards import ASKED, Guard
from matching.linkage.numbered import told_apart
from matching.linkage.partition import Pair, Refusal, pair
from matching.linkage.surroundings import Surroundings
from store.records import cases, links, merges, pairs
from store.records.decisions import Decision
from store.records.pairs import WeighedPair
from store.records.source_records import unnumbered
from store.vault.database import Connection
from store.worded import Worded


class Kind(Worded):
    """What sort of question a case is; table review_case, column kind. `words` say why the machine asks."""

    POSSIBLE = "possible match", "The evidence is not strong enough to join them without a person."
    TWIN = "twin or sibling", "They may be twins or siblings."
    IDENTIFIER = "identifier conflict", "Their official numbers do not fit."
    INCOMPLETE = "too little known", "Too little is known of one of them."
    DETAILS = "details differ", "Some details of these two people contradict each other."
    NAME = "one name differs", "One name differs, and no agency lists both: a changed name, or two people."
    DOUBLE = "same-agency double", "One agency lists both, so it may know them as two people."
    BRIDGE = "fits two people", "The record fits two people nearly equally well."
    DUPLICATE = "possible duplicate person", "They would be joined only through a third record that fits both."
    CONFLICT = "conflicts with a decision", "The evidence would join two people whom a decision keeps apart."
    UNDONE = (
        "undone, but the records agree",
        "A decision to join them was undone, but the evidence still says that they are one.",
    )
    CHANGED = "evidence changed", "A decision about these two stands, but what is known of them has changed much since."
    REPORTED = (
        "reported as another person",
        "An officer reported that this record is not about this person; until you answer it stands apart.",
    )


_BY_GUARD = {
    Guard.IDENTIFIER: Kind.IDENTIFIER,
    Guard.CONTRADICTION: Kind.IDENTIFIER,
    Guard.GROWN: Kind.TWIN,
    Guard.NAME: Kind.NAME,
    Guard.NUMBERS: Kind.IDENTIFIER,
    Guard.NAMES: Kind.DETAILS,
    Guard.NEARLY: Kind.DETAILS,
    Guard.TWIN: Kind.TWIN,
    Guard.DOUBLE: Kind.DOUBLE,
    Guard.NO_GIVEN: Kind.INCOMPLETE,
    Guard.NO_BIRTH: Kind.INCOMPLETE,
    Guard.INITIALS: Kind.INCOMPLETE,
    Guard.INITIAL: Kind.INCOMPLETE,
    Guard.GIVEN: Kind.DETAILS,
    Guard.BIRTH: Kind.DETAILS,
    Guard.GENERATION: Kind.DETAILS,
    Guard.NAMESAKE: Kind.INCOMPLETE,
    Guard.SEX: Kind.DETAILS,
    Guard.ALIKE: Kind.TWIN,
    Guard.MOVED: Kind.INCOMPLETE,
    Guard.TWICE: Kind.DOUBLE,
    Guard.ALONE: Kind.DETAILS,
}
_BY_REFUSAL = {
    Refusal.APART: Kind.CONFLICT,
    Refusal.GUARDED: Kind.DETAILS,
    Refusal.THIRD: Kind.DUPLICATE,
    Refusal.MARGIN: Kind.BRIDGE,
    Refusal.SIZE: Kind.DUPLICATE,
}


_DOUBTS = frozenset(
    {
        Guard.GROWN, Guard.NAME, Guard.NAMES, Guard.NEARLY, Guard.TWIN, Guard.GIVEN, Guard.BIRTH, Guard.GENERATION,
        Guard.NO_BIRTH, Guard.NAMESAKE, Guard.MOVED, Guard.ALONE,
    }
)  # fmt: skip
"""Guards against what numbers known of both would settle. A missing name is none: a baby may be numbered anew."""
_DOUBTFUL = _DOUBTS | ASKED
SETTLED = frozenset({"same", "different"})
REPORTED = "reported by an officer"  # the reason of a hold


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
    ends = {r for p in (*around.pairs, *around.decisions, *((c.a, c.b) for c in waiting)) for r in p}
    beyond = ends - people.keys()
    people = {r: p for r, p in people.items() if p is not None}
    people |= links.persons(connection, beyond) if beyond else {}
    asked = _asked(connection, around, people, review)
    wanted = _wanted(around, people, refused, asked, _stirred(connection, around))
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
    answered = any(d.verdict in SETTLED for d in around.decisions.get((case.a, case.b), ()))
    return "done" if answered else "obsolete"


def _stirred(connection: Connection, around: Surroundings) -> set[Pair]:
    """Pairs whose evidence has changed since people settled them, or whom the agency has called one since they were
    parted. The decision stands until they replace it.
    """
    found: set[Pair] = set()
    for p, said in around.decisions.items():
        now = pairs.evidence(connection, *p) if p in around.pairs else None
        if now and any(d.verdict in SETTLED and changed(d, now) for d in said):
            found.add(p)
    for a, b, event in merges.touching(connection, around.records):
        if any(d.verdict == "different" and d.event < event for d in around.decisions.get((a, b), ())):
            found.add((a, b))
    return found


def _asked(connection: Connection, around: Surroundings, people: Mapping[int, int], review: float) -> set[Pair]:
    """Pairs that say enough for a question, whoever stands on either side.

    But where something is missing or differs, and the machine would not join them anyway, numbers answer: not if each
    of the two persons is known by an NHS number of their own. And those below the review line (`faint`) only if no
    agency lists both persons: one that does knows them as two.
    """
    grown = str(Guard.GROWN)
    found = {p for p, said in around.pairs.items() if said.latched or said.weight >= review or said.veto == grown}
    doubtful = {
        p: pair(people[p[0]], people[p[1]])
        for p, said in around.pairs.items()
        if said.veto in _DOUBTFUL and not said.latched and p[0] in people and p[1] in people
    }
    if not doubtful:
        return found
    answered = {p: persons for p, persons in doubtful.items() if around.pairs[p].veto in _DOUBTS}
    apart = told_apart(connection, set(answered.values()))
    found = found - {p for p, persons in answered.items() if persons in apart}
    light = {
        p: persons
        for p, persons in doubtful.items()
        if around.pairs[p].veto in ASKED and not (p in answered and persons in apart)
    }
    if light:
        feeds = links.feeds(connection, {person for persons in light.values() for person in persons})
        numberless = unnumbered(connection, set[int]().union(*feeds.values()))
        found |= {p for p, (one, other) in light.items() if not feeds[one] & feeds[other] - numberless}
    return found


def _wanted(
    around: Surroundings, people: Mapping[int, int], refused: Mapping[Pair, str], asked: set[Pair], stirred: set[Pair]
) -> dict[Pair, Question]:
    """(person, person) → the question between them; twice the same one if it is whether two of its records belong."""
    decided = {p: {_said(decision) for decision in said} for p, said in around.decisions.items()}
    shielded = {
        pair(people[a], people[b])
        for (a, b), said in decided.items()
        if "protected" in said and a in people and b in people
    }
    best: dict[Pair, tuple[bool, float, int, int]] = {}
    for a, b in (asked | stirred) & around.pairs.keys():
        if a not in people or b not in people:
            continue
        between = pair(people[a], people[b])
        settled = between[0] == between[1] or decided.get((a, b), set()) & SETTLED
        if between in shielded or (settled and (a, b) not in stirred):
            continue
        turn = ((a, b) in stirred, around.pairs[a, b].weight, -a, -b)
        best[between] = max(turn, best.get(between, turn))
    asking = {between: (-a, -b) for between, (_, _, a, b) in best.items()}
    return {
        between: Question(Kind.CHANGED, *p, around.pairs[p].weight, "open")
        if p in stirred
        else _question(around.pairs[p], decided.get(p, set()), refused)
        for between, p in asking.items()
    }


def _said(decision: Decision) -> str:
    return REPORTED if decision.reason == REPORTED else decision.verdict


def _question(p: WeighedPair, said: set[str], refused: Mapping[Pair, str]) -> Question:
    if REPORTED in said:
        kind = Kind.REPORTED
    elif "hold" in said:
        kind = Kind.UNDONE
    elif p.veto:
        kind = _BY_GUARD[Guard(p.veto)]
    elif (p.a, p.b) in refused:
        kind = _BY_REFUSAL[Refusal(refused[p.a, p.b])]
    else:
        kind = Kind.POSSIBLE
    return Question(str(kind), p.a, p.b, p.weight, "unsure" if "unsure" in said else "open")
