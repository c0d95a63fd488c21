"""Work on several stretches at once."""

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.scoring.abreast import WORKERS, abreast, stretches
from matching.scoring.arrays import Ints
from matching.scoring.hashing import hashes, hashes_of_common
from matching.scoring.words import Recalled

WORDS = ["", "anna", "ben", "carol"]


@given(st.integers(0, 500), st.integers(1, 200))
def test_stretches_hold_everything_once_and_are_alike(size: int, most: int) -> None:
    found = stretches(size, most)
    assert [at for these in found for at in range(size)[these]] == list(range(size))
    long = [these.stop - these.start for these in found]
    assert max(long) <= most
    if len(found) == 1:
        assert size <= most


def test_work_comes_back_in_order() -> None:
    assert abreast(lambda n: n * n, range(50)) == [n * n for n in range(50)]


@given(st.lists(st.sampled_from(["", "a", "ab", "ü"])))
def test_common_texts_have_the_same_numbers(texts: list[str]) -> None:
    assert hashes_of_common(texts).tolist() == hashes(texts).tolist()


def test_texts_are_read_once_whoever_asks() -> None:
    """Threads that compare ask for the letters at the same time; the hub is read by one of them."""
    reads: list[int] = []
    meet = threading.Barrier(WORKERS)

    def read(places: Ints) -> list[str]:
        reads.append(len(places))
        return ["anna"]

    words = Recalled(hashes(["", "anna"]), np.array([-1, 7]), read)

    def ask(_: int) -> list[str]:
        meet.wait(timeout=10)
        return words.texts

    assert abreast(ask, range(WORKERS)) == [["", "anna"]] * WORKERS
    assert reads == [1], "where no text is kept nothing is read"


def test_some_words_are_read_alone() -> None:
    reads: list[int] = []

    def read(places: Ints) -> list[str]:
        reads.append(len(places))
        return [WORDS[place] for place in places.tolist()]

    words = Recalled(hashes(WORDS), np.arange(len(WORDS)), read)
    some, (one, other) = words.some(np.array([3, 1, 3]), np.array([1, 1, 0]))
    assert [some.texts[code] for code in (*one, *other)] == ["carol", "anna", "carol", "anna", "anna", ""]
    assert reads == [3]
    assert words.texts == WORDS
    assert words.some(np.array([2]))[0] is words, "all have been read"
