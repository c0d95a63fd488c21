"""Who is found by a number, and whose number it is."""

import pytest

from matching.lookup.search import Lookup
from store.session import Session
from store.settings import Setting, switch
from tests.matching.answers import only
from tests.matching.people import deliver, feed, row


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
def test_a_number_or_a_place(lookup: Lookup, known: dict[str, int], text: str, who: str, why: str) -> None:
    hits = lookup.find(text).hits
    assert (hits[0].person, hits[0].why) == (known[who], why)


def test_a_wrong_name_beside_a_number_shows_both_people(lookup: Lookup, known: dict[str, int]) -> None:
    answer = lookup.find("485 777 3457 okafor")
    assert [hit.person for hit in answer.hits] == [known["amelia"], known["grace"]]
    assert answer.hits[0].band == "close"


def test_a_number_tells_whose_it_is(admin: Session, lookup: Lookup, known: dict[str, int]) -> None:
    """F9, F10: each agency counts its own cases, so one number may be two people; both are shown, agencies named."""
    school, hounslow = feed(admin, "BRENT-EDU", "School"), feed(admin, "HOUN-HOU", "Housing", "Hounslow")
    other = deliver(admin, hounslow, [row("o", "Novak", "Jana", "1990-05-05", case="249012")])["o"]
    deliver(admin, school, [row("s", "Smith", "Amelia", case="249012")], same={"s": known["amelia"]})
    for text in ("case 249012", "249012", "housing ref 249012"):
        said = {hit.person: hit.why for hit in lookup.find(text).hits}
        assert said == {
            known["amelia"]: "case number *249012*, Housing (Brent) and School (Brent)",
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
def test_a_number_is_that_of_the_agency_named(admin: Session, lookup: Lookup, known: dict[str, int], text: str) -> None:
    """F9, F10: nobody is called Brent or Housing here, and the other borough's case is somebody else's."""
    hounslow = feed(admin, "HOUN-HOU", "Housing", "Hounslow")
    deliver(admin, hounslow, [row("o", "Novak", "Jana", "1990-05-05", case="249012")])
    answer = lookup.find(text)
    hit = only(answer)
    assert (hit.person, hit.band, hit.why) == (known["amelia"], "exact", "case number *249012*, Housing (Brent)")
    assert answer.understood.endswith(" number 249012")
    assert "name" not in answer.understood.lower()


def test_a_number_that_only_another_agency_holds_is_shown_and_that_is_said(
    admin: Session, lookup: Lookup, known: dict[str, int]
) -> None:
    feed(admin, "HOUN-HOU", "Housing", "Hounslow")
    answer = lookup.find("hounslow housing 249012")
    assert only(answer).person == known["amelia"]
    assert "no record of *hounslow housing* holds that number, but another does" in answer.understood.lower()


def test_an_agency_is_no_name_only_before_a_number(admin: Session, lookup: Lookup) -> None:
    deliver(admin, feed(admin), [row("h", "Housing", "Brent", "2013-03-14")])
    for text in ("brent housing", "brent housing 14/03/2013", "brent 2013"):
        assert [hit.family for hit in lookup.find(text).hits] == ["Housing"], text


def test_words_after_a_number_that_are_no_street_are_looked_for_as_a_name(
    lookup: Lookup, known: dict[str, int]
) -> None:
    answer = lookup.find("13 okafor")
    assert only(answer).person == known["grace"]
    assert answer.understood == ("At 13 okafor. Nobody is recorded at 13 okafor, so *okafor* was looked for as a name")
    answer = lookup.find("13 smith road")
    assert answer.hits == ()
    assert answer.understood == "At 13 smith road. Nobody is recorded there"
    assert lookup.find("12 m").state == "short"


def test_a_telephone_only_where_the_hub_allows_it(admin: Session, lookup: Lookup, known: dict[str, int]) -> None:
    """F12: off until a hub administrator turns it on; from then on at the next search, whoever is signed in."""
    answer = lookup.find("020 7946 0958")
    assert (answer.state, answer.hits) == ("short", ())
    assert "switched off" in answer.add[0]
    switch(admin, Setting.PHONE_SEARCH, on=True)
    for text in ("020 7946 0958", "+44 (0)20 7946 0958", "tel. 02079460958"):
        assert only(lookup.find(text)).person == known["amelia"]
    assert only(lookup.find("020 7946 0958")).why == "telephone *020 7946 0958*"
    assert lookup.find("020 7946 0959").understood.endswith("No record holds that number")
    switch(admin, Setting.PHONE_SEARCH, on=False)
    assert lookup.find("020 7946 0958").state == "short"


def test_a_number_that_fails_its_check_is_said_and_still_looked_up(lookup: Lookup, known: dict[str, int]) -> None:
    answer = lookup.find("485 777 0000")
    assert answer.state == "none"
    assert "fails the NHS number's check" in answer.understood
    assert "No record holds that number" in answer.understood


@pytest.mark.parametrize("said", ["485 777 3456", "485 777 3475", "458 777 3457", "NHS 4857773957"])
def test_who_has_a_number_one_slip_away_from_one_that_cannot_be_is_close(
    lookup: Lookup, known: dict[str, int], said: str
) -> None:
    answer = lookup.find(said)
    hit = only(answer)
    assert (hit.person, hit.band, hit.why) == (known["amelia"], "close", "one slip in the NHS number")
    assert "fails the NHS number's check" in answer.understood
    hit = lookup.find(f"{said} amelia smith").hits[0]
    assert (hit.person, hit.band) == (known["amelia"], "close")
    hits = lookup.find(f"{said} okafor").hits
    assert [hit.person for hit in hits] == [known["grace"], known["amelia"]]
    assert hits[1].why == "one slip in the NHS number; the name is another"
