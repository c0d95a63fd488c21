"""What the columns of files of any origin are taken for, by what goes with what."""

from pathlib import Path

import pytest

from importers.bare.places import code_and_town
from tests.importers.bare_files import column, homes_of, names_of, read, taken, written
from tests.importers.workbooks import Day, workbook


def test_a_german_file(tmp_path: Path) -> None:
    headings = [
        "Lfd.Nr",
        "Vorname",
        "Nachname",
        "Geburtsdatum",
        "Geschlecht",
        "Straße",
        "Hausnr.",
        "PLZ",
        "Ort",
        "Beruf",
    ]
    people = [
        ["Jürgen", "Weiß", "14.3.1980", "m", "Hauptstr.", "12a", "1067", "Dresden", "Bäcker"],
        ["Käthe", "Groß", "02.11.1955", "w", "Am Markt", "3", "50667", "Köln", "Ärztin"],
        ["Ümit", "Öz", "31.12.1999", "m", "Lindenweg", "7", "10115", "Berlin", "Bäcker"],
    ]
    rows = read(written(tmp_path / "de.csv", headings, [[n, *people[n % 3]] for n in range(30)], ";"))
    assert list(taken(rows).values()) == [
        "", "given_name", "family_name", "date_of_birth", "sex", "street", "house_number_paon", "postcode", "town",
        "attribute",
    ]  # fmt: skip
    assert names_of(rows, 0) == {("jurgen", "", "weiss")}
    assert rows.table.birth[:3].tolist() == [19800314, 19551102, 19991231]
    assert rows.table.sex[:3].tolist() == [2, 1, 2]
    assert {home[1:] for home in homes_of(rows, 0)} == {("12a", "hauptstr", "dresden")}
    assert column(rows, "Beruf").label == "occupation"


def test_a_french_file_with_months_in_words(tmp_path: Path) -> None:
    headings = ["NOM", "Prénom", "Né(e) le", "Sexe", "Adresse", "Code postal", "Ville", "Courriel"]
    people = [
        ["LEFÈVRE", "Jean-Pierre", "1er mars 1980", "H", "12 bis rue de la Paix", "75001", "Paris", "jp@exemple.fr"],
        ["DUPONT", "Chloé", "3 août 1991", "F", "7 avenue Hugo", "1000", "Bourg", "chloe@exemple.fr"],
    ]
    rows = read(written(tmp_path / "fr.csv", headings, [people[n % 2] for n in range(20)]))
    assert list(taken(rows).values()) == [
        "family_name", "given_name", "date_of_birth", "sex", "address_full", "postcode", "town", "email",
    ]  # fmt: skip
    assert rows.table.birth[:2].tolist() == [19800301, 19910803]
    assert rows.table.sex[:2].tolist() == [2, 1]
    assert {home[1:] for home in homes_of(rows, 1)} == {("7", "avenue hugo", "bourg")}


def test_two_spanish_family_names_and_a_house_number_behind_its_street(tmp_path: Path) -> None:
    headings = ["id", "apellido1", "apellido2", "nombre", "fecha_nacimiento", "sexo", "dirección", "cp", "municipio"]
    people = [
        ["García", "López", "María José", "03-04-1980", "M", "Calle Mayor, 5", "28013", "Madrid"],
        ["Núñez", "", "Ángel", "25-12-1970", "H", "Avenida del Sol 17", "41001", "Sevilla"],
    ]
    rows = read(written(tmp_path / "es.csv", headings, [[n, *people[n % 2]] for n in range(20)]))
    assert names_of(rows, 0) == {("maria", "jose", "garcia lopez")}
    assert names_of(rows, 1) == {("angel", "", "nunez")}
    assert rows.table.sex[:2].tolist() == [1, 2], "M is mujer beside H"
    assert rows.table.birth[:2].tolist() == [19800403, 19701225]
    assert {home[:3] for home in homes_of(rows, 0)} == {("28013", "5", "calle mayor")}
    assert {home[:3] for home in homes_of(rows, 1)} == {("41001", "17", "avenida del sol")}


def test_first_and_family_names_in_parts_and_births_in_three_columns(tmp_path: Path) -> None:
    headings = ["fname_c1", "fname_c2", "lname_c1", "lname_c2", "by", "bm", "bd"]
    people = [
        ["CARSTEN", "", "MEIER", "", 1949, 7, 22],
        ["GERD", "PETER", "BAUER", "LANG", 1968, 11, 30],
        ["INGE", "ANNA", "WOLFF", "ROTH", 1957, "", ""],
    ]
    rows = read(written(tmp_path / "rl.csv", headings, [people[n % 3] for n in range(30)]))
    assert list(taken(rows).values()) == [
        "given_name", "middle_names", "family_name", "second_family_name", "birth_year", "birth_month", "birth_day",
    ]  # fmt: skip
    assert names_of(rows, 1) == {("gerd", "peter", "bauer lang")}
    assert rows.table.birth[:3].tolist() == [19490722, 19681130, 19570000]


def test_day_month_and_year_side_by_side_are_the_birth_only_if_no_other_column_is(tmp_path: Path) -> None:
    parts = [[f"Anna{n}", f"Ott{n % 7}", 9, "avr", 1980 + n % 30] for n in range(40)]
    headings = ["Prénom", "Nom", "Jour", "Mois", "Année"]
    rows = read(written(tmp_path / "a.csv", headings, parts))
    assert list(taken(rows).values())[2:] == ["birth_day", "birth_month", "birth_year"]
    assert rows.table.birth[:2].tolist() == [19800409, 19810409]
    born = [[*one, f"1970-01-{n % 28 + 1:02}"] for n, one in enumerate(parts)]
    rows = read(written(tmp_path / "b.csv", [*headings, "né le"], born))
    assert list(taken(rows).values())[2:] == ["", "", "", "date_of_birth"]
    rows = read(written(tmp_path / "c.csv", headings[:2] + headings[4:], [one[:2] + one[4:] for one in parts]))
    assert taken(rows)["Année"] == "", "a year of what"


def test_an_age_tells_the_year_of_birth_where_no_file_tells_births(tmp_path: Path) -> None:
    names = ["forename", "surname"]
    aged = written(
        tmp_path / "a.csv", [*names, "age"], [[f"Ann{n % 37}", f"Ott{n % 11}", 20 + n % 40] for n in range(60)]
    )
    born = written(
        tmp_path / "b.csv", [*names, "dob"], [[f"Ann{n}", f"Ott{n % 7}", f"19{60 + n}-02-01"] for n in range(30)]
    )
    births = read(aged).table.birth
    assert births[0] - births[1] == 10000
    assert births[0] % 10000 == 0
    rows = read(aged, born)
    assert taken(rows)["age"] == ""
    assert not rows.table.birth[:60].any()


def test_names_in_other_alphabets_are_compared_in_latin_letters(tmp_path: Path) -> None:
    found = read(
        written(tmp_path / "x.csv", ["Фамилия", "Имя", "№"], [["Щербакова", "Юлия", 1], ["Παπαδόπουλος", "Ηλίας", 2]])
    )
    assert names_of(found, 0) == {("yuliya", "", "shcherbakova")}
    assert names_of(found, 1) == {("ilias", "", "papadopoulos")}


def test_a_full_name_speaks_only_where_its_halves_are_blank(tmp_path: Path) -> None:
    headings = ["unique_id", "cluster", "full_name", "first_and_surname", "first_name", "surname", "dob", "birth_place"]
    people = [
        ["Q1", "Thomas Chudleigh, 1st Baron", "thomas chudleigh", "thomas", "chudleigh", "1630-08-01", "devon"],
        ["Q2", "Smith, John Paul", "john smith", "", "", "1701-02-03", "york"],
        ["Q3", "Mary Ann Clegg", "mary clegg", "", "clegg", "1871-02-03", "york"],
    ]
    rows = read(written(tmp_path / "old.csv", headings, [[f"r{n}", *people[n % 3]] for n in range(30)]))
    found = taken(rows)
    assert (found["full_name"], found["first_and_surname"], found["cluster"]) == ("full_name", "", "")
    assert column(rows, "full_name").spare
    assert names_of(rows, 0) == {("thomas", "", "chudleigh")}
    assert names_of(rows, 1) == {("john", "paul", "smith")}
    assert names_of(rows, 2) == {("mary", "ann", "clegg")}
    assert column(rows, "birth_place").label == "birth place"


def test_one_column_called_name_beside_a_first_name_is_the_family_name(tmp_path: Path) -> None:
    rows = read(written(tmp_path / "a.csv", ["Name", "Vorname", "geb"], [["Weiß", "Jo", "1980-01-02"]] * 3))
    assert taken(rows)["Name"] == "family_name"
    alone = read(
        written(tmp_path / "b.csv", ["nom", "ville", "naissance"], [["Anna de Souza", "Lyon", "1980-05-02"]] * 3)
    )
    assert taken(alone)["nom"] == "full_name"
    assert names_of(alone, 0) == {("anna", "", "de souza")}


def test_unknown_headings_are_taken_by_their_values(tmp_path: Path) -> None:
    given, family = ["Jo", "Ann", "Max"], ["Smith", "Khan", "Weiss", "Novak", "Bell", "Roy", "Dean"]
    rows = [
        [f"K{n:05}", given[n % 3], family[n % 7], f"{1 + n % 28:02}/0{1 + n % 9}/{1950 + n % 50}", f"p{n}@example.org",
         f"HA{n % 9} 2AB", f"+44 7700 9{n:05}"]
        for n in range(60)
    ]  # fmt: skip
    read_ = read(written(tmp_path / "x.csv", ["c1", "c2", "c3", "c4", "c5", "c6", "c7"], rows))
    assert list(taken(read_).values()) == [
        "", "given_name", "family_name", "date_of_birth", "email", "postcode", "phone_home",
    ]  # fmt: skip


def test_a_workbook_is_as_good_as_a_csv(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "b.xlsx", One=[["Surname", "Forename", "DOB"], ["Smith", "Jo", Day(41347)], ["A", "B", None]]
    )
    rows = read(path)
    assert rows.table.birth.tolist() == [20130314, 0]
    assert rows.numbers.tolist() == [1, 2]


def test_a_date_of_registration_is_no_birth_and_a_voters_number_no_telephone(tmp_path: Path) -> None:
    """North Carolina's layout: the wrong guess is worse than none."""
    headings = ["voter_reg_num", "last_name", "first_name", "age", "registr_dt", "entered"]
    rows = [
        [f"{n * 7919:012}", f"SMITH{n % 40}", f"ANN{n % 30}", 20 + n % 60,
         f"{n % 12 + 1:02}/15/{1990 + n % 20}", f"2001-03-{n % 28 + 1:02}"]
        for n in range(200)
    ]  # fmt: skip
    told = taken(read(written(tmp_path / "nc.csv", headings, rows)))
    assert list(told.values()) == ["", "family_name", "given_name", "age", "", ""]


def test_dates_from_which_the_ages_do_not_follow_are_no_births(tmp_path: Path) -> None:
    of = [
        [f"ANN{n % 30}", f"SMITH{n % 40}", 20 + n % 60, f"{1950 + n * 7 % 60}-03-{n % 28 + 1:02}"] for n in range(200)
    ]
    headings = ["first", "last", "age", "abc"]
    assert taken(read(written(tmp_path / "a.csv", headings, of)))["abc"] == ""
    of = [[f"ANN{n % 30}", f"SMITH{n % 40}", 20 + n % 60, f"{2000 - n % 60}-03-{n % 28 + 1:02}"] for n in range(200)]
    assert taken(read(written(tmp_path / "b.csv", headings, of)))["abc"] == "date_of_birth"


def test_a_lone_year_is_the_birth_if_it_is_spread_like_births(tmp_path: Path) -> None:
    headings = ["NOMBRE", "APELLIDOS", "AÑO"]
    of = [[f"Ana{n % 9}", f"Ruiz{n % 11}", 1930 + n % 80] for n in range(200)]
    assert taken(read(written(tmp_path / "a.csv", headings, of)))["AÑO"] == "birth_year"
    of = [[f"Ana{n % 9}", f"Ruiz{n % 11}", 2001 + n % 20] for n in range(200)]
    assert taken(read(written(tmp_path / "b.csv", headings, of)))["AÑO"] == ""


def test_initials_stand_in_for_a_first_name_that_is_blank(tmp_path: Path) -> None:
    headings = ["Achternaam", "Tussenvoegsel", "Voorletters", "Roepnaam"]
    of = [
        ["Vries", "de", "J.M.", "" if n % 2 else "Jan"] if n < 2 else [f"Boer{n}", "", f"A.{n}", "Piet"]
        for n in range(40)
    ]
    rows = read(written(tmp_path / "nl.csv", headings, of))
    assert list(taken(rows).values()) == ["family_name", "name_particle", "initials", "given_name"]
    assert names_of(rows, 0) == {("jan", "", "de vries")}
    assert names_of(rows, 1) == {("j", "m", "de vries")}


def test_without_headings_first_names_are_what_goes_with_the_sex(tmp_path: Path) -> None:
    """Even where there are more first names than family names."""
    first = {"M": "Ion", "F": "Ana"}
    rows = [
        [f"Pop{chr(97 + n // 3 % 10)}", f"{first[sex]}{chr(97 + n // 2 % 20)}", sex]
        for n in range(300)
        for sex in "MF"[n % 2]
    ]
    told = taken(read(written(tmp_path / "v.csv", ["V1", "V2", "V3"], rows)))
    assert told == {"V1": "family_name", "V2": "given_name", "V3": "sex"}


def test_postcode_and_town_in_one_column_or_at_the_end_of_an_address(tmp_path: Path) -> None:
    headings = ["Vorname", "Nachname", "Straße/Nr.", "PLZ/Ort"]
    of = [
        [f"Anna{n}", ["Ott", "Beck", "Lang"][n % 3], f"Lindenweg {n % 9}", f"{50667 + n % 3} Köln"] for n in range(30)
    ]
    rows = read(written(tmp_path / "a.csv", headings, of))
    assert homes_of(rows, 1) == {("50668", "1", "lindenweg", "koln")}
    whole = [[*row[:2], f"{row[2]}, {row[3]}"] for row in of]
    rows = read(written(tmp_path / "b.csv", [*headings[:2], "Anschrift"], whole))
    assert homes_of(rows, 1) == {("50668", "1", "lindenweg", "koln")}
    assert code_and_town("RALEIGH NC 27601") == ("27601", "RALEIGH NC")
    assert code_and_town("Köln") == ("", "Köln")


@pytest.mark.parametrize("town", ["", ", Kirkby", ", Kirkby, LS12 3AB"])
def test_addresses_are_told_from_names_by_their_house_numbers(tmp_path: Path, town: str) -> None:
    rows = [
        (f"Bo{chr(97 + at % 26)}a", f"Ra{chr(97 + at // 26)}ko", f"{at * 7 % 160 + 1} Mill Lane{town}")
        for at in range(60)
    ]
    found = taken(read(written(tmp_path / "f.csv", ("f1", "f2", "f3"), rows)))
    assert found["f3"] == "address_full"
    assert {found["f1"], found["f2"]} == {"given_name", "family_name"}


def test_what_stands_beside_half_a_name_is_the_other_half(tmp_path: Path) -> None:
    rows = [
        (at, f"An{chr(97 + at % 9)}a", "of", f"Mo{chr(97 + at % 26)}er{chr(97 + at // 26)}i", "north")
        for at in range(60)
    ]
    found = taken(read(written(tmp_path / "f.csv", ("n", "Vorname", "x", "Stammwort", "y"), rows)))
    assert found["Stammwort"] == "family_name"
    assert found["y"] == ""


def test_a_name_of_several_words_beside_a_first_name_may_be_the_family_name_alone(tmp_path: Path) -> None:
    given = ("Anna", "Piet", "Saar")
    alone = [(at, f"van den Berg{at}", given[at % 3]) for at in range(30)]
    whole = [(at, f"{given[at % 3]} van den Berg{at}", given[at % 3]) for at in range(30)]
    for rows, kind in ((alone, "family_name"), (whole, "full_name")):
        assert taken(read(written(tmp_path / "f.csv", ("nr", "Naam", "Voornaam"), rows)))["Naam"] == kind


def test_initials_behind_a_family_name_are_the_first_names(tmp_path: Path) -> None:
    rows = [(f"{given} {family}",) for given in ("Mary", "Peter") for family in ("Ashworth", "Birtwhistle")]
    rows += [("Ashworth M",), ("Birtwhistle P.J.",), ("Mary A",), ("Ashworth, M",)]
    found = read(written(tmp_path / "f.csv", ("nr", "name", "town"), [(1, *row, "") for row in rows]))
    assert names_of(found, 4) == {("m", "", "ashworth")}
    assert names_of(found, 5) == {("p", "j", "birtwhistle")}
    assert names_of(found, 6) == {("mary", "", "a")}
    assert names_of(found, 7) == {("m", "", "ashworth")}


def test_a_name_that_stands_the_other_way_round_than_its_column_is_turned(tmp_path: Path) -> None:
    names = [
        f"{given} {family}" for given in ("Mary", "Peter", "Ann") for family in ("Ashworth", "Birtwhistle", "Crewe")
    ]
    names += ["Ashworth Peter", "Thomas Crewe", "Crewe Thomas", "Crewe P."]
    names += ["ANN Mary", "ANN Peter", "ANN Thomas", "Crewe Ann"]
    found = read(written(tmp_path / "f.csv", ("nr", "name", "town"), [(1, name, "") for name in names]))
    assert names_of(found, 13) == {("mary", "", "ann")}
    assert names_of(found, 16) == {("ann", "", "crewe")}, "capitals tell by themselves, and only of their own row"
    assert names_of(found, 9) == {("peter", "", "ashworth")}
    assert names_of(found, 11) == {("crewe", "", "thomas")}, "as often first as last: nothing tells"
    assert names_of(found, 12) == {("p", "", "crewe")}


def test_of_two_columns_without_headings_the_one_that_homes_share_is_the_family_name(tmp_path: Path) -> None:
    """Else sisters would pass for one person: what tells twins apart is their first names."""
    rows = [
        [f"K{n:05}", f"Given{chr(97 + n % 13)}{chr(97 + n % 17)}", f"Family{chr(97 + n // 2 % 9)}", "1980-01-02",
         f"p{n // 2}@example.org", f"0770090{n // 2:04}"]
        for n in range(240)
    ]  # fmt: skip
    read_ = read(written(tmp_path / "x.csv", ["c1", "c2", "c3", "c4", "c5", "c6"], rows))
    assert (taken(read_)["c2"], taken(read_)["c3"]) == ("given_name", "family_name")


def test_streets_without_a_heading_are_no_names_where_two_other_columns_tell_more(tmp_path: Path) -> None:
    streets = ("Mill Road", "Church Street", "Park Close")
    letters = [chr(97 + n) for n in range(26)]
    rows = [[f"A{letters[n % 26]}a", f"B{letters[n % 17]}o", streets[n % 3], 1940 + n % 60] for n in range(90)]
    read_ = read(written(tmp_path / "x.csv", ["c1", "c2", "c3", "c4"], rows))
    assert {taken(read_)["c1"], taken(read_)["c2"]} == {"given_name", "family_name"}
    whole = [
        [f"A{letters[n % 26]}a B{letters[n % 17]}o", streets[n % 3], "Leeds" if n % 2 else "York"] for n in range(90)
    ]
    assert taken(read(written(tmp_path / "y.csv", ["c1", "c2", "c3"], whole)))["c1"] == "full_name"


def test_a_name_of_one_word_before_an_unknown_column_of_words_is_half_of_it(tmp_path: Path) -> None:
    letters = [chr(97 + n) for n in range(26)]
    rows = [[f"A{letters[n % 26]}a", f"B{letters[n % 17]}o", 1940 + n % 60] for n in range(90)]
    read_ = read(written(tmp_path / "x.csv", ["Name", "Thar", "Born"], rows))
    assert (taken(read_)["Name"], taken(read_)["Thar"]) == ("given_name", "family_name")
    towns = [[f"A{letters[n % 26]}a", ("Leeds", "York", "Hull")[n % 3], 1940 + n % 60] for n in range(90)]
    of_towns = taken(read(written(tmp_path / "y.csv", ["Name", "Thar", "Born"], towns)))
    assert (of_towns["Name"], of_towns["Thar"]) != ("given_name", "family_name")


def test_a_column_of_first_names_beside_first_names_has_the_further_ones(tmp_path: Path) -> None:
    given = [f"A{chr(97 + n)}a" for n in range(26)]
    rows = [[f"B{chr(97 + n % 17)}o", given[n % 26], given[n * 7 % 26], "Leeds"] for n in range(90)]
    assert taken(read(written(tmp_path / "x.csv", ["Last", "First", "Other", "c"], rows)))["Other"] == "middle_names"
    copied = [[family, first, first, "Leeds"] for family, first, *_ in rows]
    assert taken(read(written(tmp_path / "y.csv", ["Last", "First", "Other", "c"], copied)))["Other"] == ""


def test_prezime_between_two_other_names_is_the_fathers(tmp_path: Path) -> None:
    rows = [
        [f"Ivan{n % 5 * 'o'}", f"Petrov{n % 7 * 'a'}", f"Kol{n % 9 * 'e'}v", f"19{50 + n}-01-02"] for n in range(24)
    ]
    read_ = read(written(tmp_path / "x.csv", ["Име", "Презиме", "Фамилия", "Дата на раждане"], rows))
    assert list(taken(read_).values())[:3] == ["given_name", "middle_names", "family_name"]
    serbian = read(written(tmp_path / "y.csv", ["Име", "Презиме", "Рођен"], [[a, b, d] for a, _, b, d in rows]))
    assert list(taken(serbian).values())[:2] == ["given_name", "family_name"]


def test_births_of_six_figures_and_day_numbers_among_dates_are_told_by_their_values(tmp_path: Path) -> None:
    rows = [
        [f"A{chr(97 + n % 26)}a", f"B{chr(97 + n % 17)}o", f"{n % 28 + 1:02}{n % 12 + 1:02}{n:02}"] for n in range(90)
    ]
    found = read(written(tmp_path / "x.csv", ["first", "last", "col4"], rows))
    assert taken(found)["col4"] == "date_of_birth"
    assert found.table.birth[:2].tolist() == [20000101, 20010202]
    mixed = [[*row[:2], "1980-03-14" if n % 3 else 29294] for n, row in enumerate(rows)]
    assert set(read(written(tmp_path / "y.csv", ["first", "last", "Birth"], mixed)).table.birth.tolist()) == {19800314}


def test_what_few_are_also_known_as_is_nobodys_only_name(tmp_path: Path) -> None:
    whole = [f"A{chr(97 + n % 26)}a B{chr(97 + n % 17)}o" for n in range(90)]
    rows = [[name, "Hall" if n % 15 == 0 else "", 1940 + n % 60] for n, name in enumerate(whole)]
    read_ = read(written(tmp_path / "x.csv", ["Inhabiter", "AKA", "Born"], rows))
    assert (taken(read_)["Inhabiter"], taken(read_)["AKA"]) == ("full_name", "alias")
    alone = [[name, n, 1940 + n % 60] for n, name in enumerate(whole)]
    assert taken(read(written(tmp_path / "y.csv", ["AKA", "No", "Born"], alone)))["AKA"] == "full_name"


def test_a_preferred_forename_beside_middle_names_is_the_first_name(tmp_path: Path) -> None:
    rows = [[f"B{chr(97 + n % 17)}o", f"A{chr(97 + n % 26)}a", "JKLM"[n % 4] if n % 3 else ""] for n in range(90)]
    read_ = read(written(tmp_path / "x.csv", ["Legal Surname", "Preferred Forename", "Middle Name(s)"], rows))
    assert list(taken(read_).values()) == ["family_name", "given_name", "middle_names"]


def test_a_flat_that_holds_the_whole_address_is_the_address(tmp_path: Path) -> None:
    names = [[f"A{chr(97 + n % 26)}a", f"B{chr(97 + n % 17)}o"] for n in range(90)]
    homes = [f"Flat {n % 9}, {n % 50}/F, NATHAN ROAD, TAI PO" for n in range(90)]
    rows = [[*name, home] for name, home in zip(names, homes, strict=True)]
    read_ = read(written(tmp_path / "x.csv", ["First", "Last", "Flat/Floor/Block"], rows))
    assert taken(read_)["Flat/Floor/Block"] == "address_full"
    streets = [[*name, f"Flat {n % 9}", "Nathan Road"] for n, name in enumerate(names)]
    parted = read(written(tmp_path / "y.csv", ["First", "Last", "Flat", "Street"], streets))
    assert taken(parted)["Flat"] == "flat_saon"


def test_a_check_digit_in_brackets_may_be_left_out(tmp_path: Path) -> None:
    of = [(f"A{chr(97 + n % 26)}a B{chr(97 + n % 17)}o", f"A{165738 + 37 * n}", 1940 + n) for n in range(40)]
    headings = ["Name", "Passport no", "Born"]
    here = written(
        tmp_path / "x.csv", headings, [[name, f"{number}({born % 10})", born] for name, number, born in of + of]
    )
    there = written(tmp_path / "y.csv", headings, of + of)
    codes = read(here, there).table.numbers.columns[1].tolist()
    assert len(set(codes)) == 40
    assert codes[:40] == codes[80:120]


def test_noughts_before_a_number_are_no_telephone(tmp_path: Path) -> None:
    rows = [[f"{n:07}", f"A{chr(97 + n % 26)}a", f"B{chr(97 + n % 17)}o"] for n in range(13, 900, 13)]
    assert taken(read(written(tmp_path / "x.csv", ["MATRICULE", "PRENOM", "NOM"], rows)))["MATRICULE"] != "phone_home"


def test_ages_among_births_under_one_heading_are_read_too(tmp_path: Path) -> None:
    names = [f"A{chr(97 + n % 26)}a B{chr(97 + n % 17)}o" for n in range(60)]
    births = [f"{1 + n % 28} Feb {1940 + n}" for n in range(60)]
    aged = [[name, f"{2020 - 1940 - n}" if n % 3 == 0 else births[n], 1] for n, name in enumerate(names)]
    dated = [[name, births[n], 1] for n, name in enumerate(names)]
    headings = ["Guest", "age/dob", "No"]
    rows = read(written(tmp_path / "x.csv", headings, aged), written(tmp_path / "y.csv", headings, dated))
    assert [code // 10_000 for code in rows.table.birth.tolist()] == [1940 + n for n in range(60)] * 2


def test_the_contact_of_a_booking_that_names_nobody_else_is_who_it_is_about(tmp_path: Path) -> None:
    names = [f"{chr(65 + n % 26)}nna Smith{chr(97 + n % 23)}" for n in range(200)]
    of: list[list[object]] = [[f"B{n}", name, f"07700 9{n:05}", n % 5] for n, name in enumerate(names)]
    told = taken(read(written(tmp_path / "a.csv", ["booking_ref", "contact_name", "contact_tel", "party"], of)))
    assert told["contact_name"] == "full_name"
    of = [[f"Jo{n % 9}", f"Lee{n % 7}", name] for n, name in enumerate(names)]
    told = taken(read(written(tmp_path / "b.csv", ["first name", "surname", "contact_name"], of)))
    assert told["contact_name"] == ""


def test_dates_with_a_time_of_day_are_no_births_unless_it_is_midnight(tmp_path: Path) -> None:
    def told(clock: str) -> str:
        of = [[f"Ann{n % 30}", f"Smith{n % 40}", f"{1950 + n % 60}-03-{n % 28 + 1:02} {clock}"] for n in range(200)]
        return taken(read(written(tmp_path / "a.csv", ["first", "last", "xyzzy"], of)))["xyzzy"]

    assert (told("13:07:11"), told("00:00:00")) == ("", "date_of_birth")


@pytest.mark.parametrize(("place", "kind"), [(3, "house_number_paon"), (0, "")])
def test_a_number_right_behind_a_street_is_its_house(tmp_path: Path, place: int, kind: str) -> None:
    headings = ["Nombre", "Apellidos", "Vía"]
    of = [[f"Ana{n % 9}", f"Ruiz{n % 11}", f"Calle {chr(65 + n % 20)}rriba"] for n in range(200)]
    headings.insert(place, "NUM")
    for n, row in enumerate(of):
        row.insert(place, f"{n % 70 + 1}")
    assert taken(read(written(tmp_path / "a.csv", headings, of)))["NUM"] == kind


@pytest.mark.parametrize("headings", [("A1", "A2", "A3"), ("Num", "Road", "PC")])
def test_house_street_and_postcode_are_told_by_their_values_side_by_side(
    tmp_path: Path, headings: tuple[str, ...]
) -> None:
    """As an electoral roll and a list of council tax head them; neither was an address."""
    roads = ["Mill Lane", "Church Road", "Park Avenue", "Victoria Street", "Bridge Terrace"]
    rows = [
        (f"An{chr(97 + n % 9)}a", f"Mo{chr(97 + n % 26)}er", f"{n % 140 + 1}{'A' * (n % 9 == 0)}", roads[n % 5],
         f"OL{n % 9 + 1} {n % 7 + 1}{chr(65 + n % 20)}D") for n in range(160)
    ]  # fmt: skip
    rows = [(*row[:2], f"Flat {n % 30} {row[2]}" if n % 5 == 0 else row[2], *row[3:]) for n, row in enumerate(rows)]
    found = taken(read(written(tmp_path / "f.csv", ("First name", "Surname", *headings), rows)))
    assert [found[one] for one in headings] == ["house_number_paon", "street", "postcode"]


def test_a_column_of_flats_beside_a_street_is_no_whole_address(tmp_path: Path) -> None:
    rows = [
        (f"An{chr(97 + n % 9)}a", f"Mo{chr(97 + n % 26)}er", f"Flat {n % 40 + 1}" if n % 3 else "", f"{n % 99}",
         "Mill Lane" if n % 2 else "Park Road") for n in range(160)
    ]  # fmt: skip
    found = taken(read(written(tmp_path / "f.csv", ("First name", "Surname", "Sub", "House no", "Street"), rows)))
    assert found["Sub"] == "flat_saon"


def test_an_area_told_by_its_postcode_is_a_postcode(tmp_path: Path) -> None:
    rows = [(f"An{chr(97 + n % 9)}a Mo{chr(97 + n % 26)}er", f"OL{n % 9 + 1} {n % 7 + 1}BD", n) for n in range(60)]
    assert taken(read(written(tmp_path / "f.csv", ("Name", "Area", "Row"), rows)))["Area"] == "postcode"
    rows = [(name, "Shaw" if code < "OL5" else "Royton", n) for name, code, n in rows]
    assert taken(read(written(tmp_path / "g.csv", ("Name", "Area", "Row"), rows)))["Area"] == "locality"
