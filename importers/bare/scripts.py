"""Letters of other alphabets in Latin ones: one agency writes a name as it is born, another as the passport has it.

After the passports' tables (ICAO Doc 9303 for Cyrillic, ELOT 743 for Greek, the national systems of Georgia and
Armenia, ISO 15919 for the scripts of India), shortened: what they tell apart only by marks is not told apart, since
comparison folds marks anyway. A heading keeps its letters where lists of headings have them.
"""

import re
import unicodedata

from matching.scoring.names import ABJAD

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


_GEORGIAN = (
    "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch ც ts"
    " ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h"
)
_ARMENIAN = (
    "ա a բ b գ g դ d ե e զ z է e ը y թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p"
    " ջ j ռ r ս s վ v տ t ր r ց ts ւ u փ p ք k օ o ֆ f և ev"
)
_LATIN = _table(_CYRILLIC, _GREEK)
_POINTS = dict.fromkeys([*range(0x064B, 0x0660), 0x0670], "")
"""Vowels and doubled letters of Arabic, which hardly anybody writes."""
_MORE = _table(_GEORGIAN, _ARMENIAN) | ABJAD | _POINTS
_FOREIGN = re.compile("[\u0370-\u03ff\u1f00-\u1fff\u0400-\u04ff]")


def latin(text: str) -> str:
    """The text with Cyrillic and Greek letters written in Latin ones: 'Соколова' → 'Sokolova'."""
    if text.isascii() or not _FOREIGN.search(text):
        return text
    return text.replace("ου", "ou").replace("Ου", "Ou").replace("μπ", "b").replace("Μπ", "B").translate(_LATIN)


def written(text: str) -> str:
    """A value in Latin letters and figures, as far as its script is known: 'გიორგი' → 'giorgi', '१९८०' → '1980'.

    Arabic, Persian and Urdu stay as they are, but for letters that stand for each other: 'کریم' and 'كريم' are one.
    """
    if text.isascii():
        return text
    text = _kana(latin(text))
    if not _FURTHER.search(text):
        return text
    text = text.translate(_figures(text))
    return _INDIAN.sub(lambda found: _syllables(found[0].translate(_JOINERS)), text).translate(_MORE)


def _kana(text: str) -> str:
    """Letters of one width, and one of Japan's two syllabaries: 'ﾔﾏｻﾞｷ' and 'やまざき' → 'ヤマザキ' (Unicode TR 11)."""
    if not _OF_A_WIDTH.search(text):
        return text
    return _OF_A_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]).translate(_HIRAGANA), text)


_OF_A_WIDTH = re.compile("[\u3000\u3041-\u3096\uff00-\uff9f]+")
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_FURTHER = re.compile("[\u0530-\u058f\u0600-\u0dff\u0e00-\u109f\u10d0-\u10ff]")
_INDIAN = re.compile("[\u0900-\u0963\u0970-\u0d65\u0d70-\u0d7f\u200c\u200d]+")
_JOINERS = str.maketrans("", "", "\u200c\u200d")


def _figures(text: str) -> dict[int, str]:
    return {ord(c): str(unicodedata.decimal(c)) for c in text if c.isdecimal() and not c.isascii()}


_BLOCK = 0x80
_NORTHERN = 0x0B00
"""In the scripts before it an a at the end of a word is not spoken: महेश is Mahesh."""
_NASAL, _VIRAMA = (0x01, 0x02), 0x4D


def _places(first: int, told: str) -> dict[int, str]:
    """How the letters from a place of a block on are written."""
    return dict(enumerate(told.split(), start=first))


_CONSONANTS = _places(
    0x15, "k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h"
) | _places(0x58, "k kh g z d dh f y")
_VOWELS = _places(0x05, "a a i i u u ri l e e e ai o o o au")
_SIGNS = _places(0x3E, "a i i u u ri ri e e e ai o o o au")


def _syllables(word: str) -> str:
    """A word of a script of India; the blocks of all have one layout. A consonant sounds with an a that none writes."""
    out: list[str] = []
    spoken = False
    for letter in word:
        place = (ord(letter) - 0x0900) % _BLOCK
        told = _CONSONANTS.get(place) or _VOWELS.get(place) or ("n" if place in _NASAL else "")
        if told:
            out += ["a", told] if spoken else [told]
        elif place in _SIGNS:
            out.append(_SIGNS[place])
        elif place != _VIRAMA:
            continue
        spoken = place in _CONSONANTS
    return "".join(out) + ("a" if spoken and ord(word[-1]) >= _NORTHERN else "")
