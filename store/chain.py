"""A chain of marks: each row's mark covers the row and the mark before it, so that no row can change or go missing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

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
    """Return `detail` as JSON that is the same for the same content; ASCII, so that odd input cannot break it."""
    return json.dumps(detail, sort_keys=True, separators=(",", ":"))


def clean(text: str) -> str:
    """Return `text` as the database will give it back: without lone surrogates, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()
