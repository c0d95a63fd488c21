"""Made-up people of many tongues and what careless typists make of them, as rows for the engine without a hub."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from matching.scoring import dates
from matching.scoring.columns import Builder, Table

GIVEN = """
    Anna Jürgen Zofia Paweł Ingrid Björn Lucía Javier Xiaoming Yuki Fatima Omar Ayşe Mehmet Guðrún Ólafur Siobhán Declan
    Priya Rajesh Nkechi Chidi Marta Tomasz Helga Stefan Carmen Diego Leila Hassan Mei Jian Sigrún Einar Aoife Niamh
    Deepa Suresh Adaeze Kwame Greta Klaus Elena Mateo Samira Khalid Hana Kenji Brigitte Horst
""".split()  # noqa: SIM905 - lists of names read better so
STEMS = """
    Schmidt Mueller Kowalsk Nowak García Fernández Wang Tanaka al-Jabouri Haddad Yıldız Kaya Jónsson Ólafsdóttir O'Brien
    Murphy Patel Krishnan Okafor Mensah Wiśniewsk Zielińsk López Ortega Zhang Suzuki Rahman Hussain Demir Einarsson
    Byrne Doyle Shah Reddy Eze Owusu Becker Vogel Ruiz Castillo Chen Sato Farouk Nasser Guðmundsson Keane Iyer Obi Lang
""".split()  # noqa: SIM905
TOWNS = "Altona Bergen Cuenca Drammen Esbjerg Fulda Girona Hilden Izmir Jena".split()  # noqa: SIM905
STREETS = ("Lindenweg", "Calle Mayor", "Hauptstraße", "ulica Polna", "Storgata", "Rua Nova", "Kirchplatz", "Via Roma")


@dataclass(frozen=True)
class Row:
    """One row of somebody's file."""

    truth: str
    given: str
    family: str
    birth: str
    house: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    email: str = ""
    number: str = ""
    household: str = ""
    trade: str = ""


def people(count: int, seed: int) -> list[Row]:
    """Clean rows, one a person, in households of one to four; family names follow the customs of their tongues."""
    dice = Random(seed)
    found: list[Row] = []
    while len(found) < count:
        stem = dice.choice(STEMS) + dice.choice(("", "", "", "er", "mann", "ez"))
        home = (str(dice.randint(1, 120)), dice.choice(STREETS), f"{dice.randint(10000, 99999)}", dice.choice(TOWNS))
        household = f"H{dice.randint(100000, 999999)}"
        for given in dice.sample(GIVEN, dice.choice((1, 1, 2, 3, 4))):
            family = stem + dice.choice("ia") if stem.endswith("sk") else stem
            birth = f"{dice.randint(1940, 2020)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            number = f"{dice.randint(10**7, 10**8 - 1)}"
            email = f"{given}.{family}{dice.randint(1, 99)}@example.org".lower()
            trade = dice.choice(("baker", "nurse", "driver", "teacher", "clerk", "cook", "smith", "farmer"))
            found.append(Row(f"p{len(found)}", given, family, birth, *home, email, number, household, trade))
    return found[:count]


def slip(word: str, dice: Random) -> str:
    """One keying slip: a letter doubled, lost, replaced, or exchanged with its neighbour."""
    if len(word) < 3:
        return word
    at = dice.randint(1, len(word) - 2)
    return dice.choice(
        (
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + dice.choice("aeinrst") + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


_DIRT: tuple[Callable[[Row, Random], Row], ...] = (
    lambda r, d: replace(r, given=slip(r.given, d)),
    lambda r, d: replace(r, family=slip(r.family, d)),
    lambda r, _: replace(r, given=r.family, family=r.given),
    lambda r, _: replace(r, family=""),
    lambda r, _: replace(r, birth=r.birth and r.birth[:8] + f"{int(r.birth[8:]) % 28 + 1:02}"),
    lambda r, _: replace(r, birth=""),
    lambda r, d: replace(r, street=slip(r.street, d)),
    lambda r, _: replace(r, postcode=r.postcode[1] + r.postcode[0] + r.postcode[2:]),
    lambda r, d: replace(
        r, house=str(d.randint(1, 120)), street=d.choice(STREETS), postcode=f"{d.randint(10000, 99999)}"
    ),
    lambda r, d: replace(r, email=slip(r.email, d)),
    lambda r, _: replace(r, email="", number=""),
)


def soiled(clean: list[Row], seed: int, copies: int = 2, slips: int = 2) -> list[Row]:
    """The clean rows and `copies` of each, with up to so many slips a copy; in no order."""
    dice = Random(seed)
    rows = list(clean)
    for row in clean:
        for _ in range(copies):
            copy = row
            for dirt in dice.sample(_DIRT, dice.randint(0, slips)):
                copy = dirt(copy, dice)
            rows.append(copy)
    dice.shuffle(rows)
    return rows


ALL = ("name", "birth", "home", "town", "email", "number", "trade")


def table(rows: list[Row], kinds: tuple[str, ...] = ALL) -> Table:
    """Columns of these rows: of each row only what is named in `kinds` ('household' is a number too)."""
    builder = Builder(len(rows))
    for place, row in enumerate(rows):
        builder.name(
            place, row.given if "name" in kinds else "", "", row.family if {"name", "family"} & {*kinds} else ""
        )
        if "birth" in kinds:
            builder.birth[place] = dates.code(row.birth)
        if "home" in kinds:
            builder.address(place, row.postcode, row.house, row.street, row.town)
        elif "town" in kinds:
            builder.address(place, "", "", "", row.town)
        if "email" in kinds and row.email:
            builder.email(place, row.email)
        if "number" in kinds and row.number:
            builder.number(place, "person", row.number)
        if "household" in kinds and row.household:
            builder.number(place, "household", row.household)
        if "trade" in kinds:
            builder.attribute(place, "occupation", row.trade)
    return builder.table()
