"""domain/9 rules 28 and 29: a delivery taken back is as if it had never come; brought in again, as if it never left."""

import shutil
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from importers.delivering import rolling_back
from importers.delivering.rolling_back import (
    LaterDeliveries,
    NoSuchDelivery,
    NotFreshAnyMore,
    TakenBackAlready,
    roll_back,
)
from matching.deciding.ruling import rule
from matching.lookup.search import Lookup
from store.audit import Action
from store.enquiry import Purpose
from store.errors import NotAllowed
from store.hub import Hub
from store.permissions import May
from store.records import cases, decisions, links, thresholds
from store.records.cases import Case
from store.records.presence import presence
from store.session import Session
from tests.accounts import NOW, SignIn, fixed_clock, sign_in
from tests.conftest import Template
from tests.importers.deliveries import AS_OF, PEOPLE, deliver, feed, rows

AMELIA = "71,Smith,Amelia,14/03/2013,9434765919,HA0 2AB\n"
ZARA = "72,Khan,Zara,22/12/2016,4010232137,HA0 4TT\n"
THOMAS = "73,O'Brien,Thomas,21/07/2011,,HA9 8QR\n"
_SAID = (
    "select record_id, version, as_of, content_hash, birth_date, sex, death_date from record_version",
    "select record_id, version, kind, given, middle, family from person_name",
    "select record_id, version, scheme, value, status from identifier",
    "select record_id, version, postcode, lines from address",
    "select record_id, version, service, status, starts, ends from involvement",
    "select record_id, kind, value from lead",
    "select record_id, version, reason from record_closed",
    "select a, b, weight, latched, veto, evidence from pair",
)


def picture(session: Session) -> dict[str, object]:
    """What the hub says of everybody in use: persons by number, values, presence, cases, decisions."""
    with session.reading(May.IMPORT) as c:
        awake = {r for (r,) in c.execute("select id from source_record where state = 'live'")}
        said = {sql: sorted(row for row in c.execute(sql) if row[0] in awake) for sql in _SAID[:-1]}
        said["pairs"] = sorted(row for row in c.execute(_SAID[-1]) if {row[0], row[1]} <= awake)
        return {
            **said,
            "persons": links.everyone(c),
            "cases": sorted((case.a, case.b, case.kind, case.state) for case in cases.asked(c)),
            "decided": sorted((d.id, d.a, d.b, d.verdict) for d in decisions.standing(c)),
            "presence": presence(c, awake),
        }


ASKED = ("smith amelia", "smyth", "khan zara 22/12/2016", "jones", "HA0 2AB", "9434765919", "taylor", "obrien 2011")


def answers(session: Session, lookup: Lookup | None = None) -> list[str]:
    """What the search says, to the letter."""
    if session.enquiry is None:
        session.open_enquiry(Purpose.SCREENING, "Jo Caller", "Ashfield School", "CALL-7")
    asked = lookup or Lookup(session)
    return [repr(asked.find(text)) for text in ASKED]


@pytest.fixture
def pat(signed_in: SignIn) -> Session:
    """Officer, administrator and supervisor at once."""
    return signed_in("pat")


def test_what_came_with_it_is_nobodys_and_the_rest_says_what_it_said(pat: Session, tmp_path: Path) -> None:
    """28"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    before, found = picture(pat), answers(pat)
    last = deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA.replace("Smith", "Jones") + THOMAS)
    assert picture(pat) != before
    assert answers(pat) != found
    done = roll_back(pat, last.delivery)
    assert (done.withdrawn, done.restored) == (1, 1)
    assert picture(pat) == before
    assert answers(pat) == found
    assert rows(pat, "select source_key, state, version, seen_in from source_record order by id") == [
        ("71", "live", 1, 1),
        ("72", "live", 1, 1),
        ("73", "withdrawn", 1, 2),
    ]
    assert rows(pat, "select record_id, version from rolled_back_version") == [(1, 2)], "put away, not deleted"
    assert rows(pat, "select state from delivery order by id") == [("committed",), ("rolled_back",)]


def test_importing_it_again_revives_the_same_records(pat: Session, tmp_path: Path) -> None:
    """29"""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    text = PEOPLE + AMELIA.replace("Smith", "Jones") + THOMAS
    first = deliver(pat, tmp_path / "b.csv", text)
    after, found = picture(pat), answers(pat)
    roll_back(pat, first.delivery)
    again = deliver(pat, tmp_path / "b.csv", text)
    assert picture(pat) == after
    assert answers(pat) == found
    assert (again.new, again.changed, again.unchanged) == (first.new, first.changed, first.unchanged) == (1, 1, 0)


def test_newest_first_or_all_of_them(pat: Session, tmp_path: Path) -> None:
    """28"""
    feed(pat)
    empty = picture(pat)
    first = deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA)
    kept = picture(pat)
    second = deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA.replace("HA0 2AB", "HA9 8QR") + ZARA)
    stands = picture(pat)
    with pytest.raises(LaterDeliveries, match=rf"delivery {second.delivery} \(b.csv, of 8 June 2026\)"):
        roll_back(pat, first.delivery)
    assert picture(pat) == stands
    roll_back(pat, second.delivery)
    assert picture(pat) == kept
    deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA.replace("HA0 2AB", "HA9 8QR") + ZARA)
    assert picture(pat) == stands
    planned = rolling_back.preview(pat, first.delivery, with_later=True)
    assert (planned.withdrawn, planned.restored, len(planned.deliveries)) == (2, 0, 2)
    assert roll_back(pat, first.delivery, with_later=True) == planned
    assert picture(pat) == empty


def test_each_only_once_and_only_what_there_is(pat: Session, tmp_path: Path) -> None:
    feed(pat)
    done = deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA)
    roll_back(pat, done.delivery)
    with pytest.raises(TakenBackAlready):
        roll_back(pat, done.delivery)
    with pytest.raises(NoSuchDelivery):
        roll_back(pat, 99)


def test_after_a_day_it_takes_a_supervisor(hub: Hub, template: Template, signed_in: SignIn, tmp_path: Path) -> None:
    """28"""
    admin = signed_in("ada")
    feed(admin)
    fresh = deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA)
    with pytest.raises(NotAllowed):
        roll_back(signed_in("ofi"), fresh.delivery)
    admin.close()
    later = Hub.open(hub.directory, lambda: NOW + timedelta(hours=25))
    with pytest.raises(NotFreshAnyMore) as told:
        roll_back(sign_in(later, template.keys, "ada"), fresh.delivery)
    assert f"fctui delivery roll-back {fresh.delivery}" in told.value.advice, "a supervisor's pages have no deliveries"
    sue = sign_in(later, template.keys, "sue")
    assert roll_back(sue, fresh.delivery).withdrawn == 1
    assert rolling_back.listing(sue, "BRENT-CSC")[0].state == "rolled_back"


def test_decisions_sleep_and_wake(pat: Session, tmp_path: Path) -> None:
    """28: a decision that names a withdrawn record stays on file, counts for contradictions, and holds on return."""
    feed(pat)
    feed(pat, "BRENT-ASC")
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA)
    other = deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA.replace("71", "A1"), "BRENT-ASC")
    assert other.links == 1
    with pat.changing(May.REVIEW, Action.DECIDED, "made up") as change:
        rule(change.connection, change.event, Case(0, "", 1, 2, 0.0, "open"), "different", "twins", "")
    apart = picture(pat)
    roll_back(pat, other.delivery)
    assert picture(pat)["decided"] == apart["decided"]
    assert picture(pat)["persons"] == {1: 1}
    deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA.replace("71", "A1"), "BRENT-ASC")
    assert picture(pat) == apart


def test_the_search_that_is_open_follows(pat: Session, tmp_path: Path) -> None:
    """A seat's index in memory keeps step, though entries never move."""
    feed(pat)
    deliver(pat, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA)
    before = answers(pat)
    seat = Lookup(pat)
    assert answers(pat, seat) == before
    last = deliver(pat, tmp_path / "b.csv", PEOPLE + AMELIA.replace("Smith", "Jones") + THOMAS)
    assert "Jones" in answers(pat, seat)[3]
    roll_back(pat, last.delivery)
    assert answers(pat, seat) == before
    assert "Jones" not in answers(pat, seat)[3]


KEYS = ("71", "72", "73", "74")
SAYS = (
    "Smith,Amelia,14/03/2013,9434765919,HA0 2AB",
    "Jones,Amelia,14/03/2013,9434765919,HA9 8QR",
    "Smith,Amelia,14/03/2013,,HA0 2AB",
    "Smith,Emily,14/03/2013,,HA0 2AB",
    "Taylor,Amelia,15/03/2013,4010232137,HA0 4TT",
    "Khan,Zara,22/12/2016,4010232137,HA0 4TT",
    "Khan,Zara,31/02/2016,4010232137,HA0 4TT",  # refused, but present
)
EXTRACTS = st.lists(
    st.tuples(st.booleans(), st.dictionaries(st.sampled_from(KEYS), st.sampled_from(SAYS), min_size=1)),
    min_size=1,
    max_size=5,
)


AMELIA_JONES = "Jones,Amelia,14/03/2013,9434765919,HA9 8QR"
AMELIA_TAYLOR = "Taylor,Amelia,15/03/2013,4010232137,HA0 4TT"
DROPPED_BY_A_NEW_COUNT = [
    (False, dict(zip(KEYS, (AMELIA_JONES, SAYS[2], SAYS[3], SAYS[2]), strict=True))),
    (True, {"72": AMELIA_JONES}),
    (False, {"73": AMELIA_JONES}),
    (True, dict(zip(KEYS, (AMELIA_TAYLOR, SAYS[5], AMELIA_JONES, SAYS[6]), strict=True))),
    (True, dict(zip(KEYS, (SAYS[6], SAYS[6], AMELIA_TAYLOR, AMELIA_TAYLOR), strict=True))),
]
"""The last one makes values be counted anew, by which a waiting question comes to too little."""
SISTERS = [
    (False, {"71": SAYS[5]}),
    (False, {"72": AMELIA_JONES, "74": SAYS[6], "73": SAYS[0], "71": SAYS[0]}),
    (False, {"71": AMELIA_JONES}),
    (False, {"74": SAYS[2], "71": SAYS[0], "72": SAYS[3], "73": SAYS[6]}),
    (True, {"74": AMELIA_TAYLOR, "72": AMELIA_JONES, "73": AMELIA_TAYLOR, "71": SAYS[2]}),
]
"""A pair becomes one of two children of one home, who are asked about no more."""


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(extracts=EXTRACTS, again=st.integers(1, 5))
@example(extracts=DROPPED_BY_A_NEW_COUNT, again=1)
@example(extracts=SISTERS, again=5)
def test_any_matrix_of_presence_taken_back_and_brought_in_again(
    template: Template, extracts: list[tuple[bool, dict[str, str]]], again: int
) -> None:
    """28, 29 (domain/8, invariant 11): whoever comes, goes, changes and returns, in two feeds."""
    with TemporaryDirectory() as place:
        shutil.copytree(template.directory, Path(place) / "hub")
        pat = sign_in(Hub.open(Path(place) / "hub", fixed_clock), template.keys, "pat")
        for code in ("BRENT-CSC", "BRENT-ASC"):
            feed(pat, code)
            thresholds.change(pat, code, {"quarantined": "off"})
        told: list[tuple[Path, str, str, date]] = []
        for number, (other, people) in enumerate(extracts):
            text = PEOPLE.replace("\n", ",Remark\n") + "".join(f"{k},{v},{number}\n" for k, v in people.items())
            code = "BRENT-ASC" if other else "BRENT-CSC"
            told.append((Path(place) / f"{number}.csv", text, code, AS_OF - timedelta(days=30 - number)))
        stood = [(picture(pat), answers(pat))]
        made: list[int] = []
        for file in told:
            made.append(deliver(pat, *file).delivery)
            stood.append((picture(pat), answers(pat)))
        back = min(again, len(told))
        for at in range(1, back + 1):
            roll_back(pat, made[-at])
            assert (picture(pat), answers(pat)) == stood[-at - 1]
        for at, file in enumerate(told[len(told) - back :], len(told) - back + 1):
            deliver(pat, *file)
            assert (picture(pat), answers(pat)) == stood[at]
        pat.close()
