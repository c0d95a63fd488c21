"""Where two records say somebody lives, compared: postcode, house and street, town."""

import re
from enum import IntEnum

from matching.scoring.names import normalise
from matching.scoring.remembering import remembered

_PSEUDO = re.compile(r"^(ZZ99|NF1|XX|NO)")
_DIGITS = re.compile(r"^[A-Z]{0,2}0*(\d{3,6})$")  # of other countries, a sign of the country or lost zeros before them
AREAS = frozenset(
    ("AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH", "CM", "CO", "CR",
     "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH", "EN", "EX", "FK", "FY",
     "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT",
     "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP",
     "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL",
     "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W",
     "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE")
)  # fmt: skip
"""The letters that a postcode of a place in Britain or on its islands begins with."""
ROADS = {
    "rd": "road", "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "ln": "lane",
    "dr": "drive", "cl": "close", "crt": "court", "ct": "court", "cres": "crescent", "gdns": "gardens",
    "gdn": "gardens", "pl": "place", "sq": "square", "terr": "terrace", "ter": "terrace", "gr": "grove",
    "pk": "park", "hse": "house", "ests": "estate", "est": "estate", "wlk": "walk",
}  # fmt: skip
"""The usual short forms of what a road is called."""
_FLATS = ("apt", "apartment", "unit")
_SHORT = ROADS | dict.fromkeys(_FLATS, "flat")
_DROPPED = frozenset(("flat", *_FLATS, "no", "number", "room"))


class Postcode(IntEnum):
    """How two postcodes agree."""

    MISSING = 0
    SAME = 1
    SLIP = 2  # one character other, missing or exchanged
    DISTRICT = 3  # same outward half
    DIFFERENT = 4


class Home(IntEnum):
    """How two houses agree: number or name, and street."""

    MISSING = 0
    SAME = 1
    CLOSE = 2  # one of the two misspelt, the other the same
    STREET = 3  # same street, other house
    DIFFERENT = 4


class Town(IntEnum):
    """How two towns agree."""

    MISSING = 0
    SAME = 1
    CLOSE = 2
    DIFFERENT = 3


@remembered(1 << 17)
def postcode(text: str) -> str:
    """Upper case without spaces; '' for those that name no place (ZZ99 and its like)."""
    plain = "".join(c for c in text.upper() if c.isalnum())
    digits = _DIGITS.match(plain)
    if digits:
        return digits[1]
    return "" if _PSEUDO.match(plain) else plain


def outward(plain: str) -> str:
    """The district half of a postcode without spaces ('SK13XE' → 'SK1', '10115' → '10').

    An outcode, and a code of three figures, stays itself: without its last three nothing would be left of it.
    """
    return plain[:-3] if len(plain) >= (4 if plain.isdecimal() else 5) else plain


def in_places(plain: str) -> bytes:
    """The characters of a postcode without spaces, each in its place of eight: the outward half padded to four."""
    half = outward(plain)
    return f"{(half[:4].ljust(4) + plain[len(half) :])[:7]:8}".encode("ascii", "replace")


@remembered(1 << 17)
def street(text: str) -> str:
    """Normalised, with the usual short forms written out ('High Rd' → 'high road')."""
    return " ".join(_SHORT.get(word, word) for word in normalise(text).split())


@remembered(1 << 17)
def house(text: str) -> str:
    """Flat and house number or name in lower case, words apart by one space, 'flat' and its like dropped."""
    words = re.sub(r"[^\w]+", " ", text.casefold()).split()
    return " ".join(w for w in words if w not in _DROPPED)
