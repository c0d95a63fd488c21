"""A new password by the recovery code: password and code change together, for a used code is worth nothing any more."""

from typing import TYPE_CHECKING

from store import accounts, ledger, register
from store.audit import Action
from store.errors import AccountDisabled, WrongRecoveryCode
from store.session import Session
from store.vault.keyfile import KeyFile
from store.vault.keyring import recovery_slot
from store.vault.opened import Vault
from store.vault.passwords import check_password

if TYPE_CHECKING:
    from store.hub import Hub


def renew(hub: "Hub", vault: Vault, file: KeyFile, login: str, new_password: str) -> str:
    """Give `login` a new password in a vault that the code of `file` opened; return the code that takes its place.

    Raises:
        WrongRecoveryCode: the code was used by somebody else at this very moment.
        AccountDisabled, store.accounts.NoSuchAccount, store.vault.passwords.WeakPassword: nothing was changed.
    """
    with vault.hub.reading() as connection:
        account = accounts.known(connection, login)
    if account.state != "active":
        raise AccountDisabled
    check_password(new_password, login=account.login, name=account.name)
    slot = hub.keyring.new_password(file, account.login, new_password)
    entry = ledger.entry(
        vault, at=hub.clock(), account_id=account.id, session="recovery", action=Action.RECOVERED, subject=account.login
    )
    keys = vault.keys
    with register.with_keys(hub.keyring, keys, entry) as both:
        if both.file.recovery_slot() != file.recovery_slot():
            raise WrongRecoveryCode
        reprint, new_code = recovery_slot(both.file)
        both.file = both.file.with_slot(slot, keys).with_slot(reprint, keys)
        # Before the commit: a log that cannot be written must not cost the new code, which is shown only here.
        Session(hub, account, vault).record_with_ledger(Action.RECOVERED)
    return new_code
