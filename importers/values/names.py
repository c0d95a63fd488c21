"""Names as agencies write them, taken apart: titles off, aliases out of brackets, placeholders marked.

What is kept is what was given; nothing is title-cased, and a name is dropped only when it says nothing (domain/5 E.4,
domain/10 section 4). Null and None are real family names.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from importers.values.remembered import remembered
from importers.values.stand_ins import (
    NO_FIRST_NAMES,
    About,
    about,
    no_first_name,
    not_one_name,
    organisation,
    two_people,
)
from importers.values.vocabulary import vocabulary
from store.records.rows import Name

LONGEST = 200
_TITLES = vocabulary(
    "mr mrs ms miss mx dr doctor master prof professor sir dame lady lord rev reverend revd fr sr hon cllr mst"
)
_TITLE_ALONE = vocabulary("mr mrs ms miss mx")
_SUFFIX = re.compile(r"(?<=\w)[,\s]+(?:jnr|jr|snr|mbe|obe|cbe|kbe|dbe|esq|phd|iii)\.?$", re.I)
_TITLE_FIRST = re.compile(r"^([A-Za-z]+)\.?\s+(?=\S)")
_JUNK = re.compile(
    r"^(?:MIG_ERROR_?|NO_SHOW_?|DUPLICATE[_ ]+|DUP_|ZZ+_|XX+_|DO NOT USE[\s:_-]*|TEST[_ ]+(?=\S)|DECEASED[\s:_-]+)"
    r"|\s*\(\d{1,2}\)$|[\s*#~^+?]*[*#~^+?]$|\s+-+\s+(?:closed|deceased|duplicate|inactive|archived|left)$|\s+deceased$"
    r"|\s*[(\[](?:deceased|dec'?d|duplicate|dup|closed|inactive|archived|leaver|left|cp|cpp|cin|lac|cla|restricted"
    r"|confidential|twin ?\d?)[)\]]",
    re.I,
)
_BRACKETS = re.compile(r"\s*\(([^()]*[^\W\d_][^()]*)\)\s*")
_QUOTED = re.compile(r"\s*[\"“]([^\"“”]+)[\"”]\s*|\s+'([A-Za-z]+)'(?=\s|$)")
_KNOWN_AS = re.compile(r"\s+(?:a\.?k\.?a\.?|also known as|known as|k/a|alias)\s*:?\s+", re.I)
_FORMERLY = re.compile(r"[\s,]+(?:n[ée]e|née|formerly(?: known as)?|f\.?/?k\.?/?a\.?|previously|was)\s*:?\s+", re.I)
_NOW = re.compile(r"^(?:now|currently)\s+", re.I)
_FORMER_WORD = re.compile(
    r"^(?:n[ée]e|née|formerly|f\.?/?k\.?/?a\.?|previously|was|prev|former(?:ly)?|maiden)[\s:]+", re.I
)
_ALIAS_WORD = re.compile(r"^(?:a\.?k\.?a\.?|also known as|known as|k/a|alias|prefers|pref)[\s.:]+", re.I)
_STAND_IN_FIRST = re.compile(
    r"^((?:b/o|baby of|bby of|unborn|ubb|baby|infant|newborn|not known|unknown|n/k|twin)"
    r"(?: (?:boy|girl|child|baby|of|\d))*)\s+(?=\S)",
    re.I,
)
"""What a full name begins with that is no name: 'B/O Rachel Smith' is Rachel Smith's child, and has no name yet."""
_SLASH = re.compile(r"(?<=[^\W\d_]{2})\s*/\s*(?=[^\W\d_]{2})")
_HALVES = re.compile(r"([^\W\d_][\w'’ -]+?) ?/ ?([^\W\d_]{2}.*)")
"""'SMITH/Jo', as the police write it."""
_CARETS = re.compile(r"[^^]+\^[^^]+(?:\^[^^]*){0,4}")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.-?)+$")
_TOGETHER = re.compile(r"(?<![^\W\d_])([^\W\d_]\.)(?=[^\W\d_])")
_PARTICLES = vocabulary(
    "de da do dos das di del della van von der den ten ter la le du bin bint ibn al el abu ap st o mac mc y e",
    "ul ó ní ni nic uí ui mhic",
)


class Part(NamedTuple):
    """One name cell: the name, names found beside it, and codes of what was done."""

    text: str
    former: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    now: str = ""


class Parsed(NamedTuple):
    """All names of a row. unborn: the name says so; codes: what was found, an error among them refuses the row."""

    names: tuple[Name, ...]
    unborn: bool
    codes: tuple[str, ...]


@remembered(1 << 17)
def part(text: str) -> Part:
    """Take one cell of a name apart: 'Liz (Elizabeth)', 'Jones née Smith', 'Mensah (now Okafor)', 'Mr Dominic'."""
    if _is_one_word(text):
        return Part(text)
    codes: list[str] = []
    former: list[str] = []
    alias: list[str] = []
    now = ""
    plain = _SUFFIX.sub("", text)
    if plain != text:
        codes.append("NAME_TITLE")
        text = plain
    plain = _JUNK.sub("", text).strip(" _-")
    if plain != text.strip(" _-") and plain:
        codes.append("NAME_JUNK_STRIPPED")
        text = plain
    for inside in [*_BRACKETS.findall(text), *(a or b for a, b in _QUOTED.findall(text))]:
        if inside.strip(" .").casefold() in _TITLES:  # 'KAUR, Hannah (Miss)'
            codes.append("NAME_TITLE")
        elif word := _NOW.match(inside):
            now = inside[word.end() :].strip()
        elif word := _FORMER_WORD.match(inside):
            former.append(inside[word.end() :].strip())
        else:
            alias.append(_ALIAS_WORD.sub("", inside).strip())
    text = _QUOTED.sub(" ", _BRACKETS.sub(" ", text)).strip()
    text, *slashed = _slashed(_SLASH.sub("/", text))
    alias += slashed
    text, *others = _KNOWN_AS.split(text)
    alias += others
    text, *before = _FORMERLY.split(text)
    former += before
    if text.strip(" .").casefold() in _TITLE_ALONE:
        text = ""
        codes.append("NAME_TITLE")
    while (found := _TITLE_FIRST.match(text)) and found[1].casefold() in _TITLES:
        text = text[found.end() :]
        codes.append("NAME_TITLE")
    text = " ".join(text.strip(" ,;").split())
    return Part(text, tuple(filter(None, former)), tuple(filter(None, alias)), tuple(codes), now)


def _slashed(text: str) -> list[str]:
    """'Smith/Jones' is Smith, also known as Jones; 'B/O' and 'N/A' stay."""
    pieces = text.split("/") if "/" in text else []
    return pieces if pieces and all(len(p) > 1 and p.replace("-", "").isalpha() for p in pieces) else [text]


@remembered(1 << 17)
def plain(text: str) -> str:
    """Half of a name in lower case if it is a name and nothing else: no title, no brackets, no stand-in; else ''."""
    if not text or len(text) >= LONGEST // 4 or not_one_name(text):
        return ""
    return text.casefold() if _is_one_word(text) or part(text) == Part(text) else ""


def _is_one_word(text: str) -> bool:
    """Whether there is nothing to take apart."""
    return text.isalpha() and text.casefold() not in _TITLES


@remembered(1 << 16)
def plain_first(text: str) -> str:
    """The same of a first name, which Null and None are not."""
    return "" if text.casefold() in NO_FIRST_NAMES else plain(text)


@remembered(1 << 16)
def more_than_middle(text: str) -> bool:
    """Whether a cell of middle names is of unusual length or two people's."""
    return len(text) > LONGEST // 2 or two_people(text)


@remembered(1 << 15)
def whole(text: str) -> tuple[str, str, str]:
    """(given, middle, family) of a full name: 'SMITH, John A', 'Khan Mohammed', 'Anna de Souza', 'Mohammed KHAN'.

    Without a comma or capitals that set the family name apart, the last word is it, particles before it included.
    """
    if "," in text:
        family, _, given = text.partition(",")
        first, _, rest = given.strip(" ,").partition(" ")
        return first, rest.strip(), family.strip()
    if found := _STAND_IN_FIRST.match(text):
        middle, _, family = text[found.end() :].rpartition(" ")
        return found[1], middle, family
    words = initials_apart(text).split()
    if len(words) < 2:
        return "", "", text
    named = [w for w in words if not _INITIALS.match(w)]
    shouting = [w for w in named if len(w) > 1 and w.isupper()]
    if shouting and len(shouting) < len(named):
        quiet = [w for w in words if w not in shouting]
        if not ({words[0], words[-1]} <= {*shouting} and max(map(len, quiet)) == 1):  # 'ROISIN Z VASQUEZ'
            return quiet[0], " ".join(quiet[1:]), " ".join(shouting)
    start = len(words) - 1
    while start > 1 and particle(words[start - 1]) and words[start - 1] != "E":  # an initial
        start -= 1
    return words[0], " ".join(words[1:start]), " ".join(words[start:])


def initials_apart(text: str) -> str:
    """The name with initials that stand together apart: 'J.R. Smith' → 'J. R. Smith'."""
    return _TOGETHER.sub(r"\1 ", text)


def _carets_read(text: str) -> str:
    """'SMITH^John^Paul', as hospitals' messages (HL7) write a name: the family name, the first, the others."""
    if not _CARETS.fullmatch(text):
        return text
    family, *given = text.split("^")
    return f"{family}, {' '.join(filter(None, given[:2]))}"


def beside_family(text: str, family: str) -> tuple[str, str]:
    """(given, middle) of a full name whose family name another column holds; ('', '') if it is not in it."""
    words, own = part(text).text.replace(",", " ").split(), family.split()
    folded, size = [word.casefold() for word in words], len(own)
    told = [word.casefold() for word in own]
    rest = words[:-size] if folded[-size:] == told else words[size:] if folded[:size] == told else []
    return (rest[0], " ".join(rest[1:])) if rest else ("", "")


def family_first(text: str) -> str:
    """'de Souza Anna', where the heading says that the family name comes first: 'de Souza, Anna'."""
    words = text.split()
    if "," in text or "^" in text or len(words) < 2:
        return text
    end = led(words)
    return f"{' '.join(words[:end])}, {' '.join(words[end:])}"


def led(words: Sequence[str]) -> int:
    """How many of some words a family name takes that stands first, with its particles: of 'de Souza Anna' two."""
    end = 1
    while end < len(words) - 1 and particle(words[end - 1].strip(".")):
        end += 1
    return end


def particle(word: str) -> bool:
    """Whether a word stands before family names and is none by itself: 'van', 'Ó', 'St'."""
    return word.casefold() in _PARTICLES


def of_full(text: str) -> tuple[str, str, str, Part]:
    """(given, middle, family, what stood beside) of a full-name cell, its title off."""
    text = _carets_read(text)
    if (halves := _HALVES.fullmatch(text)) and halves[1].isupper() and not halves[2].isupper():
        text = f"{halves[1]}, {halves[2]}"
    found = part(text)
    given, middle, family = whole(found.text)
    return part(given).text if given else given, middle, family, found


def parse(
    given: str,
    middle: str,
    family: str,
    preferred_given: str = "",
    preferred_family: str = "",
    former_families: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
) -> Parsed:
    """Every name of a row from its clean cells. Codes NAME_MISSING, NAME_ORG and NAME_LONG refuse the row."""
    others = preferred_given or preferred_family or former_families or aliases
    if not others and (first := plain_first(given)) and (last := plain(family)) and not more_than_middle(middle):
        return Parsed((Name("current", given, middle, family),), False, ("NAME_TWICE",) if first == last else ())
    if not given and "," in family:
        given, middle, family = whole(family)
    first, last = part(given), part(family)
    codes = [*first.codes, *last.codes]
    if len(given) + len(middle) + len(family) > LONGEST:
        return Parsed((), False, ("NAME_LONG",))
    if not first.text and not last.text:
        return Parsed((), False, ("NAME_MISSING",))
    of_given, of_family = about(first.text), about(last.text)
    if of_given.two or of_family.two or about(middle).two:
        return Parsed((), False, ("NAME_TWO",))
    if (of_given.organisation or of_family.organisation) and organisation(first.text, last.text):
        return Parsed((), False, ("NAME_ORG",))
    codes += _remarks(first.text, last.text, of_given, of_family)
    family_now = last.now or last.text
    names = [_name("current", first.text, middle, family_now)]
    if last.now:
        names.append(_name("former", first.text, middle, last.text))
    before = (old.partition("^")[0] for old in former_families)
    names += [_name("former", first.text, middle, old) for old in (*last.former, *before)]
    names += [_name("alias", other, "", family_now) for other in (*first.alias, *first.former)]
    names += [_name("alias", first.text, middle, other) for other in last.alias]
    if preferred_given or preferred_family:
        names.append(_name("preferred", preferred_given or first.text, "", preferred_family or family_now))
    for alias in aliases:
        a_given, a_middle, a_family = whole(part(alias).text)
        names.append(_name("alias", a_given or a_family, a_middle, a_family if a_given else family_now))
    unborn = about(given).unborn or about(family).unborn
    return Parsed(tuple(_distinct(names)) if len(names) > 1 else tuple(names), unborn, tuple(codes))


def _name(kind: str, given: str, middle: str, family: str) -> Name:
    """A placeholder if either half stands for no name, and so cannot tell who is meant."""
    return Name(kind, given, middle, family, int(no_first_name(given) or about(family).nobody))


def _remarks(given: str, family: str, of_given: About, of_family: About) -> list[str]:
    found: list[str] = []
    if no_first_name(given) or of_family.nobody:
        found.append("NAME_PLACEHOLDER")
    elif of_given.digits or of_family.digits:
        found.append("NAME_DIGITS")
    if not given:
        found.append("NAME_NO_GIVEN")
    if not family:
        found.append("NAME_NO_FAMILY")
    if given and given.casefold() == family.casefold():
        found.append("NAME_TWICE")
    return found


def _distinct(names: list[Name]) -> list[Name]:
    """The current name first; others only where they say something it does not."""
    kept: dict[tuple[str, ...], Name] = {}
    for name in names:
        kept.setdefault((name.given.casefold(), name.middle.casefold(), name.family.casefold()), name)
    return list(kept.values())
