"""Who each record says it is about, for people to read: identity fields only (R24)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from json import dumps
from typing import TypeVar

from store.vault.database import Connection

T = TypeVar("T")


@dataclass
class Identity:
    """One record's identity as its agency gave it.

    Dates are ISO, or as much of them as is known. names: (kind, given, middle, family), current first.
    numbers: (scheme, value, status). addresses: (kind, lines, postcode), current first. contacts: (kind,
    value).
    """

    record: int
    feed: str
    agency: str
    area: str
    theme: str
    as_of: str
    birth: str
    expected: str
    sex: str
    unborn: bool
    names: list[tuple[str, str, str, str]] = field(default_factory=list[tuple[str, str, str, str]])
    numbers: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    addresses: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    contacts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


def identities(connection: Connection, records: Iterable[int]) -> dict[int, Identity]:
    """Record → identity by its newest version, with the names and addresses of older versions after it."""
    chosen = (dumps(sorted(records)),)
    found: dict[int, Identity] = {}
    for row in connection.execute(
        "select r.id, f.label, a.name, a.area, f.theme, v.as_of, v.birth_date, v.expected_birth, v.sex,"
        " v.unborn"
        " from source_record r join feed f on f.id = r.feed_id join agency a on a.id = f.agency_id"
        " join record_version v on v.record_id = r.id and v.version = r.version"
        " where r.id in (select value from json_each(?))",
        chosen,
    ):
        found[row[0]] = Identity(*row[:9], unborn=bool(row[9]))
    for record, *name in connection.execute(
        "select record_id, kind, given, middle, family from person_name"
        " where record_id in (select value from json_each(?)) order by version desc, kind <> 'current'",
        chosen,
    ):
        _once(found[record].names, (name[0], name[1], name[2], name[3]))
    for record, *number in connection.execute(
        "select i.record_id, i.scheme, i.value, i.status from identifier i join source_record r"
        " on r.id = i.record_id and r.version = i.version where r.id in (select value from json_each(?))"
        " order by i.scheme, i.value",
        chosen,
    ):
        _once(found[record].numbers, (number[0], number[1], number[2]))
    for record, *address in connection.execute(
        "select record_id, kind, lines, postcode from address"
        " where record_id in (select value from json_each(?)) order by version desc, kind <> 'current'",
        chosen,
    ):
        _once(found[record].addresses, (address[0], address[1], address[2]))
    for record, kind, value in connection.execute(
        "select c.record_id, c.kind, c.value from contact_point c join source_record r"
        " on r.id = c.record_id and r.version = c.version where r.id in (select value from json_each(?))",
        chosen,
    ):
        _once(found[record].contacts, (kind, value))
    return found


def _once(values: list[T], value: T) -> None:
    if value not in values:
        values.append(value)
