"""Columns whose worth only their repeats can tell: whether rows with one number, or one trait, are one person.

Judged over all files at once: a number that is in each of two files only once may still tie them together.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from importers.bare import content
from importers.bare.columns import NUMBERS, OFFICIAL
from importers.bare.files import Ints, integers, shared
from importers.bare.headings import Extra, plain, unnumbered
from importers.bare.knowing import births, but_for_a_slip, names, within
from importers.bare.personal import births_within, own
from importers.bare.taken import FEW, Taken
from importers.bare.traits import KEPT, Traits, with_first
from importers.fields import Field
from importers.headings import heading

Flags = NDArray[np.bool_]

MOST_ATTRIBUTES = 4
MOST_HOLDERS = 10
"""A number that stands in more rows than that, on average, is a code for many people."""
_ONCE = "no value of it comes twice"
UNLIKE = "rows that share a value of it are not alike"
_OVERLAP = 0.1
"""Share of a column's values that must stand in a column of another heading for both to be one number."""
_STAND_INS = 0.02
"""Share of a column's repeated numbers that may stand for nobody, each in a great many rows."""
MOSTLY = 0.7
"""Share of the rows with one number that must agree for it to be a person's; a household's number falls below."""
_NAMES = (Field.GIVEN, Field.MIDDLE, Field.FAMILY, Field.FULL_NAME, Extra.SECOND_FAMILY)


@dataclass(frozen=True)
class _Values:
    """Columns of one meaning, as (file, place), and over all rows of all files the code of the value, 0 for none."""

    codes: Ints
    where: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Verdict:
    """Whether a number is evidence, if not why, and whether each agency counts for itself."""

    why: str
    apart: bool = False


class Repeats:
    """All files' columns, their rows one after the other. agencies: whose each row is."""

    def __init__(self, files: Sequence[Sequence[Taken]], agencies: Ints) -> None:
        self._files = [list(columns) for columns in files]
        self._starts = np.cumsum([0, *(len(columns[0].column.codes) for columns in files)])
        self._agencies = agencies
        self._given = self._of_kind(Field.GIVEN, Field.FULL_NAME)
        self._as_given = files

    @cached_property
    def _born(self) -> Ints:
        """By row the birth however each file writes it."""
        return np.concatenate([births(columns) for columns in self._as_given])

    @cached_property
    def _named(self) -> tuple[Ints, list[str]]:
        """By row a number of the whole name however each file writes it; the names by number."""
        return names(self._as_given)

    def settled(self) -> list[list[Taken]]:
        """The columns with numbers and attributes decided; nothing is open any more."""
        for values in list(self._alike(_may_be_number, figures=True)):
            self._decide_number(values)
        self._decide_across()
        self._decide_attributes(list(self._alike(_may_be_attribute)))
        return self._files

    def _of_kind(self, *kinds: Field | Extra) -> Ints:
        """By row, the code of the first of these kinds that its file has."""
        chosen = [
            (file, next((at for kind in kinds for at, one in enumerate(columns) if one.kind is kind), -1))
            for file, columns in enumerate(self._files)
        ]
        return self._gathered([(file, at) for file, at in chosen if at >= 0]).codes

    def _gathered(self, where: Sequence[tuple[int, int]], *, figures: bool = False) -> _Values:
        """Their values as codes; '0000' and '9999' are a way to leave a field blank.

        figures: compared by letters and figures alone, and without a century that others leave out.
        """
        seen: dict[str, int] = {"": 0}
        codes = np.zeros(int(self._starts[-1]), np.int64)
        for file, at in where:
            column = self._files[file][at].column
            dated = figures and births_within(column) is not None
            told = zip(map(own, column.texts) if dated else column.texts, column.told.tolist(), strict=True)
            known = np.array(
                [
                    seen.setdefault(_plain(text) if figures else text.casefold(), len(seen))
                    if says and text and not _filled_up(text)
                    else 0
                    for text, says in told
                ],
                np.int64,
            )
            codes[self._starts[file] : self._starts[file + 1]] = known[column.codes]
        return _Values(codes, tuple(where))

    def _alike(self, wanted: Callable[[Taken], bool], *, figures: bool = False) -> Iterator[_Values]:
        """The wanted columns, those of one meaning in several files together. figures: as `_gathered` has it."""
        groups: dict[str, list[tuple[int, int]]] = {}
        for file, columns in enumerate(self._files):
            for at, one in enumerate(columns):
                if wanted(one):
                    groups.setdefault(_meaning(one), []).append((file, at))
        return (self._gathered(where, figures=figures and len(where) > 1) for where in groups.values())

    def _change(self, where: Iterable[tuple[int, int]], change: Callable[[Taken], Taken]) -> None:
        for file, at in where:
            self._files[file][at] = change(self._files[file][at])

    def _decide_number(self, values: _Values) -> None:
        values = self._without_stand_ins(values)
        first = self._files[values.where[0][0]][values.where[0][1]]
        verdict = self._judged(values.codes, first.kind in OFFICIAL)
        if verdict.why:
            self._change(values.where, lambda one: one.refused(verdict.why))
            return
        self._change(
            values.where,
            lambda one: replace(
                one, kind=one.kind or Extra.NUMBER, label=_meaning(one), apart=verdict.apart, open=False,
                why=one.why if one.kind else "by its values: rows that share one are alike",
            ),
        )  # fmt: skip

    def _decide_across(self) -> None:
        """Numbers that two files head differently, as their values tell.

        So are 'NIF' and 'DNI' one number, and who has two of it two people.
        """
        open_ = [
            (file, at)
            for file, columns in enumerate(self._files)
            for at, one in enumerate(columns)
            if (one.kind is None and one.why == _ONCE) or one.kind is Extra.NUMBER
        ]
        for both in combinations(open_, 2):
            one, other = (self._files[file][at] for file, at in both)
            if both[0][0] == both[1][0] or (one.kind and other.kind and one.label == other.label):
                continue
            values = self._gathered(both, figures=True)
            verdict = self._judged(values.codes, False)
            if (
                not self._stand_in_both(values.codes, both)
                or verdict.why
                or (verdict.apart and (one.kind or other.kind))
            ):
                continue
            label = _meaning(one if one.kind or not other.kind else other)
            self._change(
                both,
                lambda one, label=label: replace(
                    one, kind=Extra.NUMBER, label=label, apart=False,
                    why=one.why if one.kind else "by its values: another file has them too",
                ),
            )  # fmt: skip

    def _stand_in_both(self, codes: Ints, where: Sequence[tuple[int, int]]) -> bool:
        """Whether a good part of the one column's values stand in the other too."""
        said = [np.unique(codes[self._starts[file] : self._starts[file + 1]]) for file, _ in where]
        both = np.intersect1d(said[0][said[0] > 0], said[1][said[1] > 0])
        return len(both) >= max(FEW, _OVERLAP * min(map(len, said)))

    def _without_stand_ins(self, values: _Values) -> _Values:
        """A few numbers with a great many rows each, beside many with some, stand for nobody: '123-45-6789'."""
        holders = np.bincount(values.codes)
        many = (holders > MOST_HOLDERS) & (np.arange(len(holders)) > 0)
        if not 0 < many.sum() <= _STAND_INS * (holders[1:] > 1).sum():
            return values
        rows = np.flatnonzero(many[values.codes])
        for file, at in values.where:
            one = self._files[file][at]
            own = rows[(rows >= self._starts[file]) & (rows < self._starts[file + 1])] - self._starts[file]
            mute = {one.column.texts[code].casefold() for code in integers(np.unique(one.column.codes[own]))}
            column = replace(one.column, silent=one.column.silent | mute)
            self._files[file][at] = replace(one, column=column)
        return replace(values, codes=np.where(many[values.codes], 0, values.codes))

    def _judged(self, codes: Ints, official: bool) -> _Verdict:
        """A number is a person's if rows that share it mostly agree on first name or birth."""
        holders = np.bincount(codes[codes > 0])
        shared = holders[holders > 1]
        if not len(shared):
            return _Verdict(_ONCE)
        if shared.mean() > MOST_HOLDERS:
            return _Verdict("one value of it stands for many people")
        one, other = with_first(codes)
        alike, comparable = self._alike_people(one, other)
        across = self._agencies[one] != self._agencies[other]
        if (across & comparable).any() and alike[across & comparable].mean() >= MOSTLY:
            return _Verdict("")
        within = ~across & comparable
        if comparable.any() and not (within.any() and alike[within].mean() >= MOSTLY):
            return _Verdict(UNLIKE)
        several = bool((self._agencies != self._agencies[0]).any())
        return _Verdict("", apart=several and not official)

    def _alike_people(self, one: Ints, other: Ints) -> tuple[Flags, Flags]:
        """Pairs of rows that agree on the birth, or its year where one tells no more, or the names but for a slip, or
        but for what one leaves out where births are not told; pairs of which both tell one of them.
        """
        alike, comparable = np.zeros(len(one), np.bool_), np.zeros(len(one), np.bool_)
        named, texts = self._named
        for codes in (self._given, self._born, named):
            a, b = codes[one], codes[other]
            comparable |= (a > 0) & (b > 0)
            alike |= (a == b) & (a > 0)
        years, whole = self._born // 10_000, self._born % 10_000 > 0
        alike |= (years[one] == years[other]) & (years[one] > 0) & ~(whole[one] & whole[other])
        at = np.flatnonzero((named[one] > 0) & (named[other] > 0) & ~alike)
        unborn = (years[one[at]] == 0) | (years[other[at]] == 0)
        names_at = zip(integers(named[one[at]]), integers(named[other[at]]), unborn.tolist(), strict=True)
        alike[at] = [
            but_for_a_slip(texts[a], texts[b]) or (undated and within(texts[a], texts[b])) for a, b, undated in names_at
        ]
        return alike, comparable

    def _decide_attributes(self, candidates: Sequence[_Values]) -> None:
        """The most telling few traits stay."""
        family, birth = self._of_kind(Field.FAMILY, Field.FULL_NAME), self._of_kind(Field.BIRTH, Extra.BIRTH_YEAR)
        traits = Traits(self._given, family, birth)
        telling: list[tuple[float, _Values]] = []
        for values in candidates:
            known = self._files[values.where[0][0]][values.where[0][1]].kind is Field.ATTRIBUTE
            bits, why = traits.worth(values.codes, known)
            if not known and self._repeats_names(values):
                why = "it repeats the name"
            if why:
                self._change(values.where, lambda one, why=why: one.refused(why))
            else:
                telling.append((bits, values))
        telling.sort(key=lambda pair: -pair[0])
        for rank, (_, values) in enumerate(telling):
            if rank >= MOST_ATTRIBUTES:
                self._change(values.where, lambda one: one.refused("other traits tell more"))
                continue
            self._change(
                values.where,
                lambda one: replace(
                    one, kind=Field.ATTRIBUTE, label=_meaning(one), open=False,
                    why=one.why if one.kind else "by its values: the same person's rows agree on it",
                ),
            )  # fmt: skip

    def _repeats_names(self, values: _Values) -> bool:
        """Whether a column's words mostly stand in its rows' names too."""
        columns = ((self._files[file][at].column, self._files[file]) for file, at in values.where)
        return any(
            shared(column, one.column) > KEPT for column, beside in columns for one in beside if one.kind in _NAMES
        )


def _plain(text: str) -> str:
    return "".join(c for c in text.removesuffix(".0").casefold() if c.isalnum())


def _filled_up(text: str) -> bool:
    figures = "".join(c for c in text if c.isalnum())
    return len(figures) > 3 and figures.isdecimal() and len(set(figures)) == 1


def _meaning(one: Taken) -> str:
    """What columns of several files are the same by: the scheme of an official number, the trait, or the heading."""
    if one.kind in OFFICIAL:
        return OFFICIAL[one.kind]
    text = one.column.heading
    return one.label or unnumbered(text) or heading(plain(text)).squash or text


def _may_be_number(one: Taken) -> bool:
    return one.kind in NUMBERS or (one.open and content.coded(one.column.sample()))


def _may_be_attribute(one: Taken) -> bool:
    return one.kind is Field.ATTRIBUTE or one.open
