"""Who this is, at the top of the page in the same order for everybody: is it the right person?

Labels are lighter than values and carry no colon; what was not supplied says so (NHS CUI, PAB-0019 ff.).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from screens.text import hanging, joined, line, lines
from store.disclosure.wording import NOT_SUPPLIED, short_date

if TYPE_CHECKING:
    from textual.content import Content

    from store.disclosure.banner import Banner
    from store.disclosure.said import Notice, Said, Source
    from store.disclosure.view import PersonView

_LABEL = 9
_ROOMY = 100
_PLAIN_KINDS = ("current", "precise", "sex", "NHS", "died")
"""Kinds of value that need no word beside it."""
_MARKED = ("restricted", "death", "conflict", "difference", "checking", "overdue")
"""Kinds of notice in the order in which an officer must see them; the others follow."""


def banner_lines(view: PersonView, home_area: str, width: int, *, most: int) -> Content:
    """The banner as it stands on the page, `most` addresses and as many notices, one line each.

    What does not fit is counted, and the key that shows it is named.
    """
    banner = view.banner
    rows: list[Content] = []
    others = [said for said in banner.names if said.words != banner.title]
    if others:
        rows.append(line(_label("Also"), "  ".join(map(_with_kind, others))))
    for label, values in (("Born", banner.births), ("Sex", banner.sexes), ("NHS", banner.nhs_numbers)):
        if len(values) > 1:
            rows.append(_side_by_side(label, values, home_area, dated=width > _ROOMY))
    rows += [_sourced("Address", said, home_area) for said in banner.addresses[:most]]
    if not banner.addresses:
        rows.append(line(_label("Address"), "restricted" if view.shield else NOT_SUPPLIED))
    if len(banner.addresses) > most:
        rows[-1] = _with_more(rows[-1], len(banner.addresses) - most, width)
    notices = sorted(_unsaid(view.notices), key=_urgency)
    rows += [_whole(_notice(notice), width) for notice in notices[:most]]
    if len(notices) > most:
        rows[-1] = _with_more(_notice(notices[most - 1]), len(notices) - most, width)
    return lines(_title(banner, width), *(row.truncate(width, ellipsis=True) for row in rows))


def _notice(notice: Notice) -> Content:
    if notice.kind in _MARKED:
        return line(("! ", "bold $error"), (notice.words, "bold"))
    return line(("· ", "$muted"), notice.words)


def _whole(row: Content, width: int) -> Content:
    """The row, or as much of it as fits, with the key that shows the rest."""
    if row.cell_length <= width:
        return row
    more = line("  ", ("I shows all", "bold $primary"))
    return line(row.truncate(width - more.cell_length, ellipsis=True), more)


def _with_more(row: Content, number: int, width: int) -> Content:
    more = line(f"  +{number} more, ", ("I shows all", "bold $primary"))
    return line(row.truncate(width - more.cell_length, ellipsis=True), more)


def everything(view: PersonView, width: int) -> Content:
    """All that the agencies say of who this is, each value with its sources, and every notice in full."""
    banner = view.banner
    parts = [_block("To know", [line(notice.words) for notice in view.notices], width)] if view.notices else []
    for heading, values in (
        ("Names", banner.names),
        ("Birth", banner.births),
        ("Sex", banner.sexes),
        ("NHS number", banner.nhs_numbers),
        ("Addresses", banner.addresses),
        ("Death", banner.deaths),
    ):
        if values:
            parts.append(_block(heading, [_in_full(said) for said in values], width))
    parts.append(_block("Person number", [line(str(view.person), ("  for the information lead", "$muted"))], width))
    if view.not_applicable:
        parts.append(
            _block("Not applicable to this person", [line(words) for words in view.not_applicable.values()], width)
        )
    if view.elsewhere:
        parts.append(_block("Other areas", [line(words) for words in view.elsewhere.values()], width))
    return lines(*parts)


def _title(banner: Banner, width: int) -> Content:
    """Name, birth, sex and number: on two lines rather than with a number split over them (NUM-0001)."""
    sex = banner.sexes[0].words if len(banner.sexes) == 1 else "" if banner.sexes else "sex not supplied"
    numbers = banner.nhs_numbers
    number = f"NHS {numbers[0].words}" if len(numbers) == 1 else "" if numbers else "NHS not supplied"
    died = f"  died {banner.deaths[0].words}" if banner.deaths else ""
    who = line((f" {banner.title} ", "bold black on $primary"), (f"  {banner.born}", "bold"), (died, "bold $error"))
    rest = line(joined("  ", sex, number))
    together = line(who, "  ", rest)
    return together if together.cell_length <= width else lines(who, line(" " * _LABEL, rest))


def _label(words: str) -> tuple[str, str]:
    return f"{words:<{_LABEL}}", "$muted"


def _sourced(label: str, said: Said, home_area: str) -> Content:
    first, *rest = said.sources
    more = f", and {len(rest)} more" if rest else ""
    kind = "former, " if said.kind == "former" else ""
    source = f"  {kind}{_from(first, home_area)}{_dated(first)}{more}"
    return line(_label(label), said.words, (source, "$muted"))


def _side_by_side(label: str, values: Iterable[Said], home_area: str, *, dated: bool) -> Content:
    """Values that differ, each with who says so: never one of them alone (R29)."""
    parts: list[Content] = []
    for said in values:
        source = said.sources[0]
        date = _dated(source) if dated else ""
        parts.append(line((said.words, "bold"), (f" {_from(source, home_area)}{date}", "$muted")))
    return line(("! ", "bold $error"), (f"{label:<{_LABEL - 2}}", "$muted"), line(" | ").join(parts))


def _from(source: Source, home_area: str) -> str:
    """The source's name; the home area goes without saying."""
    return source.label.removeprefix(f"{home_area} ")


def _dated(source: Source) -> str:
    return f", {short_date(source.as_of)}" if source.as_of else ""


def _with_kind(said: Said) -> str:
    return said.words if said.kind in _PLAIN_KINDS else f"{said.words} ({said.kind})"


def _in_full(said: Said) -> Content:
    return line((_with_kind(said), "bold"), "  ", (said.source_words, "$muted"))


def _block(heading: str, rows: Iterable[Content], width: int) -> Content:
    return lines(line((heading, "bold $primary")), *(hanging("", row, width, 2) for row in rows), line(""))


def _unsaid(notices: Iterable[Notice]) -> Iterator[Notice]:
    """Notices that the banner does not show already: differing values stand there side by side."""
    return (notice for notice in notices if notice.kind != "difference")


def _urgency(notice: Notice) -> int:
    return _MARKED.index(notice.kind) if notice.kind in _MARKED else len(_MARKED)
