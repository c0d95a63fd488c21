"""Where people have no family name: somebody is known by their own name and their father's, and perhaps his father's.

So in Ethiopia, Somalia and Iceland, and in parts of India and the Arab world. There the father's name is no trait of a
home but half of the name, as an agency that writes the name as one has it: 'Abebe Bekele'.
"""

from collections.abc import Sequence
from dataclasses import replace

from importers.bare import content
from importers.bare.headings import Extra, Kind
from importers.bare.taken import Taken
from importers.fields import Field

_NAMES = (Field.GIVEN, Field.FAMILY, Field.MIDDLE, Extra.SECOND_FAMILY)


def fathers(files: Sequence[list[Taken]]) -> list[list[Taken]]:
    """The files' columns; a father's name beside a name of one word, and no family's, is taken for the family name.

    Of all files alike: what is of one word in one may be of two in another.
    """
    lone = [_lone(columns) for columns in files]
    names = [
        columns[own].column.sample()
        for columns, own in zip(files, lone, strict=True)
        if own is not None and _of(columns, "father") is not None
    ]
    if not names or content.share(_of_several, [value for sample in names for value in sample]) > _OWN:
        return list(files)
    return [columns if own is None else _fathered(columns, own) for columns, own in zip(files, lone, strict=True)]


_OWN = 0.3
"""Share of own names that may be of several words: of more, the second is what others have for a family name."""


def _of_several(text: str) -> bool:
    return len(text.split()) > 1


def _lone(columns: Sequence[Taken]) -> int | None:
    """Where the only column of a file is that tells a name."""
    own = [at for at, one in enumerate(columns) if one.kind in (Field.FULL_NAME, *_NAMES)]
    return own[0] if len(own) == 1 and columns[own[0]].kind in (Field.FULL_NAME, Field.GIVEN) else None


def _fathered(columns: list[Taken], own: int) -> list[Taken]:
    father, grandfather = (_of(columns, label) for label in ("father", "grandfather"))
    if father is None:
        return columns
    kinds: dict[int, Kind] = {own: Field.GIVEN, father: Extra.PATRONYMIC}
    if grandfather is not None:
        kinds[grandfather] = Field.FAMILY
    return [
        replace(one, kind=kinds[at], label="", why="by its heading, where nobody has a family name") if at in kinds
        else one
        for at, one in enumerate(columns)
    ]  # fmt: skip


def _of(columns: Sequence[Taken], label: str) -> int | None:
    return next((at for at, one in enumerate(columns) if one.kind is Field.ATTRIBUTE and one.label == label), None)
