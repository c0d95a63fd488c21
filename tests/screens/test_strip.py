"""The top line: however much was typed for a call, its caller, purpose, reference and the made-up mark stay."""

import pytest

from store.enquiry import Purpose
from store.hub import Hub
from store.session import Session
from tests.stage import NARROW, WIDE, on_stage

LONG = "Wilhelmina Featherstonehaugh-Cholmondeley of the night team"


@pytest.mark.parametrize("size", [NARROW, WIDE, (60, 15)])
@pytest.mark.parametrize(("caller", "reference"), [(LONG, "C-1042"), ("Jo", LONG), (LONG, LONG), ("Jo", "C-1")])
async def test_no_part_of_a_call_pushes_another_off_the_line(
    village: Hub, calling: Session, size: tuple[int, int], caller: str, reference: str
) -> None:
    village.demo = True
    calling.open_enquiry(Purpose.SCREENING, caller, "Northwick Park Hospital", reference)
    async with on_stage(village, calling, size=size) as stage:
        top = stage.picture.splitlines()[0]
        assert top.startswith(f" Call: {caller[:2]}")
        assert " · MAS" in top
        assert f"ref {reference[:3]}" in top
        assert top.rstrip().endswith("Made-up people")
        assert (reference in top) or "…" in top, "what is cut is cut with a sign"
