"""How systems write dates and letters."""

import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# Date formats seen in real extracts (domain/10 section 5).
FORMATS: dict[str, Callable[[date], str]] = {
    "iso": date.isoformat,
    "iso time": lambda day: f"{day.isoformat()} 00:00:00",
    "uk": lambda day: f"{day.day:02}/{day.month:02}/{day.year}",
    "month": lambda day: f"{day.day:02} {MONTHS[day.month - 1]} {day.year}",
    "dash": lambda day: f"{day.day:02}-{MONTHS[day.month - 1].upper()}-{day.year}",
    "short year": lambda day: f"{day.day:02}/{day.month:02}/{day.year % 100:02}",
    "short month": lambda day: f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year % 100:02}",
    "dots": lambda day: f"{day.day}.{day.month}.{day.year}",
    "excel": lambda day: str(day.toordinal() - 693594),
}
# Letters that Unicode does not take apart into a plain letter and a mark.
WHOLE_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss"})


def plain(text: str) -> str:
    """`text` as a system writes it that knows the 26 letters only."""
    return text if text.isascii() else _without_marks(text)


def latin(text: str) -> str:
    """`text` as a Windows-1252 system writes it: letters it lacks lose their marks."""
    return text if text.isascii() else "".join(one if ord(one) < 256 else plain(one) for one in text)


def unmarked(text: str) -> str:
    """`text` unchanged."""
    return text


@cache
def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(WHOLE_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


LETTERS: dict[str, Callable[[str], str]] = {"plain": plain, "latin": latin, "any": unmarked}
