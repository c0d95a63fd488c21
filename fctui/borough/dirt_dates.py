"""Dirt in birth dates and ages. Each function changes a record, or says that it could not (False)."""

from datetime import date, timedelta
from random import Random

from fctui.borough.formats import FORMATS
from fctui.borough.records import Record

PLACEHOLDER_DATES = (date(1900, 1, 1), date(1900, 1, 1), date(1970, 1, 1), date(1753, 1, 1), date(9999, 12, 31))


def _day_known(record: Record) -> date | None:
    """The birth date if it is a plain past one that can go wrong."""
    if record.born is None or record.born_text or record.person.stage == "unborn" or record.person.year_only:
        return None
    return record.born


def off_by_one(record: Record, dice: Random) -> bool:
    born = _day_known(record)
    if born is None:
        return False
    record.born = born + timedelta(dice.choice((-1, 1)))
    return True


def day_month_swapped(record: Record, _: Random) -> bool:
    born = _day_known(record)
    if born is None or born.day > 12 or born.day == born.month:
        return False
    wrong = date(born.year, born.day, born.month)
    if wrong > record.as_of:
        return False
    record.born = wrong
    return True


def wrong_digit(record: Record, dice: Random) -> bool:
    born = _day_known(record)
    if born is None:
        return False
    digits = list(born.isoformat())
    place = dice.choice((3, 5, 6, 8, 9, 9, 3))
    digits[place] = dice.choice([digit for digit in "0123456789" if digit != digits[place]])
    try:
        wrong = date.fromisoformat("".join(digits))
    except ValueError:
        return False
    if wrong > record.as_of:
        return False
    record.born = wrong
    return True


def wrong_year(record: Record, dice: Random) -> bool:
    born = _day_known(record)
    if born is None or (born.month, born.day) == (2, 29) or born.year < 1925 or born.year > 2023:
        return False
    record.born = born.replace(year=born.year + dice.choice((-1, 1, -10, 1, -1, 2)))
    return True


def first_january(record: Record, _: Random) -> bool:
    born = _day_known(record)
    if born is None:
        return False
    record.born = born.replace(month=1, day=1)
    return True


def missing(record: Record, _: Random) -> None:
    record.born, record.born_text = None, ""


def placeholder(record: Record, dice: Random) -> None:
    day = dice.choice(PLACEHOLDER_DATES)
    record.born_text = FORMATS[record.feed.style.born](day)
    record.born = None


def zero(record: Record, _: Random) -> None:
    record.born, record.born_text = None, "00/00/0000" if record.feed.style.born == "uk" else "0000-00-00"


def _rewritten(record: Record, how: str) -> bool:
    born = _day_known(record)
    if born is None:
        return False
    record.born_text = FORMATS[how](born)
    return True


def two_digit_year(record: Record, dice: Random) -> bool:
    return _rewritten(record, dice.choice(("short year", "short month")))


def text_month(record: Record, dice: Random) -> bool:
    return _rewritten(record, dice.choice(("month", "dash")))


def dots(record: Record, _: Random) -> bool:
    return _rewritten(record, "dots")


def excel_serial(record: Record, _: Random) -> bool:
    return _rewritten(record, "excel")


def time_attached(record: Record, dice: Random) -> bool:
    if record.born is None or record.born_text or record.feed.style.born == "iso time":
        return False
    record.born_text = record.born_cell() + dice.choice((" 00:00:00", " 00:00"))
    return True


def estimated(record: Record, dice: Random) -> bool:
    if record.born is None:
        return False
    years = max(1, (record.as_of - record.born).days // 365)
    record.born_text = dice.choice((f"approx {years}", f"about {years} yrs", f"est. {record.born.year}"))
    return True


def next_century(record: Record, _: Random) -> bool:
    born = _day_known(record)
    if born is None or not 1927 <= born.year < 2000 or (born.month, born.day) == (2, 29):
        return False
    record.born = born.replace(year=born.year + 100)
    return True


def age_stale(record: Record, dice: Random) -> bool:
    age = record.age_cell()
    if not age or int(age) < 2:
        return False
    record.age_text = str(int(age) - dice.choice((1, 1, 1, 2)))
    return True
