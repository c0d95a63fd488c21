"""Names with the father's between: which word is the first name, whatever their order."""

from pathlib import Path

import pytest

from importers.bare.dates import Reading
from importers.bare.patronymics import Patronymics
from tests.importers.bare_files import names_of, read, taken, written

COLUMN = [
    "Volkova Anna Petrovna", "Olga Ivanovna Titova", "Titov Ivan Sergeevich", "Ilya Nikitich Belov",
    "Belova Vera Ilinichna", "Marta Lvovna Gromova", "Gromov Pavel Olegovich", "Kravchenko Olena Ivanivna",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Volkova Anna Petrovna", ("Anna", "Petrovna", "Volkova")),
        ("Anna Petrovna Volkova", ("Anna", "Petrovna", "Volkova")),
        ("KRAVChENKO OLENA IVANIVNA", ("OLENA", "IVANIVNA", "KRAVChENKO")),
        ("Petrov Fyodor Kuzmich", ("Fyodor", "Kuzmich", "Petrov")),
        ("Ivan Petrovich Milosevich", ("Ivan", "Petrovich", "Milosevich")),
        ("Anna Petrovna", ("Anna", "Petrovna", "")),
        ("Volkova A.P.", ("A", "P", "Volkova")),
        ("Romanova Anna", ("Anna", "", "Romanova")),
        ("Anna Romanova", None),
        ("Volkova, Anna Petrovna", None),
    ],
)
def test_the_first_name_stands_before_the_fathers(text: str, parts: tuple[str, str, str] | None) -> None:
    assert Patronymics(COLUMN).apart(text) == parts


def test_family_names_that_end_so_elsewhere_are_no_fathers() -> None:
    serbian = ["Ana Marija Petrovich", "Jovan Luka Ivanovich", "Mira Jana Markovich", "Petar Vuk Nikolich"] * 3
    assert Patronymics(serbian).apart("Ana Marija Petrovich") is None


def test_a_column_of_either_order_beside_one_of_parts(tmp_path: Path) -> None:
    births = [f"{n + 1:02}.03.1980" for n in range(len(COLUMN))]
    whole = [[str(n), name, f"{birth[:6]}80"] for n, (name, birth) in enumerate(zip(COLUMN, births, strict=True))] * 3
    parts = [["Titova", "Olga", "Ivanovna", births[1]], ["Belova", "Vera", "Ilinichna", births[4]]] * 12
    rows = read(
        written(tmp_path / "a.csv", ["№", "ФИО", "Возраст/дата"], whole),
        written(tmp_path / "b.csv", ["Фамилия", "Имя", "Отчество", "Дата рождения"], parts),
    )
    assert taken(rows)["Возраст/дата"] == "date_of_birth"
    assert names_of(rows, 1) == names_of(rows, len(whole))
    assert names_of(rows, 4) == names_of(rows, len(whole) + 1)


def test_a_year_with_the_words_for_year_of_birth() -> None:
    assert Reading({"1977 g.r.": 1}).iso("1977 g.r.") == Reading({"1977 r.n.": 1}).iso("1977 r.n.") == "1977"
