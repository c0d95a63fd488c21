"""What a hub's administrators switch on or off for everybody who works in it; off until they do."""

from store import register
from store.audit import Action
from store.permissions import May
from store.session import Session
from store.vault.database import Connection
from store.worded import Worded


class Setting(Worded):
    """A switch of the hub; `words` says what is possible while it is on."""

    PHONE_SEARCH = "phone-search", "people are found by telephone number"


def is_on(connection: Connection, setting: Setting) -> bool:
    """Whether a setting is switched on."""
    return register.meta(connection, f"setting {setting}") == "on"


def standing(session: Session) -> dict[Setting, bool]:
    """Every setting, and whether it is on.

    Raises:
        store.errors.NotAllowed: the role may not change settings.
    """
    with session.reading(May.SETTINGS) as connection:
        return {setting: is_on(connection, setting) for setting in Setting}


def switch(session: Session, setting: Setting, *, on: bool) -> None:
    """Switch a setting for everybody, from their next search on; the ledger keeps who did.

    Raises:
        store.errors.NotAllowed: the role may not change settings.
    """
    with session.changing(May.SETTINGS, Action.SETTING_CHANGED, setting) as change:
        change.detail["to"] = "on" if on else "off"
        register.set_meta(change.connection, f"setting {setting}", "on" if on else "off")
