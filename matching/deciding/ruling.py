"""A supervisor's ruling and its withdrawal, as decisions about pairs of records; both take effect at once.

'Same' declares the asking pair one. 'Different' separates every pair across the two persons that the machine
would weigh up, so that the same question is not put again in another guise; a record that arrives later is a
new question.
"""

from dataclasses import dataclass

from matching.deciding.consistency import contradiction
from matching.linkage import telling
from matching.linkage.partition import Pair
from matching.linkage.questions import SETTLED, Kind
from matching.linkage.resolve import recompute, unweigh_asked, weigh_asked
from store.errors import Told
from store.records import decisions, links, pairs
from store.records.cases import Case
from store.records.decisions import Decision
from store.records.identities import identities
from store.vault.database import Connection


class Contradicts(Told):
    """A ruling, or taking one back, would contradict decisions that stand."""

    title = "This contradicts a decision that stands"
    advice = "Look at that decision again first. If it was wrong, take it back; then decide here."


RESERVED = "An information lead has to decide about these people. Nothing was changed."
"""No more is said of identities that are kept apart (R20)."""


class NotStanding(Told):
    """The decision was taken back or replaced already."""

    title = "Nothing to undo"
    sentence = "That decision does not stand any more: it was taken back or replaced. Nothing was changed."
    advice = "Open the case again to see how things are now."


@dataclass(frozen=True)
class Scope:
    """What a ruling on a case would write: verdicts by pair, the asking pair first; and holds it lifts."""

    verdicts: dict[Pair, str]
    lifted: tuple[Decision, ...]

    @property
    def supposed(self) -> dict[Pair, str]:
        """Verdicts by pair as they would stand, '' where a hold is lifted."""
        return {(d.a, d.b): "" for d in self.lifted} | self.verdicts


def scope(connection: Connection, case: Case, verdict: str) -> Scope:
    """What answering the case so would write."""
    verdicts = {(case.a, case.b): verdict}
    if verdict == "unsure":
        return Scope(verdicts, ())
    people = links.persons(connection, (case.a, case.b))
    if people[case.a] == people[case.b]:
        return Scope(verdicts, ())
    members = links.members(connection, people.values())
    left, right = set(members[people[case.a]]), set(members[people[case.b]])

    def across(a: int, b: int) -> bool:
        return (a in left and b in right) or (a in right and b in left)

    standing = [d for d in decisions.standing(connection, left) if across(d.a, d.b)]
    if verdict == "different":
        again = case.kind == str(Kind.CHANGED)  # what was settled before is said anew, on what is known now
        settled = {(d.a, d.b) for d in standing if d.verdict in SETTLED and not again}
        asked = {(p.a, p.b) for p in pairs.touching(connection, left) if across(p.a, p.b)} - settled
        verdicts |= dict.fromkeys(sorted(asked), verdict)
    return Scope(verdicts, tuple(d for d in standing if d.verdict == "hold"))


def rule(connection: Connection, event: int, case: Case, verdict: str, reason: str, note: str) -> int:
    """Write a ruling and let it take effect; return the decision on the asking pair.

    Raises:
        Contradicts: decisions that stand, or slept while a record was withdrawn, say otherwise.
    """
    wanted = scope(connection, case, verdict)
    everything = decisions.standing(connection)
    replaced = {(d.a, d.b): d for d in everything if d.actor == "human" and (d.a, d.b) in wanted.verdicts}
    refuse(connection, [d for d in everything if d not in replaced.values()], wanted.verdicts)
    weigh_asked(connection, event, wanted.verdicts)
    made: list[int] = []
    for p, said in wanted.verdicts.items():
        before, stands = replaced.get(p), pairs.evidence(connection, *p)
        made.append(
            decisions.add(
                connection, *p, said, event=event, reason=reason, note=note,
                weight=stands.weight if stands else 0.0, evidence=stands.evidence if stands else "",
                supersedes=before.id if before else None,
            )
        )  # fmt: skip
    decisions.withdraw(connection, [d.id for d in wanted.lifted], event)
    recompute(connection, event, {r for p in wanted.verdicts for r in p})
    return made[0]


def take_back(connection: Connection, event: int, decision_id: int) -> Decision:
    """Withdraw a ruling with everything written in the same act; return the decision on the asking pair.

    Persons, their numbers and the waiting cases become what they were; holds that it lifted stand again. Where
    meanwhile the machine has come to agree with a withdrawn 'same', a hold keeps the two apart until a supervisor
    looks.

    Raises:
        NotStanding: it was withdrawn or replaced already.
        Contradicts: what it replaced would come back and contradict later decisions.
    """
    everything = decisions.standing(connection)
    act = next((d for d in everything if d.id == decision_id and d.actor == "human"), None)
    if act is None or act.verdict == "protected":
        raise NotStanding
    whole = [d for d in everything if d.event == act.event and d.actor == "human"]
    back = [d for d in (decisions.by_id(connection, w.supersedes) for w in whole if w.supersedes) if d]
    refuse(connection, [d for d in everything if d not in whole] + back, {})
    earlier = [links.person_before(connection, r, act.event) for r in (act.a, act.b)]
    decisions.withdraw(connection, [d.id for d in whole], event)
    unweigh_asked(connection, whole)
    held = {(d.a, d.b) for d in everything if d.verdict == "hold"}  # a ruling can be taken back twice
    lifted = [d for d in decisions.lifted_by(connection, act.event) if (d.a, d.b) not in held]
    for d in lifted:
        decisions.add(connection, d.a, d.b, d.verdict, event=event, actor=d.actor, reason=d.reason, note=d.note)
    records = {r for d in (*whole, *lifted) for r in (d.a, d.b)}
    recompute(connection, event, records)
    now = links.persons(connection, (act.a, act.b))
    rejoined = act.a in now and now.get(act.a) == now.get(act.b)
    if act.verdict == "same" and earlier[0] != earlier[1] and rejoined:
        decisions.add(
            connection, act.a, act.b, "hold", event=event, actor="system", reason="undone, but the machine agrees"
        )
        recompute(connection, event, records)
    return act


def refuse(connection: Connection, standing: list[Decision], added: dict[Pair, str]) -> None:
    """Raise Contradicts, with the chain of decisions in words, if these cannot all be true."""
    found = contradiction(standing, added.items())
    if found is None:
        return
    if found.apart not in added and any((d.a, d.b) == found.apart and d.verdict == "protected" for d in standing):
        raise Contradicts(sentence=RESERVED, advice="Ask the information lead of this hub.")
    by_pair = {(d.a, d.b): d for d in standing}
    who = identities(connection, {r for p in (*found.chain, found.apart) for r in p})

    def said(p: Pair, verdict: str) -> str:
        words = f"{telling.record(who[p[0]])} and {telling.record(who[p[1]])} are {verdict}"
        if p in added:
            return f"you would now say that {words}"
        return telling.decided(connection, [by_pair[p]])[0].removesuffix(".")

    steps = [said(p, "one person") for p in found.chain] + [said(found.apart, "two people")]
    raise Contradicts(sentence="Both cannot be true: " + "; ".join(steps) + ". Nothing was changed.")
