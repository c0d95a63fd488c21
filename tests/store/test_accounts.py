"""Joiners, movers and leavers."""

import pytest

from store import accounts
from store.audit import Action
from store.errors import AccountDisabled, DiskFull, Incomplete, NotAllowed, WrongPassword
from store.permissions import May, Role
from store.vault import keyring
from store.vault.passwords import WeakPassword
from tests.accounts import PASSWORD, PEOPLE

NEW = "nine green otters sang softly"


def changes(session):
    with session.reading(May.ACCOUNTS) as connection:
        return connection.execute("SELECT action, subject, detail FROM ledger ORDER BY seq DESC").fetchall()


def test_an_added_account_signs_in_with_its_roles(hub, admin):
    added = accounts.add(admin, " Jo.Smith ", "Jo  \x1b[2J Smith", NEW, [Role.OFFICER, Role.SUPERVISOR])
    assert (added.login, added.name) == ("jo.smith", "Jo [2J Smith")
    session = hub.sign_in("jo.smith", NEW)
    assert session.account == added
    session.close()
    action, subject, detail = changes(admin)[0]
    assert (action, subject) == (Action.ACCOUNT_ADDED, "jo.smith")
    assert '"roles":["officer","supervisor"]' in detail
    assert "Smith" not in detail


def test_accounts_are_listed(admin):
    accounts.disable(admin, "ofi")
    listed = [(account.login, account.name, account.roles, account.state) for account in accounts.listing(admin)]
    assert listed == [
        (login, *PEOPLE[login], "disabled" if login == "ofi" else "active") for login in ("ada", "pat", "sue", "ofi")
    ]


@pytest.mark.parametrize(
    ("login", "name", "password", "roles", "error"),
    [
        ("ofi", "Another", NEW, [Role.OFFICER], accounts.LoginTaken),
        ("OFI", "Another", NEW, [Role.OFFICER], accounts.LoginTaken),
        ("a b", "Another", NEW, [Role.OFFICER], Incomplete),
        ("x", "Another", NEW, [Role.OFFICER], Incomplete),
        ("new", "  ", NEW, [Role.OFFICER], Incomplete),
        ("new", "N" * 81, NEW, [Role.OFFICER], Incomplete),
        ("new", "Another", NEW, [], Incomplete),
        ("new", "Another", "short", [Role.OFFICER], WeakPassword),
        ("new", "Another", "another-new-another", [Role.OFFICER], WeakPassword),
    ],
)
def test_what_cannot_be_an_account(hub, admin, login, name, password, roles, error):
    before, file = changes(admin), hub.keyring.load()
    with pytest.raises(error):
        accounts.add(admin, login, name, password, roles)
    assert changes(admin) == before
    assert hub.keyring.load() == file


@pytest.mark.parametrize("login", ["ofi", "sue"])
def test_only_administrators_manage_accounts(signed_in, login):
    session = signed_in(login)
    for attempt in (
        lambda: accounts.add(session, "new", "New", NEW, [Role.ADMIN]),
        lambda: accounts.disable(session, "ada"),
        lambda: accounts.enable(session, "ada"),
        lambda: accounts.set_roles(session, login, [Role.ADMIN]),
        lambda: accounts.reset_password(session, "ada", NEW),
        lambda: accounts.listing(session),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_nobody_is_changed_who_is_not_there(admin):
    for attempt in (
        lambda: accounts.disable(admin, "nobody"),
        lambda: accounts.enable(admin, "nobody"),
        lambda: accounts.set_roles(admin, "nobody", [Role.OFFICER]),
        lambda: accounts.reset_password(admin, "nobody", NEW),
    ):
        with pytest.raises(accounts.NoSuchAccount):
            attempt()


def test_the_last_administrator_stays(admin):
    accounts.set_roles(admin, "pat", [Role.OFFICER])
    for attempt in (
        lambda: accounts.disable(admin, "ada"),
        lambda: accounts.set_roles(admin, "ada", [Role.OFFICER]),
    ):
        with pytest.raises(accounts.LastAdministrator):
            attempt()
    accounts.set_roles(admin, "pat", [Role.ADMIN])
    accounts.disable(admin, "ada")


def test_nobody_gives_themselves_a_role_that_somebody_else_could_give(admin, signed_in):
    before = changes(admin)
    with pytest.raises(accounts.NotYourOwnRoles):
        accounts.set_roles(admin, "ADA", [Role.ADMIN, Role.OFFICER])
    assert changes(admin) == before
    accounts.set_roles(signed_in("pat"), "ada", [Role.ADMIN, Role.OFFICER])
    accounts.set_roles(admin, "ada", [Role.ADMIN])
    assert '"own"' not in changes(admin)[0][2], "giving one up is no favour"


def test_the_only_administrator_gives_themselves_a_role_and_the_ledger_says_so(admin):
    accounts.set_roles(admin, "pat", [Role.OFFICER])
    accounts.set_roles(admin, "ada", [Role.ADMIN, Role.LEAD])
    assert '"own":"as the only administrator"' in changes(admin)[0][2]


def test_a_switched_off_administrator_does_not_count(admin):
    accounts.disable(admin, "pat")
    with pytest.raises(accounts.LastAdministrator):
        accounts.disable(admin, "ada")


def test_a_reset_password_replaces_the_old_one_and_nobody_elses(hub, admin):
    accounts.reset_password(admin, "OFI", NEW)
    with pytest.raises(WrongPassword):
        hub.sign_in("ofi", PASSWORD)
    for login, password in (("ofi", NEW), ("sue", PASSWORD), ("ada", PASSWORD)):
        hub.sign_in(login, password).close()


def test_a_reset_does_not_switch_an_account_on(hub, admin):
    accounts.disable(admin, "ofi")
    accounts.reset_password(admin, "ofi", NEW)
    with pytest.raises(AccountDisabled):
        hub.sign_in("ofi", NEW)
    accounts.enable(admin, "ofi")
    hub.sign_in("ofi", NEW).close()


def test_key_file_and_database_count_together(hub, admin):
    first = hub.keyring.load().generation
    accounts.disable(admin, "ofi")
    accounts.enable(admin, "ofi")
    accounts.set_roles(admin, "ofi", [Role.SUPERVISOR])
    with admin.reading(May.ACCOUNTS) as connection:
        kept = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0]
    assert hub.keyring.load().generation == int(kept) == first + 2


def fail(*given):
    raise OSError(28, "No space left on device")


def test_a_full_disk_before_the_commit_changes_nothing(hub, admin, monkeypatch):
    before = changes(admin)
    with monkeypatch.context() as patch:
        patch.setattr(keyring, "write_whole", fail)
        with pytest.raises(DiskFull):
            accounts.disable(admin, "ofi")
    assert changes(admin) == before
    hub.sign_in("ofi", PASSWORD).close()


def test_a_disk_that_fails_after_the_commit_heals_at_the_next_sign_in(hub, admin, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(keyring.Keyring, "promote", lambda ring: None)
        accounts.disable(admin, "ofi")
    assert hub.keyring.load().password_slot("ofi").sealed
    with pytest.raises((AccountDisabled, WrongPassword)):
        hub.sign_in("ofi", PASSWORD)
    assert not hub.keyring.load().password_slot("ofi").sealed
    hub.sign_in("sue", PASSWORD).close()
    accounts.add(admin, "new", "New Person", NEW, [Role.OFFICER])
    hub.sign_in("new", NEW).close()


def test_a_change_heals_the_one_before_it(hub, admin, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(keyring.Keyring, "promote", lambda ring: None)
        accounts.reset_password(admin, "ofi", NEW)
    accounts.disable(admin, "sue")
    hub.sign_in("ofi", NEW).close()
