"""What one record says of who it is about, in plain numbers and texts: for a record compared with a few others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.scoring import addresses, names
from matching.scoring.arrays import Ints
from matching.scoring.hashing import hash_of

Values = tuple[int, ...]
"""One name (given, middle, family), address (postcode, house, street, town, UPRN), number (scheme, value), telephone
or e-mail address, or attribute (scheme, value): the stable numbers of its texts, 0 for ''."""
Row = tuple[str, ...]
"""The same as texts."""


@dataclass(slots=True, eq=False)
class Person:
    """birth as in `dates.code`, nhs as in `identifiers.nhs_code`, sex as in `SEXES`. `read`: texts by their numbers."""

    birth: int
    sex: int
    nhs: int
    names: Sequence[Values]
    addresses: Sequence[Values]
    numbers: Sequence[Values]
    phones: Sequence[Values]
    emails: Sequence[Values]
    attributes: Sequence[Values]
    read: Callable[[], dict[int, str]]
    _texts: dict[int, str] | None = field(default=None, init=False)

    @property
    def texts(self) -> dict[int, str]:
        """What the record's numbers stand for; read when letters are first asked for."""
        if self._texts is None:
            self._texts = self.read()
        return self._texts

    @property
    def only_initial(self) -> bool:
        """Whether it has an initial for a given name, and no more in any of its names."""
        return max((len(self.texts[given]) if given else 0 for given, _, _ in self.names), default=0) == 1


def births(sides: Iterable[tuple[Person, Person]]) -> tuple[Ints, Ints]:
    """The birth of each side of pairs of records, as `dates.code` has it."""
    found = np.array([(one.birth, other.birth) for one, other in sides], np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


class Telling:
    """Takes what one record says, as `columns.Builder` does of many, and becomes a `Person`."""

    def __init__(self) -> None:
        self.birth, self.sex, self.nhs = [0], [0], [0]
        self._names, self._addresses, self._numbers = list[Row](), list[Row](), list[Row]()
        self._phones, self._emails = list[Row](), list[Row]()
        self._turn = {"": 0}

    def name(self, _row: int, given: str, middle: str, family: str) -> None:
        """As `Builder.name`."""
        first, _, rest = names.evident(given).partition(" ")
        if rest:
            middle = f"{rest} {middle}" if middle else rest
        self._take(self._names, first, names.evident(middle), names.evident(family))

    def address(self, _row: int, postcode: str, house: str, street: str, town: str, uprn: str = "") -> None:
        """As `Builder.address`."""
        said = (addresses.postcode(postcode), addresses.house(house), addresses.street(street), names.normalise(town))
        if any(said) or uprn.strip():
            self._take(self._addresses, *said, uprn)

    def number(self, _row: int, scheme: str, value: str) -> None:
        """As `Builder.number`."""
        self._take(self._numbers, scheme, value)

    def phone(self, _row: int, value: str) -> None:
        """As `Builder.phone`."""
        self._take(self._phones, value)

    def email(self, _row: int, value: str) -> None:
        """As `Builder.email`."""
        self._take(self._emails, value)

    def person(self) -> Person:
        """What was taken; rows of equal content count once."""
        hashes = {text: hash_of(text) for text in self._turn}
        texts = {number: text for text, number in hashes.items()}

        def known(rows: list[Row]) -> list[Values]:
            once = rows if len(rows) < 2 else sorted(set(rows), key=lambda row: [self._turn[text] for text in row])
            return [tuple(hashes[text] for text in row) for row in once]

        names, addresses, numbers, phones, emails = map(
            known, (self._names, self._addresses, self._numbers, self._phones, self._emails)
        )
        birth, sex, nhs = self.birth[0], self.sex[0], self.nhs[0]
        return Person(birth, sex, nhs, names, addresses, numbers, phones, emails, [], lambda: texts)

    def _take(self, rows: list[Row], *said: str) -> None:
        row = tuple(text.strip() for text in said)
        for text in row:
            self._turn.setdefault(text, len(self._turn))
        rows.append(row)
