"""Dirt in NHS numbers and addresses. Each function changes a record, or says that it could not (False)."""

from random import Random

from fctui.borough.dirt_names import typo
from fctui.borough.numbers import spaced, valid_nhs
from fctui.borough.places import INWARD_LETTERS
from fctui.borough.records import Record

SHORT_ROADS = {
    "Road": "Rd", "Street": "St", "Avenue": "Ave", "Close": "Cl", "Gardens": "Gdns", "Lane": "Ln", "Crescent": "Cres",
    "Drive": "Dr", "Court": "Ct", "Grove": "Gr", "Terrace": "Terr", "Place": "Pl",
}  # fmt: skip
ABROAD = (
    ["14 Rue des Lilas", "75011 Paris", "France"],
    ["ul. Polna 3", "Lublin", "Poland"],
    ["Lagos", "Nigeria"],
    ["Sylhet", "Bangladesh"],
)


def plain_number(record: Record) -> bool:
    """Whether there is an NHS number that nothing was done to yet."""
    return bool(record.nhs) and not record.nhs_text


def nhs_spaced(record: Record, _: Random) -> bool:
    if not plain_number(record) or record.feed.style.spaced_nhs:
        return False
    record.nhs_text = spaced(record.nhs)
    return True


def nhs_dashed(record: Record, _: Random) -> None:
    record.nhs_text = spaced(record.nhs, "-")


def nhs_float(record: Record, _: Random) -> None:
    record.nhs_text = f"{record.nhs}.0"


def nhs_scientific(record: Record, _: Random) -> None:
    record.nhs_text = f"{int(record.nhs):.5E}"


def nhs_wrong_digit(record: Record, dice: Random) -> None:
    place = dice.randint(1, 8)
    digit = str((int(record.nhs[place]) + dice.randint(1, 9)) % 10)
    record.nhs = record.nhs[:place] + digit + record.nhs[place + 1 :]


def nhs_transposed(record: Record, dice: Random) -> bool:
    place = dice.randint(1, 7)
    number = record.nhs
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if wrong == number or valid_nhs(wrong):
        return False
    record.nhs = wrong
    return True


def nhs_short(record: Record, _: Random) -> None:
    record.nhs = record.nhs[:9]
    record.nhs_text = record.nhs


def nhs_repeated_digit(record: Record, dice: Random) -> None:
    record.nhs = dice.choice("0123456789") * 10
    record.nhs_text = record.nhs


def nhs_of_mother(record: Record, _: Random) -> bool:
    mother = record.person.mother
    if mother is None or not mother.nhs or record.feed.style.nhs < 0.1:
        return False
    record.nhs, record.nhs_text = mother.nhs, ""
    record.hard = record.hard or "mothers_nhs"
    return True


def has_postcode(record: Record) -> bool:
    """Whether the last line is a whole postcode of some place."""
    return len(record.lines) > 2 and " " in record.lines[-1] and not record.lines[-1].startswith("ZZ99")


def road_abbreviated(record: Record, _: Random) -> bool:
    for place, line in enumerate(record.lines):
        head, last = line.rpartition(" ")[::2]
        if head and last in SHORT_ROADS:
            record.lines[place] = f"{head} {SHORT_ROADS[last]}"
            return True
    return False


def address_upper(record: Record, _: Random) -> bool:
    record.lines = [line.upper() for line in record.lines]
    return bool(record.lines)


def postcode_joined(record: Record, dice: Random) -> None:
    joined = record.lines[-1].replace(" ", "")
    record.lines[-1] = joined.lower() if dice.random() < 0.15 else joined


def postcode_missing(record: Record, dice: Random) -> None:
    outward = record.lines.pop().split(" ")[0]
    if dice.random() < 0.2:
        record.lines.append(outward)


def postcode_typo(record: Record, dice: Random) -> None:
    postcode = record.lines[-1]
    place = dice.choice((-1, -2, -3))
    pool = "0123456789" if place == -3 else INWARD_LETTERS
    letter = dice.choice([other for other in pool if other != postcode[place]])
    record.lines[-1] = postcode[:place] + letter + (postcode[place + 1 :] if place != -1 else "")


def postcode_letter_o(record: Record, _: Random) -> bool:
    if not has_postcode(record) or not ("0" in record.lines[-1] or "1" in record.lines[-1]):
        return False
    record.lines[-1] = record.lines[-1].replace("0", "O").replace("1", "I")
    return True


def street_typo(record: Record, dice: Random) -> bool:
    for place, line in enumerate(record.lines):
        number, _, street = line.partition(" ")
        if number[:1].isdigit() and len(street) > 5 and place < len(record.lines) - 1:
            record.lines[place] = f"{number} {typo(street, dice)}"
            return True
    return False


def flat_behind(record: Record, dice: Random) -> bool:
    if len(record.lines) < 4 or not record.lines[0].startswith("Flat "):
        return False
    flat, first = record.lines[0], record.lines[1]
    if first[:1].isdigit() and dice.random() < 0.5:
        record.lines[:2] = [f"{flat.removeprefix('Flat ')}/{first}"]
    else:
        record.lines[:2] = [f"{first} {flat}"]
    return True


def town_missing(record: Record, _: Random) -> None:
    del record.lines[-2]


def address_missing(record: Record, _: Random) -> None:
    record.lines = []


def care_of(record: Record, dice: Random) -> None:
    record.lines.insert(0, f"c/o {dice.choice(('Mrs Green', 'Civic Centre', 'the hostel', 'grandmother'))}")


def address_withheld(record: Record, dice: Random) -> None:
    record.lines = [dice.choice(("Address withheld", "WITHHELD", "Protected address"))]


def overseas(record: Record, dice: Random) -> None:
    record.lines = list(dice.choice(ABROAD))


def forces_post(record: Record, dice: Random) -> None:
    record.lines = [f"BFPO {dice.randint(2, 58)}"]


def line_breaks(record: Record, _: Random) -> bool:
    if len(record.lines) < 2:
        return False
    record.lines = ["\n".join(record.lines)]
    return True
