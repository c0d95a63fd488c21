"""Birth dates as integers, how two of them agree, and which are no evidence at all."""

from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matching.scoring.arrays import Flags, Ints
from matching.scoring.identifiers import unlike
from matching.scoring.remembering import remembered

PLACEHOLDERS = frozenset(
    {"1900-01-01", "1899-12-30", "1899-12-31", "1753-01-01", "1970-01-01", "0001-01-01", "9999-12-31"}
)


class Birth(IntEnum):
    """How two birth dates agree; MISSING says nothing either way."""

    MISSING = 0
    SAME = 1  # to the day
    SWAPPED = 2  # day and month exchanged
    SLIP = 3  # one digit other, two neighbouring digits exchanged, or the next calendar day
    PARTS = 4  # two of day, month and year
    MONTH = 5  # one is known to the month only, and agrees
    YEAR = 6  # one is known to the year only, and agrees
    FIRST = 7  # one is 1 January, which often stands for the year alone, and the year agrees
    NEAR = 8  # within a month of each other
    YEAR_NEAR = 9  # one is known to the year only, one year apart; two years if both are, as ages are told
    ABOUT = 10  # within a month, in years that are one apart or differ in one digit
    DIFFERENT = 11


FIRST_YEAR = 1700
"""No birth is read as earlier: parish registers are linked too."""
GENERATION = 13
"""Years by which any parent is older than the child."""
CENTURY = 100
MONTH_DAYS = 31
YEAR_DAYS = 365.2425


def generation(a: Ints, b: Ints) -> Flags:
    """Pairs of codes that agree but for the year, or a digit of it, which is a parent's beside a child's.

    A hundred years apart is a century wrongly filled in.
    """
    years = np.abs(a // 10000 - b // 10000)
    return (a > 0) & (b > 0) & (a % 10000 == b % 10000) & (years >= GENERATION) & (years != CENTURY)


def of_an_age(a: Ints, b: Ints) -> Flags:
    """Pairs of codes that are no parent's and child's: fewer years lie between them than a generation."""
    return (a > 0) & (b > 0) & (np.abs(a // 10000 - b // 10000) < GENERATION)


@remembered(1 << 17)
def code(text: str) -> int:
    """'2013-03-14' → 20130314; '2013-03' → 20130300; '2013' → 20130000; unknown and placeholder dates → 0."""
    if not text or text in PLACEHOLDERS:
        return 0
    parts = f"{text}-00-00".split("-")
    try:
        year, month, day = int(parts[0]), int(parts[1]), int(parts[2])
    except ValueError:
        return 0
    return year * 10000 + month * 100 + day if FIRST_YEAR <= year < 2200 and month <= 12 and day <= 31 else 0


def codes(whole: Ints) -> Ints:
    """The codes of whole dates written as numbers, 20130314: 0 where `code` would say so."""
    years, rest = np.divmod(whole, 10_000)
    placeholders = [int(text.replace("-", "")) for text in PLACEHOLDERS]
    sound = (years >= FIRST_YEAR) & (years < 2200) & (rest // 100 <= 12) & (rest % 100 <= 31)
    return np.where(sound & ~np.isin(whole, placeholders), whole, 0)


def level(a: int, b: int) -> Birth:
    """The level of two codes; which comes first does not matter."""
    if not a or not b:
        return Birth.MISSING
    (year_a, rest_a), (year_b, rest_b) = divmod(a, 10000), divmod(b, 10000)
    (month_a, day_a), (month_b, day_b) = divmod(rest_a, 100), divmod(rest_b, 100)
    near_year = abs(year_a - year_b) <= 1
    if not month_a or not month_b:
        most = 1 if month_a or month_b else 2
        return Birth.YEAR if year_a == year_b else Birth.YEAR_NEAR if abs(year_a - year_b) <= most else Birth.DIFFERENT
    if not day_a or not day_b:
        if year_a == year_b and month_a == month_b:
            return Birth.MONTH
        return Birth.PARTS if near_year and (year_a == year_b or month_a == month_b) else Birth.DIFFERENT
    if a == b:
        return Birth.SAME
    if year_a == year_b and month_a == day_b and day_a == month_b:
        return Birth.SWAPPED
    apart = abs(_day_of(year_a, month_a, day_a) - _day_of(year_b, month_b, day_b))
    if apart == 1 or unlike(f"{a:08}", f"{b:08}") == 1:
        return Birth.SLIP
    if (year_a == year_b) + (month_a == month_b) + (day_a == day_b) == 2:
        return Birth.PARTS
    if year_a == year_b and (rest_a == 101 or rest_b == 101):
        return Birth.FIRST
    if apart <= MONTH_DAYS:
        return Birth.NEAR
    if abs(apart - round(apart / YEAR_DAYS) * YEAR_DAYS) <= MONTH_DAYS:  # once a slip of the year is put right
        digits = sum(x != y for x, y in zip(f"{year_a:04}", f"{year_b:04}", strict=True))
        return Birth.ABOUT if digits <= 1 or near_year else Birth.DIFFERENT
    return Birth.DIFFERENT


def levels(a: Ints, b: Ints) -> NDArray[np.int8]:
    """The `Birth` level of each pair of codes; which of the two comes first does not matter."""
    out = np.full(a.shape, Birth.DIFFERENT, np.int8)
    near = np.flatnonzero(may_agree(a, b))
    out[near] = _levels(a[near], b[near])
    return out


def may_agree(a: Ints, b: Ints) -> Flags:
    """Most pairs are strangers' days in far years: cheaply told, and DIFFERENT.

    What agrees at all has neighbouring years, years of one decade or with the same last digit, or the same day and
    month.
    """
    x, y = a.astype(np.int32), b.astype(np.int32)
    year_a, year_b = x // 10000, y // 10000
    decade_a, decade_b = year_a // 10, year_b // 10
    near = (decade_a == decade_b) | (np.abs(year_a - year_b) <= 2)
    near |= year_a - year_b == (decade_a - decade_b) * 10
    near |= x - y == (year_a - year_b) * 10000
    return near | (x == 0) | (y == 0)


def _levels(a: Ints, b: Ints) -> NDArray[np.int8]:
    year_a, month_a, day_a = a // 10000, a // 100 % 100, a % 100
    year_b, month_b, day_b = b // 10000, b // 100 % 100, b % 100
    year, month, day = year_a == year_b, month_a == month_b, day_a == day_b
    near_year = np.abs(year_a - year_b) <= 1
    apart = np.abs(_day_number(a) - _day_number(b))
    out = np.full(a.shape, Birth.DIFFERENT, np.int8)
    unlike = _unlike_digits(a, b)
    out[_about(a, b, np.bitwise_count(unlike >> np.uint32(16)), apart)] = Birth.ABOUT
    out[apart <= MONTH_DAYS] = Birth.NEAR
    out[year & ((a % 10000 == 101) | (b % 10000 == 101))] = Birth.FIRST
    out[year.astype(np.int8) + month + day == 2] = Birth.PARTS
    out[_slip(a, b, np.bitwise_count(unlike)) | (apart == 1)] = Birth.SLIP
    out[year & (month_a == day_b) & (day_a == month_b)] = Birth.SWAPPED
    out[a == b] = Birth.SAME

    no_day = (day_a == 0) | (day_b == 0)
    no_month = (month_a == 0) | (month_b == 0)
    out[no_day] = Birth.DIFFERENT
    out[no_day & (year ^ month) & near_year] = Birth.PARTS
    out[no_day & year & month] = Birth.MONTH
    out[no_month] = Birth.DIFFERENT
    out[no_month & near_year] = Birth.YEAR_NEAR
    out[(month_a + month_b == 0) & (np.abs(year_a - year_b) <= 2)] = Birth.YEAR_NEAR
    out[no_month & year] = Birth.YEAR
    out[(a == 0) | (b == 0)] = Birth.MISSING
    return out


def _slip(a: Ints, b: Ints, apart: NDArray[np.uint8]) -> Flags:
    out = apart == 1
    two = np.flatnonzero(apart == 2)
    a, b = a[two], b[two]
    exchanged = np.zeros(a.shape, np.bool_)
    for place in range(7):
        low, high = a // 10**place % 10, a // 10 ** (place + 1) % 10
        exchanged |= a + (low - high) * 9 * 10**place == b
    out[two] = exchanged
    return out


def _about(a: Ints, b: Ints, digits: NDArray[np.uint8], days: Ints) -> Flags:
    """Whether the days lie within a month once a slip of the year is put right."""
    aside = np.rint(days / YEAR_DAYS) * YEAR_DAYS
    return ((digits <= 1) | (np.abs(a // 10000 - b // 10000) == 1)) & (np.abs(days - aside) <= MONTH_DAYS)


def _unlike_digits(a: Ints, b: Ints) -> NDArray[np.uint32]:
    """A bit in each group of four where the digits differ."""
    unlike = _digits()[a // 10000] << np.uint32(16) | _digits()[a % 10000]
    unlike ^= _digits()[b // 10000] << np.uint32(16) | _digits()[b % 10000]
    unlike |= unlike >> np.uint32(2)
    unlike |= unlike >> np.uint32(1)
    return unlike & np.uint32(0x11111111)


@cache
def _digits() -> NDArray[np.uint32]:
    """Each number of up to four digits with a digit in each group of four bits."""
    number = np.arange(10_000)
    in_groups = number // 1000 << 12 | number // 100 % 10 << 8 | number // 10 % 10 << 4 | number % 10
    return in_groups.astype(np.uint32)


def _day_number(code: Ints) -> Ints:
    """Days since FIRST_YEAR began; a day too many for its month counts on into the next."""
    month = (code // 10000 - FIRST_YEAR) * 12 + np.maximum(code // 100 % 100, 1) - 1
    return _months()[np.maximum(month, 0)] + code % 100


def _day_of(year: int, month: int, day: int) -> int:
    return _first_days()[(year - FIRST_YEAR) * 12 + month - 1] + day


@cache
def _first_days() -> list[int]:
    return _months().tolist()


@cache
def _months() -> Ints:
    months = np.arange(f"{FIRST_YEAR}-01", "2200-01", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return months - months[0]
