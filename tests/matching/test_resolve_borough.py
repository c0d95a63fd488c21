"""A whole synthetic borough delivered and linked: nobody joined wrongly, most found, few questions."""

from pathlib import Path

from tests.benchmarks.bench_linkage import measure


def test_a_borough_is_linked_well(tmp_path: Path) -> None:
    figures = measure(tmp_path, people=1_500, seed=23)
    automatic, with_cases = figures["automatic"], figures["with_cases"]
    assert isinstance(automatic, dict)
    assert isinstance(with_cases, dict)
    assert automatic["precision"] >= 0.999
    assert automatic["recall"] >= 0.90
    assert with_cases["recall"] >= 0.98
    assert figures["twins"] == 0
    assert float(str(figures["cases_per_10000"])) <= 550
