"""Who is found by an address, alone or beside a name."""

import pytest

from matching.lookup.search import Lookup
from store.records.rows import Address
from store.session import Session
from tests.matching.answers import only
from tests.matching.people import deliver, feed, row


def test_a_flat_is_shown_with_its_house(admin: Session, lookup: Lookup) -> None:
    home = Address("current", "Flat 2, 10 High Street, Wembley", "FLAT 2 10", "HIGH STREET", "Wembley", "", "none")
    deliver(admin, feed(admin), [row("1", "Smith", "Amelia")._replace(addresses=(home,))])
    assert only(lookup.find("smith")).address == "Flat 2, 10 High Street"


def test_former_addresses_are_found_and_named(admin: Session, lookup: Lookup, known: dict[str, int]) -> None:
    hits = {hit.person: hit for hit in lookup.find("SK1 3XE").hits}
    assert hits[known["amelia"]].why == ""
    assert hits[known["grace"]].why == "former address *12 Mill Lane, SK1 3XE*"
    for text in ("grace SK1 3XE", "grace SK1 3", "grace SK13"):
        assert only(lookup.find(text)).why == "former address *12 Mill Lane, SK1 3XE*"
    assert only(lookup.find("grace SK1")).why == ""
    deliver(admin, feed(admin), [row("grace", "Okafor", "Grace", "2010-05-04", postcode="SK7 7ZZ")])
    assert "SK1 " in only(lookup.find("grace SK1")).why


def test_everybody_who_lives_or_lived_at_an_address(admin: Session, lookup: Lookup, known: dict[str, int]) -> None:
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
    here = [known["amelia"], keys["flat"], keys["mother"], keys["baby"], known["grace"]]
    for text in ("12 mill lane", "12 mill ln", "12 mill la", "12 SK1 3XE", "lives at 12 Mill Lane, SK1 3XE"):
        hits = lookup.find(text).hits
        assert [hit.person for hit in hits] == here, text
        assert [hit.why[:14] for hit in hits] == ["", "", "", "former address", "former address"]
    assert [hit.person for hit in lookup.find("flat 2, 12 mill lane").hits] == [keys["flat"]]
    assert {hit.person for hit in lookup.find("SK1 3XE").hits} == {*here, keys["next"]}
    assert [hit.person for hit in lookup.find("smith 12 mill lane").hits] == [known["amelia"], keys["mother"]]


def test_a_house_where_nobody_of_that_name_lives_shows_who_does(lookup: Lookup, known: dict[str, int]) -> None:
    answer = lookup.find("12 mill lane manchester")
    assert [(hit.person, hit.band) for hit in answer.hits] == [
        (known["amelia"], "close"),
        (known["grace"], "close"),
    ]
    assert answer.hits[0].why == "the name is another"


@pytest.mark.parametrize("text", ["the smith family at 12 mill lane", "amelia smith 1/1/1960 at 12 mill lane"])
def test_whose_name_fits_is_not_said_to_have_another_name(lookup: Lookup, known: dict[str, int], text: str) -> None:
    hit = lookup.find(text).hits[0]
    assert hit.person == known["amelia"]
    assert "the name is another" not in hit.why


def test_place_and_date_that_both_fit_nobody_are_both_set_aside(lookup: Lookup, known: dict[str, int]) -> None:
    answer = lookup.find("amelia smith 1 jan 1960 SK1 4AA")
    assert only(answer).person == known["amelia"]
    assert answer.understood.endswith("recorded there, nor with that birth date; shown without it")


def test_names_that_nobody_has_may_be_a_street(lookup: Lookup, known: dict[str, int]) -> None:
    answer = lookup.find("mill lane")
    assert [hit.person for hit in answer.hits] == [known["amelia"], known["grace"]]
    assert answer.understood.endswith("Nobody has just that name, so *mill lane* was looked for as a street")


def test_a_street_may_follow_the_names(lookup: Lookup, known: dict[str, int]) -> None:
    hit = only(answer := lookup.find("okafor high street"))
    assert (hit.person, hit.band) == (known["grace"], "exact")
    assert answer.understood.endswith("Nobody has just that name, so *high street* was looked for as a street")
    assert only(lookup.find("the mensah family at high street")).person == known["grace"]
    assert only(lookup.find("okafor at high street")).person == known["grace"]
    assert lookup.find("mill lane sk1 3").hits[0].person == known["amelia"]
    assert only(answer := lookup.find("llewellyn high street")).person == known["sian"]
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
    lookup: Lookup, known: dict[str, int], text: str, who: str, aside: str
) -> None:
    """Who listens types what is said: 'unborn' before the mother's name, 'the … family'."""
    answer = lookup.find(text)
    assert (answer.hits[0].person, answer.hits[0].band) == (known[who], "close")
    assert answer.understood.endswith(f"with {aside}, so it was looked for without")
    assert only(lookup.find("unborn patel")).band == "exact"


def test_a_street_goes_before_names_that_are_only_like_it(
    admin: Session, lookup: Lookup, known: dict[str, int]
) -> None:
    mila = deliver(admin, feed(admin), [row("mila", "Lane", "Mila", "2001-01-01")])["mila"]
    assert [hit.person for hit in lookup.find("mill lane").hits] == [known["amelia"], known["grace"], mila]
    mill = deliver(admin, feed(admin), [row("mill", "Lane", "Mill", "2002-01-01")])["mill"]
    assert [hit.person for hit in lookup.find("mill lane").hits] == [mill, mila], "somebody's very name"


def test_a_place_where_nobody_of_that_name_lives_is_set_aside(lookup: Lookup, known: dict[str, int]) -> None:
    for text in ("amelia smith SK1 4AA", "amelia smith SK9 9ZZ"):
        answer = lookup.find(text)
        assert only(answer).person == known["amelia"]
        assert answer.understood.endswith(("shown without it", "looked for without the place"))


def test_a_birth_date_beside_a_place_where_nobody_is_still_finds(lookup: Lookup, known: dict[str, int]) -> None:
    answer = lookup.find("14/03/2013 SK9 9ZZ")
    assert only(answer).person == known["amelia"]
    assert answer.understood.endswith("Nobody is recorded there; looked for without the place")
    answer = lookup.find("15/03/2013 SK9 9ZZ")
    assert (answer.state, answer.tried[0]) == ("none", "the birth date, and day and month swapped")
    answer = lookup.find("mar 2013 SK9 9ZZ")
    assert (answer.state, answer.tried) == ("none", ("the address, present and former",))
    assert answer.understood.endswith("Nobody is recorded there")


def test_a_place_where_nobody_is_recorded_and_one_where_others_are_leave_the_same_doubt(
    known: dict[str, int], lookup: Lookup
) -> None:
    nobodys, others = lookup.find("amelia smith sk9 9zz"), lookup.find("amelia smith sk1 4aa")
    assert only(nobodys).band == only(others).band == "close"
    assert only(lookup.find("14/3/2013 sk9 9zz")).band == "close"
    assert only(lookup.find("amelia smith sk1 3xe")).band == "exact"


@pytest.mark.parametrize(
    "text", ["13y mill lane", "13 yr old girl mill lane", "aged 13, mill lane", "girl about 13, 12 mill lane",
             "girl 13y SK1 3XE", "child aged 13 12 mill lane"],
)  # fmt: skip
def test_an_age_and_a_street_lead_to_who_is_of_that_age_there(
    admin: Session, lookup: Lookup, known: dict[str, int], text: str
) -> None:
    """'13y' is no house, and 'girl' nobody's name: nobody of a like name elsewhere may be opened for it."""
    deliver(admin, feed(admin), [row("elsewhere", "Gill", "Gill", "2013-03-14", house="1", street="ELM ROAD")])
    hit = only(lookup.find(text))
    assert (hit.person, hit.band) == (known["amelia"], "exact")


def test_who_is_called_by_a_word_that_may_be_no_name_comes_first(admin: Session, lookup: Lookup) -> None:
    home = {"house": "1", "street": "ELM ROAD", "postcode": "SK1 5AA"}
    keys = deliver(
        admin,
        feed(admin),
        [
            row("baby", "Khan", "Baby", "2026-05-01", **home),
            row("tia", "Khan", "Tia", "2026-05-20", **home),
            row("another", "Jones", "Baby", "2026-05-20"),
        ],
    )
    answer = lookup.find("baby 1 elm road")
    assert [hit.person for hit in answer.hits] == [keys["baby"], keys["tia"]]
    assert "*baby* may be no name, so everybody there is looked for" in answer.understood
    assert [hit.person for hit in lookup.find("girl 20 may 2026").hits] == [keys["tia"], keys["another"]]
    assert lookup.find("baby SK1").hits[0].person == keys["baby"], "a district is looked through for a name only"
    assert len(lookup.find("baby SK1").hits) == 1


def test_whoever_is_of_another_age_is_not_exact(lookup: Lookup, known: dict[str, int]) -> None:
    """One who lives there alone would else be opened by an Enter pressed before the list was seen."""
    first = lookup.find("30y 12 mill lane").hits[0]
    assert (first.person, first.band, first.why) == (known["amelia"], "close", "not of that birth date")
