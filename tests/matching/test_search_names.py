"""Who is found by name and birth date, however they are said."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.lookup.search import Lookup
from store.records.rows import Identifier, Name, RecordRow
from store.session import Session
from tests.matching.answers import only
from tests.matching.people import deliver, feed, row


@pytest.mark.parametrize(
    ("text", "who", "band", "why"),
    [
        ("smith amelia", "amelia", "exact", ""),
        ("Amelia SMITH", "amelia", "exact", ""),
        ("smi ame", "amelia", "exact", ""),
        ("amelia rose smith", "amelia", "exact", ""),
        ("amelia smyth", "amelia", "close", ""),
        ("amleia smith", "amelia", "close", ""),
        ("amelbiat smith", "amelia", "close", ""),
        ("smith millie", "amelia", "close", ""),
        ("amelia jane smith", "amelia", "close", "without *jane*"),
        ("okafur grays", "grace", "sounds like", ""),
        ("grace mensah", "grace", "exact", "former name *Mensah*"),
        ("o'brien lizzy", "lizzy", "exact", "known as *Lizzy*"),
        ("o brien elizabeth", "lizzy", "exact", ""),
        ("betty obrien", "lizzy", "close", ""),
        ("yousef ali", "yusuf", "close", ""),
        ("jones sian", "sian", "exact", ""),
        ("llewellynjones", "sian", "exact", ""),
        ("lewelyn sian", "sian", "sounds like", ""),
        ("mc donald", "tom", "exact", ""),
        ("mcdonald t", "tom", "exact", ""),
        ("unborn patel", "unborn", "exact", ""),
    ],
)
def test_a_name_however_it_is_heard(
    lookup: Lookup, known: dict[str, int], text: str, who: str, band: str, why: str
) -> None:
    hit = only(lookup.find(text))
    assert (hit.person, hit.band, hit.why) == (known[who], band, why)


@pytest.mark.parametrize(("text", "band"), [("jp smith", "exact"), ("mr jp smyth 1990", "close")])
def test_two_initials_are_typed_as_one_word(admin: Session, lookup: Lookup, text: str, band: str) -> None:
    others = [row(name, "Smith", name, "1990-01-01") for name in ("Jo", "Peter", "Jim")]
    keys = deliver(admin, feed(admin), [*others, row("jp", "Smith", "John", "1990-05-04", middle="Paul")])
    first = lookup.find(text).hits[0]
    assert (first.person, first.band) == (keys["jp"], band)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("vanderberg pieter", "pieter"),
        ("van derberg", "pieter"),
        ("von der layen", "ursula"),
        ("caoimhe o'sullivan", "caoimhe"),
        ("keeva sullivan", "caoimhe"),
        ("connor niall", "niall"),
        ("gillivray eilidh", "eilidh"),
        ("eilidh mc gillivray", "eilidh"),
        ("mst nasreen begum", "nasrin"),
        ("aileen van der mclaren", "mclaren"),
        ("nasrin bint karim begum", "nasrin"),
        ("niall o'connor de la cruz", "niall"),
    ],
)
def test_particles_and_titles_stand_apart_or_not_or_are_left_out(
    admin: Session, lookup: Lookup, text: str, who: str
) -> None:
    people = [
        row("pieter", "van der Berg", "Pieter"), row("ursula", "Vonderlayen", "Ursula"),
        row("caoimhe", "Ó Súilleabháin", "Caoimhe"), row("niall", "O'Connor", "Niall"),
        row("sean", "O'Sullivan", "Sean"),
        row("eilidh", "MacGillivray", "Eilidh"), row("nasrin", "Begum", "Nasrin"), row("mclaren", "McLaren", "Aileen"),
    ]  # fmt: skip
    keys = deliver(admin, feed(admin), people)
    assert lookup.find(text).hits[0].person == keys[who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("seyi adeyemi", "oluwaseyi"),
        ("bhaveshkumar shah", "bhavesh"),
        ("oluwatunde bello", "tunde"),
        ("shah bhavesh", "bhavesh"),
    ],
)
def test_a_name_that_is_part_of_the_other_is_found(admin: Session, lookup: Lookup, text: str, who: str) -> None:
    people = [
        row("oluwaseyi", "Adeyemi", "Oluwaseyi"), row("bhavesh", "Shah", "Bhavesh"), row("tunde", "Bello", "Tunde"),
        row("seyit", "Adekoya", "Seyit"), row("bhavna", "Shah", "Bhavna"),
    ]  # fmt: skip
    keys = deliver(admin, feed(admin), people)
    assert lookup.find(text).hits[0].person == keys[who]


@pytest.mark.parametrize("text", ["jiahui qiu", "qiu jiahui 2014"])
def test_a_word_that_others_bear_may_be_two_in_a_name(admin: Session, lookup: Lookup, text: str) -> None:
    people = [row("joined", "Chen", "Jiahui"), row("apart", "Qiu", "Jia Hui", "2014-02-03")]
    keys = deliver(admin, feed(admin), people)
    assert keys["apart"] in {hit.person for hit in lookup.find(text).hits}


@pytest.mark.parametrize(
    ("text", "band", "why"),
    [
        ("smith 14/3/13", "exact", ""),
        ("smith march 2013", "exact", ""),
        ("smith 2013", "exact", ""),
        ("smith 13y", "exact", ""),
        ("smith about 12", "exact", ""),
        ("smith 14 march", "exact", ""),
        ("smith 15/3/13", "close", "birth date close, not the same"),
        ("smith 14/3/12", "close", "birth date close, not the same"),
        ("smith 2012", "close", "birth date close, not the same"),
    ],
)
def test_a_birth_date_narrows_softly(lookup: Lookup, known: dict[str, int], text: str, band: str, why: str) -> None:
    hit = only(lookup.find(text))
    assert (hit.person, hit.band, hit.why) == (known["amelia"], band, why)


def test_day_and_month_swapped_still_find(lookup: Lookup, known: dict[str, int]) -> None:
    assert only(lookup.find("yusuf ali 4 may 2011")).person == known["yusuf"]


@pytest.mark.parametrize("text", ["amelia smith 14 mar 2012", "smith 14 mar 2012"])
def test_another_spelling_on_the_very_day_goes_before_another_day(
    admin: Session, lookup: Lookup, known: dict[str, int], text: str
) -> None:
    smyth = deliver(admin, feed(admin), [row("smyth", "SMYTH", "Amelia", "2012-03-14")])["smyth"]
    assert [hit.person for hit in lookup.find(text).hits] == [smyth, known["amelia"]]


def test_the_day_of_birth_makes_up_for_a_name_that_is_not_held(lookup: Lookup, known: dict[str, int]) -> None:
    hit = only(lookup.find("zbigniew smith 14/03/2013"))
    assert (hit.person, hit.band, hit.why) == (known["amelia"], "close", "without *zbigniew*")
    assert lookup.find("zbigniew smith").state == "none"


def test_a_date_that_fits_nobody_is_set_aside_and_that_is_said(lookup: Lookup, known: dict[str, int]) -> None:
    answer = lookup.find("smith amelia 1 jan 1960")
    assert only(answer).person == known["amelia"]
    assert (only(answer).band, only(answer).why) == ("close", "the birth date is another")
    assert answer.understood.endswith("Nobody of that name is recorded with that birth date; shown without it")


@pytest.mark.parametrize("text", ["smith 9y", "smith 2017", "amelia smith about 9"])
def test_who_has_the_name_just_so_is_found_beside_another_name_of_that_birth(
    admin: Session, lookup: Lookup, known: dict[str, int], text: str
) -> None:
    smythe = deliver(admin, feed(admin), [row("smythe", "Smythe", "Amelie", "2017-02-01")])["smythe"]
    answer = lookup.find(text)
    assert [(hit.person, hit.band, hit.why) for hit in answer.hits] == [
        (smythe, "close", ""),
        (known["amelia"], "close", "the birth date is another"),
    ]
    assert answer.understood.endswith(
        "Nobody of just that name has that birth date; who has it with another is shown last"
    )


@pytest.mark.parametrize("text", ["smith 2013", "smith 2012"])
def test_another_birth_is_not_looked_for_once_somebody_has_name_and_birth(
    admin: Session, lookup: Lookup, known: dict[str, int], text: str
) -> None:
    deliver(admin, feed(admin), [row("old", "Smith", "Amelia", "1950-02-01")])
    assert only(lookup.find(text)).person == known["amelia"]


def test_a_birth_date_alone(lookup: Lookup, known: dict[str, int]) -> None:
    assert only(lookup.find("14/03/2013")).person == known["amelia"]
    assert only(lookup.find("edd 3 dec")).person == known["unborn"]


@pytest.mark.parametrize("text", ["baby patel", "the patel infant", "newborn patel"])
def test_a_child_without_a_name_is_found_by_any_word_for_one(
    admin: Session, lookup: Lookup, known: dict[str, int], text: str
) -> None:
    deliver(admin, feed(admin), [row("tia", "Patel", "Tia", "2026-01-01"), row("om", "Patel", "Om", "2026-02-01")])
    hit = lookup.find(text).hits[0]
    assert (hit.person, hit.band) == (known["unborn"], "close")


WHO = {
    "amelia": "amelia",
    "smith": "amelia",
    "grace": "grace",
    "okafor": "grace",
    "elizabeth": "lizzy",
    "yusuf": "yusuf",
}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(WHO)), st.data())
def test_one_slip_in_a_name_never_loses_the_person(
    lookup: Lookup, known: dict[str, int], name: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slip = data.draw(st.sampled_from(["lost", "other", "more", "exchanged"]))
    heard = {
        "lost": name[:at] + name[at + 1 :],
        "other": name[:at] + letter + name[at + 1 :],
        "more": name[:at] + letter + name[at:],
        "exchanged": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    }[slip]
    who = WHO[name]
    assert known[who] in {hit.person for hit in lookup.find(heard).hits}


def test_names_of_the_records_are_not_needed_in_any_case(admin: Session, lookup: Lookup) -> None:
    """A record whose only name has no letters is kept, shown by its number, and breaks nothing."""
    nameless = RecordRow(1, "n", identifiers=(Identifier("NHS", "4857773457", "valid"),),
                                        names=(Name("current", "", "", "."),))  # fmt: skip
    keys = deliver(admin, feed(admin), [nameless])
    assert lookup.find("..").hits == ()
    assert [hit.person for hit in lookup.find("485 777 3457").hits] == [keys["n"]]


def test_of_a_whole_date_alone_who_is_recorded_with_the_year_is_close(known: dict[str, int], lookup: Lookup) -> None:
    assert only(lookup.find("3 may 2009")).band == "close"
    assert only(lookup.find("14 mar 2013")).band == "exact"


@pytest.mark.parametrize("text", ["Agnieszka (Aga) Kowalska", "kowalska agnieszka aga"])
def test_what_somebody_is_also_known_as_is_no_word_that_is_lacking(admin: Session, lookup: Lookup, text: str) -> None:
    """An alias is an entry of its own: beside the name it is borne out by the person, who goes before her namesake."""
    keys = deliver(
        admin,
        feed(admin),
        [
            row("aga", "Kowalska", "Agnieszka", "1990-05-04", also=[Name("alias", "Aga", "", "")]),
            row("other", "Kowalska", "Agnieszka", "2001-02-03"),
        ],
    )
    hits = lookup.find(text).hits
    assert [hit.person for hit in hits] == [keys["aga"], keys["other"]]
    assert hits[0].why == "known as *Aga*"
    assert [hit.band for hit in hits] == ["exact", "close"], "name and alias are both just so"
    assert hits[1].why == "without *aga*"


def test_who_bears_one_word_twice_is_found_by_two_spellings_of_it(admin: Session, lookup: Lookup) -> None:
    people = deliver(admin, feed(admin), [row("d", "Dawit", "Dawit", "1946-06-26"), row("o", "Dawit", "Sara", "1950")])
    assert next(iter(lookup.find("dawt dawid").hits)).person == people["d"]


def test_who_has_one_name_is_not_found_by_two_others_that_are_each_like_it(admin: Session, lookup: Lookup) -> None:
    deliver(admin, feed(admin), [row("m", "Mira", "", "1990-01-02"), row("s", "Mirza", "Samira", "1991-01-02")])
    assert [hit.given for hit in lookup.find("samira mir").hits] == ["Samira"]


@pytest.mark.parametrize(
    ("family", "given", "understood"),
    [
        ("Street", "Ian", "At ian street"),
        ("April", "Born", "Born April, any year"),
        ("April", "Due", "Expected April 2027"),
        ("Lord", "Jack", "Family or given name *jack*"),
        ("Nee", "Ng", "Family or given name *ng*"),
    ],
)
def test_whose_names_are_words_of_an_address_a_birth_or_a_title_is_found_by_them(
    admin: Session, lookup: Lookup, family: str, given: str, understood: str
) -> None:
    """Before everybody who fits what was understood otherwise, and they stay."""
    many = [row(f"jack{letter}", f"Bark{letter}r", "Jack") for letter in "abcdefghijklmnopqrstuvwxyz"]
    home = [row("home", "Okafor", "Grace", house="12", street="IAN STREET", postcode="SK1 3XE")]
    keys = deliver(admin, feed(admin), [row("whole", family, given, "1999-09-09"), *home, *many])
    answer = lookup.find(line := f"{given} {family}".lower())
    hits = [hit.person for hit in answer.hits]
    assert (hits[0], answer.hits[0].band, answer.hits[0].why) == (keys["whole"], "exact", "")
    assert (keys["home"] in hits[1:]) == (line == "ian street")
    assert answer.understood == f"{understood}. *{line}* is a name as well, and those who bear it come first"


@pytest.mark.parametrize("text", ["mill road", "born april", "lady amelia", "at mill road", "mr s", "ali, girl"])
def test_a_line_that_is_nobody_s_whole_name_is_no_name_as_well(
    admin: Session, lookup: Lookup, known: dict[str, int], text: str
) -> None:
    """Each word is somebody's, but not the whole of them one person's."""
    words = ["Mill", "Road", "Born", "April", "Lady", "At", "Mr", "Girl", "S"]
    deliver(admin, feed(admin), [row(word, "Zzyzx", word) for word in words])
    assert "a name as well" not in lookup.find(text).understood


def test_a_number_in_a_line_leaves_the_other_words_what_they_are(admin: Session, lookup: Lookup) -> None:
    deliver(admin, feed(admin), [row("ian", "Street", "Ian", "1999-09-09"), row("case", "Case", "Jo")])
    assert lookup.find("12 ian street").state == "none"
    assert lookup.find("case 249012").state == "none"


@pytest.mark.parametrize(
    "text",
    [
        "do we know evie lingford",
        "lingford evie speaks polish",
        "Kind regards, Evie Lingford",
        "evie lingford mum rosa hart",
        "hi can you look up evie lingford please",
        "do we know evie lingferd",
        "evi lingford works at tesco 2013",
        "lingford, evie, born yesterday",
        "evie lingford not lingard 2013",
    ],
)
def test_many_words_that_are_no_names_hide_nobody_who_has_two_neighbours_just_so(
    admin: Session, lookup: Lookup, text: str
) -> None:
    """Before whoever has fewer of the words, and what the name lacks is told."""
    others = [row(name, name, "Mina", "2013-01-02") for name in ("Do", "We", "Lingard", "Kind", "Yesterday")]
    keys = deliver(admin, feed(admin), [*others, row("evie", "Lingford", "Evie", "2013-03-14")])
    first = lookup.find(text).hits[0]
    assert (first.person, first.band) == (keys["evie"], "close")
    assert first.why.startswith("without *")


def test_it_is_not_said_that_nobody_is_there_whose_two_neighbouring_words_are(admin: Session, lookup: Lookup) -> None:
    others = [
        row("st", "Lingford", "St Marys", "1990-01-02"),
        row("says", "Lingford", "Says Caller", "1990-01-02"),
    ]
    evie = row("evie", "Lingford", "Evie", "2013-03-14", house="12", street="MILL LANE", postcode="SK1 3XE")
    keys = deliver(admin, feed(admin), [*others, evie])
    for text in ("evie lingford year 8 at st marys", "caller says evie lingford sk1"):
        answer = lookup.find(text)
        assert answer.hits[0].person == keys["evie"]
        assert "obody" not in answer.understood
