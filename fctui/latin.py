"""A terminal that does not write UTF-8: a window set to Latin-1 sends é as one byte, a paste may hold any.

Textual's reading thread would end the program at the first such byte, with a traceback and everything that was typed.
"""

import codecs
import sys
from codecs import getincrementaldecoder
from functools import partial

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


def _decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(getincrementaldecoder(encoding), errors=_AS_WINDOWS)


def _letters(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end
