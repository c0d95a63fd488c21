"""Values of other alphabets in Latin letters and figures."""

import pytest

from importers.bare.headings import tell
from importers.bare.scripts import written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("महेश", "mahesh"), ("मल्लीका", "mallika"), ("श्रेष्‍ठ", "shreshth"), ("अञ्जना", "anjana"),
        ("রহমান", "rahaman"), ("அகரன்", "akaran"), ("వెంకటేశ్", "venkatesh"), ("ಮಂಜುನಾಥ", "manjunatha"),
        ("გიორგი მაისურაძე", "giorgi maisuradze"), ("Արմեն", "Armen"), ("Соколова", "Sokolova"),
        ("२०५५/०४/१६", "2055/04/16"), ("٠٧٩", "079"), ("Zoë 7", "Zoë 7"), ("王伟", "王伟"),
    ],
)  # fmt: skip
def test_names_and_figures_as_a_passport_has_them(text: str, said: str) -> None:
    assert written(text) == said


def test_headings_are_known_in_their_own_letters() -> None:
    assert tell("नाम").kind == "full_name"
    assert tell("थर").kind == "family_name"
    assert tell("NAM").kind != "full_name", "a health number in Quebec"
