"""What the headings of a file are taken for, by themselves or with values."""

from importers.columns.by_itself import Guess
from importers.columns.guessing import guess
from importers.fields import Field


def taken(headings: list[str], samples: dict[str, list[str]] | None = None) -> dict[str, Guess]:
    """Each heading's guess."""
    values = [(samples or {}).get(heading, []) for heading in headings]
    return dict(zip(headings, guess(headings, values), strict=True))


def likely(*headings: str) -> dict[str, Field | None]:
    """Each heading's field, where no other reading is left."""
    return {heading: one.field if one.sure else None for heading, one in taken(list(headings)).items()}
