"""A record's identity values as one row of numbers and texts, to be kept and read back by the hundred thousand.

A form is five numbers (feed and words of text, NHS number, birth and sex, and twice three counts), then its names,
addresses, numbers, telephones, e-mail addresses and attributes, a text being its stable hash, and then the texts
themselves in that order. All numbers are 64 bits, little endian; texts are UTF-8, parted by zeros and filled up with
them to a whole word. So whoever has a form needs to read nothing else to compare it.
"""

from collections.abc import Callable
from functools import partial
from itertools import accumulate, pairwise
from struct import Struct

import numpy as np

from matching.scoring.arrays import Ints
from matching.scoring.columns import Table
from matching.scoring.frequencies import Frequencies
from matching.scoring.person import Person
from matching.scoring.ragged import Ragged, coded
from matching.scoring.words import Recalled, Words

VERSION = 4
"""Of what a hub keeps. To be raised when names, addresses or keys are made otherwise: it is then made anew."""

_HEAD = 5
_WIDTHS = (3, 5, 2, 1, 1, 2)  # of a name, an address, a number, a telephone, an e-mail address, an attribute
_BITS = 21  # of a count
_MASK = (1 << _BITS) - 1
_FEED = 32  # bits of a feed's id; the words of text stand above
_FEEDS = (1 << _FEED) - 1
_PARTED = "\0"

Places = Ints
"""Where the hashes of texts stand among words."""


def pack(feeds: Ints, table: Table) -> list[bytes]:
    """The form of each record of the table."""
    kinds = _kinds(table)
    counts = [np.diff(rows.starts) for rows, _ in kinds]
    lengths = sum((n * width for n, width in zip(counts, _WIDTHS, strict=True)), np.zeros_like(feeds))
    said, texts = _slots(kinds, counts, lengths)
    head = np.empty((len(feeds), _HEAD), "<i8")
    head[:, 1] = table.nhs
    head[:, 2] = table.birth << 2 | table.sex
    for place, at in ((3, 0), (4, 3)):
        head[:, place] = counts[at] | counts[at + 1] << _BITS | counts[at + 2] << 2 * _BITS
    ends = [0, *np.cumsum(lengths).tolist()]
    letters = [_in_words(texts[a:b]) for a, b in pairwise(ends)]
    head[:, 0] = feeds | np.array([len(of) // 8 for of in letters], np.int64) << _FEED
    heads, numbers, size = head.tobytes(), said.tobytes(), _HEAD * 8
    return [
        heads[n * size : (n + 1) * size] + numbers[a * 8 : b * 8] + of
        for n, ((a, b), of) in enumerate(zip(pairwise(ends), letters, strict=True))
    ]


def _kinds(table: Table) -> list[tuple[Ragged, list[Words]]]:
    """What records have several of, in the order of `Person`: the rows, and the words of each column."""
    address = [table.postcodes, table.houses, table.streets, table.towns, table.values]
    said = [table.values] * 2
    return [
        (table.names, [table.words] * 3), (table.addresses, address), (table.numbers, said),
        (table.phones, said[:1]), (table.emails, said[:1]), (table.attributes, said),
    ]  # fmt: skip


def pack_one(feed: int, said: Person) -> bytes:
    """The form of one record."""
    kinds = (said.names, said.addresses, said.numbers, said.phones, said.emails, said.attributes)
    a, b, c, d, e, f = map(len, kinds)
    slots = [number for rows in kinds for row in rows for number in row]
    letters = _in_words([said.texts[number] for number in slots])
    born, some, others = (said.birth << 2 | said.sex, a | b << _BITS | c << 2 * _BITS, d | e << _BITS | f << 2 * _BITS)
    first = feed | len(letters) // 8 << _FEED
    return Struct(f"<{_HEAD + len(slots)}Q").pack(first, said.nhs, born, some, others, *slots) + letters


def _slots(kinds: list[tuple[Ragged, list[Words]]], counts: list[Ints], lengths: Ints) -> tuple[Ints, list[str]]:
    """The hashes that each record says, one record after another, and their texts."""
    start = np.cumsum(lengths) - lengths
    said, texts = np.zeros(int(lengths.sum()), "<i8"), np.full(int(lengths.sum()), "", np.object_)
    for (rows, words), n, width in zip(kinds, counts, _WIDTHS, strict=True):
        owner = rows.owners
        place = start[owner] + (np.arange(len(owner)) - rows.starts[owner]) * width
        for column, (of, codes) in enumerate(zip(words, rows.columns, strict=True)):
            said[place + column] = of.hashes[codes].view(np.int64)
            texts[place + column] = of.array[codes]
        start += n * width
    return said, texts.tolist()


def _in_words(texts: list[str]) -> bytes:
    said = _PARTED.join(texts)
    if said.count(_PARTED) >= len(texts):
        said = _PARTED.join(text.replace(_PARTED, " ") for text in texts)
    body = said.encode()
    return body.ljust(-(-len(body) // 8) * 8, b"\0")


def texts_at(words: Ints, start: Ints, places: Places) -> list[str]:
    """The texts whose hashes stand at these places, among the words of forms that begin at `start`, ascending."""
    begin = start[np.searchsorted(start, places, "right") - 1]
    said = np.zeros(len(places), np.int64)
    for place in (3, 4):
        for at, width in enumerate(_WIDTHS[(place - 3) * 3 : (place - 3) * 3 + 3]):
            said += (words[begin + place] >> _BITS * at & _MASK) * width
    letters = begin + _HEAD + said
    ends = letters + (words[begin] >> _FEED)
    data = words.data.cast("B")
    slots = zip((letters * 8).tolist(), (ends * 8).tolist(), (places - begin - _HEAD).tolist(), strict=True)
    return [str(data[a:b], "utf-8").split(_PARTED, slot + 1)[slot] for a, b, slot in slots]


def person(body: memoryview) -> tuple[int, Person]:
    """(feed, what the record says) from its form, a form's words as unsigned numbers."""
    first, nhs, born, some, others = body[:_HEAD].tolist()
    end = len(body) - (first >> _FEED)
    said = body[_HEAD:end].tolist()
    counts = (
        some & _MASK,
        some >> _BITS & _MASK,
        some >> 2 * _BITS,
        others & _MASK,
        others >> _BITS & _MASK,
        others >> 2 * _BITS,
    )
    at, rows = 0, list[list[tuple[int, ...]]]()
    for width, n in zip(_WIDTHS, counts, strict=True):
        begin, at = at, at + n * width
        rows.append([tuple(said[k : k + width]) for k in range(begin, at, width)] if n else [])
    read = partial(_texts, said, body[end:])
    names, addresses, numbers, phones, emails, attributes = rows
    return first & _FEEDS, Person(born >> 2, born & 3, nhs, names, addresses, numbers, phones, emails, attributes, read)


def _texts(said: list[int], body: memoryview) -> dict[int, str]:
    return dict(zip(said, str(body, "utf-8").split(_PARTED), strict=False))


def unpack(flat: Ints, start: Ints, frozen: Frequencies | None, *, to_count: bool = False) -> tuple[Ints, Table]:
    """(feed of each record, their columns) from the forms that begin there, in that order, among the words `flat`.

    to_count: whoever counts need not know beforehand which words are the same, so that each has a code of its own;
    but for postcodes, whose districts are worked out.
    """
    counts = [flat[start + place] >> _BITS * at & _MASK for place in (3, 4) for at in range(3)]
    feeds, nhs, born = flat[start] & _FEEDS, flat[start + 1], flat[start + 2]
    read = partial(texts_at, flat, start)
    begin = start + _HEAD
    rows: list[tuple[Ints, list[Places]]] = []
    for n, width in zip(counts, _WIDTHS, strict=True):
        starts = np.append(0, np.cumsum(n))
        place: Ints = np.repeat(begin - starts[:-1] * width, n) + np.arange(int(starts[-1])) * width
        rows.append((starts, [place + column for column in range(width)]))
        begin = begin + n * width

    def local(columns: list[Places], *, apart: bool = to_count) -> tuple[Words, list[Ints]]:
        return _local(flat, columns, read, apart=apart)

    (names, name), (homes, home), *others = rows
    words, name_codes = local(name)
    places = [local(home[:1], apart=False), *(local([column]) for column in home[1:4])]
    values, value_codes = local([home[4], *(column for _, columns in others for column in columns)])
    codes = iter(value_codes[1:])
    numbers, phones, emails, attributes = (Ragged(at, tuple(next(codes) for _ in columns)) for at, columns in others)
    table = Table(
        size=len(start), birth=born >> 2, sex=born & 3, nhs=nhs,
        names=Ragged(names, tuple(name_codes)),
        addresses=Ragged(homes, (*(of[0] for _, of in places), value_codes[0])),
        numbers=numbers, phones=phones, emails=emails, attributes=attributes, words=words,
        postcodes=places[0][0], houses=places[1][0], streets=places[2][0], towns=places[3][0], values=values,
        frozen=frozen,
    )  # fmt: skip
    return feeds, table


def _local(
    flat: Ints, columns: list[Places], read: Callable[[Places], list[str]], *, apart: bool
) -> tuple[Words, list[Ints]]:
    """The hashes of some columns as codes without gaps, 0 for ''; or else, apart, a code for each place."""
    ends = list(accumulate((len(column) for column in columns), initial=0))
    places = np.concatenate(columns)
    numbers = np.append(np.uint64(0), flat[places].view(np.uint64))
    if apart:
        codes = np.where(numbers > 0, np.arange(len(numbers)), 0)
    else:
        numbers, codes = coded(numbers)
    codes = codes[1:]
    somewhere = np.full(len(numbers), -1, np.int64)
    somewhere[codes] = places
    somewhere[0] = -1  # of what nothing is said there is no text to read
    return Recalled(numbers, somewhere, read), [codes[a:b] for a, b in pairwise(ends)]
