"""What is asked of whoever lets a held delivery in or turns it down: why (domain/9 rule 13), wherever that is done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from screens.ask_first import AskFirst

if TYPE_CHECKING:
    from store.records.held import HeldDelivery

_THEN = {
    "release": "An administrator can then deliver this file with this date, and nothing else.",
    "reject": "It will not be delivered. The file is left where it is.",
}


def ask_why(verdict: str, waits: HeldDelivery) -> AskFirst:
    """The form. verdict: 'release' or 'reject'."""
    return AskFirst(
        f"{verdict.capitalize()} {Path(waits.file).name}",
        f"{_THEN[verdict]} This is recorded.",
        (("Reason", "what you found out, without anybody's name"),),
    )
