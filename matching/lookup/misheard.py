"""NHS numbers one slip away from one that fails its check: of some hundred, the check digit leaves about nine."""

from __future__ import annotations

from matching.scoring.identifiers import nhs_check_fails


def one_slip(digits: str) -> tuple[str, ...]:
    """The valid numbers that differ in one digit, or have two neighbours exchanged.

    >>> "4857773457" in one_slip("4857773456")
    True
    """
    ways = {f"{digits[:at]}{digit}{digits[at + 1 :]}" for at in range(len(digits)) for digit in "0123456789"}
    ways |= {f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2 :]}" for at in range(len(digits) - 1)}
    return tuple(sorted(number for number in ways - {digits} if not nhs_check_fails(number)))
