"""A 64-bit mask of the letters of each word: one edit changes at most two of its bits, so counting the differing bits
rules out nearly all words before a string is compared (STORE.md §4.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matching.scoring.remembering import remembered

_PLAIN = (1 << 26) - 1  # bits of the letters a to z
_OTHER = 128  # characters from here on are taken one by one


def letter_masks(words: Iterable[str]) -> NDArray[np.uint64]:
    """Two bits a letter (there at all; there twice), one for each other character: an edit changes at most two bits."""
    return _masks(_letters(words))


def _letters(words: Iterable[str]) -> NDArray[np.uint32]:
    """One row a word, one column a letter; 0 behind the end."""
    rows = np.array(list(words) or [""], np.str_)
    return rows.view(np.uint32).reshape(len(rows), -1)


def _masks(letters: NDArray[np.uint32]) -> NDArray[np.uint64]:
    masks = np.zeros(len(letters), np.uint64)
    for column in letters.T:
        add_letter(masks, column)
    return masks


def add_letter(masks: NDArray[np.uint64], letters: NDArray[np.uint32]) -> None:
    """Add to each word's mask its next letter; 0 behind the word's end."""
    bit = _bits()[np.minimum(letters, _OTHER)]
    if (other := np.flatnonzero(letters >= _OTHER)).size:
        bit[other] = np.uint64(1) << (np.uint64(52) + letters[other].astype(np.uint64) % np.uint64(12))
    again = (masks & bit & np.uint64(_PLAIN)) != 0
    bit[again] <<= np.uint64(26)
    masks |= bit


@cache
def _bits() -> NDArray[np.uint64]:
    """The bit of each character up to _OTHER; none for 0."""
    bits = np.array([0, *(1 << _place(number) for number in range(1, _OTHER + 1))], np.uint64)
    bits.setflags(write=False)
    return bits


@remembered(1 << 12)
def mask_of(word: str) -> int:
    """The mask of one word."""
    mask = 0
    for letter in word:
        bit = 1 << _place(ord(letter))
        mask |= bit << 26 if mask & bit & _PLAIN else bit
    return mask


def _place(letter: int) -> int:
    return letter - 97 if 97 <= letter < 123 else 52 + letter % 12


def few_bits(masks: NDArray[np.uint64], mask: int, edits: int) -> NDArray[np.bool_]:
    """Which words may be so many edits from the one with this mask: nearly all others are ruled out."""
    return np.bitwise_count(masks ^ np.uint64(mask)) <= 2 * edits
