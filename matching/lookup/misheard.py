"""Who has an NHS number one slip away from one that fails its check: of some hundred, the check leaves about nine."""

from __future__ import annotations

from matching.lookup.found import Person, doubted, first_of_each
from matching.lookup.index import Index
from matching.lookup.numbered import by_number_and_name
from matching.lookup.parts import Query
from matching.scoring.identifiers import nhs_check_fails
from store.records.leads import by_number
from store.vault.database import Connection


def one_slip(digits: str) -> tuple[str, ...]:
    """The valid numbers that differ in one digit, or have two neighbours exchanged.

    >>> "4857773457" in one_slip("4857773456")
    True
    """
    ways = {f"{digits[:at]}{digit}{digits[at + 1 :]}" for at in range(len(digits)) for digit in "0123456789"}
    ways |= {f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2 :]}" for at in range(len(digits) - 1)}
    return tuple(sorted(number for number in ways - {digits} if not nhs_check_fails(number)))


def a_slip_away(index: Index, connection: Connection, query: Query) -> list[Person]:
    """Who has a number one slip from an NHS number that cannot be."""
    if not query.nhs_wrong:
        return []
    leads = [lead for number in one_slip(query.nhs) for lead in by_number(connection, number, schemes=("NHS",))]
    return [
        person._replace(
            ranked=person.ranked and doubted(person.ranked), doubts=("one slip in the NHS number", *person.doubts)
        )
        for person in by_number_and_name(index, query, first_of_each(index.findable(leads)))
    ]
