"""Whose name is which: halves beside a whole, files that disagree, fathers' names, initials."""

from pathlib import Path

import pytest

from importers.bare.blanks import silent
from importers.bare.codepages import mended
from importers.bare.dates import composed
from importers.bare.places import house_behind, in_foreign_line, in_lines
from importers.bare.styles import unstyled
from matching.scoring.addresses import postcode
from tests.importers.bare_files import column, names_of, read, taken, written

FAMILIES = ["Berg", "Thal", "Wald", "Fels", "Bach", "Stein"]
GIVEN = ["Anna", "Otto", "Ida", "Kurt", "Vera", "Hugo", "Lena"]


def people(count: int, *order: int) -> list[list[str]]:
    """Rows of two names and a birth date, the three in this order."""
    rows = [[GIVEN[n % 7], FAMILIES[n % 6], f"1980-03-{n % 28 + 1:02}"] for n in range(count)]
    return [[row[at] for at in order or (0, 1, 2)] for row in rows]


def test_a_name_beside_a_family_name_is_the_first_name(tmp_path: Path) -> None:
    rows = read(written(tmp_path / "a.csv", ["Name", "Surname", "DOB"], people(30)))
    assert names_of(rows, 0) == {("anna", "", "berg")}
    whole = [[f"{given} {family}", family, born] for given, family, born in people(30)]
    rows = read(written(tmp_path / "b.csv", ["Name", "Surname", "DOB"], whole))
    assert taken(rows)["Name"] == "full_name"
    assert names_of(rows, 0) == {("anna", "", "berg")}


def test_other_names_beside_a_family_name_alone_are_the_first_names(tmp_path: Path) -> None:
    rows = read(written(tmp_path / "a.csv", ["SURNAME", "OTHER NAMES", "DOB"], people(30, 1, 0, 2)))
    assert names_of(rows, 0) == {("anna", "", "berg")}


def test_halves_that_stand_crosswise_are_read_as_in_the_other_file(tmp_path: Path) -> None:
    told = written(tmp_path / "a.csv", ["Vorname", "Nachname", "geb"], people(90))
    crossed = written(tmp_path / "b.csv", ["NAME1", "NAME2", "GEBDAT"], people(90, 1, 0, 2))
    rows = read(told, crossed)
    assert names_of(rows, 0) == names_of(rows, 90) == {("anna", "", "berg")}
    assert "another file" in column(rows, "NAME1", 1).why
    alone = read(crossed)
    assert names_of(alone, 0) == {("berg", "", "anna")}, "nothing says otherwise"


def test_what_values_alone_say_gives_way_to_another_files_headings(tmp_path: Path) -> None:
    crossed = [[family, given, born] for given, family, born in people(90)]
    bare = written(tmp_path / "a.csv", ["c1", "c2", "c3"], [[given, family, born] for family, given, born in crossed])
    headed = written(tmp_path / "b.csv", ["F_NAME_1", "L_NAME_1", "DOB"], people(90))
    rows = read(bare, headed)
    assert list(taken(rows, 1).values())[:2] == ["given_name", "family_name"]
    assert names_of(rows, 0) == names_of(rows, 90) == {("anna", "", "berg")}


def test_the_order_of_full_names_is_that_of_another_files_halves(tmp_path: Path) -> None:
    told = written(tmp_path / "a.csv", ["first name", "surname", "dob"], people(90))
    full = written(tmp_path / "b.csv", ["name", "dob", "town"], [[f"{b} {a}", c, "Ulm"] for a, b, c in people(90)])
    rows = read(told, full)
    assert names_of(rows, 0) == names_of(rows, 90) == {("anna", "", "berg")}


def test_where_nobody_has_a_family_name_the_fathers_name_is_half_of_it(tmp_path: Path) -> None:
    headings = ["Name", "Father name", "Grandfather name", "DOB"]
    rows = [["Abebe", "Bekele", ["Haile", "Lemma"][n % 2], f"1980-03-{n % 28 + 1:02}"] for n in range(30)]
    rows += [["Almaz", "Tadesse", "", f"1981-04-{n % 28 + 1:02}"] for n in range(30)]
    by_three = written(tmp_path / "a.csv", headings, rows)
    in_one = written(tmp_path / "b.csv", ["FULL NAME", "DOB", "Town"], [["ABEBE BEKELE", "1980-03-01", "Adama"]] * 3)
    found = read(by_three, in_one)
    assert taken(found)["Father name"] == "fathers_name"
    assert names_of(found, 0) == {("abebe", "bekele", "haile"), ("abebe", "", "bekele")}
    assert names_of(found, 30) == {("almaz", "", "tadesse")}
    assert names_of(found, 60) == {("abebe", "", "bekele")}
    headings = ["Vorname", "Nachname", "Vater", "geb"]
    named = read(written(tmp_path / "c.csv", headings, [[a, b, "Karl", c] for a, b, c in people(30)]))
    assert taken(named)["Vater"] != "fathers_name", "with a family name it is a trait"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna M. Smith", ("anna", "m", "smith")),
        ("J. Smith", ("j", "", "smith")),
        ("F.P.K. Perera", ("f", "p k", "perera")),
        ("F.P.K. PERERA", ("f", "p k", "perera")),
        ("Mohammed KHAN", ("mohammed", "", "khan")),
    ],
)
def test_initials_are_no_family_name_in_capitals(tmp_path: Path, text: str, name: tuple[str, str, str]) -> None:
    rows = read(written(tmp_path / "a.csv", ["Full name", "DOB", "Town"], [[text, "1980-01-02", "Ulm"]] * 3))
    assert names_of(rows, 0) == {name}


def test_two_columns_of_whole_names_are_two_names(tmp_path: Path) -> None:
    rows = [["N.B. Perera", "Nimal Bandara Perera", f"1980-01-{n % 28 + 1:02}"] for n in range(9)]
    found = read(written(tmp_path / "a.csv", ["Name with initials", "Full name", "DOB"], rows))
    assert names_of(found, 0) == {("n", "b", "perera"), ("nimal", "bandara", "perera")}


def test_the_year_of_the_buddha_is_543_ahead(tmp_path: Path) -> None:
    rows = [["Malee", "Jaidee", f"{n % 28 + 1:02}/03/25{n % 40 + 20}"] for n in range(60)]
    found = read(written(tmp_path / "a.csv", ["Firstname", "Lastname", "วันเกิด"], rows))
    assert found.table.birth[0] == 1977_03_01
    assert composed("2520", "3", "1") == "1977-03-01"


def test_a_town_that_slid_into_columns_of_figures_says_what_it_says() -> None:
    dates = [(f"0{n}.02.1980", 9) for n in range(1, 9)] + [("roma", 3)]
    phones = [(f"0123 45{n}", 9) for n in range(9)] + [("Roma", 4)]
    assert silent([dates, phones, [("Roma", 80), ("Bari", 90)]]) == frozenset()
    assert silent([dates, phones, [("Roma", 6), ("Bari", 90)]]) == {"roma"}
    slid = [("Roma", 80), ("Bari", 90), *((f"0123 45{n}", 1) for n in range(20))]
    assert silent([dates, phones, slid]) == frozenset(), "a column of towns, with telephones that slid into it"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("S/O Shri Ramesh Yadav", "Ramesh Yadav"), ("Ny. Marsinah Hidayat", "Marsinah Hidayat"), ("An. Titin", "Titin"),
        ("Asma Bibi W/O Imran", "Asma Bibi"), ("Bilal Malik, s/o Usman", "Bilal Malik"), ("นายกิตติ ใจดี", "กิตติ ใจดี"),
        ("นางสาวสุดา", "สุดา"), ("น.ส. มาลี", "มาลี"), ("ด.ช.วิชัย", "วิชัย"), ("นาง", "นาง"),
        ("ifj. Oláh József", "Oláh József"), ("Frau Berg", "Berg"), ("An Nguyen", "An Nguyen"), ("Ibu", "Ibu"),
        ("Id Mubarak", "Id Mubarak"), ("Shrikant Rao", "Shrikant Rao"),
    ],
)  # fmt: skip
def test_what_stands_before_a_name_is_none_of_it(text: str, name: str) -> None:
    assert unstyled(text) == name


def test_husbands_are_compared_without_the_words_before_their_names(tmp_path: Path) -> None:
    rows = [[f"Rekha{n} Rao", f"W/O Shri Om Das{n}", f"198{at % 10}-01-02"] for at, n in enumerate("abcdefghijk")]
    rows += [[name, husband[10:], birth] for name, husband, birth in rows]
    table = read(written(tmp_path / "a.csv", ["Name of Beneficiary", "Husband/Father Name", "DOB"], rows)).table
    own = table.attributes.columns[1]
    assert own[:11].tolist() == own[11:].tolist()


def test_a_guest_who_is_brought_is_no_name(tmp_path: Path) -> None:
    of = [[f"B{n}", f"Ann{chr(97 + n % 26)} Smith +{n % 3 + 1}", f"07700 900{n:03}"] for n in range(40)]
    assert names_of(read(written(tmp_path / "a.csv", ["Ref", "Name", "Tel"], of)), 0) == {("anna", "", "smith")}


def test_maria_as_spain_writes_it(tmp_path: Path) -> None:
    rows = [["Mª", "Gil Ruiz", "1980-01-02"], ["M.ª", "Gil Ruiz", "1980-01-02"]]
    found = read(written(tmp_path / "a.csv", ["Nombre", "Apellidos", "FecNac"], rows))
    assert names_of(found, 0) == names_of(found, 1) == {("maria", "", "gil ruiz")}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("6626 Győr, József Attila u. 133", ("6626", "133", "József Attila u", "Győr")),
        ("Kossuth Lajos u. 117.", ("", "117", "Kossuth Lajos u", "")),
        ("Rua de São João n.º 2 r/c", ("", "2", "Rua de São João", "")),
        ("Avenida 25 de Abril 99 Porto", ("", "99", "Avenida 25 de Abril", "Porto")),
        ("CUMHURIYET MAH. 12. SOK. NO:5", ("", "5", "CUMHURIYET MAH. 12. SOK.", "")),
        ("Str. Florilor nr. 31 bl. 4 ap. 7", ("", "31", "Str. Florilor", "")),
        ("Via XX Settembre 6", ("", "6", "Via XX Settembre", "")),
        ("ul. 3 Maja 5, 12-345 Kraków", ("12345", "5", "ul. 3 Maja", "Kraków")),
        ("Calle del Carmen 12, 28001 Madrid", ("28001", "12", "Calle del Carmen", "Madrid")),
    ],
)
def test_houses_behind_their_streets(text: str, place: tuple[str, str, str, str]) -> None:
    assert house_behind(text)
    found = in_foreign_line(text, "")
    assert (postcode(found.postcode), *found[1:4]) == place


@pytest.mark.parametrize(
    "text", ["No. 130 Kovil Street, Kopay", "No 130, Kovil Street, Kopay", "House No 130 Kovil Street, Kopay"]
)
def test_a_word_for_number_before_the_house_is_none_of_the_street(text: str) -> None:
    assert not house_behind(text)
    assert in_lines(text, (), "") == in_lines("130 Kovil Street, Kopay", (), "")
    assert in_lines("Noble Street 12", (), "").street == "Noble Street"


@pytest.mark.parametrize(
    "text",
    ["12 Mill Lane, Wembley", "Flat 3, 12 High Street, London NW1 2AB", "Rose Cottage", "1 rue de la Paix, Paris"],
)
def test_houses_before_their_streets(text: str) -> None:
    assert not house_behind(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("KÃ¶ln", "Köln"), ("MÃ¼ller", "Müller"), ("SÃ£o JoÃ£o", "São João"), ("Köln", "Köln"), ("Ãlvares", "Ãlvares")],
)
def test_a_text_read_byte_by_byte_is_mended(text: str, meant: str) -> None:
    assert mended(text) == meant


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Mr Alfie Hall & Mrs Alison Begum", ("alfie", "", "hall")),
        ("Mr A Hall and Ms B Jones", ("a", "", "hall")),
        ("Alfie & Alison Hall", ("alfie", "", "hall")),
        ("Mr & Mrs A Hall", ("a", "", "hall")),
        ("Hall, Alfie & Alison", ("alfie", "", "hall")),
        ("Rosalind Brand", ("rosalind", "", "brand")),
    ],
)
def test_of_a_couple_in_one_cell_the_row_is_the_first_one(tmp_path: Path, text: str, first: tuple[str, ...]) -> None:
    """Alfie Hall was read as Alfie Begum, whom nobody knows."""
    rows = [(text, "01/02/1980", 1), ("Mr Jo Smith", "03/04/1981", 2), ("Ms Ann Lee", "05/06/1982", 3)]
    assert names_of(read(written(tmp_path / "a.csv", ["Tenant(s)", "DOB", "Row"], rows)), 0) == {first}


def _burmese() -> list[tuple[str, str, str, int]]:
    """Names that are no family's, sex, and year of birth."""
    said = "Aung Kyaw Moe Htun Zaw Min Naing Lin Thu Soe Khin Aye Mya Thandar Nwe Phyu Hnin Sandar Yu Thiri"
    syllables = said.split()
    return [
        (f"{syllables[n % 20]} {syllables[n * 7 % 19]} {syllables[n * 11 % 17]}", "MF"[n % 2], 1950 + n * 13 % 70)
        for n in range(160)
    ]


def test_how_people_are_addressed_is_told_by_the_file_that_leaves_it_out(tmp_path: Path) -> None:
    """In Burma men are U, Ko or Maung by their age and women Daw or Ma, and each was somebody's first name."""
    registered = [(name.upper(), sex, f"{year}-03-04", f"Ye {name}") for name, sex, year in _burmese()]
    elder = {"M": "U", "F": "Daw"}
    seen = [
        (f"{elder[sex] if year < 1990 else 'Ko' if sex == 'M' else 'Ma'} {name}", sex, 2024 - year, f"U Ye {name}")
        for name, sex, year in _burmese()
    ]
    one = written(tmp_path / "a.csv", ["Name", "Sex", "DOB", "Father"], registered)
    rows = read(one, written(tmp_path / "b.csv", ["Patient name", "Sex", "Age", "Father"], seen))
    assert all(names_of(rows, n) == names_of(rows, 160 + n) for n in range(160))
    assert {column(rows, "Father", file).column.texts[1].split()[0] for file in (0, 1)} == {"Ye"}


def test_a_first_name_that_other_files_know_is_no_way_to_address_somebody(tmp_path: Path) -> None:
    """A second file has the fathers too, who go by what is left of their children's names, and writes all backwards."""
    first, second, third = (["Mohamed", "Amina"], ["Hassan", "Ali", "Abdi", "Omar"], ["Warsame", "Guled", "Farah"])
    people = [(first[n % 2], second[n // 2 % 4], third[n // 8 % 3]) for n in range(96)]
    one = [(" ".join(name), n, "MF"[n % 2]) for n, name in enumerate(people)]
    two = [(" ".join(reversed(name[at:])), n, "M") for n, name in enumerate(people) for at in (0, 1)]
    headings = ["Name", "Row", "Sex"]
    rows = read(written(tmp_path / "a.csv", headings, one), written(tmp_path / "b.csv", headings, two))
    assert column(rows, "Name").column.texts[1:3] == ("Mohamed Hassan Warsame", "Amina Hassan Warsame")


_TAMIL = {
    "M": ["Murugan", "Senthil", "Arun", "Karthik", "Ganesan"],
    "F": ["Lakshmi", "Priya", "Valli", "Kavitha", "Rani"],
}


def _fathered() -> list[tuple[str, str, str, int]]:
    """First name, father's, sex and year of birth of people who have no family name."""
    return [
        (_TAMIL["MF"[n % 2]][n // 2 % 5], _TAMIL["M"][(n // 2 + 1 + n % 3) % 5], "MF"[n % 2], 1950 + n * 17 % 71)
        for n in range(150)
    ]


def test_a_letter_may_be_the_fathers_and_its_name_is_the_first_name(tmp_path: Path) -> None:
    """In South India 'S. Murugan' is Murugan, son of Senthil: Murugan was taken for a family name, and no age met a
    birth date."""
    card = [(f"{father[0]}.{name.upper()}", father, sex, 2023 - born) for name, father, sex, born in _fathered()]
    clinic = [
        (f"{name} {father[0] if n % 3 else father}", sex, f"{n % 28 + 1:02}-06-{born}")
        for n, (name, father, sex, born) in enumerate(_fathered())
    ]
    school = [(father[0], name, father, f"{born}-06-01") for name, father, _, born in _fathered()]
    rows = read(
        written(tmp_path / "a.csv", ["Member name", "Father", "Sex", "Age"], card),
        written(tmp_path / "b.csv", ["Patient", "Sex", "DOB"], clinic),
        written(tmp_path / "c.csv", ["Initial", "Student name", "Father", "DOB"], school),
    )
    for n, (name, father, _, born) in enumerate(_fathered()):
        own, last = name.casefold(), father.casefold()
        assert names_of(rows, n) == names_of(rows, 300 + n) == {(own, "", last)}
        assert names_of(rows, 150 + n) == {(own, "", last[0] if n % 3 else last)}
        assert int(rows.table.birth[n]) // 10_000 == born


def test_a_letter_before_a_family_name_is_the_first_names(tmp_path: Path) -> None:
    rows = [(f"{given[0]}. {family}", "MF"[n // 6 % 2], born, n) for n, (given, family, born) in enumerate(people(120))]
    found = read(written(tmp_path / "a.csv", ["Name", "Sex", "DOB", "Row"], rows))
    assert names_of(found, 0) == {("a", "", "berg")}
    women = [(name, "M" if n % 9 == 0 else "F", born, n) for name, _, born, n in rows]
    found = read(written(tmp_path / "b.csv", ["Name", "Sex", "DOB", "Row"], women))
    assert names_of(found, 0) == {("a", "", "berg")}, "nearly everybody is of one sex, whatever the name"
