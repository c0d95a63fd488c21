"""The line shown for each person that a search found.

A line is chosen from the current versions of a person's live records: the value that most of them agree on, the
newest extract that still said so breaking ties (DESIGN §4). Names that a record said in earlier versions come with it.
A record's versions lie side by side, each one document (store.records.documents). The statement says CROSS JOIN to keep
SQLite to the order written: by its own guess it may start from every record of an agency.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias, TypeVar

from store.vault.database import Connection

Value = TypeVar("Value")

_LISTED = (
    "select l.person, r.id, d.as_of, a.area, v.version = r.version, v.as_of, v.said"
    " from json_each(?) j cross join link l on l.person = j.value and l.closed is null"
    " cross join source_record r on r.id = l.record_id and r.state = 'live'"
    " cross join record_said v on v.id between r.id << 16 and (r.id << 16) + 65535"
    " cross join delivery d on d.id = r.seen_in"
    " cross join feed f on f.id = r.feed_id cross join agency a on a.id = f.agency_id"
)
_SOLE = (
    "select v.record_id, a.area, v.as_of, v.said from json_each(?) j"
    " cross join record_said v on v.id between j.value << 16 and (j.value << 16) + 65535"
    " cross join delivery d on d.id = v.delivery_id"
    " cross join feed f on f.id = d.feed_id cross join agency a on a.id = f.agency_id"
    " where not exists ("
    "  select 1 from source_record r indexed by record_withdrawn where r.id = j.value and r.state = 'withdrawn')"
)
_Row: TypeAlias = tuple[int, int, str, str, int, str, str]
"""Person, record, newest extract with it, area, whether it is said now, since when, what is said."""

_UNIT = re.compile(r"\s*(?:flat|apartment|apt|unit|room)\.?\s*\S{1,4}\s*", re.IGNORECASE)


class SaidName(NamedTuple):
    """A name as one record gives or gave it."""

    record: int
    kind: str
    given: str
    middle: str
    family: str
    placeholder: int
    current: int  # in the record's newest version
    as_of: str


@dataclass(slots=True)
class Line:
    """What is shown of a person in a list."""

    person: int
    family: str = ""
    given: str = ""
    middle: str = ""
    birth: str = ""
    birth_estimated: bool = False
    expected_birth: str = ""
    death: str = ""
    sex: str = ""
    nhs_number: str = ""
    address: str = ""
    postcode: str = ""
    areas: tuple[str, ...] = ()
    names: list[SaidName] = field(default_factory=list[SaidName])


def lines(connection: Connection, persons: Sequence[int], sole: Mapping[int, int] | None = None) -> dict[int, Line]:
    """The line of each of these persons; those without a live record are left out.

    sole: the records of those who are known to have only that one, which is live: nearly everybody.
    """
    told = _of_one_version(connection, {person: sole[person] for person in persons if person in sole}) if sole else {}
    if others := [person for person in persons if person not in told]:
        told |= _of_several(connection, others)
    return told


def _of_one_version(connection: Connection, sole: Mapping[int, int]) -> dict[int, Line]:
    """The lines of those whose only record never said anything else: what it says is what is agreed on, and is read
    with one page where links, records and versions take three.
    """
    found = connection.execute(_SOLE, (json.dumps(list(sole.values())),)).fetchall()
    documents = json.loads(f"[{','.join([row[-1] for row in found])}]")
    person_of = {record: person for person, record in sole.items()}
    told: dict[int, Line] = {}
    several: set[int] = set()
    for (record, area, as_of, _), document in zip(found, documents, strict=True):
        person = person_of[record]
        if person in told:
            several.add(person)
        else:
            told[person] = _line_of_one(person, record, area, as_of, document)
    for person in several:
        del told[person]
    return told


def _line_of_one(person: int, record: int, area: str, as_of: str, document: list[Any]) -> Line:
    birth, estimated, expected, sex, death, _, called, identifiers, addresses, _, _ = document
    names = [SaidName._make((record, *name, 1, as_of)) for name in called]
    family, given, middle = _name(names)
    numbers, homes = _nhs_numbers(identifiers), _homes(addresses)
    number = numbers[0] if len(numbers) == 1 else agreed([(as_of, number) for number in numbers]) or ""
    postcode, address = homes[0] if len(homes) == 1 else _home([(as_of, home) for home in homes])
    return Line(
        person, family, given, middle, birth, bool(birth and estimated), expected, death, sex, number,
        _first_line(address), postcode, (area,), names,
    )  # fmt: skip


def _of_several(connection: Connection, persons: Sequence[int]) -> dict[int, Line]:
    rows: list[_Row] = connection.execute(_LISTED, (json.dumps(sorted(persons)),)).fetchall()
    documents = json.loads(f"[{','.join([row[-1] for row in rows])}]")
    names: dict[int, list[SaidName]] = defaultdict(list)
    said: dict[int, list[_Said]] = defaultdict(list)
    for (person, record, seen, area, now, since, _), document in zip(rows, documents, strict=True):
        as_of = max(seen, since) if now else since
        names[record] += [SaidName._make((record, *name, now, as_of)) for name in document[6]]
        if now:  # the last of the record's versions
            said[person].append(_said(as_of, area, document, names[record]))
    return {person: _line(person, records) for person, records in said.items()}


class _Said(NamedTuple):
    """What one record says now, and every name it ever said. `as_of`: of the newest extract that still said so."""

    as_of: str
    area: str
    birth: str
    estimated: int
    expected: str
    sex: str
    death: str
    names: list[SaidName]
    numbers: list[str]
    homes: list[tuple[str, str]]


def _said(as_of: str, area: str, document: list[Any], names: list[SaidName]) -> _Said:
    birth, estimated, expected, sex, death, _, _, identifiers, addresses, _, _ = document
    numbers, homes = _nhs_numbers(identifiers), _homes(addresses)
    return _Said(as_of, area, birth, estimated, expected, sex, death, names, numbers, homes)


def _nhs_numbers(identifiers: list[list[str]]) -> list[str]:
    return [value for scheme, value, status in identifiers if scheme == "NHS" and status == "valid"]


def _homes(addresses: list[list[str]]) -> list[tuple[str, str]]:
    """Postcode and lines of each current address."""
    return [(home[5], home[1]) for home in addresses if home[0] == "current" and (home[1] or home[5])]


def _line(person: int, said: list[_Said]) -> Line:
    names = [name for one in said for name in one.names]
    family, given, middle = _name(names)
    birth, estimated = _birth([(one.as_of, (one.birth, one.estimated)) for one in said])
    expected = agreed([(one.as_of, one.expected) for one in said]) or ""
    sex = agreed([(one.as_of, one.sex) for one in said]) or ""
    death = agreed([(one.as_of, one.death) for one in said]) or ""
    number = agreed([(one.as_of, number) for one in said for number in one.numbers]) or ""
    postcode, address = _home([(one.as_of, home) for one in said for home in one.homes])
    areas = tuple(sorted({one.area for one in said}))
    return Line(
        person, family, given, middle, birth, bool(birth and estimated), expected, death, sex, number,
        _first_line(address), postcode, areas, names,
    )  # fmt: skip


def agreed(said: Iterable[tuple[str, Value]]) -> Value | None:
    """Of (as of, value) pairs the value said most often, the newest breaking ties; empty values do not
    count.
    """
    kept = [one for one in said if one[1]]
    if len(kept) < 2:  # nearly always: most people have one record
        return kept[0][1] if kept else None
    newest: dict[Value, str] = {}
    count: Counter[Value] = Counter()
    for as_of, value in kept:
        count[value] += 1
        newest[value] = max(newest.get(value, ""), as_of)
    return max(count, key=lambda value: (count[value], newest[value], str(value)))


def _name(names: list[SaidName]) -> tuple[str, str, str]:
    """Family, given and middle name as shown: of the current ones the most agreed on, in its newest wording."""
    if len(names) == 1:
        return names[0].family, names[0].given, names[0].middle
    now = [name for name in names if name.current and name.kind == "current"] or names
    real = [name for name in now if not name.placeholder] or now
    folded = agreed((name.as_of, (name.family.casefold(), name.given.casefold())) for name in real)
    shown = [name for name in real if (name.family.casefold(), name.given.casefold()) == folded]
    if not shown:
        return "", "", ""
    best = max(shown, key=lambda name: (name.as_of, name.record))
    return best.family, best.given, best.middle


def _birth(said: list[tuple[str, tuple[str, int]]]) -> tuple[str, int]:
    """The birth date most agreed on; a part of a date, or an estimate, only if no record knows better."""
    best = max((len(birth) * 2 - estimated for _, (birth, estimated) in said if birth), default=0)
    return agreed((as_of, value) for as_of, value in said if len(value[0]) * 2 - value[1] == best and best) or ("", 0)


def _home(said: list[tuple[str, tuple[str, str]]]) -> tuple[str, str]:
    """Postcode and lines of the current address: the postcode most agreed on, the newest wording of it."""
    postcode = agreed((as_of, home[0]) for as_of, home in said)
    there = [(as_of, home) for as_of, home in said if postcode is None or home[0] == postcode]
    return max(there, key=lambda one: (one[0], one[1][1]))[1] if there else ("", "")


def _first_line(address: str) -> str:
    first, _, rest = address.partition(",")
    if _UNIT.fullmatch(first):  # 'Flat 2' alone names no place
        first = f"{first}, {rest.split(',')[0].strip()}"
    return first.strip()
