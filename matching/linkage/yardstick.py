"""What pairs are weighed with: the weights in force, and how common values were when they were last counted.

Counts stay as they are until the hub has doubled, so that a weight does not depend on the order in which rows come.
Meanwhile the starting point reckons with as many records as the hub has midway: with those counted it would be too
high by up to one bit, and every pair weighed late in a span would seem likelier than it is.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from matching.linkage.forms import VERSION
from matching.linkage.loading import load
from matching.scoring.columns import Table
from matching.scoring.frequencies import KINDS, Counting, Frequencies
from matching.scoring.remembering import remembered, until_forgotten
from matching.scoring.weights import Model, shipped
from store.records import models
from store.records.reading_ahead import ahead
from store.records.source_records import live, newest_live
from store.vault.database import Connection

_GROWTH = 2  # times as many records as were counted call for a new count
_MIDWAY = _GROWTH**0.5
_RECORDS = 100_000  # counted at a time


@dataclass(frozen=True)
class Yardstick:
    """`version` of the weights (table match_model); how common values are."""

    version: int
    model: Model
    frequencies: Frequencies


def in_force(connection: Connection, event: int) -> Yardstick:
    """What to weigh with; the weights that the program came with are entered at first use."""
    found = as_it_stands(connection)
    if found.version:
        return found
    models.add(connection, shipped().body, "shipped with the program", event)
    return as_it_stands(connection)


def as_it_stands(connection: Connection) -> Yardstick:
    """What to weigh with, without entering anything."""
    found = models.current(connection)
    frequencies = _frequencies(connection)
    version, body = (found[0], found[1]) if found else (0, shipped().body)
    return Yardstick(version, _model(body, frequencies.size), frequencies)


def outgrown(connection: Connection) -> bool:
    """Whether values were never counted, or read otherwise then, or the hub has doubled since."""
    counted = models.counted(connection)
    if counted is None or counted.made_by != VERSION:
        return True
    return newest_live(connection) >= _GROWTH * counted.size


def count_anew(connection: Connection, event: int) -> None:
    """Count how common values are among all live records; in force from now on."""
    counting = Counting()
    for table in ahead(_tables(connection)):
        counting.add(table)
    models.add_count(connection, newest_live(connection), VERSION, counting.done().pack(), event)


def _tables(connection: Connection) -> Iterator[Table]:
    """Every live record, some at a time."""
    records = live(connection)
    for start in range(0, max(len(records), 1), _RECORDS):
        yield load(connection, records[start : start + _RECORDS], to_count=True).table


@remembered(4)
def _model(body: str, counted: int) -> Model:
    model = Model.load(body)
    population = max(model.expected["population"], _MIDWAY * counted)
    return replace(model, expected={**model.expected, "population": population})


_unpacked: OrderedDict[bytes, Frequencies] = OrderedDict()  # a hub's last count, ready for its next record
until_forgotten(_unpacked.clear)


def _frequencies(connection: Connection) -> Frequencies:
    counted = models.counted(connection)
    if counted is None or counted.made_by != VERSION:
        return Frequencies(0, {k: np.zeros(0, np.uint64) for k in KINDS}, {k: np.zeros(0, np.int32) for k in KINDS})
    found = _unpacked.get(counted.digest)
    if found is None:
        found = _unpacked[counted.digest] = Frequencies.unpack(models.count(connection, counted.version))
        while len(_unpacked) > 2:
            _unpacked.popitem(last=False)
    return found
