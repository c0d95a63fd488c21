"""A hub: made once, opened by its directory, signed in to."""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from store import accounts, founding, recovering, register
from store.audit import Action, stamp
from store.errors import (
    AccountDisabled,
    DamagedDatabase,
    DiskTrouble,
    Incomplete,
    Told,
    TryAgainLater,
    WrongPassword,
    WrongRecoveryCode,
)
from store.permissions import Account, Role
from store.session import Session
from store.vault import recovery
from store.vault.attempts import Attempts
from store.vault.database import plainly
from store.vault.files import OWNER_DIRECTORY, OWNER_FILE, open_to_others, unfit_disk
from store.vault.kdf import Cost, calibrate
from store.vault.keyfile import KeyFile, canonical_login, user_of
from store.vault.keyring import Keyring
from store.vault.keys import Keys
from store.vault.opened import AUDIT_FILE, HUB_FILE, Vault, open_vault
from store.vault.passwords import check_password
from store.vault.spool import Spool
from store.vault.troubles import DatabaseMissing, KeyFileMissing, NetworkDisk, NotAHub, OpenToOthers

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return this moment, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Created:
    """A hub just made.

    Attributes:
        recovery_code: to be shown once; it is kept nowhere.
        roles: of the first account.
    """

    hub: "Hub"
    recovery_code: str
    roles: frozenset[Role]


class Hub:
    """A hub's directory, before and between sign-ins.

    Attributes:
        directory: where its files are.
        clock: gives the moment, UTC.
        keyring: its key file.
        area: the home area, such as 'Brent'; '' until somebody has signed in.
        demo: whether everybody in it is made up; False until somebody has signed in.
    """

    def __init__(self, directory: Path, clock: Clock) -> None:
        self.directory = directory
        self.clock = clock
        self.keyring = Keyring(directory)
        self.area = ""
        self.demo = False
        self._attempts = Attempts(directory)
        self._spool = Spool(directory)

    @staticmethod
    def check_new(directory: Path) -> None:
        """Return if a new hub may be made in `directory`; nothing is written.

        Raises:
            Told: why not (`store.vault.troubles`).
        """
        founding.check_place(directory)

    @staticmethod
    def create(
        directory: Path,
        *,
        login: str,
        name: str,
        password: str,
        area: str,
        clock: Clock = utc_now,
        cost: Cost | None = None,
        demo: bool = False,
    ) -> Created:
        """Make a hub with its first administrator. A failure leaves nothing behind.

        Args:
            directory: made if missing, else empty and private.
            login: of the first administrator.
            name: of the first administrator.
            password: of the first administrator.
            area: the home area, such as 'Brent'.
            clock: gives the moment, UTC.
            cost: of trying a password; calibrated to about one second if None.
            demo: whether everybody in it will be made up.

        Raises:
            store.vault.passwords.WeakPassword: says why.
            store.errors.Incomplete: login, name or area is missing or not usable.
            Told: why a hub cannot be made there (`store.vault.troubles`).
        """
        Hub.check_new(directory)
        login, name = accounts.checked_login(login), accounts.checked_name(name)
        if not area.strip():
            raise Incomplete("A hub needs the name of the area it serves.")
        check_password(password, login=login, name=name)
        code = founding.found(
            directory,
            login=login,
            name=name,
            password=password,
            about={"area": area.strip(), "demo": "1" if demo else "0"},
            at=clock(),
            cost=cost or calibrate(),
        )
        return Created(Hub.open(directory, clock), code, frozenset({Role.ADMIN}))

    @staticmethod
    def open(directory: Path, clock: Clock = utc_now) -> "Hub":
        """Return the hub in `directory`, its directory and key file checked; the databases stay shut.

        Raises:
            Told: what is wrong with it (`store.vault.troubles`).
        """
        if not directory.is_dir():
            raise NotAHub(directory)
        kind = unfit_disk(directory)
        if kind:
            raise NetworkDisk(directory, kind)
        hub = Hub(directory, clock)
        try:
            hub.keyring.load()
        except KeyFileMissing:
            if (directory / HUB_FILE).exists():
                raise
            raise NotAHub(directory) from None
        if open_to_others(directory):  # only of a hub: what else lies at a mistyped path is not to be made private
            raise OpenToOthers(directory, f"{OWNER_DIRECTORY:o}")
        return hub

    def sign_in(self, login: str, password: str) -> Session:
        """Return a session for `login`; the sign-in is recorded before this returns.

        Raises:
            WrongPassword: no such account, or not its password.
            TryAgainLater: too many failures in a row.
            AccountDisabled: the password is right, the account is switched off.
            Told: what is wrong with the hub's files (`store.vault.troubles`).
        """
        return self.begin(*self.enter(login, password))

    def enter(self, login: str, password: str) -> tuple[Account, Vault]:
        """Open the databases with an account's password, without a session yet; raises as `sign_in` does."""
        file = self.keyring.load()
        user = user_of(login, file.hub_id)
        try:
            self._attempts.begin(user, self.clock())
            keys = self.keyring.unlock(file, login, password)
        except (AccountDisabled, TryAgainLater, WrongPassword) as refusal:
            # What was typed for a login nobody has may be a password: it is not kept.
            known = canonical_login(login) if file.password_slot(login) else "no such account"
            self._keep_refusal(file, known, refusal)
            raise
        self._attempts.succeeded(user, self.clock())
        return self.admit(keys, file, login)

    def admit(self, keys: Keys, file: KeyFile, login: str) -> tuple[Account, Vault]:
        """Open the databases with the keys that `login` unlocked, and check that key file and databases fit.

        Raises:
            WrongPassword: the password was changed at this very moment.
            AccountDisabled: the account is switched off.
            Told: what is wrong with the hub's files (`store.vault.troubles`).
        """
        vault = self._open(keys)
        try:
            with vault.hub.reading() as connection:
                generation = register.generation(connection)
            if generation != file.generation:
                settled = self._settled(vault)
                if settled.password_slot(login) != file.password_slot(login):
                    raise WrongPassword
            with vault.hub.reading() as connection:
                account = register.find(connection, login)
                self.area = register.meta(connection, "area")
                self.demo = register.meta(connection, "demo") == "1"
            if account is None or account.state != "active":
                raise AccountDisabled
        except BaseException:
            vault.close()
            raise
        return account, vault

    def begin(self, account: Account, vault: Vault) -> Session:
        """Return the session of an admitted account; the sign-in is recorded before this returns."""
        session = Session(self, account, vault)
        try:
            with self._spool.emptied(session.keys) as refusals:
                for refusal in refusals:
                    session.record(Action.SIGN_IN_REFUSED, str(refusal.pop("login", "")), refusal)
            session.record_with_ledger(Action.SIGNED_IN)
        except BaseException:
            vault.close()
            raise
        return session

    def recover(self, code: str, login: str, new_password: str) -> str:
        """Give `login` a new password by the recovery code, and return the code that takes its place.

        Raises:
            store.vault.recovery.MistypedCode: the code has a slip; says where.
            WrongRecoveryCode: it is not this hub's current code.
            store.accounts.NoSuchAccount: nobody has this login.
            AccountDisabled: the account is switched off; an administrator's login can switch it on.
            store.vault.passwords.WeakPassword: says why.
            Told: what is wrong with the hub's files (`store.vault.troubles`).
        """
        file, known = self.keyring.load(), recovery.understood(code)
        try:
            with closing(self._open(self.keyring.unlock_with_code(file, known))) as vault:
                new_code = recovering.renew(self, vault, file, login, new_password)
        except (AccountDisabled, accounts.NoSuchAccount, WrongRecoveryCode) as refusal:
            self._keep_refusal(file, "recovery", refusal)
            raise
        with suppress(Told):  # that the old password was tried in vain must not cost the new code
            self._attempts.succeeded(user_of(login, file.hub_id), self.clock())
        return new_code

    def _keep_refusal(self, file: KeyFile, login: str, refusal: Told) -> None:
        self._spool.add(file.spool, {"at": stamp(self.clock()), "login": login, "why": refusal.title})

    def _open(self, keys: Keys) -> Vault:
        for name in (HUB_FILE, AUDIT_FILE):
            path = self.directory / name
            if not path.exists():
                raise DatabaseMissing(name)
            if open_to_others(path):
                raise OpenToOthers(path, f"{OWNER_FILE:o}")
            if not path.stat().st_size:  # SQLite would take it for a new database
                raise DamagedDatabase
        try:
            return open_vault(self.directory, keys)
        except sqlcipher.Error as trouble:
            raise plainly(trouble) or DiskTrouble() from trouble

    def _settled(self, vault: Vault) -> KeyFile:
        with self.keyring.changing(), vault.hub.reading() as connection:
            return self.keyring.settled(vault.keys, register.generation(connection))
