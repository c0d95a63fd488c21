"""What the words of a code column mean, where an agency has its own: status 'NFA' is closed, sex 'Z' is not known.

A word that the program reads by itself (importers.values: words, cells) needs no meaning; a person gives one to the
others, once a feed, and it is kept with the feed's template.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from importers.fields import Field
from importers.refusals import UnknownMeaning
from importers.values import words
from importers.values.cells import blank, yes_or_no


class Meaning(NamedTuple):
    """code: as a person names it. reads: the word that every reader understands. words: for people."""

    code: str
    reads: str
    words: str


_STATUS = (
    Meaning("open", "open", "Open: the service is involved now"),
    Meaning("closed", "closed", "Closed: the service was involved"),
    Meaning("none", "not involved", "Not involved"),
    Meaning("excluded", "cancelled", "Planned, cancelled or entered in error: the row is not imported"),
)
_SEX = (
    Meaning("F", "female", "Female"),
    Meaning("M", "male", "Male"),
    Meaning("O", "other", "Other: never compared as female or male"),
    Meaning("unknown", "unknown", "Not known"),
)
_YES_NO = (Meaning("yes", "yes", "Yes"), Meaning("no", "no", "No"), Meaning("unknown", "unknown", "Not known"))
_GONE = (
    Meaning("yes", "yes", "Yes: the agency is done with the person, or has deleted the record"),
    Meaning("no", "no", "No: new, changed or as it was"),
)
MEANINGS: dict[Field, tuple[Meaning, ...]] = {
    Field.STATUS: _STATUS,
    Field.SEX: _SEX,
    Field.REMOVED: _GONE,
    **dict.fromkeys(
        (Field.ACTIVE_FLAG, Field.TEST_RECORD, Field.RESTRICTED, Field.BIRTH_ESTIMATED, Field.DECEASED), _YES_NO
    ),
}
"""The fields whose columns hold codes, and what their words can mean."""


def meaning(field: Field | None, code: str) -> Meaning:
    """The meaning of this code.

    Raises:
        UnknownMeaning: the field holds no codes, or none of this name.
    """
    offered = MEANINGS.get(field, ()) if field else ()
    found = next((one for one in offered if one.code.casefold() == code.casefold()), None)
    if found is None:
        what = f"words for “{field.words}”" if field else "a column that is not imported"
        can = f"They can mean: {', '.join(one.code for one in offered)}." if offered else "They need no meaning."
        raise UnknownMeaning(f"{code!r} is not a meaning for {what}. {can}")
    return found


def understood(field: Field, word: str) -> bool:
    """Whether the program reads the word by itself."""
    if blank(word):
        return True
    if field is Field.STATUS:
        return words.status(word) != ""
    if field is Field.SEX:
        return words.sex(word) is not None
    if field is Field.REMOVED:
        return words.gone(word) is not None
    if field is Field.DECEASED and words.alive(word) is not None:
        return True
    return field not in MEANINGS or yes_or_no(word) is not None


def unread(field: Field | None, counted: Iterable[tuple[str, int]], known: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The words of a column that nothing tells the meaning of, with their counts. known: (word, meaning's code)."""
    given = {word for word, _code in known}
    found: dict[str, int] = {}
    for word, count in counted:
        if field in MEANINGS and field and word.casefold() not in given and not understood(field, word):
            found[word.casefold()] = found.get(word.casefold(), 0) + count
    return found
