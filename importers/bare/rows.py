"""Rows of bare files as the integer columns that the engine compares."""

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from importers.bare import knowing, people
from importers.bare.columns import NUMBERS
from importers.bare.dates import age_of, year_of
from importers.bare.files import Column, Ints, combined, integers
from importers.bare.headings import Extra, Kind
from importers.bare.personal import births_within, own
from importers.bare.phones import phones
from importers.bare.places import AddressColumns, Place, Postcodes, code_and_town, in_lines
from importers.bare.sexes import sexes
from importers.bare.styles import unstyled
from importers.bare.taken import Taken, first_of_kind, of_kind
from importers.fields import Field
from importers.values import contacts, numbers
from matching.scoring import dates, identifiers
from matching.scoring.columns import SEXES, Builder

_CHECKED: dict[Kind | None, Callable[[str], numbers.Checked]] = {
    Field.UPN: numbers.upn,
    Field.FORMER_UPN: numbers.upn,
    Field.NINO: numbers.nino,
    Field.PNC: numbers.pnc,
}


_RELATIVES = ("mother", "father", "grandfather")


def add(
    builder: Builder, columns: Sequence[Taken], first: int, agencies: Sequence[str], *, patronymics: bool = False
) -> None:
    """Put a file's rows into the builder, its first row as record `first`. agencies: by row of the file.

    patronymics: people go by their own name, their father's and his father's, and the last may be left out.
    """
    rows = _Rows(builder, columns, first, len(agencies))
    rows.names(patronymics)
    rows.births(agencies)
    rows.sexes()
    rows.nhs()
    rows.addresses()
    rows.contacts()
    rows.numbers(agencies)
    rows.attributes()


class _Rows:
    """One file on its way into the builder."""

    def __init__(self, builder: Builder, columns: Sequence[Taken], first: int, size: int) -> None:
        self._builder = builder
        self._columns = columns
        self._first = first
        self._size = size
        self._records = np.arange(first, first + size)
        self._address_words = (builder.postcodes, builder.houses, builder.streets, builder.towns, builder.values)

    def _of(self, *kinds: Kind) -> list[Column]:
        return of_kind(self._columns, *kinds)

    def _telling(self, column: Column) -> Iterator[tuple[int, int]]:
        """(record, place of its value) of every row that says something in this column."""
        rows = np.flatnonzero(column.evident)
        return zip(integers(rows + self._first), integers(column.codes[rows]), strict=True)

    def names(self, patronymics: bool) -> None:
        """Every name of every row; among patronymics also that without the grandfather's, and one word is their own."""
        told = people.named(self._columns, self._size)
        add = self._builder.name
        every = zip(told.given.tolist(), told.middle.tolist(), told.family.tolist(), strict=True)
        for record, (given, middle, family) in enumerate(every, start=self._first):
            if patronymics and not given and not middle:
                given, family = family, ""
            if given or family or middle:
                add(record, given, middle, family)
            if patronymics and given and middle and family:
                add(record, given, "", middle)
        for row, given, middle, family in told.others:
            add(self._first + row, given, middle, family)

    def births(self, agencies: Sequence[str]) -> None:
        """The birth; where it is blank, as a personal number has it, the year by an age, or the month expected."""
        births = self._builder.birth[self._first : self._first + self._size]
        births[:] = knowing.births(self._columns, agencies)
        for column in self._of(*NUMBERS):
            held = births_within(column)
            if held is not None:
                births[births == 0] = held[births == 0]
        for one in self._columns:
            if one.kind is Extra.AGE:
                ages = self._by_age(one)
                births[births == 0] = ages[births == 0]
        for column in self._of(Field.EXPECTED_BIRTH):
            expected = knowing.by_dates(column, agencies, len("2013-03"))
            births[births == 0] = expected[births == 0]

    def _by_age(self, ages: Taken) -> Ints:
        """The year of birth by an age and the year of which it is: as a column tells it, or as was found out."""
        if ages.years is not None:
            told = np.array([age_of(text) for text in ages.column.texts], np.int64)[ages.column.evident]
            return np.where((told >= 0) & (ages.years > 0) & (ages.column.evident > 0), (ages.years - told) * 10_000, 0)
        distinct, rows = combined([ages.column, first_of_kind(self._columns, Extra.AGE_YEAR)])
        return np.array([dates.code(year_of(age, of)) for age, of in distinct], np.int64)[rows]

    def sexes(self) -> None:
        for column in self._of(Field.SEX):
            read = sexes(column.said)
            codes = column.read(lambda text, read=read: SEXES.get(read.get(text, ""), 0))
            self._builder.sex[self._first : self._first + self._size] = codes

    def nhs(self) -> None:
        """NHS numbers whose check digit is good."""
        for column in self._of(Field.NHS_NUMBER):
            self._builder.nhs[self._first : self._first + self._size] = column.read(_nhs)

    def addresses(self) -> None:
        """The address of every row, from whichever columns hold it; whatever is said often is read once."""
        columns = AddressColumns(self._columns)
        builder, words = self._builder, self._address_words
        codes: list[Ints] = [np.zeros(self._size, np.int64) for _ in words]
        if any(columns.home):
            distinct, rows = combined(columns.home)
            told = [columns.place(cells) for cells in distinct]
            codes = [_coded(word.code, part)[rows] for word, part in zip(words, zip(*told, strict=True), strict=True)]
        if columns.code_and_town:
            both = [code_and_town(text) if text else ("", "") for text in columns.code_and_town.texts]
            read, at = Postcodes([(code, 1) for code, _ in both if code]).read, columns.code_and_town.evident
            parts = _coded(lambda code: builder.postcodes.code(read(code)), [code for code, _ in both])[at]
            towns = _coded(builder.towns.code, [town for _, town in both])[at]
            codes[0], codes[3] = np.where(parts > 0, parts, codes[0]), np.where(towns > 0, towns, codes[3])
        if columns.postcode:
            read = Postcodes(columns.postcode.sample()).read
            own = columns.postcode.read(lambda text: builder.postcodes.code(read(text)))
            codes[0] = np.where(own > 0, own, codes[0])
        if columns.town:
            codes[3] = columns.town.read(builder.towns.code)
        if columns.uprn:
            codes[4] = columns.uprn.read(lambda text: builder.values.code(numbers.uprn(text).value))
        builder.addresses(self._records, *codes)
        for column in self._of(Field.FORMER_ADDRESS):
            former = [in_lines(text, (), "") if text else Place() for text in column.texts]
            parts = zip(words, zip(*former, strict=True), strict=True)
            builder.addresses(self._records, *(_coded(word.code, part)[column.evident] for word, part in parts))

    def contacts(self) -> None:
        """Telephones and e-mail addresses, in whichever column for either; those of a post at work are nobody's own."""
        code = self._builder.values.code
        for column in self._of(Field.PHONE, Field.MOBILE, Field.EMAIL):
            told = [() if "@" in text else phones(text) for text in column.texts]
            for place in range(max(map(len, told))):
                codes = np.array([code(one[place]) if place < len(one) else 0 for one in told], np.int64)[
                    column.evident
                ]
                self._builder.phones(self._records[codes > 0], codes[codes > 0])
            codes = column.read(lambda text: code(_email(text)))
            self._builder.emails(self._records[codes > 0], codes[codes > 0])

    def numbers(self, agencies: Sequence[str]) -> None:
        """Numbers that tie rows together, each within its scheme; an agency's own only within the agency."""
        for one in self._columns:
            if one.kind not in NUMBERS:
                continue
            said = list(map(own, one.column.texts)) if births_within(one.column) is not None else one.column.texts
            told = [_number(text, one.kind) for text in said]
            for record, code in self._telling(one.column):
                if told[code]:
                    scheme = f"{one.label}/{agencies[record - self._first]}" if one.apart else one.label
                    self._builder.number(record, scheme, told[code])

    def attributes(self) -> None:
        """What else is said of the person."""
        for one in self._columns:
            if one.kind is Field.ATTRIBUTE:
                said = one.column.texts
                said = tuple(map(unstyled, said)) if one.label in _RELATIVES else said
                for record, code in self._telling(one.column):
                    self._builder.attribute(record, one.label, said[code])


def _coded(code: Callable[[str], int], texts: Sequence[str]) -> Ints:
    return np.fromiter(map(code, texts), np.int64, len(texts))


def _nhs(text: str) -> int:
    told = numbers.nhs(text)
    return identifiers.nhs_code(told.value) if told.status == "valid" else 0


def _email(text: str) -> str:
    return text.lower() if "@" in text[1:-1] and not contacts.at_work(text) else ""


_CHECK = re.compile(r"(?<=\d)\s?\([\dA]\)$")
"""The check digit that identity cards of Hong Kong have in brackets, and that many leave out: 'A165738(6)'."""


def _number(text: str, kind: Kind | None) -> str:
    """A number as it is compared, '' for one that is wrong or nobody's."""
    if check := _CHECKED.get(kind):
        told = check(text)
        return told.value if told.status == "valid" else ""
    plain = "".join(c for c in _CHECK.sub("", text.removesuffix(".0").upper()) if c.isalnum())
    return plain if len(set(plain)) > 1 else ""
