"""Shields in search and review: the same bytes with or without a shielded person (domain/2 R17-R19, R28; DESIGN §4)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.deciding import review
from matching.deciding.review import CaseGone, Reason
from matching.deciding.ruling import NotStanding
from matching.linkage import rerun, resolve, versions
from matching.linkage.resolve import Linked, link_delivery
from matching.lookup.postings import index_delivery
from matching.lookup.search import Answer, Lookup
from store import accounts
from store.audit import Action
from store.disclosure import areas, shielding, shields, view
from store.disclosure.facts import PersonGone
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import May, Role
from store.records.restrictions import Level
from store.records.rows import Name, RecordRow
from store.session import Session
from store.settings import Setting, switch
from tests.accounts import fixed_clock, sign_in
from tests.matching.people import arrive, numbers, row
from tests.matching.town import feed

HOME = {"house": "12", "street": "MILL LANE", "postcode": "SK1 3XE"}

SHIELDED = row(
    "hidden", "McDonald", "Amelia", "2013-03-14", nhs="4857773456", case="249012", phone="+442079460958",
    also=[Name("former", "Amelia", "", "Quixwood")], **HOME,
)  # fmt: skip
AGAIN = row("again", "McDonald", "Amelia", "2013-03-14", nhs="4857773456", house="3", street="HARBOUR STREET",
            postcode="HA0 4LL")  # fmt: skip
OTHERS = [
    row("sarah", "Smith", "Sarah", "1985-02-01", phone="+442079460111", **HOME),
    row("amelie", "Macdonald", "Amelie", "2013-05-28"),
    row("donald", "Donald", "Mac", "1999-03-14"),
    row("reversed", "Amelia", "Donald", "2013-02-11", house="14", street="MILL LANE", postcode="SK1 3XE"),
    row("numbered", "Khan", "Zara", "2012-01-01", nhs="4857770017", case="249013"),
    *(row(f"crowd {n}", "McDonald", f"{given}", f"{1950 + n}-06-0{1 + n % 9}") for n, given in enumerate(
        ["Ann", "Bea", "Cat", "Dee", "Eve", "Fay", "Gia", "Hal", "Ivy", "Jan", "Kay", "Liv", "Mia", "Nia", "Oda",
         "Pia", "Quin", "Ria", "Sia", "Tia", "Una", "Vic", "Wyn", "Xia", "Yan", "Zoe"])),
]  # fmt: skip


@dataclass(frozen=True)
class Town:
    """A hub with people, and sessions on it."""

    hub: Hub
    admin: Session
    officer: Session
    supervisor: Session
    lead: Session
    keys: dict[str, int]

    def asked(self, question: str) -> Answer:
        """What the officer is told, people named by their place among the others: numbers are never shown."""
        answer = Lookup(self.officer).find(question)
        return replace(answer, hits=tuple(replace(hit, person=self.place(hit.person)) for hit in answer.hits))

    def place(self, person: int) -> int:
        """Where somebody stands among the others; -1 for the shielded person."""
        key = next(key for key, record in self.keys.items() if record == person)
        return OTHER_KEYS.index(key) if key in OTHER_KEYS else -1


FILLER = row("filler", "Wojcik", "Jan", "1971-08-30", nhs="9434765919", case="1", phone="+442079460222",
             house="5", street="LONG ROAD", postcode="NW1 1AA")  # fmt: skip
"""In every feed of every hub, so that each holds the same kinds of things."""
OTHER_KEYS = [one.source_key for one in (*OTHERS, FILLER)]


def deliver(admin: Session, label: str, rows: Sequence[RecordRow]) -> tuple[dict[str, int], Linked]:
    """Rows as one delivery of a feed, linked and indexed as an import does."""
    of = feed(admin, label)
    with admin.changing(May.IMPORT, Action.DELIVERED, of.code) as change:
        stored = arrive(change, of, rows)
        linked = link_delivery(change.connection, change.event, stored.new, stored.changed)
        index_delivery(change.connection, change.event, stored.new, stored.changed)
        return numbers(change.connection, of), linked


@pytest.fixture(scope="module")
def settle(template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Town]]:
    """A hub that holds the others and, between two of their deliveries, these rows."""
    open_: list[Session] = []

    def made(*rows: RecordRow) -> Town:
        directory: Path = tmp_path_factory.mktemp("town") / "hub"
        shutil.copytree(template.directory, directory)
        hub = Hub.open(directory, fixed_clock)
        with closing(sign_in(hub, template.keys, "ada")) as first:
            accounts.set_roles(first, "pat", [Role.LEAD, Role.OFFICER])
            accounts.set_roles(first, "ada", [Role.LEAD, Role.ADMIN])
        admin, officer, supervisor, lead = (sign_in(hub, template.keys, who) for who in ("ada", "ofi", "sue", "pat"))
        open_.extend((admin, officer, supervisor, lead))
        switch(admin, Setting.PHONE_SEARCH, on=True)
        officer.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
        keys = deliver(admin, "Housing", [*OTHERS[:20], FILLER])[0]
        keys = deliver(admin, "Schools", [FILLER, *rows])[0] | deliver(admin, "Health", [FILLER])[0] | keys
        keys |= deliver(admin, "Housing", OTHERS[20:])[0]
        return Town(hub, admin, officer, supervisor, lead, keys)

    yield made
    for session in open_:
        session.close()


def protect(town: Town, key: str, level: Level) -> int:
    made = shielding.protect(town.lead, town.keys[key], level, reason="threats", owner="J Bell, Brent CSC")
    return made.shield.id


@pytest.fixture(scope="module")
def without(settle: Callable[..., Town]) -> Town:
    return settle()


@pytest.fixture(scope="module")
def hidden(settle: Callable[..., Town]) -> Town:
    """The same with one more person, whose existence is hidden."""
    town = settle(SHIELDED)
    protect(town, "hidden", Level.EXISTENCE)
    return town


@pytest.fixture(scope="module", params=[Level.PLACE, Level.INVOLVEMENT])
def placed(request, settle: Callable[..., Town]) -> tuple[Town, Town]:
    """Two hubs whose shielded person differs in what is hidden alone."""
    elsewhere = SHIELDED._replace(
        addresses=row("", "", "", house="1", street="LOW ROAD", postcode="HA9 7RR").addresses,
        contacts=(), identifiers=SHIELDED.identifiers[:1],
    )  # fmt: skip
    towns = settle(SHIELDED), settle(elsewhere)
    for town in towns:
        protect(town, "hidden", request.param)
    return towns


NAMES = st.sampled_from(
    ["amelia", "mcdonald", "mc donald", "macdonald", "quixwood", "quixw", "amelia mcdonald", "mcdonld", "emilia", "am",
     "smith", "sarah smith", "donald amelia", "zara khan", "ann mcdonald", "m", "mcd"]
)  # fmt: skip
BIRTHS = st.sampled_from(["", "", "14/3/2013", "14 mar 2013", "mar 2013", "2013", "13y", "15/3/2013", "3/14/2013"])
PLACES = st.sampled_from(["", "", "sk1 3xe", "sk1", "12 mill lane", "mill lane", "ha0 4ll", "1 low road", "ha9 7rr"])
NUMBERS = st.sampled_from(["", "", "485 777 3456", "48577", "case 249012", "2490", "24901", "020 7946 0958", "249012"])
QUESTIONS = st.builds(
    lambda *parts: " ".join(filter(None, parts)), st.one_of(NAMES, st.just("")), BIRTHS, PLACES, NUMBERS
)


@settings(max_examples=80)
@given(QUESTIONS)
def test_r18_every_answer_is_the_same_with_or_without_who_is_hidden(hidden: Town, without: Town, question: str) -> None:
    assert hidden.asked(question) == without.asked(question)


@settings(max_examples=50)
@given(QUESTIONS)
def test_r17_no_answer_depends_on_a_hidden_address_number_or_telephone(
    placed: tuple[Town, Town], question: str
) -> None:
    one, other = placed
    assert one.asked(question) == other.asked(question)


def test_the_questions_do_ask_for_the_shielded_person(settle: Callable[..., Town]) -> None:
    """Without a shield they are found by every one of these: the tests above cannot pass for want of a question."""
    town = settle(SHIELDED)
    assert len(town.asked("mcdonald").hits) == 25
    for question in ("amelia mcdonald", "quixwood", "485 777 3456", "case 249012", "020 7946 0958", "12 mill lane"):
        assert -1 in [hit.person for hit in town.asked(question).hits], question


def test_r17_the_shielded_are_found_by_what_stays_visible(placed: tuple[Town, Town]) -> None:
    town = placed[0]
    for question in ("amelia mcdonald", "mcdonald 14/3/2013", "485 777 3456", "quixwood"):
        [hit] = [hit for hit in town.asked(question).hits if hit.person == -1]
        assert (hit.address, hit.postcode, hit.areas) == ("", "", ())
    for question in ("case 249012", "020 7946 0958", "12 mill lane", "sk1 3xe"):
        assert all(hit.person != -1 for hit in town.asked(question).hits)


def test_r18_neighbours_pages_are_the_same(hidden: Town, without: Town) -> None:
    shown = [view.person(town.officer, town.keys["sarah"]) for town in (hidden, without)]
    assert shown[0].households[0].people == 0
    assert replace(shown[0], person=0) == replace(shown[1], person=0)


def test_r14_the_audit_log_tells_no_more_than_the_searches_did(hidden: Town, without: Town) -> None:
    logs: list[list[object]] = []
    for town in (hidden, without):
        search = Lookup(town.officer)
        for question in ("amelia mcdonald", "485 777 3456", "12 mill lane"):
            search.find(question)
        with town.supervisor.reading_audit() as log:
            rows = log.execute("select detail from audit order by seq desc limit 3").fetchall()
        details = [json.loads(detail) for (detail,) in rows]
        logs.append([one | {"people": [town.place(person) for person in one["people"]]} for one in details])
    assert logs[0] == logs[1]
    assert -1 not in [person for one in logs[0] for person in one["people"]]


def test_r16_a_shield_takes_effect_on_an_open_search_and_lifting_gives_back(settle: Callable[..., Town]) -> None:
    """Another seat's index learns of it by the ledger's number."""
    town = settle(SHIELDED)
    search = Lookup(town.officer)
    before = search.find("amelia mcdonald")
    assert town.keys["hidden"] in [hit.person for hit in before.hits]
    shield = protect(town, "hidden", Level.EXISTENCE)
    assert town.keys["hidden"] not in [hit.person for hit in search.find("amelia mcdonald").hits]
    shielding.lift(town.lead, shield, "safe")
    shielding.lift(town.admin, shield, "safe")
    assert search.find("amelia mcdonald") == before


def test_r19_a_new_row_of_the_shielded_person_is_never_shown(settle: Callable[..., Town], without: Town) -> None:
    """It is linked, or it becomes a case: either way the shield covers it at once; the receipt does not tell (R18)."""
    town = settle(SHIELDED)
    protect(town, "hidden", Level.EXISTENCE)
    doubtful = row("doubtful", "McDonald", "Amelia", "2013-03-14", house="9", street="FAR ROAD", postcode="N1 1AA")
    keys, linked = deliver(town.admin, "Health", [AGAIN, doubtful])
    assert (linked.links, linked.cases, linked.new_people) == (0, 0, 2)
    with town.lead.reading(May.SHIELD) as connection:
        covered = shields.covers(connection)
        people = dict(connection.execute("select record_id, person from link where closed is null"))
    assert people[keys["again"]] == people[town.keys["hidden"]]
    assert people[keys["doubtful"]] not in (people[keys["again"]], None)
    assert covered[people[keys["doubtful"]]] is Level.EXISTENCE
    for question in ("amelia mcdonald", "9 far road", "harbour street", "n1 1aa"):
        assert town.asked(question) == without.asked(question)
    with pytest.raises(PersonGone):
        view.person(town.officer, keys["doubtful"])


def test_r19_cases_about_the_shielded_wait_for_those_who_look_after_shields(settle: Callable[..., Town]) -> None:
    town = settle(SHIELDED)
    ask = partial(row, "doubtful", "McDonald", "Amelia", "2013-03-14")
    keys = deliver(town.admin, "Health", [ask(house="9", street="FAR ROAD", postcode="N1 1AA")])[0]
    [asked] = [line for line in review.queue(town.supervisor) if "Amelia MCDONALD" in line.left]
    made = review.decide(town.supervisor, asked.id, "unsure", Reason.OTHER, "asked the school")
    protect(town, "hidden", Level.EXISTENCE)
    assert asked.id not in [line.id for line in review.queue(town.supervisor)]
    assert review.last_decision(town.supervisor) is None
    with pytest.raises(NotStanding):
        review.undo(town.supervisor, made.decision)
    for act in (
        lambda: review.case(town.supervisor, asked.id),
        lambda: review.decide(town.supervisor, asked.id, "different", Reason.AGENCY),
    ):
        with pytest.raises(CaseGone):
            act()
    assert asked.id in [line.id for line in review.queue(town.lead)]
    with pytest.raises(shielding.SecondPerson):  # who set the shield does not decide alone
        review.decide(town.lead, asked.id, "different", Reason.AGENCY)
    review.decide(town.admin, asked.id, "different", Reason.AGENCY)
    with pytest.raises(CaseGone) as gone:
        review.check_waits(town.supervisor, asked.id)
    assert gone.value.sentence == CaseGone.sentence, "nobody is named to whom they are not told"
    assert view.person(town.officer, keys["doubtful"]).banner.title == "MCDONALD, Amelia"
    with pytest.raises(PersonGone):
        view.person(town.officer, town.keys["hidden"])


def test_r18_a_case_does_not_tell_what_was_decided_about_the_shielded(settle: Callable[..., Town]) -> None:
    """The two are two people, so the other one's page and cases are anybody's again; the shielded one's are not."""
    town = settle(SHIELDED)
    far = {"house": "9", "street": "FAR ROAD", "postcode": "N1 1AA"}
    deliver(town.admin, "Health", [row("doubtful", "McDonald", "Amelia", "2013-03-14", **far)])
    protect(town, "hidden", Level.EXISTENCE)
    [asked] = [line for line in review.queue(town.lead) if "Amelia MCDONALD" in line.left]
    made = review.decide(town.admin, asked.id, "different", Reason.AGENCY)
    deliver(town.admin, "Police", [row("third", "McDonald", "Amy", "2014-03-14", **far)])
    [other] = [line for line in review.queue(town.supervisor) if "Amelia MCDONALD" in line.left]
    [told] = review.case(town.lead, other.id).decisions
    assert "Amelia MCDONALD in Schools (Brent)" in told
    assert review.case(town.supervisor, other.id).decisions == ()
    withdraw(town.admin, town.keys["hidden"])
    assert review.case(town.supervisor, other.id).decisions == ()
    with pytest.raises(NotStanding):
        review.undo(town.supervisor, made.decision)


def withdraw(admin: Session, record: int) -> None:
    """What taking its delivery back does to a record: it is nobody's."""
    with admin.changing(May.IMPORT, Action.DELIVERED, "roll back") as change:
        resolve.withdraw(change.connection, change.event, [record])


def test_r18_a_re_run_is_previewed_without_the_shielded(settle: Callable[..., Town]) -> None:
    town = settle(SHIELDED, AGAIN)
    before = versions.propose(town.supervisor, join=900.0, keep=800.0)
    assert ["Amelia MCDONALD in Schools (Brent)"] in [
        list(line.named) for line in rerun.preview(town.supervisor, before.id).vanish
    ]
    protect(town, "hidden", Level.EXISTENCE)
    cleared, uncleared = (rerun.preview(session, before.id) for session in (town.lead, town.supervisor))
    assert [line for line in cleared.vanish if "Amelia MCDONALD in Schools (Brent)" in line.named]
    assert not [line for line in uncleared.vanish if "Amelia MCDONALD in Schools (Brent)" in line.named]
    assert uncleared.people_before == cleared.people_before - 1
    assert uncleared.cases_waiting <= cleared.cases_waiting
    assert uncleared.token == cleared.token


def test_r18_a_re_run_counts_nothing_of_the_shielded_that_stays(settle: Callable[..., Town]) -> None:
    town = settle(SHIELDED, AGAIN)
    held_together = versions.propose(town.supervisor, join=900.0)
    protect(town, "hidden", Level.EXISTENCE)
    cleared, uncleared = (rerun.preview(session, held_together.id) for session in (town.lead, town.supervisor))
    assert uncleared.lingering == cleared.lingering - 1


def test_r28_closed_mode_finds_children_only(settle: Callable[..., Town]) -> None:
    town = settle(
        row("unknown", "Khan", "Yusuf"), row("year", "Khan", "Adam", "2008"), row("old", "Khan", "Ali", "2007")
    )
    search = Lookup(town.officer)
    everybody = search.find("mcdonald")
    areas.set_closed(town.lead, "Brent", closed=True)
    assert [hit.given for hit in search.find("khan").hits] == ["Zara", "Adam", "Yusuf"]
    assert search.find("485 777 0017").hits[0].given == "Zara"
    nobody = search.find("sarah smith")
    assert nobody.hits == ()
    assert nobody.understood.endswith("Only children are searched here; an adult is opened from a child's page")
    assert search.find("12 mill lane").hits == ()
    areas.set_closed(town.lead, "Brent", closed=False)
    assert search.find("mcdonald") == everybody
