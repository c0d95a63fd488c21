"""What leads to a record: the values that it is looked up by, in one narrow table (schema 0021).

A lead only says where to look: whoever follows it reads what the record itself says. Values come in no order, and a
table that grows is slow to reach all over; so leads are gathered, sorted, and put in by the hundred thousand.
"""

from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from store.records.rows import RecordRow
from store.vault.database import Connection

POSTCODE, STREET, PHONE = "postcode", "street", "phone"
"""Kinds of lead beside the schemes of identifiers, which are written in capitals."""
_MOST = 400_000
_FINDABLE = ("valid", "outward")
Told = tuple[int, RecordRow]
"""A record and what it says."""
Lead = tuple[str, str, int]
"""A row of the table: kind, value, record."""


def leads(told: Sequence[Told]) -> dict[str, list[Lead]]:
    """Kind → leads to these records by what they say; one may come several times.

    An agency's own number is left out where it is the row's key, which leads to the record by itself.
    """
    found: dict[str, list[Lead]] = defaultdict(list)
    postcodes, streets, phones = found[POSTCODE], found[STREET], found[PHONE]
    for record, row in told:
        for scheme, value, _ in row.identifiers:
            if value and (value != row.source_key or scheme != "CASE"):
                found[scheme].append((scheme, value, record))
        for _, _, _, street, _, postcode, status, _, place in row.addresses:
            if postcode and status in _FINDABLE:
                postcodes.append((POSTCODE, place or postcode, record))
            if street:
                streets.append((STREET, street, record))
        for kind, value in row.contacts:
            if kind == PHONE:
                phones.append((PHONE, value, record))
    return found


class Gathering:
    """Leads on their way into the table. `finish` puts in what is left."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._by_kind: defaultdict[str, list[Lead]] = defaultdict(list)

    def add(self, told: Sequence[Told]) -> None:
        """Take the leads of records that say these rows."""
        for kind, found in leads(told).items():
            self._by_kind[kind] += found
        if sum(map(len, self._by_kind.values())) > _MOST:
            self.finish()

    def finish(self) -> None:
        """Put them into the table, in its order."""
        for _, found in sorted(self._by_kind.items()):
            found.sort(key=itemgetter(1))
            self._connection.executemany("insert or ignore into lead values (?, ?, ?)", found)
        self._by_kind.clear()


def drop(connection: Connection, gone: Sequence[Told], left: Sequence[Told] = ()) -> None:
    """Forget what led to records by what they say no more: by the rows `gone`, unless those `left` say it too."""
    stay = _each(left)
    connection.executemany("delete from lead where kind = ? and value = ? and record_id = ?", _each(gone) - stay)


def _each(told: Sequence[Told]) -> set[Lead]:
    return {lead for found in leads(told).values() for lead in found}
