"""The bytes of a file: how many, which letters they spell, and their SHA-256.

Encoding: by mark, else strict UTF-8 over the whole file, else Windows-1252 unless one of its five gaps occurs.
UTF-16 only by its mark; nothing is guessed from frequencies (domain/9 rule 2).
"""

import codecs
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from importers.refusals import EmptyFile, FileChanged, NotAFile, NotText, TooLarge, UnknownEncoding, WebPage
from matching.progress import Progress
from store.chain import clean

MAX_BYTES = 2 * 1024**3
CHUNK = 1 << 20
_TOP = 1 << 16
_UNDEFINED_1252 = b"\x81\x8d\x8f\x90\x9d"
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26})
_WEB_PAGE = re.compile(rb"\s*(?:<[!?a-z]|MIME-Version:)", re.I)
_TABLE = re.compile(rb"<(?:\w+:)?(?:tr|row|table)\b", re.I)
_SIGNATURES = {
    b"%PDF": "it is a PDF; ask for CSV",
    b"\x89PNG": "it is a picture; ask for CSV",
    b"\xff\xd8\xff": "it is a picture; ask for CSV",
    b"\x1f\x8b": "it is a compressed file; unpack it first",
    b"7z\xbc\xaf": "it is a compressed file; unpack it first",
    b"Rar!": "it is a compressed file; unpack it first",
    b"{\\rtf": "it is a Word document; ask for CSV",
    b"-----BEGIN PGP": "it is encrypted; decrypt it first",
    b"[{": "it is JSON; ask for CSV",
    b'{"': "it is JSON; ask for CSV",
}


def size_of(path: Path) -> int:
    """How many bytes it has.

    Raises: NotAFile, EmptyFile, TooLarge.
    """
    if clean(str(path)) != str(path):  # bytes of another computer's letters, which no delivery can be listed by
        raise NotAFile(f"{clean(path.name)} has letters in its name or folder that cannot be read here. Rename it.")
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise NotAFile(f"{path.name or path} is not a file.")
        with path.open("rb"):
            pass
    except OSError as error:
        raise NotAFile(
            f"{path.name or path} cannot be opened: {(error.strerror or 'unknown reason').lower()}."
        ) from None
    if status.st_size == 0:
        raise EmptyFile(f"{path.name} is empty: it has no bytes at all.")
    if status.st_size > MAX_BYTES:
        raise TooLarge(f"{path.name} has {status.st_size / 1e9:.1f} GB; {MAX_BYTES / 1e9:.1f} GB is the limit.")
    return status.st_size


def starts(path: Path) -> bytes:
    """The first four bytes, which tell a workbook from text."""
    with path.open("rb") as file:
        return file.read(4)


def digest_of(path: Path) -> str:
    """The SHA-256 of its bytes, in hexadecimal. FileChanged if it is gone."""
    try:
        with path.open("rb") as file:
            digest = sha256()
            while chunk := file.read(CHUNK):
                digest.update(chunk)
            return digest.hexdigest()
    except OSError:
        raise FileChanged(f"{path.name} is no longer there.") from None


def encoding_of(
    path: Path, size: int, progress: Progress, code: Callable[[Path], str | None] | None
) -> tuple[str, str]:
    """(encoding, sha256) over the whole file: by mark, else strict UTF-8, else Windows-1252 without its five gaps.

    code: which other code the file may be in if it is not UTF-8 or full of control characters, as UTF-16 without its
    mark is (an import refuses that); None for Windows-1252.
    """
    seen = _Seen(size)
    with path.open("rb") as file:
        top = file.read(_TOP)
        file.seek(0)
        _refuse_pages(path, top)
        marked = _by_mark(path, top)
        while chunk := file.read(CHUNK):
            seen.look(chunk, letters=not marked)
            progress("Reading the file", seen.done, size)
    return marked or _by_bytes(path, seen, code), seen.digest.hexdigest()


def _refuse_pages(path: Path, top: bytes) -> None:
    """Refuse what many systems write when they export "to Excel", and the page that asks to sign in for the file."""
    plain = top.removeprefix(codecs.BOM_UTF8).removeprefix(codecs.BOM_UTF16_LE).replace(b"\0", b"")
    if not _WEB_PAGE.match(plain):
        return
    if _TABLE.search(plain):
        raise WebPage(f"{path.name} holds a table as a web page or XML, whatever its name says.")
    raise WebPage(f"{path.name} is a web page without a table at its top: perhaps the page of a site, not its file.")


class _Seen:
    """What is seen of a file, chunk by chunk, that tells its code.

    utf8: whether all of it is; broken_off: only its last letter is not whole. undefined_at: the first line with a byte
    that Windows-1252 leaves undefined, 0 for none.
    """

    def __init__(self, size: int) -> None:
        self.digest = sha256()
        self.utf8, self.broken_off = True, False
        self.undefined_at, self.controls, self.done = 0, 0, 0
        self._size = size
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._letters = False
        self._lines = 1

    def look(self, chunk: bytes, *, letters: bool) -> None:
        """Take down the next chunk; but for its bytes only if `letters` are looked at."""
        self.digest.update(chunk)
        self.done += len(chunk)
        if not letters:
            return
        self.controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
        if self.utf8:
            self._decode(chunk)
        if not self.undefined_at:
            gaps = [at for byte in _UNDEFINED_1252 if (at := chunk.find(byte)) >= 0]
            self.undefined_at = self._lines + chunk.count(b"\n", 0, min(gaps)) if gaps else 0
        self._lines += chunk.count(b"\n")

    def _decode(self, chunk: bytes) -> None:
        try:
            self._letters |= not self._decoder.decode(chunk, final=self.done >= self._size).isascii()
        except UnicodeDecodeError as error:
            self.utf8 = False
            before = error.object[: error.start]
            self.broken_off = error.reason == "unexpected end of data" and (self._letters or not before.isascii())


def _by_bytes(path: Path, seen: _Seen, code: Callable[[Path], str | None] | None) -> str:
    garbled = seen.controls > max(8, seen.done // 200)
    other = code(path) if code and (garbled or not (seen.utf8 or seen.broken_off)) else None
    if garbled and not (other and other.startswith("utf-16")):
        raise NotText(f"{path.name} is not text: it looks like a program's own file, or UTF-16 without its mark.")
    if seen.utf8 and not garbled:
        return "utf-8"
    if seen.broken_off and not garbled:
        raise UnknownEncoding(f"{path.name} breaks off in the middle of a letter: part of the file is missing.")
    if other:
        return other
    if seen.undefined_at:
        raise UnknownEncoding(
            f"Line {seen.undefined_at:,} holds a byte that is a letter neither in UTF-8 nor in Windows-1252."
        )
    return "cp1252"


def _by_mark(path: Path, top: bytes) -> str:
    for signature, what in _SIGNATURES.items():
        if top.startswith(signature):
            raise NotText(f"{path.name}: {what}.")
    start = top[:4]
    if start in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        raise UnknownEncoding(f"{path.name} is in UTF-32, which is not read here.")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else ""
