"""Nobody found: what to ask the caller next stands first, and fits what was asked (F18)."""

from matching.lookup.search import Answer
from screens.widgets.no_hits import nobody

NUMBER = Answer(
    "485 777 3458",
    "NHS number *485 777 3458*",
    state="none",
    tried=("the number, whole and as a beginning",),
    add=("the NHS number once more: a digit of it may be wrong", "the name", "a birth date", "a postcode"),
    feeds=("Housing (Brent Council): tenants",),
)


def test_what_to_ask_next_is_what_the_search_advises_and_stands_above_what_was_tried() -> None:
    said = nobody(NUMBER, 74).plain
    assert said.startswith("No people found in the data supplied. They may still be known to services.")
    assert said.index("a digit of it may be wrong") < said.index("Tried") < said.index("Housing (Brent Council)")
    assert "spell" not in said, "a number has no spelling"
    assert "a postcode" not in said, "three are enough to read aloud"
