"""The borough's people, borough after borough, straight into a scratch hub; and the errors with which they are typed.

The errors come from the borough's own lists (short forms, spellings) and from slips and sound rules made here: not
from the lists and rules that the engine uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from random import Random
from string import ascii_lowercase
from time import perf_counter

from fctui.borough.dirt_names import short_forms, spellings
from fctui.borough.people import Person
from fctui.borough.population import populate
from matching.lookup.postings import index_delivery
from store import accounts
from store.audit import Action
from store.hub import Hub
from store.permissions import May, Role
from store.records import deliveries, links, mappings
from store.records.agencies import Feed
from store.records.rows import RecordRow
from store.session import Session
from store.vault.kdf import FLOOR
from tests.accounts import AREA, PASSWORD, fixed_clock
from tests.matching.people import feed, row
from tests.stored import store

BOROUGH = 200_000  # one has postcodes for so many only
RARE = 0.15  # share given a made-up rare family name, so that the dictionary grows with the hub as real ones do
SAMPLED = 40_000  # people kept in memory to be typed
SYLLABLES = (
    "ba chu dre fin gor hel iva jun kol mer nos ola pri que ras sto tav uld vek wyn yor zam".split()  # noqa: SIM905
)
_FILES = count(1)


@dataclass(frozen=True)
class Target:
    """Somebody to look for: person's number in the hub, first given and last family word, whole family name, birth."""

    person: int
    given: str
    family: str
    whole: str
    born: str


@dataclass
class Built:
    """A hub with people, some of them to be looked for, and what it took."""

    targets: list[Target]
    people: int
    storing: float
    indexing: float


def build(directory: Path, people: int, seed: int, seats: int) -> tuple[Session, Built]:
    """Make the hub; its accounts are ada, pat and a seat each: one account at once is slowed."""
    made = Hub.create(directory, login="ada", name="Ada", password=PASSWORD, area=AREA, clock=fixed_clock, cost=FLOOR)
    admin = made.hub.sign_in("ada", PASSWORD)
    for login in ("pat", *(f"seat{number}" for number in range(seats))):
        accounts.add(admin, login, login, PASSWORD, frozenset(Role))
    admin.close()
    session = made.hub.sign_in("pat", PASSWORD)
    supplied = feed(session)
    dice = Random(seed)
    built = Built([], 0, 0.0, 0.0)
    while built.people < people:
        size = min(BOROUGH, people - built.people)
        crowd = _borough(size, seed + built.people, dice)
        last = built.people + size >= people
        stored, indexed = deliver(session, supplied, _rows(crowd, built.people), index=last)
        built.storing += stored
        built.indexing += indexed
        chance = SAMPLED / people
        places = [place for place in range(len(crowd)) if dice.random() < chance]
        built.targets += filter(None, (_target(crowd[place], built.people + place + 1) for place in places))
        built.people += len(crowd)
    return session, built


def _borough(people: int, seed: int, dice: Random) -> list[Person]:
    """People of one borough, some with rare names."""
    made = populate(people, seed, lambda *_: None).people
    for person in made:
        if dice.random() < RARE:
            person.name = replace(person.name, family="".join(dice.choices(SYLLABLES, k=3)).title())
    return made


def coming(people: int, rows: int, seed: int) -> list[Person]:
    """Whom another agency's file is about, once `build` has put `people` into the hub: half of them are there."""
    known = _borough(min(BOROUGH, people), seed, Random(seed))
    unheard = _borough(rows, seed - 1, Random(seed - 1))  # no borough's seed
    dice = Random(seed)
    return dice.sample([*dice.sample(known, min(rows // 2, len(known))), *unheard[: rows - rows // 2]], rows)


def deliver(session: Session, supplied: Feed, rows: Iterator[RecordRow], *, index: bool = True) -> tuple[float, float]:
    """One delivery, each record a person of its own: seconds to store it, and to index all that is not yet."""
    number = next(_FILES)
    began = perf_counter()
    with session.changing(May.IMPORT, Action.DELIVERED, supplied.code) as change:
        connection = change.connection
        mapping = mappings.remember(connection, change.event, supplied.id, "made up", "{}")
        name, digest = f"{number}-{began}.csv", f"{int(began * 1e6) + number:064x}"
        new = deliveries.NewDelivery(
            supplied.id, mapping, name, digest, 1, "2026-06-08", "delta", 1, 1, 0, 0, 0, {}
        )  # fmt: skip
        stored = store(connection, deliveries.add(connection, change.event, new), supplied, rows)
        links.move(connection, {record: record for record in stored.new}, change.event, {})
        middle = perf_counter()
        if index:
            (first,) = connection.execute("select coalesce(max(high), 0) from lookup_chunk").fetchone()
            index_delivery(connection, change.event, list(range(first + 1, stored.new[-1] + 1)), stored.changed)
        return middle - began, perf_counter() - middle


def _rows(people: list[Person], first: int) -> Iterator[RecordRow]:
    for number, person in enumerate(people, first):
        home = person.household.address
        yield row(
            str(number), person.name.family, person.name.given, person.born.isoformat(), middle=person.name.middle,
            nhs=person.nhs, house=home.house, street=home.street.upper(), postcode=home.postcode, sex=person.sex,
        )  # fmt: skip


def _target(person: Person, number: int) -> Target | None:
    given, family = person.name.given.lower().split(), person.name.family.lower().split()
    if not given or not family or person.stage:
        return None
    return Target(number, given[0], family[-1].split("-")[-1], person.name.family.lower(), person.born.isoformat())


# Errors

Typed = Callable[[Target, Random], str]
"""The line typed for somebody; '' if they cannot be mistaken so."""

_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("ee", "ea"), ("ai", "ay"), ("sh", "sch"), ("z", "s"), ("ks", "x"), ("y", "i"),
    ("i", "ie"), ("ou", "oo"), ("c", "k"), ("v", "w"), ("j", "y"), ("ll", "l"), ("tt", "t"), ("nn", "n"),
)  # fmt: skip


def slip(word: str, dice: Random) -> str:
    """One random slip behind the first letter: a letter lost, another instead, or one too many."""
    at = dice.randrange(1, max(2, len(word)))
    letter = dice.choice(ascii_lowercase)
    return dice.choice(
        (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :])
    )


def _transposed(word: str, dice: Random) -> str:
    places = [at for at in range(1, len(word) - 1) if word[at] != word[at + 1]]
    if not places:
        return ""
    at = dice.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _heard(word: str, dice: Random) -> str:
    fitting = [(written, heard) for written, heard in _SOUNDS if written in word[1:]]
    if not fitting:
        return ""
    written, heard = dice.choice(fitting)
    return word[0] + word[1:].replace(written, heard, 1)


def _joined(given: str, family: str) -> str:
    return f"{given} {family}" if given and family else ""


def _short(target: Target, dice: Random) -> str:
    forms = short_forms().get(target.given.title(), ())
    return _joined(dice.choice(forms).lower() if forms else "", target.family)


def _spelt(target: Target, dice: Random) -> str:
    given, family = spellings().get(target.given.title(), ()), spellings().get(target.family.title(), ())
    if given and (not family or dice.random() < 0.5):
        return _joined(dice.choice(given).lower(), target.family)
    return _joined(target.given, dice.choice(family).lower() if family else "")


def _half(target: Target, dice: Random) -> str:
    halves = [half for half in re.split("[ -]", target.whole) if len(half) > 2]
    return _joined(target.given, dice.choice(halves) if len(halves) > 1 else "")


def _other_day(target: Target, dice: Random) -> str:
    year, month, day = target.born.split("-")
    wrong = dice.choice([other for other in range(1, 29) if other != int(day)])
    return f"{target.given} {target.family} {wrong}/{month}/{year}"


_LONG = 6  # letters, from which two slips leave something of a name

KINDS: dict[str, Typed] = {
    "as it is": lambda who, _: f"{who.given} {who.family}",
    "one edit in the family name": lambda who, dice: f"{who.given} {slip(who.family, dice)}",
    "one edit in the given name": lambda who, dice: f"{slip(who.given, dice)} {who.family}",
    "one edit in both": lambda who, dice: f"{slip(who.given, dice)} {slip(who.family, dice)}",
    "two edits": lambda who, dice: (
        f"{who.given} {slip(slip(who.family, dice), dice)}" if len(who.family) >= _LONG else ""
    ),
    "swapped": lambda who, _: f"{who.family} {who.given}",
    "beginnings": lambda who, _: f"{who.given[:3]} {who.family[:4]}",
    "nickname": _short,
    "variant spelling": _spelt,
    "half a double barrel": _half,
    "transposed letters": lambda who, dice: _joined(who.given, _transposed(who.family, dice)),
    "phonetic": lambda who, dice: _joined(who.given, _heard(who.family, dice)),
    "wrong day of birth": _other_day,
}
