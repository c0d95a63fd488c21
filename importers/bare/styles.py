"""What stands before a name and is none of it: how somebody is addressed, and whose child or wife they are.

Titles as each tongue's forms print them, of many tongues; short ones only with their full stop, since An, Ny and Id are
names elsewhere. 'S/O', 'D/O', 'W/O' and 'C/O' (son, daughter, wife of, care of) are those of India's registers.
"""

import re

_SHORT = "tn|ny|nn|sdri?|an|by|bpk|hj|kh|ifj|id|legif|özv|sig|dott|hr|sra?|srta|sn|alh|engr|kum|smt|sh"
_WHOLE = "bapak|ibu|saudara|saudari|shri|shree|shrimati|smt|herr|frau|mme|mlle|doña|dña|srta|mallam|alhaja|engr"
_STYLE = re.compile(rf"^(?:(?:[swdc]/o\b|(?:{_SHORT})(?=\.)|(?:{_WHOLE})\b)[\s.:]*)+(?=[^\W\d_])", re.I)


def unstyled(text: str) -> str:
    """The name without what stands before it: 'S/O Shri Ramesh' → 'Ramesh', 'Ny. Marsinah' → 'Marsinah'."""
    return _STYLE.sub("", text)
