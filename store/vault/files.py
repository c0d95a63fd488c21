"""Private files on this computer: locks, atomic replacement, permissions, and which disks are fit for a hub.

What the operating systems do differently stays in here.
"""

import errno
import os
import re
import stat
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from store.errors import DiskFull, DiskTrouble

OWNER_FILE = 0o600
OWNER_DIRECTORY = 0o700
_OTHERS = 0o077
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)  # not on Windows
_BINARY = getattr(os, "O_BINARY", 0)  # only on Windows
_NOT_LOCAL = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smbfs", "smb3", "ncpfs", "afs", "coda", "davfs"),  # a server's
        *("ceph", "glusterfs", "lustre", "gpfs", "beegfs", "orangefs"),  # of many servers
        *("9p", "vboxsf", "prl_fs"),  # a virtual machine's host's
    }
)


def make_private(path: Path) -> None:
    """Make the empty file `path`, which must not exist, readable by its owner only."""
    with new_private(path):
        pass


def open_to_others(path: Path) -> bool:
    """Whether other accounts of this computer may read or change `path`; False on Windows."""
    return os.name != "nt" and bool(stat.S_IMODE(path.lstat().st_mode) & _OTHERS)


def read_bounded(path: Path, most: int) -> bytes:
    """Return the content of the regular file `path`, never following a link.

    Raises:
        OSError: it is missing, a link, not a regular file, or larger than `most` bytes.
    """
    handle = os.open(path, os.O_RDONLY | _NO_FOLLOW | _BINARY)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("not a regular file")
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError("larger than it can be")
    return content


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` in place of `path`: after a crash at any instant the file is the old or the new one."""
    with in_place_of(path) as file:
        file.write(content)


@contextmanager
def in_place_of(path: Path) -> Generator[BinaryIO]:
    """A draft beside `path`, its owner's alone, that takes its place when the block ends; if the block fails, none."""
    draft = path.with_name(path.name + ".writing")
    draft.unlink(missing_ok=True)
    with new_private(draft) as file:
        yield file
    try:
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


@contextmanager
def new_private(path: Path) -> Generator[BinaryIO]:
    """A new file that its owner alone may read, on the disk when the block ends; none if the block fails.

    Raises:
        FileExistsError: something of that name is there, be it a link that leads nowhere.
    """
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_FOLLOW | _BINARY, OWNER_FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(handle)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def appending(path: Path) -> BinaryIO:
    """Open the private file `path` to add to its end; made if missing, never through a link."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY | _NO_FOLLOW | _BINARY, OWNER_FILE), "ab")


def sync_directory(directory: Path) -> None:
    """Make renames in `directory` outlast a power cut. Windows has no such call and needs none on NTFS."""
    if os.name != "nt":
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def told_plainly() -> Generator[None]:
    """Turn the operating system's refusals inside the block into what a person can be told.

    Raises:
        DiskFull, DiskTrouble: instead of OSError.
    """
    try:
        yield
    except OSError as trouble:
        raise DiskFull if trouble.errno == errno.ENOSPC else DiskTrouble from trouble


@contextmanager
def locked(path: Path) -> Generator[None]:
    """Hold the lock file `path`; waits for whoever holds it, here or elsewhere. A crash releases it."""
    with told_plainly():
        handle = os.open(path, os.O_CREAT | os.O_RDWR | _NO_FOLLOW, OWNER_FILE)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


@contextmanager
def try_locked(path: Path) -> Generator[bool]:
    """Hold the lock file `path` if nobody does; whether it is held. A crash releases it."""
    with told_plainly():
        handle = os.open(path, os.O_CREAT | os.O_RDWR | _NO_FOLLOW, OWNER_FILE)
    try:
        yield _try_lock(handle)
    finally:
        os.close(handle)


def unfit_disk(directory: Path) -> str:
    """Return the kind of network or user-space disk on which `directory` lies, '' if it is fit for a hub.

    SQLite's shared memory, locks and fsync cannot be relied on there (STORE.md §8).
    """
    place = directory.resolve()
    if sys.platform == "win32":
        return _unfit_on_windows(place)
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    kind = disk_kind(place, mounts)
    return kind if kind in _NOT_LOCAL or kind.startswith("fuse") else ""


def disk_kind(place: Path, mounts: str) -> str:
    """Return the file system type at `place` by `mounts`, the text of /proc/self/mountinfo; '' if unknown."""
    deepest, kind = -1, ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), before.split(" ")[4]))
        if place.is_relative_to(point) and len(point.parts) >= deepest:  # a later mount covers an earlier one
            deepest, kind = len(point.parts), after.split(" ")[0]
    return kind


if sys.platform == "win32":
    import ctypes
    import msvcrt

    _REMOTE = 4  # GetDriveTypeW: DRIVE_REMOTE

    def _lock(handle: int) -> None:
        while True:
            with suppress(OSError):  # it gives up after ten seconds
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unfit_on_windows(place: Path) -> str:
        if place.drive.startswith("\\\\"):
            return "a network share"
        remote = ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _REMOTE
        return "a network drive" if remote else ""

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
