"""What each kind of service may show: ages, windows, idle limits, sensitivity (domain/2 R1-R15), as data.

Figures marked (D) in domain/2, and the idle limits and traces, are defaults for local decision.

Sensitive services (R12, R13). R12 shows their flag to named roles only; R13 asks for consent before a
sensitive service's contact details are recorded, restricts access to them and has the hub broker the contact.
The hub holds no consents, so: officers, the one role that may view people, see that such a service is or was
involved and since when; worker, telephone, category and attributes are withheld; the way to the service is
the hub lead. Anyone else sees the withheld wording, the same whether or not there is a record. Very sensitive
services are imported only under a clause of the agreement, and never shown.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from store.disclosure.wording import date_range, months_between
from store.permissions import Role
from store.records.coverage import Span
from store.records.items import very_sensitive
from store.records.themes import Theme

SENSITIVE_FLAG_ROLES = frozenset({Role.OFFICER})  # R12: the named roles


@dataclass(frozen=True, slots=True)
class Rule:
    """One theme's rule. Ages are whole years, inclusive; windows count months after an involvement ended."""

    words: str  # as in 'school records'
    youngest: int = 0  # R1
    oldest: int | None = None  # R1
    idle_days: int | None = 180  # R8: open but without activity for longer; None where activity means nothing
    past_months: int = 12  # R9: how long a past involvement is shown with its details
    past_until_age: int = 0  # R9: and in any case until the person has this age
    kinds: tuple[tuple[str, int], ...] = ()  # R9: other windows for episodes in which such a word begins
    trace_months: int = 0  # R10: how long after the window 'involved before' remains
    sensitive: bool = False  # R12
    most_listed: int | None = None  # B.1: so many episodes at most

    @property
    def span(self) -> Span:
        """R1: the ages it is shown for."""
        return Span(self.youngest, self.oldest)


RULES: Mapping[Theme, Rule] = {
    Theme.CSC: Rule("children's social care", idle_days=90, past_months=72, past_until_age=25, trace_months=72),
    Theme.EARLY_HELP: Rule("early help", idle_days=90, past_months=36, trace_months=36),
    Theme.ASC: Rule("adult social care", youngest=15, idle_days=365, past_months=72, trace_months=72),
    Theme.EDUCATION: Rule("school", 4, 20, idle_days=None, past_months=0, past_until_age=21),
    Theme.HOUSING: Rule("housing", 16, idle_days=365, kinds=(("anti-social", 72), ("asb", 72)), trace_months=12),
    Theme.HOMELESSNESS: Rule("homelessness", trace_months=12),
    Theme.POLICE: Rule("police", 18, idle_days=365, kinds=(("convict", 60), ("suspect", 12)), most_listed=3),
    Theme.PROBATION: Rule("probation", idle_days=90, sensitive=True),
    Theme.YJS: Rule("youth justice", idle_days=90, sensitive=True),
    Theme.PRIMARY_CARE: Rule("GP", idle_days=None, trace_months=12),
    Theme.ACUTE: Rule("hospital", idle_days=90, trace_months=12),
    Theme.COMMUNITY: Rule("community health", trace_months=12),
    Theme.MENTAL_HEALTH: Rule("mental health", sensitive=True),
    Theme.CAMHS: Rule("child and adolescent mental health", sensitive=True),
    Theme.MATERNITY: Rule("maternity", idle_days=90, trace_months=12),
    Theme.HEALTH_VISITING: Rule("health visiting", idle_days=365, trace_months=12),
    Theme.SCHOOL_NURSING: Rule("school nursing", idle_days=365, trace_months=12),
    Theme.SUBSTANCE_MISUSE: Rule("drug and alcohol service", idle_days=90, sensitive=True),
    Theme.DOMESTIC_ABUSE: Rule("domestic abuse service", idle_days=90, sensitive=True),
    Theme.REVENUES_BENEFITS: Rule("council tax and benefits", idle_days=None, trace_months=12),
    Theme.FIRE: Rule("fire and rescue", idle_days=365, trace_months=12),
    Theme.VCS: Rule("voluntary sector", trace_months=12),
    Theme.OTHER: Rule("other service", trace_months=12),
}


class Disclosure(Enum):
    """How much of a service someone may see."""

    FULL = 1
    BROKERED = 2  # that it is involved, never with whom or what (R13)
    NOTHING = 3


@dataclass(frozen=True, slots=True)
class Ages:
    """The youngest and oldest whole age in years that the recorded birth dates allow."""

    youngest: int
    oldest: int

    @property
    def words(self) -> str:
        """'13', or '12 to 13'."""
        return str(self.oldest) if self.youngest == self.oldest else f"{self.youngest} to {self.oldest}"


def disclosure(theme: Theme, roles: Iterable[Role]) -> Disclosure:
    """R12, R13: see the module's first lines."""
    if not RULES[theme].sensitive:
        return Disclosure.FULL
    return Disclosure.BROKERED if SENSITIVE_FLAG_ROLES.intersection(roles) else Disclosure.NOTHING


_NEVER_SHOWN = re.compile(
    r"condition|diagnos|symptom|clinical|\bnotes?\b|comment|referrer|referred by|allegation|ethnic|religio",
    re.IGNORECASE,
)


def may_show_item(label: str) -> bool:
    """R15: no presenting condition, diagnosis, case notes, referrer or allegation text; no ethnicity."""
    return _NEVER_SHOWN.search(label) is None and not very_sensitive(label)


def ages(births: Iterable[str], on: date) -> Ages | None:
    """The ages that precise or partial birth dates allow on a day; None if none of them is known or past."""
    spans = [span for span in map(date_range, births) if span is not None and span[0] <= on]
    if not spans:
        return None
    return Ages(
        max(0, min(months_between(last, on) for _, last in spans) // 12),
        max(months_between(first, on) for first, _ in spans) // 12,
    )


def applies(theme: Theme, possible: Ages | None) -> bool:
    """R1; R2: hidden only when every possible age is outside, never because a birth date is missing."""
    return overlaps(RULES[theme].span, possible)


def overlaps(span: Span, possible: Ages | None) -> bool:
    """Whether any of the possible ages is within; an age that is not known always is."""
    if possible is None:
        return True
    return possible.oldest >= span.youngest and (span.oldest is None or possible.youngest <= span.oldest)


def overdue(as_of: str, stale_after_days: int, today: date) -> bool:
    """R6: the extract is older than the feed's stale limit."""
    span = date_range(as_of)
    return span is not None and (today - span[1]).days > stale_after_days
