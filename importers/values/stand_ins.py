"""What stands where a name should: 'Unborn', 'Unknown', an organisation, two people at once."""

import re
from typing import NamedTuple

from importers.values.remembered import remembered
from importers.values.vocabulary import vocabulary

_NOBODY = vocabulary(
    "unborn|ubb|baby|infant|twin|triplet|newborn|foetus|fetus|unknown|nk|nfn|tbc|na|n/a|nfa|.|-|?|x|xx|xxx|xxxx|",
    "test|dummy|male|female|boy|girl|declined|refused|anonymous|undisclosed|withheld|unnamed|not known|",
    "not entered|not given|not stated|no name|name unknown|not recorded|#n/a|n/k|occupier|void|vacant|redacted|",
    "confidential",
)
NO_FIRST_NAMES = vocabulary("null none nil nan")
"""In small letters; as family names Null and None are real, but for NULL, which a database writes for nothing."""
_NOBODY_MORE = re.compile(
    r"^x{5,}$|^(?:zz+|xx+)(?:[ _-]*test)?$"
    r"|^(?:unborn|ubb|baby|infant|twin|triplet|newborn|bby|foetus|fetus|b/o|unb)(?:[\s/_-]+(?:of|boy|girl|child|baby|twin|no|one|two"
    r"|three|a|b|c|i|ii|iii|\d)\b\.?)*$"
)
_UNBORN = re.compile(r"\b(?:unborn|ubb|foetus|fetus)\b", re.I)
_ORGANISATION = re.compile(
    r"\b(?:team|academy|school|hospital|council|ltd|limited|plc|surgery|nursery|trust|assoc(?:iation)?|department|dept|"
    r"centre|services|clinic|college|constabulary|police|medical practice|housing|care home|social care|"
    r"duty (?:desk|worker|officer)|reception)\b|^duty$|^(?:the )?(?:exors?|executors?|estate|personal rep\w*) of\b",
    re.I,
)
_ALSO_FAMILIES = frozenset({"school", "trust", "nursery", "hospital", "college"})
_TWO_PEOPLE = re.compile(r"&|\band\b|\bfamily$", re.I)
_DIGITS = re.compile(r"\d")
_MORE = re.compile("|".join(said.pattern for said in (_DIGITS, _ORGANISATION, _UNBORN, _TWO_PEOPLE)))
"""Of text in lower case, as _NOBODY_MORE: a pattern that minds case is found several times faster."""


class About(NamedTuple):
    """What one half of a name gives away; of nearly every name nothing at all."""

    nobody: bool
    digits: bool
    organisation: bool
    unborn: bool
    two: bool


@remembered(1 << 14)
def nobody(text: str) -> bool:
    """Whether this stands for no name: 'Unborn', 'Baby of', 'Twin 1', 'Unknown', '.', 'XX'."""
    folded = text.casefold()
    unsaid = bool(text) and not any(map(str.isalnum, text))  # '—'
    return unsaid or folded in _NOBODY or text == "NULL" or bool(_NOBODY_MORE.match(folded))


@remembered(1 << 17)
def about(text: str) -> About:
    """What one half of a name, or the middle names, give away."""
    return About(
        bool(text) and nobody(text),
        _DIGITS.search(text) is not None,
        _ORGANISATION.search(text) is not None,
        _UNBORN.search(text) is not None,
        two_people(text),
    )


@remembered(1 << 16)
def no_first_name(text: str) -> bool:
    """The same of a first name, which Null and None are not."""
    return text.casefold() in NO_FIRST_NAMES or about(text).nobody


def not_one_name(text: str) -> bool:
    """Whether it stands for no name, or holds more than one person's name does: figures, 'and', 'Team'."""
    found = _MORE.match if text.isalpha() else _MORE.search  # one word is one of those or holds none
    return nobody(text) or found(text.casefold()) is not None


def two_people(text: str) -> bool:
    """'Jo & Sam', 'Smith family'."""
    return _TWO_PEOPLE.search(text) is not None


def organisation(given: str, family: str) -> bool:
    """Whether halves of which one speaks of an organisation are one's name: 'Duty Team', 'St Mary's School'.

    A person may be called Housing only by a slip: refused too. There are people called School.
    """
    if given.casefold() == "trust":  # a first name in Zimbabwe and Nigeria
        return _ORGANISATION.search(family) is not None
    return not (given.isalpha() and family.casefold() in _ALSO_FAMILIES)
