"""What the checks found in a delivery's rows, as it was kept: where and which code, and of refused rows their cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from json import loads
from typing import cast

from store.errors import Told
from store.records.agencies import Feed, every_feed
from store.vault.database import Connection


@dataclass(frozen=True)
class Checked:
    """A delivery as its agency may hear of it. state: 'committed', 'rolled_back'. at: the hub's time, ISO.

    errors, warnings, statistics: how many rows each code was found in, the most frequent first.
    mended: refused rows that a later delivery brought right.
    counts: importers.delivering.completeness.Counts as JSON, '' if they were not kept. mapping: what its columns were
    taken for, importers.columns.profile.Mapping as JSON. places: by code, each heading ('' for whole rows) and the
    first cell.
    """

    id: int
    feed: Feed
    file_name: str
    sheet: str
    sha256: str
    as_of: str
    at: str
    state: str
    rows: int
    accepted: int
    warned: int
    quarantined: int
    ignored: int
    issues: dict[str, int]
    mended: int
    counts: str
    mapping: str
    places: dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. cell: 'B12' as a spreadsheet shows it, '12' for the row; '' in deliveries older than that is known.

    refused: its row was, for this or something else. key, cells: the agency's own number and the row as it came, of
    refused rows only. mended: by a later delivery.
    """

    row: int
    line: int
    cell: str
    column: str
    code: str
    severity: str
    key: str
    refused: bool
    cells: tuple[str, ...]
    mended: bool


class DeliveryUnknown(Told):
    """No delivery of that number."""

    title = "No such delivery"
    sentence = "There is no delivery with the number {}. Nothing was written or changed."
    advice = "Look up its number: `fctui delivery list`."


_DELIVERY = (
    "select d.feed_id, d.file_name, d.sheet, d.sha256, d.as_of, l.at, d.state, d.rows, d.accepted, d.warned,"
    " d.quarantined, d.ignored, d.issues, (select count(distinct c.row_no) from quarantine_closed c"
    " where c.delivery_id = d.id and c.fixed_by is not null),"
    " coalesce((select n.body from delivery_counts n where n.delivery_id = d.id), ''), m.body"
    " from delivery d join ledger l on l.seq = d.event join mapping m on m.id = d.mapping_id where d.id = ?"
)
_PLACES = (
    "select code, column_name, cell, min(rowid) from row_issue where delivery_id = ? group by code, column_name"
    " order by min(rowid)"
)
"""sqlite takes the cell from the row that has the least rowid."""
_ISSUES = (
    "select i.row_no, i.line_no, i.cell, i.column_name, i.code, i.severity, coalesce(q.source_key, ''),"
    " q.row_no is not null, coalesce(q.cells, '[]'),"
    " exists (select 1 from quarantine_closed c where c.delivery_id = i.delivery_id"
    " and c.row_no = i.row_no and c.fixed_by is not null)"
    " from row_issue i left join quarantined_row q on q.delivery_id = i.delivery_id and q.row_no = i.row_no"
    " where i.delivery_id = ? order by i.row_no, i.rowid"
)


def checked(connection: Connection, delivery: int) -> Checked:
    """What is kept of a delivery's check. DeliveryUnknown if there is none of that number."""
    row = connection.execute(_DELIVERY, (delivery,)).fetchone()
    if row is None:
        raise DeliveryUnknown(delivery)
    feed = next(feed for feed in every_feed(connection) if feed.id == row[0])
    issues = cast("dict[str, int]", loads(row[12]))
    ordered = dict(sorted(issues.items(), key=lambda issue: (-issue[1], issue[0])))
    said = cast("tuple[str, str, str, str, str, str, int, int, int, int, int]", tuple(row[1:12]))
    places: dict[str, list[tuple[str, str]]] = {}
    for code, heading, cell, _ in connection.execute(_PLACES, (delivery,)):
        places.setdefault(code, []).append((heading, cell))
    return Checked(delivery, feed, *said, ordered, row[13], row[14], row[15], places)


def refused_for(connection: Connection, code: str, delivery: int) -> set[str]:
    """The agency's own numbers in the rows that were refused in a delivery for this, among other things."""
    told = connection.execute(
        "select q.source_key from row_issue i join quarantined_row q on q.delivery_id = i.delivery_id"
        " and q.row_no = i.row_no where i.delivery_id = ? and i.code = ?",
        (delivery, code),
    )
    return {key for (key,) in told}


def issues_of(connection: Connection, delivery: int) -> Iterator[Issue]:
    """Every error and warning of a delivery, by row."""
    for *row, cells, mended in connection.execute(_ISSUES, (delivery,)):
        *told, refused = row
        said = cast("tuple[int, int, str, str, str, str, str]", tuple(told))
        yield Issue(*said, bool(refused), tuple(loads(cells)), bool(mended))
