"""Birth dates of any origin: foreign months, days run together, serial numbers, year, month and day in three columns.

Whether a column is day-first or month-first is decided by importers.values.dates over all its values, and whether its
years are those of the Hijra by importers.bare.calendars. A day that no calendar has ('1986-02-30') is still read: it
was copied from a true one, and is compared digit by digit.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

from importers.bare import months
from importers.bare.calendars import Hijra, together
from importers.bare.headings import plain
from importers.values import dates
from importers.values.dates import Order
from matching.scoring.dates import FIRST_YEAR
from matching.scoring.remembering import remembered
from store.disclosure.wording import MONTHS

_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_ROMANS: tuple[str, ...] = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WORD = re.compile(r"[^\W\d_]+\.?")
_LINKING = re.compile(r"(?:^|(?<=\s))(?:de|del|di|of|le|el|il|den|am|m|yil|fomhair)\.?\s+", re.I)
_YEAR_WORD = re.compile(r"(?<=\d)\s*(?:g\.?\s?r|r\.?\s?n|g|r|god|goda|roku|rok|ev|evi|d)\.?$", re.I)
_APART = re.compile(r"(?<=\d)\s*([./-])\s*(?=[\dIVX])")
_ROMAN = re.compile(r"(?<=\d[./\s-])(I{1,3}|I?V|VI{1,3}|I?X|XI{1,2})(?=[./\s-]\d)")
_FLOAT = re.compile(r"^(\d+)\.0+$")
_BUDDHIST = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_SINCE_BUDDHA = 543
"""Years by which the calendar of Thailand is ahead: nobody was born in another's 2525."""
_SIX = re.compile(r"^(\d{2})(\d{2})(\d{2})$")
_MISREAD = re.compile(r"^[\dOoIlSBZ]{1,4}([./-])[\dOoIlSBZ]{1,2}\1[\dOoIlSBZ]{1,4}$")
_FIGURES = str.maketrans("OoIlSBZ", "0011582")
_EIGHT = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
_ORDINAL = re.compile(r"^(\d{1,2})(?:\.|er|º|°|\.º|-?an|e)?\s+(?=[^\W\d_])")
_PARTS = re.compile(
    r"^(\d{4})\D(\d{1,2})\D(\d{1,2})(?:\D|$)|^(\d{1,2})\D(\d{1,2})\D(\d{4})(?:\D|$)|^(\d{4})(\d{2})(\d{2})$"
)
_THAI = re.compile(rf"^(\d{{1,2}})\s*({'|'.join(map(re.escape, months.THAI))})\s*(?:พ\.ศ\.\s*)?(\d{{4}})$")
"""'17 มิ.ย. 2507', a date of Thailand."""
_MONTH = re.compile(r"^(\d{4})\s*[./年년-]\s*(1[0-2]|0?[1-9])\s*[月월]?$")
"""'2018.5', '2018年5月': a year and a month alone."""
_CHINESE = re.compile(r"^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?$")
_BEHIND_A_PLACE = re.compile(r"^[^\W\d_][^\d,]{2,40},\s*(\d{1,4}[^\d,].{4,18}\d)$")
"""'Magelang, 10 Desember 1965': place and date of birth in one cell, as Indonesia's and other identity cards do."""
_ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019, "民國": 1912, "民国": 1912}
_LETTERED = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_ERA = re.compile(
    rf"^(?:({'|'.join(_ERAS)}|[MTSHR](?=\.?\d))\.?\s*(\d{{1,3}}|元)\s*[年./-]\s*(\d{{1,2}})\s*[月./-]\s*(\d{{1,2}})日?)$"
)
"""'昭和45年8月15日', 'S45.8.15': years of an emperor's reign, counted from 1, as Japan's offices write them; and those
of the Republic, as Taiwan's do."""
_SERIALS = 0.05
"""Share of a column's dates that must be a workbook's day numbers: one such figure among dates is a slip."""


@remembered(1 << 17)
def english(text: str) -> str:
    """The date with its month in English, marks and link words off: '3 de março de 1980' → '3 mar 1980'."""
    if _FLOAT.match(text):
        text = text.split(".")[0]
    text = _BUDDHIST.sub(lambda found: str(int(found[0]) - _SINCE_BUDDHA), text)
    if found := _BEHIND_A_PLACE.match(text):
        text = found[1]
    text = _APART.sub(r"\1", text.rstrip("."))
    if found := _ERA.match(text):
        year = _ERAS[_LETTERED.get(found[1], found[1])] + (0 if found[2] == "元" else int(found[2]) - 1)
        return f"{year}-{int(found[3]):02}-{int(found[4]):02}"
    if found := _THAI.match(text):
        return f"{found[3]}-{int(months.THAI[found[2]]):02}-{int(found[1]):02}"
    if found := _MONTH.match(text):
        return f"{found[1]}-{int(found[2]):02}"
    if found := _CHINESE.match(text):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if not any(c.isalpha() for c in text):
        return text
    if _MISREAD.match(text) and not _ROMAN.search(text):
        return text.translate(_FIGURES)
    text = _ROMAN.sub(lambda found: MONTHS[_ROMANS.index(found[0])][:3].lower(), text)
    text = _ORDINAL.sub(r"\1 ", _YEAR_WORD.sub("", _LINKING.sub("", plain(text))))
    return _WORD.sub(lambda found: months.ENGLISH.get(found[0].lower().rstrip("."), found[0]), text)


class Reading:
    """How one column of births is read; made from all its values. mixed: they contradict each other."""

    def __init__(self, values: Mapping[str, int]) -> None:
        self._pivot = date.today().year % 100
        self._order: Order = "day-first"
        self._run_together = self._serial = False
        self._six: _Six | None = None
        told = Counter({english(text): count for text, count in values.items()})
        self._hijra = Hijra(told)
        if self._hijra.found:
            told = Counter({text: count for text, count in told.items() if not self._hijra.iso(text)})
        self._six = _six_figures(told)
        self._run_together = _days_first_run_together(told)
        if self._run_together:
            told = Counter({_EIGHT.sub(r"\1/\2/\3", text): count for text, count in told.items()})
        decided = dates.decide(told)
        self._order, self._january = decided.order, decided.first_of_january
        self.mixed = decided.decided == "mixed"
        serial = sum(count for text, count in told.items() if dates.parse(text, self._order).how == "serial")
        self._serial = serial > _SERIALS * told.total()

    def iso(self, text: str) -> str:
        """The birth date, perhaps in part ('1983'); '' if it cannot be read.

        Where 1 January is commoner than chance would have it, it says the year only (domain/10 section 3).
        """
        text = english(text)
        if by_hijra := self._hijra.iso(text):
            return by_hijra
        if self._six and (found := _SIX.match(text.zfill(6) if text.isdigit() else text)):
            text = "/".join(found[at] for at in self._six)
        if self._run_together:
            text = _EIGHT.sub(r"\1/\2/\3", text.zfill(8) if text.isdigit() else text)
        told = dates.parse(text, self._order, self._pivot)
        match told.how:
            case "date" if self._january and told.iso.endswith("-01-01"):
                return told.iso[:4]
            case "date" | "partial" | "estimated":
                return told.iso
            case "impossible":
                return self._of_digits(text)
            case "serial" if self._serial:
                return dates.of_number(text)
            case _:
                return ""

    def _of_digits(self, text: str) -> str:
        """A day that is in no calendar, as it was written; with a month above 12, the other way round."""
        found = _PARTS.match(text)
        if not found:
            return ""
        if found[4]:
            first, second = found[4], found[5]
            month, day = (second, first) if self._order == "day-first" else (first, second)
            year = found[6]
        else:
            year, month, day = found[1] or found[7], found[2] or found[8], found[3] or found[9]
        if int(month) > 12 >= int(day):
            month, day = day, month
        if int(month) > 12:
            return year
        return f"{year}-{int(month):02}-{int(day):02}" if int(day) <= 31 else f"{year}-{int(month):02}"


_Six = tuple[int, int, int]
"""In which places of 'yymmdd' or 'ddmmyy' the day, the month and the year stand."""


def _six_figures(values: Mapping[str, int]) -> _Six | None:
    """How a column of '620304' or '040362' is read, where most of it is of that shape."""
    six = [(found, count) for text, count in values.items() if (found := _SIX.match(text))]
    if 2 * sum(count for _, count in six) <= sum(values.values()):
        return None

    def fitting(places: _Six) -> int:
        return sum(count for found, count in six if _in_calendar(int(found[places[0]]), int(found[places[1]])))

    layouts: tuple[_Six, ...] = ((3, 2, 1), (1, 2, 3), (2, 1, 3))
    return max(layouts, key=fitting)


def _in_calendar(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def short(text: str) -> bool:
    """Whether six figures may be a date: '620304', '040362'."""
    found = _SIX.match(text)
    return bool(found) and any(
        _in_calendar(int(found[day]), int(found[month])) for day, month in ((3, 2), (1, 2), (2, 1))
    )


def _days_first_run_together(values: Mapping[str, int]) -> bool:
    """'14031980' rather than '19800314'."""
    eight = {text: count for text, count in values.items() if len(text) == 8 and text.isdigit()}
    year_first = sum(c for text, c in eight.items() if dates.parse(text, "day-first").how == "date")
    year_last = sum(c for text, c in eight.items() if FIRST_YEAR <= int(text[4:]) < 2100 and int(text[:2]) <= 31)
    return year_last > year_first and 2 * sum(eight.values()) > sum(values.values())


def is_birth(text: str) -> bool:
    """Whether a value has the shape of a full date, in any order and tongue."""
    text = english(text)
    if dates.looks_like_date(text) or together(text):
        return True
    return bool(found := _EIGHT.match(text)) and int(found[1]) <= 31 and FIRST_YEAR <= int(found[3]) < 2100


def composed(year: str, in_year: str, day: str) -> str:
    """A birth date from columns of year, month and day, as far as they say: '1983', '1983-04', '1983-04-09'."""
    whole = _figure(english(year))
    if whole < 100 and year[:1].isdecimal():
        whole += 1900 if whole > date.today().year % 100 else 2000
    if not FIRST_YEAR <= whole < 2200:
        return ""
    if not month(in_year):
        return f"{whole}"
    told = f"{whole}-{month(in_year):02}"
    return f"{told}-{_figure(day):02}" if 1 <= _figure(day) <= 31 else told


def month(text: str) -> int:
    """The month that a figure or a word in some tongue says, 0 for none: '4', '04', 'Apr', 'avril'."""
    number = _figure(text) or _NUMBERS.get(english(text)[:3].lower(), 0)
    return number if 1 <= number <= 12 else 0


def year_of(age: str, of: str = "") -> str:
    """The year in which somebody of that age is born; of: the year of which the age is, '' for this. '' for no age.

    From which day an age is does not matter where all ages are of about one day: only like is compared with like.
    """
    years = age_of(age)
    return f"{(_figure(of) or date.today().year) - years}" if years >= 0 else ""


def age_of(text: str) -> int:
    """The years of an age, -1 for none: '45', 'c. 45', '45 yrs', '7 months'."""
    found = _AGE.match(text)
    if not found or int(found[1]) > _OLDEST:
        return -1
    return 0 if found[2][:1].lower() in _LESS else int(found[1])


_AGE = re.compile(
    r"^(?:(?:ca?|circa|approx|about|abt|est|aged?)\.?|~)?\s*(\d{1,3})(?:\.0+)?\s*(?:[-(]?([^\W\d_]*)\.?\)?)$", re.I
)
_OLDEST = 120
_LESS = ("m", "w", "d")
"""How words for months, weeks and days begin, and none for years."""


def _figure(text: str) -> int:
    """A whole number as a spreadsheet writes it, 0 for anything else: '4', '04', '4.0'."""
    whole = text.removesuffix(".0")
    return int(whole) if whole.isdecimal() and len(whole) <= 4 else 0
