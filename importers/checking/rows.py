"""Rows of a file, checked: a record to keep of each, or the reasons why not. Pure; called once or twice per row.

The key of a record is the agency's own number, as it stands (case and leading noughts are part of it). A feed without
one gets a declared composite: NHS number, names and birth date, and the address where there is no NHS number. A change
of name or birth date then makes a new record, since the file says nothing of it being the old one; linkage joins the
two by the rest of the evidence, and nothing of the old record is lost.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from importers.checking.addresses import AddressReader
from importers.checking.astray import Astray
from importers.checking.batches import Column, Found, batches, hidden, in_columns, places
from importers.checking.births import BirthReader, Births
from importers.checking.catalogue import ERRORS
from importers.checking.contacts import ContactReader
from importers.checking.deaths import DeathReader
from importers.checking.endings import of_the_dead
from importers.checking.episodes import EpisodeReader
from importers.checking.layout import Layout
from importers.checking.names import NameReader
from importers.checking.numbers import NumberReader, as_typed
from importers.checking.plan import IGNORED, QUARANTINED
from importers.checking.sieve import Sieve
from importers.columns.reasoning import permits
from importers.fields import Field
from importers.headings import heading
from importers.reading.tables import Row
from importers.values import dates, numbers, words
from importers.values.cells import blank, told, yes_or_no
from importers.values.remembered import remembered
from store.records.agencies import Feed
from store.records.columns import Addresses, Identifiers, Names, RecordColumns, by_row
from store.records.rows import Address, Identifier, Name
from store.records.source_records import COMPOSITE


class Checked(NamedTuple):
    """What some rows came to, row by row. outcomes: as importers.checking.plan numbers them.

    people: places (from 0) of the rows that are a person's and stand in their columns; said and cells are of these:
    what each says, refused ones too, and the columns as they stand.
    """

    rows: Sequence[Row]
    outcomes: bytearray
    keys: list[str]
    found: Found
    people: Sequence[int]
    said: RecordColumns
    cells: Sequence[Column]


class RowChecker:
    def __init__(self, layout: Layout, feed: Feed) -> None:
        self._layout = layout
        self._sieve = Sieve(layout)
        self._mapped = frozenset(at for at, column in enumerate(layout.mapping.columns) if column.field)
        self._astray = Astray(layout)
        self._births = BirthReader(layout, feed)
        self._episodes = EpisodeReader(layout, feed.theme, clause=bool(feed.clause))
        self._names = NameReader(layout)
        self._numbers = NumberReader(layout)
        self._addresses = AddressReader(layout)
        self._contacts = ContactReader(layout)
        self._id = layout.one(Field.SOURCE_ID)
        self._deaths = DeathReader(layout)
        self._says_how_it_stands = bool(layout.every(Field.STATUS, Field.ACTIVE_FLAG))
        self._sex = layout.one(Field.SEX)
        self._restricting = tuple(
            (at, _is_not_allowed if permits(heading(layout.mapping.columns[at].heading)) else _restricts)
            for at in layout.every(Field.RESTRICTED)
        )
        self._removed_at = layout.one(Field.REMOVED)
        self._leaving = layout.cells(Field.REMOVED, Field.REMOVED_WHY, Field.MERGED_INTO)
        self._leavers = feed.mode == "leavers"
        self._may_leave = self._leavers or bool(layout.every(Field.REMOVED, Field.REMOVED_WHY, Field.MERGED_INTO))
        self._behind = feed.mode == "history"

    def check_all(self, rows: Iterable[Row]) -> Iterator[Checked]:
        """Read rows as they come, some thousand at a time."""
        return map(self.check_some, batches(rows))

    def check_some(self, rows: Sequence[Row]) -> Checked:
        """Read some rows, column by column. An error quarantines its row, of which all are found."""
        sieved = dict(self._sieve.sift(rows))
        if not sieved:
            return self._people(rows)
        outcomes, keys, found = bytearray(len(rows)), [""] * len(rows), Found(list)
        for place, (outcome, key, code) in sieved.items():
            outcomes[place], keys[place], found[place] = outcome, key, [(code, -1)]
        people = [place for place in range(len(rows)) if place not in sieved]
        if not people:
            return Checked(rows, outcomes, keys, found, people, RecordColumns.of([]), [])
        came_to = self._people([rows[place] for place in people])
        for place, outcome, key in zip(people, came_to.outcomes, came_to.keys, strict=True):
            outcomes[place], keys[place] = outcome, key
        found.update((people[row], doubts) for row, doubts in came_to.found.items())
        return Checked(rows, outcomes, keys, found, people, came_to.said, came_to.cells)

    def _people(self, rows: Sequence[Row]) -> Checked:
        """Rows of people, none of which has slipped out of its columns."""
        found, left_out = Found(list), dict[int, str]()
        raw, columns = in_columns(rows, self._layout.width, self._mapped)
        hiding = {row for at in self._mapped if columns[at] is not raw[at] for row in hidden(raw[at])}
        for at, reads in self._layout.meant:
            columns[at] = [reads.get(cell.casefold(), cell) for cell in columns[at]]
        self._astray.clear(columns, found)
        births = self._births.read(columns, found)
        involvements = self._episodes.read(columns, births.iso, found, left_out)
        named = self._names.read(columns, found)
        own = self._numbers.own(columns)
        identifiers = self._numbers.read(columns, own, found)
        addresses = self._addresses.read(columns, found)
        keys = self._keys(own, found) if self._id >= 0 else _composite(named.names, births, identifiers, addresses)
        died = self._deaths.read(columns, births.iso, involvements, found)
        if not self._says_how_it_stands:
            involvements = of_the_dead(involvements, died)
        unborn = _unborn(births, named.unborn, found)
        sexes = self._sexed(columns, found)
        contacts = self._contacts.read(columns, found)
        said = RecordColumns(
            [row.number for row in rows],
            keys,
            births.iso,
            births.estimated,
            births.expected,
            sexes,
            died,
            unborn,
            named.names,
            identifiers,
            addresses,
            contacts,
            involvements,
            *self._left(columns, found),
        )
        self._restrict(columns, found)
        for row in only_gone(said) if not self._behind else ():
            if {code for code, _ in found[row] if code in ERRORS} == {"NAME_MISSING"}:
                found[row] = [("GONE", self._removed_at)]
        for row in hiding:
            found[row].append(("CHARACTERS", -1))
        outcomes = bytearray(len(rows))
        for row, doubts in found.items():
            if any(code in ERRORS for code, _ in doubts):
                outcomes[row] = QUARANTINED
        for row, code in left_out.items():
            outcomes[row], keys[row], found[row] = IGNORED, "", [(code, -1)]
        return Checked(rows, outcomes, keys, found, range(len(rows)), said, raw)

    def _restrict(self, columns: Sequence[Column], found: Found) -> None:
        """Rows that the agency itself says may not be shared."""
        for at, restricts in self._restricting:
            for row in places(map(restricts, columns[at])):
                found[row].append(("RESTRICTED", at))

    def _keys(self, own: Column, found: Found) -> list[str]:
        """The agency's own numbers, '' for one that cannot be."""
        keys = list(own)
        wrong = [] if numbers.all_source_ids(own) else list(map(numbers.source_id, own))
        for row in places(wrong):
            keys[row] = ""
            found[row].append((wrong[row], self._id))
        return keys

    def _left(self, columns: Sequence[Column], found: Found) -> tuple[Column, Column]:
        """Why the agency is done with each person, if it is, and the id it knows them by from now on."""
        if not self._may_leave:
            return columns[-1], columns[-1]
        removed, why, successors = (told(map(as_typed, column)) for column in self._leaving(columns))
        for row, (word, reason) in enumerate(zip(removed, why, strict=True)):
            if word and not reason and words.gone(word) is None:
                found[row].append(("FLAG_VALUE", self._removed_at))
        if self._id >= 0:  # a column of master records holds each one's own number, too
            own = map(as_typed, columns[self._id])
            successors = ["" if key == successor else successor for key, successor in zip(own, successors, strict=True)]
        closed = list(map(self._closed, removed, why, successors))
        for row in places(closed):
            found[row].append(("GONE", self._removed_at))
        return closed, successors

    def _closed(self, removed: str, why: str, successor: str) -> str:
        gone = self._leavers or successor or words.gone(removed) or (why and words.gone(removed) is None)
        return (why or ("left" if self._leavers else "removed")) if gone else ""

    def _sexed(self, columns: Sequence[Column], found: Found) -> Column:
        column = columns[self._sex]
        sexes = list(map(words.sex, column))
        if None in sexes:
            for row, text in enumerate(column):
                if sexes[row] is None and not blank(text):
                    found[row].append(("SEX_VALUE", self._sex))
        return [sex or "" for sex in sexes]


def only_gone(said: RecordColumns) -> list[int]:
    """Rows (from 0) with a number and the mark of who is gone, and no name: they say nothing else (rule 25)."""
    if not any(said.closed):
        return []
    named = set(said.names.of)
    return [row for row, why in enumerate(said.closed) if why and said.source_key[row] and row not in named]


def _unborn(births: Births, called_so: Collection[int], found: Found) -> list[int]:
    """1 for each child that is not born yet, by an expected date or the name."""
    unborn = [0] * len(births.iso)
    for row in places(births.expected):
        unborn[row] = int(not births.iso[row])
    for row in called_so:
        if not births.iso[row] and not births.expected[row]:
            unborn[row] = 1
            found[row].append(("UNBORN_NO_DATE", -1))
    return unborn


def _composite(names: Names, births: Births, identifiers: Identifiers, addresses: Addresses) -> list[str]:
    """The declared key of each row of a feed that has no number of its own."""
    rows = len(births.told)
    parts = (
        by_row(rows, names, Name),
        births.told,
        by_row(rows, identifiers, Identifier),
        by_row(rows, addresses, Address),
    )
    return [
        _declared(called[0], birth, numbered, housed) if called else ""
        for called, birth, numbered, housed in zip(*parts, strict=True)
    ]


def _declared(name: Name, birth: str, numbered: tuple[Identifier, ...], housed: tuple[Address, ...]) -> str:
    nhs = next((n.value for n in numbered if n.scheme == "NHS" and n.status == "valid"), "")
    where = "" if nhs or not housed else f"{housed[0].postcode}|{housed[0].house}|{housed[0].street}"
    told = "\x1f".join((nhs, name.given, name.middle, name.family, birth, where)).casefold()
    return COMPOSITE + blake2b(told.encode(), digest_size=16).hexdigest()


@remembered(1 << 12)
def _restricts(text: str) -> bool:
    """Whatever is not blank and not a plain no: a word that is not known here is no leave to share."""
    return not (blank(text) or words.unrestricted(text))


def _is_not_allowed(text: str) -> bool:
    """Of what may be disclosed: whatever is not blank and not a plain yes."""
    return not blank(text) and yes_or_no(text) is not True


def as_of_differs(said: Sequence[tuple[str, int]], order: dates.Order, as_of: date) -> str:
    """The extract date that the file itself names most often, if it is another than the person's; '' else."""
    told = [dates.parse(text, order).iso for text, _ in said]
    days = [iso for iso in told if iso]
    return days[0] if days and days[0] != as_of.isoformat() else ""
