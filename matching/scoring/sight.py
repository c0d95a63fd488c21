"""The most that the names of two records can say for one person, told before their letters are compared.

As `bounds` tells it of many: most pairs that share a key cannot reach the review line whatever their names turn out
to be.
"""

from itertools import product

from matching.scoring.frequencies import Common
from matching.scoring.person import Person, Values
from matching.scoring.said import FAMILY, GIVEN, MIDDLE, ORDER
from matching.scoring.scale import Scale


def names_at_best(one: Person, other: Person, common: Common, by: Scale) -> float:
    """Bits for one person that no names of the two come to more than."""
    if not one.names or not other.names:
        return 0.0
    return by.anything[ORDER] + max(_at_best(a, b, common, by) for a, b in product(one.names, other.names))


def _at_best(a: Values, b: Values, common: Common, by: Scale) -> float:
    (g, m, f), (h, n, e) = a, b
    exchanged = g == e > 0 or f == h > 0
    moved = g == n > 0 or h == m > 0  # the given name of one is the middle name of the other
    if g == h > 0:
        given = by.same(GIVEN, common("given", g))
    else:  # that neither has one may count under one roof
        given = by.anything[GIVEN] if exchanged or g == h else by.unlike[GIVEN]
    if f == e:
        family = _same_family(a, b, common, by) if f else by.anything[FAMILY] if exchanged else 0.0
    else:
        family = by.anything[FAMILY] if exchanged else by.unlike[FAMILY]
    if moved and g != h:
        middle = by.anything[MIDDLE]
    else:
        middle = 0.0 if not m or not n else by.same(MIDDLE, common("middle", m)) if m == n else by.unlike[MIDDLE]
    return given + family + middle


def _same_family(a: Values, b: Values, common: Common, by: Scale) -> float:
    """What a family name says depends on whether the given names fit."""
    held = common("family", a[2])
    both = min(common.at("whole", a), common.at("whole", b))
    apart, together = by.bonds(held, common("given", a[0]), both)
    fits = by.same(FAMILY, held, together)
    return fits if a[0] == b[0] > 0 else max(fits, by.same(FAMILY, held, apart))
