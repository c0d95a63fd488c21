"""A record's names taken out of the look-up for good: its entries, and words that nobody else bears."""

import numpy as np

from matching.lookup import chunks as kept
from matching.lookup.chunks import NOBODY, Numbers, save
from matching.lookup.postings import index_anew
from store.vault.database import Connection


def erase(connection: Connection, event: int, record: int) -> None:
    """Empty the entries of a record, and those that nobody says any more; then the words that are left without any.

    Segments are made anew. Call it last in its transaction; the record is withdrawn.
    """
    index_anew(connection, event, [record])
    used = np.zeros(0, np.uint32)
    for chunk in list(kept.chunks(connection)):
        held = chunk.columns
        empty = held.record == NOBODY
        if held.words[empty].any():
            held.words[empty], held.birth[empty] = 0, 0
            chunk.event = event
            save(connection, chunk)
        used = np.union1d(used, held.words)
    connection.execute("delete from lookup_segment")
    _forget_words(connection, used)


def _forget_words(connection: Connection, used: Numbers) -> None:
    """Words keep their numbers; those without an entry become a mark that nobody types."""
    borne: set[int] = set(used.tolist())
    for first, words, sounds in connection.execute("select first, words, sounds from lookup_words").fetchall():
        told = list(zip(words.split("\n"), sounds.split("\n"), strict=True))
        left = [one if number in borne else (f"~{number}", "") for number, one in enumerate(told, first)]
        if left != told:
            connection.execute(
                "update lookup_words set words = ?, sounds = ? where first = ?",
                ("\n".join(word for word, _ in left), "\n".join(heard for _, heard in left), first),
            )
