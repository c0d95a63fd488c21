"""What a terminal sends comes in pieces of any length; an escape character within a paste is never a key."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser  # pyright: ignore[reportPrivateUsage]

from fctui.pastes import Pastes

BEGINS, ENDS = "\x1b[200~", "\x1b[201~"
TEXT = st.text("a~[0125\x1b\r", max_size=20)


def pieces(sent: str, cuts: list[int]) -> list[str]:
    places = [0, *sorted(cut % (len(sent) + 1) for cut in cuts), len(sent)]
    return [sent[start:stop] for start, stop in pairwise(places)]


@given(before=TEXT, pasted=TEXT, after=TEXT, cuts=st.lists(st.integers(0, 60), max_size=6))
def test_only_pastes_lose_their_escapes(before: str, pasted: str, after: str, cuts: list[int]) -> None:
    before, pasted, after = (text.replace(BEGINS, "").replace(ENDS, "") for text in (before, pasted, after))
    reader = Pastes()
    read = "".join(reader.without_escapes(piece) for piece in pieces(before + BEGINS + pasted + ENDS + after, cuts))
    assert read == before + BEGINS + pasted.replace("\x1b", "") + ENDS + after


@given(text=TEXT, cuts=st.lists(st.integers(0, 30), max_size=4))
def test_keys_are_read_at_once_and_as_they_are(text: str, cuts: list[int]) -> None:
    reader = Pastes()
    sent = pieces(text.replace(BEGINS, ""), cuts)
    assert [reader.without_escapes(piece) for piece in sent] == sent


@pytest.mark.parametrize(
    "pasted",
    ["Jo\x1b[15~Smith\r", "Jo\x1bOPx", "\x1b]0;Smith, born 14 March 2013, of 12 Mill Lane\x07\r", "Smith\x1b"],
    ids=["a key's", "another key's", "none it knows", "nothing behind it"],
)
def test_the_parser_hears_one_paste_and_no_key(pasted: str) -> None:
    sent = Pastes().without_escapes(f"{BEGINS}{pasted}{ENDS}")
    heard = list(XTermParser().feed(sent))
    assert [type(one) for one in heard] == [events.Paste]
    assert isinstance(heard[0], events.Paste)
    assert heard[0].text == pasted.replace("\x1b", "")
