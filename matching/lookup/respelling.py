"""Other letters that a word may be written with for the same sound: rules of spelling, no names.

Gaelic writes v as bh or mh, h as th, and ends on letters that are silent; Welsh writes v as f, oy as wy and th as dd;
Slavic, German and Romanian tongues write y as j, Polish and Gaelic h as ch, Serbian ch as c; Italian, Greek and
Romanian write k as ch; Portuguese and French s as c and sh as x. Who writes Bengali takes v for b and z for j; an
Arabic article stands before a family name or not, and takes on its first letter; Somali writes h as x and nothing that
English hears as c; French writes w as ou and j as di. English is silent about a w after a vowel, and writes the last
syllable of Ashley as -leigh too. Wade-Giles writes hs, ts, ch and k where Pinyin writes x, c or z, zh or j or q, and g.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from matching.scoring.remembering import remembered

_Rule: TypeAlias = tuple[re.Pattern[str], str]


def _rules(*pairs: tuple[str, str]) -> Sequence[_Rule]:
    return [(re.compile(letters), other) for letters, other in pairs]


_GAELIC = _rules(
    ("mh|(?<=.)bh", "v"), ("(?<=[aeiou])[dg]h", ""), ("eigh", "ee"), ("(?<=[aeo]i)th$|th(?=v)", ""),
    ("(?<=[aeiou])th(?=[aeiou])", "h"), ("(?<=[aeiou])ch(?=[aeiou]|$)", ""),
)  # fmt: skip
_LONG = 6  # letters: a short word would sound like too many others
_HEARD_LONG = _rules(
    ("(?<=[aeo])w(?![aeiouy])", ""), ("^[ae]l(?=.{4})", ""), ("^[ae](sh|[dnrstz])(?=\\1..)", ""),
    ("(?<!f)f(?!f)", "v"), ("wy", "oi"), ("dd", "th"), ("^j", "y"), ("(?<=i)c$", "ch"), ("ch", "k"), ("^kh", "h"),
    ("(?<=[aeiounr])c(?=[aou])", "s"), ("x(?!$)", "sh"), ("(?<=.)z", "j"), ("^v", "b"), ("^ou(?=[aei])", "w"),
    ("^di(?=[aeou])", "j"), ("^dj", "j"),
)  # fmt: skip
_WADE_GILES = _rules(
    ("^hs", "x"), ("^ts", "z"), ("^ch(?=[iu])", "j"), ("^k", "g"), ("^t(?!z)", "d"), ("^p", "b"), ("ieh", "ie"),
    ("ien", "ian"), ("ung", "ong"), ("(?<=.)ch", "j"), ("(?<=.)hs", "x"), ("(?<=n)ku", "gu"),
)  # fmt: skip
_PINYIN = _rules(
    ("^x", "hs"), ("^zh", "ch"), ("^z", "ts"), ("^[jq]", "ch"), ("^g", "k"), ("^d", "t"), ("^b", "p"), ("ie$", "ieh"),
    ("ian", "ien"), ("ong", "ung"),
)  # fmt: skip
_WRITTEN = (
    *_WADE_GILES,
    *_PINYIN,
    *_rules(
        ("v", "bh"), ("v", "mh"), ("v", "dhbh"), ("(?<=[aeiou])[iy]$", "idh"), ("a$", "aith"), ("a$", "adh"),
        ("ley$", "leigh"), ("lee$", "leigh"), ("gh", "h"), ("(?<=[aeiou])h", "gh"), ("(?<=[aeiou])h", "th"),
        ("^x", "sh"), ("^ts", "c"), ("^c(?!h)", "ts"), ("^ch", "zh"), ("^ch", "q"), ("gu", "ku"), ("ku", "gu"),
        ("oo", "u"), ("u", "oo"), ("^el(?=.{4})", "al"), ("^al(?=.{4})", "el"), ("^chr", "kr"), ("^kr", "chr"),
        ("^(?=[aeiou])", "c"), ("^c(?=[aeiou])", ""), ("h", "x"), ("x", "h"), ("^y", "j"), ("^j", "z"), ("^b", "v"),
        ("^h", "kh"), ("^w", "ou"),
    ),
)  # fmt: skip


_GAELIC_LETTERS = re.compile("|".join(letters.pattern for letters, _ in _GAELIC))


def gaelic(word: str) -> str:
    """The word as it sounds if it is Gaelic; '' where that is as it stands.

    >>> gaelic("sadhbh"), gaelic("ana")
    ('sav', '')
    """
    return _by_all(_GAELIC, word) if _GAELIC_LETTERS.search(word) else ""


@remembered(1 << 12)
def heard(word: str) -> tuple[str, ...]:
    """The word with letters that are not sounded as they stand put down as they sound, by each rule alone, and by all
    that are Gaelic: whatever sounds like one of these may be meant.

    >>> heard("meabh")
    ('meav',)
    """
    rules = (*_GAELIC, *_HEARD_LONG) if len(word) >= _LONG else _GAELIC
    return _others(word, [*_by(rules, word), gaelic(word)])


@remembered(1 << 12)
def written(word: str) -> tuple[str, ...]:
    """The word as each other rule alone would write it, and all that are of one way to write Chinese: one of these may
    be meant, but not what only sounds so.

    >>> written("gao")
    ('kao',)
    """
    return _others(word, [*_by(_WRITTEN, word), _by_all(_WADE_GILES, word), _by_all(_PINYIN, word)])


def _by(rules: Iterable[_Rule], word: str) -> Iterable[str]:
    return (letters.sub(other, word) for letters, other in rules)


def _by_all(rules: Iterable[_Rule], word: str) -> str:
    for letters, other in rules:
        word = letters.sub(other, word)
    return word


def _others(word: str, spellings: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(other for other in spellings if other != word and len(other) > 1))
