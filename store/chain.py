"""A chain of marks: each row's mark covers the row and the mark before it.

So no row can change or go missing unseen, except at the end; there the anchors help, by which two chains
quote each other's heads.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.constant_time import bytes_eq

from store.vault.keys import authenticate

START = b""  # the mark before the first row
SHORT = 8  # bytes of a mark that an anchor quotes


@dataclass(frozen=True)
class Head:
    """The newest row of a chain: its number (0 when empty) and its mark."""

    seq: int
    mac: bytes

    @property
    def anchor(self) -> list[int | str]:
        """What another chain quotes of this head: number and the beginning of the mark."""
        return [self.seq, self.mac[:SHORT].hex()]


def mark(key: bytes, previous: bytes, fields: tuple[int | str | None, ...]) -> bytes:
    """Return the mark of a row with `fields` after the row marked `previous`.

    Every field is written with its length, so that no two different rows read the same.
    """
    message = bytearray(len(previous).to_bytes(8, "big") + previous)
    for value in fields:
        if value is None:
            message += b"\xff" * 8
        else:
            body = str(value).encode()
            message += len(body).to_bytes(8, "big") + body
    return authenticate(key, bytes(message))


def canonical(detail: Mapping[str, object]) -> str:
    """Return `detail` as JSON that is the same for the same content; ASCII, which no odd input can break."""
    return json.dumps(detail, sort_keys=True, separators=(",", ":"))


def clean(text: str) -> str:
    """Return `text` as the database will give it back: without lone surrogates, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()


@dataclass(frozen=True)
class Findings:
    """What following a chain from its beginning showed.

    Attributes:
        rows: how many there are.
        bad: how many do not carry the mark they should.
        first_bad: the number of the first row that was changed or is missing; None if none.
        broken_anchors: rows that quote a head which the other chain does not have: it was cut or swapped.
    """

    rows: int
    bad: int
    first_bad: int | None
    broken_anchors: tuple[int, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.bad and not self.broken_anchors


def follow(rows: Iterable[tuple[Any, ...]], key: bytes, quote: str, mark_of: Callable[[int], bytes | None]) -> Findings:
    """Follow a chain row by row, in constant memory.

    Args:
        rows: by number; the first field is the number, the one before the last the detail, the last the mark.
        key: of the chain.
        quote: under which name a row's detail quotes the other chain's head.
        mark_of: gives the other chain's mark of a row, None if it has no such row.
    """
    count = bad = 0
    first_bad: int | None = None
    broken: list[int] = []
    previous, expected = START, 1
    for *fields, mac in rows:
        count += 1
        if fields[0] != expected or not bytes_eq(mark(key, previous, tuple(fields)), mac):
            bad += 1
            first_bad = expected if first_bad is None else first_bad
        elif f'"{quote}"' in fields[-1]:  # or somebody typed the word: only the key is an anchor
            anchor = json.loads(fields[-1]).get(quote)
            if anchor and not _quoted_rightly(anchor, mark_of):
                broken.append(fields[0])
        previous, expected = mac, fields[0] + 1
    return Findings(count, bad, first_bad, tuple(broken))


def _quoted_rightly(anchor: tuple[int, str], mark_of: Callable[[int], bytes | None]) -> bool:
    seq, short = anchor
    if seq == 0:
        return short == ""
    found = mark_of(seq)
    return found is not None and found[:SHORT].hex() == short
