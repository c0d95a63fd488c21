"""Whom to ring about a person: the worker, team and telephone of a row, and what stands there that nobody can ring."""

import re
from collections.abc import Callable, Sequence

from importers.checking.batches import Column, Found
from importers.checking.catalogue import Finding
from importers.checking.layout import Layout
from importers.fields import WORKER, Field
from importers.values import contacts
from importers.values.cells import blank, ditto
from importers.values.remembered import Memory, remembered
from store.records.workers import Worker

_TEAM = re.compile(
    r"\b(?:team|duty|desk|service|services|hub|queue|office|reception|surgery|practice|centre|center|clinic|unit|council|school|patch|"
    r"helpline|front door|mash|allocations?|unallocated|caseloads?)\b"
)
"""Of text in lower case."""
_UNALLOCATED = re.compile(
    r"^(?:(?:un-?|not (?:yet )?|none )(?:allocated|assigned)(?: (?:staff|workers?|cases?))?"
    r"|pool|no (?:allocated |named |key ?|social )?worker(?: allocated| assigned)?|tb[ca]|pending(?: allocation)?"
    r"|vacan(?:t|cy)(?: (?:post|patch|caseload|position))?(?:\W.*)?"
    r"|(?:long[- ]term )?locum(?: gp| doctor)?"
    r"|(?:to be|awaiting) (?:allocated|allocation)|(?:on )?(?:the )?waiting list"
    r"|(?:(?:unknown|default|dummy|system|migration) )?(?:unknown|worker|user|staff|system)(?: unknown)?"
    r"|(?:(?:client|person|patient|family|victim) )?(?:declined|refused)(?: \w+){0,3}"
    r"|not (?:engaged|engaging|required|needed)"
    r"|(?:case )?closed|left|leaver|do not use)$",
    re.I,
)
_NAMED = re.compile(r"\w.*\w")
"""'0', 'x' and '**' are nobody; a collar number is somebody."""
_ELSEWHERE = re.compile(
    r"^(?:(?:please |pls )?(?:see|check|refer to|as per) (?:the )?(?:case ?)?(?:notes?|files?|comments?|records?|system"
    r"|above|below|attached)|as above|various|multiple|several)\W*$",
    re.I,
)
_WITH_PHONE = re.compile(r"^([^\d]*[^\W\d_]{2}[^\d]*?)[\s,:(–-]+((?:\+44|0)[\d ()]{8,14}\d)\)?$")
"""'Tom O'Neill 07700 900222'."""
_WORDS = re.compile(r"[^\s,]+")


class WorkerReader:
    def __init__(self, layout: Layout) -> None:
        self._cells = layout.cells(
            Field.WORKER_FIRST,
            Field.WORKER_NAME,
            Field.WORKER_ROLE,
            Field.WORKER_TEAM,
            Field.WORKER_PHONE,
            Field.WORKER_EMAIL,
        )
        self._rung = layout.every(*WORKER)
        self._phones = layout.every(Field.WORKER_PHONE)
        worker = layout.one(Field.WORKER_NAME)
        role = layout.mapping.columns[worker].role if worker >= 0 else ""
        self._workers = Memory[tuple[str, ...], Worker | None](lambda told: _worker(told, role), 1 << 13)

    def read(self, columns: Sequence[Column], found: Found) -> list[Worker | None]:
        """The worker of each row. 'See notes' is nobody and said, and so is a telephone that cannot be rung."""
        for at in self._rung:
            _note(columns[at], _elsewhere, ("WORKER_ELSEWHERE", at), found)
        for at in self._phones:
            _note(columns[at], _no_telephone, ("PHONE_FORMAT", at), found)
        return list(map(self._workers.__getitem__, zip(*self._cells(columns), strict=True)))


def _note(column: Column, odd: Callable[[str], bool], finding: Finding, found: Found) -> None:
    """Note the rows whose cell is odd; each different text is looked at once."""
    some = set(filter(odd, set(column)))
    if some:
        for row, text in enumerate(column):
            if text in some:
                found[row].append(finding)


@remembered(1 << 12)
def _no_telephone(text: str) -> bool:
    return not (blank(text) or _elsewhere(text) or contacts.to_ring(text))


def _written_to(cell: str, email: str) -> tuple[str, str]:
    """The cell and the e-mail: an address where a name or a telephone should stand is the e-mail, if there is none."""
    return ("", cell) if contacts.email(cell) and email.casefold() in ("", cell.casefold()) else (cell, email)


@remembered(1 << 12)
def _elsewhere(text: str) -> bool:
    return ditto(text) or bool(_ELSEWHERE.match(text))


def _worker(told: tuple[str, ...], implied: str) -> Worker | None:
    """A worker; a team in the worker's column is kept as the team. implied: the role that the heading names."""
    first, name, role, team, phone, email = ("" if blank(text) or _elsewhere(text) else text for text in told)
    if first.casefold() not in _WORDS.findall(name.casefold()):
        name = f"{first} {name}".strip()
    if name.rstrip(")")[-1:].isdigit() and (beside := _WITH_PHONE.match(name)):
        name, phone = beside[1], phone or beside[2]
    name, email = _written_to(name, email)
    phone, email = _written_to(phone, email)
    phone = contacts.to_ring(phone)
    if _UNALLOCATED.match(name.strip("()[] ")) or not _NAMED.search(name):
        name = ""
    if not (name or role or team or phone or email):
        return None
    if name and _TEAM.search(name.lower()):
        return Worker("", role, team or name, phone, email)
    return Worker(name, role or (implied if name else ""), team, phone, email)
