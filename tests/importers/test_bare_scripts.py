"""Values of other alphabets in Latin letters and figures."""

import pytest

from importers.bare.headings import tell
from importers.bare.scripts import written
from matching.scoring.names import tokens


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("महेश", "mahesh"), ("मल्लीका", "mallika"), ("श्रेष्‍ठ", "shreshth"), ("अञ्जना", "anjana"),
        ("রহমান", "rahaman"), ("அகரன்", "akaran"), ("వెంకటేశ్", "venkatesh"), ("ಮಂಜುನಾಥ", "manjunatha"),
        ("გიორგი მაისურაძე", "giorgi maisuradze"), ("Արմեն", "Armen"), ("Соколова", "Sokolova"),
        ("२०५५/०४/१६", "2055/04/16"), ("٠٧٩", "079"), ("Zoë 7", "Zoë 7"), ("王伟", "王伟"),
        ("مُحَمَّـد ۱۳۵۳", "محمد 1353"), ("০৮/০৩/১৯৮৪", "08/03/1984"), ("௧௯௮௪", "1984"), ("૧૯૮૪", "1984"), ("౧౯౮౪", "1984"),
    ],
)  # fmt: skip
def test_names_and_figures_as_a_passport_has_them(text: str, said: str) -> None:
    assert written(text) == said


@pytest.mark.parametrize(
    ("one", "other"),
    [("اشرف كريمي", "اشرف کریمی"), ("أحمد", "احمد"), ("ليلى", "لیلی"), ("عائشه", "عایشه"), ("نگھت", "نگهت")],
)
def test_letters_of_another_keyboard_are_the_same(one: str, other: str) -> None:
    assert written(one) == written(other)
    assert tokens(one) == tokens(other)


def test_letters_that_sound_otherwise_are_not() -> None:
    assert tokens("فاطمة") != tokens("فاطمه")
    assert tokens("سميع") != tokens("سمير")


def test_headings_are_known_in_their_own_letters() -> None:
    assert tell("नाम").kind == "full_name"
    assert tell("थर").kind == "family_name"
    assert [tell(text).kind for text in ("নাম (প্রথম)", "নাম (শেষ)", "নাম")] == ["given_name", "family_name", "full_name"]
    assert [tell(text).kind for text in ("ঠিকানা", "গ্রাম/পাড়া", "ফোন")] == ["address_full", "address_full", "phone_home"]
    assert (tell("মাতার নাম").label, tell("জন্ম").kind) == ("mother", "date_of_birth")
    assert tell("NAM").kind != "full_name", "a health number in Quebec"
