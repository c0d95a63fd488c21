"""What letters choose from a list."""

from __future__ import annotations

import pytest

from screens.widgets.choice import begins
from store.enquiry import Purpose


@pytest.mark.parametrize(
    ("typed", "purpose"),
    [
        ("s47", Purpose.S47), ("S17", Purpose.S17), ("17", Purpose.S17), ("section 42", Purpose.S42),
        ("s", Purpose.S47), ("st", Purpose.STRATEGY), ("mas", Purpose.SCREENING), ("mappa", Purpose.MARAC),
        ("m", Purpose.SCREENING), ("early h", Purpose.EARLY_HELP), ("ad", Purpose.ADULT), ("mc", Purpose.MISSING),
        ("quality or", Purpose.QUALITY), ("quality of", None), ("Jo", None), ("j", None), ("s48", None),
        ("ection", None),
    ],
)  # fmt: skip
def test_letters_choose_the_line_that_they_begin_or_none(typed: str, purpose: Purpose | None) -> None:
    found = [(at, number) for number, one in enumerate(Purpose) if (at := begins(typed, one.words)) is not None]
    assert (list(Purpose)[min(found)[1]] if found else None) is purpose


@pytest.mark.parametrize("typed", ["", " ", "-"])
def test_no_letter_begins_nothing(typed: str) -> None:
    assert begins(typed, "Section 47 enquiry") is None
