"""Which column of a bare file is what: by its heading where that is known, by its values, and by its neighbours."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from importers.bare import content
from importers.bare.births import births
from importers.bare.files import Bare, Column, shared
from importers.bare.headings import Extra, Kind, Told, numbers_something, of_an_event, plain, tell, tell_all
from importers.bare.order import order_of, told_by
from importers.bare.taken import FEW, Taken, changed
from importers.fields import LINES, Field
from importers.headings import heading

SAME = 0.98
_BESIDE = 2
_OF_WHOLE_NAMES = 0.2
"""Share of several words among names that are not families' alone, where some people have one name only."""
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
_NAMES = (Field.GIVEN, Extra.INITIALS, Field.MIDDLE, Field.FAMILY, Field.FULL_NAME)
_ROOFS = (Field.PHONE, Field.ADDRESS, Field.STREET, Field.LINE_1, Field.POSTCODE)
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
    taken = births(_names(taken))
    taken = _once(taken)
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
    return Taken(column, None, why, open=told.sort != "evidence" or told.kind in NUMBERS)


def _sexes(taken: list[Taken]) -> list[Taken]:
    """No heading speaks of sex: the column with words for both is."""
    if any(one.kind is Field.SEX for one in taken):
        return taken
    at = next((at for at, one in enumerate(taken) if one.open and content.sexed(one.column.sample())), None)
    return taken if at is None else changed(taken, at, Field.SEX, "by its values")


def _names(taken: list[Taken]) -> list[Taken]:
    """Settle which columns of names are whose: 'Name' beside 'Vorname' is the family name, beside 'Surname' the first
    name, alone it is all of it."""
    held: dict[Kind, list[int]] = {kind: [at for at, one in enumerate(taken) if one.kind is kind] for kind in _NAMES}
    given, family, full = held[Field.GIVEN] or held[Extra.INITIALS], held[Field.FAMILY], held[Field.FULL_NAME]
    middle = held[Field.MIDDLE]
    if full and bool(given) != bool(family):
        beside = (given or family)[0]
        if given and _is_fathers(taken[full[0]].column, taken[beside].column):
            taken = changed(taken, beside, Field.ATTRIBUTE, "by its heading, beside full names of other words")
            return [replace(one, label="father") if at == beside else one for at, one in enumerate(taken)]
        if not _whole(taken[full[0]].column, taken[beside].column):
            half = (Field.FAMILY, "a first name") if given else (Field.GIVEN, "a family name")
            return changed(taken, full[0], half[0], f"by its heading, beside {half[1]}")
    if family and middle and not (given or full):
        return changed(taken, middle[0], Field.GIVEN, "by its heading, beside a family name alone")
    if full:
        for at, one in enumerate(taken):
            if one.kind is Field.FORMER_FAMILY and content.several_words(one.column.sample()):
                taken = changed(taken, at, Field.ALIAS, "by its heading, beside full names")
    if not full and bool(given) != bool(family):
        at = (given or family)[0]
        if content.several_words(taken[at].column.sample()):
            return changed(taken, at, Field.FULL_NAME, "by its heading and its values")
        return _other_half(taken, at, Field.FAMILY if given else Field.GIVEN)
    return taken if given or family or full else _known_as(taken) or _names_by_values(taken)


def _known_as(taken: list[Taken]) -> list[Taken] | None:
    """Where nobody's name is told but what they are known as, that is their name."""
    at = next((at for at, one in enumerate(taken) if one.kind in (Field.PREFERRED_GIVEN, Field.ALIAS)), None)
    if at is None:
        return None
    whole = content.several_words(taken[at].column.sample())
    return changed(taken, at, Field.FULL_NAME if whole else Field.GIVEN, "by its heading, beside no other name")


def _whole(full: Column, half: Column) -> bool:
    """Whether what is headed 'Name' beside one half of it is all of the name, not the other half of some words."""
    return content.several_words(full.sample()) and shared(full, half) >= content.ENOUGH


def _is_fathers(full: Column, first: Column) -> bool:
    """Whether 'f_name' beside full names is, as in India, the father's name and not the first of theirs."""
    squash = heading(plain(first.heading)).squash
    many = content.share(lambda text: len(text.split()) > 1, full.sample()) >= _OF_WHOLE_NAMES
    return squash == "fname" and many and shared(full, first) < content.ENOUGH


def _other_half(taken: list[Taken], at: int, kind: Kind) -> list[Taken]:
    """Beside a first name without a family name, or the other way round, the column of words that tells most is it."""
    near = [place for place in _wordy(taken) if abs(place - at) <= _BESIDE]
    if not near:
        return taken
    best = max(near, key=lambda place: taken[place].column.distinct)
    return changed(taken, best, kind, "by its values, beside the other name")


def _wordy(taken: list[Taken]) -> list[int]:
    """Columns of which nothing is known but that they could hold names of many people."""
    wordy = [
        at for at, one in enumerate(taken)
        if one.open and tell(one.column.heading).sort != "other" and content.named(one.column.sample())
    ]  # fmt: skip
    return [at for at in wordy if taken[at].column.distinct > max(2, 0.02 * taken[at].column.filled)]


def _names_by_values(taken: list[Taken]) -> list[Taken]:
    """No heading speaks of names: the columns of words with the most different values are."""
    wordy = _wordy(taken)
    for at in wordy:
        if content.several_words(taken[at].column.sample()):
            return changed(taken, at, Field.FULL_NAME, "by its values")
    if len(wordy) < 2:
        return taken
    first, second = sorted(wordy, key=lambda at: -taken[at].column.distinct)[:2]
    sex = next((one.column for one in taken if one.kind is Field.SEX), None)
    if sex and _tells(taken[first].column, sex) > _tells(taken[second].column, sex) + 0.05:
        first, second = second, first
    taken = changed(taken, first, Field.FAMILY, "by its values")  # a people has more family names than first names
    return changed(taken, second, Field.GIVEN, "by its values")


def _tells(column: Column, sex: Column) -> float:
    return told_by(column.evident, sex.evident, np.flatnonzero(column.evident))


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
