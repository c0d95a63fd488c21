"""What a heading of any origin says that its column holds: the wider dictionary first, then the one of the imports."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Literal

from importers.bare.scripts import latin
from importers.columns import guessing
from importers.fields import LINES, Field
from importers.headings import ANOTHER, FILLERS, RELATIVES, SUBJECTS, dictionary, heading
from importers.values.vocabulary import vocabulary


class Extra(StrEnum):
    """What a column of a bare file may hold beyond the fields of an import."""

    INITIALS = "initials"
    SECOND_FAMILY = "second_family_name"
    PARTICLE = "name_particle"
    BIRTH_YEAR = "birth_year"
    BIRTH_MONTH = "birth_month"
    BIRTH_DAY = "birth_day"
    AGE = "age"
    AGE_YEAR = "year_of_the_age"
    NUMBER = "number"
    POSTCODE_TOWN = "postcode_and_town"
    PATRONYMIC = "fathers_name"


Kind = Field | Extra
Sort = Literal["evidence", "attribute", "date part", "answer", "source", "other", "unused", "never", "unknown"]

_LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "å": "a"}
    | {"Ł": "L", "Ø": "O", "Æ": "Ae", "Œ": "Oe", "Đ": "D", "Ð": "D", "Þ": "Th", "Å": "A"}
)
_LINKING = FILLERS | vocabulary(
    "de des du del della der die das den la le les el di da do dos das van het een av af og ve i d l y e et und och"
)
_NEUTRAL = SUBJECTS | vocabulary(
    "fake clean cleaned raw std standardised standardized norm original orig value text txt str name c legal official",
    "res residential residence home full desc description mail mailing paciente patienten persona personne osoba",
    "patient person client kunde cliente usager inwoner patiente pacjent pacjenta asegurado titular voter member",
    "cd lbl nm nu cs ds sg tp val value field fld col enum beneficiary hasta ogrenci beteg gyermek tanulo pasien siswa",
    "anak penerima rebenka patsienta uchenika dytyny dytini aluno usuario dziecka pacjenta ucznia benh nhan hoc sinh",
    "asthenous mathiti paidiou",
)
_REMARK = re.compile(r"[(\[（［].*?[)\]）］]")
_INDEX = re.compile(r"^[a-z]?0*(\d)$")
_ENDING = re.compile(r"^(.*[^\W\d_])_?0*(\d)$")


@dataclass(frozen=True)
class Told:
    """What a heading says. sort: evidence of who is meant (kind), a trait of the person (label), a part of some
    date (kind), or why it is none of these.

    index: '2' in 'fname_c2', 0 without one. sure: seen in a list, not put together. else_: what it says in other
    tongues, for values that it cannot be in the first: 'by' is a birth year or a Danish town.
    """

    sort: Sort
    kind: Kind | None = None
    label: str = ""
    index: int = 0
    sure: bool = False
    else_: tuple[Kind, ...] = ()


@dataclass(frozen=True)
class _Lists:
    """headings.json, ready to be asked."""

    kinds: dict[str, tuple[Kind, ...]]
    by_words: dict[frozenset[str], Kind]
    attributes: dict[str, str]
    date_parts: dict[str, Kind]
    answers: frozenset[str]
    sources: frozenset[str]
    others: frozenset[str]
    never: frozenset[str]
    events: frozenset[str]
    numbering: frozenset[str]
    persons: tuple[str, ...]
    blanks: frozenset[str]


def plain(text: str) -> str:
    """In Latin letters without marks, which keyboards and exports drop: 'Prénom' → 'Prenom', 'Имя' → 'Imya'."""
    folded = unicodedata.normalize("NFKD", latin(text).translate(_LETTERS).replace("İ", "I"))
    return unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)))


@cache
def _lists() -> _Lists:
    told: dict[str, Any] = json.loads(resources.files("importers.bare").joinpath("headings.json").read_text("utf-8"))
    kinds: dict[str, tuple[Kind, ...]] = {}
    by_words: dict[frozenset[str], Kind] = {}
    for name, texts in told["fields"].items():
        kind: Kind = Extra(name) if name in set(Extra) else Field(name)
        for text in texts:
            known = kinds.setdefault(_together(text), ())
            kinds[_together(text)] = known if kind in known else (*known, kind)
            by_words.setdefault(frozenset(text.split()) - _LINKING, kind)
    return _Lists(
        kinds,
        by_words,
        {_together(text): label for label, texts in told["attributes"].items() for text in reversed(texts)},
        {_together(text): Extra(name) for name, texts in told["date_parts"].items() for text in texts},
        *(
            frozenset(_together(text) for text in told[name])
            for name in ("answers", "sources", "others", "never", "events", "numbering")
        ),
        persons=tuple(map(_together, told["persons"])),
        blanks=frozenset(map(str.casefold, told["blanks"])),
    )


def blank_words() -> frozenset[str]:
    """What cells say in many tongues that say nothing, in small letters."""
    return _lists().blanks


def _together(text: str) -> str:
    """A heading in one word of letters and digits; one in other letters than Latin ones keeps its own."""
    one = heading(plain(text))
    return one.squash or "".join(c for c in plain(text).casefold() if c.isalnum())


def tell(text: str) -> Told:
    """What the heading says by itself."""
    known = _lists()
    one, squash = heading(plain(text)), _together(text)
    told = _listed(squash) or _listed(one.shorter)
    if told:
        return told
    if squash in known.answers:
        return Told("answer")
    if squash in known.sources:
        return Told("source")
    if part := known.date_parts.get(squash):
        return Told("date part", part)
    words = _without_index(one.words)
    if one.words & known.never:
        return Told("never")
    if one.words & known.others:
        return Told("other")
    if not one.squash:
        return _in_other_letters(text)
    return _by_words(words, _index(one.words)) or _numbered(one.squash) or _either(text) or _of_imports(text, words)


def tell_all(texts: Sequence[str]) -> list[Told]:
    """What the headings of one file say, which together tell more than each.

    Where none names a name, a word that begins most of them and says nothing itself is only the table's: 'pat_fn'.
    """
    told = [tell(text) for text in texts]
    if any(one.kind in _NAMED for one in told):
        return told
    words = [heading(plain(text)).said for text in texts]
    begun = Counter(said[0] for said in words if len(said) > 1 and _says_nothing(said[0]))
    word, times = next(iter(begun.most_common(1)), ("", 0))
    if times < _SEVERAL:
        return told
    return [
        tell(" ".join(said[1:])) if one.sort == "unknown" and said[:1] == (word,) else one
        for one, said in zip(told, words, strict=True)
    ]


_NAMED = (Field.GIVEN, Field.FAMILY, Field.FULL_NAME)
_SEVERAL = 3


def _says_nothing(word: str) -> bool:
    return tell(word).sort == "unknown" and word not in RELATIVES | ANOTHER | _lists().events | _lists().numbering


def of_an_event(text: str) -> bool:
    """Whether a heading names something that happened to a record: 'registr_dt', 'Data de internação'."""
    return not _lists().events.isdisjoint(heading(plain(text)).words)


def numbers_something(text: str) -> bool:
    """Whether a heading says that its column numbers or codes something: 'voter_reg_num'."""
    return not _lists().numbering.isdisjoint(heading(plain(text)).words)


def plainly_numbers(text: str) -> bool:
    """Whether a heading says nothing else than that its column numbers something: 'No.', 'Núm.'."""
    words = heading(plain(text)).words
    return bool(words) and words <= _lists().numbering


def unnumbered(text: str) -> str:
    """What a heading of numbers says beside that it is of numbers, in one word: 'CNIC No.' → 'cnic'.

    By the words that it sets apart itself: what is left of 'idno' without its 'no' names no number.
    """
    return "".join(word for word in _OWN_WORDS.findall(plain(text)) if word.casefold() not in _OF_NUMBERS).casefold()


_OWN_WORDS = re.compile(r"[A-Z]?[a-z]+|[^\W_a-z]+(?![a-z])|[^\W_]")
_OF_NUMBERS = vocabulary("no num number nr nbr numero nummer")


def _listed(squash: str) -> Told | None:
    known = _lists()
    if kinds := known.kinds.get(squash):
        return Told("evidence", kinds[0], sure=True, else_=kinds[1:])
    if label := known.attributes.get(squash):
        return Told("attribute", label=label, sure=True)
    return None


def _by_words(words: frozenset[str], index: int) -> Told | None:
    """The words in any order, without those that only say that the row's own person is meant."""
    known = _lists()
    for core in (words - _LINKING, words - _LINKING - _NEUTRAL):
        if not core:
            continue
        if kind := known.by_words.get(core):
            return Told("evidence", kind, index=index)
        if len(core) == 1 and (kinds := known.kinds.get("".join(core))):
            return Told("evidence", kinds[0], index=index)
        if len(core) == 1 and (label := known.attributes.get("".join(core))):
            return Told("attribute", label=label)
    return None


def _in_other_letters(text: str) -> Told:
    """Without a remark in brackets, and without a word for the row's own person: '생년월일(양력)', '患者氏名'."""
    squash = _together(_REMARK.sub("", text))
    shorter = (squash.removeprefix(word).removesuffix(word) for word in _lists().persons if word in squash)
    return next((told for said in (squash, *shorter) if (told := _listed(said))), Told("unknown"))


def _numbered(squash: str) -> Told | None:
    """'apellido1', 'fname2'."""
    found = _ENDING.match(squash)
    told = _listed(found[1]) if found else None
    return Told(told.sort, told.kind, told.label, int(found[2])) if told and found else None


def _either(text: str) -> Told | None:
    """'Barrio/Municipio', 'State/Province': what one of the two is."""
    halves = [half for half in text.split("/") if len(half) > 1]
    return next((found for half in halves if (found := _listed(_together(half)))), None) if len(halves) > 1 else None


def _without_index(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if not _INDEX.match(word))


def _index(words: frozenset[str]) -> int:
    found = [int(match[1]) for word in words if (match := _INDEX.match(word))]
    return found[0] if len(found) == 1 else 0


def _by_its_noun(words: frozenset[str]) -> Told | None:
    """'Term-time address', 'age_at_year_end': what is told, whatever it is told of or from when on."""
    if not words.isdisjoint(_NOT_THEIRS):
        return None
    found = {_NOUNS[word] for word in words if word in _NOUNS}
    if not words.isdisjoint(_BEFORE):
        found = {_FORMER[kind] for kind in found if kind in _FORMER}
    return Told("evidence", found.pop()) if len(found) == 1 else None


_NOUNS: dict[str, Kind] = {
    "address": Field.ADDRESS, "postcode": Field.POSTCODE, "zip": Field.POSTCODE, "phone": Field.PHONE,
    "telephone": Field.PHONE, "mobile": Field.MOBILE, "email": Field.EMAIL, "surname": Field.FAMILY,
    "forename": Field.GIVEN, "forenames": Field.GIVEN, "age": Extra.AGE,
}  # fmt: skip
_BEFORE = vocabulary("previous former prior prev old")
_FORMER: dict[Kind, Kind] = {
    Field.ADDRESS: Field.FORMER_ADDRESS,
    Field.POSTCODE: Field.FORMER_ADDRESS,
    Field.FAMILY: Field.FORMER_FAMILY,
}
_NOT_THEIRS = vocabulary(
    "school gp employer work office business practice surgery hospital clinic provider landlord agent owner worker",
    "ip mac web date type status code flag verified band group range death killed referrer solicitor",
)


def _of_imports(text: str, words: frozenset[str]) -> Told:
    """What the dictionary of the imports makes of it, suggestions included."""
    guess = guessing.guess([text], [()])[0]
    known = dictionary()
    one = heading(text)
    if one.squash in known.never or known.never_words & one.words:
        return Told("never")
    if guess.field in _OF_PERSONS:
        return Told("evidence", guess.field, sure=guess.sure)
    if guess.field is Field.COUNTY:
        return Told("attribute", label="county")
    if told := _by_its_noun(words):
        return told
    if guess.field is not None or guess.left_out:
        return Told("unused")
    return Told("unknown")


_OF_PERSONS = frozenset(
    {
        Field.SOURCE_ID, Field.LEGACY_ID, Field.NHS_NUMBER, Field.UPN, Field.FORMER_UPN, Field.ULN, Field.NINO,
        Field.PNC, Field.CRO, Field.JUSTICE_ID, Field.TENANCY, Field.TITLE, Field.FULL_NAME, Field.GIVEN, Field.MIDDLE,
        Field.FAMILY, Field.PREFERRED_GIVEN, Field.PREFERRED_FAMILY, Field.FORMER_FAMILY, Field.ALIAS, Field.BIRTH,
        Field.EXPECTED_BIRTH, Field.SEX, Field.ADDRESS, *LINES, Field.FLAT, Field.HOUSE, Field.BUILDING, Field.STREET,
        Field.LOCALITY, Field.TOWN, Field.POSTCODE, Field.FORMER_ADDRESS, Field.UPRN, Field.PHONE, Field.MOBILE,
        Field.EMAIL,
    }
)  # fmt: skip
"""Fields of an import that tell one person from another; the others tell what a service does."""
