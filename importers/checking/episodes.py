"""What a row says of the service's work with the person: the involvement, and whom to ring."""

from collections.abc import Collection, Iterable, Sequence
from itertools import repeat
from json import dumps

from importers.checking.batches import Column, Found, places
from importers.checking.catalogue import Finding
from importers.checking.endings import by_ends, not_dated
from importers.checking.layout import Layout
from importers.checking.workers import WorkerReader
from importers.columns.provided import beside
from importers.columns.told_by_yes import Yes, plain, what_yes_says
from importers.fields import Field
from importers.headings import heading
from importers.values import words
from importers.values.cells import blank, yes_or_no
from importers.values.remembered import Memory, remembered
from store.records.columns import Involvements, apart
from store.records.items import very_sensitive
from store.records.rows import Involvement
from store.records.themes import Theme
from store.records.workers import Worker

_DAYS = ((0, Field.STARTS), (1, Field.ENDS), (2, Field.LAST_SEEN), (0, Field.ADMITTED), (1, Field.DISCHARGED))
"""Which of start, end and most recent contact a field tells; the involvement's own dates come before a hospital's."""
_UNUSUAL = frozenset({"excluded", "none", "unread"})


class EpisodeReader:
    """Reads the involvements of rows. theme: of the feed. clause: lets very sensitive services in (R12)."""

    def __init__(self, layout: Layout, theme: Theme, *, clause: bool) -> None:
        details = beside(theme)
        providers = tuple(field for field in (Field.SCHOOL, Field.SURGERY, Field.PROVIDER) if field not in details)
        self._clause = clause
        self._today = layout.today
        self._said = layout.cells(Field.STATUS, Field.SERVICE)
        self._status_at = layout.one(Field.STATUS)
        self._providers = layout.every(*providers)
        self._days = tuple(
            (place, layout.one(field), layout.day(field)) for place, field in _DAYS if layout.one(field) >= 0
        )
        self._end_at = next(iter(layout.every(Field.ENDS, Field.DISCHARGED)), -1)
        self._starts_at = max(layout.one(Field.STARTS), layout.one(Field.ADMITTED))
        self._ends_at = max(layout.one(Field.ENDS), layout.one(Field.DISCHARGED))
        self._last_at = layout.one(Field.LAST_SEEN)
        self._stand = Memory(self._standing, 1 << 15)
        columns = layout.mapping.columns
        self._flags = tuple((at, columns[at].label or columns[at].heading) for at in layout.every(Field.ACTIVE_FLAG))
        named = tuple((layout.one(field), field.words) for field in sorted(details) if layout.one(field) >= 0)
        self._attributes = (*layout.every(Field.ATTRIBUTE), *(at for at, _ in named))
        in_hospital = layout.every(Field.ADMITTED, Field.DISCHARGED)
        self._hospital = tuple((at, day) for _, at, day in self._days if at in in_hospital)
        self._labels = (
            *(columns[at].label or columns[at].heading for at in layout.every(Field.ATTRIBUTE)),
            *(words for _, words in named),
            *(columns[at].heading.strip() for at, _ in self._hospital),
        )
        self._workers = WorkerReader(layout)
        yes = what_yes_says(heading(columns[self._status_at].heading)) if self._status_at >= 0 else ""
        self._said_by = Memory[tuple[str, ...], tuple[str, str]](lambda cells: _said(cells, yes), 1 << 12)
        self._only_flags = bool(self._flags) and not any(
            layout.one(field) >= 0 for field in (Field.STATUS, Field.SERVICE, Field.STARTS, *providers)
        )

    def read(
        self, columns: Sequence[Column], births: Sequence[str], found: Found, left_out: dict[int, str]
    ) -> Involvements:
        """The involvements of each row; none where the service says so.

        left_out: takes the rows that are not imported but counted, by their code: planned, cancelled, opened in error
        (R11), very sensitive (R12).
        """
        workers = self._workers.read(columns, found)
        providers = self._provided(columns)
        flagged = self._flagged(columns, providers, workers, found)
        if self._only_flags:
            return apart(Involvements, self._with_details(flagged, columns))
        statuses, services = zip(*map(self._said_by.__getitem__, zip(*self._said(columns), strict=True)), strict=True)
        silent = self._unusual(statuses, found, left_out)
        if not self._clause:
            self._leave_out_sensitive(services, providers, left_out)
        starts, ends, last, unread = self._dated(columns, silent, found)
        if unread:
            statuses = by_ends(statuses, columns[self._end_at], unread, self._today)
        something = [bool(s or p or w) for s, p, w in zip(services, providers, workers, strict=True)]
        standing, doubts = zip(
            *map(self._stand.__getitem__, zip(statuses, starts, ends, something, strict=True)), strict=True
        )
        for row in places(doubts):
            if row not in silent and (doubt := doubts[row]):
                found[row].append(doubt)
        for row in self._out_of_order(births, starts, ends, last):
            if row not in silent:
                found[row] += self._doubts(births[row], starts[row], ends[row], last[row])
        every = range(len(workers))
        said = (
            every,
            standing,
            services,
            providers,
            starts,
            ends,
            last,
            workers,
            list(self._extra(columns, len(every))),
        )
        if silent:
            said = ([column[row] for row in every if row not in silent] for column in said)
        if not self._flags:
            return Involvements._make(said)
        further = apart(Involvements, flagged)
        return Involvements._make([*held, *more] for held, more in zip(said, further, strict=True))

    def _provided(self, columns: Sequence[Column]) -> Column:
        """Who works for the agency with each person: the first of these columns that says it."""
        if not self._providers:
            return columns[-1]
        return list(map(_first_told, *(columns[at] for at in self._providers)))

    def _flagged(
        self, columns: Sequence[Column], providers: Column, workers: Sequence[Worker | None], found: Found
    ) -> list[tuple[Involvement, ...]]:
        """What columns of yes and no say each."""
        flagged: list[tuple[Involvement, ...]] = [()] * len(workers)
        for at, label in self._flags:
            for row, cell in enumerate(columns[at]):
                said = yes_or_no(cell)
                if said:
                    flagged[row] += (Involvement("open", label, providers[row], worker=workers[row]),)
                elif said is None and not blank(cell):
                    found[row].append(("FLAG_VALUE", at))
        return flagged

    def _with_details(
        self, flagged: list[tuple[Involvement, ...]], columns: Sequence[Column]
    ) -> list[tuple[Involvement, ...]]:
        """The details of each row with its first involvement, as where there are others than flags."""
        if not self._labels:
            return flagged
        extra = self._extra(columns, len(flagged))
        return [
            (one[0]._replace(attributes=told), *one[1:]) if one else ()
            for one, told in zip(flagged, extra, strict=True)
        ]

    def _unusual(self, statuses: Sequence[str], found: Found, left_out: dict[int, str]) -> set[int]:
        """The rows whose service says that it is not involved; what is odd in others' status is noted."""
        silent: set[int] = set()
        if _UNUSUAL.isdisjoint(statuses):
            return silent
        for row, status in enumerate(statuses):
            if status not in _UNUSUAL:
                continue
            if status == "excluded":
                left_out[row] = "EPISODE_EXCLUDED"
            elif status == "none":
                silent.add(row)
                found[row].append(("INVOLVEMENT_NONE", self._status_at))
            else:
                found[row].append(("STATUS_VALUE", self._status_at))
        return silent

    def _leave_out_sensitive(self, services: Column, providers: Column, left_out: dict[int, str]) -> None:
        sensitive = {text for text in {*services, *providers} if _very_sensitive(text)}
        if sensitive:
            for row, told in enumerate(zip(services, providers, strict=True)):
                if not sensitive.isdisjoint(told):
                    left_out.setdefault(row, "VERY_SENSITIVE")

    def _dated(
        self, columns: Sequence[Column], silent: Collection[int], found: Found
    ) -> tuple[Column, Column, Column, list[int]]:
        """Start, end and most recent contact of each row, and the rows where something else stands for an end."""
        told: list[Column] = [columns[-1]] * 3
        unread: list[int] = []
        for place, at, day in self._days:
            days, wrong = zip(*map(day, columns[at]), strict=True)
            odd = [row for row in places(wrong) if row not in silent]
            for row in odd:
                found[row] += wrong[row]
            if at == self._end_at:
                unread = not_dated(days, wrong, odd)
            told[place] = days if told[place] is columns[-1] else list(map(_first_told, told[place], days))
        return told[0], told[1], told[2], unread

    def _standing(self, said: tuple[str, str, str, bool]) -> tuple[str, Finding | None]:
        """'open', 'closed' or 'unknown', and what is doubtful in that."""
        status, starts, ends, something = said
        ended = bool(ends) and ends <= self._today
        if ended or status == "closed":
            return "closed", ("STATUS_ENDED", self._ends_at) if ended and status == "open" else None
        if starts > self._today:
            return "unknown", ("STARTS_FUTURE", self._starts_at)
        if status == "unread":
            return "unknown", None
        return "open" if status == "open" or starts or something else "unknown", None

    def _out_of_order(self, births: Column, starts: Column, ends: Column, last: Column) -> list[int]:
        """Rows (from 0) whose days contradict each other; none is before one that is not known."""
        if max(self._starts_at, self._last_at) < 0:
            return []
        return [
            row
            for row, (birth, start, end, latest) in enumerate(zip(births, starts, ends, last, strict=True))
            if (start and (start < birth or "" < end < start or "" < latest < start))
            or (latest and (latest < birth or latest > self._today))
        ]

    def _doubts(self, birth: str, starts: str, ends: str, last: str) -> list[Finding]:
        found: list[Finding] = []
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
        return found

    def _extra(self, columns: Sequence[Column], rows: int) -> Iterable[str]:
        if not self._labels:
            return ["{}"] * rows
        told: list[Column] = [columns[at] for at in self._attributes]
        told += ([day(cell).iso for cell in columns[at]] for at, day in self._hospital)
        return map(_json, repeat(self._labels), zip(*told, strict=True))


@remembered(1 << 12)
def _json(labels: tuple[str, ...], told: tuple[str, ...]) -> str:
    pairs = zip(labels, told, strict=True)
    return dumps({label: text for label, text in pairs if not blank(text)}, ensure_ascii=False)


@remembered(1 << 12)
def _first_told(*cells: str) -> str:
    return next((cell for cell in cells if not blank(cell)), "")


def _said(cells: tuple[str, ...], yes: Yes) -> tuple[str, str]:
    """(status, service): a status column may hold a category ('CIN plan'), a category may say 'Cancelled'.

    'unread' for a word that says neither open nor closed here: it is kept, and taken for a category if there is none.
    yes: what Yes says by the column's heading.
    """
    text, service = cells
    service = "" if blank(service) else service
    if yes and (told := plain(text)) is not None:
        return ("unread" if yes == "unclear" else "open" if told == (yes == "going on") else "closed"), service
    status = words.status(text)
    if status == "excluded" or (service and words.status(service) == "excluded"):
        return "excluded", ""
    if blank(text):
        return ("none" if status == "none" else ""), service
    return status or "unread", service or ("" if status else text)


_very_sensitive = remembered(1 << 12)(very_sensitive)
