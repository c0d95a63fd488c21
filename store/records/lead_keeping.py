"""What leads to a record: the values that it is looked up by, kept in sorted runs (store.records.lead_runs).

A lead only says where to look: whoever follows it reads what the record itself says. Values come in no order, so leads
are gathered and put in by the million.
"""

from collections import defaultdict
from collections.abc import Sequence

from store.records import lead_runs
from store.records.rows import RecordRow
from store.vault.database import Connection

POSTCODE, STREET, PHONE = "postcode", "street", "phone"
"""Kinds of lead beside the schemes of identifiers, which are written in capitals."""
_MOST = 4_000_000
_BETWEEN = "\n"  # no text that was imported holds a control character
_FINDABLE = ("valid", "outward")
Told = tuple[int, RecordRow]
"""A record and what it says."""


def leads(told: Sequence[Told]) -> dict[str, list[str]]:
    """Kind → leads ('value|record') to these records by what they say; one may come several times.

    An agency's own number is left out where it is the row's key, which leads to the record by itself.
    """
    found: dict[str, list[str]] = defaultdict(list)
    postcodes, streets, phones = found[POSTCODE], found[STREET], found[PHONE]
    for record, row in told:
        key, whose = row.source_key, f"|{record}"
        for scheme, value, _ in row.identifiers:
            if value and (value != key or scheme != "CASE"):
                found[scheme].append(value + whose)
        for _, _, _, street, _, postcode, status, _, place in row.addresses:
            if postcode and status in _FINDABLE:
                postcodes.append((place or postcode) + whose)
            if street:
                streets.append(street + whose)
        for kind, value in row.contacts:
            if kind == PHONE:
                phones.append(value + whose)
    return found


class Gathering:
    """Leads on their way into the runs. `finish` puts in what is left.

    They wait in order, the leads of some rows as one text: so a delivery's millions take a third of the room, and are
    sorted and put in at once. Put in piece by piece, they would soon be put together anew.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._by_kind: defaultdict[str, list[str]] = defaultdict(list)
        self._waiting = 0

    def add(self, told: Sequence[Told]) -> None:
        """Take the leads of records that say these rows; each record is told of once."""
        for kind, found in leads(told).items():
            if found:
                once = sorted(set(found))
                self._by_kind[kind].append(_BETWEEN.join(once))
                self._waiting += len(once)
        if self._waiting > _MOST:
            self.finish()

    def finish(self) -> None:
        """Put them in."""
        for kind, texts in self._by_kind.items():
            lead_runs.put(self._connection, kind, _BETWEEN.join(texts).split(_BETWEEN))
        self._by_kind.clear()
        self._waiting = 0


def drop(connection: Connection, gone: Sequence[Told], left: Sequence[Told] = ()) -> None:
    """Forget what led to records by what they say no more: by the rows `gone`, unless those `left` say it too."""
    stay = leads(left)
    for kind, found in leads(gone).items():
        lead_runs.drop(connection, kind, {*found} - {*stay[kind]})
