"""Look-up on a real hub: who is found by what, in which order, with which words, and what is written down."""

import gc
import json
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.lookup.search import Answer, Hit, Lookup
from store.audit import Action
from store.enquiry import Purpose
from store.errors import EnquiryNeeded, NotAllowed
from store.hub import Hub
from store.permissions import May
from store.records import source_records
from store.records.hits import Line, lines
from store.records.source_records import Name
from store.records.terms import change_feed
from store.session import Session
from store.settings import Setting, switch
from tests.accounts import SignIn
from tests.matching.people import decide, deliver, feed, row


@pytest.fixture
def lookup(officer: Session) -> Lookup:
    """An officer's look-up, with an enquiry open."""
    officer.open_enquiry(Purpose.SCREENING, "Jo Caller", "Ashfield School", "CALL-7")
    return Lookup(officer)


@pytest.fixture
def village(admin: Session) -> dict[str, int]:
    """A few people that the borough knows; source key → record, which is the person too."""
    return deliver(
        admin,
        feed(admin),
        [
            row("amelia", "Smith", "Amelia", "2013-03-14", middle="Rose", nhs="4857773457", case="249012",
                house="12", street="MILL LANE", postcode="SK1 3XE", phone="+442079460958"),
            row("grace", "Okafor", "Grace", "1985-07-02", also=[Name("former", "Grace", "", "Mensah")],
                house="FLAT 3 8", street="HIGH STREET", postcode="SK1 4AA", former_address="12|MILL LANE|SK1 3XE"),
            row("lizzy", "Obrien", "Elizabeth", "1950-01-30", also=[Name("preferred", "Lizzy", "", "")]),
            row("yusuf", "Ali", "Yusuf", "2011-04-05", nhs="9434765919"),
            row("sian", "Llewellyn-Jones", "Siân", "2009"),
            row("tom", "McDonald", "Tom", "2001-12-03"),
            row("unborn", "Patel", "Unborn", expected="2026-12-03"),
            row("jo", "[bold]Tables[/]", "Jo'; drop table person_name --", "1999-09-09"),
        ],
    )  # fmt: skip


def names(answer: Answer) -> list[str]:
    """Whom the list shows, in order."""
    return [f"{hit.given} {hit.family}" for hit in answer.hits]


def only(answer: Answer) -> Hit:
    """The one person found."""
    assert len(answer.hits) == 1, answer
    return answer.hits[0]


def test_who_is_known_to_have_one_record_is_told_of_in_the_same_words(admin: Session, village: dict[str, int]) -> None:
    """Also if it says something else now, or is nobody's any more."""
    housing = feed(admin)
    changed = deliver(admin, housing, [row("zoe", "Smith", "Zoe", "2013-03-14")])["zoe"]
    deliver(admin, housing, [row("zoe", "Khan", "Zoe", "2013-03-14")])
    with admin.changing(May.IMPORT, Action.DELIVERED, "x") as change:
        change.connection.execute("update source_record set state = 'withdrawn' where id = ?", (village["tom"],))
    people = [*village.values(), changed]
    with admin.reading(May.FEEDS) as connection:
        told = lines(connection, people)
        assert lines(connection, people, {person: person for person in people}) == told
    assert changed in told
    assert village["tom"] not in told


def test_what_was_told_is_forgotten_once_the_hub_changes(admin: Session, lookup: Lookup) -> None:
    """Or somebody who was shielded or blanked since would stay in memory for as long as the program runs."""

    def in_memory() -> set[str]:
        gc.collect()
        return {one.given for one in gc.get_objects() if isinstance(one, Hit | Line) and one.family == "Quatermain"}

    housing = feed(admin)
    deliver(admin, housing, [row("1", "Quatermain", "Allan", "1950-01-30"), row("2", "Quatermain", "Ayesha", "1990")])
    lookup.find("quatermain")
    assert in_memory() == {"Allan", "Ayesha"}
    deliver(admin, housing, [row("3", "McDonald", "Tom", "2001-12-03")])
    lookup.find("tom mcdonald")
    assert in_memory() == set()


# By name


@pytest.mark.parametrize(
    ("text", "who", "band", "why"),
    [
        ("smith amelia", "amelia", "exact", ""),
        ("Amelia SMITH", "amelia", "exact", ""),
        ("smi ame", "amelia", "exact", ""),
        ("amelia rose smith", "amelia", "exact", ""),
        ("amelia smyth", "amelia", "close", ""),
        ("amleia smith", "amelia", "close", ""),
        ("amelbiat smith", "amelia", "close", ""),
        ("smith millie", "amelia", "close", ""),
        ("amelia jane smith", "amelia", "close", "without *jane*"),
        ("okafur grays", "grace", "sounds like", ""),
        ("grace mensah", "grace", "exact", "former name *Mensah*"),
        ("o'brien lizzy", "lizzy", "exact", "known as *Lizzy*"),
        ("o brien elizabeth", "lizzy", "exact", ""),
        ("betty obrien", "lizzy", "close", ""),
        ("yousef ali", "yusuf", "close", ""),
        ("jones sian", "sian", "exact", ""),
        ("llewellynjones", "sian", "exact", ""),
        ("lewelyn sian", "sian", "sounds like", ""),
        ("mc donald", "tom", "exact", ""),
        ("mcdonald t", "tom", "exact", ""),
        ("unborn patel", "unborn", "exact", ""),
    ],
)
def test_a_name_however_it_is_heard(
    lookup: Lookup, village: dict[str, int], text: str, who: str, band: str, why: str
) -> None:
    hit = only(lookup.find(text))
    assert (hit.person, hit.band, hit.why) == (village[who], band, why)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("vanderberg pieter", "pieter"),
        ("van derberg", "pieter"),
        ("von der layen", "ursula"),
        ("caoimhe o'sullivan", "caoimhe"),
        ("keeva sullivan", "caoimhe"),
        ("connor niall", "niall"),
        ("gillivray eilidh", "eilidh"),
        ("eilidh mc gillivray", "eilidh"),
        ("mst nasreen begum", "nasrin"),
    ],
)
def test_particles_and_titles_stand_apart_or_not_or_are_left_out(
    admin: Session, lookup: Lookup, text: str, who: str
) -> None:
    people = [
        row("pieter", "van der Berg", "Pieter"), row("ursula", "Vonderlayen", "Ursula"),
        row("caoimhe", "Ó Súilleabháin", "Caoimhe"), row("niall", "O'Connor", "Niall"),
        row("sean", "O'Sullivan", "Sean"),
        row("eilidh", "MacGillivray", "Eilidh"), row("nasrin", "Begum", "Nasrin"), row("mclaren", "McLaren", "Aileen"),
    ]  # fmt: skip
    keys = deliver(admin, feed(admin), people)
    assert lookup.find(text).hits[0].person == keys[who]


@pytest.mark.parametrize(
    ("text", "band", "why"),
    [
        ("smith 14/3/13", "exact", ""),
        ("smith march 2013", "exact", ""),
        ("smith 2013", "exact", ""),
        ("smith 13y", "exact", ""),
        ("smith about 12", "exact", ""),
        ("smith 14 march", "exact", ""),
        ("smith 15/3/13", "close", "birth date close, not the same"),
        ("smith 14/3/12", "close", "birth date close, not the same"),
        ("smith 2012", "close", "birth date close, not the same"),
    ],
)
def test_a_birth_date_narrows_softly(lookup: Lookup, village: dict[str, int], text: str, band: str, why: str) -> None:
    hit = only(lookup.find(text))
    assert (hit.person, hit.band, hit.why) == (village["amelia"], band, why)


def test_day_and_month_swapped_still_find(lookup: Lookup, village: dict[str, int]) -> None:
    assert only(lookup.find("yusuf ali 4 may 2011")).person == village["yusuf"]


@pytest.mark.parametrize("text", ["amelia smith 14 mar 2012", "smith 14 mar 2012"])
def test_another_spelling_on_the_very_day_goes_before_another_day(
    admin: Session, lookup: Lookup, village: dict[str, int], text: str
) -> None:
    smyth = deliver(admin, feed(admin), [row("smyth", "SMYTH", "Amelia", "2012-03-14")])["smyth"]
    assert [hit.person for hit in lookup.find(text).hits] == [smyth, village["amelia"]]


def test_the_day_of_birth_makes_up_for_a_name_that_is_not_held(lookup: Lookup, village: dict[str, int]) -> None:
    hit = only(lookup.find("zbigniew smith 14/03/2013"))
    assert (hit.person, hit.band, hit.why) == (village["amelia"], "close", "without *zbigniew*")
    assert lookup.find("zbigniew smith").state == "none"


def test_a_date_that_fits_nobody_is_set_aside_and_that_is_said(lookup: Lookup, village: dict[str, int]) -> None:
    answer = lookup.find("smith amelia 1 jan 1960")
    assert only(answer).person == village["amelia"]
    assert only(answer).band == "close"
    assert answer.understood.endswith("Nobody of that name is recorded with that birth date; shown without it")


def test_a_birth_date_alone(lookup: Lookup, village: dict[str, int]) -> None:
    assert only(lookup.find("14/03/2013")).person == village["amelia"]
    assert only(lookup.find("edd 3 dec")).person == village["unborn"]


# By number and place


@pytest.mark.parametrize(
    ("text", "who", "why"),
    [
        ("485 777 3457", "amelia", ""),
        ("nhs 48577", "amelia", ""),
        ("48577", "amelia", ""),
        ("case 249012", "amelia", "case number *249012*, Housing (Brent)"),
        ("249012", "amelia", "case number *249012*, Housing (Brent)"),
        ("case 24901", "amelia", "case number *249012*, Housing (Brent)"),
        ("flat 3 8 high st", "grace", ""),
        ("8 high street", "grace", ""),
        ("8 SK1 4AA", "grace", ""),
        ("sk14aa", "grace", ""),
        ("okafor sk1", "grace", ""),
        ("485 777 3457 smith", "amelia", ""),
        ("485 777 3457 okafor", "amelia", "the name is another"),
    ],
)
def test_a_number_or_a_place(lookup: Lookup, village: dict[str, int], text: str, who: str, why: str) -> None:
    hits = lookup.find(text).hits
    assert (hits[0].person, hits[0].why) == (village[who], why)


def test_a_wrong_name_beside_a_number_shows_both_people(lookup: Lookup, village: dict[str, int]) -> None:
    answer = lookup.find("485 777 3457 okafor")
    assert [hit.person for hit in answer.hits] == [village["amelia"], village["grace"]]
    assert answer.hits[0].band == "close"


def test_a_flat_is_shown_with_its_house(admin: Session, lookup: Lookup) -> None:
    home = source_records.Address(
        "current", "Flat 2, 10 High Street, Wembley", "FLAT 2 10", "HIGH STREET", "Wembley", "", "none"
    )
    deliver(admin, feed(admin), [row("1", "Smith", "Amelia")._replace(addresses=(home,))])
    assert only(lookup.find("smith")).address == "Flat 2, 10 High Street"


def test_former_addresses_are_found_and_named(admin: Session, lookup: Lookup, village: dict[str, int]) -> None:
    hits = {hit.person: hit for hit in lookup.find("SK1 3XE").hits}
    assert hits[village["amelia"]].why == ""
    assert hits[village["grace"]].why == "former address *12 Mill Lane, SK1 3XE*"
    for text in ("grace SK1 3XE", "grace SK1 3", "grace SK13"):
        assert only(lookup.find(text)).why == "former address *12 Mill Lane, SK1 3XE*"
    assert only(lookup.find("grace SK1")).why == ""
    deliver(admin, feed(admin), [row("grace", "Okafor", "Grace", "2010-05-04", postcode="SK7 7ZZ")])
    assert "SK1 " in only(lookup.find("grace SK1")).why


def test_a_number_tells_whose_it_is(admin: Session, lookup: Lookup, village: dict[str, int]) -> None:
    """F9, F10: each agency counts its own cases, so one number may be two people; both are shown, agencies named."""
    school, hounslow = feed(admin, "BRENT-EDU", "School"), feed(admin, "HOUN-HOU", "Housing", "Hounslow")
    other = deliver(admin, hounslow, [row("o", "Novak", "Jana", "1990-05-05", case="249012")])["o"]
    deliver(admin, school, [row("s", "Smith", "Amelia", case="249012")], same={"s": village["amelia"]})
    for text in ("case 249012", "249012", "housing ref 249012"):
        said = {hit.person: hit.why for hit in lookup.find(text).hits}
        assert said == {
            village["amelia"]: "case number *249012*, Housing (Brent) and School (Brent)",
            other: "case number *249012*, Housing (Hounslow)",
        }


@pytest.mark.parametrize(
    "text",
    [
        "brent housing 249012",
        "Housing (Brent) no. 249012",
        "brent council housing tenant ref 249012",
        "BRENT-HOU 249012",
    ],
)
def test_a_number_is_that_of_the_agency_named(
    admin: Session, lookup: Lookup, village: dict[str, int], text: str
) -> None:
    """F9, F10: nobody is called Brent or Housing here, and the other borough's case is somebody else's."""
    hounslow = feed(admin, "HOUN-HOU", "Housing", "Hounslow")
    deliver(admin, hounslow, [row("o", "Novak", "Jana", "1990-05-05", case="249012")])
    answer = lookup.find(text)
    hit = only(answer)
    assert (hit.person, hit.band, hit.why) == (village["amelia"], "exact", "case number *249012*, Housing (Brent)")
    assert answer.understood.endswith(" number 249012")
    assert "name" not in answer.understood.lower()


def test_a_number_that_only_another_agency_holds_is_shown_and_that_is_said(
    admin: Session, lookup: Lookup, village: dict[str, int]
) -> None:
    feed(admin, "HOUN-HOU", "Housing", "Hounslow")
    answer = lookup.find("hounslow housing 249012")
    assert only(answer).person == village["amelia"]
    assert "no record of *hounslow housing* holds that number, but another does" in answer.understood.lower()


def test_an_agency_is_no_name_only_before_a_number(admin: Session, lookup: Lookup) -> None:
    deliver(admin, feed(admin), [row("h", "Housing", "Brent", "2013-03-14")])
    for text in ("brent housing", "brent housing 14/03/2013", "brent 2013"):
        assert [hit.family for hit in lookup.find(text).hits] == ["Housing"], text


def test_everybody_who_lives_or_lived_at_an_address(admin: Session, lookup: Lookup, village: dict[str, int]) -> None:
    """F11, F55: those who live there now come first, youngest first; of the others it is said that they did."""
    keys = deliver(
        admin,
        feed(admin),
        [
            row("mother", "Smith", "Sarah", "1985-11-30", house="12", street="MILL LANE", postcode="SK1 3XE"),
            row("baby", "Jones", "Tia", "2025-11-30", postcode="SK1 9ZZ", former_address="12|MILL LANE|SK1 3XE"),
            row("flat", "Flatt", "Fay", "2000-11-30", house="FLAT 2 12", street="MILL LANE", postcode="SK1 3XE"),
            row("next", "Door", "Nina", "2000-11-30", house="14", street="MILL LANE", postcode="SK1 3XE"),
        ],
    )
    here = [village["amelia"], keys["flat"], keys["mother"], keys["baby"], village["grace"]]
    for text in ("12 mill lane", "12 mill ln", "12 mill la", "12 SK1 3XE", "lives at 12 Mill Lane, SK1 3XE"):
        hits = lookup.find(text).hits
        assert [hit.person for hit in hits] == here, text
        assert [hit.why[:14] for hit in hits] == ["", "", "", "former address", "former address"]
    assert [hit.person for hit in lookup.find("flat 2, 12 mill lane").hits] == [keys["flat"]]
    assert {hit.person for hit in lookup.find("SK1 3XE").hits} == {*here, keys["next"]}
    assert [hit.person for hit in lookup.find("smith 12 mill lane").hits] == [village["amelia"], keys["mother"]]


def test_a_house_where_nobody_of_that_name_lives_shows_who_does(lookup: Lookup, village: dict[str, int]) -> None:
    answer = lookup.find("12 mill lane manchester")
    assert [(hit.person, hit.band) for hit in answer.hits] == [
        (village["amelia"], "close"),
        (village["grace"], "close"),
    ]
    assert answer.hits[0].why == "the name is another"


@pytest.mark.parametrize("text", ["the smith family at 12 mill lane", "amelia smith 1/1/1960 at 12 mill lane"])
def test_whose_name_fits_is_not_said_to_have_another_name(lookup: Lookup, village: dict[str, int], text: str) -> None:
    hit = lookup.find(text).hits[0]
    assert hit.person == village["amelia"]
    assert "the name is another" not in hit.why


def test_place_and_date_that_both_fit_nobody_are_both_set_aside(lookup: Lookup, village: dict[str, int]) -> None:
    answer = lookup.find("amelia smith 1 jan 1960 SK1 4AA")
    assert only(answer).person == village["amelia"]
    assert answer.understood.endswith("recorded there, nor with that birth date; shown without it")


def test_names_that_nobody_has_may_be_a_street(lookup: Lookup, village: dict[str, int]) -> None:
    answer = lookup.find("mill lane")
    assert [hit.person for hit in answer.hits] == [village["amelia"], village["grace"]]
    assert answer.understood.endswith("Nobody has just that name, so *mill lane* was looked for as a street")


def test_a_street_may_follow_the_names(lookup: Lookup, village: dict[str, int]) -> None:
    hit = only(answer := lookup.find("okafor high street"))
    assert (hit.person, hit.band) == (village["grace"], "exact")
    assert answer.understood.endswith("Nobody has just that name, so *high street* was looked for as a street")
    assert only(lookup.find("the mensah family at high street")).person == village["grace"]
    assert only(lookup.find("okafor at high street")).person == village["grace"]
    assert lookup.find("mill lane sk1 3").hits[0].person == village["amelia"]
    assert only(answer := lookup.find("llewellyn high street")).person == village["sian"]
    assert answer.understood.endswith("as a street. Nobody of that name is recorded there; shown without it")


@pytest.mark.parametrize(
    ("text", "who", "aside"),
    [
        ("unborn llewellyn", "sian", "*unborn*"),
        ("the llewellyn children", "sian", "*the* and *children*"),
        ("child is called yusuf ali", "yusuf", "*child* and *is*"),
        ("okafor born", "grace", "*born*"),
        ("unknown okafor", "grace", "*unknown*"),
    ],
)
def test_words_said_beside_a_name_hide_nobody(
    lookup: Lookup, village: dict[str, int], text: str, who: str, aside: str
) -> None:
    """Who listens types what is said: 'unborn' before the mother's name, 'the … family'."""
    answer = lookup.find(text)
    assert (answer.hits[0].person, answer.hits[0].band) == (village[who], "close")
    assert answer.understood.endswith(f"with {aside}, so it was looked for without")
    assert only(lookup.find("unborn patel")).band == "exact"


def test_a_street_goes_before_names_that_are_only_like_it(
    admin: Session, lookup: Lookup, village: dict[str, int]
) -> None:
    mila = deliver(admin, feed(admin), [row("mila", "Lane", "Mila", "2001-01-01")])["mila"]
    assert [hit.person for hit in lookup.find("mill lane").hits] == [village["amelia"], village["grace"], mila]
    mill = deliver(admin, feed(admin), [row("mill", "Lane", "Mill", "2002-01-01")])["mill"]
    assert [hit.person for hit in lookup.find("mill lane").hits] == [mill, mila], "somebody's very name"


@pytest.mark.parametrize("text", ["baby patel", "the patel infant", "newborn patel"])
def test_a_child_without_a_name_is_found_by_any_word_for_one(
    admin: Session, lookup: Lookup, village: dict[str, int], text: str
) -> None:
    deliver(admin, feed(admin), [row("tia", "Patel", "Tia", "2026-01-01"), row("om", "Patel", "Om", "2026-02-01")])
    hit = lookup.find(text).hits[0]
    assert (hit.person, hit.band) == (village["unborn"], "close")


def test_words_after_a_number_that_are_no_street_are_looked_for_as_a_name(
    lookup: Lookup, village: dict[str, int]
) -> None:
    answer = lookup.find("13 okafor")
    assert only(answer).person == village["grace"]
    assert answer.understood == ("At 13 okafor. Nobody is recorded at 13 okafor, so *okafor* was looked for as a name")
    answer = lookup.find("13 smith road")
    assert answer.hits == ()
    assert answer.understood == "At 13 smith road. Nobody is recorded there"
    assert lookup.find("12 m").state == "short"


def test_a_place_where_nobody_of_that_name_lives_is_set_aside(lookup: Lookup, village: dict[str, int]) -> None:
    for text in ("amelia smith SK1 4AA", "amelia smith SK9 9ZZ"):
        answer = lookup.find(text)
        assert only(answer).person == village["amelia"]
        assert answer.understood.endswith(("shown without it", "looked for without the place"))


def test_a_birth_date_beside_a_place_where_nobody_is_still_finds(lookup: Lookup, village: dict[str, int]) -> None:
    answer = lookup.find("14/03/2013 SK9 9ZZ")
    assert only(answer).person == village["amelia"]
    assert answer.understood.endswith("Nobody is recorded there; looked for without the place")
    answer = lookup.find("15/03/2013 SK9 9ZZ")
    assert (answer.state, answer.tried[0]) == ("none", "the birth date, and day and month swapped")
    answer = lookup.find("mar 2013 SK9 9ZZ")
    assert (answer.state, answer.tried) == ("none", ("the address, present and former",))
    assert answer.understood.endswith("Nobody is recorded there")


def test_a_telephone_only_where_the_hub_allows_it(admin: Session, lookup: Lookup, village: dict[str, int]) -> None:
    """F12: off until a hub administrator turns it on; from then on at the next search, whoever is signed in."""
    answer = lookup.find("020 7946 0958")
    assert (answer.state, answer.hits) == ("short", ())
    assert "switched off" in answer.understood
    switch(admin, Setting.PHONE_SEARCH, on=True)
    for text in ("020 7946 0958", "+44 (0)20 7946 0958", "tel. 02079460958"):
        assert only(lookup.find(text)).person == village["amelia"]
    assert only(lookup.find("020 7946 0958")).why == "telephone *020 7946 0958*"
    assert lookup.find("020 7946 0959").understood.endswith("No record holds that number")
    switch(admin, Setting.PHONE_SEARCH, on=False)
    assert lookup.find("020 7946 0958").state == "short"


def test_a_number_that_fails_its_check_is_said_and_still_looked_up(lookup: Lookup, village: dict[str, int]) -> None:
    answer = lookup.find("485 777 0000")
    assert answer.state == "none"
    assert "fails the NHS number's check" in answer.understood
    assert "No record holds that number" in answer.understood


@pytest.mark.parametrize("said", ["485 777 3456", "485 777 3475", "458 777 3457", "NHS 4857773957"])
def test_who_has_a_number_one_slip_away_from_one_that_cannot_be_is_close(
    lookup: Lookup, village: dict[str, int], said: str
) -> None:
    answer = lookup.find(said)
    hit = only(answer)
    assert (hit.person, hit.band, hit.why) == (village["amelia"], "close", "one slip in the NHS number")
    assert "fails the NHS number's check" in answer.understood
    hit = lookup.find(f"{said} amelia smith").hits[0]
    assert (hit.person, hit.band) == (village["amelia"], "close")
    hits = lookup.find(f"{said} okafor").hits
    assert [hit.person for hit in hits] == [village["grace"], village["amelia"]]
    assert hits[1].why == "one slip in the NHS number; the name is another"


# Persons, versions, ranking


def test_records_of_one_person_are_one_hit_with_what_most_of_them_say(
    admin: Session, lookup: Lookup, village: dict[str, int]
) -> None:
    me = village["amelia"]
    school, health = feed(admin, "BRENT-EDU", "School"), feed(admin, "BRENT-GP", "Primary care")
    deliver(admin, school, [row("s", "Smyth", "Amy", "2013-03-14", postcode="SK2 2BB")], same={"s": me})
    deliver(
        admin, health, [row("h", "SMITH", "AMELIA", "2013", postcode="SK2 2BB")], same={"h": me}, as_of="2026-06-10"
    )
    hit = only(lookup.find("smith 14/03/2013"))
    assert (hit.family, hit.given, hit.birth, hit.postcode) == ("SMITH", "AMELIA", "2013-03-14", "SK2 2BB")
    hit = only(lookup.find("amy smyth"))
    assert (hit.person, hit.why) == (me, "also recorded as *Amy Smyth*")


def test_a_birth_date_that_is_not_the_one_shown_is_named(admin: Session, supervisor: Session, lookup: Lookup) -> None:
    """R29; a year alone beside the whole date is no other date."""
    people = deliver(
        admin,
        feed(admin),
        [
            row("a", "White", "Chloe", "2017-10-13"), row("b", "White", "Chloe", "2017-05-14"),
            row("c", "White", "Chloe", "2017-10-13"), row("d", "White", "Chloe", "2017"),
        ],
    )  # fmt: skip
    decide(supervisor, {people[key]: people["a"] for key in "bcd"})
    assert only(lookup.find("14 may 2017")).why == "also recorded as born 14 May 2017"
    assert only(lookup.find("12 may 2017 white")).why == "also recorded as born 2017"
    assert only(lookup.find("white chloe 2017")).why == ""
    assert only(lookup.find("white chloe")).why == ""


def test_a_name_that_is_no_longer_said_still_finds(admin: Session, lookup: Lookup, village: dict[str, int]) -> None:
    before = only(lookup.find("smith amelia"))
    changed = row(
        "amelia", "Khan", "Amelia", "2013-03-14", nhs="4857773457", house="1", street="NEW ROAD", postcode="SK5 5AA"
    )
    deliver(admin, feed(admin), [changed])
    hit = only(lookup.find("smith amelia"))
    assert (hit.person, hit.family, hit.why) == (before.person, "Khan", "former name *Smith*")
    assert only(lookup.find("khan amelia")).why == ""
    assert only(lookup.find("12 mill lane amelia")).why == "former address *12 Mill Lane, SK1 3XE*"
    assert only(lookup.find("case 249012")).why.startswith("former case number")
    deliver(admin, feed(admin), [row("amelia", "Smith", "Amelia", "2013-03-14", middle="Rose", nhs="4857773457")])
    assert only(lookup.find("smith amelia")).why == ""


def test_what_is_still_said_goes_before_what_was_and_ties_go_youngest_first(admin: Session, lookup: Lookup) -> None:
    deliver(
        admin,
        feed(admin),
        [
            row("old", "Novak", "Jana", "1940-05-05"),
            row("unknown", "Novak", "Jana"),
            row("young", "Novak", "Jana", "2012-05-05"),
            row("once", "Cerny", "Jana", "2020-05-05", also=[Name("former", "Jana", "", "Novak")]),
            row("near", "Novac", "Jana", "2021-05-05"),
        ],
    )
    births = [hit.birth for hit in lookup.find("jana novak").hits]
    assert births == ["2012-05-05", "1940-05-05", "", "2020-05-05", "2021-05-05"]


def test_twenty_five_at_most(admin: Session, lookup: Lookup) -> None:
    people = [row(str(n), "Singh", "Harpreet", f"{1960 + n}-05-05", postcode="SK1 3XE") for n in range(30)]
    deliver(admin, feed(admin), people[:25])
    assert (len(lookup.find("singh").hits), lookup.find("singh").more) == (25, False)
    deliver(admin, feed(admin), people)
    for text in ("singh", "SK1 3XE", "singh SK1 3XE"):
        answer = lookup.find(text)
        assert (len(answer.hits), answer.more) == (25, True)
        assert [hit.birth for hit in answer.hits[:2]] == ["1989-05-05", "1988-05-05"]


def test_similar_people_are_marked(admin: Session, lookup: Lookup) -> None:
    keys = deliver(
        admin,
        feed(admin),
        [
            row("a", "Smith", "Amelia", "2013-03-14"),
            row("b", "Smyth", "Emilia", "2013-03-15"),
            row("twin", "Smith", "Oliver", "2013-03-14"),
            row("c", "Smith", "Amelia", "1950-11-30"),
            row("d", "Smithson", "Boris", "1999-01-09"),
        ],
    )
    marked = {hit.person for hit in lookup.find("smi").hits if hit.similar} | {
        hit.person for hit in lookup.find("smith amelia").hits if hit.similar
    }
    assert marked == {keys["a"], keys["b"], keys["twin"]}


def test_namesakes_of_one_year_or_one_home_are_marked(admin: Session, lookup: Lookup) -> None:
    """Father and son; two girls of one name who are both 'thirteen'. A namesake a generation away elsewhere is not."""
    at_home = partial(row, house="9", street="ELM COURT", postcode="NW2 5BB")
    keys = deliver(
        admin,
        feed(admin),
        [
            at_home("father", "Novak", "Petr", "1961-05-05"),
            at_home("son", "Novak", "Petr", "1990-11-30"),
            at_home("mother", "Novak", "Jana", "1963-02-14"),
            row("elsewhere", "Novak", "Petr", "1948-08-17", house="1", street="FAR ROAD", postcode="NW9 1AA"),
            row("one", "Moyo", "Tendai", "2013-02-01"),
            row("two", "Moyo", "Tendai", "2013-11-28"),
            row("older", "Moyo", "Tendai", "2004-06-19"),
        ],
    )
    for text, marked in (("novak", {keys["father"], keys["son"]}), ("tendai moyo", {keys["one"], keys["two"]})):
        assert {hit.person for hit in lookup.find(text).hits if hit.similar} == marked


def test_two_with_one_nhs_number_are_marked(admin: Session, lookup: Lookup) -> None:
    deliver(
        admin,
        feed(admin),
        [
            row("mother", "Smith", "Ava", "1984-09-25", nhs="4857773457"),
            row("son", "Smith", "Jack", "2009-07-31", nhs="4857773457"),
            row("other", "Smith", "Dennis", "1965-04-05"),
        ],
    )
    assert [hit.given for hit in lookup.find("smith").hits if hit.similar] == ["Jack", "Ava"]


# Freshness


def test_a_decision_counts_at_once_without_an_index(
    admin: Session, supervisor: Session, lookup: Lookup, village: dict[str, int]
) -> None:
    other = deliver(admin, feed(admin, "BRENT-EDU", "School"), [row("s", "Smith", "Amelia", "2013-03-14")])["s"]
    assert {hit.person for hit in lookup.find("smith amelia").hits} == {village["amelia"], other}
    decide(supervisor, {other: village["amelia"]})
    assert only(lookup.find("smith amelia")).person == village["amelia"]
    decide(supervisor, {other: other})
    assert {hit.person for hit in lookup.find("smith amelia").hits} == {village["amelia"], other}
    decide(supervisor, {other: village["amelia"]})
    deliver(admin, feed(admin), [row("new", "Moyo", "Tendai", "2001-01-01")])
    assert only(lookup.find("smith amelia")).person == village["amelia"]
    decide(supervisor, {other: None})
    assert only(lookup.find("smith amelia")).person == village["amelia"]


def test_another_program_on_the_same_hub_is_seen_at_once(
    admin: Session, hub: Hub, template: object, lookup: Lookup, village: dict[str, int]
) -> None:
    assert lookup.find("moyo").state == "none"
    from tests.accounts import fixed_clock, sign_in

    elsewhere = sign_in(Hub.open(hub.directory, fixed_clock), template.keys, "ada")  # type: ignore[attr-defined]
    deliver(elsewhere, feed(elsewhere), [row("new", "Moyo", "Tendai", "2001-01-01")])
    elsewhere.close()
    assert only(lookup.find("moyo")).family == "Moyo"


def test_a_record_that_was_withdrawn_is_not_found(
    admin: Session, supervisor: Session, lookup: Lookup, village: dict[str, int]
) -> None:
    assert lookup.find("smith amelia").hits
    with admin.changing(May.IMPORT, Action.DELIVERED, "x") as change:
        change.connection.execute("update source_record set state = 'withdrawn' where id = ?", (village["amelia"],))
    for text in ("smith amelia", "485 777 3457", "14/03/2013", "case 249012"):
        assert lookup.find(text).hits == ()
    assert [hit.person for hit in lookup.find("SK1 3XE").hits] == [village["grace"]]


def test_deliveries_one_by_one_and_all_at_once_give_one_index(admin: Session, officer: Session, lookup: Lookup) -> None:
    rows = [
        row(str(n), f"Fam{chr(97 + n % 26)}ily", f"Given{chr(97 + n // 26)}", f"20{n % 24:02}-05-05") for n in range(80)
    ]
    for start in range(0, 80, 13):
        deliver(admin, feed(admin), rows[start : start + 13])
        lookup.find(f"fam{start}")
    deliver(admin, feed(admin), [row("5", "Changed", "Givena", "2005-05-05")])
    seen, fresh = lookup, Lookup(officer)
    for text in ("family", "famaily", "givena", "givenb famcily", "changed", "famfily givena", "famfily 2005"):
        assert seen.find(text) == fresh.find(text)


# States


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_nothing_typed(lookup: Lookup, text: str) -> None:
    assert lookup.find(text) == Answer("", "", state="empty")


@pytest.mark.parametrize("text", ["s", "2013", "13y", "sk1", "mar 2013", "nhs 48", "a b c", "31 feb 2013", "%*", "14"])
def test_too_little_to_go_by(lookup: Lookup, village: dict[str, int], text: str) -> None:
    answer = lookup.find(text)
    assert (answer.state, answer.hits) == ("short", ())
    assert answer.understood


def test_nobody_found_says_how_it_was_looked_for_and_what_the_feeds_hold(
    admin: Session, lookup: Lookup, village: dict[str, int]
) -> None:
    feed(admin, "BRENT-PRO", "Probation")
    answer = lookup.find("zzyzx 1 may 1999 485 777 3499 SK9 9ZZ")
    assert answer.state == "none"
    assert len(answer.tried) == 5
    assert answer.feeds == (
        "Housing (Brent Housing): everyone who is made up; data of 8 June 2026",
        "Probation (Brent Probation): nothing has been supplied yet",
    )
    assert "not known" not in " ".join((*answer.tried, *answer.feeds, answer.understood))


def test_nobody_found_says_which_feeds_would_not_cover_such_a_person(admin: Session, lookup: Lookup) -> None:
    """F18, R1: the village's only feed is housing, shown from 16; an age that is not known excludes nothing."""
    deliver(admin, feed(admin), [row("1", "Smith", "Amelia", "2013-03-14", phone="+442079460958")], as_of="2026-01-01")
    said = "Housing (Brent Housing): everyone who is made up; data of 1 January 2026, which is overdue"
    for text, more in (
        ("zzyzx 9y", "; would not cover somebody aged 9"),
        ("zzyzx about 15", ""),
        ("zzyzx 2013", "; would not cover somebody aged 12 to 13"),
        ("zzyzx mar 1985", ""),
        ("zzyzx edd 3 dec", ""),
        ("zzyzx 14 mar", ""),
        ("zzyzx", ""),
        ("upn A123456789012", ", holds no UPN numbers"),
        ("zzyzx 14 old road", ", holds no streets"),
    ):
        assert lookup.find(text).feeds == (said + more,), text


def test_rule_23_nobody_found_says_which_ages_a_feed_covers(admin: Session, lookup: Lookup) -> None:
    deliver(admin, feed(admin), [row("1", "Smith", "Amelia", "2013-03-14")])
    change_feed(admin, "BRENT-HOU", ages="18-64")
    [young], [old], [within] = (lookup.find(text).feeds for text in ("zzyzx 17y", "zzyzx 80y", "zzyzx 40y"))
    assert young.endswith("; would not cover somebody aged 17")
    assert old.endswith("; would not cover somebody aged 80")
    assert "would not cover" not in within


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("485 777 0000", "the NHS number once more: a digit of it may be wrong"),
        ("zzyzx edd 3 dec", "the mother: an unborn child may be recorded under her name, or not yet"),
        ("zzyzx qwrtz amelia", "fewer names: the family name and one given name"),
        ("case 999999", "the name"),
    ],
)
def test_nobody_found_says_what_to_ask_the_caller(
    lookup: Lookup, village: dict[str, int], text: str, first: str
) -> None:
    answer = lookup.find(text)
    assert (answer.state, answer.add[0]) == ("none", first)


def test_a_feed_without_such_numbers_says_so(admin: Session, lookup: Lookup) -> None:
    deliver(admin, feed(admin), [row("1", "Smith", "Amelia", "2013-03-14")])
    (said,) = lookup.find("485 777 3457").feeds
    assert said.endswith("holds no NHS numbers")


# Access and audit


def test_searches_are_recorded_before_they_are_shown(
    officer: Session, supervisor: Session, lookup: Lookup, village: dict[str, int]
) -> None:
    answer = lookup.find("Smith  amelia")
    ((action, enquiry, purpose, detail),) = searches(supervisor)
    assert officer.enquiry is not None
    assert (action, enquiry, purpose) == ("searched", officer.enquiry.number, "screening")
    assert json.loads(detail) == {
        "typed": "Smith amelia",
        "understood": answer.understood,
        "people": [village["amelia"]],
        "more": False,
    }
    lookup.find("Smith amelia")
    assert len(searches(supervisor)) == 1
    lookup.find("zzzz")
    assert len(searches(supervisor)) == 2
    lookup.find("")
    lookup.find("s")
    assert len(searches(supervisor)) == 2
    officer.open_enquiry(Purpose.S47, "A", "B", "C")
    lookup.find("zzzz")
    assert len(searches(supervisor)) == 3


def searches(supervisor: Session) -> list[tuple[str, int, str, str]]:
    """The searches in the audit log."""
    with supervisor.reading_audit() as log:
        return log.execute("select action, enquiry, purpose, detail from audit where action = 'searched'").fetchall()


def test_nothing_is_shown_that_could_not_be_recorded(
    officer: Session, lookup: Lookup, village: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError

    monkeypatch.setattr(officer, "record", full)
    with pytest.raises(OSError):
        lookup.find("smith")


def test_no_search_without_an_enquiry(officer: Session) -> None:
    with pytest.raises(EnquiryNeeded):
        Lookup(officer).find("smith")


@pytest.mark.parametrize("login", ["ada", "sue"])
def test_administrators_and_supervisors_do_not_search(signed_in: SignIn, login: str) -> None:
    session = signed_in(login)
    session.open_enquiry(Purpose.QUALITY, "A", "B", "C")
    with pytest.raises(NotAllowed):
        Lookup(session).find("smith")


def test_every_statement_of_a_search_goes_by_an_index(
    admin: Session, officer: Session, lookup: Lookup, village: dict[str, int]
) -> None:
    """No table is read through, whatever is asked: only the ids handed in, the feeds and their deliveries."""
    deliver(admin, feed(admin), [row("new", "Moyo", "Tendai", "2001-01-01")])
    seen: list[str] = []
    with officer.reading(May.SEARCH) as connection:
        connection.set_trace_callback(seen.append)
    for text in (
        "smi",
        "smith 2013",
        "485 777 3457",
        "48577",
        "case 249012",
        "8 high st",
        "SK1 3XE",
        "grace sk1",
        "zzyx",
    ):
        lookup.find(text)
    with officer.reading(May.SEARCH) as connection:
        connection.set_trace_callback(None)
        for statement in {text for text in seen if text.startswith(("select", "with"))}:
            for *_, step in connection.execute(f"explain query plan {statement}"):
                allowed = (
                    "j",
                    "s",
                    "f",
                    "d",
                    "delivery",
                    "lookup_supply",
                    "lookup_chunk",
                    "lookup_segment",
                    "lookup_state",
                    "CONSTANT",
                    "led",
                    "n",  # what leads to a number or a street, found by seeks
                )
                within = "VIRTUAL TABLE" in step  # what one document says
                assert within or not step.startswith("SCAN ") or step.split()[1] in allowed, statement
                assert "PRIMARY KEY (kind=?)" not in step, statement
    assert len(seen) > 30


# Hostile text


HOSTILE = (
    "'; drop table person_name; --", '" or 1=1 --', "%_%", "[bold]x[/]", "[@click=app.quit]x[/]", "\x1b[2J\x07\x00",
    "\u202esmith", "\ud800", "x" * 100_000, "1" * 5_000, "((((((((((", "\\", "{0}", "$(rm)", "=1+1",
    "😀 smith", "ß" * 400,
)  # fmt: skip


def test_hostile_text_is_only_text(officer: Session, lookup: Lookup, village: dict[str, int]) -> None:
    for text in HOSTILE:
        lookup.find(text)
    assert only(lookup.find("jo tables")).family == "[bold]Tables[/]"
    assert only(lookup.find("Jo'; drop table person_name --")).person == village["jo"]
    assert only(lookup.find("smith amelia")).person == village["amelia"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_gets_an_answer(lookup: Lookup, village: dict[str, int], text: str) -> None:
    assert lookup.find(text).state in ("empty", "short", "none", "found")


WHO = {
    "amelia": "amelia",
    "smith": "amelia",
    "grace": "grace",
    "okafor": "grace",
    "elizabeth": "lizzy",
    "yusuf": "yusuf",
}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(WHO)), st.data())
def test_one_slip_in_a_name_never_loses_the_person(
    lookup: Lookup, village: dict[str, int], name: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slip = data.draw(st.sampled_from(["lost", "other", "more", "exchanged"]))
    heard = {
        "lost": name[:at] + name[at + 1 :],
        "other": name[:at] + letter + name[at + 1 :],
        "more": name[:at] + letter + name[at:],
        "exchanged": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    }[slip]
    who = WHO[name]
    assert village[who] in {hit.person for hit in lookup.find(heard).hits}


def test_names_of_the_records_are_not_needed_in_any_case(admin: Session, lookup: Lookup) -> None:
    """A record whose only name has no letters is kept, shown by its number, and breaks nothing."""
    nameless = source_records.RecordRow(1, "n", identifiers=(source_records.Identifier("NHS", "4857773457", "valid"),),
                                        names=(Name("current", "", "", "."),))  # fmt: skip
    keys = deliver(admin, feed(admin), [nameless])
    assert lookup.find("..").hits == ()
    assert [hit.person for hit in lookup.find("485 777 3457").hits] == [keys["n"]]


def test_a_place_where_nobody_is_recorded_and_one_where_others_are_leave_the_same_doubt(
    village: dict[str, int], lookup: Lookup
) -> None:
    nobodys, others = lookup.find("amelia smith sk9 9zz"), lookup.find("amelia smith sk1 4aa")
    assert only(nobodys).band == only(others).band == "close"
    assert only(lookup.find("14/3/2013 sk9 9zz")).band == "close"
    assert only(lookup.find("amelia smith sk1 3xe")).band == "exact"


def test_of_a_whole_date_alone_who_is_recorded_with_the_year_is_close(village: dict[str, int], lookup: Lookup) -> None:
    assert only(lookup.find("3 may 2009")).band == "close"
    assert only(lookup.find("14 mar 2013")).band == "exact"


@pytest.mark.parametrize("text", ["Agnieszka (Aga) Kowalska", "kowalska agnieszka aga"])
def test_what_somebody_is_also_known_as_is_no_word_that_is_lacking(admin: Session, lookup: Lookup, text: str) -> None:
    """An alias is an entry of its own: beside the name it is borne out by the person, who goes before her namesake."""
    keys = deliver(
        admin,
        feed(admin),
        [
            row("aga", "Kowalska", "Agnieszka", "1990-05-04", also=[Name("alias", "Aga", "", "")]),
            row("other", "Kowalska", "Agnieszka", "2001-02-03"),
        ],
    )
    hits = lookup.find(text).hits
    assert [hit.person for hit in hits] == [keys["aga"], keys["other"]]
    assert hits[0].why == "known as *Aga*"
    assert hits[1].why == "without *aga*"


def test_who_bears_one_word_twice_is_found_by_two_spellings_of_it(admin: Session, lookup: Lookup) -> None:
    people = deliver(admin, feed(admin), [row("d", "Dawit", "Dawit", "1946-06-26"), row("o", "Dawit", "Sara", "1950")])
    assert next(iter(lookup.find("dawt dawid").hits)).person == people["d"]


def test_who_has_one_name_is_not_found_by_two_others_that_are_each_like_it(admin: Session, lookup: Lookup) -> None:
    deliver(admin, feed(admin), [row("m", "Mira", "", "1990-01-02"), row("s", "Mirza", "Samira", "1991-01-02")])
    assert [hit.given for hit in lookup.find("samira mir").hits] == ["Samira"]
