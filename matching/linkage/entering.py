"""Records entered for linking: their forms and candidate keys are kept, so that later ones find them."""

from collections.abc import Collection, Sequence

import numpy as np

from matching.linkage import forms, reading
from matching.linkage.few_keys import keys_of_one
from matching.linkage.forms import VERSION
from matching.linkage.keys import Keys, keys
from matching.linkage.loading import load
from matching.scoring.columns import Table
from store.records import linkage, linkage_keys
from store.records.source_records import every_id, live
from store.vault.database import Connection

_CHUNK = 100_000


def bring_up_to_date(connection: Connection, but: Collection[int] = ()) -> None:
    """Enter every record, `but` those, if what is kept was made by another version of the program or never."""
    if linkage.made_by(connection) == VERSION:
        return
    linkage.begin_anew(connection, VERSION)
    records, found_by = sorted({*every_id(connection)}.difference(but)), np.array(live(connection), np.int64)
    for start in range(0, len(records), _CHUNK):
        entered = enter(connection, records[start : start + _CHUNK])
        at = np.isin(entered.record, found_by)
        linkage_keys.put_keys(connection, entered.key[at], entered.record[at])


def enter(connection: Connection, records: Sequence[int]) -> Keys:
    """Keep the forms of records, in ascending order, as their versions now stand; return their keys, not yet kept."""
    if len(records) == 1:
        feed, person = reading.read_one(connection, records[0])
        linkage.put_forms(connection, records, [forms.pack_one(feed, person)])
        key = np.array(keys_of_one(person), np.int64)
        return Keys(key, np.full(len(key), records[0], np.int64))
    feeds, table = reading.read(connection, records)
    linkage.put_forms(connection, records, forms.pack(feeds, table))
    return keys_of(records, table)


def recall(connection: Connection, records: Sequence[int]) -> Keys:
    """The keys of records that were entered before, by their forms."""
    loaded = load(connection, records)
    return keys_of(loaded.ids.tolist(), loaded.table)


def forget(connection: Connection, records: Sequence[int]) -> None:
    """Let records not be found under their keys any more; their forms stay."""
    if records:
        known = recall(connection, records)
        linkage_keys.drop_keys(connection, known.key, known.record)


def keys_of(records: Sequence[int], table: Table) -> Keys:
    """The keys of the table's records, by their ids."""
    found = keys(table)
    return Keys(found.key, np.array(records, np.int64)[found.record])
