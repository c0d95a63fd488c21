"""Addresses of any origin: postcodes of other countries, and house numbers that stand behind the street."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from importers.bare.files import Column
from importers.bare.headings import Extra
from importers.bare.taken import Taken
from importers.fields import LINES, Field
from importers.values import places
from matching.scoring.remembering import remembered

_BEHIND = re.compile(
    r"^(?P<street>.*?[^\W\d_].*?)[\s,]+(?:n[r°º.]*\s*)?(?P<house>\d+\s?[A-Za-z]?(?:\s?[-/]\s?\d+\s?[A-Za-z]?)?)$"
)
_BEFORE = re.compile(
    r"^(?P<house>\d+\s?[A-Za-z]?(?:\s?[-/]\s?\d+[A-Za-z]?)?(?:\s(?:bis|ter|quater))?)[\s,]+(?P<street>.*[^\W\d_].*)$"
)
_ZIP_AND_FOUR = re.compile(r"^\d{5}-?\d{4}$")
_LONGEST = 10
_LONGEST_LINE = 200
_PARTS = (Field.FLAT, Field.HOUSE, Field.BUILDING, Field.STREET)


_CODE = r"(?:[A-Z]{1,2}-)?(?:\d{4,6}|\d{5}-\d{3,4}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4} ?[A-Z]{2})"
_CODE_TOWN = re.compile(rf"^(?P<code>{_CODE})(?:[\s,]+(?P<town>[^\W\d_].*))?$", re.I)
_TOWN_CODE = re.compile(rf"^(?P<town>[^\W\d_][^\d]*?)[\s,]+(?P<code>{_CODE})$", re.I)


_NUMBERED = re.compile(
    r"[\s,]+(?:n[ro]?[.\s]?[º°]?|no|num(?:ero)?|núm(?:ero)?|nro|№|hnr|dom|d|д|дом|br|č)[.:\s]*(?P<house>\d+[a-z]?)\b",
    re.I,
)
_NUMBER = re.compile(r"(?<=[^\W\d_.)])[.,)]?\s+(?P<house>\d+[a-z]?)\b(?![./]\s*[^\W_]|\s+de\b)", re.I)
_TOWN = re.compile(r"^[^\W\d_]{3}[^\d/]*$")
_FLAT = re.compile(r"^(?:flat|apt|apartment|unit|room|suite|the|st|house)\b", re.I)
BRITISH = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.I)
_MOSTLY = 0.7
_BLOCKS = re.compile(r"(\d+)丁目(\d+)番地?(?:の?(\d+))?号?")
"""'3丁目26番12号', which is also written 3-26-12: part of town, block and house (Japan's law of residence marks)."""
_HEADED = re.compile(r"^(?:(?:house|h)\b[.\s]*)?(?:(?:no|nr|num|number)\b|n[º°]|№|#)[.:\s]*(?=\d)", re.I)
"""'No. 130 Kovil Street', 'H.No 12 Main Road': what says that a number follows."""

_FLOOR = re.compile(r"(?:^|(?<=[\s,]))(?P<floor>[GB\d]\d?)/F\b[\s,]*", re.I)
"""'50/F', the floor of a tower in Hong Kong, between its flat and its street."""


class Place(NamedTuple):
    """One address in the parts that are compared; the comparison sees to how each is written."""

    postcode: str = ""
    house: str = ""
    street: str = ""
    town: str = ""
    uprn: str = ""


class Postcodes:
    """How the postcodes of one column read: numbers that a spreadsheet made shorter get their noughts back."""

    def __init__(self, values: Iterable[tuple[str, int]]) -> None:
        lengths: dict[int, int] = {}
        total = 0
        for text, count in values:
            total += count
            if (digits := text.removesuffix(".0")).isdecimal():
                lengths[len(digits)] = lengths.get(len(digits), 0) + count
        usual = max(lengths, key=lambda length: lengths[length], default=0)
        self._length = usual if lengths and lengths[usual] * 2 > total else 0

    def read(self, text: str) -> str:
        """The postcode without spaces or hyphens, '' for none. A mistyped one stays: it may be one slip away."""
        told = places.postcode(text)
        if told.status in ("valid", "outward", "pseudo"):
            return "" if told.status == "pseudo" else told.text
        plain = "".join(c for c in text.removesuffix(".0").upper() if c.isalnum())
        if plain.isdecimal():
            plain = plain[:5] if _ZIP_AND_FOUR.match(text) else plain
            plain = plain.zfill(self._length) if len(plain) == self._length - 1 else plain
        if not 3 <= len(plain) <= _LONGEST or not any(c.isdigit() for c in plain) or set(plain) <= {"0"}:
            return ""
        return plain


def code_and_town(text: str) -> tuple[str, str]:
    """(postcode, town) of '50667 Köln', 'Raleigh, NC 27601', 'M1 2AB Manchester'; what is no postcode is the town."""
    found = _CODE_TOWN.match(text) or _TOWN_CODE.match(text)
    return (found["code"], found["town"] or "") if found else ("", text)


@remembered(1 << 16)
def split(text: str) -> tuple[str, str]:
    """(house, street) of one line: '12 rue de la Paix', 'Hauptstraße 12a', 'Calle Mayor, 5'."""
    found = (_BEFORE.match(text) or _BEHIND.match(text)) if len(text) <= _LONGEST_LINE else None
    return (found["house"], found["street"]) if found else ("", text)


def in_parts(flat: str, house: str, building: str, street: str) -> Place:
    """An address from columns of its own."""
    house, street = _HEADED.sub("", house.removesuffix(".0")), _HEADED.sub("", street)
    if street and not house:
        house, street = split(street)
    number = " ".join(filter(None, (flat.removesuffix(".0"), house)))
    return Place(house=number or building, street=street)


def in_lines(full: str, lines: tuple[str, ...], town: str) -> Place:
    """An address that is written as one text or as some lines; a town alone is no street."""
    if not full and not lines:
        return Place(town=town)
    if floor := _FLOOR.search(full):
        place = in_lines(full[: floor.start()] + full[floor.end() :], lines, town)
        return place._replace(house=f"{place.house} {floor['floor']}".strip())
    full, lines = _HEADED.sub("", full), (*(_HEADED.sub("", line) for line in lines[:1]), *lines[1:])
    if not lines and full[:1].isalpha() and full.count(",") < 2 and full[-1:].isdecimal():
        house, street = split(full)
        if house:
            return Place(house=house, street=street, town=town)
    code, end = code_and_town(full.rpartition(",")[2].strip()) if "," in full else ("", "")
    if code:
        house, street = split(full.rpartition(",")[0].strip())
        return Place(code, house, street, end or town)
    told, _ = places.address(places.Parts(full=full, lines=lines, town=town))
    if told is None:
        return Place()
    house, street = (told.house, told.street) if told.house else split(told.street)
    return Place(told.postcode if told.postcode_status in ("valid", "outward") else "", house, street, told.town)


def house_behind(text: str) -> bool:
    """Whether an address names the street before the house, as most countries do: 'Calle Mayor nº 5, Madrid'."""
    text = _HEADED.sub("", text)
    head, _, rest = text.partition(",")
    code = bool(rest) and all(code_and_town(head.strip()))
    begins = (rest.strip() if code else text)[:1].isalpha() and not _FLAT.match(text)
    return begins and any(map(str.isdigit, rest if code else text)) and not BRITISH.search(text)


def in_foreign_line(full: str, town: str) -> Place:
    """An address of such a column: behind the number may stand the town, and at either end a postcode."""
    parts = [part for part in (piece.strip() for piece in full.split(",")) if part]
    code = ""
    for at in (0, -1) if len(parts) > 1 else ():
        found, place = code_and_town(parts[at])
        if found and (place or at):
            code, town = found, place or town
            del parts[at]
            break
    text = ", ".join(parts)
    number = _NUMBERED.search(text) or max(_NUMBER.finditer(text), key=lambda found: found.start(), default=None)
    if not number:
        return Place(code, street=text, town=town)
    behind = text[number.end() :].strip(" ,.-")
    if not town and _TOWN.match(behind):
        town = behind
    return Place(code, number["house"], text[: number.start()], town)


def in_figures(text: str) -> str:
    """A Japanese address with its blocks as figures alone: '栄町3丁目26番12号' → '栄町3-26-12 '."""
    return _BLOCKS.sub(lambda at: "-".join(filter(None, at.groups())) + " ", text)


class AddressColumns:
    """The columns that together hold one address: some are read together, the others each for itself.

    `home`: read together. `postcode`, `town`, `uprn`: None where there is none, or where it is read with the home.
    """

    def __init__(self, columns: Sequence[Taken]) -> None:
        of = {one.kind: one.column for one in columns}
        self.postcode, self.uprn = of.get(Field.POSTCODE), of.get(Field.UPRN)
        town = of.get(Field.TOWN) or of.get(Field.LOCALITY)
        self._parted = any(part in of for part in _PARTS)
        self._lines = [of[line] for line in LINES if line in of]
        self.town = town if self._parted else None
        self.code_and_town = of.get(Extra.POSTCODE_TOWN)
        self.home: list[Column | None] = (
            [of.get(part) for part in _PARTS] if self._parted else [of.get(Field.ADDRESS), town, *self._lines]
        )

        full = of.get(Field.ADDRESS)
        self._foreign = bool(full) and not self._parted and not self._lines and _mostly(full.sample())

    def place(self, cells: Sequence[str]) -> Place:
        """What the cells of `home` say."""
        cells = list(map(in_figures, cells))
        if self._parted:
            flat, house, building, street = cells
            return in_parts(flat, house, building, street)
        full, town, *lines = cells
        if self._foreign and full:
            return in_foreign_line(full, town)
        return in_lines(full, tuple(filter(None, lines)), town)


def _mostly(values: Sequence[tuple[str, int]]) -> bool:
    """Whether the house stands behind the street in most of a column's addresses."""
    return sum(rows for text, rows in values if house_behind(text)) >= _MOSTLY * sum(rows for _, rows in values)
