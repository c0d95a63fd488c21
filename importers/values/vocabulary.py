"""Sets of words, written the way a person reads them."""


def vocabulary(*lines: str) -> frozenset[str]:
    """The words of some lines, apart by spaces; by '|' if any stands there, so that phrases can be among them."""
    text = " ".join(lines)
    parts = text.split("|") if "|" in text else text.split()
    return frozenset(part.strip() for part in parts)
