"""Text as it is compared: one shape for every letter, digit, apostrophe and dash."""

from __future__ import annotations

import re
import unicodedata

from matching.lookup import forms


def folded(text: str) -> str:
    """Lower case, no marks over letters, every digit and apostrophe and dash a plain one, nothing invisible."""
    if text.isascii() and text.isprintable():
        text = text.lower()
    else:
        text = forms.FRACTION.sub(".5", text)
        seen = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
        plain = (c for c in unicodedata.normalize("NFKD", "".join(seen).casefold()) if not unicodedata.combining(c))
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    text = forms.APOSTROPHE.sub("", text)
    return re.sub(r"[‐‑‒–—−]", "-", re.sub(r"[’‘`´ʼʹ]", "'", text))
