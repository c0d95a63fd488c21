"""Who this is: every name, birth, sex, number, address and death that any agency gives (R29, R32)."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from store.disclosure.absence import service_name
from store.disclosure.facts import AddressFact, NameFact, PersonFacts, Version
from store.disclosure.said import Entry, Notice, Said, Source, gathered
from store.disclosure.wording import (
    NOT_SUPPLIED,
    age,
    date_parts,
    date_range,
    display_name,
    listed,
    spaced_nhs,
    spoken_date,
)
from store.records.hits import Line

NAME_KINDS = ("current", "placeholder", "preferred", "alias", "former")
BIRTH_KINDS = ("precise", "partial", "estimated", "expected")
SEX_WORDS = {"F": "Female", "M": "Male", "O": "Other"}
PSEUDO_ADDRESSES = {"ZZ99 3VZ": "No fixed abode"}  # domain/1 A.6: ONS pseudo-postcodes
HIDDEN_SOURCE = "a service not shown at this age"
UNNAMED_SOURCE = "a service that is not named"

SourceOf = Callable[[Version], Source]


@dataclass(frozen=True, slots=True)
class Banner:
    """What identifies the person. title and birth are those of the search's line: the most agreed."""

    title: str  # 'SMITH, Amelia'
    birth_words: str  # 'about 2013', 'expected 3 December 2026', 'not supplied'
    age: str  # today, or at death; '' if unknown
    names: tuple[Said, ...]
    births: tuple[Said, ...]
    sexes: tuple[Said, ...]
    nhs_numbers: tuple[Said, ...]
    addresses: tuple[Said, ...]
    deaths: tuple[Said, ...]
    notices: tuple[Notice, ...]

    @property
    def born(self) -> str:
        """'born 14 March 2013 (13y)', 'expected 3 December 2026', 'birth date not supplied'."""
        if self.birth_words.startswith("expected"):
            return self.birth_words
        if self.birth_words == NOT_SUPPLIED:
            return f"birth date {NOT_SUPPLIED}"
        return f"born {self.birth_words}" + (f" ({self.age})" if self.age else "")


def source_of(facts: PersonFacts, hidden_feeds: Collection[int]) -> SourceOf:
    """How a record's feed is named as a source. A service that R1 does not show is not named either.

    Nor is one that a shield hides (R16). Its date would tell which it is, and how many there are: it bears none.
    """

    def source(version: Version) -> Source:
        if version.feed_id in facts.unnamed:
            return Source(UNNAMED_SOURCE, "")
        if version.feed_id in hidden_feeds:
            return Source(HIDDEN_SOURCE, version.as_of)
        return Source(service_name(facts.supplies[version.feed_id].feed), version.as_of)

    return source


def banner(facts: PersonFacts, hidden_feeds: Collection[int], today: date) -> Banner:
    """Put the person's identity together: what is said today, and as 'former' what older versions add."""
    source = source_of(facts, hidden_feeds)
    line = facts.line
    births = said_births(facts.current, source)
    deaths = gathered(
        (Entry("died", v.death, spoken_date(v.death), source(v)) for v in facts.current if v.death),
        ("died",),
        agreed_first=True,
    )
    died = date_range(min(v.death for v in facts.current if v.death)) if deaths else None
    sexes = gathered(
        (Entry("sex", v.sex, SEX_WORDS[v.sex], source(v)) for v in facts.current if v.sex), ("sex",), agreed_first=True
    )
    numbers = _nhs_numbers(facts, source)
    return Banner(
        *name_and_birth(line),
        age(line.birth, died[1] if died else today),
        said_names(facts, source), births, sexes, numbers, _addresses(facts, source), deaths,
        (
            *_death_notices(facts, deaths, source),
            *_conflicts(facts, births, sexes, numbers),
            *_failed_numbers(facts, source),
        ),
    )  # fmt: skip


def said_names(facts: PersonFacts, source: SourceOf) -> tuple[Said, ...]:
    """All names, most agreed first. What only an older version says is a former name."""
    of_key = {version.key: version for version in facts.versions}
    entries = (
        (of_key[name.key], Entry(_name_kind(name), _name_key(name), _name_words(name), source(of_key[name.key])))
        for name in facts.names
    )
    return gathered(_present_and_past(entries), NAME_KINDS, agreed_first=True)


def said_births(versions: Iterable[Version], source: SourceOf) -> tuple[Said, ...]:
    """All birth dates with their precision in words, the title's first: exact, partial, then estimated."""
    told = ((v, _birth_words(v.birth, v.expected, estimated=v.birth_estimated)) for v in versions)
    entries = (Entry(_birth_kind(v), words, words, source(v)) for v, words in told if words != NOT_SUPPLIED)
    return gathered(entries, BIRTH_KINDS, agreed_first=True)


def name_and_birth(line: Line) -> tuple[str, str]:
    """Who a line is about, in words: by name, and by birth date."""
    return (
        display_name(line.family, line.given),
        _birth_words(line.birth, line.expected_birth, estimated=line.birth_estimated),
    )


def _birth_words(birth: str, expected: str, *, estimated: bool) -> str:
    """'14 March 2013', '2013 (year only)', 'about 2013', 'expected 3 December 2026', 'not supplied'."""
    if not birth:
        return f"expected {spoken_date(expected)}" if expected else NOT_SUPPLIED
    spoken = spoken_date(birth)
    parts = date_parts(birth)
    if estimated:
        return f"about {spoken}"
    return spoken if parts is None or parts[2] else f"{spoken} ({'day not supplied' if parts[1] else 'year only'})"


def _birth_kind(version: Version) -> str:
    if not version.birth:
        return "expected"
    if version.birth_estimated:
        return "estimated"
    parts = date_parts(version.birth)
    return "precise" if parts and parts[2] else "partial"


def _present_and_past(entries: Iterable[tuple[Version, Entry]]) -> list[Entry]:
    """Current statements as they are; older ones as 'former', where nobody states the value today."""
    entries = list(entries)
    today = [entry for version, entry in entries if version.current]
    known = {entry.key for entry in today}
    past = (entry for version, entry in entries if not version.current and entry.key not in known)
    return today + [Entry("former", entry.key, entry.words, entry.source) for entry in past]


def _name_kind(name: NameFact) -> str:
    return "placeholder" if name.placeholder and name.kind == "current" else name.kind


def _name_key(name: NameFact) -> tuple[str, ...]:
    return tuple(" ".join(part.casefold().split()) for part in (name.family, name.given, name.middle))


def _name_words(name: NameFact) -> str:
    return display_name(name.family, f"{name.given} {name.middle}")


def _nhs_numbers(facts: PersonFacts, source: SourceOf) -> tuple[Said, ...]:
    of_key = {version.key: version for version in facts.current}
    return gathered(
        (
            Entry("NHS", number.value, spaced_nhs(number.value), source(of_key[number.key]))
            for number in facts.numbers
            if number.scheme == "NHS" and number.status == "valid" and number.key in of_key
        ),
        ("NHS",),
        agreed_first=True,
    )


def _addresses(facts: PersonFacts, source: SourceOf) -> tuple[Said, ...]:
    of_key = {version.key: version for version in facts.versions}
    entries = (
        (of_key[a.key], Entry(a.kind, address_key(a), address_words(a), source(of_key[a.key]))) for a in facts.addresses
    )
    return gathered(_present_and_past(entries), ("current", "former"))


def address_key(address: AddressFact) -> str:
    """Equal for two writings of one place, as far as that is certain."""
    return address.place or "".join(filter(str.isalnum, address_words(address).casefold()))


def address_words(address: AddressFact) -> str:
    """The address as the agency wrote it, with its postcode."""
    lines, postcode = address.lines.strip(" ,"), address.postcode.strip()
    if not lines:
        return PSEUDO_ADDRESSES.get(postcode) or postcode or f"Address {NOT_SUPPLIED}"
    said_already = postcode.replace(" ", "") in lines.replace(" ", "").upper()
    return lines if said_already else f"{lines}, {postcode}"


def _death_notices(facts: PersonFacts, deaths: tuple[Said, ...], source: SourceOf) -> list[Notice]:
    """R32: a clear marker; and activity recorded after the death contradicts it."""
    if not deaths:
        return []
    said = listed(f"{death.words} ({death.source_words})" for death in deaths)
    days = listed(death.words for death in deaths)
    notices = [Notice("death", f"Recorded as died {said}.", f"Recorded as died {days}.")]
    first = date_range(min(v.death for v in facts.current if v.death))
    of_record = {version.record: version for version in facts.current}
    later = {
        source(of_record[episode.record]).label
        for episode in facts.episodes
        for day in map(date_range, (episode.starts, episode.last_interaction))
        if first is not None and day is not None and day[0] > first[1]
    }
    if later:
        rest = "Check before relying on either."
        by = f"Later activity is recorded by {listed(sorted(later))}. {rest}"
        notices.append(Notice("conflict", by, f"Later activity is recorded. {rest}"))
    return notices


def _conflicts(
    facts: PersonFacts, births: tuple[Said, ...], sexes: tuple[Said, ...], numbers: tuple[Said, ...]
) -> list[Notice]:
    """R29: differing values are named, never resolved."""
    spans = [span for span in map(date_range, facts.births) if span]
    apart = any(a[1] < b[0] for a in spans for b in spans)
    differing = (
        ("birth dates", births, apart),
        ("sexes", sexes, len(sexes) > 1),
        ("NHS numbers", numbers, len(numbers) > 1),
    )
    return [
        Notice("difference", f"The agencies give different {what}: {listed(said.words for said in values)}.")
        for what, values, differ in differing
        if differ
    ]


def _failed_numbers(facts: PersonFacts, source: SourceOf) -> list[Notice]:
    of_key = {version.key: version for version in facts.current}
    labels = {
        source(of_key[number.key]).label
        for number in facts.numbers
        if number.scheme == "NHS" and number.status == "invalid" and number.key in of_key
    }
    if not labels:
        return []
    holds = "One agency holds" if len(labels) == 1 else f"{len(labels)} agencies hold"
    said = f"{holds} an NHS number that fails its check"
    return [Notice("number", f"{said}: {listed(sorted(labels))}.", f"{said}.")]
