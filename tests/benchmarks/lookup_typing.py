"""One seat: signs in, types key by key, tells what it took. A process of its own, as a terminal is.

python -m tests.benchmarks.lookup_typing HUB LOGIN TARGETS.json SEED SEARCHES [KEYS A SECOND]

With the last it types until its standard input ends, and follows the hub meanwhile as the app's search page does.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from collections import defaultdict
from pathlib import Path
from random import Random
from time import perf_counter, process_time, sleep, time

from matching.lookup.search import OFTEN, Hit, Lookup
from store.enquiry import Purpose
from store.errors import Told
from store.hub import Hub
from store.session import Session
from tests.accounts import PASSWORD, fixed_clock
from tests.benchmarks.linkage_process import peak_mib
from tests.benchmarks.lookup_people import KINDS, Target

SHOWN = 20
_SCHEDULE = os.open("/proc/thread-self/schedstat", os.O_RDONLY) if sys.platform == "linux" else 0


class Seat:
    """A session with an enquiry open; the audit's time is told apart from the search's."""

    def __init__(self, session: Session) -> None:
        self._session = session
        session.open_enquiry(Purpose.QUALITY, "bench", "bench", "bench")
        self._record = session.record
        session.record = self._timed  # type: ignore[method-assign, assignment]
        self.lookup = Lookup(session)
        began = perf_counter()
        self.lookup.keep_up()
        self.ready = perf_counter() - began
        self.ended: list[float] = []
        self.walls: list[float] = []
        self.waits: list[float] = []
        self.works: list[float] = []
        self.audits_ended: list[float] = []
        self.audits: list[float] = []
        self.audit_waits: list[float] = []
        self.slowest: list[tuple[float, str]] = []
        self.troubles = 0

    def _timed(self, *args: object, **named: object) -> int:
        began, waited = perf_counter(), _waited()
        try:
            return self._record(*args, **named)  # type: ignore[arg-type]
        finally:
            self.audit_waits.append(_waited() - waited)
            self.audits.append(perf_counter() - began)
            self.audits_ended.append(time())

    def key(self, text: str) -> tuple[Hit, ...]:
        """The line as it stands after one key."""
        before, worked, waited = len(self.audits), process_time(), _waited()
        began = perf_counter()
        try:
            hits = self.lookup.find(text).hits
        except Told:
            self.troubles += 1
            return ()
        wall = perf_counter() - began - sum(self.audits[before:])
        self.works.append(process_time() - worked)
        self.waits.append(_waited() - waited - sum(self.audit_waits[before:]))
        self.walls.append(wall)
        self.ended.append(time())
        self.slowest = sorted([*self.slowest, (round(wall * 1000, 1), text)], reverse=True)[:8]
        return hits

    def figures(self) -> dict[str, object]:
        """Seconds; `ended` and `audit_ended` tell by the clock when each of the others was over."""
        return {
            "ready_s": round(self.ready, 3),
            "ended": self.ended,
            "audit_ended": self.audits_ended,
            "wall": self.walls,
            "cpu_with_audit": self.works,
            "audit": self.audits,
            "wall_less_waiting": _less(self.walls, self.waits),
            "audit_less_waiting": _less(self.audits, self.audit_waits),
            "slowest": self.slowest,
            "peak_mb": peak_mib(),
            "troubles": self.troubles,
        }


def _waited() -> float:
    """Seconds that this thread has waited for a processor so far; 0 where the system does not tell."""
    return int(os.pread(_SCHEDULE, 100, 0).split()[1]) / 1e9 if _SCHEDULE else 0.0


def _less(times: list[float], waits: list[float]) -> list[float]:
    return [time - wait for time, wait in zip(times, waits, strict=True)]


def found(hits: tuple[Hit, ...], target: Target) -> tuple[bool, bool]:
    """Whether the list shows the person, and whether it shows somebody of that very name."""
    first = hits[:SHOWN]
    same = any(hit.given.lower().split()[:1] == [target.given] and hit.family.lower() == target.whole for hit in first)
    me = any(hit.person == target.person for hit in first)
    return me, me or same


def recall(seat: Seat, targets: list[Target], dice: Random, searches: int) -> dict[str, dict[str, object]]:
    """Type each kind of error so many times: share of people shown, with and without their year of birth."""
    told: dict[str, dict[str, object]] = {}
    for kind, error in KINDS.items():
        got: dict[str, list[bool]] = defaultdict(list)
        for target in dice.sample(targets, len(targets)):
            text = error(target, dice)
            if not text:
                continue
            for end in range(2, len(text)):
                seat.key(text[:end])
            me, same = found(seat.key(text), target)
            year = "" if kind == "wrong day of birth" else f" {target.born[:4]}"
            with_year, _ = found(seat.lookup.find(f"{text}{year}").hits, target)
            got["by name"].append(same)
            got["the very person by name"].append(me)
            got["with birth year"].append(with_year)
            if len(got["by name"]) == searches:
                break
        told[kind] = {what: round(sum(hits) / len(hits), 4) for what, hits in got.items()}
        told[kind]["searches"] = len(got["by name"])
    return told


def keep_typing(seat: Seat, targets: list[Target], dice: Random, pace: float) -> None:
    """Type at an officer's pace until standard input ends."""
    ended = threading.Event()
    following = threading.Thread(target=_follow, args=(seat.lookup, ended))
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set())).start()
    following.start()
    while not ended.is_set():
        target = dice.choice(targets)
        text = f"{target.given} {target.family}"
        for end in range(2, len(text) + 1):
            seat.key(text[:end])
            sleep(1 / pace)
    following.join()


def _follow(lookup: Lookup, ended: threading.Event) -> None:
    """What `screens.search` does while its page stands."""
    while not ended.wait(OFTEN):
        lookup.keep_up()


def main() -> None:
    hub, login, kept, seed, searches, *crowd = sys.argv[1:]
    targets = [Target(**target) for target in json.loads(Path(kept).read_text())]
    session = Hub.open(Path(hub), fixed_clock).sign_in(login, PASSWORD)
    dice = Random(seed)
    gc.collect()
    gc.freeze()  # the people to be typed are none of a seat's: what is measured does not look through them
    seat = Seat(session)
    told: dict[str, object] = {}
    print("types", flush=True)
    if crowd:
        keep_typing(seat, targets, dice, float(crowd[0]))
    else:
        told["recall"] = recall(seat, targets, dice, int(searches))
    print(json.dumps(told | seat.figures()))
    session.close()


if __name__ == "__main__":
    main()
