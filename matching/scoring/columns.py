"""Many people's identity values as integer columns: what the comparison reads, and nothing else of them."""

from array import array
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from matching.scoring import addresses, dates, names
from matching.scoring.arrays import Ints
from matching.scoring.frequencies import Frequencies, Held
from matching.scoring.hashing import Hashes, hashes_of_common, mix
from matching.scoring.ragged import Ragged, distinct, ragged, spread
from matching.scoring.words import Remembered, Words

SEXES = {"F": 1, "M": 2}
_NAME_COLUMNS = ("given", "middle", "family")


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
    frozen: Frequencies | None
    _counts: dict[str, Ints] = field(default_factory=dict[str, Ints], init=False)

    def counts(self, kind: str) -> Ints:
        """For each row (of a name, an address, ...): how many records hold its value. Worked out when first asked."""
        found = self._counts.get(kind)
        if found is None:
            held = self.held(kind)
            found = self._counts[kind] = self.frequencies.holders(kind, held.hashes)[held.value]
        return found

    @cached_property
    def frequencies(self) -> Frequencies:
        """How common values are: as frozen with the weights in force, or else as they are in this table."""
        return self.frozen or Frequencies.of(self)

    def held(self, kind: str) -> Held:
        """Who holds which value of one of `KINDS`."""
        if kind == "birth":
            return Held(np.arange(self.size), slice(None), self.birth.astype(np.uint64))
        if kind in _NAME_COLUMNS:
            return Held(self.names.owners, self.names.columns[_NAME_COLUMNS.index(kind)], self.words.hashes)
        if kind == "whole":
            given, _, family = self.names.columns
            both = mix(self.words.hashes[given], self.words.hashes[family])
            return Held(self.names.owners, slice(None), np.where((given > 0) & (family > 0), both, np.uint64(0)))
        if kind in ("phone", "email"):
            rows = self.phones if kind == "phone" else self.emails
            return Held(rows.owners, rows.columns[0], self.values.hashes)
        if kind in ("attribute", "number"):
            rows = self.attributes if kind == "attribute" else self.numbers
            scheme, value = rows.columns
            return Held(rows.owners, slice(None), mix(self.values.hashes[scheme], self.values.hashes[value]))
        return Held(self.addresses.owners, *self._where(kind))

    def _where(self, kind: str) -> tuple[Ints | slice, Hashes]:
        postcode, house, street, town, _ = self.addresses.columns
        if kind == "postcode":
            return postcode, self.postcodes.hashes
        if kind == "district":
            return postcode, self.districts
        if kind == "street":
            return street, self.streets.hashes
        if kind == "town":
            return town, self.towns.hashes
        home = mix(self.houses.hashes[house], self.streets.hashes[street], self.postcodes.hashes[postcode])
        return slice(None), np.where(house > 0, home, np.uint64(0))

    def minors(self, left: Ints, right: Ints, since: int) -> NDArray[np.bool_]:
        """Pairs of which a side was born in the year `since` or later."""
        return np.maximum(self.birth[left], self.birth[right]) >= since * 10000

    def generations(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Pairs of which one side may be the other's parent, born on the same day of another year."""
        return dates.generation(self.birth[left], self.birth[right])

    def of_an_age(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Pairs of which neither side may be the other's parent."""
        return dates.of_an_age(self.birth[left], self.birth[right])

    def initials(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Pairs of which each side has an initial for a given name, and no more in any of its names."""
        who = distinct(np.concatenate([left, right]))
        starts = self.names.starts
        whose, row = spread(starts[who], starts[who + 1] - starts[who])
        words, (given,) = self.words.some(self.names.columns[0][row])
        letters = np.zeros(len(who), np.int64)
        np.maximum.at(letters, whose, words.lengths[given])
        only = letters == 1
        return only[np.searchsorted(who, left)] & only[np.searchsorted(who, right)]

    @cached_property
    def districts(self) -> Hashes:
        """By postcode code: a stable number of its outward half (0 for '')."""
        return _districts(self.postcodes)

    def know_districts(self, known: dict[int, int]) -> None:
        """Take `districts` from those of postcodes met before, by their numbers; the others are put there."""
        numbers = self.postcodes.hashes.tolist()
        new = {number: code for code, number in enumerate(numbers) if number not in known}
        words, (codes,) = self.postcodes.some(np.array([*new.values()], np.int64))
        known.update(zip(new, _districts(words)[codes].tolist(), strict=True))
        self.districts = np.array([known[number] for number in numbers], np.uint64)

    @cached_property
    def postcode_letters(self) -> Hashes:
        """By postcode code: its characters, one to a byte of a number, the outward half padded to four."""
        return np.frombuffer(b"".join(map(addresses.in_places, self.postcodes.texts)), "<u8").astype(np.uint64)


def _districts(postcodes: Words) -> Hashes:
    return hashes_of_common([addresses.outward(t) for t in postcodes.texts])


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
        words, values = self.words, self.values  # by themselves: what knows the builder would keep it in memory
        self._given = Remembered(partial(_first_and_rest, words))
        self._evident = Remembered(lambda raw: words.code(names.evident(raw)))
        self._trait = Remembered(lambda raw: values.code(_plain(raw)))
        self._names, self._addresses, self._numbers = array("i"), array("i"), array("i")
        self._attributes, self._phones, self._emails = array("i"), array("i"), array("i")

    def name(self, row: int, given: str, middle: str, family: str) -> None:
        """One name of a record, as given; placeholders count as nothing."""
        first, rest = self._given[given]
        if rest:
            middle = f"{rest} {middle}" if middle else rest
        self._names.extend((row, first, self._evident[middle], self._evident[family]))

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
            self._addresses.extend((row, *codes))

    def addresses(self, rows: Ints, *codes: Ints) -> None:
        """An address of each of many records, as codes of postcodes, houses, streets, towns and values (UPRN)."""
        said = np.flatnonzero(np.any(codes, axis=0))
        _append(self._addresses, rows[said], *(code[said] for code in codes))

    def number(self, row: int, scheme: str, value: str) -> None:
        """A valid number of some scheme other than the NHS number."""
        self._numbers.extend((row, self.values.code(scheme), self.values.code(value)))

    def attribute(self, row: int, scheme: str, value: str) -> None:
        """Something else that is said of a person ('occupation', 'birth place'), compared within its scheme."""
        self._attributes.extend((row, self.values.code(scheme), self._trait[value]))

    def phone(self, row: int, value: str) -> None:
        """A telephone number in E.164."""
        self._phones.extend((row, self.values.code(value)))

    def phones(self, rows: Ints, codes: Ints) -> None:
        """A telephone number of each of many records, as codes of `values`."""
        _append(self._phones, rows, codes)

    def email(self, row: int, value: str) -> None:
        """An e-mail address in lower case."""
        self._emails.extend((row, self.values.code(value)))

    def emails(self, rows: Ints, codes: Ints) -> None:
        """An e-mail address of each of many records, as codes of `values`."""
        _append(self._emails, rows, codes)

    def table(self) -> Table:
        """The finished columns; values are as common as they are here."""
        return Table(
            self.size, self.birth, self.sex, self.nhs,
            self._rows(self._names, 3), self._rows(self._addresses, 5), self._rows(self._numbers, 2),
            self._rows(self._phones, 1), self._rows(self._emails, 1),
            self.words, self.postcodes, self.houses, self.streets, self.towns, self.values,
            self._rows(self._attributes, 2), None,
        )  # fmt: skip

    def _rows(self, flat: "array[int]", width: int) -> Ragged:
        return ragged(self.size, np.array(flat, np.int32).reshape(-1, width + 1))


def _first_and_rest(words: Words, given: str) -> tuple[int, str]:
    first, _, rest = names.evident(given).partition(" ")
    return words.code(first), rest


def _append(flat: "array[int]", *columns: Ints) -> None:
    flat.frombytes(np.stack(columns, axis=1).astype(np.int32).tobytes())


def _plain(trait: str) -> str:
    """A trait in one spelling: 'Ward 7' is not 'Ward 8', so a figure stays where names have none."""
    if not any(c.isdigit() for c in trait):
        return names.normalise(trait)
    return " ".join("".join(c if c.isalnum() else " " for c in trait.casefold()).split())
