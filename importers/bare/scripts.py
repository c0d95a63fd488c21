"""Cyrillic and Greek letters in Latin ones: one agency writes a name as it is born, another as the passport has it.

After the passports' tables (ICAO Doc 9303 for Cyrillic, ELOT 743 for Greek), shortened: what they tell apart only by
marks is not told apart, since comparison folds marks anyway.
"""

import re

_CYRILLIC = (
    "а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh"
    " щ shch ъ - ы y ь - э e ю yu я ya і i ї yi є ye ґ g ђ dj ј j љ lj њ nj ћ c џ dz"
)
_GREEK = (
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
    " ά a έ e ή i ί i ό o ύ y ώ o ϊ i ϋ y ΐ i ΰ y"
)


def _table(*scripts: str) -> dict[int, str]:
    """Every letter, small and capital, and how it is written in Latin ones."""
    told = " ".join(scripts).split()
    found: dict[int, str] = {}
    for letter, written in zip(told[::2], told[1::2], strict=True):
        latin = written.strip("-")
        found[ord(letter)] = latin
        if len(capital := letter.upper()) == 1:
            found.setdefault(ord(capital), latin.capitalize())
    return found


_LATIN = _table(_CYRILLIC, _GREEK)
_FOREIGN = re.compile("[\u0370-\u03ff\u1f00-\u1fff\u0400-\u04ff]")


def latin(text: str) -> str:
    """The text with Cyrillic and Greek letters written in Latin ones: 'Соколова' → 'Sokolova'."""
    if text.isascii() or not _FOREIGN.search(text):
        return text
    return text.replace("ου", "ou").replace("Ου", "Ou").replace("μπ", "b").replace("Μπ", "B").translate(_LATIN)
