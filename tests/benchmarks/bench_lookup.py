"""Look-up measured as it is used: key by key, encrypted, people fetched, every search recorded.

    make bench-lookup ARGS='--people 100000 --seed 1 --json out.json'

The people are the synthetic borough's, stored through store.records; some are given a made-up rare family
name, so that the dictionary grows with the hub as real ones do. Misspellings come from the borough's own
lists and random slips, not from the lists and rules that the engine uses.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from string import ascii_lowercase
from time import perf_counter, process_time

from fctui.borough.people import Person
from fctui.borough.population import populate
from matching.lookup.postings import index_delivery
from matching.lookup.search import Lookup
from store import accounts
from store.audit import Action
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import May, Role
from store.records import deliveries, links, mappings
from store.records.source_records import RecordRow, store
from store.session import Session
from store.vault.kdf import FLOOR
from tests.accounts import AREA, PASSWORD, fixed_clock
from tests.matching.people import feed, row

BOROUGH = 200_000
DELIVERY = 250_000
SYLLABLES = [
    "ba",
    "chu",
    "dre",
    "fin",
    "gor",
    "hel",
    "iva",
    "jun",
    "kol",
    "mer",
    "nos",
    "ola",
    "pri",
    "que",
    "ras",
    "sto",
    "tav",
    "uld",
    "vek",
    "wyn",
    "yor",
    "zam",
]
RARE = 0.15


def main() -> None:
    """Build the hub, then type."""
    options = _options()
    dice = Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        people = _people(options.people, options.seed)
        session, figures = _hub(Path(scratch) / "hub", people, dice)
        figures |= _type(session, people, dice, options.searches)
        session.close()
    figures |= {"people": len(people), "seed": options.seed}
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures, indent=1))
    if options.json:
        options.json.write_text(json.dumps(figures))


def _people(count: int, seed: int) -> list[Person]:
    """As many boroughs as it takes: one has postcodes for so many only."""
    people: list[Person] = []
    while len(people) < count:
        people += populate(min(BOROUGH, count - len(people)), seed + len(people), lambda *_: None).people
    return people


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--searches", type=int, default=300, help="people looked for, each typed key by key")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def _hub(directory: Path, people: list[Person], dice: Random) -> tuple[Session, dict[str, object]]:
    made = Hub.create(directory, login="ada", name="Ada", password=PASSWORD, area=AREA, clock=fixed_clock, cost=FLOOR)
    admin = made.hub.sign_in("ada", PASSWORD)
    accounts.add(admin, "pat", "Pat", PASSWORD, frozenset(Role))
    admin.close()
    session = made.hub.sign_in("pat", PASSWORD)
    supplied = feed(session)
    storing = indexing = 0.0
    for start in range(0, len(people), DELIVERY):
        began = perf_counter()
        with session.changing(May.IMPORT, Action.DELIVERED, supplied.code) as change:
            connection = change.connection
            mapping = mappings.remember(connection, change.event, supplied.id, "made up", "{}")
            made = deliveries.NewDelivery(
                supplied.id, mapping, f"{start}.csv", f"{start:064x}", 1, "2026-06-08", "delta", 1, 1, 0, 0, 0, {}
            )
            number = deliveries.add(connection, change.event, made)
            rows = _rows(people[start : start + DELIVERY], start, dice)
            stored = store(connection, number, supplied, rows)
            links.move(connection, {record: record for record in stored.new}, change.event)
            middle = perf_counter()
            index_delivery(connection, change.event, stored.new, stored.changed)
            indexing += perf_counter() - middle
            storing += middle - began
    with session.reading(May.SEARCH) as connection:
        (index_bytes,) = connection.execute(
            "select sum(length(record) + length(person) + length(words) + length(birth) + length(kind))"
            " + (select sum(length(entries)) from lookup_posting) from lookup_chunk"
        ).fetchone()
    figures = {
        "store_s": round(storing, 1),
        "index_s": round(indexing, 1),
        "index_bytes_a_person": index_bytes // len(people),
    }
    return session, figures


def _rows(people: list[Person], first: int, dice: Random) -> Iterator[RecordRow]:
    for number, person in enumerate(people, first):
        if dice.random() < RARE:
            person.name = replace(person.name, family="".join(dice.choices(SYLLABLES, k=3)).title())
        home = person.household.address
        yield row(
            str(number), person.name.family, person.name.given, person.born.isoformat(), middle=person.name.middle,
            nhs=person.nhs, house=home.house, street=home.street.upper(), postcode=home.postcode, sex=person.sex,
        )  # fmt: skip


# Typing


def _slip(word: str, dice: Random) -> str:
    """One random slip: a letter lost, doubled, replaced, added, or two exchanged."""
    at = dice.randrange(1, max(2, len(word) - 1))
    letter = dice.choice(ascii_lowercase)
    return dice.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        )
    )


def _errors(dice: Random) -> dict[str, Callable[[str, str], str]]:
    return {
        "as it is": lambda given, family: f"{given} {family}",
        "swapped": lambda given, family: f"{family} {given}",
        "one slip in the family name": lambda given, family: f"{given} {_slip(family, dice)}",
        "one slip in the given name": lambda given, family: f"{_slip(given, dice)} {family}",
        "one slip in both": lambda given, family: f"{_slip(given, dice)} {_slip(family, dice)}",
        "two slips in the family name": lambda given, family: f"{given} {_slip(_slip(family, dice), dice)}",
        "beginnings": lambda given, family: f"{given[:3]} {family[:4]}",
    }


def _type(session: Session, people: list[Person], dice: Random, searches: int) -> dict[str, object]:
    session.open_enquiry(Purpose.QUALITY, "bench", "bench", "bench")
    recording: list[float] = []
    record = session.record

    def timed(*args: object, **named: object) -> int:
        began = perf_counter()
        try:
            return record(*args, **named)  # type: ignore[arg-type]
        finally:
            recording.append(perf_counter() - began)

    session.record = timed  # type: ignore[method-assign, assignment]
    lookup = Lookup(session)
    began = perf_counter()
    lookup.warm()
    ready = perf_counter() - began
    keys: list[float] = []
    work: list[float] = []
    slowest: list[tuple[float, str]] = []
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    kinds = _errors(dice)
    for number in range(searches):
        kind = list(kinds)[number % len(kinds)]
        place = dice.randrange(len(people))
        person = people[place]
        if not person.name.given or not person.name.family:
            continue
        text = kinds[kind](person.name.given.split()[0].lower(), person.name.family.split()[-1].lower())
        for end in range(2, len(text) + 1):
            before, spent_before = len(recording), process_time()
            began = perf_counter()
            answer = lookup.find(text[:end])
            work.append(process_time() - spent_before)
            spent = perf_counter() - began - sum(recording[before:])
            keys.append(spent)
            slowest.append((spent, text[:end]))
        with_year = lookup.find(f"{text} {person.born.year}")
        found[kind].append(
            (place + 1 in {hit.person for hit in answer.hits}, place + 1 in {hit.person for hit in with_year.hits})
        )
    return {
        "ready_s": round(ready, 3),
        "keystrokes": len(keys),
        "engine_ms": _spread(keys),
        "cpu_ms_with_audit": _spread(work),
        "audit_ms": _spread(recording),
        "slowest": [(round(spent * 1000, 1), text) for spent, text in sorted(slowest, reverse=True)[:8]],
        "words": len(lookup._index.dictionary),
        "entries": lookup._index.size,
        "found_by_name": {kind: round(sum(a for a, _ in hits) / len(hits), 3) for kind, hits in found.items()},
        "found_with_year": {kind: round(sum(b for _, b in hits) / len(hits), 3) for kind, hits in found.items()},
    }


def _spread(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        name: round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 2)
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))
    }


if __name__ == "__main__":
    main()
