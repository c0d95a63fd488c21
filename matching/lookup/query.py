"""One line of free text, as an officer types what she hears, into the parts that can be looked up.

`parse` never raises, whatever is typed. What was understood can be said back in words (`Query.understood`,
which parses to the same query again); what cannot be is in `Query.problems`. Nothing typed is ever silently
dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from matching.lookup import forms
from matching.lookup.birth import Birth
from matching.lookup.birth import find as find_birth
from matching.scoring.identifiers import nhs_check_fails
from matching.scoring.names import tokens
from store.disclosure.wording import listed, spaced_nhs, spaced_phone

LONGEST = 300  # characters looked at; longer text is a paste of something else
MOST_WORDS = 8
_SHORTEST_WORD = 4  # shorter labels are initials: UPN, CRN
SHORTEST_NUMBER = 5  # digits of an NHS number or case number worth looking up

_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "lady", "master", "mstr"))
_NOISE = frozenset(("aka", "fka", "nee", "formerly", "called"))


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number or code that some agency gave: `label` as it was said ('case', 'upn'; '' if none), value in
    capitals.
    """

    label: str
    value: str

    @property
    def words(self) -> str:
        """'case number 249012', 'UPN number A123…', 'id number H12345'."""
        label = self.label or "id"
        return f"{label.upper() if len(label) < _SHORTEST_WORD else label} number {self.value}"


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode or the beginning of one, in capitals, outward and inward part."""

    outward: str
    inward: str = ""

    @property
    def whole(self) -> bool:
        """Both parts are complete."""
        return len(self.inward) == 3

    @property
    def words(self) -> str:
        """'SK1 3XE'."""
        return f"{self.outward} {self.inward}".strip()


@dataclass(frozen=True, slots=True)
class Query:
    """The parts of what was typed. Empty parts were not said."""

    typed: str
    names: tuple[str, ...] = ()
    birth: Birth | None = None
    nhs: str = ""  # one to ten digits, without spaces
    number: str = ""  # five or more digits of an NHS number or of any other number
    identifier: Identifier | None = None
    postcode: Postcode | None = None
    house: str = ""
    street: str = ""
    phone: str = ""
    problems: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing was typed."""
        return not self.typed

    @property
    def said(self) -> str:
        """What was understood, without the problems: 'Family or given name *smyth*, born 14 March 2013'."""
        parts: list[str] = []
        if self.names:
            label = "names" if len(self.names) > 1 else "family or given name"
            words = " ".join(f"*{name}*" for name in self.names)
            parts.append(f"{label} {words}{' in any order' if len(self.names) > 1 else ''}")
        if self.birth:
            parts.append(self.birth.words)
        if self.nhs:
            parts.append(f"NHS number {spaced_nhs(self.nhs) if len(self.nhs) == 10 else f'beginning {self.nhs}'}")
        if self.number:
            parts.append(f"NHS or other number beginning {self.number}")
        if self.identifier:
            parts.append(self.identifier.words)
        if self.street:
            parts.append(f"at {self.house} {self.street}".replace("  ", " "))
        elif self.house:
            parts.append(f"at {self.house}")
        if self.postcode:
            parts.append(f"postcode {'' if self.postcode.whole else 'beginning '}{self.postcode.words}")
        if self.phone:
            parts.append(f"telephone {spaced_phone(self.phone)}")
        text = ", ".join(parts)
        return text[:1].upper() + text[1:]

    @property
    def understood(self) -> str:
        """Everything that was typed, said back: what is looked for, then what could not be."""
        return ". ".join(filter(None, (self.said, *(problem[:1].upper() + problem[1:] for problem in self.problems))))


def parse(text: str, today: date) -> Query:
    """Read one line of free text. `today` turns ages and two-digit years into dates. Never raises."""
    return _Reading(" ".join(text.split()), today).query()


class _Reading:
    """The text on its way: each step takes its part out and leaves ';', so that its neighbours do not grow
    together.
    """

    def __init__(self, typed: str, today: date) -> None:
        self.typed = typed[:LONGEST]
        self.today = today
        self.problems: list[str] = []
        self.unused: list[str] = []
        if len(typed) > LONGEST:
            self.problems.append(f"only the first {LONGEST} characters were read")
        text = re.sub(r"[*%\"_;]", " ", _folded(self.typed)).replace("(", " (")
        self.text = forms.ECHO.sub("", " ".join(text.split()))
        self.identifier: Identifier | None = None
        self.postcode: Postcode | None = None
        self.birth: Birth | None = None
        self.nhs = self.number = self.house = self.street = self.phone = ""

    def query(self) -> Query:
        """Every step in its order: the surest forms first."""
        self._each(forms.LABELLED_ID, self._take_identifier)
        self._each(forms.LABELLED_PHONE, self._take_phone)
        self._each(forms.LABELLED_NUMBER, self._take_number)
        self._each(forms.LABELLED_NHS, self._take_nhs)
        self._each(forms.NHS, self._take_ten_digits)
        self._each(forms.PHONE, self._take_phone)
        self._each(forms.STREET, self._take_street)
        self._each(forms.POSTCODE, self._take_postcode)
        found = find_birth(self.text, self.today)
        self.text, self.birth = found.rest, found.birth
        self.problems.extend(found.problems)
        self._each(forms.LOOSE_NHS, self._take_ten_digits)
        self._each(forms.GLUED_POSTCODE, self._take_postcode)
        self._each(forms.PART_POSTCODE, self._take_postcode)
        if self.postcode and self.postcode.whole and not self.house:
            self._each(forms.HOUSE_AT, self._take_street)
        self._each(forms.MIXED_ID, self._take_identifier)
        self._each(forms.NUMBER, self._take_number)
        if self.unused:
            said = listed(f"*{digits}*" for digits in self.unused)
            self.problems.append(f"{said} not used: for an age say 13y, for a year give four digits")
        return Query(
            self.typed, self._names(), self.birth, self.nhs, self.number, self.identifier, self.postcode,
            self.house, self.street, self.phone, tuple(dict.fromkeys(self.problems)),
        )  # fmt: skip

    def _each(self, form: re.Pattern[str], take: Callable[[re.Match[str]], bool]) -> None:
        self.text = form.sub(lambda found: " ; " if take(found) else found[0], self.text)

    def _second(self, what: str, value: str) -> None:
        self.problems.append(f"more than one {what} was given: *{value}* was left out")

    def _take_identifier(self, found: re.Match[str]) -> bool:
        parts = found.groupdict()
        label, value = parts.get("label") or "", (parts.get("value") or found[0]).strip("./-").upper()
        if self.identifier:
            self._second("number", value)
        else:
            self.identifier = Identifier("" if label == "id" else label, value)
        return True

    def _take_nhs(self, found: re.Match[str]) -> bool:
        digits = re.sub(r"\D", "", found["digits"] or "")
        if not digits:
            return True  # 'nhs' alone: the number is still to come
        if len(digits) == 10:
            self._keep_nhs(digits)
        elif self.nhs:
            self._second("NHS number", digits)
        elif len(digits) < SHORTEST_NUMBER:
            self.problems.append(f"*{digits}* is too little of an NHS number: give {SHORTEST_NUMBER} digits or more")
        else:
            self.nhs = digits
        return True

    def _take_ten_digits(self, found: re.Match[str]) -> bool:
        digits = re.sub(r"\D", "", found[0])
        if digits.startswith("0") and nhs_check_fails(digits):
            return False  # a telephone number, then
        self._keep_nhs(digits)
        return True

    def _keep_nhs(self, digits: str) -> None:
        if self.nhs:
            self._second("NHS number", spaced_nhs(digits))
            return
        self.nhs = digits
        if nhs_check_fails(digits):
            self.problems.append(f"{spaced_nhs(digits)} fails the NHS number's check, so a digit may be wrong")
        elif len(set(digits)) == 1:
            self.problems.append(f"{spaced_nhs(digits)} is a filler that is nobody's number")

    def _take_phone(self, found: re.Match[str]) -> bool:
        digits = re.sub(r"[^\d+]", "", found[0])
        number = re.sub(r"^(?:\+44|0044)0?", "0", digits)
        if self.phone:
            self._second("telephone number", spaced_phone(number))
        else:
            self.phone = number
        return True

    def _take_street(self, found: re.Match[str]) -> bool:
        if self.house:
            return False
        parts = found.groupdict()
        self.house = " ".join(filter(None, (parts["flat"] and f"flat {parts['flat']}", parts["house"])))
        self.street = parts.get("street") or ""
        return True

    def _take_postcode(self, found: re.Match[str]) -> bool:
        outward, inward = found["out"].upper(), (found["inward"] or "").upper()
        area = outward.rstrip("0123456789" if outward[-1].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ").rstrip(
            "0123456789"
        )
        if not forms.AREAS.fullmatch(area.lower()):
            return False
        if self.postcode:
            self._second("postcode", f"{outward} {inward}".strip())
        elif area == "ZZ":
            self.problems.append(
                f"{outward} {inward} stands for no fixed abode, so nobody is looked up by it".replace("  ", " ")
            )
        else:
            self.postcode = Postcode(outward, inward)
        return True

    def _take_number(self, found: re.Match[str]) -> bool:
        digits = re.sub(r"\D", "", found[0])
        if len(digits) < SHORTEST_NUMBER:
            self.unused.append(digits)
        elif self.number or self.nhs:
            self._second("number", digits)
        elif len(digits) > 10:
            self.identifier = self.identifier or Identifier("", digits)
        else:
            self.number = digits
        return True

    def _names(self) -> tuple[str, ...]:
        words = list(dict.fromkeys(word for word in tokens(self.text) if word not in _NOISE))
        names = [word for word in words if word not in _TITLES] or words
        if len(names) > MOST_WORDS:
            self.problems.append(f"only the first {MOST_WORDS} names were used, not {listed(names[MOST_WORDS:])}")
        return tuple(names[:MOST_WORDS])


def _folded(text: str) -> str:
    """Lower case, no marks over letters, every digit and apostrophe and dash a plain one."""
    plain = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    return re.sub(r"[‐‑‒–—−]", "-", re.sub(r"['’‘`´ʼʹ]", "", text))
