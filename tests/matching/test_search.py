"""Look-up on a real hub: its states, when it is fresh, who may look, what is written down, and hostile text."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.lookup.search import Answer, Lookup
from store.audit import Action
from store.enquiry import Purpose
from store.errors import EnquiryNeeded, NotAllowed
from store.hub import Hub
from store.permissions import May
from store.records.terms import change_feed
from store.session import Session
from tests.accounts import SignIn
from tests.matching.answers import only
from tests.matching.people import decide, deliver, feed, row

# States


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_nothing_typed(lookup: Lookup, text: str) -> None:
    assert lookup.find(text) == Answer("", "", state="empty")


@pytest.mark.parametrize("text", ["s", "2013", "13y", "sk1", "mar 2013", "nhs 48", "a b c", "31 feb 2013", "%*", "14"])
def test_too_little_to_go_by(lookup: Lookup, known: dict[str, int], text: str) -> None:
    answer = lookup.find(text)
    assert (answer.state, answer.hits) == ("short", ())
    [missing] = answer.add
    assert missing.split()[0] in ("give", "many")


def test_an_age_in_a_district_lists_nobody_and_says_what_would(lookup: Lookup, known: dict[str, int]) -> None:
    """domain/3 C.2 step 5, feature 15: never list the borough. A street or a digit of the postcode is enough."""
    answer = lookup.find("age 13 HA0")
    assert (answer.state, answer.understood) == ("short", "Aged 13, postcode beginning HA0")
    assert answer.add == ("many in HA0 fit that; add a name, a street, more of the postcode or the whole birth date",)


def test_nobody_found_says_how_it_was_looked_for_and_what_the_feeds_hold(
    admin: Session, lookup: Lookup, known: dict[str, int]
) -> None:
    feed(admin, "BRENT-PRO", "Probation")
    answer = lookup.find("zzyzx 1 may 1999 485 777 3499 SK9 9ZZ")
    assert answer.state == "none"
    assert len(answer.tried) == 5
    assert answer.feeds == (
        "Housing (Brent Housing): everyone who is made up; data of 8 June 2026",
        "Probation (Brent Probation): this hub holds no data from it",
    )
    assert "not known" not in " ".join((*answer.tried, *answer.feeds, answer.understood))


def test_nobody_found_says_which_feeds_would_not_cover_such_a_person(admin: Session, lookup: Lookup) -> None:
    """F18, R1: the hub's only feed is housing, shown from 16; an age that is not known excludes nothing."""
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
def test_nobody_found_says_what_to_ask_the_caller(lookup: Lookup, known: dict[str, int], text: str, first: str) -> None:
    answer = lookup.find(text)
    assert (answer.state, answer.add[0]) == ("none", first)


def test_a_feed_without_such_numbers_says_so(admin: Session, lookup: Lookup) -> None:
    deliver(admin, feed(admin), [row("1", "Smith", "Amelia", "2013-03-14")])
    (said,) = lookup.find("485 777 3457").feeds
    assert said.endswith("holds no NHS numbers")


# Freshness


def test_a_decision_counts_at_once_without_an_index(
    admin: Session, supervisor: Session, lookup: Lookup, known: dict[str, int]
) -> None:
    other = deliver(admin, feed(admin, "BRENT-EDU", "School"), [row("s", "Smith", "Amelia", "2013-03-14")])["s"]
    assert {hit.person for hit in lookup.find("smith amelia").hits} == {known["amelia"], other}
    decide(supervisor, {other: known["amelia"]})
    assert only(lookup.find("smith amelia")).person == known["amelia"]
    decide(supervisor, {other: other})
    assert {hit.person for hit in lookup.find("smith amelia").hits} == {known["amelia"], other}
    decide(supervisor, {other: known["amelia"]})
    deliver(admin, feed(admin), [row("new", "Moyo", "Tendai", "2001-01-01")])
    assert only(lookup.find("smith amelia")).person == known["amelia"]
    decide(supervisor, {other: None})
    assert only(lookup.find("smith amelia")).person == known["amelia"]


def test_another_program_on_the_same_hub_is_seen_at_once(
    admin: Session, hub: Hub, template: object, lookup: Lookup, known: dict[str, int]
) -> None:
    assert lookup.find("moyo").state == "none"
    from tests.accounts import fixed_clock, sign_in

    elsewhere = sign_in(Hub.open(hub.directory, fixed_clock), template.keys, "ada")  # type: ignore[attr-defined]
    deliver(elsewhere, feed(elsewhere), [row("new", "Moyo", "Tendai", "2001-01-01")])
    elsewhere.close()
    assert only(lookup.find("moyo")).family == "Moyo"


def test_a_record_that_was_withdrawn_is_not_found(
    admin: Session, supervisor: Session, lookup: Lookup, known: dict[str, int]
) -> None:
    assert lookup.find("smith amelia").hits
    with admin.changing(May.IMPORT, Action.DELIVERED, "x") as change:
        change.connection.execute("update source_record set state = 'withdrawn' where id = ?", (known["amelia"],))
    for text in ("smith amelia", "485 777 3457", "14/03/2013", "case 249012"):
        assert lookup.find(text).hits == ()
    assert [hit.person for hit in lookup.find("SK1 3XE").hits] == [known["grace"]]


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


# Access and audit


def test_searches_are_recorded_before_they_are_shown(
    officer: Session, supervisor: Session, lookup: Lookup, known: dict[str, int]
) -> None:
    answer = lookup.find("Smith  amelia")
    ((action, enquiry, purpose, detail),) = searches(supervisor)
    assert officer.enquiry is not None
    assert (action, enquiry, purpose) == ("searched", officer.enquiry.number, "screening")
    assert json.loads(detail) == {
        "typed": "Smith amelia",
        "understood": answer.understood,
        "people": [known["amelia"]],
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
    officer: Session, lookup: Lookup, known: dict[str, int], monkeypatch: pytest.MonkeyPatch
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
    admin: Session, officer: Session, lookup: Lookup, known: dict[str, int]
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


def test_hostile_text_is_only_text(officer: Session, lookup: Lookup, known: dict[str, int]) -> None:
    for text in HOSTILE:
        lookup.find(text)
    assert only(lookup.find("jo tables")).family == "[bold]Tables[/]"
    assert only(lookup.find("Jo'; drop table person_name --")).person == known["jo"]
    assert only(lookup.find("smith amelia")).person == known["amelia"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_gets_an_answer(lookup: Lookup, known: dict[str, int], text: str) -> None:
    assert lookup.find(text).state in ("empty", "short", "none", "found")
