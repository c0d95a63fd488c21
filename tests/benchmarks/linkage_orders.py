"""Whether the order of files and rows decides who is who: one borough delivered in five random orders."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import defaultdict
from pathlib import Path
from random import Random

from fctui.borough import write
from store.permissions import May
from tests.benchmarks.linkage_borough import administrator, deliver
from tests.benchmarks.linkage_process import isolated
from tests.benchmarks.linkage_report import Line, Part

ORDERS = 5
Key = tuple[str, str]  # feed and the record's key in it: its name in every order
DIALECTS = {"comma": ",", "semicolon": ";", "tab": "\t"}
ENCODINGS = {"UTF-8": "utf-8", "UTF-8 with BOM": "utf-8-sig", "Windows-1252": "cp1252", "UTF-16 with BOM": "utf-16"}


def measure(people: int, seed: int, scratch: Path) -> Part:
    """The share of records whose companions in another order are not those of the first one."""
    summary = isolated(write, people, seed, scratch / "borough")
    styles = {written.path: (ENCODINGS[written.encoding], DIALECTS[written.delimiter]) for written in summary.files}
    found = [isolated(companions, scratch, styles, order) for order in range(ORDERS + 1)]
    first, others = found[0], found[1:]
    moved = [_moved(first, other) for other in others]
    part = Part(f"{ORDERS} random orders of files and rows, borough of {people:,}: {len(first):,} records")
    part.lines.append(Line("records whose companions change, mean", sum(moved) / ORDERS, "≤ 0.005"))
    part.lines.append(Line("records whose companions change, worst order", max(moved), "≤ 0.005"))
    part.details.update(moved=moved, records=[len(order) for order in found])
    return part


def companions(scratch: Path, styles: dict[str, tuple[str, str]], order: int) -> dict[Key, frozenset[Key]]:
    """Deliver the files in one order (0: as written) into a hub of its own; record → who shares its person."""
    here = scratch / f"order{order}"
    shutil.copytree(scratch / "borough", here)
    dice = Random(f"order {order}")
    feeds = list(range(len(json.loads((here / "feeds.json").read_text(encoding="utf-8"))["feeds"])))
    if order:
        dice.shuffle(feeds)
        for path, (encoding, delimiter) in styles.items():
            _shuffle(here / path, encoding, delimiter, dice)
    session = administrator(here / "hub")
    deliver(session, here, feeds)
    with session.reading(May.IMPORT) as connection:
        rows = connection.execute(
            "select l.person, f.code, r.source_key from link l join source_record r on r.id = l.record_id"
            " join feed f on f.id = r.feed_id where l.closed is null and r.state = 'live'"
        ).fetchall()
    session.close()
    shutil.rmtree(here)
    people: defaultdict[int, set[Key]] = defaultdict(set)
    for person, feed, key in rows:
        people[person].add((feed, key))
    return {key: frozenset(group) for group in people.values() for key in group}


def _shuffle(path: Path, encoding: str, delimiter: str, dice: Random) -> None:
    """The same rows in another order, in the file's own encoding."""
    heading, *rows = csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline=""), delimiter=delimiter)
    dice.shuffle(rows)
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([heading, *rows])


def _moved(first: dict[Key, frozenset[Key]], other: dict[Key, frozenset[Key]]) -> float:
    return sum(other.get(key) != group for key, group in first.items()) / max(len(first), 1)
