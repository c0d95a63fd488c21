"""A person as an officer sees them, on a small hub (domain/2 R1-R15, R23, R24, R29-R33)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.audit import Action
from store.disclosure import areas, facts, view
from store.disclosure.call_record import call_record
from store.disclosure.contact import BROKERED
from store.disclosure.details import NothingToCopy, ServiceNotShown
from store.disclosure.facts import (
    AddressFact,
    Involved,
    NameFact,
    NumberFact,
    PersonFacts,
    PersonGone,
    Supply,
    Version,
)
from store.disclosure.flags import Flag
from store.disclosure.household import households
from store.disclosure.standing import State
from store.disclosure.view import PersonView
from store.enquiry import Purpose
from store.errors import EnquiryNeeded, NotAllowed
from store.permissions import May, Role
from store.records.agencies import Agency, Feed
from store.records.hits import Line, lines
from store.records.restrictions import Level
from store.records.rows import Address, Identifier
from store.records.themes import Theme
from store.records.workers import Worker
from store.session import Session
from tests.accounts import SignIn
from tests.store.small_hub import HELEN, HOME, SmallHub, episode, name, nhs, row

NHS = "4857773456"


@pytest.fixture
def small(admin: Session) -> SmallHub:
    small = SmallHub(admin)
    small.feed("CSC", Theme.CSC, "Children's social care", cohort="children with an open or recent case")
    small.feed("HOU", Theme.HOUSING, "Housing")
    small.feed("EDU", Theme.EDUCATION, "Education")
    small.feed("GP", Theme.PRIMARY_CARE, "Primary care")
    return small


def flag_of(shown: PersonView, code: str) -> Flag:
    return next(flag for flag in shown.flags if flag.feed_code == code)


def told(shown: PersonView, kind: str) -> str:
    return " ".join(notice.words for notice in shown.notices if notice.kind == kind)


def audited(hub_session: Session) -> list[tuple[str, str, int, dict[str, object]]]:
    with hub_session.reading_audit() as log:
        rows = log.execute("select action, subject, enquiry, detail from audit order by seq").fetchall()
    return [(action, subject, enquiry, json.loads(detail)) for action, subject, enquiry, detail in rows]


def test_flags_first_with_worker_and_the_words_of_what_is_known(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver(
        "CSC", "2026-06-10", row(involvements=(episode(worker=HELEN, last_interaction="2026-06-01"),))
    )
    small.deliver("EDU", "2026-06-08", row(names=(name("Jones", "Ann"),)))
    shown = view.person(calling, amelia)
    social_care = flag_of(shown, "CSC")
    assert shown.flags[0] == social_care
    assert social_care.state is State.CURRENT
    assert social_care.words == "Open since 12 January 2026: CIN plan. Last contact 1 June 2026."
    assert social_care.since == "2026-01-12"
    assert social_care.as_of == "2026-06-10"
    assert social_care.contact.who == "Helen Marks, Social worker, Family team"
    assert (social_care.contact.phone, social_care.contact.phone_of) == ("020 7946 0111", "direct")
    assert social_care.coverage.startswith("That data covers children with an open or recent case, since 2014")
    assert [flag.feed_code for flag in shown.flags] == ["CSC", "EDU", "GP"]
    assert flag_of(shown, "EDU").state is State.NO_RECORD
    assert flag_of(shown, "EDU").words.startswith("No record for this person in the data from Brent Education")
    assert flag_of(shown, "GP").state is State.NOT_COVERED
    assert shown.not_applicable == {
        Theme.HOUSING: "Not shown: housing records are shown for ages 16 and over (this person is 13)."
    }


def test_rule_23_a_feed_that_does_not_cover_the_age_is_not_covered(small: SmallHub, calling: Session) -> None:
    small.feed("HV", Theme.HEALTH_VISITING, "Health visiting", ages="0-5")
    [amelia] = small.deliver("CSC", "2026-06-10", row(involvements=(episode(worker=HELEN),)))
    small.deliver("HV", "2026-06-09", row(names=(name("Jones", "Ann"),), birth_date="2024-02-01"))
    nursing = flag_of(view.person(calling, amelia), "HV")
    assert nursing.state is State.NOT_COVERED
    assert nursing.words == (
        "Not covered: Brent Health visiting sends ages 0 to 5 only, and this person is 13."
        " That data covers people in touch, ages 0 to 5, since 2014, Brent only, as at 9 June 2026."
        " This is not proof that the service is not involved."
    )


def test_rule_23_leaving_the_extracts_at_an_age_they_do_not_cover_closes_nothing(
    small: SmallHub, calling: Session
) -> None:
    small.feed("HV", Theme.HEALTH_VISITING, "Health visiting", ages="0-5")
    [amelia] = small.deliver("HV", "2026-06-01", row(involvements=(episode(starts="2019-01-01"),)))
    for day in ("2026-06-08", "2026-06-09", "2026-06-10", "2026-06-11"):
        small.deliver("HV", day, row(names=(name("Jones", "Ann"),), birth_date="2024-02-01"))
    nursing = flag_of(view.person(calling, amelia), "HV")
    assert nursing.state is State.OPEN_STALE
    assert nursing.words.endswith(
        "Was in the Brent Health visiting extract until 1 June 2026; that may be for age:"
        " it sends ages 0 to 5 only, and this person is 13."
    )


def test_without_a_direct_number_the_duty_desk_is_named_as_such(small: SmallHub, calling: Session) -> None:
    nameless = Worker(email="j.patel@brent.example", name="J Patel")
    [amelia] = small.deliver("CSC", "2026-06-10", row(involvements=(episode(worker=nameless),)))
    contact = flag_of(view.person(calling, amelia), "CSC").contact
    assert (contact.name, contact.phone) == ("J Patel", "020 7946 0300")
    assert contact.phone_of == "duty desk, Brent Council"


def test_a_past_worker_does_not_stand_for_an_open_case(small: SmallHub, calling: Session) -> None:
    ended = episode("closed", "Assessment", "2024-01-01", ends="2024-03-01", worker=HELEN)
    [amelia] = small.deliver("CSC", "2026-06-10", row(involvements=(episode(), ended)))
    contact = flag_of(view.person(calling, amelia), "CSC").contact
    assert contact.who == ""
    assert contact.phone_of == "duty desk, Brent Council"


def test_r6_r7_overdue_feeds_and_gaps_stand_at_the_top(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-05-05", row(involvements=(episode(worker=HELEN),)))
    shown = view.person(calling, amelia)
    flag = flag_of(shown, "CSC")
    assert flag.state is State.OVERDUE
    assert flag.words == (
        "Brent Children's social care data is 41 days old (expected weekly). Ring before relying on this."
        " When last supplied: open since 12 January 2026: CIN plan."
    )
    assert flag.contact.name == "Helen Marks"
    assert told(shown, "overdue") == "Overdue data from Brent Children's social care. Ring before relying on it."
    assert "this hub holds nothing from: early help, adult social care" in told(shown, "gap")
    assert "children's social care" not in told(shown, "gap")


def test_r5_a_possible_record_is_never_a_no(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row(involvements=(episode(),)))
    [pupil] = small.deliver("EDU", "2026-06-08", row(involvements=(episode("open", "Main", worker=HELEN),)))
    small.case(amelia, pupil)
    school = flag_of(view.person(calling, amelia), "EDU")
    assert school.state is State.BEING_CHECKED
    assert "Do not treat this as a no" in school.words
    assert not school.has_details
    assert school.contact.name == ""
    assert view.service(calling, amelia, school.feed_id).episodes == ()
    assert "being checked" in told(view.person(calling, amelia), "checking")
    assert flag_of(view.person(calling, pupil), "CSC").state is State.BEING_CHECKED


def test_r5_a_settled_case_checks_nothing(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row())
    [pupil] = small.deliver("EDU", "2026-06-08", row())
    small.case(amelia, pupil, "done")
    assert flag_of(view.person(calling, amelia), "EDU").state is State.NO_RECORD


def test_r2_an_estimated_birth_date_hides_no_service(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row(birth_date="2013", birth_estimated=1))
    shown = view.person(calling, amelia)
    assert shown.not_applicable == {}
    assert {flag.feed_code for flag in shown.flags} == {"CSC", "HOU", "EDU", "GP"}
    assert told(shown, "age") == (
        "The birth date is an estimate, so age limits could not be applied: every service is shown."
    )
    assert shown.banner.birth_words == "about 2013"


def test_an_unborn_child(small: SmallHub, calling: Session) -> None:
    unborn = row(names=(name("Smith", "Unborn", placeholder=1),), birth_date="", expected_birth="2026-12-03", unborn=1)
    [child] = small.deliver("CSC", "2026-06-10", unborn)
    shown = view.person(calling, child)
    assert shown.banner.birth_words == "expected 3 December 2026"
    assert shown.banner.age == ""
    assert shown.banner.title == "SMITH, Unborn"
    assert "not yet born" in told(shown, "age")


def test_r29_values_stand_side_by_side_with_source_and_date(small: SmallHub, calling: Session) -> None:
    old_home = Address("current", "31 Old Mill Street", "31", "", "", "NW10 1AA", "valid", "", "NW10 1AA|31")
    [amelia] = small.deliver("CSC", "2026-06-10", row(identifiers=(nhs(NHS),), addresses=(HOME,), sex="F"))
    small.deliver(
        "GP", "2026-06-01",
        row(birth_date="2013-04-13", identifiers=(nhs("9434765919"),), addresses=(old_home,), sex="F"),
        row(
            names=(name("SMITH", "AMELIA"), name("Brown", "Amelia", "former")),
            identifiers=(nhs("123", "invalid"),),
        ),
        person=amelia,
    )  # fmt: skip
    shown = view.person(calling, amelia)
    banner = shown.banner
    assert banner.title == "SMITH, Amelia"
    assert [(said.words, said.kind) for said in banner.names] == [
        ("SMITH, Amelia", "current"),
        ("BROWN, Amelia", "former"),
    ]
    assert banner.names[0].source_words == (
        "Brent Children's social care, 10 June 2026; Brent Primary care, 1 June 2026"
    )
    assert [said.words for said in banner.births] == ["14 March 2013", "13 April 2013"]
    assert banner.age == "13y"
    assert [said.words for said in banner.nhs_numbers] == ["485 777 3456", "943 476 5919"]
    assert [(said.words, said.source_words) for said in banner.addresses] == [
        ("12 Acacia Road, Wembley, HA0 2AB", "Brent Children's social care, 10 June 2026"),
        ("31 Old Mill Street, NW10 1AA", "Brent Primary care, 1 June 2026"),
    ]
    assert [said.words for said in banner.sexes] == ["Female"]
    assert told(shown, "difference") == (
        "The agencies give different birth dates: 14 March 2013 and 13 April 2013."
        " The agencies give different NHS numbers: 485 777 3456 and 943 476 5919."
    )
    assert told(shown, "number") == ("One agency holds an NHS number that fails its check: Brent Primary care.")


def test_what_only_an_older_version_says_is_former(small: SmallHub, calling: Session) -> None:
    old = row(names=(name("Mensah", "Grace"),), addresses=(HOME._replace(lines="1 Old Row", place="X|1"),))
    [grace] = small.deliver("CSC", "2026-05-01", old, key="7001")
    small.deliver("CSC", "2026-06-10", row(names=(name("Okafor", "Grace"),), addresses=(HOME,)), key="7001")
    banner = view.person(calling, grace).banner
    assert [(said.words, said.kind) for said in banner.names] == [
        ("OKAFOR, Grace", "current"),
        ("MENSAH, Grace", "former"),
    ]
    assert [(said.words, said.kind) for said in banner.addresses] == [
        ("12 Acacia Road, Wembley, HA0 2AB", "current"),
        ("1 Old Row, HA0 2AB", "former"),
    ]
    assert banner.addresses[1].source_words == "Brent Children's social care, 1 May 2026"


def test_r32_a_death_is_marked_and_later_activity_contradicts_it(small: SmallHub, calling: Session) -> None:
    [albert] = small.deliver("GP", "2026-06-01", row(birth_date="1941-01-19", death_date="2026-02-11"))
    late = row(birth_date="1941-01-19", involvements=(episode("open", "Tenancy", "2026-04-01"),))
    small.deliver("HOU", "2026-06-08", late, person=albert)
    shown = view.person(calling, albert)
    assert shown.banner.age == "85y"
    assert told(shown, "death") == "Recorded as died 11 February 2026 (Brent Primary care, 1 June 2026)."
    assert told(shown, "conflict") == ("Later activity is recorded by Brent Housing. Check before relying on either.")


def test_a_record_gone_from_a_full_extract_was_open_when_last_supplied(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-01", row(involvements=(episode(worker=HELEN),)))
    small.deliver("CSC", "2026-06-10", row(names=(name("Other", "Child"),)))
    flag = flag_of(view.person(calling, amelia), "CSC")
    assert flag.state is State.OPEN_STALE
    assert flag.words == (
        "Open since 12 January 2026 when last supplied, but not in the data of 10 June 2026: CIN plan."
        " Was in the Brent Children's social care extract until 1 June 2026; not in the one since."
    )


def test_r30_records_joined_by_score_are_marked_where_they_are(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row(identifiers=(nhs(NHS),)))
    small.deliver("GP", "2026-06-01", row(identifiers=(nhs(NHS),)), person=amelia)
    [pupil] = small.deliver("EDU", "2026-06-08", row(involvements=(episode(),)), person=amelia)
    shown = view.person(calling, amelia)
    assert [flag.feed_code for flag in shown.flags if flag.likely_same] == ["EDU"]
    assert flag_of(shown, "EDU").words.endswith("not by NHS number or a person's decision.")
    assert not flag_of(view.person(calling, pupil), "CSC").likely_same
    small.decided_same(amelia, pupil)
    assert not any(flag.likely_same for flag in view.person(calling, amelia).flags)


def test_r30_of_two_records_the_one_with_a_number_is_the_person(small: SmallHub, calling: Session) -> None:
    [tenant] = small.deliver("EDU", "2026-06-08", row())
    small.deliver("GP", "2026-06-01", row(identifiers=(nhs(NHS),)), person=tenant)
    assert [flag.feed_code for flag in view.person(calling, tenant).flags if flag.likely_same] == ["EDU"]


def test_r14_what_is_noted_in_the_record_of_a_call_does_not_name_a_sensitive_service(
    small: SmallHub, calling: Session
) -> None:
    """Others than this call's officer read the case system: the page says who says so, the record does not."""
    small.feed("MH", Theme.MENTAL_HEALTH, "Talking therapies")
    [albert] = small.deliver("GP", "2026-06-01", row(birth_date="1941-01-19", death_date="2026-02-11"))
    seen = row(
        birth_date="1941-01-19", death_date="2026-02-12", identifiers=(nhs("4857773457", "invalid"),),
        involvements=(episode("open", "Group", "2026-04-01"),),
    )  # fmt: skip
    small.deliver("MH", "2026-06-08", seen, person=albert)
    shown = view.person(calling, albert)
    assert all("Talking therapies" in told(shown, kind) for kind in ("death", "conflict", "number"))
    record = call_record(calling, [shown]).lines
    assert [line for line in record if "Talking therapies" in line] == []
    assert [line.removeprefix("Note: ") for line in record if line.startswith("Note: ")] == [
        "Recorded as died 12 February 2026 and 11 February 2026.",
        "Later activity is recorded. Check before relying on either.",
        "One agency holds an NHS number that fails its check.",
    ]


def test_r13_a_sensitive_service_is_flagged_but_its_contact_brokered(small: SmallHub, calling: Session) -> None:
    small.feed("MH", Theme.MENTAL_HEALTH, "Mental health")
    seen = row(involvements=(episode("open", "Psychosis team", worker=HELEN),))
    [amelia] = small.deliver("MH", "2026-06-08", seen)
    flag = flag_of(view.person(calling, amelia), "MH")
    assert (flag.state, flag.sensitive, flag.has_details) == (State.CURRENT, True, False)
    assert flag.words == "Open since 12 January 2026."
    assert flag.contact.phone_of == BROKERED
    details = view.service(calling, amelia, flag.feed_id)
    assert "Psychosis" not in str(asdict(details))
    assert "Helen" not in str(asdict(details))
    with pytest.raises(NothingToCopy):
        view.copied(calling, amelia, flag.feed_id, "phone")


def test_services_of_other_areas_in_one_line_each(small: SmallHub, calling: Session) -> None:
    small.feed("HOUN-COM", Theme.COMMUNITY, "Community health", area="Hounslow")
    [amelia] = small.deliver("CSC", "2026-06-10", row())
    [other] = small.deliver("HOUN-COM", "2026-06-08", row())
    here = view.person(calling, amelia)
    assert [flag.area for flag in here.flags] == ["Brent"] * 3
    assert here.elsewhere["Hounslow"].startswith("Hounslow: no record for this person in the data of 1 service there")
    areas.widen(calling, "the family has moved here")  # R24
    there = view.person(calling, other)
    assert {flag.feed_code for flag in there.flags} == {"CSC", "EDU", "GP", "HOUN-COM"}
    assert there.elsewhere == {}
    assert "For Hounslow" in told(there, "gap")


def test_a_service_hidden_by_age_is_not_named_as_a_source(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("HOU", "2026-06-08", row(addresses=(HOME,)))
    banner = view.person(calling, amelia).banner
    assert banner.addresses[0].source_words == "a service not shown at this age, 8 June 2026"
    with pytest.raises(ServiceNotShown):
        view.service(calling, amelia, small.feeds["HOU"].id)


def test_the_second_level_tells_episodes_items_and_numbers(small: SmallHub, calling: Session) -> None:
    items = '{"Is a carer": "No", "Presenting condition": "asthma", "No of carers": ""}'
    child = row(
        involvements=(
            episode(worker=HELEN, attributes=items),
            episode("closed", "Assessment", "2024-02-01", ends="2024-03-20"),
        ),
        identifiers=(Identifier("CASE", "7001", "valid"), nhs(NHS)),
    )
    [amelia] = small.deliver("CSC", "2026-06-10", child)
    details = view.service(calling, amelia, small.feeds["CSC"].id)
    assert [one.words for one in details.episodes] == [
        "Open since 12 January 2026: CIN plan.",
        "Ended 20 March 2024: Assessment.",
    ]
    assert details.episodes[0].items == (("Is a carer", "No"),)
    assert details.episodes[1].contact.phone_of == "duty desk, Brent Council"
    assert [(said.kind, said.words) for said in details.numbers] == [("CASE", "7001")]
    assert details.source == "Brent Council, Children's social care, as at 10 June 2026"


def test_police_lists_three_offences_at_most(small: SmallHub, calling: Session) -> None:
    small.feed("POL", Theme.POLICE, "Police")
    offences = tuple(
        episode("closed", "Robbery, convicted", f"202{n}-01-01", ends=f"202{n}-01-01") for n in range(2, 7)
    )
    [adult] = small.deliver("POL", "2026-06-08", row(birth_date="1990-01-05", involvements=offences))
    details = view.service(calling, adult, small.feeds["POL"].id)
    assert (len(details.episodes), details.withheld) == (3, 2)


def test_copying_gives_the_contact_only_and_is_recorded(small: SmallHub, calling: Session, supervisor: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row(involvements=(episode(worker=HELEN),)))
    feed = small.feeds["CSC"].id
    assert view.copied(calling, amelia, feed, "phone") == "020 7946 0111"
    assert view.copied(calling, amelia, feed, "email") == "helen.marks@brent.example"
    assert [
        (subject, detail) for action, subject, _, detail in audited(supervisor) if action == Action.CONTACT_COPIED
    ] == [(f"person {amelia}", {"feed": "CSC", "kind": kind}) for kind in ("phone", "email")]


def test_both_levels_are_recorded_with_the_enquiry_before_they_are_shown(
    small: SmallHub, calling: Session, supervisor: Session
) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row(addresses=(HOME,), involvements=(episode(),)))
    [mother] = small.deliver("CSC", "2026-06-10", row(names=(name("Smith", "Sarah"),), addresses=(HOME,)))
    assert calling.enquiry is not None
    number = calling.enquiry.number
    view.person(calling, amelia)
    view.service(calling, amelia, small.feeds["CSC"].id)
    opened, detailed = audited(supervisor)[-2:]
    listed = {"feeds": ["CSC", "EDU", "GP"], "household": [mother]}
    assert opened == (Action.PERSON_OPENED, f"person {amelia}", number, listed)
    assert detailed == (Action.SERVICE_OPENED, f"person {amelia}", number, {"feed": "CSC", "episodes": 1})


def test_nothing_is_shown_when_it_cannot_be_recorded(
    small: SmallHub, calling: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row(involvements=(episode(worker=HELEN),)))

    def full_disk(*_: object) -> int:
        raise OSError("no room")

    monkeypatch.setattr(calling, "record", full_disk)
    acts: list[Callable[[], object]] = [
        lambda: view.person(calling, amelia),
        lambda: view.service(calling, amelia, small.feeds["CSC"].id),
        lambda: view.copied(calling, amelia, small.feeds["CSC"].id, "phone"),
    ]
    for act in acts:
        with pytest.raises(OSError, match="no room"):
            act()


def test_r23_no_enquiry_no_person(small: SmallHub, officer: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row())
    with pytest.raises(EnquiryNeeded):
        view.person(officer, amelia)
    with pytest.raises(EnquiryNeeded):
        view.service(officer, amelia, small.feeds["CSC"].id)
    with pytest.raises(EnquiryNeeded):
        view.copied(officer, amelia, small.feeds["CSC"].id, "phone")


@pytest.mark.parametrize("login", ["sue", "ada"])
def test_r24_only_officers_open_people(small: SmallHub, signed_in: SignIn, login: str) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row())
    other = signed_in(login)
    other.open_enquiry(Purpose.QUALITY, "Self", "Hub", "Q-1")
    with pytest.raises(NotAllowed):
        view.person(other, amelia)
    assert (Action.REFUSED, "view") in [entry[:2] for entry in audited(other)]


def test_of_two_values_the_one_of_the_newest_extract_is_shown(small: SmallHub, calling: Session) -> None:
    """Not the one that was new most recently: the GP has said the same for years, and says it today."""
    here, there = HOME, HOME._replace(lines="9 Elm Court", postcode="HA9 8QR", place="HA9 8QR|9")
    [amelia] = small.deliver("GP", "2024-06-08", row(addresses=(here,)), key="G1")
    small.deliver("CSC", "2025-06-08", row(addresses=(there,)), person=amelia)
    small.deliver("GP", "2026-06-08", row(addresses=(here,)), key="G1")
    with calling.reading(May.VIEW) as connection:
        assert lines(connection, [amelia])[amelia].postcode == "HA0 2AB"


def test_a_former_number_leads_to_the_person(small: SmallHub, calling: Session, supervisor: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row())
    [merged] = small.deliver("EDU", "2026-06-08", row(), person=amelia)
    assert view.person(calling, merged).person == amelia
    assert audited(supervisor)[-1][3]["asked"] == merged
    with pytest.raises(PersonGone):
        view.person(calling, 999)


def test_a_person_is_read_by_index_in_as_many_statements_however_many_feeds(small: SmallHub, calling: Session) -> None:
    [amelia] = small.deliver("CSC", "2026-06-10", row(addresses=(HOME,), involvements=(episode(worker=HELEN),)))
    small.deliver("GP", "2026-06-08", row(addresses=(HOME,), identifiers=(nhs(NHS),)))

    def asked() -> list[str]:
        seen: list[str] = []
        with calling.reading(May.VIEW) as connection:
            connection.set_trace_callback(seen.append)
            households(connection, facts.read(connection, amelia), date(2026, 6, 15))
            connection.set_trace_callback(None)
            for statement in seen:
                steps = [row[-1] for row in connection.execute(f"explain query plan {statement}")]
                # VIRTUAL: within one document, or one block of leads
                few = r"SCAN (?!f\b|delivery|j\b|wanted|asked|member|led\b|\(|\w+ VIRTUAL)"
                assert not any(re.match(few, step) for step in steps)
                assert "PRIMARY KEY (run=?)" not in str(steps)  # all holders of any NHS number
                assert "review_case_waiting" not in str(steps)  # all questions of the hub
        return seen

    few = len(asked())
    for number in range(5):
        small.feed(f"MORE{number}", Theme.COMMUNITY, f"More {number}")
        small.deliver(f"MORE{number}", "2026-06-08", row(), person=amelia)
    assert len(asked()) == few


T = TypeVar("T")
words = st.sampled_from(["", "Smith", "O'Brien", "x", "12 Acacia Road", "2026"])
dates = st.sampled_from(["", "2013-03-14", "2013", "2013-03", "2026-12-03", "1941-01-19", "2026-02-30", "9"])


@st.composite
def anybody(draw: st.DrawFn) -> PersonFacts:
    """Facts as no careful agency would supply them."""
    agency = Agency(1, "B", "Brent Council", draw(st.sampled_from(["Brent", "Hounslow"])), draw(words), "")
    since, mode = st.sampled_from(["", "2014"]), st.sampled_from(["full", "delta"])
    as_of, death = (
        st.sampled_from(["", "2026-06-08", "2026-01-01"]),
        st.sampled_from(["", "2026-02-11", "2020"]),
    )
    sex, flip = st.sampled_from(["", "F", "M", "O"]), st.booleans()
    supplies: dict[int, Supply] = {}
    for n, theme in enumerate(draw(st.lists(st.sampled_from(list(Theme)), min_size=1, max_size=4)), 1):
        about = (draw(mode), 7, 21, draw(words), draw(since), "one", "none")
        supplies[n] = Supply(Feed(n, f"F{n}", agency, f"Feed {n}", theme, *about), draw(as_of))
    records = range(1, draw(st.integers(1, 3)) + 1)
    feed = st.sampled_from(sorted(supplies))
    versions = tuple(
        Version(
            n, 1, True, draw(feed), "2026-06-01", draw(flip),
            draw(dates), draw(flip), draw(dates), draw(sex), draw(death),
        )
        for n in records
    )  # fmt: skip
    key = st.sampled_from([(n, 1) for n in records])
    names = st.builds(
        NameFact, key, st.sampled_from(["current", "former", "alias"]), words, words, words, st.booleans()
    )
    numbers = st.builds(NumberFact, key, st.just("NHS"), st.just(NHS), st.sampled_from(["valid", "invalid", "test"]))
    homes = st.builds(AddressFact, key, st.sampled_from(["current", "former"]), words, words, words)
    worker = st.none() | st.builds(Worker, words, words, words, words, words)
    involved = st.builds(
        Involved, st.sampled_from(list(records)), st.sampled_from(["open", "closed", "unknown"]),
        words, words, dates, dates, dates, worker, st.just(()),
    )  # fmt: skip
    person = Line(1, draw(words), draw(words), birth=draw(dates), expected_birth=draw(dates))
    proposals = ((2, draw(feed)),) if draw(st.booleans()) else ()

    def some(of: st.SearchStrategy[T]) -> tuple[T, ...]:
        return tuple(draw(st.lists(of, max_size=3)))

    said = (some(names), some(numbers), some(homes), some(involved))
    unshielded = (Level.NONE, frozenset[int](), frozenset[int]())
    return PersonFacts(1, person, supplies, versions, *said, proposals, (), *unshielded, {})


@given(anybody(), st.sampled_from([frozenset({Role.OFFICER}), frozenset({Role.ADMIN})]))
@settings(max_examples=150)
def test_r4_no_text_is_ever_empty_bare_or_null(known: PersonFacts, roles: frozenset[Role]) -> None:
    shown = view.assemble(known, (), roles, "Brent", date(2026, 6, 15))
    everything = [
        shown.banner.title,
        shown.banner.birth_words,
        *shown.not_applicable.values(),
        *shown.elsewhere.values(),
    ]
    everything += [notice.words for notice in shown.notices]
    for flag in shown.flags:
        everything += [flag.words, flag.coverage, flag.contact.phone_of, flag.state.words]
    for said in (*shown.banner.names, *shown.banner.births, *shown.banner.addresses, *shown.banner.deaths):
        everything += [said.words, said.source_words]
    for text in everything:
        assert text.strip()
        assert not {"None", "null", "nan"} & set(text.replace(".", " ").split())
        assert "  " not in text
        assert " ," not in text
    for flag in shown.flags:
        if "No record" in flag.words:
            assert "not proof" in flag.words
            assert not known.proposals or flag.feed_id != known.proposals[0][1]
