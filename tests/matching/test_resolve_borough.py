"""A whole synthetic borough delivered and linked: nobody joined wrongly, most found, few questions."""

from pathlib import Path

from fctui.borough import write
from tests.benchmarks.linkage_borough import APART, deliver_and_evaluate
from tests.benchmarks.linkage_subgroups import gap


def test_a_borough_is_linked_well(tmp_path: Path) -> None:
    write(1_500, 23, tmp_path / "borough")
    found, linkings, _ = deliver_and_evaluate(tmp_path / "borough", tmp_path / "hub")
    measures = found.measures
    assert measures.automatic.precision >= 0.999
    assert measures.automatic.recall >= 0.90
    assert measures.after_review.recall >= 0.98
    assert measures.candidate_recall >= 0.99
    assert measures.cases_per_10000 <= 550
    assert found.twins == 0
    assert sum(found.hard[kind].wrong for kind in APART if kind in found.hard) == 0
    assert gap(found.groups, "sex") >= -0.03
    assert sum(band.pairs for band in found.calibration if band.low >= 10) > measures.true_pairs / 2
    assert all(band.actual > 0.99 for band in found.calibration if band.low >= 10)
    assert sum(linking.records for linking in linkings) >= measures.records > 2_000
