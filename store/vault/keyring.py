"""The key file on its disk: opened with a password or the recovery code, changed in step with the database.

A change of accounts touches two files, hub.keys and hub.db, which cannot be written together. The new key
file is laid beside the old one first; the database's commit, which carries its generation, decides which of
the two is right.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.errors import AccountDisabled, WrongPassword, WrongRecoveryCode
from store.vault import recovery
from store.vault.files import locked, open_to_others, read_bounded, sync_directory, told_plainly, write_whole
from store.vault.kdf import SALT_BYTES, stretch
from store.vault.keyfile import KeyFile, user_of
from store.vault.keys import Keys
from store.vault.slots import Slot, SlotError, make_slot, unseal
from store.vault.troubles import DamagedKeyFile, KeyFileMissing, OlderDatabase, OlderKeyFile, OpenToOthers

KEY_FILE = "hub.keys"
_NEXT = "hub.keys.next"
_MOST_BYTES = 8 * 1024 * 1024  # several thousand accounts


class Keyring:
    """The key file of one hub."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / KEY_FILE
        self._next = directory / _NEXT
        self._changing = directory / "keys.lock"
        self._stretching = directory / "sign-in.lock"

    def load(self) -> KeyFile:
        """Read the key file.

        Raises:
            KeyFileMissing: it is not there.
            OpenToOthers: other accounts of this computer may read it.
            DamagedKeyFile: it is not as it was written.
        """
        try:
            if open_to_others(self.path):
                raise OpenToOthers(self.path, "600")
            return KeyFile.from_bytes(read_bounded(self.path, _MOST_BYTES))
        except FileNotFoundError as trouble:
            raise KeyFileMissing from trouble
        except OSError as trouble:
            raise DamagedKeyFile from trouble

    def unlock(self, file: KeyFile, login: str, password: str) -> Keys:
        """Return the hub's keys. A login that does not exist takes as long and is told the same.

        Raises:
            WrongPassword: the login or the password is wrong.
            AccountDisabled: the password is right, the account is switched off.
            DamagedKeyFile: the password is right, but the file was altered.
        """
        slot = file.password_slot(login)
        cost = slot.cost if slot and slot.cost else file.cost
        salt = bytes.fromhex(slot.salt) if slot else bytes(SALT_BYTES)
        stretched = stretch(password, salt, cost, self._stretching)
        if slot is None:
            raise WrongPassword
        try:
            private = slot.open(stretched, file.hub_id)
        except SlotError as trouble:
            raise WrongPassword from trouble
        if file.key_id not in slot.sealed:
            raise AccountDisabled
        return _keys(file, slot, private)

    def unlock_with_code(self, file: KeyFile, code: bytes) -> Keys:
        """Return the hub's keys for the recovery code.

        Raises:
            WrongRecoveryCode: it is not this hub's current code.
            DamagedKeyFile: the code is right, but the file was altered.
        """
        slot = file.recovery_slot()
        if slot is None:
            raise DamagedKeyFile
        try:
            private = slot.open(code, file.hub_id)
        except SlotError as trouble:
            raise WrongRecoveryCode from trouble
        return _keys(file, slot, private)

    def new_password(self, file: KeyFile, login: str, password: str) -> Slot:
        """Return a slot for `login`; takes as long as a sign-in."""
        return password_slot(file, login, password, self._stretching)

    @contextmanager
    def changing(self) -> Generator[None]:
        """Keep other changes of the key file out, here and in other processes."""
        with locked(self._changing):
            yield

    def settled(self, keys: Keys, generation: int) -> KeyFile:
        """Return the key file of the database's `generation`; a change cut short is finished or dropped.

        Call it inside `changing`.

        Raises:
            OlderDatabase, OlderKeyFile: one of the two is an old copy.
            store.errors.DiskTrouble: the change cut short cannot be read or dropped.
        """
        file = self.load()
        if file.generation == generation:
            with told_plainly():
                self._next.unlink(missing_ok=True)
            return file
        if self._next.exists():
            with told_plainly():
                later = KeyFile.from_bytes(read_bounded(self._next, _MOST_BYTES))
            if later.generation == generation and later.genuine(keys):
                self.promote()
                return later
        raise OlderDatabase if file.generation > generation else OlderKeyFile

    def stage(self, file: KeyFile) -> None:
        """Lay a changed key file beside the standing one."""
        with told_plainly():
            write_whole(self._next, file.to_bytes())

    def promote(self) -> None:
        """Let the staged key file take the standing one's place, after the database's commit.

        Should the disk refuse, the change stands all the same: `settled` finishes it at the next sign-in.
        """
        with suppress(OSError):
            self._next.replace(self.path)
            sync_directory(self.path.parent)


def password_slot(file: KeyFile, login: str, password: str, lock: Path | None = None) -> Slot:
    """Return a slot that `password` opens for `login`, with the file's cost."""
    salt = os.urandom(SALT_BYTES)
    stretched = stretch(password, salt, file.cost, lock)
    return make_slot(user_of(login, file.hub_id), "password", file.cost, salt, stretched, file.hub_id)


def recovery_slot(file: KeyFile) -> tuple[Slot, str]:
    """Return a slot for a fresh recovery code, and the code in groups, which is kept nowhere."""
    code = recovery.new_code()
    return make_slot("", "recovery", None, b"", code, file.hub_id), recovery.spoken(code)


def _keys(file: KeyFile, slot: Slot, private: bytes) -> Keys:
    try:
        sealed = bytes.fromhex(slot.sealed[file.key_id])
        master = unseal(sealed, private, slot.context(file.hub_id, file.key_id))
    except (SlotError, KeyError, ValueError) as trouble:
        raise DamagedKeyFile from trouble
    keys = Keys(file.hub_id, master, file.page_mark)
    if not file.genuine(keys):
        raise DamagedKeyFile
    return keys
