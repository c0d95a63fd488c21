"""A signed-in person's session: the only way to a connection.

Every act is permitted and recorded here.
"""

import os
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

from store import audit, forgetting, ledger, register
from store.audit import Action
from store.enquiry import Enquiry, Exceptions, Purpose, check_complete
from store.errors import AccountDisabled, EnquiryNeeded, Locked, NotAllowed, Told
from store.ledger import Change
from store.permissions import Account, May, allowed
from store.vault.database import Connection
from store.vault.keys import Keys
from store.vault.opened import Vault

if TYPE_CHECKING:
    from store.hub import Hub


class Forgets(Protocol):
    """Holds in memory what a session has read."""

    def forget(self) -> None:
        """Hold nothing any more; it is read anew when it is needed."""
        ...


class Session:
    """What one signed-in person may see and do.

    Safe to use from several threads. Roles are read anew with every reading and change, so that a role
    taken away or an account switched off counts at once.

    Attributes:
        account: who is signed in.
        hub: the hub they are signed in to.
        session_id: random; the same in the audit log and the ledger.
        enquiry: the call that look-ups belong to; None between calls.
        exceptions: what this call may see beyond the rule.
    """

    def __init__(self, hub: "Hub", account: Account, vault: Vault) -> None:
        self.hub = hub
        self.account = account
        self.session_id = os.urandom(8).hex()
        self.enquiry: Enquiry | None = None
        self.exceptions = Exceptions()
        self._vault: Vault | None = vault
        self._holders = WeakSet[Forgets]()
        self._unlocking = threading.Lock()

    @property
    def keys(self) -> Keys:
        """The hub's keys, for changes of the key file.

        Raises:
            Locked: they are out of memory.
        """
        return self._open_vault().keys

    def now(self) -> datetime:
        """Return this moment by the hub's clock, UTC."""
        return self.hub.clock()

    def today(self) -> date:
        """Return today's date by the hub's clock, UTC."""
        return self.now().date()

    def may(self, need: May) -> bool:
        """Whether the account's roles cover `need`."""
        return allowed(self.account.roles, need)

    def require(self, need: May) -> None:
        """Return if the roles cover `need`; a refusal is recorded.

        Raises:
            NotAllowed: they do not.
        """
        if not self.may(need):
            self.record(Action.REFUSED, str(need))
            raise NotAllowed(need.words)

    @contextmanager
    def reading(self, need: May) -> Generator[Connection]:
        """Lend a query-only connection that sees one moment of the hub.

        Raises:
            NotAllowed: the roles do not cover `need`.
            Locked: the session is locked or closed.
        """
        self.require(need)
        with self._open_vault().hub.reading() as connection:
            self._require_still(connection, need)
            yield connection

    @contextmanager
    def reading_audit(self) -> Generator[Connection]:
        """Lend a query-only connection to the audit log.

        Raises:
            NotAllowed: the roles do not cover the audit log.
            Locked: the session is locked or closed.
        """
        with self.reading(May.AUDIT):
            pass  # the role may have been taken away since
        with self._open_vault().audit.reading() as connection:
            yield connection

    @contextmanager
    def changing(self, need: May, action: Action, subject: str) -> Generator[Change]:
        """Change the hub: everything written and its ledger row are committed together on normal exit.

        Raises:
            NotAllowed: the roles do not cover `need`.
            Locked: the session is locked or closed.
            Busy, DiskFull: nothing was changed.
        """
        self.require(need)
        entry = ledger.entry(
            self._open_vault(),
            at=self.now(),
            account_id=self.account.id,
            session=self.session_id,
            action=action,
            subject=subject,
        )
        with entry as change:
            self._require_still(change.connection, need)
            yield change

    def record(self, action: Action, subject: str = "", detail: Mapping[str, object] | None = None) -> int:
        """Write a row to the audit log, on the disk before this returns, and return its number.

        Raises:
            Locked: the session is locked or closed.
        """
        vault = self._open_vault()
        with vault.audit.writing() as connection:
            head = audit.append(
                connection,
                vault.keys.audit_chain,
                at=self.now(),
                account=self.account.login,
                session=self.session_id,
                enquiry=self.enquiry,
                action=action,
                subject=subject,
                detail=detail or {},
            )
        return head.seq

    def record_with_ledger(self, action: Action) -> None:
        """Record an act and quote the ledger's head, so that a ledger cut or swapped afterwards shows."""
        with self._open_vault().hub.reading() as connection:
            anchor = ledger.head(connection).anchor
        self.record(action, detail={"ledger": anchor})

    def open_enquiry(self, purpose: Purpose, caller: str, organisation: str, reference: str) -> Enquiry:
        """Begin an enquiry; one that is open is closed first (R23).

        Raises:
            store.errors.Incomplete: caller, organisation or reference is missing.
        """
        check_complete(caller, organisation, reference)
        self.close_enquiry()
        said = {"caller": caller.strip(), "organisation": organisation.strip(), "reference": reference.strip()}
        number = self.record(Action.ENQUIRY_OPENED, str(purpose), said)
        self.enquiry = Enquiry(purpose, **said, number=number)
        return self.enquiry

    def close_enquiry(self) -> None:
        """End the enquiry, if one is open, and every exception made for it."""
        self.exceptions = Exceptions()
        if self.enquiry:
            self.record(Action.ENQUIRY_CLOSED, str(self.enquiry.purpose))
            self.enquiry = None

    def require_enquiry(self) -> Enquiry:
        """Return the open enquiry.

        Raises:
            EnquiryNeeded: none is open.
        """
        if self.enquiry is None:
            raise EnquiryNeeded
        return self.enquiry

    def lock(self) -> None:
        """Close the databases, forget the keys and whatever is remembered of people.

        Who is signed in and the enquiry stay, no override does.
        Never refused: a log that cannot take the row must not keep the keys in memory.
        """
        self.exceptions.override = None
        try:
            with suppress(Told):
                self.record(Action.LOCKED)
        finally:
            self._shut()

    def forgets_with(self, holder: Forgets) -> None:
        """From now on the holder forgets when the session is locked or ends."""
        self._holders.add(holder)

    def unlock(self, password: str) -> None:
        """Open the session again with the account's password.

        Raises:
            store.errors.WrongPassword, store.errors.AccountDisabled, store.errors.TryAgainLater
            store.errors.Told: it could not be recorded; the session stays locked.
        """
        with self._unlocking:  # a second vault would replace the first, whose keys nobody would drop
            if self._vault is not None:
                return
            self.account, self._vault = self.hub.enter(self.account.login, password)
            try:
                self.record_with_ledger(Action.UNLOCKED)
            except BaseException:
                self._shut()
                raise

    def close(self) -> None:
        """Sign out. Safe to call twice."""
        if self._vault:
            try:
                self.close_enquiry()
                self.record_with_ledger(Action.SIGNED_OUT)
            finally:
                self._shut()

    def _shut(self) -> None:
        vault, self._vault = self._vault, None
        if vault:
            try:
                vault.close()
            finally:
                for holder in tuple(self._holders):
                    holder.forget()
                forgetting.forget()

    def _open_vault(self) -> Vault:
        if self._vault is None:
            raise Locked
        return self._vault

    def _require_still(self, connection: Connection, need: May) -> None:
        now = register.standing(connection, self.account.id)
        if now != self.account:
            self.account = now
        if now.state != "active":
            self.record(Action.REFUSED, str(need))
            raise AccountDisabled
        self.require(need)
