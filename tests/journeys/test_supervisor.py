"""The supervisor's journeys (domain/3 C.4): the queue, a case, deciding, undoing, and what a re-import changes."""

from collections import Counter
from pathlib import Path

import pytest

import screens.case
from matching.deciding import review
from matching.deciding.review import CaseLine, Reason
from screens.messages import OpenCase
from screens.reviewing import ReviewingPage
from store import accounts
from store.audit import Action
from store.disclosure import shielding
from store.hub import Hub
from store.permissions import May, Role
from store.records.restrictions import Level
from store.session import Session
from tests.accounts import SignIn
from tests.stage import Stage, on_stage, settle
from tests.village import FILES, deliver

HEADINGS = "Last Name,First Name,Date of Birth,NHS No,Address,CMS No,Service Event Desc,Service Event Start"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """The moment in which a decision is shown is for people."""
    monkeypatch.setattr(screens.case, "PAUSE", 0.001)


def twins(session: Session) -> CaseLine:
    """The twins' case."""
    return next(case for case in review.queue(session) if case.kind == "twin or sibling")


def people(session: Session) -> dict[tuple[str, str], int]:
    """Every record, as (feed, agency's number), with the person it is shown under."""
    with session.reading(May.REVIEW) as connection:
        rows = connection.execute(
            "select f.code, r.source_key, l.person from source_record r join feed f on f.id = r.feed_id"
            " join link l on l.record_id = r.id and l.closed is null"
        )
        return {(feed, key): person for feed, key, person in rows}


def actions(session: Session) -> list[str]:
    with session.reading_audit() as log:
        return [action for (action,) in log.execute("select action from audit order by seq")]


def again(admin: Session, name: str, feed: str, day: str, old: str, new: str, folder: Path) -> None:
    """Deliver a feed's village file again with something changed in it."""
    path = folder / name
    text = (FILES / name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    deliver(admin, path, feed, day)


async def open_twins(stage: Stage) -> None:
    """Go down to the twins' case and open it."""
    await stage.press("end", "enter")
    assert "Zara KHAN" in stage.text
    assert "Zainab KHAN" in stage.text


async def test_the_queue_is_worked_through(village: Hub, villager: SignIn) -> None:
    supervisor = villager("sue")
    async with on_stage(village, supervisor) as stage:
        assert "Review 2 cases to answer." in stage.text
        assert "First: children's social care" in stage.text
        await stage.press("enter")
        assert "Amelia SMYTH Amelia SMITH" in stage.text
        assert "Family name Smyth Smith ~ close" in stage.text
        assert "~ short form or other spelling" in stage.text
        assert "Given name Amelia Amelia = same" in stage.text
        assert "Amelia SMYTH's records in Education (Brent)" in stage.text
        assert "2 left" in stage.text

        await stage.press("d")
        assert "Two people, because" in stage.text
        await stage.press("5")
        assert "Zara KHAN Zainab KHAN" in stage.text, "the next case took its place"
        assert "1 left" in stage.text
        assert "U undoes Two people: Amelia SMYTH" in stage.text, "the line may be cut, and not what was decided"

        await stage.press("d", "3")
        assert stage.page == "ReviewPage"
        assert "No case waits." in stage.text
    assert actions(supervisor).count("case opened") == 2


async def test_same_joins_at_once_and_survives_a_new_file(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    supervisor, admin = villager("sue"), villager("ada")
    before = people(supervisor)
    assert before["BRENT-EDU", "E4"] != before["BRENT-CSC", "7001"]
    async with on_stage(village, supervisor) as stage:
        await stage.press("enter", "s", "3")
    joined = people(supervisor)
    assert joined["BRENT-EDU", "E4"] == joined["BRENT-CSC", "7001"]
    again(admin, "education.csv", "BRENT-EDU", "2026-06-14", "40 Ash Street", "41 Ash Street", tmp_path)
    assert people(supervisor) == joined


async def test_different_survives_a_new_file_and_is_not_asked_again(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    supervisor, admin = villager("sue"), villager("ada")
    before = people(supervisor)
    async with on_stage(village, supervisor) as stage:
        await open_twins(stage)
        await stage.press("d", "3")
        again(admin, "education.csv", "BRENT-EDU", "2026-06-14", "Zainab,Khan", "Zara,Khan", tmp_path)
        assert people(supervisor) == before
        await stage.press("escape", "escape")
        assert "Zainab" not in stage.text


async def test_not_sure_stays_in_the_queue_at_its_end(village: Hub, villager: SignIn) -> None:
    supervisor = villager("sue")
    async with on_stage(village, supervisor) as stage:
        await stage.press("enter", "n", "1")
        assert "Zara KHAN" in stage.text
        await stage.press("escape")
        assert "1 case to answer and 1 not sure" in stage.text
        assert "Looked at before, not sure" in stage.text
    assert [case.state for case in review.queue(supervisor)] == ["open", "unsure"]


async def test_undo_brings_everything_back(village: Hub, villager: SignIn) -> None:
    supervisor = villager("sue")
    queue, persons = review.queue(supervisor), people(supervisor)
    async with on_stage(village, supervisor) as stage:
        await stage.press("enter", "s", "1")
        assert people(supervisor) != persons
        await stage.press("u")
        assert "Amelia SMYTH Amelia SMITH" in stage.text, "its case is on the screen again"
        assert "Taken back" in stage.text
        assert (review.queue(supervisor), people(supervisor)) == (queue, persons)

        await stage.press("d", "5", "escape", "u")
        assert "Taken back" in stage.text, "from the queue too"
        assert review.queue(supervisor) == queue
        await stage.press("u")
        assert "U Undo" not in stage.keys, "nothing is left to undo"
    assert [action for action in actions(supervisor) if action == "case opened"]


async def test_while_a_decision_is_recorded_no_older_one_is_taken_back(village: Hub, villager: SignIn) -> None:
    admin, supervisor = villager("ada"), villager("sue")
    async with on_stage(village, supervisor) as stage:
        await stage.press("enter", "d", "5")
        assert "Zara KHAN Zainab KHAN" in stage.text
        with admin.changing(May.FEEDS, Action.FEED_ADDED, "somebody else writes"):
            await stage.pilot.press("d", "1", "u")
            assert "Undo" not in stage.keys
        await settle(stage.pilot)
        assert review.queue(supervisor) == (), "both decisions stand"


@pytest.fixture
def colleague(villager: SignIn) -> Session:
    """Pat, a supervisor too."""
    return villager("pat")


async def look(stage: Stage, page: ReviewingPage | None = None) -> None:
    """What the page does every second, also beneath a question."""
    looking = page or stage.app.screen
    assert isinstance(looking, ReviewingPage)
    looking._look()  # pyright: ignore[reportPrivateUsage]
    await settle(stage.pilot)


async def test_a_case_that_a_colleague_answers_is_closed_where_it_is_open(
    village: Hub, villager: SignIn, colleague: Session
) -> None:
    first, second = review.queue(colleague)
    async with on_stage(village, villager("sue")) as stage:
        await stage.press("enter")
        await look(stage)
        assert ("S Same" in stage.keys, "Next case" in stage.keys, "2 left" in stage.text) == (True, False, True)
        review.decide(colleague, first.id, "different", Reason.NAMESAKES)
        await look(stage)
        assert f"This case is closed. {colleague.account.name} decided on" in stage.text
        assert "are two people." in stage.text
        assert ("Same" in stage.keys, "Next case" in stage.keys, " left" in stage.text) == (False, True, False)
        await stage.press("s")
        assert stage.page == "CasePage"
        await stage.press("enter")
        assert "Zara KHAN Zainab KHAN" in stage.text
        assert "1 left" in stage.text
        assert ("S Same" in stage.keys, "Next case" in stage.keys, "closed" in stage.text) == (True, False, False)
        review.decide(colleague, second.id, "different", Reason.TWINS)
        await look(stage)
        await stage.press("enter")
        assert stage.page == "ReviewPage", "there is none left"


async def test_an_answer_that_comes_second_says_who_was_first_and_asks_no_more(
    village: Hub, villager: SignIn, colleague: Session
) -> None:
    first, _ = review.queue(colleague)
    async with on_stage(village, villager("sue")) as stage:
        await stage.press("enter", "s")
        review.decide(colleague, first.id, "different", Reason.NAMESAKES)
        await stage.press("1")
        assert f"This case is closed. {colleague.account.name} decided on" in stage.text
        assert ("Same" in stage.keys, "Different" in stage.keys, "Not sure" in stage.keys) == (False, False, False)


async def test_a_reason_is_asked_no_more_once_a_colleague_has_answered(
    village: Hub, villager: SignIn, colleague: Session
) -> None:
    first, second = review.queue(colleague)
    async with on_stage(village, villager("sue")) as stage:
        await stage.press("enter", "s")
        review.decide(colleague, first.id, "different", Reason.NAMESAKES)
        case = stage.app.screen_stack[-2]
        assert isinstance(case, ReviewingPage)
        await look(stage, case)
        assert stage.page == "CasePage"
        assert f"This case is closed. {colleague.account.name} decided on" in stage.text
        await stage.press("enter", "d", "end", "enter")
        await stage.type("mum")
        review.decide(colleague, second.id, "different", Reason.TWINS)
        await look(stage, case)
        assert stage.page == "Note", "what is typed on would be keys of the page: U takes a decision back"
        assert f"! This case is closed. {colleague.account.name} decided on" in stage.text
        await stage.type(" said")
        await stage.press("enter")
        assert stage.page == "CasePage"
        assert "This case is closed" in stage.text


async def test_a_case_on_the_page_that_was_answered_goes_when_somebody_in_it_is_protected(
    village: Hub, villager: SignIn, colleague: Session
) -> None:
    """R19: also the sentence that says how it was answered."""
    first, _ = review.queue(colleague)
    person = review.case(colleague, first.id).left.person
    async with on_stage(village, villager("sue")) as stage:
        await stage.press("enter")
        review.decide(colleague, first.id, "different", Reason.NAMESAKES)
        await look(stage)
        assert "Amelia SMYTH" in stage.text
        accounts.set_roles(villager("ada"), "pat", [Role.LEAD])
        shielding.protect(villager("pat"), person, Level.EXISTENCE, reason="threats", owner="J Bell, Brent CSC")
        await look(stage)
        assert "This case is closed" in stage.text
        assert "Amelia" not in stage.text


async def test_another_reason_needs_words(village: Hub, villager: SignIn) -> None:
    supervisor = villager("sue")
    async with on_stage(village, supervisor) as stage:
        await stage.press("enter", "s", "5", "enter")
        assert "! Write a few words" in stage.text
        await stage.paste("mother confirmed it")
        await stage.press("enter")
        assert "1 left" in stage.text
    with supervisor.reading(May.REVIEW) as connection:
        assert connection.execute("select verdict, note from decision").fetchone() == (
            "same",
            "mother confirmed it",
        )


@pytest.mark.parametrize("answer", ["s", "d", "n"])
async def test_no_reason_is_recorded_unless_it_was_chosen(village: Hub, villager: SignIn, answer: str) -> None:
    """A hurried D, Enter said that an official number had been checked (domain/8: a reason is required)."""
    supervisor = villager("sue")
    queue = review.queue(supervisor)
    async with on_stage(village, supervisor) as stage:
        await stage.press("enter", answer, "enter", "enter")
        assert stage.page == "Answers"
        assert review.queue(supervisor) == queue
        await stage.press("down", "enter")
        assert review.queue(supervisor) != queue, "the first one, once it is marked"


async def test_going_back_from_the_reasons_decides_nothing(village: Hub, villager: SignIn) -> None:
    supervisor = villager("sue")
    queue = review.queue(supervisor)
    async with on_stage(village, supervisor) as stage:
        await stage.press("enter", "s", "escape", "d", "escape", "n", "escape")
        assert stage.page == "CasePage"
    assert review.queue(supervisor) == queue


async def test_why_explains_every_bit(village: Hub, villager: SignIn) -> None:
    supervisor = villager("sue")
    total = twins(supervisor).weight
    async with on_stage(village, supervisor, (120, 40)) as stage:
        await open_twins(stage)
        assert "All their records" in stage.text
        await stage.press("w")
        assert "The given name is only half alike" in stage.text
        assert f"{total:+.1f} " in stage.text
        assert "together: fair" in stage.text
        await stage.press("w")
        assert "All their records" in stage.text


async def test_one_kind_at_a_time(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("sue")) as stage:
        await stage.press("k")
        assert "All kinds (2)" in stage.text
        await stage.press("end", "enter")
        assert "Showing 1 of kind: twin or sibling" in stage.text
        assert "SMYTH" not in stage.text


async def test_one_kind_is_worked_through_before_another_is_shown(
    village: Hub, villager: SignIn, tmp_path: Path
) -> None:
    """domain/8: an action applies to what is filtered now; the next case was one of any kind."""
    supervisor, admin = villager("sue"), villager("ada")
    path = tmp_path / "mh.csv"
    child = 'Khan,Z,02/02/2016,,"4 Mill Lane, Wembley, HA0 4TT",M1,Review,21/05/2026'
    path.write_text(f"{HEADINGS}\n{child}\nOther,O,22/02/1990,,,M2,Review,21/05/2026\n")
    deliver(admin, path, "BRENT-MH", "2026-06-12")
    waiting = review.queue(supervisor)
    ((kind, many),) = Counter(case.kind for case in waiting).most_common(1)
    others = [case.id for case in waiting if case.kind != kind]
    assert many > 1
    async with on_stage(village, supervisor) as stage:
        await stage.press("k", "2", "home", "enter")
        for remaining in range(many, 0, -1):
            assert f"{remaining} left" in stage.text
            assert kind.capitalize() in stage.text
            await stage.press("d", "1")
        assert stage.page == "ReviewPage", "there is none left"
    assert [case.id for case in review.queue(supervisor)] == others


async def test_undo_is_offered_where_there_is_something_to_undo(village: Hub, villager: SignIn) -> None:
    async with on_stage(village, villager("sue")) as stage:
        await stage.press("enter")
        assert "Undo" not in stage.keys
        await stage.press("d", "5")
        assert "Undo" in stage.keys
        await stage.press("u")
        assert "Undo" not in stage.keys


async def test_a_contradiction_is_refused_in_words(village: Hub, villager: SignIn, tmp_path: Path) -> None:
    supervisor, admin = villager("sue"), villager("ada")
    async with on_stage(village, supervisor) as stage:
        await open_twins(stage)
        await stage.press("d", "3", "escape", "escape")
        path = tmp_path / "mh.csv"
        child = 'Khan,Z,02/02/2016,,"4 Mill Lane, Wembley, HA0 4TT",M1,Review,21/05/2026'
        path.write_text(f"{HEADINGS}\n{child}\nOther,O,22/02/1990,,,M2,Review,21/05/2026\n")
        deliver(admin, path, "BRENT-MH", "2026-06-12")
        await stage.press("f3")
        first, second = [case for case in review.queue(supervisor) if "Z KHAN" in f"{case.left} {case.right}"]
        review.decide(supervisor, first.id, "same", Reason.DETAILS)
        queue, persons = review.queue(supervisor), people(supervisor)
        stage.app.screen.post_message(OpenCase(second.id))
        await settle(stage.pilot)
        await stage.press("s", "1")
        assert "This contradicts a decision that stands" in stage.text
        assert "Both cannot be true" in stage.text
        assert "S Same" in stage.keys, "the case is still open for an answer"
        assert (review.queue(supervisor), people(supervisor)) == (queue, persons)


async def test_review_is_not_offered_to_others(village: Hub, villager: SignIn) -> None:
    for login in ("ofi", "ada"):
        async with on_stage(village, villager(login)) as stage:
            before = stage.page
            await stage.press("escape", "f3")
            assert stage.page == before
            assert "Review" not in stage.keys
