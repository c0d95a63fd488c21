"""What is seen in one look, over a column, is what the closer look at each cell says (domain/10)."""

from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from importers.values import dates, names, numbers
from importers.values.stand_ins import about

_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")
_DAYS = st.builds(
    lambda day, form: day.strftime(form), st.dates(date(1890, 1, 1), date(2110, 1, 1)), st.sampled_from(_FORMS)
)
_ODD_DAYS = st.sampled_from(
    ["29/02/2023", "31/04/2013", "13/13/2013", "00/00/0000", "01/01/1970", "2013/03/14", "14/03/20I3", "1٣/03/2013"]
)


@settings(max_examples=300)
@given(_DAYS | _ODD_DAYS, st.sampled_from(["day-first", "month-first"]))
def test_a_plain_day_is_the_day_that_the_closer_look_finds(text: str, order: dates.Order) -> None:
    plain = dates.plain(text, order)
    assert plain in ("", dates._closer(text, order, None).iso)


@settings(max_examples=200)
@given(
    st.lists(st.from_regex(r"[0-9]{10}", fullmatch=True) | st.sampled_from(["", "943 476 5919", "9434765919", "N/A"]))
)
def test_only_the_nhs_numbers_that_are_valid_as_they_stand_need_no_closer_look(texts: list[str]) -> None:
    odd = set(numbers.odd_nhs(texts))
    valid = {at for at, text in enumerate(texts) if text and numbers.nhs(text) == numbers.Checked(text, "valid")}
    assert odd == set(range(len(texts))) - valid


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["12", "007", "0", "000", "", "P12", "1204.0", "1.2E+09", "-", "9"])))
def test_numbers_that_are_all_plain_have_nothing_wrong(texts: list[str]) -> None:
    if numbers.all_source_ids(texts):
        assert not any(map(numbers.source_id, texts))
    elif all(text.isdecimal() for text in texts) and texts:
        assert any(map(numbers.source_id, texts))


_WORDS = st.sampled_from(
    [
        "smith",
        "o'brien-smith",
        "émile",
        "anderson",
        "sand",
        "and",
        "&",
        "team",
        "teams",
        "academy",
        "trust",
        "duty",
        "bby",
        "exors",
        "of",
        "the",
        "unborn",
        "twin",
        "2",
        "baby",
        "boy",
        "null",
        "n/k",
        "foetus",
        "mr",
        "housing",
        "desk",
    ]
)
_CASES = st.sampled_from([str, str.upper, str.title, str.capitalize])


@settings(max_examples=300)
@given(st.lists(_WORDS, min_size=1, max_size=3), _CASES)
def test_nothing_odd_is_in_a_plain_name_however_it_is_written(words: list[str], written: Callable[[str], str]) -> None:
    text = written(" ".join(words))
    if names.plain(text):
        assert not any(about(text)), text
        assert names.part(text) == names.Part(text)
