"""Whom a search led to, and what was set aside to find them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from matching.lookup.index import Index
from matching.lookup.ranking import Ranked, rank_all
from store.disclosure.wording import listed
from store.records.leads import Lead

MOST = 25  # people shown; one more is looked for, to know that there are more


class Person(NamedTuple):
    """Somebody to show: how names and date fit (None if only a number or an address led here), and what led
    here.
    """

    number: int
    ranked: Ranked | None
    lead: Lead | None
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Finding:
    """The people to show, best first, and what was set aside to find them."""

    people: list[Person] = field(default_factory=list[Person])
    notices: list[str] = field(default_factory=list[str])


def doubted(ranked: Ranked) -> Ranked:
    return ranked._replace(band="close" if ranked.band == "exact" else ranked.band, but_for=False)


def residents(index: Index, places: dict[int, Lead], doubts: tuple[str, ...] = ()) -> list[Person]:
    """Who lives there, youngest first, then who lived there."""
    return [Person(number, None, places[number], doubts) for number in _now_and_then(index, places)]


def _now_and_then(index: Index, leads: dict[int, Lead]) -> list[int]:
    """Of the people led to those of whom it is still said, youngest first, then those of whom it was."""
    now = frozenset(person for person, lead in leads.items() if lead.current)
    groups = (now, frozenset(leads) - now)
    return [ranked.person for group in groups for ranked in rank_all(index, group, None, MOST + 1)][: MOST + 1]


def first_of_each(leads: Iterable[Lead]) -> dict[int, Lead]:
    """The lead to tell of for each person: one that still holds; every feed that says the same is named in it."""
    best: dict[int, Lead] = {}
    feeds: dict[tuple[object, ...], list[str]] = {}
    for lead in sorted(leads, key=lambda lead: (not lead.current, lead.record)):
        best.setdefault(lead.person, lead)
        said = feeds.setdefault((lead.person, lead.scheme, lead.value, lead.current), [])
        if lead.feed not in said:
            said.append(lead.feed)
    return {
        person: replace(lead, feed=listed(feeds[person, lead.scheme, lead.value, lead.current]))
        for person, lead in best.items()
    }
