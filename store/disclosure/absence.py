"""Why nothing is shown, in sentences (domain/2 B.3): nobody may read 'not involved' into it (R4)."""

from collections.abc import Iterable
from datetime import date

from store.disclosure.rules import RULES, Ages, overlaps
from store.disclosure.wording import counted, date_range, every, listed, sentence, spaced_phone, spoken_date
from store.records.agencies import Feed
from store.records.presence import NO_LONGER, Presence
from store.records.restrictions import Level
from store.records.themes import Theme

NOT_PROOF = "This is not proof that the service is not involved."


def service_name(feed: Feed) -> str:
    """'Brent Housing': the feed as officers know it, with its area."""
    return feed.label if feed.agency.area.casefold() in feed.label.casefold() else f"{feed.agency.area} {feed.label}"


def coverage(feed: Feed, as_of: str) -> str:
    """What the feed can contain: cohort, period, area, extract date (R4)."""
    since = f"since {spoken_date(feed.coverage_from)}" if feed.coverage_from else "for a period not stated"
    cohort = feed.cohort.strip().rstrip(".") or "people whom the agency has not described"
    ages = f", {feed.span.words}" if feed.span else ""
    return f"That data covers {cohort}{ages}, {since}, {feed.agency.area} only, as at {spoken_date(as_of)}."


def no_record(feed: Feed, as_of: str) -> str:
    """Covered and empty. True as well when a record has passed its window (R10), and the same words then."""
    return (
        f"No record for this person in the data from {service_name(feed)},"
        " leaving out involvement that ended too long ago to be shown."
        f" {coverage(feed, as_of)} {NOT_PROOF}"
    )


def outside(feed: Feed, possible: Ages | None) -> str:
    """What the feed sends, such that it could not hold this person; '' if it could (domain/9 rule 23)."""
    if feed.span is None or possible is None or overlaps(feed.span, possible):
        return ""
    return f"{feed.span.words} only, and this person is {possible.words}"


def not_covered(feed: Feed, sends: str, as_of: str) -> str:
    """Data has come, but this person is outside what it covers."""
    return f"Not covered: {service_name(feed)} sends {sends}. {coverage(feed, as_of)} {NOT_PROOF}"


def not_supplied(feed: Feed) -> str:
    """The feed is known to the hub, but nothing has come from it, or what came was taken back."""
    return f"This hub holds no data from {service_name(feed)}. If it matters, {ring(feed)}."


def ring(feed: Feed) -> str:
    """How to ask the service, as part of a sentence: its duty desk, or for a sensitive one the hub lead."""
    if RULES[feed.theme].sensitive:
        return "ask the hub lead, who arranges the contact"
    phone = spaced_phone(feed.duty_desk)
    return f"ring the service on {phone}" if phone else "ring the service (the hub holds no number for it)"


def overdue(feed: Feed, as_of: str, today: date) -> str:
    """R6: older than the feed's stale limit."""
    span = date_range(as_of)
    age = counted((today - span[1]).days, "day") + " old" if span else "of unknown age"
    expected = every(feed.cadence_days)
    return f"{service_name(feed)} data is {age} (expected {expected}). Ring before relying on this."


def retired(feed: Feed, as_of: str) -> str:
    """The agency sends this feed no more: what is known of it ages, and nothing newer is to be expected."""
    return f"{service_name(feed)} sends this hub no data any more; the last is of {spoken_date(as_of)}."


def left_out(feed: Feed, presence: Presence, sends: str, *, full: bool) -> str:
    """Since when the feed holds a record no more; '' while it does. Reasons only if full. domain/9 rules 21 and 26.

    Whoever the feed does not cover any more has not been closed by leaving its extracts (rule 23).
    """
    if presence.state not in ("missing", "closed"):
        return ""
    if sends and presence.reason in ("", NO_LONGER):
        until = spoken_date(presence.seen)
        return f"Was in the {service_name(feed)} extract until {until}; that may be for age: it sends {sends}."
    if presence.missed:
        many = "the one since" if presence.missed == 1 else f"the last {in_words(presence.missed)}"
        return f"Was in the {service_name(feed)} extract until {spoken_date(presence.seen)}; not in {many}."
    why = f": {presence.reason}" if full and presence.reason else ""
    return sentence(f"{service_name(feed)} closed its record, said on {spoken_date(presence.seen)}{why}")


def in_words(number: int) -> str:
    """Small numbers as words."""
    return _WORDS[number] if number < len(_WORDS) else str(number)


_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def being_checked(feed: Feed) -> str:
    """R5: an open case may bring a record of this service to the person."""
    return (
        "A record from this service may belong to this person and is being checked."
        f" {sentence(ring(feed))} Do not treat this as a no."
    )


def withheld() -> str:
    """R12, R16: identical whether or not anything exists."""
    return "Some information is restricted. Contact the information lead of this hub."


def age_rule(theme: Theme) -> str:
    """R1: which ages a theme is shown for."""
    rule = RULES[theme]
    return f"Not shown: {rule.words} records are shown for {rule.span.words}"


def shielded(level: Level) -> str:
    """R16: what is hidden of a person, and whom to ask."""
    if level is Level.PLACE:
        return "Address, school and GP are restricted. Contact the information lead."
    return withheld()


def out_of_age(theme: Theme, possible: Ages) -> str:
    """R1: which ages a theme is shown for, and this person's."""
    return f"{age_rule(theme)} (this person is {possible.words})."


def limits_not_applied(why: str) -> str:
    """R2: why every service is shown whatever the age."""
    return sentence(f"{why}, so age limits could not be applied: every service is shown")


def gaps(area: str, held: Iterable[Theme]) -> str:
    """R7: the themes from which the hub holds nothing for an area; '' if it holds something from each."""
    present = set(held)
    missing = [RULES[theme].words for theme in Theme if theme not in present and theme is not Theme.OTHER]
    return f"For {area} this hub holds nothing from: {listed(missing)}." if missing else ""


def elsewhere(area: str, dates: Iterable[str]) -> str:
    """One line for an area where nothing of this person is known: never bare (R4)."""
    supplied = sorted(day for day in dates if day)
    if not supplied:
        return f"{area}: no service there has supplied data to this hub."
    return (
        f"{area}: no record for this person in the data of {counted(len(supplied), 'service')} there,"
        f" the oldest as at {spoken_date(supplied[0])}. Not proof that nobody there is involved."
    )
