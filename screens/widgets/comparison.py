"""Two persons side by side, field by field: what agrees and what differs, in a mark, in words and in bits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from screens.text import Part, line, lines
from screens.widgets.cells import GAP, row

if TYPE_CHECKING:
    from matching.deciding.review import FieldRow, Member

MARKS = {"same": "=", "close": "~", "differs": "×", "missing": "·"}
_SHORT = {"same": "= same", "close": "~ close", "differs": "× differs", "missing": "· missing"}
_VALUE = {"same": "", "close": "bold", "differs": "bold", "missing": ""}
_WORDS = {"same": "$primary", "close": "bold $warning", "differs": "bold $error", "missing": "$muted"}
_FIELD, _SHORTEST, _SAID, _BITS, _BAR = 12, 10, 26, -6, 8
_BITS_A_CELL = 2.0
_SAYS_NO_MORE = "different"
_STRENGTHS = ((10.0, "very strong"), (5.0, "strong"), (0.0, "fair"))
WIDE = 100


def bits(weight: float) -> str:
    """'+14.2' speaks for one person, '−3.1' against; '' says nothing."""
    return f"{weight:+.1f}".replace("-", "−") if abs(weight) >= 0.05 else ""


def strength(weight: float) -> str:
    """What a total weight comes to as evidence for one person: 10 bits are odds of a thousand to one."""
    return next((words for least, words in _STRENGTHS if weight >= least), "weak")


def bar(weight: float) -> Content:
    """Full blocks for, hatched ones against: the direction shows without colour."""
    length = min(_BAR, max(1, round(abs(weight) / _BITS_A_CELL))) if abs(weight) >= 0.05 else 0
    return line(("█" * length, "$primary") if weight > 0 else ("░" * length, "$error"))


def side_width(width: int) -> int:
    """How wide each of the two value columns is."""
    said = _SAID + _BAR + GAP if width >= WIDE else _SHORTEST
    return (width - _FIELD - said + _BITS - 4 * GAP) // 2


def names(left: str, right: str, width: int) -> Content:
    """Who stands in which column."""
    side = side_width(width)
    return row(("", _FIELD), ((left, "bold"), side), ((right, "bold"), side))


def comparison(rows: Iterable[FieldRow], width: int) -> Content:
    """Every field that either record fills: values in full, wrapped rather than cut."""
    rows = list(rows)
    sheet = [drawn for field in rows if field.left or field.right for drawn in _field(field, width)]
    sheet += [_general(field, width) for field in rows if field.general and bits(field.bits)]
    neither = ", ".join(field.field for field in rows if not (field.left or field.right or field.general))
    if neither:
        sheet += line((f"Not given on either side: {neither}", "$muted")).wrap(width)
    return lines(*sheet)


def _general(field: FieldRow, width: int) -> Content:
    """What is about no field of the two records stands across the columns, its bits under the others."""
    wide = width >= WIDE
    across = 2 * side_width(width) + (_SAID if wide else _SHORTEST) + 2 * GAP
    words = line((field.field, "$muted"), ": ", (field.words, "$muted"))
    return row((words, _FIELD + GAP + across), (bits(field.bits), _BITS), *([(bar(field.bits), _BAR)] if wide else []))


def _field(field: FieldRow, width: int) -> Iterable[Content]:
    side, wide = side_width(width), width >= WIDE
    style, loud = _VALUE[field.agreement], _WORDS[field.agreement]
    words = line((f"{MARKS[field.agreement]} {field.words}", loud))
    short = _SHORT[field.agreement]
    if field.agreement == "missing" and field.left and field.right:  # names that are none
        short = f"{MARKS['missing']} not used"
    columns = [
        (line((field.field, "$muted")).wrap(_FIELD), _FIELD),
        *(
            (line((value or "not given", style if value else "$muted")).wrap(side), side)
            for value in (field.left, field.right)
        ),
        (words.wrap(_SAID) if wide else [line((short, loud))], _SAID if wide else _SHORTEST),
        ([line(bits(field.bits))], _BITS),
        *([([bar(field.bits)], _BAR)] if wide else []),
    ]
    for at in range(max(len(pieces) for pieces, _width in columns)):
        yield row(*((pieces[at] if at < len(pieces) else "", column) for pieces, column in columns))
    if not wide and field.agreement in ("close", "differs") and field.words != _SAYS_NO_MORE:
        yield Content(" " * (_FIELD + GAP)) + words


def reasons(rows: Iterable[FieldRow], total: float, width: int) -> Content:
    """The whole explanation: each summand with its bar and its sentence, and what they come to."""
    drawn = list[Content]()
    for field in rows:
        if not field.bits:
            continue
        sentence = line(field.sentence).wrap(width + _BITS - _BAR - 3 * GAP)
        drawn.append(row((bits(field.bits), _BITS), (bar(field.bits), _BAR)) + line("  ", sentence[0]))
        drawn += [Content(" " * (_BAR - _BITS + 2 * GAP)) + more for more in sentence[1:]]
    drawn.append(line((f"{bits(total):>6}", "bold"), "  ", bar(total), (f"  together: {strength(total)}", "bold")))
    return lines(*drawn)


def members(left: Sequence[Member], right: Sequence[Member], asking: Sequence[int], width: int) -> Content:
    """Every record of both persons, side by side; the two that the comparison is about are marked '>'."""
    half = (width - 2 * GAP) // 2
    columns = [[_drawn for member in side for _drawn in _member(member, asking, half)] for side in (left, right)]
    most = max(map(len, columns))
    blank: list[Part] = [""]
    filled = [column + blank * (most - len(column)) for column in columns]
    return lines(*(row((one, half), (other, half)) for one, other in zip(*filled, strict=True)))


def _member(member: Member, asking: Sequence[int], width: int) -> Iterable[Part]:
    mark = "> " if member.record in asking else "  "
    yield line((mark, "bold $primary"), (member.service, "bold"))
    about = [
        member.name,
        f"born {member.born}" if member.born else "",
        member.sex,
        member.nhs_number,
        member.address,
        f"data of {member.as_of}",
    ]
    for piece in line(", ".join(filter(None, about))).wrap(width - 2):
        yield line("  ", piece)
