"""A terminal that does not write UTF-8: a window set to Latin-1 sends é as one byte, a paste may hold any.

Textual's reading thread would end the program at the first such byte, with a traceback and everything that was typed.
"""

import codecs
import sys
from encodings.utf_8 import IncrementalDecoder
from typing import TYPE_CHECKING

from fctui.pastes import Pastes

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_AS_WINDOWS = "as windows writes"


def understand() -> None:
    """From now on such bytes are read as the letters that Windows and Latin-1 mean by them.

    Textual names its decoder nowhere that a driver of ours could say otherwise: it takes what its module holds.
    """
    if sys.platform == "win32":  # there keys come as letters
        return
    from textual.drivers import linux_driver

    codecs.register_error(_AS_WINDOWS, _letters)
    linux_driver.getincrementaldecoder = _decoder  # pyright: ignore[reportPrivateImportUsage]


class _Decoder(IncrementalDecoder):
    def __init__(self) -> None:
        super().__init__(errors=_AS_WINDOWS)
        self._pastes = Pastes()

    def decode(self, input: "ReadableBuffer", final: bool = False) -> str:
        return self._pastes.without_escapes(super().decode(input, final))


def _decoder(_encoding: str) -> type[_Decoder]:
    """Textual asks for UTF-8 and for nothing else."""
    return _Decoder


def _letters(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end
