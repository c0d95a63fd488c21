"""Where people have no family name: somebody is known by their own name and their father's, and perhaps his father's.

So in Ethiopia, Somalia and Iceland, and in parts of India and the Arab world. There the father's name is no trait of a
home but half of the name, as an agency that writes the name as one has it: 'Abebe Bekele'.
"""

from collections.abc import Sequence
from dataclasses import replace

from importers.bare import content
from importers.bare.headings import Extra
from importers.bare.taken import Taken
from importers.fields import Field

_NAMES = (Field.GIVEN, Field.FAMILY, Field.MIDDLE, Extra.SECOND_FAMILY)


def fathers(files: Sequence[list[Taken]]) -> list[list[Taken]]:
    """The files' columns; a father's name beside a name of one word, and no family's, is taken for the family name."""
    return [_fathered(columns) for columns in files]


def _fathered(columns: list[Taken]) -> list[Taken]:
    own = [at for at, one in enumerate(columns) if one.kind in (Field.FULL_NAME, Field.GIVEN)]
    father, grandfather = (_of(columns, label) for label in ("father", "grandfather"))
    others = any(one.kind in _NAMES for at, one in enumerate(columns) if at not in own)
    if len(own) != 1 or others or father is None or content.several_words(columns[own[0]].column.sample()):
        return columns
    kinds = {own[0]: Field.GIVEN, father: Extra.PATRONYMIC}
    if grandfather is not None:
        kinds[grandfather] = Field.FAMILY
    return [
        replace(one, kind=kinds[at], label="", why="by its heading, where nobody has a family name") if at in kinds
        else one
        for at, one in enumerate(columns)
    ]  # fmt: skip


def _of(columns: Sequence[Taken], label: str) -> int | None:
    return next((at for at, one in enumerate(columns) if one.kind is Field.ATTRIBUTE and one.label == label), None)
