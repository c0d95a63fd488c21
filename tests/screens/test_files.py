"""What is offered while someone types a path."""

from pathlib import Path

import pytest

from screens.files import SHOWN, offered, size, typed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two folders, a file that can be read, one that cannot be meant, a hidden one."""
    for name in ("Brent", "barnet"):
        (tmp_path / name).mkdir()
    for name in ("big.csv", "Blank.TXT", "bill.docx", ".bashed.csv", "other.csv"):
        (tmp_path / name).write_text("12345")
    return tmp_path


def test_folders_come_first_and_letters_narrow(folder: Path) -> None:
    assert [entry.path.name for entry in offered(f"{folder}/b")] == ["barnet", "Brent", "big.csv", "Blank.TXT"]
    assert [entry.path.name for entry in offered(f"{folder}/BR")] == ["Brent"]


def test_a_slash_opens_the_folder(folder: Path) -> None:
    assert [entry.path.name for entry in offered(f"{folder}/")] == [
        "barnet",
        "Brent",
        "big.csv",
        "Blank.TXT",
        "other.csv",
    ]


@pytest.mark.parametrize("text", ["", "   ", "/no/such/folder/x", "\0", "/no\0/x"])
def test_nothing_is_offered_where_there_is_nothing(text: str) -> None:
    assert offered(text) == ()


def test_never_more_than_a_page(tmp_path: Path) -> None:
    for number in range(SHOWN + 20):
        (tmp_path / f"{number}.csv").touch()
    assert len(offered(f"{tmp_path}/")) == SHOWN


@pytest.mark.parametrize("text", ['"a b.csv"', "'a b.csv'", "  a b.csv "])
def test_quotation_marks_and_blanks_around_a_path_are_dropped(text: str) -> None:
    assert typed(text) == Path("a b.csv")


def test_home_is_known_and_an_unknown_home_breaks_nothing() -> None:
    assert typed("~/x.csv") == Path.home() / "x.csv"
    assert typed("~nobody-by-that-name/x.csv") == Path("~nobody-by-that-name/x.csv")


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 bytes"), (812, "812 bytes"), (34_400, "34 KB"), (1_234_567, "1.2 MB")]
)
def test_sizes_in_words(count: int, words: str) -> None:
    assert size(count) == words
