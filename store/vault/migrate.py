"""Bring a database to the newest schema: schema/NNNN_name.sql in order, all in one transaction.

The SQL files are read through importlib.resources, so that an installed wheel has them too.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from sqlcipher3 import dbapi2 as sqlcipher

from store.errors import Told
from store.vault.database import Connection

HUB = files("store.vault") / "schema"
AUDIT = HUB / "audit"


class NewerHub(Told):
    """The hub was made or changed by a newer version of the program."""

    title = "This hub needs a newer program"
    sentence = "The hub was made or updated by a newer version of Family Context. Nothing was changed."
    advice = "Install the newest version on this computer and try again."


def migrate(connection: Connection, schema: Traversable) -> int:
    """Apply what is missing of `schema` and return the version reached (the number of the last file).

    Safe when several processes try at once: the version is read under the write lock.

    Raises:
        NewerHub: the database is beyond the newest file.
        sqlcipher3.dbapi2.Error: nothing was applied.
    """
    steps = sorted((int(script.name[:4]), script) for script in schema.iterdir() if script.name.endswith(".sql"))
    newest = steps[-1][0]
    if _version(connection) == newest:
        return newest
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if version > newest:
            raise NewerHub
        for number, script in steps:
            if number > version:
                for statement in _statements(script.read_text(encoding="utf-8")):
                    connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {newest}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return newest


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    pending = ""
    for piece in re.split(r"(?<=;)", script):  # a semicolon may stand in a text, a comment or a trigger
        pending += piece
        if sqlcipher.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending
