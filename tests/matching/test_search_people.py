"""Records become people: what of them is shown, in which order, and whom they are like."""

import gc
from functools import partial

from matching.lookup.search import Hit, Lookup
from store.audit import Action
from store.permissions import May
from store.records.hits import Line, lines
from store.records.rows import Name
from store.session import Session
from tests.matching.answers import only
from tests.matching.people import decide, deliver, feed, row


def test_records_of_one_person_are_one_hit_with_what_most_of_them_say(
    admin: Session, lookup: Lookup, known: dict[str, int]
) -> None:
    me = known["amelia"]
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


def test_whose_birth_date_another_record_knows_is_not_one_without_a_birth_date(admin: Session, lookup: Lookup) -> None:
    """R29: an undated record fits any date that is asked for, whatever the person's other records say."""
    housing, health = feed(admin), feed(admin, "BRENT-GP", "GP")
    dated = deliver(admin, housing, [row("1", "Smith", "Edith", "2024-02-14")])
    unknown = deliver(admin, health, [row("1", "Smith", "Edith"), row("2", "Smith", "Edith")], same={"1": dated["1"]})
    wanted = deliver(admin, housing, [row("2", "Smithe", "Edith", "2009-07-31")])
    hits = lookup.find("edith smith 31 jul 2009").hits
    assert [hit.person for hit in hits] == [wanted["2"], unknown["2"], dated["1"]]
    assert [hit.why for hit in hits] == ["", "birth date not supplied", "the birth date is another"]
    assert lookup.find("edith smith 14 feb 2024").hits[0].band == "exact"


def test_a_name_that_is_no_longer_said_still_finds(admin: Session, lookup: Lookup, known: dict[str, int]) -> None:
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


def test_who_is_known_to_have_one_record_is_told_of_in_the_same_words(admin: Session, known: dict[str, int]) -> None:
    """Also if it says something else now, or is nobody's any more."""
    housing = feed(admin)
    changed = deliver(admin, housing, [row("zoe", "Smith", "Zoe", "2013-03-14")])["zoe"]
    deliver(admin, housing, [row("zoe", "Khan", "Zoe", "2013-03-14")])
    with admin.changing(May.IMPORT, Action.DELIVERED, "x") as change:
        change.connection.execute("update source_record set state = 'withdrawn' where id = ?", (known["tom"],))
    people = [*known.values(), changed]
    with admin.reading(May.FEEDS) as connection:
        told = lines(connection, people)
        assert lines(connection, people, {person: person for person in people}) == told
    assert changed in told
    assert known["tom"] not in told


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
