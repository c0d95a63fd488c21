"""Personal numbers and the birth dates within them: Nordic, Czech, Polish, Baltic, Romanian, Yugoslav, Chinese, Korean.

How a column's numbers hold the date is decided by all of them: nearly every one must hold a date of some calendar, as
numbers that count do not. Months and days that are raised to tell the sex, the century or a stranger are lowered again.
"""

import re
from datetime import date

from importers.bare.files import Column, Ints
from matching.scoring import dates

_NEARLY_ALL = 0.95
_WHOLE = re.compile(r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?P<rest>[-+ ]?[\w*]{4})?$")
_LAYOUTS = {
    "year first": (
        _WHOLE,
        re.compile(r"^(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})[-+/ ]?[\w*]{3,5}$"),
        re.compile(r"^(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})$"),
    ),
    "day first": (re.compile(r"^(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{2})[-+A-FU-Y ]?\w{4,5}$"),),
    "behind a figure": (re.compile(r"^[1-8](?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})\d{4,6}$"),),
    "three of the year": (re.compile(r"^(?P<d>\d{2})(?P<m>\d{2})(?P<y>[09]\d{2})\d{6}$"),),
    "behind a region": (re.compile(r"^\d{6}(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})\d{3}[\dX]$"),),
    "before its century": (
        re.compile(r"^(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:[- ]|(?=.{7}$))(?P<c>\d)(?:\d{6}|[*xX#●○]{0,6})$"),
    ),
}
_CENTURIES = {figure: years for years, told in {1800: "90", 1900: "1256", 2000: "3478"}.items() for figure in told}
"""What the first figure behind the date says in Korea, of men and women, born there and foreign."""
_MASKED = re.compile(r"^(?:\d{6}[- ]?\d[*xX#●○]{0,6}|(?:\d\d)?\d{6}(?:[-+ ]?[*xX#●○]{4})?)$")
"""'821119-1******', '19970208-XXXX', '970208': no more than birth, century and sex."""
_SHORT = re.compile(r"^\d{6}$")
_LONGER = 0.2
"""Share of the numbers that must have more than six figures: any register may count in six."""
_RAISED = (0, 20, 40, 50, 70, 80)


def births_within(column: Column) -> Ints | None:
    """By row the birth date that the number holds, 0 for none; None if these numbers hold no dates."""
    values = column.sample()
    total = sum(count for _, count in values)
    shares = {layout: sum(count for text, count in values if _iso(layout, text)) / max(total, 1) for layout in _LAYOUTS}
    best = max(shares, key=lambda layout: shares[layout])
    short = sum(count for text, count in values if _SHORT.match(text))
    if shares[best] < _NEARLY_ALL or short > (1 - _LONGER) * total:
        return None
    return column.read(lambda text: dates.code(_iso(best, text)))


def own(text: str) -> str:
    """What a personal number tells beside the birth date: '' of a bare date, and where the rest is not shown.

    The century makes no other number.
    """
    if _MASKED.match(text):
        return ""
    found = _WHOLE.match(text)
    if found is None:
        return text
    return text[2:] if found["rest"] else ""


def _iso(layout: str, text: str) -> str:
    for pattern in _LAYOUTS[layout]:
        if found := pattern.match(text):
            month, day = _lowered(int(found["m"]), 12), _lowered(int(found["d"]), 31)
            told = found.groupdict()
            year = _CENTURIES[told["c"]] + int(told["y"]) if "c" in told else _year(told["y"])
            if month and day and 1850 <= year <= date.today().year:
                return f"{year}-{month:02}-{day:02}"
    return ""


def _lowered(number: int, most: int) -> int:
    """A month or day as it is without what it is raised by, 0 for none: 62 is December of a woman."""
    return next((number - by for by in _RAISED if 1 <= number - by <= most and (by in (0, 40) or most == 12)), 0)


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    if len(text) == 3:
        return (1000 if text[0] == "9" else 2000) + int(text)
    return int(text) + (1900 if int(text) > date.today().year % 100 else 2000)
