"""Which passwords are good enough, why others are not, and passphrases of random words (STORE.md §2.3)."""

import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files

from store.errors import Told

LEAST = 15
WORDS = 4
_DIFFERENT = 7  # characters; fewer is a pattern
_RUN = 4  # keys or letters in order that count as a pattern
_REST = 9  # characters that must remain when everything guessable is taken away

_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qwertzuiop")
_UNLEET = str.maketrans("013457@$!|", "oleastasii")


class WeakPassword(Told):
    """A password that would be guessed; the sentence says why."""

    title = "This password is too easy to guess"
    sentence = "{} Nothing was changed."
    advice = "Take the four words offered, or a sentence only you would say, of 15 characters or more."


@cache
def guessed() -> tuple[str, ...]:
    """Return what guessing programs try first, whole or put together."""
    return tuple((files("store.vault") / "guessed.txt").read_text(encoding="utf-8").split())


@cache
def words() -> tuple[str, ...]:
    """Return the words that passphrases are made of: short, common, distinct."""
    return tuple((files("store.vault") / "words.txt").read_text(encoding="utf-8").split())


def generate_passphrase() -> str:
    """Return four random words, as 'otter-lamp-green-bread': more than 44 bits."""
    return "-".join(secrets.SystemRandom().sample(words(), WORDS))


def check_password(password: str, *, login: str, name: str) -> None:
    """Return if the password is good enough: long, and not what a guessing program tries first.

    A passphrase of four or more different words from the list is always good enough.

    Raises:
        WeakPassword: says why.
    """
    plain = unicodedata.normalize("NFKC", password).casefold()
    parts = [part for part in re.split(r"[\W_]+", plain) if part]
    if len(set(parts) & set(words())) >= WORDS:
        return
    if len(plain) < LEAST:
        raise WeakPassword(f"It has {len(plain)} characters; {LEAST} are needed.")
    if len(set(plain)) < _DIFFERENT or plain in (plain + plain)[1:-1]:
        raise WeakPassword("It repeats itself.")
    own = [part for part in re.split(r"\W+", f"{login} {name}".casefold()) if len(part) > 2]
    if not _enough(_without(plain, own)):
        raise WeakPassword("Most of it is the login or the name.")
    if not _enough(_without_runs(plain)):
        raise WeakPassword("Most of it is keys that lie in a row, or letters or digits in order.")
    pieces = [*guessed(), *own]
    if not all(_enough(_without_runs(_without(said, pieces))) for said in (plain, plain.translate(_UNLEET))):
        raise WeakPassword("Most of it is words and numbers that are among the first to be guessed.")


def _enough(rest: str) -> bool:
    return len(rest) >= _REST and len(set(rest)) >= _DIFFERENT - 1


def _without(plain: str, pieces: list[str]) -> str:
    covered = {
        at
        for piece in pieces
        for found in re.finditer(f"(?={re.escape(piece)})", plain)  # they may overlap
        for at in range(found.start(), found.start() + len(piece))
    }
    return "".join(character for at, character in enumerate(plain) if at not in covered)


def _without_runs(plain: str) -> str:
    """Return `plain` without stretches of four or more that follow one another on a keyboard or in order."""
    kept, at = "", 0
    while at < len(plain):
        length = max(_run_length(plain[at:], run) for row in _RUNS for run in (row, row[::-1]))
        if length < _RUN:
            kept += plain[at]
            length = 1
        at += length
    return kept


def _run_length(text: str, run: str) -> int:
    start = run.find(text[0])
    if start < 0:
        return 0
    length = 1
    while length < len(text) and text[length] == run[start + length : start + length + 1]:
        length += 1
    return length
