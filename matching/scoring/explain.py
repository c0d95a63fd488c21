"""A weight in words: every summand as a sentence to read out, adding up to the weight exactly."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matching.scoring.compare import LEVELS, Comparison, Field
from matching.scoring.weights import GRAIN, PRIOR, RELATIVE, Weighed

Agreement = Literal["same", "close", "differs", "missing"]

_NAMES = {
    "SAME": "is the same",
    "VARIANT": "is a usual short form or another spelling of the same name",
    "CLOSE": "differs by a keying slip",
    "PART": "is part of the other one",
    "MIDDLE": "is a middle name on the other record",
    "INITIAL": "is only an initial on one record, and it fits",
    "SIMILAR": "looks alike, or is short for the same name, but is not the same",
    "HALF": "is only half alike",
    "DIFFERENT": "is different",
    "UNNAMED": "is not there yet on either record, under one roof and one family name",
}
_NUMBERS = {
    "SAME": "is the same",
    "SLIP": "differs by one digit",
    "TWO": "differs by two digits",
    "DIFFERENT": "is different",
}
_CONTACT = {"SAME": "is the same", "CLOSE": "differs by one digit", "DIFFERENT": "is different"}
_TITLES = {
    Field.FAMILY: "family name",
    Field.GIVEN: "given name",
    Field.MIDDLE: "middle name",
    Field.ORDER: "order of names",
    Field.BIRTH: "birth date",
    Field.SEX: "recorded sex",
    Field.NHS: "NHS number",
    Field.NUMBER: "other official number",
    Field.EMAIL: "e-mail address",
    Field.ATTRIBUTE: "further detail",
    Field.POSTCODE: "postcode",
    Field.HOME: "house and street",
    Field.TOWN: "town",
    Field.PHONE: "telephone number",
}
_SAYS: dict[Field, dict[str, str]] = {
    Field.FAMILY: _NAMES,
    Field.GIVEN: _NAMES,
    Field.MIDDLE: _NAMES,
    Field.ORDER: {
        "SWAPPED": "is exchanged: one record's given name is the other's family name",
        "HALF": "is exchanged: the only name of one record stands in the other column of the other",
    },
    Field.BIRTH: {
        "SAME": "is the same",
        "SWAPPED": "is the same with day and month exchanged",
        "SLIP": "differs by one digit or one day",
        "PARTS": "agrees in two of day, month and year",
        "MONTH": "agrees as far as it is known: month and year",
        "YEAR": "agrees as far as it is known: the year",
        "FIRST": "is 1 January on one record, which often stands for the year alone, and the year agrees",
        "NEAR": "is less than a month apart",
        "YEAR_NEAR": "is known to the year only, and is one year apart",
        "ABOUT": "is less than a month apart but for a slip of the year",
        "DIFFERENT": "is different",
    },
    Field.SEX: {"SAME": "is the same", "DIFFERENT": "is different"},
    Field.NHS: _NUMBERS,
    Field.NUMBER: _NUMBERS,
    Field.EMAIL: {
        "SAME": "is the same",
        "CLOSE": "is almost the same",
        "LOCAL": "has the same name before the @, at another provider",
        "DIFFERENT": "is different",
    },
    Field.ATTRIBUTE: {
        "SEVERAL": "is the same, and so is another",
        "SAME": "is the same",
        "SOME": "is the same, while another differs",
        "CLOSE": "is nearly the same",
        "DIFFERENT": "is different",
    },
    Field.POSTCODE: {
        "SAME": "is or was the same",
        "SLIP": "differs by one character",
        "DISTRICT": "is in the same district",
        "DIFFERENT": "is different",
    },
    Field.HOME: {
        "SAME": "are or were the same",
        "CLOSE": "are or were nearly the same",
        "STREET": "agree in the street, not in the house",
        "DIFFERENT": "are different",
    },
    Field.TOWN: {"SAME": "is the same", "CLOSE": "is nearly the same", "DIFFERENT": "is different"},
    Field.PHONE: _CONTACT,
}
_SHORT = {
    "SAME": "the same",
    "VARIANT": "short form or other spelling",
    "CLOSE": "nearly the same",
    "PART": "part of the other",
    "MIDDLE": "the other's middle name",
    "INITIAL": "an initial that fits",
    "SIMILAR": "alike, not the same",
    "HALF": "half alike",
    "SWAPPED": "exchanged",
    "LOCAL": "same name, other provider",
    "SEVERAL": "several the same",
    "SOME": "one the same, one other",
    "SLIP": "one slip apart",
    "PARTS": "two of three parts agree",
    "MONTH": "agrees to the month",
    "YEAR": "agrees to the year",
    "FIRST": "1 January, same year",
    "NEAR": "less than a month apart",
    "YEAR_NEAR": "one year apart",
    "ABOUT": "a month and a slip of the year",
    "TWO": "two digits differ",
    "DISTRICT": "same district",
    "STREET": "same street, other house",
    "DIFFERENT": "different",
    "UNNAMED": "not there yet on either",
    "MISSING": "not given",
}
_AGREES: dict[str, Agreement] = {
    "SAME": "same", "MISSING": "missing", "DIFFERENT": "differs", "HALF": "differs", "YEAR_NEAR": "differs",
    "STREET": "differs", "TWO": "differs", "ABOUT": "differs", "SEVERAL": "same",
}  # fmt: skip


@dataclass(frozen=True)
class Summand:
    """One bar of the explanation. `level` is the name of the level, '' for the prior and the relative bar."""

    part: str
    level: str
    bits: float

    @property
    def agreement(self) -> Agreement:
        """How the two sides of the field stand to each other."""
        return _AGREES.get(self.level, "close") if self.level else "missing"

    @property
    def title(self) -> str:
        """What the bar is about, as a noun."""
        if self.part in (PRIOR, RELATIVE):
            return "starting point" if self.part == PRIOR else "relatives and neighbours"
        return _TITLES[Field(self.part)]

    @property
    def words(self) -> str:
        """The bar in a few words, to stand beside the two values."""
        if self.part == PRIOR:
            return "two records at random are hardly ever one person"
        if self.part == RELATIVE:
            return "a relative or neighbour would agree like this too"
        rare = _rarity(self.bits) if self.level == "SAME" and self.part in (Field.FAMILY, Field.GIVEN) else ""
        return _SHORT[self.level] + rare

    @property
    def sentence(self) -> str:
        """The bar read out."""
        if self.part == PRIOR:
            return f"Two records picked at random are hardly ever one person: {_against(self.bits)}."
        if self.part == RELATIVE:
            return f"The same would fit a relative or neighbour at this address: {_against(self.bits)}."
        field = Field(self.part)
        if self.level == "MISSING":
            return f"Nothing is said about the {_TITLES[field]}: one side or both did not supply it."
        rare = _rarity(self.bits) if self.level == "SAME" and field in (Field.FAMILY, Field.GIVEN) else ""
        return f"The {_TITLES[field]} {_SAYS[field][self.level]}{rare}: {_counts(self.bits)}."


def _rarity(bits: float) -> str:
    if bits >= 12:
        return ", and very few have it"
    return ", but many have it" if bits < 6 else ""


def _counts(bits: float) -> str:
    if abs(bits) < 0.05:
        return "counts for nothing"
    return f"counts {bits:.1f} for one person" if bits > 0 else _against(bits)


def _against(bits: float) -> str:
    return f"counts {-bits:.1f} against" if bits <= -0.05 else "counts for nothing"


def pack(comparison: Comparison, weighed: Weighed, pairs: NDArray[np.int64]) -> list[str]:
    """The evidence of these pairs as JSON: which fields said something, the level, and 1/1024 bits."""
    levels = np.stack([comparison.levels[f][pairs] for f in Field], axis=1).tolist()
    summands: list[list[float]] = weighed.summands[pairs].tolist()
    return [pack_one(row, bits) for row, bits in zip(levels, summands, strict=True)]


_BEGINS = [f'["{field.value}",' for field in Field]


def pack_one(levels: Sequence[int], summands: Sequence[float]) -> str:
    """As `pack`, of one pair: a level per `Field`, the summands in the order of `PARTS`."""
    first, *bits, last = (round(one * GRAIN) for one in summands)
    said = [f"{begin}{level:d},{b}]," for begin, level, b in zip(_BEGINS, levels, bits, strict=True) if level]
    return f'[["{PRIOR}",0,{first}],{"".join(said)}["{RELATIVE}",0,{last}]]'


def levels(evidence: str) -> dict[str, int]:
    """Field → level of packed evidence, of the fields that said something."""
    rows: list[tuple[str, int, int]] = json.loads(evidence)
    return {part: level for part, level, _ in rows}


def unpack(evidence: str) -> tuple[Summand, ...]:
    """The summands of packed evidence, in the order they are explained; their bits add up to the weight."""
    rows: list[tuple[str, int, int]] = json.loads(evidence)
    return tuple(
        Summand(part, LEVELS[Field(part)](level).name if part in LEVELS else "", grains / GRAIN)
        for part, level, grains in rows
    )
