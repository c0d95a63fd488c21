"""What a list's comparison remembers of earlier lists changes nothing in what it marks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.lookup.likeness import Likeness
from store.records.hits import Line

PEOPLE = st.builds(
    Line,
    person=st.integers(1, 9),
    family=st.sampled_from(["Smith", "Smyth", "Khan", "Hussain-Khan", "O'Brien", ""]),
    given=st.sampled_from(["Elizabeth", "Lizzy", "Mohammed", "Muhammad", "Khan", "Bo", ""]),
    birth=st.sampled_from(["2013-03-14", "2013-03-15", "1984-03-14", "1971", "2013", ""]),
    address=st.sampled_from(["1 High Street", ""]),
    postcode=st.just("SK1 3XE"),
    nhs_number=st.sampled_from(["", "", "9434765919"]),
)
LISTS = st.lists(PEOPLE, max_size=25, unique_by=lambda line: line.person)


@settings(max_examples=60)
@given(st.lists(LISTS, min_size=1, max_size=6))
def test_lists_seen_before_do_not_change_an_answer(lists: list[list[Line]]) -> None:
    likeness = Likeness()
    for number, lines in enumerate(lists):
        assert likeness.similar(lines) == Likeness().similar(lines)
        many = [Line(at, f"Name{chr(97 + at)}{chr(97 + number)}", f"Given{chr(97 + at)}") for at in range(25)]
        likeness.similar(many)  # in the end there are more names than are remembered


def test_a_namesake_of_one_year_and_one_of_the_same_number_are_marked() -> None:
    lines = [
        Line(1, "Smith", "Amelia", birth="2013-03-14"),
        Line(2, "Smyth", "Amelia", birth="2013-11-02"),
        Line(3, "Smith", "Amelia", birth="1960-07-21"),
        Line(4, "Jones", "Ada", birth="1950-01-02", nhs_number="9434765919"),
        Line(5, "Khan", "Bo", birth="1990-01-02", nhs_number="9434765919"),
    ]
    assert Likeness().similar(lines) == {1, 2, 4, 5}
