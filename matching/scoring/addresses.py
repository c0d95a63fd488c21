"""Where two records say somebody lives, compared: postcode, house and street, town."""

import re
from enum import IntEnum

from matching.scoring.names import normalise
from matching.scoring.remembering import remembered

_PSEUDO = re.compile(r"^(ZZ99|NF1|XX|NO)")
_DIGITS = re.compile(r"^[A-Z]{0,2}0*(\d{3,6})$")  # of other countries, a sign of the country or lost zeros before them
_ROADS = {
    "rd": "road", "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "ln": "lane",
    "dr": "drive", "cl": "close", "crt": "court", "ct": "court", "cres": "crescent", "gdns": "gardens",
    "gdn": "gardens", "pl": "place", "sq": "square", "terr": "terrace", "ter": "terrace", "gr": "grove",
    "pk": "park", "hse": "house", "ests": "estate", "est": "estate", "wlk": "walk", "apt": "flat",
    "apartment": "flat", "unit": "flat",
}  # fmt: skip


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
    return " ".join(_ROADS.get(word, word) for word in normalise(text).split())


@remembered(1 << 17)
def house(text: str) -> str:
    """Flat and house number or name in lower case, words apart by one space, 'flat' and its like dropped."""
    words = re.sub(r"[^\w]+", " ", text.casefold()).split()
    return " ".join(w for w in words if _ROADS.get(w, w) != "flat" and w not in {"no", "number", "room"})
