"""Stable 64-bit numbers for texts: the same in every process and for ever, so they may be kept.

Python's own `hash` of a text may not.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_FACTOR = 0x9E3779B97F4A7C15
ALL = (1 << 64) - 1
"""All bits of a number."""
_STEP = np.uint64(_FACTOR)
_SHIFT = np.uint64(29)
_BLANK = bytes(8)


def hashes(texts: Sequence[str]) -> Hashes:
    """One number per text; 0 for ''."""
    digests = [blake2b(text.encode(), digest_size=8).digest() if text else _BLANK for text in texts]
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64)


def hashes_of_common(texts: Sequence[str]) -> Hashes:
    """As `hashes`, where many of the texts are the same: each different one is worked out once."""
    different = list(dict.fromkeys(texts))
    place = {text: at for at, text in enumerate(different)}
    return hashes(different)[[place[text] for text in texts]]


def hash_of(text: str) -> int:
    """The number that `hashes` gives to a text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") if text else 0


def mix(*parts: NDArray[np.uint64] | NDArray[np.int64]) -> Hashes:
    """One number for several, order counting. Two that fall together by chance cost a needless comparison."""
    out = np.zeros(len(parts[0]), np.uint64)
    for part in parts:
        out ^= part.astype(np.uint64)
        out *= _STEP
        out ^= out >> _SHIFT
    return out


def mixed(*parts: int) -> int:
    """As `mix`, of one number each."""
    out = 0
    for part in parts:
        out = ((out ^ part) * _FACTOR) & ALL
        out ^= out >> 29
    return out
