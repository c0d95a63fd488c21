"""Names of many tongues: one spelling to compare, what stands for what, how it sounds."""

import re
import unicodedata
from functools import cache
from importlib import resources

from matching.scoring.remembering import remembered

ABJAD: dict[int, str] = {
    ord(variant): letter
    for letter, variants in {
        "\u0627": "\u0622\u0623\u0625\u0671",  # alef, with or without hamza, madda or wasla
        "\u0648": "\u0624",  # waw
        "\u064a": "\u0626\u0649\u06cc\u06d2",  # yeh: Arabic, Persian, Urdu, and alef maksura
        "\u0643": "\u06a9\u06aa",  # kaf
        "\u0647": "\u06be\u06c0\u06c1\u06c2\u06d5",  # heh; teh marbuta sounds: it is one letter other, not the same
        "": "\u0640",  # the stroke that lengthens a word
    }.items()
    for variant in variants
}
"""Letters of Arabic, Persian and Urdu that one keyboard has and another has not, or that writers use for each other:
after Unicode's chapter 9.2 and as the normalisers of search engines have them."""
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"} | ABJAD
)
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼʹ.")
_NO_LETTER = re.compile("[^a-z]+")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "master", "prof", "sir", "rev", "dame", "lady"})
_NOT_NAMES = frozenset(
    {
        "unborn", "baby", "infant", "twin", "triplet", "newborn", "child", "male", "female",
        "boy", "girl", "unknown", "known", "unk", "nk", "nfn", "tbc", "na",
        "none", "null", "nan", "test", "xx", "xxx", "respondent", "declined", "entered",
        "stated", "given", "refused", "anonymous", "nameless", "nfa", "foetus", "fetus", "person",
        "dummy",
    }
)  # fmt: skip
_FILLERS = frozenset(
    {"of", "not", "no", "name", "the", "first", "second", "one", "two", "three", "a", "b", "i", "ii", "iii"}
)


@remembered(1 << 18)
def normalise(text: str) -> str:
    """Lower case, no marks over letters, words apart by one space; titles before a name are dropped.

    >>> normalise("Mrs  Zoë O’BRIEN-Ślązak")
    'zoe obrien slazak'
    """
    if text.isascii():
        words = _NO_LETTER.sub(" ", text.lower().translate(_APOSTROPHES)).split()
    else:
        folded = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
        plain = unicodedata.normalize("NFKD", folded).translate(_APOSTROPHES)
        words = "".join(c if _sounds(c) else " " for c in plain if not unicodedata.combining(c)).split()
    while len(words) > 1 and words[0] in _TITLES:
        del words[0]
    return " ".join(words)


def _sounds(letter: str) -> bool:
    """Whether it is a letter, or a vowel that scripts from India to Cambodia write above, below or around one."""
    return letter.isalpha() or ("\u0900" <= letter <= "\u17ff" and unicodedata.category(letter) in ("Mn", "Mc"))


def tokens(text: str) -> tuple[str, ...]:
    """The words of a normalised name."""
    return tuple(normalise(text).split())


def placeholder(text: str) -> bool:
    """Whether this says that no name was known ('Unborn', 'Baby of', 'Twin 1'): shown, never evidence."""
    words = tokens(text)
    if not words:
        return bool(text.strip())
    if words[0] in _NOT_NAMES and words[1:2] == ("of",):
        return True  # 'Unborn of Emily': the name is the mother's
    return any(w in _NOT_NAMES for w in words) and all(w in _NOT_NAMES or w in _FILLERS for w in words)


def evident(text: str) -> str:
    """The normalised name, or '' when it is none."""
    return "" if placeholder(text) else normalise(text)


def _lines(file: str) -> list[list[str]]:
    text = resources.files("matching.scoring").joinpath("data", file).read_text("utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _classes() -> dict[str, tuple[frozenset[int], frozenset[int]]]:
    """For each word the names it may stand for, and those of them that it is itself and no short form of."""
    spellings = _lines("variants.txt")
    found: dict[str, set[int]] = {}
    itself: dict[str, set[int]] = {}
    for number, words in enumerate(spellings):
        for word in words:
            found.setdefault(word, set()).add(number + 1)
            itself.setdefault(word, set()).add(number + 1)
    inherited = {word: frozenset(of) for word, of in found.items()}
    for number, (formal, *others) in enumerate(_lines("nicknames.txt"), start=len(spellings) + 1):
        found.setdefault(formal, set()).add(number)
        itself.setdefault(formal, set()).add(number)
        for word in others:  # Sasha stands for Alexander, so for Oleksandr too
            found.setdefault(word, set()).update({number}, inherited.get(formal, ()))
    return {word: (frozenset(of), frozenset(itself.get(word, ()))) for word, of in found.items()}


_NEITHER: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


def classes(word: str) -> tuple[int, ...]:
    """The names this word may stand for, as numbers: nicknames both ways, spellings across alphabets."""
    return tuple(sorted(_classes().get(word, _NEITHER)[0]))


def of_a_class() -> frozenset[str]:
    """Every word that has a class."""
    return frozenset(_classes())


def own_classes(word: str) -> tuple[int, ...]:
    """Those of its classes whose name the word is, written one way or another, and not a short form."""
    return tuple(sorted(_classes().get(word, _NEITHER)[1]))


_SOUNDS = (
    # Digraphs first; the order matters. Arabic, Slavic, South Asian and English spellings fall together.
    ("sch", "s"), ("tsch", "s"), ("cz", "s"), ("sz", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("rz", "s"),
    ("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("bh", "b"), ("jh", "j"), ("ck", "k"),
    ("qu", "k"), ("wr", "r"), ("kn", "n"), ("wh", "v"), ("dj", "j"), ("dz", "j"), ("ks", "x"), ("ce", "se"),
    ("ci", "si"), ("cy", "si"), ("ge", "je"), ("gi", "ji"), ("gy", "ji"), ("c", "k"), ("q", "k"), ("w", "v"),
    ("z", "s"), ("x", "ks"), ("y", "i"), ("j", "g"), ("h", ""),
)  # fmt: skip


@remembered(1 << 18)
def sound(name: str) -> str:
    """How a normalised name sounds, roughly, in any tongue: consonants folded, and an opening vowel.

    >>> {sound(n) for n in ("mohammed", "muhamad", "mohamud")}
    {'mmd'}
    """
    folded = name.replace(" ", "")
    for written, heard in _SOUNDS:
        if written in folded:
            folded = folded.replace(written, heard)
    key: list[str] = []
    last = ""
    for letter in folded:
        if letter == last:
            continue
        if letter not in "aeiou":
            key.append(letter)
        elif not last:
            key.append("a")
        last = letter
    return "".join(key)
