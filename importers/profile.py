"""A feed's mapping: which column holds which field. Remembered, and found again by the set of its headings."""

from collections.abc import Sequence
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from importers.columns import Guess
from importers.dates import Order
from importers.fields import BIRTHS, REPEATABLE, Field
from importers.headings import normalised


class Column(BaseModel):
    """One column. field None: not imported. order: how its dates read, None for no date or not yet decided."""

    model_config = ConfigDict(frozen=True)

    heading: str
    field: Field | None = None
    label: str = ""
    role: str = ""
    order: Order | None = None


class Mapping(BaseModel):
    """The columns of a file, left to right. pivot: two-digit birth years above it are 19xx; None refuses them."""

    model_config = ConfigDict(frozen=True)

    columns: tuple[Column, ...]
    pivot: int | None = None

    @property
    def fingerprint(self) -> str:
        """What the set of headings comes to: their order and spelling of case or spaces do not matter."""
        return fingerprint([column.heading for column in self.columns])

    def of(self, *fields: Field) -> tuple[int, ...]:
        """Positions of the columns that hold any of these fields."""
        return tuple(at for at, column in enumerate(self.columns) if column.field in fields)

    def with_field(self, at: int, field: Field | None, label: str = "") -> "Mapping":
        """The mapping with another field in a column; an attribute or flag is named by its heading if not labelled."""
        heading = self.columns[at].heading
        named = label or (heading if field in (Field.ATTRIBUTE, Field.ACTIVE_FLAG) else "")
        return self._replaced(at, self.columns[at].model_copy(update={"field": field, "label": named, "role": ""}))

    def with_order(self, at: int, order: Order) -> "Mapping":
        """The mapping with the dates of a column read day-first or month-first."""
        return self._replaced(at, self.columns[at].model_copy(update={"order": order}))

    def with_pivot(self, pivot: int | None) -> "Mapping":
        """The mapping with a rule for two-digit birth years."""
        return self.model_copy(update={"pivot": pivot})

    def _replaced(self, at: int, column: Column) -> "Mapping":
        return self.model_copy(update={"columns": (*self.columns[:at], column, *self.columns[at + 1 :])})

    def problems(self) -> tuple[str, ...]:
        """What stops the import, in sentences: two columns for one field, or nothing for a required one."""
        return (*self._twice(), *self._missing())

    def _twice(self) -> list[str]:
        held: dict[Field, list[str]] = {}
        for at, column in enumerate(self.columns):
            if column.field and column.field not in REPEATABLE:
                held.setdefault(column.field, []).append(shown(column.heading, at))
        return [
            f"Two columns are taken for “{field.words}”: {' and '.join(names)}. Choose one of them."
            for field, names in held.items()
            if len(names) > 1
        ]

    def _missing(self) -> list[str]:
        said: list[str] = []
        if not self.of(Field.FAMILY, Field.FULL_NAME):
            said.append("No column holds the family name or the full name.")
        if not self.of(*BIRTHS):
            said.append("No column holds the date of birth.")
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
    """The mapping that the sure guesses make."""
    return Mapping(
        columns=tuple(
            Column(heading=g.heading, field=g.field if g.sure else None, label=g.label, role=g.role) for g in guesses
        )
    )


class Applied(BaseModel):
    """A remembered mapping on today's columns, with the headings that are new and those that have gone."""

    mapping: Mapping
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


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
    return Applied(
        mapping=Mapping(columns=columns, pivot=remembered.pivot),
        new=tuple(heading for place, heading in zip(places, headings, strict=True) if place not in kept),
        gone=tuple(c.heading for place, c in kept.items() if place not in places and c.field is not None),
    )


def _place(at: int, headings: Sequence[str]) -> tuple[str, int]:
    name = normalised(headings[at])
    return name, sum(normalised(heading) == name for heading in headings[:at])
