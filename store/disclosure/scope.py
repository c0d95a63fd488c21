"""Which services of the hub are shown for a person, and why the others are not (domain/2 R1, R2)."""

from dataclasses import dataclass
from datetime import date

from store.disclosure.facts import PersonFacts, Supply
from store.disclosure.rules import Ages, ages, applies
from store.disclosure.wording import date_range


@dataclass(frozen=True, slots=True)
class Scope:
    """Which services of the hub are shown for a person, and why the others are not."""

    ages: Ages | None
    shown: tuple[Supply, ...]
    too_young_or_old: tuple[Supply, ...]
    elsewhere: dict[str, list[Supply]]  # by area


def scope(known: PersonFacts, home_area: str, today: date) -> Scope:
    """The services of the home area and of each area whose records, certain or proposed, touch the person."""
    death = min((v.death for v in known.current if v.death), default="")
    died = date_range(death)
    possible = ages(known.births, died[1] if died else today)
    touched = {version.feed_id for version in known.current} | {feed for _, feed in known.proposals}
    touched -= known.unnamed
    areas = {home_area, *(known.supplies[feed].feed.agency.area for feed in touched)}
    here = [supply for supply in known.supplies.values() if supply.feed.agency.area in areas]
    elsewhere = dict[str, list[Supply]]()
    for supply in known.supplies.values():
        if supply.feed.agency.area not in areas:
            elsewhere.setdefault(supply.feed.agency.area, []).append(supply)
    return Scope(
        possible,
        tuple(supply for supply in here if applies(supply.feed.theme, possible)),
        tuple(supply for supply in here if not applies(supply.feed.theme, possible)),
        elsewhere,
    )
