"""Random tables of few values, so that any two records may agree in anything, and random models to weigh them by."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from matching.linkage import forms
from matching.scoring.columns import Builder, Table
from matching.scoring.compare import LEVELS, Field
from matching.scoring.person import Person
from matching.scoring.weights import Model, shipped

GIVEN = (
    "Amelia",
    "Amelia Rose",
    "Amy",
    "Emily",
    "Emilia",
    "A",
    "Mohammed",
    "Muhammad",
    "Smith",
    "Rose",
    "Unborn",
    "",
    "Zoë",
)
FAMILY = ("Smith", "Smyth", "Smith-Jones", "Jones", "Khan", "Amelia", "O'Brien", "OBrien", "Rose", "", "Kahn")
MIDDLE = ("", "", "", "Rose", "R", "Ann", "Amelia")
BIRTHS = (
    0,
    20130314,
    20130315,
    20130413,
    20131403,
    20130300,
    20130000,
    20140314,
    19871129,
    19781129,
    19870101,
    20230411,
)
POSTCODES = ("", "HA9 7RR", "HA9 7RS", "HA9 7SR", "HA1 1AA", "NW10 2AA", "NW10")
HOUSES = ("", "12", "12a", "3 12", "14", "rose cottage")
STREETS = ("", "High Road", "High Rd", "Hihg Road", "Low Road", "Mill Lane")
PHONES = ("+447700900123", "+447700900124", "+447700900132", "+442071234567")
EMAILS = (
    "a.smith83@example.org",
    "a.smith12@example.org",
    "a.smith@example.org",
    "asmith@example.org",
    "a.smith@example.com",
    "b@example.org",
)
NUMBERS = (0, 0, 4857773456, 4857773465, 4857773546, 9434765919)


def random_table(seed: int, size: int) -> Table:
    """`size` records; some without a name, some with several names, addresses, telephones."""
    dice = np.random.default_rng(seed)

    def one_of(values: tuple[Any, ...]) -> Any:
        return values[dice.integers(len(values))]

    builder = Builder(size)
    for row in range(size):
        builder.birth[row], builder.nhs[row], builder.sex[row] = one_of(BIRTHS), one_of(NUMBERS), dice.integers(3)
        for _ in range(dice.choice(4, p=[0.03, 0.75, 0.17, 0.05])):
            builder.name(row, one_of(GIVEN), one_of(MIDDLE), one_of(FAMILY))
        for _ in range(dice.choice(3, p=[0.1, 0.7, 0.2])):
            uprn = one_of(("", "", "", "100", "200"))
            builder.address(row, one_of(POSTCODES), one_of(HOUSES), one_of(STREETS), one_of(("", "London")), uprn)
        for _ in range(dice.integers(3)):
            builder.phone(row, one_of(PHONES))
        for _ in range(dice.integers(2)):
            builder.email(row, one_of(EMAILS))
        if dice.random() < 0.2:
            builder.number(row, "UPN", one_of(("A801200001001", "A801200001002")))
        if dice.random() < 0.2:
            builder.attribute(row, one_of(("birth place", "occupation")), one_of(("Leeds", "nurse", "nurses")))
    return builder.table()


def people(table: Table) -> list[Person]:
    """Each record of a table by itself, as its form says it."""
    bodies = forms.pack(np.zeros(table.size, np.int64), table)
    return [forms.person(memoryview(body).cast("Q"))[1] for body in bodies]


def all_pairs(table: Table) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Every two records."""
    left, right = np.triu_indices(table.size, 1)
    return left, right


def random_model(seed: int) -> Model:
    """Chances of any size and in any order, however little sense they make; shares at any levels."""
    dice = np.random.default_rng(seed)
    raw = json.loads(shipped().body)
    for field, table in raw["chances"].items():
        for level in LEVELS[Field(field)]:
            if level:
                table[level.name] = (10 ** -dice.uniform(0, 6, 5)).tolist()
    raw["expected"] = {name: float(value * 10 ** dice.uniform(-1, 1)) for name, value in raw["expected"].items()}
    raw["together"] = float(10 ** dice.uniform(-1, 1))
    raw["by_share"] = {name: levels for name, levels in raw["by_share"].items() if dice.random() < 0.8}
    raw["discount"] = {name: dice.uniform(0.1, 1.0, 12).tolist() for name in raw["smoothing"] if dice.random() < 0.3}
    return Model.load(json.dumps(raw))
