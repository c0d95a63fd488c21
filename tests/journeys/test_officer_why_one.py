"""R30: an officer reads why records are one person, and reports one that is somebody else's; Space reads on."""

from matching.deciding import review
from matching.deciding.review import Reason
from screens.widgets.in_full import InFull
from store.audit import Action
from store.hub import Hub
from store.session import Session
from tests.accounts import SignIn
from tests.stage import Stage, on_stage


async def opened(stage: Stage) -> None:
    """Amelia's page."""
    await stage.type("amelia smith 14 mar 13")
    await stage.press("enter")
    assert stage.page == "PersonPage"


async def test_a_record_joined_by_likeness_is_reported_and_a_supervisor_brings_it_back(
    village: Hub, villager: SignIn, calling: Session
) -> None:
    sue = villager("sue")
    async with on_stage(village, calling) as stage:
        await opened(stage)
        assert "≈ Education" in stage.text, "the mark stands on the person's page"
        await stage.press("w")
        assert "Why one person? 1 of 3 records by likeness." in stage.text
        assert "≈ likely same very strong evidence Education (Brent)" in stage.text
        assert "The birth date is the same" in stage.text
        await stage.press("x")
        await stage.type("he has no sister")
        await stage.press("enter")
        assert stage.page == "PersonPage"
        assert "≈ Education" not in stage.text
        assert "? CHECKING Education" in stage.text, "never a no: it is being checked (R5)"
        assert "● CURRENT Children's social care" in stage.text, "nothing else has changed"
        await stage.press("escape")
        assert stage.page == "SearchPage"
    assert any(case.kind == "reported as another person" for case in review.queue(sue))
    (case,) = [case for case in review.queue(sue) if case.kind == "reported as another person"]
    review.decide(sue, case.id, "same", Reason.AGENCY)
    async with on_stage(village, calling) as stage:
        await opened(stage)
        assert "CHECKING Education" not in stage.text
    with sue.reading_audit() as log:
        actions = [action for (action,) in log.execute("select action from audit order by seq")]
    assert Action.LINKS_EXPLAINED in actions
    assert Action.LINK_DOUBTED in actions


async def test_space_reads_on_and_then_from_the_beginning(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling, (44, 24)) as stage:
        await opened(stage)
        for _ in range(12):
            if stage.app.screen.query_one(InFull).longer:
                break
            await stage.press("down")
        foot = stage.app.screen.query_one(InFull)
        assert foot.longer
        assert foot.scroll_offset.y == 0
        before = stage.picture
        await stage.press("space")
        assert foot.scroll_offset.y > 0
        assert stage.picture != before
        while foot.scroll_offset.y:
            await stage.press("space")
        assert stage.picture == before
