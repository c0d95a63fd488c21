"""Every reading of a typed word, against the slow way of finding it; and dates against calendar
arithmetic.
"""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from matching.lookup.birth import Birth
from matching.lookup.dictionary import BEGINNING, EXACT, ONE_EDIT, SOUND, TWO_EDITS, VARIANT, Dictionary, Reach
from matching.lookup.nearness import AGREES, APART, places, table
from matching.lookup.vocabulary import sounds
from matching.scoring.dates import code

LETTERS = st.text("abcdelmnorsty", min_size=1, max_size=9)


def dictionary(words: list[str]) -> Dictionary:
    """These words, given in two deliveries."""
    made = Dictionary()
    half = len(words) // 2
    for part in (words[:half], words[half:]):
        made.add(part, list(map(sounds, part)))
    return made


@settings(max_examples=150)
@given(st.lists(LETTERS, unique=True, max_size=60), LETTERS, st.integers(1, 2))
def test_the_letter_masks_lose_no_neighbour(words: list[str], typed: str, edits: int) -> None:
    near = {(i, d) for i, word in enumerate(words, 1) if (d := OSA.distance(word, typed)) <= edits}
    found = {(i, d) for d, ids in enumerate(dictionary(words).within(typed, edits)) for i in ids.tolist() if i}
    assert found == near


@settings(max_examples=100)
@given(st.lists(LETTERS, unique=True, max_size=60), LETTERS)
def test_beginnings(words: list[str], head: str) -> None:
    made = dictionary(words)
    begin = {i for i, word in enumerate(words, 1) if word.startswith(head)}
    assert set(made.beginning(head).tolist()) == begin
    near = {
        i
        for i, word in enumerate(words, 1)
        for length in (len(head) - 1, len(head), len(head) + 1)
        if len(word) >= length > 0 and OSA.distance(word[:length], head) <= 1
    }
    found = set(made.beginning_nearly(head).tolist())
    assert found >= near
    assert all(words[i - 1] for i in found)


@settings(max_examples=100)
@given(st.lists(st.text("abel", min_size=1, max_size=12), unique=True, max_size=60), st.text("abel", min_size=1))
def test_endings_and_parts(words: list[str], typed: str) -> None:
    made = dictionary(words)
    assert set(made.ending(typed).tolist()) == {i for i, word in enumerate(words, 1) if word.endswith(typed)}
    parts = {
        i
        for i, word in enumerate(words, 1)
        if 4 <= len(word) < len(typed) and word in (typed[: len(word)], typed[-len(word) :])
    }
    assert set(made.parts(typed).tolist()) == parts


def test_the_best_reading_of_a_word_counts() -> None:
    words = ["elizabeth", "liz", "lizbet", "smith", "smyth", "smithson", "smit", "schmidt", "khan"]
    made = dictionary(words)

    def points(typed: str, reach: Reach = Reach.FAR) -> dict[str, int]:
        return {word: p for word in words if (p := int(made.meaning(typed, reach).points[made.id(word)]))}

    assert points("liz") == {"liz": EXACT, "lizbet": BEGINNING, "elizabeth": VARIANT}
    assert points("smith", Reach.NEAR) == {"smith": EXACT, "smithson": BEGINNING, "smyth": VARIANT}
    assert points("smitz")["smith"] == ONE_EDIT
    assert points("elisabet") == {"elizabeth": SOUND}
    assert points("elixabetx") == {"elizabeth": TWO_EDITS}
    assert points("annabel") == {}
    assert points("khxm") == {}
    assert points("khxm", Reach.FARTHEST) == {"khan": TWO_EDITS}
    assert made.meaning("annabel", Reach.FAR).points[0] == 0


def test_words_that_come_later_are_found_by_readings_asked_for_before() -> None:
    made = dictionary(["smith"])
    assert made.meaning("khan", Reach.FAR).points.tolist() == [0, 0]
    made.add(["khan"], [sounds("khan")])
    assert made.meaning("khan", Reach.FAR).points.tolist() == [0, 0, EXACT]


def lost(birth: Birth, held: str) -> int:
    """Points that this birth date of a record loses."""
    return int(table(birth)[places(np.array([code(held)], np.uint32))][0])


@pytest.mark.parametrize(
    ("held", "order"),
    [
        ("2013-03-14", 0), ("2013-03", 1), ("2013", 2), ("2013-03-15", 3), ("2013-03-04", 3), ("2031-03-14", 3),
        ("2013-03-28", 4), ("2013-11-14", 4), ("2008-03-14", 4), ("", 4), ("2012", 5), ("1999-12-01", 9),
        ("2040-12-01", 9), ("2012-04-15", 9),
    ],
)  # fmt: skip
def test_how_far_a_birth_date_is_off(held: str, order: int) -> None:
    said = Birth(2013, 3, 14)
    steps = [0, 20, AGREES, 80, 120, 150]
    assert lost(said, held) == (APART if order == 9 else steps[order])


def test_day_and_month_swapped_is_nearer_than_a_slip() -> None:
    assert lost(Birth(2011, 5, 4), "2011-04-05") < lost(Birth(2011, 5, 4), "2011-05-05")


@pytest.mark.parametrize(
    ("said", "held", "points"),
    [
        (Birth(2013), "2013-12-31", 0), (Birth(2013), "2013", 0), (Birth(2013), "2012-01-01", 150),
        (Birth(2013), "2011-12-31", APART), (Birth(2013, 3), "2013-03-31", 0), (Birth(2013, 3), "2013", AGREES),
        (Birth(2013, 3), "2013-04-01", 150), (Birth(2013, 3), "2012-03-01", APART), (Birth(0, 3, 14), "1950-03-14", 0),
        (Birth(0, 3, 14), "1950-03", 20), (Birth(0, 3, 14), "1950", AGREES), (Birth(0, 3, 14), "1950-03-15", APART),
        (Birth(0, 3, 4), "1950-04-03", 50), (Birth(1910), "1910", 0), (Birth(2199, 12, 31), "2199-12-31", 0),
    ],
)  # fmt: skip
def test_parts_of_a_date(said: Birth, held: str, points: int) -> None:
    assert lost(said, held) == points


@settings(max_examples=60)
@given(st.dates(date(1975, 1, 1), date(2026, 6, 15)), st.integers(0, 400), st.integers(-1200, 1200))
def test_an_age_is_a_span_of_days(first: date, days: int, away: int) -> None:
    last = first + timedelta(days=days)
    held = first + timedelta(days=away)
    points = lost(Birth(first=first, last=last), held.isoformat())
    assert (points == 0) is (first <= held <= last)
    if held < first - timedelta(days=367) or held > last + timedelta(days=367):
        assert points == APART
