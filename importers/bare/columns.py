"""Which column of a bare file is what: by its heading where that is known, by its values, and by its neighbours."""

from collections.abc import Callable
from dataclasses import replace

from importers.bare import content, naming
from importers.bare.births import births
from importers.bare.dates import age_of, is_birth
from importers.bare.files import Bare, Column
from importers.bare.headings import Extra, Kind, Told, numbers_something, of_an_event, plainly_numbers, tell, tell_all
from importers.bare.order import order_of
from importers.bare.taken import FEW, Taken, changed, first_of_kind, of_kind
from importers.fields import LINES, Field

SAME = 0.98
_SOME_DATES = 0.05
"""Share of a column of years from which the dates among them are no slips."""
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
_AGAIN: dict[Kind, Kind] = {
    Field.FULL_NAME: Field.ALIAS,
    Field.GIVEN: Field.PREFERRED_GIVEN,
    Field.FAMILY: Field.FORMER_FAMILY,
    Field.PREFERRED_GIVEN: Field.ALIAS,
    Field.FORMER_FAMILY: Field.ALIAS,
}
"""What a second column of one kind is: another name the person goes by."""


def take(bare: Bare, truth: str | None, source: str | None) -> list[Taken]:
    """What each column holds as far as the file alone can tell; numbers and attributes are still open."""
    told = tell_all([column.heading for column in bare.columns])
    taken = _sexes([_alone(column, said, truth, source) for column, said in zip(bare.columns, told, strict=True)])
    taken = births(naming.settled(taken)) + [ages for one in taken if (ages := _ages_among(one))]
    taken = _first_names(_once(taken))
    return _ordered(_addressed(_redundant(taken)))


def _alone(column: Column, told: Told, truth: str | None, source: str | None) -> Taken:
    """What one column says for itself. told: what its heading says."""
    if column.heading == truth:
        return Taken(column, None, "the truth")
    if column.heading == source:
        return Taken(column, None, "the agency")
    if not column.filled:
        return Taken(column, None, "it is blank")
    if column.filled >= FEW and column.commonest >= SAME:
        return Taken(column, None, "nearly all its values are the same")
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
    if kind is Extra.BIRTH_YEAR and content.share(is_birth, values) > _SOME_DATES:
        kind = Field.BIRTH
    if kind is Extra.AGE and not content.may_be(kind, values) and content.may_be(Field.BIRTH, values):
        kind = Field.BIRTH  # 'Age / date'
    kind = next((one for one in (kind, *told.else_) if content.may_be(one, values)), None)
    if kind in _PLACES and content.looks_like(values) is Field.POSTCODE:
        kind = Field.POSTCODE  # 'Area', of which most forms tell the postcode
    if kind is None:
        return None
    why = "by its heading" if told.sure else "by the words of its heading"
    return Taken(column, kind, why, sure=told.sure)


def _ages_among(one: Taken) -> Taken | None:
    """The ages in a column of births that by its heading may hold either: 'age/dob'."""
    if one.kind is not Field.BIRTH or tell(one.column.heading).kind is not Extra.AGE:
        return None
    texts = tuple(text if age_of(text) >= 0 else "" for text in one.column.texts)
    return replace(one, column=replace(one.column, texts=texts), kind=Extra.AGE) if any(texts) else None


def _numbered(kind: Kind, index: int) -> Kind:
    """The second first name is a middle name, the second family name a second one."""
    if index > 1 and kind is Field.GIVEN:
        return Field.MIDDLE
    return Extra.SECOND_FAMILY if index > 1 and kind is Field.FAMILY else kind


def _of_values(column: Column, told: Told) -> Taken:
    found = content.looks_like(column.sample())
    if found is Field.BIRTH and (of_an_event(column.heading) or content.timed(column.sample())):
        return Taken(column, None, "dates, but not of birth")
    if found is Field.PHONE and numbers_something(column.heading):
        found = None
    if found is not None and told.sort != "other":
        return Taken(column, found, "by its values")
    why = "its heading says nothing that its values bear out" if told.sort == "evidence" else "its heading is not known"
    return Taken(column, None, why, open=told.sort != "evidence" or told.kind in NUMBERS)


def _sexes(taken: list[Taken]) -> list[Taken]:
    """No heading speaks of sex: the column with words for both is."""
    if any(one.kind is Field.SEX for one in taken):
        return taken
    at = next((at for at, one in enumerate(taken) if one.open and content.sexed(one.column.sample())), None)
    return taken if at is None else changed(taken, at, Field.SEX, "by its values")


def _once(taken: list[Taken]) -> list[Taken]:
    """Of several columns of one kind the surest and fullest stands; a further name is another name."""
    settled = list(taken)
    halved = {Field.GIVEN, Field.FAMILY} <= {one.kind for one in taken}
    seen: dict[Kind, int] = {}
    ranked = sorted(range(len(taken)), key=lambda at: (not taken[at].sure, -taken[at].column.filled, at))
    for at in ranked:
        kind = settled[at].kind
        while kind is not None and kind in seen and kind not in _MANY and kind not in NUMBERS:
            kind = None if halved and kind is Field.FULL_NAME else _AGAIN.get(kind)
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


def _first_names(taken: list[Taken]) -> list[Taken]:
    """A column of names that are nearly all of one word, with no other name beside it, holds first names."""
    names = [at for at, one in enumerate(taken) if one.kind in (Field.FULL_NAME, Field.GIVEN, Field.FAMILY)]
    if len(names) != 1 or taken[names[0]].kind is not Field.FULL_NAME:
        return taken
    lone = content.share(content.of_one_word, taken[names[0]].column.sample()) >= content.SURE
    return changed(taken, names[0], Field.GIVEN, "names of one word") if lone else taken


def _ordered(taken: list[Taken]) -> list[Taken]:
    """In which order the columns of full names have their words."""
    sex, roofs = first_of_kind(taken, Field.SEX), of_kind(taken, *naming.ROOFS)
    return [
        replace(one, order=order_of(one.column, sex, roofs)) if one.kind in (Field.FULL_NAME, Field.ALIAS) else one
        for one in taken
    ]


def _is_of_houses(one: Taken) -> bool:
    """Whether a column that is headed no more than 'No.' has short numbers, or an unknown one those of houses."""
    values = one.column.sample()
    if plainly_numbers(one.column.heading):
        return content.share(_short_number, values) >= content.SURE
    return one.open and content.numbered_houses(values)


def _short_number(text: str) -> bool:
    return text[:1].isdecimal() and len(text) <= _LONGEST_HOUSE


_LONGEST_HOUSE = 6
_PLACES = (Field.TOWN, Field.LOCALITY)
_STREETS = frozenset({Field.HOUSE, Field.STREET, Field.ADDRESS, *LINES})


def _addressed(taken: list[Taken]) -> list[Taken]:
    """With house and street in columns of their own, further lines of the address are traits, not the street.

    'Flat/Floor/Block' with no other column for a street holds all of the address where its values are as long.
    """
    kinds = {one.kind for one in taken}
    settled = list(taken)

    def move(kind: Kind, to: Kind, when: Callable[[Taken], bool] = lambda _one: True) -> None:
        for at, one in enumerate(settled):
            if one.kind is kind and when(one):
                settled[at] = replace(one, kind=to, label=one.column.heading if to is Field.ATTRIBUTE else "")

    if Field.STREET in kinds and Field.HOUSE not in kinds:
        street = next(at for at, one in enumerate(settled) if one.kind is Field.STREET)
        beside = (at for at in (street + 1, street - 1) if 0 <= at < len(settled) and settled[at].kind is None)
        if (at := next((at for at in beside if _is_of_houses(settled[at])), None)) is not None:
            settled = changed(settled, at, Field.HOUSE, "by its heading and values, beside a street")
            kinds.add(Field.HOUSE)
    if Field.STREET in kinds and Field.FLAT not in kinds:
        move(Field.ADDRESS, Field.FLAT, lambda one: content.of_flats(one.column.sample()))
    if kinds.isdisjoint(_STREETS):
        move(Field.FLAT, Field.ADDRESS, lambda one: content.housed(one.column.sample()))
    if Field.HOUSE in kinds and Field.STREET not in kinds:
        move(Field.LINE_1, Field.STREET)
        kinds = {one.kind for one in settled}
    if {Field.HOUSE, Field.STREET} <= kinds:
        for line in LINES:
            move(line, Field.ATTRIBUTE)
    if {Field.TOWN, Field.LOCALITY} <= kinds:
        move(Field.LOCALITY, Field.ATTRIBUTE)
    return settled
