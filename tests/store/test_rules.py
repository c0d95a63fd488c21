"""What may be shown, when: domain/2 R1-R12, R15, case by case."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.disclosure.rules import (
    RULES,
    Ages,
    Disclosure,
    ages,
    applies,
    disclosure,
    may_show_item,
    overdue,
)
from store.disclosure.standing import Episode, Standing, State, standing, state
from store.permissions import Role
from store.records.themes import Theme

TODAY = date(2026, 6, 15)
CHILD = Ages(13, 13)


@pytest.mark.parametrize(
    ("theme", "shown", "hidden"),
    [
        (Theme.EDUCATION, (4, 12, 20), (3, 21, 34)),
        (Theme.ASC, (15, 90), (14, 0)),
        (Theme.HOUSING, (16, 70), (15,)),
        (Theme.POLICE, (18, 40), (17, 10)),
        (Theme.CSC, (0, 17, 80), ()),
        (Theme.PRIMARY_CARE, (0, 99), ()),
    ],
)
def test_r1_age_ranges(theme: Theme, shown: tuple[int, ...], hidden: tuple[int, ...]) -> None:
    assert all(applies(theme, Ages(age, age)) for age in shown)
    assert not any(applies(theme, Ages(age, age)) for age in hidden)


def test_r2_an_unknown_birth_date_hides_nothing() -> None:
    assert ages([], TODAY) is None
    assert ages(["", "about nine"], TODAY) is None
    assert all(applies(theme, None) for theme in Theme)


def test_r2_part_of_a_date_hides_only_what_no_day_of_it_allows() -> None:
    sixteen_soon_or_now = ages(["2010"], TODAY)
    assert sixteen_soon_or_now == Ages(15, 16)
    assert sixteen_soon_or_now.words == "15 to 16"
    assert applies(Theme.HOUSING, sixteen_soon_or_now)
    assert not applies(Theme.HOUSING, ages(["2012"], TODAY))


def test_r2_differing_birth_dates_hide_only_what_all_of_them_hide() -> None:
    assert ages(["2013-03-14", "2003-03-14"], TODAY) == Ages(13, 23)
    assert applies(Theme.POLICE, Ages(13, 23))


def test_an_unborn_child_has_no_age_yet() -> None:
    assert ages(["2026-12-03"], TODAY) is None


@pytest.mark.parametrize(
    ("as_of", "limit", "late"),
    [("2026-06-08", 7, False), ("2026-06-07", 7, True), ("2026-05-05", 41, False), ("", 7, False)],
)
def test_r6_a_feed_is_overdue_after_its_stale_limit(as_of: str, limit: int, late: bool) -> None:
    assert overdue(as_of, limit, TODAY) is late


def episode(
    status: str = "open",
    starts: str = "2024-02-01",
    ends: str = "",
    last: str = "",
    about: str = "",
    in_latest: bool = True,
) -> Episode:
    return Episode(status, starts, ends, last, about, in_latest)


@pytest.mark.parametrize(
    ("rule", "theme", "one", "stands"),
    [
        ("R8 open", Theme.CSC, episode(), Standing.CURRENT),
        ("R8 a recent contact", Theme.CSC, episode(last="2026-03-20"), Standing.CURRENT),
        ("R8 idle for 91 days", Theme.CSC, episode(last="2026-03-16"), Standing.IDLE),
        ("R8 adults may be reviewed yearly", Theme.ASC, episode(last="2025-08-01"), Standing.CURRENT),
        ("R8 a registration is never idle", Theme.PRIMARY_CARE, episode(last="2009-01-01"), Standing.CURRENT),
        ("R8 no contact date supplied: not idle", Theme.CSC, episode(starts="2001-01-01"), Standing.CURRENT),
        (
            "A.4 vanished from a full extract",
            Theme.CSC,
            episode(in_latest=False),
            Standing.LAST_SUPPLIED_OPEN,
        ),
        ("the agency does not say", Theme.CSC, episode("unknown"), Standing.UNSAID),
        ("an end date ends it", Theme.CSC, episode("open", ends="2026-06-01"), Standing.PAST),
        ("an end to come does not", Theme.CSC, episode("open", ends="2026-07-01"), Standing.CURRENT),
        ("R9 children 6 years", Theme.ASC, episode("closed", ends="2020-06-16"), Standing.PAST),
        ("R10 then a trace", Theme.ASC, episode("closed", ends="2020-06-15"), Standing.TRACE),
        ("R10 then nothing", Theme.ASC, episode("closed", ends="2014-06-15"), Standing.GONE),
        ("R9 early help 3 years", Theme.EARLY_HELP, episode("closed", ends="2023-07-01"), Standing.PAST),
        ("R10 early help after 3", Theme.EARLY_HELP, episode("closed", ends="2023-06-01"), Standing.TRACE),
        ("R9 housing 12 months", Theme.HOUSING, episode("closed", ends="2025-06-16"), Standing.PAST),
        ("R10 housing after 12", Theme.HOUSING, episode("closed", ends="2025-06-15"), Standing.TRACE),
        (
            "R9 ASB 6 years",
            Theme.HOUSING,
            episode("closed", ends="2021-01-01", about="ASB case"),
            Standing.PAST,
        ),
        ("R9 police suspect 1 year", Theme.POLICE, episode("closed", ends="2025-01-01"), Standing.GONE),
        (
            "R9 police conviction 5 years",
            Theme.POLICE,
            episode("closed", ends="2022-01-01", about="Nature Convicted"),
            Standing.PAST,
        ),
        ("R9 health 12 months", Theme.ACUTE, episode("closed", ends="2025-08-01"), Standing.PAST),
        (
            "R10 probation leaves no trace",
            Theme.PROBATION,
            episode("closed", ends="2025-05-01"),
            Standing.GONE,
        ),
        ("R9 the last date it gave", Theme.HOUSING, episode("closed", last="2026-01-01"), Standing.PAST),
        ("R9 no date at all: shown", Theme.HOUSING, episode("closed", starts=""), Standing.PAST),
    ],
)
def test_where_an_episode_stands(rule: str, theme: Theme, one: Episode, stands: Standing) -> None:
    assert standing(theme, one, Ages(40, 40), TODAY) is stands, rule


def test_r9_children_are_shown_to_age_25_and_pupils_to_20() -> None:
    long_ago = episode("closed", starts="2014-01-01", ends="2015-01-01")
    assert standing(Theme.CSC, long_ago, Ages(24, 24), TODAY) is Standing.PAST
    assert standing(Theme.CSC, long_ago, Ages(25, 25), TODAY) is Standing.TRACE
    assert standing(Theme.EDUCATION, long_ago, Ages(20, 20), TODAY) is Standing.PAST
    assert standing(Theme.CSC, long_ago, None, TODAY) is Standing.PAST


@pytest.mark.parametrize(
    ("rule", "standings", "supplied", "late", "checked", "shows"),
    [
        ("R8", [Standing.CURRENT], True, False, False, State.CURRENT),
        ("R8 idle", [Standing.IDLE], True, False, False, State.OPEN_STALE),
        ("R8 the most telling counts", [Standing.PAST, Standing.CURRENT], True, False, False, State.CURRENT),
        ("unsaid is never 'no'", [Standing.UNSAID], True, False, False, State.OPEN_STALE),
        ("R9", [Standing.PAST], True, False, False, State.PAST),
        ("R10 trace", [Standing.TRACE], True, False, False, State.PAST),
        ("R10 nothing", [Standing.GONE], True, False, False, State.NO_RECORD),
        ("R4", [], True, False, False, State.NO_RECORD),
        ("R5 never 'no record'", [], True, False, True, State.BEING_CHECKED),
        ("R5 nor 'past'", [Standing.PAST], True, False, True, State.BEING_CHECKED),
        ("R5 before R6", [], True, True, True, State.BEING_CHECKED),
        ("a certain open case stays", [Standing.CURRENT], True, False, True, State.CURRENT),
        ("R6", [Standing.CURRENT], True, True, False, State.OVERDUE),
        ("R6 without records", [], True, True, False, State.OVERDUE),
        ("nothing supplied", [], False, False, False, State.NOT_COVERED),
    ],
)
def test_r3_one_state_per_service(
    rule: str, standings: list[Standing], supplied: bool, late: bool, checked: bool, shows: State
) -> None:
    found = state(standings, supplied=supplied, covered=True, is_overdue=late, being_checked=checked, retired=False)
    assert found is shows, rule


@pytest.mark.parametrize(
    ("standings", "checked", "shows"),
    [([], False, State.NOT_COVERED), ([], True, State.BEING_CHECKED), ([Standing.PAST], False, State.PAST)],
)
def test_rule_23_silence_of_a_feed_that_could_not_hold_the_person(
    standings: list[Standing], checked: bool, shows: State
) -> None:
    found = state(standings, supplied=True, covered=False, is_overdue=False, being_checked=checked, retired=False)
    assert found is shows


def test_an_open_involvement_of_a_retired_feed_is_not_called_current() -> None:
    found = state([Standing.CURRENT], supplied=True, covered=True, is_overdue=False, being_checked=False, retired=True)
    assert found is State.OPEN_STALE


def test_r3_states_and_their_order() -> None:
    assert [one.words for one in sorted(State, key=lambda one: one.rank)] == [
        "RECORDS – CURRENT",
        "RECORDS – OPEN (NOT RECENTLY UPDATED)",
        "BEING CHECKED",
        "FEED OVERDUE",
        "RECORDS – PAST",
        "NO RECORD IN THE DATA SUPPLIED",
        "NOT COVERED",
        "WITHHELD",
    ]


@pytest.mark.parametrize(
    "theme",
    [Theme.MENTAL_HEALTH, Theme.SUBSTANCE_MISUSE, Theme.DOMESTIC_ABUSE, Theme.PROBATION, Theme.YJS],
)
def test_r12_sensitive_services_are_brokered_and_for_named_roles(theme: Theme) -> None:
    assert disclosure(theme, {Role.OFFICER}) is Disclosure.BROKERED
    assert disclosure(theme, {Role.ADMIN, Role.SUPERVISOR}) is Disclosure.NOTHING


def test_every_theme_has_a_rule() -> None:
    assert set(RULES) == set(Theme)


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Presenting condition", False),
        ("Primary Diagnosis", False),
        ("Case notes", False),
        ("Referred by", False),
        ("Ethnicity", False),
        ("Supported housing", True),
        ("No of carers", True),
        ("Notice seeking possession", True),
    ],
)
def test_r15_no_clinical_or_case_content(label: str, shown: bool) -> None:
    assert may_show_item(label) is shown


@given(
    st.sampled_from(list(Theme)),
    st.dates(date(1950, 1, 1), date(2026, 6, 15)),
    st.integers(0, 90),
    st.integers(1, 4000),
)
@settings(max_examples=200)
def test_r10_detail_decays_before_existence_and_never_comes_back(theme: Theme, end: date, age: int, later: int) -> None:
    one = episode("closed", starts="", ends=end.isoformat())
    then = standing(theme, one, Ages(age, age), TODAY)
    after = standing(theme, one, Ages(age, age), date.fromordinal(TODAY.toordinal() + later))
    assert not then.is_open
    assert after.value >= then.value
