"""Which numbers and traits of files of any origin are evidence of who is meant."""

from pathlib import Path

import pytest

from importers.bare import content
from tests.importers.bare_files import column, read, taken, written


def people(count: int) -> list[list[object]]:
    """Each of `count` people twice: number, first name, family name, birth, family's number, trait, row number."""
    rows: list[list[object]] = []
    for n in range(count):
        who = [f"AB{n:04}", f"Name{chr(97 + n % 26)}{chr(97 + n // 26)}", "Smith", f"19{50 + n % 50}-0{1 + n % 9}-11"]
        rows += [[*who, f"H{n // 4}", ["red", "green", "blue"][n % 3], len(rows) + k] for k in range(2)]
    return rows


PEOPLE = ["ssn", "forename", "surname", "dob", "group_no", "favourite", "line"]


def test_a_number_that_rows_of_one_person_share_is_evidence(tmp_path: Path) -> None:
    rows = read(written(tmp_path / "x.csv", PEOPLE, people(60)))
    found = taken(rows)
    assert found["ssn"] == "number"
    assert (found["line"], found["group_no"]) == ("", "")
    assert column(rows, "group_no").why == "rows that share a value of it are not alike"
    assert column(rows, "line").why == "no value of it comes twice"
    assert found["favourite"] == "attribute", "the same person's rows agree on it"
    assert len(rows.table.numbers.columns[0]) == 120


def test_rows_of_one_number_are_alike_but_for_a_slip_of_the_name(tmp_path: Path) -> None:
    """Brothers and sisters of one number are not."""
    given = ["Katarzyna", "Wojciech", "Malgorzata", "Stanislaw", "Bronislawa", "Przemyslaw"]
    family = ["Nowak", "Kowalski", "Lis"]
    rows = [[f"{n}K", given[n % 6], family[n // 3 % 3], f"{1950 + n}-03-14", f"H{n // 3}"] for n in range(30)]
    slipped = [[number, name[1:], family, "", home] for number, name, family, _, home in rows]
    found = read(written(tmp_path / "x.csv", ["ssn", "forename", "surname", "dob", "group_no"], rows + slipped))
    assert taken(found)["ssn"] == "number"
    assert column(found, "group_no").why == "rows that share a value of it are not alike"


def test_a_space_within_a_korean_name_means_nothing(tmp_path: Path) -> None:
    names = ["김민준", "이서연", "박지훈", "최수빈", "정예은", "강도윤", "조하은", "윤시우"]
    rows = [[f"{n}K", names[n % 8], f"{n}"] for n in range(16)]
    spaced = [[number, f"{name[0]} {name[1:]}", f"{number}2"] for number, name, _ in rows]
    assert taken(read(written(tmp_path / "x.csv", ["번호", "성명", "번"], rows + spaced)))["번호"] == "number"


def test_a_number_left_blank_by_noughts_and_nines_is_judged_without_them(tmp_path: Path) -> None:
    told = [[f"Given{n // 2}", f"Name{n // 2 % 7}", "0000" if n % 3 else f"{1000 + n // 2}"] for n in range(120)]
    told += [[f"Given{n}", f"Name{n % 7}", f"{1000 + n}"] for n in range(0, 60, 3)]
    found = read(written(tmp_path / "x.csv", ["forename", "surname", "SSN4"], told))
    assert taken(found)["SSN4"] == "number"


def test_a_number_may_tie_files_in_each_of_which_it_comes_once(tmp_path: Path) -> None:
    every = people(30)
    one = written(tmp_path / "one.csv", PEOPLE, every[::2])
    other = written(tmp_path / "other.csv", PEOPLE, every[1::2])
    rows = read(one, other)
    assert taken(rows, 0)["ssn"] == taken(rows, 1)["ssn"] == "number"
    assert taken(read(one))["ssn"] == ""


def test_an_agencys_own_number_counts_within_the_agency(tmp_path: Path) -> None:
    """Both agencies number their people from 1; each has everybody twice."""
    rows = [
        [f"{n}", f"{name}{chr(97 + n)}", "Smith", f"19{50 + n}-0{m}-11"]
        for m, name in enumerate(("Jo", "Al"), 1)
        for n in range(20)
    ]
    sources = [*["a"] * 20, *["b"] * 20]
    doubled = [[*row, source] for row, source in zip(rows, sources, strict=True) for _ in range(2)]
    found = read(written(tmp_path / "x.csv", ["client id", "forename", "surname", "dob", "who"], doubled), source="who")
    assert column(found, "client id").kind == "source_person_id"
    assert column(found, "client id").apart
    schemes = {found.table.values.texts[code] for code in found.table.numbers.columns[0]}
    assert schemes == {"clientid/agency a", "clientid/agency b"}


def test_at_most_four_traits_the_most_telling_first(tmp_path: Path) -> None:
    traits = ["occupation", "birth place", "county", "country", "marital status", "mother name"]
    sizes = [9, 50, 5, 2, 3, 40]
    rows = [
        [f"Jo{chr(97 + n % 26)}", "Smith", *(f"v{chr(97 + n % s % 26)}{chr(97 + n % s // 26)}" for s in sizes)]
        for n in range(300)
    ]
    found = read(written(tmp_path / "x.csv", ["forename", "surname", *traits], rows))
    assert {t for t in traits if taken(found)[t]} == {"birth place", "mother name", "occupation", "county"}
    assert column(found, "country").why == "other traits tell more"


def test_truth_and_source_are_never_evidence(tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", PEOPLE, people(30))
    found = read(path, truth="ssn", source="favourite")
    assert taken(found)["ssn"] == taken(found)["favourite"] == ""
    assert found.truth == [row[0] for row in people(30)]
    assert sorted(set(found.agencies.tolist())) == [0, 1, 2]
    assert not len(found.table.numbers.columns[0])


def test_a_column_that_is_nearly_always_the_same_is_not_used(tmp_path: Path) -> None:
    rows = [[f"Jo{n}", "Smith", "Leeds"] for n in range(99)] + [["Al", "Khan", "York"]]
    found = read(written(tmp_path / "x.csv", ["forename", "town_of_rows", "town"], rows))
    assert column(found, "town").why == "nearly all its values are the same"


@pytest.mark.parametrize(
    ("values", "is_code"), [(["AB12", "7731"], True), (["red", "blue"], False), (["1980-02-03"], False)]
)
def test_codes_are_told_from_words_and_dates(values: list[str], is_code: bool) -> None:
    assert content.coded([(text, 1) for text in values]) == is_code


def test_numbers_that_stand_for_nobody_do_not_spoil_their_column(tmp_path: Path) -> None:
    """'123-45-6789' in a tenth of the rows; the others are people's own."""
    of = [
        [f"Ann{n // 2}", f"Smith{n // 2 % 70}", f"{n // 2 % 28 + 1}.3.{1930 + n // 2 % 80}",
         f"{100000007 + 7919 * (n // 2)}" if n % 10 else "123-45-6789"]
        for n in range(600)
    ]  # fmt: skip
    rows = read(written(tmp_path / "ssn.csv", ["first", "last", "born", "ssn"], of))
    assert taken(rows)["ssn"] == "number"
    assert len(rows.table.numbers.owners) == 540


def test_a_column_that_repeats_the_name_is_no_trait(tmp_path: Path) -> None:
    people = [
        (f"An{chr(97 + at % 20)}a", f"Mo{chr(97 + at // 5 % 20)}a", f"19{60 + at % 20}-04-12") for at in range(100)
    ]
    rows = [(given, family, born, f"{given} {family}".lower()) for given, family, born in people for _ in range(2)]
    rows_read = read(written(tmp_path / "f.csv", ("first name", "surname", "dob", "zzz"), rows))
    assert column(rows_read, "zzz").why == "it repeats the name"


def test_a_number_under_two_headings_is_one_number_though_each_file_repeats_it(tmp_path: Path) -> None:
    people = [[f"{chr(97 + n % 26)}ria{n}", f"Gil{n % 7}", f"19{40 + n % 50}-03-{n % 28 + 1:02}"] for n in range(90)]
    numbers = [f"{70_000_000 + n * 7919}" for n in range(90)]
    both = [[*person, number] for person, number in zip(people, numbers, strict=True)]
    rows = read(
        written(tmp_path / "a.csv", ["Nombre", "Apellidos", "FecNac", "NIF"], both + both[:20]),
        written(tmp_path / "b.csv", ["Nombre", "Apellidos", "FecNac", "DNI"], both + both[:20]),
    )
    one, other = column(rows, "NIF"), column(rows, "DNI", 1)
    assert one.label == other.label
    assert not one.apart
    assert not other.apart
