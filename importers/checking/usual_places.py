"""Addresses as most are written, read column by column: 'Flat 3, 12a Acacia Road, Wembley, HA0 2AB'."""

from itertools import repeat
from operator import not_
from typing import NamedTuple

from importers.checking.batches import Column, places
from importers.values.places import FLATS, postcode, usual_house, usual_road

_NOWHERE = ("", "", "")


class Usual(NamedTuple):
    """Addresses of rows: the columns of Address without the kind, what is wrong with each postcode ('' if nothing).

    odd: rows (from 0) that are written in another way, of which nothing here holds.
    """

    columns: list[list[str]]
    wrong: list[str]
    odd: set[int]


def usual(told: Column, towns: Column, codes: Column, uprns: Column) -> Usual:
    """What `importers.values.places.address` makes of each of these addresses, read together in a third of the time.

    towns: each from a column of its own, '' if there is none; codes: the postcodes likewise.
    """
    houses, rests = _apart(told)
    roads, inside, within = map(list, zip(*(found or _NOWHERE for found in map(usual_road, rests)), strict=True))
    odd = {*places(map(not_, houses)), *places(map(not_, inside))}
    odd |= {row for row in places(within) if codes[row]} | {row for row in places(towns) if towns[row] != inside[row]}
    given = [code or other for code, other in zip(codes, within, strict=True)] if any(within) else codes
    texts, statuses, wrong = map(list, zip(*map(postcode, given), strict=True))
    lines = [
        whole if other or not text else f"{whole}, {text}"
        for whole, other, text in zip(told, within, texts, strict=True)
    ]
    homes = [
        f"{text}|{house}" if status == "valid" else ""
        for text, house, status in zip(texts, houses, statuses, strict=True)
    ]
    return Usual([lines, houses, roads, inside, texts, statuses, list(uprns), homes], wrong, odd)


def _apart(told: Column) -> tuple[list[str], list[str]]:
    """House and flat of each, '' if they are not plain, and the rest behind them."""
    fronts, _, rests = map(list, zip(*map(str.partition, told, repeat(" ")), strict=True))
    for row in [row for row, front in enumerate(fronts) if front in FLATS]:
        flat, _, rest = rests[row].partition(", ")
        number, _, rests[row] = rest.partition(" ")
        fronts[row] = f"{fronts[row]} {flat}, {number}"
    return list(map(usual_house, fronts)), rests


def blank(rows: int) -> Usual:
    """Addresses all of which are written in another way."""
    return Usual([[""] * rows for _ in range(8)], [""] * rows, set(range(rows)))
