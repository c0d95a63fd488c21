"""Records and persons in words, for the people who review them."""

from collections.abc import Iterable, Mapping

from store.disclosure.wording import short_date, spaced_nhs, spaced_phone
from store.records.decisions import Decision, maker
from store.records.identities import Identity, identities
from store.vault.database import Connection


def called(identity: Identity) -> str:
    """'Amelia SMITH': the record's current name as spoken of."""
    for _, given, _, family in identity.names:
        words = " ".join(filter(None, (given.strip(), family.strip().upper())))
        if words:
            return words
    return "a person without a name"


def person_called(records: Iterable[Identity]) -> str:
    """A person by the fullest of its records' current names; the earliest record settles a tie."""
    people = list(records)
    best = max(people, key=lambda i: (_halves(i), -i.record), default=None)
    return called(best) if best else "nobody"


def _halves(identity: Identity) -> int:
    _, given, _, family = identity.names[0] if identity.names else ("", "", "", "")
    return bool(given.strip()) + bool(family.strip())


def service(identity: Identity) -> str:
    """'Housing (Brent)'."""
    return f"{identity.feed} ({identity.area})"


def services(records: Iterable[Identity]) -> tuple[str, ...]:
    """Each service once, in the order of records."""
    return tuple(dict.fromkeys(service(i) for i in records))


def record(identity: Identity) -> str:
    """'Amelia SMITH in Housing (Brent)'."""
    return f"{called(identity)} in {service(identity)}"


def born(identity: Identity) -> str:
    """'14 Mar 2013', 'expected 3 Jul 2026', or ''."""
    if identity.birth:
        return short_date(identity.birth)
    return f"expected {short_date(identity.expected)}" if identity.expected else ""


def names(identity: Identity, half: int) -> str:
    """One half of every name (0 given, 1 middle, 2 family), current first: 'Amelia, formerly Amy'."""
    values: dict[str, str] = {}
    for kind, *halves in identity.names:
        value = halves[half].strip()
        if value:
            values.setdefault(value, value if kind == "current" or not values else f"{kind} {value}")
    return ", ".join(values.values())


def nhs(identity: Identity) -> str:
    """The NHS numbers, spaced; one that is not evidence says so."""
    said = [
        spaced_nhs(value) + ("" if status == "valid" else f" ({status})")
        for scheme, value, status in identity.numbers
        if scheme == "NHS"
    ]
    return ", ".join(said)


def other_numbers(identity: Identity) -> str:
    """Numbers of other schemes that hold beyond one feed."""
    return ", ".join(f"{s} {v}" for s, v, _ in identity.numbers if s not in ("NHS", "CASE", "TENANCY"))


def contact(identity: Identity, kind: str) -> str:
    """Telephone numbers or e-mail addresses."""
    return ", ".join(spaced_phone(v) if kind == "phone" else v for k, v in identity.contacts if k == kind)


def postcodes(identity: Identity) -> str:
    """Every postcode, newest first."""
    return ", ".join(dict.fromkeys(postcode for _, _, postcode in identity.addresses if postcode))


def addresses(identity: Identity) -> str:
    """Every address, newest first, without its postcode where that stands at the end."""
    said = (lines.removesuffix(postcode).rstrip(", ") for _, lines, postcode in identity.addresses)
    return "; ".join(dict.fromkeys(filter(None, said)))


def ruling(decision: Decision, who: Mapping[int, Identity]) -> str:
    """'Amelia SMITH in Housing (Brent) and Amelia SMYTH in Primary care (Brent) are one person.'"""
    left, right = record(who[decision.a]), record(who[decision.b])
    return f"{left} and {right} {_VERDICTS[decision.verdict]}"


def ruling_first(decision: Decision, who: Mapping[int, Identity]) -> str:
    """'Two people: Amelia SMITH in Housing (Brent) and …': where a line is cut, what was said of whom is not."""
    return f"{_IN_SHORT[decision.verdict]}: {record(who[decision.a])} and {record(who[decision.b])}"


def decided(connection: Connection, standing: Iterable[Decision]) -> tuple[str, ...]:
    """Who decided what and when, a sentence for each act; protected separations are not spoken of."""
    acts = {d.event: d for d in reversed(list(standing)) if d.verdict != "protected"}
    who = identities(connection, {r for d in acts.values() for r in (d.a, d.b)})
    return tuple(f"{_made(connection, d)} that {ruling(d, who)}." for _, d in sorted(acts.items()))


def _made(connection: Connection, decision: Decision) -> str:
    name, at = maker(connection, decision)
    day = short_date(at)
    return f"{name} decided on {day}" if decision.actor == "human" else f"It was noted on {day}"


_VERDICTS = {
    "same": "are one person",
    "different": "are two people",
    "unsure": "may or may not be one person",
    "hold": "stay apart until a supervisor decides",
}
_IN_SHORT = {"same": "One person", "different": "Two people", "unsure": "Not sure"}
"""What people decide."""
