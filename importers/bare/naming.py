"""Which columns of names are whose: all of a name or half of it, of the person or of the father.

By their headings, by what stands beside them, and where no heading speaks of names by their values.
"""

from dataclasses import replace

import numpy as np

from importers.bare import content
from importers.bare.files import Column, shared
from importers.bare.headings import Extra, Kind, plain, tell
from importers.bare.order import PLAINLY, roofed, told_by
from importers.bare.taken import Taken, changed, first_of_kind, of_kind
from importers.fields import Field
from importers.headings import heading
from importers.values.vocabulary import vocabulary

_BESIDE = 2
_HALF_AS_MANY = 0.3
"""Share of the different words of one half of a name that the other half must have, which a town has not."""
_OF_WHOLE_NAMES = 0.2
"""Share of several words among names that are not families' alone, where some people have one name only."""
_HOUSEFUL = 6
"""Rows that a postcode may have on average to be taken for a home."""
_NAMES = (Field.GIVEN, Extra.INITIALS, Field.MIDDLE, Field.FAMILY, Field.FULL_NAME)
ROOFS = (Field.PHONE, Field.ADDRESS, Field.STREET, Field.LINE_1, Field.POSTCODE)


def settled(taken: list[Taken]) -> list[Taken]:
    """Settle which columns of names are whose: 'Name' beside 'Vorname' is the family name, beside 'Surname' the first
    name, alone it is all of it."""
    held: dict[Kind, list[int]] = {kind: [at for at, one in enumerate(taken) if one.kind is kind] for kind in _NAMES}
    given, family, full = held[Field.GIVEN] or held[Extra.INITIALS], held[Field.FAMILY], held[Field.FULL_NAME]
    middle = held[Field.MIDDLE]
    if given and family and not middle:
        taken = _further_names(taken, given[0])
    if len(family) > 1 and (fathers := [at for at in family if _is_between(taken[at].column)]) and given:
        return changed(taken, fathers[0], Field.MIDDLE, "by its heading, between a first and a family name")
    if full and bool(given) != bool(family):
        beside = (given or family)[0]
        if given and _is_fathers(taken[full[0]].column, taken[beside].column):
            taken = changed(taken, beside, Field.ATTRIBUTE, "by its heading, beside full names of other words")
            return [replace(one, label="father") if at == beside else one for at, one in enumerate(taken)]
        if not _whole(taken[full[0]].column, taken[beside].column):
            half = (Field.FAMILY, "a first name") if given else (Field.GIVEN, "a family name")
            return changed(taken, full[0], half[0], f"by its heading, beside {half[1]}")
    if family and not (given or full) and (called := _places(taken, Field.PREFERRED_GIVEN)):
        return changed(taken, called[0], Field.GIVEN, "by its heading, beside a family name and no other first one")
    if family and middle and not (given or full):
        return changed(taken, middle[0], Field.GIVEN, "by its heading, beside a family name alone")
    if full and not (given or family) and not content.several_words(taken[full[0]].column.sample()):
        taken = _beside_a_word(taken, full[0])
    if full:
        for at, one in enumerate(taken):
            if one.kind is Field.FORMER_FAMILY and content.several_words(one.column.sample()):
                taken = changed(taken, at, Field.ALIAS, "by its heading, beside full names")
    if not full and bool(given) != bool(family):
        at = (given or family)[0]
        if content.several_words(taken[at].column.sample()):
            return changed(taken, at, Field.FULL_NAME, "by its heading and its values")
        return _other_half(taken, at, Field.FAMILY if given else Field.GIVEN)
    return taken if given or family or full else _known_as(taken) or _contacts(taken) or _names_by_values(taken)


def _places(taken: list[Taken], *kinds: Kind) -> list[int]:
    return [at for at, one in enumerate(taken) if one.kind in kinds]


def _known_as(taken: list[Taken]) -> list[Taken] | None:
    """Where nobody's name is told but what most are known as, that is their name."""
    at = next(iter(_places(taken, Field.PREFERRED_GIVEN, Field.ALIAS)), None)
    if at is None or 2 * taken[at].column.filled < len(taken[at].column.codes):
        return None
    whole = content.several_words(taken[at].column.sample())
    return changed(taken, at, Field.FULL_NAME if whole else Field.GIVEN, "by its heading, beside no other name")


def _contacts(taken: list[Taken]) -> list[Taken] | None:
    """In a list of customers or bookings that names nobody else, the contact is who the row is about."""
    at = next((at for at, one in enumerate(taken) if one.kind is None and _of_a_contact(one.column)), None)
    return None if at is None else changed(taken, at, Field.FULL_NAME, "by its heading, beside no other name")


def _of_a_contact(column: Column) -> bool:
    words = heading(plain(column.heading)).words
    return "contact" in words and words <= _CONTACT and content.named(column.sample())


_CONTACT = vocabulary("contact name full person main lead primary customer client")


def _whole(full: Column, half: Column) -> bool:
    """Whether what is headed 'Name' beside one half of it is all of the name, not the other half of some words."""
    return content.several_words(full.sample()) and shared(full, half) >= content.ENOUGH


def _is_fathers(full: Column, first: Column) -> bool:
    """Whether 'f_name' beside full names is, as in India, the father's name and not the first of theirs."""
    squash = heading(plain(first.heading)).squash
    many = content.share(lambda text: len(text.split()) > 1, full.sample()) >= _OF_WHOLE_NAMES
    return squash == "fname" and many and shared(full, first) < content.ENOUGH


def _further_names(taken: list[Taken], at: int) -> list[Taken]:
    """A column beside first names whose words are mostly first names too holds people's further ones."""
    own = _first_words(taken[at].column)
    for beside in {at - 1, at + 1} & set(_wordy(taken)):
        column = taken[beside].column
        known = content.share(lambda text: text.split()[0].casefold() in own, column.sample())
        if known >= content.ENOUGH and shared(column, taken[at].column) < content.ENOUGH:
            return changed(taken, beside, Field.MIDDLE, "by its values: they are first names too")
    return taken


def _first_words(column: Column) -> set[str]:
    return {text.split()[0].casefold() for text, _ in column.said}


def _is_between(column: Column) -> bool:
    """Whether 'презиме', which is the family name in Serbia, may be what it is in Bulgaria: the father's name."""
    return heading(plain(column.heading)).squash == "prezime"


def _other_half(taken: list[Taken], at: int, kind: Kind) -> list[Taken]:
    """Beside a first name without a family name, or the other way round, the column of words that tells most is it."""
    near = [place for place in _wordy(taken) if abs(place - at) <= _BESIDE]
    if not near:
        return taken
    best = max(near, key=lambda place: taken[place].column.distinct)
    return changed(taken, best, kind, "by its values, beside the other name")


def _beside_a_word(taken: list[Taken], at: int) -> list[Taken]:
    """What is headed 'Name' and is of one word is half of it if the column behind it may be the other half."""
    behind = at + 1
    if behind not in _wordy(taken) or content.several_words(taken[behind].column.sample()):
        return taken
    one, other = taken[at].column, taken[behind].column
    if other.distinct < _HALF_AS_MANY * one.distinct:
        return taken
    kinds = (Field.FAMILY, Field.GIVEN) if _given_first(taken, behind, at) else (Field.GIVEN, Field.FAMILY)
    taken = changed(taken, at, kinds[0], "by its heading, of one word beside another")
    return changed(taken, behind, kinds[1], "by its values, behind the other name")


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
    whole = [at for at in wordy if content.several_words(taken[at].column.sample())]
    halves = sorted((at for at in wordy if at not in whole), key=lambda at: -taken[at].column.distinct)[:2]
    for at in whole:
        if len(halves) < 2 or taken[at].column.distinct >= taken[halves[1]].column.distinct:  # else it is of streets
            return changed(taken, at, Field.FULL_NAME, "by its values")
    if len(halves) < 2:
        return taken
    family, given = halves  # a people has more family names than first names
    if _given_first(taken, family, given):
        family, given = given, family
    taken = changed(taken, family, Field.FAMILY, "by its values")
    return changed(taken, given, Field.GIVEN, "by its values")


def _given_first(taken: list[Taken], at: int, other: int) -> bool:
    """Whether of two columns of names the first is plainly the first names': they go with a sex, and people of one
    home do not share them."""
    one, two = taken[at].column, taken[other].column
    sex = first_of_kind(taken, Field.SEX)
    more = _tells(one, sex) - _tells(two, sex) if sex else 0.0
    if abs(more) > PLAINLY:
        return more > 0
    roofs = [home.evident for home in of_kind(taken, *ROOFS) if home.filled <= _HOUSEFUL * home.distinct]
    return roofed(two.evident, one.evident, roofs, np.flatnonzero((one.evident > 0) & (two.evident > 0)))


def _tells(column: Column, sex: Column) -> float:
    return told_by(column.evident, sex.evident, np.flatnonzero(column.evident))
