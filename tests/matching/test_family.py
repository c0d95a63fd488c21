"""A family list taken apart (F19): who is asked for, and what is not taken for a name."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.lookup.family import MOST, cleaned, read
from matching.lookup.query import parse

TODAY = date(2026, 6, 15)


def asked(text: str) -> list[tuple[str, str]]:
    """What is searched for each person, and the relation."""
    return [(person.asked, person.relation) for person in read(text, TODAY).people]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("SMITH, Amelia\t14/03/2013\tsubject child\tHA0 2AB", ("SMITH, Amelia, 14/03/2013, HA0 2AB", "subject child")),
        ("2) Sarah Smith (Mother) 30.11.1985", ("Sarah Smith 30.11.1985", "mother")),
        ("- Unborn Smith, EDD 3 Dec 2026, sibling", ("Unborn Smith, EDD 3 Dec 2026", "sibling")),
        ("Dad: John Smith, 41", ("John Smith, age 41", "dad")),
        ("Mary Child - aunt - HA0 2AB", ("Mary Child, HA0 2AB", "aunt")),
        ("Son Kim, 12, son", ("Son Kim, age 12", "son")),
        ("amelia smith sister 2013", ("amelia smith 2013", "sister")),
        ("Name: Zara Khan; DOB: 1/2/2015", ("Zara Khan, DOB: 1/2/2015", "")),
        ("485 777 3457", ("485 777 3457", "")),
        ("Gran", ("", "gran")),
        ("Grandad: Albert Cole", ("Albert Cole", "grandad")),
        ("maternal grandmother Mary Jones", ("Mary Jones", "maternal grandmother")),
        ("Mum's partner", ("", "mum's partner")),
        ("step-dad", ("", "step-dad")),
        ("Sister-in-law, 30", ("age 30", "sister-in-law")),
        ("Child 2: Zara Khan", ("Zara Khan", "child 2")),
        ("Unborn baby, EDD 3 Dec 2026", ("EDD 3 Dec 2026", "unborn baby")),
        ("Baby Foster", ("Baby Foster", "")),
        ("Nana Owusu", ("Nana Owusu", "")),
        ("Carol Childs", ("Carol Childs", "")),
        ("> > - Zara Khan, twin?", ("Zara Khan", "twin?")),
        (">\t•\tZara Khan\t2013", ("Zara Khan, 2013", "")),
        ("o\tZara Khan", ("Zara Khan", "")),
        ("12. 3. 2014", ("12. 3. 2014", "")),
    ],
)
def test_a_line_gives_a_question_and_a_relation(typed: str, wanted: tuple[str, str]) -> None:
    assert asked(typed) == [wanted]


def test_headings_and_blank_lines_are_nobody() -> None:
    assert asked("Name\tDOB\tRelationship to child\tPost code\n\n  \nAmelia Smith\t2013\n") == [
        ("Amelia Smith, 2013", "")
    ]


def test_a_bare_relation_is_a_line_of_its_own() -> None:
    """It is somebody whom the caller named: neither lost nor taken for the person above, nor given the date below."""
    assert asked("Gran\nmum\nchild\nbaby") == [("", "gran"), ("", "mum"), ("", "child"), ("", "baby")]
    assert asked("Amelia Smith\nNan\n1) mother:\n(subject child)\n1 Feb 1940") == [
        ("Amelia Smith", ""),
        ("", "nan"),
        ("", "mother"),
        ("", "subject child"),
        ("1 Feb 1940", ""),
    ]


def test_a_line_that_names_nobody_completes_the_one_above() -> None:
    assert asked("Albert Cole\nb. 1 Feb 1940\n485 777 3457\nGrace Okafor\nHA0 2AB") == [
        ("Albert Cole, b. 1 Feb 1940, 485 777 3457", ""),
        ("Grace Okafor, HA0 2AB", ""),
    ]
    assert len(asked("485 777 3457\n485 777 3465")) == 2, "a list of numbers is a list of people"
    assert asked("Albert Cole\nfather, 1 Feb 1940") == [("Albert Cole, 1 Feb 1940", "father")]


def test_another_relation_is_somebody_else() -> None:
    """The mother's partner was lost in the father's line."""
    assert asked("Albert Cole, father\nMum's partner, name unknown\nAunt, 1 Feb 1990") == [
        ("Albert Cole", "father"),
        ("name unknown", "mum's partner"),
        ("1 Feb 1990", "aunt"),
    ]


def test_an_answered_e_mail_holds_lines_that_are_nobody() -> None:
    assert asked("> Jo Smith\n>\n> >\n-\n> 2) Al Smith\n") == [("Jo Smith", ""), ("Al Smith", "")]


def test_a_whole_e_mail_may_be_pasted() -> None:
    """'Kind regards' is nobody to be searched, and to be told as not found."""
    assert asked(
        "From: Dana Field <dana@school.example>\r\nSent: 8 June 2026 15:42\r\nTo: MASH\r\n"
        "Subject: Smith family\r\n\r\nHi Olive,\r\n\r\nChildren:\r\n•\tAmelia Smith, 2013\r\nAdults in household:\r\n"
        "- MGM Mrs Cole, lives at same address\r\nMany thanks\r\n"
        "On 7 Jun 2026 at 9:02, Al Field <al@x.example> wrote:\r\n> Dear Dana,\r\n> Kit Smith\r\n> Regards,\r\n"
    ) == [("Amelia Smith, 2013", ""), ("Mrs Cole", "mgm"), ("Kit Smith", "")]
    names = "Dear Amelia\nSubject: Zara Khan\nHi Lo, 2013\nFrom: Al Cole\nThanks Giving"
    assert [name for name, _ in asked(names)] == [
        "Dear Amelia",
        "Zara Khan",
        "Hi Lo, 2013",
        "From: Al Cole",
        "Thanks Giving",
    ]


@pytest.mark.parametrize(
    ("typed", "mother", "due"),
    [
        ("Sarah Smith, mother, EDD 3 Dec 2026", ("Sarah Smith", "mother"), "sarah smith, EDD 3 Dec 2026"),
        ("mum Sarah Smith due 3/12/2026 HA0 2AB", ("Sarah Smith", "mum"), "sarah smith, due 3/12/2026 HA0 2AB"),
        ("Sarah Smith 30.11.1985, EDD 3 Dec 2026", ("Sarah Smith 30.11.1985", ""), "sarah smith, EDD 3 Dec 2026"),
        ("Mother, EDD 3 Dec 2026", ("", "mother"), "EDD 3 Dec 2026"),
    ],
)
def test_who_expects_a_child_is_not_looked_for_by_the_day_it_is_due(
    typed: str, mother: tuple[str, str], due: str
) -> None:
    """The unborn child would be found in her place, and picked as the mother."""
    assert asked(typed) == [mother, (due, "unborn")]
    assert asked("Sarah Due, mother") == [("Sarah Due", "mother")]


def test_a_list_has_its_end() -> None:
    names = "\n".join(f"Smith {letter * 3}" for letter in "abcdefghijklmnopqrstuvwxyz")
    family = read(names, TODAY)
    assert (len(family.people), family.left_out) == (MOST, 26 - MOST)
    family = read("Jo Smith\n\n" * 5_000, TODAY)
    assert len(family.people) + family.left_out == 5_000, "what is not read is counted too"


@given(st.text(max_size=400))
@settings(max_examples=150)
def test_whatever_is_pasted_is_read_without_harm(text: str) -> None:
    family = read(text, TODAY)
    for person in family.people:
        assert (person.asked + person.typed + person.relation).isprintable()
        assert parse(person.asked, TODAY).typed or (person.relation and not person.asked)
    assert cleaned(cleaned(text)) == cleaned(text)
