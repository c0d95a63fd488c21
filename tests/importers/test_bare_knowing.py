"""What only several columns or files together tell: of when ages are, which numbers are one, whose a word is."""

from pathlib import Path
from random import Random

import pytest

from importers.bare.dates import age_of
from importers.bare.headings import tell
from tests.importers.bare_files import column, read, taken, written

_FIRST = ["Ann", "Bea", "Cyril", "Dora", "Ezra", "Flora", "Gwen", "Hugh", "Ivor", "Jane", "Kit", "Lena"]
_LAST = ["Adkin", "Bellamy", "Crabb", "Dunnock", "Eames", "Fenwick", "Garland", "Hobday"]
PEOPLE = [(first, last, 1801 + 7 * at % 67) for at, (first, last) in enumerate((f, s) for f in _FIRST for s in _LAST)]


def _census(path: Path, year: int, shuffled: int) -> Path:
    rows = [(f"{first} {last}", year - born, "MF"[born % 2]) for first, last, born in PEOPLE]
    Random(shuffled).shuffle(rows)
    return written(path, ("Name", "Age last birthday", "Sex"), rows)


def _births(path: Path, *others: Path) -> dict[str, set[int]]:
    """By name, the years of birth in the rows of these files, 0 for none."""
    rows = read(path, *others)
    told: dict[str, set[int]] = {}
    for record in range(rows.table.size):
        at = int(rows.table.names.starts[record])
        words = [rows.table.words.texts[column[at]] for column in rows.table.names.columns]
        told.setdefault(" ".join(filter(None, words)), set()).add(int(rows.table.birth[record]) // 10_000)
    return told


def test_ages_of_two_censuses_tell_one_year_of_birth(tmp_path: Path) -> None:
    told = _births(_census(tmp_path / "a.csv", 1871, 1), _census(tmp_path / "b.csv", 1881, 2))
    assert len(told) == len(PEOPLE)
    assert all(len(years) == 1 for years in told.values())


def test_ages_meet_birth_dates_and_fill_those_that_are_blank(tmp_path: Path) -> None:
    dated = [(first, last, f"{1 + at % 28}/03/{born}") for at, (first, last, born) in enumerate(PEOPLE)]
    births = written(tmp_path / "a.csv", ("Forename", "Surname", "DOB"), dated)
    told = _births(births, _census(tmp_path / "b.csv", 1871, 3))
    assert all(years == {born} for years, (*_, born) in zip(told.values(), PEOPLE, strict=True))
    own = [(*row[:2], "" if at % 3 == 0 else row[2], 1890 - born) for at, (row, (*_, born)) in
           enumerate(zip(dated, PEOPLE, strict=True))]  # fmt: skip
    told = _births(written(tmp_path / "c.csv", ("Forename", "Surname", "DOB", "Age"), own))
    assert all(years == {born} for years, (*_, born) in zip(told.values(), PEOPLE, strict=True))


def test_ages_in_a_register_are_of_the_dates_of_its_entries(tmp_path: Path) -> None:
    """Of a register that was kept for thirty years no one year was right, and its ages said nothing."""
    dated = [(first, last, f"{1 + at % 28}/03/{born}") for at, (first, last, born) in enumerate(PEOPLE)]
    births = written(tmp_path / "a.csv", ("Forename", "Surname", "DOB"), dated)
    buried = [(f"{first} {last}", f"{1 + at % 28}/11/{1870 + at % 30}", 1870 + at % 30 - born)
              for at, (first, last, born) in enumerate(PEOPLE)]  # fmt: skip
    Random(5).shuffle(buried)
    told = _births(births, written(tmp_path / "b.csv", ("Name", "Date of burial", "Age"), buried))
    assert all(years == {born} for years, (*_, born) in zip(told.values(), PEOPLE, strict=True))
    undated = [(name, "" if at % 4 == 0 else day, age) for at, (name, day, age) in enumerate(buried)]
    rows = read(births, written(tmp_path / "c.csv", ("Name", "Date of burial", "Age"), undated))
    assert (rows.table.birth >= 0).all()
    assert (rows.table.birth[len(PEOPLE) :] > 0).sum() == len(PEOPLE) * 3 // 4


def test_ages_of_strangers_say_nothing_beside_birth_dates(tmp_path: Path) -> None:
    random = Random(4)
    dated = [(first, last, f"{1 + at % 28}/03/{born}") for at, (first, last, born) in enumerate(PEOPLE)]
    births = written(tmp_path / "a.csv", ("Forename", "Surname", "DOB"), dated)
    aged = [(f"{first} {last}", random.randrange(90), "MF"[born % 2]) for first, last, born in PEOPLE]
    rows = read(births, written(tmp_path / "b.csv", ("Name", "Age", "Sex"), aged))
    assert taken(rows, 1)["Age"] == ""
    assert not rows.table.birth[len(PEOPLE) :].any()


@pytest.mark.parametrize(
    ("text", "years"),
    [("45", 45), ("45.0", 45), ("c. 45", 45), ("approx 45", 45), ("~45", 45), ("45 yrs", 45), ("45y", 45),
     ("7 months", 0), ("3w", 0), ("30-35", -1), ("145", -1), ("", -1), ("unknown", -1)],
)  # fmt: skip
def test_ages_in_any_form(text: str, years: int) -> None:
    assert age_of(text) == years


def test_a_number_that_two_files_head_differently_is_told_by_its_values(tmp_path: Path) -> None:
    numbered = [(f"Z{100_000 + 37 * at}({at % 10})", at) for at in range(len(PEOPLE))]
    one = [(at, card, f"{last.upper()}, {first}", f"{1 + at % 28}/03/{born}") for (card, at), (first, last, born) in
           zip(numbered, PEOPLE, strict=True)]  # fmt: skip
    other = [(at, card.replace("(", "").replace(")", "").lower(), first, last, f"{born}-03-{1 + at % 28:02}")
             for (card, at), (first, last, born) in zip(numbered, PEOPLE, strict=True)]  # fmt: skip
    Random(5).shuffle(other)
    other = [(at, *row[1:]) for at, row in enumerate(other)]
    rows = read(
        written(tmp_path / "a.csv", ("Row", "Card held", "Name", "DOB"), one),
        written(tmp_path / "b.csv", ("Line", "ID doc.", "Given", "Surname", "Born"), other),
    )
    assert taken(rows, 0)["Card held"] == taken(rows, 1)["ID doc."] == "number"
    assert taken(rows, 0)["Row"] == taken(rows, 1)["Line"] == ""


def test_a_word_that_begins_most_headings_is_only_the_tables(tmp_path: Path) -> None:
    heads = ("zug_fn", "zug_sn", "zug_dob", "zug_pc", "nok_name", "gp_name")
    rows = [(first, last, f"{1 + at % 28}/03/19{born % 100:02}", f"LE{at % 9} {at % 7}AB", f"Mo {last}", f"Dr {first}")
            for at, (first, last, born) in enumerate(PEOPLE)]  # fmt: skip
    found = taken(read(written(tmp_path / "a.csv", heads, rows)))
    assert [found[head] for head in heads[:4]] == ["given_name", "family_name", "date_of_birth", "postcode"]
    assert found["nok_name"] != "full_name"
    assert found["gp_name"] == ""


def test_f_name_beside_whole_names_is_the_fathers(tmp_path: Path) -> None:
    rows = [(f"{first} {last}", f"{_FIRST[at % 7]}", f"01/03/19{born % 100:02}") for at, (first, last, born) in
            enumerate(PEOPLE)]  # fmt: skip
    assert taken(read(written(tmp_path / "a.csv", ("name", "f_name", "dob"), rows)))["f_name"] == "attribute"
    rows = [(last, first, born) for last, first, born in ((*reversed(row[0].split()), row[2]) for row in rows)]
    found = taken(read(written(tmp_path / "b.csv", ("name", "f_name", "dob"), rows)))
    assert (found["name"], found["f_name"]) == ("family_name", "given_name")


def test_what_people_are_known_as_is_their_name_where_no_other_is_told(tmp_path: Path) -> None:
    rows = [(f"{first} {last}", f"01/03/19{born % 100:02}", "MF"[born % 2]) for first, last, born in PEOPLE]
    found = taken(read(written(tmp_path / "a.csv", ("Name / known as", "DOB", "Sex"), rows)))
    assert found["Name / known as"] == "full_name"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("PreviousPostcode", "address_history"),
        ("Old address line", "address_history"),
        ("Barrio/Municipio", "locality"),
    ],
)
def test_headings_of_what_was_before_and_of_either(heading: str, kind: str) -> None:
    assert str(tell(heading).kind) == kind


@pytest.mark.parametrize(("man", "woman"), [("V", "M"), ("0", "1"), ("M", "V"), ("1", "2")])
@pytest.mark.parametrize("known", [True, False])
def test_letters_for_sex_mean_what_other_files_words_say_of_the_same_people(
    tmp_path: Path, man: str, woman: str, known: bool
) -> None:
    later = 0 if known else 200
    heads = ("Forename", "Surname", "DOB", "Sex")
    men = [at % 2 == 0 for at in range(len(PEOPLE))]
    one = [(first, last, f"01/03/{born}", man if male else woman)
           for male, (first, last, born) in zip(men, PEOPLE, strict=True)]  # fmt: skip
    other = [(first, last, f"01/03/{born + later}", "Hombre" if male else "Mujer")
             for male, (first, last, born) in zip(men, PEOPLE, strict=True)]  # fmt: skip
    rows = read(written(tmp_path / "a.csv", heads, one), written(tmp_path / "b.csv", heads, other))
    of_letters, of_words = rows.table.sex[: len(PEOPLE)], rows.table.sex[len(PEOPLE) :]
    usual = (man, woman) in {("M", "V"), ("1", "2")}
    assert (of_letters == of_words).all() == (known or usual)
    assert [sex == 2 for sex in of_words.tolist()] == men


def test_a_personal_number_is_one_number_with_its_century_and_without_and_though_one_list_leaves_names_out(
    tmp_path: Path,
) -> None:
    dice = Random(7)
    people = [(first, dice.choice(_FIRST), last, f"{1950 + at % 50}{at % 12 + 1:02}{at % 28 + 1:02}", at * 37 + 1000)
              for at, (first, last, _) in enumerate(PEOPLE)]  # fmt: skip
    one = [(f"{first} {second}", last, f"{born[2:]}-{end}") for first, second, last, born, end in people]
    other = [(f"{first} {last}", f"{born}-{end if at % 3 else 'XXXX'}")
             for at, (first, _, last, born, end) in enumerate(people)]  # fmt: skip
    dice.shuffle(other)
    rows = read(
        written(tmp_path / "a.csv", ("Förnamn", "Efternamn", "Personnr"), one),
        written(
            tmp_path / "b.csv", ("Klient", "Persnr", "Enhet"), [(*row, f"E{at % 3}") for at, row in enumerate(other)]
        ),
    )
    labels = {one.label for columns in rows.columns for one in columns if one.kind == "number" and not one.apart}
    assert len(labels) == 1
    assert (rows.table.birth > 0).all()


def test_a_number_is_one_number_with_hyphens_and_without_and_however_its_heading_says_that_it_is_one(
    tmp_path: Path,
) -> None:
    one = [(f"{first} {last}".upper(), f"38724-{at * 37 + 4000000}-{at % 9 + 1}", f"{born}")
           for at, (first, last, born) in enumerate(PEOPLE)]  # fmt: skip
    other = [(f"{first} {last} W/O Imran", f"38724{at * 37 + 4000000}{at % 9 + 1}", f"W{at % 5}")
             for at, (first, last, _) in enumerate(PEOPLE)]  # fmt: skip
    rows = read(
        written(tmp_path / "a.csv", ("Name", "CNIC No.", "Year of birth"), one),
        written(tmp_path / "b.csv", ("Patient Name", "CNIC", "Ward"), other),
    )
    assert (column(rows, "CNIC No.").label, column(rows, "CNIC No.").apart) == ("cnic", False)
    assert (column(rows, "CNIC", 1).label, column(rows, "CNIC", 1).apart) == ("cnic", False)


def test_names_of_one_word_are_first_names_and_dates_among_years_are_births(tmp_path: Path) -> None:
    told = [(first, f"{born}" if at % 4 else f"1.3.{born}.", last) for at, (first, last, born) in enumerate(PEOPLE)]
    rows = read(written(tmp_path / "a.csv", ("Ime", "godište", "Mother's name"), told))
    assert taken(rows)["Ime"] == "given_name"
    assert taken(rows)["godište"] == "date_of_birth"
    assert sorted({birth % 10_000 for birth in rows.table.birth.tolist()}) == [0, 301]
    rows = read(
        written(tmp_path / "b.csv", ("Student's Name", "Class", "DOB"), [(*row[:1], "3b", row[1]) for row in told])
    )
    assert taken(rows)["Student's Name"] == "given_name"
    rows = read(written(tmp_path / "c.csv", ("姓名", "Class", "DOB"), [("王小红", "3b", row[1]) for row in told]))
    assert taken(rows)["姓名"] == ""
