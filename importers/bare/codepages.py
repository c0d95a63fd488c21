"""Which code a text is written in that has no mark: UTF-16, Chinese or Korean, or an old one-byte code, by its letters.

An import takes Windows-1252 or refuses (domain/9 rule 2). A bare file may come from anywhere: each code is tried, and
the one in which nearly every letter beyond ASCII belongs to the alphabet of one of its languages is taken.
"""

import re
from collections import Counter
from pathlib import Path

_ALPHABETS = {
    "cp1252": "äöüß|àâçéèêëîïôùûüÿœ|áéíñóúüºª|àáâãçéêíóôõú|àèéìíîòóùú|åäöéü|æøåéäö|áðéíóúýþæö|áéëïóöüèç|àçéèíïóòúü·",
    "cp1250": "ąćęłńóśźż|áčďéěíňóřšťúůýž|áäčďéíĺľňóôŕšťúýž|áéíóöőúüű|ăâîşșţț|čćđšž|čšž|äöüß|ëç",
    "cp1255": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "cp1251": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџ",
    "cp1253": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",
    "cp1254": "çğıİöşüâîû",
    "cp1257": "āčēģīķļņšūž|ąčęėįšųūž|äõöüšž",
    "cp1256": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ",
    "cp850": "äöüß|àâçéèêëîïôùûü|áéíñóúüºª|àáâãçéêíóôõú|àèéìíîòóùú|åäöéü|æøåé",
    "cp852": "ąćęłńóśźż|áčďéěíňóřšťúůýž|áéíóöőúüű|čćđšž",
    "iso8859_2": "ąćęłńóśźż|áčďéěíňóřšťúůýž|áéíóöőúüű",
    "koi8_r": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "cp866": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
"""By code the letters of the languages written in it, a language between bars; the likelier code first.

The bytes of Hebrew are letters in Cyrillic and Greek too, but those have capitals, and letters beyond.
"""

_LOOKED_AT = 1 << 20
_PLAINLY = 0.9


def codepage(path: Path) -> str | None:
    """The code of a text that is not Unicode; None where Windows-1252 is as good as any."""
    with path.open("rb") as file:
        raw = file.read(_LOOKED_AT)
    if wide := _wide(raw):
        return wide
    if _japanese(raw):
        return "cp932"
    if paired := _paired(raw):
        return paired
    beyond = Counter(pair for pair in zip(b" " + raw, raw, strict=False) if pair[1] > _ASCII)
    told = {code: _told(beyond, code, alphabets.split("|")) for code, alphabets in _ALPHABETS.items()}
    best = max(told, key=lambda code: told[code])
    return best if best != "cp1252" and told[best] >= max(_PLAINLY, told["cp1252"] + 0.05) else None


_ASCII = 127
_SEPARATORS = 0.1  # part of the letters that are commas, figures and ends of lines in any table


def _wide(raw: bytes) -> str | None:
    """UTF-16, whichever half of its letters comes first: of separators and figures one half is zero."""
    pairs = len(raw) // 2
    for code, low, high in (("utf-16-le", raw[::2], raw[1::2]), ("utf-16-be", raw[1::2], raw[::2])):
        if high.count(0) > _SEPARATORS * pairs and low.count(0) < high.count(0) / 20:
            text = raw[: 2 * pairs].decode(code, "replace")
            return code if all(c.isprintable() or c in "\t\r\n" for c in set(text) - {"\ufffd"}) else None
    return None


_RUN = re.compile(rb"[\xa1-\xfe]+")
_RUNS = 20
_HANGUL = range(0xB0, 0xC9)


def _paired(raw: bytes) -> str | None:
    """A code of Chinese or Korean, of two high bytes a letter: letters of one byte make words of odd lengths too."""
    runs = _RUN.findall(raw)
    if len(runs) < _RUNS or sum(len(run) % 2 == 0 for run in runs) < _PLAINLY * len(runs):
        return None
    firsts = [first for run in runs for first in run[::2]]
    korean = sum(first in _HANGUL for first in firsts) >= _PLAINLY * len(firsts)
    code = "cp949" if korean else "gb18030"
    try:
        text = raw[: raw.rfind(b"\n") + 1].decode(code)
    except UnicodeError:
        return None
    letters = [c for c in text if not c.isascii()]
    return code if sum(map(str.isalpha, letters)) >= _PLAINLY * len(letters) else None


_LEADS = range(0x81, 0xA0)
"""First bytes of kana and of the commoner Chinese letters in Japan's code: hardly any other code has letters there."""


def _japanese(raw: bytes) -> bool:
    """Whether all of it is Shift-JIS, mostly of letters that Japan writes, and most of those of two bytes."""
    try:
        text = raw[: raw.rfind(b"\n") + 1].decode("cp932")
    except UnicodeError:
        return False
    letters = [c for c in text if not c.isascii()]
    leads = sum(raw.count(byte) for byte in _LEADS)
    own = sum("\u3000" <= c <= "\u9fff" or "\uff01" <= c <= "\uff9f" for c in letters)
    return len(letters) >= _RUNS and own >= _PLAINLY * len(letters) and leads >= len(letters) / 3


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


def mended(text: str) -> str:
    """A text that was read as one byte a letter where it had several, as it was meant: 'KÃ¶ln' → 'Köln'.

    Hardly any other text is such bytes by chance: a capital with a mark would have to stand before a sign.
    """
    if text.isascii():
        return text
    for code in ("cp1252", "latin-1"):
        try:
            return text.encode(code).decode("utf-8")
        except UnicodeError:
            continue
    return text
