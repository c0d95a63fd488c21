"""Shields: who is protected and how far, who answers for it, who looked all the same (domain/2 R16-R22, R28).

A shield is about a person, not about rows (R19): it covers everybody who is linked to a record that the person had
when it was set, and, until a supervisor has decided, everybody of whom a waiting case or a shared NHS number says that
this may be the same person. A record that is taken back is nobody's: whoever was one person with it then stands for it.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from store.records.lead_runs import RECORD, leads_of
from store.vault.database import Connection


class Level(IntEnum):
    """How much of a person is hidden (R16); each level hides what the ones before it hide."""

    NONE = 0
    PLACE = 1
    INVOLVEMENT = 2
    EXISTENCE = 3

    @property
    def words(self) -> str:
        """What it hides."""
        return _WORDS[self]


_WORDS = {
    Level.NONE: "nothing is hidden",
    Level.PLACE: "address, telephone, school and GP are hidden",
    Level.INVOLVEMENT: "every involvement is hidden",
    Level.EXISTENCE: "existence is hidden",
}

# CROSS JOIN keeps SQLite to the order written, and the plus from reading every waiting case of the hub.
# Whoever was one person with a record that is nobody's now, up to its end or until they were taken back themselves: of
# whom people or the machine had parted from it, another link begins where that one ends.
_LAST = """
  from named n cross join link last on last.record_id = n.record_id and last.closed is not null
    and last.id = (select max(c.id) from link c where c.record_id = n.record_id and c.closed is not null)
    and not exists (select 1 from link o where o.record_id = n.record_id and o.closed is null)
    cross join link beside on beside.person = last.person and beside.opened < last.closed"""
_NAMED = f"""
with recursive named as (
  select s.id as shield, s.level, n.record_id from standing_shield s cross join shield_record n on n.shield = s.id
  union select n.shield, n.level, beside.record_id {_LAST} and beside.closed is null
  union select n.shield, n.level, beside.record_id {_LAST} and (beside.closed >= last.closed
    or beside.closed > last.opened
      and not exists (select 1 from link x where x.record_id = beside.record_id and x.opened = beside.closed))
)"""  # noqa: S608 - constants
_COVERED = f"""
{_NAMED}, theirs as (
  select distinct n.shield, n.level, l.person
  from named n cross join link l on l.record_id = n.record_id and l.closed is null
), mine as (
  select shield, level, record_id from named
  union select t.shield, t.level, l.record_id
  from theirs t cross join link l on l.person = t.person and l.closed is null
), near as (
  select m.shield, m.level, c.b as record_id from mine m cross join review_case c on c.a = m.record_id
  where +c.state in ('open', 'unsure')
  union select m.shield, m.level, c.a from mine m cross join review_case c on c.b = m.record_id
  where +c.state in ('open', 'unsure')
  union select m.shield, m.level, j.record_id
  from mine m cross join identifier i on i.record_id = m.record_id and i.scheme = 'NHS' and i.status = 'valid'
    cross join {leads_of("'NHS'", "i.value")}
    cross join identifier j on j.record_id = {RECORD} and j.scheme = 'NHS' and j.value = i.value
      and j.status = 'valid'
  where not exists (
    select 1 from standing_decision d where d.verdict in ('different', 'protected')
      and d.a = min(m.record_id, j.record_id) and d.b = max(m.record_id, j.record_id))
)
select shield, level, person, 0 from theirs
union all
select distinct n.shield, n.level, l.person, 1
from near n cross join link l on l.record_id = n.record_id and l.closed is null
where not exists (select 1 from theirs t where t.shield = n.shield and t.person = l.person)
"""  # noqa: S608 - constants

_SHIELDS = """
select s.id, s.level, s.reason, s.owner, s.emergency, l.account_id, a.name, l.at,
  (select r.review_on from shield_review r where r.shield = s.id order by r.event desc limit 1),
  (select r.account_id from shield_review r where r.shield = s.id order by r.event desc limit 1),
  (select b.name from standing_lift x join account b on b.id = x.account_id where x.shield = s.id)
from standing_shield s join ledger l on l.seq = s.event join account a on a.id = l.account_id
"""


class Cover(NamedTuple):
    """One shield over one person. held: only because this may be the shielded person, which waits for a decision."""

    shield: int
    level: Level
    person: int
    held: bool


class Shield(NamedTuple):
    """A shield that stands.

    by, reviewed_by: accounts; at: UTC, ISO; review_on: ISO date; lift_asked_by: a name, '' if nobody asked.
    """

    id: int
    level: Level
    reason: str
    owner: str
    emergency: bool
    by: int
    by_name: str
    at: str
    review_on: str
    reviewed_by: int
    lift_asked_by: str


class Override(NamedTuple):
    """Somebody looked at a shielded person all the same (R22). at: UTC, ISO."""

    id: int
    shield: int
    by_name: str
    at: str
    reason: str
    reference: str


def covers(connection: Connection) -> list[Cover]:
    """Whom the standing shields cover now."""
    return [
        Cover(shield, Level(level), person, bool(held)) for shield, level, person, held in connection.execute(_COVERED)
    ]


def records(connection: Connection) -> list[int]:
    """The records that the standing shields name, and those that stand for one of them."""
    return [record for (record,) in connection.execute(f"{_NAMED} select record_id from named")]  # noqa: S608


def standing(connection: Connection) -> list[Shield]:
    """Every shield that is not lifted, the next to be reviewed first."""
    return [_shield(row) for row in connection.execute(f"{_SHIELDS} order by 9, s.id")]


def by_id(connection: Connection, shield: int) -> Shield | None:
    """One shield, if it stands."""
    row = connection.execute(f"{_SHIELDS} where s.id = ?", (shield,)).fetchone()
    return _shield(row) if row else None


def _shield(row: tuple[int, int, str, str, int, int, str, str, str, int, str | None]) -> Shield:
    number, level, reason, owner, emergency, by, name, at, review_on, reviewed_by, asked = row
    return Shield(
        number, Level(level), reason, owner, bool(emergency), by, name, at, review_on, reviewed_by, asked or ""
    )


def add(
    connection: Connection,
    records: Iterable[int],
    level: Level,
    reason: str,
    owner: str,
    *,
    emergency: bool,
    event: int,
) -> int:
    """Shield the person who has these records; return the shield's number."""
    (made,) = connection.execute(
        "insert into shield (level, reason, owner, emergency, event) values (?, ?, ?, ?, ?) returning id",
        (int(level), reason, owner, int(emergency), event),
    ).fetchone()
    connection.executemany("insert into shield_record values (?, ?)", [(made, record) for record in sorted(records)])
    return made


def add_review(connection: Connection, shield: int, review_on: str, account: int, event: int) -> None:
    """Note that the shield is needed until that day at least."""
    connection.execute("insert into shield_review values (?, ?, ?, ?)", (shield, review_on, account, event))


def lifters(connection: Connection, shield: int) -> list[int]:
    """The accounts that asked for the shield to be lifted, and nobody has called it needed since."""
    rows = connection.execute("select account_id from standing_lift where shield = ? order by event", (shield,))
    return [account for (account,) in rows]


def add_lift(connection: Connection, shield: int, account: int, reason: str, event: int) -> None:
    """Note that somebody asks for the shield to be lifted."""
    connection.execute("insert into shield_lift values (?, ?, ?, ?)", (shield, account, reason, event))


def add_lifted(connection: Connection, shield: int, event: int) -> None:
    """Lift the shield, for which two people asked."""
    connection.execute("insert into shield_lifted values (?, ?)", (shield, event))


def add_override(
    connection: Connection, shield: int, record: int, account: int, reason: str, reference: str, event: int
) -> None:
    """Note that somebody overrides the shield."""
    connection.execute(
        "insert into shield_override (shield, record_id, account_id, reason, reference, event)"
        " values (?, ?, ?, ?, ?, ?)",
        (shield, record, account, reason, reference, event),
    )


def overrides(connection: Connection) -> list[Override]:
    """Overrides that nobody has looked into yet, oldest first."""
    found = connection.execute(
        "select o.id, o.shield, a.name, l.at, o.reason, o.reference from shield_override o"
        " join account a on a.id = o.account_id join ledger l on l.seq = o.event"
        " where not exists (select 1 from shield_override_seen s where s.override = o.id) order by o.id"
    )
    return [Override(*row) for row in found]


def overridden_by(connection: Connection, override: int) -> int | None:
    """The account that made an override nobody has looked into yet; None if there is no such override."""
    row = connection.execute(
        "select account_id from shield_override where id = ? and id not in (select override from shield_override_seen)",
        (override,),
    ).fetchone()
    return row[0] if row else None


def add_seen(connection: Connection, override: int, account: int, event: int) -> None:
    """Note that somebody looked into an override."""
    connection.execute("insert into shield_override_seen values (?, ?, ?)", (override, account, event))


def is_closed(connection: Connection, area: str) -> bool:
    """Whether officers of an area may search children only (R28)."""
    row = connection.execute(
        "select closed from area_closed where area = ? order by event desc limit 1", (area,)
    ).fetchone()
    return bool(row and row[0])


def set_closed(connection: Connection, area: str, event: int, *, closed: bool) -> None:
    """Switch an area to closed mode or back."""
    connection.execute("insert into area_closed values (?, ?, ?)", (area, int(closed), event))
