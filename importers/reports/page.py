"""The page that sums a report to the agency up: what came, what became of it, what to put right first."""

from collections.abc import Iterator
from textwrap import shorten, wrap

from importers.checking.catalogue import CHECKS, ERRORS
from importers.checking.findings import letters
from importers.columns.profile import Mapping, shown
from importers.delivering.completeness import Counts, name_of
from importers.values.cells import clean
from store.disclosure.wording import counted, spoken_date
from store.records.row_issues import Checked

WIDTH = 78
_KINDS = 8
_COLUMNS = 16
_LONGEST = 40
_PLACES = 2
_BECAME = {"error": "Refused", "warning": "Please look"}


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
    asked = {code: count for code, count in sorted(about.issues.items(), key=_refuses) if _grave(code)}
    if not asked:
        yield ["Nothing needs to be put right."]
        return
    yield from _asked(about, asked)
    yield [
        *wrap(
            "Each cell is named in the table beside this page as a spreadsheet shows it, such as B12. A refused row is"
            " not in use until a later file brings it right; everything accepted is.",
            WIDTH,
        ),
        f"{mark}. For {feed.agency.name} only.",
    ]


def _asked(about: Checked, asked: dict[str, int]) -> Iterator[list[str]]:
    """What to put right, and where it first stands. asked: rows by code, those that are refused for it first."""
    yield ["What to put right, refused rows first", "-" * 37]
    for code, count in list(asked.items())[:_KINDS]:
        check = CHECKS[code]
        yield [
            f"{counted(count, 'row')}: {code} ({_BECAME[check.severity]})",
            *_wrapped(f"  {_where(about, code)}{check.sentence} {to_agency(check.advice)}"),
        ]
    if len(asked) > _KINDS:
        yield [f"and {counted(len(asked) - _KINDS, 'more kind')}, all of them in the table."]


def _where(about: Checked, code: str) -> str:
    """'“D.O.B.”, first D4. ', by the headings as the agency wrote them; '' in deliveries older than that is known."""
    places = [(_quoted(heading), cell) for heading, cell in about.places.get(code, []) if heading and cell]
    told = [f"{heading}, first {cell}" for heading, cell in places[:_PLACES]]
    return "; ".join([*told, "…"] if len(places) > _PLACES else told) + ". " if told else ""


def _filled(about: Checked) -> str:
    """Each column's share of rows with a value, the emptiest first, by its own headings; '' if not kept (F61)."""
    if not about.counts:
        return ""
    counts = Counts.of_json(about.counts)
    columns = enumerate(Mapping.model_validate_json(about.mapping).columns)
    told = {name_of(one.field, one.heading, at): (at, shown(one.heading, at)) for at, one in columns if one.field}
    shares = sorted((counts.share(name), *told[name]) for name in counts.filled if name in told)
    return ", ".join(f"{_quoted(heading)} ({letters(at)}) {share:.0%}" for share, at, heading in shares[:_COLUMNS])


def _quoted(heading: str) -> str:
    return f"“{shorten(clean(heading), _LONGEST, placeholder=' …')}”"


def _grave(code: str) -> bool:
    return code in CHECKS and CHECKS[code].severity != "info"


def _refuses(asked: tuple[str, int]) -> bool:
    """False, which comes first, of what a row is refused for; of equals the most frequent stays first."""
    return asked[0] not in ERRORS


def _wrapped(text: str) -> list[str]:
    indent = len(text) - len(text.lstrip())
    return wrap(text, WIDTH, initial_indent="", subsequent_indent=" " * (indent or 8))
