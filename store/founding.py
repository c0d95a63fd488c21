"""Making a hub: keys, both databases, the first administrator; all of it or nothing."""

import errno
import os
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from store import audit, ledger, register
from store.audit import Action, stamp
from store.permissions import Role
from store.vault.files import OWNER_DIRECTORY, make_private, open_to_others, sync_directory, unfit_disk, write_whole
from store.vault.kdf import Cost
from store.vault.keyfile import KeyFile
from store.vault.keyring import KEY_FILE, password_slot, recovery_slot
from store.vault.keys import KEY_BYTES, Keys
from store.vault.opened import AUDIT_FILE, HUB_FILE, Vault, open_vault
from store.vault.troubles import CannotMake, HubExists, NetworkDisk, NotEmpty, OpenToOthers


def check_place(directory: Path) -> None:
    """Return if a hub may be made in `directory`.

    Raises:
        HubExists, NotEmpty, OpenToOthers, NetworkDisk: why not.
        CannotMake: it is not a directory, or may not be read.
    """
    kind = unfit_disk(directory)
    if kind:
        raise NetworkDisk(directory, kind)
    try:
        inside = {path.name for path in directory.iterdir()}
    except FileNotFoundError:
        return
    except OSError as trouble:
        raise CannotMake(directory, trouble.strerror or "not a directory") from trouble
    if inside & {KEY_FILE, HUB_FILE, AUDIT_FILE}:
        raise HubExists(directory)
    if inside:
        raise NotEmpty(directory)
    if open_to_others(directory):
        raise OpenToOthers(directory, f"{OWNER_DIRECTORY:o}")


def found(
    directory: Path, *, login: str, name: str, password: str, about: dict[str, str], at: datetime, cost: Cost
) -> str:
    """Make a hub in `directory` and return its recovery code, which is kept nowhere.

    It is built under another name and moved into place, so that a failure or a crash leaves no half hub.

    Args:
        directory: checked by `check_place`.
        login: of the first administrator.
        name: of the first administrator.
        password: of the first administrator.
        about: what the hub says about itself: 'area', 'demo'.
        at: the hub's first moment, UTC.
        cost: of trying a password.

    Raises:
        HubExists: somebody has made one there since; it is left as it is.
        CannotMake: the operating system refused.
    """
    existed = directory.exists()
    made: list[Path] = []  # what to take away again
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".making-hub-", dir=directory if existed else directory.parent))
        made.append(stage)
        code = _build(stage, login=login, name=name, password=password, about=about, at=at, cost=cost)
        if existed:
            make_private(directory / HUB_FILE)  # of several who make a hub here at once, one gets the name
            made.append(directory / HUB_FILE)
            for file in (HUB_FILE, AUDIT_FILE, KEY_FILE):  # the key file last: with it the hub is there
                made.append((stage / file).replace(directory / file))
            stage.rmdir()
        else:
            made.append(stage.rename(directory))
        sync_directory(directory)
        sync_directory(directory.parent)
    except BaseException as trouble:
        for path in made:
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        if isinstance(trouble, OSError) and trouble.errno in (errno.EEXIST, errno.ENOTEMPTY):
            raise HubExists(directory) from trouble
        if isinstance(trouble, OSError | sqlcipher.Error):
            why = getattr(trouble, "strerror", None) or "the disk is full or not writable"
            raise CannotMake(directory, why) from trouble
        raise
    return code


def _build(
    stage: Path, *, login: str, name: str, password: str, about: dict[str, str], at: datetime, cost: Cost
) -> str:
    keys = Keys(os.urandom(16).hex(), os.urandom(KEY_BYTES))
    file = KeyFile.new(keys, cost)
    file = file.with_slot(password_slot(file, login, password), keys)
    recovery, code = recovery_slot(file)
    file = file.with_slot(recovery, keys).signed(keys)
    for database in (HUB_FILE, AUDIT_FILE):
        make_private(stage / database)
    vault = open_vault(stage, keys)
    try:
        _write_first_rows(vault, file, login=login, name=name, about=about, at=at)
    finally:
        vault.close()
    write_whole(stage / KEY_FILE, file.to_bytes())
    return code


def _write_first_rows(
    vault: Vault, file: KeyFile, *, login: str, name: str, about: dict[str, str], at: datetime
) -> None:
    session = "founding"
    with vault.audit.writing() as log:
        audit.append(
            log,
            vault.keys.audit_chain,
            at=at,
            account=login,
            session=session,
            enquiry=None,
            action=Action.HUB_CREATED,
            subject=about["area"],
            detail={},
        )
    entry = ledger.entry(
        vault, at=at, account_id=None, session=session, action=Action.HUB_CREATED, subject=about["area"]
    )
    with entry as change:
        for key, value in {"hub_id": file.hub_id, "generation": file.generation, **about}.items():
            register.set_meta(change.connection, key, value)
        register.insert(change.connection, login, name, {Role.ADMIN}, stamp(at))
