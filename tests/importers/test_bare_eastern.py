"""Names written in one word, readings of names beside them, and what a heading says by its noun."""

from pathlib import Path

import pytest

from importers.bare.dates import Reading, english
from importers.bare.eastern import Families
from importers.bare.headings import tell
from importers.bare.places import in_figures
from tests.importers.bare_files import names_of, read, taken, written


def test_chinese_and_korean_names_in_one_word_have_a_family_name_of_one_letter() -> None:
    of = Families(["王伟", "李建国", "欧阳娜娜", "김민준", "Anna"])
    assert of.apart("王伟") == ("伟", "王")
    assert of.apart("李建国") == ("建国", "李")
    assert of.apart("欧阳娜娜") == ("娜娜", "欧阳")
    assert of.apart("김민준") == ("민준", "김")
    assert of.apart("Anna") is None


def test_japanese_names_are_parted_as_the_column_parts_others() -> None:
    of = Families(["佐藤 健一", "佐藤健一", "鈴木花子", "田中 誠"])
    assert of.apart("佐藤健一") == ("健一", "佐藤")
    assert of.apart("鈴木花子") is None, "nothing tells where its family name ends"
    assert of.apart("佐藤 健一") == ("健一", "佐藤"), "in these letters the family name comes first"
    assert of.apart("サトウ ケンイチ") == ("ケンイチ", "サトウ")
    assert of.apart("Sato Kenichi") is None


def test_readings_in_halves_and_in_one_are_one_name_whatever_their_width(tmp_path: Path) -> None:
    names = [("佐藤", "健一", "ｻﾄｳ", "ｹﾝｲﾁ", "さとう", "けんいち"), ("鈴木", "愛", "ｽｽﾞｷ", "ｱｲ", "すずき", "あい")] * 15
    whole = [[f"{a} {b}", f"{c} {d}", f"昭和{30 + n}年8月15日"] for n, (a, b, c, d, _, _) in enumerate(names)]
    halves = [[a, b, e, f, f"S{30 + n}.8.15"] for n, (a, b, _, _, e, f) in enumerate(names)]
    rows = read(
        written(tmp_path / "ward.csv", ["氏名", "フリガナ", "生年月日"], whole),
        written(tmp_path / "health.csv", ["姓", "名", "セイ", "メイ", "生年月日"], halves),
    )
    assert names_of(rows, 0) & names_of(rows, 30) == {("健一", "", "佐藤"), ("ケンイチ", "", "サトウ")}
    assert rows.table.birth[0] == rows.table.birth[30] == 19550815


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("栄町3丁目26番12号コーポ田中264", "栄町3-26-12 コーポ田中264"), ("栄町2丁目8番地", "栄町2-8 "),
        ("栄町3-26-12", "栄町3-26-12"),
    ],
)  # fmt: skip
def test_blocks_in_words_and_in_figures(text: str, said: str) -> None:
    assert in_figures(text) == said


KANJI = ("佐藤 健一", "鈴木 花子", "田中 誠", "高橋 愛")
KANA = ("サトウ ケンイチ", "スズキ ハナコ", "タナカ マコト", "タカハシ アイ")


def rows_of_japanese() -> list[list[str]]:
    return [[KANJI[n % 4], KANA[n % 4], f"19{40 + n % 50}/03/{n % 28 + 1:02}", str(n)] for n in range(120)]


def test_a_reading_of_the_name_is_another_name_under_its_heading(tmp_path: Path) -> None:
    rows = read(
        written(tmp_path / "jp.csv", ["氏名", "フリガナ", "生年月日", "正解"], rows_of_japanese()), truth="正解"
    )
    assert taken(rows) == {"氏名": "full_name", "フリガナ": "alias", "生年月日": "date_of_birth", "正解": ""}
    assert len(names_of(rows, 0)) == 2


def test_what_only_repeats_the_name_is_no_trait(tmp_path: Path) -> None:
    """Else namesakes born on other days would agree twice."""
    path = written(tmp_path / "jp.csv", ["氏名", "備考", "生年月日", "正解"], rows_of_japanese() * 2)
    assert taken(read(path, truth="正解"))["備考"] == ""


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Term-time address", "address_full"), ("age_at_year_end", "age"), ("Registered name", "full_name"),
        ("Permanent telephone", "phone_home"), ("Nafn", "full_name"), ("Kyn", "sex"), ("연락처", "phone_home"),
    ],
)  # fmt: skip
def test_a_heading_says_by_its_noun_what_is_told(heading: str, field: str) -> None:
    assert tell(heading).kind == field


@pytest.mark.parametrize("heading", ["School address", "Employer phone", "Age group", "Mother's surname"])
def test_somebody_elses_noun_is_not_the_persons(heading: str) -> None:
    assert tell(heading).kind is None


def test_a_client_is_a_name_where_no_value_has_a_figure(tmp_path: Path) -> None:
    rows = [[f"SMITH{'ABCDEFGH'[n % 8]}, Anna (Annie)", f"{n % 28 + 1:02}/03/1980", "Leeds"] for n in range(60)]
    read_as = read(written(tmp_path / "a.csv", ["Client", "DOB", "Town"], rows))
    assert taken(read_as)["Client"] == "full_name"
    assert ("anna", "", "smitha") in names_of(read_as, 0)
    numbered = [[f"C{n % 40:05}", f"Anna{'abcdefgh'[n % 8]}", "Smith", f"{n % 28 + 1:02}/03/1980"] for n in range(60)]
    columns = taken(read(written(tmp_path / "b.csv", ["Client", "First", "Last", "DOB"], numbered)))
    assert columns["Client"] != "full_name"
    assert columns["First"] == "given_name"


def test_dates_of_six_figures_are_read_by_which_of_them_are_days() -> None:
    swedish = {f"{62 + n}03{n + 1:02}": 1 for n in range(27)}
    assert Reading(swedish).iso("620301") == "1962-03-01"
    danish = {f"{n + 1:02}03{62 + n}": 1 for n in range(27)}
    assert Reading(danish).iso("010362") == "1962-03-01"


def test_a_letter_in_a_date_is_a_figure_misread() -> None:
    assert english("l2/O3/198O") == "12/03/1980"
    assert english("1.II.1980") != "1.11.1980", "a Roman month"


def test_an_age_is_of_its_census(tmp_path: Path) -> None:
    """Who is 12 in 1851 is 22 in 1861."""
    rows = [[1851 + n % 2 * 10, f"Anna{'abcdefgh'[n // 2 % 8]}", "Young", 12 + n % 2 * 10] for n in range(60)]
    found = read(written(tmp_path / "c.csv", ["Census year", "Forename", "Surname", "Age"], rows))
    assert taken(found)["Census year"] == "year_of_the_age"
    assert set(found.table.birth.tolist()) == {18390000}


def test_each_agency_orders_its_dates_as_it_does(tmp_path: Path) -> None:
    rows = [["us", f"Anna{n}", "Young", f"03/{n + 1:02}/1980"] for n in range(28)]
    rows += [["uk", f"Anna{n}", "Young", f"{n + 1:02}/03/1980"] for n in range(28)]
    found = read(written(tmp_path / "m.csv", ["src", "first", "last", "dob"], rows), source="src")
    assert found.table.birth.tolist() == [19800301 + n for n in range(28)] * 2
