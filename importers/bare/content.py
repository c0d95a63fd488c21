"""What values look like, whatever stands above them: the share of a column's rows that could be each kind."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from importers.bare.dates import age_of, english, is_birth, month, short
from importers.bare.eastern import EASTERN
from importers.bare.headings import Extra, Kind
from importers.bare.places import BRITISH
from importers.bare.sexes import FEMALE, MALE, sexes, word_of
from importers.fields import BIRTHS, Field
from importers.values import names, places, words
from importers.values.numbers import shaped_as_nhs
from importers.values.vocabulary import vocabulary
from matching.scoring.addresses import ROADS
from matching.scoring.dates import FIRST_YEAR

ENOUGH = 0.5
SURE = 0.8
"""Share from which values alone say what a column holds."""
_MOST_SEXES = 12
_GENERATION = 40

_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+$")
_CODE = re.compile(
    r"^\d{3,6}$|^\d{5}-\d{4}$|^\d{2}-\d{3}$|^\d{4}-\d{3}$|^\d{3} \d{2}$|^\d{5}-\d{3}$|^\d{4} ?[A-Za-z]{2}$"
    r"|^[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d$|^[A-Z]{1,3}-?\d{3,5}$|^[A-Za-z]\d\d ?[A-Za-z\d]{4}$"
)
_IN_PART = re.compile(r"^(\d{4}|\d{5}|\d{4}-\d\d)$")
_LETTERS = re.compile(r"[^\W\d_]")
_HOUSED = re.compile(
    r"^(?P<before>\d{1,5})[a-z]?(?:[\s,/-]+.*)?[^\W\d_]{3}"
    r"|[^\W\d_]{3}.*?[\s,:°º.]+(?P<behind>\d{1,5})\s?[a-z]?(?:$|[,/ -])",
    re.I,
)
_CLOCK = re.compile(r"(?<=[\sT])\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?")
_MIDNIGHT = re.compile(r"0{1,2}:00(?::00(?:\.0+)?)?")
_OF_A_FLAT = r"(?:flat|apt|apartment|unit|room|suite|lgh|app|appt|wohnung|piso|kv|daire)\b[.\s]*\w{1,4}"
_FLAT = re.compile(rf"^{_OF_A_FLAT}$", re.I)
_HOUSE = re.compile(rf"^(?:{_OF_A_FLAT}[\s,]+)?(\d{{1,4}})\s?[a-z]?$", re.I)
_HOUSES = 20
_ADDRESSED = 3
"""Words that tell of a flat alone: 'Flat 2, Rose House'."""
_ONE_LENGTH = 0.95
_ROAD = re.compile(
    rf"[^\W\d_] (?:{'|'.join({*ROADS, *ROADS.values(), 'way', 'utca', 'ulice', 'caddesi', 'sokak', 'gata'})})\.?$"
    r"|[^\W\d_](?:stra(?:ß|ss)e|straat|str\.|weg|gasse|gatan|vägen|veien|gade|vej|katu|tie)$"
    r"|^(?:rue|avenue|all[ée]e|chemin|calle|avenida|via|viale|rua|travessa|ul\.|ulica|jalan|jl\.|strada) [^\W\d_]",
    re.I,
)
"""What a road is called, without the number of a house."""
_SEXES = vocabulary("m f w h v k e d x b g l p z ch zh me ke pu ז נ 0 1 2")


def _decimal(text: str) -> str:
    return text.removesuffix(".0")


def _within(low: int, high: int) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        digits = _decimal(text)
        return digits.isdecimal() and len(digits) <= 4 and low <= int(digits) <= high

    return fits


def _year(text: str) -> bool:
    return _within(FIRST_YEAR, 2100)(text) or (len(text) == 2 and text.isdecimal())


def is_postcode(text: str) -> bool:
    """A postcode in some country's shape; a UK one may be half, or mistyped."""
    shaped = _CODE.match(_decimal(text)) or BRITISH.fullmatch(text)
    return bool(shaped) or places.postcode(text).status != "invalid"


def _phone(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    return (
        7 <= digits <= 16 and not text.startswith("000") and not is_birth(text) and sum(c.isalpha() for c in text) <= 8
    )


def _name(text: str) -> bool:
    return bool(_LETTERS.search(text)) and sum(c.isdigit() for c in text) < 4 and "@" not in text


def _words(text: str) -> bool:
    return bool(_LETTERS.search(text))


def _sex(text: str) -> bool:
    word = word_of(text)
    return words.sex(text) is not None or word in _SEXES or word in FEMALE or word in MALE


_FITS: dict[Kind, Callable[[str], bool]] = {
    **dict.fromkeys(
        (Field.GIVEN, Field.MIDDLE, Field.FAMILY, Field.FULL_NAME, Field.FORMER_FAMILY, Field.ALIAS,
         Field.PREFERRED_GIVEN, Field.PREFERRED_FAMILY, Extra.SECOND_FAMILY, Extra.PARTICLE), _name
    ),
    **dict.fromkeys(
        BIRTHS,
        lambda text: is_birth(text) or short(text) or bool(_IN_PART.match(english(_decimal(text)))),
    ),
    **dict.fromkeys((Field.SOURCE_ID, Field.LEGACY_ID), lambda text: any(map(str.isdigit, text))),
    Extra.BIRTH_YEAR: _year,
    Extra.BIRTH_MONTH: lambda text: month(text) > 0,
    Extra.BIRTH_DAY: _within(1, 31),
    Extra.AGE: lambda text: age_of(text) >= 0,
    Extra.AGE_YEAR: _within(1700, 2100),
    Field.SEX: _sex,
    Field.POSTCODE: lambda text: is_postcode(text) or (len(text) <= 10 and any(c.isdigit() for c in text)),
    Field.STREET: _words,
    Field.TOWN: _words,
    Field.LOCALITY: _words,
    Field.ADDRESS: _words,
    Extra.POSTCODE_TOWN: lambda text: any(c.isdigit() for c in text) and any(c.isalpha() for c in text),
    Field.EMAIL: lambda text: "@" in text,
    Field.PHONE: lambda text: sum(c.isdigit() for c in text) >= 5,
    Field.MOBILE: lambda text: sum(c.isdigit() for c in text) >= 5,
    Field.NHS_NUMBER: shaped_as_nhs,
    Field.UPRN: lambda text: _decimal(text).isdecimal(),
}  # fmt: skip

_ALONE: dict[Kind, Callable[[str], bool]] = {
    Field.EMAIL: lambda text: bool(_EMAIL.match(text)),
    Field.BIRTH: lambda text: is_birth(text) or short(text),
    Field.POSTCODE: lambda text: bool(BRITISH.fullmatch(text)) and places.postcode(text).status == "valid",
    Field.PHONE: lambda text: _phone(text) and text.lstrip("(")[:1] in "+0",
}
"""Kinds whose values cannot easily be anything else."""


def share(fits: Callable[[str], bool], values: Iterable[tuple[str, int]]) -> float:
    """Share of the rows whose value fits."""
    good = total = 0
    for text, count in values:
        total += count
        good += count if fits(text) else 0
    return good / total if total else 0.0


def may_be(kind: Kind, values: Iterable[tuple[str, int]]) -> bool:
    """Whether these values may be what the heading says; kinds without a shape may be anything."""
    return kind not in _FITS or share(_FITS[kind], values) >= ENOUGH


def looks_like(values: Iterable[tuple[str, int]]) -> Kind | None:
    """What the values say by themselves, if they do."""
    told = list(values)
    found = {kind: share(fits, told) for kind, fits in _ALONE.items()}
    best = max(found, key=lambda kind: found[kind])
    if found[best] >= SURE:
        return best
    if _addresses(told):
        return Field.ADDRESS
    return Field.STREET if share(lambda text: bool(_ROAD.search(text)), told) >= SURE else None


def _addresses(values: Iterable[tuple[str, int]]) -> bool:
    """Whether they are words with house numbers, of which there are many, some longer than others."""
    found = [(_HOUSED.match(text) or _HOUSED.search(text), is_birth(text), count) for text, count in values]
    housed = Counter[str]()
    for match, dated, count in found:
        if match and not dated:
            housed[match["before"] or match["behind"]] += count
    total = sum(count for *_, count in found)
    lengths = Counter[int]()
    for number, count in housed.items():
        lengths[len(number)] += count
    return len(housed) >= _HOUSES and housed.total() >= SURE * total and max(lengths.values()) < _ONE_LENGTH * total


def numbered_houses(values: Iterable[tuple[str, int]]) -> bool:
    """Whether they could be the numbers of houses: many, of up to four figures, some longer than others."""
    told = [(found[1], count) for text, count in values if (found := _HOUSE.match(text))]
    lengths = Counter[int]()
    for number, count in told:
        lengths[len(number)] += count
    return (
        len({number for number, _ in told}) >= _HOUSES
        and share(lambda text: bool(_HOUSE.match(text)), values) >= SURE
        and max(lengths.values()) < _ONE_LENGTH * lengths.total()
    )


def of_flats(values: Iterable[tuple[str, int]]) -> bool:
    """Whether they tell the flat alone: 'Flat 2', 'Apt 4B'."""
    return share(lambda text: bool(_FLAT.match(text)), values) >= SURE


def housed(values: Iterable[tuple[str, int]]) -> bool:
    """Whether they mostly are whole addresses, as 'Flat 1, 5/F, Tai Po Road, Sha Tin' is."""
    return share(lambda text: len(re.findall(r"[^\W\d_]{3,}", text)) > _ADDRESSED, values) >= ENOUGH


def sexed(values: Iterable[tuple[str, int]]) -> bool:
    """Whether they are two words or letters for female and male, not figures, with hardly anything beside them."""
    told = [(text, count) for text, count in values if text.isalpha()]
    read = sexes(told)
    rows = {sex: sum(count for text, count in told if read[text] == sex) for sex in ("F", "M", "")}
    total = sum(rows.values())
    return min(rows["F"], rows["M"]) > 0.1 * total > 9 * rows[""] and len(told) <= _MOST_SEXES


def years(values: Iterable[tuple[str, int]]) -> bool:
    """Whether they are years, spread as widely as people's births are."""
    told = [(text, count) for text, count in values if _within(FIRST_YEAR, 2100)(text)]
    spread = {_decimal(text) for text, _ in told}
    return len(spread) >= _GENERATION and share(_within(FIRST_YEAR, 2100), values) >= ENOUGH


def timed(values: Iterable[tuple[str, int]]) -> bool:
    """Whether they mostly tell a time of day, which a service notes of what it did and nobody of a birth."""
    return (
        share(lambda text: bool(found := _CLOCK.search(text)) and not _MIDNIGHT.fullmatch(found[0]), values) >= ENOUGH
    )


def coded(values: Iterable[tuple[str, int]]) -> bool:
    """Whether they are numbers or codes, such as a body gives to a person: digits in them, no date, not long."""
    return share(lambda text: any(c.isdigit() for c in text) and len(text) <= 24 and not _dated(text), values) >= SURE


def _dated(text: str) -> bool:
    return not text.isdigit() and is_birth(text)


def named(values: Iterable[tuple[str, int]]) -> bool:
    """Whether they could be names of people: one to four words, hardly a digit."""
    return (
        share(
            lambda text: _name(text) and text.rstrip(").")[-1:].isalpha() and len(text.split()) <= 4 and len(text) < 40,
            values,
        )
        >= SURE
    )


def of_one_word(text: str) -> bool:
    """Whether a name is one word, of a script whose words stand apart."""
    return len(text.replace(",", " ").split()) == 1 and not EASTERN.search(text)


def several_words(values: Iterable[tuple[str, int]]) -> bool:
    """Whether they mostly are more than one word; 'Ó Catháin' and 'Le Goff' are one."""
    return share(_several, values) >= ENOUGH


def _several(text: str) -> bool:
    return sum(not names.particle(word) for word in text.replace(",", " ").split()) > 1
