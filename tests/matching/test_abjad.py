"""Names in Arabic letters and what passports make of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from matching.linkage.candidates import candidates
from matching.scoring import names, spelling
from matching.scoring.abjad import abjad, consonants, spells
from matching.scoring.columns import Builder
from matching.scoring.spelling import Name
from matching.scoring.words import Words

SPELT = {
    "محمد": "Mohammed Muhamad Mohammad", "محمود": "Mahmoud Mahmood", "أحمد": "Ahmed Ahmad", "حسين": "Hussein Husayn",
    "حسن": "Hassan Hasan", "رنا": "Rana", "رانيا": "Rania Raniya", "المحمد": "Al-Mohammad Almohamad",
    "عائشة": "Aisha Aysha Ayesha", "يوسف": "Yousef Youssef Yusuf", "عبدالرحمن": "Abdulrahman Abdurrahman Abdelrahman",
    "عبدالله": "Abdullah Abdallah", "إبراهيم": "Ibrahim Ebraheem", "موسى": "Mousa Musa", "ليلى": "Layla Leila",
    "فاطمة": "Fatima Fatma", "خديجة": "Khadija Khadeeja", "قداح": "Qaddah Kaddah", "شحادة": "Shehadeh Shahada",
    "عثمان": "Othman Uthman", "وليد": "Waleed Walid", "غسان": "Ghassan", "سليمان": "Sulaiman Suleiman",
    "مصطفى": "Mustafa Mostafa", "یاسمین": "Yasmin Yasmeen", "گلناز": "Golnaz Gulnaz",
}  # fmt: skip
PAIRS = [(written, latin) for written, spellings in SPELT.items() for latin in spellings.split()]


@pytest.mark.parametrize(("written", "latin"), PAIRS)
def test_a_passports_spelling_is_known(written: str, latin: str) -> None:
    one, other = names.normalise(latin), names.normalise(written)
    assert (abjad(one), abjad(other)) == (False, True)
    assert spells(one, other)
    assert spelling.alike(one, other) is spelling.alike(other, one) is Name.VARIANT
    assert consonants(other)


def test_another_names_spelling_is_not() -> None:
    """But that an article may be left out."""
    for (written, _), (other, spellings) in combinations(SPELT.items(), 2):
        if {written, other} == {"محمد", "المحمد"}:
            continue
        assert not any(spells(names.normalise(latin), names.normalise(written)) for latin in spellings.split())
        assert not any(spells(names.normalise(latin), names.normalise(other)) for latin in SPELT[written].split())


def test_arrays_and_single_words_agree() -> None:
    words = Words(names.normalise)
    codes = np.array([words.code(text) for pair in PAIRS for text in pair])
    one, other = np.repeat(codes, len(codes)), np.tile(codes, len(codes))
    found = spelling.levels(words, one, other)
    unlike = np.flatnonzero(words.abjad[one] != words.abjad[other])
    for at in unlike.tolist():
        texts = words.texts[int(one[at])], words.texts[int(other[at])]
        assert spelling.alike(*texts) == found[at]
    assert (found[unlike] == Name.VARIANT).sum() >= 2 * len(PAIRS)


def test_people_of_one_year_are_found_by_their_consonants_in_whichever_letters() -> None:
    builder = Builder(1300)
    for row in range(builder.size):
        builder.name(row, "Anna", "", f"Kowalska{chr(97 + row % 26)}{chr(97 + row // 26)}")
        builder.birth[row] = 19600000 + row % 40 * 10000
    builder.name(0, "ابراهيم", "", "الحريري")
    builder.name(1299, "Ebraheem", "", "Al Hariri")
    builder.birth[[0, 1299]] = 19740000
    table = builder.table()
    found = candidates(table, np.ones(table.size, np.bool_), wide=True)
    assert (0, 1299) in set(zip(found.left.tolist(), found.right.tolist(), strict=True))
