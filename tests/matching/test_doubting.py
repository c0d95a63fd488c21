"""R30: an officer reports that a record is not about a person: it stands apart, and nothing else changes."""

from contextlib import closing, suppress

import pytest

from matching.deciding import review
from matching.deciding.doubting import NotReportable, report, why_one
from matching.deciding.review import Reason
from store import accounts
from store.audit import Action
from store.disclosure import facts, shielding, shields
from store.disclosure.shields import Elsewhere
from store.enquiry import Purpose
from store.errors import Incomplete
from store.hub import Hub
from store.permissions import May, Role
from store.records import links
from store.records.restrictions import Level
from store.session import Session
from tests.accounts import SignIn, sign_in
from tests.conftest import Template


@pytest.fixture
def officer(village: Hub, villager: SignIn) -> Session:
    session = villager("ofi")
    session.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
    return session


@pytest.fixture
def sue(village: Hub, villager: SignIn) -> Session:
    return villager("sue")


def people(session: Session) -> dict[int, int]:
    with session.reading(May.REVIEW) as connection:
        return links.everyone(connection)


def groups(standing: dict[int, int]) -> set[frozenset[int]]:
    return {frozenset(r for r, p in standing.items() if p == person) for person in standing.values()}


def likely(officer: Session, sue: Session) -> list[tuple[int, int]]:
    """(person, record) of every record that likeness alone brought to a person of the village's area."""
    found = list[tuple[int, int]]()
    for person in sorted(set(people(sue).values())):
        with suppress(Elsewhere):
            found += [(person, one.record) for one in why_one(officer, person) if not one.certain]
    return found


def said_of(session: Session, person: int, but: int) -> dict[str, object]:
    """Everything the hub says of a person but for one record."""
    with session.reading(May.REVIEW) as connection:
        known = facts.read(connection, person)
    return {
        "versions": [v for v in known.versions if v.record != but],
        "names": [n for n in known.names if n.key[0] != but],
        "numbers": [n for n in known.numbers if n.key[0] != but],
        "addresses": [a for a in known.addresses if a.key[0] != but],
        "episodes": [e for e in known.episodes if e.record != but],
        "same": known.decided_same,
    }


def test_of_every_record_joined_by_likeness_a_report_sets_apart_that_record_alone_and_same_brings_it_back(
    officer: Session, sue: Session
) -> None:
    reported = 0
    for person, record in likely(officer, sue):
        before, queue, said = people(sue), review.queue(sue), said_of(sue, person, record)
        try:
            rest = report(officer, person, record, "the caller says that he has no sister")
        except NotReportable:
            assert people(sue) == before, "refused, so nothing changed"
            continue
        reported += 1
        together = frozenset(r for r, p in before.items() if p == person)
        wanted = groups(before) - {together} | {together - {record}, frozenset({record})}
        assert groups(people(sue)) == wanted, "the record stands apart, everybody else is who they were"
        assert said_of(sue, rest, record) == said, "nothing else about the person has changed"
        (case,) = [one for one in review.queue(sue) if one.kind == "reported as another person"]
        view = review.case(sue, case.id)
        assert view.why.startswith("An officer reported that this record is not about this person")
        assert any("would move to" in words for words in view.if_same)
        review.decide(sue, case.id, "same", Reason.AGENCY)
        assert people(sue) == before
        assert {one.id for one in review.queue(sue)} == {one.id for one in queue}
    assert reported


def test_different_makes_it_final_and_undo_brings_the_question_back(officer: Session, sue: Session) -> None:
    person, record = likely(officer, sue)[0]
    report(officer, person, record, "another birth date on her letter")
    apart, (case,) = people(sue), [one for one in review.queue(sue) if one.kind == "reported as another person"]
    made = review.decide(sue, case.id, "different", Reason.NAMESAKES)
    assert people(sue) == apart
    assert case.id not in {one.id for one in review.queue(sue)}
    review.undo(sue, made.decision)
    assert people(sue) == apart, "until a supervisor decides it stands apart"
    assert case.id in {one.id for one in review.queue(sue)}


def test_both_are_recorded_and_a_report_says_why(officer: Session, sue: Session) -> None:
    person, record = likely(officer, sue)[0]
    with pytest.raises(Incomplete):
        report(officer, person, record, "  ")
    report(officer, person, record, "no such child here")
    with sue.reading_audit() as log:
        rows = log.execute("select action, detail from audit order by seq desc limit 1").fetchall()
        explained = log.execute("select count(*) from audit where action = ?", (Action.LINKS_EXPLAINED,)).fetchone()
    assert rows[0][0] == Action.LINK_DOUBTED
    assert "no such child here" in rows[0][1]
    assert explained[0] > 0


def test_a_record_that_a_supervisor_declared_theirs_is_not_set_apart_by_an_officer(
    officer: Session, sue: Session
) -> None:
    case = review.queue(sue)[0]
    view = review.case(sue, case.id)
    review.decide(sue, case.id, "same", Reason.AGENCY)
    before = people(sue)
    with pytest.raises(NotReportable):
        report(officer, before[view.left.asking], view.left.asking, "they are two")
    assert people(sue) == before


def test_of_a_protected_person_nothing_is_told_of_where_they_are(
    officer: Session, sue: Session, village: Hub, template: Template, villager: SignIn
) -> None:
    """R16: not even that an address agrees."""

    def told(person: int) -> str:
        return " ".join(words for one in why_one(officer, person) for words in one.sentences)

    everybody = sorted({person for person, _ in likely(officer, sue)})
    assert "postcode" in " ".join(map(told, everybody))
    with closing(sign_in(village, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "pat", [Role.LEAD])
    lead = villager("pat")
    for person in everybody:
        shielding.protect(lead, person, Level.PLACE, reason="threats", owner="J Bell")
    words = " ".join(map(told, everybody))
    assert "birth date" in words
    for place in ("postcode", "house", "telephone", "e-mail", "town"):
        assert place not in words
    shielding.protect(lead, everybody[0], Level.INVOLVEMENT, reason="threats", owner="J Bell")
    assert why_one(officer, everybody[0]) == ()


def test_a_report_does_not_tell_whether_a_protected_person_has_a_school_or_a_gp(
    officer: Session, sue: Session, village: Hub, template: Template, villager: SignIn
) -> None:
    """R16: beside a record that is shown, one that is not is none; a report of the one would part it from the other."""
    with sue.reading(May.REVIEW) as connection:
        listed = connection.execute(
            "select l.person, r.id, f.theme from link l join source_record r on r.id = l.record_id"
            " join feed f on f.id = r.feed_id where l.closed is null"
        ).fetchall()
    of_person: dict[int, list[tuple[int, bool]]] = {}
    for person, record, theme in listed:
        of_person.setdefault(person, []).append((record, theme in shields.PLACES))
    alone = [
        (person, record)
        for person, records in of_person.items()
        for record, place in records
        if len(records) > 1 and not place and all(other for one, other in records if one != record)
    ]
    assert alone
    with closing(sign_in(village, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "pat", [Role.LEAD])
    for person, _ in alone:
        shielding.protect(villager("pat"), person, Level.PLACE, reason="threats", owner="J Bell")
    before = people(sue)
    for person, record in alone:
        with pytest.raises(NotReportable, match="only record of this person, or not shown"):
            report(officer, person, record, "they are two")
    assert people(sue) == before
