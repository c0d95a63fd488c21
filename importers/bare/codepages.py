"""Which of the old one-byte codes a text is written in, told by whose letters it then spells.

An import takes Windows-1252 or refuses (domain/9 rule 2). A bare file may come from anywhere: each code is tried, and
the one in which nearly every letter beyond ASCII belongs to the alphabet of one of its languages is taken.
"""

from collections import Counter
from pathlib import Path

_ALPHABETS = {
    "cp1252": "äöüß|àâçéèêëîïôùûüÿœ|áéíñóúüºª|àáâãçéêíóôõú|àèéìíîòóùú|åäöéü|æøåéäö|áðéíóúýþæö|áéëïóöüèç|àçéèíïóòúü·",
    "cp1250": "ąćęłńóśźż|áčďéěíňóřšťúůýž|áäčďéíĺľňóôŕšťúýž|áéíóöőúüű|ăâîşșţț|čćđšž|čšž|äöüß|ëç",
    "cp1251": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџ",
    "cp1253": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",
    "cp1254": "çğıİöşüâîû",
    "cp1257": "āčēģīķļņšūž|ąčęėįšųūž|äõöüšž",
    "cp1255": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "cp1256": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ",
    "cp850": "äöüß|àâçéèêëîïôùûü|áéíñóúüºª|àáâãçéêíóôõú|àèéìíîòóùú|åäöéü|æøåé",
    "cp852": "ąćęłńóśźż|áčďéěíňóřšťúůýž|áéíóöőúüű|čćđšž",
    "iso8859_2": "ąćęłńóśźż|áčďéěíňóřšťúůýž|áéíóöőúüű",
    "koi8_r": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "cp866": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
"""By code the letters of the languages written in it, a language between bars; the likelier code first."""

_LOOKED_AT = 1 << 20
_PLAINLY = 0.9


def codepage(path: Path) -> str | None:
    """The code of a text that is not Unicode; None where Windows-1252 is as good as any."""
    with path.open("rb") as file:
        raw = file.read(_LOOKED_AT)
    beyond = Counter(pair for pair in zip(b" " + raw, raw, strict=False) if pair[1] > _ASCII)
    told = {code: _told(beyond, code, alphabets.split("|")) for code, alphabets in _ALPHABETS.items()}
    best = max(told, key=lambda code: told[code])
    return best if best != "cp1252" and told[best] >= max(_PLAINLY, told["cp1252"] + 0.05) else None


_ASCII = 127


def _told(beyond: Counter[tuple[int, int]], code: str, alphabets: list[str]) -> float:
    """The largest share of the letters beyond ASCII that stand in one alphabet, and well behind the letter before.

    No capital follows a small letter, and no Latin letter stands beside one of another script.
    """
    letters = [bytes([byte]).decode(code, "replace") for byte in range(256)]
    latin = code in _LATIN
    good = [0] * len(alphabets)
    for (before, byte), count in beyond.items():
        letter, prior = letters[byte], letters[before]
        if (prior.islower() and letter.isupper()) or (not latin and prior.isascii() and prior.isalpha()):
            continue
        for place, alphabet in enumerate(alphabets):
            good[place] += count if letter in alphabet or letter.lower() in alphabet else 0
    return max(good) / max(beyond.total(), 1)


_LATIN = frozenset({"cp1252", "cp1250", "cp1254", "cp1257", "cp850", "cp852", "iso8859_2"})
