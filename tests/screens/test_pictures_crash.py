"""A picture of a page that crashed is no picture: the test that takes it must fail."""

import pytest
from textual._doc import take_svg_screenshot

from fctui.app import FamilyContext
from screens.widgets.strip import Strip
from store.hub import Hub
from store.session import Session
from tests.stage import NARROW, settle, unless_it_crashed


def test_a_widget_that_crashes_while_it_is_painted_fails_the_test_of_its_picture(
    village: Hub, calling: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_strip: Strip) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Strip, "render", crash)
    with pytest.raises(ZeroDivisionError):
        unless_it_crashed(take_svg_screenshot)(FamilyContext(village, calling), NARROW, settle)
