"""Numbers that nobody real has: NHS numbers of ranges not issued, Ofcom's telephone numbers for drama."""

from random import Random

# Issued: 400–499 and 600–709 million (England, Wales), 320–399 (Northern Ireland), birth dates (Scotland).
UNISSUED = ((500_000_000, 599_999_999), (720_000_000, 799_999_999))

OFFICE = ("020 7946 0{}", "02079460{}", "020 79460{}", "(020) 7946 0{}", "+44 20 7946 0{}", "0207 946 0{}",
          "020-7946-0{}", "0044 20 7946 0{}", "020 7946 0{} ext. 214")  # fmt: skip
MOBILE = ("07700 900{}", "07700900{}", "+447700900{}", "07700 900 {}", "+44 7700 900{}", "07700-900-{}")
COUNTRY = ("01632 960{}", "01632960{}", "(01632) 960 {}", "01632 960 {}")


def check_digit(nine: str) -> int:
    """The tenth digit of an NHS number, 10 when there is none (domain/1 A.6)."""
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11


def valid_nhs(number: str) -> bool:
    """Ten digits, not all alike, with the right check digit."""
    if len(number) != 10 or not number.isdigit() or number == number[0] * 10:
        return False
    return check_digit(number[:9]) == int(number[9])


class NhsNumbers:
    """Hands out valid NHS numbers, none twice."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._given: set[int] = set()

    def new(self) -> str:
        while True:
            low, high = UNISSUED[self._dice.random() < 0.45]
            nine = self._dice.randint(low, high)
            digit = check_digit(str(nine))
            if digit == 10 or nine in self._given:
                continue
            self._given.add(nine)
            return f"{nine}{digit}"


def spaced(number: str, mark: str = " ") -> str:
    """3-3-4, as on a letter."""
    return f"{number[:3]}{mark}{number[3:6]}{mark}{number[6:]}"


def phone(dice: Random) -> str:
    """A number of Ofcom's ranges for drama, written in one of the ways people write numbers."""
    kind = dice.random()
    patterns = OFFICE if kind < 0.6 else MOBILE if kind < 0.9 else COUNTRY
    return dice.choice(patterns).format(f"{dice.randint(0, 999):03}")


def desk_phone(dice: Random) -> str:
    """A duty desk's number, written plainly."""
    return f"020 7946 0{dice.randint(0, 999):03}"
