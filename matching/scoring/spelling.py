"""How alike two names are spelt: integer codes first, letters only for the pairs that codes leave open."""

from enum import IntEnum
from typing import cast

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from matching.scoring import names
from matching.scoring.abjad import abjad, spells
from matching.scoring.arrays import Ints, Levels
from matching.scoring.person import Person
from matching.scoring.remembering import remembered
from matching.scoring.words import Words

_HALF = 0.80  # Jaro-Winkler below which words with other first letters are different
_SLIP = 0.70  # and those with the same


class Name(IntEnum):
    """How two names agree, best first; MISSING says nothing either way."""

    MISSING = 0
    SAME = 1
    VARIANT = 2  # a nickname, or the same name written down in another tongue
    CLOSE = 3  # one keying slip, or it sounds the same and looks alike
    PART = 4  # one is part of the other: half of a double-barrelled name
    MIDDLE = 5  # one record's given name is the other's middle name
    INITIAL = 6  # one record holds the initial of the other's
    SIMILAR = 7  # Jaro-Winkler from .88, or both short forms of one name
    HALF = 8  # Jaro-Winkler from .80
    DIFFERENT = 9
    UNNAMED = 10  # neither record has a given name yet, under one roof and family name: likely the same unborn child


def jaro_winkler(words: Words, a: Ints, b: Ints) -> NDArray[np.float32]:
    """Jaro-Winkler similarity, 0 to 1, of the words with these codes."""
    found = cpdist(list(words.array[a]), list(words.array[b]), scorer=JaroWinkler.similarity)
    return cast(NDArray[np.float32], found)


def most_alike(words: Words, a: Ints, b: Ints) -> NDArray[np.float64]:
    """What the Jaro-Winkler similarity of words is not above, told by which letters they have.

    A letter that one word has and the other has not is matched by none, so of l letters at most l less those match;
    (m / l₁ + m / l₂ + 1) / 3 is the most that m matches give, and four letters of a common opening add four tenths of
    what is missing to 1.
    """
    mine, yours, long, other = words.masks[a], words.masks[b], words.lengths[a], words.lengths[b]
    matches = np.minimum(long - np.bitwise_count(mine & ~yours), other - np.bitwise_count(yours & ~mine))
    jaro = np.where(matches > 0, (matches / np.maximum(long, 1) + matches / np.maximum(other, 1) + 1) / 3, 0.0)
    common = np.where(words.initials[a] == words.initials[b], 0.4, 0.0)
    return jaro + common * (1 - jaro) + 1e-6  # what it bounds is rounded


def edits(words: Words, a: Ints, b: Ints) -> NDArray[np.int32]:
    """Edits (insert, delete, replace, exchange neighbours) between the words with these codes."""
    found = cpdist(list(words.array[a]), list(words.array[b]), scorer=OSA.distance)
    return cast(NDArray[np.int32], found)


def level(one: Person, other: Person, a: int, b: int) -> Name:
    """The `Name` level (never MIDDLE) of two records' words, by their stable numbers."""
    if not a or not b:
        return Name.MISSING
    if a == b:
        return Name.SAME
    return alike(one.texts[a], other.texts[b]) if a < b else alike(other.texts[b], one.texts[a])


@remembered(1 << 16)
def alike(one: str, other: str) -> Name:
    """The `Name` level (never MIDDLE) of two words that are not the same."""
    likeness = np.float32(JaroWinkler.similarity(one, other) if one and other else 0)
    found = Name.SIMILAR if likeness >= 0.88 else Name.HALF if likeness >= _HALF else Name.DIFFERENT
    opening = one[:1] == other[:1]
    short = min(len(one), len(other))
    if likeness >= _SLIP and (
        (opening and likeness >= 0.96)
        or (short >= 4 and opening and OSA.distance(one, other) == 1)
        or (short >= 4 and likeness >= _HALF and names.sound(one) == names.sound(other))
    ):
        found = Name.CLOSE
    if abjad(one) != abjad(other) and spells(*((other, one) if abjad(one) else (one, other))):
        return Name.VARIANT
    if short == 1:
        found = Name.INITIAL if opening else Name.DIFFERENT
    if " " in one or " " in other:
        found = _compound(one, other, found)
    mine, yours = names.classes(one), names.classes(other)
    if not mine or not yours:
        return found
    if not set(mine).isdisjoint(names.own_classes(other)) or not set(yours).isdisjoint(names.own_classes(one)):
        return Name.VARIANT if opening or OSA.distance(one, other) > 1 else Name.CLOSE
    return found if set(mine).isdisjoint(yours) else min(found, Name.SIMILAR)


def levels(words: Words, a: Ints, b: Ints) -> Levels:
    """The `Name` level (never MIDDLE) of each pair of word codes; each distinct pair is worked out once."""
    out = np.where(a == b, Name.SAME, Name.DIFFERENT).astype(np.int8)
    out[(a == 0) | (b == 0)] = Name.MISSING
    unlike = np.flatnonzero(out == Name.DIFFERENT)
    if len(unlike):
        low, high = np.minimum(a[unlike], b[unlike]), np.maximum(a[unlike], b[unlike])
        pairs, where = np.unique(low * len(words.texts) + high, return_inverse=True)
        one, other = pairs // len(words.texts), pairs % len(words.texts)
        turned = words.hashes[one] > words.hashes[other]  # a text stands first by what it is, not by where it was read
        found = _unlike(words, np.where(turned, other, one), np.where(turned, one, other))
        out[unlike] = found[where.reshape(-1)]
    return out


def _unlike(words: Words, a: Ints, b: Ints) -> Levels:
    out = np.full(a.shape, Name.DIFFERENT, np.int8)
    opening = words.initials[a] == words.initials[b]
    near = np.flatnonzero(most_alike(words, a, b) >= np.where(opening, _SLIP, _HALF))
    likeness = np.zeros(a.shape, np.float32)
    likeness[near] = jaro_winkler(words, a[near], b[near])
    out[likeness >= _HALF] = Name.HALF
    out[likeness >= 0.88] = Name.SIMILAR
    open_ = np.flatnonzero(likeness >= _SLIP)
    out[open_[_slips(words, a[open_], b[open_], likeness[open_])]] = Name.CLOSE

    either = words.lengths[a] == 1
    either |= words.lengths[b] == 1
    out[either] = np.where(words.initials[a[either]] == words.initials[b[either]], Name.INITIAL, Name.DIFFERENT)
    for pair in np.flatnonzero(words.compound[a] | words.compound[b]):
        out[pair] = _compound(words.texts[int(a[pair])], words.texts[int(b[pair])], Name(int(out[pair])))
    one, other = words.classes[a], words.classes[b]
    related = overlap(one, other)  # Molly and Mia are both short for Mary, and sisters
    out[related] = np.minimum(out[related], Name.SIMILAR)
    variant = overlap(words.own_classes[a], other) | overlap(one, words.own_classes[b])
    out[variant] = Name.VARIANT
    other_letter = np.flatnonzero(variant & ~opening)
    out[other_letter[edits(words, a[other_letter], b[other_letter]) == 1]] = Name.CLOSE  # Anna and Hanna are sisters
    for pair in np.flatnonzero(words.abjad[a] != words.abjad[b]):
        one, other = words.texts[int(a[pair])], words.texts[int(b[pair])]
        if spells(*((other, one) if words.abjad[a[pair]] else (one, other))):
            out[pair] = Name.VARIANT
    return out


def _slips(words: Words, a: Ints, b: Ints, likeness: NDArray[np.float32]) -> NDArray[np.bool_]:
    """One edit behind the same first letter (Hayden and Jayden are brothers), or alike in sound and look."""
    opening = words.initials[a] == words.initials[b]
    long = np.minimum(words.lengths[a], words.lengths[b]) >= 4
    slip = opening & long & (edits(words, a, b) == 1)
    alike = (words.sounds[a] == words.sounds[b]) & (likeness >= _HALF) & long
    return slip | alike | (opening & (likeness >= 0.96))


def overlap(mine: NDArray[np.int32], yours: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether two rows of codes, padded with 0, have one in common."""
    out = np.zeros(len(mine), np.bool_)
    for column in range(mine.shape[1]):
        some = np.flatnonzero(mine[:, column])
        out[some] |= (yours[some] == mine[some, column, None]).any(axis=1)
    return out


def _compound(one: str, other: str, otherwise: Name) -> Name:
    """Names of several words: the same letters run together, or the shorter one's words within the longer."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return Name.VARIANT
    short, long = sorted((set(one.split()), set(other.split())), key=lambda w: (len(w), sorted(w)))
    if short <= long and any(len(w) > 2 for w in short):
        return Name.PART
    return otherwise
