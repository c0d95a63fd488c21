"""The supervisor's work: the queue, a case opened, decided, undone; contradictions refused; re-imports survived."""

from __future__ import annotations

import pytest

from matching.deciding import review
from matching.deciding.review import CaseGone, CaseView, NeedsNote, Reason, Verdict
from matching.deciding.ruling import Contradicts, NotStanding
from matching.linkage.resolve import recompute
from store.audit import Action
from store.errors import NotAllowed
from store.permissions import May
from store.records.themes import Theme
from store.session import Session
from tests.matching.people import row
from tests.matching.town import deliver, feed, persons, waiting

HOME = {"house": "12", "street": "high road", "postcode": "HA9 7RR"}


@pytest.fixture
def grace(admin: Session) -> None:
    """Grace OKAFOR of Housing (1) may be Grace MENSAH of Primary care (2)."""
    deliver(admin, feed(admin, "Housing"), [row("1", "Okafor", "Grace", "1990-01-02", **HOME)])
    deliver(admin, feed(admin, "Primary care"), [row("1", "Mensah", "Grace", "1990-01-02", nhs="4857773456")])


def only(session: Session) -> CaseView:
    (line,) = review.queue(session)
    return review.case(session, line.id)


def standing(session: Session) -> tuple[dict[int, int], list[tuple[int, str, int, int, str]]]:
    return persons(session), waiting(session)


def test_the_case_shows_both_sides_and_explains_its_weight(grace: None, supervisor: Session) -> None:
    view = only(supervisor)
    assert (view.left.name, view.right.name) == ("Grace OKAFOR", "Grace MENSAH")
    assert view.left.services == ("Housing (Brent)",)
    rows = {field.field: field for field in view.fields}
    assert (rows["Family name"].left, rows["Family name"].right) == ("Okafor", "Mensah")
    assert rows["Family name"].agreement == "differs"
    assert rows["Family name"].bits < 0
    assert rows["Born"].agreement == "same"
    assert rows["NHS number"].agreement == "missing"
    assert rows["NHS number"].right == "485 777 3456"
    assert rows["NHS number"].words == "given on one side only"
    assert sum(field.bits for field in view.fields) == view.total == review.queue(supervisor)[0].weight
    assert view.why == "A name or the birth date differs, and no address or contact agrees."
    assert view.if_same == ("Grace MENSAH's record in Primary care (Brent) would move to Grace OKAFOR.",)
    assert view.if_different == ("They stay two people, and the machine will not join these two again.",)


def test_opening_is_recorded_before_it_is_shown(grace: None, supervisor: Session) -> None:
    view = only(supervisor)
    with supervisor.reading_audit() as log:
        rows = log.execute("select action, subject, detail from audit order by seq desc limit 2").fetchall()
    (opened, case, _), listed = rows
    assert (opened, case) == (Action.CASE_OPENED, f"case {view.id}")
    assert listed == (Action.CASES_LISTED, "", '{"cases":1}')


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_deciding_takes_effect_at_once_and_undoing_restores_exactly(
    grace: None, supervisor: Session, verdict: review.Verdict
) -> None:
    before = standing(supervisor)
    made = review.decide(supervisor, only(supervisor).id, verdict, Reason.AGENCY)
    assert persons(supervisor) == ({1: 1, 2: 1} if verdict == "same" else {1: 1, 2: 2})
    assert waiting(supervisor) == []
    assert review.last_decision(supervisor) == made
    review.undo(supervisor, made.decision)
    assert standing(supervisor) == before
    assert review.last_decision(supervisor) is None
    with pytest.raises(NotStanding):
        review.undo(supervisor, made.decision)


def test_unsure_stays_in_the_queue_behind_the_others(grace: None, admin: Session, supervisor: Session) -> None:
    asked = only(supervisor).id
    review.decide(supervisor, asked, "unsure", Reason.MORE_NEEDED)
    deliver(admin, feed(admin, "Housing"), [row("2", "Cole", "Albert", "1940-05-06")])
    deliver(admin, feed(admin, "Primary care"), [row("2", "Kole", "Albert", "1940-05-07")])
    lines = review.queue(supervisor)
    assert [line.state for line in lines] == ["open", "unsure"][-len(lines) :]
    assert lines[-1].id == asked
    review.decide(supervisor, asked, "same", Reason.CHANGED)
    assert persons(supervisor)[2] == 1


def test_a_reason_must_fit_and_another_reason_needs_a_note(grace: None, supervisor: Session) -> None:
    asked = only(supervisor).id
    for verdict, reason, note in (("same", Reason.TWINS, ""), ("different", Reason.OTHER, " ")):
        with pytest.raises(NeedsNote):
            review.decide(supervisor, asked, verdict, reason, note)
    review.decide(supervisor, asked, "different", Reason.OTHER, "Both were in the room.")
    with pytest.raises(CaseGone):
        review.decide(supervisor, asked, "same", Reason.AGENCY)
    with pytest.raises(CaseGone):
        review.case(supervisor, asked)


@pytest.mark.parametrize(
    ("verdict", "words"), [("same", "are one person. Nothing else"), ("different", "are two people. Nothing else")]
)
def test_of_a_case_that_was_answered_it_is_said_by_whom_and_how(
    grace: None, supervisor: Session, verdict: Verdict, words: str
) -> None:
    asked = only(supervisor).id
    review.check_waits(supervisor, asked)
    review.decide(supervisor, asked, verdict, Reason.AGENCY)
    for act in (
        lambda: review.check_waits(supervisor, asked),
        lambda: review.case(supervisor, asked),
        lambda: review.decide(supervisor, asked, "different", Reason.AGENCY),
    ):
        with pytest.raises(CaseGone) as gone:
            act()
        assert gone.value.sentence.startswith(f"{supervisor.account.name} decided on ")
        assert words in gone.value.sentence


def test_a_case_that_nobody_answered_names_nobody(grace: None, admin: Session, supervisor: Session) -> None:
    with pytest.raises(CaseGone) as gone:
        review.check_waits(supervisor, only(supervisor).id + 1)
    assert gone.value.sentence == CaseGone.sentence


@pytest.mark.parametrize("role", ["officer", "admin"])
def test_only_supervisors_review(grace: None, role: str, request: pytest.FixtureRequest) -> None:
    session: Session = request.getfixturevalue(role)
    for act in (
        lambda: review.queue(session),
        lambda: review.case(session, 1),
        lambda: review.decide(session, 1, "same", Reason.AGENCY),
        lambda: review.undo(session, 1),
        lambda: review.last_decision(session),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_decision_survives_a_re_import_and_a_change(grace: None, admin: Session, supervisor: Session) -> None:
    review.decide(supervisor, only(supervisor).id, "different", Reason.NAMESAKES)
    deliver(admin, feed(admin, "Primary care"), [row("1", "Okafor", "Grace", "1990-01-02", nhs="4857773456", **HOME)])
    assert persons(supervisor) == {1: 1, 2: 2}
    assert [case[1] for case in waiting(supervisor)] == ["evidence changed"], "it stands, and is put before them again"


def test_different_settles_every_pair_between_the_two_and_a_later_record_asks_anew(
    admin: Session, supervisor: Session
) -> None:
    amelia = {"family": "Smith", "given": "Amelia", "birth": "2013-03-14"}
    for label in ("Housing", "Schools"):
        deliver(admin, feed(admin, label), [row("1", **amelia, nhs="4857773456", **HOME)])
    for label in ("Primary care", "Community"):
        deliver(admin, feed(admin, label), [row("1", **amelia, nhs="9434765919", **HOME)])
    review.decide(supervisor, only(supervisor).id, "different", Reason.NUMBER)
    assert waiting(supervisor) == []
    deliver(admin, feed(admin, "Police"), [row("1", **amelia, **HOME)])
    assert len(set(persons(supervisor).values())) == 3, "it fits both, so it joins neither"
    assert {kind for _, kind, *_ in waiting(supervisor)} == {"fits two people"}


def test_a_contradiction_is_refused_with_the_chain_in_words(admin: Session, supervisor: Session) -> None:
    """Also while the record that carries the chain is withdrawn: it may come back (domain/8, invariant 5)."""
    for label, family in (("Housing", "Okafor"), ("Primary care", "Mensah"), ("Schools", "Adeyemi")):
        deliver(admin, feed(admin, label), [row("1", family, "Grace", "1990-01-02")])
    for _ in range(2):
        review.decide(supervisor, review.queue(supervisor)[0].id, "same", Reason.CHANGED)
    assert set(persons(supervisor).values()) == {1}
    set_state(admin, 1, "withdrawn")
    assert persons(supervisor) == {2: 2, 3: 3}
    before = standing(supervisor)
    with pytest.raises(Contradicts) as refused:
        review.decide(supervisor, only(supervisor).id, "different", Reason.NAMESAKES)
    assert refused.value.sentence == (
        "Both cannot be true: Sue Sandhu decided on 15 Jun 2026 that Grace OKAFOR in Housing (Brent) and"
        " Grace MENSAH in Primary care (Brent) are one person; Sue Sandhu decided on 15 Jun 2026 that"
        " Grace OKAFOR in Housing (Brent) and Grace ADEYEMI in Schools (Brent) are one person; you would now say"
        " that Grace MENSAH in Primary care (Brent) and Grace ADEYEMI in Schools (Brent) are two people."
        " Nothing was changed."
    )
    assert standing(supervisor) == before
    set_state(admin, 1, "live")
    assert set(persons(supervisor).values()) == {1}


def set_state(admin: Session, record: int, state: str) -> None:
    """What rolling a delivery back, or delivering it again, does to a record."""
    with admin.changing(May.IMPORT, Action.DELIVERED, "roll back") as change:
        change.connection.execute("update source_record set state = ? where id = ?", (state, record))
        recompute(change.connection, change.event, [record])


def test_harm_comes_first(admin: Session, supervisor: Session) -> None:
    def pair_of(key: str, given: str, birth: str, first: Theme) -> None:
        deliver(admin, feed(admin, f"A {first}", first), [row(key, "Okafor", given, birth)])
        deliver(admin, feed(admin, "Primary care", Theme.PRIMARY_CARE), [row(key, "Mensah", given, birth)])

    pair_of("1", "Albert", "1940-05-06", Theme.HOUSING)
    pair_of("2", "Grace", "1990-01-02", Theme.CSC)
    pair_of("3", "Noor", "2026-02-03", Theme.HOUSING)
    lines = review.queue(supervisor)
    assert [line.urgent for line in lines] == ["unborn or under one", "children's social care", ""]
    assert [line.left.split()[0] for line in lines] == ["Noor", "Grace", "Albert"]


def test_a_late_undo_that_the_machine_would_redo_leaves_a_hold(
    grace: None, admin: Session, supervisor: Session
) -> None:
    made = review.decide(supervisor, only(supervisor).id, "same", Reason.CHANGED)
    deliver(admin, feed(admin, "Primary care"), [row("1", "Okafor", "Grace", "1990-01-02", nhs="4857773456", **HOME)])
    review.undo(supervisor, made.decision)
    assert persons(supervisor) == {1: 1, 2: 2}
    assert [kind for _, kind, *_ in waiting(supervisor)] == ["undone, but the records agree"]
    again = review.decide(supervisor, only(supervisor).id, "same", Reason.AGENCY)
    assert persons(supervisor) == {1: 1, 2: 1}
    review.undo(supervisor, again.decision)
    assert persons(supervisor) == {1: 1, 2: 2}


def test_a_ruling_is_one_ledger_row_with_its_reason(grace: None, supervisor: Session) -> None:
    review.decide(supervisor, only(supervisor).id, "different", Reason.NAMESAKES)
    with supervisor.reading(May.REVIEW) as connection:
        rows = connection.execute("select action, detail from ledger where action = ?", (Action.DECIDED,)).fetchall()
    assert len(rows) == 1
    assert '"reason":"namesakes"' in rows[0][1].replace(" ", "")
