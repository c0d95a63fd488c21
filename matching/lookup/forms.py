"""The shapes in which numbers, postcodes, addresses and telephones are typed, in lower case and without marks."""

from __future__ import annotations

import re

from matching.lookup.dateforms import MONTHS_SAID, UNIT
from matching.scoring.addresses import AREAS

ID_LABEL = (
    "case|cms|ref|reference|id|upn|uprn|nino|ni|national insurance|pnc|cro|crn|lcs|ehm|mosaic|emis|hospital|trust|mrn|"
    "urn|tenant|tenancy|rent|council tax|housing|school|account|record|patient|pupil|student|client|custody|niche|"
    "nominal"
)
_WHOSE_ID = "council|custody|hospital|housing|police|school"

_NUMBER_WORD = r"(?:[ .:#-]{0,2}\b(?:no|num|number|nr|ref|reference|id|account)\b)*[.:#= ]*"
NOWHERE = "ZZ"
"""The area of postcodes that stand for no fixed abode."""
_STREETS = (
    "road|rd|street|st|avenue|ave|av|lane|ln|drive|dr|close|cl|way|court|ct|gardens|gdns|garden|crescent|cres|place|pl|terrace|ter|"
    "grove|gr|hill|square|sq|park|parade|rise|walk|mews|green|row|view|mount|house|lodge|mansions|heights|estate|path|yard|wharf|quay"
)
_FLAT = r"(?:flat|apartment|apt|unit|room|studio|maisonette|suite)\.?(?: no\.?)?"
_STOREY = r"(?:(?:lower |upper )?ground|first|second|third|top|[1-9](?:st|nd|rd|th))"
_FLOOR = rf"(?:(?P<floor>(?:basement|garden) flat|{_STOREY} floor(?: flat)?),? )?"
_LETTER = r"(?: ?[a-z](?![a-z.]))?"
_HOUSE = (
    rf"{_FLOOR}(?:{_FLAT} ?(?P<flat>[a-z]?\d{{1,3}}[a-z]?|[a-z])[ ,;]+|(?P<slash>\d{{1,3}}[a-z]?) ?/ ?(?=\d))?"
    rf"(?:\b(?:no|number)\.? ?)?(?P<house>(?!(?:19|20)\d\d\b)\d{{1,4}}{_LETTER}(?:-\d{{1,4}}[a-z]?)?)"
)
_WORDS = r"(?!at )[a-z]{2,}\.? (?:[a-z]+\.? ){0,3}?"
_ENDED = rf"(?:{_STREETS}|[a-z]{{3,}}way)\b(?! (?:{_STREETS})\b)"

_UPN = r"[a-z](?: ?\d){11} ?[a-z\d]\b"
_NINO = r"[a-z]{2}(?: ?\d\d){3} ?[a-d]\b"
ROAD = re.compile(rf"\b(?:{_STREETS}|[a-z]{{3,}}way)$")
"""An address beyond doubt ends so."""
_NO_ID = "|".join(
    (
        r"\d\d?(?P<mark>[./-])\d\d?(?P=mark)(?:\d\d)?\d\d\b",
        rf"\d\d?(?:st|nd|rd|th)?[ -]?(?:of )?(?:{MONTHS_SAID})(?![a-z])",
        rf"\d{{1,3}}[ -]?{UNIT}\b",
        rf"\d{{1,4}}[a-z]? {_WORDS}{_ENDED}",
        rf"(?:{'|'.join(sorted((*AREAS, NOWHERE))).lower()})\d[a-z\d]? ?\d[a-z]{{2}}\b",
    )
)
"""A date, an age, an address or a postcode behind such a word: Mrs Case was born on that day, a tenant lives there."""
_ID_VALUE = (
    rf"(?!{_NO_ID})(?P<value>{_UPN}|{_NINO}|\d{{3}}(?P<gap>[ ./-])\d{{3}}(?P=gap)\d{{4}}(?![ -]?\d)"
    r"|(?=[a-z./-]*\d)[a-z0-9][a-z0-9./-]*)"
)


def id_behind(label: str) -> re.Pattern[str]:
    """An id behind a label (a regular expression with that group). Groups: label; value; gap, where the value is
    spaced as only an NHS number is.
    """
    return re.compile(
        rf"\b(?:(?:our|your|their|nhs) )?{label}(?:id|no|ref|number)?(?![a-z])"
        rf"{_NUMBER_WORD}{_ID_VALUE}"
    )


LABELLED_ID = id_behind(rf"(?P<label>(?:(?:{_WHOSE_ID}) )?(?:{ID_LABEL}))")
SPACED_ID = re.compile(rf"\b(?P<value>{_UPN}|{_NINO})")
LABELLED_NUMBER = re.compile(
    r"\b(?:nhs or other |(?<!nhs ))(?:number|num|nr|no\.?) (?:beginning )?\d(?:[ -]?\d){4,8}(?![ -]?\d)"
)
LABELLED_NHS = re.compile(
    r"\bnhs(?! or other)(?:no|number)?(?![a-z])(?: (?:no|number|num)\b)?[.:# ]*(?:beginning )?"
    r"(?P<digits>(?>\d(?:[ -]?\d){0,9})\d*)"
)
NUMBER_END = re.compile(r"(?:\b(?:nhs )?(?:number|no)\.? )?\b(?:ends?|ending)\b(?: in| with)? (?P<digits>\d[\d -]*)")
_PHONE_WORD = r"(?:telephone|phone|tel|mobile|mob|landline|cell|ph)(?![a-z])(?: (?:number|no)\b)?[.: ]*"
_BRITISH = r"(?:(?:\+44|0044) ?\(?0?\)?|\(?0)"
_EXTENSION = r"(?:,? ?\b(?:ext|extn|extension|x)\.? ?(?P<extension>\d{1,6})\b)?"
PHONE = re.compile(
    rf"(?:\b{_PHONE_WORD})?(?<![\d+])(?P<digits>{_BRITISH}(?:[ ().-]*\d){{10}}(?!\d)"
    rf"|{_BRITISH}(?:[ ().-]*\d){{9}}(?![ -]?\d)|\+(?!44)\d{{1,3}}(?:[ ()-]*\d){{6,12}}(?!\d)){_EXTENSION}"
)
LABELLED_PHONE = re.compile(rf"\b{_PHONE_WORD}(?P<digits>[+(]?\d(?:[ ()-]*\d){{4,14}}){_EXTENSION}")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*")
NHS = re.compile(
    r"(?:\bnumber )?(?<!\d)(?<!\d[ -])(?<!\+)"
    r"(?:\d{3}[ ./-]?\d{3}[ ./-]?\d{4}(?![ -]?\d)|\d{10}(?= \d{1,4}[a-z]? [a-z]))"
)
"""Behind ten digits in one may stand a house's number."""
LOOSE_NHS = re.compile(r"(?:\bnumber )?(?<!\d)\d(?:[ -]?\d){9}(?!\d)")
STREET = re.compile(
    rf"(?:\bat )?\b{_HOUSE},? (?P<street>{_WORDS}{_ENDED}|(?:the )?[a-z]{{3,}}way\b)"
    rf"(?:,? {_FLAT} (?P<after>\d{{1,3}}[a-z]?|[a-z])\b)?"
)
FLAT_IN = re.compile(
    rf"(?:\bat )?\b(?<!basement )(?<!garden )(?<!floor ){_FLAT} ?(?P<flat>\d{{1,3}}[a-z]?|[a-z]),? "
    rf"(?P<street>{_WORDS}{_ENDED})"
)
STREET_AT = re.compile(rf"\bat (?P<street>{_WORDS}{_ENDED})(?= ?(?:$|[,;]))")
STREET_ALONE = re.compile(
    r"(?:^|[,;] ?|\bat )(?P<street>(?:(?:st|saint|the|upper|lower|old|new|great|little|north|south|east|west)\.? )?"
    r"[a-z]+ (?:road|rd|avenue|ave|crescent|cres|gardens|gdns|terrace|street|drive))(?= ?(?:$|[,;]))"
)
STREET_BEGUN = re.compile(
    r"(?:^|\bat )(?P<house>(?!(?:19|20)\d\d\b)\d{1,4}[a-z]?) "
    r"(?P<street>(?!at )[a-z]+\.?(?: [a-z]+\.?){0,3})(?= ?(?:$|[,;]))"
)
_OUTWARD = r"(?:\bat )?\b(?P<out>(?P<area>[a-z]{1,2})\d[a-z\d]?)"
_NO_INWARD = rf"(?!\d(?:st|nd|rd|th) (?:of )?(?:{MONTHS_SAID}|floor)\b)"
POSTCODE = re.compile(rf"{_OUTWARD}(?:[ -]|, )?{_NO_INWARD}(?P<inward>\d[a-z]{{2}})\b")
"""'SK1 3rd march' is a date in a district."""
SECTOR = re.compile(rf"{_OUTWARD} (?P<inward>\d[a-z])\b")
PART_POSTCODE = re.compile(rf"{_OUTWARD}(?: (?P<inward>\d[a-z]?))?\b(?!-)")
DEATH = re.compile(
    r"\b(?:d\.?o\.?d\b\.?|date of death|died|deceased|passed away)(?: on| in)?[ :,=-]*"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ ./-]*(?:of )?(?:\d{{1,2}}|(?:{MONTHS_SAID})(?![a-z]))[ ,./-]*(?:\d{{4}}|\d\d)\b"
    rf"|(?:(?:{MONTHS_SAID})\.? )?(?:19|20)\d\d\b(?![./-]\d))"
)
GLUED_POSTCODE = re.compile(rf"{_OUTWARD}(?P<inward>\d[a-z])\b")
OUTWARD_BEFORE, INWARD_BEGUN = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? $"), re.compile(r"\d[a-z]")
HOUSE_AT = re.compile(rf"(?:\bat )?(?<![\d-]){_HOUSE}(?![\d-])")
_SCHOOL = (
    r"(?:(?:pre-?)?school|primary|infants|juniors|secondary|comprehensive|academy|college|nursery|kindergarten)\b"
    rf"(?: (?:school|academy|college|nursery)\b)*(?! (?:{_STREETS})\b)"
)
_ANY_WORDS = r"(?:[a-z.&-]+ )"
_TO_THE_END = r"[a-z][^,;|\d]*"
SCHOOL = re.compile(
    rf"\b(?=[agips])(?:(?:at|in) {_ANY_WORDS}{{0,5}}?{_SCHOOL}"
    rf"|(?:attends|attending|goes to|(?:pupil|student) (?:at|of)) {_TO_THE_END}"
    rf"|school ?(?:[:=] ?{_TO_THE_END}|(?:is )?{_ANY_WORDS}{{1,5}}?{_SCHOOL}))"
    rf"|(?<=[,;]) ?{_ANY_WORDS}{{1,5}}?(?!school|college){_SCHOOL}(?= ?(?:$|[,;]))"
)
"""'at Park Lane Primary School', 'school: Park Lane', ', Park Lane Primary'; School, College and Park are family names
as well, so one of them alone is no school.
"""
NO_PLACE = re.compile(r"\b(?:(?:of )?no fixed (?:abode|address)|nfa)\b")
MIXED_ID = re.compile(rf"\b(?!no\.)(?!\d{{1,3}}{UNIT}\b)(?=[a-z./-]*\d)(?=[\d./-]*[a-z])[a-z0-9]+(?:[./-][a-z0-9]+)*\b")
NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d)*")
SIX_DIGITS = re.compile(r"(?P<day>[0-3]\d)(?P<number>[01]\d)(?P<year>\d\d)")
NAME_WORDS = re.compile(
    r"\b(?:spelled|spelt|(?:also |better )?known as|a\.?k\.?a\b|f\.?k\.?a\b|nee|formerly|previously|called|alias"
    r"|(?:(?:child|mother|father|patient|pupil|client)s? (?:full )?"
    r"|(?:family|given|first|last|middle|full|maiden|previous) ?|sur|fore)names?"
    r"|(?:names?|family|given|first|last|fore|sur)(?= ?[:=]))\b\.? ?[:=]?"
)
ECHO = re.compile(
    r"^(?:family or given name|names) (?=\w|[^\x00-\x7f])|\bin any order\b"
    r"|\bpost ?code(?: beginning)?\b:?(?= *[a-z]{1,2}\d)"
)
FRACTION = re.compile(r"[¼-¾⅐-⅞]")
"""'2½ years' is '2.5 years'."""
APOSTROPHE = re.compile(r"['’‘`´ʼʹ](?!\d\d\b)")
"""Not before a year: 'born '73'."""
NO_PART = re.compile(r"[*%\"_;]")
DOT_BETWEEN = re.compile(r"(?<=[^\W\d_])\.(?=[^\W\d_])")
SPELLED = re.compile(r"\b[^\W\d_](?:-[^\W\d_]){2,}\b|\b[^\W\d_](?:[ .-]{1,2}[^\W\d_]){3,}\b")
"""'s-m-y-t-h-e', 's m y t h e': letters of one word; up to three without hyphens are initials."""
DIGIT = re.compile(r"\d")
LIVES = re.compile(
    r"\b(?:(?:living|lives?|resides?|home|address(?: is)?) ?:? ?at|(?:address|lives)(?: is)? ?:?"
    r"|near|nr(?= [a-z])|from(?! \d+ ?(?:-|to\b|and\b)| (?:19|20)\d\d\b)) (?=[a-z]* ?\d)"
)
LIVES_ON = re.compile(
    r"\b(?:(?:living|lives?|lived|resides?|staying|stays) (?:(?:at|in|on|off) )?|on )"
    rf"(?={_WORDS}{_ENDED} ?(?:$|[,;]))"
)
"""Said of an address; 'at' stands for all of them."""
WITHOUT_DIGITS = (EMAIL, NO_PLACE, SCHOOL, STREET_AT, STREET_ALONE)
"""Of the forms that take something out of a text those that need no digit: most keys are letters of a name."""
