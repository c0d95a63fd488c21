"""Addresses and postcodes: what was given, and what can be read out of it for finding and comparing.

The household key names a household only where an address really does: not for no fixed abode, care-of, or a postcode
that stands for many places (domain/10 section 2, domain/5 E.4).
"""

import re
from typing import NamedTuple

from importers.values.remembered import remembered
from importers.values.vocabulary import vocabulary
from matching.scoring.addresses import AREAS, ROADS
from store.records.rows import Address

_SHAPE = re.compile(r"^(GIR 0AA|([A-Z][A-HJ-Y]?)[0-9][A-Z0-9]? [0-9][A-Z]{2})$")
_OUTWARD = re.compile(r"^([A-Z][A-HJ-Y]?)[0-9][A-Z0-9]?$")
_NO_CODE = re.compile(r"[^A-Z0-9]")
_PSEUDO = re.compile(r"^(ZZ99|NF1|BF1|BFPO|X+$|NOPOSTCODE|NFA|NOFIXEDABODE|UNKNOWN$)")
_AT_END = re.compile(
    r"(?:^|[\s,])(GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})[\s,.]*(?:,? *(?:UK|England|United Kingdom))?$", re.I
)
_OUT_AT_END = re.compile(r",\s*([A-Z]{1,2}[0-9][A-Z0-9]?)\s*$")
_ROAD_WORD = r"(?:Road|Street|Lane|Avenue|Close|Drive|Way|Gardens|Crescent|Grove|Place|Terrace|Rise|Walk|View)"
_NOT_TOLD = (
    r"\b(?:do not|don['’]?t|not (?:to be|for)) (?:be )?(?:disclos|shar|releas|reveal)|\bnon[- ]?disclos|\bundisclosed"
    r"|\bsensitive record\b"
)
_NO_HOUSEHOLD = re.compile(
    r"\bNFA\b|no fixed (?:abode|address)|\bc/o\b|care of|withheld|refuge|p\.?\s?o\.? box|\bBFPO\b|"
    r"\b(?:hostel|hospital|police station|prison|HMP|YOI|caravan site|travellers? site|of no fixed)\b"
    rf"(?!\s+{_ROAD_WORD}\b)|"
    r"^(?:not known|unknown|n/?a|none|tbc|null|not recorded|confidential|protected)$|temporary address|"
    rf"sofa surfing|safe address|secret address|{_NOT_TOLD}",
    re.I,
)
_PROTECTED = re.compile(
    rf"withheld|\brefuge\b(?!\s+{_ROAD_WORD}\b)|confidential|protected|safe address|secret address|{_NOT_TOLD}",
    re.I,
)
_HINT = re.compile(
    "nfa|fixed|c/o|care of|withheld|refuge|box|bfpo|hostel|hospital|police|prison|hmp|yoi|site|known|n/a|none|"
    "tbc|null|record|confid|protect|tempor|surfing|safe|secret|disclos|shar|releas|reveal"
)
"""One of these is, in lower case, in every text that _NO_HOUSEHOLD finds; looking for it first is ten times faster."""
_UNIT = re.compile(
    r"^(?:flat|apartment|apt|unit|room|studio|maisonette|suite)\.?\s*(?:no\.?\s*)?([0-9]*\s?[A-Za-z]?\b|[A-Za-z0-9]+)[\s,]*",
    re.I,
)
_NUMBER = re.compile(r"^(?:no\.?\s+)?(\d+\s?[A-Za-z]?(?:\s?[-–]\s?\d+[A-Za-z]?)?)\b[\s,]*(?=\S|$)")
FLATS = frozenset({"Flat", "FLAT"})
_USUAL_HOUSE = re.compile(r"(?:(?:Flat|FLAT) (\d+[A-Z]?), )?(\d+[A-Za-z]?)")
_USUAL = re.compile(
    rf"([A-Z][a-z]+(?: [A-Z][a-z]+)* {_ROAD_WORD}), ([A-Z][a-z]+)(?:, ([A-Z]{{1,2}}\d[A-Z\d]? \d[A-Z]{{2}}))?"
)
_UNIT_SLASH = re.compile(r"^(\d+[A-Za-z]?)\s?/\s?(?=\d)")
_TRAILING_UNIT = re.compile(r"[\s,]+(?:flat|apartment|apt|unit|room)\.?\s*([0-9]+[A-Za-z]?|[A-Za-z])$", re.I)
_COUNTIES = vocabulary(
    "england|greater london|middlesex|greater manchester|cheshire|lancashire|kent|essex|surrey|hertfordshire|",
    "london borough of brent|london borough of hounslow|great britain|uk|united kingdom",
)
_ROADS = {short.upper(): road.upper() for short, road in ROADS.items()}
_WORDS = re.compile(r"[^\w\s/-]+")


class Postcode(NamedTuple):
    """A postcode as it is kept, its status ('valid', 'pseudo', 'outward', 'invalid', 'none'), what was found."""

    text: str
    status: str
    code: str = ""


class Parts(NamedTuple):
    """The columns that may together hold one address, clean; blank ones ''."""

    full: str = ""
    lines: tuple[str, ...] = ()
    flat: str = ""
    house: str = ""
    building: str = ""
    street: str = ""
    locality: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    uprn: str = ""


@remembered(1 << 15)
def postcode(text: str) -> Postcode:
    """Normalise a postcode. An O for a nought, or an I for a one, is not repaired: it is only not evidence."""
    plain = text.upper().replace(" ", "")
    if not (plain.isascii() and plain.isalnum()):
        plain = _NO_CODE.sub("", plain)
    if not plain:
        return Postcode("", "none")
    spaced = f"{plain[:-3]} {plain[-3:]}" if len(plain) > 4 else plain
    if _PSEUDO.match(plain):
        return Postcode(spaced, "pseudo", "PC_PSEUDO")
    if found := _SHAPE.match(spaced):
        if found[2] and found[2] not in AREAS:
            return Postcode(spaced, "invalid", "PC_AREA")
        odd = set(spaced[-2:]) & set("CIKMOV") and spaced != "GIR 0AA"
        return Postcode(spaced, "valid", "PC_INWARD" if odd else "")
    if (found := _OUTWARD.match(plain)) and found[1] in AREAS:
        return Postcode(plain, "outward", "PC_OUTWARD")
    return Postcode(text.upper()[:20], "invalid", "PC_FORMAT")


def address(parts: Parts) -> tuple[Address | None, str]:
    """One address and the code of what is wrong with its postcode. None when every part is blank."""
    full, lines, flat, house, building, street, locality, town, county, code, uprn = parts
    if not (flat or house or building or street or locality or county):
        told = ", ".join(filter(None, (full, *lines, town))) if lines or town else full
        if found := _usual(told, town, code, uprn):
            return found
    if full or lines or street or town or code or house or uprn:
        return _cached(parts)
    return None, ""


def _usual(told: str, town: str, column: str, uprn: str) -> tuple[Address, str] | None:
    """'12 Acacia Road, Wembley, HA0 2AB', as most are written: what `_cached` comes to, ten times faster; else None.

    town: from a column of its own, '' if there is none; column: the postcode's.
    """
    front, _, rest = told.partition(" ")
    if front in FLATS:
        flat, _, rest = rest.partition(", ")
        number, _, rest = rest.partition(" ")
        front = f"{front} {flat}, {number}"
    house, where = usual_house(front), usual_road(rest)
    if not house or where is None:
        return None
    road, in_town, inside = where
    if (inside and column) or (town and town != in_town):
        return None
    text, status, wrong = postcode(column or inside)
    place = f"{text}|{house}" if status == "valid" else ""
    lines = told if inside or not text else f"{told}, {text}"
    return Address("current", lines, house, road, in_town, text, status, uprn, place), wrong


@remembered(1 << 15)
def usual_house(front: str) -> str:
    """'12A' or 'FLAT 3 12A' of '12a' or 'Flat 3, 12a'; '' if it is anything else."""
    found = _USUAL_HOUSE.fullmatch(front)
    if found is None:
        return ""
    house = found[2].upper()
    return f"FLAT {found[1]} {house}" if found[1] else house


@remembered(1 << 15)
def usual_road(rest: str) -> tuple[str, str, str] | None:
    """(road, town, postcode) of 'Acacia Road, Wembley, HA0 2AB'; None if they may be a refuge or a county."""
    found = _USUAL.fullmatch(rest)
    if found is None or found[2].casefold() in _COUNTIES or _is_no_household(f"{found[1]}, {found[2]}"):
        return None
    return _road(found[1]), found[2], found[3] or ""


@remembered(1 << 14)
def _cached(parts: Parts) -> tuple[Address | None, str]:
    text = ", ".join(piece for piece in (p.strip(" .") for p in _told(parts).split(",")) if piece)
    code, where = _split_postcode(text, parts.postcode)
    rest = [piece for piece in (p.strip() for p in where.split(",")) if piece]
    lines = ", ".join(filter(None, (*rest, code.text)))
    if _is_no_household(text):
        house, road, town = "", "", ""
    else:
        house, road, town = _read(rest, parts.town)
    if _PROTECTED.search(text):  # nobody is to be found by its postcode either
        status = "pseudo" if code.status in ("valid", "outward") else code.status
        code = Postcode(code.text, status, code.code or "ADDRESS_PROTECTED")
    known = code.status == "valid" and bool(house)
    place = f"{code.text}|{house}" if known else ""
    return Address("current", lines, house, road, town, code.text, code.status, parts.uprn, place), code.code


def _is_no_household(text: str) -> bool:
    return _HINT.search(text.lower()) is not None and _NO_HOUSEHOLD.search(text) is not None


def _told(parts: Parts) -> str:
    """The columns that hold an address as one text, in the order in which it is written."""
    if parts.full and not any(parts[1:9]):
        return parts.full
    unit = f"Flat {parts.flat}" if parts.flat[:1].isdigit() or len(parts.flat) == 1 else parts.flat
    number = f"{parts.house} {parts.street}".strip() if parts.house[:1].isdigit() else parts.house
    street = "" if parts.house[:1].isdigit() else parts.street
    pieces = (parts.full, *parts.lines, unit, parts.building, number, street, parts.locality, parts.town, parts.county)
    return ",".join(pieces)


def _split_postcode(text: str, column: str) -> tuple[Postcode, str]:
    """The postcode, from its own column or else the end of the text, and the text without it."""
    found = _AT_END.search(text)
    inside = postcode(found[1]) if found else None
    rest = text[: found.start(1)].rstrip(" ,") if found else text
    if column:
        own = postcode(column)
        return (own, rest if inside is None or inside.text == own.text else text)
    if inside is not None:
        return inside, rest
    if outward := _OUT_AT_END.search(text):
        code = postcode(outward[1])
        return (code, text[: outward.start()]) if code.status == "outward" else (Postcode("", "none"), text)
    pseudo = bool(re.search(r"\b(?:NFA|no fixed (?:abode|address))\b", text, re.I))
    return Postcode("", "none", "ADDRESS_NONE" if pseudo else ""), text


def _read(pieces: list[str], town: str) -> tuple[str, str, str]:
    """(house, street, town), normalised: 'FLAT 3 12', 'HIGH STREET', 'Wembley'."""
    pieces = [piece for piece in pieces if piece.casefold() not in _COUNTIES]
    unit = number = road = ""
    index = 0
    while index < len(pieces) and not road:
        piece = pieces[index]
        index += 1
        if not unit and (found := _UNIT.match(piece)):
            unit, piece = found[1].replace(" ", "").upper(), piece[found.end() :]
        elif not unit and (found := _UNIT_SLASH.match(piece)):
            unit, piece = found[1].upper(), piece[found.end() :]
        if found := _NUMBER.match(piece):
            number, piece = re.sub(r"\s", "", found[1]).upper(), piece[found.end() :]
            if not unit and (trailing := _TRAILING_UNIT.search(piece)):
                unit, piece = trailing[1].upper(), piece[: trailing.start()]
            road = piece
        elif (
            piece
            and not number
            and index < len(pieces)
            and (
                _NUMBER.match(pieces[index])
                or _UNIT.match(pieces[index])
                or (index == 1 and not unit and len(pieces) > 2)
            )
        ):
            number = (
                "" if _NUMBER.match(pieces[index]) and unit else _plain(piece)
            )  # a building's name before its number
        elif piece:
            road = piece
    house = f"FLAT {unit} {number}".strip() if unit else number
    rest = [piece for piece in pieces[index:] if not _UNIT.match(piece)]
    if not unit and index < len(pieces) and (found := _UNIT.match(pieces[index])):
        house = f"FLAT {found[1].replace(' ', '').upper()} {number}".strip()
    return house, _road(road), town or (rest[-1] if rest else "")


@remembered(1 << 15)
def _road(text: str) -> str:
    words = _plain(text).split()
    return " ".join(_ROADS.get(word, word) if at else word for at, word in enumerate(words))


def _plain(text: str) -> str:
    words = text.split()
    return " ".join(words if all(map(str.isalnum, words)) else _WORDS.sub("", text).split()).upper()
