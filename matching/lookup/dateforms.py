"""The shapes in which birth dates, ages and spans of them are typed, in lower case and without marks."""

from __future__ import annotations

import re

from store.disclosure.wording import MONTHS

MONTHS_SAID = "|".join([*(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS), "sept"]).lower()
_MONTH = rf"(?P<month>{MONTHS_SAID})(?![a-z])"
_DUE = (
    r"(?:baby |child )?\b(?P<due>edd|edc|due|expected|expecting)\b(?: date)?(?: of (?:birth|delivery|confinement))?"
    r"(?: is| on| in)?[\s:=-]*"
)
_BORN = (
    r"\b(?:d\.? ?o\.? ?b\b\.?|dob(?=\d)|date of birth|birth ?da(?:te|y)|born\b(?: on| in)?|b\b\.?)(?: is| was)?[\s:=-]*"
)
_WEEKDAY = r"(?:\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tues|weds|thurs?),? )?(?:\bthe )?"
_LEAD = rf"(?:{_DUE}|{_BORN})?{_WEEKDAY}"
_DAY = r"(?P<day>\d{1,2})"
_TH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TIME = r"(?:[t ,]{1,2}\d\d?:\d\d(?::\d\d(?:\.\d+)?)?z?(?![\d:]))?"
_BETWEEN = r" ?[-/.,|\\] ?"
_APART = r"(?<!\d)(?<!\d[ ./-])"  # digits that go on to the left or right belong to a longer number
_ALONE = r"(?!\d)(?![ ./-]\d)"

_DUE_MONTH = rf"{_DUE}{_MONTH}"

DATES = tuple(
    re.compile(form)
    for form in (
        rf"{_LEAD}(?<!\d){_YEAR}[-/.](?P<number>\d{{1,2}})[-/.]{_DAY}(?!\d){_TIME}",
        rf"{_LEAD}(?<!\d){_DAY}{_BETWEEN}(?P<number>\d{{1,2}}){_BETWEEN}(?P<year>\d{{4}}|\d{{2}})(?!\d){_TIME}",
        rf"{_LEAD}{_APART}{_DAY} (?P<number>\d{{1,2}}) (?P<year>(?:19|20)\d\d|\d\d){_ALONE}",
        rf"{_LEAD}{_APART}{_YEAR} (?P<number>\d\d) (?P<day>\d\d){_ALONE}",
        rf"{_LEAD}(?<!\d){_YEAR}-(?P<number>0?[1-9]|1[0-2]){_ALONE}",
        rf"{_LEAD}{_APART}(?P<number>\d{{1,2}})/{_YEAR}{_ALONE}",
        rf"{_LEAD}{_APART}{_DAY}/(?P<number>\d{{1,2}}){_ALONE}",
        rf"{_LEAD}{_APART}{_YEAR}(?P<number>[01]\d)(?P<day>[0-3]\d){_ALONE}",
        rf"{_LEAD}{_APART}(?P<day>[0-3]\d)(?P<number>[01]\d){_YEAR}{_ALONE}",
        rf"{_LEAD}(?<!\d){_YEAR}[ ./,-]+{_MONTH}[ ./,-]*{_DAY}{_TH}(?!\w)",
        rf"{_LEAD}(?:(?<=dob)|(?<![\da-z])){_DAY}{_TH}(?: of)?[ ./-]*{_MONTH}\.?"
        r"(?:[ ,./'-]*(?P<year>\d{4}|\d{2})\b(?!:))?"
        rf"(?:,? any year(?:, or in [a-z]+ (?P<else>\d{{4}}))?)?{_TIME}",
        rf"{_LEAD}\b{_MONTH}\.?[ /-]?(?:the )?{_DAY}{_TH}[ ,/-]+(?P<year>\d{{4}})\b{_TIME}",
        rf"{_LEAD}\b{_MONTH}\.?[ ,/'-]*(?P<year>\d{{4}})\b",
        rf"{_LEAD}\b{_MONTH}\.? ?'(?P<year>\d\d)\b",
        rf"{_LEAD}\b{_MONTH}\.?[ /-]?(?:the )?{_DAY}{_TH}\b",
        rf"{_LEAD}{_APART}{_YEAR}{_ALONE}",
        rf"(?:{_BORN})?(?<![\w'])'(?P<year>\d\d)\b",
        rf"\bborn in (?:the year )?(?P<year>\d\d){_ALONE}",
        rf"\bborn (?P<year>3[2-9]|[4-9]\d){_ALONE}",
        _DUE_MONTH,
        rf"{_DUE}{_APART}{_YEAR}{_ALONE}",
    )
)
"""The surest first. Groups: due, day, month (its name) or number, year, else (the year, if the day was none)."""
BORN_MONTH = re.compile(rf"\bborn (?:on |in )?{_MONTH}(?:,? any year)?")
"""'born in may'."""
DUE_MONTH = re.compile(_DUE_MONTH)
"""'edd march'."""

_ABOUT = r"(?:about|abt|approx(?:imately)?|around|circa|roughly|nearly|almost)\b\.?"
UNIT = r"(?:years?|yrs?|yo|y/o|y|months?|mths?|mos?|m|weeks?|wks?|w|days?|d)"
_COUNT = r"(?P<count>\d{1,3})"
_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
)  # fmt: skip
_NUMBER = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b")
_IN_WORDS = re.compile(
    rf"(?P<led>\b(?:age[d:]?|year|yr|turn(?:ed|s|ing)|{_ABOUT}) (?:{_ABOUT} )?)?"
    rf"{_NUMBER.pattern}(?:(?:-| (?:or|to|and) ){_NUMBER.pattern})?(?(led)|(?=[ -](?:year|yr|month|week|day)s?\b))"
)
_HALF = re.compile(
    rf"(?P<count>(?<![\d./-])\d{{1,3}}|{_NUMBER.pattern})"
    rf"(?: and a half\b|(?: 1/2|(?<=\d) ?\.5)(?![\d./]))(?P<unit> ?{UNIT}\b)?(?P<alone> *(?=$|[,;)\]]))?"
)
_YEAR_GROUP = r"(?:in )?(?:school )?(?:year|yr)(?: group)?"
_AGED = r"\b(?:age[d:]?|age is|(?:just )?turn(?:ed|s|ing))[ :=]*"
_OLD = r"(?:[ -]of[ -]age|[ -]old)?"
_NO_DATE = rf"(?! ?(?:of )?(?:{MONTHS_SAID})\b)(?! ?[./-] ?\d)"
AGES = tuple(
    re.compile(form)
    for form in (
        rf"{_AGED}(?P<about>{_ABOUT}|~)? ?{_COUNT}\b{_NO_DATE}(?:[ -]?(?P<unit>{UNIT}\b))?{_OLD}",
        rf"{_AGED}(?P<about>{_ABOUT}|~)? ?{_COUNT}(?P<unit>{UNIT}\b){_OLD}",
        rf"(?P<about>\b{_ABOUT}|~) ?{_COUNT}(?:[ -]?(?P<unit>{UNIT}\b))?{_OLD}(?![\w/]){_NO_DATE}",
        rf"{_APART}{_COUNT} ?(?P<about>ish)\b(?P<unit>)",
        rf"(?<![\w./-])(?P<about>){_COUNT}[ -]?(?P<unit>{UNIT})\b{_OLD}",
        r"\((?P<about>)(?P<count>[1-9]\d{0,2})(?P<unit>)\)(?! ?\d)",
    )
)
"""Groups: about, count, unit ('' or None: years)."""
WHO_AND_AGE = re.compile(
    rf"\b(?P<who>boy|girl|male|female|son|daughter)[ ,:]{{1,2}}(?=\d{{1,2}}(?![\w/.-]){_NO_DATE}(?! ?{UNIT}\b))"
)
"""'girl, 9'."""


def in_digits(text: str) -> str:
    """The same with ages in digits: 'about nine', 'seven or eight years'. Number words that are no age stay words."""
    text = _HALF.sub(_whole, text)
    return _IN_WORDS.sub(lambda age: _NUMBER.sub(lambda one: str(_NUMBERS.index(one[0]) + 1), age[0]), text)


def _whole(half: re.Match[str]) -> str:
    """'9½' and 'nine and a half' are '9 years', '2½ months' '2 months'; of a house's number 12½ the 12 is left."""
    if half["unit"] or (half["alone"] is None and "and" not in half[0]):
        return f"{half['count']}{half['unit'] or ''}"
    return f"{half['count']} years{half['alone'] or ''}"


_TO = r" ?(?:-|to|or|and) ?"
_EITHER = r" ?(?:-|/|to|or|and) ?"
_SAID = rf"(?:(?:{_ABOUT}|~) ?)?(?:(?:between |from )?\d{{1,3}}{_EITHER})?\d{{1,3}}"
_WEEKS = r"(?:weeks?|wks?|w)\b"
_MONTHS = r"(?P<{}>months?|mths?)\b"
SCHOOL_YEAR = re.compile(
    rf"\b(?=[isy])(?<!\d[ -])(?<!\bthe )(?:{_YEAR_GROUP} ?|y)(?P<low>1[0-3]|[1-9])(?:{_EITHER}(?P<high>1[0-3]|[1-9]))?"
    rf"(?![\w-])(?! ?[./] ?\d){_NO_DATE}"
)
"""'in year 4', 'yr 3/4', 'Y4'. Groups: low, high."""
RECEPTION = re.compile(rf"\b(?=[irsy])(?:(?:in )?reception\b(?: (?:class|year)\b)?|{_YEAR_GROUP} r\b)")
_SIDES = r"(?P<side>under|over|(?:young|old)er than)"
_BEYOND = rf"\b(?=[aouy])(?:aged? )?{_SIDES} (?P<count>\d{{1,3}})(?:s\b|(?:[ -]?(?P<unit>{UNIT}))?\b{_OLD})"
BEYOND = re.compile(rf"{_BEYOND}{_ALONE}(?![\w-]){_NO_DATE}")
"""'under 5', 'over 60s'. Groups: side, count, unit."""
DUE_IN = re.compile(
    rf"(?:baby |child )?\b(?:due|expected|expecting)(?: date)? in (?:{_ABOUT} )?{_COUNT} ?"
    r"(?P<unit>(?:month|week|day)s?|mths?|wks?)\b"
)
"""'due in three weeks'. Groups: count, unit."""
PREGNANCY = re.compile(
    rf"\bpregnant[ ,(]{{1,2}}(?:{_ABOUT} )?(?P<far>\d{{1,2}})(?: ?\+ ?\d)?"
    rf"(?: ?/ ?40\b| ?{_WEEKS}| ?{_MONTHS.format('far_months')})\)?"
    rf"|(?<![\w./-])(?P<weeks>\d{{1,2}})(?: ?\+ ?\d)?"
    rf"(?: ?/ ?40\b| ?(?:{_WEEKS}|{_MONTHS.format('months')}) ?(?=pregnant|gestation))"
    r"(?: ?(?:pregnant|gestation))?"
)
"""'24 weeks pregnant', 'pregnant, 6 months'. Groups: weeks or far, the number; months or far_months, if of those."""
SAID_AGES = (
    SCHOOL_YEAR,
    re.compile(rf"{_BEYOND}(?! ?[\w./-])"),
    DUE_IN,
    PREGNANCY,
    re.compile(rf"{_AGED}{_SAID}(?:[ -]?{UNIT})?\b{_NO_DATE}{_OLD}"),
    re.compile(
        rf"(?<![\w./-]){_SAID}[ -]?(?:years?|yrs?|yo|y/o|y|months?|mths?|mos?|weeks?|wks?|days?)\b{_OLD}"
        r"(?! ?(?:pregnant|gestation))"
    ),
    re.compile(rf"(?:\b{_ABOUT}|~) ?\d{{1,3}}(?![\w/]){_NO_DATE}"),
)
"""Ages beyond doubt, that no house is numbered: '13y north hill', 'aged 13, 12 mill lane'; 12d and 9m may be houses."""
AGE_SPANS = (
    re.compile(
        rf"(?:{_AGED}|\bbetween (?!(?:19|20)\d\d))(?:between |from )?(?P<low>\d{{1,3}}){_EITHER}(?P<high>\d{{1,3}})\b"
        rf"{_NO_DATE}(?:[ -]?(?P<unit>{UNIT}\b))?{_OLD}"
    ),
    re.compile(rf"(?<![\w./-])(?P<low>\d{{1,3}}){_EITHER}(?P<high>\d{{1,3}})[ -]?(?P<unit>{UNIT})\b{_OLD}"),
)
"""'9 to 11 years', 'aged 9-11', '7/8 years old'. Groups: low, high, unit."""
BARE_SPAN = re.compile(
    r"(?:^|(?<=[^\W\d], )|(?<=[^\W\d] )(?<!\b(?:at|no) )(?<!\b(?:dob|nhs|tel) )(?<!\bflat ))"
    rf"(?P<low>\d{{1,2}}){_TO}(?P<high>\d{{1,2}})(?P<unit>)(?= ?(?:$|,(?! *;)))"
)
"""'9-10' behind a name and before nothing else: not a house's number, nor a part of one of a person."""

_PART = r"(?:(?P<part>early|mid|late)[ -]?)?"
DECADES = re.compile(rf"(?:\baged )?(?:\bin )?(?:\b(?:his|her|their|the) )?{_PART}(?<![\w.-])(?P<decade>[1-9]0)s\b")
"""'in her early 30s': an age. Groups: part, decade."""

YEAR_SPANS = (
    re.compile(
        rf"(?:\bborn )?(?:\bin )?(?:\bbetween |\bfrom )?(?<![\d/.-]){_YEAR}"
        rf"(?:{_EITHER}(?P<last>(?:19|20)\d\d)|(?P<sign>[-/])(?P<short>\d\d)){_ALONE}"
    ),
    re.compile(rf"(?:\bborn )?(?:\bin )?(?:\bthe )?{_PART}\b(?P<decade>(?:19|20)\d0)s\b"),
    re.compile(rf"(?:\bborn )?(?:\bin )?(?:\b{_ABOUT} ?|~ ?|\bc\.? ?)(?P<near>(?:19|20)\d\d){_ALONE}"),
    re.compile(rf"(?:\bborn )?(?:\bin )?{_APART}(?P<near>(?:19|20)\d\d) ?ish\b"),
)
"""'1984 to 1986', 'the 1980s', 'about 1985'. Groups: year and last (or sign and its last
two digits); part and decade; near."""
