"""Headings of a database's table, each led by the table's name: 'PAR_PER_SURNAME', 'CLI_DOB'."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from importers.columns.by_itself import Guess, by_itself
from importers.columns.content import veto
from importers.columns.whose import ABOUT_A_PERSON, WHO
from importers.columns.worker_headings import WORKER_NOUNS
from importers.headings import Heading, heading

_LEAST = 3
_WHY = "Led by “{}” like the columns beside it: take it if that is whom the rows are about."


def perhaps_of_a_table(told: Sequence[Heading], guesses: list[Guess], samples: Sequence[Sequence[str]]) -> None:
    """Where no column names the row's own person, offer those that do so behind the words that lead several.

    Never likely: the words may stand for a mother or a partner.
    """
    if any(one.field in WHO and (one.sure or one.rank < 9) for one in guesses):
        return
    for words in _leading(told):
        for at, (one, values) in enumerate(zip(told, samples, strict=True)):
            if one.said[: len(words)] == words and not guesses[at].sure and not guesses[at].left_out:
                theirs = by_itself(heading(" ".join(one.said[len(words) :])))
                if theirs.field in ABOUT_A_PERSON and theirs.field and not veto(theirs.field, values):
                    why = _WHY.format(" ".join(words).upper())
                    guesses[at] = replace(guesses[at], field=theirs.field, rank=8, why=why)
        if any(one.field in WHO for one in guesses):
            return


def _leading(told: Sequence[Heading]) -> list[tuple[str, ...]]:
    """The words that three headings or more begin with, the longest first; none that say of whom by themselves."""
    count = Counter(one.said[:words] for one in told for words in (1, 2) if len(one.said) > words)
    shared = (words for words, times in count.items() if times >= _LEAST and WORKER_NOUNS.isdisjoint(words))
    return sorted(shared, key=len, reverse=True)
