"""Many people's identity values as integer columns: what the comparison reads, and nothing else of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.scoring import addresses, names
from matching.scoring.frequencies import KINDS, Frequencies
from matching.scoring.hashing import Hashes, hashes, mix

Ints = NDArray[np.int64]

SEXES = {"F": 1, "M": 2}
_NAME_COLUMNS = ("given", "middle", "family")


class Words:
    """Distinct strings of one kind, as codes in order of first sight; code 0 is '' (nothing known)."""

    def __init__(self, clean: Callable[[str], str] = str.strip) -> None:
        self._texts: list[str] = [""]
        self._clean = clean
        self._codes: dict[str, int] = {"": 0}
        self._seen: dict[str, int] = {"": 0}

    def code(self, raw: str) -> int:
        """The code of what `raw` says once cleaned."""
        found = self._seen.get(raw)
        if found is None:
            text = self._clean(raw)
            found = self._codes.setdefault(text, len(self._texts))
            if found == len(self._texts):
                self._texts.append(text)
            self._seen[raw] = found
        return found

    @property
    def texts(self) -> list[str]:
        """The strings by code."""
        return self._texts

    @cached_property
    def array(self) -> NDArray[np.object_]:
        """The strings by code, for picking many at once. Read only after the last `code`."""
        out = np.empty(len(self.texts), np.object_)
        out[:] = self.texts
        return out

    @cached_property
    def hashes(self) -> Hashes:
        """By code: a stable number of the text (0 for '')."""
        return hashes(self.texts)

    @cached_property
    def sounds(self) -> Hashes:
        """By code: a stable number shared by words that sound alike (0 for '')."""
        return hashes([names.sound(t) for t in self.texts])

    def openings(self, letters: int) -> Hashes:
        """By code: a stable number shared by words that begin with the same letters (0 for '')."""
        return hashes([t[:letters] for t in self.texts])

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
    def mailboxes(self) -> Hashes:
        """By code: a stable number of an e-mail address's part before the @, if it has five letters or more."""
        found = [t.partition("@")[0] for t in self.texts]
        return hashes([local if len(local) >= 5 else "" for local in found])

    @cached_property
    def compound(self) -> NDArray[np.bool_]:
        """By code: whether the text is more than one word."""
        return np.array([" " in t for t in self.texts], np.bool_)


class Recalled(Words):
    """Words that a hub keeps, known by their stable numbers; their texts are read once something asks for letters."""

    def __init__(self, numbers: Hashes, read: Callable[[Hashes], list[str]]) -> None:
        super().__init__()
        self._texts = []
        self._numbers = numbers
        self._read = read

    @cached_property
    def hashes(self) -> Hashes:
        """By code: the stable number that the word is kept under."""
        return self._numbers

    @property
    def texts(self) -> list[str]:
        """The strings by code; '' for one that the hub keeps no letters of."""
        if not self._texts:
            self._texts = self._read(self._numbers)
        return self._texts


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


def best(pair: Ints, rank: Ints, size: int) -> tuple[Ints, Ints]:
    """Of each pair's combinations the one with the highest rank: (pairs that have any, the combination)."""
    if not len(pair):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    counts = np.bincount(pair, minlength=size)
    if counts.max() == 1:
        return pair, np.arange(len(pair))
    order = np.lexsort((rank, pair))
    last = np.append(pair[order][1:] != pair[order][:-1], True)
    return pair[order][last], order[last]


def ragged(size: int, rows: Iterable[tuple[int, ...]], width: int) -> Ragged:
    """Rows of (record, code, ...) gathered by record; rows of equal content within a record are kept once."""
    table = np.array(list(rows), np.int64).reshape(-1, width + 1)
    if len(table):
        table = table[np.lexsort(table.T[::-1])]
        table = table[np.append(True, (table[1:] != table[:-1]).any(axis=1))]
    starts = np.searchsorted(table[:, 0], np.arange(size + 1))
    return Ragged(starts.astype(np.int64), tuple(np.ascontiguousarray(table[:, c]) for c in range(1, width + 1)))


@dataclass
class Table:
    """`size` records. Ragged tables hold every value a record has or had; the first code 0 means unknown.

    names: given, middle, family (codes of `words`) · addresses: postcode, house, street, town, uprn (codes of
    their `Words`) · numbers, attributes: scheme, value · phones, emails: value. birth as in `dates.code`, nhs as in
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
    attributes: Ragged
    frozen: Frequencies | None = None

    @cached_property
    def counts(self) -> dict[str, Ints]:
        """For each row (of a name, an address, ...): how many records hold its value, by kind of value."""
        shared = self.frequencies
        return {kind: shared.holders(kind, self.held(kind)[1]) for kind in KINDS}

    @cached_property
    def frequencies(self) -> Frequencies:
        """How common values are: as frozen with the weights in force, or else as they are in this table."""
        return self.frozen or Frequencies.of(self)

    def held(self, kind: str) -> tuple[Ints, Hashes]:
        """Who holds which value of one of `KINDS`: (record, stable hash or 0 for blank), row by row."""
        if kind == "birth":
            return np.arange(self.size), self.birth.astype(np.uint64)
        if kind in _NAME_COLUMNS:
            return self.names.owners, self.words.hashes[self.names.columns[_NAME_COLUMNS.index(kind)]]
        if kind in ("phone", "email"):
            rows = self.phones if kind == "phone" else self.emails
            return rows.owners, self.values.hashes[rows.columns[0]]
        if kind in ("attribute", "number"):
            rows = self.attributes if kind == "attribute" else self.numbers
            scheme, value = rows.columns
            return rows.owners, mix(self.values.hashes[scheme], self.values.hashes[value])
        return self.addresses.owners, self._where(kind)

    def _where(self, kind: str) -> Hashes:
        postcode, house, street, town, _ = self.addresses.columns
        if kind == "postcode":
            return self.postcodes.hashes[postcode]
        if kind == "district":
            return self.districts[postcode]
        if kind == "street":
            return self.streets.hashes[street]
        if kind == "town":
            return self.towns.hashes[town]
        home = mix(self.houses.hashes[house], self.streets.hashes[street], self.postcodes.hashes[postcode])
        return np.where(house > 0, home, np.uint64(0))

    @cached_property
    def districts(self) -> Hashes:
        """By postcode code: a stable number of its outward half (0 for '')."""
        return hashes([addresses.outward(t) for t in self.postcodes.texts])

    @cached_property
    def postcode_letters(self) -> NDArray[np.uint8]:
        """By postcode code: its characters, outward half padded to four. Shape (postcodes, 7)."""
        fixed = [addresses.outward(t).ljust(4) + t[len(addresses.outward(t)) :].ljust(3) for t in self.postcodes.texts]
        flat = "".join(f[:7] for f in fixed).encode("ascii", "replace")
        return np.frombuffer(flat, np.uint8).reshape(-1, 7)


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
        self._attributes: list[tuple[int, ...]] = []
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

    def attribute(self, row: int, scheme: str, value: str) -> None:
        """Something else that is said of a person ('occupation', 'birth place'), compared within its scheme."""
        self._attributes.append((row, self.values.code(scheme), self.values.code(names.normalise(value))))

    def phone(self, row: int, value: str) -> None:
        """A telephone number in E.164."""
        self._phones.append((row, self.values.code(value)))

    def email(self, row: int, value: str) -> None:
        """An e-mail address in lower case."""
        self._emails.append((row, self.values.code(value)))

    def table(self, frozen: Frequencies | None = None) -> Table:
        """The finished columns; values are as common as `frozen` says, or else as they are here."""
        return Table(
            self.size, self.birth, self.sex, self.nhs,
            ragged(self.size, self._names, 3), ragged(self.size, self._addresses, 5),
            ragged(self.size, self._numbers, 2),
            ragged(self.size, self._phones, 1), ragged(self.size, self._emails, 1),
            self.words, self.postcodes, self.houses, self.streets, self.towns, self.values,
            ragged(self.size, self._attributes, 2), frozen,
        )  # fmt: skip
