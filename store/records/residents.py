"""Who lives or lived in a part of a postcode: tens of thousands of people in an outcode.

Their records are listed from an index alone; what to tell of each is asked for the few who are shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from store.records.leads import Lead
from store.vault.database import Connection

_LAST = "\U0010ffff"
_RECORDS = "select group_concat(record_id) from lead where kind = 'postcode' and value >= ? and value < ?"
_THERE = "x.postcode >= ? and x.postcode < ? and x.postcode_status in ('valid', 'outward')"
_OF_PEOPLE = "".join(
    (
        "select l.person, r.id, iif(instr(x.lines, x.postcode), x.lines, x.lines || ', ' || x.postcode),",
        " x.version = r.version and x.kind = 'current', f.label || ' (' || g.area || ')'",
        " from json_each(?) j cross join link l on l.person = j.value and l.closed is null",
        " cross join source_record r on r.id = l.record_id and r.state = 'live'",
        f" cross join address x on x.record_id = r.id and {_THERE}",
        " cross join feed f on f.id = r.feed_id cross join agency g on g.id = f.agency_id",
    )
)


def bounds(beginnings: Iterable[str]) -> list[tuple[str, str]]:
    """Between what the postcodes lie that begin so; one that ends in a blank is an outcode, which may stand alone."""
    told = [(beginning, beginning + _LAST) for beginning in beginnings]
    return told + [(low.strip(), low.strip() + "\0") for low, _ in told if low.endswith(" ")]


def records_in(connection: Connection, beginnings: Iterable[str]) -> list[int]:
    """The records that say or said a postcode which begins so; some may come several times."""
    found: list[int] = []
    for between in bounds(beginnings):
        (strung,) = connection.execute(_RECORDS, between).fetchone()
        found += json.loads(f"[{strung or ''}]")
    return found


def leads_of(connection: Connection, beginnings: Iterable[str], persons: Sequence[int]) -> list[Lead]:
    """Where these people live or lived at a postcode which begins so."""
    wanted = json.dumps(list(persons))
    return [
        Lead(person, record, "address", value, bool(current), feed)
        for between in bounds(beginnings)
        for person, record, value, current, feed in connection.execute(_OF_PEOPLE, (wanted, *between))
    ]
