"""Whom to ring: the people and teams of an agency who work with someone."""

from typing import NamedTuple


class Worker(NamedTuple):
    """A key worker, or a team or desk when no person is named (then the name is empty)."""

    name: str = ""
    role: str = ""
    team: str = ""
    phone: str = ""
    email: str = ""
