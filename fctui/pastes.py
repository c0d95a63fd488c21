"""A paste that holds escape characters, as text copied from another terminal or a damaged file may: it stays text.

Textual's parser, tried on 8.2.8, takes what follows an escape within a paste for keys: letters ran through the page as
its keys, and a line's end started the call. Most terminals drop these characters themselves, not all do.
"""

from typing import Final

_BEGINS: Final = "\x1b[200~"
_ENDS: Final = "\x1b[201~"
_ESCAPE: Final = "\x1b"


class Pastes:
    """Follows what a terminal sends, piece by piece, and takes the escape characters out of pastes.

    Nothing outside a paste is changed or kept waiting: a lone escape is the key Esc.
    """

    def __init__(self) -> None:
        self._inside = False
        self._last = ""

    def without_escapes(self, sent: str) -> str:
        """The next piece as the parser may have it; what could be the paste's end by half waits for the next."""
        read: list[str] = []
        while True:
            if self._inside:
                text, end, sent = (self._last + sent).partition(_ENDS)
                self._last = "" if end else _begun(_ENDS, text)
                read.append(text.removesuffix(self._last).replace(_ESCAPE, "") + end)
                if not end:
                    return "".join(read)
            else:
                before = len(self._last)
                text, begins, rest = (self._last + sent).partition(_BEGINS)
                read.append((text + begins)[before:])
                self._last = "" if begins else _begun(_BEGINS, text)
                if not begins:
                    return "".join(read)
                sent = rest
            self._inside = not self._inside


def _begun(mark: str, text: str) -> str:
    """The longest beginning of `mark` that `text` ends with."""
    return next((mark[:many] for many in range(len(mark) - 1, 0, -1) if text.endswith(mark[:many])), "")
