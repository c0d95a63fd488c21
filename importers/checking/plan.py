"""What a delivery will do, row by row, without holding a row: hashes and outcomes in arrays, thirty bytes each.

Rows of one source key are brought together here: identical ones count once; in a feed with several rows per person,
different episodes of one identity are merged; anything else under one key is refused as a whole (rule 17).
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from store.records.columns import Identifiers, RecordColumns
from store.records.contents import PARTLY, Hashes, content_sum, contents, in_bytes

ACCEPTED, QUARANTINED, IGNORED = 0, 1, 2
Longs = NDArray[np.int64]
_STANDING = np.dtype([("key", np.int64), ("id", np.int64), ("content", np.uint64), ("seen", np.int64)])


@dataclass(frozen=True)
class Effects:
    """What the delivery does to the feed's records. seen: ids that are present without a new version.

    absent: live records that the file does not contain; in full mode they are shown as no longer supplied. returning:
    those that it contains and the last delivery did not. changing: (row from 0, record) that say something new;
    refused: those that are quarantined, whose record stays as it is. restricted: records that the hub shows and that
    the agency restricts from this delivery on. nobodys: rows from 0 that only say that somebody is gone, of whom there
    is no record.
    """

    new: int
    changed: int
    unchanged: int
    absent: int
    returning: int
    seen: Longs
    changing: tuple[tuple[int, int], ...]
    nobodys: tuple[int, ...]
    refused: tuple[tuple[int, int], ...]
    restricted: int = 0


class Plan:
    """One entry per data row, in file order.

    several: rows of one key are merged, as the feed says, or because the key is made of who the person is.
    """

    def __init__(self, several: bool) -> None:
        self._several = several
        self._keys = array("q")
        self._identities = array("Q")
        self._contents = array("Q")
        self._part_rows = array("I")
        self._parts = array("Q")
        self._nhs = array("Q")
        self._warned = bytearray()
        self._only_gone = array("I")
        self._lines = array("I")
        self._store = bytearray()
        self._settled: Hashes = np.zeros(0, np.uint64)
        self._refused_keys: set[int] = set()
        self.outcomes = bytearray()
        self.rows_of_key: dict[int, int] = {}

    def add(
        self,
        lines: Sequence[int],
        outcomes: Sequence[int],
        keys: Sequence[str],
        people: Sequence[int],
        said: RecordColumns,
        warned: Iterable[int] = (),
        only_gone: Iterable[int] = (),
    ) -> None:
        """The next rows, each's line, outcome and key; what those of people say, by their places among them.

        warned: places of rows with a warning. only_gone: places of those that only say that somebody is gone. A
        quarantined row keeps its key, if it is known: the record is present (rule 16).
        """
        flags = bytearray(len(lines))
        for place in warned:
            flags[place] = True
        self._warned.extend(flags)
        self._only_gone.extend(place + len(self.outcomes) for place in only_gone)
        self._lines.extend(lines)
        self._keys.extend([hash(key) if key else 0 for key in keys])
        if QUARANTINED in outcomes:
            refused = (key for key, outcome in zip(keys, outcomes, strict=True) if outcome == QUARANTINED and key)
            self._refused_keys.update(map(hash, refused))
        self._add_contents(len(lines), np.asarray(people, np.uint32), said)
        self.outcomes.extend(outcomes)

    def _add_contents(self, count: int, people: NDArray[np.uint32], said: RecordColumns) -> None:
        """What the rows of people come to, their NHS numbers too; 0 for the others."""
        told = contents(said)
        identities, sums, numbers = np.zeros((3, count), np.uint64)
        identities[people], sums[people] = told.identities, told.sums()
        numbers[people] = _nhs(len(people), said.identifiers)
        if self._several:
            order = np.argsort(told.part_of, kind="stable")
            part_rows = people[told.part_of[order]] + np.uint32(len(self.outcomes))
            self._part_rows.frombytes(part_rows.tobytes())
            self._parts.frombytes(told.parts[order].tobytes())
        self._identities.frombytes(identities.tobytes())
        self._contents.frombytes(sums.tobytes())
        self._nhs.frombytes(numbers.tobytes())

    def gather(self) -> tuple[list[int], list[int]]:
        """Bring rows of one key together; (rows that repeat an earlier one, rows that contradict another), from 0."""
        keys = np.frombuffer(self._keys, np.int64)
        accepted = np.flatnonzero(np.frombuffer(self.outcomes, np.uint8) == ACCEPTED)
        order = accepted[np.argsort(keys[accepted], kind="stable")]
        _, starts, sizes = np.unique(keys[order], return_index=True, return_counts=True)
        repeated: list[int] = []
        contradicting: list[int] = []
        merged: list[list[int]] = []
        for start, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
            rows: list[int] = order[start : start + size].tolist()
            distinct = list({self._contents[row]: row for row in reversed(rows)}.values())[::-1]
            if len({self._identities[row] for row in rows}) > 1 or (len(distinct) > 1 and not self._several):
                contradicting += rows
                continue
            repeated += sorted(set(rows) - set(distinct))
            if len(distinct) > 1:
                merged.append(distinct)
        for rows, outcome in ((repeated, IGNORED), (contradicting, QUARANTINED)):
            for row in rows:
                self.outcomes[row] = outcome
        self._merge(merged)
        return repeated, contradicting

    def one_number_for_two(self) -> list[int]:
        """Accepted rows (from 0) whose NHS number another person of the file has too; they carry a warning from now."""
        numbers, keys = np.frombuffer(self._nhs, np.uint64), np.frombuffer(self._keys, np.int64)
        rows = np.flatnonzero((np.frombuffer(self.outcomes, np.uint8) == ACCEPTED) & (numbers > 0))
        rows = rows[np.lexsort((keys[rows], numbers[rows]))]
        told, whose = numbers[rows], keys[rows]
        shared = told[1:][(told[1:] == told[:-1]) & (whose[1:] != whose[:-1])]
        found: list[int] = np.sort(rows[np.isin(told, shared)]).tolist()
        for row in found:
            self._warned[row] = True
        return found

    def _merge(self, groups: Iterable[list[int]]) -> None:
        """A merged person's content is that of all its rows together, whatever their order."""
        part_rows = np.frombuffer(self._part_rows, np.uint32)
        for rows in groups:
            parts: set[int] = set()
            for row in rows:
                low, high = np.searchsorted(part_rows, (row, row + 1))
                parts.update(self._parts[low:high])
            content = content_sum(self._identities[rows[0]], parts)
            for row in rows:
                self._contents[row] = content
            self.rows_of_key[self._keys[rows[0]]] = len(rows)

    def partly_refused(self, key: str) -> bool:
        """Whether a row of this source key was refused: what the others say of the person is not all."""
        return hash(key) in self._refused_keys

    def accepts(self, keys: Iterable[str]) -> set[str]:
        """Those of these source keys that a row was accepted under."""
        accepted = np.frombuffer(self.outcomes, np.uint8) == ACCEPTED
        there = set(np.frombuffer(self._keys, np.int64)[accepted].tolist())
        return {key for key in keys if hash(key) in there}

    def compare(self, standing: Iterable[tuple[str, int, bytes, int]], last: int) -> Effects:
        """Decide which rows bring something new, against (source key, record id, content, last seen) of the feed.

        last: the feed's last delivery, 0 before the first.
        """
        stands = np.fromiter(
            ((hash(key), record, int.from_bytes(content, "big"), seen) for key, record, content, seen in standing),
            _STANDING,
        )
        stands.sort(order="key")
        stood_keys, stood_ids, stood = stands["key"], stands["id"], stands["content"]
        outcomes = np.frombuffer(self.outcomes, np.uint8)
        keys = np.frombuffer(self._keys, np.int64)
        partly = np.isin(keys, np.fromiter(self._refused_keys, np.int64))
        contents = np.frombuffer(self._contents, np.uint64) + np.where(partly, np.uint64(PARTLY), np.uint64(0))
        self._settled = contents
        at, there = _find(stood_keys, keys)
        accepted = outcomes == ACCEPTED
        same = there & accepted
        same[same] = stood[at[same]] == contents[same]
        self._store = bytearray((accepted & ~same).astype(np.uint8).tobytes())
        _, first = np.unique(keys[accepted], return_index=True)
        rows = np.flatnonzero(accepted)[first]
        present = np.unique(at[there & (accepted | (outcomes == QUARANTINED))])
        unchanged = np.unique(at[same])
        held = np.unique(at[there & (outcomes == QUARANTINED)])
        changing = np.flatnonzero(there & accepted & ~same)
        refused = np.flatnonzero(there & (outcomes == QUARANTINED))
        only_gone = np.frombuffer(self._only_gone, np.uint32)
        nobodys = only_gone[(accepted & ~there)[only_gone]]
        return Effects(
            new=int(np.count_nonzero(~there[rows])),
            changed=int(np.count_nonzero(there[rows] & ~same[rows])),
            unchanged=len(unchanged),
            absent=len(stood_keys) - len(present),
            returning=int(np.count_nonzero(stands["seen"][present] != last)) if last else 0,
            seen=stood_ids[np.union1d(unchanged, held)],
            changing=tuple(zip(changing.tolist(), stood_ids[at[changing]].tolist(), strict=True)),
            nobodys=tuple(nobodys.tolist()),
            refused=tuple(zip(refused.tolist(), stood_ids[at[refused]].tolist(), strict=True)),
        )

    def refuse(self, rows: Iterable[int]) -> None:
        """Quarantine these rows (from 0) after all, and what else was accepted under their keys."""
        wanted = [self._keys[row] for row in rows]
        self._refused_keys.update(wanted)
        accepted = np.frombuffer(self.outcomes, np.uint8) == ACCEPTED
        found: list[int] = np.flatnonzero(accepted & np.isin(np.frombuffer(self._keys, np.int64), wanted)).tolist()
        for row in found:
            self.outcomes[row] = QUARANTINED

    def kept(self) -> bytes:
        """Of each data row whether anything is kept: a new record or version, or the row in quarantine."""
        store, outcomes = np.frombuffer(self._store, np.uint8), np.frombuffer(self.outcomes, np.uint8)
        return ((store > 0) | (outcomes == QUARANTINED)).tobytes()

    def contents(self, rows: Sequence[int]) -> list[bytes]:
        """What these data rows (from 1) come to, each with the others of its person: `content_hash`, compared."""
        return in_bytes(self._settled[np.asarray(rows, np.int64) - 1])

    def line(self, row: int) -> int:
        """The physical line that data row `row` (from 0) begins on."""
        return self._lines[row]

    def key(self, row: int) -> int:
        """The hash of the row's source key, as `rows_of_key` holds it."""
        return self._keys[row]

    def count(self, outcome: int) -> int:
        return self.outcomes.count(outcome)

    def warned(self) -> int:
        """Accepted rows that carry a warning."""
        outcomes = np.frombuffer(self.outcomes, np.uint8)
        return int(np.count_nonzero((outcomes == ACCEPTED) & (np.frombuffer(self._warned, np.uint8) > 0)))


def _nhs(rows: int, numbers: Identifiers) -> Hashes:
    """The valid NHS number of each row, its first; 0 where there is none."""
    told = [0] * rows
    for row, scheme, value, status in zip(*numbers, strict=True):
        if scheme == "NHS" and status == "valid" and not told[row]:
            told[row] = int(value)
    return np.asarray(told, np.uint64)


def _find(among: Longs, wanted: Longs) -> tuple[Longs, NDArray[np.bool_]]:
    """Where each wanted value stands in a sorted array, and whether it does."""
    if not len(among):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.bool_)
    at = np.searchsorted(among, wanted)
    at[at == len(among)] = 0
    return at, among[at] == wanted
