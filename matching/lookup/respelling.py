"""Other letters that a word may be written with for the same sound: rules of spelling, no names.

Gaelic writes v as bh or mh, h as th, and ends on letters that are silent; Welsh writes v as f, oy as wy and th as dd;
Slavic, German and Romanian tongues write y as j, Polish and Gaelic h as ch, Serbian ch as c; Italian, Greek and
Romanian write k as ch; Portuguese and French s as c and sh as x. Who writes Bengali takes v for b and z for j; an
Arabic article stands before a family name or not, and takes on its first letter; Somali writes h as x and nothing that
English hears as c; French writes w as ou and j as di, German j as dsch. An Irish or Scottish name is said with its O'
or Mac, or without. A Lithuanian wife's and daughter's family name end otherwise than the husband's; Ukrainian writes h
where Russian writes g. English is silent about a w after a vowel, says gh as f in -ough, and writes the last syllable
of Ashley as -leigh too. Words that look Gaelic, Welsh, Polish, French, Italian or Somali, or have a ch, are put down as
an English ear hears the whole of them. Wade-Giles writes hs, ts, ch and k where Pinyin writes x, c or z, zh or j or q,
and g.
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
    ("mh|(?<=.)bh", "v"), ("fh", ""), ("eigh", "ee"), ("(?<=[nrl])ch", "k"), ("(?<=[aeiou])[dg]h", ""),
    ("(?<=[aeo]i)th$|th(?=[nv])", ""), ("(?<=[aeiou])th(?=[aeiou])", "h"), ("(?<=[aeiou])ch(?=[aeiou]|$)", ""),
)  # fmt: skip
_WELSH = _rules(("ff", "ph"), ("f", "v"), ("dd", "th"), ("ch", "k"))
_POLISH = _rules(
    ("^ch", "h"), ("ch", "k"), ("(?<=[pkt])rz", "sh"), ("rz", "zh"), ("sz", "sh"), ("cz", "ch"),
    ("ci(?=[aeou])", "ch"), ("j(?![aeou])|(?<=[aeo])j", "y"), ("^j", "y"), ("a(?=b[^aeiou])", "om"), ("ac$", "onts"),
    ("l(?=[aou]|[bcdgkmnpst])", "w"), ("dz(?=i)", "j"),
)  # fmt: skip
_FRENCH = _rules(
    ("eau|aul?[tdx]s?$", "o"), ("ai[sx]$", "ay"), ("oi[sxt]?", "wa"), ("eux$", "u"), ("que$", "k"), ("(?<=[eo])t$", ""),
    ("oux$", "u"), ("ch", "sh"),
)  # fmt: skip
_ITALIAN = _rules(
    ("cch", "k"), ("cci(?=[aou])|cc(?=[ei])", "ch"), ("ggi(?=[aou])|gg(?=[ei])", "j"), ("gl(?=i)", "l"), ("zz", "ts"),
    ("sc(?=[ei])", "sh"),
)  # fmt: skip
_SOMALI = _rules(("^c(?=[aeiou])|(?<=[aiu])c$", ""), ("x", "h"))
_ENGLISH = _rules(("gh$", "f"))
_HARD = _rules(("ch", "k"))
_LONG = 6  # letters: a short word would sound like too many others
_HEARD_LONG = _rules(
    ("(?<=[aeo])w(?![aeiouy])", ""), ("^[ae]l(?=.{4})", ""), ("^[ae](sh|[dnrstz])(?=\\1..)", ""),
    ("(?<!f)f(?!f)", "v"), ("wy", "oi"), ("dd", "th"), ("^j", "y"), ("(?<=i)c$", "ch"), ("ch", "k"), ("^kh", "h"),
    ("(?<=[aeiounr])c(?=[aou])", "s"), ("x(?!$)", "sh"), ("(?<=.)z", "j"), ("^v", "b"), ("ou(?=[aei])", "w"),
    ("^di(?=[aeou])", "j"), ("d(?:j|sch)", "j"), ("ts?ch", "ch"), ("^tz", "z"), ("gu(?=[ei])", "gw"), ("gh", "k"),
    ("ck(?=[aeiou])", "gh"), ("(?:ien|ait|i?ut|yt)e$", "as"), ("(?<=.{5})[aiuy]s$", "aite"),
    ("(?<=.{5})[aiuy]s$", "iene"), ("g(?=.*(?:enko|[uy]k|sk[iy]+)$)", "h"),
    ("(?<![cgkpstz])h(?=.*(?:enko|[uy]k|sk[iy]+)$)", "g"), ("^(?:o(?=[^aeiou][aeiou].{3})|ma?c(?=[^aeiou].{3}))", ""),
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
        ("^h", "kh"), ("^w", "ou"), ("^(?=[^aeiou][aeiou].{3})", "o"), ("^(?=[^aeiou].{3})", "mac"),
        ("^(?=[^aeiou].{3})", "mc"), ("^mc", "mac"), ("^mac", "mc"),
    ),
)  # fmt: skip


_EARS = [
    (re.compile(letters), rules)
    for letters, rules in (
        ("|".join(letters.pattern for letters, _ in _GAELIC), _GAELIC),
        ("dd", _WELSH),
        ("rz|sz|cz|dz|[ao]jc|zyk|slaw|lowsk|[bw]sk[iay]|jac$|wicz|^chm", _POLISH),
        ("eau|aul?[td]$|ai[sx]$|oi[sxt]$|[oe]ux$|que$|[aeio]n?et$", _FRENCH),
        ("cc|ggi|gli|zz|sci", _ITALIAN),
        ("^[cx][aeiou].*(?:aa|ii|uu)|^[cx](?:aa|ii|uu)", _SOMALI),
        ("ough$", _ENGLISH),
        ("ch", _HARD),
    )
]
_OF_AN_EAR = re.compile("|".join(letters.pattern for letters, _ in _EARS))


def by_ear(word: str) -> tuple[str, ...]:
    """The word as an English ear hears it, in each of the tongues whose spelling it looks like.

    >>> by_ear("sadhbh"), by_ear("ana")
    (('sav',), ())
    """
    if not _OF_AN_EAR.search(word):
        return ()
    return _others(word, [_by_all(rules, word) for letters, rules in _EARS if letters.search(word)])


@remembered(1 << 12)
def heard(word: str) -> tuple[str, ...]:
    """The word with letters that are not sounded as they stand put down as they sound, by each rule alone, and as an
    ear of English hears it: whatever sounds like one of these may be meant.

    >>> heard("meabh")
    ('meav',)
    """
    rules = (*_GAELIC, *_HEARD_LONG) if len(word) >= _LONG else _GAELIC
    return _others(word, [*_by(rules, word), *by_ear(word)])


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
