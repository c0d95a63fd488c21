"""What stands above the list of a check."""

from datetime import timedelta
from pathlib import Path

from importers.delivering import trial
from screens.check_list import figures
from store.session import Session
from tests.importers.deliveries import AS_OF, PEOPLE, check, deliver, feed

AMELIA = "71,Smith,Amelia,14/03/2013,,HA0 2AB\n"
ZARA = "72,Khan,Zara,22/12/2016,4010232137,HA0 4TT\n"


def test_rule_22_who_comes_back_after_over_a_year_is_named_before_anything_is_delivered(
    admin: Session, tmp_path: Path
) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + AMELIA + ZARA, as_of=AS_OF - timedelta(days=400))
    deliver(admin, tmp_path / "b.csv", PEOPLE + AMELIA, as_of=AS_OF - timedelta(days=399))
    checked = check(admin, tmp_path / "c.csv", PEOPLE + AMELIA + ZARA + "\n")
    told = figures(checked, trial.to_come(admin, checked), 200).plain
    assert "1 returning" in told
    assert "1 id back after over a year: 72. The same people still?" in told
