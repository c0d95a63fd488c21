"""Numbers packed and unpacked, words found in segments, and an index of before as the newer program reads it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from matching.lookup.chunks import SLOTS, chunks, words_from
from matching.lookup.packing import Packed, packed, unpacked
from matching.lookup.segments import segment
from matching.lookup.slots import Slots
from matching.lookup.vocabulary import Vocabulary, new_words
from store.vault import migrate

NUMBERS = st.integers(0, 2**32 - 1)


@settings(max_examples=200)
@given(st.lists(st.one_of(NUMBERS, st.integers(10**6, 10**6 + 70_000), st.integers(0, 2**24 + 9)), max_size=40))
def test_what_is_packed_comes_back(numbers: list[int]) -> None:
    assert unpacked(packed(np.array(numbers, np.uint32))).tolist() == numbers

    kept = Packed(packed(np.array(numbers, np.uint32)))
    assert [kept[first : first + 3].tolist() for first in range(9)] == [
        numbers[first : first + 3] for first in range(9)
    ]


@given(st.lists(st.lists(st.integers(0, 2**24 - 1), min_size=SLOTS, max_size=SLOTS), min_size=1, max_size=9), st.data())
def test_the_words_of_entries_come_back(names: list[list[int]], data: st.DataObject) -> None:
    slots = Slots()
    slots.grow(2)
    slots.put(0, np.zeros((2, SLOTS), np.uint32))
    slots.grow(2 + len(names))
    slots.put(2, np.array(names, np.uint32))
    asked = data.draw(st.lists(st.integers(0, len(names) + 1), max_size=9))
    held = [[0] * SLOTS, [0] * SLOTS, *names]
    assert slots[asked].tolist() == [held[entry] for entry in asked]
    assert slots[:].tolist() == held


def test_a_number_takes_as_few_bytes_as_the_span_needs() -> None:
    for width, span in ((1, 255), (2, 65_535), (3, 2**24 - 1), (4, 2**32 - 1)):
        assert len(packed(np.array([0, span], np.uint32))) == 5 + 2 * width


@settings(max_examples=100)
@given(
    st.lists(st.lists(st.integers(1, 12), max_size=SLOTS, unique=True), max_size=12),
    st.permutations(range(1, 13)),
    st.lists(st.integers(1, 40), unique=True, max_size=8),
    st.integers(0, 9),
)
def test_a_segment_knows_every_entry_of_a_word(
    names: list[list[int]], alphabet: list[int], wanted: list[int], first: int
) -> None:
    words = np.array([name + [0] * (SLOTS - len(name)) for name in names], np.uint32).reshape(-1, SLOTS)
    rank = np.array([0, *alphabet], np.int32)
    made = segment(first, words, rank)
    found = [int(entry) for entries in made.holding(np.array(wanted, np.uint32)) for entry in entries]
    assert sorted(found) == sorted(first + i for i, name in enumerate(names) for word in name if word in wanted)
    in_order = np.argsort(rank[1:]).astype(np.uint32) + 1
    assert len(made.holding(in_order)) <= 1  # neighbours in the alphabet are one slice


def test_an_index_of_an_older_program_is_read_on() -> None:
    connection = sqlcipher.connect(":memory:", isolation_level=None)
    steps = sorted(
        (script for script in migrate.HUB.iterdir() if script.name.endswith(".sql")), key=lambda script: script.name
    )
    for step in steps[:7]:
        connection.executescript(step.read_text("utf-8"))
    connection.executemany("insert into lookup_word values (?, ?, ?)", [(1, "sadhbh", "sdb"), (2, "siân", "sn")])
    columns = np.array([7, 2**24]), np.array([7, 0]), np.array([1, 2, 0, 0, 2, 0, 0, 0]), np.array([20130314, 0])
    blobs = [column.astype("<u4").tobytes() for column in columns]
    connection.execute("insert into lookup_chunk values (0, 5, ?, ?, ?, ?, ?)", (*blobs, bytes([0, 7])))
    connection.executescript(steps[7].read_text("utf-8"))
    assert list(new_words(connection, 0)) == [(["sadhbh", "siân"], ["sdb", "sn"])]
    connection.executescript(steps[26].read_text("utf-8"))
    told = [(["sadhbh", "siân"], ["sdb sv", "sân"])]  # worked out by the reader, until a delivery keeps it
    assert list(new_words(connection, 0)) == told
    Vocabulary(connection).save()
    assert connection.execute("select sounds from lookup_words").fetchall() == [("sdb sv\nsân",)]
    assert list(new_words(connection, 0)) == told
    (chunk,) = chunks(connection)
    held = chunk.columns
    assert [held.record.tolist(), held.person.tolist(), held.birth.tolist()] == [c.tolist() for c in columns[:2]] + [
        columns[3].tolist()
    ]
    assert (held.kind.tolist(), words_from(connection, 1).tolist()) == ([0, 7], [[2, 0, 0, 0]])
