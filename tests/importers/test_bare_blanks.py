"""Words that say nothing, in lists and as a file shows them."""

from pathlib import Path

import pytest

from importers.bare.blanks import blank, silent
from tests.importers.bare_files import names_of, read, written


@pytest.mark.parametrize(
    "text",
    ["unbekannt", "k.A.", "Inconnu", "se desconoce", "IGNORADO", "onbekend", "brak danych", "saknas", "-9", "N/A"],
)
def test_words_for_nothing_in_many_tongues(text: str) -> None:
    assert blank(text)


@pytest.mark.parametrize("text", ["Null & Sons", "Keiner", "Leer", "Blank", "0", "9", "Nav"])
def test_what_may_be_a_name_a_place_or_a_code_says_something(text: str) -> None:
    assert not blank(text)


def test_a_word_of_no_list_in_several_columns_of_figures_says_nothing() -> None:
    dates = [("01.02.1980", 9), ("03.04.1990", 8), ("02.05.1991", 2), ("09.05.1961", 2), ("nezinau", 3)]
    phones = [("0123 456", 9), ("0123 457", 1), ("0123 458", 1), ("0123 459", 1), ("Nezinau", 5)]
    towns = [("Vilnius", 30), ("Kaunas", 20), ("nezinau", 4)]
    assert silent([dates, phones, towns]) == {"nezinau"}
    assert silent([dates, towns]) == frozenset(), "a slip of one column"


def test_a_word_for_nothing_may_be_a_name_where_nothing_else_says_so(tmp_path: Path) -> None:
    headings = ["Vorname", "Nachname", "geboren"]
    people = [[f"Ann{n}", f"Berg{n % 5}", f"1980-01-{n % 28 + 1:02}"] for n in range(30)]
    alone = read(written(tmp_path / "a.csv", headings, [*people, ["Eva", "Keine", "1981-02-03"]]))
    assert names_of(alone, 30) == {("eva", "", "keine")}
    beside = read(
        written(tmp_path / "b.csv", headings, [*people, ["Eva", "keine", "1981-02-03"], ["Jo", "Ek", "keine"]])
    )
    assert names_of(beside, 30) == {("eva", "", "")}
