"""The supervisor's questions: the queue, one case, deciding it and undoing that.

A supervisor sees identity fields only (R24), and nothing about shielded people, who are decided about by those who look
after shields (R19). Opening a case is recorded before it is shown; a decision takes
effect in the transaction that records it. Decisions are about records, whose ids are stable, so they survive
re-imports.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from matching.deciding.consequences import consequences
from matching.deciding.reasons import Reason, Verdict
from matching.deciding.ruling import NotStanding, rule, take_back
from matching.deciding.sides import FieldRow, Member, Side, field_rows, side
from matching.linkage import telling
from matching.linkage.guards import Guard
from matching.linkage.questions import Kind
from matching.scoring.explain import unpack
from store.audit import Action
from store.disclosure import shielding, shields
from store.disclosure.wording import date_range, months_between
from store.errors import Told
from store.permissions import May
from store.records import cases, decisions, links, pairs
from store.records.cases import Case, Waiting
from store.records.identities import Identity, identities
from store.records.pairs import Evidence
from store.session import Session
from store.vault.database import Connection

__all__ = [
    "CaseGone", "CaseLine", "CaseView", "Decided", "DecisionStands", "FieldRow", "Member", "NeedsNote", "Reason",
    "Side", "Verdict", "case", "check_waits", "decide", "kept_back", "last_decision", "queue", "undo",
]  # fmt: skip


class CaseGone(Told):
    """The case was answered, or its question vanished, since it was listed. Who decided what is said if that stands."""

    title = "This case is closed"
    sentence = "Somebody answered it, or new data settled the question. Nothing was changed."
    advice = "Go back to the queue."


class NeedsNote(Told):
    """The reason does not fit the verdict, or 'another reason' says nothing."""

    title = "Say why"
    sentence = "A decision needs a reason that fits it, and 'another reason' needs a note. Nothing was saved."
    advice = "Choose a reason; if none fits, choose 'another reason' and write a few words."


class DecisionStands(Told):
    """A case about a standing decision cannot be answered with 'not sure': that would take the decision away."""

    title = "A decision stands"
    sentence = "These two were decided about. 'Not sure' would take that decision away. Nothing was saved."
    advice = "Answer 'same' or 'different', or leave the case waiting: until then the decision counts."


@dataclass(frozen=True)
class CaseLine:
    """A waiting case in the queue. urgent: why it comes first ('' if it does not); since: UTC, ISO."""

    id: int
    kind: str
    weight: float
    left: str
    right: str
    left_services: tuple[str, ...]
    right_services: tuple[str, ...]
    since: str
    state: str
    urgent: str


@dataclass(frozen=True)
class CaseView:
    """A case opened.

    `total` is the sum of the rows' bits; `why` says why the machine did not decide by itself.
    """

    id: int
    kind: str
    state: str
    why: str
    left: Side
    right: Side
    fields: tuple[FieldRow, ...]
    total: float
    if_same: tuple[str, ...]
    if_different: tuple[str, ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class Decided:
    """A decision as it can be undone: its id, and what was said, the verdict first."""

    decision: int
    sentence: str


def queue(session: Session) -> tuple[CaseLine, ...]:
    """Waiting cases, harm first (unborn or under one, then children's social care), then the oldest.

    Unsure ones come last. That somebody read them is in the audit log before they are returned. Raises NotAllowed.
    """
    with session.reading(May.REVIEW) as connection:
        hidden = shields.kept_from(session, connection)
        waiting = [w for w in cases.waiting(connection) if hidden.isdisjoint((w.left, w.right))]
        people = links.members(connection, {p for w in waiting for p in (w.left, w.right)})
        who = identities(connection, {record for records in people.values() for record in records})
    lines: list[tuple[tuple[bool, int, str, int], CaseLine]] = []
    for w in waiting:
        left, right = ([who[r] for r in people[p]] for p in (w.left, w.right))
        rank, urgent = _harm([*left, *right], session.today())
        lines.append(((w.case.state == "unsure", rank, w.since, w.case.id), _line(w, left, right, urgent)))
    session.record(Action.CASES_LISTED, detail={"cases": len(lines)})
    return tuple(line for _, line in sorted(lines, key=lambda ranked: ranked[0]))


def _line(w: Waiting, left: list[Identity], right: list[Identity], urgent: str) -> CaseLine:
    return CaseLine(
        w.case.id,
        w.case.kind,
        w.case.weight,
        _in_short(left),
        _in_short(right),
        telling.services(left),
        telling.services(right),
        w.since,
        w.case.state,
        urgent,
    )


def _in_short(records: list[Identity]) -> str:
    born = next((said for said in map(telling.born, records) if said), "")
    birth = born if not born or born.startswith("expected") else f"born {born}"
    return ", ".join(filter(None, (telling.person_called(records), birth)))


def _harm(records: Iterable[Identity], today: date) -> tuple[int, str]:
    """How soon a wrong answer could hurt: 0 first."""
    records = list(records)
    for identity in records:
        born = date_range(identity.birth)
        if identity.unborn or (born and months_between(born[1], today) < 12):
            return 0, "unborn or under one"
    if any(identity.theme == "CSC" for identity in records):
        return 1, "children's social care"
    return 2, ""


def case(session: Session, case_id: int) -> CaseView:
    """One waiting case, side by side. Recorded in the audit log before it returns.

    Raises:
        CaseGone: it is not waiting any more.
    """
    with session.reading(May.REVIEW) as connection:
        asked = _waiting(session, connection, case_id)
        view = _view(session, connection, asked)
    people = [view.left.person, view.right.person]
    session.record(Action.CASE_OPENED, f"case {case_id}", {"people": people, "records": [asked.a, asked.b]})
    return view


def kept_back(session: Session, case_ids: Collection[int]) -> bool:
    """Whether one of these cases was shown and may not be any more: somebody was protected since (R16, R19)."""
    with session.reading(May.REVIEW) as connection:
        hidden = shields.records_kept_from(session, connection)
        return not cases.about(connection, hidden).isdisjoint(case_ids) if hidden else False


def check_waits(session: Session, case_id: int) -> None:
    """Whether a case that is shown can still be answered.

    Raises:
        CaseGone: it is not waiting any more.
    """
    with session.reading(May.REVIEW) as connection:
        _waiting(session, connection, case_id)


def _waiting(session: Session, connection: Connection, case_id: int) -> Case:
    asked = cases.by_id(connection, case_id)
    if asked is None or _is_hidden(session, connection, (asked.a, asked.b)):
        raise CaseGone
    if asked.state not in ("open", "unsure"):
        raise _gone(connection, asked)
    return asked


def _gone(connection: Connection, asked: Case) -> CaseGone:
    """By whom it was answered and how, if somebody did: new data may have settled it, or an answer to another case."""
    pair = (asked.a, asked.b)
    made = [d for d in decisions.standing(connection, pair) if (d.a, d.b) == pair and d.actor == "human"]
    said = telling.decided(connection, made) if asked.state == "done" else ()
    return CaseGone(sentence=f"{said[-1]} Nothing else was changed.") if said else CaseGone()


def _is_hidden(session: Session, connection: Connection, records: tuple[int, int]) -> bool:
    return not shields.records_kept_from(session, connection).isdisjoint(records)


def _view(session: Session, connection: Connection, asked: Case) -> CaseView:
    persons = links.persons(connection, (asked.a, asked.b))
    members = links.members(connection, persons.values())
    who = identities(connection, {record for records in members.values() for record in records})
    stands = pairs.evidence(connection, asked.a, asked.b)
    rows = field_rows(who[asked.a], who[asked.b], unpack(stands.evidence) if stands else ())
    one = persons[asked.a] == persons[asked.b]  # they were declared so: each record speaks for itself
    left, right = (
        side(persons[record], record, [who[r] for r in ([record] if one else members[persons[record]])])
        for record in (asked.a, asked.b)
    )
    after = consequences(connection, asked, members)
    hidden = shields.records_kept_from(session, connection)
    decided = [d for d in decisions.standing(connection, who) if hidden.isdisjoint((d.a, d.b))]
    return CaseView(
        asked.id,
        asked.kind,
        asked.state,
        _why(asked, stands),
        left,
        right,
        rows,
        sum(row.bits for row in rows),
        after.if_same,
        after.if_different,
        telling.decided(connection, decided),
    )


_OF_PEOPLE = (Kind.CHANGED, Kind.REPORTED)  # asked because of what people said, whatever the evidence


def _why(asked: Case, stands: Evidence | None) -> str:
    kind = Kind(asked.kind)
    return Guard(stands.veto).words if stands and stands.veto and kind not in _OF_PEOPLE else kind.words


def decide(session: Session, case_id: int, verdict: Verdict, reason: Reason, note: str = "") -> Decided:
    """Answer a case. Persons and cases change at once, in the transaction that records the answer.

    Raises:
        CaseGone: it is not waiting any more.
        NeedsNote: the reason does not fit the verdict, or needs a note.
        DecisionStands: it is about a standing decision, and nobody is sure.
        Contradicts: decisions that stand say otherwise; the sentence names them.
        store.disclosure.shielding.SecondPerson: it is about somebody whom this supervisor shielded.
    """
    session.require(May.REVIEW)
    if verdict not in reason.fits or (reason is Reason.OTHER and not note.strip()):
        raise NeedsNote
    with session.changing(May.REVIEW, Action.DECIDED, f"case {case_id}") as change:
        asked = _waiting(session, change.connection, case_id)
        people = links.persons(change.connection, (asked.a, asked.b)).values()
        shielding.require_second(session, change.connection, people)
        if asked.kind == str(Kind.CHANGED) and verdict == "unsure":
            raise DecisionStands
        made = rule(change.connection, change.event, asked, verdict, str(reason), note.strip())
        change.detail.update(
            {"verdict": verdict, "reason": str(reason), "records": [asked.a, asked.b], "decision": made}
        )
        return _decided(change.connection, made)


def undo(session: Session, decision_id: int) -> None:
    """Take a decision back with everything written in the same act; persons and cases are as before.

    Raises:
        NotStanding: it was taken back or replaced already.
        Contradicts: what it replaced would contradict later decisions.
    """
    with session.changing(May.REVIEW, Action.UNDONE, f"decision {decision_id}") as change:
        made = decisions.by_id(change.connection, decision_id)
        if made is None or _is_hidden(session, change.connection, (made.a, made.b)):
            raise NotStanding
        act = take_back(change.connection, change.event, decision_id)
        change.detail.update({"verdict": act.verdict, "records": [act.a, act.b]})


def last_decision(session: Session) -> Decided | None:
    """The signed-in supervisor's newest decision that still stands: what `undo` would take back."""
    with session.reading(May.REVIEW) as connection:
        found = decisions.last_of(connection, session.account.id, shields.records_kept_from(session, connection))
        return _decided(connection, found.id) if found else None


def _decided(connection: Connection, decision_id: int) -> Decided:
    made = decisions.by_id(connection, decision_id)
    assert made is not None, "a decision is never deleted"
    who = identities(connection, (made.a, made.b))
    return Decided(made.id, telling.ruling_first(made, who))
