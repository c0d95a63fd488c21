"""Columns of Yes and No whose heading says what Yes means: 'Has left', 'Case closed?', 'Active'."""

from collections.abc import Sequence
from typing import Literal

from importers.columns.reasoning import STATES
from importers.headings import FILLERS, SUBJECTS, Heading
from importers.values.cells import yes_or_no
from importers.values.vocabulary import vocabulary

Yes = Literal["over", "going on", "unclear", ""]
"""What Yes says of the involvement; 'unclear' where No may as well say that it is over, '' for any other column."""

_OVER = vocabulary(
    "left leaver ended closed closure ceased finished terminated discharged exited inactive historic historical past",
    "former deregistered completed withdrawn removed deceased died dead off expired",
)
_DIED = frozenset(["deceased", "died", "dead"])
_GOING_ON = vocabulary("active open opened current currently live ongoing")
_BESIDE = STATES | FILLERS | SUBJECTS | vocabulary("has have been now y n yes no flag ind indicator marker roll books")
_DENIES = vocabulary("not longer never un non")


def what_yes_says(one: Heading) -> Yes:
    """By the words of the heading alone."""
    over, going_on = bool(one.words & _OVER), bool(one.words & _GOING_ON)
    if {"no", "longer"} <= one.words and not over:
        return "over"
    if not over:
        return "unclear" if one.words & _DENIES else "going on" if going_on and _only(one, _GOING_ON) else ""
    return "over" if not going_on and _only(one, _OVER) else "unclear"


def told_by_yes(one: Heading, values: Sequence[str]) -> str:
    """Why this is whether the service is involved, by the heading and its values; '' if it is not.

    A death is more than that, and what alone is current may be an address.
    """
    if one.words & _DIED or one.words == frozenset(["current"]):
        return ""
    said = what_yes_says(one)
    if said not in ("over", "going on") or any(plain(text) is None for text in values):
        return ""
    return f"Yes and No, and by its heading Yes says that it is {said}."


def _only(one: Heading, state: frozenset[str]) -> bool:
    return one.words <= state | _BESIDE


def plain(text: str) -> bool | None:
    """Yes, No, or None for what says by itself how things stand: 'Active', 'Closed'."""
    return None if text.casefold() in _GOING_ON else yes_or_no(text)
