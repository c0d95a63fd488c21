"""Numbers that bodies give to people: how far two of them are apart."""

from enum import IntEnum
from operator import ne

import numpy as np
from numpy.typing import NDArray

from matching.scoring.arrays import Ints


class Number(IntEnum):
    """How two numbers of one scheme agree; MISSING says nothing either way."""

    MISSING = 0
    SAME = 1
    SLIP = 2  # one digit other, or two neighbours exchanged
    TWO = 3  # two digits other; or the last alone, as in numbers given one after the other, to twins or a family
    DIFFERENT = 4


def next_to(one: str, other: str) -> bool:
    """Whether only the last character differs: such numbers may have been given one after the other."""
    return len(one) == len(other) and one[:-1] == other[:-1]


def nhs_check_fails(digits: str) -> bool:
    """Whether ten digits fail modulus 11 (weights 10 to 2; 11 minus the rest, 11 counts as 0, 10 is never issued)."""
    a, b, c, d, e, f, g, h, i, check = digits.encode()  # byte values: 48 more than the digits, 48 * 54 in all
    total = 10 * a + 9 * b + 8 * c + 7 * d + 6 * e + 5 * f + 4 * g + 3 * h + 2 * i - 2592
    return (11 - total % 11) % 11 != check - 48  # a rest of 1 gives 10, which equals no digit


def nhs_code(text: str) -> int:
    """Ten digits as an integer; 0 is 'none' (no valid NHS number is 0)."""
    return int(text) if len(text) == 10 and text.isdecimal() else 0


def unlike(one: str | bytes, other: str | bytes) -> int:
    """How many characters differ between texts of one length; 1 too where two neighbours are exchanged."""
    found = sum(map(ne, one, other))
    if found != 2:
        return found
    first, second = (place for place, (x, y) in enumerate(zip(one, other, strict=True)) if x != y)
    exchanged = second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return 1 if exchanged else 2


def nhs_level(a: int, b: int) -> Number:
    """The level of two NHS numbers, where 0 is none."""
    if not a or not b:
        return Number.MISSING
    if a == b:
        return Number.SAME
    return _BY_DIGITS.get(unlike(f"{a:010}", f"{b:010}"), Number.DIFFERENT)


_BY_DIGITS = {1: Number.SLIP, 2: Number.TWO}


def nhs_levels(a: Ints, b: Ints) -> NDArray[np.int8]:
    """The `Number` level of each pair of NHS numbers, where 0 is none."""
    out = np.full(a.shape, Number.DIFFERENT, np.int8)
    out[a == b] = Number.SAME
    out[(a == 0) | (b == 0)] = Number.MISSING
    unlike = np.flatnonzero(out == Number.DIFFERENT)
    unlike = unlike[_third_same(a[unlike], b[unlike])]
    x, y = a[unlike], b[unlike]
    digits = np.zeros(x.shape, np.int8)
    exchanged = np.zeros(x.shape, np.bool_)
    for place in range(10):
        low, high = x // 10**place % 10, x // 10 ** (place + 1) % 10
        digits += low != y // 10**place % 10
        if place < 9:
            exchanged |= x + (low - high) * 9 * 10**place == y
    out[unlike[digits == 2]] = Number.TWO
    out[unlike[(digits == 1) | exchanged]] = Number.SLIP
    return out


def _third_same(a: Ints, b: Ints) -> NDArray[np.bool_]:
    """Numbers of ten digits of which two differ agree in one of three parts: the rest are cheaply passed over."""
    same = a // 1_000_000 == b // 1_000_000
    same |= a % 1000 == b % 1000
    return same | (a // 1000 % 1000 == b // 1000 % 1000)
