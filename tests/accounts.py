"""The made-up people who sign in during tests."""

from collections.abc import Callable
from datetime import UTC, datetime

from store.hub import Hub
from store.permissions import Role
from store.session import Session
from store.vault.keys import Keys

PASSWORD = "kettle-violin-harbour-moss"
AREA = "Brent"
NOW = datetime(2026, 6, 15, 10, 0, tzinfo=UTC)
PEOPLE = {
    "ada": ("Ada Adeyemi", frozenset({Role.ADMIN})),
    "ofi": ("Ofelia Okafor", frozenset({Role.OFFICER})),
    "sue": ("Sue Sandhu", frozenset({Role.SUPERVISOR})),
    "pat": ("Pat Petrov", frozenset({Role.OFFICER, Role.ADMIN, Role.SUPERVISOR})),
}

SignIn = Callable[[str], Session]
"""Sign somebody in by login: the fixtures `signed_in` and `villager`."""


def fixed_clock() -> datetime:
    """The moment at which tests happen."""
    return NOW


def sign_in(hub: Hub, keys: Keys, login: str) -> Session:
    """Sign in as `hub.sign_in` does once the password has been stretched; that alone is left out."""
    return hub.begin(*hub.admit(keys, hub.keyring.load(), login))
