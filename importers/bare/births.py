"""Which columns tell the birth: one of dates, of years, or three of a day, a month and a year."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from importers.bare import content
from importers.bare.calendars import from_ethiopian, of_ethiopia
from importers.bare.dates import Reading, year_of
from importers.bare.headings import Extra, Kind, of_an_event, plain, tell
from importers.bare.taken import FEW, Taken, changed, first_of_kind
from importers.fields import Field
from importers.headings import heading
from importers.values.vocabulary import vocabulary

_PARTS_OF_BIRTH = (Extra.BIRTH_YEAR, Extra.BIRTH_MONTH, Extra.BIRTH_DAY)


def births(taken: list[Taken]) -> list[Taken]:
    """A column of dates is the birth if its heading says so; by its values alone only if it is the one that can be."""
    taken = [_gregorian(one) if one.kind is Field.BIRTH and of_ethiopia(one.column.heading) else one for one in taken]
    kinds = {one.kind for one in taken if one.why != "by its values"}
    dated = [at for at, one in enumerate(taken) if one.kind is Field.BIRTH and one.why == "by its values"]
    by_name = Field.BIRTH in kinds or Extra.BIRTH_YEAR in kinds
    if not by_name:
        taken = _in_three(taken)
        by_name = any(one.kind is Extra.BIRTH_YEAR for one in taken)
    taken = _of_which_year(taken)
    dated_best = max(dated, key=lambda at: taken[at].column.distinct, default=None)
    best = None if by_name or _contradicted(taken, dated_best) else dated_best
    for at in dated:
        if at != best:
            taken[at] = taken[at].refused("dates, but not of birth")
    if best is None and not by_name:
        taken = _lone_year(taken)
    parts = {kind for kind in _PARTS_OF_BIRTH if any(one.kind is kind for one in taken)}
    if (parts and Extra.BIRTH_YEAR not in parts) or (Field.BIRTH in kinds):
        taken = [one.refused("the birth date stands in another column") if one.kind in parts else one for one in taken]
    return taken


def _gregorian(one: Taken) -> Taken:
    return replace(one, column=replace(one.column, texts=tuple(map(from_ethiopian, one.column.texts))))


def _of_which_year(taken: list[Taken]) -> list[Taken]:
    """'Census year' beside 'Age' says of when the ages are: people of two censuses are ten years older in one."""
    if not any(one.kind is Extra.AGE for one in taken):
        return taken
    for at, one in enumerate(taken):
        words = heading(plain(one.column.heading)).words
        if (
            one.kind is None
            and "year" in words
            and words <= _OF_AGES
            and content.may_be(Extra.AGE_YEAR, one.column.sample())
        ):
            return changed(taken, at, Extra.AGE_YEAR, "by its heading, beside an age")
    return taken


_OF_AGES = vocabulary("year of census survey enumeration snapshot wave extract the")


def _contradicted(taken: Sequence[Taken], at: int | None) -> bool:
    """Whether dates cannot be births, since ages do not follow from them: then they are of something else."""
    age = first_of_kind(taken, Extra.AGE)
    if at is None or age is None:
        return False
    dates = taken[at].column
    reading = Reading(dict(dates.said))
    born = dates.read(lambda text: int(reading.iso(text)[:4] or 0))
    years = age.read(lambda text: int(year_of(text) or 0))
    apart = (born - years)[(born > 0) & (years > 0)]
    follow = int((np.abs(apart - int(np.median(apart))) <= 1).sum()) if len(apart) else 0
    return len(apart) >= FEW and follow < content.ENOUGH * len(apart)


def _lone_year(taken: list[Taken]) -> list[Taken]:
    """With no other word of birth or age, a column of years as widely spread as births."""
    if any(one.kind in (Extra.AGE, Extra.BIRTH_YEAR) for one in taken):
        return taken
    years = [
        at
        for at, one in enumerate(taken)
        if one.kind is None and not of_an_event(one.column.heading) and content.years(one.column.sample())
        if one.open or tell(one.column.heading).kind is Extra.BIRTH_YEAR
    ]
    return changed(taken, years[0], Extra.BIRTH_YEAR, "by its values") if len(years) == 1 else taken


def _in_three(taken: list[Taken]) -> list[Taken]:
    """'Jour', 'Mois', 'Année' side by side are the birth date where no other column is; one alone says little."""
    found: dict[Kind, int] = {}
    for at, one in enumerate(taken):
        told = tell(one.column.heading)
        part = told.kind if told.sort == "date part" and one.kind is None else None
        if part and content.may_be(part, one.column.sample()):
            found.setdefault(part, at)
    if len(found) < len(_PARTS_OF_BIRTH):
        return taken
    for kind, at in found.items():
        taken = changed(taken, at, kind, "by its heading, beside the other parts of a date")
    return taken
