"""The line shown for each person that a search found.

A line is chosen from the current versions of a person's live records: the value that most of them agree on, the
newest extract that still said so breaking ties (DESIGN §4). Statements say CROSS JOIN to keep SQLite to the order
written: by its own guess it may start from all holders of an NHS number.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from store.vault.database import Connection

Value = TypeVar("Value")

_UNIT = re.compile(r"\s*(?:flat|apartment|apt|unit|room)\.?\s*\S{1,4}\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SaidName:
    """A name as one record gives or gave it."""

    record: int
    kind: str
    given: str
    middle: str
    family: str
    placeholder: bool
    current: bool  # in the record's newest version
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


def lines(connection: Connection, persons: Sequence[int]) -> dict[int, Line]:
    """The line of each of these persons; those without a live record are left out."""
    wanted = json.dumps(list(persons))
    found: dict[int, Line] = {}
    of_record: dict[int, int] = {}
    births: dict[int, list[tuple[str, tuple[str, bool]]]] = defaultdict(list)
    votes: dict[str, dict[int, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    areas: dict[int, set[str]] = defaultdict(set)
    for person, record, as_of, birth, estimated, expected, sex, death, area in connection.execute(
        "select l.person, r.id, max(d.as_of, v.as_of), v.birth_date, v.birth_estimated, v.expected_birth, v.sex,"
        " v.death_date, a.area"
        " from json_each(?) j cross join link l on l.person = j.value and l.closed is null"
        " cross join source_record r on r.id = l.record_id and r.state = 'live'"
        " cross join record_version v on v.record_id = r.id and v.version = r.version"
        " cross join delivery d on d.id = r.seen_in"
        " cross join feed f on f.id = r.feed_id cross join agency a on a.id = f.agency_id",
        (wanted,),
    ):
        found.setdefault(person, Line(person))
        of_record[record] = person
        areas[person].add(area)
        births[person].append((as_of, (birth, bool(estimated))))
        for what, value in (("expected", expected), ("sex", sex), ("death", death)):
            votes[what][person].append((as_of, value))
    _add_names(connection, found, of_record)
    numbers, homes = _numbers_and_homes(connection, of_record)
    for person, line in found.items():
        line.birth, line.birth_estimated = _birth(births[person])
        line.expected_birth = agreed(votes["expected"][person]) or ""
        line.sex = agreed(votes["sex"][person]) or ""
        line.death = agreed(votes["death"][person]) or ""
        line.nhs_number = agreed(numbers[person]) or ""
        line.postcode, line.address = _home(homes[person])
        line.areas = tuple(sorted(areas[person]))
    return found


def agreed(said: Iterable[tuple[str, Value]]) -> Value | None:
    """Of (as of, value) pairs the value said most often, the newest breaking ties; empty values do not
    count.
    """
    newest: dict[Value, str] = {}
    count: Counter[Value] = Counter()
    for as_of, value in said:
        if value:
            count[value] += 1
            newest[value] = max(newest.get(value, ""), as_of)
    return max(count, key=lambda value: (count[value], newest[value], str(value)), default=None)


def _add_names(connection: Connection, found: dict[int, Line], of_record: dict[int, int]) -> None:
    """All names of all versions; the current ones are chosen from."""
    for record, kind, given, middle, family, placeholder, current, as_of in connection.execute(
        "select r.id, n.kind, n.given, n.middle, n.family, n.placeholder, n.version = r.version,"
        " iif(n.version = r.version, max(d.as_of, v.as_of), v.as_of)"
        " from json_each(?) j cross join source_record r on r.id = j.value"
        " cross join delivery d on d.id = r.seen_in cross join person_name n on n.record_id = r.id"
        " cross join record_version v on v.record_id = n.record_id and v.version = n.version",
        (json.dumps(list(of_record)),),
    ):
        said = SaidName(record, kind, given, middle, family, bool(placeholder), bool(current), as_of)
        found[of_record[record]].names.append(said)
    for line in found.values():
        now = [name for name in line.names if name.current and name.kind == "current"] or line.names
        real = [name for name in now if not name.placeholder] or now
        folded = agreed((name.as_of, (name.family.casefold(), name.given.casefold())) for name in real)
        shown = [name for name in real if (name.family.casefold(), name.given.casefold()) == folded]
        if shown:
            best = max(shown, key=lambda name: (name.as_of, name.record))
            line.family, line.given, line.middle = best.family, best.given, best.middle


def _numbers_and_homes(
    connection: Connection, of_record: dict[int, int]
) -> tuple[dict[int, list[tuple[str, str]]], dict[int, list[tuple[str, tuple[str, str]]]]]:
    records = json.dumps(list(of_record))
    numbers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    homes: dict[int, list[tuple[str, tuple[str, str]]]] = defaultdict(list)
    for record, as_of, value in connection.execute(
        "select r.id, max(d.as_of, v.as_of), i.value from json_each(?) j cross join source_record r on r.id = j.value"
        " cross join delivery d on d.id = r.seen_in"
        " cross join record_version v on v.record_id = r.id and v.version = r.version"
        " cross join identifier i on i.record_id = r.id and i.version = r.version"
        " where i.scheme = 'NHS' and i.status = 'valid'",
        (records,),
    ):
        numbers[of_record[record]].append((as_of, value))
    for record, as_of, postcode, lines_ in connection.execute(
        "select r.id, max(d.as_of, v.as_of), a.postcode, a.lines from json_each(?) j"
        " cross join source_record r on r.id = j.value cross join delivery d on d.id = r.seen_in"
        " cross join record_version v on v.record_id = r.id and v.version = r.version"
        " cross join address a on a.record_id = r.id and a.version = r.version"
        " where a.kind = 'current' and (a.lines <> '' or a.postcode <> '')",
        (records,),
    ):
        homes[of_record[record]].append((as_of, (postcode, lines_)))
    return numbers, homes


def _birth(said: list[tuple[str, tuple[str, bool]]]) -> tuple[str, bool]:
    """The birth date most agreed on; a part of a date, or an estimate, only if no record knows better."""
    best = max((len(birth) * 2 - estimated for _, (birth, estimated) in said if birth), default=0)
    return agreed((as_of, value) for as_of, value in said if len(value[0]) * 2 - value[1] == best and best) or (
        "",
        False,
    )


def _home(said: list[tuple[str, tuple[str, str]]]) -> tuple[str, str]:
    """Postcode and first line of the current address: the postcode most agreed on, the newest wording of
    it.
    """
    postcode = agreed((as_of, home[0]) for as_of, home in said)
    there = [(as_of, home) for as_of, home in said if postcode is None or home[0] == postcode]
    if not there:
        return "", ""
    lines_ = max(there, key=lambda one: (one[0], one[1][1]))[1][1]
    first, _, rest = lines_.partition(",")
    if _UNIT.fullmatch(first):  # 'Flat 2' alone names no place
        first = f"{first}, {rest.split(',')[0].strip()}"
    return postcode or "", first.strip()
