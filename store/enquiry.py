"""The enquiry: for which call, for whom and why somebody looks people up (R23, domain/2 B.4)."""

from dataclasses import dataclass, field
from datetime import datetime

from store.errors import Incomplete
from store.worded import Worded


class Purpose(Worded):
    """Why people are looked up; each is bound to a legal gateway that the area has adopted (domain/2 B.4)."""

    S47 = "s47", "Section 47 enquiry"
    STRATEGY = "strategy", "Strategy discussion"
    SCREENING = "screening", "MASH screening of a new contact"
    S17 = "s17", "Section 17 assessment"
    EARLY_HELP = "early-help", "Early help, with agreement"
    S42 = "s42", "Section 42 enquiry (adult)"
    ADULT = "adult", "Adult social care assessment"
    MARAC = "marac", "MARAC or MAPPA preparation"
    MISSING = "missing", "Missing child"
    REVIEW_SERIOUS = "serious-incident", "Serious incident or rapid review"
    RIGHTS = "rights", "Subject rights request"
    QUALITY = "quality", "Data quality or match review"


@dataclass(frozen=True)
class Enquiry:
    """One call: who asks, for what purpose, under which reference.

    Attributes:
        number: the sequence number of its opening in the audit log, quoted by every look-up made for it.
    """

    purpose: Purpose
    caller: str
    organisation: str
    reference: str
    number: int


@dataclass(frozen=True)
class Override:
    """One protected person opened all the same, until a moment (UTC) or until another is opened (R22)."""

    person: int
    until: datetime


@dataclass
class Exceptions:
    """What one enquiry may see beyond the rule. They end with it.

    Attributes:
        elsewhere: why people whom only other areas know are needed; '' if nobody said (R24).
        override: the protected person who may be seen now (R22).
        linked: adults whom a child's page led to; they may be opened in closed mode (R28).
    """

    elsewhere: str = ""
    override: Override | None = None
    linked: set[int] = field(default_factory=set[int])


def check_complete(caller: str, organisation: str, reference: str) -> None:
    """Refuse an enquiry that leaves out who asks or the reference.

    Raises:
        Incomplete: names what is missing.
    """
    said = {"the caller's name": caller, "the caller's organisation": organisation, "the reference": reference}
    missing = [what for what, value in said.items() if not value.strip()]
    if missing:
        raise Incomplete(f"An enquiry needs {', '.join(missing)}.")
