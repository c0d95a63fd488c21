"""The shapes in which numbers, postcodes, addresses and telephones are typed, in lower case and without marks."""

from __future__ import annotations

import re

_ID_LABEL = (
    "case|cms|ref|reference|id|upn|uprn|nino|ni|pnc|cro|crn|lcs|ehm|mosaic|emis|hospital|mrn|urn|"
    "tenancy|account|record|patient|pupil"
)
AREAS = re.compile(
    "ab|al|b|ba|bb|bd|bh|bl|bn|br|bs|bt|ca|cb|cf|ch|cm|co|cr|ct|cv|cw|da|dd|de|"
    "dg|dh|dl|dn|dt|dy|e|ec|eh|en|ex|fk|fy|g|gl|gu|gy|ha|hd|hg|hp|hr|hs|hu|hx|"
    "ig|im|ip|iv|je|ka|kt|kw|ky|l|la|ld|le|ll|ln|ls|lu|m|me|mk|ml|n|ne|ng|nn|np|nr|"
    "nw|ol|ox|pa|pe|ph|pl|po|pr|rg|rh|rm|s|sa|se|sg|sk|sl|sm|sn|so|sp|sr|ss|st|"
    "sw|sy|ta|td|tf|tn|tq|tr|ts|tw|ub|w|wa|wc|wd|wf|wn|wr|ws|wv|yo|ze|zz"
)
_STREETS = (
    "road|rd|street|st|avenue|ave|av|lane|ln|drive|dr|close|cl|way|court|ct|gardens|gdns|garden|crescent|cres|place|pl|terrace|ter|"
    "grove|gr|hill|square|sq|park|parade|rise|walk|mews|green|row|view|mount|house|lodge|mansions|heights|estate|path|yard|wharf|quay"
)
_UNIT = r"(?:flat|apartment|apt|unit|room|studio|no|number)\.?"
_HOUSE = (
    rf"(?:{_UNIT} ?(?P<flat>[a-z]?\d{{1,3}}[a-z]?|[a-z])[ ,;]+)?"
    r"(?P<house>(?!(?:19|20)\d\d\b)\d{1,4}[a-z]?(?:-\d{1,4}[a-z]?)?)"
)

LABELLED_ID = re.compile(
    rf"\b(?P<label>{_ID_LABEL})(?![a-z])(?: (?:no|number|num|ref|id)\b)?[.:# ]*"
    r"(?P<value>(?=[a-z./-]*\d)[a-z0-9][a-z0-9./-]*)"
)
LABELLED_NUMBER = re.compile(r"\b(?:nhs or other |(?<!nhs ))number (?:beginning )?\d(?:[ -]?\d){4,9}(?![ -]?\d)")
LABELLED_NHS = re.compile(
    r"\bnhs(?![a-z])(?: (?:no|number|num)\b)?[.:# ]*(?:beginning )?(?P<digits>\d(?:[ -]?\d){0,9})?(?!\d)"
)
LABELLED_PHONE = re.compile(
    r"\b(?:telephone|phone|tel|mobile|mob)(?![a-z])(?: number)?[.: ]*(?P<digits>[+(]?\d[\d ()-]{3,17}\d)"
)
NHS = re.compile(r"(?<!\d)(?<!\d[ -])(?:\d{3}[ -]?\d{3}[ -]?\d{4})(?![ -]?\d)")
PHONE = re.compile(r"(?<![\d+])(?:\+44|0044|\(?0)(?:[ ()-]*\d){9,10}(?![ -]?\d)")
LOOSE_NHS = re.compile(r"(?<!\d)\d(?:[ -]?\d){9}(?!\d)")
STREET = re.compile(rf"\b{_HOUSE},? (?P<street>(?:[a-z]+ ){{1,4}}?(?:{_STREETS}))\b(?! (?:{_STREETS})\b)")
POSTCODE = re.compile(r"\b(?P<out>[a-z]{1,2}\d[a-z\d]?) ?(?P<inward>\d[a-z]{2})\b")
PART_POSTCODE = re.compile(r"\b(?P<out>[a-z]{1,2}\d[a-z\d]?)(?: (?P<inward>\d[a-z]?))?\b(?!-)")
GLUED_POSTCODE = re.compile(r"\b(?P<out>[a-z]{1,2}\d[a-z\d]?)(?P<inward>\d[a-z])\b")
HOUSE_AT = re.compile(rf"(?<![\d-]){_HOUSE}(?![\d-])")
MIXED_ID = re.compile(r"\b(?=[a-z./-]*\d)(?=[\d./-]*[a-z])[a-z0-9]+(?:[./-][a-z0-9]+)*\b")
NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d)*")
ECHO = re.compile(
    r"^(?:family or given name|names) (?=\w)|\bin any order\b|\b(?:living )?at (?=flat |\d)|\bpostcode(?: beginning)?\b"
)
