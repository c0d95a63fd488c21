"""The people who may sign in: added, switched off and on, given roles and passwords, by an administrator."""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager

from store.audit import Action, stamp
from store.errors import Incomplete, Told
from store.permissions import Account, May, Role
from store.register import KeyChange, everyone, find, insert, is_last_administrator, replace_roles, set_state, with_keys
from store.session import Session
from store.vault.database import Connection
from store.vault.keyfile import canonical_login
from store.vault.passwords import check_password
from store.vault.slots import Slot

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
_MOST_NAME = 80


class LoginTaken(Told):
    """The login of a new account is in use."""

    title = "This login is taken"
    sentence = "There is an account with this login already. Nothing was changed."
    advice = "Choose another login. A login that somebody left behind is not given to somebody else."


class NoSuchAccount(Told):
    """A login was named that nobody has."""

    title = "No such account"
    sentence = "There is no account with this login. Nothing was changed."
    advice = "Look at the list of accounts: `fctui account list`."


class LastAdministrator(Told):
    """The change would leave nobody who can manage the hub."""

    title = "This is the last administrator"
    sentence = "Without this account nobody could manage the hub. Nothing was changed."
    advice = "Make somebody else an administrator first."


class NotYourOwnRoles(Told):
    """An administrator would give themselves a role."""

    title = "Somebody else has to give you a role"
    sentence = "Nobody gives themselves a role while there is another administrator. Nothing was changed."
    advice = "Ask another administrator. You can give up a role of your own yourself."


def listing(session: Session) -> tuple[Account, ...]:
    """Return all accounts, active ones first, then by login."""
    with session.reading(May.ACCOUNTS) as connection:
        return everyone(connection)


def add(session: Session, login: str, name: str, password: str, roles: Iterable[Role]) -> Account:
    """Add an account and return it.

    Raises:
        Incomplete: login, name or roles are missing or not usable.
        LoginTaken: the login is in use.
        store.vault.passwords.WeakPassword: says why.
    """
    session.require(May.ACCOUNTS)
    login, name, held = checked_login(login), checked_name(name), _checked_roles(roles)
    slot = _slot(session, login, name, password)
    keyring = session.hub.keyring
    changing = session.changing(May.ACCOUNTS, Action.ACCOUNT_ADDED, login)
    with with_keys(keyring, session.keys, changing) as both:
        if find(both.change.connection, login):
            raise LoginTaken
        account = insert(both.change.connection, login, name, held, stamp(session.now()))
        both.file = both.file.with_slot(slot, session.keys)
        both.change.detail["roles"] = sorted(held)
    return account


def disable(session: Session, login: str) -> None:
    """Switch an account off: it cannot sign in, and its open sessions stop at their next step.

    Raises:
        NoSuchAccount: nobody has this login.
        LastAdministrator: nobody else could manage the hub.
    """
    with _changing(session, login) as both:
        account = known(both.change.connection, login)
        if is_last_administrator(both.change.connection, account):
            raise LastAdministrator
        set_state(both.change.connection, account.id, "disabled")
        both.file = both.file.switched_off(_standing_slot(both, account))
        both.change.detail["state"] = "disabled"


def enable(session: Session, login: str) -> None:
    """Switch an account on again, with the password it had.

    Raises:
        NoSuchAccount: nobody has this login.
    """
    with _changing(session, login) as both:
        account = known(both.change.connection, login)
        set_state(both.change.connection, account.id, "active")
        both.file = both.file.with_slot(_standing_slot(both, account), session.keys)
        both.change.detail["state"] = "active"


def set_roles(session: Session, login: str, roles: Iterable[Role]) -> None:
    """Replace an account's roles. The only administrator may give themselves one; the ledger says that they did.

    Raises:
        NoSuchAccount: nobody has this login.
        Incomplete: no role was named.
        LastAdministrator: nobody else could manage the hub.
        NotYourOwnRoles: the account is one's own, gains a role, and somebody else could have given it.
    """
    held = _checked_roles(roles)
    with session.changing(May.ACCOUNTS, Action.ACCOUNT_CHANGED, canonical_login(login)) as change:
        account = known(change.connection, login)
        alone = is_last_administrator(change.connection, account)
        if Role.ADMIN not in held and alone:
            raise LastAdministrator
        if account.id == session.account.id and held - account.roles:
            if not alone:
                raise NotYourOwnRoles
            change.detail["own"] = "as the only administrator"
        replace_roles(change.connection, account.id, held)
        change.detail["roles"] = sorted(held)


def reset_password(session: Session, login: str, password: str) -> None:
    """Give an account a new password; a switched-off account stays off.

    Raises:
        NoSuchAccount: nobody has this login.
        store.vault.passwords.WeakPassword: says why.
    """
    with session.reading(May.ACCOUNTS) as connection:
        account = known(connection, login)
    slot = _slot(session, account.login, account.name, password)
    with _changing(session, login) as both:
        both.file = both.file.with_slot(slot, session.keys)
        if known(both.change.connection, login).state == "disabled":
            both.file = both.file.switched_off(slot)
        both.change.detail["reset"] = "password"


def known(connection: Connection, login: str) -> Account:
    """Return the account of `login`.

    Raises:
        NoSuchAccount: nobody has this login.
    """
    account = find(connection, login)
    if account is None:
        raise NoSuchAccount
    return account


def checked_login(login: str) -> str:
    """Return `login` as it is kept.

    Raises:
        Incomplete: it cannot be a login.
    """
    kept = canonical_login(login)
    if not _LOGIN.fullmatch(kept):
        raise Incomplete("A login has 2 to 32 letters, digits, dots, dashes or underscores, as in 'jo.smith'.")
    return kept


def checked_name(name: str) -> str:
    """Return a person's name as it is kept: one line, no control characters.

    Raises:
        Incomplete: nothing is left of it, or it is too long.
    """
    kept = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not 0 < len(kept) <= _MOST_NAME:
        raise Incomplete(f"An account needs the person's name, at most {_MOST_NAME} characters.")
    return kept


def _checked_roles(roles: Iterable[Role]) -> frozenset[Role]:
    held = frozenset(Role(role) for role in roles)
    if not held:
        raise Incomplete("An account needs at least one role: officer, admin, supervisor or lead.")
    return held


def _changing(session: Session, login: str) -> AbstractContextManager[KeyChange]:
    changing = session.changing(May.ACCOUNTS, Action.ACCOUNT_CHANGED, canonical_login(login))
    return with_keys(session.hub.keyring, session.keys, changing)


def _slot(session: Session, login: str, name: str, password: str) -> Slot:
    check_password(password, login=login, name=name)
    keyring = session.hub.keyring
    return keyring.new_password(keyring.load(), login, password)


def _standing_slot(both: KeyChange, account: Account) -> Slot:
    slot = both.file.password_slot(account.login)
    assert slot, "every account has its slot since it was added"
    return slot
