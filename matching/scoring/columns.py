"""Many people's identity values as integer columns: what the comparison reads, and nothing else of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.scoring import addresses, names

Ints = NDArray[np.int64]

SEXES = {"F": 1, "M": 2}


class Words:
    """Distinct strings of one kind, as codes in order of first sight; code 0 is '' (nothing known)."""

    def __init__(self, clean: Callable[[str], str] = str.strip) -> None:
        self.texts: list[str] = [""]
        self._clean = clean
        self._codes: dict[str, int] = {"": 0}
        self._seen: dict[str, int] = {"": 0}

    def code(self, raw: str) -> int:
        """The code of what `raw` says once cleaned."""
        found = self._seen.get(raw)
        if found is None:
            text = self._clean(raw)
            found = self._codes.setdefault(text, len(self.texts))
            if found == len(self.texts):
                self.texts.append(text)
            self._seen[raw] = found
        return found

    @cached_property
    def array(self) -> NDArray[np.object_]:
        """The strings by code, for picking many at once. Read only after the last `code`."""
        out = np.empty(len(self.texts), np.object_)
        out[:] = self.texts
        return out

    @cached_property
    def sounds(self) -> Ints:
        """By code: a number shared by words that sound alike (0 for '')."""
        heard: dict[str, int] = {"": 0}
        return np.array([heard.setdefault(names.sound(t), len(heard)) for t in self.texts], np.int64)

    @cached_property
    def classes(self) -> NDArray[np.int32]:
        """By code: the name classes of the word, padded with 0. Shape (words, widest)."""
        found = [names.classes(t) for t in self.texts]
        out = np.zeros((len(found), max(1, max(map(len, found)))), np.int32)
        for row, of in enumerate(found):
            out[row, : len(of)] = of
        return out

    @cached_property
    def lengths(self) -> Ints:
        """By code: letters in the word."""
        return np.array([len(t) for t in self.texts], np.int64)

    @cached_property
    def initials(self) -> Ints:
        """By code: the first letter's code point (0 for '')."""
        return np.array([ord(t[0]) if t else 0 for t in self.texts], np.int64)

    @cached_property
    def compound(self) -> NDArray[np.bool_]:
        """By code: whether the text is more than one word."""
        return np.array([" " in t for t in self.texts], np.bool_)


@dataclass(frozen=True)
class Ragged:
    """Rows that belong to records, in record order: record r has rows starts[r] to starts[r + 1]."""

    starts: Ints
    columns: tuple[Ints, ...]

    @property
    def owners(self) -> Ints:
        """The record of each row."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def combinations(self, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
        """Every row of left[i] against every row of right[i]: (i, the left row, the right row)."""
        width = self.starts[right + 1] - self.starts[right]
        total = (self.starts[left + 1] - self.starts[left]) * width
        pair = np.repeat(np.arange(len(left)), total)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(total) - total, total)
        return (
            pair,
            self.starts[left][pair] + within // width[pair],
            self.starts[right][pair] + within % width[pair],
        )

    def combinations_with(self, other: "Ragged", records: Ints) -> tuple[Ints, Ints, Ints]:
        """Every row here with every row of `other` of its record: (record, row here, row there)."""
        width = np.diff(other.starts)[records]
        total = np.diff(self.starts)[records] * width
        at = np.repeat(np.arange(len(records)), total)
        within = np.arange(len(at)) - np.repeat(np.cumsum(total) - total, total)
        return (
            records[at],
            self.starts[records][at] + within // width[at],
            other.starts[records][at] + within % width[at],
        )


def ragged(size: int, rows: Iterable[tuple[int, ...]], width: int) -> Ragged:
    """Rows of (record, code, ...) gathered by record; rows of equal content within a record are kept once."""
    table = np.array(list(rows), np.int64).reshape(-1, width + 1)
    if len(table):
        table = table[np.lexsort(table.T[::-1])]
        table = table[np.append(True, (table[1:] != table[:-1]).any(axis=1))]
    starts = np.searchsorted(table[:, 0], np.arange(size + 1))
    return Ragged(starts.astype(np.int64), tuple(np.ascontiguousarray(table[:, c]) for c in range(1, width + 1)))


def holders(rows: Ragged, *columns: int) -> Ints:
    """For each row: how many records hold the same value in those columns (1 where the first is blank)."""
    if not len(rows.columns[0]):
        return np.zeros(0, np.int64)
    value = np.zeros(len(rows.columns[0]), np.int64)
    for column in columns:
        value = np.unique(value * (rows.columns[column].max() + 1) + rows.columns[column], return_inverse=True)[
            1
        ].reshape(-1)
    once = np.unique(value * len(rows.starts) + rows.owners) // len(rows.starts)
    counts = np.bincount(once)[value]
    counts[rows.columns[columns[0]] == 0] = 1
    return counts


@dataclass
class Table:
    """`size` records. Ragged tables hold every value a record has or had; the first code 0 means unknown.

    names: given, middle, family (codes of `words`) · addresses: postcode, house, street, town, uprn (codes of
    their `Words`) · numbers: scheme, value · phones, emails: value. birth as in `dates.code`, nhs as in
    `identifiers.nhs_code`, sex 0 unknown, 1 F, 2 M.
    """

    size: int
    birth: Ints
    sex: Ints
    nhs: Ints
    names: Ragged
    addresses: Ragged
    numbers: Ragged
    phones: Ragged
    emails: Ragged
    words: Words
    postcodes: Words
    houses: Words
    streets: Words
    towns: Words
    values: Words
    counts: dict[str, Ints] = field(default_factory=dict[str, Ints])

    def __post_init__(self) -> None:
        births = np.unique(self.birth, return_inverse=True, return_counts=True)
        self.counts = {
            "given": holders(self.names, 0),
            "middle": holders(self.names, 1),
            "family": holders(self.names, 2),
            "birth": births[2][births[1]],
            "postcode": holders(self.addresses, 0),
            "home": holders(self.addresses, 1, 2, 0),
            "street": holders(self.addresses, 2),
            "town": holders(self.addresses, 3),
            "phone": holders(self.phones, 0),
            "email": holders(self.emails, 0),
            "district": self._district_holders(),
        }

    @cached_property
    def districts(self) -> Ints:
        """By postcode code: a number for its outward half (0 for '')."""
        seen: dict[str, int] = {"": 0}
        return np.array([seen.setdefault(addresses.outward(t), len(seen)) for t in self.postcodes.texts], np.int64)

    @cached_property
    def postcode_letters(self) -> NDArray[np.uint8]:
        """By postcode code: its characters, outward half padded to four. Shape (postcodes, 7)."""
        fixed = [addresses.outward(t).ljust(4) + t[len(addresses.outward(t)) :].ljust(3) for t in self.postcodes.texts]
        flat = "".join(f[:7] for f in fixed).encode("ascii", "replace")
        return np.frombuffer(flat, np.uint8).reshape(-1, 7)

    def _district_holders(self) -> Ints:
        rows = self.addresses
        return holders(Ragged(rows.starts, (self.districts[rows.columns[0]],)), 0)


class Builder:
    """Takes rows as they are read, in any order, and becomes a `Table`.

    Names and addresses are cleaned here; a given name's further words join the middle names.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.birth = np.zeros(size, np.int64)
        self.sex = np.zeros(size, np.int64)
        self.nhs = np.zeros(size, np.int64)
        self.words = Words()
        self.postcodes = Words(addresses.postcode)
        self.houses = Words(addresses.house)
        self.streets = Words(addresses.street)
        self.towns = Words(names.normalise)
        self.values = Words()
        self._given: dict[str, tuple[int, str]] = {}
        self._family: dict[str, int] = {}
        self._middle: dict[str, int] = {}
        self._names: list[tuple[int, ...]] = []
        self._addresses: list[tuple[int, ...]] = []
        self._numbers: list[tuple[int, ...]] = []
        self._phones: list[tuple[int, ...]] = []
        self._emails: list[tuple[int, ...]] = []

    def name(self, row: int, given: str, middle: str, family: str) -> None:
        """One name of a record, as given; placeholders count as nothing."""
        first = self._given.get(given)
        if first is None:
            head, _, rest = names.evident(given).partition(" ")
            first = self._given[given] = (self.words.code(head), rest)
        more = f"{first[1]} {middle}" if first[1] and middle else first[1] or middle
        if more not in self._middle:
            self._middle[more] = self.words.code(names.evident(more))
        if family not in self._family:
            self._family[family] = self.words.code(names.evident(family))
        self._names.append((row, first[0], self._middle[more], self._family[family]))

    def address(self, row: int, postcode: str, house: str, street: str, town: str, uprn: str = "") -> None:
        """One address; pass '' for a postcode that is not valid."""
        codes = (
            self.postcodes.code(postcode),
            self.houses.code(house),
            self.streets.code(street),
            self.towns.code(town),
            self.values.code(uprn),
        )
        if any(codes):
            self._addresses.append((row, *codes))

    def number(self, row: int, scheme: str, value: str) -> None:
        """A valid number of some scheme other than the NHS number."""
        self._numbers.append((row, self.values.code(scheme), self.values.code(value)))

    def phone(self, row: int, value: str) -> None:
        """A telephone number in E.164."""
        self._phones.append((row, self.values.code(value)))

    def email(self, row: int, value: str) -> None:
        """An e-mail address in lower case."""
        self._emails.append((row, self.values.code(value)))

    def table(self) -> Table:
        """The finished columns."""
        return Table(
            self.size, self.birth, self.sex, self.nhs,
            ragged(self.size, self._names, 3), ragged(self.size, self._addresses, 5),
            ragged(self.size, self._numbers, 2),
            ragged(self.size, self._phones, 1), ragged(self.size, self._emails, 1),
            self.words, self.postcodes, self.houses, self.streets, self.towns, self.values,
        )  # fmt: skip
