"""The app measured as it is used: from a key to the answer painted, on a made-up borough's hub.

    make bench-app ARGS='--people 20000 --seed 1 --json out.json'

The real app with a driver that renders everything and notes when each frame is written. A key's clock stops at the
first frame that says back what stands in the box and shows people, or that there are none: not at the letter in the
box. Every search is recorded in the audit log, as always. Family names are typed a key every 60 ms, some of them
misspelt; the first round is not counted. Figures are wall time of the whole process: read them beside `load` and
`cpu_ms_per_key`, and beside the best of the rounds when the machine is shared.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TEXTUAL_FPS"] = "120"  # as `fctui.__main__` sets it

from textual import events
from textual.drivers.headless_driver import HeadlessDriver

from fctui.app import FamilyContext
from fctui.demo import Demo, open_demo
from screens.person import PersonPage
from screens.search import SearchPage
from screens.widgets.ask_box import AskBox
from store.enquiry import Purpose
from store.permissions import May, Role
from store.session import Session
from tests.benchmarks.linkage_report import Line, Part

KEY_S = 0.06
GIVE_UP_S = 5.0
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_ANSWERED = re.compile(r"Enter opens|of more than|No people found|marked, F6")


class Frames(HeadlessDriver):
    """Renders as for a terminal, and keeps when each frame was written."""

    written: list[tuple[float, str]]

    @property
    def is_headless(self) -> bool:
        """Textual renders nothing for a headless driver."""
        return False

    def write(self, data: str) -> None:
        """Note the frame."""
        if not hasattr(self, "written"):
            self.written = []
        self.written.append((perf_counter(), data))


def main() -> None:
    """Build or open the hub, type, print."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        demo = open_demo(options.dir or Path(scratch) / "demo", options.people, options.seed, lambda *_: None)
        figures = asyncio.run(_measure(demo, options))
    text = json.dumps(figures, indent=1)
    print(text)
    _against_goals(figures).show()
    if options.json:
        options.json.write_text(text)


def _against_goals(figures: dict[str, Any]) -> Part:
    typed, opened = figures["key_to_painted_ms"], figures["enter_to_person_ms"]
    lines = [
        Line("key to results painted, ms, p50", typed["p50"], "≤ 45"),
        Line("key to results painted, ms, p95", typed["p95"], "≤ 100"),
        Line("Enter to person painted, ms, p95", opened["p95"], "≤ 60"),
    ]
    return Part(f"the app, {figures['people']:,} people", lines)


async def _measure(demo: Demo, options: argparse.Namespace) -> dict[str, object]:
    session = demo.sign_in(Role.OFFICER)
    session.open_enquiry(Purpose.SCREENING, "Bench", "Bench", "B-1")
    words = _words(session, Random(options.seed), options.words)
    app = FamilyContext(demo.hub, session)
    app.driver_class = Frames
    rounds: list[list[float]] = []
    opened: list[float] = []
    cpu: list[float] = []
    async with app.run_test(headless=False, size=(options.columns, options.rows)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        stage = _Typist(app)
        for _ in range(options.rounds + 1):
            began = process_time()
            rounds.append([])
            for word in words:
                rounds[-1] += await stage.type(word)
                await stage.clear()
            cpu.append((process_time() - began) * 1000 / len(rounds[-1]))
        for word in words:
            if (ms := await stage.open(word)) is not None:
                opened.append(ms)
            await stage.clear()
    session.close()
    counted = rounds[1:]
    return {
        "people": options.people, "seed": options.seed, "size": [options.columns, options.rows], "words": words,
        "key_to_painted_ms": _spread([ms for one in counted for ms in one]),
        "best_round_ms": _spread(min(counted, key=lambda one: quantiles(one, n=20)[18])),
        "enter_to_person_ms": _spread(opened),
        "cpu_ms_per_key": round(min(cpu), 1), "load": round(os.getloadavg()[0], 1),
        "fps": os.environ.get("TEXTUAL_FPS", "60"),
    }  # fmt: skip


class _Typist:
    """Types into the app and waits for what is painted."""

    def __init__(self, app: FamilyContext) -> None:
        self._app = app
        driver = app._driver  # pyright: ignore[reportPrivateUsage]
        assert isinstance(driver, Frames)
        self._driver = driver

    async def type(self, word: str) -> list[float]:
        """Milliseconds from each key to its answer; the first letter alone is not searched."""
        took: list[float] = []
        for end in range(1, len(word) + 1):
            began = self._press(word[end - 1])
            if end > 1:
                said = re.compile(rf"(?<![a-z]){re.escape(word[:end])}(?![a-z])")
                took.append(await self._painted(began, said, _ANSWERED))
            await asyncio.sleep(max(0.0, KEY_S - (perf_counter() - began)))
        return took

    async def clear(self) -> None:
        """Back to the search with nothing in its box."""
        while not isinstance(self._app.screen, SearchPage) or self._app.screen.query_one("#box", AskBox).value:
            self._press("escape")
            await asyncio.sleep(4 * KEY_S)

    async def open(self, word: str) -> float | None:
        """Milliseconds from Enter to the person painted; None if nobody of this area was found."""
        await self.type(word)
        place = self._first_of_home()
        if place is None:
            return None
        for _ in range(place):
            self._press("down")
            await asyncio.sleep(KEY_S)
        ms = await self._painted(self._press("enter"), re.compile("Identity"))
        assert isinstance(self._app.screen, PersonPage)
        return ms

    def _first_of_home(self) -> int | None:
        """Where in the list the first person stands whom this area's agencies know: others take a reason first."""
        page = self._app.screen
        assert isinstance(page, SearchPage)
        shown = page._shown  # pyright: ignore[reportPrivateUsage]
        hits = shown.answer.hits if shown is not None else ()
        return next((place for place, hit in enumerate(hits) if page.session.hub.area in hit.areas), None)

    def _press(self, key: str) -> float:
        self._driver.written = []
        began = perf_counter()
        self._driver.send_message(events.Key(key, key if len(key) == 1 else None))
        return began

    async def _painted(self, began: float, *wanted: re.Pattern[str]) -> float:
        """Milliseconds until a frame holds all that is wanted; looked for after the fact, so looking costs nothing."""
        seen = 0
        while perf_counter() - began < GIVE_UP_S:
            await asyncio.sleep(0.002)
            frames = self._driver.written
            for at, data in frames[seen:]:
                text = " ".join(_ESCAPES.sub("", data).split())
                if all(one.search(text) for one in wanted):
                    return (at - began) * 1000
            seen = len(frames)
        raise TimeoutError([one.pattern for one in wanted])


def _words(session: Session, dice: Random, many: int) -> list[str]:
    """Family names of the hub, common and rare, every other one with a letter wrong."""
    with session.reading(May.SEARCH) as connection:
        names = [name.lower() for (name,) in connection.execute("select family from person_name where version = 1")]
    plain = Counter(name for name in names if name.isascii() and name.isalpha() and 5 <= len(name) <= 9)
    common = [name for name, _ in plain.most_common(many)]
    rare = sorted(set(plain) - set(common))
    chosen = dice.sample(common, many // 2) + dice.sample(rare, many - many // 2)
    return [name if place % 2 else _misspelt(name, dice) for place, name in enumerate(chosen)]


def _misspelt(name: str, dice: Random) -> str:
    at = dice.randrange(2, len(name))
    return name[:at] + dice.choice([letter for letter in "aeinrst" if letter != name[at]]) + name[at + 1 :]


def _spread(took: list[float]) -> dict[str, float]:
    """Fiftieth, ninety-fifth and highest."""
    cuts = quantiles(took, n=20) if len(took) > 1 else [0.0] * 19
    return {
        "n": len(took),
        "p50": round(cuts[9], 1),
        "p95": round(cuts[18], 1),
        "max": round(max(took, default=0.0), 1),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dir", type=Path, help="a demonstration to keep and use again")
    parser.add_argument("--words", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--columns", type=int, default=120)
    parser.add_argument("--rows", type=int, default=40)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
