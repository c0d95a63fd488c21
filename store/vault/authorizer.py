"""What no connection may do once it is open, whatever its SQL says (STORE.md §7).

SQLite asks when a statement is prepared. Migrations and checks run before the authorizer is set, on
connections that are never lent.
"""

from sqlcipher3 import dbapi2 as sqlcipher

APPEND_ONLY = frozenset({"ledger", "audit"})

_NEVER = frozenset(
    {
        sqlcipher.SQLITE_ATTACH,  # also VACUUM INTO; an attached file may be plain text
        sqlcipher.SQLITE_DETACH,
        sqlcipher.SQLITE_DROP_TRIGGER,
        sqlcipher.SQLITE_DROP_TEMP_TRIGGER,
    }
)
_SETTABLE = frozenset(
    {
        "cache_size",
        "foreign_key_check",
        "foreign_key_list",
        "index_info",
        "index_list",
        "integrity_check",
        "optimize",
        "quick_check",
        "table_info",
        "table_list",
        "table_xinfo",
        "wal_autocheckpoint",
        "wal_checkpoint",
    }
)
_FUNCTIONS = frozenset({"sqlcipher_export", "load_extension", "fts3_tokenizer"})


def authorize(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    """Answer SQLite's question whether a statement may do `action`: SQLITE_OK or SQLITE_DENY."""
    del database, trigger
    refused = (
        action in _NEVER
        or (action == sqlcipher.SQLITE_PRAGMA and second is not None and (first or "").lower() not in _SETTABLE)
        or (action == sqlcipher.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS)
        or (action in (sqlcipher.SQLITE_UPDATE, sqlcipher.SQLITE_DELETE) and first in APPEND_ONLY)
        or (action == sqlcipher.SQLITE_DROP_TABLE and first in APPEND_ONLY)
        or (action == sqlcipher.SQLITE_ALTER_TABLE and second in APPEND_ONLY)
    )
    return sqlcipher.SQLITE_DENY if refused else sqlcipher.SQLITE_OK
