"""How people are addressed before their names, in whatever tongue: 'Daw Khin Su', 'U Kyaw Thu', 'Encik Ali'.

No list holds all such words, and 'Ma' or 'Ko' are names elsewhere. The files tell: what many names of one file begin
with, and what is left of those names without it stands in another file, where hardly any name begins with it. What
`importers.values.names` knows for a title stays, for it tells more.
"""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

import numpy as np

from importers.bare.files import Column, integers
from importers.bare.headings import plain
from importers.bare.knowing import names
from importers.bare.taken import FEW, Taken, first_of_kind
from importers.fields import Field
from importers.values.names import part

_OFTEN = 0.02
"""Share of a column's names that must begin with a word."""
_SELDOM = 0.1
"""Of that share, the most that may begin with it in some other file."""
_PLAINLY = 2
"""How many times as many names another file must have without the word as with it, or without any other one."""
_KIN = ("mother", "father", "grandfather")


def unaddressed(files: Sequence[list[Taken]]) -> list[list[Taken]]:
    """The files' columns, full names and those of relatives without such words."""
    full = [first_of_kind(columns, Field.FULL_NAME) for columns in files]
    begun = [_begun(column or first_of_kind(columns, Field.GIVEN)) for column, columns in zip(full, files, strict=True)]
    open_ = [
        {
            word
            for word, share in own.items()
            if column and share > _OFTEN and _elsewhere(word, share, begun) and not part(f"{word} anna berg").codes
        }
        for column, own in zip(full, begun, strict=True)
    ]
    if not any(open_):
        return list(files)
    codes, texts = names(files)
    starts = np.cumsum([0, *(len(columns[0].column.codes) for columns in files)])
    known = [{texts[code] for code in integers(np.unique(codes[a:b]))} for a, b in pairwise(integers(starts))]
    styles = [
        _styles(column, words, set[str]().union(*(known[at] for at in range(len(files)) if at != file)))
        for file, (column, words) in enumerate(zip(full, open_, strict=True))
    ]
    every = set[str]().union(*styles)
    if not every:
        return list(files)
    return unaddressed(
        [[_without(one, own, every) for one in columns] for columns, own in zip(files, styles, strict=True)]
    )


def _begun(column: Column | None) -> dict[str, float]:
    """Share of a column's names that begin with each word, of several words."""
    if column is None:
        return {}
    said = column.sample()
    begun = Counter[str]()
    for text, rows in said:
        if len(words := _words(text)) > 1:
            begun[words[0]] += rows
    total = sum(rows for _, rows in said)
    return {word: rows / total for word, rows in begun.items()}


def _elsewhere(word: str, share: float, begun: Sequence[dict[str, float]]) -> bool:
    return any(own and own.get(word, 0.0) < _SELDOM * share for own in begun)


def _words(text: str) -> list[str]:
    return plain(text).casefold().replace(".", " ").split()


def _styles(column: Column | None, words: Set[str], known: Set[str]) -> set[str]:
    """Which of these words are no part of the names that they begin. known: other files' names, as `names` has them."""
    without, otherwise = Counter[str](), Counter[str]()
    for text, rows in column.said if column else ():
        said = _words(text)
        if said[0] not in words:
            continue
        rest = _key(said[1:])
        others = {_key(said), *(_key(said[:at] + said[at + 1 :]) for at in range(1, len(said)))} - {rest}
        if len(said[0]) == 1:
            others = set[str]()  # names without one letter and with it are one to `names`
        without[said[0]] += rows * (rest in known)
        otherwise[said[0]] += rows * (not others.isdisjoint(known))
    return {word for word, rows in without.items() if rows >= FEW and rows > _PLAINLY * otherwise[word]}


def _key(words: Sequence[str]) -> str:
    told = {word for word in words if len(word) > 1}
    return " ".join(sorted(told)) if len(told) > 1 else "-"


def _without(one: Taken, own: Set[str], every: Set[str]) -> Taken:
    words = own if one.kind is Field.FULL_NAME else every if one.label in _KIN else frozenset[str]()
    if not words:
        return one
    texts = tuple(_bare(text, words) for text in one.column.texts)
    return replace(one, column=replace(one.column, texts=texts))


def _bare(text: str, words: Set[str]) -> str:
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and plain(first).casefold().strip(".") in words else text
