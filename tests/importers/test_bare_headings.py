"""What headings of files of any origin are taken for."""

from pathlib import Path

import pytest

from importers.bare.headings import tell, unnumbered
from importers.bare.reading import NoSuchColumn, NothingToLinkBy, NoTruth
from tests.importers.bare_files import read, taken, written

HEADINGS = {
    "given_name": "forename, First Name, given_name, fname, Vorname, Prénom, nombre, nome, voornaam, Imię, fornavn, "
    "förnamn, Adı, ism, patient_first_name, FIRST, Имя, Vornamen, სახელი, Izena, Céadainm",
    "family_name": "surname, LastName, last_name, lname, Nachname, Familienname, apellidos, apellido1, cognome, "
    "sobrenome, Achternaam, geslachtsnaam, snm, Nazwisko, Etternavn, Efternamn, Soyadı, laqab, Фамилия"
    ", Επώνυμο, Ազգանուն, Abizena, Sloinne",
    "middle_names": "midl_name, middle_name, fname_c2, second_given_name, zweiter Vorname",
    "second_family_name": "apellido2, lname_c2, segundo_apellido",
    "full_name": "full_name, first_and_surname, nombre completo, Nom et prénom, Offender Name, Detainee, "
    "imię i nazwisko, ad soyad"
    ", klient, Tên hội viên, Трите имена, Vārds; uzvārds",
    "date_of_birth": "dob, DOB, birth_date, Geburtsdatum, geb.datum, date_naissance, Né(e) le, fecha_nacimiento, "
    "Data de nascimento, data_di_nascita, geboortedatum, Data urodzenia, fødselsdato, Födelsedatum, doğum_tarihi, "
    "tarikh al milad, janm tithi, lieu et date de naissance, PersonBirthDate, Дата рождения"
    ", narození, datum nar., დაბადების თარიღი, تاریخ پیدائش",
    "birth_year": "by, birth_year, YearOfBirth, Geburtsjahr, dob_yyyy, godište",
    "birth_month": "bm, birth_month, mes de nacimiento, dobMonth",
    "age": "age, Alter, edad, Возраст, birth_age, age at registration, ასაკი, Aois",
    "birth_day": "bd, day_of_birth, dob_d",
    "sex": "sex, ADMIN_SEX, self_defined_sex, Gender, Geschlecht, sexo, Sesso, Płeć, cinsiyet, kjønn"
    ", COD_SEXO, Dzimums, Хүйс, Inscne",
    "postcode": "postcode, zip, ZIP_CODE, PLZ, code_postal, codigo_postal, CO_CEP, CAP, kod pocztowy, postnr, "
    "postcode_fake",
    "town": "town, Sogn, LOC, City, Ort, ville, municipio, comune, woonplaats, miejscowość, poststed, şehir"
    ", Ấp/Khóm, Thôn, อำเภอ, Mtaa, Населено място",
    "street": "NO_LOGRADOURO, street, Straße, rue, calle, rua, ulica, straatnaam, NOM_LOGRADOURO, Közterület házszám",
    "house_number_paon": "house, Hs.-Nr., DOOR NO, street_number, Hausnr., huisnummer, nr_domu, numero civico, NU_END"
    ", CP_CO, "
    "NUM_LOGR, บ้านเลขที่",
    "locality": "suburb, Ortsteil, barrio, NOM_BAIRRO, ตำบล",
    "address_line_1": "addr1, address_1",
    "address_full": "Address, where staying, Gård, Bosted, Adresse, dirección, indirizzo, res_street_address"
    ", kde bydlí, Nơi ở, 户籍地址, 现住址, Helbidea",
    "phone_home": "phone, best number, CP NO., Telefon, teléfono, tlf, full_phone_number",
    "phone_mobile": "mobile, Handy, cellulare, telemóvel",
    "email": "email, e-mail, courriel, correo electrónico",
    "nhs_number": "NHS No, nhs_number",
    "previous_family_name": "maiden_name, Geburtsname, nom de naissance, ROD_PRIJM, příjmení za svobodna, SZULNEV",
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
        ("Chủ hộ", "attribute"),
        ("NOM_MAE", "attribute"),
        ("ANYA", "attribute"),
        ("tên chồng", "attribute"),
        ("spouse_first_name", "other"),
        ("Ethnicity", "never"),
        ("Allocated Worker", "unused"),
        ("household_id", "unused"),
        ("xyzzy", "unknown"),
    ],
)
def test_headings_that_are_no_evidence_of_who_is_meant(heading: str, sort: str) -> None:
    assert tell(heading).sort == sort


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("생년월일(양력)", "date_of_birth"), ("患者氏名", "full_name"), ("نام بیمار", "given_name"),
        ("שם הילד", "full_name"), ("लाभार्थी का नाम", "full_name"), ("اسم المريض", "full_name"),
        ("TEMPAT/TGL LAHIR", "date_of_birth"),
        ("Hasta Adı Soyadı", "full_name"), ("ФИО ребёнка", "full_name"), ("nama anak", "full_name"),
    ],
)  # fmt: skip
def test_a_word_for_the_rows_own_person_or_a_remark_changes_nothing(heading: str, field: str) -> None:
    assert tell(heading).kind == field


@pytest.mark.parametrize("heading", ["Husband/Father Name", "पिता/पति का नाम", "نام پدر", "부친명", "ayah"])
def test_a_fathers_or_husbands_name_is_a_trait(heading: str) -> None:
    assert (tell(heading).sort, tell(heading).label) == ("attribute", "father")


def test_what_is_missing_is_told_with_the_nearest_headings(tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", ["forename", "surname", "true_id"], [["Jo", "Roy", ""], ["Al", "Dean", ""]])
    with pytest.raises(NoSuchColumn) as told:
        read(path, truth="true id")
    assert "true_id" in told.value.advice
    with pytest.raises(NoTruth):
        read(path, truth="TRUE_ID")
    with pytest.raises(NothingToLinkBy):
        read(written(tmp_path / "y.csv", ["start date", "status", "team"], [["2020-01-01", "open", "A"]] * 3))


def test_a_heading_that_means_two_things_is_what_its_values_can_be(tmp_path: Path) -> None:
    danish = [[f"Mette{n % 9}", f"Holm{n % 11}", ["Odense", "Aarhus"][n % 2]] for n in range(40)]
    assert taken(read(written(tmp_path / "dk.csv", ["Fornavn", "Efternavn", "By"], danish)))["By"] == "town"
    german = [[f"Anna{n % 9}", f"Holm{n % 11}", 1950 + n % 30] for n in range(40)]
    assert taken(read(written(tmp_path / "de.csv", ["fname_c1", "lname_c1", "by"], german)))["by"] == "birth_year"


@pytest.mark.parametrize(
    ("text", "left"),
    [("CNIC No.", "cnic"), ("CnicNo", "cnic"), ("No. of PPS", "ofpps"), ("idno", "idno"), ("身份证号", "身份证号")],
)
def test_a_number_is_called_what_its_heading_says_beside_that_it_is_one(text: str, left: str) -> None:
    """What is run together is one word: without its 'no' an 'idno' would be any id."""
    assert unnumbered(text) == left
