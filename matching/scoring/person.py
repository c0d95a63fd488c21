"""What one record says of who it is about, in plain numbers and texts: for a record compared with a few others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from matching.scoring.columns import Ints, Table
from matching.scoring.ragged import Ragged
from matching.scoring.words import Words

Values = tuple[int, ...]
"""One name (given, middle, family), address (postcode, house, street, town, UPRN), number (scheme, value), telephone
or e-mail address, or attribute (scheme, value): the stable numbers of its texts, 0 for ''."""


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


def people(table: Table, places: Sequence[int]) -> dict[int, Person]:
    """Records of a table, by their places."""
    kinds = [_rows(rows, words) for rows, words in kinds_of(table)]
    heads = [column.tolist() for column in (table.birth, table.sex, table.nhs)]

    def one(place: int) -> Person:
        said = [kind(place) for kind in kinds]
        texts = {number: text for _, told in said for number, text in told.items()}
        (names, _), (addresses, _), (numbers, _), (phones, _), (emails, _), (attributes, _) = said
        birth, sex, nhs = (column[place] for column in heads)
        return Person(birth, sex, nhs, names, addresses, numbers, phones, emails, attributes, lambda: texts)

    return {place: one(place) for place in places}


def kinds_of(table: Table) -> list[tuple[Ragged, list[Words]]]:
    """What records have several of, in the order of `Person`: the rows, and the words of each column."""
    address = [table.postcodes, table.houses, table.streets, table.towns, table.values]
    said = [table.values] * 2
    return [
        (table.names, [table.words] * 3), (table.addresses, address), (table.numbers, said),
        (table.phones, said[:1]), (table.emails, said[:1]), (table.attributes, said),
    ]  # fmt: skip


def _rows(rows: Ragged, words: list[Words]) -> Callable[[int], tuple[list[Values], dict[int, str]]]:
    def of(place: int) -> tuple[list[Values], dict[int, str]]:
        at = slice(int(rows.starts[place]), int(rows.starts[place + 1]))
        codes: list[Ints] = [column[at] for column in rows.columns]
        numbers: list[list[int]] = [of.hashes[code].tolist() for of, code in zip(words, codes, strict=True)]
        texts = dict[int, str]()
        for of, code, found in zip(words, codes, numbers, strict=True):
            said: list[int] = code.tolist()
            texts.update(zip(found, (of.texts[c] for c in said), strict=True))
        return list(zip(*numbers, strict=True)), texts

    return of
