"""One service's answer for a person, and the people at the same address, as rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.text import Part, joined, line, lines
from screens.widgets.cells import GAP, cell, row
from store.disclosure.details import Copied
from store.disclosure.household import NOTE
from store.disclosure.standing import State
from store.disclosure.wording import short_date

if TYPE_CHECKING:
    from textual.content import Content

    from store.disclosure.details import EpisodeLine
    from store.disclosure.flags import Flag
    from store.disclosure.household import Member

_TAG = 16
_CURRENT = "bold black on $primary"
_CAUTION = "bold black on $error"
_PAST = "black on $muted"
_NOTHING = "dim"
TAGS = {
    State.CURRENT: ("● CURRENT", _CURRENT),
    State.OPEN_STALE: ("▲ OPEN, IDLE", _CURRENT),
    State.BEING_CHECKED: ("? CHECKING", _CAUTION),
    State.OVERDUE: ("! OVERDUE", _CAUTION),
    State.PAST: ("○ PAST", _PAST),
    State.NO_RECORD: ("– NOT IN DATA", _NOTHING),
    State.NOT_COVERED: ("– NOT COVERED", _NOTHING),
    State.WITHHELD: ("■ WITHHELD", _CAUTION),
}
"""Short words for a row, each with its glyph so that colour is never alone; the sentence stands below the list.

Tags bring their own background, so they stay readable on the black-on-yellow line of the cursor.
"""

_NOBODY = (State.NO_RECORD, State.NOT_COVERED, State.WITHHELD)
"""States in which there is no worker to ring, only an explanation to read."""

WHAT = {Copied.PHONE: "phone number", Copied.EMAIL: "e-mail address"}
"""What was copied, in words that name nobody."""

WIDE = 96
"""Columns from which a service fits on one line."""
_SINCE, _PHONE, _DATA, _EMAIL, _WORKER = 14, 18, 11, 26, 40
_WITH_EMAIL = 157
"""Columns from which its e-mail address fits on that line too."""


def tag(flag: Flag) -> Content:
    """The flag in a word."""
    words, style = TAGS[flag.state]
    return line((f" {words:<{_TAG - 1}}", style))


def flag_row(flag: Flag, home_area: str, width: int) -> Content:
    """Service, since when, who and what number: the answer that the caller waits for.

    One line where there is room, else two; where there is nobody to ring for it, one in any case.
    """
    service = flag.service if flag.area == home_area else f"{flag.area} {flag.service}"
    if flag.likely_same:
        service = f"≈ {service}"
    way = flag.contact
    phone = (way.phone if way.phone_of == "direct" else f"desk {way.phone}") if way.phone else ""
    who = joined(", ", way.name or way.team, way.role) or ("" if phone else way.phone_of)
    since = f"to {short_date(flag.until)}" if flag.until else short_date(flag.since) if flag.since else ""
    if width >= WIDE:
        as_of = short_date(flag.as_of) if flag.as_of else "no data"
        values: list[Part] = [tag(flag), (service, "bold"), since, who, (phone, "bold"), (as_of, "dim"), way.email]
        columns = _columns(width)
        if not phone:  # why there is none takes its place
            del values[4]
            columns[3:5] = [columns[3] + GAP + columns[4]]
        return row(*zip(values, columns, strict=False))
    since = since if flag.until or not since else f"since {since}"
    as_of = f"data {short_date(flag.as_of)}" if flag.as_of else "no data"
    room = width - _TAG - len(since) - len(as_of) - 3 * GAP
    first = row((tag(flag), _TAG), ((service, "bold"), room), (since, len(since)), ((as_of, "dim"), len(as_of)))
    if flag.state in (State.NO_RECORD, State.NOT_COVERED, State.WITHHELD):
        return first
    reach = line(who, "  " if who else "", (joined("  ", phone, way.email), "bold"))
    return lines(first, line(" " * (_TAG + GAP), cell(reach, width - _TAG - GAP)))


def flag_head(width: int) -> Content:
    """The names of the columns; '' where there are none."""
    if width < WIDE:
        return line("")
    names = ("", "Service", "Since", "Key worker", "Phone", "Data as of", "E-mail")
    return row(*(((name, "$muted"), size) for name, size in zip(names, _columns(width), strict=False)))


def _columns(width: int) -> list[int]:
    """Widths of the columns; without the e-mail's where there is no room for it."""
    sizes = [_TAG, _SINCE, _PHONE, _DATA] + ([_EMAIL] if width >= _WITH_EMAIL else [])
    room = width - sum(sizes) - GAP * (len(sizes) + 1)
    service = min(26, room - 20)
    worker = room - service
    if len(sizes) > 4:  # what no worker's name needs is the e-mail's
        worker, sizes[-1] = min(worker, _WORKER), sizes[-1] + max(0, worker - _WORKER)
    return [_TAG, service, _SINCE, worker, *sizes[2:]]


def flag_detail(flag: Flag) -> Content:
    """All of one flag: every way to reach somebody and the sentence in full, which for an absence comes first."""
    if flag.state in _NOBODY:
        return lines(line(flag.words), *reach_lines(flag))
    data = f"Data as of {short_date(flag.as_of)}" if flag.as_of else "No data supplied"
    more = "  Enter: more" if flag.has_details else ""
    return lines(
        line((f"{flag.service}, {flag.agency}", "bold"), (f"  {data}", "$muted"), (more, "$primary")),
        *reach_lines(flag),
        line(flag.words),
    )


def reach_lines(of: Flag | EpisodeLine) -> tuple[Content, ...]:
    """Every way to reach somebody: number and name on one line, the rest on another.

    The number comes first, so that a long name can never push it apart.
    """
    way = of.contact
    whose = (f" {way.phone_of}", "$muted") if way.phone else way.phone_of
    who = (way.who, "bold") if way.who else ("No key worker named", "$muted")
    rest = [line((way.email, "bold"))] if way.email else []
    if way.out_of_hours:
        rest.append(line((way.out_of_hours, "bold"), (" out of hours", "$muted")))
    first = line((way.phone, "bold"), whose, "   ", who)
    return (first, line("   ").join(rest)) if rest else (first,)


def member_row(member: Member, number: int, width: int) -> Content:
    """Somebody at the same address; a shared address is all that is said. The number is the key that opens them."""
    key = str(number) if number < 10 else "⌂"
    birth = f"born {member.birth_words}" if member.birth_words[:1].isdigit() else member.birth_words
    years = f" ({member.age})" if member.age else ""
    died = "  died" if member.died else ""
    mark = "  ! same person?" if member.maybe_same else ""
    words = line(
        (f" {f'{key} SAME ADDRESS':<{_TAG - 1}}", _PAST),
        "  ",
        (member.title, "bold"),
        f"  {birth}{years}{died}",
        (mark, "bold"),
    )
    return words.truncate(width, ellipsis=True)


def member_detail(member: Member) -> Content:
    """From where that is known, and what it does not say."""
    words = member.words[:1].upper() + member.words[1:]
    return lines(
        line((member.title, "bold"), ("  Enter opens this person", "$primary")),
        line(f"{words}."),
        line((NOTE, "$muted")),
    )
