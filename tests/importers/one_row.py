"""One row, checked: a file of these columns, read and mapped as any other."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from importers.checking.layout import Finding, Layout
from importers.checking.plan import ACCEPTED, IGNORED, QUARANTINED
from importers.checking.rows import RowChecker
from importers.columns import guessing, profile
from importers.reading import tables
from importers.reading.scan import scan
from store.records.agencies import Agency, Feed
from store.records.rows import RecordRow
from store.records.themes import Theme

AS_OF = date(2026, 6, 8)
PERSON = {"Person ID": "0071", "Surname": "Smith", "Forename": "Amelia", "DOB": "14/03/2013"}


def feed(theme: Theme) -> Feed:
    return Feed(
        1, "X", Agency(1, "B", "Brent", "Brent", "", ""), "Care", theme, "full", 7, 21, "all", "", "one", "none"
    )


OUTCOMES = {ACCEPTED: "accepted", QUARANTINED: "quarantined", IGNORED: "ignored"}


class Checkup(NamedTuple):
    """What a row came to. outcome: 'accepted', 'quarantined', 'ignored'. key: its source key, '' if not known."""

    outcome: str
    key: str
    record: RecordRow | None
    findings: list[Finding]


def check(checker: RowChecker, row: tables.Row) -> Checkup:
    """Check one row alone."""
    _, (outcome,), (key,), found, _, said, _ = checker.check_some([row])
    return Checkup(OUTCOMES[outcome], key, said.rows()[0] if outcome == ACCEPTED else None, found[0])


def read(
    tmp_path: Path, cells: Mapping[str, str], theme: Theme = Theme.ASC, pivot: int | None = None, sure: bool = False
) -> Checkup:
    """Check one row of a file with these columns; a blank heading is dropped, so that a column can be left out.

    sure: columns are taken for what their headings say although the one value does not look like it.
    """
    told = {heading: cell for heading, cell in ({**PERSON, **cells}).items() if cell != "-drop-"}
    path = tmp_path / "row.csv"
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (told.keys(), told.values())]
    path.write_text("\n".join(quoted), encoding="utf-8")
    table = tables.read(path)
    looked = scan(table)
    samples = tuple(() for _ in table.headings) if sure else looked.samples
    guesses = guessing.guess(table.headings, samples, theme)
    mapping = profile.with_likely(profile.proposed(guesses), guesses).with_pivot(pivot)
    return check(RowChecker(Layout(mapping, looked, AS_OF), feed(theme)), next(table.rows()))


def codes(told: Checkup) -> set[str]:
    return {code for code, _ in told.findings}
