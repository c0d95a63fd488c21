"""The list of a check: why it waits, what is unlike last time, findings, how full the columns are, refused rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.widgets.option_list import Option

from importers.checking.catalogue import CHECKS
from importers.delivering.completeness import completeness
from importers.delivering.delivery import back_words
from screens.text import Part, hanging, line, lines
from screens.widgets.cells import ASKING, GAP, LOUD, QUIET, row
from store.disclosure.wording import counted, spoken_date

if TYPE_CHECKING:
    from textual.content import Content

    from importers.checking.findings import Issue
    from importers.delivering.delivery import DryRun
    from importers.delivering.trial import ToCome

FIRST, MORE = 50, 200
"""Refused rows listed at once, and added by each Enter on the last line."""
MORE_ROWS = "more"
MARKS = {"error": "× refused", "warning": "! warning", "info": "· note"}
_STYLES = {"error": LOUD, "warning": "bold", "info": QUIET}
_WORD, _COUNT, _PLACE, _CODE = 9, -7, 18, 16
_HEAD = 18
_SHARE, _BEFORE = -9, 14
_MOVED = 0.05
"""From this much on a column's share of values stands out."""


def figures(checked: DryRun, come: ToCome | None, width: int) -> Content:
    """What becomes of the rows, and of the feed's people."""
    rows: list[Part] = [
        (f"{checked.rows:>9,} rows  ", "bold"),
        f"{checked.accepted:,} accepted, {checked.warnings:,} of them with warnings · ",
        (f"{checked.quarantined:,} refused", "bold $error" if checked.quarantined else ""),
        f" · {checked.ignored:,} ignored",
    ]
    people = f"{checked.new:,} new · {checked.changed:,} changed · {checked.unchanged:,} unchanged"
    if checked.absent:
        people += f" · {checked.absent:,} no longer in the file"
    if checked.returning:
        people += f" · {checked.returning:,} returning"
    before = f"   last extract {spoken_date(checked.last.as_of)}, {checked.last.rows:,} rows" if checked.last else ""
    return lines(
        line(*rows),
        hanging((f"{'':>9} people  ", "bold"), people, width, _HEAD),
        *_to_come(come, width),
        line((f"{'':>9} as of   ", "bold"), spoken_date(checked.as_of.isoformat()), (before, "$muted")),
    )


def _to_come(come: ToCome | None, width: int) -> Iterator[Content]:
    """What would come of it, where that was tried."""
    if come is None:
        return
    told = f"{come.links:,} join people known · {counted(come.cases, 'question')} · {come.people:,} people known change"
    if not come.known:
        told = f"nobody is known yet whom they could join · {counted(come.cases, 'question')}"
    yield hanging((f"{'':>9} to come ", "bold"), told, width, _HEAD)
    if come.fields:
        changed = " · ".join(f"{part.lower()} of {count:,}" for part, count in come.fields.items())
        yield hanging((f"{'':>9} changed ", "bold"), changed, width, _HEAD)
    if come.returned:
        yield hanging((f"{'':>9} back    ", "bold"), back_words(come.returned), width, _HEAD)


def options(checked: DryRun, come: ToCome | None, listed: int, width: int) -> Iterator[Option]:
    """Every line; the id is its kind and number: 'hold:0', 'note:1', 'code:ID_BLANK', 'row:7', MORE_ROWS."""
    if checked.holds:
        yield _heading("Why a second person has to look")
    for number, hold in enumerate(checked.holds):
        yield Option(row((("! held", ASKING), _WORD), (hold.sentence, width - _WORD - GAP)), id=f"hold:{number}")
    unlike = checked.surprises(come.fields.get("Names", 0) if come else 0)
    if unlike:
        yield _heading("Most unlike the last delivery")
    for number, one in enumerate(unlike):
        yield Option(row((("≠ unlike", QUIET), _WORD), (one.sentence, width - _WORD - GAP)), id=f"unlike:{number}")
    if checked.notes:
        yield _heading("About the file")
    for number, note in enumerate(checked.notes):
        yield Option(row((("· note", QUIET), _WORD), (note.on_screen, width - _WORD - GAP)), id=f"note:{number}")
    found = sorted(checked.issues, key=lambda code: (list(MARKS).index(CHECKS[code].severity), -checked.issues[code]))
    yield _heading("What the check found" if found else "The check found nothing to complain of")
    for code in found:
        yield Option(_finding(code, checked.issues[code], width), id=f"code:{code}")
    yield from _full(checked, width)
    if not checked.refused:
        return
    shown = checked.refused[:listed]
    yield _heading(f"Refused rows, {len(shown):,} of {checked.quarantined:,}")
    for number, refused in enumerate(shown):
        yield Option(_refused(refused, width), id=f"row:{number}")
    if len(shown) < len(checked.refused):
        yield Option(line(("Enter shows more", "bold")), id=MORE_ROWS)
    elif len(shown) < checked.quarantined:
        yield Option(line((f"Only the first {counted(len(shown), 'row')} are listed.", "$muted")), disabled=True)


def _full(checked: DryRun, width: int) -> Iterator[Option]:
    """Per column, the share of rows with a value, and that of the last delivery."""
    yield _heading("How full the columns are")
    for one in completeness(checked.counts, checked.counts_before):
        share, last = one["share"], one["last"]
        before = f"{last:.0%} last time" if isinstance(last, float) else ""
        moved = isinstance(last, float) and isinstance(share, float) and abs(share - last) >= _MOVED
        yield Option(
            row(
                (f"{share:.0%}", _SHARE),
                (str(one["words"]), width + _SHARE - _BEFORE - 2 * GAP),
                ((before, "bold" if moved else QUIET), _BEFORE),
            ),
            id=f"full:{one['field']}",
        )


def _heading(words: str) -> Option:
    return Option(line((words, "bold $primary")), disabled=True)


def _finding(code: str, count: int, width: int) -> Content:
    check = CHECKS[code]
    return row(
        ((MARKS[check.severity], _STYLES[check.severity]), _WORD),
        (f"{count:,}", _COUNT),
        (check.sentence, width - _WORD + _COUNT - _CODE - 3 * GAP),
        ((code, QUIET), _CODE),
    )


def _refused(refused: Issue, width: int) -> Content:
    column = refused.column or "the row"
    names = min(24, width // 5)
    return row(
        (f"row {refused.row:,} line {refused.line:,}", _PLACE),
        ((column, "bold"), names),
        (CHECKS[refused.code].sentence, width - _PLACE - names - _CODE - 3 * GAP),
        ((refused.code, QUIET), _CODE),
    )
