"""Headings of a database's table, each led by the table's name: 'PAR_PER_SURNAME', 'CLI_DOB'."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from importers.columns.by_itself import Guess, both_names, by_itself
from importers.columns.content import veto
from importers.columns.whose import ABOUT_A_PERSON, WHO
from importers.columns.worker_headings import WORKER_NOUNS
from importers.fields import Field
from importers.headings import RELATIVES, Heading, heading

_LEAST = 3
_NOT_THEIRS = WORKER_NOUNS | RELATIVES
_WHY = "Led by “{}” like the columns beside it: take it if that is whom the rows are about."


def perhaps_of_a_table(told: Sequence[Heading], guesses: list[Guess], samples: Sequence[Sequence[str]]) -> bool:
    """Where no column names the row's own person, offer those that do so behind the words that lead several.

    Never likely: the words may stand for a mother or a partner. Returns whether any are offered.
    """
    if any(one.field in WHO and (one.sure or one.rank < 9) for one in guesses):
        return False
    for words in _leading(told):
        for at, (one, values) in enumerate(zip(told, samples, strict=True)):
            if one.said[: len(words)] == words and not guesses[at].sure and not guesses[at].left_out:
                theirs = heading(_behind(one, words))
                field = Field.FULL_NAME if theirs.squash == "name" or both_names(theirs) else by_itself(theirs).field
                if field in ABOUT_A_PERSON and field and not veto(field, values):
                    why = _WHY.format(" ".join(words).upper())
                    guesses[at] = replace(guesses[at], field=field, rank=8, why=why)
        if any(one.field in WHO for one in guesses):
            return True
    return False


def _behind(one: Heading, words: tuple[str, ...]) -> str:
    """What the heading says behind these words, as it stands there: 'addr + pcode'."""
    led = re.match(r"[\W_]*".join(words), one.text, re.I)
    return one.text[led.end() :] if led else " ".join(one.said[len(words) :])


def _leading(told: Sequence[Heading]) -> list[tuple[str, ...]]:
    """The words that three headings or more begin with, the longest first; none that say of whom by themselves."""
    count = Counter(one.said[:words] for one in told for words in (1, 2) if len(one.said) > words)
    shared = (words for words, times in count.items() if times >= _LEAST and _NOT_THEIRS.isdisjoint(words))
    return sorted(shared, key=len, reverse=True)
