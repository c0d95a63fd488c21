"""What leads to a record: the values that it is looked up by, kept in sorted runs (store.records.lead_runs).

A lead only says where to look: whoever follows it reads what the record itself says. Values come in no order, so leads
are gathered and put in by the million.
"""

from collections import defaultdict
from collections.abc import Sequence

from store.records import lead_runs
from store.records.columns import RecordColumns
from store.records.rows import RecordRow
from store.vault.database import Connection

POSTCODE, STREET, PHONE = "postcode", "street", "phone"
"""Kinds of lead beside the schemes of identifiers, which are written in capitals."""
_MOST = 2_000_000
_BETWEEN = "\n"  # no text that was imported holds a control character
_FINDABLE = ("valid", "outward")
Told = tuple[int, RecordRow]
"""A record and what it says."""


def leads(records: Sequence[int], said: RecordColumns) -> dict[str, list[str]]:
    """Kind → leads ('value|record') to these records by what each of them says; one may come several times.

    An agency's own number is left out where it is the row's key, which leads to the record by itself.
    """
    whose = [f"|{record}" for record in records]
    found: dict[str, list[str]] = defaultdict(list)
    numbers, homes, contacts = said.identifiers, said.addresses, said.contacts
    for row, scheme, value in zip(numbers.of, numbers.scheme, numbers.value, strict=True):
        if value and (value != said.source_key[row] or scheme != "CASE"):
            found[scheme].append(value + whose[row])
    found[POSTCODE] = [
        (place or postcode) + whose[row]
        for row, postcode, status, place in zip(
            homes.of, homes.postcode, homes.postcode_status, homes.place, strict=True
        )
        if postcode and status in _FINDABLE
    ]
    found[STREET] = [street + whose[row] for row, street in zip(homes.of, homes.street, strict=True) if street]
    found[PHONE] = [
        value + whose[row]
        for row, kind, value in zip(contacts.of, contacts.kind, contacts.value, strict=True)
        if kind == PHONE
    ]
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

    def add(self, records: Sequence[int], said: RecordColumns) -> None:
        """Take the leads to records by what each of them says; each record is told of once."""
        for kind, found in leads(records, said).items():
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
    stay = _leads(left)
    for kind, found in _leads(gone).items():
        lead_runs.drop(connection, kind, {*found} - {*stay[kind]})


def _leads(told: Sequence[Told]) -> dict[str, list[str]]:
    return leads([record for record, _ in told], RecordColumns.of([row for _, row in told]))
