"""What agencies wrote is painted as letters."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.color import Color

from screens.text import Sieve, emphasised, joined, line, plain

HOSTILE = "Jo\x1b]52;c;aGk=\x1b\\\x9b31m\u202eSmith\u2028[@click=app.quit]\x07[/nope]"


def test_plain_keeps_letters_and_drops_what_a_terminal_obeys() -> None:
    assert plain("Zoë O’Brien-Łukasz 李") == "Zoë O’Brien-Łukasz 李"
    assert plain(HOSTILE) == "Jo]52;c;aGk=\\31mSmith[@click=app.quit][/nope]"
    assert plain("12\xa0Mill Lane") == "12\xa0Mill Lane"


@given(st.text(max_size=40))
def test_nothing_that_a_terminal_obeys_survives(value: str) -> None:
    forbidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not any(unicodedata.category(character) in forbidden for character in plain(value))
    assert plain(plain(value)) == plain(value)


def test_markup_stays_text() -> None:
    made = line("[red]", ("[@click=app.quit]Jo[/]", "bold"))
    assert made.plain == "[red][@click=app.quit]Jo[/]"
    assert [span.style for span in made.spans] == ["bold"]


def test_emphasis_is_what_stands_between_asterisks() -> None:
    made = emphasised("Family name *smyth*, born 2013")
    assert made.plain == "Family name smyth, born 2013"
    assert [made.plain[span.start : span.end] for span in made.spans] == ["smyth"]


def test_joined_leaves_out_what_says_nothing() -> None:
    assert joined(", ", "Jo Bloggs", "", "Riverside School") == "Jo Bloggs, Riverside School"


def test_the_sieve_keeps_the_width_and_the_control_segments() -> None:
    control = Segment("\x1b[0m", None, [])  # what Textual itself sends
    sieved = Sieve().apply([Segment("a\ue000b\x1b[2J\u202ec"), Segment("plain")], Color(0, 0, 0))
    assert [segment.text for segment in sieved] == ["a\N{REPLACEMENT CHARACTER}b[2Jc", "plain"]
    assert Sieve().apply([Segment("calm")], Color(0, 0, 0)) == [Segment("calm")]
    assert control.text == "\x1b[0m"
