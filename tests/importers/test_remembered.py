"""What is remembered of cells while a file is read is gone when it has been read, however that ends."""

import gc
from pathlib import Path

import pytest

from importers import remembered as memory
from importers.delivery import Cancelled
from importers.remembered import one_pass, remembered
from store.session import Session
from tests.importers import deliveries

ROWS = deliveries.PEOPLE + "1,Smith,Mr Amelia,14/03/2013,9434765919,HA0 2AB\n"


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How much each memory held when it was emptied."""
    found: list[int] = []

    def noting(forget: object) -> object:
        def told() -> None:
            found.append(forget.__self__.cache_info().currsize)  # type: ignore[attr-defined]
            forget()  # type: ignore[operator]

        return told

    monkeypatch.setattr(memory, "_forgetters", [noting(one) for one in memory._forgetters])
    return found


def test_a_dry_run_leaves_nothing_of_a_cell(admin: Session, tmp_path: Path, sizes: list[int]) -> None:
    deliveries.feed(admin)
    deliveries.check(admin, tmp_path / "a.csv", ROWS)
    assert sum(sizes) > 0, "nothing was remembered: this test tests nothing"
    sizes.clear()
    with one_pass():
        pass
    assert sum(sizes) == 0


def test_a_pass_that_is_cancelled_forgets_too() -> None:
    @remembered(8)
    def double(text: str) -> str:
        return text * 2

    def stopped() -> None:
        with one_pass():
            double("Smith")
            assert not gc.isenabled()
            raise Cancelled

    with pytest.raises(Cancelled):
        stopped()
    assert gc.isenabled()
    assert double.cache_info().currsize == 0  # type: ignore[attr-defined]
