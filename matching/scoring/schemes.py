"""Numbers that turn out to be no person's own: a household's, a tenancy's, a case's.

A file says 'number' and not whose. Where people who cannot be one share a value, the scheme is taken for what it is:
something that is said of several people, and compared as such.
"""

from dataclasses import replace

import numpy as np

from matching.scoring.arrays import Ints
from matching.scoring.columns import Table
from matching.scoring.compare import Field, compare
from matching.scoring.dates import Birth
from matching.scoring.ragged import ragged
from matching.scoring.spelling import Name

SHARED = 0.1  # part of the pairs that share a value and contradict each other, from which a scheme is no person's own
_JUDGED = 10  # pairs below which nothing is concluded
_LOOKED_AT = 20_000


def personal(table: Table) -> Table:
    """The table with the numbers of shared schemes among its attributes."""
    scheme, value = table.numbers.columns
    if not len(scheme):
        return table
    shared = np.isin(scheme, _shared(table))
    if not shared.any():
        return table
    owner = table.numbers.owners
    kept = np.stack([owner, scheme, value], axis=1)
    said = np.stack([table.attributes.owners, *table.attributes.columns], axis=1)
    return replace(
        table,
        numbers=ragged(table.size, kept[~shared].astype(np.int32)),
        attributes=ragged(table.size, np.concatenate([said, kept[shared]]).astype(np.int32)),
    )


def _shared(table: Table) -> Ints:
    """The schemes that contradicting records share."""
    owner, (scheme, value) = table.numbers.owners, table.numbers.columns
    order = np.lexsort((owner, value, scheme))
    owner, scheme, value = owner[order], scheme[order], value[order]
    at = np.flatnonzero((scheme[1:] == scheme[:-1]) & (value[1:] == value[:-1]) & (owner[1:] != owner[:-1]))
    at = at[:: max(1, len(at) // _LOOKED_AT)]
    level = compare(table, owner[at], owner[at + 1]).levels
    given, birth = level[Field.GIVEN], level[Field.BIRTH]
    told = (given > Name.MISSING) & (given <= Name.DIFFERENT)
    far = told & (given >= Name.HALF) & ((birth >= Birth.NEAR) | (birth == Birth.MISSING))
    judged = np.bincount(scheme[at][told], minlength=int(scheme.max()) + 1)
    against = np.bincount(scheme[at][far], minlength=len(judged))
    return np.flatnonzero((judged >= _JUDGED) & (against > SHARED * judged))
