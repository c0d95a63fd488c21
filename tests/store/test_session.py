"""What a session permits, refuses and records."""

import threading
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import accounts
from store.audit import Action
from store.enquiry import Purpose
from store.errors import AccountDisabled, Busy, EnquiryNeeded, Incomplete, Locked, NotAllowed, WrongPassword
from store.permissions import GRANTS, May, Role
from store.vault import database
from store.vault.database import connect
from tests.accounts import NOW, PASSWORD, sign_in


def rows(session, columns, action):
    with session.reading_audit() as log:
        return log.execute(f"SELECT {columns} FROM audit WHERE action = ? ORDER BY seq", (action,)).fetchall()


def ledger(session):
    with session.reading(May.AUDIT) as connection:
        return connection.execute("SELECT seq, account_id, action, subject, detail FROM ledger").fetchall()


def change_and_fail(session):
    with session.changing(May.FEEDS, Action.FEED_ADDED, "x") as change:
        change.connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise ZeroDivisionError


def test_a_change_and_its_ledger_row_are_committed_together(admin):
    before = ledger(admin)
    with admin.changing(May.FEEDS, Action.FEED_ADDED, "BRENT-HOU") as change:
        change.connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        change.detail["rows"] = 3
    seq, account, action, subject, detail = ledger(admin)[-1]
    assert (seq, account, action, subject) == (change.event, admin.account.id, "feed added", "BRENT-HOU")
    assert change.event == len(before) + 1
    assert '"rows":3' in detail


def test_a_change_that_fails_leaves_neither(admin):
    before = ledger(admin)
    with pytest.raises(ZeroDivisionError):
        change_and_fail(admin)
    assert ledger(admin) == before
    with admin.reading(May.FEEDS) as connection:
        assert connection.execute("SELECT * FROM meta WHERE key = 'a'").fetchone() is None


@pytest.mark.parametrize("login", ["ofi", "ada", "sue", "pat"])
@pytest.mark.parametrize("need", May)
def test_roles_decide_and_refusals_are_recorded(signed_in, login, need):
    session, watcher = signed_in(login), signed_in("sue")
    granted = any(need in GRANTS[role] for role in session.account.roles)
    assert session.may(need) is granted
    if granted:
        with session.reading(need), session.changing(need, Action.FEED_ADDED, "x"):
            pass
    else:
        for attempt in (session.reading(need), session.changing(need, Action.FEED_ADDED, "x")):
            with pytest.raises(NotAllowed), attempt:
                pass
    assert rows(watcher, "account, subject", Action.REFUSED) == [] if granted else [(login, need)] * 2


def test_every_act_has_a_role_and_words():
    assert frozenset().union(*GRANTS.values()) == frozenset(May)
    assert set(GRANTS) == set(Role)
    assert all(need.words for need in May)


def test_a_role_taken_away_counts_at_once(admin, officer):
    with officer.reading(May.SEARCH):
        pass
    accounts.set_roles(admin, "ofi", [Role.SUPERVISOR])
    with pytest.raises(NotAllowed), officer.reading(May.SEARCH):
        pass
    assert officer.account.roles == {Role.SUPERVISOR}
    assert not officer.may(May.SEARCH)


def test_the_audit_log_is_shut_to_whom_the_role_was_taken(admin, supervisor):
    accounts.set_roles(admin, "sue", [Role.OFFICER])
    with pytest.raises(NotAllowed), supervisor.reading_audit():
        pass


def test_an_account_switched_off_stops_at_its_next_step(admin, officer):
    accounts.disable(admin, "ofi")
    with pytest.raises(AccountDisabled), officer.reading(May.SEARCH):
        pass


def test_a_record_is_written_before_it_returns_with_its_enquiry(officer, supervisor):
    enquiry = officer.open_enquiry(Purpose.S47, " Jo Doe ", "Police", "CR-1")
    assert (enquiry.purpose, enquiry.caller) == (Purpose.S47, "Jo Doe")
    assert officer.require_enquiry() is enquiry
    number = officer.record(Action.SEARCHED, "terms", {"listed": [1, 2]})
    officer.close_enquiry()
    after = officer.record(Action.SEARCHED)
    assert rows(supervisor, "seq, at, account, session, enquiry, purpose, subject, detail", Action.SEARCHED) == [
        (
            number,
            "2026-06-15T10:00:00.000Z",
            "ofi",
            officer.session_id,
            enquiry.number,
            "s47",
            "terms",
            '{"listed":[1,2]}',
        ),
        (after, "2026-06-15T10:00:00.000Z", "ofi", officer.session_id, 0, "", "", "{}"),
    ]
    opened = rows(supervisor, "seq, subject, detail", Action.ENQUIRY_OPENED)
    assert opened == [(enquiry.number, "s47", '{"caller":"Jo Doe","organisation":"Police","reference":"CR-1"}')]
    assert len(rows(supervisor, "seq", Action.ENQUIRY_CLOSED)) == 1


def test_an_enquiry_needs_caller_organisation_and_reference(officer):
    for said, missing in (
        (("", "Police", "1"), "caller's name"),
        (("Jo", " ", "1"), "organisation"),
        (("Jo", "Police", ""), "reference"),
    ):
        with pytest.raises(Incomplete, match=missing):
            officer.open_enquiry(Purpose.S17, *said)
    with pytest.raises(EnquiryNeeded):
        officer.require_enquiry()


def test_a_new_enquiry_closes_the_one_before(officer, supervisor):
    officer.open_enquiry(Purpose.S17, "Jo", "Police", "1")
    second = officer.open_enquiry(Purpose.MISSING, "Jo", "Police", "2")
    assert len(rows(supervisor, "seq", Action.ENQUIRY_CLOSED)) == 1
    assert officer.enquiry is second


def test_every_purpose_has_words():
    assert {len(purpose.words) > 5 for purpose in Purpose} == {True}
    assert Purpose("s47") is Purpose.S47
    assert Purpose.SCREENING.words == "MASH screening of a new contact"


def test_a_locked_session_gives_nothing_until_its_password(officer, supervisor):
    officer.open_enquiry(Purpose.S47, "Jo", "Police", "1")
    officer.lock()
    officer.lock()
    for attempt in (
        lambda: officer.reading(May.SEARCH).__enter__(),
        lambda: officer.record(Action.SEARCHED),
        lambda: officer.keys,
    ):
        with pytest.raises(Locked):
            attempt()
    with pytest.raises(WrongPassword):
        officer.unlock("wrong")
    with pytest.raises(Locked):
        officer.record(Action.SEARCHED)
    officer.unlock(PASSWORD)
    with officer.reading(May.SEARCH):
        pass
    assert officer.account.login == "ofi"
    assert officer.require_enquiry().reference == "1"
    assert len(rows(supervisor, "seq", Action.LOCKED)) == len(rows(supervisor, "seq", Action.UNLOCKED)) == 1


def test_two_who_unlock_at_once_open_one_vault(officer, monkeypatch):
    entered, enter, both = [], officer.hub.enter, threading.Barrier(2, timeout=60)

    def counted(login, password):
        entered.append(login)
        return enter(login, password)

    def unlock():
        both.wait()
        officer.unlock(PASSWORD)

    monkeypatch.setattr(officer.hub, "enter", counted)
    officer.lock()
    threads = [threading.Thread(target=unlock) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert entered == ["ofi"]
    with officer.reading(May.SEARCH):
        pass


@pytest.fixture
def busy_log(hub, template, monkeypatch):
    """Another program holds the audit log; nobody waits for it."""
    monkeypatch.setattr(database, "_PRAGMAS", ("journal_mode = WAL", "busy_timeout = 0"))
    other = connect(hub.directory / "audit.db", template.keys.audit_database)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_a_log_that_cannot_be_written_does_not_keep_the_session_open(hub, template, monkeypatch, busy_log):
    busy_log.execute("ROLLBACK")
    session = sign_in(hub, template.keys, "ofi")
    busy_log.execute("BEGIN IMMEDIATE")
    session.lock()
    with pytest.raises(Locked):
        session.reading(May.SEARCH).__enter__()
    with pytest.raises(Busy):
        session.unlock(PASSWORD)
    with pytest.raises(Locked):
        session.reading(May.SEARCH).__enter__()


def test_a_sign_in_that_cannot_be_recorded_leaves_nothing_open(hub, template, busy_log):
    account, vault = hub.admit(template.keys, hub.keyring.load(), "ofi")
    with pytest.raises(Busy):
        hub.begin(account, vault)
    with pytest.raises(Locked):
        vault.hub.reading().__enter__()


def test_locking_interrupts_another_thread(officer):
    running, told = threading.Event(), []

    def count_forever():
        try:
            with officer.reading(May.SEARCH) as connection:
                running.set()
                connection.execute(
                    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
                ).fetchone()
        except Locked as error:
            told.append(error)

    thread = threading.Thread(target=count_forever)
    thread.start()
    running.wait()
    officer.lock()
    thread.join()
    assert told


def test_a_closed_session_gives_nothing(officer, supervisor):
    officer.close()
    officer.close()
    with pytest.raises(Locked), officer.reading(May.SEARCH):
        pass
    assert rows(supervisor, "account", Action.SIGNED_OUT) == [("ada",), ("ofi",)]


def test_the_clock_is_the_hubs(officer):
    assert officer.now() == NOW
    assert officer.today() == date(2026, 6, 15)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subject=st.text(), typed=st.text(alphabet=st.characters(codec=None)))
def test_whatever_was_typed_can_be_recorded(officer, supervisor, subject, typed):
    officer.record(Action.SEARCHED, subject + typed, {"typed": typed})
    kept = rows(supervisor, "subject", Action.SEARCHED)[-1][0]
    assert kept == (subject + typed).encode("utf-8", "replace").decode()
