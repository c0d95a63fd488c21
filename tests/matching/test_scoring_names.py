"""Names: one spelling to compare, placeholders that say nothing, classes and sounds across tongues."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.scoring import names, spelling
from matching.scoring.spelling import Name
from matching.scoring.words import Words


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("  SMITH ", "smith"),
        ("Mary\u00a0Ann", "mary ann"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Smith-Jones", "smith jones"),
        ("Mr Dominic", "dominic"),
        ("Mr", "mr"),
        ("Łukasz Wójcik", "lukasz wojcik"),
        ("Straße", "strasse"),
        ("Zoë", "zoe"),
        ("J. R.", "j r"),
        ("", ""),
    ],
)
def test_one_spelling(raw: str, normal: str) -> None:
    assert names.normalise(raw) == normal


@given(st.text(max_size=30))
def test_normalising_never_raises_and_is_settled_after_once(text: str) -> None:
    once = names.normalise(text)
    assert names.normalise(once) == once
    assert once == once.strip()
    names.sound(once)


@pytest.mark.parametrize(
    "text", ["Unborn", "Baby", "BABY OF", "Twin 1", "Infant", "Unknown", "not known", "XX", ".", "NFA", "Unborn Baby"]
)
def test_placeholders_are_no_evidence(text: str) -> None:
    assert names.placeholder(text)
    assert names.evident(text) == ""


@pytest.mark.parametrize("text", ["Amelia", "Baby Johnson", "A", "Boyd", "Testa", ""])
def test_names_are_not_placeholders(text: str) -> None:
    assert not names.placeholder(text)


def test_nicknames_count_both_ways_and_across_tongues() -> None:
    assert _stand_for_each_other("elizabeth", "liz")
    assert _stand_for_each_other("muhammad", "mohammed")
    assert _stand_for_each_other("oleksandr", "sasha")
    assert not _stand_for_each_other("alexandra", "alexander")


def _stand_for_each_other(one: str, other: str) -> bool:
    return not {*names.classes(names.normalise(one))}.isdisjoint(names.classes(names.normalise(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gruffydd", "Griffiths"),
        ("Rhys", "Reese"),
        ("Ieuan", "Evan"),
        ("Evans", "Ifans"),
        ("Llywelyn", "Llewellyn"),
        ("Dafydd", "David"),
        ("Owain", "Owen"),
        ("Hywel", "Howell"),
        ("Siân", "Shan"),
        ("Maredudd", "Meredith"),
        ("Tomos", "Thomas"),
        ("Iwan", "Ioan"),
        ("Carys", "Cerys"),
        ("Pryce", "Price"),
        ("Puw", "Pugh"),
        ("Prydderch", "Prothero"),
        ("Llwyd", "Lloyd"),
        ("Fychan", "Vaughan"),
    ],
)
def test_welsh_names_and_what_english_registers_make_of_them(one: str, other: str) -> None:
    assert _stand_for_each_other(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("أحمد", "Ahmed"), ("احمد", "Ahmad"), ("فاطمة", "Fatima"), ("الحريري", "Alhariri")]
)
def test_arabic_names_in_their_own_letters_and_in_passports(one: str, other: str) -> None:
    assert _stand_for_each_other(one, other)


def test_a_name_is_not_parted_at_vowels_that_stand_above_its_letters() -> None:
    assert names.tokens("สมหญิง ใจดี") == ("สมหญิง", "ใจดี")
    assert len(names.tokens("महिमा")) == 1
    assert names.normalise("Zoë ❤\ufe0f") == "zoe"


def test_other_arabic_names_stay_other_names() -> None:
    for one, other in (
        ("أحمد", "Mohammed"),
        ("محمد", "Mahmoud"),
        ("رنا", "Rania"),
        ("حسن", "Hussein"),
        ("علي", "Alali"),
    ):
        assert not _stand_for_each_other(one, other)


def test_other_welsh_names_stay_other_names() -> None:
    for one, other in (("Owen", "Bowen"), ("Rhys", "Price"), ("Evan", "Owen"), ("Siân", "Siôn"), ("Dewi", "Dafydd")):
        assert not _stand_for_each_other(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mohammed", "muhamad"),
        ("yusuf", "yousef"),
        ("smith", "smyth"),
        ("kowalski", "kowalska"),
        ("siddiqui", "siddiqi"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert names.sound(one) == names.sound(other)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Amelia", "AMELIA", Name.SAME),
        ("Liz", "Elizabeth", Name.VARIANT),
        ("Anna", "Hanna", Name.CLOSE),
        ("Elena", "Lena", Name.CLOSE),
        ("Anna", "Ana", Name.VARIANT),
        ("Mohammed", "Muhammad", Name.VARIANT),
        ("Smith Jones", "SmithJones", Name.VARIANT),
        ("Amelia", "Amleia", Name.CLOSE),
        ("Charlotte", "Charlote", Name.CLOSE),
        ("Smith-Jones", "Jones", Name.PART),
        ("A", "Amelia", Name.INITIAL),
        ("B", "Amelia", Name.DIFFERENT),
        ("Hayden", "Jayden", Name.SIMILAR),
        ("Zara", "Zainab", Name.HALF),
        ("Oliver", "Priya", Name.DIFFERENT),
        ("", "Priya", Name.MISSING),
    ],
)
def test_levels(one: str, other: str, level: Name) -> None:
    words = Words(names.normalise)
    codes = words.code(one), words.code(other)
    found = spelling.levels(words, np.array([codes[0], codes[1]]), np.array([codes[1], codes[0]]))
    assert [Name(v) for v in found.tolist()] == [level, level]


NAMES = st.text("abeioЖλé -", min_size=1, max_size=9).filter(str.strip)


@given(st.lists(st.tuples(NAMES, NAMES) | NAMES.map(lambda n: (n, n + n[:2])), min_size=1, max_size=20))
def test_no_two_words_are_more_alike_than_their_letters_allow(pairs: list[tuple[str, str]]) -> None:
    words = Words()
    a, b = (np.array([words.code(one[side]) for one in pairs]) for side in (0, 1))
    assert (spelling.most_alike(words, a, b) >= spelling.jaro_winkler(words, a, b)).all()
