"""Refused sign-ins, kept until somebody's keys are open and the audit log can take them (STORE.md §2.3).

Each line is sealed to a public key in the key file, so that anybody may add and only a signed-in person's
program may read.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from store.vault.files import appending, locked, read_bounded, told_plainly
from store.vault.keys import Keys
from store.vault.slots import SlotError, seal, unseal

_CONTEXT = b"refused sign-in"
_MOST_BYTES = 1024 * 1024  # some three thousand refusals; more add nothing
_SAID, _LONGEST = ("at", "login", "why"), 200
"""What a refusal says; a forged one could quote a ledger that never was, which the log's check would take for a cut."""


class Spool:
    """The refused sign-ins of one hub."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "refused.spool"
        self._lock = directory / "spool.lock"

    def add(self, public: str, refusal: Mapping[str, object]) -> None:
        """Keep a refusal, sealed to the key file's `spool` key."""
        sealed = b64encode(seal(json.dumps(refusal).encode(), bytes.fromhex(public), _CONTEXT))
        with told_plainly(), locked(self._lock), appending(self._path) as file:
            if file.tell() < _MOST_BYTES:
                file.write(sealed + b"\n")

    @contextmanager
    def emptied(self, keys: Keys) -> Generator[list[dict[str, object]]]:
        """Yield the refusals kept, oldest first; they are dropped if the block ends without an exception.

        A line that does not open is yielded as {'why': 'unreadable'}: somebody altered it. So is a file that no
        program of ours leaves, larger than it can be: it must not keep everybody out.
        """
        with told_plainly(), locked(self._lock):
            yield [_opened(line, keys) for line in self._lines()]
            self._path.unlink(missing_ok=True)

    def _lines(self) -> list[bytes]:
        try:
            return read_bounded(self._path, 2 * _MOST_BYTES).splitlines()
        except FileNotFoundError:
            return []
        except OSError:
            return [b""]


def _opened(line: bytes, keys: Keys) -> dict[str, object]:
    try:
        said: object = json.loads(unseal(b64decode(line), keys.spool, _CONTEXT))
    except (SlotError, ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return {"why": "unreadable"}
    kept = cast("dict[str, object]", said)
    return {name: str(kept[name])[:_LONGEST] for name in _SAID if name in kept}
