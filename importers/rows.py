"""One row of a file, checked: a record to keep, or the reasons why not. Pure; called once or twice per row.

The key of a record is the agency's own number, as it stands (case and leading noughts are part of it). A feed without
one gets a declared composite: NHS number, names and birth date, and the address where there is no NHS number. A change
of name or birth date then makes a new record, since the file says nothing of it being the old one; linkage joins the
two by the rest of the evidence, and nothing of the old record is lost.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from importers import contacts, dates, names, numbers, places, words
from importers.births import Birth, BirthReader
from importers.cells import blank, clean, clean_row, hides, yes_or_no
from importers.checks import ERRORS
from importers.episodes import EpisodeExcludedError, EpisodeReader
from importers.fields import LINES, Field
from importers.layout import Finding, Layout
from importers.names import Parsed
from importers.numbers import Checked
from importers.reading import Row
from store.records.agencies import Feed
from store.records.source_records import Address, ContactPoint, Identifier, Involvement, RecordRow

_MARKS = frozenset("='’")
_UNRESTRICTED = frozenset({"not restricted", "unrestricted", "no restriction", "no restrictions", "normal", "public"})
SCHEMES: dict[Field, tuple[str, Callable[[str], Checked]]] = {
    Field.NHS_NUMBER: ("NHS", numbers.nhs),
    Field.UPN: ("UPN", numbers.upn),
    Field.FORMER_UPN: ("UPN", numbers.upn),
    Field.ULN: ("ULN", numbers.uln),
    Field.NINO: ("NINO", numbers.nino),
    Field.PNC: ("PNC", numbers.pnc),
    Field.CRO: ("CRO", numbers.cro),
    Field.JUSTICE_ID: ("JUSTICE", numbers.any_number),
    Field.TENANCY: ("TENANCY", numbers.any_number),
    Field.LEGACY_ID: ("LEGACY", numbers.any_number),
}


PARTS = (
    Field.ADDRESS, Field.FLAT, Field.HOUSE, Field.BUILDING, Field.STREET, Field.LOCALITY, Field.TOWN, Field.COUNTY,
    Field.POSTCODE, Field.UPRN,
)  # fmt: skip
_NOBODY_BEGINS = (
    "total", "grand total", "count", "end of", "record", "*** end", "report", "number of", "no of", "no. of",
    "printed", "run date", "run by", "generated", "produced", "source:", *(f"page {number}" for number in range(1, 10)),
)  # fmt: skip
_NAMES = frozenset({Field.FULL_NAME, Field.GIVEN, Field.FAMILY, Field.PREFERRED_GIVEN, Field.PREFERRED_FAMILY})
_ODD_LETTERS = frozenset(word[0] for word in _NOBODY_BEGINS)


class Checkup(NamedTuple):
    """What a row came to. outcome: 'accepted', 'quarantined', 'ignored'. key: its source key, '' if not known."""

    outcome: str
    key: str
    record: RecordRow | None
    findings: list[Finding]


class RowChecker:
    """Checks rows of one file by its layout."""

    def __init__(self, layout: Layout, feed: Feed) -> None:
        self._layout = layout
        self._headings = [clean(column.heading).casefold() for column in layout.mapping.columns]
        self._mapped = tuple(at for at, column in enumerate(layout.mapping.columns) if column.field)
        self._first_letters = _ODD_LETTERS | {heading[:1] for heading in self._headings[:1]}
        self._notes = layout.width > 3 and layout.mapping.columns[0].field not in _NAMES
        """Whether a text that stands alone in a row, where no name may stand, is a note: 'Data as held on 1 June'."""
        self._meant = layout.meant
        self._episodes = EpisodeReader(layout, clause=bool(feed.clause))
        self._id = layout.one(Field.SOURCE_ID)
        self._halves = layout.cells(Field.GIVEN, Field.FAMILY)
        self._middles = layout.every(Field.MIDDLE)
        self._full = layout.one(Field.FULL_NAME)
        self._other_names = layout.cells(Field.PREFERRED_GIVEN, Field.PREFERRED_FAMILY, Field.FORMER_FAMILY)
        self._aliases = layout.every(Field.ALIAS)
        self._births = BirthReader(layout, feed)
        self._death_at = layout.one(Field.DEATH)
        self._death = layout.day(Field.DEATH)
        self._sex = layout.one(Field.SEX)
        self._numbers = tuple((at, *SCHEMES[field]) for field in SCHEMES for at in layout.every(field))
        self._lines = layout.every(*LINES)
        self._parts = layout.cells(*PARTS)
        self._address_at = next(iter(layout.every(Field.POSTCODE, Field.ADDRESS)), -1)
        self._former_addresses = layout.every(Field.FORMER_ADDRESS)
        self._phones = layout.every(Field.PHONE, Field.MOBILE)
        self._emails = layout.every(Field.EMAIL)
        self._restricted = layout.every(Field.RESTRICTED)
        self._test = layout.one(Field.TEST_RECORD)
        self._leaving = layout.cells(Field.REMOVED, Field.REMOVED_WHY, Field.MERGED_INTO)
        self._may_leave = max(map(layout.one, (Field.REMOVED, Field.REMOVED_WHY, Field.MERGED_INTO))) >= 0
        self._leavers = feed.mode == "leavers"

    def check(self, row: Row) -> Checkup:
        """Read one row. An error among the findings quarantines it; all its errors are found, not only the first."""
        cells = clean_row(row.cells)
        if skipped := self._not_a_person(cells):
            return Checkup("ignored", "", None, [(skipped, -1)])
        if len(cells) != self._layout.width:
            key = cells[self._id] if 0 <= self._id < len(cells) else ""
            return Checkup("quarantined", key, None, [("ROW_SHIFTED", -1)])
        for at, reads in self._meant:
            cells[at] = reads.get(cells[at].casefold(), cells[at])
        cells.append("")
        found: list[Finding] = []
        birth = self._births.read(cells, found)
        try:
            involvements = self._episodes.read(cells, birth.iso, found)
        except EpisodeExcludedError as why:
            return Checkup("ignored", "", None, [(why.code, -1)])
        named = self._named(cells, found)
        identifiers = self._identified(cells, found)
        addresses = self._housed(cells, found)
        key = self._key(cells, named, birth, identifiers, addresses, found)
        death = self._died(cells[self._death_at], birth.iso, found)
        if death:
            found += self._after(death, involvements)
        unborn = not birth.iso and (bool(birth.expected) or named.unborn)
        if named.unborn and unborn and not birth.expected:
            found.append(("UNBORN_NO_DATE", -1))
        record = RecordRow(
            row.number,
            key,
            birth.iso,
            int(birth.estimated),
            birth.expected,
            self._sexed(cells[self._sex], found),
            death,
            int(unborn),
            named.names,
            identifiers,
            addresses,
            self._reached(cells, found),
            involvements,
        )
        if self._may_leave or self._leavers:
            record = record._replace(**self._left(cells))
        if self._restricted:
            found += [("RESTRICTED", at) for at in self._restricted if _restricts(cells[at])]
        if not "".join(row.cells).isprintable() and any(hides(row.cells[at]) for at in self._mapped):
            found.append(("CHARACTERS", -1))
        if found and any(code in ERRORS for code, _ in found):
            return Checkup("quarantined", key, None, found)
        return Checkup("accepted", key, record, found)

    def _left(self, cells: Sequence[str]) -> dict[str, str]:
        """Why the agency is done with the person, if it is, and the id it knows them by from now on."""
        removed, why, successor = map(_told, map(_as_typed, self._leaving(cells)))
        gone = self._leavers or bool(successor) or yes_or_no(removed) or (why and yes_or_no(removed) is None)
        return {"closed": (why or ("left" if self._leavers else "removed")) if gone else "", "successor": successor}

    def _not_a_person(self, cells: Sequence[str]) -> str:
        """Code of a row that is blank, a total, the headings again, or marked as a test; '' for a person's."""
        first = next(filter(None, cells), "")
        if not first:
            return "ROW_BLANK"
        if " " in first and self._notes and first == cells[0] and len("".join(cells)) == len(first):
            return "ROW_TOTAL"
        word = first[:12].casefold()
        if word[0] not in self._first_letters and self._test < 0:
            return ""
        if word.startswith(_NOBODY_BEGINS):
            if sum(1 for cell in cells if cell) <= max(2, len(cells) // 4):
                return "ROW_TOTAL"
        elif word == self._headings[0][:12] and [cell.casefold() for cell in cells] == self._headings:
            return "HEADER_AGAIN"
        if 0 <= self._test < len(cells) and yes_or_no(cells[self._test]):
            return "TEST_RECORD"
        return ""

    def _key(
        self,
        cells: Sequence[str],
        named: Parsed,
        birth: Birth,
        identifiers: tuple[Identifier, ...],
        addresses: tuple[Address, ...],
        found: list[Finding],
    ) -> str:
        if self._id >= 0:
            own = _as_typed(cells[self._id])
            if wrong := numbers.source_id(own):
                found.append((wrong, self._id))
                return ""
            return own
        if not named.names:
            return ""
        nhs = next((n.value for n in identifiers if n.scheme == "NHS" and n.status == "valid"), "")
        where = "" if nhs or not addresses else f"{addresses[0].postcode}|{addresses[0].house}|{addresses[0].street}"
        name = named.names[0]
        told = "\x1f".join((nhs, name.given, name.middle, name.family, birth.told, where)).casefold()
        return "composite:" + blake2b(told.encode(), digest_size=16).hexdigest()

    def _named(self, cells: Sequence[str], found: list[Finding]) -> Parsed:
        given, family = self._halves(cells)
        middle = " ".join(filter(None, (cells[at] for at in self._middles))) if self._middles else ""
        preferred_given, preferred_family, former = self._other_names(cells)
        if preferred_given or preferred_family or former:
            preferred_given, preferred_family, former = map(_told, (preferred_given, preferred_family, former))
        formers: tuple[str, ...] = (former,) if former else ()
        aliases: tuple[str, ...] = tuple(filter(None, (cells[at] for at in self._aliases))) if self._aliases else ()
        if not given and not family and (whole := cells[self._full]):
            given, middle, family, beside = names.of_full(whole)
            formers, aliases = (*formers, *beside.former), (*aliases, *beside.alias)
            if beside.now:
                formers, family = (*formers, family), beside.now
        parsed = names.parse(given, middle, family, preferred_given, preferred_family, formers, aliases)
        if parsed.codes:
            found += [(code, -1) for code in parsed.codes]
        return parsed

    def _died(self, text: str, birth: str, found: list[Finding]) -> str:
        if not text:
            return ""
        death, wrong = self._death(text)
        found += wrong
        if death > self._layout.today:
            found.append(("DOD_FUTURE", self._death_at))
            return ""
        if birth and death and death[: len(birth)] < birth:
            found.append(("DOD_BEFORE_DOB", self._death_at))
        return death

    def _after(self, death: str, involvements: tuple[Involvement, ...]) -> Iterator[Finding]:
        """What a service is said to have done after the person's death."""
        if any(one.starts > death for one in involvements):
            yield "START_AFTER_DEATH", self._death_at
        if any(one.last_interaction > death for one in involvements):
            yield "LAST_AFTER_DEATH", self._death_at

    def _sexed(self, text: str, found: list[Finding]) -> str:
        value = words.sex(text)
        if value is None:
            if not blank(text):
                found.append(("SEX_VALUE", self._sex))
            return ""
        return value

    def _identified(self, cells: Sequence[str], found: list[Finding]) -> tuple[Identifier, ...]:
        kept: list[Identifier] = []
        if self._id >= 0 and (own := _as_typed(cells[self._id])):
            kept.append(Identifier("CASE", own, "valid"))
        for at, scheme, check in self._numbers:
            text = cells[at]
            if not text or blank(text):
                continue
            value, status, code = check(_as_typed(text))
            if code:
                found.append((code, at))
            if status:
                kept.append(Identifier(scheme, value, status))
        return tuple(kept)

    def _housed(self, cells: Sequence[str], found: list[Finding]) -> tuple[Address, ...]:
        full, *parts, uprn = self._parts(cells)
        if uprn := _told(uprn):
            told = numbers.uprn(uprn)
            uprn = told.value
            if told.code:
                found.append((told.code, self._layout.one(Field.UPRN)))
        lines = tuple([cells[at] for at in self._lines if cells[at]]) if self._lines else ()
        current, code = places.address(places.Parts._make((_told(full), lines, *map(_told, parts), uprn)))
        if code:
            found.append((code, self._address_at))
        if not self._former_addresses:
            return (current,) if current else ()
        former = (
            places.address(places.Parts(full=text), "former")[0]
            for text in (cells[at] for at in self._former_addresses)
            if not blank(text)
        )
        return tuple(address for address in (current, *former) if address is not None)

    def _reached(self, cells: Sequence[str], found: list[Finding]) -> tuple[ContactPoint, ...]:
        kept: list[ContactPoint] = []
        for at in self._phones:
            text = cells[at]
            if text and not blank(text):
                told, unread = contacts.phones(text)
                kept += told
                if unread:
                    found.append(("PHONE_FORMAT", at))
        for at in self._emails:
            text = cells[at]
            if not text or blank(text):
                continue
            email = contacts.email(text)
            if email is None or contacts.at_work(text):
                found.append(("EMAIL_FORMAT" if email is None else "EMAIL_WORK", at))
            else:
                kept.append(email)
        return tuple(dict.fromkeys(kept)) if len(kept) > 1 else tuple(kept)


def _told(text: str) -> str:
    """The text, '' for a word that says there is none."""
    return "" if not text or blank(text) else text


def _restricts(text: str) -> bool:
    """Whatever is not blank and not a plain no: a word that is not known here is no leave to share."""
    return not blank(text) and yes_or_no(text) is not False and text.casefold() not in _UNRESTRICTED


def _as_typed(text: str) -> str:
    """A number without the marks that keep a spreadsheet from changing it: '=\"0012\"', a leading apostrophe."""
    if text[:1] not in _MARKS:
        return text
    return text[2:-1].strip() if text.startswith('="') and text.endswith('"') else text.lstrip("'’")


def as_of_differs(said: Sequence[tuple[str, int]], order: dates.Order, as_of: date) -> str:
    """The extract date that the file itself names most often, if it is another than the person's; '' else."""
    told = [dates.parse(text, order).iso for text, _ in said]
    days = [iso for iso in told if iso]
    return days[0] if days and days[0] != as_of.isoformat() else ""
