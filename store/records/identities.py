"""Who each record says it is about, for people to read: identity fields only (R24)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from json import dumps
from typing import TypeVar

from store.records.rows import Address, Name
from store.records.versions import ever_said
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
    wanted = sorted(records)
    found: dict[int, Identity] = {}
    for record, *head in connection.execute(
        "select r.id, f.label, a.area, f.theme, v.as_of, v.birth_date, v.expected_birth, v.sex, v.unborn"
        " from json_each(?) j cross join source_record r on r.id = j.value"
        " cross join feed f on f.id = r.feed_id cross join agency a on a.id = f.agency_id"
        " cross join record_version v on v.record_id = r.id and v.version = r.version",
        (dumps(wanted),),
    ):
        found[record] = Identity(record, *head[:7], unborn=bool(head[7]))
    said = ever_said(connection, wanted)
    newest = dict(said.keys())  # of (record, version), oldest first
    for (record, version), row in sorted(said.items(), reverse=True):
        identity = found[record]
        for name in sorted(row.names, key=_former):
            _once(identity.names, (name.kind, name.given, name.middle, name.family))
        for home in sorted(row.addresses, key=_former):
            _once(identity.addresses, (home.kind, home.lines, home.postcode))
        if version == newest[record]:
            identity.numbers = list(dict.fromkeys(sorted((n.scheme, n.value, n.status) for n in row.identifiers)))
            identity.contacts = list(dict.fromkeys((one.kind, one.value) for one in row.contacts))
    return found


def _former(part: Name | Address) -> bool:
    return part.kind != "current"


def _once(values: list[T], value: T) -> None:
    if value not in values:
        values.append(value)
