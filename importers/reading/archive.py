"""A look at a workbook's archive before anything is unpacked: what it is, and whether it may be parsed at all.

A workbook is a zip of XML. Limits are those of STORE §7: a real extract of a million rows stays far below them, an
archive made to fill a computer's memory does not.
"""

import mmap
import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NoReturn

from importers.refusals import BrokenWorkbook, HoldsLinks, HoldsMacros, HostileWorkbook, NotText, PasswordProtected

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
MAX_UNPACKED = 1_000_000_000
MAX_RATIO = 200
SMALL = 10_000_000
"""A member smaller than this unpacked may be packed as tightly as it likes: a sheet of blanks is."""
MAX_MEMBERS = 200
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refuse_old(path: Path) -> NoReturn:
    """Tell an encrypted workbook from the old formats that begin with the same bytes; both are refused."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        locked = content.find(_ENCRYPTED) >= 0
    if locked:
        raise PasswordProtected(f"{path.name} can be opened with its password only.")
    raise NotText(f"{path.name}: it is an old Excel or Word document; save it as .xlsx or CSV.")


def inspect(file: BinaryIO, name: str) -> None:
    """Return if the archive is a workbook that may be parsed.

    Raises: BrokenWorkbook, NotText (another kind of archive), HoldsMacros, HoldsLinks, PasswordProtected,
    HostileWorkbook.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise BrokenWorkbook(f"{name} breaks off, or parts of it are missing.") from None
    names = {member.filename for member in members}
    if any(PurePosixPath(one.lower()).name == "vbaproject.bin" for one in names):
        raise HoldsMacros(f"{name} holds a program of its own (macros).")
    if any(one.lower().startswith("xl/externallinks/") for one in names):
        raise HoldsLinks(f"{name} takes cells from other files.")
    if "xl/workbook.xml" not in names:
        raise NotText(f"{name}: it is {_kind(names)}.")
    if any(member.flag_bits & 1 for member in members):
        raise PasswordProtected(f"{name} can be opened with its password only.")
    _refuse_bombs(members, name)


def _kind(names: set[str]) -> str:
    """What else an archive may be, and what to do with it."""
    if "xl/workbook.bin" in names:
        return "a binary workbook (.xlsb); save it as .xlsx"
    if "content.xml" in names:
        return "an OpenDocument file (.ods); save it as .xlsx"
    if any(name.startswith("word/") for name in names):
        return "a Word document; ask for CSV"
    return "an archive (.zip), but not an .xlsx workbook; unpack it and choose the file inside"


def _refuse_bombs(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise HostileWorkbook(f"{name} has {len(members):,} parts; a workbook has a few dozen.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED:
        raise HostileWorkbook(
            f"{name} would unpack to {unpacked / 1e9:.1f} GB; {MAX_UNPACKED / 1e9:.0f} GB is the limit."
        )
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise HostileWorkbook(f"{name} names a part outside itself.")
        if member.file_size > max(SMALL, MAX_RATIO * member.compress_size):
            raise HostileWorkbook(f"{name} is packed so tightly that it can only be meant to fill the memory.")
