"""The page that sums a report to the agency up: what came, what became of it, what to put right first."""

from collections.abc import Iterator
from textwrap import shorten, wrap

from importers.checking.catalogue import CHECKS
from importers.delivering.completeness import Counts, words_of
from importers.values.cells import clean
from store.disclosure.wording import counted, spoken_date
from store.records.row_issues import Checked

WIDTH = 78
_KINDS = 8
_COLUMNS = 16
_LONGEST = 60
_BECAME = {"error": "Refused", "warning": "Accepted, please look"}


def page(about: Checked, mark: str, area: str) -> str:
    """At most sixty lines of seventy-eight letters, without any personal data."""
    return "\n".join(line for part in _parts(about, mark, area) for line in (*part, "")).rstrip() + "\n"


def to_agency(advice: str) -> str:
    """The advice, which tells the hub what to ask of the agency, as said to the agency: 'Send the right number.'"""
    for ours, theirs in (("Ask for ", "Send "), ("Ask ", "Say "), ("Speak to the agency", "Speak to the hub")):
        if advice.startswith(ours):
            return theirs + advice.removeprefix(ours)
    return advice


def _parts(about: Checked, mark: str, area: str) -> Iterator[list[str]]:
    feed = about.feed
    title = f"Report on a delivery to the {area} Family Context hub"
    yield [title, "=" * len(title)]
    sheet = f", sheet “{clean(about.sheet)}”" if about.sheet else ""
    yield [
        *_wrapped(f"For     {feed.agency.name}: {feed.label} ({feed.code})"),
        *_wrapped(f"File    {clean(about.file_name)}{sheet}"),
        f"Taken   {spoken_date(about.as_of)}, delivered {spoken_date(about.at[:10])}",
        f"SHA-256 {about.sha256}",
    ]
    if about.state == "rolled_back":
        yield ["This delivery was taken back: nothing of it is in use."]
    mended = f", {about.mended:,} of them since put right by a later file" if about.mended else ""
    yield [
        f"{counted(about.rows, 'row')} came.",
        f"{about.accepted:>9,} accepted, {about.warned:,} of them with something to look at",
        f"{about.quarantined:>9,} refused{mended}",
        f"{about.ignored:>9,} passed over (blank rows, totals, repeats, records not to be shared)",
    ]
    if filled := _filled(about):
        yield ["How full the columns are", "-" * 24, *wrap(filled, WIDTH)]
    asked = {code: count for code, count in about.issues.items() if code in CHECKS and _grave(code)}
    if not asked:
        yield ["Nothing needs to be put right."]
        return
    yield from _asked(asked)
    yield [
        *_wrapped(
            "Each cell is named in the table beside this page as a spreadsheet shows it, such as B12. A refused row is"
            " not in use until a later file brings it right; everything accepted is."
        ),
        f"{mark}. For {feed.agency.name} only.",
    ]


def _asked(asked: dict[str, int]) -> Iterator[list[str]]:
    """What to put right. asked: rows by code, the most frequent first."""
    yield ["What to put right, the most frequent first", "-" * 42]
    for code, count in list(asked.items())[:_KINDS]:
        check = CHECKS[code]
        yield [
            f"{counted(count, 'row')}: {code} ({_BECAME[check.severity]})",
            *_wrapped(f"  {check.sentence} {to_agency(check.advice)}"),
        ]
    if len(asked) > _KINDS:
        yield [f"and {counted(len(asked) - _KINDS, 'more kind')}, all of them in the table."]


def _filled(about: Checked) -> str:
    """Each column's share of rows with a value, the emptiest first; '' if that was not kept (F61)."""
    if not about.counts:
        return ""
    counts = Counts.of_json(about.counts)
    shares = sorted(
        (counts.share(name), shorten(clean(words_of(name)), _LONGEST, placeholder=" …")) for name in counts.filled
    )
    return ", ".join(f"{words} {share:.0%}" for share, words in shares[:_COLUMNS])


def _grave(code: str) -> bool:
    return CHECKS[code].severity != "info"


def _wrapped(text: str) -> list[str]:
    indent = len(text) - len(text.lstrip())
    return wrap(text, WIDTH, initial_indent="", subsequent_indent=" " * (indent or 8))
