"""The agencies as an officer names them before a number of theirs: 'brent housing 31154' (F9, F10)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from matching.lookup.folding import folded
from matching.lookup.forms import ID_LABEL, id_behind
from matching.scoring.remembering import remembered
from store.vault.database import Connection

_WORD = re.compile(r"[^\W_]+")
_FILLERS = frozenset(("and", "borough", "council", "of", "the"))
"""Said or left out in any agency's name."""
_BETWEEN = rf"[ &/.(-]+(?:(?:{'|'.join(sorted(_FILLERS))})[ &/.(-]+)*"
_OTHERWISE = frozenset(("nhs", "id", "upn", "uprn", "nino", "ni", "pnc", "cro", "number", "age", "born", "dob"))
"""Words that say already what stands behind them, whatever an agency is called."""
_SHORTEST = 3  # letters


@dataclass(frozen=True, slots=True)
class Agencies:
    """form: one of the agencies and a number, in folded text, with groups `label` and `value`. feeds: by the words
    that name it, each of an agency's feeds as leads name it, 'Housing (Brent)'.
    """

    form: re.Pattern[str]
    feeds: dict[str, tuple[str, ...]]


NONE = Agencies(re.compile(r"(?!)"), {})


def known(connection: Connection) -> Agencies:
    """Those of the hub, by the codes and names of agencies and by the codes and labels of their feeds, an area before
    or behind. An area alone names nobody: people are called so.
    """
    rows = connection.execute(
        "select f.label, a.area, f.code, a.code, a.name from feed f"
        " cross join agency a on a.id = f.agency_id order by f.id"
    )
    return named(tuple(rows))


def words(text: str) -> str:
    """A name of an agency without what may be left out."""
    return " ".join(word for word in _WORD.findall(folded(text)) if word not in _FILLERS)


@remembered(4)
def named(rows: tuple[tuple[str, str, str, str, str], ...]) -> Agencies:
    """Feeds by label, area, code, code of their agency and its name."""
    feeds: dict[str, dict[str, None]] = defaultdict(dict)
    for label, area, *codes, name in rows:
        for said in (label, f"{area} {label}", f"{label} {area}", name, f"{name} {label}", *codes):
            feeds[words(said)][f"{label} ({area})"] = None
    named = {said: tuple(of) for said, of in feeds.items() if len(said) >= _SHORTEST and said not in _OTHERWISE}
    if not named:
        return NONE
    longest_first = sorted(named, key=len, reverse=True)
    form = "|".join(_BETWEEN.join(map(re.escape, said.split())) + r"\)?" for said in longest_first)
    return Agencies(id_behind(rf"(?P<label>{form})(?: (?:{ID_LABEL}))?"), named)
