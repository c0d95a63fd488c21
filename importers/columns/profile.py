"""A feed's mapping: which column holds which field. Remembered, and found again by the set of its headings."""

from collections.abc import Container, Sequence
from hashlib import sha256
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from importers.columns.guessing import Guess
from importers.columns.meanings import meaning
from importers.fields import BIRTHS, REPEATABLE, Field
from importers.headings import normalised
from importers.values.dates import Order
from store.records.items import very_sensitive


class Column(BaseModel):
    """One column. field None: not imported. order: how its dates read, None for no date or not yet decided.

    values: of a column of codes, what a person said its words mean: (word in lower case, code of a meaning).
    """

    model_config = ConfigDict(frozen=True)

    heading: str
    field: Field | None = None
    label: str = ""
    role: str = ""
    order: Order | None = None
    values: tuple[tuple[str, str], ...] = ()


class Mapping(BaseModel):
    """The columns of a file, left to right: a feed's template once it is kept.

    pivot: two-digit birth years above it are 19xx; None refuses them. waived: required fields that somebody said may
    be missing.
    """

    model_config = ConfigDict(frozen=True)

    columns: tuple[Column, ...]
    pivot: int | None = None
    waived: tuple[Field, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What the set of headings comes to: their order and spelling of case or spaces do not matter."""
        return fingerprint([column.heading for column in self.columns])

    def of(self, *fields: Field) -> tuple[int, ...]:
        """Positions of the columns that hold any of these fields."""
        return tuple(at for at, column in enumerate(self.columns) if column.field in fields)

    def with_field(self, at: int, field: Field | None) -> "Mapping":
        """The mapping with another field in a column; an attribute or flag is named by its heading."""
        named = self.columns[at].heading if field in (Field.ATTRIBUTE, Field.ACTIVE_FLAG) else ""
        told = {"field": field, "label": named, "role": "", "values": ()}
        return self.with_column(at, self.columns[at].model_copy(update=told))

    def with_order(self, at: int, order: Order | None) -> "Mapping":
        """The mapping with the dates of a column read day-first or month-first."""
        return self.with_column(at, self.columns[at].model_copy(update={"order": order}))

    def with_value(self, at: int, word: str, code: str) -> "Mapping":
        """The mapping with a meaning for a word of a code column; '' takes the meaning back.

        Raises:
            UnknownMeaning: what the column holds has no such meaning.
        """
        column = self.columns[at]
        told = dict(column.values)
        told.pop(word.casefold(), None)
        if code:
            told[word.casefold()] = meaning(column.field, code).code
        return self.with_column(at, column.model_copy(update={"values": tuple(sorted(told.items()))}))

    def with_waived(self, *fields: Field) -> "Mapping":
        """The mapping with leave for these required fields to be missing."""
        return self.model_copy(update={"waived": tuple(dict.fromkeys((*self.waived, *fields)))})

    def uncovered(self, allowed: Container[str], clause: str) -> tuple[int, ...]:
        """Columns that hold what the agreement does not let the agency send; very sensitive ones need its clause."""
        return tuple(
            at
            for at, column in enumerate(self.columns)
            if column.field
            and (column.field not in allowed or (not clause and very_sensitive(f"{column.heading} {column.label}")))
        )

    def within(self, allowed: Container[str], clause: str) -> "Mapping":
        """The mapping without the columns that the agreement does not cover: what may be stored."""
        mapping = self
        for at in self.uncovered(allowed, clause):
            mapping = mapping.with_field(at, None)
        return mapping

    def with_pivot(self, pivot: int | None) -> "Mapping":
        """The mapping with a rule for two-digit birth years."""
        return self.model_copy(update={"pivot": pivot})

    def with_column(self, at: int, column: Column) -> "Mapping":
        """The mapping with another column in this place."""
        return self.model_copy(update={"columns": (*self.columns[:at], column, *self.columns[at + 1 :])})

    def problems(self) -> tuple[str, ...]:
        """What stops the import, in sentences: two columns for one field, or nothing for a required one."""
        return (*self._twice(), *self._missing())

    def _twice(self) -> list[str]:
        held: dict[Field, list[str]] = {}
        for at, column in enumerate(self.columns):
            if column.field and column.field not in REPEATABLE:
                held.setdefault(column.field, []).append(self._placed(at))
        return [
            f"Two columns are taken for “{field.words}”: {' and '.join(names)}. Choose one of them."
            for field, names in held.items()
            if len(names) > 1
        ]

    def _placed(self, at: int) -> str:
        """A column as a person finds it, with its place where another has the same heading."""
        heading = self.columns[at].heading
        twice = sum(column.heading == heading for column in self.columns) > 1
        return f"{heading} (column {at + 1})" if heading.strip() and twice else shown(heading, at)

    def _missing(self) -> list[str]:
        said: list[str] = []
        if not self.of(Field.FAMILY, Field.FULL_NAME):
            said.append("No column is taken for the family name or the full name.")
        if not self.of(*BIRTHS) and Field.BIRTH not in self.waived:
            said.append("No column is taken for the date of birth.")
        if not self.of(Field.SOURCE_ID, Field.NHS_NUMBER, Field.GIVEN, Field.FULL_NAME):
            said.append("No column tells one person from another: an agency's number, an NHS number or a first name.")
        return said


def shown(heading: str, at: int) -> str:
    """A column as a person finds it: its heading, or its place when it has none."""
    return heading.strip() or f"column {at + 1}"


def fingerprint(headings: Sequence[str]) -> str:
    """Digest of the set of normalised headings."""
    return sha256("\n".join(sorted({normalised(heading) for heading in headings})).encode()).hexdigest()


def proposed(guesses: Sequence[Guess]) -> Mapping:
    """The mapping that the ticked guesses make; one that is only likely waits for a person (domain/9 rule 9)."""
    return Mapping(
        columns=tuple(
            Column(heading=g.heading, field=g.field if g.ticked else None, label=g.label, role=g.role) for g in guesses
        )
    )


def with_likely(mapping: Mapping, guesses: Sequence[Guess]) -> Mapping:
    """The mapping with every likely guess taken, but none whose field another column holds."""
    for at, one in enumerate(guesses):
        free = one.field in REPEATABLE or (one.field is not None and not mapping.of(one.field))
        if one.sure and one.field and free and mapping.columns[at].field is None:
            column = mapping.columns[at].model_copy(update={"field": one.field, "label": one.label, "role": one.role})
            mapping = mapping.with_column(at, column)
    return mapping


class Applied(NamedTuple):
    """A mapping of today's columns, with the headings that are new to the remembered one and those that have gone.

    lost: required fields that the remembered one holds and no column of today does: nothing is imported without them
    (rule 8).
    """

    mapping: Mapping
    new: tuple[str, ...]
    gone: tuple[str, ...]
    lost: tuple[Field, ...]


def apply(remembered: Mapping, headings: Sequence[str]) -> Applied:
    """Find the remembered columns among today's headings, by heading and how often it came before (domain/9 rule 8).

    A new column is not imported until somebody says so; a column that has gone is 'not supplied', never blank.
    """
    kept = {_place(at, [c.heading for c in remembered.columns]): c for at, c in enumerate(remembered.columns)}
    places = [_place(at, headings) for at in range(len(headings))]
    columns = tuple(
        kept[place].model_copy(update={"heading": heading}) if place in kept else Column(heading=heading)
        for place, heading in zip(places, headings, strict=True)
    )
    mapping = Mapping(columns=columns, pivot=remembered.pivot, waived=remembered.waived)
    return Applied(
        mapping=mapping,
        lost=lost(remembered, mapping),
        new=tuple(shown(headings[at], at) for at, place in enumerate(places) if place not in kept),
        gone=tuple(c.heading for place, c in kept.items() if place not in places and c.field is not None),
    )


def lost(remembered: Mapping, mapping: Mapping) -> tuple[Field, ...]:
    """Required fields of the remembered mapping that this one has no column for, nor leave to go without."""
    names = (Field.FAMILY, Field.FULL_NAME)
    alike = {Field.SOURCE_ID: (Field.SOURCE_ID,), Field.FAMILY: names, Field.FULL_NAME: names, Field.BIRTH: BIRTHS}
    return tuple(
        field
        for field, enough in alike.items()
        if remembered.of(field) and not mapping.of(*enough) and field not in mapping.waived
    )


def recall(kept: Sequence[Mapping], headings: Sequence[str]) -> Applied | None:
    """The template for these headings, of those kept, newest first; None if none will do (domain/9 rules 7 and 8).

    First the one of just this set of headings, then one whose columns are all here, then the newest with some gone.
    Where a required column has gone the template still stands if most of its columns are here, and says what is lost.
    """
    wanted = fingerprint(headings)
    told = [(one, apply(one, headings)) for one in kept]
    exact = [applied for one, applied in told if one.fingerprint == wanted]
    whole = [applied for _, applied in told if not applied.gone]
    for applied in (*exact, *whole, *(applied for _, applied in told)):
        if not applied.mapping.problems() and not applied.lost:
            return applied
    for one, applied in told[:1]:
        if 2 * len(applied.gone) <= sum(column.field is not None for column in one.columns):
            return applied
    return None


def begun(guesses: Sequence[Guess], kept: Sequence[Mapping]) -> Applied:
    """What is proposed for headings that no template will do for; of the newest only what is lost is remembered."""
    mapping = proposed(guesses)
    return Applied(mapping, (), (), lost(kept[0], mapping) if kept else ())


def _place(at: int, headings: Sequence[str]) -> tuple[str, int]:
    name = normalised(headings[at])
    return name, sum(normalised(heading) == name for heading in headings[:at])
