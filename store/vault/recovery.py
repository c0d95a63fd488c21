"""The recovery code: 256 random bits as eight groups that can be read out, each with a check character."""

import os

from store.errors import Told

BYTES = 32
GROUPS = 8
_GROUP_BYTES = BYTES // GROUPS
_DIGITS = 7  # 7 x 5 bits hold the 32 of a group
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to misread
_MISREAD = str.maketrans("ILO", "110")
_PRIME = 31


class MistypedCode(Told):
    """A recovery code that is incomplete or has a slip in it."""

    title = "The recovery code has a slip"
    advice = "Compare it with the print, group by group. Capitals, spaces and dashes do not matter."


def new_code() -> bytes:
    """Return a fresh recovery code's 32 bytes."""
    return os.urandom(BYTES)


def spoken(code: bytes) -> str:
    """Return `code` as eight groups of eight characters, the last of each a check on the seven before it."""
    pieces = (code[at : at + _GROUP_BYTES] for at in range(0, BYTES, _GROUP_BYTES))
    return "-".join(_group(number, int.from_bytes(piece, "big")) for number, piece in enumerate(pieces, 1))


def understood(text: str) -> bytes:
    """Return the bytes of a code as somebody typed it.

    Raises:
        MistypedCode: says which group to look at.
    """
    typed = "".join(c for c in text.upper().translate(_MISREAD) if c.isalnum())
    width = _DIGITS + 1
    if len(typed) != GROUPS * width:
        raise MistypedCode(
            sentence=f"The code has {GROUPS} groups of {width} characters, {GROUPS * width} in all; "
            f"{len(typed)} were given."
        )
    code = b""
    for number in range(1, GROUPS + 1):
        group = typed[(number - 1) * width : number * width]
        value = 0
        for character in group[:_DIGITS]:
            value = value * 32 + max(_ALPHABET.find(character), 0)
        if value >= 1 << (8 * _GROUP_BYTES) or _group(number, value) != group:
            raise MistypedCode(sentence=f"Group {number} of {GROUPS} is not as it was printed.")
        code += value.to_bytes(_GROUP_BYTES, "big")
    return code


def _group(number: int, value: int) -> str:
    digits = [value >> (5 * place) & 31 for place in reversed(range(_DIGITS))]
    check = (number + sum(weight * digit for weight, digit in enumerate(digits, 2))) % _PRIME
    return "".join(_ALPHABET[digit] for digit in [*digits, check])
