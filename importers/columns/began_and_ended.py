"""When the work with somebody began and ended, by what stands beside a column of dates."""

from collections.abc import Sequence
from dataclasses import replace

from importers.columns.by_itself import Guess
from importers.columns.reasoning import STATES
from importers.columns.worker_headings import DATES
from importers.fields import Field
from importers.headings import FILLERS, SUBJECTS, Heading
from importers.values.vocabulary import vocabulary


def until_as_from(told: Sequence[Heading], settled: list[Guess]) -> None:
    """'Registered to' beside 'Registered from', which is a start; 'Date out' beside 'Date in'."""
    starts = {one.said[:-1] for one, now in zip(told, settled, strict=True) if now.field is Field.STARTS}
    said = {one.said for one in told}
    for at, one in enumerate(told):
        other, field = _IN_AND_OUT.get(" ".join(one.said[-2:]), ("", None))
        if field and settled[at].field is None and (*one.said[:-1], other) in said:
            settled[at] = replace(settled[at], field=field, sure=True, rank=3, why="In and out, side by side.")
    for at, one in enumerate(told):
        if settled[at].field is None and one.said[-1:] == ("to",) and one.said[:-1] in starts:
            why = "The end of the start beside it."
            settled[at] = replace(settled[at], field=Field.ENDS, sure=True, rank=3, why=why)


_IN_AND_OUT = {"date in": ("out", Field.STARTS), "date out": ("in", Field.ENDS)}


_ASKED_FOR = vocabulary("referral referred received receipt concern notified notification requested request")
_STARTED = vocabulary("start starts started starting begin began begins commenced commencement opened issued")
_ENDED = vocabulary("end ends ended ending close closed closure ceased finished finish completed exit")
_OF_THE_WORK = STATES | DATES - {"time"} | FILLERS | SUBJECTS | vocabulary("care alloc allocation allocated assigned")


def of_the_work_itself(told: Sequence[Heading], guesses: Sequence[Guess]) -> list[Guess]:
    """A referral stands back behind 'Treatment started', a plan behind 'Case start', and its end with it.

    Else no start would be taken, nor the end beside them, and what is over would be shown as open.
    """
    starts = _taken_as(Field.STARTS, guesses)
    own = [at for at in starts if told[at].words <= _OF_THE_WORK | _STARTED and _ASKED_FOR.isdisjoint(told[at].words)]
    if len(own) != 1:
        return [*guesses]
    back = [at for at in starts if at not in own and guesses[at].rank >= _WEAK]
    others = {told[at].words - _STARTED - _OF_THE_WORK for at in back} - {frozenset()}
    ends = [at for at in _taken_as(Field.ENDS, guesses) if guesses[at].rank >= _WEAK]
    back += [at for at in ends if told[at].words - _ENDED - _OF_THE_WORK in others]
    why = "Another column says when the work itself began."
    return [replace(one, sure=False, ticked=False, why=why) if at in back else one for at, one in enumerate(guesses)]


def _taken_as(field: Field, guesses: Sequence[Guess]) -> list[int]:
    return [at for at, one in enumerate(guesses) if one.sure and one.field is field]


_WEAK = 3
"""The rank from which on a date is one by its words put together only; a heading that is known stays beside it."""


_OF_ADMISSION = frozenset(["admission", "admissions", "adm", "adno"])


def admitted_to_school(told: Sequence[Heading], guesses: list[Guess]) -> list[Guess]:
    """A pupil's admission is no hospital's, and its number the pupil's own at that school.

    A discharge without an admission is from a team, and ends its work.
    """
    held = {one.field for one in guesses}
    read_as: dict[Field | None, tuple[Field, str]] = {}
    why = "Of pupils, by the other columns."
    if Field.UPN in held:
        read_as = {Field.ADMITTED: (Field.STARTS, why), Field.DISCHARGED: (Field.ENDS, why)}
    elif Field.STARTS in held and Field.ADMITTED not in held:
        read_as = {Field.DISCHARGED: (Field.ENDS, "A discharge, in a file without admissions to hospital.")}
    only = Field.UPN in held and sum(now.field is Field.SOURCE_ID for now in guesses) == 1
    settled: list[Guess] = []
    for one, now in zip(told, guesses, strict=True):
        if now.field in read_as:
            field, reason = read_as[now.field]
            now = replace(now, field=field, why=reason, rank=3, ticked=False)
        elif only and now.field is Field.SOURCE_ID and _OF_ADMISSION & {*one.said} and not now.sure:
            now = replace(now, sure=True, why=why, rank=3)
        settled.append(now)
    return settled
