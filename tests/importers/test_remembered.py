"""What is remembered of cells while a file is read is gone when it has been read, however that ends."""

import gc
from pathlib import Path
from typing import Any

import pytest

from importers.checking.plan import Plan
from importers.refusals import Cancelled
from importers.values import remembered as memory
from importers.values.remembered import Memory, one_pass, remembered
from store.session import Session
from tests.importers import deliveries

ROWS = deliveries.PEOPLE + "1,Smith,Mr Amelia,14/03/2013,9434765919,HA0 2AB\n"


def held() -> int:
    """How much is remembered now."""
    functions = sum(forget.__self__.cache_info().currsize for forget in memory._forgetters)  # type: ignore[attr-defined]
    return functions + sum(map(len, memory._memories.values()))


def test_a_dry_run_leaves_nothing_of_a_cell(admin: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deliveries.feed(admin)
    checking: list[int] = []
    add = Plan.add

    def looked_at(plan: Plan, *rows: Any) -> None:
        checking.append(held())
        add(plan, *rows)

    monkeypatch.setattr(Plan, "add", looked_at)
    deliveries.check(admin, tmp_path / "a.csv", ROWS)
    assert sum(checking) > 0, "nothing was remembered: this test tests nothing"
    assert held() == 0


def test_a_memory_begins_anew_when_it_is_full() -> None:
    asked: list[int] = []
    twice = Memory[int, int](lambda number: asked.append(number) or number * 2, 2)
    assert list(map(twice.__getitem__, [1, 2, 1, 3, 1])) == [2, 4, 2, 6, 2]
    assert asked == [1, 2, 3, 1]
    assert len(twice) == 2


def test_a_pass_that_is_cancelled_forgets_too() -> None:
    @remembered(8)
    def double(text: str) -> str:
        return text * 2

    @remembered(8)
    def joined(one: str, other: str) -> str:
        return one + other

    def stopped() -> None:
        with one_pass():
            assert double("Smith") + joined("Jo", "Khan") == "SmithSmithJoKhan"
            assert held() == 2
            assert not gc.isenabled()
            raise Cancelled

    with pytest.raises(Cancelled):
        stopped()
    assert gc.isenabled()
    assert held() == 0
