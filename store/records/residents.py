"""Who lives or lived in a part of a postcode: tens of thousands of people in an outcode.

Their records are listed from an index alone; what to tell of each is asked for the few who are shown.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from store.records.lead_keeping import POSTCODE
from store.records.lead_runs import RECORD, between
from store.records.leads import Lead, of_postcodes
from store.vault.database import Connection

_RECORDS = f"select group_concat({RECORD}) from {between(':kind', ':from', ':to')}"  # noqa: S608
_THERE = "x.postcode >= :low and x.postcode < :high and x.postcode_status in ('valid', 'outward')"
_OF_PEOPLE = "".join(
    (
        "select l.person, r.id, iif(instr(x.lines, x.postcode), x.lines, x.lines || ', ' || x.postcode),",
        " x.version = r.version and x.kind = 'current', f.label || ' (' || g.area || ')'",
        " from json_each(:people) j cross join link l on l.person = j.value and l.closed is null",
        " cross join source_record r on r.id = l.record_id and r.state = 'live'",
        f" cross join address x on x.record_id = r.id and {_THERE}",
        " cross join feed f on f.id = r.feed_id cross join agency g on g.id = f.agency_id",
    )
)


def records_in(connection: Connection, beginnings: Sequence[str]) -> list[int]:
    """The records that say or said a postcode which begins so; some may come several times."""
    found: list[int] = []
    for asked in of_postcodes(beginnings):
        (strung,) = connection.execute(_RECORDS, asked | {"kind": POSTCODE}).fetchone()
        found += json.loads(f"[{strung or ''}]")
    return found


def leads_of(connection: Connection, beginnings: Sequence[str], persons: Sequence[int]) -> list[Lead]:
    """Where these people live or lived at a postcode which begins so."""
    people = json.dumps(list(persons))
    return [
        Lead(person, record, "address", value, bool(current), feed)
        for asked in of_postcodes(beginnings)
        for person, record, value, current, feed in connection.execute(_OF_PEOPLE, asked | {"people": people})
    ]
