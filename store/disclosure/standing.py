"""Where an involvement stands today, and what a service's flag says (domain/2 R3, R5, R6, R8-R10): pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from store.disclosure.rules import RULES, Ages, Rule
from store.disclosure.wording import date_parts, date_range, months_between
from store.records.themes import Theme
from store.worded import Worded


class State(Worded):
    """R3: what a flag says, most useful to ring first. `words` is how it reads on screen."""

    CURRENT = "current", "RECORDS – CURRENT"
    OPEN_STALE = "open_stale", "RECORDS – OPEN (NOT RECENTLY UPDATED)"
    BEING_CHECKED = "being_checked", "BEING CHECKED"
    OVERDUE = "overdue", "FEED OVERDUE"
    PAST = "past", "RECORDS – PAST"
    NO_RECORD = "no_record", "NO RECORD IN THE DATA SUPPLIED"
    NOT_COVERED = "not_covered", "NOT COVERED"
    WITHHELD = "withheld", "WITHHELD"

    @property
    def rank(self) -> int:
        """0 for what is most useful to ring first."""
        return list(State).index(self)


class Standing(Enum):
    """Where one episode stands today, the most telling first."""

    CURRENT = 1
    IDLE = 2  # open, but no activity for longer than the theme's idle limit (R8)
    LAST_SUPPLIED_OPEN = 3  # open when last supplied: the newest full extract no longer holds the record
    UNSAID = 4  # the agency did not say whether it is open
    PAST = 5  # ended within the window (R9)
    TRACE = 6  # only 'involved before' (R10)
    GONE = 7  # past every window: never shown

    @property
    def is_open(self) -> bool:
        """Whether nothing says that it has ended."""
        return self.value <= Standing.UNSAID.value


@dataclass(frozen=True, slots=True)
class Episode:
    """What decides where an involvement stands. in_latest: the newest full extract still holds its record."""

    status: str  # 'open', 'closed', 'unknown'
    starts: str
    ends: str
    last_interaction: str
    about: str  # service and attributes, for R9's kinds
    in_latest: bool


def standing(theme: Theme, episode: Episode, possible: Ages | None, today: date) -> Standing:
    """R8-R10 for one episode. What a date leaves uncertain is decided for showing, never for 'no record'."""
    rule = RULES[theme]
    ended = date_range(episode.ends)
    if episode.status == "closed" or (ended is not None and ended[1] <= today):
        return _past(rule, episode, possible, today)
    if not episode.in_latest:
        return Standing.LAST_SUPPLIED_OPEN
    if episode.status == "unknown":
        return Standing.UNSAID
    last = date_range(episode.last_interaction)
    if rule.idle_days is not None and last is not None and (today - last[1]).days > rule.idle_days:
        return Standing.IDLE
    return Standing.CURRENT


def ended_on(episode: Episode) -> str:
    """When a past episode ended; if the agency did not say, the latest date it gave for it."""
    return next((day for day in (episode.ends, episode.last_interaction, episode.starts) if date_parts(day)), "")


def _past(rule: Rule, episode: Episode, possible: Ages | None, today: date) -> Standing:
    end = date_range(ended_on(episode))
    if end is None:
        return Standing.PAST
    about = episode.about.casefold()
    special = [months for word, months in rule.kinds if re.search(rf"\b{re.escape(word)}", about)]
    window = max(special, default=rule.past_months)
    months = months_between(end[1], today)
    young = possible is None or possible.youngest < rule.past_until_age
    if months < window or (rule.past_until_age and young):
        return Standing.PAST
    return Standing.TRACE if months < window + rule.trace_months else Standing.GONE


def state(
    standings: Iterable[Standing],
    *,
    supplied: bool,
    covered: bool,
    is_overdue: bool,
    being_checked: bool,
    retired: bool,
) -> State:
    """R3, R5, R6, R8 for one service: several episodes and records count as the most telling of them.

    An open case never yields 'no record' nor 'past' (R5): what is being checked may be open today. It does
    not hide an open involvement that is certain: the officer must ring that worker anyway. Of a retired feed an open
    involvement was open when last supplied, never current. Where nothing is known, covered tells whether the feed
    could have held the person (domain/9 rule 23).
    """
    if not supplied:
        return State.NOT_COVERED
    shown = min((s for s in standings if s is not Standing.GONE), key=lambda s: s.value, default=None)
    known_open = shown is not None and shown.is_open
    if being_checked and not known_open:
        return State.BEING_CHECKED
    if is_overdue:
        return State.OVERDUE
    if shown is Standing.CURRENT and not retired:
        return State.CURRENT
    if known_open:
        return State.OPEN_STALE
    if shown is not None:
        return State.PAST
    return State.NO_RECORD if covered else State.NOT_COVERED
