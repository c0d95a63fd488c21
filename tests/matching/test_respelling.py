"""Letters that stand for the same sound in other spellings."""

import pytest

from matching.lookup.dictionary import SOUND, Dictionary, Reach
from matching.lookup.vocabulary import sounds


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        ("cobhair", "covar"),
        ("hadleigh", "hadlee"),
        ("bevin", "bedhbhin"),
        ("hsiang", "xiang"),
        ("tsao", "cao"),
        ("bedhbhin", "bevin"),
        ("lothar", "lohar"),
        ("wynddor", "winthor"),
        ("jovarek", "yovarek"),
        ("arrahib", "rahib"),
        ("kungmei", "gongmei"),
        ("xabiib", "habiib"),
        ("voyshek", "wojszek"),
        ("wojszek", "voyshek"),
        ("mezhvav", "mierzslaw"),
        ("gwethavig", "gwyddafig"),
        ("talbo", "tailbeau"),
        ("cachona", "cacciona"),
        ("bickeran", "bicheran"),
        ("igal", "cigaal"),
        ("xaariye", "hariye"),
        ("bluff", "blough"),
        ("mavlauskaite", "mavlauskas"),
        ("mavlauskas", "mavlauskiene"),
        ("hryhodenko", "grygodenko"),
        ("grygodenko", "hryhodenko"),
        ("kalondschir", "kalonjir"),
        ("kalondjirou", "kalonjirou"),
        ("macouanevil", "makwanevil"),
    ],
)
def test_a_sound_written_with_other_letters_is_found(typed: str, recorded: str) -> None:
    words = ["bruno", recorded, "wilma"]
    dictionary = Dictionary()
    dictionary.add(words, list(map(sounds, words)))
    points = dictionary.meaning(typed, Reach.FAR).points
    assert points[dictionary.id(recorded)] >= SOUND
    assert points.astype(bool).sum() == 1  # and neither anybody else nor the empty word
