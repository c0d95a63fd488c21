"""The dictionary of column headings (headings.json) and the form in which headings are compared."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from importers.fields import Field
from importers.values.vocabulary import vocabulary
from matching.scoring.remembering import remembered

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[^0-9a-z]+")
_NUMBERED = re.compile(r"(?<=[a-z]{3})(?=[0-9]{1,2}\b)|(?<=\bid)(?=[0-9]\b)")
_ONE_WORD = re.compile(
    r"\b(?:(key|case|co|e|post|child) (?=workers?\b|ordinator\b|mails?\b|code\b|view\b)|(young) (?=carers?\b)"
    r"|(p) (?=code\b)|(on) (?=track (?:id|ref|number)\b)|(case(?:load)?) (?=holders?\b|load\b|owner\b))"
)
_AT_RISK = re.compile(
    r"\b(adult|child|person) at risk"
    r"(?=$|(?: full)? (?:name|surname|forename|dob|date of birth|address|postcode|id|nhs)\b)",
    re.I,
)
"""Whom the Care Act speaks of; 'Child at risk of …' says more."""
_PIECE = re.compile(
    "involvement|telephone|postcode|forename|surname|preferred|address|episode|patient|student|client|mother|father"
    "|parent|person|school|social|worker|closed?|phone|child|pupil|moved|state|died|life|base|name|home|mob|tel|email"
    "|addr?|start|team|end|out|ten|nhs|pnc|status|rec|ref|reg|sex|date|dob|gp|hv|sw|id|no"
)
_TOGETHER = re.compile(rf"\b(?:{_PIECE.pattern}){{2,3}}(?=\d*\b)")
"""Words that a database writes as one: 'HOMETEL', 'TENSTART', 'CHILDNHSNO'."""
_SHORTENED = {
    word[0] + "".join(letter for letter in word[1:] if letter not in "aeiou"): word
    for word in vocabulary(
        "person client claim sensitive surname forename postcode telephone mobile number reference birth gender school",
        "health visitor caseload mother father child closed opened restricted confidential household tenant patient",
        "practice provider landlord previous former worker officer description",
    )
} | {
    "stat": "status", "confid": "confidential", "plct": "placement", "nm": "name", "ttl": "title",
    "frst": "first", "hsg": "housing", "offr": "officer", "decd": "deceased", "sens": "sensitive",
    **{f"ln{at}": f"line{at}" for at in range(1, 6)},
}  # fmt: skip
"""Words as a system writes them that leaves the vowels out: 'PRSN_REF', 'HLTH_VSTR'; 'CLM_STAT' breaks off, as a
person does: 'Confid. plct'."""
_KNOWN_NAME = re.compile(r"\bknown (?=(?:surname|forename|(?:first|last|family|given) name)\b)")
"""What somebody goes by, and not only that the row's own person is meant."""
_DATE_TIME = re.compile(r"\bdate time\b")
_ASKED = re.compile(r"^what(?: is|[’']s) (?=\S)|,? if (?:you know it|known)(?=\W*$)", re.I)
"""What a form's question has about what it asks for: 'What is the child's NHS number, if you know it?'."""
_OF_SALESFORCE = re.compile(r"__[rc](?![A-Za-z0-9])")
"""What a Salesforce report puts behind the names of its own fields: 'Client__r.Known_As__c'."""
_PARENTHESES = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
FILLERS = vocabulary("of the a an any for in on s to and or is")
PERSONS = vocabulary(
    "client clients person persons child childs children pupil student patient tenant customer citizen resident",
    "subject individual applicant nominal youth young people adult user su yp cyp pt learner occupier claimant",
    "offender participant passenger survivor youngcarer youngcarers clmt appl cust occupant detained detainee stud pat",
    "pers nom",
)
"""What agencies call the row's own person."""
SUBJECTS = PERSONS | vocabulary("current main primary known recorded service 1")
"""Words that only say that the row's own person is meant."""
RELATIVES = vocabulary(
    "mother father mum dad parent parents carer carers guardian nok kin emergency partner spouse sibling",
    "relative next referrer referred husband wife brother sister maternal paternal household family2",
    "referring parental fathers mothers perpetrator perpetrators perp abuser victim suspect alleged linked related",
    "guardians dependant dependent dependants fob boyfriend girlfriend grandparent grandparents grandmother",
    "grandfather nan stepfather stepmother aggressor contacts ptnr prtnr dep host hosts sponsor sponsors",
)
ANOTHER = vocabulary("2 3 4 5 6 7 8 9 second joint other")
"""Words of a column about somebody beside the row's own person: 'Tenant 2 DOB'."""
_PARTICULARS = re.compile(
    r"\b(?:(?:({0}) |personal )details|(?:({0}) )?demographics) (?!of\b)".format("|".join(sorted(PERSONS)))
)
"""What a report puts before each column of the person's: 'Patient Details: Family Name'."""
_BESIDES = FILLERS | SUBJECTS - {"1"} | {"legal"}
_TELLING = (
    RELATIVES | ANOTHER | vocabulary("team telephone phone tel mobile mob email role ext half part outward upn nhs")
)
"""Words in brackets that say what a column holds, or of whom: 'Surname (mother)', 'Allocated to (team)'."""
_INITIALS = re.compile(r"(?<![A-Z])[A-Z]o[A-Z]\b")
"""'DoB', 'NoK', 'patientDoB': initials with a small 'of' between, and no words of their own."""
_POSSESSIVE = re.compile(r"[’']s\b", re.I)
_DOTTED = re.compile(r"\b[A-Za-z](?:\.[A-Za-z])+\b\.?")
_SAME = {
    "addr": "address", "adr": "address", "tcy": "tenancy", "tel": "telephone", "phone": "telephone",
    "mob": "mobile", "no": "number", "num": "number",
    "nbr": "number", "add": "address", "pcode": "postcode", "forenames": "forename", "surnames": "surname",
    "names": "name", "cd": "code",
}  # fmt: skip
"""Words of headings that mean the same."""


@dataclass(frozen=True)
class Heading:
    """A heading and its comparable forms.

    words: its words. said: the same in their order, each in its usual form. core: without fillers, subject words and
    what stands in brackets. squash: letters and digits only; shorter: the same without what stands in brackets.
    """

    text: str
    squash: str
    shorter: str
    words: frozenset[str]
    said: tuple[str, ...]
    core: frozenset[str]


@dataclass(frozen=True)
class Entry:
    """A known heading: its field, the evidence for it, the label or role that it names, and its words."""

    field: Field
    evidence: str
    label: str
    role: str
    words: frozenset[str]

    @property
    def confirmed(self) -> bool:
        """Whether the heading was seen publicly or agreed; a plain name or a suggestion is general knowledge."""
        return self.evidence in ("public", "agreed")


@dataclass(frozen=True)
class Dictionary:
    """headings.json, ready to be asked. Keys are squashed headings; by_words holds unambiguous word sets.

    confirmed_words: the word sets of headings that were seen publicly or agreed. doubtful: of those only suggested,
    with every word.
    """

    exact: dict[str, Entry]
    by_words: dict[frozenset[str], Field]
    confirmed_words: frozenset[frozenset[str]]
    doubtful: frozenset[frozenset[str]]
    ambiguous: dict[str, tuple[Field, ...]]
    bare: frozenset[str]
    never: frozenset[str]
    never_words: frozenset[str]
    unused: frozenset[str]


@remembered(4096)
def heading(text: str) -> Heading:
    """The comparable forms of a heading: no byte-order mark, camelCase apart, runs of other characters one space.

    'Child's D.O.B.' is read as 'Child DOB', 'TENANT1_DOB' as 'Tenant 1 DOB', 'Key worker' as one word.
    """
    text = text.replace("\ufeff", "").strip()
    asked = _POSSESSIVE.sub("", _ASKED.sub("", _OF_SALESFORCE.sub(" ", text)))
    plain = _DOTTED.sub(lambda letters: letters[0].replace(".", ""), asked)
    plain = _AT_RISK.sub(r"\1", _INITIALS.sub(lambda letters: letters[0].upper(), plain))
    words = _parts(plain)
    bare = _parts(_PARENTHESES.sub(lambda inside: inside[0] if _telling(inside) else " ", plain))
    core = [_SAME.get(word, word) for word in bare if word not in _BESIDES and not first_of_several(word, bare)]
    said = tuple(_SAME.get(word, word) for word in words)
    return Heading(text, "".join(words), "".join(bare), frozenset(words), said, frozenset(core))


def _telling(inside: re.Match[str]) -> bool:
    return not _TELLING.isdisjoint(_parts(inside[1] or inside[2] or ""))


def first_of_several(word: str, words: Sequence[str]) -> bool:
    """The 1 of 'Child 1 name' says that the row's own person is meant; not that of 'Address 1' or 'Contact 1'."""
    return word == "1" and not PERSONS.isdisjoint(words)


def _parts(text: str) -> list[str]:
    """A heading's words without accents, numbers apart, 'key worker', 'post code' and 'e-mail' as one."""
    letters = unicodedata.normalize("NFKD", text) if not text.isascii() else text
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = (_SHORTENED.get(word, word) for word in _words(plain))
    apart = " ".join(_TOGETHER.sub(lambda word: " ".join(_PIECE.findall(word[0])), word) for word in words)
    named = _KNOWN_NAME.sub("preferred ", _NUMBERED.sub(" ", apart))
    together = _DATE_TIME.sub("date", _ONE_WORD.sub(r"\1\2\3\4\5", named))
    return _PARTICULARS.sub(r"\1\2 ", together).split()


def normalised(text: str) -> str:
    """The heading's words in lower case with single spaces: what a header's fingerprint is made of."""
    return " ".join(_words(text.replace("\ufeff", "")))


def _words(text: str) -> list[str]:
    return _OTHER.sub(" ", _CAMEL.sub(" ", text).lower()).split()


@cache
def dictionary() -> Dictionary:
    told: dict[str, Any] = json.loads(resources.files("importers").joinpath("headings.json").read_text("utf-8"))
    roles = {heading(text).squash: role for text, role in told["roles"].items()}
    services = {heading(text).squash: service for text, service in told["services"].items()}
    exact: dict[str, Entry] = {}
    by_words: dict[frozenset[str], set[Field]] = {}
    confirmed_words = set[frozenset[str]]()
    doubtful = set[frozenset[str]]()
    for name, by_evidence in told["fields"].items():
        field = Field(name)
        for evidence, texts in by_evidence.items():
            for text in texts:
                one = heading(text)
                label = services.get(one.squash, text if field is Field.ATTRIBUTE else "")
                entry = Entry(field, evidence, label, roles.get(one.squash, ""), one.words)
                exact.setdefault(one.squash, entry)
                if entry.confirmed:
                    confirmed_words.add(one.core)
                if evidence == "suggested":
                    doubtful.add(frozenset(one.said))
                elif one.core:
                    by_words.setdefault(one.core, set()).add(field)
    bare = frozenset(heading(text).squash for text in told["bare"])
    return Dictionary(
        exact=exact,
        by_words={
            words: fields.copy().pop()
            for words, fields in by_words.items()
            if len(fields) == 1 and not fields & {Field.ATTRIBUTE, Field.ACTIVE_FLAG} and not words <= bare
        },
        confirmed_words=frozenset(confirmed_words),
        doubtful=frozenset(doubtful),
        ambiguous={squash: tuple(map(Field, fields)) for squash, fields in told["ambiguous"].items()},
        bare=bare,
        never=frozenset(heading(text).squash for text in told["never"]),
        never_words=frozenset(told["never_words"]),
        unused=frozenset(heading(text).squash for text in told["unused"]),
    )
