"""Where people live: made-up streets under real-shaped postcodes, flats, hostels, refuges, and nowhere."""

from dataclasses import dataclass
from random import Random

from fctui.borough.lists import Weighted, sections

# Area → its postcode districts with their post town. The last is where newcomers to London come from.
DISTRICTS: dict[str, tuple[tuple[str, str], ...]] = {
    "Brent": (("HA0", "Wembley"), ("HA9", "Wembley"), ("HA3", "Harrow"), ("NW2", "London"), ("NW6", "London"),
              ("NW9", "London"), ("NW10", "London")),
    "Hounslow": (("TW3", "Hounslow"), ("TW4", "Hounslow"), ("TW5", "Hounslow"), ("TW7", "Isleworth"),
                 ("TW8", "Brentford"), ("TW13", "Feltham"), ("TW14", "Feltham"), ("W4", "London")),
    "Barnet": (("EN4", "Barnet"), ("EN5", "Barnet"), ("N2", "London"), ("N3", "London"), ("N12", "London"),
               ("NW4", "London"), ("NW7", "London"), ("NW11", "London")),
    "Ealing": (("W3", "London"), ("W5", "London"), ("W7", "London"), ("W13", "London"), ("UB1", "Southall"),
               ("UB2", "Southall"), ("UB5", "Northolt"), ("UB6", "Greenford")),
    "elsewhere": (("LU1", "Luton"), ("SL1", "Slough"), ("B11", "Birmingham"), ("CR0", "Croydon"),
                  ("LE4", "Leicester"), ("M14", "Manchester"), ("E6", "London"), ("SE15", "London")),
}  # fmt: skip
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # C I K M O V are never used
HOUSES_PER_POSTCODE = 16
TRIES = 40
PEOPLE_PER_STREET = 45
SHARED_DWELLINGS = 0.03  # houses with a second household under the same address
NO_FIXED_ABODE = "ZZ99 3VZ"


@dataclass(frozen=True, slots=True)
class Address:
    """One dwelling. kind: home, hostel, refuge or nowhere."""

    flat: str
    house: str
    street: str
    town: str
    postcode: str
    area: str
    kind: str = "home"

    def lines(self) -> tuple[str, ...]:
        """The address in lines, postcode last."""
        if self.kind == "nowhere":
            return ("No fixed abode", self.postcode)
        first = f"{self.house} {self.street}" if self.house[:1].isdigit() else f"{self.house}, {self.street}"
        above = (self.flat,) if self.flat else ()
        return (*above, first, self.town, self.postcode)


NOWHERE = {area: Address("", "", "", "", NO_FIXED_ABODE, area, "nowhere") for area in DISTRICTS}


@dataclass(frozen=True, slots=True)
class Street:
    """A street with a postcode for every few houses."""

    name: str
    town: str
    postcodes: tuple[str, ...]
    blocks: tuple[str, ...]


class Places:
    """All streets of the borough and its neighbours, as many as its people need."""

    def __init__(self, people: int, dice: Random) -> None:
        self._dice = dice
        lists = sections("streets.txt")
        self._hostels, self._refuges = list(lists["hostels"]), list(lists["refuges"])
        self._postcodes: set[str] = set()
        self._taken: set[Address] = set()
        per_area = {area: max(12, people // PEOPLE_PER_STREET // len(DISTRICTS)) for area in DISTRICTS}
        per_area["Brent"] *= 3
        self._streets = {area: [self._street(area, lists) for _ in range(count)] for area, count in per_area.items()}

    def home(self, area: str, dice: Random | None = None) -> Address:
        """A dwelling drawn at random, whoever lives there now."""
        dice = dice or self._dice
        street = dice.choice(self._streets[area])
        number = dice.randint(1, len(street.postcodes) * HOUSES_PER_POSTCODE)
        postcode = street.postcodes[(number - 1) // HOUSES_PER_POSTCODE]
        kind = dice.random()
        if street.blocks and kind < 0.55:
            flat = f"Flat {dice.randint(1, 48)}"
            return Address(flat, dice.choice(street.blocks), street.name, street.town, street.postcodes[0], area)
        if kind < 0.67:
            flat = f"Flat {dice.choice('ABCD123')}"
            return Address(flat, str(number), street.name, street.town, postcode, area)
        letter = dice.choice("abc") if kind > 0.96 else ""
        return Address("", f"{number}{letter}", street.name, street.town, postcode, area)

    def vacant(self, area: str) -> Address:
        """A dwelling where nobody lives yet, save for a few shared ones."""
        address = self.home(area)
        while address in self._taken and self._dice.random() >= SHARED_DWELLINGS:
            address = self.home(area)
        self._taken.add(address)
        return address

    def hostel(self, area: str) -> Address:
        """A house of many single people."""
        return self._shared(area, self._hostels, "hostel")

    def refuge(self, area: str) -> Address:
        """A house whose address is not to be known."""
        return self._shared(area, self._refuges, "refuge")

    def _shared(self, area: str, names: list[str], kind: str) -> Address:
        street = self._dice.choice(self._streets[area])
        number = self._dice.randint(1, 90)
        name = self._dice.choice(names)
        return Address(name, str(number), street.name, street.town, street.postcodes[0], area, kind)

    def _street(self, area: str, lists: dict[str, tuple[str, ...]]) -> Street:
        dice = self._dice
        outward, town = dice.choice(DISTRICTS[area])
        name = f"{dice.choice(lists['first'])} {dice.choice(lists['second'])}"
        postcodes = tuple(self._postcode(outward) for _ in range(dice.randint(1, 5)))
        blocks = ()
        if dice.random() < 0.25:
            words = lists["block words"]
            blocks = tuple(f"{dice.choice(lists['blocks'])} {dice.choice(words)}" for _ in range(dice.randint(1, 3)))
        return Street(name, town, postcodes, blocks)

    def _postcode(self, outward: str) -> str:
        """A postcode of its own for a stretch of street; near a million people a full district lends one twice."""
        drawn = (self._any_postcode(outward) for _ in range(TRIES))
        unused = next((postcode for postcode in drawn if postcode not in self._postcodes), None)
        postcode = unused or self._any_postcode(outward)
        self._postcodes.add(postcode)
        return postcode

    def _any_postcode(self, outward: str) -> str:
        dice = self._dice
        return f"{outward} {dice.randint(0, 9)}{dice.choice(INWARD_LETTERS)}{dice.choice(INWARD_LETTERS)}"


AREAS = Weighted((("Brent", 0.61), ("Hounslow", 0.27), ("Barnet", 0.07), ("Ealing", 0.05)))
CHILDREN_ONLY = ("Barnet", "Ealing")  # of these areas only children's services supply data
