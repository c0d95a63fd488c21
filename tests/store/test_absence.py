"""Why nothing is shown: the sentences of domain/2 B.3, never a bare 'no record' (R4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from store.disclosure import absence
from store.disclosure.rules import Ages
from store.records.agencies import Agency, Feed
from store.records.themes import Theme

TODAY = date(2026, 6, 15)
BRENT = Agency(1, "BRENT", "Brent Council", "Brent", "02079460300", "")
HOUSING = Feed(
    1, "BRENT-HOU", BRENT, "Housing", Theme.HOUSING, "full", 7, 21,
    "current council tenants and closed anti-social-behaviour cases", "2014", "one", "none",
)  # fmt: skip


def test_covered_and_empty() -> None:
    assert absence.no_record(HOUSING, "2026-06-03") == (
        "No record for this person in the data from Brent Housing, leaving out involvement that ended too"
        " long ago to be shown. That data covers current council tenants and closed"
        " anti-social-behaviour cases, since 2014, Brent only, as at 3 June 2026."
        " This is not proof that the service is not involved."
    )


def test_a_coverage_that_the_agency_left_open_says_so() -> None:
    vague = replace(HOUSING, cohort=" ", coverage_from="")
    assert absence.coverage(vague, "2026-06-03") == (
        "That data covers people whom the agency has not described, for a period not stated, Brent only,"
        " as at 3 June 2026."
    )


def test_the_area_is_not_said_twice() -> None:
    assert absence.service_name(HOUSING) == "Brent Housing"
    assert absence.service_name(replace(HOUSING, label="Brent Homes")) == "Brent Homes"


def test_feed_absent() -> None:
    assert absence.not_supplied(HOUSING) == (
        "This hub holds no data from Brent Housing. If it matters, ring the service on 020 7946 0300."
    )
    silent = replace(HOUSING, agency=replace(BRENT, phone=""))
    assert absence.not_supplied(silent).endswith("ring the service (the hub holds no number for it).")


def test_r13_a_sensitive_service_is_asked_through_the_hub_lead() -> None:
    health = replace(HOUSING, label="Mental health", theme=Theme.MENTAL_HEALTH)
    for told in (absence.not_supplied(health), absence.being_checked(health)):
        assert "ask the hub lead, who arranges the contact" in told.casefold()
        assert "020" not in told


def test_overdue() -> None:
    assert absence.overdue(HOUSING, "2026-05-05", TODAY) == (
        "Brent Housing data is 41 days old (expected weekly). Ring before relying on this."
    )


def test_being_checked_is_not_a_no() -> None:
    assert absence.being_checked(HOUSING) == (
        "A record from this service may belong to this person and is being checked."
        " Ring the service on 020 7946 0300. Do not treat this as a no."
    )


def test_out_of_age_range() -> None:
    assert absence.out_of_age(Theme.EDUCATION, Ages(34, 34)) == (
        "Not shown: school records are shown for ages 4 to 20 (this person is 34)."
    )
    assert absence.out_of_age(Theme.POLICE, Ages(13, 14)) == (
        "Not shown: police records are shown for ages 18 and over (this person is 13 to 14)."
    )


def test_age_limits_not_applied() -> None:
    assert absence.limits_not_applied("No birth date is recorded") == (
        "No birth date is recorded, so age limits could not be applied: every service is shown."
    )


def test_withheld_says_nothing_of_what_exists() -> None:
    assert "record" not in absence.withheld()


def test_gaps_name_what_the_hub_does_not_hold() -> None:
    everything_but = set(Theme) - {Theme.PROBATION, Theme.POLICE}
    assert absence.gaps("Brent", everything_but) == "For Brent this hub holds nothing from: police and probation."
    assert absence.gaps("Brent", Theme) == ""


def test_other_areas_in_one_line_each() -> None:
    assert absence.elsewhere("Hounslow", ["2026-06-08", "2026-06-01", ""]) == (
        "Hounslow: no record for this person in the data of 2 services there, the oldest as at 1 June 2026."
        " Not proof that nobody there is involved."
    )
    assert absence.elsewhere("Ealing", [""]) == "Ealing: no service there has supplied data to this hub."
