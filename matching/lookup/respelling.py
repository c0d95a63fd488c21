"""Other letters that a word may be written with for the same sound: rules of spelling, no names.

Gaelic writes v as bh or mh and ends on a silent dh or gh; English writes the last syllable of Ashley as -leigh too;
Wade-Giles writes hs, ts, ch and k where Pinyin writes x, c, zh or j, and g; an Arabic article stands before a family
name or not, with a or with e.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from matching.scoring.remembering import remembered

_HEARD = (("mh|(?<=.)bh", "v"), ("(?<=[aeiou])[dg]h", ""), ("eigh", "ee"), ("^[ae]l(?=.{4})", ""))
_WRITTEN = (
    ("v", "bh"), ("v", "mh"), ("(?<=[aeiou])[iy]$", "idh"), ("ley$", "leigh"), ("lee$", "leigh"), ("gh", "h"),
    ("(?<=[aeiou])h", "gh"), ("^hs", "x"), ("^x", "hs"), ("^x", "sh"), ("^ts", "c"), ("^c(?!h)", "ts"), ("^zh", "ch"),
    ("^ch", "zh"), ("^j", "ch"), ("^ch", "j"), ("gu", "ku"), ("ku", "gu"), ("oo", "u"), ("u", "oo"),
    ("^el(?=.{4})", "al"), ("^al(?=.{4})", "el"), ("^chr", "kr"), ("^kr", "chr"),
)  # fmt: skip


@remembered(1 << 12)
def heard(word: str) -> tuple[str, ...]:
    """The word with letters that are not sounded as they stand put down as they sound, by each rule alone: whatever
    sounds like one of these may be meant.

    >>> heard("meabh")
    ('meav',)
    """
    return _by(_HEARD, word)


@remembered(1 << 12)
def written(word: str) -> tuple[str, ...]:
    """The word as each other rule alone would write it: one of these may be meant, but not what only sounds so.

    >>> written("hsu")
    ('xu', 'hsoo')
    """
    return _by(_WRITTEN, word)


def _by(rules: Iterable[tuple[str, str]], word: str) -> tuple[str, ...]:
    others = (re.sub(letters, other, word) for letters, other in rules)
    return tuple(dict.fromkeys(other for other in others if other != word and len(other) > 1))
