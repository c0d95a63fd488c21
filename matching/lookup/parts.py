"""The parts of a question that can be looked up, and how they are said back."""

from __future__ import annotations

from dataclasses import dataclass

from matching.lookup.birth import Birth
from matching.lookup.folding import folded
from matching.lookup.forms import DIGIT
from matching.scoring.identifiers import nhs_check_fails
from matching.scoring.names import tokens
from store.disclosure.wording import spaced_nhs, spaced_phone

NHS_DIGITS = 10
_INITIALS = frozenset(("id", "upn", "uprn", "nino", "ni", "pnc", "cro", "crn", "cms", "lcs", "ehm", "mrn", "urn"))


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number or code that some agency gave: `label` as it was said ('case', 'upn', 'brent housing'; '' if none),
    value in capitals, and the `feeds` of the agency if it was named.
    """

    label: str
    value: str
    feeds: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """'case number 249012', 'UPN number A123…', 'id number H12345'."""
        label = self.label or "id"
        return f"{label.upper() if label in _INITIALS else label} number {self.value}"


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
    names: tuple[str, ...]
    birth: Birth | None
    nhs: str  # one to ten digits, without spaces
    number: str  # five or more digits of an NHS number or of any other number
    identifier: Identifier | None
    postcode: Postcode | None
    house: str
    street: str
    phone: str
    problems: tuple[str, ...]

    @property
    def nhs_whole(self) -> bool:
        """All digits of an NHS number were said."""
        return len(self.nhs) == NHS_DIGITS

    @property
    def nhs_wrong(self) -> bool:
        """All were, and they cannot be one."""
        return self.nhs_whole and nhs_check_fails(self.nhs)

    @property
    def numbered(self) -> bool:
        """A number of a person was said; a telephone is none."""
        return bool(self.nhs or self.number or self.identifier)

    @property
    def every_word(self) -> tuple[str, ...]:
        """All that was typed, of a line without a number, if it was not all read as names: 'ian street', 'born april'
        and 'jack lord' are names too.
        """
        line = folded(self.typed)
        if DIGIT.search(line) or line.split() == [*self.names]:  # the latter at nearly every key
            return ()
        words = tuple(dict.fromkeys(tokens(line)))
        return words if set(words).difference(self.names) else ()

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
            parts.append(f"NHS number {spaced_nhs(self.nhs) if self.nhs_whole else f'beginning {self.nhs}'}")
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
