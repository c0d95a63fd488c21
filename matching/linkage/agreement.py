"""What the levels of pairs come to, in the words of guards and questions."""

import numpy as np

from matching.scoring.addresses import Home, Postcode, Town
from matching.scoring.arrays import Flags
from matching.scoring.compare import Comparison, Field, Sex
from matching.scoring.dates import Birth
from matching.scoring.identifiers import Number
from matching.scoring.screening import at_one_door
from matching.scoring.spelling import Name
from matching.scoring.values import Attribute, Contact, Email

_SEVERAL, _SHARE = 4, 5e-5
"""Records, and share of the records, that hold a given name which is no slip."""


class Agreement:
    """What the levels of some pairs come to, by pair.

    Compared with values: with a member of an enumeration numpy takes five times as long over one record's few pairs.
    """

    def __init__(self, comparison: Comparison) -> None:
        level = comparison.levels
        given, family = level[Field.GIVEN], level[Field.FAMILY]
        self.family = family
        self.given = np.where(given == Name.UNNAMED.value, np.int8(Name.MISSING.value), given)
        common = comparison.holders[Field.GIVEN] >= max(_SEVERAL, _SHARE * comparison.size)
        self.two_names = (given == Name.CLOSE.value) & common
        """Given names that are nearly the same, and others hold either: a slip would stand alone."""
        self.given_far = self.given >= Name.HALF.value
        self.given_fits = (self.given > Name.MISSING.value) & (self.given <= Name.PART.value)
        self.family_fits = (family > Name.MISSING.value) & (family <= Name.PART.value)
        self.family_far = family >= Name.SIMILAR.value
        self.names_same = (self.given == Name.SAME.value) & (family == Name.SAME.value)
        self.same_middle = level[Field.MIDDLE] == Name.SAME.value
        self.birth = level[Field.BIRTH]
        self.day_same = self.birth == Birth.SAME.value
        self.other_sex = level[Field.SEX] == Sex.DIFFERENT.value
        number, home, postcode = level[Field.NHS], level[Field.HOME], level[Field.POSTCODE]
        self.same_number, self.other_number = number == Number.SAME.value, number >= Number.SLIP.value
        self.other_middle = (level[Field.MIDDLE] >= Name.HALF.value) & ~self.same_number
        self.same_scheme = level[Field.NUMBER] == Number.SAME.value
        self.slip_in_scheme = level[Field.NUMBER] == Number.SLIP.value
        self.two_numbers = level[Field.NUMBER] == Number.DIFFERENT.value
        """A body gives them two numbers that are no slips of each other."""
        self.same_email = level[Field.EMAIL] == Email.SAME.value
        same_phone = level[Field.PHONE] == Contact.SAME.value
        self.reached = same_phone | self.same_email | self.same_scheme
        next_door = home == Home.STREET.value
        self.at_home = (home == Home.SAME.value) | ((postcode == Postcode.SAME.value) & ~next_door)
        self.at_one_door = at_one_door(level)
        self.elsewhere = (postcode >= Postcode.DISTRICT.value) | (home == Home.DIFFERENT.value)
        attribute = level[Field.ATTRIBUTE]
        self.contrary = attribute == Attribute.DIFFERENT.value
        self.same_trait = (attribute > Attribute.MISSING.value) & (attribute <= Attribute.SAME.value)
        in_town = level[Field.TOWN] == Town.SAME.value
        self.described = self.same_middle | self.same_trait
        self.besides = self.at_home | in_town | (same_phone & self.same_email) | self.described
        """Something agrees besides names and one contact."""

    @property
    def another_given(self) -> Flags:
        """Pairs of one door, birth date and family name, but another given name.

        Of children they are twins as a rule. Grown-up twins seldom live together, so that grown-ups are asked about
        whatever they weigh: one of them may have changed the name, or may use two.
        """
        alike = self.day_same & self.family_fits & self.at_one_door
        return alike & (self.given >= Name.SIMILAR.value) & ~self.other_number & ~self.other_sex
