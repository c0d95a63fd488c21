"""Chinese, Korean and Japanese names in their own letters: 王伟, 김민준, 佐藤 健一. The family name comes first."""

import re
from collections.abc import Iterable

from importers.values.vocabulary import vocabulary

LETTERS = r"\u3400-\u9fff\uac00-\ud7af々ァ-ヶー"
"""Of such names, as a class of a pattern."""
EASTERN = re.compile(f"[{LETTERS}]")
_WORD = re.compile(r"^[\u3400-\u9fff\uac00-\ud7af々]{2,6}$")
_SPACED = re.compile(f"^([{LETTERS}]+) ([{LETTERS}]+)$")
_SHORT = 3
_MOSTLY = 0.8
_COMPOUND = vocabulary(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 公孙 公孫 令狐 慕容 司徒 夏侯 端木 长孙 宇文",
    "남궁 황보 제갈 사공 선우 독고 동방 서문",
)


class Families:
    """Which part of a name in one word is the family's, as a column of names tells."""

    def __init__(self, texts: Iterable[str]) -> None:
        spaced: set[str] = set()
        words = short = 0
        for text in texts:
            first, _, rest = text.partition(" ")
            if _WORD.match(first + rest) and rest:
                spaced.add(first)
            elif _WORD.match(text):
                words += 1
                short += len(text) <= _SHORT or text[:2] in _COMPOUND
        self._spaced = spaced
        self._one_letter = words > 0 and short >= _MOSTLY * words

    def apart(self, text: str) -> tuple[str, str] | None:
        """(given, family) of a name in these letters; None for another name, and where nothing tells.

        Where the column writes some names apart, its family names there tell; else a column of names that are nearly
        all of two or three letters is Chinese or Korean, with family names of one letter.
        """
        if found := _SPACED.match(text):
            return found[2], found[1]
        if not _WORD.match(text):
            return None
        for length in range(len(text) - 1, 0, -1):
            if text[:length] in self._spaced:
                return text[length:], text[:length]
        if not self._one_letter:
            return None
        length = 2 if text[:2] in _COMPOUND and len(text) > 2 else 1
        return text[length:], text[:length]
