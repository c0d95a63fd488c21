"""What is understood of free text, on a day that stays."""

from dataclasses import fields
from datetime import date

from matching.lookup.parts import Query
from matching.lookup.query import parse

TODAY = date(2026, 6, 15)
PARTS = [field.name for field in fields(Query) if field.name not in ("typed", "problems")]


def parts(text: str) -> dict[str, object]:
    """What was understood, without what was not said."""
    query = parse(text, TODAY)
    return {name: value for name in PARTS if (value := getattr(query, name))}


def born(text: str) -> tuple[int, int, int] | tuple[date, date]:
    """The date or the span of days that a text says."""
    birth = parse(text, TODAY).birth
    assert birth is not None
    if birth.first is not None and birth.last is not None:
        return birth.first, birth.last
    return birth.year, birth.month, birth.day
