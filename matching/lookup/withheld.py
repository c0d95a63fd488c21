"""Who is nobody for a search: whoever's existence is hidden (R18) and, in closed mode, every adult (R28).

They are taken out of the index before anything is ranked or counted, so that no order, no count and no 'more than 25'
depends on them.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.lookup.nearness import latest, place
from store.disclosure.shields import ADULT, Covers
from store.records.restrictions import Level


def withheld(
    covers: Covers, person: NDArray[np.uint32], born: NDArray[np.uint32], children_on: date | None
) -> NDArray[np.bool_]:
    """By a person's number, whether they are nobody for a search; shorter than the numbers go where nobody is.

    person, born: of each entry, born as in matching.lookup.nearness. children_on: the day, in closed mode; otherwise
    nobody asks when they are born. Who may be a child by any of their entries is one: also if the date is not known, or
    only a part of it (R2).
    """
    hidden = [number for number, level in covers.items() if level is Level.EXISTENCE]
    if not hidden and children_on is None:
        return np.zeros(1, np.bool_)
    nobody = np.zeros(max(int(person.max(initial=0)), *hidden, 0) + 1, np.bool_)
    if children_on is not None:
        of_age = place(children_on.year - ADULT, children_on.month, children_on.day)
        nobody[person] = True
        nobody[person[(born == 0) | (latest(born) > of_age)]] = False
    nobody[hidden] = True
    nobody[0] = False
    return nobody
