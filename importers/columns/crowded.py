"""Several people in one row: 'Child 1 DOB', 'Child 2 DOB'. A row is read as one person's, and the others are left."""

from collections.abc import Sequence
from dataclasses import replace

from importers.columns.by_itself import Guess
from importers.columns.reasoning import BIRTH_WORDS, of_another
from importers.columns.whose import OF_A_NAME, WHO
from importers.fields import BIRTHS, Field
from importers.headings import PERSONS, Heading, heading

_CHILDREN = frozenset(["child", "childs", "children"])
_TOLD_OF_EACH = WHO | BIRTHS | {Field.SEX, Field.AGE, Field.NHS_NUMBER}
_WHY = "Of one of several children in a row, beside others who are named: take it if the rows are about that child."


def births_in_a_row(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings of birth dates that are numbered, if one row holds those of several people."""
    told = [heading(text) for text in headings]
    return tuple(told[at].text for at in _numbered(told) if told[at].words & BIRTH_WORDS)


def of_one_of_several(told: Sequence[Heading], guesses: Sequence[Guess]) -> list[Guess]:
    """Untick 'Child 1' where somebody else is named: the tenant, the victim. Who the rows are about is then theirs."""
    numbered = _numbered(told)
    children = {at for at in numbered if not told[at].words & (PERSONS - _CHILDREN)}
    named = any(
        (now.sure and now.field in WHO) or (of_another(one) and one.words & OF_A_NAME)
        for one, now in zip(told, guesses, strict=True)
        if not any(map(str.isdigit, one.said))
    )
    return [
        replace(now, sure=False, ticked=False, rank=8, why=_WHY)
        if named and at in children and now.field in _TOLD_OF_EACH
        else now
        for at, now in enumerate(guesses)
    ]


def _numbered(told: Sequence[Heading]) -> list[int]:
    """Columns that stand there again under another number, if birth dates do: addresses alone may be one person's."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, one in enumerate(told):
        if sum(map(str.isdigit, one.said)) == 1:
            groups.setdefault(tuple(word for word in one.said if not word.isdigit()), []).append(at)
    again = {said: places for said, places in groups.items() if len(places) > 1}
    if not any(BIRTH_WORDS & {*said} for said in again):
        return []
    return sorted(at for places in again.values() for at in places)
