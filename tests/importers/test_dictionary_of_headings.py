"""Rule 9: what was seen publicly is mapped, what is only plausible waits for a person, the ambiguous always does."""

import json
from importlib import resources

import pytest

from importers.columns.guessing import Guess, guess
from importers.columns.profile import proposed, with_likely
from importers.fields import Field

TOLD = json.loads(resources.files("importers").joinpath("headings.json").read_text("utf-8"))
ENTRIES = [
    (text, Field(field), evidence)
    for field, told in TOLD["fields"].items()
    for evidence, texts in told.items()
    for text in texts
]
KEEPS_OUT = {Field.RESTRICTED, Field.TEST_RECORD}


def alone(text: str) -> Guess:
    (one,) = guess([text], [()])
    return one


def test_what_was_seen_publicly_or_agreed_is_ticked_for_its_field() -> None:
    confirmed = [(text, field) for text, field, evidence in ENTRIES if evidence in ("public", "agreed")]
    assert len(confirmed) > 200
    assert [text for text, field in confirmed if (alone(text).field, alone(text).ticked) != (field, True)] == []


def test_general_knowledge_is_never_ticked() -> None:
    """But for the flags that keep a row out: not ticking those would let restricted people in."""
    unsure = [text for text, field, how in ENTRIES if how in ("plain", "suggested") and field not in KEEPS_OUT]
    assert len(unsure) > 200
    assert [text for text in unsure if alone(text).ticked] == []


@pytest.mark.parametrize("text", [*TOLD["bare"], *TOLD["ambiguous"], *TOLD["never"]])
def test_the_bare_the_ambiguous_and_the_forbidden_are_never_ticked(text: str) -> None:
    assert not alone(text).ticked


def test_the_three_kinds_of_likeness_come_in_their_order() -> None:
    whole, words, spelt = alone("Date of Birth"), alone("of Child Birth, date"), alone("Forenmae")
    assert (whole.rank, words.rank, spelt.rank) == (1, 2, 4)
    assert (whole.field, words.field, spelt.field) == (Field.BIRTH, Field.BIRTH, Field.GIVEN)
    assert not alone("Bob").sure, "short headings are not compared by spelling"


def test_what_is_likely_is_taken_when_a_person_says_so() -> None:
    headings = ["Client ID", "Surname", "Lname", "Forename", "DOB", "Telephone"]
    guesses = guess(headings, [()] * len(headings))
    mapping = proposed(guesses)
    assert [column.field for column in mapping.columns] == [None, Field.FAMILY, None, Field.GIVEN, Field.BIRTH, None]
    fields = [column.field for column in with_likely(mapping, guesses).columns]
    assert fields == [Field.SOURCE_ID, Field.FAMILY, None, Field.GIVEN, Field.BIRTH, Field.PHONE], (
        "one field, one column"
    )
