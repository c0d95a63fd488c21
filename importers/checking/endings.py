"""What stands in place of an end: a month, 'Closed, see notes'. An involvement that ended is not shown as open."""

from collections.abc import Sequence

from importers.checking.batches import Column
from importers.checking.catalogue import Finding
from importers.values import words
from importers.values.dates import parse
from store.records.columns import Involvements


def not_dated(days: Sequence[str], wrong: Sequence[Sequence[Finding]], rows: Sequence[int]) -> list[int]:
    """Those of these rows where something else than a date stands for an end."""
    return [row for row in rows if not days[row] and wrong[row][0][0] != "DATE_PLACEHOLDER"]


def by_ends(statuses: Sequence[str], ends: Column, rows: Sequence[int], today: str) -> list[str]:
    """The statuses, those of these rows by what stands for an end.

    Of what cannot be read nobody knows whether it is one, unless the status says it.
    """
    told = list(statuses)
    for row in rows:
        ended = _ended(ends[row], today)
        if ended == "closed" or not told[row]:
            told[row] = ended
    return told


def of_the_dead(told: Involvements, died: Sequence[str]) -> Involvements:
    """Nobody works with whoever has died: what has no end is closed, where no column says how it stands."""
    if not any(died):
        return told
    status = ["closed" if died[row] and one == "open" else one for row, one in zip(told.of, told.status, strict=True)]
    return told._replace(status=status)


def _ended(text: str, today: str) -> str:
    """'closed', '' if the end is ahead or has not come, 'unread' if that is not known."""
    told = parse(text, "day-first")
    if told.how == "partial" and told.iso != today[: len(told.iso)]:
        return "closed" if told.iso < today else ""
    first = text.replace(":", " ").replace(",", " ").split()[:1]
    status = words.status(text) or words.status("".join(first))
    return {"closed": "closed", "open": ""}.get(status, "unread")
