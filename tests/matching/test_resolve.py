"""A delivery linked for real: who becomes one person, who becomes a question, who stays apart."""

from __future__ import annotations

import pytest

from matching.linkage.keys import Rule
from matching.linkage.resolve import recompute, withdraw
from store.audit import Action
from store.permissions import May
from store.records.rows import Identifier, Name, RecordRow
from store.records.themes import Theme
from store.session import Session
from tests.matching.people import row
from tests.matching.town import bring_back, deliver, feed, persons, waiting

NHS, OTHER_NHS = "4857773456", "9434765919"
HOME = {"house": "12", "street": "high road", "postcode": "HA9 7RR"}
AMELIA = row("1", "Smith", "Amelia", "2013-03-14", **HOME)


def outcome(admin: Session, one: RecordRow, other: RecordRow) -> str:
    """'link', the kind of the case, or 'apart' for two records of two agencies."""
    first, _ = deliver(admin, feed(admin, "Housing"), [one])
    second, linked = deliver(admin, feed(admin, "Primary care"), [replace_key(other, "x")])
    now = persons(admin, May.IMPORT)
    if now[second["x"]] == now[first[one.source_key]]:
        assert linked.links == 1
        return "link"
    cases = waiting(admin, May.IMPORT)
    assert len(cases) == linked.cases
    return cases[0][1] if cases else "apart"


def replace_key(of: RecordRow, key: str) -> RecordRow:
    return of._replace(source_key=key)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (row("", "SMITH", "Amelia", "2013-03-14"), "link"),
        (row("", "Smyth", "Amelia", "2013-03-14", **HOME), "link"),
        (row("", "Smith", "Amy", "2013-03-14", **HOME), "twin or sibling"),
        (row("", "Smith", "Amelia", "2013-03-15", **HOME), "link"),
        (row("", "Amelia", "Smith", "2013-03-14", **HOME), "link"),
        (row("", "Jones", "Amelia", "2013-03-14", **HOME), "link"),
        (row("", "Smith", "Emily", "2013-03-14", **HOME), "one name differs"),
        (row("", "Smith", "Amelia", "1986-03-14", **HOME), "details differ"),
        (row("", "Smith", "Amelie", "1980-07-21", **HOME), "apart"),
        (row("", "Khan", "Oliver", "1987-11-29", **HOME), "apart"),
        (row("", "Smith", "Amelia", "", **HOME), "too little known"),
        (row("", "Smith", "", "2013-03-14", **HOME), "too little known"),
        (row("", "Smith", "Unborn", "2013-03-14", **HOME), "too little known"),
        (row("", "Jones", "Amelia", "2013-03-14"), "details differ"),
    ],
)
def test_link_case_or_apart(admin: Session, other: RecordRow, expected: str) -> None:
    assert outcome(admin, AMELIA, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"nhs": NHS}, {"nhs": NHS}, "link"),
        ({"nhs": NHS}, {"nhs": OTHER_NHS}, "identifier conflict"),
        ({"nhs": NHS, "family": "Mensah"}, {"nhs": NHS}, "link"),
        ({"nhs": NHS, "birth": "1987-11-29"}, {"nhs": NHS}, "identifier conflict"),
        ({"nhs": NHS, "given": "Emily"}, {"nhs": NHS}, "twin or sibling"),
        ({"nhs": NHS, "house": "", "street": "", "postcode": ""}, {"nhs": NHS, "birth": ""}, "link"),
    ],
)
def test_nhs_numbers_are_checked_against_the_rest(
    admin: Session, one: dict[str, str], other: dict[str, str], expected: str
) -> None:
    def made(key: str, said: dict[str, str]) -> RecordRow:
        base = {"family": "Smith", "given": "Amelia", "birth": "2013-03-14", **HOME, **said}
        return row(key, base.pop("family"), base.pop("given"), **base)

    assert outcome(admin, made("1", one), made("2", other)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "twin or sibling"),
        ({"family": "Smyth"}, "twin or sibling"),
        ({"birth": "1987-03-15"}, "apart"),
        ({"family": "Khan"}, "details differ"),
        ({"nhs": OTHER_NHS}, "apart"),
    ],
)
def test_grown_ups_of_one_home_and_birth_date_are_asked_about(
    admin: Session, said: dict[str, str], expected: str
) -> None:
    """Children are twins, and apart; grown-up twins seldom live together, and one may have changed the given name."""
    other = {"family": "Smith", "given": "Emily", "birth": "1987-03-14", **HOME, **said}
    one = row("1", "Smith", "Amelia", "1987-03-14", nhs=NHS, **HOME)
    assert outcome(admin, one, row("2", other.pop("family"), other.pop("given"), **other)) == expected


def test_a_former_name_links_and_a_placeholder_alias_does_not(admin: Session) -> None:
    grace = row("1", "Okafor", "Grace", "1990-01-02", also=[Name("former", "", "", "Mensah")])
    assert outcome(admin, grace, row("", "Mensah", "Grace", "1990-01-02")) == "link"


def test_twins_stay_two_people_however_many_files_know_them(admin: Session) -> None:
    zara, zainab = (row(g, "Khan", g, "2014-05-06", **HOME) for g in ("Zara", "Zainab"))
    for label in ("Housing", "Primary care", "Schools"):
        deliver(admin, feed(admin, label), [zara, zainab])
    groups = sorted(persons(admin, May.IMPORT).values())
    assert groups == [1, 1, 1, 2, 2, 2]


def test_a_clean_feed_never_holds_one_person_twice(admin: Session) -> None:
    twice = [AMELIA, replace_key(AMELIA, "2")]
    deliver(admin, feed(admin, "Housing", clean=True), twice)
    assert [case[1] for case in waiting(admin, May.IMPORT)] == ["same-agency double"]


def test_a_feed_that_may_hold_doubles_has_its_own_linked(admin: Session) -> None:
    _, linked = deliver(admin, feed(admin, "Community"), [AMELIA, replace_key(AMELIA, "2")])
    assert (linked.links, linked.cases) == (1, 0)


def test_a_name_that_differs_is_asked_about_until_an_agency_lists_both(admin: Session) -> None:
    housing, emily = feed(admin, "Housing"), row("2", "Smith", "Emily", "2013-03-14", **HOME)
    deliver(admin, housing, [AMELIA])
    deliver(admin, feed(admin, "Primary care"), [emily])
    assert [case[1] for case in waiting(admin, May.IMPORT)] == ["one name differs"]
    deliver(admin, housing, [emily])
    assert waiting(admin, May.IMPORT) == [], "housing knows them as two"


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (row("2", "Smith", "Emily", "2013-03-14", **HOME), "one name differs"),
        (row("2", "Jones", "Amelia", "2013-03-14"), "details differ"),
    ],
)
def test_whom_their_own_numbers_tell_apart_nobody_is_asked_about(admin: Session, other: RecordRow, kind: str) -> None:
    """The numbers stand in other records of the two; while one has none, or both the same, it is asked."""
    deliver(admin, feed(admin, "Housing"), [AMELIA])
    deliver(admin, feed(admin, "Police"), [other])
    number, no_number = numbered(AMELIA, NHS), numbered(other, OTHER_NHS)
    community = feed(admin, "Community")
    deliver(admin, community, [replace_key(number, "a")])
    assert [case[1] for case in waiting(admin, May.IMPORT)] == [kind]
    deliver(admin, feed(admin, "Primary care"), [replace_key(no_number, "b")])
    assert waiting(admin, May.IMPORT) == []


@pytest.mark.parametrize(
    ("family", "given", "birth", "kind"),
    [("Smith", "Amy", "2013-03-14", "twin or sibling"), ("Smyth", "Amelia", "", "too little known")],
)
def test_what_the_machine_would_have_joined_is_asked_about_whatever_their_numbers(
    admin: Session, family: str, given: str, birth: str, kind: str
) -> None:
    home = {**HOME, "phone": "+447700900123"}
    one, other = row("1", "Smith", "Amelia", "2013-03-14", **home), row("2", family, given, birth, **home)
    deliver(admin, feed(admin, "Housing"), [one, numbered(replace_key(one, "a"), NHS)])
    deliver(admin, feed(admin, "Police"), [numbered(other, OTHER_NHS)])
    assert [case[1] for case in waiting(admin, May.IMPORT)] == [kind]


def test_a_number_that_may_be_mistyped_is_asked_about_until_an_agency_lists_both(admin: Session) -> None:
    """Planted as two_nhs: one home, names and birth date but for slips, and two valid NHS numbers (issue 3)."""
    one, other = (row("1", "Smith", "Amelia", "2013-03-14", **HOME), row("2", "Smyth", "Amy", "2013-03-15", **HOME))
    housing, other = feed(admin, "Housing"), numbered(other, OTHER_NHS)
    deliver(admin, housing, [numbered(one, NHS)])
    deliver(admin, feed(admin, "Police"), [other])
    with admin.reading(May.IMPORT) as connection:
        assert connection.execute("select veto, weight < 0 from pair").fetchall() == [("two numbers", 1)]
    assert [case[1] for case in waiting(admin, May.IMPORT)] == ["identifier conflict"]
    deliver(admin, housing, [other])
    assert waiting(admin, May.IMPORT) == [], "housing knows them as two"


def numbered(of: RecordRow, nhs: str) -> RecordRow:
    return of._replace(identifiers=(Identifier("NHS", nhs, "valid"),))


def test_an_agency_without_numbers_of_its_own_does_not_know_them_as_two(admin: Session) -> None:
    """There a changed name makes a new record."""
    schools, emily = feed(admin, "Schools"), row("composite:2", "Smith", "Emily", "2013-03-14", **HOME)
    deliver(admin, schools, [replace_key(AMELIA, "composite:1"), emily])
    assert [case[1] for case in waiting(admin, May.IMPORT)] == ["one name differs"]


NAMESAKES = [
    row("1", "Adeyemi", "Folasade", "1987-03-14", **HOME),
    row("2", "Adeyemi", "Folasade", "1987-03-14", house="3", street="low road", postcode="NW10 2AA"),
]


def test_namesakes_of_one_agency_are_asked_about(admin: Session) -> None:
    _, linked = deliver(admin, feed(admin, "Community"), NAMESAKES)
    assert (linked.links, linked.cases) == (0, 1)
    assert [case[1] for case in waiting(admin, May.IMPORT)] == ["same-agency double"]


def test_namesakes_of_two_agencies_are_joined(admin: Session) -> None:
    deliver(admin, feed(admin, "Housing"), NAMESAKES[:1])
    _, linked = deliver(admin, feed(admin, "Community"), NAMESAKES[1:])
    assert (linked.links, linked.cases) == (1, 0)


def test_who_moves_is_joined_where_the_agency_gives_no_numbers(admin: Session) -> None:
    unnumbered = [replace_key(one, f"composite:{one.source_key}") for one in NAMESAKES]
    _, linked = deliver(admin, feed(admin, "Community"), unnumbered)
    assert (linked.links, linked.cases) == (1, 0)


def test_one_question_for_two_persons_however_many_pairs_could_ask_it(admin: Session) -> None:
    with_number = [row("1", "Smith", "Amelia", "2013-03-14", nhs=NHS, **HOME)]
    deliver(admin, feed(admin, "Housing"), with_number)
    deliver(admin, feed(admin, "Primary care"), with_number)
    other = [row("1", "Smith", "Amelia", "2013-03-14", nhs=OTHER_NHS, **HOME)]
    deliver(admin, feed(admin, "Schools"), other)
    deliver(admin, feed(admin, "Community"), other)
    assert sorted(persons(admin, May.IMPORT).values()) == [1, 1, 3, 3]
    assert len(waiting(admin, May.IMPORT)) == 1


def test_a_changed_row_is_weighed_again_and_its_person_follows(admin: Session) -> None:
    housing, care = feed(admin, "Housing"), feed(admin, "Primary care")
    deliver(admin, housing, [AMELIA])
    deliver(admin, care, [replace_key(AMELIA, "x")])
    assert persons(admin, May.IMPORT) == {1: 1, 2: 1}
    deliver(admin, care, [row("x", "Khan", "Oliver", "1987-11-29", house="3", street="low road", postcode="NW10 2AA")])
    assert persons(admin, May.IMPORT) == {1: 1, 2: 2}
    deliver(admin, care, [replace_key(AMELIA, "x")])
    assert persons(admin, May.IMPORT) == {1: 1, 2: 1}
    with admin.reading(May.IMPORT) as connection:
        history = connection.execute(
            "select person, closed is null from link where record_id = 2 order by id"
        ).fetchall()
    assert history == [(1, 0), (2, 0), (1, 1)]


def test_a_withdrawn_record_is_nobodys_and_comes_back_as_it_was(admin: Session) -> None:
    deliver(admin, feed(admin, "Housing"), [AMELIA])
    deliver(admin, feed(admin, "Primary care"), [AMELIA])
    deliver(admin, feed(admin, "Schools"), [AMELIA._replace(names=(Name("current", "", "", "Smith"),))])
    before = persons(admin, May.IMPORT), [case[1:] for case in waiting(admin, May.IMPORT)]
    with admin.changing(May.IMPORT, Action.DELIVERED, "roll back") as change:
        withdraw(change.connection, change.event, [1])
    assert persons(admin, May.IMPORT) == {2: 2, 3: 3}
    with admin.changing(May.IMPORT, Action.DELIVERED, "again") as change:
        bring_back(change, 1)
    assert (persons(admin, May.IMPORT), [case[1:] for case in waiting(admin, May.IMPORT)]) == before


def test_what_came_while_a_record_was_withdrawn_is_weighed_when_it_is_back(admin: Session) -> None:
    deliver(admin, feed(admin, "Housing"), [AMELIA])
    with admin.changing(May.IMPORT, Action.DELIVERED, "roll back") as change:
        withdraw(change.connection, change.event, [1])
    deliver(admin, feed(admin, "Primary care"), [AMELIA])
    assert persons(admin, May.IMPORT) == {2: 2}
    with admin.changing(May.IMPORT, Action.DELIVERED, "again") as change:
        bring_back(change, 1)
    assert persons(admin, May.IMPORT) == {1: 1, 2: 1}


def test_an_unchanged_hub_is_left_alone(admin: Session) -> None:
    deliver(admin, feed(admin, "Housing"), [AMELIA, row("2", "Khan", "Zara", "2014-05-06")])
    deliver(admin, feed(admin, "Primary care"), [AMELIA])
    with admin.changing(May.IMPORT, Action.DELIVERED, "again") as change:
        before = change.connection.execute("select * from link order by id").fetchall()
        done = recompute(change.connection, change.event, [1, 2, 3])
        assert change.connection.execute("select * from link order by id").fetchall() == before
    assert (done.links, done.cases) == (0, 0)


def test_the_order_of_deliveries_does_not_matter(admin: Session) -> None:
    rows = {
        "Housing": [AMELIA, row("2", "Khan", "Zara", "2014-05-06", **HOME), row("3", "Okafor", "Grace", "1990-01-02")],
        "Primary care": [
            row("1", "Smyth", "Amelia", "2013-03-14", nhs=NHS, **HOME),
            row("2", "Khan", "Zainab", "2014-05-06", **HOME),
        ],
        "Schools": [row("1", "Smith", "Amy", "2013-03-14", **HOME), row("2", "Khan", "Zara", "2014-05-06", **HOME)],
    }
    seen: set[frozenset[frozenset[str]]] = set()
    for turn, order in enumerate((list(rows), list(rows)[::-1])):
        of: dict[int, str] = {}
        for label in order:
            keys, _ = deliver(
                admin, feed(admin, f"{label} {turn}", Theme.OTHER), [stamped(r, turn) for r in rows[label]]
            )
            of |= {record: f"{label}/{key}" for key, record in keys.items()}
        groups: dict[int, set[str]] = {}
        for record, person in persons(admin, May.IMPORT).items():
            if record in of:
                groups.setdefault(person, set()).add(of[record])
        seen.add(frozenset(frozenset(g) for g in groups.values()))
    assert len(seen) == 1


def stamped(of: RecordRow, turn: int) -> RecordRow:
    """The same people sixty years before, and sixty more, so that two turns do not meet in one hub; never children."""
    numbers = tuple(one._replace(value=(NHS, OTHER_NHS)[turn]) for one in of.identifiers)
    born = str(int(of.birth_date[:4]) - 60 * (turn + 1)) + of.birth_date[4:]
    return of._replace(birth_date=born, identifiers=numbers)


@pytest.mark.parametrize("at_once", [1, 2])
def test_in_a_hub_fewer_may_share_what_says_little_by_itself(admin: Session, at_once: int) -> None:
    """However many arrive together: a file of few columns keeps the wider cap."""
    room = Rule.SOUND_INITIAL.cap_in_hub
    assert room < Rule.SOUND_INITIAL.cap
    someone = [
        row(f"{place}", "Okafor", f"A{chr(97 + place) * 3}", f"{1950 + place}-01-02") for place in range(room + 2)
    ]
    housing = feed(admin, "Housing")
    _, before = deliver(admin, housing, someone[: room - at_once])
    _, full = deliver(admin, housing, someone[room - at_once : room])
    assert before.over_full == full.over_full == {}
    _, crowded = deliver(admin, housing, someone[room : room + at_once])
    assert crowded.over_full == {Rule.SOUND_INITIAL.name: 1}
