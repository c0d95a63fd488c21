"""The index as it is kept: what a delivery adds, what it changes, and that reading on equals reading anew."""

from collections import Counter
from itertools import count

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.lookup import chunks, index, segments
from matching.lookup.entries import Kind, columns, of_changed, of_new
from matching.lookup.index import Index
from matching.lookup.nearness import places
from matching.lookup.several import Several
from matching.lookup.vocabulary import Vocabulary
from store.permissions import May
from store.records.rows import Name, RecordRow
from store.session import Session
from tests.matching.people import decide, deliver, feed, row

FAMILIES = ["Smith", "Khan", "Novak", "Smith-Jones", "de la Cruz", "Okafor"]
GIVEN = ["Amelia", "Jana", "Yusuf", "Grace Maria", "Tom"]

numbers = count(1)
DAY = int(places(np.array([20130314], np.uint32))[0])


def read(session: Session, kept: Index | None = None) -> Index:
    """The index as the session sees it now, read on from `kept` or from nothing."""
    made = kept or Index()
    with session.reading(May.SEARCH) as connection:
        made.refresh(connection)
    return made


def entries(made: Index) -> list[tuple[int, int, tuple[str, ...], int, int]]:
    """Record, person, words, birth code, kind of every entry."""
    words = made.dictionary.words
    return [
        (
            int(made.record[i]),
            int(made.person[i]),
            tuple(words[int(word)] for word in made.words[[i]][0] if word),
            int(made.order[i]) & 0x3FFFF,
            7 - (int(made.order[i]) >> 18),
        )
        for i in range(made.size)
    ]


def test_a_name_of_more_than_four_words_takes_several_entries(admin: Session, officer: Session) -> None:
    deliver(admin, feed(admin), [row("1", "Garcia Lopez", "Maria Luisa", "2013-03-14", middle="del Carmen")])
    assert [entry[2] for entry in entries(read(officer))] == [
        ("maria", "garcia", "luisa", "lopez"),
        ("maria", "garcia", "del", "carmen"),
    ]


def test_a_changed_record_keeps_its_old_names_as_past(admin: Session, officer: Session) -> None:
    keys = deliver(
        admin, feed(admin), [row("1", "Smith", "Amelia", "2013-03-14", also=[Name("alias", "Millie", "", "")])]
    )
    me = keys["1"]
    deliver(admin, feed(admin), [row("1", "Khan", "Amelia", "2013-03-15")])
    assert entries(read(officer)) == [
        (me, me, ("amelia", "smith"), DAY, Kind.CURRENT | Kind.PAST),
        (me, me, ("millie", "smith"), DAY, Kind.ALIAS | Kind.PAST),
        (me, me, ("amelia", "khan"), DAY + 1, Kind.CURRENT),
    ]
    deliver(admin, feed(admin), [row("1", "Smith", "Amelia", "2013-03-14")])
    assert [entry[4] for entry in entries(read(officer))] == [
        Kind.CURRENT,
        Kind.ALIAS | Kind.PAST,
        Kind.CURRENT | Kind.PAST,
    ]


odd_names = st.text(st.sampled_from('ab Ł"[],\\0-]'), max_size=9)
odd_rows = st.builds(
    lambda given, middle, family, birth, expected, also: row(
        "", family, given, birth, middle=middle, expected=expected, also=[Name("alias", *name) for name in also]
    ),
    *[odd_names] * 3,
    st.sampled_from(["2013-03-14", "1900-01-01", "2013-03", "2013", ""]),
    st.sampled_from(["2026-12-03", ""]),
    st.lists(st.tuples(odd_names, odd_names, odd_names), max_size=1),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(odd_rows, min_size=1, max_size=20))
def test_new_documents_are_cut_as_they_are_read(admin: Session, rows: list[RecordRow]) -> None:
    """Whatever stands in a name: quotes, brackets, what parts one name from another."""
    named = [one._replace(source_key=f"odd {next(numbers)}") for one in rows]
    keys = deliver(admin, feed(admin), named)
    new = sorted(keys[one.source_key] for one in named)
    with admin.reading(May.IMPORT) as connection:
        words = Vocabulary(connection)
        cut, asked = of_new(connection, new, words), columns(of_changed(connection, new, words))
    assert sorted(zip(*(getattr(cut, name).tolist() for name in chunks.NAMES), strict=True)) == sorted(
        zip(*(getattr(asked, name).tolist() for name in chunks.NAMES), strict=True)
    )


def test_a_feed_is_known_by_what_it_supplies(admin: Session, officer: Session) -> None:
    deliver(admin, feed(admin), [row("1", "Smith", "Amelia", "2013", nhs="4857773457", phone="+442079460958")])
    deliver(admin, feed(admin), [row("2", "Smith", "Tom", street="MILL LANE", house="1")])
    with officer.reading(May.SEARCH) as connection:
        held = {what for (what,) in connection.execute("select what from lookup_supply")}
    assert held == {"NHS", "birth", "phone", "street"}


@given(st.lists(st.lists(st.integers(0, 40), max_size=9), max_size=6))
def test_who_has_several_entries_is_counted_as_they_come(parts: list[list[int]]) -> None:
    several = Several()
    for part in parts:
        several.add(np.array(part, np.uint32))
    counted = Counter(person for part in parts for person in part)
    assert {person for person in counted if person in several} == {person for person in counted if counted[person] > 1}


rows = st.tuples(
    st.integers(1, 12), st.sampled_from(FAMILIES), st.sampled_from(GIVEN), st.sampled_from(["2013-03-14", "2009", ""])
)
steps = st.lists(
    st.one_of(
        st.lists(rows, min_size=1, max_size=6, unique_by=lambda one: one[0]),
        st.tuples(st.integers(1, 12), st.integers(1, 12)),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_reading_on_equals_reading_anew(
    admin: Session, supervisor: Session, officer: Session, monkeypatch: pytest.MonkeyPatch, history: list[object]
) -> None:
    """Whatever was delivered and decided, in chunks so small that every step crosses one; and the postings agree."""
    for module in (chunks, index):
        monkeypatch.setattr(module, "CHUNK", 5)
    monkeypatch.setattr(segments, "FOLD", 7)
    seen = read(officer)
    here = feed(admin)
    for step in history:
        if isinstance(step, list):
            keys = deliver(admin, here, [row(str(n), family, name, born) for n, family, name, born in step])
        else:
            a, b = step  # type: ignore[misc]
            with officer.reading(May.SEARCH) as connection:
                keys = dict(connection.execute("select cast(source_key as integer), id from source_record"))
            if a in keys and b in keys:
                decide(supervisor, {keys[a]: keys[b] if a != b else None})
        read(officer, seen)
    fresh = read(officer)
    assert entries(seen) == entries(fresh)
    for person, held in Counter(person for _, person, *_ in entries(fresh) if person).items():
        assert held == 1 or (person in fresh._several and person in seen._several)
    with officer.reading(May.SEARCH) as connection:
        links = dict(connection.execute("select record_id, person from link where closed is null"))
        for word in range(1, len(fresh.dictionary.words)):
            held = np.flatnonzero((fresh.words[: fresh.size] == word).any(axis=1))
            assert fresh.holding(np.array([word])).tolist() == held.tolist()
            assert seen.holding(np.array([word])).tolist() == held.tolist()
    assert all(person == links.get(record, 0) for record, person, *_ in entries(fresh))
