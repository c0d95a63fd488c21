"""Which column of a bare file is what: by its heading where that is known, by its values, and by its neighbours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from importers.bare import content
from importers.bare.dates import Reading, year_of
from importers.bare.files import Bare, Column
from importers.bare.headings import Extra, Kind, Told, numbers_something, of_an_event, tell
from importers.bare.order import Order, order_of, told_by
from importers.fields import LINES, Field

SAME = 0.98
FEW = 20
"""In so few rows it is no wonder if all values are the same."""

NUMBERS = frozenset(
    {
        Field.SOURCE_ID, Field.LEGACY_ID, Field.UPN, Field.FORMER_UPN, Field.ULN, Field.NINO, Field.PNC, Field.CRO,
        Field.JUSTICE_ID, Field.TENANCY, Extra.NUMBER,
    }
)  # fmt: skip
OFFICIAL: dict[Kind | None, str] = {
    Field.UPN: "UPN",
    Field.FORMER_UPN: "UPN",
    Field.ULN: "ULN",
    Field.NINO: "NINO",
    Field.PNC: "PNC",
    Field.CRO: "CRO",
}
"""Numbers whose scheme is known, whatever the heading."""

_MANY = frozenset(
    {Field.MIDDLE, Field.ALIAS, Field.PHONE, Field.MOBILE, Field.EMAIL, Field.FORMER_ADDRESS, Field.ATTRIBUTE}
)
_NAMES = (Field.GIVEN, Extra.INITIALS, Field.FAMILY, Field.FULL_NAME)
_ROOFS = (Field.PHONE, Field.ADDRESS, Field.STREET, Field.LINE_1, Field.POSTCODE)
_PARTS_OF_BIRTH = (Extra.BIRTH_YEAR, Extra.BIRTH_MONTH, Extra.BIRTH_DAY)
_AGAIN: dict[Kind, Kind] = {
    Field.GIVEN: Field.PREFERRED_GIVEN,
    Field.FAMILY: Field.FORMER_FAMILY,
    Field.PREFERRED_GIVEN: Field.ALIAS,
    Field.FORMER_FAMILY: Field.ALIAS,
}
"""What a second column of one kind is: another name the person goes by."""


@dataclass(frozen=True)
class Taken:
    """What one column was taken for. kind None: not used, and why says the reason.

    label: the scheme of a number or attribute. sure: by a heading that is in a list. spare: only where other columns
    are blank. apart: a number that each agency gives by itself. open: nothing is known yet, its values may still tell.
    """

    column: Column = field(repr=False)
    kind: Kind | None
    why: str = ""
    label: str = ""
    sure: bool = False
    spare: bool = False
    apart: bool = False
    open: bool = False
    order: Order | None = None

    def refused(self, why: str) -> "Taken":
        """The same column, not used."""
        return replace(self, kind=None, why=why, label="", open=False)


def take(bare: Bare, truth: str | None, source: str | None) -> list[Taken]:
    """What each column holds as far as the file alone can tell; numbers and attributes are still open."""
    taken = _sexes([_alone(column, truth, source) for column in bare.columns])
    taken = _births(_names(taken))
    taken = _once(taken)
    return _ordered(_addressed(_redundant(taken)))


def ages_settled(files: list[list[Taken]]) -> list[list[Taken]]:
    """Ages tell years of birth, but only against each other: nobody says of which day they are."""
    births = (Field.BIRTH, Extra.BIRTH_YEAR)
    if not any(one.kind in births for columns in files for one in columns):
        return files
    why = "birth dates are told, and nobody says when somebody was of that age"
    return [[one.refused(why) if one.kind is Extra.AGE else one for one in columns] for columns in files]


def _alone(column: Column, truth: str | None, source: str | None) -> Taken:
    """What one column says for itself."""
    if column.heading == truth:
        return Taken(column, None, "the truth")
    if column.heading == source:
        return Taken(column, None, "the agency")
    if not column.filled:
        return Taken(column, None, "it is blank")
    if column.filled >= FEW and column.commonest >= SAME:
        return Taken(column, None, "nearly all its values are the same")
    told = tell(column.heading)
    if told.sort in _REASONS:
        return Taken(column, None, _REASONS[told.sort])
    return _of_heading(column, told) or _of_values(column, told)


_REASONS = {
    "answer": "it looks like an answer to who is who, not like evidence",
    "source": "it tells where a row is from, not who is meant",
    "unused": "it tells what a service does or when, not who is meant",
    "never": "it says more about the person than linking may use",
}


def _of_heading(column: Column, told: Told) -> Taken | None:
    if told.sort == "attribute":
        return Taken(column, Field.ATTRIBUTE, "by its heading", told.label, told.sure)
    if told.kind is None or told.sort != "evidence":
        return None
    kind = _numbered(told.kind, told.index)
    values = column.sample()
    if kind is Field.BIRTH and not content.may_be(kind, values) and content.may_be(Extra.BIRTH_DAY, values):
        kind = Extra.BIRTH_DAY
    kind = next((one for one in (kind, *told.else_) if content.may_be(one, values)), None)
    if kind is None:
        return None
    why = "by its heading" if told.sure else "by the words of its heading"
    return Taken(column, kind, why, sure=told.sure)


def _numbered(kind: Kind, index: int) -> Kind:
    """The second first name is a middle name, the second family name a second one."""
    if index > 1 and kind is Field.GIVEN:
        return Field.MIDDLE
    return Extra.SECOND_FAMILY if index > 1 and kind is Field.FAMILY else kind


def _of_values(column: Column, told: Told) -> Taken:
    found = content.looks_like(column.sample())
    if found is Field.BIRTH and of_an_event(column.heading):
        return Taken(column, None, "dates, but not of birth")
    if found is Field.PHONE and numbers_something(column.heading):
        found = None
    if found is not None and told.sort != "other":
        return Taken(column, found, "by its values")
    why = "its heading says nothing that its values bear out" if told.sort == "evidence" else "its heading is not known"
    return Taken(column, None, why, open=told.sort != "evidence")


def _sexes(taken: list[Taken]) -> list[Taken]:
    """No heading speaks of sex: the column with words for both is."""
    if any(one.kind is Field.SEX for one in taken):
        return taken
    at = next((at for at, one in enumerate(taken) if one.open and content.sexed(one.column.sample())), None)
    return taken if at is None else _changed(taken, at, Field.SEX, "by its values")


def _names(taken: list[Taken]) -> list[Taken]:
    """Settle which columns of names are whose: 'Name' beside 'Vorname' is the family name, alone it is all of it."""
    held: dict[Kind, list[int]] = {kind: [at for at, one in enumerate(taken) if one.kind is kind] for kind in _NAMES}
    given, family, full = held[Field.GIVEN] or held[Extra.INITIALS], held[Field.FAMILY], held[Field.FULL_NAME]
    if full and given and not family and not content.several_words(taken[full[0]].column.sample()):
        return _changed(taken, full[0], Field.FAMILY, "by its heading, beside a first name")
    if full:
        for at, one in enumerate(taken):
            if one.kind is Field.FORMER_FAMILY and content.several_words(one.column.sample()):
                taken = _changed(taken, at, Field.ALIAS, "by its heading, beside full names")
    if not full and bool(given) != bool(family):
        at = (given or family)[0]
        if content.several_words(taken[at].column.sample()):
            return _changed(taken, at, Field.FULL_NAME, "by its heading and its values")
    return taken if given or family or full else _names_by_values(taken)


def _names_by_values(taken: list[Taken]) -> list[Taken]:
    """No heading speaks of names: the columns of words with the most different values are."""
    wordy = [at for at, one in enumerate(taken) if one.open and content.named(one.column.sample())]
    wordy = [at for at in wordy if taken[at].column.distinct > max(2, 0.02 * taken[at].column.filled)]
    for at in wordy:
        if content.several_words(taken[at].column.sample()):
            return _changed(taken, at, Field.FULL_NAME, "by its values")
    if len(wordy) < 2:
        return taken
    first, second = sorted(wordy, key=lambda at: -taken[at].column.distinct)[:2]
    sex = next((one.column for one in taken if one.kind is Field.SEX), None)
    if sex and _tells(taken[first].column, sex) > _tells(taken[second].column, sex) + 0.05:
        first, second = second, first
    taken = _changed(taken, first, Field.FAMILY, "by its values")  # a people has more family names than first names
    return _changed(taken, second, Field.GIVEN, "by its values")


def _tells(column: Column, sex: Column) -> float:
    return told_by(column.evident, sex.evident, np.flatnonzero(column.evident))


def _births(taken: list[Taken]) -> list[Taken]:
    """A column of dates is the birth if its heading says so; by its values alone only if it is the one that can be."""
    kinds = {one.kind for one in taken if one.why != "by its values"}
    dated = [at for at, one in enumerate(taken) if one.kind is Field.BIRTH and one.why == "by its values"]
    by_name = Field.BIRTH in kinds or Extra.BIRTH_YEAR in kinds
    if not by_name:
        taken = _in_three(taken)
        by_name = any(one.kind is Extra.BIRTH_YEAR for one in taken)
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


def _contradicted(taken: Sequence[Taken], at: int | None) -> bool:
    """Whether dates cannot be births, since ages do not follow from them: then they are of something else."""
    age = next((one.column for one in taken if one.kind is Extra.AGE), None)
    if at is None or age is None:
        return False
    dates = taken[at].column
    reading = Reading(dict(dates.sample(len(dates.texts))))
    born = np.array([int(reading.iso(text)[:4] or 0) if text else 0 for text in dates.texts])[dates.evident]
    years = np.array([int(year_of(text) or 0) for text in age.texts])[age.evident]
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
    return _changed(taken, years[0], Extra.BIRTH_YEAR, "by its values") if len(years) == 1 else taken


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
        taken = _changed(taken, at, kind, "by its heading, beside the other parts of a date")
    return taken


def _once(taken: list[Taken]) -> list[Taken]:
    """Of several columns of one kind the surest and fullest stands; a further name is another name."""
    settled = list(taken)
    seen: dict[Kind, int] = {}
    ranked = sorted(range(len(taken)), key=lambda at: (not taken[at].sure, -taken[at].column.filled, at))
    for at in ranked:
        kind = settled[at].kind
        while kind is not None and kind in seen and kind not in _MANY and kind not in NUMBERS:
            kind = _AGAIN.get(kind)
        if kind is None and settled[at].kind is not None:
            settled[at] = settled[at].refused(
                f"{taken[seen[settled[at].kind or Extra.NUMBER]].column.heading} is clearer"
            )
        elif kind is not None:
            settled[at] = replace(settled[at], kind=kind)
            seen[kind] = at
    return settled


def _redundant(taken: list[Taken]) -> list[Taken]:
    """A full name beside both its halves speaks only where they are blank."""
    kinds = {one.kind for one in taken}
    if not {Field.GIVEN, Field.FAMILY} <= kinds:
        return taken
    return [replace(one, spare=True) if one.kind is Field.FULL_NAME else one for one in taken]


def _ordered(taken: list[Taken]) -> list[Taken]:
    """In which order the columns of full names have their words."""
    sex = next((one.column for one in taken if one.kind is Field.SEX), None)
    roofs = [one.column for one in taken if one.kind in _ROOFS]
    return [
        replace(one, order=order_of(one.column, sex, roofs)) if one.kind in (Field.FULL_NAME, Field.ALIAS) else one
        for one in taken
    ]


def _addressed(taken: list[Taken]) -> list[Taken]:
    """With house and street in columns of their own, further lines of the address are traits, not the street."""
    kinds = {one.kind for one in taken}
    settled = list(taken)

    def move(kind: Kind, to: Kind, when: Callable[[Taken], bool] = lambda _one: True) -> None:
        for at, one in enumerate(settled):
            if one.kind is kind and when(one):
                settled[at] = replace(one, kind=to, label=one.column.heading if to is Field.ATTRIBUTE else "")

    if Field.HOUSE in kinds and Field.STREET not in kinds:
        move(Field.LINE_1, Field.STREET)
        kinds = {one.kind for one in settled}
    if {Field.HOUSE, Field.STREET} <= kinds:
        for line in LINES:
            move(line, Field.ATTRIBUTE)
    if {Field.TOWN, Field.LOCALITY} <= kinds:
        move(Field.LOCALITY, Field.ATTRIBUTE)
    return settled


def _changed(taken: Sequence[Taken], at: int, kind: Kind, why: str) -> list[Taken]:
    return [replace(one, kind=kind, why=why, open=False) if index == at else one for index, one in enumerate(taken)]
