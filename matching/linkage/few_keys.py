"""The keys of one record, in plain numbers: the same that `keys` makes of many."""

from collections.abc import Iterator
from itertools import product

from matching.linkage.keys import MEMBER, REST, SHARED, Rule
from matching.scoring import addresses, names
from matching.scoring.hashing import ALL, hash_of, mixed
from matching.scoring.person import Person
from matching.scoring.words import mailbox


def keys_of_one(person: Person) -> list[int]:
    """Every key of a record, ascending, each once."""
    return sorted({*_names(person), *_places(person), *_contacts(person)})


def _names(person: Person) -> Iterator[int]:
    birth, texts = person.birth, person.texts
    year, days = birth // 10000, _sorted_days(birth)
    dated, whole = birth > 0, birth % 100 > 0
    if person.nhs:
        yield _key(Rule.NHS, person.nhs)
    for given, _, family in person.names:
        if whole:
            for word in filter(None, (given, family)):
                yield _key(Rule.DAY_WORD, year * 10000 + days, _opening(texts[word], 2))
        if given and family:
            sounds, initial = (_sound(texts[given]), _sound(texts[family])), _initial(texts[given])
            if whole:
                yield _key(Rule.DAY_NAMES, year * 100 + birth % 100, _opening(texts[family], 3), initial)
            if dated:
                yield _key(Rule.YEAR_SOUNDS, year, min(sounds), max(sounds))
            yield _key(Rule.NAMES, _both(given, family))
            yield _key(Rule.SOUND_INITIAL, sounds[1], initial)
        elif dated and (given or family):
            yield _key(Rule.LONE_WORD, birth // 100, _opening(texts[given or family], 3))


def _places(person: Person) -> Iterator[int]:
    birth, texts = person.birth, person.texts
    for (given, _, family), (postcode, house, street, _, _) in product(person.names, person.addresses):
        if postcode and family:
            if given:
                district = hash_of(addresses.outward(texts[postcode]))
                yield _key(Rule.NAMES_DISTRICT, _both(given, family), district)
            yield _key(Rule.POSTCODE_NAMES, postcode, _opening(texts[family], 3), _initial(texts[given]))
        if postcode and birth % 100:
            yield _key(Rule.POSTCODE_DAY, postcode, _sorted_days(birth))
        if house and (street or postcode):
            home = mixed(house, street or postcode ^ ALL)
            if birth:
                yield _key(Rule.HOME_YEAR, home, birth // 10000)
            for word in filter(None, (given, family)):
                yield _key(Rule.HOME_WORD, home, _opening(texts[word], 2))


def _contacts(person: Person) -> Iterator[int]:
    texts = person.texts
    for (given, _, _), (phone,) in product(person.names, person.phones):
        if given:
            yield _key(Rule.PHONE_INITIAL, phone, _initial(texts[given]))
    for (email,) in filter(any, person.emails):
        local = hash_of(mailbox(texts[email]))
        yield _key(Rule.EMAIL, local, email)
        if local:
            yield _key(Rule.MAILBOX, local)
    for scheme, value in person.numbers:
        if value:
            yield _key(Rule.NUMBER, value, scheme)


def _key(rule: Rule, shared: int, *parts: int) -> int:
    begin = mixed(shared)
    rest = mixed(begin, *parts) >> (64 - REST)
    upper = (rule >> MEMBER) << SHARED | begin >> (64 - SHARED)
    return (upper << MEMBER | rule & (1 << MEMBER) - 1) << REST | rest


def _sound(word: str) -> int:
    return hash_of(names.sound(word))


def _opening(word: str, letters: int) -> int:
    return hash_of(word[:letters])


def _initial(word: str) -> int:
    return ord(word[0]) if word else 0


def _both(given: int, family: int) -> int:
    return mixed(min(given, family), max(given, family))


def _sorted_days(birth: int) -> int:
    month, day = birth // 100 % 100, birth % 100
    return min(month, day) * 100 + max(month, day)
