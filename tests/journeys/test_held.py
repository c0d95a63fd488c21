"""A delivery that waits for a second person, found on the board and decided there; an empty hub's first look."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from importers.delivering import delivery, holding, rolling_back
from store.hub import Hub
from store.records import held
from store.session import Session
from tests.accounts import PASSWORD, SignIn
from tests.importers.deliveries import AS_OF, PEOPLE, deliver, feed, write
from tests.importers.test_holds import DAYS, people
from tests.stage import WIDE, Stage, on_stage, settle


@pytest.fixture
def waits(signed_in: SignIn, tmp_path: Path) -> Path:
    """The file of a delivery with half of the people, brought by Ada and held."""
    ada = signed_in("ada")
    feed(ada)
    deliver(ada, tmp_path / "first.csv", PEOPLE + people(range(100)), as_of=DAYS[0])
    path = write(tmp_path / "June.csv", PEOPLE + people(range(60)))
    prepared = delivery.prepare(ada, path, "BRENT-CSC")
    holding.hold(ada, delivery.dry_run(ada, prepared, prepared.mapping, AS_OF))
    return path


async def to_the_held_one(stage: Stage) -> None:
    """By the board to the check of what waits."""
    await stage.press("f4", "home")
    assert "Enter checks the held file again and shows why it waits" in stage.text
    await stage.press("enter")
    assert stage.page == "ImportCheckPage", stage.text


async def test_a_second_person_finds_it_on_the_board_sees_why_and_lets_it_in(
    hub: Hub, signed_in: SignIn, waits: Path
) -> None:
    assert waits.exists()
    async with on_stage(hub, signed_in("pat"), WIDE) as stage:
        await stage.press("f4")
        assert "1 delivery held, for a second person to release" in stage.text
        await to_the_held_one(stage)
        assert "! held The file has 60 rows, the last had 100" in stage.text
        await stage.press("r")
        assert stage.page == "AskFirst", "as on the page of what is held"
        await stage.press("enter")
        assert "This is needed, and recorded" in stage.text
        await stage.type("half moved to Harrow")
        await stage.press("enter", "d")
        assert stage.page == "ImportReceiptPage"
        await stage.press("enter")
        assert "held, for a second person" not in stage.text
        await stage.press("home", "enter")
        assert stage.page == "ImportFilePage", "a feed's own line starts an import, as before"


async def test_what_somebody_else_decided_meanwhile_is_told_and_stands_on_the_page(
    hub: Hub, signed_in: SignIn, waits: Path
) -> None:
    assert waits.exists()
    ada, pat = signed_in("ada"), signed_in("pat")
    async with on_stage(hub, pat, WIDE) as stage:
        await to_the_held_one(stage)
        held.reject(ada, held.waiting(ada)[0].id, "asked the agency")
        await stage.press("r", "o", "k", "enter")
        assert "! That is decided already." in stage.text
        assert "H rejected; hold it until a second person has looked at it" in stage.text
        await stage.press("escape")
        assert "held, for a second person" not in stage.text


async def test_the_mark_stays_on_its_delivery_when_somebody_decides_about_another(
    hub: Hub, signed_in: SignIn, waits: Path, tmp_path: Path
) -> None:
    """It went on to the one below, and R would have let that one in."""
    ada = signed_in("ada")
    for code in ("BRENT-ASC", "BRENT-YJS"):
        feed(ada, code)
        deliver(ada, tmp_path / f"{code}.csv", PEOPLE + people(range(100)), code, as_of=DAYS[0])
        prepared = delivery.prepare(ada, write(waits.with_name(f"{code}-2.csv"), PEOPLE + people(range(60))), code)
        holding.hold(ada, delivery.dry_run(ada, prepared, prepared.mapping, AS_OF))
    async with on_stage(hub, signed_in("sue"), WIDE) as stage:
        await stage.press("f4", "down")
        assert "BRENT-ASC-2.csv, brought by" in stage.text
        held.reject(ada, held.waiting(ada)[0].id, "asked the agency")
        await stage.press("f8")
        await stage.type(PASSWORD)
        await stage.press("enter")
        assert "2 deliveries to decide about" in stage.text
        assert "BRENT-ASC-2.csv, brought by" in stage.text


@pytest.mark.parametrize("act", [Path.unlink, lambda path: path.write_text("Surname\nSmith\n")], ids=["gone", "other"])
async def test_a_held_file_that_is_gone_or_another_is_not_released(
    hub: Hub, signed_in: SignIn, waits: Path, act: Callable[[Path], object]
) -> None:
    pat = signed_in("pat")
    async with on_stage(hub, pat, WIDE) as stage:
        await stage.press("f4", "home")
        act(waits)
        await stage.press("enter")
        assert stage.page == "FeedsPage"
        assert "! The file is not the one that was held. June.csv is gone or was changed" in stage.text
    assert [one.state for one in held.waiting(pat)] == ["waiting"]


async def test_a_key_pressed_twice_does_one_thing_and_its_trouble_is_told(
    hub: Hub, signed_in: SignIn, waits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert waits.exists()
    pat, go_on, tried = signed_in("pat"), Event(), list[int]()

    def slowly(session: Session, number: int, reason: str = "") -> held.HeldDelivery:
        tried.append(number)
        assert go_on.wait(60)
        return release(session, number, reason)

    release = held.release
    monkeypatch.setattr(held, "release", slowly)
    async with on_stage(hub, pat, WIDE) as stage:
        await to_the_held_one(stage)
        waits.unlink()
        await stage.pilot.press("r", "o", "k", "enter", "r", "o", "k", "enter")
        go_on.set()
        await settle(stage.pilot)
        assert len(tried) == 1
        assert "! The file is not the one that was held." in stage.text


async def test_a_feed_whose_only_delivery_was_taken_back_is_not_one_that_never_came(
    hub: Hub, signed_in: SignIn, tmp_path: Path
) -> None:
    ada = signed_in("ada")
    feed(ada)
    deliver(ada, tmp_path / "first.csv", PEOPLE + people(range(10)), as_of=DAYS[0])
    rolling_back.roll_back(ada, 1, with_later=True)
    async with on_stage(hub, ada) as stage:
        assert "1 feed: 1 taken back" in stage.text
        assert "- none" in stage.text
        assert "Taken back on 15 June 2026: delivery 1, first.csv. No other stands" in stage.text
        assert "never" not in stage.text


async def test_an_empty_hub_says_what_comes_first(hub: Hub, signed_in: SignIn) -> None:
    async with on_stage(hub, signed_in("ada")) as stage:
        assert "No agency is connected yet. Press N, with a first file at hand." in stage.text
        for key in ("Enter", "Report", "Deliveries"):
            assert key not in stage.keys
        await stage.press("i")
        assert "No file waits in a drop folder." in stage.text


async def test_a_supervisor_reads_why_it_waits_and_lets_it_in(hub: Hub, signed_in: SignIn, waits: Path) -> None:
    """DESIGN: a supervisor releases and does not import; the rows are not shown to her."""
    assert waits.exists()
    sue = signed_in("sue")
    async with on_stage(hub, sue) as stage:
        assert "! 1 delivery held, for a second person to decide about: F4" in stage.text
        await stage.press("f4")
        assert stage.page == "HeldPage"
        assert "60 rows, 60 accepted, 0 refused, as of 8 Jun 2026" in stage.text
        assert "! The file has 60 rows, the last had 100: 40% fewer." in stage.text
        assert "brought by Ada Adeyemi" in stage.text
        await stage.press("r", "enter")
        assert "This is needed, and recorded" in stage.text
        await stage.type("half moved to Harrow")
        await stage.press("enter")
        assert "released, not delivered yet" in stage.text
        assert "r Release" not in stage.keys, "it is decided"
        await stage.press("escape")
        assert "delivery held" not in stage.text
    ada = signed_in("ada")
    (one,) = held.waiting(ada)
    assert (one.state, one.decided_by, one.reason) == ("released", "Sue Sandhu", "half moved to Harrow")
    async with on_stage(hub, ada, WIDE) as stage:
        assert "1 delivery released, to be delivered" in stage.text
        await stage.press("home", "enter", "d")
        assert stage.page == "ImportReceiptPage", "whoever brought it delivers it"
        await stage.press("enter")
        assert "to be delivered" not in stage.text


async def test_a_supervisor_turns_one_down_and_is_told_when_somebody_else_did(
    hub: Hub, signed_in: SignIn, waits: Path
) -> None:
    assert waits.exists()
    sue, pat = signed_in("sue"), signed_in("pat")
    async with on_stage(hub, sue) as stage:
        await stage.press("f4", "x")
        held.reject(pat, held.waiting(pat)[0].id, "asked the agency")
        await stage.type("an old file")
        await stage.press("enter")
        assert "! That is decided already." in stage.text
        assert "None waits." in stage.text
        await stage.press("x", "r")
        assert stage.page == "HeldPage"


async def test_who_sees_the_feeds_finds_what_waits_there(hub: Hub, signed_in: SignIn, waits: Path) -> None:
    assert waits.exists()
    async with on_stage(hub, signed_in("pat"), WIDE) as stage:
        await stage.press("f4")
        assert stage.page == "FeedsPage"
