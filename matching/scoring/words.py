"""Distinct texts as integer codes, and what is worked out once for each of them."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.scoring import names
from matching.scoring.abjad import abjad, consonants
from matching.scoring.arrays import Ints
from matching.scoring.hashing import Hashes, hashes, hashes_of_common
from matching.scoring.ragged import distinct

Made = TypeVar("Made")


def mailbox(email: str) -> str:
    """What stands before the @, if it has five letters or more: shorter ones say little of a person."""
    local = email.partition("@")[0]
    return local if len(local) >= 5 else ""


class Remembered(dict[str, Made]):
    """What `make` makes of a text, worked out when it is first asked for: `remembered[text]`."""

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> Made:
        made = self[text] = self._make(text)
        return made


def _first_sight(clean: Callable[[str], str], codes: dict[str, int], texts: list[str], raw: str) -> int:
    text = clean(raw)
    found = codes.setdefault(text, len(texts))
    if found == len(texts):
        texts.append(text)
    return found


class Words:
    """Distinct strings of one kind, as codes in order of first sight; code 0 is '' (nothing known)."""

    def __init__(self, clean: Callable[[str], str] = str.strip) -> None:
        self._texts: list[str] = [""]
        self.code: Callable[[str], int] = Remembered(partial(_first_sight, clean, {"": 0}, self._texts)).__getitem__
        """The code of what a raw text says once cleaned."""

    @property
    def texts(self) -> list[str]:
        """The strings by code."""
        return self._texts

    def some(self, *codes: Ints) -> "tuple[Words, list[Ints]]":
        """Words among which these are, and their codes there: what is worked out of them need be of no others."""
        return self, list(codes)

    @cached_property
    def array(self) -> NDArray[np.object_]:
        """The strings by code, for picking many at once. Read only after the last `code`."""
        out = np.empty(len(self.texts), np.object_)
        out[:] = self.texts
        return out

    @cached_property
    def hashes(self) -> Hashes:
        """By code: a stable number of the text (0 for '')."""
        return hashes(self.texts)

    @cached_property
    def sounds(self) -> Hashes:
        """By code: a stable number shared by words that sound alike (0 for '')."""
        return hashes_of_common([names.sound(t) for t in self.texts])

    @cached_property
    def openings(self) -> tuple[Hashes, ...]:
        """[n][code]: a stable number shared by words that begin with the same n letters, n up to 3 (0 for '')."""
        return tuple(hashes_of_common([t[:letters] for t in self.texts]) for letters in range(4))

    @cached_property
    def classes(self) -> NDArray[np.int32]:
        """By code: the name classes of the word, padded with 0. Shape (words, widest)."""
        return _padded([names.classes(t) for t in self.texts])

    @cached_property
    def own_classes(self) -> NDArray[np.int32]:
        """By code: those of the classes that the word is not a mere short form of, padded with 0."""
        return _padded([names.own_classes(t) for t in self.texts])

    @cached_property
    def figures(self) -> NDArray[np.int64]:
        """By code: a telephone number of up to seventeen digits behind a plus, -1 for any other text."""
        return np.array([int(t) if len(t) < 19 and t[:1] == "+" and t[1:].isdecimal() else -1 for t in self.texts])

    @cached_property
    def tokens(self) -> NDArray[np.int32]:
        """By code: codes of the words within the text, padded with 0. Shape (texts, widest)."""
        codes: dict[str, int] = {}
        found = [[codes.setdefault(word, len(codes) + 1) for word in t.split()] for t in self.texts]
        return _padded(found)

    @cached_property
    def unlettered(self) -> Hashes:
        """By code: a stable number of the text without letters of a flat at its end (0 for none)."""
        return hashes_of_common([t.rstrip("abcdef") for t in self.texts])

    @cached_property
    def lengths(self) -> Ints:
        """By code: letters in the word."""
        return np.array([len(t) for t in self.texts], np.int64)

    @cached_property
    def masks(self) -> NDArray[np.uint64]:
        """By code: which letters occur, a bit for each (other alphabets share bits)."""
        return np.array([sum({1 << (ord(c) & 63) for c in t}) for t in self.texts], np.uint64)

    @cached_property
    def initials(self) -> Ints:
        """By code: the first letter's code point (0 for '')."""
        return np.array([ord(t[0]) if t else 0 for t in self.texts], np.int64)

    @cached_property
    def mailboxes(self) -> Hashes:
        """By code: a stable number of an e-mail address's part before the @, if it has five letters or more."""
        return hashes([mailbox(t) for t in self.texts])

    @cached_property
    def providers(self) -> Hashes:
        """By code: a stable number of what stands behind an e-mail address's @, letters only (0 for none)."""
        found = [t.partition("@")[2] for t in self.texts]
        return hashes_of_common(["".join(c for c in domain if c.isalnum()) for domain in found])

    @cached_property
    def letters(self) -> Hashes:
        """By code: a stable number of the letters and digits, whatever their order (0 for none)."""
        return hashes(["".join(sorted(c for c in t if c.isalnum())) for t in self.texts])

    @cached_property
    def ends(self) -> tuple[Hashes, Hashes]:
        """By code: stable numbers of the first four and of the last four characters (0 for '')."""
        return hashes_of_common([t[:4] for t in self.texts]), hashes_of_common([t[-4:] for t in self.texts])

    @cached_property
    def abjad(self) -> NDArray[np.bool_]:
        """By code: whether the text is in Arabic letters."""
        return np.array([abjad(t) for t in self.texts], np.bool_)

    @cached_property
    def consonants(self) -> Hashes:
        """By code: a stable number of the consonants that Arabic and Latin letters both keep (0 for none)."""
        return hashes_of_common([consonants(t) for t in self.texts])

    @cached_property
    def compound(self) -> NDArray[np.bool_]:
        """By code: whether the text is more than one word."""
        return np.array([" " in t for t in self.texts], np.bool_)


class Recalled(Words):
    """Words that a hub keeps, known by their stable numbers; their texts are read once something asks for letters.

    places: by code, where `read` finds the text; below 0 there is none.
    """

    def __init__(self, numbers: Hashes, places: Ints, read: Callable[[Ints], list[str]]) -> None:
        super().__init__()
        self._texts = []
        self._numbers = numbers
        self._places = places
        self._read = read
        self._reading = Lock()

    @cached_property
    def hashes(self) -> Hashes:
        """By code: the stable number that the word is kept under."""
        return self._numbers

    @property
    def texts(self) -> list[str]:
        """The strings by code."""
        with self._reading:  # once, whoever asks
            if not self._texts:
                told = np.flatnonzero(self._places >= 0)
                texts = [""] * len(self._places)
                for code, text in zip(told.tolist(), self._read(self._places[told]), strict=True):
                    texts[code] = text
                self._texts = texts
        return self._texts

    def some(self, *codes: Ints) -> tuple[Words, list[Ints]]:
        """These alone, so that no others are read."""
        if self._texts:
            return self, list(codes)
        asked = distinct(np.concatenate([np.zeros(1, np.int64), *codes]))
        few = Recalled(self._numbers[asked], self._places[asked], self._read)
        return few, [np.searchsorted(asked, of) for of in codes]


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int32]:
    out = np.zeros((len(rows), max(1, max(map(len, rows)))), np.int32)
    for row, of in enumerate(rows):
        out[row, : len(of)] = of
    return out
