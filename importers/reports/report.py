"""What goes back to the agency: which cells of its own file need its attention, and what to do about them (F60).

A table of every finding and one page that sums it up. Both hold the agency's own rows only; a cell is named by its
place and code. What stands in it is written only if that was asked for, because the agency itself receives it
(domain/9, "Privacy of the report").
"""

import csv
import io
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from importers.checking.catalogue import CHECKS
from importers.reading.workbook import place
from importers.reports.exported import formula_safe
from importers.reports.page import page, to_agency
from store.audit import Action
from store.errors import Told
from store.permissions import May
from store.records.row_issues import Checked, Issue, checked, issues_of
from store.session import Session
from store.vault.files import new_private, told_plainly

_COLUMNS = ("Cell", "Row", "Line of the file", "Column", "What became of the row", "Code", "Meaning", "What to do")
_VALUES = ("Your number", "Value")


class NoFolder(Told):
    """The report was to go where there is no folder."""

    title = "There is no such folder"
    sentence = "{} is not a folder that can be written to. No report was written."
    advice = "Name a folder that exists."


class ReportThere(Told):
    """A file of the report's name lies there already."""

    title = "A report of this delivery is already there"
    sentence = "{} exists and was left as it is. No report was written."
    advice = "Move it away, or name another folder."


@dataclass(frozen=True)
class Written:
    """A report on the disk; number is the audit log's, and stands in both files."""

    table: Path
    page: Path
    number: int
    rows: int


def write(session: Session, delivery: int, folder: Path, *, values: bool = False) -> Written:
    """Write the report on a delivery into an existing folder, for its owner's eyes only; recorded first (R33).

    values: with the agency's own number and what stands in the cell, for refused rows.

    Raises:
        NoFolder, ReportThere: nothing was written.
        store.records.row_issues.DeliveryUnknown, NotAllowed.
    """
    with session.reading(May.DELIVERIES) as connection:
        about = checked(connection, delivery)
        if not folder.is_dir():
            raise NoFolder(folder)
        name = f"{about.feed.code}-{about.as_of}-delivery-{about.id}"
        table, summary = folder / f"{name}.csv", folder / f"{name}.txt"
        detail = {"delivery": delivery, "values": values, "file": table.name}
        number = session.record(Action.REPORT_WRITTEN, about.feed.code, detail)
        mark = f"Report {number}, {session.account.login}, {session.now():%Y-%m-%d %H:%M} UTC"
        rows = 0
        with told_plainly(), ExitStack() as both:
            try:
                into = io.TextIOWrapper(both.enter_context(new_private(table)), "utf-8-sig", newline="")
                words = both.enter_context(new_private(summary))
            except FileExistsError as there:
                raise ReportThere(Path(there.filename)) from None
            writer = csv.writer(into, quoting=csv.QUOTE_ALL)
            writer.writerow((*_COLUMNS, *(_VALUES if values else ()), "Report"))
            for row in _rows(about, issues_of(connection, delivery), values=values):
                writer.writerow([formula_safe(cell) for cell in (*row, mark)])
                rows += 1
            into.flush()
            into.detach()
            words.write(page(about, mark, session.hub.area).encode())
    return Written(table, summary, number, rows)


def _rows(about: Checked, issues: Iterator[Issue], *, values: bool) -> Iterator[tuple[str, ...]]:
    sheet = f"{about.sheet}!" if about.sheet else ""
    for issue in issues:
        check = CHECKS.get(issue.code)
        became = ("refused" if issue.refused else "accepted") + (", since put right" if issue.mended else "")
        yield (
            f"{sheet}{issue.cell or f'line {issue.line}'}",
            "".join(filter(str.isdigit, issue.cell)) or str(issue.row),
            str(issue.line),
            issue.column,
            became,
            issue.code,
            check.sentence if check else "",
            to_agency(check.advice) if check else "",
            *((issue.key, _value(issue)) if values else ()),
        )


def _value(issue: Issue) -> str:
    at = place(issue.cell.rstrip("0123456789"))
    return issue.cells[at] if 0 <= at < len(issue.cells) else ""
