"""One flag per service: is it involved, since when, whom to ring; or why nothing is shown (domain/2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from store.disclosure import absence
from store.disclosure.contact import Contact, brokered, contact
from store.disclosure.facts import Involved, PersonFacts, Supply
from store.disclosure.rules import Ages, Disclosure, disclosure
from store.disclosure.standing import Episode, Standing, State, ended_on, standing, state
from store.disclosure.wording import date_range, listed, sentence, spoken_date
from store.permissions import Role
from store.records.agencies import Feed
from store.records.themes import Theme

LIKELY_SAME = "Likely the same person: joined by likeness, not by NHS number or a person's decision."
ALSO_CHECKED = "Another record from this service may also belong to this person and is being checked."


@dataclass(frozen=True, slots=True)
class Flag:
    """What one service's data says of a person, the first disclosure level.

    words is a sentence or several, never empty. since, until and as_of are ISO dates, '' if unknown; until is
    for past involvement only. likely_same marks records joined by score alone (R30); a sensitive service has
    only a brokered contact (R13). has_details: the second level holds more than this line.
    """

    feed_id: int
    feed_code: str
    service: str  # 'Housing'
    agency: str
    area: str
    theme: Theme
    state: State
    words: str
    since: str
    until: str
    contact: Contact
    as_of: str
    coverage: str
    likely_same: bool
    sensitive: bool
    has_details: bool


@dataclass(frozen=True, slots=True)
class Stood:
    """An episode and where it stands today."""

    episode: Involved
    facts: Episode
    standing: Standing


def stood(facts: PersonFacts, feed_id: int, possible: Ages | None, today: date) -> list[Stood]:
    """The feed's episodes, the most telling and newest first; a record without any counts as unsaid."""
    theme = facts.supplies[feed_id].feed.theme
    records = {version.record: version for version in facts.current if version.feed_id == feed_id}
    episodes = [episode for episode in facts.episodes if episode.record in records]
    bare = records.keys() - {episode.record for episode in episodes}
    episodes += [Involved(record, "unknown", "", "", "", "", "", None, ()) for record in sorted(bare)]
    judged = list[Stood]()
    for episode in episodes:
        about = " ".join((episode.service, *(f"{label} {value}" for label, value in _affirmed(episode))))
        seen = Episode(
            episode.status, episode.starts, episode.ends, episode.last_interaction, about,
            records[episode.record].in_latest,
        )  # fmt: skip
        judged.append(Stood(episode, seen, standing(theme, seen, possible, today)))
    judged.sort(key=lambda one: (one.facts.starts, ended_on(one.facts)), reverse=True)
    return sorted(judged, key=lambda one: one.standing.value)


def flag(facts: PersonFacts, supply: Supply, roles: Iterable[Role], possible: Ages | None, today: date) -> Flag:
    """The one flag of a service for this person."""
    feed = supply.feed
    level = Disclosure.NOTHING if feed.id in facts.unnamed else disclosure(feed.theme, roles)
    coverage = absence.coverage(feed, supply.as_of) if supply.as_of else absence.not_supplied(feed)
    withheld = Flag(
        feed.id, feed.code, feed.label, feed.agency.name, feed.agency.area, feed.theme,
        State.WITHHELD, absence.withheld(), "", "", brokered(), supply.as_of, coverage,
        False, level is Disclosure.BROKERED, False,
    )  # fmt: skip
    if level is Disclosure.NOTHING:
        return withheld
    return _told(withheld, facts, supply, possible, today, full=level is Disclosure.FULL)


def _told(
    withheld: Flag, facts: PersonFacts, supply: Supply, possible: Ages | None, today: date, *, full: bool
) -> Flag:
    """The flag with what may be said; whom to ring and in what matter only if full (R13)."""
    feed = supply.feed
    judged = stood(facts, feed.id, possible, today)
    outside = absence.outside(feed, possible)
    checked = any(feed_id == feed.id for _, feed_id in facts.proposals)
    late = supply.late(today)
    what = state(
        (one.standing for one in judged),
        supplied=bool(supply.as_of),
        covered=not outside,
        is_overdue=late,
        being_checked=checked,
        retired=bool(feed.retired),
    )
    shown = [one for one in judged if one.standing is not Standing.GONE]
    lead = shown[0] if shown else None
    likely = bool(shown) and joined_by_score(facts, [one.episode.record for one in shown])
    known = " ".join(
        filter(None, (involvement_words(shown, supply, today, full=full), _left_out(facts, shown, feed, outside, full)))
    )
    return replace(
        withheld,
        state=what,
        words=_words(what, known, supply, outside, today, checked=checked, late=late, likely=likely),
        since=lead.episode.starts if lead and lead.standing is not Standing.TRACE else "",
        until=ended_on(lead.facts) if lead and lead.standing is Standing.PAST else "",
        contact=_way(shown, supply) if full else brokered(),
        likely_same=likely,
        has_details=full and any(one.standing is not Standing.TRACE for one in shown),
    )


def involvement_words(shown: Sequence[Stood], supply: Supply, today: date, *, full: bool) -> str:
    """What the episodes come to, in sentences; '' for none. Categories only if full (R13)."""
    if not shown:
        return ""
    lead = shown[0]
    starts, ends = lead.facts.starts, ended_on(lead.facts)
    since = f" since {spoken_date(starts)}" if starts else ", start date not supplied"
    first = date_range(starts)
    match lead.standing:
        case Standing.CURRENT | Standing.UNSAID if first and first[0] > today:
            words = f"Starts {spoken_date(starts)}"
        case Standing.CURRENT:
            words = f"Open{since}"
        case Standing.IDLE:
            words = f"Open{since}, no activity since {spoken_date(lead.facts.last_interaction)}"
        case Standing.LAST_SUPPLIED_OPEN:
            words = f"Open{since} when last supplied, but not in the data of {spoken_date(supply.as_of)}"
        case Standing.UNSAID:
            words = "Known to this service, which did not say whether it is still open"
        case Standing.PAST:
            words = f"Ended {spoken_date(lead.facts.ends)}" if lead.facts.ends else "Ended, date not supplied"
        case Standing.TRACE | Standing.GONE:
            return f"Involved before, ended {ends[:4]}."  # R10: existence outlives detail
    same = [one for one in shown if one.standing is lead.standing]
    services = list(dict.fromkeys(one.episode.service for one in same if one.episode.service))
    about = f": {listed(services)}" if full and services else ""
    last = lead.facts.last_interaction
    recent = f" Last contact {spoken_date(last)}." if last and lead.standing is Standing.CURRENT else ""
    return sentence(words + about) + recent


def joined_by_score(facts: PersonFacts, records: Iterable[int]) -> bool:
    """R30: whether any of the records is in this person by likeness alone.

    Records belong together for certain by an NHS number both carry or a supervisor's 'same'. The largest such
    group is the person (if equal, one with an NHS number, then the earliest); others were joined by score.
    """
    of_key = {version.key: version.record for version in facts.current}
    group = {record: {record} for record in of_key.values()}
    holders: dict[str, int] = {}
    bonds = list(facts.decided_same)
    for number in facts.numbers:
        record = of_key.get(number.key)
        if record is not None and number.scheme == "NHS" and number.status == "valid":
            bonds.append((holders.setdefault(number.value, record), record))
    for a, b in bonds:
        joined = group[a] | group[b]
        group.update(dict.fromkeys(joined, joined))
    numbered = set(holders.values())
    certain = max(group.values(), key=lambda them: (len(them), not numbered.isdisjoint(them), -min(them)))
    return any(record not in certain for record in records)


def _left_out(facts: PersonFacts, shown: Sequence[Stood], feed: Feed, outside: str, full: bool) -> str:
    """That the feed holds none of the records shown any more, by the one it held last."""
    held = [facts.presence[one.episode.record] for one in shown if one.episode.record in facts.presence]
    if not held or any(one.state == "active" for one in held):
        return ""
    return absence.left_out(feed, max(held, key=lambda one: one.seen), outside, full=full)


def _affirmed(episode: Involved) -> list[tuple[str, str]]:
    denials = ("no", "n", "false", "0", "none", "no records found", "not known")
    return [(label, value) for label, value in episode.attributes if value.casefold() not in denials]


def _way(shown: Sequence[Stood], supply: Supply) -> Contact:
    """The worker of the leading episode or of one that stands alike: no past worker for an open case."""
    if not shown or shown[0].standing is Standing.TRACE:
        return contact(None, "", supply.feed)
    alike = [one.episode for one in shown if one.standing is shown[0].standing]
    episode = next((one for one in alike if one.worker is not None), alike[0])
    return contact(episode.worker, episode.provider, supply.feed)


def _words(
    what: State, known: str, supply: Supply, outside: str, today: date, *, checked: bool, late: bool, likely: bool
) -> str:
    feed = supply.feed
    parts = list[str]()
    if what is State.BEING_CHECKED:
        parts.append(absence.being_checked(feed))
    if late:
        parts.append(absence.overdue(feed, supply.as_of, today))
    elif feed.retired and supply.as_of:
        parts.append(absence.retired(feed, supply.as_of))
    if known:
        parts.append(f"When last supplied: {known[:1].lower()}{known[1:]}" if late or feed.retired else known)
    elif not supply.as_of:
        parts.append(absence.not_supplied(feed))
    elif outside and what is not State.BEING_CHECKED:
        parts.append(absence.not_covered(feed, outside, supply.as_of))
    elif what is not State.BEING_CHECKED:
        parts.append(absence.no_record(feed, supply.as_of))
    if checked and what is not State.BEING_CHECKED:
        parts.append(ALSO_CHECKED)
    if likely:
        parts.append(LIKELY_SAME)
    return " ".join(parts)
