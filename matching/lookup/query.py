"""One line of free text, as an officer types what she hears, into the parts that can be looked up.

`parse` never raises, whatever is typed. What was understood can be said back in words (`Query.understood`,
which parses to the same query again); what cannot be is in `Query.problems`. Nothing typed is ever silently
dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from matching.lookup import agencies, dates, forms, labels
from matching.lookup.agencies import Agencies
from matching.lookup.birth import Birth
from matching.lookup.birthreading import find as find_birth
from matching.lookup.dateforms import SAID_AGES, WHO_AND_AGE, in_digits
from matching.lookup.folding import folded
from matching.lookup.parts import NHS_DIGITS, Identifier, Postcode, Query
from matching.scoring.addresses import AREAS
from matching.scoring.identifiers import nhs_check_fails
from matching.scoring.names import tokens
from store.disclosure.wording import listed, spaced_nhs, spaced_phone

LONGEST = 300  # characters looked at; longer text is a paste of something else
MOST_WORDS = 8
SHORTEST_NUMBER = 5  # digits of an NHS number or case number worth looking up

_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "master", "mstr", "prof", "professor", "sir", "dame", "lady",
     "lord", "rev", "reverend", "revd", "hon", "cllr", "mst")
)  # fmt: skip
_NO_NAMES = frozenset(
    ("mother", "mum", "father", "dad", "daughter", "female", "male", "girl", "boy", "jr", "jnr", "sr", "snr", "ii",
     "iii")
)  # fmt: skip
"""Also parts of names: left out, and said, only where other names or an age stand beside them ('boy, 9')."""


def parse(text: str, today: date, hub: Agencies = agencies.NONE) -> Query:
    """Read one line of free text. `today` turns ages and two-digit years into dates; a number behind the name of one
    of the hub's agencies is theirs. Never raises.
    """
    return _Reading(" ".join(text.split()), today, hub).query()


class _Reading:
    """The text on its way: each step takes its part out and leaves ';', so that its neighbours do not grow
    together.
    """

    def __init__(self, typed: str, today: date, hub: Agencies) -> None:
        self.typed = typed[:LONGEST]
        self.today = today
        self.hub = hub
        self.problems: list[str] = []
        self.unused: list[str] = []
        self.ages: list[str] = []
        if len(typed) > LONGEST:
            self.problems.append(f"only the first {LONGEST} characters were read")
        text = folded(self.typed).replace("* *", " | ")  # as names are said back: they stay apart
        text = " ".join(forms.NO_PART.sub(" ", text).replace("(", " (").split())
        self.text = in_digits(forms.LIVES_ON.sub("at ", forms.ECHO.sub("", text)))
        self.digits = bool(forms.DIGIT.search(self.text))  # without any, few forms can be there
        if self.digits:
            self.text = forms.LIVES.sub("at ", self.text)
        self.text = " ".join(self.text.split())
        self.identifier: Identifier | None = None
        self.postcode: Postcode | None = None
        self.birth: Birth | None = None
        self.nhs = self.number = self.house = self.street = self.phone = ""

    def query(self) -> Query:
        """Every step in its order: the surest forms first."""
        for form, take in (
            (forms.EMAIL, self._leave("an e-mail address is not looked up")),
            (forms.NO_PLACE, self._leave("no fixed abode is no place to look for anybody")),
            (forms.DEATH, self._leave("nobody is looked up by the day of a death")),
            (forms.LABELLED_NHS, self._take_nhs),
            (forms.PHONE, self._take_phone),
            (forms.LABELLED_PHONE, self._take_phone),
            (forms.NUMBER_END, self._take_end),
            (self.hub.form, self._take_agencys),
            (forms.LABELLED_ID, self._take_identifier),
            (forms.NHS, self._take_ten_digits),
            (forms.SPACED_ID, self._take_identifier),
            (forms.LABELLED_NUMBER, self._take_digits),
            *((form, self._set_apart) for form in SAID_AGES),
            (
                forms.SCHOOL,
                self._leave("nobody is looked up by a school; a school year, an age or an address would do"),
            ),
            (forms.FLAT_IN, self._take_street),
            (forms.STREET, self._take_street),
            (forms.POSTCODE, self._take_postcode),
            (forms.SECTOR, self._take_postcode),
        ):
            self._each(form, take)
        self.text = WHO_AND_AGE.sub(r"\g<who> aged ", self.text)
        found = find_birth(" ; ".join((self.text, *self.ages)), self.today)
        self.text, self.birth = found.rest, found.birth
        self.digits = bool(forms.DIGIT.search(self.text))
        self.problems.extend(found.problems)
        self._each(forms.LOOSE_NHS, self._take_ten_digits)
        self._each(forms.GLUED_POSTCODE, self._take_postcode)
        self._each(forms.PART_POSTCODE, self._take_postcode)
        if self.postcode and self.postcode.whole:
            self._each(forms.HOUSE_AT, self._take_street)
        self._each(forms.STREET_AT, self._take_street)
        self._each(forms.STREET_ALONE, self._take_street)
        self._each(forms.STREET_BEGUN, self._take_street)
        self._each(forms.MIXED_ID, self._take_identifier)
        self._each(forms.NUMBER, self._take_number)
        names = self._names()
        if self.unused:
            said = listed(f"*{digits}*" for digits in self.unused)
            self.problems.append(
                f"{said} not used: for an age say 13y, for a year give four digits, for a case number say case 7001"
            )
        return Query(
            self.typed, names, self.birth, self.nhs, self.number, self.identifier, self.postcode,
            self.house, self.street, self.phone, tuple(dict.fromkeys(self.problems)),
        )  # fmt: skip

    def _each(self, form: re.Pattern[str], take: Callable[[re.Match[str]], bool]) -> None:
        if self.digits or form in forms.WITHOUT_DIGITS:
            self.text = form.sub(lambda found: " ; " if take(found) else found[0], self.text)

    def _leave(self, why: str) -> Callable[[re.Match[str]], bool]:
        def take(found: re.Match[str]) -> bool:
            self.problems.append(f"*{found[0].strip()}* was left out: {why}")
            return True

        return take

    def _set_apart(self, found: re.Match[str]) -> bool:
        """An age that stands before a street is no house's number; 'SK1 3y' is a postcode that is being typed."""
        begun = forms.OUTWARD_BEFORE.search(self.text, 0, found.start()) and forms.INWARD_BEGUN.fullmatch(found[0])
        if begun and not forms.STREET.match(self.text, found.start()):
            return False
        self.ages.append(found[0])
        return True

    def _second(self, what: str, value: str, first: str) -> None:
        if value != first:
            self.problems.append(f"more than one {what} was given: *{value}* was left out")

    def _take_identifier(self, found: re.Match[str]) -> bool:
        parts = found.groupdict()
        label, value = parts.get("label") or "", _joined(parts.get("value") or found[0]).strip("./-").upper()
        if not re.search(r"\d", value):
            return False
        if parts.get("gap"):
            return self._take_ten_digits(found)
        self._keep_identifier(Identifier({"id": "", "national insurance": "ni"}.get(label, label), value))
        return True

    def _take_agencys(self, found: re.Match[str]) -> bool:
        if found["gap"]:
            return self._keep_ten_digits(found["value"])
        label, value = agencies.words(found["label"]), _joined(found["value"]).strip("./-").upper()
        self._keep_identifier(Identifier(label, value, self.hub.feeds[label]))
        return True

    def _keep_identifier(self, identifier: Identifier) -> None:
        if self.identifier:
            self._second("number", identifier.value, self.identifier.value)
        else:
            self.identifier = identifier

    def _take_nhs(self, found: re.Match[str]) -> bool:
        digits = re.sub(r"\D", "", found["digits"])
        if len(digits) == NHS_DIGITS:
            self._keep_nhs(digits)
        elif len(digits) > NHS_DIGITS:
            self.problems.append(f"*{digits}* is too long for an NHS number, which has ten digits: it was left out")
        elif self.nhs:
            self._second("NHS number", digits, self.nhs)
        elif len(digits) < SHORTEST_NUMBER:
            self.problems.append(f"*{digits}* is too little of an NHS number: give {SHORTEST_NUMBER} digits or more")
        else:
            self.nhs = digits
        return True

    def _take_ten_digits(self, found: re.Match[str]) -> bool:
        return self._keep_ten_digits(found[0])

    def _keep_ten_digits(self, text: str) -> bool:
        digits = re.sub(r"\D", "", text)
        if digits.startswith("0") and nhs_check_fails(digits):
            self._keep_phone(digits)
        else:
            self._keep_nhs(digits)
        return True

    def _keep_nhs(self, digits: str) -> None:
        if self.nhs:
            self._second("NHS number", spaced_nhs(digits), spaced_nhs(self.nhs))
            return
        self.nhs = digits
        if nhs_check_fails(digits):
            self.problems.append(f"{spaced_nhs(digits)} fails the NHS number's check, so a digit may be wrong")
        elif len(set(digits)) == 1:
            self.problems.append(f"{spaced_nhs(digits)} is a filler that is nobody's number")

    def _take_end(self, found: re.Match[str]) -> bool:
        self.problems.append(f"*{found['digits'].strip()}* was left out: a number is looked up by its beginning only")
        return True

    def _take_phone(self, found: re.Match[str]) -> bool:
        self._keep_phone(re.sub(r"[^\d+]", "", found["digits"]))
        if found["extension"]:
            self.problems.append(f"extension *{found['extension']}* was left out")
        return True

    def _keep_phone(self, digits: str) -> None:
        number = re.sub(r"^(?:\+44|0044)0?", "0", digits)
        if re.fullmatch(r"7\d{9}", number):
            number = f"0{number}"
        if self.phone:
            self._second("telephone number", spaced_phone(number), spaced_phone(self.phone))
        else:
            self.phone = number

    def _take_street(self, found: re.Match[str]) -> bool:
        parts = found.groupdict()
        flat = parts.get("flat") or parts.get("slash") or parts.get("after")
        house = " ".join(filter(None, (flat and f"flat {flat}", (parts.get("house") or "").replace(" ", ""))))
        street = (parts.get("street") or "").replace(".", "")
        if self.street or (self.house and street):
            self._second("address", f"{house} {street}".strip(), f"{self.house} {self.street}")
        elif not self.house:
            self.house, self.street = house, street
        else:
            return False
        if floor := parts.get("floor"):
            self.problems.append(f"*{floor}* was left out: a home is looked up by the number of its house and flat")
        return True

    def _take_postcode(self, found: re.Match[str]) -> bool:
        said, area = Postcode(found["out"].upper(), (found["inward"] or "").upper()), found["area"].upper()
        if area not in AREAS and area != forms.NOWHERE:
            return False
        if self.postcode:
            if not self.postcode.words.startswith(said.outward) or said.inward:
                self._second("postcode", said.words, self.postcode.words)
        elif area == forms.NOWHERE:
            self.problems.append(f"{said.words} stands for no fixed abode, so nobody is looked up by it")
        else:
            self.postcode = said
        return True

    def _take_number(self, found: re.Match[str]) -> bool:
        if birth := self._six_digits(found[0]):
            self.birth = birth
            return True
        return self._take_digits(found)

    def _take_digits(self, found: re.Match[str]) -> bool:
        digits = re.sub(r"\D", "", found[0])
        if len(digits) < SHORTEST_NUMBER:
            self.unused += re.findall(r"\d+", found[0])
        elif self.number or self.nhs:
            self._second("number", digits, self.number or self.nhs)
        elif len(digits) > NHS_DIGITS:
            self._keep_identifier(Identifier("", digits))
        else:
            self.number = digits
        return True

    def _six_digits(self, digits: str) -> Birth | None:
        """'140313' beside a name is a birth date; alone it may as well be a case number."""
        found = forms.SIX_DIGITS.fullmatch(digits)
        if not found or self.birth or not tokens(forms.NUMBER.sub("", self.text)):
            return None
        birth = dates.read(found, self.today)
        return birth if isinstance(birth, Birth) and not birth.expected else None

    def _given(self) -> set[str]:
        """The parts of the query that a label may have announced."""
        given = {
            "birth": self.birth, "due": self.birth and self.birth.expected, "identifier": self.identifier,
            "nhs": self.nhs or self.number, "phone": self.phone, "email": "@" in self.typed, "postcode": self.postcode,
        }  # fmt: skip
        return {what for what, value in given.items() if value}

    def _names(self) -> tuple[str, ...]:
        text, lacking = labels.take_out(self.text, self._given())
        self.problems += lacking
        text = forms.SPELLED.sub(lambda letters: "".join(tokens(letters[0])), text)
        text = forms.DOT_BETWEEN.sub(" ", forms.NAME_WORDS.sub(" ", text))
        words = list(dict.fromkeys(tokens(text)))
        words = [word for word in words if word != "and" and (word != "or" or word in (words[0], words[-1]))] or words
        words = [word for word in words if word not in _TITLES] or words
        names = [word for word in words if word not in _NO_NAMES]
        if not names and not (self.birth and self.birth.spanned):
            names = words
        if aside := [word for word in words if word not in names]:
            said = "was not looked for: it is no name" if len(aside) == 1 else "were not looked for: they are no names"
            self.problems.append(f"{listed(f'*{word}*' for word in aside)} {said}")
        if len(names) > MOST_WORDS:
            self.problems.append(f"only the first {MOST_WORDS} names were used, not {listed(names[MOST_WORDS:])}")
        return tuple(names[:MOST_WORDS])


def _joined(value: str) -> str:
    return value.replace(" ", "")
