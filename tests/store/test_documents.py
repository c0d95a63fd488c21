"""What a version says as one document, what leads to it, and old hubs brought to both."""

import json
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.records import documents, lead_keeping, versions
from store.records.columns import RecordColumns
from store.records.contents import contents
from store.records.residents import records_in
from store.records.rows import Address, ContactPoint, Identifier, Involvement, Name, RecordRow
from store.records.workers import Worker
from store.vault import migrate
from store.vault.database import Connection, connect
from store.vault.files import make_private
from store.vault.keys import DatabaseKey
from tests.stored import content_hash

# Control characters never come past the reading of a file.
text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
flag = st.integers(0, 1)
kinds = st.sampled_from(("current", "former"))
workers = st.none() | st.builds(Worker, text.filter(bool), text, text, text, text)
ROWS = st.builds(
    RecordRow,
    st.integers(1, 10**7),
    st.just("K1"),
    text,
    flag,
    text,
    st.sampled_from(("", "F", "M", "O")),
    text,
    flag,
    st.lists(st.builds(Name, kinds, text, text, text, flag), max_size=3).map(tuple),
    st.lists(
        st.builds(
            Identifier,
            st.sampled_from(("NHS", "CASE", "UPN")),
            text | st.just("K1"),
            st.sampled_from(("valid", "test")),
        ),
        max_size=3,
    ).map(tuple),
    st.lists(
        st.builds(
            Address, kinds, text, text, text, text, st.sampled_from(("", "HA0 2AB", "HA0")),
            st.sampled_from(("valid", "pseudo", "outward", "invalid", "none")), text, st.just(""),
        ),
        max_size=2,
    ).map(tuple),
    st.lists(st.builds(ContactPoint, st.sampled_from(("phone", "email")), text), max_size=2).map(tuple),
    st.lists(
        st.builds(Involvement, st.sampled_from(("open", "closed")), *[text] * 5, workers, st.just('{"a": "b"}')),
        max_size=2,
    ).map(tuple),
    text,
    st.just(""),
)  # fmt: skip


def document(row: RecordRow) -> str:
    (told,) = documents.documents(RecordColumns.of([row]))
    return told


@settings(max_examples=60)
@given(ROWS)
def test_a_row_comes_back_from_its_document(row: RecordRow) -> None:
    assert documents.rows([(row.row_no, row.source_key, document(row), row.closed)]) == [row]


@settings(max_examples=40)
@given(st.lists(ROWS, max_size=4))
def test_rows_are_the_same_in_columns(rows: list[RecordRow]) -> None:
    said = RecordColumns.of(rows)
    assert said.rows() == rows
    assert [json.loads(told) for told in documents.documents(said)] == [json.loads(document(row)) for row in rows]
    assert [int.from_bytes(content_hash(row)) for row in rows] == contents(said).sums().tolist()
    backwards = said.at(range(len(rows))[1::-1])
    assert backwards.rows() == rows[1::-1]


def test_a_worker_of_whom_nothing_is_known_is_nobody() -> None:
    row = RecordRow(1, "K1", involvements=(Involvement("open", "Care", worker=Worker()),))
    (back,) = documents.rows([(1, "K1", document(row), "")])
    assert back.involvements[0].worker is None


def test_what_leads_to_a_record() -> None:
    here = Address("current", "12 Acacia Road", "12", "ACACIA ROAD", "", "HA0 2AB", "valid", "", "HA0 2AB|12")
    row = RecordRow(
        1,
        "K1",
        identifiers=(
            Identifier("CASE", "K1", "valid"),
            Identifier("CASE", "K2", "valid"),
            Identifier("NHS", "9", "test"),
        ),
        addresses=(
            here,
            here._replace(postcode="HA0", postcode_status="outward", street="", place=""),
            here._replace(postcode="ZZ99 3VZ", postcode_status="pseudo", street="", place=""),
        ),
        contacts=(ContactPoint("phone", "+44"), ContactPoint("email", "a@b")),
    )
    assert {kind: sorted(found) for kind, found in lead_keeping.leads([7], RecordColumns.of([row])).items()} == {
        "CASE": ["K2|7"],  # its key leads there without one
        "NHS": ["9|7"],
        "postcode": ["HA0 2AB|12|7", "HA0|7"],
        "street": ["ACACIA ROAD|7"],
        "phone": ["+44|7"],
    }


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Connection]:
    """A hub of before schema 0021, without a feed or an account."""
    make_private(tmp_path / "x.db")
    connection = connect(tmp_path / "x.db", DatabaseKey(bytes(32)))
    (tmp_path / "before").mkdir()
    for file in Path(str(migrate.HUB)).glob("*.sql"):
        if int(file.name[:4]) < 21:
            shutil.copy(file, tmp_path / "before")
    migrate.migrate(connection, tmp_path / "before")
    connection.execute("pragma foreign_keys = off")
    yield connection
    connection.close()


def keep_as_before(connection: Connection, record: int, version: int, row: RecordRow) -> None:
    """As versions were kept in eight tables."""
    key = record, version
    head = (*key, 1, row.row_no, "2026-06-08", b"12345678", *row[2:8])
    connection.execute(f"insert into record_version values ({','.join('?' * 12)})", head)
    for table, parts in (
        ("person_name", row.names), ("identifier", row.identifiers), ("address", row.addresses),
        ("contact_point", row.contacts),
    ):  # fmt: skip
        for part in parts:
            connection.execute(f"insert into {table} values ({','.join('?' * (2 + len(part)))})", (*key, *part))
    for one in row.involvements:
        worker = None
        if one.worker:
            connection.execute(
                "insert or ignore into worker (agency_id, name, role, team, phone, email) values (1, ?, ?, ?, ?, ?)",
                one.worker,
            )
            (worker,) = connection.execute(
                "select id from worker where (name, role, team, phone, email) = (?, ?, ?, ?, ?)", one.worker
            ).fetchone()
        connection.execute(
            "insert into involvement (record_id, version, status, service, provider, starts, ends, last_interaction,"
            " worker_id, attributes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*key, *one[:6], worker, one.attributes),
        )
    if row.closed:
        connection.execute("insert into record_closed values (?, ?, ?)", (*key, row.closed))


def test_an_old_hub_says_what_it_said(old: Connection) -> None:
    """Every version comes over to the letter, and the same values lead to it as if it had been stored today."""
    told: dict[tuple[int, int], RecordRow] = {}

    @settings(max_examples=40, database=None)
    @given(ROWS)
    def fill(row: RecordRow) -> None:
        record, version = len(told) // 2 + 1, len(told) % 2 + 1
        told[record, version] = row
        keep_as_before(old, record, version, row)

    fill()
    old.executemany(
        "insert into source_record values (?, 1, 'K1' || iif(?1 = 1, '', char(31) || ?1), 2, 1, 'live')",
        [(record,) for record in sorted({record for record, _ in told})],
    )
    migrate.migrate(old, migrate.HUB)
    keys = dict(old.execute("select id, source_key from source_record"))
    expected = {key: row._replace(source_key=keys[key[0]]) for key, row in told.items()}
    assert versions.said(old, list(told)) == expected
    assert list(versions.ever_said(old, reversed(keys)).items()) == sorted(expected.items())
    leads = lead_keeping.leads([record for record, _ in expected], RecordColumns.of(list(expected.values())))
    assert set(old.execute("select kind, value || '|' || record_id from lead")) == {
        (kind, one) for kind, found in leads.items() for one in found
    }
    assert old.execute("pragma foreign_key_check(record_said)").fetchall() == []
    for table, part in (("person_name", "names"), ("identifier", "identifiers"), ("address", "addresses")):
        (count,) = old.execute(f"select count(*) from {table}").fetchone()
        assert count == sum(len(getattr(row, part)) for row in told.values())


def test_whoever_is_looked_for_is_found_by_one_seek_of_a_key(old: Connection) -> None:
    """Statements begin at a lead or a record; none reads every document."""
    migrate.migrate(old, migrate.HUB)
    asked = ("person_name", "identifier", "address", "contact_point", "involvement", "record_version")
    one_version = "x.record_id = r.id and x.version = r.version"
    for view, (which, key) in product(
        asked, (("x.record_id = r.id", "(record_id=?)"), (one_version, "(record_id=? AND version=?)"))
    ):
        plan = old.execute(
            "explain query plan select x.* from json_each('[1]') j cross join source_record r on r.id = j.value"
            f" cross join {view} x on {which}"
        ).fetchall()
        assert any(step.endswith(f"USING INDEX record_said_of {key}") for *_, step in plan), plan
    assert records_in(old, ["HA0 "]) == []
