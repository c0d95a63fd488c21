"""No full collection of garbage while somebody types."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from fctui.app import FamilyContext
from fctui.collecting import QUIET_S, Collecting
from store.hub import Hub


class Knot:
    """Refers to itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collecting() -> Iterator[Collecting]:
    collecting = Collecting()
    collecting.begin()
    yield collecting
    collecting.end()


def old_garbage() -> weakref.ref[Knot]:
    """What only a full collection finds."""
    knot = Knot()
    gc.collect()
    return weakref.ref(knot)


def falls_due() -> None:
    for _ in range(gc.get_threshold()[2]):
        gc.collect(1)


def test_garbage_stays_while_somebody_types_and_goes_when_nobody_does(collecting: Collecting) -> None:
    garbage = old_garbage()
    falls_due()
    collecting.if_due(QUIET_S / 2)
    assert garbage() is not None
    collecting.if_due(QUIET_S)
    assert garbage() is None


def test_nothing_is_looked_through_before_it_is_time(collecting: Collecting) -> None:
    garbage = old_garbage()
    collecting.if_due(QUIET_S)
    assert garbage() is not None


def test_of_itself_it_comes_ten_times_later_and_afterwards_as_before() -> None:
    usual = gc.get_threshold()
    collecting = Collecting()
    collecting.begin()
    assert gc.get_threshold() == (*usual[:2], 10 * usual[2])
    collecting.end()
    assert gc.get_threshold() == usual


async def test_the_app_leaves_the_interpreter_as_it_was(village_hub: Path) -> None:
    usual = gc.get_threshold()
    async with FamilyContext(Hub.open(village_hub)).run_test():
        assert gc.get_threshold() != usual
    assert gc.get_threshold() == usual
