"""Ten seats typing at once, alone and while `fctui import` delivers another agency's file: the real command, which
reads, checks, links and indexes for half a minute before it commits.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path
from time import sleep, time
from typing import Any

from fctui.borough.people import Person
from store.session import Session
from tests.accounts import PASSWORD
from tests.benchmarks.lookup_peers import spread
from tests.benchmarks.lookup_people import coming
from tests.matching.people import feed

FIRST = 1_500  # rows of a delivery before: the hub has then been linked and counted, as one that is in use
FEEDS = {"BRENT-EDU": "Education", "BRENT-ASC": "Adult social care"}
_HEADINGS = (
    "Person ID", "Forename", "Middle Names", "Surname", "DOB", "Gender", "NHS Number", "Address", "Postcode",
)  # fmt: skip
_KEYS_AFTER = 1.0  # seconds after a delivery in which each seat has met what it changed

Span = tuple[float, float]
"""Two times of the clock."""


def prepare(scratch: Path, session: Session, people: int, rows: int, seed: int) -> None:
    """Two feeds and a file for each; the first is delivered."""
    (scratch / "password").write_text(PASSWORD)
    (scratch / "password").chmod(0o600)
    made = coming(people, FIRST + rows, seed)
    for code, part in zip(FEEDS, (made[:FIRST], made[FIRST:]), strict=True):
        feed(session, code, FEEDS[code])
        _write(scratch / f"{code}.csv", part)
    _import(scratch, next(iter(FEEDS)))


def _write(path: Path, people: Sequence[Person]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(_HEADINGS)
        for number, person in enumerate(people):
            name, home = person.name, person.household.address
            sheet.writerow((
                f"C{number}", name.given, name.middle, name.family, person.born.isoformat(), person.sex, person.nhs,
                f"{home.house} {home.street}", home.postcode,
            ))  # fmt: skip


def _import(scratch: Path, code: str) -> float:
    """Deliver the feed's file; seconds for which nobody else could write, up to the end."""
    done = subprocess.run(
        [
            sys.executable, "-m", "fctui", "import", str(scratch / f"{code}.csv"), "--hub", str(scratch / "hub"),
            "--login", "ada", "--password-file", str(scratch / "password"), "--feed", code, "--as-of", "2026-06-08",
            "--likely", "--json",
        ],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    return float(json.loads(done.stdout)["seconds"])


def alone(hub: Path, kept: Path, seed: int, searches: int) -> dict[str, Any]:
    """One seat types each kind of error so many times."""
    return _told(_seat(hub, "pat", kept, seed, searches))


def crowd(scratch: Path, kept: Path, seats: int, pace: float, seconds: float) -> dict[str, object]:
    """So many seats at once for so many seconds."""
    told = _typing(scratch, kept, seats, pace, lambda: sleep(seconds))
    return spreads(told) | {"keys_a_second": pace}


def crowd_during_delivery(scratch: Path, kept: Path, seats: int, pace: float) -> dict[str, object]:
    """So many seats while a file is delivered: what was typed from the command's start to a second after its end; and,
    of that, from when nobody else could write.
    """
    spans: list[Span] = []

    def deliver() -> None:
        since = time()
        changing = _import(scratch, list(FEEDS)[-1])
        ended = time()
        sleep(_KEYS_AFTER)
        spans.extend([(since, ended), (ended - changing, ended)])

    told = _typing(scratch, kept, seats, pace, deliver)
    whole, changing = spans
    return spreads(told, whole[0], whole[1] + _KEYS_AFTER) | {
        "keys_a_second": pace,
        "delivering_s": round(whole[1] - whole[0], 1),
        "changing_s": round(changing[1] - changing[0], 1),
        "changing": spreads(told, changing[0], changing[1] + _KEYS_AFTER),
    }


def _typing(scratch: Path, kept: Path, seats: int, pace: float, meanwhile: Callable[[], None]) -> list[dict[str, Any]]:
    """What each seat tells that typed meanwhile."""
    typing = [_seat(scratch / "hub", f"seat{number}", kept, number, 0, pace) for number in range(seats)]
    for seat in typing:
        assert seat.stdout is not None
        assert seat.stdout.readline() == "types\n"
    meanwhile()
    for seat in typing:
        assert seat.stdin is not None
        seat.stdin.close()
    return [_told(seat) for seat in typing]


def _seat(hub: Path, login: str, kept: Path, seed: int, searches: int, *pace: float) -> subprocess.Popen[str]:
    arguments = [str(hub), login, str(kept), str(seed), str(searches), *map(str, pace)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.lookup_typing", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _told(seat: subprocess.Popen[str]) -> dict[str, Any]:
    """What a seat tells at its end."""
    with seat:
        assert seat.stdout is not None
        return json.loads(seat.stdout.read().removeprefix("types\n"))


def spreads(seats: list[dict[str, Any]], since: float = 0, until: float = inf) -> dict[str, object]:
    """What ended between two times of the clock."""

    def between(what: str, ended: str) -> list[float]:
        return [took for seat in seats for took, at in zip(seat[what], seat[ended], strict=True) if since < at < until]

    both = {what: between(what, "ended") for what in ("wall", "wall_less_waiting", "cpu_with_audit")}
    both |= {what: between(what, "audit_ended") for what in ("audit", "audit_less_waiting")}
    told: dict[str, object] = {what: spread(times) for what, times in both.items()}
    return told | {
        "keys": len(both["wall"]),
        "ready_s": max(seat["ready_s"] for seat in seats),
        "peak_mb": max(seat["peak_mb"] for seat in seats),
        "slowest": seats[0]["slowest"],
        "troubles": sum(seat["troubles"] for seat in seats),
    }
