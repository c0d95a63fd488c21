"""Deliveries: which file of which feed came in, taken when, with what result."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from json import dumps

from store.vault.database import Connection


@dataclass(frozen=True)
class Delivery:
    """One committed file. `by` is the name of the account, `at` the hub's time of the commit; as_of is the agency's.

    mode: the feed's own, 'leavers' or 'history'. state: 'committed' or 'rolled_back'. event: its ledger number.
    """

    id: int
    feed_id: int
    file_name: str
    sha256: str
    as_of: str
    mode: str
    rows: int
    accepted: int
    warned: int
    quarantined: int
    ignored: int
    at: str
    by: str
    state: str
    event: int


@dataclass(frozen=True)
class NewDelivery:
    """A delivery about to be committed; issues counts each code; sheet is the workbook's, '' for other files."""

    feed_id: int
    mapping_id: int
    file_name: str
    sha256: str
    bytes: int
    as_of: str
    mode: str
    rows: int
    accepted: int
    warned: int
    quarantined: int
    ignored: int
    issues: dict[str, int]
    sheet: str = ""


_SELECT = (
    "select d.id, d.feed_id, d.file_name, d.sha256, d.as_of, d.mode, d.rows, d.accepted, d.warned, d.quarantined,"
    " d.ignored, l.at, coalesce(a.name, ''), d.state, d.event from delivery d join ledger l on l.seq = d.event"
    " left join account a on a.id = l.account_id"
)
_STANDING = _SELECT + " where d.state = 'committed'"


def latest(connection: Connection, feed_id: int) -> Delivery | None:
    """The feed's newest delivery that stands; one that was only added behind the newest does not count."""
    told = _STANDING + " and d.feed_id = ? and d.mode <> 'history' order by d.id desc limit 1"
    row = connection.execute(told, (feed_id,)).fetchone()
    return Delivery(*row) if row else None


def taken_back(connection: Connection, feed_id: int) -> tuple[Delivery, str] | None:
    """The delivery that was last taken back from the feed, and when, at the hub's time."""
    told = (
        "select r.delivery_id, l.at from rolled_back r join delivery d on d.id = r.delivery_id"
        " join ledger l on l.seq = r.event where d.feed_id = ? order by r.event desc, r.delivery_id desc limit 1"
    )
    row = connection.execute(told, (feed_id,)).fetchone()
    one = by_id(connection, row[0]) if row else None
    return (one, row[1]) if one else None


def same_file(connection: Connection, feed_id: int, sha256: str) -> Delivery | None:
    """The committed delivery of exactly these bytes to this feed, if there is one."""
    row = connection.execute(_STANDING + " and d.feed_id = ? and d.sha256 = ?", (feed_id, sha256)).fetchone()
    return Delivery(*row) if row else None


def by_id(connection: Connection, delivery_id: int) -> Delivery | None:
    """One delivery, standing or not."""
    row = connection.execute(_SELECT + " where d.id = ?", (delivery_id,)).fetchone()
    return Delivery(*row) if row else None


def of_feed(connection: Connection, feed_id: int) -> list[Delivery]:
    """Every delivery of a feed, newest first, those taken back too."""
    rows = connection.execute(_SELECT + " where d.feed_id = ? order by d.id desc", (feed_id,))
    return [Delivery(*row) for row in rows]


def after(connection: Connection, feed_id: int, delivery_id: int) -> list[Delivery]:
    """The deliveries that stand and came to the feed after this one, newest first."""
    rows = connection.execute(_STANDING + " and d.feed_id = ? and d.id > ? order by d.id desc", (feed_id, delivery_id))
    return [Delivery(*row) for row in rows]


def mark_rolled_back(connection: Connection, delivery_id: int, event: int) -> None:
    """The delivery does not stand any more."""
    connection.execute("update delivery set state = 'rolled_back' where id = ?", (delivery_id,))
    connection.execute("insert into rolled_back values (?, ?)", (delivery_id, event))


def of_size(connection: Connection, feed_id: int, size: int) -> bool:
    """Whether a committed delivery of the feed had this many bytes."""
    told = "select 1 from delivery where feed_id = ? and bytes = ? and state = 'committed'"
    return connection.execute(told, (feed_id, size)).fetchone() is not None


def add(connection: Connection, event: int, new: NewDelivery) -> int:
    """The id of the delivery row, inserted as committed: it stands or falls with the transaction around it."""
    row = connection.execute(
        "insert into delivery (feed_id, mapping_id, file_name, sha256, bytes, as_of, mode, state, rows, accepted,"
        " warned, quarantined, ignored, issues, sheet, event) values (:feed_id, :mapping_id, :file_name, :sha256,"
        " :bytes, :as_of, :mode, 'committed', :rows, :accepted, :warned, :quarantined, :ignored, :issues, :sheet,"
        " :event) returning id",
        asdict(new) | {"issues": dumps(new.issues, sort_keys=True), "event": event},
    ).fetchone()
    return int(row[0])


def add_issues(connection: Connection, delivery_id: int, issues: Iterable[tuple[int, int, str, str, str, str]]) -> None:
    """Where something was found: (data row, physical line, column, code, severity, cell); never the value."""
    connection.executemany(
        "insert into row_issue (delivery_id, row_no, line_no, column_name, code, severity, cell)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        ((delivery_id, *issue) for issue in issues),
    )


def quarantine(connection: Connection, delivery_id: int, rows: Iterable[tuple[int, str, list[str]]]) -> None:
    """Keep refused rows beside the delivery: (data row, source key if known, the row's cells)."""
    connection.executemany(
        "insert into quarantined_row values (?, ?, ?, ?)",
        ((delivery_id, row_no, key, dumps(cells, ensure_ascii=False)) for row_no, key, cells in rows),
    )
