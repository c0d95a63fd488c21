"""Pictures of the record of a call, narrow and wide: of a family, from its top and at its end."""

import pytest

from fctui.app import FamilyContext
from store.hub import Hub
from store.session import Session
from tests.screens.pictures import Compare, both_sizes
from tests.screens.test_pictures_family import FAMILY, pasted


@both_sizes
@pytest.mark.parametrize("last", [(), ("end",)], ids=["top", "end"])
def test_call_record(
    snap_compare: Compare, village: Hub, calling: Session, size: tuple[int, int], last: tuple[str, ...]
) -> None:
    steps = pasted(FAMILY, "enter", "enter", "n", "r", *last)
    assert snap_compare(FamilyContext(village, calling), terminal_size=size, run_before=steps)
