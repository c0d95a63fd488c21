"""Headings that no list holds, but for a slip of the keys."""

from functools import cache

from rapidfuzz.distance import OSA

from importers.columns.reasoning import SYSTEMS, of_another
from importers.headings import Entry, Heading, dictionary


@cache
def _spellings() -> dict[str, Entry]:
    """Long enough headings that may be misspelt, digits apart ('Forename 1' is no slip of 'Forename 2')."""
    return {
        squash: entry
        for squash, entry in dictionary().exact.items()
        if entry.evidence != "suggested" and len(squash) > 5 and not any(c.isdigit() for c in squash)
    }


_BY_NAME = SYSTEMS | {"nhs", "cms", "upn", "uln", "pnc", "cro"}
"""Words that no slip makes: 'NOMS Number' is no NHS number, 'Room Number' not RiO's."""


def _may_be_a_slip(one: Heading, entry: Entry) -> bool:
    """Not where a name differs, or a short word in more than its order: 'CME Status' is no slip of 'Case Status'."""
    if not entry.words & _BY_NAME <= one.words:
        return False
    return _short_ones_are_in(one.words, entry.words) and _short_ones_are_in(entry.words, one.words)


def _short_ones_are_in(words: frozenset[str], others: frozenset[str]) -> bool:
    short = [word for word in words - others if len(word) <= 3]
    return all(any(one.startswith(word) or sorted(one) == sorted(word) for one in others) for word in short)


def spelt_alike(one: Heading) -> Entry | None:
    """The one heading, or one of a single field's, that is a slip away, two from nine letters on.

    The first letter is the same, and there are no digits; a suspect is no slip of a subject. A confirmed heading comes
    before one that is not.
    """
    text = one.squash
    if len(text) <= 5 or any(c.isdigit() for c in text) or of_another(one):
        return None
    most = 1 if len(text) < 9 else 2
    near: dict[int, list[Entry]] = {}
    for squash, entry in _spellings().items():
        if squash[0] == text[0] and abs(len(squash) - len(text)) <= most:
            distance = OSA.distance(text, squash, score_cutoff=most)
            if distance <= most and _may_be_a_slip(one, entry):
                near.setdefault(distance, []).append(entry)
    nearest = near[min(near)] if near else []
    one_field = len({entry.field for entry in nearest}) == 1
    return max(nearest, key=lambda entry: entry.confirmed) if one_field else None
