"""What a row says of the service's work with the person: the involvement, and whom to ring."""

import re
from collections.abc import Sequence
from json import dumps

from importers import words
from importers.cells import blank, yes_or_no
from importers.fields import PROVIDERS, Field
from importers.layout import Finding, Layout
from importers.remembered import remembered
from store.records.items import very_sensitive
from store.records.source_records import Involvement
from store.records.workers import Worker

_TEAM = re.compile(
    r"\b(?:team|duty|desk|service|services|hub|office|reception|surgery|practice|centre|center|clinic|unit|council|school|"
    r"helpline|front door|mash|allocations?|unallocated)\b",
    re.I,
)
_UNALLOCATED = re.compile(
    r"^(?:un-?allocated|not (?:yet )?allocated|no (?:allocated |key ?|social )?worker(?: allocated)?|none allocated"
    r"|vacant|vacancy|tb[ca]|to be allocated|awaiting allocation|pending allocation)$",
    re.I,
)


class EpisodeExcludedError(Exception):
    """The row is not imported, but counted by this code: planned, cancelled, opened in error (R11), very sensitive."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class EpisodeReader:
    """Reads the involvements of a row. clause: of the agreement, lets very sensitive services in (R12)."""

    def __init__(self, layout: Layout, *, clause: bool = False) -> None:
        self._clause = clause
        self._today = layout.today
        self._said = layout.cells(Field.STATUS, Field.SERVICE)
        self._status_at = layout.one(Field.STATUS)
        self._providers = layout.every(Field.SCHOOL, Field.SURGERY, Field.PROVIDER)
        self._days = layout.cells(Field.STARTS, Field.ENDS, Field.LAST_SEEN)
        self._starts, self._ends, self._last = map(layout.day, (Field.STARTS, Field.ENDS, Field.LAST_SEEN))
        self._admitted, self._discharged = layout.day(Field.ADMITTED), layout.day(Field.DISCHARGED)
        self._admitted_at, self._discharged_at = layout.one(Field.ADMITTED), layout.one(Field.DISCHARGED)
        self._in_hospital = max(self._admitted_at, self._discharged_at) >= 0
        self._starts_at = max(layout.one(Field.STARTS), self._admitted_at)
        self._ends_at = max(layout.one(Field.ENDS), self._discharged_at)
        self._last_at = layout.one(Field.LAST_SEEN)
        columns = layout.mapping.columns
        self._flags = tuple((at, columns[at].label or columns[at].heading) for at in layout.every(Field.ACTIVE_FLAG))
        self._attributes = tuple((at, columns[at].label or columns[at].heading) for at in layout.every(Field.ATTRIBUTE))
        self._hospital = tuple(
            (at, layout.day(field), columns[at].heading.strip())
            for field in (Field.ADMITTED, Field.DISCHARGED)
            if (at := layout.one(field)) >= 0
        )
        self._worker = layout.cells(
            Field.WORKER_NAME, Field.WORKER_ROLE, Field.WORKER_TEAM, Field.WORKER_PHONE, Field.WORKER_EMAIL
        )
        named = layout.one(Field.WORKER_NAME)
        self._role = columns[named].role if named >= 0 else ""
        self._only_flags = bool(self._flags) and not any(
            layout.one(field) >= 0 for field in (Field.STATUS, Field.SERVICE, Field.STARTS, *PROVIDERS)
        )

    def read(self, cells: Sequence[str], birth: str, found: list[Finding]) -> tuple[Involvement, ...]:
        """The row's involvements; none where the service says so; EpisodeExcludedError if R11 leaves the row out."""
        worker = _worker(self._worker(cells), self._role)
        provider = next((cells[at] for at in self._providers if not blank(cells[at])), "")
        flagged: tuple[Involvement, ...] = ()
        if self._flags:
            flagged = tuple(
                Involvement("open", label, provider, worker=worker) for at, label in self._flags if yes_or_no(cells[at])
            )
            found += [("FLAG_VALUE", at) for at, _ in self._flags if _neither(cells[at])]
            if self._only_flags:
                return flagged
        status, service = _said(*self._said(cells))
        if status == "excluded":
            raise EpisodeExcludedError("EPISODE_EXCLUDED")
        if not self._clause and _very_sensitive(service, provider):
            raise EpisodeExcludedError("VERY_SENSITIVE")
        if status == "none":
            found.append(("INVOLVEMENT_NONE", self._status_at))
            return flagged
        if status == "unread":
            found.append(("STATUS_VALUE", self._status_at))
        starts, ends, last = self._dated(cells, found)
        status = self._standing(status, starts, ends, bool(service or provider or worker), found)
        self._doubts(birth, starts, ends, last, found)
        extra = self._extra(cells) if self._attributes or self._hospital else "{}"
        return (Involvement(status, service, provider, starts, ends, last, worker, extra), *flagged)

    def _dated(self, cells: Sequence[str], found: list[Finding]) -> tuple[str, str, str]:
        starts_told, ends_told, last_told = self._days(cells)
        (starts, wrong), (ends, wrong_end), (last, wrong_last) = (
            self._starts(starts_told),
            self._ends(ends_told),
            self._last(last_told),
        )
        if wrong or wrong_end or wrong_last:
            found += (*wrong, *wrong_end, *wrong_last)
        if self._in_hospital:
            starts = starts or self._admitted(cells[self._admitted_at]).iso
            ends = ends or self._discharged(cells[self._discharged_at]).iso
        return starts, ends, last

    def _standing(self, status: str, starts: str, ends: str, something: bool, found: list[Finding]) -> str:
        ended = bool(ends) and ends <= self._today
        if status == "open" and ended:
            found.append(("STATUS_ENDED", self._ends_at))
        if ended or status == "closed":
            return "closed"
        if starts > self._today:
            found.append(("STARTS_FUTURE", self._starts_at))
            return "unknown"
        if status == "unread":
            return "unknown"
        return "open" if status == "open" or starts or something else "unknown"

    def _doubts(self, birth: str, starts: str, ends: str, last: str, found: list[Finding]) -> None:
        if starts and ends and ends < starts:
            found.append(("ENDS_BEFORE_STARTS", self._ends_at))
        if starts and last and last < starts:
            found.append(("LAST_BEFORE_START", self._last_at))
        if starts and birth and starts[: len(birth)] < birth:
            found.append(("START_BEFORE_BIRTH", self._starts_at))
        if last and last > self._today:
            found.append(("LAST_FUTURE", self._last_at))
        if last and birth and last[: len(birth)] < birth:
            found.append(("LAST_BEFORE_BIRTH", self._last_at))

    def _extra(self, cells: Sequence[str]) -> str:
        told = tuple((label, cells[at]) for at, label in self._attributes)
        told += tuple((label, read(cells[at]).iso) for at, read, label in self._hospital)
        return _json(told) if told else "{}"


@remembered(1 << 12)
def _json(told: tuple[tuple[str, str], ...]) -> str:
    return dumps({label: text for label, text in told if not blank(text)}, ensure_ascii=False)


@remembered(1 << 12)
def _said(text: str, service: str) -> tuple[str, str]:
    """(status, service): a status column may hold a category ('CIN plan'), a category may say 'Cancelled'.

    'unread' for a word that says neither open nor closed here: it is kept, and taken for a category if there is none.
    """
    status = words.status(text)
    service = "" if blank(service) else service
    if status == "excluded" or (service and words.status(service) == "excluded"):
        return "excluded", ""
    if blank(text):
        return ("none" if status == "none" else ""), service
    return status or "unread", service or ("" if status else text)


@remembered(1 << 12)
def _very_sensitive(service: str, provider: str) -> bool:
    return very_sensitive(service) or very_sensitive(provider)


def _neither(text: str) -> bool:
    return not blank(text) and yes_or_no(text) is None


@remembered(1 << 13)
def _worker(told: tuple[str, ...], implied: str) -> Worker | None:
    """A worker; a team in the worker's column is kept as the team. implied: the role that the heading names."""
    name, role, team, phone, email = ("" if blank(text) else text for text in told)
    if _UNALLOCATED.match(name):
        name = ""
    if not (name or role or team or phone or email):
        return None
    if name and _TEAM.search(name):
        return Worker("", role, team or name, phone, email)
    return Worker(name, role or (implied if name else ""), team, phone, email)
