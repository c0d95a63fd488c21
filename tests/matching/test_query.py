"""Free text into the parts that can be looked up, and back into words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.lookup import birthreading, forms
from matching.lookup.agencies import NONE, Agencies, named
from matching.lookup.birth import Birth
from matching.lookup.parts import Identifier, Postcode
from matching.lookup.query import LONGEST, parse
from tests.matching.typed import PARTS, TODAY, parts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("smith amelia", ("smith", "amelia")),
        ("SMITH, Amelia", ("smith", "amelia")),
        ("Mrs. Amelia *Smith%", ("amelia", "smith")),
        ("O'Brien", ("obrien",)),
        ("O’BRIEN", ("obrien",)),
        ("o`brien", ("obrien",)),
        ("Smith-Jones", ("smith", "jones")),
        ("smith–jones", ("smith", "jones")),
        ("Siân Łukasz Żółć", ("sian", "lukasz", "zolc")),
        ("Master", ("master",)),
        ("dr", ("dr",)),
        ("smith smith", ("smith",)),
        ("née Khan", ("khan",)),
        ("smith dob", ("smith",)),
        ("smith d.o.b.", ("smith",)),
        ("smith edd", ("smith",)),
        ("محمد", ("محمد",)),
        ("a.j. smith", ("a", "j", "smith")),
        ("surname: smith first name: amelia", ("smith", "amelia")),
        ('{"first": "Amelia", "last": "Smith"}', ("amelia", "smith")),
        ("amelia smith (also known as amy)", ("amelia", "smith", "amy")),
        ("mr and mrs smith", ("smith",)),
        ("Mst Nasrin", ("nasrin",)),
        ("name not known, Nasrin", ("nasrin",)),
        ("evie lingford dob not known", ("evie", "lingford")),
        ("evie lingford, dob", ("evie", "lingford")),
        ("evie lingford DOB: unknown", ("evie", "lingford")),
        ("evie lingford d.o.b. n/k", ("evie", "lingford")),
        ("evie lingford dob tbc", ("evie", "lingford")),
        ("no dob, evie lingford", ("evie", "lingford")),
        ("evie date of birth is not given", ("evie",)),
        ("evie nhs number not known, address unknown", ("evie",)),
        ("evie, surname unknown, age not known", ("evie",)),
        ("evie no", ("evie", "no")),
        ("unknown lingford", ("unknown", "lingford")),
        ("mr & mrs smith", ("smith",)),
        ("evie lingford school Park Lane Primary", ("evie", "lingford")),
        ("evie lingford at Park Lane Primary School", ("evie", "lingford")),
        ("evie lingford, park lane primary", ("evie", "lingford")),
        ("evie lingford, school: Park Lane", ("evie", "lingford")),
        ("evie attends St Mary's", ("evie",)),
        ("evie in nursery", ("evie",)),
        ("lane school", ("lane", "school")),
        ("School, Amelia", ("school", "amelia")),
        ("kim park lane", ("kim", "park", "lane")),
        ("college, mary", ("college", "mary")),
        ("or cohen", ("or", "cohen")),
        ("S-M-Y-T-H-E jon", ("smythe", "jon")),
        ("jon smythe spelt s m y t h e", ("jon", "smythe")),
        ("s.m.y.t.h.e. jon", ("smythe", "jon")),
        ("k-i-m smith", ("kim", "smith")),
        ("j r p smith", ("j", "r", "p", "smith")),
        ("Family or given name *\u0c3e*", ("\u0c3e",)),
        ("smi\u200bth\x1b", ("smith",)),
    ],
)
def test_names_come_out_folded_whatever_their_marks(text: str, names: tuple[str, ...]) -> None:
    assert parts(text) == {"names": names}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31 feb 2013", "31 February 2013 is not a date"),
        ("31/02/2013", "31 February 2013 is not a date"),
        ("45/13/2013", "not a date"),
        ("14/03/2030", "too far in the future"),
        ("14/03/1801", "1801"),
        ("edd 3 dec 2019", "expected 3 December 2019 is long past"),
        ("age 130", "not an age"),
        ("485 777 3457 485 777 4444", "more than one NHS number"),
        ("485 777 3456", "fails the NHS number's check"),
        ("111 111 1111", "nobody's number"),
        ("nhs 485", "too little of an NHS number"),
        ("nhs 485 777 34571", "*48577734571* is too long for an NHS number"),
        ("nhs number ends 3457", "*3457* was left out: a number is looked up by its beginning"),
        ("00/00/2013", "00/00/2013 is not a date"),
        ("14 mar 13 aged 12", "born 14 March 2013 does not fit aged 12"),
        ("due in 60 weeks", "due in 60 weeks is too far in the future"),
        ("jane, pregnant (24 weeks)", "to look up the unborn child type *edd oct 2026*"),
        ("24 weeks pregnant", "to look up the unborn child type *edd oct 2026*"),
        ("jane, 3 months pregnant", "3 months pregnant was not used: to look up the unborn child type *edd dec 2026*"),
        ("jane pregnant (6 months)", "to look up the unborn child type *edd sep 2026*"),
        ("smith died 2024", "*died 2024* was left out: nobody is looked up by the day of a death"),
        ("smith 14/3/13 dod 3/3/24", "*dod 3/3/24* was left out"),
        ("smith, deceased 5th of march 2024", "*deceased 5th of march 2024* was left out"),
        ("mum and dad smith", "*mum* and *dad* were not looked for: they are no names"),
        ("2nd floor flat, 5 high road", "*2nd floor flat* was left out"),
        ("jo@school.example", "an e-mail address is not looked up"),
        ("smith, no fixed abode", "no fixed abode is no place"),
        ("14 mill lane, 15 high street", "more than one address was given: *15 high street*"),
        ("020 7946 0958 ext 12", "extension *12* was left out"),
        ("07700 900123 07700 900124", "more than one telephone number"),
        ("smith jr", "*jr* was not looked for"),
        ("smith 13", "*13* not used"),
        ("/0d", "*0* not used"),
        ("14/3/13 15/3/13", "two dates"),
        ("13y 14/03/2000", "does not fit"),
        ("SK1 3XE SK2 4AA", "more than one postcode"),
        ("ZZ99 3VZ", "no fixed abode"),
        ("ann bea cat dee eve fay gus hal ida jo", "only the first 8 names"),
        ("x" * (LONGEST + 1), "only the first"),
        ("lingford edd", "*edd* without a date was left out: write *edd 3 dec*"),
        ("edd lingford 14/3/13", "*edd* without a date"),
        ("lingford dob", "*dob* without a date was left out"),
        ("lingford nhs", "*nhs* without a number was left out"),
        ("lingford upn", "*upn* without a number was left out"),
        ("lingford tel", "*tel* without a number was left out"),
        ("lingford post code", "*post code* without a postcode was left out"),
        ("lingford email", "*email* was left out: an e-mail address is not looked up"),
        ("name not known, lingford", "*name not known* was not looked for"),
        ("lingford dob not known", "*dob not known* was left out: an age or a year of birth would do"),
        ("lingford dob not known, aged 9", "*dob not known* was left out"),
        ("lingford at park lane primary school", "*at park lane primary school* was left out: nobody"),
        ("lingford, school park lane primary", "*school park lane primary* was left out"),
        ("lingford at top floor flat, 14 acacia avenue", "*top floor flat* was left out"),
        ("aged 9 to 11 born may", "aged 9 to 11 was used, born May, any year was not"),
        ("under 0", "aged under 0 is not an age"),
        ("the 2040s", "born in the 2040s cannot be"),
        ("under 500", "aged under 500 is not an age"),
        ("lingford no nhs number", "*no nhs number* was left out"),
        ("basement flat, 5 high road", "*basement flat* was left out"),
        ("6 months 14 mar", "born 14 March, any year does not fit aged 6 months"),
        ("case 7001 12345678901", "more than one number was given: *12345678901*"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_not_dropped(text: str, problem: str) -> None:
    query = parse(text, TODAY)
    assert any(problem in said for said in query.problems), query
    assert problem[1:] in query.understood


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("485 777 3457", {"nhs": "4857773457"}),
        ("4857773457", {"nhs": "4857773457"}),
        ("485-777-3457", {"nhs": "4857773457"}),
        ("48 5777 34 57", {"nhs": "4857773457"}),
        ("NHS no: 485 777 3457", {"nhs": "4857773457"}),
        ("nhs 48577", {"nhs": "48577"}),
        ("nhs", {}),
        ("485 77", {"number": "48577"}),
        ("249012", {"number": "249012"}),
        ("case 249012", {"identifier": Identifier("case", "249012")}),
        ("case no. 249012", {"identifier": Identifier("case", "249012")}),
        ("UPN a123456789012", {"identifier": Identifier("upn", "A123456789012")}),
        ("LL-249012", {"identifier": Identifier("", "LL-249012")}),
        ("pnc 2013/0001234X", {"identifier": Identifier("pnc", "2013/0001234X")}),
        ("sk13xe", {"postcode": Postcode("SK1", "3XE")}),
        ("SK1 3", {"postcode": Postcode("SK1", "3")}),
        ("sk1", {"postcode": Postcode("SK1")}),
        ("12 SK1 3XE", {"postcode": Postcode("SK1", "3XE"), "house": "12"}),
        ("12 Mill Lane", {"house": "12", "street": "mill lane"}),
        ("sk1 3y kingsway", {"names": ("kingsway",), "birth": parse("3y", TODAY).birth, "postcode": Postcode("SK1")}),
        ("sk1 3y smith", {"names": ("smith",), "postcode": Postcode("SK1", "3Y")}),
        ("sk1 3y", {"postcode": Postcode("SK1", "3Y")}),
        ("SK1, 3XE", {"postcode": Postcode("SK1", "3XE")}),
        ("SK1 3rd", {"postcode": Postcode("SK1", "3RD")}),
        ("SK1 3rd march 2013",
         {"postcode": Postcode("SK1"), "birth": Birth(2013, 3, 3, words="born 3 March 2013")}),
        ("SK1-3XE", {"postcode": Postcode("SK1", "3XE")}),
        ("SK1 3XE, SK1", {"postcode": Postcode("SK1", "3XE")}),
        ("14 mill r", {"house": "14", "street": "mill r"}),
        ("14 kingsway", {"house": "14", "street": "kingsway"}),
        ("flat 2 14 mill rd", {"house": "flat 2 14", "street": "mill rd"}),
        ("14 mill rd flat 2", {"house": "flat 2 14", "street": "mill rd"}),
        ("2/14 mill rd", {"house": "flat 2 14", "street": "mill rd"}),
        ("Flat 3 Elm Court", {"house": "flat 3", "street": "elm court"}),
        ("top floor flat 14 acacia avenue", {"house": "14", "street": "acacia avenue"}),
        ("smith, ground floor flat 2, 14 acacia avenue",
         {"names": ("smith",), "house": "flat 2 14", "street": "acacia avenue"}),
        ("top floor flat 3 elm court", {"house": "3", "street": "elm court"}),
        ("smith at school lane", {"names": ("smith",), "street": "school lane"}),
        ("smith, 14 primary school lane", {"names": ("smith",), "house": "14", "street": "primary school lane"}),
        ("evie at park lane primary, 12 mill lane", {"names": ("evie",), "house": "12", "street": "mill lane"}),
        ("evie 14/3/13, oakfield primary school, SK1 3XE",
         {"names": ("evie",), "birth": Birth(2013, 3, 14, words="born 14 March 2013"),
          "postcode": Postcode("SK1", "3XE")}),
        ("no. 14 St. Mary's Road", {"house": "14", "street": "st marys road"}),
        ("smith lives at 14 mill", {"names": ("smith",), "house": "14", "street": "mill"}),
        ("kuba at 9 mill lane", {"names": ("kuba",), "house": "9", "street": "mill lane"}),
        ("smith near SK1", {"names": ("smith",), "postcode": Postcode("SK1")}),
        ("smith near 14 mill lane", {"names": ("smith",), "house": "14", "street": "mill lane"}),
        ("smith from 14 mill lane", {"names": ("smith",), "house": "14", "street": "mill lane"}),
        ("12½ mill lane", {"house": "12", "street": "mill lane"}),
        ("smith\tM\t4857773457\t12 Mill Lane",
         {"names": ("smith", "m"), "nhs": "4857773457", "house": "12", "street": "mill lane"}),
        ("mill road", {"street": "mill road"}),
        ("smith at north hill", {"names": ("smith",), "street": "north hill"}),
        ("at turing heights, SK1", {"street": "turing heights", "postcode": Postcode("SK1")}),
        ("smith, mill road", {"names": ("smith",), "street": "mill road"}),
        ("flat 3, 12a high st, SK1 3XE",
         {"postcode": Postcode("SK1", "3XE"), "house": "flat 3 12a", "street": "high st"}),
        ("12 st marys road", {"house": "12", "street": "st marys road"}),
        ("020 7946 0958", {"phone": "02079460958"}),
        ("+44 7700 900123", {"phone": "07700900123"}),
        ("+44 (0)20 7946 0958", {"phone": "02079460958"}),
        ("tel 7700 900123", {"phone": "07700900123"}),
        ("+1 212 555 0123", {"phone": "+12125550123"}),
        ("smith 07700 900123 14/3/13",
         {"names": ("smith",), "phone": "07700900123", "birth": Birth(2013, 3, 14, words="born 14 March 2013")}),
        ("smith 140313", {"names": ("smith",), "birth": Birth(2013, 3, 14, words="born 14 March 2013")}),
        ("140313", {"number": "140313"}),
        ("upn a1234 5678 9012", {"identifier": Identifier("upn", "A123456789012")}),
        ("NI number QQ 12 34 56 C", {"identifier": Identifier("ni", "QQ123456C")}),
        ("caseid 249012", {"identifier": Identifier("case", "249012")}),
        ("485.777.3457", {"nhs": "4857773457"}),
        ("(0161) 496 0000", {"phone": "01614960000"}),
        ("smith 485 777 3457", {"names": ("smith",), "nhs": "4857773457"}),
        ("smith sk1 3xe", {"names": ("smith",), "postcode": Postcode("SK1", "3XE")}),
        ("tenant 31154", {"identifier": Identifier("tenant", "31154")}),
        ("pupil 4411", {"identifier": Identifier("pupil", "4411")}),
        ("student no. 4411", {"identifier": Identifier("student", "4411")}),
        ("hospital 123456", {"identifier": Identifier("hospital", "123456")}),
        ("hospital patient id 123456", {"identifier": Identifier("hospital patient", "123456")}),
        ("nhs trust id 55512", {"identifier": Identifier("trust", "55512")}),
        ("patient 4857773457", {"identifier": Identifier("patient", "4857773457")}),
        ("patient 485 777 3457", {"nhs": "4857773457"}),
        ("custody 12/3456", {"identifier": Identifier("custody", "12/3456")}),
        ("niche 4455667", {"identifier": Identifier("niche", "4455667")}),
        ("nominal 123456", {"identifier": Identifier("nominal", "123456")}),
        ("no. 31154", {"number": "31154"}),
        ("id number O00AA", {"identifier": Identifier("", "O00AA")}),
        ("tenant", {"names": ("tenant",)}),
        ("pupil smith", {"names": ("pupil", "smith")}),
        ("mary case 14/03/2013",
         {"names": ("mary", "case"), "birth": Birth(2013, 3, 14, words="born 14 March 2013")}),
        ("case 14 mar 2013", {"names": ("case",), "birth": Birth(2013, 3, 14, words="born 14 March 2013")}),
        ("tenant 12 mill lane", {"names": ("tenant",), "house": "12", "street": "mill lane"}),
        ("tenant SK1 3XE", {"names": ("tenant",), "postcode": Postcode("SK1", "3XE")}),
        ("ha02a", {"postcode": Postcode("HA0", "2A")}),
        ("smith qq 12 34 56 c", {"names": ("smith",), "identifier": Identifier("", "QQ123456C")}),
    ],
)  # fmt: skip
def test_numbers_and_places(text: str, expected: dict[str, object]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("brent housing 31154", {"identifier": Identifier("brent housing", "31154", ("Housing (Brent)",))}),
        ("smith, lbb no 31154", {"names": ("smith",), "identifier": Identifier("lbb", "31154", ("Housing (Brent)",))}),
        ("childrens hospital H55", {
            "identifier": Identifier("childrens hospital", "H55", ("Children's Hospital (Ealing)",))}),
        ("housing 485 777 3457", {"nhs": "4857773457"}),
        ("smith housing", {"names": ("smith", "housing")}),
        ("brent 31154", {"identifier": Identifier("brent", "31154", ("Housing (Brent)",))}),
        ("housing tenant 31154", {"identifier": Identifier("housing", "31154", ("Housing (Brent)",))}),
        ("ealing 31154", {"names": ("ealing",), "number": "31154"}),
    ],
)  # fmt: skip
def test_a_number_behind_an_agency_of_the_hub_is_theirs(text: str, expected: dict[str, object]) -> None:
    """F9, F10; 'Brent Council' may be said without 'council', and an area alone names nobody."""
    query = parse(text, TODAY, HUB)
    assert {name: value for name in PARTS if (value := getattr(query, name))} == expected


@pytest.mark.parametrize("where", ["lives on", "on", "lives", "living in", "staying at", "lives off"])
def test_a_street_is_one_however_somebody_lives_there(where: str) -> None:
    assert parts(f"smith, about nine, {where} acacia road") == {
        "names": ("smith",),
        "birth": parse("about 9", TODAY).birth,
        "street": "acacia road",
    }


def test_at_is_no_first_word_of_a_street() -> None:
    assert parts("7 at elm st.")["names"] == ("at", "elm", "st")


def test_understood_says_it_back() -> None:
    assert parse("smyth 14 mar 13", TODAY).understood == "Family or given name *smyth*, born 14 March 2013"
    assert parse("31 feb 13 smyth", TODAY).understood == (
        "Family or given name *smyth*. 31 February 2013 is not a date, so it was left out"
    )
    assert parse("", TODAY).understood == ""


SPOKEN = """
smith O'Brien amelia Smith-Jones 14 mar 13 14/03/2013 2013 13y about 9 485 777 3457 48577 SK1 3XE sk1 3y case 249012
12 high street flat 3, edd 31 feb nhs upn A1234 020 7946 0958 ; * % ' - . age ish née at mill road lane early 30s 1980s
or to between 9-11 years 140313 tel ext qq 56 c (13) | born due december no. st. kingsway girl
boy on lives turned nine pregnant weeks in
year under over 60 4 y4 reception may 9-10 school primary top floor attends college
dob not known unknown no tbc age address name is
tenant pupil trust hospital patient custody number postcode brent housing council's childrens of lbb
"""
WORDS = st.sampled_from(SPOKEN.split())


HUB = named(
    (
        ("Housing", "Brent", "BRENT-HOU", "LBB", "Brent Council"),
        ("Children's Hospital", "Ealing", "8-H", "KID", "Trust"),
    )
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join)), st.sampled_from((NONE, HUB)))
def test_it_never_raises_and_its_echo_means_the_same(text: str, hub: Agencies) -> None:
    query = parse(text, TODAY, hub)
    assert isinstance(query.understood, str)
    if query.problems:
        return
    again = parse(query.said, TODAY, hub)
    assert [getattr(again, name) for name in PARTS] == [getattr(query, name) for name in PARTS], query.said
    assert again.said == query.said


@settings(max_examples=200)
@given(st.lists(WORDS | st.text(max_size=8), max_size=6).map(" ".join))
def test_forms_that_are_passed_over_without_a_digit_need_one(text: str) -> None:
    undated = "".join(c for c in text if not c.isdecimal())
    kept = (*forms.WITHOUT_DIGITS, forms.LIVES_ON, forms.NAME_WORDS, forms.ECHO, forms.ROAD)
    always = (forms.FRACTION, forms.APOSTROPHE, forms.NO_PART, forms.DOT_BETWEEN, forms.SPELLED)
    needing = [form for form in vars(forms).values() if isinstance(form, re.Pattern) and form not in kept + always]
    undigited = {form.pattern for _, form, _ in birthreading.WITHOUT_DIGITS}
    needing += [form for form, _ in birthreading.EVERY_FORM if form.pattern not in undigited]
    assert not [form.pattern for form in needing if form.search(undated)]


@settings(max_examples=200)
@given(st.lists(WORDS | st.text(max_size=8), max_size=6).map(" ".join))
def test_forms_that_are_passed_over_without_a_hint_need_it(text: str) -> None:
    every = (*birthreading.HINTED, *birthreading.WITHOUT_DIGITS)
    assert not [form.pattern for hint, form, _ in every if hint not in text and form.search(text)]
