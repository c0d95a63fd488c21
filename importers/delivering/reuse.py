"""Whether an agency's number stands for another person than before (domain/9 rule 20; 903 rules 202, 203, 208).

Suspected where the family name is unlike every one the record ever had and the birth date another, or sex and birth
date are both another. A value that is missing or only estimated is no difference; a part of a date fits the whole.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from rapidfuzz.distance import JaroWinkler

from importers.columns.profile import Mapping
from importers.fields import Field
from importers.values.cells import clean
from matching.scoring.names import evident
from store.records import reuse
from store.records.columns import RecordColumns
from store.records.reuse import NoQuestion, Question, Said
from store.session import Session

ALIKE = 0.85
_IDENTITY = (Field.FAMILY, Field.FULL_NAME, Field.GIVEN, Field.BIRTH, Field.SEX)


class Heads:
    """Who each row of a file is about, in twelve bytes a row: family names, birth date, sex."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], int] = {}
        self._births: dict[str, int] = {}
        self._rows = array("I")
        self._born = array("I")
        self._sexes = bytearray()

    def add(self, count: int, people: Sequence[int], said: RecordColumns) -> None:
        """So many more rows, and what those of people say, by their places among them."""
        names, births = self._names, self._births
        rows, born, sexes = [0] * count, [0] * count, bytearray(b" " * count)
        families: list[tuple[str, ...]] = [()] * len(people)
        for row, family, placeholder in zip(said.names.of, said.names.family, said.names.placeholder, strict=True):
            if not placeholder:
                families[row] += (family,)
        for place, birth, estimated, sex, named in zip(
            people, said.birth_date, said.birth_estimated, said.sex, families, strict=True
        ):
            rows[place] = names.setdefault(named, len(names))
            told = "" if estimated else birth
            born[place] = births.setdefault(told, len(births))
            sexes[place] = ord(sex or " ")
        self._rows.extend(rows)
        self._born.extend(born)
        self._sexes.extend(sexes)

    def said(self, rows: Iterable[tuple[int, int]]) -> Iterator[tuple[int, Said]]:
        """(row, who it is about) for rows (from 0) and the record that stands for each."""
        names, births = list(self._names), list(self._births)
        for row, record in rows:
            yield row, Said(record, names[self._rows[row]], births[self._born[row]], chr(self._sexes[row]).strip())


def another(before: Said, now: Said) -> bool:
    """Whether the number seems to stand for another person now."""
    if not _different_birth(before.birth, now.birth):
        return False
    sexes = {before.sex, now.sex}
    return sexes == {"F", "M"} or _unlike(before.families, now.families)


def identity(cells: Sequence[str], mapping: Mapping) -> str:
    """Digest of the cells that say who a row is about: an answer is about these and no others."""
    told = [clean(cells[at]) for at in mapping.of(*_IDENTITY) if at < len(cells)]
    return blake2b("\x1f".join(told).casefold().encode(), digest_size=16).hexdigest()


def questions(session: Session) -> tuple[tuple[Question, str], ...]:
    """Each question with what the refused row says of who it is about."""
    return tuple((asked, ", ".join(_told(asked))) for asked in reuse.questions(session))


def answer(session: Session, feed: str, key: str, said: str) -> None:
    """Say what became of a number, of the row refused last: 'correction' or 'reused'; store.records.reuse.answer."""
    found = [asked for asked in reuse.questions(session) if (asked.feed, asked.source_key) == (feed, key)]
    if not found:
        raise NoQuestion(key)
    mapping = Mapping.model_validate_json(found[0].mapping)
    reuse.answer(session, feed, key, identity(found[0].cells, mapping), said)


def _told(asked: Question) -> list[str]:
    mapping = Mapping.model_validate_json(asked.mapping)
    return [text for at in mapping.of(*_IDENTITY) if at < len(asked.cells) and (text := clean(asked.cells[at]))]


def _different_birth(before: str, now: str) -> bool:
    shorter = min(len(before), len(now))
    return shorter > 0 and before[:shorter] != now[:shorter]


def _unlike(before: Iterable[str], now: Iterable[str]) -> bool:
    earlier = [name for name in map(evident, before) if name]
    later = [name for name in map(evident, now) if name]
    return bool(earlier) and bool(later) and not any(_alike(a, b) for a in earlier for b in later)


def _alike(a: str, b: str) -> bool:
    return bool(set(a.split()) & set(b.split())) or JaroWinkler.similarity(a, b) >= ALIKE
