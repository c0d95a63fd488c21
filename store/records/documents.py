"""What a record's version says as one document: the row that it came from, as JSON (table record_version, said).

Values stand by position, in the order of RecordRow from the birth date to the involvements; schema 0021 names them.
They are written from the columns of many rows: one look at a column tells nearly always that nothing needs escaping.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from store.records.columns import RecordColumns
from store.records.contents import together
from store.records.rows import Address, ContactPoint, Identifier, Involvement, Name, RecordRow
from store.records.workers import Worker

EMPTY = '["",0,"","","",0,[],[],[],[],[]]'
"""What is left of a version that was redacted."""

_PLAIN = bytes(code for code in range(256) if code >= 32 and code not in b'"\\')
"""All that stands in JSON as it is."""


def documents(said: RecordColumns) -> list[str]:
    """What each of the rows says, without where it stood and without the key."""
    count = len(said.row_no)
    *called, placeholder = said.names[1:]
    *episodes, worker, details = said.involvements[1:]
    names = [f'["{name}",{flag}]' for name, flag in zip(_each(called), placeholder, strict=True)]
    worked = [
        f'["{what}",{worker},"{more}"]'
        for what, worker, more in zip(_each(episodes), _workers(worker), _escaped(details), strict=True)
    ]
    parts = (
        (said.names.of, names),
        *(
            (some.of, [f'["{one}"]' for one in _each(some[1:])])
            for some in (said.identifiers, said.addresses, said.contacts)
        ),
        (said.involvements.of, worked),
    )
    lists = (together(count, of, texts, ",") for of, texts in parts)
    return [
        f'["{birth}",{estimated},"{rest}",{unborn},[{names}],[{numbers}],[{homes}],[{reached}],[{worked}]]'
        for birth, estimated, rest, unborn, names, numbers, homes, reached, worked in zip(
            _escaped(said.birth_date),
            said.birth_estimated,
            _each((said.expected_birth, said.sex, said.death_date)),
            said.unborn,
            *lists,
            strict=True,
        )
    ]


def _each(columns: Iterable[Sequence[str]]) -> Iterator[str]:
    """The texts of each row of these columns as JSON, without the first quotation mark and the last."""
    return map('","'.join, zip(*map(_escaped, columns), strict=True))


def _escaped(column: Sequence[str]) -> Sequence[str]:
    """Texts as they stand between quotation marks; nearly always as they are."""
    if not "".join(column).encode().translate(None, _PLAIN):
        return column
    return [encode_basestring(text)[1:-1] for text in column]


def _workers(workers: Sequence[Worker | None]) -> Iterator[str]:
    """Each as JSON; one who stands in many rows is written once."""
    marks = list(map(id, workers))
    distinct = dict(zip(marks, workers, strict=True))
    some = {mark: worker for mark, worker in distinct.items() if worker}
    written = (f'["{told}"]' for told in _each(zip(*some.values(), strict=True)))
    told = dict.fromkeys(distinct, "null") | dict(zip(some, written, strict=True))
    return map(told.__getitem__, marks)


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
