"""Shields, overrides, other areas, closed mode (domain/2 R16-R22, R24, R28): what a session may see of a person."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from store import accounts
from store.audit import Action
from store.disclosure import areas, overriding, shielding, shields, view
from store.disclosure.details import ServiceNotShown
from store.disclosure.facts import PersonGone
from store.disclosure.shields import Elsewhere, NotLinked
from store.enquiry import Purpose
from store.errors import EnquiryNeeded, Incomplete, NotAllowed
from store.hub import Hub
from store.permissions import May, Role
from store.records import restrictions
from store.records.restrictions import Level
from store.records.rows import Identifier
from store.records.themes import Theme
from store.session import Session
from tests.accounts import NOW, SignIn, sign_in
from tests.store.small_hub import HELEN, HOME, SmallHub, episode, name, nhs, row

NHS = "4857773456"
REFUGE = HOME._replace(lines="Harbour House, Alperton", postcode="HA0 4LL", place="HA0 4LL|1")


@pytest.fixture
def small(admin: Session) -> SmallHub:
    small = SmallHub(admin)
    small.feed("CSC", Theme.CSC, "Children's social care")
    small.feed("EDU", Theme.EDUCATION, "Education")
    small.feed("COM", Theme.COMMUNITY, "Community health", area="Hounslow")
    return small


@pytest.fixture
def amelia(small: SmallHub) -> int:
    """Known to social care and a school; her mother lives with her."""
    items = '{"Is a carer": "No", "Address of placement": "Harbour House"}'
    worked = episode(worker=HELEN, provider="Harbour House", attributes=items)
    [one] = small.deliver(
        "CSC", "2026-06-10",
        row(addresses=(REFUGE,), involvements=(worked,), identifiers=(nhs(NHS), Identifier("CASE", "77001", "valid"))),
    )  # fmt: skip
    small.deliver("EDU", "2026-06-08", row(involvements=(episode("open", "Oak School"),), identifiers=(nhs(NHS),)),
                  person=one)  # fmt: skip
    return one


@pytest.fixture
def sarah(small: SmallHub, amelia: int) -> int:
    assert amelia
    [one] = small.deliver(
        "CSC", "2026-06-10", row(names=(name("Smith", "Sarah"),), birth_date="1985-02-01", addresses=(REFUGE,))
    )
    return one


@pytest.fixture
def lead(admin: Session, signed_in: SignIn) -> Session:
    """Pat, who looks after shields and takes calls."""
    accounts.set_roles(admin, "pat", [Role.LEAD, Role.OFFICER])
    return signed_in("pat")


@pytest.fixture
def second(admin: Session, signed_in: SignIn) -> Session:
    """Sue, who looks after shields too."""
    accounts.set_roles(admin, "sue", [Role.LEAD])
    return signed_in("sue")


def called(session: Session) -> Session:
    session.open_enquiry(Purpose.S47, "Dana Field", "Brent CSC", "C-1041")
    return session


def protect(session: Session, person: int, level: Level) -> int:
    made = shielding.protect(session, person, level, reason="threats from a former partner", owner="J Bell, Brent CSC")
    return made.shield.id


def everything(shown: view.PersonView) -> str:
    return repr(shown)


def test_r16_level_one_hides_address_school_and_household(
    calling: Session, lead: Session, amelia: int, sarah: int
) -> None:
    assert [m.person for m in view.person(calling, amelia).households[0].members] == [sarah]
    protect(lead, amelia, Level.PLACE)
    shown = view.person(calling, amelia)
    assert "Harbour" not in everything(shown)
    assert "HA0" not in everything(shown)
    assert "Oak School" not in everything(shown)
    assert shown.households == ()
    assert shown.notices[0].words.startswith("Address, school and GP are restricted.")
    flags = {flag.feed_code: flag for flag in shown.flags}
    assert flags["CSC"].contact.name == "Helen Marks"
    assert flags["EDU"].state == "withheld"
    assert flags["EDU"].words == "Some information is restricted. Contact the information lead of this hub."
    details = view.service(calling, amelia, flags["CSC"].feed_id)
    assert "Harbour" not in repr(details)
    assert details.episodes[0].items == (("Is a carer", "No"),)
    assert view.service(calling, amelia, flags["EDU"].feed_id).episodes == ()


def test_r18_the_shielded_are_not_in_anybody_elses_household(
    calling: Session, lead: Session, small: SmallHub, amelia: int, sarah: int
) -> None:
    protect(lead, amelia, Level.PLACE)
    alone = view.person(calling, sarah).households
    assert alone[0].people == 0
    assert alone[0].words == "No one else is recorded at this address in the data supplied."


def test_r16_level_two_hides_every_involvement(calling: Session, lead: Session, small: SmallHub, amelia: int) -> None:
    protect(lead, amelia, Level.INVOLVEMENT)
    shown = view.person(calling, amelia)
    assert (shown.flags, shown.households, shown.not_applicable, shown.elsewhere) == ((), (), {}, {})
    assert shown.notices[0].words == "Some information is restricted. Contact the information lead of this hub."
    assert shown.banner.title == "SMITH, Amelia"
    assert [said.words for said in shown.banner.nhs_numbers] == ["485 777 3456"]
    for telling in ("Brent", "social care", "Education", "Helen", "77001", "Harbour"):
        assert telling not in everything(shown)
    sources = {source for said in (*shown.banner.names, *shown.banner.births) for source in said.sources}
    assert [source.words for source in sources] == ["a service that is not named"]  # nor how many, nor as at which day
    with pytest.raises(ServiceNotShown):
        view.service(calling, amelia, small.feeds["CSC"].id)
    with pytest.raises(ServiceNotShown):
        view.copied(calling, amelia, small.feeds["CSC"].id, "phone")


def test_r16_level_three_is_as_if_nobody_had_the_number(calling: Session, lead: Session, amelia: int) -> None:
    protect(lead, amelia, Level.EXISTENCE)
    with pytest.raises(PersonGone) as hidden:
        view.person(calling, amelia)
    with pytest.raises(PersonGone) as absent:
        view.person(calling, 999_999)
    assert str(hidden.value) == str(absent.value)
    with pytest.raises(PersonGone):
        view.copied(calling, amelia, 1, "phone")


@pytest.mark.parametrize("typed", ["", "12a", "-1", "9" * 19, "9" * 5000])
def test_what_is_no_persons_number_is_told(typed: str) -> None:
    """A longer one than the database can hold would end the program."""
    with pytest.raises(Incomplete):
        shielding.person_number(typed)


def test_the_longest_number_is_nobodys(lead: Session) -> None:
    with pytest.raises(PersonGone):
        protect(lead, shielding.person_number("9" * 18), Level.PLACE)


def test_a_role_alone_opens_nothing_not_even_the_leads(lead: Session, amelia: int) -> None:
    """R22: whoever may override must do so each time."""
    called(lead)
    protect(lead, amelia, Level.EXISTENCE)
    with pytest.raises(PersonGone):
        view.person(lead, amelia)


def test_the_strongest_of_several_shields_counts(calling: Session, lead: Session, amelia: int) -> None:
    protect(lead, amelia, Level.INVOLVEMENT)
    protect(lead, amelia, Level.PLACE)
    assert view.person(calling, amelia).shield is Level.INVOLVEMENT


def test_r19_the_shield_follows_the_persons_records(
    calling: Session, lead: Session, small: SmallHub, amelia: int
) -> None:
    protect(lead, amelia, Level.EXISTENCE)
    small.deliver("CSC", "2026-06-12", row(names=(name("Smyth", "Amelia"),)), person=amelia)
    [apart] = small.deliver("CSC", "2026-06-12", row(names=(name("Jones", "Ann"),)))
    assert view.person(calling, apart).banner.title == "JONES, Ann"
    with pytest.raises(PersonGone):
        view.person(calling, amelia)


@pytest.mark.parametrize("by", ["case", "number"])
def test_r19_who_may_be_the_shielded_person_is_withheld_until_it_is_decided(
    calling: Session, lead: Session, small: SmallHub, amelia: int, by: str
) -> None:
    protect(lead, amelia, Level.EXISTENCE)
    numbers = (nhs(NHS),) if by == "number" else ()
    [doubtful] = small.deliver("CSC", "2026-06-12", row(names=(name("Smith", "Amy"),), identifiers=numbers))
    if by == "case":
        small.case(amelia, doubtful)
    with pytest.raises(PersonGone):
        view.person(calling, doubtful)
    [shield] = shielding.listing(lead)
    assert [one.person for one in shield.held] == [doubtful]
    with small.admin.changing(May.IMPORT, Action.DECIDED, "decision") as change:
        change.connection.execute("update review_case set state = 'done', closed = ?", (change.event,))
        change.connection.execute(
            "insert into decision (a, b, verdict, actor, reason, event) select r.id, ?, 'different', 'human', 'x', ?"
            " from source_record r where r.id < ?",
            (doubtful, change.event, doubtful),
        )
    assert view.person(calling, doubtful).banner.title == "SMITH, Amy"


def test_r18_a_waiting_case_with_a_shielded_person_marks_nobody_as_being_checked(
    calling: Session, lead: Session, small: SmallHub, amelia: int, sarah: int
) -> None:
    before = view.person(calling, sarah)
    protect(lead, amelia, Level.PLACE)
    after = view.person(calling, sarah)
    assert after.flags == before.flags
    assert after.notices == before.notices


def test_r21_a_shield_has_owner_reason_and_review_within_six_months(lead: Session, amelia: int) -> None:
    for wrong in (
        {"reason": " ", "owner": "J Bell"},
        {"reason": "threats", "owner": ""},
        {"reason": "threats", "owner": "J Bell", "review_on": (NOW + timedelta(days=200)).date()},
        {"reason": "threats", "owner": "J Bell", "review_on": NOW.date()},
    ):
        with pytest.raises(Incomplete):
            shielding.protect(lead, amelia, Level.PLACE, **wrong)  # pyright: ignore[reportArgumentType]
    made = shielding.protect(lead, amelia, Level.PLACE, reason="threats", owner="J Bell, Brent CSC")
    assert made.shield.review_on == "2026-12-15"
    assert (made.shield.owner, made.shield.by_name, made.overdue) == ("J Bell, Brent CSC", "Pat Petrov", False)


def test_r21_an_emergency_needs_a_reason_only_and_is_reviewed_by_another_the_next_day(
    calling: Session, lead: Session, second: Session, amelia: int
) -> None:
    made = shielding.protect(lead, amelia, Level.EXISTENCE, reason="fled last night", emergency=True)
    assert (made.shield.review_on, made.shield.owner) == ("2026-06-16", "Pat Petrov")
    with pytest.raises(PersonGone):
        view.person(calling, amelia)
    with pytest.raises(shielding.SecondPerson):
        shielding.review(lead, made.shield.id)
    assert shielding.review(second, made.shield.id).shield.review_on == "2026-12-15"
    with pytest.raises(shielding.SecondPerson):
        shielding.review(second, made.shield.id)


def test_a_shield_is_lifted_by_two_people(calling: Session, lead: Session, second: Session, amelia: int) -> None:
    shield = protect(lead, amelia, Level.EXISTENCE)
    assert shielding.lift(lead, shield, "not at risk any more") is False
    with pytest.raises(PersonGone):
        view.person(calling, amelia)
    with pytest.raises(shielding.SecondPerson):
        shielding.lift(lead, shield, "really")
    assert shielding.listing(second)[0].shield.lift_asked_by == "Pat Petrov"
    assert shielding.lift(second, shield, "agreed") is True
    assert shielding.listing(second) == ()
    assert view.person(calling, amelia).shield is Level.NONE
    with pytest.raises(shielding.NoSuchShield):
        shielding.lift(second, shield, "again")


def test_a_request_to_lift_a_shield_lapses_when_the_shield_is_called_needed(
    lead: Session, second: Session, amelia: int
) -> None:
    shield = protect(lead, amelia, Level.EXISTENCE)
    assert shielding.lift(lead, shield, "moved away") is False
    assert shielding.review(second, shield).shield.lift_asked_by == ""
    assert shielding.lift(second, shield, "moved away after all") is False
    assert shielding.lift(lead, shield, "as I said") is True
    assert shielding.listing(lead) == ()


def test_who_may_what(officer: Session, supervisor: Session, admin: Session, amelia: int) -> None:
    for session in (officer, supervisor, admin):
        for act in (
            lambda s: protect(s, amelia, Level.PLACE),
            shielding.listing,
            lambda s: shielding.review(s, 1),
            lambda s: shielding.lift(s, 1, "x"),
            lambda s: overriding.look_into(s, 1),
            lambda s: areas.set_closed(s, "Brent", closed=True),
        ):
            with pytest.raises(NotAllowed):
                act(session)
    with pytest.raises(NotAllowed):
        overriding.override(called(officer), amelia, "r", "C-1")
    with pytest.raises(NotAllowed):  # may override, but not view people (R24)
        overriding.override(supervisor, amelia, "r", "C-1")
    with pytest.raises(NotAllowed):
        overriding.alerts(officer)


def test_r22_an_override_opens_one_record_for_this_call_alone(
    lead: Session, second: Session, small: SmallHub, amelia: int, sarah: int
) -> None:
    protect(lead, amelia, Level.EXISTENCE)
    with pytest.raises(EnquiryNeeded):
        overriding.override(lead, amelia, "child at risk now", "C-1041")
    called(lead)
    with pytest.raises(Incomplete):
        overriding.override(lead, amelia, " ", "C-1041")
    with pytest.raises(Incomplete):
        overriding.override(lead, amelia, "child at risk now", "")
    with pytest.raises(overriding.NothingRestricted):
        overriding.override(lead, sarah, "child at risk now", "C-1041")
    assert overriding.alerts(second) == ()
    overriding.override(lead, amelia, "child at risk now", "C-1041")
    shown = view.person(lead, amelia)
    assert "Harbour House" in everything(shown)
    assert [member.person for member in shown.households[0].members] == [sarah]
    assert view.service(lead, amelia, small.feeds["EDU"].id).episodes
    assert view.person(lead, sarah).households[0].members == ()  # leaving the record ends it
    with pytest.raises(PersonGone):
        view.person(lead, amelia)
    overriding.override(lead, amelia, "child at risk now", "C-1041")
    lead.close_enquiry()
    called(lead)
    with pytest.raises(PersonGone):
        view.person(lead, amelia)


def test_r22_an_override_ends_with_the_lock_and_after_a_quarter_of_an_hour(
    hub: Hub, lead: Session, amelia: int
) -> None:
    protect(lead, amelia, Level.EXISTENCE)
    called(lead)
    overriding.override(lead, amelia, "child at risk now", "C-1041")
    hub.clock = lambda: NOW + timedelta(minutes=14)
    assert view.person(lead, amelia).person == amelia
    hub.clock = lambda: NOW + timedelta(minutes=15)
    with pytest.raises(PersonGone):
        view.person(lead, amelia)
    overriding.override(lead, amelia, "child at risk now", "C-1041")
    lead.lock()
    assert lead.exceptions.override is None


def test_r22_every_override_alerts_those_who_review_and_is_looked_into_by_another(
    lead: Session, second: Session, signed_in: SignIn, admin: Session, amelia: int
) -> None:
    shield = protect(lead, amelia, Level.EXISTENCE)
    accounts.set_roles(admin, "ofi", [Role.SUPERVISOR])
    supervisor = signed_in("ofi")
    overriding.override(called(lead), amelia, "child at risk now", "C-1041")
    words = "Pat Petrov opened a restricted record on 15 June 2026 at 10:00, reference C-1041."
    [told] = overriding.alerts(supervisor)
    assert told.words == words  # nothing that says whom
    [full] = overriding.alerts(second)
    assert full.words == f"{words} Shield {shield}, because: child at risk now"
    with second.reading_audit() as log:
        rows = log.execute(
            "select account, subject, detail from audit where action = ?", (str(Action.SHIELD_OVERRIDDEN),)
        ).fetchall()
    detail = {"reason": "child at risk now", "reference": "C-1041"}
    assert [(account, subject, json.loads(said)) for account, subject, said in rows] == [
        ("pat", f"shield {shield}", detail)
    ]
    with pytest.raises(shielding.SecondPerson):
        overriding.look_into(lead, told.id)
    overriding.look_into(second, told.id)
    for none in (told.id, 999):
        with pytest.raises(overriding.NoSuchAlert):
            overriding.look_into(second, none)
    assert overriding.alerts(supervisor) == ()


def test_shields_stand_after_a_restart_and_nothing_of_an_override_does(
    hub: Hub, lead: Session, template, amelia: int
) -> None:
    protect(lead, amelia, Level.EXISTENCE)
    overriding.override(called(lead), amelia, "child at risk now", "C-1041")
    lead.close()
    again = called(sign_in(Hub.open(hub.directory, hub.clock), template.keys, "pat"))
    with pytest.raises(PersonGone):
        view.person(again, amelia)
    assert len(overriding.alerts(again)) == 1
    again.close()


def test_an_open_page_can_tell_that_a_shield_was_set_on_another_seat(
    calling: Session, lead: Session, small: SmallHub, amelia: int
) -> None:
    shown = view.person(calling, amelia)
    assert shields.level_now(calling, amelia) is shown.shield is Level.NONE
    protect(lead, amelia, Level.INVOLVEMENT)
    assert shields.level_now(calling, amelia) is Level.INVOLVEMENT
    with pytest.raises(ServiceNotShown):
        view.service(calling, amelia, small.feeds["CSC"].id)


def test_neither_log_names_the_person_that_a_shield_is_about(lead: Session, second: Session, amelia: int) -> None:
    shield = protect(lead, amelia, Level.EXISTENCE)
    shielding.review(second, shield)
    shielding.lift(lead, shield, "Amelia Smith is safe")
    with second.reading(May.SHIELD) as connection:
        rows = connection.execute("select action, subject, detail from ledger where action like '%shield%'").fetchall()
    said = [(subject, json.loads(detail).keys() - {"audit"}) for _, subject, detail in rows]
    assert said == [
        ("level 3", {"shield", "review_on", "emergency"}),
        (f"shield {shield}", {"review_on"}),
        (f"shield {shield}", set()),
    ]
    assert all("Smith" not in detail for _, _, detail in rows)


def test_r24_people_whom_only_other_areas_know_are_opened_on_a_reason(
    calling: Session, supervisor: Session, small: SmallHub
) -> None:
    [far] = small.deliver("COM", "2026-06-08", row())
    with pytest.raises(Elsewhere):
        view.person(calling, far)
    with pytest.raises(Incomplete):
        areas.widen(calling, "  ")
    areas.widen(calling, "the family moved here last week")
    assert view.person(calling, far).person == far
    with supervisor.reading_audit() as log:
        (detail,) = log.execute("select detail from audit where action = ?", (str(Action.AREA_WIDENED),)).fetchone()
    assert json.loads(detail) == {"reason": "the family moved here last week"}
    calling.close_enquiry()
    called(calling)
    with pytest.raises(Elsewhere):
        view.person(calling, far)


def test_r28_closed_mode_shows_children_and_who_is_linked_to_them(
    calling: Session, lead: Session, second: Session, small: SmallHub, amelia: int, sarah: int
) -> None:
    [unknown] = small.deliver("CSC", "2026-06-10", row(names=(name("Khan", "Zoe"),), birth_date=""))
    with pytest.raises(Incomplete):
        areas.set_closed(lead, "Camden", closed=True)
    areas.set_closed(lead, "Brent", closed=True)
    assert areas.is_closed(calling)
    with pytest.raises(NotLinked):
        view.person(calling, sarah)
    assert view.person(calling, unknown).person == unknown  # R2: may be a child
    view.person(calling, amelia)
    assert view.person(calling, sarah).person == sarah
    calling.close_enquiry()
    called(calling)
    with pytest.raises(NotLinked):
        view.person(calling, sarah)
    areas.set_closed(lead, "Brent", closed=False)
    assert view.person(calling, sarah).person == sarah
    with second.reading(May.SHIELD) as connection:
        rows = connection.execute(
            "select detail from ledger where action = ? order by seq", (str(Action.CLOSED_MODE),)
        ).fetchall()
    assert [json.loads(detail)["closed"] for (detail,) in rows] == [True, False]


def test_the_database_lets_nobody_change_a_shield_or_lift_it_alone(lead: Session, amelia: int) -> None:
    shield = protect(lead, amelia, Level.EXISTENCE)
    shielding.lift(lead, shield, "x")
    for forbidden in (
        "update shield set level = 1",
        "delete from shield",
        "delete from shield_record",
        f"insert into shield_lift values ({shield}, {lead.account.id}, 'y', (select max(event) from shield_lift))",
        "delete from shield_lift",
        f"insert into shield_lifted values ({shield}, 1)",
    ):
        with (
            pytest.raises(Exception, match=r"never|append only|UNIQUE"),
            lead.changing(May.SHIELD, Action.SHIELD_LIFTED, "x") as change,
        ):
            change.connection.execute(forbidden)
    with lead.reading(May.SHIELD) as connection:
        assert restrictions.by_id(connection, shield) is not None
