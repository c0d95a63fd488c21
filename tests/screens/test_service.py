"""How one line of a service's page reads."""

from screens.service import fact


def test_a_label_as_long_as_its_column_does_not_run_into_its_value() -> None:
    assert fact("Case number", "7001", 76).plain == "Case number   7001"
    assert fact("Admission Type", "Main", 76).plain == "Admission Type\n              Main"
    long = fact("Eligible for free school meals", "yes", 76).plain
    assert long.startswith("Eligible for free school meals\n"), "whole, or cut with a sign"
