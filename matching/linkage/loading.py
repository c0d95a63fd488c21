"""Records of the hub as columns: current values, with former names and addresses as further ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.scoring import dates, identifiers
from matching.scoring.columns import SEXES, Builder, Table
from store.vault.database import Connection

Ints = NDArray[np.int64]

# Numbers that belong to one person in every feed. A case or tenancy number holds in its own feed only.
SCHEMES = ("UPN", "ULN", "NINO", "PNC", "CRO")
_PLACES = ("valid", "outward", "none", "invalid")


@dataclass(frozen=True)
class Loaded:
    """Live records in birth order, with their columns.

    ids: record ids, ascending. feeds: feed id of each. clean: whether that feed declares to hold nobody
    twice. keys: (feed code, source key), the record's name outside this hub. places: id → position.
    """

    ids: Ints
    feeds: Ints
    clean: NDArray[np.bool_]
    keys: list[tuple[str, str]]
    table: Table
    places: dict[int, int]

    def positions(self, records: Iterable[int]) -> Ints:
        """Positions of those of the records that are live."""
        return np.array([self.places[r] for r in records if r in self.places], np.int64)

    def sides(self, pairs: Iterable[tuple[int, int]]) -> tuple[Ints, Ints]:
        """Positions of the two records of each pair; all must be live."""
        at = np.array([(self.places[a], self.places[b]) for a, b in pairs], np.int64).reshape(-1, 2)
        return at[:, 0], at[:, 1]

    def doubles(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Pairs within one feed that declares to hold nobody twice."""
        return (self.feeds[left] == self.feeds[right]) & self.clean[left]


def load(connection: Connection, records: Sequence[int] | None = None) -> Loaded:
    """These live records, or every one."""
    chosen = _Chosen(connection, records)
    heads = list(
        chosen.rows(
            "select r.id, r.feed_id, f.internal_duplicates = 'none', f.code, r.source_key, v.birth_date,"
            " v.sex, v.unborn, v.expected_birth"
            " from source_record r join feed f on f.id = r.feed_id"
            " join record_version v on v.record_id = r.id and v.version = r.version"
            " where r.state = 'live' and {chosen} order by r.id",
            "r.id",
        )
    )
    places = {head[0]: place for place, head in enumerate(heads)}
    builder = Builder(len(heads))
    for place, head in enumerate(heads):
        builder.birth[place] = dates.code(head[5] or head[8][:7])  # an expected date is good to the month
        builder.sex[place] = SEXES.get(head[6], 0)
    _names(chosen, builder, places)
    _addresses(chosen, builder, places)
    _numbers(chosen, builder, places, {head[0] for head in heads if head[7]})
    _contacts(chosen, builder, places)
    return Loaded(
        np.array([head[0] for head in heads], np.int64),
        np.array([head[1] for head in heads], np.int64),
        np.array([head[2] for head in heads], np.bool_),
        [(head[3], head[4]) for head in heads],
        builder.table(),
        places,
    )


class _Chosen:
    """Runs a statement for the chosen records, or without a choice for all."""

    def __init__(self, connection: Connection, records: Sequence[int] | None) -> None:
        self._connection = connection
        self._records = None if records is None else dumps([int(r) for r in records])

    def rows(self, statement: str, column: str) -> Iterator[tuple[Any, ...]]:
        if self._records is None:
            return iter(self._connection.execute(statement.format(chosen="1")))
        choice = f"{column} in (select value from json_each(?))"  # noqa: S608 - a constant column
        return iter(self._connection.execute(statement.format(chosen=choice), (self._records,)))


def _names(chosen: _Chosen, builder: Builder, places: dict[int, int]) -> None:
    """Every name of every version; one that lacks a half takes it from the record's current name."""
    partial: list[tuple[int, str, str, str]] = []
    current: dict[int, tuple[str, str]] = {}
    rows = chosen.rows(
        "select distinct n.record_id, n.given, n.middle, n.family, n.placeholder, n.kind = 'current'"
        " and n.version = r.version from person_name n join source_record r on r.id = n.record_id"
        " where r.state = 'live' and {chosen}",
        "n.record_id",
    )
    for record, given, middle, family, placeholder, now in rows:
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


def _addresses(chosen: _Chosen, builder: Builder, places: dict[int, int]) -> None:
    rows = chosen.rows(
        "select distinct a.record_id, a.postcode, a.postcode_status, a.house, a.street, a.town, a.uprn"
        " from address a join source_record r on r.id = a.record_id"
        " where r.state = 'live' and a.postcode_status <> 'pseudo' and {chosen}",
        "a.record_id",
    )
    for record, postcode, status, house, street, town, uprn in rows:
        evident = postcode if status in ("valid", "outward") else ""
        builder.address(places[record], evident, house, street, town, uprn)


def _numbers(chosen: _Chosen, builder: Builder, places: dict[int, int], unborn: set[int]) -> None:
    """Current numbers only: one that an agency has corrected is evidence of nothing.

    A number on an unborn child's record is the mother's (domain/5, unborn).
    """
    rows = chosen.rows(
        "select i.record_id, i.scheme, i.value from identifier i"
        " join source_record r on r.id = i.record_id and r.version = i.version"
        " where r.state = 'live' and i.status = 'valid' and {chosen} order by i.record_id, i.value",
        "i.record_id",
    )
    for record, scheme, value in rows:
        place = places[record]
        if record in unborn:
            continue
        if scheme == "NHS":
            builder.nhs[place] = builder.nhs[place] or identifiers.nhs_code(value)
        elif scheme in SCHEMES:
            builder.number(place, scheme, value)


def _contacts(chosen: _Chosen, builder: Builder, places: dict[int, int]) -> None:
    rows = chosen.rows(
        "select distinct c.record_id, c.kind, c.value from contact_point c"
        " join source_record r on r.id = c.record_id where r.state = 'live' and {chosen}",
        "c.record_id",
    )
    for record, kind, value in rows:
        (builder.phone if kind == "phone" else builder.email)(places[record], value)
