"""Telephone numbers and e-mail addresses: what counts as one slip apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from matching.scoring.columns import Builder
from matching.scoring.compare import Field, compare
from matching.scoring.values import Contact, Email

DIGITS = "0123456789"
PHONES = st.text("0179", min_size=3, max_size=15) | st.text(DIGITS + "+x", min_size=1, max_size=20)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    one = draw(PHONES)
    at = draw(st.integers(0, len(one) - 1))
    other = one[at + 1 :]
    kinds = [
        one[:at] + other,
        one[:at] + draw(st.sampled_from(DIGITS)) + other,
        one[:at] + other[:1] + one[at:][:1] + other[1:],
    ]
    return one, draw(st.sampled_from(kinds))


@given(st.tuples(PHONES, PHONES) | slips())
def test_telephone_numbers_one_slip_apart_are_close(pair: tuple[str, str]) -> None:
    builder = Builder(2)
    for row, phone in enumerate(pair):
        builder.phone(row, phone)
    table = builder.table()
    level = int(compare(table, np.array([0]), np.array([1])).levels[Field.PHONE][0])
    if all(pair):
        assert Contact(level) is {0: Contact.SAME, 1: Contact.CLOSE}.get(OSA.distance(*pair), Contact.DIFFERENT)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("zahra.ali47380@mail.example", "zahra.ali76625@mail.example", Email.DIFFERENT),
        ("zahra.ali47380@mail.example", "zahra.ali47830@mail.example", Email.CLOSE),
        ("zahra.ali47380@mail.example", "zhara.ali47380@mail.example", Email.CLOSE),
        ("zahra.ali@mail.example", "zahra.ali2@mail.example", Email.CLOSE),
        ("zahra.ali47380@mail.example", "zahra.ali47380@post.invalid", Email.LOCAL),
    ],
)
def test_namesakes_with_numbers_of_their_own_are_not_close(one: str, other: str, level: Email) -> None:
    builder = Builder(2)
    builder.email(0, one)
    builder.email(1, other)
    said = compare(builder.table(), np.array([0]), np.array([1]))
    assert Email(int(said.levels[Field.EMAIL][0])) is level
