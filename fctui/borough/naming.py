"""How families of many cultures name their members: what is passed on, what marriage changes."""

from dataclasses import dataclass
from functools import cache
from random import Random

from fctui.borough.lists import Ranked, Weighted, sections

OLDER_NAMES_BEFORE = 1975


@dataclass(frozen=True, slots=True)
class Habits:
    """What a culture does with names.

    custom: how a family name comes about; takes: chance that a wife takes her husband's;
    composed: share of family names put together from parts (the long tail);
    flat: small means that a few family names dominate; year_only: share of people born abroad
    whose birth date is only known as a year.
    """

    share: float
    custom: str = "inherited"
    takes: float = 0.8
    composed: float = 0.3
    flat: float = 5.0
    year_only: float = 0.0
    middle: float = 0.5


CULTURES: dict[str, Habits] = {
    "english": Habits(26, composed=0.4, middle=0.8),
    "scottish": Habits(2.5, composed=0.35, middle=0.8),
    "irish": Habits(6, composed=0.35, middle=0.7),
    "welsh": Habits(1.5, composed=0, flat=1, middle=0.7),
    "pakistani": Habits(8, "begum", takes=0.3, composed=0.2, year_only=0.04),
    "bangladeshi": Habits(3, "begum", takes=0.2, composed=0.35, year_only=0.06),
    "hindu": Habits(13, composed=0.2, flat=1, middle=0.5),
    "sikh": Habits(4, "sikh", takes=0.9, composed=0, flat=4),
    "tamil": Habits(3, "father last", takes=0.7, composed=0),
    "nigerian": Habits(4, composed=0.55, middle=0.7),
    "ghanaian": Habits(2, composed=0.4, middle=0.6),
    "somali": Habits(4, "three names", takes=0, composed=0, year_only=0.14),
    "eritrean": Habits(1.5, "father last", takes=0, composed=0, year_only=0.08),
    "arabic": Habits(3.5, takes=0.25, composed=0.55, year_only=0.05),
    "iranian": Habits(2.5, takes=0.2, composed=0.65, year_only=0.08),
    "turkish": Habits(1, composed=0.5, flat=4),
    "polish": Habits(3, "gendered", takes=0.9, composed=0.6),
    "romanian": Habits(3, composed=0.5),
    "portuguese": Habits(2.5, "double", takes=0.5, composed=0.25, flat=3),
    "spanish": Habits(1, "double", takes=0.05, composed=0),
    "caribbean": Habits(6, composed=0.25, middle=0.6),
    "chinese": Habits(1.5, "chinese", takes=0.15, composed=0, flat=3),
    "vietnamese": Habits(0.6, "vietnamese", takes=0, composed=0, flat=0.5),
    "greek": Habits(0.8, "gendered", composed=0.5),
    "bulgarian": Habits(1.2, "gendered", takes=0.9, composed=0.6),
    "filipino": Habits(1, takes=0.9, composed=0),
    "congolese": Habits(0.9, composed=0.6),
    "albanian": Habits(0.8, composed=0),
    "jewish": Habits(0.9, takes=0.9, composed=0.5),
    "italian": Habits(0.8, takes=0.2, composed=0.55),
    "nepali": Habits(0.7, composed=0, flat=1, middle=0.7),
}

# Masculine and feminine endings, longest first (Polish, Slavic, Greek).
GENDERED = (("owski", "owska"), ("ewski", "ewska"), ("ski", "ska"), ("cki", "cka"), ("opoulos", "opoulou"),
            ("idis", "idou"), ("akis", "aki"), ("ov", "ova"), ("ev", "eva"), ("in", "ina"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """What a child inherits: the family name (masculine form), father's and grandfather's given names."""

    culture: "Culture"
    family: str
    father: str
    grandfather: str
    mother_family: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    given: str
    middle: str
    family: str


class Culture:
    """One culture's names and habits."""

    def __init__(self, origin: str) -> None:
        lists = sections(f"cultures/{origin}.txt")
        self.origin = origin
        self.habits = CULTURES[origin]
        words = {"F": "female", "M": "male"}
        self._given = {sex: Ranked(lists[word]) for sex, word in words.items()}
        self._older = {sex: Ranked(lists.get(f"{word} before 1975", lists[word])) for sex, word in words.items()}
        self._middle = {"F": self._given["F"], "M": Ranked(lists.get("male middle", lists["male"]))}
        self._family = Ranked(lists["family"], self.habits.flat) if "family" in lists else None
        self._stems = Ranked(lists["stems"], 20) if "stems" in lists else None
        self._endings = Ranked(lists["endings"], 8) if "endings" in lists else None
        self._women = lists.get("women", ())
        self._english = lists.get("english", ())

    def given(self, dice: Random, sex: str, year: int) -> str:
        """A given name as it was in fashion in `year`."""
        listed = self._older if year < OLDER_NAMES_BEFORE and dice.random() < 0.85 else self._given
        name = listed[sex].pick(dice)
        if self.habits.custom == "chinese" and dice.random() < 0.75:
            second = self._given[sex].pick(dice)
            name += f" {second}" if dice.random() < 0.5 else second.lower()
        return name

    def family(self, dice: Random) -> str:
        """A family name in its masculine form."""
        if self.habits.custom == "sikh" and dice.random() < 0.3:
            return "Singh"
        if self._family is None:
            return self._given["M"].pick(dice)
        if self._stems is None or self._endings is None or dice.random() >= self.habits.composed:
            return self._family.pick(dice)
        return _joined(self._stems.pick(dice), self._endings.pick(dice))

    def line(self, dice: Random) -> Line:
        """A family of its own, unrelated to any other."""
        grandfather = self.given(dice, "M", 1940)
        return Line(self, self.family(dice), self.given(dice, "M", 1960), grandfather, self.family(dice))

    def middle(self, dice: Random, sex: str, line: Line) -> str:
        """A middle name, or '' for many."""
        custom = self.habits.custom
        if custom == "three names":
            return line.father
        if custom == "sikh":
            return "Kaur" if sex == "F" else "Singh"
        if custom == "vietnamese":
            return "Thị" if sex == "F" else "Văn"
        if custom in ("father last", "double") or dice.random() >= self.habits.middle:
            return ""
        return self._middle[sex].pick(dice)

    def name(self, dice: Random, sex: str, year: int, line: Line) -> Name:
        """A full name for someone born into `line`."""
        given, middle = self.given(dice, sex, year), self.middle(dice, sex, line)
        family = self.family_form(line, sex)
        custom = self.habits.custom
        if custom == "begum":
            if sex == "F" and dice.random() < (0.5 if year < 1985 else 0.2):
                family = dice.choice(self._women)
            elif year > 1990 and dice.random() < 0.15:
                family = line.father
            if sex == "M" and given not in ("Mohammed", "Muhammad") and dice.random() < 0.2:
                given, middle = "Mohammed", given
        elif custom == "sikh" and line.family == "Singh":
            family, middle = middle, ""
        elif custom == "chinese" and dice.random() < (0.2 if year < 1975 else 0.5):
            given, middle = dice.choice(self._english), given
        return Name(given, middle, family)

    def family_form(self, line: Line, sex: str) -> str:
        """`line`'s family name as someone of `sex` bears it."""
        custom = self.habits.custom
        if custom == "three names":
            return line.grandfather
        if custom == "father last":
            return line.father
        if custom == "double" and line.mother_family and line.mother_family != line.family:
            spanish = self.origin == "spanish"
            return f"{line.family} {line.mother_family}" if spanish else f"{line.mother_family} {line.family}"
        return feminine(line.family) if custom == "gendered" and sex == "F" else line.family


def feminine(family: str) -> str:
    """The feminine form of a Slavic or Greek family name, itself if it has none."""
    for masculine, form in GENDERED:
        if family.endswith(masculine):
            return family.removesuffix(masculine) + form
    return family


def married(wife: Name, husband: Name, habits: Habits, dice: Random) -> Name:
    """The wife's name after the wedding: often his, sometimes both, sometimes her own."""
    if dice.random() >= habits.takes or husband.family == wife.family:
        return wife
    if habits.custom == "father last":
        return Name(wife.given, wife.middle, husband.given)
    if habits.custom == "sikh" and husband.family == "Singh":
        return Name(wife.given, "", "Kaur")
    family = feminine(husband.family) if habits.custom == "gendered" else husband.family
    if dice.random() < 0.06 and "-" not in family + wife.family and " " not in family + wife.family:
        family = f"{wife.family}-{family}"
    return Name(wife.given, wife.middle, family)


def _joined(stem: str, ending: str) -> str:
    if stem[-1:] == ending[:1] and stem[-1:] not in "lns" and stem[-1:].isalpha():
        stem = stem[:-1]
    return f"{stem}{ending}"


@cache
def culture(origin: str) -> Culture:
    """The culture of that name, its lists read once."""
    return Culture(origin)


@cache
def cultures() -> Weighted[Culture]:
    """All cultures, by their share of households."""
    return Weighted([(culture(origin), habits.share) for origin, habits in CULTURES.items()])
