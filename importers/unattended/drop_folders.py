"""Files on their way through the inbox: arrived, taken, then done, held or refused. Moved, never copied or deleted.

A feed's drop folder is INBOX/CODE; the hub's own folders stand beside it (no feed's code begins with a line below), so
that who may drop files need not be able to touch what was taken: INBOX/_taken/CODE/WHEN/NAME, _done, _held, _refused.
A file keeps its place WHEN/NAME in each of them. Taking is one rename: of two who try, one finds the file gone.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG

from importers.values.cells import clean
from store.errors import Told
from store.vault.files import OWNER_DIRECTORY, sync_directory, write_whole

TAKEN, DONE, HELD, REFUSED = "_taken", "_done", "_held", "_refused"
UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".download", ".writing", ".swp")
"""Endings that programs give a file while they write it; it is renamed when it is whole."""
GIVEN_UP_S = 3600
HIDDEN = (".", "~$")
RECEIPT = ".receipt.json"
_LONGEST = 120
"""Bytes of a name; 255 are the most that a disk takes, and a receipt's name is longer."""


class InboxUnsafe(Told):
    """A folder of the inbox is not what it should be."""

    title = "The inbox cannot be used"
    sentence = "{} {}. No file in it was touched."
    advice = "Put a real folder there, on the same disk as the rest of the inbox, that this account may write to."


@dataclass(frozen=True)
class Arrived:
    """A file in a drop folder as it was seen: it is whole when a second look sees the same."""

    path: Path
    size: int
    written: int
    inode: int


@dataclass(frozen=True)
class Inbox:
    """The drop folders under one directory."""

    directory: Path

    def make(self, codes: Iterable[str]) -> None:
        """A drop folder for each feed that has none, for this account alone."""
        self.directory.mkdir(mode=OWNER_DIRECTORY, exist_ok=True)
        for code in codes:
            if not os.path.lexists(self.directory / code):
                _make_all(self.directory, self.directory / code)

    def arrived(self, code: str) -> tuple[Arrived, ...]:
        """Regular files of a feed, by name. Links, folders and hidden or unfinished files are not seen."""
        folder = self.directory / code
        if not _real_folder(folder):
            return ()
        return tuple(sorted(_seen(folder), key=lambda one: one.path.name))

    def passed_over(self, code: str, now: datetime) -> tuple[tuple[Path, str], ...]:
        """What lies in a feed's drop folder and is not taken, by name, and why. Hidden files are nobody's delivery."""
        folder = self.directory / code
        if not _real_folder(folder):
            return (
                ((folder, "The drop folder is no folder; a link is not followed."),) if os.path.lexists(folder) else ()
            )
        told = ((path, _why_not(path, now)) for path in sorted(folder.iterdir()))
        return tuple((path, why) for path, why in told if why)

    def left(self, code: str) -> tuple[Path, ...]:
        """Files that a run took and did not finish with: it was killed."""
        return self._in(TAKEN, code)

    def held(self, code: str) -> tuple[Path, ...]:
        """Files that wait for a second person."""
        return self._in(HELD, code)

    def refused(self, code: str) -> tuple[Path, ...]:
        """Files that no run could deliver, and held ones that were rejected."""
        return self._in(REFUSED, code)

    def _in(self, where: str, code: str) -> tuple[Path, ...]:
        folder = self.directory / where / code
        if not _real_folder(folder):
            return ()
        runs = sorted(run for run in folder.iterdir() if _real_folder(run))
        files = (path for run in runs for path in sorted(run.iterdir()) if S_ISREG(path.lstat().st_mode))
        return tuple(path for path in files if not path.name.endswith(RECEIPT))

    def take(self, file: Arrived, run: Path) -> Path | None:
        """Take a file out of its drop folder; None if it is gone, or not the one that was seen."""
        _make_all(self.directory, run)
        target = _free(run / kept_name(file.path.name))
        try:
            self._rename(file.path, target)
        except FileNotFoundError:  # another run took it
            _drop_empty(run)
            return None
        except PermissionError:
            if os.name == "nt":  # somebody still has it open
                _drop_empty(run)
                return None
            raise
        taken = target.lstat()
        same = (taken.st_ino, taken.st_size, taken.st_mtime_ns) == (file.inode, file.size, file.written)
        if same and S_ISREG(taken.st_mode):
            return target
        self.give_back(target, file.path)
        return None

    def give_back(self, taken: Path, path: Path) -> None:
        """Put a taken file where it came from, unless another of its name has arrived: then it stays taken."""
        if not os.path.lexists(path):
            self._rename(taken, path)
            _drop_empty(taken.parent)

    def place(self, taken: Path, where: str) -> Path:
        """Where a taken (or held) file goes: the same feed, run and name in another folder."""
        _, *rest = taken.relative_to(self.directory).parts
        return self.directory.joinpath(where, *rest)

    def note(self, target: Path, told: bytes) -> None:
        """Put a receipt beside where a file will lie; one that is there, of a run that was killed, stays."""
        receipt = target.with_name(target.name + RECEIPT)
        if not os.path.lexists(receipt):
            _make_all(self.directory, target.parent)
            write_whole(receipt, told)

    def move(self, taken: Path, where: str) -> Path:
        """Move a taken or held file on. Never over another: who was killed half-way finds it where it is."""
        target = self.place(taken, where)
        _make_all(self.directory, target.parent)
        if os.path.lexists(target):
            raise InboxUnsafe(target, "is there already, and a file was to be put there")
        self._rename(taken, target)
        _drop_empty(taken.parent)
        return target

    def run(self, code: str, now: datetime) -> Path:
        """The folder for what one run takes from a feed, of a name that stands in none of the hub's folders."""
        name = f"{now:%Y-%m-%dT%H%M%SZ}"
        for number in count(1):
            run = name if number == 1 else f"{name}-{number}"
            if not any(os.path.lexists(self.directory / where / code / run) for where in (TAKEN, DONE, HELD, REFUSED)):
                return self.directory / TAKEN / code / run
        raise AssertionError("numbers end nowhere")

    def _rename(self, path: Path, target: Path) -> None:
        try:
            path.rename(target)
        except OSError as error:
            if error.errno == errno.EXDEV:
                raise InboxUnsafe(path.parent, "lies on another disk than the inbox") from None
            raise
        sync_directory(path.parent)
        sync_directory(target.parent)


def settled(before: Iterable[Arrived], now: Iterable[Arrived]) -> tuple[Arrived, ...]:
    """Those that two looks saw alike: nobody is writing them any more."""
    return tuple(sorted(set(before) & set(now), key=lambda one: one.path.name))


def kept_name(name: str) -> str:
    """A file's name as it may be kept, logged and shown: printable, of bounded length, not hidden.

    A name that is too long keeps both ends: the last letters often say the day.
    """
    told = os.fsencode(name).decode("utf-8", "replace").replace("\N{REPLACEMENT CHARACTER}", "_")
    told = clean(told).replace("/", "_").replace("\\", "_").lstrip(".") or "file"
    letters = told.encode()
    if len(letters) <= _LONGEST:
        return told
    ends = letters[: _LONGEST // 2], letters[-(_LONGEST // 2) :]
    return "~".join(end.decode("utf-8", "ignore") for end in ends)


def _seen(folder: Path) -> Iterator[Arrived]:
    for path in folder.iterdir():
        if path.name.startswith(HIDDEN) or path.name.lower().endswith(UNFINISHED):
            continue
        with suppress(FileNotFoundError):  # taken away meanwhile
            status = path.lstat()
            if S_ISREG(status.st_mode):
                yield Arrived(path, status.st_size, status.st_mtime_ns, status.st_ino)


def _why_not(path: Path, now: datetime) -> str:
    """Why a thing in a drop folder is not taken; '' for a file that is, for hidden ones, for one being written."""
    if path.name.startswith(HIDDEN):
        return ""
    try:
        status = path.lstat()
    except FileNotFoundError:  # taken away meanwhile
        return ""
    if S_ISLNK(status.st_mode):
        return "It is a link, and links are not followed."
    if not S_ISREG(status.st_mode):
        return "It is a folder, and folders are not looked into." if S_ISDIR(status.st_mode) else "It is no file."
    if path.name.lower().endswith(UNFINISHED) and status.st_mtime + GIVEN_UP_S < now.timestamp():
        return "By its name it is still being written, and nobody has written to it for an hour."
    return ""


def _real_folder(folder: Path) -> bool:
    try:
        return S_ISDIR(folder.lstat().st_mode)
    except FileNotFoundError:
        return False


def _make_all(inbox: Path, folder: Path) -> None:
    for made in reversed([folder, *folder.parents]):
        if made == inbox or not made.is_relative_to(inbox):
            continue
        try:
            made.mkdir(mode=OWNER_DIRECTORY)
            sync_directory(made.parent)
        except FileExistsError:
            if not _real_folder(made):
                raise InboxUnsafe(made, "is not a folder") from None


def _free(path: Path) -> Path:
    """The path, or with a number if two names came to the same once they were made printable."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free


def _drop_empty(folder: Path) -> None:
    with suppress(OSError):  # something else is still in it
        folder.rmdir()
