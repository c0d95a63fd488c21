"""Who may do what: roles, the acts they cover, nothing else."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from store.worded import Worded


class Role(StrEnum):
    """A part somebody plays in the hub; a person may hold several.

    The lead is the hub's information lead: sets and lifts shields, decides about shielded people, hears of overrides.
    The loader is nobody: the account of the scheduler that empties the drop folders. Its password lies in a file, so it
    may do nothing else: what it delivered is taken back or corrected by people.
    """

    OFFICER = "officer"
    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    LEAD = "lead"
    LOADER = "loader"


class May(Worded):
    """An act that needs a role; `words` completes "Your roles do not let you …"."""

    SEARCH = "search", "search for people"
    VIEW = "view", "open a person"
    COPY = "copy", "copy a contact"
    IMPORT = "import", "import files"
    DELIVERIES = "deliveries", "take deliveries back, correct them or report on them"
    RELEASE = "release", "release or reject a held delivery"
    FEEDS = "feeds", "see or change feeds"
    REVIEW = "review", "review matches"
    ACCOUNTS = "accounts", "manage accounts"
    SETTINGS = "settings", "change the hub's settings"
    AUDIT = "audit", "check the audit log"
    SHIELD = "shield", "protect people or see who is protected"
    OVERRIDE = "override", "open a person who is protected"


GRANTS = MappingProxyType(
    {
        Role.OFFICER: frozenset({May.SEARCH, May.VIEW, May.COPY}),
        Role.ADMIN: frozenset(
            {May.IMPORT, May.DELIVERIES, May.RELEASE, May.FEEDS, May.ACCOUNTS, May.SETTINGS, May.AUDIT}
        ),
        Role.SUPERVISOR: frozenset({May.REVIEW, May.RELEASE, May.AUDIT, May.OVERRIDE}),
        Role.LEAD: frozenset({May.SHIELD, May.OVERRIDE, May.REVIEW, May.AUDIT}),
        Role.LOADER: frozenset({May.IMPORT}),
    }
)


def allowed(roles: frozenset[Role], need: May) -> bool:
    """Whether any of `roles` covers `need`."""
    return any(need in GRANTS[role] for role in roles)


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in.

    Attributes:
        login: short name typed at sign-in; what the audit log keeps.
        name: as people read it.
        state: 'active' or 'disabled'.
    """

    id: int
    login: str
    name: str
    roles: frozenset[Role]
    state: str
