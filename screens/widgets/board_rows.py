"""The feeds board in lines: what came, what somebody has to do, each feed with how fresh its data is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual.widgets.option_list import Option

from screens.files import size
from screens.text import Part, line, lines
from screens.widgets.cells import ASKING, GAP, LOUD, cell, row
from store.disclosure.wording import counted, every, listed, sentence, short_date, spaced_phone, spoken_date
from store.records.board import NONE
from store.records.freshness import DUE, FRESH, NEVER, OVERDUE, STOPPED

if TYPE_CHECKING:
    from textual.content import Content

    from importers.unattended.inbox import TurnedAway, Waiting
    from store.records.board import BoardLine

FEED, FILE = "feed", "file"
HELD, RELEASED, REFUSED, MISSED = "held", "released", "refused", "missed"
"""Kinds of things to do."""
MARKS = {FRESH: "·", DUE: "~", OVERDUE: "!", STOPPED: "x", NONE: "-", NEVER: "-"}
"""A glyph beside the word, so that an overdue feed stands out without its colour."""
_STYLES = {FRESH: "", DUE: "bold", OVERDUE: LOUD, STOPPED: LOUD, NONE: ASKING, NEVER: ASKING}
_MOST_MISSED = 5
"""Lines about missed files: the list starts at the first feed below them, and their heading stays in sight at 80 by 24.
Each such feed has its own line with an x, and its desk's number under the list."""
_MODES = {"full": "Full extract", "delta": "Changes only", "append": "New entries only"}
_STATE, _AS_OF, _AGE, _DUE, _ROWS, _OPEN, _HELD = 9, 11, 9, 11, -7, -7, -4
_WIDE = 98
"""Columns from which agency, next file, rows and held have columns of their own; what is held is also a thing to do."""


class Standing(Option):
    """A line that stands for a feed or a file, and is known by it however the list around it changes."""

    def __init__(self, words: Content, kind: str, meant: BoardLine | Waiting, name: str = "") -> None:
        super().__init__(words, id=f"{kind}:{meant.feed.code}{name}")
        self.kind = kind
        self.meant = meant


def options(
    feeds: tuple[BoardLine, ...], waiting: tuple[Waiting, ...], width: int, refused: tuple[TurnedAway, ...] = ()
) -> Iterable[Option]:
    """The whole list: files waiting, what is to be done, the feeds."""
    if waiting:
        yield from _headed(f"{counted(len(waiting), 'file')} waiting to be imported")
        for file in waiting:
            yield Standing(_file_row(file, width), FILE, file, f"/{file.path.name}")
        yield Option("", disabled=True)
    turned = Counter(one.feed.code for one in refused)
    tasks = [(board_line, *task) for board_line in feeds for task in _tasks(board_line, turned[board_line.feed.code])]
    if tasks:
        yield from _headed(f"{counted(len(tasks), 'thing')} to do")
        unsaid = [task for task in tasks if task[1] == MISSED][_MOST_MISSED:]
        for board_line, kind, words in (task for task in tasks if task not in unsaid):
            yield Standing(line(words).truncate(width, ellipsis=True), kind, board_line)
        if unsaid:
            yield Option(line((f"and {len(unsaid)} more to ring: marked x below", "$muted")), disabled=True)
        yield Option("", disabled=True)
    if feeds:
        yield Option(_heading(width), disabled=True)
    for board_line in feeds:
        yield Standing(_feed_row(board_line, width), FEED, board_line)


def _headed(words: str) -> Iterator[Option]:
    yield Option(line((words, "bold $warning")), disabled=True)


def _tasks(board_line: BoardLine, refused: int) -> Iterator[tuple[str, str]]:
    """Kind and words of what the feed's owner has to do (domain/9 rule 30: three missed intervals).

    refused: how many of its files the inbox turned away since the last delivery.
    """
    feed = board_line.feed
    if board_line.held:
        held = f"{counted(board_line.held, 'delivery')} held, for a second person to release"
        yield HELD, f"{_named(board_line)}: {held}"
    if board_line.released:
        yield RELEASED, f"{_named(board_line)}: {counted(board_line.released, 'delivery')} released, to be delivered"
    if refused:
        yield REFUSED, f"{_named(board_line)}: {counted(refused, 'file')} from its drop folder refused"
    if board_line.fresh.task:
        phone = spaced_phone(feed.duty_desk)
        missed = f"{counted(board_line.fresh.missed, 'file')} missed ({every(feed.cadence_days)})"
        yield MISSED, f"{_named(board_line)}: {missed}; ring {phone or 'the agency'}"


def _named(board_line: BoardLine) -> str:
    """Feed and agency: the label alone may be another area's too."""
    return f"{board_line.feed.label}, {board_line.feed.agency.name}"


def _row(width: int, values: tuple[Part, Part, Part, Part, Part, Part, Part, Part, Part]) -> Content:
    """The columns there is room for; feed and agency share one where it is narrow."""
    state, feed, agency, as_of, age, due, rows, refused, held = values
    if width < _WIDE:
        room = width - sum(map(abs, (_STATE, _AS_OF, _AGE, _OPEN))) - 4 * GAP
        both = line(feed, (", ", ""), agency)
        return row((state, _STATE), (both, room), (as_of, _AS_OF), (age, _AGE), (refused, _OPEN))
    half = (width - sum(map(abs, (_STATE, _AS_OF, _AGE, _DUE, _ROWS, _OPEN, _HELD))) - 8 * GAP) // 2
    return row(
        (state, _STATE), (feed, half), (agency, half), (as_of, _AS_OF), (age, _AGE), (due, _DUE), (rows, _ROWS),
        (refused, _OPEN), (held, _HELD),
    )  # fmt: skip


def _heading(width: int) -> Content:
    values = ("State", "Feed", "Agency", "Data as of", "Age, days", "Next by", "Rows", "Refused", "Held")
    return _row(width, values).stylize("$muted")


def _file_row(file: Waiting, width: int) -> Content:
    return row((file.feed.code, 14), (f"{file.path.name}, {size(file.size)}", width - 14 - GAP))


def _feed_row(board_line: BoardLine, width: int) -> Content:
    feed, last, fresh = board_line.feed, board_line.last, board_line.fresh
    state = (f"{MARKS[board_line.state]} {board_line.state}", _STYLES[board_line.state])
    names = (feed.label, "bold"), feed.agency.name
    held = f"{board_line.held}" if board_line.held else "-"
    if last is None or fresh.due is None:
        day = "taken back" if board_line.taken_back else "-"
        return _row(width, (state, *names, day, "-", "-", "-", "-", held))
    age = f"{fresh.age} of {feed.cadence_days}"
    days = short_date(fresh.as_of), age, short_date(fresh.due.isoformat())
    return _row(width, (state, *names, *days, f"{last.rows:,}", f"{board_line.open_rows:,}", held))


def summary(feeds: tuple[BoardLine, ...]) -> Content:
    """'Feeds  9 feeds: 6 fresh, 1 due, 1 overdue, 1 never delivered'."""
    if not feeds:
        return line(("Feeds", "bold"), "  No agency is connected yet. Press N, with a first file at hand.")
    states = Counter(board_line.state for board_line in feeds)
    said = {NONE: "taken back", NEVER: "never delivered"}
    words = listed(f"{states[state]} {said.get(state, state)}" for state in MARKS if states[state])
    return line(("Feeds", "bold"), f"  {counted(len(feeds), 'feed')}: {words}")


def feed_detail(board_line: BoardLine, width: int) -> Content:
    """More about the marked feed, a line each: what is too long for one is cut with a sign."""
    feed, last, fresh = board_line.feed, board_line.last, board_line.fresh
    desk = spaced_phone(feed.duty_desk)
    promised = f"{_MODES[feed.mode]}, {every(feed.cadence_days)}, overdue after {feed.stale_after_days} days"
    if fresh.due:
        promised += f" · next by {spoken_date(fresh.due.isoformat())}"
    came = f"Delivery {last.id}, {last.file_name}, {counted(last.rows, 'row')}, by {last.by}" if last else ""
    if board_line.taken_back:
        gone, when = board_line.taken_back
        came = f"Taken back on {spoken_date(when[:10])}: delivery {gone.id}, {gone.file_name}. No other stands"
    return lines(
        line((f"{feed.code} · {feed.agency.name}", "bold"), f"  Duty desk {desk}" if desk else ""),
        *(cell(said, width) for said in (came or "No file has come yet", promised, sentence(feed.cohort))),
    )


def held_detail(board_line: BoardLine, kind: str) -> Content:
    """What Enter does with a delivery that waits for a second person, or was released by one."""
    feed = board_line.feed
    then = "r releases it, x rejects it" if kind == HELD else "d delivers it"
    return lines(
        line((f"{feed.code} · {feed.agency.name}", "bold")),
        line(f"Enter checks the held file again and shows why it waits; there {then}."),
    )


def refused_detail(board_line: BoardLine, refused: tuple[TurnedAway, ...], width: int) -> Content:
    """Which file the inbox refused last, and why; where all of them lie."""
    own = [one for one in refused if one.feed.code == board_line.feed.code]
    newest = max(own, key=lambda one: one.path.parent.name, default=None)
    return lines(
        line((f"{board_line.feed.code} · {board_line.feed.agency.name}", "bold")),
        cell(f"{newest.path.name}: {newest.why}" if newest else "", width),
        cell(f"In inbox/_refused/{board_line.feed.code}, with the reason beside each.", width),
        line("Enter imports a file for this feed by hand."),
    )


def file_detail(file: Waiting, width: int) -> Content:
    """More about the marked file."""
    return lines(
        line((f"{file.feed.label} · {file.feed.agency.name}", "bold")),
        cell(sentence(file.feed.cohort), width),
        line("Enter starts the import; you will be asked on which day the agency took the extract."),
    )
