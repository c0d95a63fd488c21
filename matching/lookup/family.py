"""A family as it is pasted or typed, one person a line, taken apart into questions for the search box.

Lists come out of e-mails, referral forms and spreadsheets: numbered, tabbed, labelled, with a row of headings, with
a birth date on the line below its name. What the search would take for a name although it is none (the relation, a
heading, a bare age) is taken out here; everything else is left to `matching.lookup.query`, which says back what it
understood.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from matching.lookup.parts import Query
from matching.lookup.pasted_mail import without_letter
from matching.lookup.query import parse

MOST = 20
"""People of one list: more is no family."""
_LONGEST = 1_000  # letters of a line
_MOST_LINES = 150
_ELDEST = 120

_RELATIONS = frozenset(
    ("mother", "mum", "mam", "mummy", "father", "dad", "daddy", "stepmother", "stepmum", "stepfather",
     "stepdad", "stepson", "stepdaughter", "stepsister", "stepbrother", "brother", "sister", "sibling", "twin",
     "grandmother", "grandfather", "grandma", "grandpa", "granddad", "grandad", "gran", "granny", "nan", "grandson",
     "granddaughter", "grandchild", "aunt", "auntie", "aunty", "uncle", "nephew", "niece", "cousin", "husband", "wife",
     "daughter", "guardian", "carer", "subject", "mgm", "mgf", "pgm", "pgf")
)  # fmt: skip
_ONLY_AS_CELL = frozenset(
    ("son", "child", "stepchild", "kid", "baby", "newborn", "toddler", "boy", "girl", "partner", "lodger", "friend",
     "ex", "parent", "boyfriend", "girlfriend", "fiance", "fiancee", "unborn", "grandparent", "other", "self",
     "relative", "neighbour", "nana", "nanny")
)  # fmt: skip
"""Also names or parts of names: relations only where nothing else stands beside them."""
_WHICH = frozenset(
    ("step", "half", "foster", "adoptive", "adopted", "birth", "biological", "maternal", "paternal", "great", "grand",
     "older", "elder", "oldest", "eldest", "younger", "youngest", "big", "little", "baby", "new", "unborn", "twin",
     "ex", "index", "subject", "other", "his", "her", "their", "the")
)  # fmt: skip
"""Before a relation: 'maternal grandmother', 'half-brother'."""
_MOST_OF_RELATION = 4
"""Words: 'her ex partner's mother'."""
_EXPECTING = frozenset(
    ("mother", "mum", "mam", "mummy", "stepmother", "stepmum", "wife", "girlfriend", "fiancee", "partner", "ex")
)
_DUE = re.compile(r"\b(?:edd|edc|due|expecting)\b.*", re.IGNORECASE)
_HEADINGS = frozenset(
    ("name", "names", "first", "given", "forename", "forenames", "family", "last", "surname", "dob", "d.o.b",
     "birth", "date", "of", "age", "edd", "relation", "relationship", "to", "child", "role", "postcode", "post",
     "code", "address", "nhs", "number", "no", "no.", "gender", "sex", "children", "siblings", "adults", "parents",
     "household", "members", "details", "composition", "in", "the")
)  # fmt: skip
_LABEL = re.compile(
    r"(?:first |given |family |last |full )?"
    r"(?:names?|forenames?|surname|child|address|post ?code|relation(?:ship)?)\s*[:=]\s*"
    r"|(?:gender|sex)\s*[:=]\s*(?:male|female|m|f)?\s*",
    re.IGNORECASE,
)
_SAME_HOME = re.compile(
    r"(?:also |all )?(?:(?:lives?|living|resides?) )?(?:at )?(?:the )?same (?:address|home|house|household)\b[^\d]*"
    r"|(?:lives?|living) with [^\d]*|(?:address )?as above|ditto",
    re.IGNORECASE,
)
"""Where they live is said of somebody else."""
_BULLET = re.compile(r"^(?:\s|>|[-*•·◦▪‣–—](?=\s|$)|o(?=\t))*(?:\(?\d{1,2}[.)]\s+(?!\d{1,2}\.))?")
"""Also of an answered e-mail, '> > - ', and of Word's lists."""
_CELLS = re.compile(r"[\t,;|]+|\s+[-–—]\s+")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_AGE = re.compile(r"\d{1,3}")
_COUNTED, _IN_LAW, _WHOSE = re.compile(r" \d\d?$"), re.compile(r" in law$"), re.compile(r"['’]?s$|s['’]$")


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a list: the line as given, the relation it names, the text to search by.

    relation is '' if none; asked is '' where the line names a relation and nothing to search by.
    """

    typed: str
    relation: str
    asked: str


@dataclass(frozen=True, slots=True)
class Family:
    """The people of a list, and how many lines beyond the most were left out."""

    people: tuple[Person, ...]
    left_out: int


def cleaned(text: str) -> str:
    """What was pasted as one line of letters: breaks and tabs are blanks, what a terminal would obey is gone."""
    return " ".join("".join(" " if c.isspace() else c for c in text if c.isspace() or _letter(c)).split())


def read(text: str, today: date) -> Family:
    """The people of a list, one a line; a line that only completes the one above belongs to it. Never raises."""
    people: list[Person] = []
    lines = [line for line in without_letter(text).splitlines() if line.strip()]
    for typed in lines[:_MOST_LINES]:
        person = _person(typed[:_LONGEST])
        if not person.asked and not person.relation:
            continue
        if people and _completes(people[-1], person, today):
            last = people.pop()
            person = Person(
                f"{last.typed}, {person.typed}", last.relation or person.relation, f"{last.asked}, {person.asked}"
            )
        people.extend(_apart(person, today))
    return Family(tuple(people[:MOST]), max(0, len(people) - MOST) + len(lines[_MOST_LINES:]))


def _letter(character: str) -> bool:
    return unicodedata.category(character)[0] != "C"


def _person(typed: str) -> Person:
    shown = cleaned(typed.replace("\t", ", "))
    relations: list[str] = []

    def bracketed(found: re.Match[str]) -> str:
        if not _is_relation(found[1]):
            return found[0]
        relations.append(cleaned(found[1]))
        return " "

    text = _BRACKETED.sub(bracketed, _BULLET.sub("", typed, count=1))
    text = "".join(c for c in text if c.isspace() or _letter(c))
    cells = [_LABEL.sub("", cell).strip() for cell in _CELLS.split(text)]
    kept: list[str] = []
    for cell in cells:
        before, colon, after = cell.partition(":")
        if colon and _is_relation(before):
            relations.append(before.strip())
            cell = after.strip()
        if _SAME_HOME.fullmatch(cell):
            continue
        if _is_relation(cell):
            relations.append(cell)
        elif _AGE.fullmatch(cell) and int(cell) <= _ELDEST:
            kept.append(f"age {int(cell)}")
        else:
            kept.append(_without_relation(cell, relations))
    words = {word.strip(":") for cell in kept for word in cell.casefold().replace("/", " ").split()}
    if words and words <= _HEADINGS:
        return Person(shown, "", "")
    return Person(shown, relations[0].casefold() if relations else "", cleaned(", ".join(filter(None, kept))))


def _apart(person: Person, today: date) -> tuple[Person, ...]:
    """Who expects a child and the child are two: by the day it is due the child would be found in her place."""
    cells = person.asked.split(", ")
    due = ", ".join(found[0] for cell in cells if (found := _DUE.search(cell)))
    child = parse(due, today).birth if due else None
    hers = ", ".join(filter(None, (_DUE.sub("", cell).strip() for cell in cells)))
    own = parse(hers, today)
    if child is None or not child.expected or not (own.birth or person.relation.split(" ")[-1] in _EXPECTING):
        return (person,)
    return (
        Person(person.typed, person.relation, hers),
        Person(person.typed, "unborn", ", ".join(filter(None, (" ".join(own.names), due)))),
    )


def _is_relation(words: str) -> bool:
    """'Mum', 'maternal grandmother', 'dad's girlfriend', 'child 2', 'sister-in-law', 'twin?'."""
    plain = words.casefold().rstrip("?").replace("-", " ")
    plain = _COUNTED.sub("", _IN_LAW.sub("", " ".join(plain.split()))).split()
    if not plain or len(plain) > _MOST_OF_RELATION:
        return False
    *before, last = plain
    return _relates(last) and all(word in _WHICH or _relates(_WHOSE.sub("", word)) for word in before)


def _relates(word: str) -> bool:
    return word in _RELATIONS or word in _ONLY_AS_CELL


def _without_relation(cell: str, relations: list[str]) -> str:
    """The cell without words that can only be a relation, as long as another word is left."""
    words = cell.split()
    for size in range(_MOST_OF_RELATION, 0, -1):
        for at in range(len(words) - size + 1):
            run = [word.strip(".:?") for word in words[at : at + size]]
            if size < len(words) and _is_relation(" ".join(run)) and any(map(_can_only_relate, run)):
                relations.append(" ".join(run))
                return _without_relation(" ".join(words[:at] + words[at + size :]), relations)
    return cell


def _can_only_relate(word: str) -> bool:
    return not _RELATIONS.isdisjoint(_WHOSE.sub("", word.casefold()).split("-"))


def _completes(last: Person, person: Person, today: date) -> bool:
    """Whether a line names nobody and says something of the person above it that was not said already.

    Another relation, or one with nothing to search by ('mum's partner, name unknown'), is somebody else.
    """
    if not person.asked:
        return False
    above, here = parse(last.asked, today), parse(person.asked, today)
    if person.relation and (last.relation or not _said(here)):
        return False
    return bool(above.names) and not here.names and not _said(above) & _said(here)


def _said(query: Query) -> set[str]:
    parts = {
        "birth": query.birth, "nhs": query.nhs or query.number, "id": query.identifier, "postcode": query.postcode,
        "street": query.street, "phone": query.phone,
    }  # fmt: skip
    return {name for name, value in parts.items() if value}
