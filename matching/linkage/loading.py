"""Records of the hub as columns, from the forms that are kept of them: a hundred thousand in the time of a breath."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.linkage import forms, reading
from matching.linkage.forms import VERSION
from matching.scoring.arrays import Ints
from matching.scoring.columns import Table
from matching.scoring.frequencies import Frequencies
from matching.scoring.person import Person
from store.records import linkage
from store.records.source_records import live
from store.vault.database import Connection

FEW = 400
"""Pairs up to which records are read and compared by themselves and not in arrays."""


@dataclass(frozen=True)
class Loaded:
    """Records in birth order, with their columns.

    ids: record ids, ascending. feeds: feed id of each.
    """

    ids: Ints
    feeds: Ints
    table: Table

    def positions(self, records: Iterable[int] | Ints) -> Ints:
        """Positions of the records, which must be among those loaded."""
        return np.searchsorted(self.ids, np.asarray(records if isinstance(records, np.ndarray) else list(records)))

    def sides(self, pairs: Iterable[tuple[int, int]]) -> tuple[Ints, Ints]:
        """Positions of the two records of each pair."""
        at = self.positions(np.array(list(pairs), np.int64).reshape(-1, 2))
        return at[:, 0], at[:, 1]


def load(
    connection: Connection,
    records: Sequence[int] | None = None,
    frozen: Frequencies | None = None,
    *,
    to_count: bool = False,
) -> Loaded:
    """These records, or every live one; values are as common as `frozen` says, or else as they are among these.

    to_count: as in `forms.unpack`.
    """
    wanted = live(connection) if records is None else sorted(records)
    if linkage.made_by(connection) == VERSION:
        ids, words, starts = linkage.forms(connection, np.array(wanted, np.int64))
        feeds, table = forms.unpack(words, starts, frozen, to_count=to_count)
    else:
        ids = np.array(wanted, np.int64)
        feeds, table = reading.read(connection, wanted)
        table.frozen = frozen
    return Loaded(ids, feeds, table)


def people(connection: Connection, records: Sequence[int]) -> dict[int, tuple[int, Person]]:
    """Record → its feed and what it says; for a few records, in ascending order."""
    if linkage.made_by(connection) == VERSION:
        return {record: forms.person(body) for record, body in linkage.each_form(connection, records)}
    return {record: reading.read_one(connection, record) for record in records}
