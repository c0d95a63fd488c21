"""The accounts as the database keeps them, and changes of accounts that the key file must follow."""

from collections.abc import Generator, Iterable
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace

from store.ledger import Change
from store.permissions import Account, Role
from store.vault.database import Connection
from store.vault.keyfile import KeyFile, canonical_login
from store.vault.keyring import Keyring
from store.vault.keys import Keys

_ACCOUNT = """
    select id, login, name, state, (select group_concat(role) from account_role where account_id = id)
    from account
"""


def _account(row: tuple[int, str, str, str, str | None]) -> Account:
    number, login, name, state, roles = row
    return Account(number, login, name, frozenset(Role(role) for role in (roles or "").split(",") if role), state)


def find(connection: Connection, login: str) -> Account | None:
    """Return the account of `login`, None if there is none."""
    row = connection.execute(f"{_ACCOUNT} where login = ?", (canonical_login(login),)).fetchone()
    return _account(row) if row else None


def standing(connection: Connection, account_id: int) -> Account:
    """Return the account as it stands at this moment."""
    return _account(connection.execute(f"{_ACCOUNT} where id = ?", (account_id,)).fetchone())


def everyone(connection: Connection) -> tuple[Account, ...]:
    """Return all accounts, active ones first, then by login."""
    return tuple(_account(row) for row in connection.execute(f"{_ACCOUNT} order by state, login"))


def insert(connection: Connection, login: str, name: str, roles: Iterable[Role], at: str) -> Account:
    """Add an active account; `at` is the moment as the ledger writes it."""
    added = connection.execute(
        "insert into account (login, name, state, created_at) values (?, ?, 'active', ?)",
        (canonical_login(login), name, at),
    )
    assert added.lastrowid
    replace_roles(connection, added.lastrowid, roles)
    return standing(connection, added.lastrowid)


def replace_roles(connection: Connection, account_id: int, roles: Iterable[Role]) -> None:
    """Let the account hold exactly `roles`."""
    connection.execute("delete from account_role where account_id = ?", (account_id,))
    connection.executemany(
        "insert into account_role values (?, ?)", [(account_id, str(role)) for role in sorted(roles)]
    )


def set_state(connection: Connection, account_id: int, state: str) -> None:
    """Make the account 'active' or 'disabled'."""
    connection.execute("update account set state = ? where id = ?", (state, account_id))


def is_last_administrator(connection: Connection, account: Account) -> bool:
    """Whether nobody else who may sign in is an administrator."""
    others = connection.execute(
        """select count(*) from account join account_role on account_id = id
           where role = 'admin' and state = 'active' and id <> ?""",
        (account.id,),
    ).fetchone()[0]
    return Role.ADMIN in account.roles and account.state == "active" and not others


def meta(connection: Connection, key: str) -> str:
    """Return what the hub says about itself under `key`, '' if nothing."""
    row = connection.execute("select value from meta where key = ?", (key,)).fetchone()
    return row[0] if row else ""


def set_meta(connection: Connection, key: str, value: object) -> None:
    """Let the hub say `value` about itself under `key`."""
    connection.execute(
        "insert into meta values (?, ?) on conflict (key) do update set value = excluded.value", (key, str(value))
    )


def generation(connection: Connection) -> int:
    """Return the key file's generation that the database belongs to."""
    return int(meta(connection, "generation"))


@dataclass
class KeyChange:
    """A change of accounts under way: the database's side, and the key file that is to follow it."""

    change: Change
    file: KeyFile


@contextmanager
def with_keys(keyring: Keyring, keys: Keys, changing: AbstractContextManager[Change]) -> Generator[KeyChange]:
    """Change accounts and key file as one: the database's commit decides for both (see `keyring`)."""
    with keyring.changing():
        with changing as change:
            number = generation(change.connection)
            both = KeyChange(change, keyring.settled(keys, number))
            yield both
            set_meta(change.connection, "generation", number + 1)
            keyring.stage(replace(both.file, generation=number + 1).signed(keys))
        keyring.promote()
