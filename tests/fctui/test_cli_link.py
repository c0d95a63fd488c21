"""`fctui link` as a person runs it: what it prints, writes and refuses, measured by arithmetic of the test's own."""

import csv
import json
import random
import stat
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from fctui.cli import run
from tests.importers.workbooks import Day, workbook

Run = Callable[..., tuple[int, str, str]]
MEASURED = {
    "records", "automatic", "with_cases", "after_review", "bcubed", "contaminated_persons", "cases_per_10000",
    "candidate_recall", "seconds", "cpu_seconds", "peak_mib", "columns", "persons", "cases",
}  # fmt: skip
GIVEN = ["Amelia", "Oliver", "Zofia", "Mehmet", "Lucia", "Ingrid", "Lars", "Chloe", "Fatima", "Yusuf", "Priya"]
FAMILY = ["Archer", "Bexley", "Carrow", "Dunmore", "Eastlake", "Farrow", "Gantry", "Holloway", "Ironside"]
STREETS = ["Acacia Road", "Mill Lane", "Church Street", "Station Road", "Orchard Close", "Quarry Hill"]


@pytest.fixture
def link(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command; returns exit code, standard output, standard error."""

    def command(*argv: object) -> tuple[int, str, str]:
        code = run(["link", *map(str, argv)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


class Person:
    """Somebody made up."""

    def __init__(self, number: int, dice: random.Random) -> None:
        self.number = f"p{number}"
        self.given = dice.choice(GIVEN) + dice.choice(["", "", "na", "ko", "ri"])
        self.family = dice.choice(FAMILY) + dice.choice(["", "", "son", "ley", "ski", "by"])
        self.birth = (dice.randrange(1940, 2015), dice.randrange(1, 13), dice.randrange(1, 29))
        self.house, self.street = dice.randrange(1, 250), dice.choice(STREETS)
        self.sex = dice.choice("MF")

    @property
    def postcode(self) -> str:
        return f"HA{self.house % 10} {self.house % 9}{'ABDEFG'[self.house % 6]}{'HJLNPQ'[self.birth[2] % 6]}"

    def misspelt(self, dice: random.Random) -> str:
        """The family name, now and then with one letter other."""
        at = dice.randrange(1, len(self.family))
        return self.family if dice.random() < 0.7 else self.family[:at] + "x" + self.family[at + 1 :]


@pytest.fixture(scope="module")
def everybody() -> list[Person]:
    dice = random.Random(7)
    return [Person(number, dice) for number in range(150)]


def write(path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]], delimiter: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows([headings, *rows])
    return path


def english(path: Path, everybody: list[Person]) -> Path:
    """Every person once or twice, in shuffled rows."""
    dice = random.Random(1)
    rows = [
        [p.number, p.given, p.misspelt(dice), "{2:02}/{1:02}/{0}".format(*p.birth), p.sex,
         f"{p.house} {p.street}, Wembley", p.postcode]
        for p in everybody for _ in range(dice.choice([1, 2]))
    ]  # fmt: skip
    dice.shuffle(rows)
    return write(path, ["truth", "First Name", "Surname", "DOB", "Sex", "Address", "Postcode"], rows)


def german(path: Path, everybody: list[Person]) -> Path:
    dice = random.Random(2)
    rows = [
        [p.number, p.misspelt(dice), p.given, "{2}.{1}.{0}".format(*p.birth), p.street, p.house, p.postcode]
        for p in everybody[:100]
    ]
    return write(path, ["Truth", "Nachname", "Vorname", "Geburtsdatum", "Straße", "Hausnr", "PLZ"], rows, ";")


def answers(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pairwise(truth: Sequence[str], person: Sequence[str]) -> dict[str, float]:
    """Precision, recall and F1 of every pair of rows, one by one."""
    said = {pair for pair in combinations(range(len(truth)), 2) if person[pair[0]] == person[pair[1]]}
    true = {pair for pair in combinations(range(len(truth)), 2) if truth[pair[0]] == truth[pair[1]]}
    precision, recall = len(said & true) / len(said), len(said & true) / len(true)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def bcubed(truth: Sequence[str], person: Sequence[str]) -> tuple[float, float]:
    rows_of: dict[str, list[int]] = defaultdict(list)
    true_of: dict[str, list[int]] = defaultdict(list)
    for row, (who, true) in enumerate(zip(truth, person, strict=True)):
        true_of[who].append(row)
        rows_of[true].append(row)
    precision = recall = 0.0
    for row in range(len(truth)):
        both = set(rows_of[person[row]]) & set(true_of[truth[row]])
        precision += len(both) / len(rows_of[person[row]])
        recall += len(both) / len(true_of[truth[row]])
    return precision / len(truth), recall / len(truth)


def truth_of(path: Path, delimiter: str = ",") -> list[str]:
    with path.open(newline="", encoding="utf-8") as file:
        return [row[0] for row in list(csv.reader(file, delimiter=delimiter))[1:]]


def test_one_file_is_measured_as_the_test_measures_it(link: Run, tmp_path: Path, everybody: list[Person]) -> None:
    path, out = english(tmp_path / "a.csv", everybody), tmp_path / "out.csv"
    code, printed, _ = link(path, "--truth", "truth", "--out", out, "--json")
    assert code == 0
    told: dict[str, Any] = json.loads(printed)
    assert told.keys() >= MEASURED
    truth, person = truth_of(path), [row["person"] for row in answers(out)]
    assert told["records"] == len(truth)
    assert told["persons"] == len(set(person))
    expected = pairwise(truth, person)
    for quality in ("automatic", "with_cases", "after_review", "bcubed"):
        assert told[quality].keys() == {"precision", "recall", "f1"}
    assert told["automatic"] == pytest.approx(expected)
    assert (told["bcubed"]["precision"], told["bcubed"]["recall"]) == pytest.approx(bcubed(truth, person))
    made_of = defaultdict(set)
    for row, who in enumerate(person):
        made_of[who].add(truth[row])
    assert told["contaminated_persons"] == sum(len(of) > 1 for of in made_of.values())
    assert told["automatic"]["precision"] == 1.0
    assert told["with_cases"]["recall"] > 0.95
    assert told["cases_per_10000"] == pytest.approx(1e4 * told["cases"] / told["records"])
    assert told["columns"] == {
        "truth": None, "First Name": "given_name", "Surname": "family_name", "DOB": "date_of_birth", "Sex": "sex",
        "Address": "address_full", "Postcode": "postcode",
    }  # fmt: skip


def test_the_answer_names_file_row_person_and_status(link: Run, tmp_path: Path, everybody: list[Person]) -> None:
    one, other, out = (
        english(tmp_path / "a.csv", everybody),
        german(tmp_path / "=b.csv", everybody),
        tmp_path / "out.csv",
    )
    assert link(one, other, "--truth", "truth", "--out", out)[0] == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    rows = answers(out)
    assert list(rows[0]) == ["file", "row", "person", "status"]
    assert {row["file"] for row in rows} == {"a.csv", "'=b.csv"}, "no cell is a formula"
    for name, path in (("a.csv", one), ("'=b.csv", other)):
        numbers = [int(row["row"]) for row in rows if row["file"] == name]
        assert numbers == list(range(1, len(truth_of(path)) + 1))
    sizes = Counter(row["person"] for row in rows)
    for row in rows:
        assert (row["status"] == "linked") == (sizes[row["person"]] > 1)
        assert row["status"] in {"linked", "case", "alone"}


def test_two_files_of_one_name_are_told_apart_in_the_answer(link: Run, tmp_path: Path, everybody: list[Person]) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
    one, other = english(tmp_path / "north" / "x.csv", everybody), english(tmp_path / "south" / "x.csv", everybody)
    third, out = english(tmp_path / "y.csv", everybody), tmp_path / "out.csv"
    assert link(one, other, third, "--out", out)[0] == 0
    assert {row["file"] for row in answers(out)} == {str(one), str(other), "y.csv"}


def test_cases_are_counted_over_all_rows_also_where_some_have_no_truth(
    link: Run, tmp_path: Path, everybody: list[Person]
) -> None:
    rows = [
        [number, given, p.family, "{2:02}/{1:02}/{0}".format(*p.birth), p.postcode]
        for p in everybody
        for number, given in ((p.number, p.given), ("", "Q" + p.given[1:]))
    ]
    path = write(tmp_path / "a.csv", ["truth", "First Name", "Surname", "DOB", "Postcode"], rows)
    told = json.loads(link(path, "--truth", "truth", "--json")[1])
    assert told["cases"]
    assert told["cases_per_10000"] == pytest.approx(1e4 * told["cases"] / told["records"], abs=0.01)


def test_files_of_different_headings_and_languages_link_across(
    link: Run, tmp_path: Path, everybody: list[Person]
) -> None:
    one, other, out = (
        english(tmp_path / "a.csv", everybody),
        german(tmp_path / "b.csv", everybody),
        tmp_path / "out.csv",
    )
    told = json.loads(link(one, other, "--truth", "TRUTH", "--out", out, "--json")[1])
    truth = truth_of(one) + truth_of(other, ";")
    person = [row["person"] for row in answers(out)]
    assert told["automatic"] == pytest.approx(pairwise(truth, person))
    assert told["automatic"]["precision"] == 1.0
    assert told["after_review"]["recall"] > 0.95
    told_of = list(zip(truth, answers(out), strict=True))
    in_one = {(who, row["person"]) for who, row in told_of if row["file"] == "a.csv"}
    in_other = {(who, row["person"]) for who, row in told_of if row["file"] == "b.csv"}
    assert len(in_one & in_other) > 50


def test_a_workbook_links_as_its_csv_does(link: Run, tmp_path: Path, everybody: list[Person]) -> None:
    rows = [[p.number, p.given, p.family, Day(20000 + n), p.postcode] for n, p in enumerate(everybody[:40])] * 2
    book = workbook(tmp_path / "a.xlsx", One=[["truth", "forename", "surname", "dob", "postcode"], *rows])
    told = json.loads(link(book, "--truth", "truth", "--json")[1])
    assert (told["records"], told["automatic"]["f1"]) == (80, 1.0)
    assert "a.xlsx, sheet One" in link(book)[1]


def test_without_truth_nothing_is_measured_and_columns_are_told(
    link: Run, tmp_path: Path, everybody: list[Person]
) -> None:
    path = english(tmp_path / "a.csv", everybody)
    told = json.loads(link(path, "--json")[1])
    assert "automatic" not in told
    assert {"records", "persons", "cases", "cases_per_10000", "seconds", "columns"} <= told.keys()
    code, printed, err = link(path, "--truth", "truth")
    assert code == 0
    assert "First Name" in printed
    assert "given_name, by its heading" in printed
    assert "not used: the truth" in printed
    assert "precision" in printed
    assert "Persons containing two true people: 0" in printed
    assert not err, "nobody watches: no progress"


def test_rows_of_one_source_are_one_agency(link: Run, tmp_path: Path, everybody: list[Person]) -> None:
    """A clean source never holds anybody twice, and then its equal rows stay apart."""
    rows = [
        [agency, p.given, p.family, "-".join(map(str, p.birth)), p.postcode] for p in everybody[:40] for agency in "aab"
    ]
    path = write(tmp_path / "a.csv", ["source", "forename", "surname", "dob", "postcode"], rows)
    out = tmp_path / "out.csv"
    assert link(path, "--source", "source", "--out", out)[0] == 0
    assert set(Counter(row["person"] for row in answers(out)).values()) == {3}
    assert link(path, "--source", "source", "--clean-sources", "--out", out)[0] == 0
    kept = answers(out)
    for first, second in zip(kept[::3], kept[1::3], strict=True):
        assert first["person"] != second["person"]


def test_the_order_of_rows_changes_nothing(link: Run, tmp_path: Path, everybody: list[Person]) -> None:
    path, out = english(tmp_path / "a.csv", everybody), tmp_path / "out.csv"
    link(path, "--out", out)
    lines = path.read_text().splitlines()
    order = list(range(len(lines) - 1))
    random.Random(3).shuffle(order)
    shuffled = tmp_path / "b.csv"
    shuffled.write_text("\n".join([lines[0], *(lines[1 + at] for at in order)]) + "\n")
    before = [row["person"] for row in answers(out)]
    link(shuffled, "--out", out)
    after = dict(zip(order, (row["person"] for row in answers(out)), strict=True))
    groups = {frozenset(at for at in after if after[at] == who) for who in set(after.values())}
    assert groups == {frozenset(at for at, one in enumerate(before) if one == who) for who in set(before)}


def test_that_an_answer_took_the_place_of_another_is_said(link: Run, tmp_path: Path, everybody: list[Person]) -> None:
    path, out = english(tmp_path / "a.csv", everybody), tmp_path / "out.csv"
    assert "replaced" not in link(path, "--out", out)[2]
    assert f"{out} was there, and was replaced." in link(path, "--out", out)[2]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to set there")
def test_what_stood_there_stands_until_the_answer_is_whole(link: Run, tmp_path: Path, everybody: list[Person]) -> None:
    import resource

    path, out = english(tmp_path / "a.csv", everybody), tmp_path / "out.csv"
    out.write_text("last week's answer", encoding="utf-8")
    before, (soft, hard) = set(tmp_path.iterdir()), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))  # as a disk that fills up half way
    try:
        code, _, err = link(path, "--out", out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (code, "cannot be written" in err) == (1, True)
    assert out.read_text(encoding="utf-8") == "last week's answer"
    assert set(tmp_path.iterdir()) == before, "and no half of it is left"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["missing.csv"], "missing.csv"),
        (["a.csv", "--truth", "truht"], "The nearest are: truth"),
        (["a.csv", "--source", "xyz"], "no column headed 'xyz'"),
        (["blank.csv", "--truth", "truth"], "blank in every row"),
        (["nothing.csv"], "Nothing to link by"),
        (["picture.csv"], "picture"),
        (["a.csv", "--out", "no/such/folder/out.csv"], "cannot be written"),
        (["blank.csv", "a.csv", "--out", "./a.csv"], "would be lost"),
        (["a.csv", "--out", "."], "is no file"),
    ],
)
def test_what_cannot_be_done_is_said_in_plain_words(
    link: Run, tmp_path: Path, everybody: list[Person], monkeypatch: pytest.MonkeyPatch, argv: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    english(tmp_path / "a.csv", everybody[:20])
    write(tmp_path / "blank.csv", ["truth", "forename", "surname"], [["", "Jo", "Roy"], ["", "Al", "Dean"]])
    write(tmp_path / "nothing.csv", ["status", "team", "start date"], [["open", "A", "2020-01-02"]] * 3)
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    code, printed, err = link(*argv)
    assert code == 1
    assert said in err
    assert not printed
    assert "Traceback" not in err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before, "nothing is stored"


@pytest.mark.skipif(sys.platform != "linux", reason="what a program begins with is told on Linux")
def test_the_peak_is_the_commands_own_however_large_the_program_that_started_it(tmp_path: Path) -> None:
    rows = write(tmp_path / "a.csv", ["id", "Forename", "Surname"], [[1, "Amelia", "Archer"], [2, "Lars", "Farrow"]])
    held = 1 << 30
    script = (
        "import subprocess, sys; held = bytearray(b'1') * int(sys.argv[1]);"
        "subprocess.run([sys.executable, '-m', 'fctui', 'link', sys.argv[2], '--json'], check=True)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(held), str(rows)], check=True, capture_output=True)
    assert json.loads(done.stdout)["peak_mib"] < held >> 20
