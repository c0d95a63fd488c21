"""Source records on their own: new, changed, unchanged; the loaded feeds."""

import json
from pathlib import Path

import pytest

from store.audit import Action
from store.permissions import May
from store.records import agencies, deliveries, mappings, versions
from store.records.agencies import FeedExists, FeedUnknown
from store.records.descriptions import FeedsFileWrong, NewAgency, NewFeed
from store.records.rows import Address, Involvement, Name, RecordRow
from store.records.source_records import Stored, set_state
from store.records.themes import Theme
from store.records.workers import Worker
from store.session import Session
from tests.stored import content_hash, store

HELEN = Worker("Helen Marks", "Social worker", "", "020 7946 0300", "")


def new_feed(code: str = "X", **more: object) -> NewFeed:
    agency = NewAgency(code="BRENT", name="Brent Council", area="Brent")
    return NewFeed(code=code, agency=agency, label="Care", theme=Theme.ASC, cohort="all", **more)  # type: ignore[arg-type]


def keep(admin: Session, code: str, *rows: RecordRow) -> Stored:
    with admin.changing(May.IMPORT, Action.DELIVERED, code) as change:
        feed = agencies.feed_by_code(change.connection, code)
        mapping = mappings.remember(change.connection, change.event, feed.id, "f", "{}")
        sha = f"{change.event:064}"
        told = deliveries.NewDelivery(feed.id, mapping, "a.csv", sha, 1, "2026-06-08", "full", 1, 1, 0, 0, 0, {})
        return store(change.connection, deliveries.add(change.connection, change.event, told), feed, rows)


def person(key: str, family: str = "Smith", service: str = "Care") -> RecordRow:
    return RecordRow(
        1,
        key,
        "2013-03-14",
        names=(Name("current", "Amelia", "", family),),
        involvements=(Involvement("open", service, worker=HELEN),),
    )


def test_a_record_is_born_once_and_gets_versions(admin: Session) -> None:
    agencies.add_feed(admin, new_feed())
    assert keep(admin, "X", person("1"), person("2")) == Stored([1, 2], [], 0, 0)
    assert keep(admin, "X", person("1"), person("2", "Jones"), person("3")) == Stored([3], [2], 1, 0)
    with admin.reading(May.IMPORT) as connection:
        kept = connection.execute("select id, source_key, version, seen_in from source_record").fetchall()
        names = connection.execute("select version, family from person_name where record_id = 2").fetchall()
        told = connection.execute("select record_id, version, worker ->> 0 from involvement order by 1, 2").fetchall()
    assert kept == [(1, "1", 1, 2), (2, "2", 2, 2), (3, "3", 1, 2)]
    assert names == [(1, "Smith"), (2, "Jones")]
    assert told == [(1, 1, HELEN.name), (2, 1, HELEN.name), (2, 2, HELEN.name), (3, 1, HELEN.name)]


def test_a_record_taken_out_of_use_comes_back_with_its_number(admin: Session) -> None:
    agencies.add_feed(admin, new_feed())
    keep(admin, "X", person("1"))
    with admin.changing(May.IMPORT, Action.UNDONE, "X") as change:
        set_state(change.connection, [1], "withdrawn")
    assert keep(admin, "X", person("1")) == Stored([], [1], 0, 0)
    with admin.reading(May.IMPORT) as connection:
        assert connection.execute("select id, version, state from source_record").fetchall() == [(1, 2, "live")]


def test_rows_kept_together_stay_apart(admin: Session) -> None:
    agencies.add_feed(admin, new_feed())
    keys = ["007", "7", '7"', "7\\", "Ö, 7", "🙂", "null", "[1]", *(f"K{number}" for number in range(93))]
    told = [person(key, f"Smith{at}")._replace(row_no=at) for at, key in enumerate(keys, start=1)]
    assert keep(admin, "X", *told).new == list(range(1, 102))
    with admin.reading(May.IMPORT) as connection:
        kept = connection.execute("select source_key from source_record order by id").fetchall()
        assert [key for (key,) in kept] == keys
        found = versions.said(connection, [(record, 1) for record in range(1, 102)])
        assert list(found.values()) == told
        hashes = connection.execute("select content_hash from record_version order by record_id").fetchall()
        assert [one for (one,) in hashes] == list(map(content_hash, told))
        assert connection.execute("select distinct as_of from record_version").fetchall() == [("2026-06-08",)]


def test_keys_belong_to_their_feed(admin: Session) -> None:
    agencies.add_feed(admin, new_feed())
    agencies.add_feed(admin, new_feed("Y"))
    keep(admin, "X", person("1"))
    assert keep(admin, "Y", person("1")).new == [2]


def test_content_does_not_hang_on_the_order_of_its_parts() -> None:
    one, two = (Involvement("open", service) for service in "ab")
    there, here = (Address("current", line, "", "", "", "", "none") for line in "cd")
    base = person("1")
    told = base._replace(involvements=(one, two), addresses=(there, here))
    assert content_hash(told) == content_hash(told._replace(involvements=(two, one), addresses=(here, there)))
    assert content_hash(told) != content_hash(told._replace(involvements=(one,)))
    assert content_hash(base) != content_hash(base._replace(birth_date="2013-03-15"))


def test_a_feed_is_found_by_its_code(admin: Session) -> None:
    made = agencies.add_feed(admin, new_feed())
    assert agencies.feed(admin, "X") == made
    with pytest.raises(FeedUnknown):
        agencies.feed(admin, "Z")
    with pytest.raises(FeedExists):
        agencies.add_feed(admin, new_feed())


def test_a_further_feed_may_bring_its_agencys_new_telephone(admin: Session) -> None:
    agencies.add_feed(admin, new_feed())
    told = NewAgency(code="BRENT", name="Brent", area="Brent", phone="020 7946 0300")
    made = agencies.add_feed(admin, new_feed("Y").model_copy(update={"agency": told}))
    assert (made.agency.name, made.agency.phone) == ("Brent Council", "020 7946 0300")
    agencies.add_feed(admin, new_feed("Z"))
    assert {feed.agency.phone for feed in agencies.feeds(admin)} == {"020 7946 0300"}


def test_a_list_of_feeds_is_loaded_whole_or_not_at_all(admin: Session, tmp_path: Path) -> None:
    good = json.loads(new_feed("A").model_dump_json())
    path = tmp_path / "feeds.json"
    path.write_text(json.dumps({"area": "Brent", "feeds": [good, {**good, "code": "B", "file": "b.csv"}]}))
    assert [feed.code for feed in agencies.load_feeds(admin, path)] == ["A", "B"]
    path.write_text(json.dumps({"feeds": [good, {**good, "code": "E"}, {**good, "code": "E"}]}))
    assert [feed.code for feed in agencies.load_feeds(admin, path)] == ["A", "E", "E"], "A stays as it is"
    with admin.reading(May.FEEDS) as connection:
        told = connection.execute(
            "select subject, detail ->> 'feeds' from ledger where action = 'feed added'"
        ).fetchall()
    assert told == [("feeds.json", '["A","B"]'), ("feeds.json", '["E"]')]
    path.write_text(json.dumps({"feeds": [{**good, "code": "C"}, {**good, "code": "D", "theme": "MAGIC"}]}))
    with pytest.raises(FeedsFileWrong, match="feeds → 2 → theme"):
        agencies.load_feeds(admin, path)
    assert [feed.code for feed in agencies.feeds(admin)] == ["A", "B", "E"]
    path.write_text("not json")
    with pytest.raises(FeedsFileWrong):
        agencies.load_feeds(admin, path)
    with pytest.raises(FeedsFileWrong):
        agencies.load_feeds(admin, tmp_path / "missing.json")
