"""An opened vault: both databases and the keys, from sign-in until lock or close."""

from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from store.vault import migrate
from store.vault.database import Pool, connect
from store.vault.keys import Keys
from store.vault.troubles import NotThisHubs

HUB_FILE = "hub.db"
AUDIT_FILE = "audit.db"
AUDIT_CACHE_MB = 4


class Vault:
    """The hub's two databases, each behind its pool, and the keys that opened them."""

    def __init__(self, directory: Path, keys: Keys) -> None:
        self.keys = keys
        self.hub = Pool(directory / HUB_FILE, keys.hub_database)
        self.audit = Pool(directory / AUDIT_FILE, keys.audit_database, cache_mb=AUDIT_CACHE_MB, many_writers=True)

    def close(self) -> None:
        """Stop both pools and forget the keys."""
        self.hub.close()
        self.audit.close()
        self.keys = Keys(self.keys.hub_id, b"")


def open_vault(directory: Path, keys: Keys) -> Vault:
    """Open both databases of the hub in `directory`, brought to this program's schema.

    The files must exist; an empty one becomes an empty database, which only `founding` may ask for.

    Raises:
        store.vault.troubles.NotThisHubs: a file does not open with these keys.
        store.vault.migrate.NewerHub: a newer program has been here.
        sqlcipher3.dbapi2.Error: a file is damaged or has another key.
    """
    for name, key, schema in (
        (HUB_FILE, keys.hub_database, migrate.HUB),
        (AUDIT_FILE, keys.audit_database, migrate.AUDIT),
    ):
        try:
            connection = connect(directory / name, key)
        except sqlcipher.Error as trouble:
            if trouble.sqlite_errorcode == sqlcipher.SQLITE_NOTADB:
                raise NotThisHubs(name) from trouble
            raise
        try:
            migrate.migrate(connection, schema)
        finally:
            connection.close()
    return Vault(directory, keys)
