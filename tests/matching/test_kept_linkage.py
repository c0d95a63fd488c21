"""What a hub keeps of its records is worth as much as reading them all: same pairs, same persons, whatever came."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.linkage import forms, reading
from matching.linkage.candidates import candidates
from matching.linkage.facts import APART, barred, meeting
from matching.linkage.faint import faint
from matching.linkage.guards import HARD, bar, guards, named
from matching.linkage.listed import listed
from matching.linkage.loading import load
from matching.linkage.partition import Evidence, Facts, Pair, partition
from matching.linkage.resolve import recompute, withdraw
from matching.linkage.yardstick import Yardstick, as_it_stands
from matching.scoring.compare import compare
from matching.scoring.weights import weigh
from store.audit import Action
from store.hub import Hub
from store.permissions import May
from store.records import decisions, linkage, source_records
from store.records.rows import Name, RecordRow
from store.session import Session
from store.vault.database import Connection
from tests.accounts import fixed_clock, sign_in
from tests.conftest import Template
from tests.matching.people import row
from tests.matching.tables import people
from tests.matching.town import bring_back, deliver, feed

FAMILIES = st.sampled_from(["Smith", "Smyth", "Khan", "Okafor", "Smith Khan"])
GIVEN = st.sampled_from(["Amelia", "Amy", "Zara", "Zainab", "Grace", ""])
BIRTHS = st.sampled_from(["2013-03-14", "2013-03-15", "1990-01-02", "2013", ""])
HOMES = st.sampled_from(
    [("12", "high road", "HA9 7RR"), ("3", "low road", "NW10 2AA"), ("", "", "HA9 7RR"), ("", "", "")]
)
NUMBERS = st.sampled_from(["", "", "4857773456", "9434765919"])
PHONES = st.sampled_from(["", "", "+442079460000", "+447700900123"])
KEYS = st.sampled_from("abcd")


@st.composite
def said(draw: st.DrawFn) -> RecordRow:
    house, street, postcode = draw(HOMES)
    one = row(
        draw(KEYS), draw(FAMILIES), draw(GIVEN), draw(BIRTHS), house=house, street=street, postcode=postcode,
        nhs=draw(NUMBERS), phone=draw(PHONES), sex=draw(st.sampled_from(["", "F"])),
    )  # fmt: skip
    return one._replace(names=(*one.names, Name("former", "", "", draw(FAMILIES)))) if draw(st.booleans()) else one


DELIVERY = st.tuples(
    st.sampled_from(["Housing", "Primary care", "Schools"]),
    st.lists(said(), min_size=1, max_size=4, unique_by=lambda r: r.source_key),
)
STEP = st.one_of(DELIVERY, DELIVERY, DELIVERY, st.tuples(st.sampled_from(["out", "back"]), st.integers(1, 12)))


@given(history=st.lists(STEP, min_size=1, max_size=7))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_kept_keys_and_forms_find_what_reading_everything_finds(
    history: list[tuple[str, object]], template: Template, tmp_path_factory: pytest.TempPathFactory
) -> None:
    directory = tmp_path_factory.mktemp("kept") / "hub"
    shutil.copytree(template.directory, directory)
    admin = sign_in(Hub.open(directory, fixed_clock), template.keys, "ada")
    try:
        for what, of in history:
            act(admin, what, of)
        with admin.reading(May.IMPORT) as connection:
            compare_with_everything(connection)
            read_alike(connection, source_records.live(connection))
    finally:
        admin.close()


def act(admin: Session, what: str, of: object) -> None:
    if isinstance(of, list):
        deliver(admin, feed(admin, what, clean=what == "Schools"), of)
        return
    assert isinstance(of, int)
    with admin.changing(May.IMPORT, Action.DELIVERED, what) as change:
        states = dict(change.connection.execute("select id, state from source_record").fetchall())
        if what == "out" and states.get(of) == "live":
            withdraw(change.connection, change.event, [of])
        if what == "back" and states.get(of) == "withdrawn":
            bring_back(change, of)


def compare_with_everything(connection: Connection) -> None:
    """The hub's pairs and persons are those of all its records, read from their versions and joined in memory."""
    yardstick = as_it_stands(connection)
    live = source_records.live(connection)
    found = connection.execute("select a, b, weight, veto, latched from pair").fetchall()
    kept = {(a, b): (weight, veto) for a, b, weight, veto, _ in found if a in live and b in live}
    latched = {(a, b) for a, b, _, _, on in found if on}
    weighed, asked = everything(connection, live, yardstick, kept.keys())
    limits = yardstick.model.thresholds
    assert {p: weighed[p] for p in kept} == kept
    assert kept.keys() >= {p for p, (bits, _) in weighed.items() if bits >= limits.review} | asked
    below = {p: bits for p, (bits, _) in kept.items() if bits < limits.review and p not in asked}
    assert all(p in latched and bits >= limits.keep for p, bits in below.items())
    assert latched >= {p for p, (bits, _) in weighed.items() if bits >= limits.join}
    assert persons_of_everything(connection, live, yardstick, kept, latched) == {
        frozenset(members) for members in by_person(connection).values()
    }


def read_alike(connection: Connection, live: list[int]) -> None:
    """Each record read by itself says what it says among the others."""
    feeds, table = reading.read(connection, live)
    told = people(table)
    for place, record in enumerate(live):
        feed_of, alone = reading.read_one(connection, record)
        among = told[place]
        assert feed_of == feeds[place]
        assert (alone.birth, alone.sex, alone.nhs) == (among.birth, among.sex, among.nhs)
        for kind in ("names", "addresses", "numbers", "phones", "emails", "attributes"):
            assert sorted(getattr(alone, kind)) == sorted(getattr(among, kind)), kind
        assert {number: alone.texts[number] for number in among.texts} == among.texts


def everything(
    connection: Connection, live: list[int], yardstick: Yardstick, also: Collection[Pair]
) -> tuple[dict[Pair, tuple[float, str]], set[Pair]]:
    """(bits, veto) of every two records that share a key, and of others that once did; and which of them are
    asked about below the review line.
    """
    feeds, table = reading.read(connection, live)
    table.frozen = yardstick.frequencies
    clean = np.isin(feeds, [f for (f,) in connection.execute("select id from feed where internal_duplicates = 'none'")])
    met = candidates(table, np.ones(table.size, np.bool_))
    at = {record: place for place, record in enumerate(live)}
    places = sorted({*zip(met.left.tolist(), met.right.tolist(), strict=True), *((at[a], at[b]) for a, b in also)})
    left, right = np.array(places, np.int64).reshape(-1, 2).T
    comparison = compare(table, left, right)
    bits = weigh(yardstick.model, comparison).bits
    one_feed = feeds[left] == feeds[right]
    doubles = one_feed & clean[left]
    sure = bits >= yardstick.model.thresholds.sure
    minors = table.minors(left, right, yardstick.model.minors_since)
    why = faint(comparison, minors, table.of_an_age(left, right), bits, yardstick.model.thresholds)
    initials, generations = table.initials(left, right), table.generations(left, right)
    about = {"minors": minors, "initials": initials, "generations": generations, "sure": sure, "faint": why}
    vetoes = guards(comparison, doubles, twice=one_feed, **about)
    pairs = [(live[x], live[y]) for x, y in places]
    return (
        {p: (float(w), v) for p, w, v in zip(pairs, bits, named(vetoes), strict=True)},
        {p for p, on in zip(pairs, why > 0, strict=True) if on},
    )


def persons_of_everything(
    connection: Connection,
    live: list[int],
    yardstick: Yardstick,
    kept: dict[Pair, tuple[float, str]],
    latched: set[Pair],
) -> set[frozenset[int]]:
    limits, model = yardstick.model.thresholds, yardstick.model
    loaded = load(connection, live, yardstick.frequencies)
    evidence = {
        p: Evidence(bits, p in latched, veto)
        for p, (bits, veto) in kept.items()
        if p in latched or bits >= limits.review  # what is kept below the line is a question, and no evidence
    }
    verdicts = {(d.a, d.b): d.verdict for d in decisions.standing(connection)}
    same = [p for p, verdict in verdicts.items() if verdict == "same"]
    apart = [p for p, verdict in verdicts.items() if verdict in APART]
    across = meeting(same + [p for p, e in evidence.items() if e.veto not in HARD])
    unkept = [p for p in across if p not in evidence]
    left, right = loaded.sides(unkept)
    bars = {p: bar(e.veto) for p, e in evidence.items() if e.veto in HARD}
    bars |= barred(
        unkept,
        compare(loaded.table, left, right),
        listed(connection, loaded.feeds[left], loaded.feeds[right]).double,
        loaded.table.generations(left, right),
        model,
    )
    names = source_records.names_outside(connection, live)
    facts = Facts(names, same, apart, evidence, bars, limits.margin, limits.rival, limits.cap)
    return set(partition(facts).groups)


def by_person(connection: Connection) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for record, person in connection.execute("select record_id, person from link where closed is null"):
        found.setdefault(person, set()).add(record)
    return found


@given(rows=st.lists(said(), min_size=1, max_size=4, unique_by=lambda r: r.source_key))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_form_says_what_was_read(admin: Session, rows: list[RecordRow]) -> None:
    keys, _ = deliver(admin, feed(admin, f"Feed {next(NUMBER)}"), rows)
    with admin.reading(May.IMPORT) as connection:
        ids = sorted(keys.values())
        feeds, table = reading.read(connection, ids)
        loaded = load(connection, ids)
    assert loaded.ids.tolist() == ids
    assert loaded.feeds.tolist() == feeds.tolist()
    again = forms.pack(loaded.feeds, loaded.table)
    assert [sorted(np.frombuffer(body, "<i8")) for body in again] == [
        sorted(np.frombuffer(body, "<i8")) for body in forms.pack(feeds, table)
    ]
    assert loaded.table.birth.tolist() == table.birth.tolist()
    assert loaded.table.nhs.tolist() == table.nhs.tolist()
    assert loaded.table.sex.tolist() == table.sex.tolist()


NUMBER = count(1)
HOME = {"house": "12", "street": "high road", "postcode": "HA9 7RR"}
AMELIA = row("1", "Smith", "Amelia", "2013-03-14", **HOME)


def keys_kept(session: Session) -> set[tuple[int, int]]:
    with session.reading(May.IMPORT) as connection:
        bodies = connection.execute("select body from linkage_key union all select body from linkage_young").fetchall()
    return set(np.frombuffer(b"".join(body for (body,) in bodies), "<i8, <u4").tolist())


def test_a_changed_record_is_not_found_under_what_it_said_before(admin: Session) -> None:
    housing = feed(admin, "Housing")
    deliver(admin, housing, [AMELIA])
    first = keys_kept(admin)
    deliver(admin, housing, [row("1", "Khan", "Zara", "1990-01-02")])
    assert {r for _, r in keys_kept(admin)} == {1}
    with admin.reading(May.IMPORT) as connection:
        loaded = load(connection, [1])
    assert set(loaded.table.words.texts) == {"", "smith", "amelia", "khan", "zara"}
    assert first - keys_kept(admin), "her birth date was another one"


def test_a_withdrawn_record_has_no_keys(admin: Session) -> None:
    deliver(admin, feed(admin, "Housing"), [AMELIA])
    before = keys_kept(admin)
    with admin.changing(May.IMPORT, Action.DELIVERED, "roll back") as change:
        withdraw(change.connection, change.event, [1])
    assert keys_kept(admin) == set()
    with admin.changing(May.IMPORT, Action.DELIVERED, "again") as change:
        bring_back(change, 1)
    assert keys_kept(admin) == before


def test_what_an_older_program_kept_is_made_anew(admin: Session) -> None:
    housing = feed(admin, "Housing")
    deliver(admin, housing, [AMELIA])
    before = keys_kept(admin)
    with admin.changing(May.IMPORT, Action.DELIVERED, "an older program") as change:
        linkage.begin_anew(change.connection, 0)
        assert load(change.connection, [1]).table.birth.tolist() == [20130314], "until then records are read themselves"
        recompute(change.connection, change.event, [1])
    deliver(admin, feed(admin, "Primary care"), [AMELIA])
    assert before < keys_kept(admin)
    with admin.reading(May.IMPORT) as connection:
        assert linkage.made_by(connection) == forms.VERSION
        assert by_person(connection) == {1: {1, 2}}


def test_values_are_counted_again_only_when_the_hub_has_doubled(admin: Session, tmp_path: Path) -> None:
    sizes: list[int] = []
    for number in range(1, 7):
        deliver(admin, feed(admin, "Housing"), [AMELIA._replace(source_key=str(number))])
        with admin.reading(May.IMPORT) as connection:
            sizes.append(as_it_stands(connection).frequencies.size)
    assert sizes == [1, 2, 2, 4, 4, 4]
