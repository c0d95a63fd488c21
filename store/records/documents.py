"""What a record's version says as one document: the row that it came from, as JSON (table record_version, said).

Values stand by position, in the order of RecordRow from the birth date to the involvements; schema 0021 names them.
The encoder knows their types beforehand, which takes a third of the time of one that has to look.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter

from store.records.rows import Address, ContactPoint, Identifier, Involvement, Name, RecordColumns, RecordRow
from store.records.workers import Worker

EMPTY = '["",0,"","","",0,[],[],[],[],[]]'
"""What is left of a version that was redacted."""

_Text5 = tuple[str, str, str, str, str]
_encoder = TypeAdapter(
    tuple[
        str, int, str, str, str, int,
        tuple[tuple[str, str, str, str, int], ...],
        tuple[tuple[str, str, str], ...],
        tuple[tuple[str, str, str, str, str, str, str, str, str], ...],
        tuple[tuple[str, str], ...],
        tuple[tuple[str, str, str, str, str, str, _Text5 | None, str], ...],
    ]
).serializer  # fmt: skip


def documents(said: RecordColumns) -> Iterator[str]:
    """What each of the rows says, without where it stood and without the key."""
    return (_encoder.to_json(told).decode() for told in zip(*said[2:13], strict=True))


def rows(told: Iterable[tuple[int, str, str, str]]) -> list[RecordRow]:
    """The rows of (row number, source key, document, why closed)."""
    held = list(told)
    said: list[list[Any]] = json.loads(f"[{','.join(one[2] for one in held)}]")
    return [
        RecordRow(
            number,
            key,
            *head,
            names=tuple(map(Name._make, names)),
            identifiers=tuple(map(Identifier._make, numbers)),
            addresses=tuple(map(Address._make, addresses)),
            contacts=tuple(map(ContactPoint._make, contacts)),
            involvements=tuple(map(_involvement, episodes)),
            closed=closed,
        )
        for (number, key, _, closed), (*head, names, numbers, addresses, contacts, episodes) in zip(
            held, said, strict=True
        )
    ]


def _involvement(told: list[Any]) -> Involvement:
    worker = told[6]
    return Involvement._make((*told[:6], Worker._make(worker) if worker and any(worker) else None, told[7]))
