"""A case as a supervisor sees it: two persons side by side, field by field, in words and in bits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matching.linkage import telling
from matching.scoring.compare import Field
from matching.scoring.explain import Agreement, Summand
from matching.scoring.weights import PRIOR, RELATIVE
from store.disclosure.wording import short_date
from store.records.identities import Identity


@dataclass(frozen=True)
class Member:
    """One record of a person: identity fields only, as text."""

    record: int
    service: str
    name: str
    born: str
    sex: str
    nhs_number: str
    address: str
    as_of: str


@dataclass(frozen=True)
class Side:
    """One of the two persons: who they are called, the record that asks, and every record they have."""

    person: int
    name: str
    asking: int
    members: tuple[Member, ...]
    services: tuple[str, ...]


@dataclass(frozen=True)
class FieldRow:
    """One field of the two asking records, or (`general`) something that is about no field of theirs.

    `words` is short, `sentence` can be read out; bits count for one person.
    """

    field: str
    left: str
    right: str
    agreement: Agreement
    words: str
    bits: float
    sentence: str
    general: bool = False


_LABELS = {
    Field.FAMILY: "Family name",
    Field.GIVEN: "Given name",
    Field.MIDDLE: "Middle name",
    Field.ORDER: "Name order",
    Field.BIRTH: "Born",
    Field.SEX: "Sex",
    Field.NHS: "NHS number",
    Field.NUMBER: "Other number",
    Field.EMAIL: "E-mail",
    Field.ATTRIBUTE: "Further detail",
    Field.POSTCODE: "Postcode",
    Field.HOME: "Address",
    Field.TOWN: "Town",
    Field.PHONE: "Telephone",
}
_SEX = {"F": "female", "M": "male", "O": "other", "": ""}
_VALUES: dict[Field, Callable[[Identity], str]] = {
    Field.FAMILY: lambda i: telling.names(i, 2),
    Field.GIVEN: lambda i: telling.names(i, 0),
    Field.MIDDLE: lambda i: telling.names(i, 1),
    Field.ORDER: telling.called,
    Field.BIRTH: telling.born,
    Field.SEX: lambda i: _SEX[i.sex],
    Field.NHS: telling.nhs,
    Field.NUMBER: telling.other_numbers,
    Field.EMAIL: lambda i: telling.contact(i, "email"),
    Field.POSTCODE: telling.postcodes,
    Field.HOME: telling.addresses,
    Field.PHONE: lambda i: telling.contact(i, "phone"),
}
_SHOWN = tuple(f for f in Field if f in _VALUES)
_ONLY_IF_COMPARED = (Field.ORDER,)


def side(person: int, asking: int, records: Sequence[Identity]) -> Side:
    """A person with all its records."""
    members = tuple(
        Member(
            i.record,
            telling.service(i),
            telling.called(i),
            telling.born(i),
            _SEX[i.sex],
            telling.nhs(i),
            i.addresses[0][1] if i.addresses else "",
            short_date(i.as_of),
        )
        for i in records
    )
    return Side(person, telling.person_called(records), asking, members, telling.services(records))


def field_rows(left: Identity, right: Identity, summands: Sequence[Summand]) -> tuple[FieldRow, ...]:
    """A row for each field that either record fills, and for the two bars that are not fields."""
    by_part = {s.part: s for s in summands}
    rows: list[FieldRow] = []
    for field in _SHOWN:
        said = by_part.get(field, Summand(field, "MISSING", 0.0))
        if field in _ONLY_IF_COMPARED and field not in by_part:
            continue
        one, other = _VALUES[field](left), _VALUES[field](right)
        words = _unsaid(one, other) if said.level == "MISSING" else said.words
        rows.append(FieldRow(_LABELS[field], one, other, said.agreement, words, said.bits, said.sentence))
    rows += [_bar(by_part[part]) for part in (Field.TOWN, RELATIVE, PRIOR) if part in by_part]
    return tuple(rows)


def _unsaid(one: str, other: str) -> str:
    if one and other:
        return "not evidence on both sides"
    return "given on one side only" if one or other else "not given"


def _bar(said: Summand) -> FieldRow:
    where = "in the address"
    if said.part == Field.TOWN:
        return FieldRow("Town", where, where, said.agreement, said.words, said.bits, said.sentence)
    label = {RELATIVE: "Relatives", PRIOR: "To begin with"}[said.part]
    return FieldRow(label, "", "", said.agreement, said.words, said.bits, said.sentence, general=True)
