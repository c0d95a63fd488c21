"""Two ids that an agency says are one person: 'our 11 is now 12' (domain/9 rule 26). Evidence, not a decision."""

from collections.abc import Iterable
from json import dumps
from typing import NamedTuple

from store.vault.database import Connection


class Merge(NamedTuple):
    """Two records of one feed, a < b, and the event by which the agency said so."""

    a: int
    b: int
    event: int


_TOUCHING = """
with near as (
  select m.* from json_each(:records) cross join agency_merge m on m.old = value
  union select m.* from json_each(:records) cross join agency_merge m on m.new = value)
select min(m.old, m.new), max(m.old, m.new), m.event from near m left join delivery d on d.id = m.delivery_id
where coalesce(d.state, 'committed') = 'committed'
"""


def touching(connection: Connection, records: Iterable[int]) -> list[Merge]:
    """Every merge of some records that was not taken back with its delivery."""
    if connection.execute("select not exists (select 1 from agency_merge)").fetchone()[0]:
        return []  # as in most hubs
    return [Merge(*row) for row in connection.execute(_TOUCHING, {"records": dumps(list(records))})]


def add(connection: Connection, event: int, old: int, new: int, delivery_id: int | None = None) -> None:
    """The agency says that `old` is `new` from now on."""
    connection.execute("insert into agency_merge values (?, ?, ?, ?)", (old, new, delivery_id, event))
