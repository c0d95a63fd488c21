"""Names in Arabic letters, and how passports spell them in Latin ones.

Short vowels are not written and long ones are, so each letter stands for some spellings, and between two consonants one
vowel may stand: محمد is Mohammed, Muhamad and Mohamad, and not Mahmoud, which is محمود. After the usual spellings of
the Arab world's passports, English and French ones; texts are normalised (`names.normalise`).
"""

import re

from matching.scoring.remembering import remembered

_SPELT = {
    "ا": "(?:aa?|e)", "ب": "b+", "ت": "t+", "ث": "(?:th|s+|t)", "ج": "(?:dj|j+|g+)", "ح": "(?:kh|h|x)?",
    "خ": "(?:kh|k|h|x)", "د": "d+", "ذ": "(?:dh|th|z|d)", "ر": "r+", "ز": "(?:z+|s)", "س": "(?:s+|c)",
    "ش": "(?:sch|sh|ch)", "ص": "s+", "ض": "(?:dh|d+)", "ط": "t+", "ظ": "(?:dh|th|z|d)", "ع": "[aeiou]{0,2}",
    "غ": "gh?", "ف": "(?:f+|ph)", "ق": "(?:q+|k+|g|c)", "ك": "(?:ck|k+|c)", "ل": "l+", "م": "m+", "ن": "n+",
    "ه": "h?", "ة": "[aeo][ht]?", "و": "(?:[wv]?(?:oo|ou|uu|u|o|au|aw|ow)|[wv]+)",
    "ي": "(?:iyy?|yy?|ee|ie|ei|ai|ey|ay|i|e)", "ء": "", "پ": "p+", "چ": "t?ch", "ژ": "(?:zh|j)", "گ": "g+",
}  # fmt: skip
_LONG = "اويةء"
_ARTICLE = "(?:[ae](?:l|r|sh?|n|t|d|z))?"
_OF_GOD = "[ae]bd[aeiou]?(?:l|r|s|sh|n|t|d|z)?"
"""'Abd al-', servant of, with what its l becomes before some letters."""
_SHORTEST = 2
_FIRST, _LAST = 0x0621, 0x06D3


def abjad(text: str) -> bool:
    """Whether it begins with a letter of Arabic, Persian or Urdu."""
    return bool(text) and _FIRST <= ord(text[0]) <= _LAST


def spells(latin: str, written: str) -> bool:
    """Whether the one may be how a passport spells the other, which is in Arabic letters."""
    pattern = _pattern(written)
    return bool(pattern) and pattern.fullmatch(latin.replace(" ", "")) is not None


@remembered(1 << 14)
def _pattern(written: str) -> re.Pattern[str] | None:
    word = written.replace(" ", "")
    begun = ""
    for opening, spelt in (("عبدال", _OF_GOD), ("ال", _ARTICLE)):
        if word.startswith(opening) and len(word) >= len(opening) + _SHORTEST:
            begun, word = spelt, word.removeprefix(opening)
            break
    if not word or not set(word) <= set(_SPELT):
        return None
    return re.compile(begun + "".join(_letter(word, at) for at in range(len(word))) + "h?")


def _letter(word: str, at: int) -> str:
    """How the letter at this place is spelt, and the short vowel that may follow."""
    letter, behind = word[at], word[at + 1 : at + 2]
    if letter == "ا" and at == 0:
        return "[aeiou]?" if behind in "يو" and behind else "[aeiou]{1,2}"
    if letter == "ي" and not behind:
        return f"(?:{_SPELT[letter]}|aa?)"
    return _SPELT[letter] + ("" if not behind or behind in _LONG or letter == "ا" else "[aeiou]?")


_KEPT = str.maketrans("تثجخدذرزسشصضطظغفقكلمنبپچژگ", "ttgkddrssssdtsgfkklmnbpssg")
_FOLDED = str.maketrans("zqcjv", "skkgf", "aeiouhwy")
_TOGETHER = re.compile(r"(.)\1+")
_LATIN_ARTICLE = re.compile(r"^[ae]l ?(?=[a-z]{4})")


def consonants(word: str) -> str:
    """The consonants that both ways of writing keep, folded: 'mmd' of محمد and of Mohammed, and of Mahmoud too."""
    if abjad(word):
        kept = "".join(c for c in word.removeprefix("ال").translate(_KEPT) if c.isascii())
    else:
        kept = _LATIN_ARTICLE.sub("", word).replace("ph", "f").replace("ch", "s").translate(_FOLDED)
    return _TOGETHER.sub(r"\1", kept.replace(" ", ""))
