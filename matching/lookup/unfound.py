"""Why nobody was found: what was tried, what to add, and which feeds could not have told (F18, R4, R7)."""

from __future__ import annotations

from datetime import date

from matching.lookup.birth import Birth
from matching.lookup.parts import Query
from store.disclosure.rules import Ages, applies, overdue, overlaps
from store.disclosure.wording import listed, months_between, spoken_date
from store.records.coverage import span
from store.records.leads import Supply
from store.records.themes import Theme

SCHEMES = {"upn": ("UPN",), "uprn": ("UPRN",), "nino": ("NINO",), "ni": ("NINO",), "pnc": ("PNC",), "cro": ("CRO",)}
"""What an officer calls a number, and under which schemes records hold it; other words name no scheme."""

_FEW = 2


def tried(query: Query) -> tuple[str, ...]:
    """How it was looked for."""
    ways: list[str] = []
    if query.names:
        ways.append("the names in any order, their beginnings, former names and names people are known by")
        ways.append("nicknames, other spellings, one or two letters wrong, words that sound alike")
    if query.birth and query.birth.exact and not query.names:
        ways.append("the birth date, and day and month swapped")
    elif query.birth and query.birth.exact:
        ways.append("the birth date, day and month swapped, a day or a digit out, and without it")
    elif query.birth and query.names:
        ways.append("the birth date as far as it was given, a year either side, and without it")
    if query.numbered:
        ways.append("the number, whole and as a beginning, wherever any record holds or held it")
    if query.street or query.postcode:
        ways.append("the address, present and former")
    if query.phone:
        ways.append("the telephone number, present and former")
    return tuple(ways)


def to_add(query: Query) -> tuple[str, ...]:
    """What to ask the caller for, or to leave out, the likeliest first."""
    advice: list[str] = []
    if query.nhs_wrong:
        advice.append("the NHS number once more: a digit of it may be wrong")
    if query.birth and query.birth.expected:
        advice.append("the mother: an unborn child may be recorded under her name, or not yet")
    if len(query.names) > _FEW:
        advice.append("fewer names: the family name and one given name")
    if query.names:
        advice.append("how the name is spelled, a former or another family name, a name the person is known by")
    else:
        advice.append("the name")
    if not query.birth:
        advice.append("a birth date, a year of birth or an age")
    elif query.names and query.birth.exact:
        advice.append("the birth date alone, without the name")
    if not (query.street or query.postcode):
        advice.append("a postcode, or house and street: everybody who lives or lived there is listed")
    if not query.numbered:
        advice.append("an NHS number or any agency's number")
    return tuple(advice)


def feed(supply: Supply, query: Query, today: date) -> str:
    """What one feed covers, of which day, and why this person would not be in it or could not be found in it."""
    whose = f"{supply.label} ({supply.agency})"
    if not supply.as_of:
        return f"{whose}: this hub holds no data from it"
    said = f"{whose}: {supply.cohort}; data of {spoken_date(supply.as_of)}"
    if supply.retired:
        said += ", the last: it is sent no more"
    elif overdue(supply.as_of, supply.stale_after_days, today):
        said += ", which is overdue"
    old = _ages(query.birth, today) if query.birth else None
    covered = span(supply.ages)
    if old and not (applies(Theme(supply.theme), old) and (covered is None or overlaps(covered, old))):
        said += f"; would not cover somebody aged {old.words}"
    absent = [words for what, words in _sought(query) if not supply.holds.intersection(what)]
    return f"{said}, holds no {listed(absent)}" if absent else said


def _ages(birth: Birth, today: date) -> Ages | None:
    """The ages that what was said of the birth allows; None if it says no year, or one is still expected."""
    if birth.expected or not birth.between:
        return None
    first, last = birth.between
    return Ages(max(0, months_between(last, today) // 12), max(0, months_between(first, today) // 12))


def _sought(query: Query) -> list[tuple[tuple[str, ...], str]]:
    """What the query needs a feed to hold: its keys in lookup_supply, and in words."""
    label = query.identifier.label if query.identifier else ""
    asked = (
        (("NHS",), "NHS numbers", query.nhs),
        (SCHEMES.get(label, ()), f"{label.upper()} numbers", label in SCHEMES),
        (("postcode",), "postcodes", query.postcode),
        (("street",), "streets", query.street),
        (("birth",), "birth dates", query.birth),
        (("phone",), "telephone numbers", query.phone),
    )
    return [(what, words) for what, words, said in asked if said]
