"""What records say of who they are, read from their versions: current values, and former names and addresses."""

from collections.abc import Iterator, Sequence
from json import dumps, loads
from typing import Any

import numpy as np

from matching.scoring import dates, identifiers
from matching.scoring.arrays import Ints
from matching.scoring.columns import SEXES, Builder, Table
from matching.scoring.person import Person, Telling
from store.vault.database import Connection

# Numbers that belong to one person in every feed. A case or tenancy number holds in its own feed only.
SCHEMES = ("UPN", "ULN", "NINO", "PNC", "CRO")

_BATCH = 1_000
_SAID = (
    "select v.record_id, r.feed_id, v.version = r.version, v.said from json_each(?) j"
    " cross join source_record r on r.id = j.value cross join record_said v on v.record_id = r.id"
)


def read(connection: Connection, records: Sequence[int]) -> tuple[Ints, Table]:
    """(feed of each record, their columns) for records in ascending order, live or not."""
    feeds = np.zeros(len(records), np.int64)
    places = {record: place for place, record in enumerate(records)}
    builder = Builder(len(records))
    reader = _Reader(builder)
    for record, feed, now, document in _documents(connection, records):
        place = places[record]
        feeds[place] = feed
        reader.read(place, now, *document[:10])
    reader.done()
    return feeds, builder.table()


def read_one(connection: Connection, record: int) -> tuple[int, Person]:
    """As `read`, of a single record."""
    said, feeds = Telling(), set[int]()
    reader = _Reader(said)
    for _, feed, now, document in _documents(connection, [record]):
        feeds.add(feed)
        reader.read(0, now, *document[:10])
    reader.done()
    return feeds.pop(), said.person()


def _documents(connection: Connection, records: Sequence[int]) -> Iterator[tuple[int, int, int, list[Any]]]:
    """(record, feed, whether it is the newest, document) of every version of the records, oldest first."""
    told = connection.execute(_SAID, (dumps(records),))
    while some := told.fetchmany(_BATCH):
        documents = loads(f"[{','.join(one[3] for one in some)}]")
        for (record, feed, now, _), document in zip(some, documents, strict=True):
            yield record, feed, now, document


class _Reader:
    """Passes on what documents say (store.records.documents)."""

    def __init__(self, builder: Builder | Telling) -> None:
        self._builder = builder
        self._codes: dict[str, int] = {}
        self._partial: list[tuple[int, str, str, str]] = []
        self._current: dict[int, tuple[str, str]] = {}

    def read(
        self,
        place: int,
        now: int,
        birth: str,
        _estimated: int,
        expected: str,
        sex: str,
        _death: str,
        unborn: int,
        names: list[list[Any]],
        numbers: list[list[str]],
        homes: list[list[str]],
        contacts: list[list[str]],
    ) -> None:
        """Take one version: names, addresses and contacts whenever they were said, the rest as it is said now."""
        builder = self._builder
        self._names(place, now, names)
        for _, _, house, street, town, postcode, status, uprn, _ in homes:
            if status != "pseudo":
                evident = postcode if status in ("valid", "outward") else ""
                builder.address(place, evident, house, street, town, uprn)
        for kind, value in contacts:
            (builder.phone if kind == "phone" else builder.email)(place, value)
        if now:
            date = birth or expected[:7]  # an expected date is good to the month
            if date not in self._codes:
                self._codes[date] = dates.code(date)
            builder.birth[place] = self._codes[date]
            builder.sex[place] = SEXES.get(sex, 0)
            if not unborn:  # a number on an unborn child's record is the mother's (domain/5, unborn)
                self._numbers(place, numbers)

    def _names(self, place: int, now: int, names: list[list[Any]]) -> None:
        """Every name of every version; one that lacks a half takes it from the record's current name."""
        builder = self._builder
        for kind, given, middle, family, placeholder in names:
            if placeholder:
                given = middle = ""
            if now and kind == "current":
                self._current[place] = (given, family)
                builder.name(place, given, middle, family)
            elif given and family:
                builder.name(place, given, middle, family)
            elif given or family:
                self._partial.append((place, given, middle, family))

    def _numbers(self, place: int, numbers: list[list[str]]) -> None:
        """Current numbers only: one that an agency has corrected is evidence of nothing."""
        builder = self._builder
        for scheme, value, status in sorted(numbers):
            if status != "valid":
                continue
            if scheme == "NHS":
                builder.nhs[place] = builder.nhs[place] or identifiers.nhs_code(value)
            elif scheme in SCHEMES:
                builder.number(place, scheme, value)

    def done(self) -> None:
        """Every version is read."""
        for place, given, middle, family in self._partial:
            here = self._current.get(place, ("", ""))
            self._builder.name(place, given or here[0], middle, family or here[1])
