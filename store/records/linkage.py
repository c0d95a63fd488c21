"""What linking keeps of the records: forms, texts and candidate keys. All of it follows from the records."""

from collections.abc import Iterable, Iterator, Sequence
from json import dumps

import numpy as np
from numpy.typing import NDArray

from store.vault.database import Connection

Ints = NDArray[np.int64]

_BATCH = 1 << 16


def made_by(connection: Connection) -> int:
    """The version that wrote what is kept; 0 if nothing is."""
    return connection.execute("select made_by from linkage_state").fetchone()[0]


def begin_anew(connection: Connection, version: int) -> None:
    """Forget everything that is kept; what is written from now on is of that version."""
    for table in ("linkage_form", "linkage_text", "linkage_key"):
        connection.execute(f"delete from {table}")  # noqa: S608 - a constant
    connection.execute("update linkage_state set made_by = ?", (version,))


def put_forms(connection: Connection, records: Iterable[int], bodies: Iterable[bytes]) -> None:
    """Keep the records' forms, in order of records, in place of what stood."""
    connection.executemany("insert or replace into linkage_form values (?, ?)", zip(records, bodies, strict=True))


def forms(connection: Connection, records: Sequence[int] | None = None) -> tuple[list[int], list[bytes]]:
    """(records, their forms), in order of records: of those asked for, or of every live one."""
    if records is None:
        found = connection.execute(
            "select f.record_id, f.body from linkage_form f cross join source_record r on r.id = f.record_id"
            " where r.state = 'live' order by f.record_id"
        ).fetchall()
    else:
        found = connection.execute(
            "select f.record_id, f.body from json_each(?) j cross join linkage_form f on f.record_id = j.value",
            (dumps(sorted(records)),),
        ).fetchall()
    return [record for record, _ in found], [body for _, body in found]


def newest(connection: Connection) -> int:
    """The highest record that has a form; 0 if none has."""
    return connection.execute("select coalesce(max(record_id), 0) from linkage_form").fetchone()[0]


def put_texts(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Keep texts by their hashes."""
    connection.executemany("insert or ignore into linkage_text values (?, ?)", sorted(texts))


def texts(connection: Connection, hashes: Iterable[int]) -> dict[int, str]:
    """The texts that are kept of these hashes."""
    return dict(
        connection.execute(
            "select t.hash, t.text from json_each(?) j cross join linkage_text t on t.hash = j.value",
            (dumps(sorted(hashes)),),
        ).fetchall()
    )


def put_keys(connection: Connection, key: Ints, record: Ints) -> None:
    """Let records be found under keys; both in order of keys."""
    connection.executemany("insert into linkage_key values (?, ?)", zip(key.tolist(), record.tolist(), strict=True))


def drop_keys(connection: Connection, key: Ints, record: Ints) -> None:
    """Let records not be found under these keys any more."""
    connection.executemany(
        "delete from linkage_key where key = ? and record_id = ?", zip(key.tolist(), record.tolist(), strict=True)
    )


def sharing(connection: Connection, key: Ints, most: int) -> tuple[Ints, Ints]:
    """Who is found under these different keys, in order of keys: (key, record), of each key the first `most`."""
    found = [_pairs(rows) for rows in _sharing(connection, key, most)]
    return np.concatenate([k for k, _ in found]), np.concatenate([r for _, r in found])


def _sharing(connection: Connection, key: Ints, most: int) -> Iterator[list[tuple[int, int]]]:
    statement = (
        "select k.key, k.record_id from json_each(?) j cross join linkage_key k on k.key = j.value"  # noqa: S608
        " where k.record_id <= coalesce((select record_id from linkage_key where key = j.value"
        f" order by record_id limit 1 offset {int(most) - 1}), 9223372036854775807)"
    )
    yield []
    for start in range(0, len(key), _BATCH):
        yield connection.execute(statement, (dumps(key[start : start + _BATCH].tolist()),)).fetchall()


def _pairs(rows: list[tuple[int, int]]) -> tuple[Ints, Ints]:
    both = np.array(rows, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]
