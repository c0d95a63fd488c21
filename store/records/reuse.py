"""An agency's number that stands for somebody else all of a sudden: who the two are, what a reviewer said (rule 20).

'correction': it is the same person, and what was said before was wrong. 'reused': the agency gave the number to another
person; the old record keeps its history under an archived number, and the next extract makes a new record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from json import dumps, loads

from store.audit import Action
from store.disclosure import shields
from store.errors import Told
from store.permissions import May
from store.records import lead_runs
from store.records.agencies import feed_by_code
from store.session import Session
from store.vault.database import Connection

REUSED = "the agency uses the number for another person"


@dataclass(frozen=True)
class Said:
    """Who a record is: its family names, birth date (ISO or part of it, '' if an estimate), sex."""

    record: int
    families: tuple[str, ...]
    birth: str
    sex: str


@dataclass(frozen=True)
class Question:
    """A refused row whose number stands for somebody else, not answered yet. cells as they stand in the file."""

    delivery: int
    row: int
    feed: str
    source_key: str
    mapping: str
    cells: tuple[str, ...]
    known: str


class NoQuestion(Told):
    """There is no such question, or it was answered."""

    title = "No such question"
    sentence = "No refused row of the number {} waits for an answer. Nothing was changed."
    advice = "List them with: fctui reuse list."


def said(connection: Connection, records: Iterable[int]) -> dict[int, Said]:
    """Who these records are by their newest version; by family names of every version, stand-ins left out."""
    rows = connection.execute(
        "select r.id, iif(v.birth_estimated, '', v.birth_date), v.sex, (select json_group_array(n.family)"
        " from person_name n where n.record_id = r.id and not n.placeholder) from json_each(?) j"
        " cross join source_record r on r.id = j.value"
        " join record_version v on v.record_id = r.id and v.version = r.version",
        (dumps(list(records)),),
    )
    return {record: Said(record, tuple(loads(names)), birth, sex) for record, birth, sex, names in rows}


def corrections(connection: Connection, feed_id: int) -> set[str]:
    """The identities that a reviewer called corrections of what a feed's record said."""
    rows = connection.execute(
        "select identity from id_reuse_answer where feed_id = ? and answer = 'correction'", (feed_id,)
    )
    return {identity for (identity,) in rows}


_QUESTIONS = (
    "select max(q.delivery_id), q.row_no, f.code, q.source_key, m.body, q.cells, (select group_concat("
    "trim(n.given || ' ' || n.family), ', ') from person_name n where n.record_id = r.id and n.version = r.version)"
    " || ', ' || v.birth_date from row_issue i join quarantined_row q on q.delivery_id = i.delivery_id"
    " and q.row_no = i.row_no join delivery d on d.id = q.delivery_id and d.state = 'committed'"
    " join feed f on f.id = d.feed_id join mapping m on m.id = d.mapping_id"
    " join source_record r on r.feed_id = f.id and r.source_key = q.source_key"
    " join record_version v on v.record_id = r.id and v.version = r.version"
    " join link l on l.record_id = r.id and l.closed is null"
    " where i.code = 'ID_REUSE' and not exists (select 1 from id_reuse_answer a join delivery x on x.id = q.delivery_id"
    " where a.feed_id = f.id and a.source_key = q.source_key and a.event > x.event)"
    " and l.person not in (select value from json_each(?))"
)


def questions(session: Session) -> tuple[Question, ...]:
    """Those that wait for an answer, the newest of each number; that somebody read them is in the audit.

    None is about somebody whom the session may not be told of (domain/2 R19).
    """
    session.require(May.REVIEW)
    session.record(Action.ID_REUSE_LISTED)
    with session.reading(May.REVIEW) as connection:
        hidden = _hidden(session, connection)
        rows = connection.execute(_QUESTIONS + " group by f.id, q.source_key order by f.code, q.source_key", (hidden,))
        return tuple(Question(*told, cells=tuple(loads(cells)), known=known) for *told, cells, known in rows)


def answer(session: Session, feed: str, key: str, identity: str, answer: str) -> None:
    """Say what became of a number: 'correction' or 'reused'.

    identity: importers.delivering.reuse.identity of the refused row.

    Raises:
        NoQuestion: no refused row of this number waits.
    """
    with session.changing(May.REVIEW, Action.ID_REUSE_ANSWERED, feed) as change:
        connection = change.connection
        found = feed_by_code(connection, feed)
        one = (_hidden(session, connection), found.id, key)
        asked = connection.execute(_QUESTIONS + " and f.id = ? and q.source_key = ? group by f.id", one)
        if asked.fetchone() is None:
            raise NoQuestion(key)
        connection.execute(
            "insert into id_reuse_answer values (?, ?, ?, ?, ?, ?)",
            (found.id, key, identity, answer, session.account.id, change.event),
        )
        change.detail["answer"] = answer
        if answer == "reused":
            _archive(connection, found.id, key, change.event)


def _hidden(session: Session, connection: Connection) -> str:
    return dumps(sorted(shields.kept_from(session, connection)))


def _archive(connection: Connection, feed_id: int, key: str, event: int) -> None:
    """The old record is closed under a number that no agency gives."""
    record, version = connection.execute(
        "select id, version from source_record where feed_id = ? and source_key = ?", (feed_id, key)
    ).fetchone()
    connection.execute("insert or ignore into record_closed values (?, ?, ?)", (record, version, REUSED))
    lead_runs.put(connection, "CASE", [f"{key}|{record}"])  # its key leads there no more
    connection.execute("update source_record set source_key = ? where id = ?", (f"{key}\x1farchived {event}", record))
