"""Single values: dates, numbers, names, places, contacts, code lists, and the characters that are taken out."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.values import contacts, dates, names, numbers, places, words
from importers.values.cells import blank, clean, clean_all
from matching.scoring.addresses import ROADS, street
from matching.scoring.identifiers import nhs_check_fails
from store.records.rows import Name


class TestCells:
    @settings(max_examples=200)
    @given(st.text())
    def test_nothing_unprintable_is_left(self, text: str) -> None:
        told = clean(text)
        assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for c in told)
        assert clean(told) == told

    @settings(max_examples=100)
    @given(st.lists(st.text(max_size=8), max_size=5))
    def test_a_row_is_cleaned_as_its_cells_are(self, cells: list[str]) -> None:
        assert list(clean_all(cells)) == [clean(cell) for cell in cells]

    def test_a_line_break_becomes_a_comma(self) -> None:
        assert clean("12 Acacia Road\r\nWembley,\nHA0 2AB\n") == "12 Acacia Road, Wembley, HA0 2AB"
        assert clean("a\u2028b") == "a, b"

    def test_spaces_of_every_kind_are_one_space(self) -> None:
        assert clean("  Mary\u00a0\tAnn  ") == "Mary Ann"

    @pytest.mark.parametrize("text", ["NULL", "n/a", "-", "Unknown", "nan", "", "Not Known"])
    def test_words_for_nothing_are_nothing(self, text: str) -> None:
        assert blank(text)


class TestDates:
    @pytest.mark.parametrize(
        ("text", "iso"),
        [
            ("03/02/2016", "2016-02-03"),
            ("3.2.2016", "2016-02-03"),
            ("2019-04-15", "2019-04-15"),
            ("202210151530", "2022-10-15"),
            ("20221015153059", "2022-10-15"),
            ("2022-10-15 00:00:00", "2022-10-15"),
            ("2022-10-15T09:30:00.000Z", "2022-10-15"),
            ("14/03/2013 9:15 AM", "2013-03-14"),
            ("20130314", "2013-03-14"),
            ("6 October 2012", "2012-10-06"),
            ("25-APR-2020", "2020-04-25"),
            ("2020-Apr-25 00:00:00", "2020-04-25"),
            ("April 5, 2013", "2013-04-05"),
            ("1st Feb 2012", "2012-02-01"),
        ],
    )
    def test_a_date_is_read_however_it_is_written(self, text: str, iso: str) -> None:
        assert dates.parse(text, "day-first") == (iso, "date")

    @pytest.mark.parametrize(
        ("text", "how"),
        [
            ("31/02/2013", "impossible"),
            ("2013-13-01", "impossible"),
            ("06-Oct-12", "two-digit"),
            ("12.10.06", "two-digit"),
            ("44197", "serial"),
            ("01/01/1900", "placeholder"),
            ("1970-01-01", "placeholder"),
            ("00/00/0000", "placeholder"),
            ("31/12/9999", "placeholder"),
            ("2013", "partial"),
            ("2013-00-00", "partial"),
            ("00/03/2013", "partial"),
            ("2013-13-00", "impossible"),
            ("03/2013", "partial"),
            ("est. 1983", "estimated"),
            ("approx 9", "age"),
            ("last spring", "wrong"),
        ],
    )
    def test_what_is_no_full_date_says_why(self, text: str, how: str) -> None:
        assert dates.parse(text, "day-first").how == how

    def test_month_first_is_another_day(self) -> None:
        assert dates.parse("03/02/2016", "month-first").iso == "2016-03-02"
        assert dates.parse("2016-02-03", "month-first").iso == "2016-02-03"

    def test_two_digit_years_beside_a_months_name_are_counted(self) -> None:
        """Else nobody is asked which century is meant, and every row is refused."""
        assert dates.decide({"28-AUG-08": 3, "01-JAN-11": 1, "2 May 2012": 1}).two_digit == 4

    def test_a_pivot_opens_two_digit_years(self) -> None:
        assert dates.parse("06-Oct-12", "day-first", 26).iso == "2012-10-06"
        assert dates.parse("06-Oct-57", "day-first", 26).iso == "1957-10-06"

    def test_a_column_is_decided_by_all_its_values(self) -> None:
        assert dates.decide({"01/02/2013": 900, "13/02/2013": 1}).decided == "own"
        assert dates.decide({"02/13/2013": 5, "01/02/2013": 1}).order == "month-first"
        assert dates.decide({"01/02/2013": 5}) == dates.Column("day-first", "assumed")
        assert dates.decide({"'01/02/2013": 5}) == dates.Column("day-first", "assumed")
        assert dates.decide({"2013-02-01": 5}).decided == ""
        assert dates.decide({"13/02/2013": 50, "02/14/2013": 50}).decided == "mixed"
        assert dates.decide({"13/02/2013": 1, "02/14/2013": 1, "01/02/2013": 9}).decided == "assumed"

    def test_the_first_of_january_is_weak_where_there_are_too_many(self) -> None:
        spread = {f"{day:02}/{month:02}/2013": 10 for day in range(1, 29) for month in range(1, 13)}
        assert not dates.decide(spread).first_of_january
        assert dates.decide({**spread, "01/01/2012": 60}).first_of_january

    @settings(max_examples=200)
    @given(st.dates(min_value=date(1902, 1, 2), max_value=date(2090, 1, 1)))
    def test_every_day_is_read_back(self, day: date) -> None:
        for shape in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d-%b-%Y", "%Y%m%d", "%Y-%m-%d 00:00:00"):
            read = dates.parse(day.strftime(shape), "day-first")
            assert read.iso == day.isoformat() or read.how == "placeholder"


NHS = ["9434765919", "943 476 5919", "943-476-5919", "4010232137", "9449305552", "9434765919.0"]


class TestNumbers:
    @pytest.mark.parametrize("text", NHS)
    def test_a_good_nhs_number_is_evidence(self, text: str) -> None:
        assert numbers.nhs(text).status == "valid"

    @pytest.mark.parametrize(
        ("text", "status", "code"),
        [
            ("9434765918", "invalid", "NHS_CHECK"),
            ("943476591", "invalid", "NHS_LEN"),
            ("943476591A", "invalid", "NHS_FORMAT"),
            ("9.43477E+09", "invalid", "NHS_SCI"),
            ("9876543210", "placeholder", "NHS_PLACEHOLDER"),
            *[(str(digit) * 10, "placeholder", "NHS_PLACEHOLDER") for digit in range(10)],
        ],
    )
    def test_a_number_that_is_nobodys_is_none(self, text: str, status: str, code: str) -> None:
        assert numbers.nhs(text)[1:] == (status, code)

    def test_a_number_for_tests_is_marked(self) -> None:
        nines = [f"999{n:06}{digit}" for n in range(20) for digit in range(10)]
        good = [text for text in nines if not nhs_check_fails(text)]
        assert good
        assert {numbers.nhs(text).status for text in good} == {"test"}

    @settings(max_examples=200)
    @given(st.integers(0, 999_999_999))
    def test_one_digit_wrong_never_passes(self, first: int) -> None:
        digits = next((f"{first:09}{c}" for c in range(10) if not nhs_check_fails(f"{first:09}{c}")), "")
        for place in range(len(digits)):
            other = str((int(digits[place]) + 1) % 10)
            assert nhs_check_fails(digits[:place] + other + digits[place + 1 :])

    @pytest.mark.parametrize(
        ("text", "status", "code"),
        [
            ("A950000178301", "valid", ""),
            ("H243278544154", "valid", ""),
            ("B801200005001", "valid", ""),
            ("R247962919251", "invalid", "UPN_CHECK"),
            ("X428558133462", "invalid", "UPN_CHECK"),
            ("X06805040829A", "valid", "UPN_TEMP"),
            ("S074885779408", "invalid", "UPN_FORMAT"),
            ("5035247309594", "invalid", "UPN_FORMAT"),
            ("UN3", "", "UPN_UNKNOWN"),
        ],
    )
    def test_pupil_numbers(self, text: str, status: str, code: str) -> None:
        assert numbers.upn(text)[1:] == (status, code)

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("81/34U", "1981/0000034U"),
            ("0273319Z", "2002/0073319Z"),
            ("19790163001B", "1979/0163001B"),
            ("2002/0073319Z", "2002/0073319Z"),
            ("2001/0171310S", None),
            ("1923/1Z34567A", None),
        ],
    )
    def test_pnc_numbers(self, text: str, kept: str | None) -> None:
        told = numbers.pnc(text)
        assert (told.value if told.status == "valid" else None) == kept

    def test_an_agencys_number_is_kept_as_it_stands_or_refused(self) -> None:
        assert [numbers.source_id(text) for text in ("0071", "aB-9", "", "000", "1.2E+09", "NULL")] == [
            "", "", "ID_BLANK", "ID_BLANK", "ID_SCI", "ID_BLANK",
        ]  # fmt: skip


def current(given_: str, family: str) -> Name:
    return names.parse(given_, "", family).names[0]


class TestNames:
    @pytest.mark.parametrize(
        ("text", "given_", "middle", "family"),
        [
            ("SMITH, John A", "John", "A", "SMITH"),
            ("Mr Dominic Black", "Dominic", "", "Black"),
            ("Khan Mohammed", "Khan", "", "Mohammed"),
            ("Mohammed KHAN", "Mohammed", "", "KHAN"),
            ("Maria Jose da Silva", "Maria", "Jose", "da Silva"),
            ("Prince", "", "", "Prince"),
            ("WOŹNIAK^Jakub^Adil", "Jakub", "Adil", "WOŹNIAK"),
            ("GILL^Elijah^", "Elijah", "", "GILL"),
            ("GILL^Elijah^^^Mr", "Elijah", "", "GILL"),
        ],
    )
    def test_a_full_name_is_taken_apart(self, text: str, given_: str, middle: str, family: str) -> None:
        assert names.of_full(text)[:3] == (given_, middle, family)

    @pytest.mark.parametrize(
        ("given_", "family", "others"),
        [
            ("Liz (Elizabeth)", "Smith", {("alias", "Elizabeth", "Smith")}),
            ("Grace", "Mensah (now Okafor)", {("former", "Grace", "Mensah")}),
            ("Amelia", "Smith née Brown", {("former", "Amelia", "Brown")}),
            ("Anna", "O'Brien AKA Murphy", {("alias", "Anna", "Murphy")}),
            ('Jo "Joey"', "Bloggs", {("alias", "Joey", "Bloggs")}),
        ],
    )
    def test_names_beside_the_name_are_kept(self, given_: str, family: str, others: set[tuple[str, str, str]]) -> None:
        told = names.parse(given_, "", family).names
        assert {(name.kind, name.given, name.family) for name in told[1:]} == others
        assert "(" not in told[0].given + told[0].family

    def test_the_name_of_now_comes_first(self) -> None:
        assert current("Grace", "Mensah (now Okafor)").family == "Okafor"

    @pytest.mark.parametrize(
        "given_", ["Unborn", "Baby", "Baby of", "Twin 1", "Infant", "Unknown", "XX", ".", "NK", "baby boy", "ZZZTEST"]
    )
    def test_a_word_for_no_name_is_no_evidence(self, given_: str) -> None:
        assert current(given_, "Smith").placeholder

    @pytest.mark.parametrize("given_", ["Babatunde", "Unity", "Test-Anne", "Twinkle", "Max", "Xi"])
    def test_a_name_like_a_placeholder_is_a_name(self, given_: str) -> None:
        assert not current(given_, "Smith").placeholder

    def test_a_housing_association_is_no_person(self) -> None:
        assert names.parse("Northborough", "Housing", "Assoc.").codes == ("NAME_ORG",)

    def test_unborn_is_said(self) -> None:
        assert names.parse("Unborn", "", "SMITH").unborn
        assert not names.parse("Osborn", "", "Smith").unborn

    @pytest.mark.parametrize(
        "pair", [("Duty", "Team"), ("St Mary's", "School"), ("", "Acorn Lettings Limited"), ("Brent", "Council")]
    )
    def test_an_organisation_is_nobody(self, pair: tuple[str, str]) -> None:
        assert names.parse(pair[0], "", pair[1]).codes == ("NAME_ORG",)

    @pytest.mark.parametrize(
        "family", ["Null", "None", "O'Brien", "McDonald", "de Souza", "Nguyen Van", "House", "Church"]
    )
    def test_rare_family_names_survive_as_written(self, family: str) -> None:
        assert current("Ali", family) == Name("current", "Ali", "", family, 0)

    def test_markup_and_commands_are_letters(self) -> None:
        assert current("[bold]Jo[/]", "'; drop table person_name; --").given == "[bold]Jo[/]"

    def test_a_name_without_end_is_refused(self) -> None:
        assert names.parse("x" * 300, "", "Smith").codes == ("NAME_LONG",)
        assert names.parse("", "", "").codes == ("NAME_MISSING",)


class TestPlaces:
    @pytest.mark.parametrize("text", ["SW1A 1AA", "M1 1AE", "DN55 1PT", "GIR 0AA", "ab12cd", "n16 8ph", " KT19 0ST "])
    def test_postcodes(self, text: str) -> None:
        assert places.postcode(text).status == "valid"

    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("ZZ99 3VZ", "pseudo"),
            ("NF1 1NF", "pseudo"),
            ("XXX XXX", "pseudo"),
            ("NOPOSTCODE", "pseudo"),
            ("BF1 2AA", "pseudo"),
            ("1XY Z22", "invalid"),
            ("AB12 34CD", "invalid"),
            ("QV1 1AA", "invalid"),
            ("TEST", "invalid"),
            ("12345", "invalid"),
            ("SW1A", "outward"),
            ("E8", "outward"),
            ("", "none"),
        ],
    )
    def test_what_is_not_quite_a_postcode(self, text: str, status: str) -> None:
        assert places.postcode(text).status == status

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("12 Acacia Road, Wembley, HA0 2AB", "HA0 2AB|12"),
            ("12a Acacia Rd, Wembley, ha02ab", "HA0 2AB|12A"),
            ("Flat 2, 9 Elm Court, London, NW2 5BB", "NW2 5BB|FLAT 2 9"),
            ("9 Elm Court, Flat 2, London, NW2 5BB", "NW2 5BB|FLAT 2 9"),
            ("2/9 Elm Court, London, NW2 5BB", "NW2 5BB|FLAT 2 9"),
            ("Apt 2, 9 Elm Ct, London NW2 5BB", "NW2 5BB|FLAT 2 9"),
            ("The Old Mill, Mill Lane, Bath, BA1 1AA", "BA1 1AA|THE OLD MILL"),
            ("5 Hospital Road, Bath, BA1 1AA", "BA1 1AA|5"),
            ("NFA", ""),
            ("No fixed abode, ZZ99 3VZ", ""),
            ("c/o 12 High Road, Leeds, LS1 4AB", ""),
            ("PO Box 4417, London, N1 1AA", ""),
            ("Northwick Park Hospital, Harrow, HA1 3UJ", ""),
            ("12 High Road, Leeds", ""),
        ],
    )
    def test_one_household_has_one_key_however_it_is_written(self, text: str, place: str) -> None:
        told, _ = places.address(places.Parts(full=text))
        assert told is not None
        assert told.place == place

    def test_parts_in_columns_make_the_same_address(self) -> None:
        parts = places.Parts(flat="2", house="9", street="Elm Ct", town="London", postcode="nw25bb")
        told, _ = places.address(parts)
        assert told is not None
        assert (told.lines, told.place) == ("Flat 2, 9 Elm Ct, London, NW2 5BB", "NW2 5BB|FLAT 2 9")

    @pytest.mark.parametrize("short", ROADS)
    def test_a_road_is_kept_as_a_search_asks_for_it(self, short: str) -> None:
        """'12 Acacia Gdn' is in Acacia Gardens, however whoever rings says it."""
        told, _ = places.address(places.Parts(full=f"12 Acacia {short.title()}, Wembley"))
        assert told is not None
        assert told.street == street(f"acacia {short}").upper()

    @settings(max_examples=100)
    @given(
        st.integers(1, 300),
        st.sampled_from(["High Street", "Old Mill Lane", "Hospital Road", "Police Station Rise"]),
        st.sampled_from(["Wembley", "Leeds"]),
        st.sampled_from(["HA0 2AB", "QV1 1AA", "ZZ99 3VZ", "E8 1CC"]),
    )
    def test_the_quick_way_says_what_the_long_way_says(self, house: int, street: str, town: str, code: str) -> None:
        text = f"{house} {street}, {town}, {code}"
        parts = places.Parts(full=text)
        assert places.address(parts) == places.address(parts._replace(lines=("",), full=text))


class TestContacts:
    @pytest.mark.parametrize(
        "text", ["020 7946 0101", "+44 (0)20 7946 0101", "0044 20 79460101", "02079460101 (mum)", "2079460101"]
    )
    def test_a_telephone_number_in_one_form(self, text: str) -> None:
        assert contacts.phones(text) == (("+442079460101",), False)

    @pytest.mark.parametrize("text", ["123", "07000000000", "01234567890", "00000000000", "ring mum"])
    def test_what_is_no_number_is_none(self, text: str) -> None:
        assert contacts.phones(text) == ((), True)

    def test_several_numbers_in_one_cell(self) -> None:
        told, unread = contacts.phones("07700 900123 / 020 7946 0101 or 020 7946 0102")
        assert (len(told), unread) == (3, False)

    def test_a_posts_address_is_not_the_persons(self) -> None:
        assert contacts.at_work("jo.ruiz@brent.gov.uk")
        assert not contacts.at_work("jo@example.com")
        assert contacts.email("nobody at home") == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("M", "M"),
        ("a) Male", "M"),
        ("2 - Female", "F"),
        ("1", "M"),
        ("Transgender Female", "O"),
        ("d) Neither", "O"),
        ("U", ""),
        ("9", ""),
        ("Indeterminate", ""),
        ("Not recorded/Unborn", ""),
        ("Benyw / Female", "F"),
        ("M / F", None),
        ("sometimes", None),
    ],
)
def test_sex_in_the_words_of_many_systems(text: str, value: str | None) -> None:
    assert words.sex(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Current", "open"),
        ("HISTORIC", "closed"),
        ("Not Specified", "none"),
        ("None found", "none"),
        ("Opened in error", "excluded"),
        ("Planned", "excluded"),
        ("Terminated", "closed"),
        ("CIN plan", ""),
    ],
)
def test_status_in_the_words_of_many_systems(text: str, value: str) -> None:
    assert words.status(text) == value
