"""The files themselves: agency files in their own encodings, truth.csv, feeds.json."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TextIO

from fctui.borough.agencies import FEEDS, Feed
from fctui.borough.dirt import Dirt
from fctui.borough.layouts import FILLS, HEADINGS
from fctui.borough.numbers import desk_phone
from fctui.borough.people import Person
from fctui.borough.records import Record, record
from fctui.borough.services import episodes
from fctui.borough.weeks import Weeks
from fctui.borough.workers import Staff

TRUTH_HEADINGS = ("file", "row", "person", "household", "hard", "origin", "born", "sex")
NOBODY = ("organisation", "test_record")
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 with BOM", "cp1252": "Windows-1252", "utf-16": "UTF-16 with BOM"}
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written: path under the output directory, data rows, encoding and delimiter."""

    path: str
    rows: int
    encoding: str
    delimiter: str


class Truth:
    """truth.csv: whom each row of each file is about."""

    def __init__(self, stream: TextIO) -> None:
        self._rows = csv.writer(stream, lineterminator="\n")
        self._rows.writerow(TRUTH_HEADINGS)
        self._nobodies = 0
        self.hard: Counter[str] = Counter()

    def about(self, record: Record) -> tuple[str, ...]:
        """What the columns from `person` on say of a record; a row about nobody gets an id of its own.

        origin: of the name; born: the true day, or the one expected; sex: F, M, or '' before birth.
        """
        self.hard[record.hard] += 1
        if record.hard in NOBODY:
            self._nobodies += 1
            return f"N{self._nobodies:06}", "", record.hard, "", "", ""
        person = record.person
        who, where = f"P{person.number:07}", f"H{person.household.number:07}"
        return who, where, record.hard, person.culture.origin, person.born.isoformat(), person.sex

    def row(self, file: str, number: int, about: tuple[str, ...]) -> None:
        self._rows.writerow((file, number, *about))


def write_feed(
    feed: Feed,
    known: list[Person],
    newcomers: list[Person],
    out: Path,
    truth: Truth,
    dirt: tuple[Dirt, Dirt],
    weeks: Weeks,
    seed: int,
) -> Written:
    """Write one agency's file; `dirt` is for those known from the first week on, and for newcomers."""
    path = out / feed.file
    path.parent.mkdir(parents=True, exist_ok=True)
    dice = Random(f"{seed}:{feed.code}")
    order = list(known)
    dice.shuffle(order)
    staff = Staff(feed, len(known), dice)
    with _opened(path, feed) as stream:
        sheet = _Sheet(stream, feed, truth)
        for people, soil in ((order, dirt[0].walk(feed)), (newcomers, dirt[1].walk(feed))):
            for one in _records(feed, people, staff, soil, dice):
                sheet.write(one, weeks.advance(one), dice)
    style = feed.style
    return Written(feed.file, sheet.rows, ENCODINGS[style.encoding], DELIMITERS[style.delimiter])


def _records(
    feed: Feed, people: list[Person], staff: Staff, soil: Callable[[Record], None], dice: Random
) -> Iterator[Record]:
    """Each person's record, soiled; a few people twice."""
    as_of = feed.extracted(0)
    before = ""
    for person in people:
        for copy in (0, 1):
            one = record(person, feed, as_of, copy, dice)
            one.episodes = episodes(person, feed, as_of, dice)
            one.worker = staff.of(person.household)
            one.before = before
            soil(one)
            before = one.case
            yield one
            if not one.second_copy or copy:
                break


class _Sheet:
    """The rows of one file, counted, each with its truth."""

    def __init__(self, stream: TextIO, feed: Feed, truth: Truth) -> None:
        style = feed.style
        self._stream, self._feed, self._truth = stream, feed, truth
        self._csv = csv.writer(stream, delimiter=style.delimiter, lineterminator=style.newline)
        self._csv.writerow(HEADINGS[feed.kind])
        self.rows = 0

    def write(self, one: Record, supplied: bool, dice: Random) -> None:
        """A row for each episode, and the first again when the record stands twice."""
        fill = FILLS[self._feed.kind]
        rows = [fill(one, episode, dice) for episode in one.episodes]
        if not supplied:
            return
        about = self._truth.about(one)
        if one.null:
            rows = [[cell or one.null for cell in cells] for cells in rows]
        if one.twice:
            rows.append(rows[0])
        for place, cells in enumerate(rows):
            if one.unquoted and place == 0:
                self._stream.write(self._feed.style.delimiter.join(cells) + self._feed.style.newline)
            else:
                self._csv.writerow(cells)
            self.rows += 1
            self._truth.row(self._feed.file, self.rows, about)


def _opened(path: Path, feed: Feed) -> TextIO:
    encoding = feed.style.encoding
    if encoding != "utf-16":
        return path.open("w", encoding=encoding, newline="")
    stream = path.open("w", encoding="utf-16-le", newline="")  # the same bytes on every machine
    stream.write("\ufeff")
    return stream


def write_feeds(out: Path, week: int) -> None:
    """feeds.json: what a hub must know to take the files in."""
    feeds = [_described(feed, week) for feed in FEEDS]
    text = json.dumps({"area": "Brent", "feeds": feeds}, ensure_ascii=False, indent=2)
    (out / "feeds.json").write_text(text + "\n", "utf-8", newline="\n")


def _described(feed: Feed, week: int) -> dict[str, object]:
    dice = Random(feed.code)
    agency = {
        "code": feed.code,
        "name": feed.agency,
        "area": feed.area,
        "phone": desk_phone(dice),
        "out_of_hours_phone": desk_phone(dice),
    }
    return {
        "code": feed.code,
        "agency": agency,
        "label": feed.label,
        "theme": feed.theme,
        "mode": "full",
        "cadence_days": feed.cadence_days,
        "stale_after_days": feed.stale_after_days,
        "cohort": feed.cohort,
        "coverage_from": feed.coverage_from.isoformat(),
        "ages": feed.ages,
        "rows_per_person": "several" if feed.several else "one",
        "internal_duplicates": "possible",
        "file": feed.file,
        "as_of": feed.extracted(week).isoformat(),
    }
