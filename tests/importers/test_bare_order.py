"""Full names with the family name first, and one-letter codes of old machines."""

from pathlib import Path

import pytest

from importers.bare.codepages import codepage
from importers.bare.order import Order
from importers.reading import tables
from importers.refusals import NotText
from tests.importers.bare_files import column, names_of, read, taken, written

HEADINGS = ["Név", "Neme", "Születési idő", "Lakcím"]
FAMILIES = ["Nagy", "Kovács", "Tóth", "Szabó", "Kiss", "Varga", "Molnár"]
GIVEN = {"nő": ["Anna", "Katalin", "Ilona", "Zsófia"], "férfi": ["László", "István", "Gábor"]}


def hungarians(sexes: bool = True) -> list[list[object]]:
    rows: list[list[object]] = []
    for n in range(240):
        sex = "nő" if n % 2 else "férfi"
        given = GIVEN[sex][n // 2 % len(GIVEN[sex])]
        rows.append(
            [f"{FAMILIES[n // 3 % 7]} {given}", sex if sexes else "", f"1980.03.{n % 28 + 1:02}.", f"Fő utca {n // 3}."]
        )
    return rows


@pytest.mark.parametrize("sexes", [True, False])
def test_the_family_name_comes_first_where_sex_or_roof_says_so(tmp_path: Path, sexes: bool) -> None:
    """Else brothers and sisters share what is taken for their first name, and nothing keeps them apart."""
    rows = read(written(tmp_path / "hu.csv", HEADINGS, hungarians(sexes)))
    assert column(rows, "Név").order == Order(1)
    assert names_of(rows, 0) == {("laszlo", "", "nagy")}
    assert names_of(rows, 1) == {("anna", "", "nagy")}
    assert rows.table.birth[0] == 19800301


def test_the_first_name_comes_first_where_sex_says_so(tmp_path: Path) -> None:
    turned = [[" ".join(reversed(str(row[0]).split())), *row[1:]] for row in hungarians()]
    rows = read(written(tmp_path / "de.csv", ["Name", "Geschlecht", "geboren", "Adresse"], turned))
    assert column(rows, "Name").order is None
    assert names_of(rows, 0) == {("laszlo", "", "nagy")}


def test_of_three_words_the_first_name_is_where_the_names_are_many() -> None:
    assert Order(-1).apart("Nguyễn Văn Hùng") == ("Hùng", "Văn", "Nguyễn")
    assert Order(1).apart("Nagy Anna Mária") == ("Anna", "Mária", "Nagy")
    assert Order(1).apart("NAGY, Anna") == ("Anna", "", "NAGY")


def test_what_stands_before_a_family_name_is_part_of_it_wherever_it_comes() -> None:
    """'Le' was the family name of every Le Goff, and 'Goff' the first one; in Vietnam Lê is a name."""
    assert Order(1).apart("Le Goff Anne Marie") == ("Anne", "Marie", "Le Goff")
    assert Order(1).apart("Ó Súilleabháin Seán") == ("Seán", "", "Ó Súilleabháin")
    assert Order(-1).apart("Le Van Hung") == ("Hung", "Van", "Le")


def test_family_names_with_a_particle_are_no_full_names(tmp_path: Path) -> None:
    families = ["Ó Catháin", "Ní Riain", "Mac Mathúna", "Nic Craith", "Ó Briain", "Ní Mháille", "Ó Floinn", "Uí Néill"]
    given = ["Aoife", "Seán", "Niamh", "Liam", "Róisín"]
    rows = [[families[n % 8], given[n // 8 % 5], f"{n % 28 + 1:02}/03/{1950 + n // 3}"] for n in range(120)]
    taken_for = taken(read(written(tmp_path / "ie.csv", ["C1", "C2", "C3"], rows)))
    assert taken_for == {"C1": "family_name", "C2": "given_name", "C3": "date_of_birth"}


TEXTS = {
    "cp1250": "Jiří Dvořák, Kateřina Němečková, Růžena Šťastná",
    "cp1251": "Соколова Анна, Кузнецов Пётр",
    "cp1253": "Παπαδόπουλος Γεώργιος, Αγγελική",
    "cp1254": "Şükrü Yıldız, Ayşe Çağlı, İbrahim Öz, Gökhan Işık",
    "cp1255": "יעקב כהן, שרה לוי, משה מזרחי",
    "koi8_r": "Соколова Анна, Кузнецов Пётр",
    "utf-16-le": "Соколова,Анна,14.03.1980\n",
    "utf-16-be": "Smith,Jo,14.03.1980\n",
    "cp850": "Jürgen Müller, Käthe Groß",
    "iso8859_2": "Małgorzata Wąsik, Łukasz Śliwa, Kraków",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_code_is_the_one_that_spells_an_alphabet(tmp_path: Path, code: str) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(TEXTS[code].encode(code))
    assert codepage(path) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("gb18030", "姓名,出生日期,住址\n王伟,1980年3月14日,朝阳区人民路5号\n李建国,1975年11月2日,海淀区\n"),
        ("cp949", "이름,생년월일,주소\n김민준,1980-03-14,서울시 종로구\n이서연,1975-11-02,부산시\n"),
        ("cp932", "氏名,フリガナ,生年月日\n山崎　翼,ﾔﾏｻﾞｷ ﾂﾊﾞｻ,昭和45年8月15日\n井上　陽菜,ｲﾉｳｴ ﾋﾅ,平成16年9月1日\n"),
        ("cp1251", "Имя,Дата\nКузнецов Пётр,14.03.1980\nАнна Соколова,02.11.1975\n"),
        ("cp1254", "Şükrü Yıldız\nAyşe Çağlı\nGökhan Işık\n"),
    ],
)
def test_the_codes_of_the_east_are_told_by_their_pairs_of_bytes(tmp_path: Path, code: str, text: str) -> None:
    path = tmp_path / "east.csv"
    path.write_bytes((text * 9).encode(code))
    assert codepage(path) == code


@pytest.mark.parametrize(
    "text", ["Jürgen Müller, Käthe Groß", "Peña, Núñez", "Éloïse Lefèvre", "Åse Sørensen", "plain"]
)
def test_western_texts_stay_as_they_were(tmp_path: Path, text: str) -> None:
    path = tmp_path / "west.csv"
    path.write_bytes(text.encode("cp1252"))
    assert codepage(path) is None


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read_from_a_bare_file(tmp_path: Path, code: str) -> None:
    """An import refuses it (domain/9 rule 2: nothing is guessed)."""
    path = tmp_path / "wide.csv"
    path.write_bytes("Фамилия;Имя;Дата рождения\nКузнецов;Пётр;14.03.1980\nСоколова;Анна;02.11.1975\n".encode(code))
    assert names_of(read(path), 0) == {("petr", "", "kuznetsov")}
    with pytest.raises(NotText):
        tables.read(path)


@pytest.mark.parametrize("odd", [b"\x7fELF\x01\x00\x02\x00\x00\x00", bytes(range(256)), b"a\x00\x01\x00"])
def test_a_programs_own_file_is_not_text_in_any_code(tmp_path: Path, odd: bytes) -> None:
    path = tmp_path / "program.csv"
    path.write_bytes(odd * 100)
    with pytest.raises(NotText):
        read(path)


def test_a_greek_file_of_an_old_machine(tmp_path: Path) -> None:
    rows = [
        [f"Παπαδόπουλο{'ςυ'[n % 2]}", f"Γεώργιος{n}", f"{n % 28 + 1}/03/1980", "Α" if n % 2 else "Θ"] for n in range(30)
    ]
    text = "\n".join(";".join(row) for row in [["Επώνυμο", "Όνομα", "Ημ/νία Γέννησης", "Φύλο"], *rows])
    path = tmp_path / "el.csv"
    path.write_bytes(text.encode("cp1253"))
    read_ = read(path)
    assert list(taken(read_).values()) == ["family_name", "given_name", "date_of_birth", "sex"]
    assert read_.table.sex[:2].tolist() == [1, 2]


def test_a_list_whose_rows_do_not_tell_the_order_of_names_has_it_from_another_file(tmp_path: Path) -> None:
    """A club's list of names alone, beside a register whose sexes tell that the family's comes first."""
    register = written(tmp_path / "register.csv", HEADINGS, hungarians())
    club = written(
        tmp_path / "club.csv", ["Név", "Tagdíj", "Születési idő"], [[row[0], "", row[2]] for row in hungarians()]
    )
    rows = read(register, club)
    assert column(rows, "Név", 1).order == Order(1)
    assert names_of(rows, 240) == names_of(rows, 0) == {("laszlo", "", "nagy")}
