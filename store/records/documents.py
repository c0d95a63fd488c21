"""What a record's version says as one document: the row that it came from, as JSON (table record_version, said).

Values stand by position, in the order of RecordRow from the birth date to the involvements; schema 0021 names them.
They are written from the columns of many rows, of which one look tells nearly always that nothing needs escaping.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
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


def documents(said: RecordColumns) -> Iterator[str]:
    """What each of the rows says, without where it stood and without the key."""
    count = len(said.row_no)
    episodes = said.involvements
    workers = {worker: f"[{_texts(worker)}]" if worker else "null" for worker in set(episodes.worker)}
    *called, placeholder = said.names[1:]
    names = [f"[{name},{flag}]" for name, flag in zip(_each(called), placeholder, strict=True)]
    told = [
        f"[{what},{worker},{details}]"
        for what, worker, details in zip(
            _each(episodes[1:7]), map(workers.__getitem__, episodes.worker), _each([episodes.attributes]), strict=True
        )
    ]
    parts = (
        (said.names.of, names),
        *(
            (some.of, [f"[{one}]" for one in _each(some[1:])])
            for some in (said.identifiers, said.addresses, said.contacts)
        ),
        (episodes.of, told),
    )
    lists = (together(count, of, texts, ",") for of, texts in parts)
    return (
        f"[{birth},{estimated},{rest},{unborn},[{names}],[{numbers}],[{homes}],[{reached}],[{worked}]]"
        for birth, estimated, rest, unborn, names, numbers, homes, reached, worked in zip(
            _each([said.birth_date]),
            said.birth_estimated,
            _each([said.expected_birth, said.sex, said.death_date]),
            said.unborn,
            *lists,
            strict=True,
        )
    )


def _each(fields: Sequence[Sequence[str]]) -> Iterator[str]:
    """Texts of each row of these columns as JSON, with commas between; nearly all hold nothing to escape."""
    if "".join(chain.from_iterable(fields)).encode().translate(None, _PLAIN):
        return map(_texts, zip(*fields, strict=True))
    return (f'"{told}"' for told in map('","'.join, zip(*fields, strict=True)))


def _texts(told: Iterable[str]) -> str:
    return ",".join(map(encode_basestring, told))


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
