"""The synthetic borough: exact layouts, honest truth, every kind of dirt, same seed same bytes."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from fctui.borough import Summary, write
from fctui.borough.dirt import RATES
from fctui.borough.naming import CULTURES
from fctui.borough.numbers import valid_nhs
from fctui.borough.planted import CASES
from fctui.cli import run

PEOPLE = 5000

IDENTITY = "Last Name,First Name,Date of Birth,Age,NHS No,Address,"
EVENT = "Service/Event Desc,Service/Event Start,Service/Event End"
COVERAGE = "Date Current As Of,Coverage Start Date,Coverage End Date,Coverage Geographic Area,"
BETA = "Cms Id,First Name,Last Name,Date Of Birth,Gender,Address,Service Involvement,"
LAST = "Date Of Most Recent Interaction,Start Date Of Last Involvement"
ASC = (
    f"{IDENTITY}Date of death,CMS No,Keyworker,Email,Is a Carer,No of Carers,"
    "Service Event Desc,Service Event Start,Service Event End"
)
CSC = f"{IDENTITY}Date of death,CMS No,Keyworker,Email,Is a Carer,No of Carers,{EVENT}"
HOUSING = (
    f"{IDENTITY}Date of death,CMS No,Name of housing officer,Supported housing,Social housing,"
    f"Name of housing provider,{EVENT}"
)
HEALTH = f"{IDENTITY}Date of death,{EVENT}"
ACUTE = (
    f"{IDENTITY}Date of death,CMS No,Date of most recent hospital admission,Date of discharge,"
    "Presenting condition,Count of admissions over 12 month period,High intensity A+E user"
)
EDUCATION = f"{BETA}School Name,Contact Number,Admission Type,{COVERAGE}{LAST}"
LAYOUTS = {
    "Brent/Adult Social Care.csv": ASC,
    "Brent/Childrens Social Care.csv": CSC,
    "Brent/Housing.csv": HOUSING,
    "Brent/Community.csv": HEALTH,
    "Brent/Acute.csv": ACUTE,
    "Brent/Primary Care.csv": f"{IDENTITY}Date of death,Name of GP,Contact number,Date registered",
    "Brent/Mental Health.csv": HEALTH,
    "Brent/education.csv": EDUCATION,
    "Hounslow/Adult Social Care.csv": ASC,
    "Hounslow/Childrens Social Care.csv": CSC,
    "Hounslow/Housing.csv": HOUSING,
    "Hounslow/Community.csv": HEALTH,
    "Hounslow/Acute.csv": ACUTE,
    "Barnet/csc.csv": (
        f"{BETA}Local Authority Organisation,Contact Name,Contact Role,Contact Phone,Contact Email,{COVERAGE}{LAST}"
    ),
    "Barnet/education.csv": EDUCATION,
    "Ealing/children.csv": (
        "Column1,SourceID,DOB,Column2,Column3,Column4,Surname,Column5,Forename,Column6,Gender,Column7,Column8,"
        "Column9,Column10,Column11,PostCode,Column12,Column13,Column14,Column15,Column16,Column17,Column18,"
        "Column19,Column20,Column21,ActiveCIN,ActiveCLA,ActiveCP,ActiveReferral,ActiveEHM,Ethnicity,"
        "ImmigrationStatus,NHSNumber"
    ),
}
SPECIAL = {
    "Hounslow/Housing.csv": ("cp1252", ","),
    "Barnet/csc.csv": ("utf-8-sig", ","),
    "Hounslow/Community.csv": ("utf-8", ";"),
    "Ealing/children.csv": ("utf-16", "\t"),
}


@dataclass(frozen=True)
class Row:
    """One data row with its truth."""

    file: str
    cells: dict[str, str]
    width: int
    person: str
    household: str
    hard: str


@dataclass(frozen=True)
class Made:
    """A borough that was written and read back."""

    out: Path
    summary: Summary
    rows: list[Row]


def sheet(out: Path, file: str) -> list[list[str]]:
    encoding, delimiter = SPECIAL.get(file, ("utf-8", ","))
    text = (out / file).read_bytes().decode(encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def read_back(out: Path) -> list[Row]:
    with (out / "truth.csv").open(encoding="utf-8", newline="") as stream:
        truth = {(row["file"], int(row["row"])): row for row in csv.DictReader(stream)}
    found: list[Row] = []
    for file in LAYOUTS:
        headings, *records = sheet(out, file)
        for number, cells in enumerate(records, start=1):
            about = truth.pop((file, number))
            named = dict(zip(headings, cells, strict=False))
            found.append(Row(file, named, len(cells), about["person"], about["household"], about["hard"]))
    assert truth == {}, "truth.csv names rows that no file has"
    return found


def fingerprint(out: Path) -> dict[str, str]:
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    out = tmp_path_factory.mktemp("borough")
    return Made(out, write(PEOPLE, 3, out), read_back(out))


def by_person(rows: list[Row]) -> dict[str, list[Row]]:
    people: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        people[row.person].append(row)
    return people


def test_every_layout_is_exact(made: Made) -> None:
    for file, headings in LAYOUTS.items():
        assert sheet(made.out, file)[0] == headings.split(","), file
    assert [written.path for written in made.summary.files] == list(
        dict.fromkeys(feed["file"] for feed in json.loads((made.out / "feeds.json").read_text("utf-8"))["feeds"])
    )
    assert {written.path for written in made.summary.files} == set(LAYOUTS)


def test_summary_counts_records_as_a_csv_reader_does(made: Made) -> None:
    for written in made.summary.files:
        assert written.rows == len(sheet(made.out, written.path)) - 1
    assert sum(written.rows for written in made.summary.files) == len(made.rows)


def test_encodings_are_what_the_summary_says(made: Made) -> None:
    said = {written.path: (written.encoding, written.delimiter) for written in made.summary.files}
    assert said["Hounslow/Housing.csv"] == ("Windows-1252", "comma")
    assert said["Barnet/csc.csv"] == ("UTF-8 with BOM", "comma")
    assert said["Hounslow/Community.csv"] == ("UTF-8", "semicolon")
    assert said["Ealing/children.csv"] == ("UTF-16 with BOM", "tab")
    with pytest.raises(UnicodeDecodeError):
        (made.out / "Hounslow/Housing.csv").read_bytes().decode("utf-8")
    assert (made.out / "Barnet/csc.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (made.out / "Ealing/children.csv").read_bytes().startswith(b"\xff\xfe")


def test_same_seed_same_bytes_under_another_hash_seed(tmp_path: Path) -> None:
    write(400, 8, tmp_path / "here")
    code = "import sys, pathlib, fctui.borough as made; made.write(400, 8, pathlib.Path(sys.argv[1]))"
    environment = os.environ | {"PYTHONHASHSEED": "4711"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], env=environment, check=True)
    assert fingerprint(tmp_path / "here") == fingerprint(tmp_path / "there")
    write(400, 9, tmp_path / "other")
    assert fingerprint(tmp_path / "here") != fingerprint(tmp_path / "other")


def test_noise_multiplies_the_dirt_and_one_is_the_usual(made: Made, tmp_path: Path) -> None:
    usual, noisy, clean = (write(800, 8, tmp_path / str(noise), noise=noise) for noise in (1.0, 3.0, 0.0))
    write(800, 8, tmp_path / "default")
    assert fingerprint(tmp_path / "1.0") == fingerprint(tmp_path / "default")
    assert 2.5 < sum(noisy.dirt.values()) / sum(usual.dirt.values()) < 3.5
    assert sum(clean.dirt.values()) == 0
    assert usual.people == noisy.people == clean.people
    heaviest = write(800, 8, tmp_path / "heaviest", noise=1e6)
    assert max(heaviest.dirt.values()) < 0.25 * sum(written.rows for written in heaviest.files)
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError):
            write(800, 8, tmp_path / "wrong", noise=wrong)


def test_the_command_passes_the_noise_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["borough", "--people", "200", "--seed", "8"]
    assert run([*command, "--noise", "3", "--out", str(tmp_path / "command")]) == 0
    write(200, 8, tmp_path / "function", noise=3.0)
    assert fingerprint(tmp_path / "command") == fingerprint(tmp_path / "function")
    with pytest.raises(SystemExit) as ended:
        run([*command, "--noise", "-1", "--out", str(tmp_path / "wrong")])
    assert ended.value.code == 2
    assert "from 0 to 100" in capsys.readouterr().err


def test_the_truth_tells_of_whom_the_sub_groups_are(made: Made) -> None:
    with (made.out / "truth.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["hard"] in ("organisation", "test_record"):
            assert row["origin"] == row["born"] == row["sex"] == ""
        else:
            assert row["origin"] in CULTURES
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["born"])
            assert row["sex"] in ("F", "M") or (row["sex"] == "" and row["born"] > "2026-06-01")


def test_every_kind_of_dirt_is_there(made: Made) -> None:
    assert set(made.summary.dirt) == set(RATES)
    assert [kind for kind, count in made.summary.dirt.items() if count == 0] == []


def test_some_dirt_as_it_stands_in_the_files(made: Made) -> None:
    widths = {file: len(headings.split(",")) for file, headings in LAYOUTS.items()}
    shifted = [row for row in made.rows if row.width != widths[row.file]]
    assert 0 < len(shifted) < len(made.rows) / 200
    born = [row.cells.get("Date of Birth") or row.cells.get("Date Of Birth") or "" for row in made.rows]
    assert any(re.fullmatch(r"\d\d/\d\d/\d\d|\d\d-[A-Z][a-z]{2}-\d\d", text) for text in born)
    assert any(text.startswith(("1900-01-01", "01/01/1900", "01-JAN-1900")) for text in born)
    last = [row.cells.get("Last Name", "") for row in made.rows]
    assert any("\u00a0" in name for name in last)
    assert any("née" in name or "nee " in name for name in last)
    assert any(re.fullmatch(r"\d{10}\.0", row.cells.get("NHS No", "")) for row in made.rows)
    assert any("\n" in row.cells.get("Address", "") for row in made.rows if row.file == "Barnet/csc.csv")


def test_most_nhs_numbers_are_valid_and_none_is_of_an_issued_range(made: Made) -> None:
    given = [row.cells.get("NHS No") or row.cells.get("NHSNumber") or "" for row in made.rows]
    numbers = [re.sub(r"[ -]|\.0$", "", text) for text in given if re.search(r"\d", text)]
    valid = [number for number in numbers if valid_nhs(number)]
    assert 0.97 < len(valid) / len(numbers) < 0.999
    assert all(number[0] == "5" or "72" <= number[:2] <= "79" for number in valid)
    assert any(len(set(number)) == 1 for number in numbers)


def test_nhs_coverage_follows_the_agency(made: Made) -> None:
    def share(file: str) -> float:
        rows = [row for row in made.rows if row.file == file]
        return sum(bool(re.search(r"\d", row.cells["NHS No"])) for row in rows) / len(rows)

    assert share("Brent/Primary Care.csv") > 0.93
    assert share("Hounslow/Acute.csv") > 0.9
    assert 0.55 < share("Hounslow/Adult Social Care.csv") < 0.75
    assert share("Brent/Housing.csv") < 0.04
    assert share("Hounslow/Housing.csv") < 0.04


def test_twins_share_family_name_birth_date_and_household(made: Made) -> None:
    clean: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for row in made.rows:
        if row.hard == "twin" and row.file == "Brent/Primary Care.csv":
            key = (row.cells["Last Name"].upper().strip(), row.cells["Date of Birth"])
            clean[row.household][row.person].add(key)
    pairs = [list(people.values()) for people in clean.values() if len(people) == 2]
    alike = [pair for pair in pairs if pair[0] == pair[1]]
    assert len(pairs) >= 5
    assert len(alike) >= len(pairs) * 0.7


def test_planted_cases_are_all_there(made: Made) -> None:
    wanted = set(CASES) | {"year_only", "mothers_nhs", "id_reused", "organisation", "test_record"}
    assert {row.hard for row in made.rows} - {""} == wanted
    assert set(made.summary.hard) == wanted


def test_an_adopted_child_has_two_identities_in_two_households(made: Made) -> None:
    adopted = [rows for rows in by_person(made.rows).values() if rows[0].hard == "adopted"]
    both = [rows for rows in adopted if len({row.household for row in rows}) == 2]
    assert both
    assert all(row.hard == "adopted" for rows in both for row in rows)


def test_case_numbers_are_stable_per_person_and_agency(made: Made) -> None:
    numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in made.rows:
        if row.width == len(LAYOUTS[row.file].split(",")) and "CMS No" in row.cells:
            numbers[row.file, row.person].add(row.cells["CMS No"])
    several = [found for found in numbers.values() if len(found) > 1]
    assert len(several) < len(numbers) * 0.012  # second registrations only


def test_nobody_real_can_be_rung_or_written_to(made: Made) -> None:
    drama = re.compile(r"(\+44|0044|0)?(2079460\d{3}|7700900\d{3}|1632960\d{3})(ext214)?")
    for row in made.rows:
        if row.width != len(LAYOUTS[row.file].split(",")):
            continue
        for column in ("Contact number", "Contact Number", "Contact Phone"):
            number = re.sub(r"[ ().-]", "", row.cells.get(column, ""))
            assert not re.search(r"\d", number) or drama.fullmatch(number), number
        for column in ("Email", "Contact Email"):
            address = row.cells.get(column, "")
            assert "@" not in address or address.endswith(".example"), address


def test_feeds_say_what_a_hub_needs(made: Made) -> None:
    described = json.loads((made.out / "feeds.json").read_text("utf-8"))
    assert described["area"] == "Brent"
    feeds = {feed["code"]: feed for feed in described["feeds"]}
    assert list(feeds) == [
        "BRENT-ASC", "BRENT-CSC", "BRENT-HOU", "BRENT-COM", "BRENT-ACU", "BRENT-GP", "BRENT-MH", "BRENT-EDU",
        "HOUN-ASC", "HOUN-CSC", "HOUN-HOU", "HOUN-COM", "HOUN-ACU", "BARN-CSC", "BARN-EDU", "EAL-CHI",
    ]  # fmt: skip
    assert feeds["BRENT-HOU"]["as_of"] == "2026-04-20"
    assert all("2026-06-01" <= feed["as_of"] <= "2026-06-08" for code, feed in feeds.items() if code != "BRENT-HOU")
    several = {code for code, feed in feeds.items() if feed["rows_per_person"] == "several"}
    assert several == {code for code in feeds if code.endswith(("COM", "MH", "ASC", "CSC", "HOU"))} - {"BARN-CSC"}
    assert {feed["internal_duplicates"] for feed in feeds.values()} == {"possible"}


def test_a_week_later_only_what_happened_differs(made: Made, tmp_path: Path) -> None:
    later = write(PEOPLE, 3, tmp_path, week=1)
    assert later.people > made.summary.people
    for file in ("Brent/Childrens Social Care.csv", "Hounslow/Housing.csv"):
        before = {tuple(cells) for cells in sheet(made.out, file)}
        after = {tuple(cells) for cells in sheet(tmp_path, file)}
        assert before != after
        assert len(before & after) > len(before) * 0.9
    first = {row.person for row in made.rows if row.hard not in ("organisation", "test_record")}
    second = {row.person for row in read_back(tmp_path) if row.hard not in ("organisation", "test_record")}
    assert second - first
    assert len(first - second) < len(first) * 0.01


def test_a_borough_of_one(tmp_path: Path) -> None:
    stages: list[str] = []
    summary = write(1, 1, tmp_path, lambda stage, done, total: stages.append(stage))
    assert summary.people == 1
    assert {row.person for row in read_back(tmp_path)} == {"P0000001"}
    assert "Making up households" in stages
    with pytest.raises(ValueError):
        write(0, 1, tmp_path)


@pytest.mark.parametrize("seed", range(6))
def test_small_boroughs_of_any_seed_and_week(tmp_path: Path, seed: int) -> None:
    summary = write(40, seed, tmp_path, week=seed % 3)
    assert sum(written.rows for written in summary.files) == len(read_back(tmp_path))
