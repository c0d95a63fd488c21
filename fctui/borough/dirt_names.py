"""Dirt in names. Each function changes a record, or says that it could not (False)."""

from functools import cache
from random import Random

from fctui.borough.lists import rows
from fctui.borough.records import Record

NEIGHBOURS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        ("sqz", "vng", "xvd", "sfec", "wrd", "dgrv", "fhtb", "gjyn", "uok", "hknu", "jli", "kop", "nk",
         "bmh", "ipl", "ol", "wa", "etf", "adwx", "rygf", "yij", "cbf", "qes", "zcs", "tuh", "xas"),
        strict=True,
    )
)  # fmt: skip
PLACEHOLDERS = ("Unknown", "UNKNOWN", "TBC", ".", "XX", "Not Known", "NK", "-")
ORGANISATIONS = (
    ("Duty Team", ""),
    ("St Mary's School", ""),
    ("Borough Council", "Housing"),
    ("Police", "Metropolitan"),
    ("Northwick Lodge Care Home", ""),
    ("Limited", "Acorn Lettings"),
)
JUNK = ("ZZ_{}", "{} (2)", "DUPLICATE_{}", "{} DO NOT USE", "MIG_ERROR_{}")


@cache
def short_forms() -> dict[str, tuple[str, ...]]:
    """Given name → its short forms."""
    return {row[0]: row[1:] for row in rows("short_forms.txt")}


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Name → the other spellings of it."""
    return {name: tuple(other for other in row if other != name) for row in rows("spellings.txt") for name in row}


def typo(word: str, dice: Random) -> str:
    """`word` with one slip of the fingers."""
    place = dice.randint(1, len(word) - 1)
    kind = dice.random()
    letter = word[place]
    if kind < 0.3:
        near = NEIGHBOURS.get(letter.lower(), "e")
        return word[:place] + dice.choice(near) + word[place + 1 :]
    if kind < 0.55 and len(word) > 3:
        return word[:place] + word[place + 1 :]
    if kind < 0.75 and place + 1 < len(word):
        return word[:place] + word[place + 1] + letter + word[place + 2 :]
    return word[:place] + letter + word[place:]


def real(record: Record) -> bool:
    """Whether both halves of the name are whole ones of somebody born and named."""
    return bool(record.first) and len(record.first) > 1 and len(record.last) > 1 and not record.person.stage


def upper_case(record: Record, _: Random) -> bool:
    if record.last.isupper() and record.first.isupper():
        return False
    record.last, record.first = record.last.upper(), record.first.upper()
    return True


def lower_case(record: Record, _: Random) -> None:
    record.last, record.first = record.last.lower(), record.first.lower()


def trailing_space(record: Record, dice: Random) -> None:
    if dice.random() < 0.6:
        record.last += " "
    else:
        record.first += " "


def inner_spaces(record: Record, dice: Random) -> None:
    record.last = f" {record.last}"
    if " " in record.first.strip() and dice.random() < 0.8:
        record.first = record.first.replace(" ", "  ")


def nbsp(record: Record, _: Random) -> None:
    if " " in record.first.strip():
        record.first = record.first.replace(" ", "\u00a0")
    else:
        record.last += "\u00a0"


def swapped(record: Record, _: Random) -> None:
    record.last, record.first = record.first, record.last


def one_column(record: Record, dice: Random) -> None:
    if dice.random() < 0.7:
        record.last, record.first = f"{record.last.upper()}, {record.first}", ""
    else:
        record.last, record.first = f"{record.last} {record.first}", ""


def title_in_name(record: Record, dice: Random) -> None:
    young = record.person.age() < 16
    woman = "Miss" if young else dice.choice(("Mrs", "Ms", "Miss", "Mrs."))
    title = woman if record.person.sex == "F" else "Master" if young else "Mr"
    record.first = f"{title} {record.first}"


def hyphen_variant(record: Record, dice: Random) -> bool:
    mark = "-" if "-" in record.last else " " if " " in record.last.strip() else ""
    if not mark or "(" in record.last or "," in record.last:
        return False
    others = [other for other in (" ", "-", "", " - ") if other != mark]
    record.last = dice.choice(others).join(record.last.strip().split(mark))
    return True


def apostrophe_variant(record: Record, dice: Random) -> bool:
    if "'" not in record.last:
        return False
    record.last = record.last.replace("'", dice.choice(("", " ", "\u2019", "`")))
    return True


def alias_in_brackets(record: Record, dice: Random) -> bool:
    if record.first not in short_forms():
        return False
    short = record.letters(dice.choice(short_forms()[record.first]))
    record.first = f"{short} ({record.first})" if dice.random() < 0.7 else f"{record.first} (known as {short})"
    return True


def also_known_as(record: Record, dice: Random) -> None:
    other = record.letters(record.person.culture.family(dice))
    record.last += f" {dice.choice(('AKA', 'aka', 'a.k.a.', 'f/k/a'))} {other}"


def nee(record: Record, dice: Random) -> bool:
    former = record.person.former
    if former is None or former.family.lower() in record.last.lower():
        return False
    wording = dice.choice(("(née {})", "(nee {})", "nee {}", "(formerly {})"))
    record.last += " " + wording.format(record.letters(former.family))
    return True


def short_form(record: Record, dice: Random) -> bool:
    first, _, rest = record.first.partition(" ")
    if first.title() not in short_forms():
        return False
    short = dice.choice(short_forms()[first.title()])
    record.first = record.letters(f"{short} {rest}".strip())
    return True


def other_spelling(record: Record, dice: Random) -> bool:
    found = spellings()
    first, last = record.first.title() in found, record.last.title() in found
    if first and (not last or dice.random() < 0.6):
        record.first = record.letters(dice.choice(found[record.first.title()]))
    elif last:
        record.last = record.letters(dice.choice(found[record.last.title()]))
    return first or last


def typo_given(record: Record, dice: Random) -> bool:
    if not real(record) or len(record.first) < 3:
        return False
    record.first = typo(record.first, dice)
    return True


def typo_family(record: Record, dice: Random) -> bool:
    if len(record.last) < 3:
        return False
    record.last = typo(record.last, dice)
    return True


def middle_as_first(record: Record, _: Random) -> bool:
    if not real(record) or not record.person.name.middle or record.person.name.middle in record.first:
        return False
    record.first = record.letters(record.person.name.middle)
    return True


def initial_only(record: Record, dice: Random) -> None:
    record.first = record.first[0] + ("." if dice.random() < 0.4 else "")


def half_family(record: Record, dice: Random) -> bool:
    halves = [half for half in record.last.replace("-", " ").split(" ") if len(half) > 3]
    if len(halves) != 2:
        return False
    record.last = dice.choice(halves)
    return True


def no_given_name(record: Record, _: Random) -> None:
    record.first = ""


def no_family_name(record: Record, dice: Random) -> None:
    record.last = dice.choice(("", ".", "-"))


def placeholder_name(record: Record, dice: Random) -> None:
    record.first = dice.choice(PLACEHOLDERS)


def comma_in_name(record: Record, dice: Random) -> None:
    if dice.random() < 0.5:
        record.last += ","
    else:
        second = record.person.name.middle or record.person.name.given[:1]
        record.first = f"{record.first}, {record.letters(second)}"


def junk_on_name(record: Record, dice: Random) -> None:
    record.last = dice.choice(JUNK).format(record.last)


def organisation(record: Record, dice: Random) -> None:
    record.last, record.first = dice.choice(ORGANISATIONS)
    record.born, record.nhs, record.hard = None, "", "organisation"


def test_record(record: Record, dice: Random) -> None:
    record.last, record.first = dice.choice((("Test", "Test"), ("TEST PATIENT", "ZZZ"), ("Mouse", "Test")))
    record.nhs, record.hard = "", "test_record"
