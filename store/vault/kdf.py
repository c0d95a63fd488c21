"""From a password to a key, slowly on purpose: argon2id, with bounded and calibrated cost (STORE.md §2.3)."""

import time
import unicodedata
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from store.vault.files import locked
from store.vault.troubles import TooLittleMemory

SALT_BYTES = 16
MIB = 1024  # in KiB, argon2's unit
ABOUT_S = 1.0


@dataclass(frozen=True)
class Cost:
    """What one try of a password costs.

    Attributes:
        memory: KiB.
        passes: times over that memory.
        lanes: threads.
    """

    memory: int
    passes: int
    lanes: int

    @property
    def bounded(self) -> bool:
        """Whether it is neither so cheap that guessing pays nor so dear that it stops the computer."""
        return (
            FLOOR.memory <= self.memory <= CEILING.memory
            and FLOOR.passes <= self.passes <= CEILING.passes
            and 1 <= self.lanes <= CEILING.lanes
        )


FLOOR = Cost(64 * MIB, 1, 4)
CEILING = Cost(1024 * MIB, 16, 16)
_PASSES, _LANES = 3, 4
_LEAST, _MOST, _STEP = 64 * MIB, 256 * MIB, 16 * MIB


def stretch(password: str, salt: bytes, cost: Cost, lock: Path | None = None) -> bytes:
    """Return 32 bytes from `password` (compared as NFKC), at `cost`.

    With `lock`, tries wait for one another, so that ten sign-ins at once do not need ten times the memory.

    Raises:
        TooLittleMemory: this computer has not enough to spare.
    """
    assert cost.bounded
    secret = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    with locked(lock) if lock else nullcontext():
        try:
            return hash_secret_raw(secret, salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)
        except HashingError as trouble:
            raise TooLittleMemory(cost.memory // MIB) from trouble


def calibrate() -> Cost:
    """Return the cost that takes about one second on this computer, from 64 to 256 MiB."""
    started = time.perf_counter()
    stretch("calibration", bytes(SALT_BYTES), Cost(_LEAST, _PASSES, _LANES))
    elapsed = time.perf_counter() - started
    memory = int(_LEAST * ABOUT_S / elapsed) // _STEP * _STEP
    return Cost(min(max(memory, _LEAST), _MOST), _PASSES, _LANES)
