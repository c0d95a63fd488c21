"""The quick reading of an address as most are written comes to what the careful one comes to."""

from hypothesis import given, settings
from hypothesis import strategies as st

from importers.checking.usual_places import usual
from importers.values.places import Parts, _cached, address

_HOUSES = st.sampled_from(["12", "7A", "7b", "No 4", "12-14", "Flat 3, 12", "FLAT 12A, 9", "Flat 3b, 1"])
_STREETS = st.sampled_from(["Acacia", "High", "St", "St Marks", "Hospital", "Refuge", "Kent", "London", "Hostel"])
_ROADS = st.sampled_from(["Road", "Street", "Lane", "View", "Court"])
_TOWNS = st.sampled_from(["Wembley", "London", "Kent", "West Drayton", "England", "Refuge", "Withheld"])
_INSIDE = st.sampled_from(["", ", HA0 2AB", ", QV1 1AA", ", HA0 2CK"])
_CODES = st.sampled_from(["", "HA0 2AB", "ha02ab", "ZZ99 3VZ", "E8", "nonsense"])


@settings(max_examples=400)
@given(_HOUSES, _STREETS, _ROADS, _TOWNS, _INSIDE, _CODES, st.sampled_from(["whole", "lines", "town"]))
def test_quick_is_careful(house: str, street: str, road: str, town: str, inside: str, code: str, how: str) -> None:
    whole = f"{house} {street} {road}, {town}{inside}"
    lines = tuple(whole.split(", "))
    match how:
        case "whole":
            parts = Parts(full=whole, postcode=code)
        case "lines":
            parts = Parts(lines=lines, postcode=code)
        case _:
            parts = Parts(lines=lines[:-1], town=lines[-1], postcode=code, uprn="100")
    assert address(parts) == _cached(parts)
    one = ", ".join(filter(None, (parts.full, *parts.lines, parts.town)))
    (*columns,), (wrong,), odd = usual([one], [parts.town], [code], [parts.uprn])
    if not odd:
        assert (("current", *(column[0] for column in columns)), wrong) == _cached(parts)


def test_most_addresses_are_usual() -> None:
    told = ["12 Acacia Road, Wembley", "Flat 3, 7a High Street, Wembley, HA0 2AB", "NFA", ""]
    assert usual(told, [""] * 4, ["HA0 2AB", "", "", ""], [""] * 4).odd == {2, 3}
