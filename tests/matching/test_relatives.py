"""Which pairs are two of a family, whom `fctui link` asks nobody about: each kind planted alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matching.linkage.agreement import Agreement
from matching.linkage.relatives import relatives
from tests.matching.test_guards import AMELIA, THERE, UPN, named_
from tests.matching.test_scoring_weights import Someone, compared

GRETA = named_("Greta")
OTHER_UPN = "B907612340987"


def related(other: Someone, one: Someone = AMELIA, *, child: bool = True, bits: float = 1.0) -> bool:
    said = Agreement(compared(one, other)[0])
    return bool(relatives(said, np.array([child]), np.array([bits]))[0])


@pytest.mark.parametrize(
    ("other", "child", "grown"),
    [
        (GRETA, True, False),  # twins; of grown-ups at one door a changed name
        (replace(GRETA, homes=(THERE,)), False, False),  # a changed name, if nothing says whose
        (replace(GRETA, birth="2013-08-20"), True, True),  # brothers and sisters
        (replace(GRETA, birth="2013"), True, True),
        (replace(GRETA, birth=""), True, True),
        (replace(GRETA, birth="", homes=(THERE,)), True, True),
        (replace(GRETA, birth="2013", homes=(THERE,)), False, False),
        (named_("Ameliaa"), False, False),  # a slip
        (named_("Amelie"), False, False),
    ],
)
def test_those_of_a_family_are_told_by_all_but_the_given_name(other: Someone, child: bool, grown: bool) -> None:
    assert related(other) == child
    assert related(other, child=False) == grown
    assert not related(other, bits=5.0), "so much speaks for one person that people are asked"


def test_two_numbers_are_two_people_and_one_number_is_one() -> None:
    numbered = replace(AMELIA, upn=UPN)
    elsewhere = replace(GRETA, homes=(THERE,))
    assert related(replace(elsewhere, upn=OTHER_UPN), numbered, child=False)
    assert not related(replace(elsewhere, upn=UPN), numbered)
    assert not related(replace(GRETA, upn=UPN), numbered)
    assert not related(replace(GRETA, emails=("a@example.org",)), replace(AMELIA, emails=("a@example.org",)))
