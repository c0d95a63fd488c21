"""The names of two records compared in plain numbers and texts, as `naming` compares many."""

from itertools import product

from matching.scoring.addresses import Home
from matching.scoring.few import compare_but_names
from matching.scoring.frequencies import Common
from matching.scoring.naming import Order
from matching.scoring.person import Person, Values
from matching.scoring.ranks import NAME_RANK, ranked_one, rarer
from matching.scoring.said import FAMILY, GIVEN, HOME, MIDDLE, ORDER, Said
from matching.scoring.spelling import Name, level

_WORTH: list[int] = NAME_RANK.tolist()


def compare_two(one: Person, other: Person, common: Common) -> Said:
    """Compare two records."""
    said = compare_but_names(one, other, common)
    compare_names(one, other, said, common)
    return said


def compare_names(one: Person, other: Person, said: Said, common: Common) -> None:
    """Put what the names of two records say to what was said of the other fields."""
    if not one.names or not other.names:
        return
    meeting = [(a, b, *_name(one, other, a, b, common)) for a, b in product(one.names, other.names)]

    def rank(of: tuple[Values, Values, int, int, int, int, int, int]) -> tuple[int, int]:
        a, b, g, f, m, order, count_g, count_f = of
        worth = _WORTH[g] + _WORTH[f] + (m == Name.SAME) - 4 * (order > 0) + 8
        equal = ranked_one(worth, (g, f, m), count_g, count_f, _fewer(common, "whole", a, b))
        return equal, rarer(count_g, count_f, _fewer(common, "middle", a, b))

    a, b, g, f, m, order, count_g, count_f = max(reversed(meeting), key=rank) if len(meeting) > 1 else meeting[0]
    at_home = said.levels[HOME] == Home.SAME
    if not a[0] and not b[0] and Name.MISSING < f <= Name.CLOSE and at_home:
        g = Name.UNNAMED
    said.put(GIVEN, g, count_g)
    said.put(FAMILY, f, count_f)
    said.put(MIDDLE, m, _fewer(common, "middle", a, b))
    said.put(ORDER, order, _fewer(common, "whole", a, b))


def _name(one: Person, other: Person, a: Values, b: Values, common: Common) -> tuple[int, int, int, int, int, int]:
    """(given, family, middle, order) levels of two names, and how many hold the given and the family name."""
    g, m, f = (level(one, other, mine, yours) for mine, yours in zip(a, b, strict=True))
    if g >= Name.SIMILAR:
        if a[0] == b[1] or b[0] == a[1]:
            g, m = Name.MIDDLE, Name.MISSING
        elif _run_together(one, other, a, b) or _run_together(other, one, b, a):
            g, m = Name.VARIANT, m if m == Name.SAME else Name.MISSING
    swapped = _swapped(one, other, g, f, a, b, common)
    if swapped:
        g, f, order, count_g, count_f = swapped
        return g, f, m, order, count_g, count_f
    return g, f, m, Order.MISSING, _fewer(common, "given", a, b), _fewer(common, "family", a, b)


def _run_together(one: Person, other: Person, whole: Values, parted: Values) -> bool:
    """Whether one record's given and middle name, run together, are the other's given name."""
    texts = other.texts
    return bool(parted[1]) and one.texts[whole[0]] == texts[parted[0]] + texts[parted[1]]


def _swapped(
    one: Person, other: Person, g: int, f: int, a: Values, b: Values, common: Common
) -> tuple[int, int, int, int, int] | None:
    """(given, family, order, holders of each) where each name fits only the other's column."""
    if not (_unfit(g) and _unfit(f) and g + f):
        return None
    (given, _, family), (others, _, last) = a, b
    first, second = level(one, other, given, last), level(one, other, family, others)
    better, worse = sorted((first, second))
    alike = worse <= Name.PART or (worse == Name.SIMILAR and better > Name.MISSING)
    initial = worse == Name.INITIAL and better == Name.SAME  # 'J Smith' and 'Smith John'
    if not (better <= Name.CLOSE and (alike or initial) and worse > Name.MISSING):
        return None
    as_given = (first, max(common("given", given), common("family", last)))
    as_family = (second, max(common("family", family), common("given", others)))
    (g, count_g), (f, count_f) = sorted((as_given, as_family), reverse=initial)  # a family name is never an initial
    return g, f, Order.SWAPPED if first and second else Order.HALF, count_g, count_f


def _fewer(common: Common, kind: str, a: Values, b: Values) -> int:
    return min(common.at(kind, a), common.at(kind, b))


def _unfit(found: int) -> bool:
    return found >= Name.SIMILAR or found == Name.MISSING
