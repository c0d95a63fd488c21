"""Rows from a pool of few values, so that any two of them may be one person, relatives, twins, or nobody's match."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.matching.people import row

HOMES = ({}, {"house": "12", "street": "high road", "postcode": "HA9 7RR"}, {"house": "3", "street": "low road"})
NUMBERS = ("", "", "4857773456", "9434765919")

ANYBODY = st.builds(
    lambda family, given, birth, home, nhs, phone, sex: row(
        "", family, given, birth, nhs=nhs, phone=phone, sex=sex, **home
    ),
    st.sampled_from(["Smith", "Smith", "Smith", "Smyth", "Khan"]),
    st.sampled_from(["Amelia", "Amelia", "Amelia", "Amy", "Emily", ""]),
    st.sampled_from(["2013-03-14", "2013-03-14", "2013-03-14", "2013-03-15", "1980-07-21", ""]),
    st.sampled_from(HOMES),
    st.sampled_from(NUMBERS),
    st.sampled_from(["", "+442071234567", "+442079876543"]),
    st.sampled_from(["", "F", "F", "M"]),
)
"""Anybody: guards of every kind come up."""

AMELIA = st.builds(
    lambda home, phone, sex: row("", "Smith", "Amelia", "1968-03-14", nhs=NUMBERS[-1], phone=phone, sex=sex, **home),
    st.sampled_from([*HOMES, HOMES[1], {"house": "12", "street": "mill lane", "postcode": "HA9 7RX"}]),
    st.sampled_from(["", "+442071234567", "+442079876543"]),
    st.sampled_from(["", "F"]),
)
"""One name, birth date and NHS number, other places: no guard stands between any two, only weights of many sizes."""
