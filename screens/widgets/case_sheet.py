"""A case in words: what is asked, the two persons field by field, their records, what each answer would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from screens.text import line, lines
from screens.widgets import comparison
from store.disclosure.wording import counted, sentence

if TYPE_CHECKING:
    from matching.deciding.review import CaseView, Side

_LABEL = 14


def left(waiting: int, kind: str = "") -> str:
    """How much is still to do, of one kind alone if that was asked for; short, so that the head stays one line."""
    if not waiting:
        return "No other case of this kind is left" if kind else "No case is left to answer"
    return f"{waiting} left"


def names(view: CaseView, width: int) -> Content:
    """Who stands in which column."""
    return comparison.names(_side(view.left, width), _side(view.right, width), width)


def _side(side: Side, width: int) -> str:
    return f"{side.name}, {counted(len(side.members), 'record')}" if width >= comparison.WIDE else side.name


def outcomes(view: CaseView, width: int, most: int) -> Content:
    """What each answer would change, in at most so many lines each; the explanation has all of it."""
    drawn = list[Content]()
    for label, sentences in (("If same", view.if_same), ("If different", view.if_different)):
        wrapped = line(" ".join(sentences)).wrap(width - _LABEL)
        if len(wrapped) > most:
            wrapped = [*wrapped[: most - 1], line(wrapped[most - 1].plain[: width - _LABEL - 1] + "…")]
        for at, piece in enumerate(wrapped):
            drawn.append(line((f"{label if at == 0 else '':<{_LABEL}}", "bold $primary"), piece))
    return lines(*drawn)


def head(view: CaseView, remaining: str) -> Content:
    """What is asked, how heavy the evidence is, why the machine left it to people. remaining: see `left`."""
    weight = f"{comparison.strength(view.total)} evidence for one person, {comparison.bits(view.total) or 0} bits"
    state = "   looked at before, not sure" if view.state == "unsure" else ""
    return lines(
        line((sentence(view.kind)[:-1], "bold"), f"   {weight}", (f"   {remaining}", "bold $primary"), state),
        line((view.why, "$muted")),
    )


def compared(view: CaseView, width: int) -> Content:
    """Fields first, then every record of both, then the decisions that touch them."""
    asking = (view.left.asking, view.right.asking)
    parts = [
        comparison.comparison(view.fields, width),
        line(("All their records", "bold")),
        comparison.members(view.left.members, view.right.members, asking, width),
    ]
    if view.decisions:
        parts += [line(("Decisions that stand", "bold")), *map(line, view.decisions)]
    return lines(*parts)


def explained(view: CaseView, width: int) -> Content:
    """The weight, summand by summand, and what each answer would change."""
    return lines(
        line((f"Why the weight is {comparison.bits(view.total) or 0} bits", "bold")),
        comparison.reasons(view.fields, view.total, width),
        line(""),
        outcomes(view, width, most=20),
    )
