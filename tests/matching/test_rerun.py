"""Weights as governed versions: proposed by one supervisor, previewed, approved by another; no decision is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from matching.deciding import review
from matching.deciding.review import Reason
from matching.linkage import rerun, versions
from matching.linkage.rerun import OwnProposal, Preview, Stale
from matching.linkage.versions import NoSuchProposal, NothingInForce, Overtaken, Unsuitable
from store.audit import Action
from store.errors import NotAllowed
from store.permissions import May
from store.records import decisions
from store.session import Session
from tests.accounts import SignIn
from tests.matching.people import row
from tests.matching.town import deliver, feed, persons, waiting

HOME = {"house": "12", "street": "high road", "postcode": "HA9 7RR"}
AMELIA = row("1", "Smith", "Amelia", "2013-03-14", **HOME)


@pytest.fixture
def pat(signed_in: SignIn) -> Session:
    return signed_in("pat")


@pytest.fixture
def town(admin: Session) -> None:
    """Amelia is one person in two agencies (1, 2); Grace (3, 4) a question; Albert (5, 6) below the review line."""
    deliver(admin, feed(admin, "Housing"), [AMELIA])
    deliver(admin, feed(admin, "Primary care"), [AMELIA])
    deliver(admin, feed(admin, "Housing"), [row("2", "Okafor", "Grace", "1990-01-02", **HOME)])
    deliver(admin, feed(admin, "Schools"), [row("2", "Mensah", "Grace", "1990-01-02", nhs="4857773456")])
    deliver(admin, feed(admin, "Housing"), [row("3", "Cole", "Albert", "1940-05-06")])
    deliver(admin, feed(admin, "Schools"), [row("3", "Cole", "Albert", "1938-02-11")])


def weight(session: Session, a: int, b: int) -> float:
    with session.reading(May.REVIEW) as connection:
        found = connection.execute("select weight from pair where a = ? and b = ?", (a, b)).fetchone()
    return found[0] if found else -99.0


def everything(session: Session) -> list[object]:
    """Links with their history, pairs, cases, decisions, versions: what a preview must leave alone."""
    with session.reading(May.REVIEW) as connection:
        return [
            connection.execute(f"select * from {table}").fetchall()
            for table in ("link", "pair", "review_case", "decision", "match_model", "weights_approval")
        ]


def stands(session: Session) -> set[object]:
    with session.reading(May.REVIEW) as connection:
        return set(decisions.standing(connection))


def test_nothing_is_in_force_before_the_first_delivery(supervisor: Session) -> None:
    with pytest.raises(NothingInForce):
        versions.overview(supervisor)


def test_what_is_in_force_and_what_waits(town: None, supervisor: Session) -> None:
    now = versions.overview(supervisor)
    assert (now.standing.version, now.standing.approved_by, now.standing.proposed_by) == (
        1,
        "shipped with the program",
        "",
    )
    assert now.waiting == ()
    made = versions.propose(supervisor, join=9.5)
    waits = versions.overview(supervisor).waiting
    assert waits == (made,)
    assert (made.thresholds.join, made.thresholds.keep) == (9.5, now.standing.thresholds.keep)
    assert made.by == "Sue Sandhu"


@pytest.mark.parametrize(
    "bits", [{"join": 1.0}, {"keep": 50.0}, {"review": 50.0}, {"margin": -1.0}, {}, {"margin": float("nan")}]
)
def test_thresholds_that_cannot_work_are_refused(town: None, supervisor: Session, bits: dict[str, float]) -> None:
    with pytest.raises(Unsuitable):
        versions.propose(supervisor, **bits)
    assert versions.overview(supervisor).waiting == ()


def test_a_preview_lists_what_would_change_and_changes_nothing(town: None, supervisor: Session) -> None:
    before = everything(supervisor)
    strict = versions.propose(supervisor, join=60.0, keep=50.0)
    seen = rerun.preview(supervisor, strict.id)
    assert everything(supervisor) == before
    assert seen.appear == ()
    (line,) = seen.vanish
    assert line.named == ("Amelia SMITH in Primary care (Brent)",)
    assert line.others == ("Amelia SMITH in Housing (Brent)",)
    assert (seen.people_before, seen.people_after, seen.cases_opened, seen.cases_closed) == (5, 6, 1, 0)
    assert rerun.preview(supervisor, strict.id) == seen
    with supervisor.reading_audit() as log:
        rows = log.execute("select action, subject, detail from audit order by seq desc limit 1").fetchall()
    assert rows[0][:2] == (Action.WEIGHTS_PREVIEWED, f"proposal {strict.id}")
    assert seen.token in rows[0][2]
    assert "Amelia" not in rows[0][2]


def test_a_higher_join_line_alone_parts_nobody_and_the_preview_says_so(town: None, supervisor: Session) -> None:
    """Hysteresis (domain/8 §2.3): a latch holds down to the keep line."""
    amelia = weight(supervisor, 1, 2)
    higher = rerun.preview(supervisor, versions.propose(supervisor, join=amelia + 1).id)
    assert (len(higher.vanish), higher.lingering) == (0, 1)
    both = rerun.preview(supervisor, versions.propose(supervisor, join=amelia + 1, keep=amelia + 0.5).id)
    assert (len(both.vanish), both.lingering) == (1, 0)


def test_approval_does_what_the_preview_said(town: None, supervisor: Session, pat: Session) -> None:
    made = versions.propose(supervisor, join=60.0, keep=50.0)
    seen = rerun.preview(pat, made.id)
    done = rerun.approve(pat, made.id, seen.token)
    assert (done.version, done.done) == (2, seen)
    assert persons(supervisor) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6}
    assert (1, 2) in {(a, b) for _, _, a, b, _ in waiting(supervisor)}
    now = versions.overview(supervisor).standing
    assert (now.version, now.proposed_by, now.approved_by, now.kind) == (2, "Sue Sandhu", "Pat Petrov", "thresholds")
    with supervisor.reading(May.REVIEW) as connection:
        rows = connection.execute("select detail from ledger where action = ?", (Action.WEIGHTS_APPROVED,)).fetchall()
        models = {v for (v,) in connection.execute("select distinct model from pair")}
    assert len(rows) == 1
    assert '"proposed_by":"Sue Sandhu"' in rows[0][0].replace(": ", ":")
    assert models == {2}
    view = next(review.case(supervisor, id) for id, _, a, b, _ in waiting(supervisor) if (a, b) == (1, 2))
    assert view.total == weight(supervisor, 1, 2), "the review still explains the weight to the bit"


def test_going_back_brings_persons_numbers_and_cases_back(town: None, supervisor: Session, pat: Session) -> None:
    before = persons(supervisor), waiting(supervisor)
    first = versions.overview(supervisor).standing.thresholds
    for bits in ({"join": 60.0, "keep": 50.0}, {"join": first.join, "keep": first.keep}):
        made = versions.propose(supervisor, **bits)
        rerun.approve(pat, made.id, rerun.preview(pat, made.id).token)
    assert (persons(supervisor), waiting(supervisor)) == before


def test_a_lower_review_line_finds_what_was_not_kept(town: None, supervisor: Session, pat: Session) -> None:
    assert weight(supervisor, 5, 6) == -99
    made = versions.propose(supervisor, review=-12.0)
    seen = rerun.preview(pat, made.id)
    assert seen.searched
    assert (seen.appear, seen.vanish) == ((), ())
    assert seen.cases_opened >= 1
    rerun.approve(pat, made.id, seen.token)
    assert weight(supervisor, 5, 6) > -12
    assert (5, 6) in {(a, b) for _, _, a, b, _ in waiting(supervisor)}
    assert not rerun.preview(pat, versions.propose(supervisor, review=-11.0).id).searched


def test_every_decision_stands_as_it_was(town: None, supervisor: Session, pat: Session) -> None:
    by_pair = {(a, b): case for case, _, a, b, _ in waiting(supervisor)}
    review.decide(supervisor, by_pair[3, 4], "same", Reason.CHANGED)
    loose = versions.propose(supervisor, join=0.0, keep=0.0, review=0.0)
    rerun.approve(pat, loose.id, rerun.preview(pat, loose.id).token)
    strict = versions.propose(supervisor, join=80.0, keep=80.0, review=79.0)
    before = stands(supervisor)
    assert len(before) == 1
    seen = rerun.preview(pat, strict.id)
    rerun.approve(pat, strict.id, seen.token)
    assert stands(supervisor) == before
    assert persons(supervisor) == {1: 1, 2: 2, 3: 3, 4: 3, 5: 5, 6: 6}


FAMILIES = ("Smith", "Khan", "Okafor", "Nowak", "Silva", "Cole", "Mensah", "Patel")
GIVEN = ("Amelia", "Zara", "Grace", "Eva", "Tomas", "Albert", "Kofi", "Ravi")


def test_weights_learnt_from_the_hub_are_a_proposal_like_any_other(
    admin: Session, supervisor: Session, pat: Session
) -> None:
    people = [
        row(f"{n}", FAMILIES[n % 8], GIVEN[n // 8], f"19{50 + n % 37}-0{1 + n % 9}-{10 + n % 17}", sex="FM"[n % 2],
            house=f"{n}", street="high road", postcode=f"HA9 {n % 10}RR")
        for n in range(64)
    ]  # fmt: skip
    for label in ("Housing", "Schools"):
        deliver(admin, feed(admin, label), people)
    before = everything(supervisor)
    made = versions.learn(supervisor)
    assert everything(supervisor) == before
    assert made.kind == "training"
    assert made.thresholds == versions.overview(pat).standing.thresholds
    seen = rerun.preview(pat, made.id)
    assert seen.searched
    assert rerun.approve(pat, made.id, seen.token).version == 2
    assert set(Counter(persons(pat).values()).values()) == {2}
    with supervisor.reading(May.REVIEW) as connection:
        first, second = (body for (body,) in connection.execute("select body from match_model order by version"))
    assert first != second


def test_nobody_approves_their_own_proposal(town: None, supervisor: Session, pat: Session) -> None:
    made = versions.propose(pat, join=8.0)
    seen = rerun.preview(pat, made.id)
    before = everything(pat)
    with pytest.raises(OwnProposal):
        rerun.approve(pat, made.id, seen.token)
    assert everything(pat) == before
    with (
        pytest.raises(sqlcipher.IntegrityError, match="nobody approves their own"),
        pat.changing(May.REVIEW, Action.WEIGHTS_APPROVED, "past the program") as change,
    ):
        change.connection.execute(
            "insert into weights_approval values (?, 1, ?, ?)", (made.id, pat.account.id, change.event)
        )
    rerun.approve(supervisor, made.id, seen.token)
    with pytest.raises(NoSuchProposal):
        rerun.approve(supervisor, made.id, seen.token)


def test_data_that_came_since_make_the_preview_stale(
    town: None, admin: Session, supervisor: Session, pat: Session
) -> None:
    made = versions.propose(supervisor, join=60.0, keep=50.0)
    seen = rerun.preview(pat, made.id)
    deliver(admin, feed(admin, "Police"), [row("9", "Khan", "Zara", "2014-05-06")])
    assert rerun.preview(pat, made.id).token == seen.token, "somebody who is alone changes nothing about it"
    deliver(admin, feed(admin, "Schools"), [AMELIA])
    before = everything(pat)
    with pytest.raises(Stale) as refused:
        rerun.approve(pat, made.id, seen.token)
    assert "would make 0 links and end 2" in refused.value.sentence
    assert everything(pat) == before
    rerun.approve(pat, made.id, rerun.preview(pat, made.id).token)


def test_a_proposal_on_top_of_older_weights_is_out_of_date(town: None, supervisor: Session, pat: Session) -> None:
    one, other = versions.propose(supervisor, join=8.0), versions.propose(supervisor, join=9.0)
    rerun.approve(pat, one.id, rerun.preview(pat, one.id).token)
    assert versions.overview(pat).waiting == ()
    for act in (lambda: rerun.preview(pat, other.id), lambda: rerun.approve(pat, other.id, "")):
        with pytest.raises(Overtaken):
            act()
    with pytest.raises(NoSuchProposal):
        rerun.preview(pat, 99)


def test_a_proposal_that_is_no_longer_meant_is_withdrawn(town: None, supervisor: Session, pat: Session) -> None:
    kept, mistaken, foreign = (versions.propose(supervisor, join=bits) for bits in (8.0, 80.0, 9.0))
    token = rerun.preview(pat, mistaken.id).token
    before = everything(pat)
    assert versions.withdraw(supervisor, mistaken.id) == mistaken
    versions.withdraw(pat, foreign.id)
    assert versions.overview(pat).waiting == (kept,)
    for act in (
        lambda: rerun.preview(pat, mistaken.id),
        lambda: rerun.approve(pat, mistaken.id, token),
        lambda: versions.withdraw(supervisor, mistaken.id),
    ):
        with pytest.raises(NoSuchProposal):
            act()
    assert everything(pat) == before
    with pat.reading(May.REVIEW) as connection:
        said = connection.execute(
            "select a.login, l.subject, l.detail ->> 'proposed_by' from ledger l join account a on a.id = l.account_id"
            " where l.action = ? order by l.seq",
            (Action.WEIGHTS_WITHDRAWN,),
        ).fetchall()
    assert said == [("sue", f"proposal {mistaken.id}", "Sue Sandhu"), ("pat", f"proposal {foreign.id}", "Sue Sandhu")]
    rerun.approve(pat, kept.id, rerun.preview(pat, kept.id).token)


def test_what_is_withdrawn_is_not_approved_and_what_is_in_force_not_withdrawn(
    town: None, supervisor: Session, pat: Session
) -> None:
    gone, made = versions.propose(supervisor, join=80.0), versions.propose(supervisor, join=8.0)
    versions.withdraw(supervisor, gone.id)
    version = rerun.approve(pat, made.id, rerun.preview(pat, made.id).token).version
    with pytest.raises(NoSuchProposal):
        versions.withdraw(pat, made.id)
    for says, insert in (
        ("not approved", f"insert into weights_approval values ({gone.id}, {version + 1}, {pat.account.id}, ?)"),
        ("not withdrawn", f"insert into weights_withdrawal values ({made.id}, ?)"),
        ("append only", f"delete from weights_withdrawal where proposal = {gone.id} and event <= ?"),
    ):
        with (
            pytest.raises(sqlcipher.IntegrityError, match=says),
            pat.changing(May.REVIEW, Action.WEIGHTS_APPROVED, "past the program") as change,
        ):
            change.connection.execute(insert, (change.event,))


@pytest.mark.parametrize("role", ["officer", "admin"])
def test_only_supervisors_govern_weights(town: None, role: str, request: pytest.FixtureRequest) -> None:
    session: Session = request.getfixturevalue(role)
    for act in (
        lambda: versions.overview(session),
        lambda: versions.propose(session, join=9.0),
        lambda: rerun.preview(session, 1),
        lambda: rerun.approve(session, 1, ""),
        lambda: versions.withdraw(session, 1),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_preview_is_worth_reading_as_json(town: None, supervisor: Session) -> None:
    from dataclasses import asdict
    from json import dumps, loads

    seen: Preview = rerun.preview(supervisor, versions.propose(supervisor, join=60.0, keep=50.0).id)
    assert loads(dumps(asdict(seen)))["vanish"][0]["records"] == [2]
