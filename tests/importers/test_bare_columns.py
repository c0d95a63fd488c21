"""What columns of files of any origin are taken for, and what their rows then say."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.bare import content
from importers.bare.dates import Reading, composed, is_birth
from importers.bare.files import load
from importers.bare.headings import tell
from importers.bare.places import Postcodes, code_and_town, split
from importers.bare.reading import NoSuchColumn, NothingToLinkBy, NoTruth
from importers.bare.sexes import sexes
from tests.importers.bare_files import column, homes_of, names_of, read, taken, written
from tests.importers.workbooks import Day, workbook

HEADINGS = {
    "given_name": "forename, First Name, given_name, fname, Vorname, Prénom, nombre, nome, voornaam, Imię, fornavn, "
    "förnamn, Adı, ism, patient_first_name, FIRST, Имя, Vornamen",
    "family_name": "surname, LastName, last_name, lname, Nachname, Familienname, apellidos, apellido1, cognome, "
    "sobrenome, Achternaam, geslachtsnaam, snm, Nazwisko, Etternavn, Efternamn, Soyadı, laqab, Фамилия, Επώνυμο",
    "middle_names": "midl_name, middle_name, fname_c2, second_given_name, zweiter Vorname",
    "second_family_name": "apellido2, lname_c2, segundo_apellido",
    "full_name": "full_name, first_and_surname, nombre completo, Nom et prénom, imię i nazwisko, ad soyad",
    "date_of_birth": "dob, DOB, birth_date, Geburtsdatum, geb.datum, date_naissance, Né(e) le, fecha_nacimiento, "
    "Data de nascimento, data_di_nascita, geboortedatum, Data urodzenia, fødselsdato, Födelsedatum, doğum_tarihi, "
    "tarikh al milad, janm tithi, PersonBirthDate, Дата рождения",
    "birth_year": "by, birth_year, YearOfBirth, Geburtsjahr, dob_yyyy",
    "birth_month": "bm, birth_month, mes de nacimiento, dobMonth",
    "age": "age, Alter, edad, Возраст, birth_age, age at registration",
    "birth_day": "bd, day_of_birth, dob_d",
    "sex": "sex, Gender, Geschlecht, sexo, Sesso, Płeć, cinsiyet, kjønn",
    "postcode": "postcode, zip, ZIP_CODE, PLZ, code_postal, codigo_postal, CAP, kod pocztowy, postnr, postcode_fake",
    "town": "town, City, Ort, ville, municipio, comune, woonplaats, miejscowość, poststed, şehir",
    "street": "street, Straße, rue, calle, rua, ulica, straatnaam",
    "house_number_paon": "house, Hs.-Nr., DOOR NO, street_number, Hausnr., huisnummer, nr_domu, numero civico",
    "locality": "suburb, Ortsteil, barrio",
    "address_line_1": "addr1, address_1",
    "address_full": "Address, Adresse, dirección, indirizzo, res_street_address",
    "phone_home": "phone, Telefon, teléfono, tlf, full_phone_number",
    "phone_mobile": "mobile, Handy, cellulare, telemóvel",
    "email": "email, e-mail, courriel, correo electrónico",
    "nhs_number": "NHS No, nhs_number",
    "previous_family_name": "maiden_name, Geburtsname, nom de naissance",
}


@pytest.mark.parametrize(
    ("heading", "field"), [(text.strip(), field) for field, texts in HEADINGS.items() for text in texts.split(",")]
)
def test_headings_of_many_tongues(heading: str, field: str) -> None:
    told = tell(heading)
    numbered = {"given_name": "middle_names", "family_name": "second_family_name"}
    assert told.sort == "evidence"
    assert field in {str(told.kind), numbered.get(str(told.kind), "") if told.index > 1 else ""} or (
        field == "address_full" and told.kind in {"street", "address_full"}
    )


@pytest.mark.parametrize(
    ("heading", "sort"),
    [
        ("cluster", "answer"),
        ("truth", "answer"),
        ("source_dataset", "source"),
        ("occupation", "attribute"),
        ("Lieu de naissance", "attribute"),
        ("state", "attribute"),
        ("Nombre de la madre", "attribute"),
        ("spouse_first_name", "other"),
        ("Ethnicity", "never"),
        ("Allocated Worker", "unused"),
        ("household_id", "unused"),
        ("xyzzy", "unknown"),
    ],
)
def test_headings_that_are_no_evidence_of_who_is_meant(heading: str, sort: str) -> None:
    assert tell(heading).sort == sort


# Files of whole shapes -------------------------------------------------------------------------------------------


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


# Numbers and traits ----------------------------------------------------------------------------------------------


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


# Cells -----------------------------------------------------------------------------------------------------------


def test_names_are_cleaned_as_an_import_cleans_them(tmp_path: Path) -> None:
    rows = [
        ["Mr Dominic", "O’Brien"],
        ["Baby", "Smith"],
        ["Liz (Elizabeth)", "Jones née Smith"],
        ["UNKNOWN", "N/A"],
        ["", "KHAN, Ali Reza"],
        ["Ann", "Mensah (now Okafor)"],
    ]
    found = read(written(tmp_path / "x.csv", ["forename", "surname", "x"], [[*row, n] for n, row in enumerate(rows)]))
    assert names_of(found, 0) == {("dominic", "", "obrien")}
    assert names_of(found, 1) == {("", "", "smith")}
    assert names_of(found, 2) == {("liz", "", "jones"), ("elizabeth", "", "jones"), ("liz", "", "smith")}
    assert names_of(found, 3) <= {("", "", "")}
    assert names_of(found, 4) == {("ali", "reza", "khan")}
    assert names_of(found, 5) == {("ann", "", "okafor"), ("ann", "", "mensah")}


def test_only_nhs_numbers_with_a_good_check_digit_count(tmp_path: Path) -> None:
    rows = [
        ["Jo", "4857773456"],
        ["Al", "485 777 3457"],
        ["Bo", "9999999999"],
        ["Cy", "rubbish"],
        ["Di", "4857773457.0"],
    ]
    found = read(written(tmp_path / "x.csv", ["forename", "NHS No", "surname"], [[*row, "Roy"] for row in rows]))
    assert found.table.nhs.tolist() == [0, 4857773457, 0, 0, 4857773457]


def test_every_row_is_a_record_and_blank_ones_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        'forename,surname,dob\nJo,Smith,2001-02-03\n,,\nAl,Khan,rubbish\nBo,"Roy",2001-02-03,extra\nCy,Dean\n'
    )
    found = read(path)
    assert found.numbers.tolist() == [1, 3, 4, 5]
    assert found.table.birth.tolist() == [20010203, 0, 0, 0]
    assert names_of(found, 2) <= {("", "", "")}, "a shifted row says nothing"
    assert names_of(found, 3) == {("cy", "", "dean")}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["14/03/1980", "02/03/1980"], ["1980-03-14", "1980-03-02"]),
        (["03/14/1980", "03/02/1980"], ["1980-03-14", "1980-03-02"]),
        (["14031980", "02031980"], ["1980-03-14", "1980-03-02"]),
        (["19800314", "19800302.0"], ["1980-03-14", "1980-03-02"]),
        (["14.3.80", "2.3.12"], ["1980-03-14", "2012-03-02"]),
        (["29294", "41347"], ["1980-03-14", "2013-03-14"]),
        (["14. März 1980", "2 mars 1980"], ["1980-03-14", "1980-03-02"]),
        (["3 de marzo de 1980", "1980"], ["1980-03-03", "1980"]),
        (["1986-02-30", "1986-14-03", "1986-25-25"], ["1986-02-30", "1986-03-14", "1986"]),
        (["1980-03-14 00:00:00", "1980-03-02T00:00:00Z"], ["1980-03-14", "1980-03-02"]),
        (["1900-01-01", "rubbish", "0000-00-00"], ["", "", ""]),
    ],
)
def test_births_in_any_form(values: list[str], said: list[str]) -> None:
    reading = Reading(dict.fromkeys(values, 1))
    assert [reading.iso(text) for text in values] == said


def test_a_first_of_january_too_common_says_the_year_only() -> None:
    days = {f"{1950 + n}-0{1 + n % 9}-1{n % 9}": 1 for n in range(60)}
    assert Reading({**days, "1980-01-01": 20}).iso("1980-01-01") == "1980"
    assert Reading(days).iso("1980-01-01") == "1980-01-01"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("1983", "4", "9"), "1983-04-09"),
        (("1983.0", "04", ""), "1983-04"),
        (("83", "13", "9"), "1983"),
        (("", "4", "9"), ""),
        (("x", "4", "9"), ""),
        (("1983", "Apr", "9"), "1983-04-09"),
        (("1983", "avril", "32"), "1983-04"),
    ],
)
def test_a_birth_in_three_columns(parts: tuple[str, str, str], said: str) -> None:
    assert composed(*parts) == said


@pytest.mark.parametrize(
    ("values", "text", "said"),
    [
        (["12345", "02139", "2139"], "2139", "02139"),
        (["12345-6789", "02139"], "12345-6789", "12345"),
        (["HA0 2AB"], "ha02ab", "HA0 2AB"),
        (["HA0 2AB"], "HA0 2A8", "HA02A8"),
        (["ZZ99 3VZ"], "ZZ99 3VZ", ""),
        (["1234 AB"], "1234 ab", "1234AB"),
        (["90-001"], "90-001", "90001"),
        (["5074", "2161", "822"], "822.0", "0822"),
        (["00000", "n"], "00000", ""),
    ],
)
def test_postcodes_of_many_countries(values: list[str], text: str, said: str) -> None:
    assert Postcodes((value, 2) for value in values).read(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12 rue de la Paix", ("12", "rue de la Paix")),
        ("Hauptstraße 12a", ("12a", "Hauptstraße")),
        ("Calle Mayor, 5", ("5", "Calle Mayor")),
        ("Via Roma n. 8", ("8", "Via Roma")),
        ("High Street", ("", "High Street")),
    ],
)
def test_house_numbers_before_and_behind_the_street(text: str, said: tuple[str, str]) -> None:
    assert split(text) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("M F", "M F"),
        ("m w", "M F"),
        ("H M", "M F"),
        ("H F", "M F"),
        ("E K", "M F"),
        ("Mężczyzna kobieta", "M F"),
        ("1 2", "M F"),
        ("1 0", "M F"),
        ("Erkek Kadın", "M F"),
    ],
)
def test_sex_in_many_tongues(words: str, said: str) -> None:
    values = words.split()
    assert [sexes([(text, 5) for text in values])[text] for text in values] == said.split()


@pytest.mark.parametrize(
    ("values", "is_code"), [(["AB12", "7731"], True), (["red", "blue"], False), (["1980-02-03"], False)]
)
def test_codes_are_told_from_words_and_dates(values: list[str], is_code: bool) -> None:
    assert content.coded([(text, 1) for text in values]) == is_code


def test_what_is_missing_is_told_with_the_nearest_headings(tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", ["forename", "surname", "true_id"], [["Jo", "Roy", ""], ["Al", "Dean", ""]])
    with pytest.raises(NoSuchColumn) as told:
        read(path, truth="true id")
    assert "true_id" in told.value.advice
    with pytest.raises(NoTruth):
        read(path, truth="TRUE_ID")
    with pytest.raises(NothingToLinkBy):
        read(written(tmp_path / "y.csv", ["start date", "status", "team"], [["2020-01-01", "open", "A"]] * 3))


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=14)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*[TEXTS] * 8), min_size=1, max_size=12))
def test_no_cell_is_an_error(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    headings = ["forename", "surname", "dob", "address", "postcode", "phone", "nhs number", "sex"]
    certain = [
        [f"Jo{n}", f"Smith{n}", f"2001-02-{n:02}", f"{n} High Street, Leeds", f"LS1 {n % 9}AB", f"077009001{n:02}",
         "4857773457", "FM"[n % 2]]
        for n in range(1, 16)
    ]  # fmt: skip
    path = written(tmp_path / "x.csv", headings, [*certain, *rows])
    found = read(path)
    assert found.table.size == load(path).size
    assert found.table.birth[0] == 20010201


@settings(max_examples=100)
@given(day=st.dates(), form=st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%d-%m-%Y"]))
def test_a_date_is_a_date_in_every_usual_form(day: object, form: str) -> None:
    text = day.strftime(form)  # type: ignore[attr-defined]
    if day.year >= 1850:  # type: ignore[attr-defined]
        assert is_birth(text) or not 1600 <= day.year < 2100  # type: ignore[attr-defined]


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


def test_a_heading_that_means_two_things_is_what_its_values_can_be(tmp_path: Path) -> None:
    danish = [[f"Mette{n % 9}", f"Holm{n % 11}", ["Odense", "Aarhus"][n % 2]] for n in range(40)]
    assert taken(read(written(tmp_path / "dk.csv", ["Fornavn", "Efternavn", "By"], danish)))["By"] == "town"
    german = [[f"Anna{n % 9}", f"Holm{n % 11}", 1950 + n % 30] for n in range(40)]
    assert taken(read(written(tmp_path / "de.csv", ["fname_c1", "lname_c1", "by"], german)))["by"] == "birth_year"


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


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1980年3月14日", "1980-03-14"), ("1980. 03. 14.", "1980-03-14"), ("14. 3. 1980", "1980-03-14"),
        ("14. března 1980", "1980-03-14"), ("3. elokuuta 1980", "1980-08-03"), ("14 ianuarie 1980", "1980-01-14"),
        ("14.III.1980", "1980-03-14"), ("le 14 mars 1980", "1980-03-14"), ("1980. március 14.", "1980-03-14"),
        ("14 maya 1980 g.", "1980-05-14"), ("14 / 03 / 1980", "1980-03-14"),
    ],
)  # fmt: skip
def test_dates_of_more_tongues(text: str, iso: str) -> None:
    assert is_birth(text)
    assert Reading({text: 1}).iso(text) == iso


def test_figures_that_are_letters_misread(tmp_path: Path) -> None:
    of = [["W1lliam", "8rown", "Rye"], ["Aaron697", "0rtiz", "Hull"], ["Mary", "Smith2", "Rye"]] * 10
    rows = read(written(tmp_path / "ocr.csv", ["first", "last", "town"], of))
    assert names_of(rows, 0) == {("wllliam", "", "brown")}
    assert names_of(rows, 1) == {("aaron", "", "ortiz")}


@pytest.mark.parametrize("town", ["", ", Kirkby", ", Kirkby, LS12 3AB"])
def test_addresses_are_told_from_names_by_their_house_numbers(tmp_path: Path, town: str) -> None:
    rows = [
        (f"Bo{chr(97 + at % 26)}a", f"Ra{chr(97 + at // 26)}ko", f"{at * 7 % 160 + 1} Mill Lane{town}")
        for at in range(60)
    ]
    found = taken(read(written(tmp_path / "f.csv", ("f1", "f2", "f3"), rows)))
    assert found["f3"] == "address_full"
    assert {found["f1"], found["f2"]} == {"given_name", "family_name"}


@pytest.mark.parametrize(
    ("value", "most"), [("{:04d} Aarhus", 9000), ("Year {}", 13), ("{} Mar 1980", 28), ("Tablets {}mg", 500)]
)
def test_numbers_beside_words_are_no_addresses(value: str, most: int) -> None:
    assert content.looks_like([(value.format(at * 31 % most + 1), 1) for at in range(60)]) != "address_full"


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


def test_a_column_that_repeats_the_name_is_no_trait(tmp_path: Path) -> None:
    people = [
        (f"An{chr(97 + at % 20)}a", f"Mo{chr(97 + at // 5 % 20)}a", f"19{60 + at % 20}-04-12") for at in range(100)
    ]
    rows = [(given, family, born, f"{given} {family}".lower()) for given, family, born in people for _ in range(2)]
    rows_read = read(written(tmp_path / "f.csv", ("first name", "surname", "dob", "zzz"), rows))
    assert column(rows_read, "zzz").why == "it repeats the name"


def test_initials_behind_a_family_name_are_the_first_names(tmp_path: Path) -> None:
    rows = [(f"{given} {family}",) for given in ("Mary", "Peter") for family in ("Ashworth", "Birtwhistle")]
    rows += [("Ashworth M",), ("Birtwhistle P.J.",), ("Mary A",), ("Ashworth, M",)]
    found = read(written(tmp_path / "f.csv", ("nr", "name", "town"), [(1, *row, "") for row in rows]))
    assert names_of(found, 4) == {("m", "", "ashworth")}
    assert names_of(found, 5) == {("p", "j", "birtwhistle")}
    assert names_of(found, 6) == {("mary", "", "a")}
    assert names_of(found, 7) == {("m", "", "ashworth")}
