"""What records say of who they are, read from their versions: current values, and former names and addresses."""

from collections.abc import Callable, Iterator, Sequence
from json import dumps
from typing import Any

import numpy as np

from matching.scoring import dates, identifiers
from matching.scoring.columns import SEXES, Builder, Ints, Table
from store.vault.database import Connection

# Numbers that belong to one person in every feed. A case or tenancy number holds in its own feed only.
SCHEMES = ("UPN", "ULN", "NINO", "PNC", "CRO")

_Rows = Callable[[str], Iterator[tuple[Any, ...]]]


def read(connection: Connection, records: Sequence[int]) -> tuple[Ints, Table]:
    """(feed of each record, their columns) for records in ascending order, live or not."""
    chosen = dumps(records)

    def rows(statement: str) -> Iterator[tuple[Any, ...]]:
        return iter(connection.execute(statement, (chosen,)))

    heads = list(
        rows(
            "select r.feed_id, v.birth_date, v.sex, v.unborn, v.expected_birth"
            " from json_each(?) j cross join source_record r on r.id = j.value"
            " cross join record_version v on v.record_id = r.id and v.version = r.version"
        )
    )
    places = {record: place for place, record in enumerate(records)}
    builder = Builder(len(heads))
    code: dict[str, int] = {}
    for place, (_, birth, sex, _, expected) in enumerate(heads):
        date = birth or expected[:7]  # an expected date is good to the month
        if date not in code:
            code[date] = dates.code(date)
        builder.birth[place] = code[date]
        builder.sex[place] = SEXES.get(sex, 0)
    _names(rows, builder, places)
    _addresses(rows, builder, places)
    _numbers(rows, builder, places, {record for record, head in zip(records, heads, strict=True) if head[3]})
    _contacts(rows, builder, places)
    return np.array([head[0] for head in heads], np.int64), builder.table()


def _names(rows: _Rows, builder: Builder, places: dict[int, int]) -> None:
    """Every name of every version; one that lacks a half takes it from the record's current name."""
    partial: list[tuple[int, str, str, str]] = []
    current: dict[int, tuple[str, str]] = {}
    for record, given, middle, family, placeholder, now in rows(
        "select r.id, n.given, n.middle, n.family, n.placeholder, n.kind = 'current' and n.version = r.version"
        " from json_each(?) j cross join source_record r on r.id = j.value"
        " cross join person_name n on n.record_id = r.id"
    ):
        place = places[record]
        if placeholder:
            given = middle = ""
        if now:
            current[place] = (given, family)
            builder.name(place, given, middle, family)
        elif given and family:
            builder.name(place, given, middle, family)
        elif given or family:
            partial.append((place, given, middle, family))
    for place, given, middle, family in partial:
        here = current.get(place, ("", ""))
        builder.name(place, given or here[0], middle, family or here[1])


def _addresses(rows: _Rows, builder: Builder, places: dict[int, int]) -> None:
    for record, postcode, status, house, street, town, uprn in rows(
        "select a.record_id, a.postcode, a.postcode_status, a.house, a.street, a.town, a.uprn"
        " from json_each(?) j cross join address a on a.record_id = j.value where a.postcode_status <> 'pseudo'"
    ):
        evident = postcode if status in ("valid", "outward") else ""
        builder.address(places[record], evident, house, street, town, uprn)


def _numbers(rows: _Rows, builder: Builder, places: dict[int, int], unborn: set[int]) -> None:
    """Current numbers only: one that an agency has corrected is evidence of nothing.

    A number on an unborn child's record is the mother's (domain/5, unborn).
    """
    found = rows(
        "select i.record_id, i.scheme, i.value from json_each(?) j cross join source_record r on r.id = j.value"
        " cross join identifier i on i.record_id = r.id and i.version = r.version where i.status = 'valid'"
    )
    for record, scheme, value in sorted(found):
        place = places[record]
        if record in unborn:
            continue
        if scheme == "NHS":
            builder.nhs[place] = builder.nhs[place] or identifiers.nhs_code(value)
        elif scheme in SCHEMES:
            builder.number(place, scheme, value)


def _contacts(rows: _Rows, builder: Builder, places: dict[int, int]) -> None:
    for record, kind, value in rows(
        "select c.record_id, c.kind, c.value from json_each(?) j cross join contact_point c on c.record_id = j.value"
    ):
        (builder.phone if kind == "phone" else builder.email)(places[record], value)
