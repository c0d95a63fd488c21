"""Rule 18: what a file has no column for stays as the agency last said it; what it leaves blank does not."""

from collections.abc import Callable, Iterator
from json import loads

import pytest

from importers.columns.profile import Column, Mapping
from importers.delivering.carrying import carrying
from importers.fields import Field
from store.audit import Action
from store.permissions import May
from store.records import mappings
from store.records.rows import Address, ContactPoint, Identifier, Involvement, Name, RecordRow
from store.records.workers import Worker
from store.session import Session
from tests.importers.deliveries import feed

Carry = Callable[[RecordRow, RecordRow], RecordRow]
FIELDS = (
    *(Field.SOURCE_ID, Field.GIVEN, Field.FAMILY, Field.MIDDLE, Field.ALIAS, Field.FORMER_FAMILY),
    *(Field.PREFERRED_GIVEN, Field.BIRTH, Field.EXPECTED_BIRTH, Field.SEX, Field.DEATH, Field.NHS_NUMBER),
    *(Field.POSTCODE, Field.FORMER_ADDRESS, Field.PHONE, Field.EMAIL, Field.STATUS, Field.SERVICE, Field.PROVIDER),
    *(Field.STARTS, Field.ENDS, Field.LAST_SEEN, Field.WORKER_NAME, Field.ATTRIBUTE),
)
ANN = Name("current", "Ann", "Rose", "Lee")
EPISODE = Involvement(
    *("open", "Plan", "Oak House", "2025-01-02", "2026-02-03", "2026-01-09"),
    Worker("Jo Bell", "", "", "", ""),
    '{"Ward": "Abbey"}',
)
EARLIER = RecordRow(
    1,
    "7",
    birth_date="2013-03-14",
    sex="F",
    death_date="2026-01-02",
    names=(ANN, Name("alias", "Annie", "", ""), Name("former", "", "", "Reed"), Name("preferred", "Nan", "", "")),
    identifiers=(Identifier("NHS", "4857773457", "valid"), Identifier("CASE", "7", "valid")),
    addresses=(
        Address("current", "1 Mill Lane", "1", "MILL LANE", "", "HA0 2AB", "valid"),
        Address("former", "9 High Street", "9", "HIGH STREET", "", "HA0 4TT", "valid"),
    ),
    contacts=(ContactPoint("phone", "+447700900123"), ContactPoint("email", "ann@example.org")),
    involvements=(EPISODE,),
)
KEPT_EPISODE = EPISODE._replace(status="unknown", ends="", last_interaction="", worker=None, attributes="{}")
NOW = RecordRow(
    2,
    "7",
    names=(ANN._replace(middle=""),),
    identifiers=(Identifier("CASE", "7", "valid"),),
    involvements=(KEPT_EPISODE,),
)
"""Of a file with blanks wherever there may be some."""


def episode(**blank: str) -> RecordRow:
    return NOW._replace(involvements=(KEPT_EPISODE._replace(**blank),))


@pytest.fixture
def without(admin: Session) -> Iterator[Callable[..., Carry | None]]:
    """What is carried under a mapping that lacks these fields, where the feed had them all before."""
    made = feed(admin)
    columns = tuple(Column(heading="Ward" if f is Field.ATTRIBUTE else f.value, field=f) for f in FIELDS)
    with admin.changing(May.IMPORT, Action.DELIVERED, made.code) as change:
        body = Mapping(columns=columns).model_dump_json()
        mappings.remember(change.connection, change.event, made.id, "all", body)
    with admin.reading(May.IMPORT) as connection:

        def lacking(*gone: Field) -> Carry | None:
            return carrying(connection, made, Mapping(columns=tuple(c for c in columns if c.field not in gone)))

        yield lacking


PARTS: dict[str, tuple[tuple[Field, ...], Callable[[RecordRow], object], RecordRow]] = {
    "sex": ((Field.SEX,), lambda row: row.sex, NOW),
    "death": ((Field.DEATH,), lambda row: row.death_date, NOW),
    "birth": ((Field.BIRTH,), lambda row: row.birth_date, NOW),
    "address": ((Field.POSTCODE,), lambda row: [a for a in row.addresses if a.kind == "current"], NOW),
    "former address": ((Field.FORMER_ADDRESS,), lambda row: [a for a in row.addresses if a.kind == "former"], NOW),
    "telephone": ((Field.PHONE,), lambda row: [c for c in row.contacts if c.kind == "phone"], NOW),
    "e-mail": ((Field.EMAIL,), lambda row: [c for c in row.contacts if c.kind == "email"], NOW),
    "NHS number": ((Field.NHS_NUMBER,), lambda row: [n for n in row.identifiers if n.scheme == "NHS"], NOW),
    "middle name": ((Field.MIDDLE,), lambda row: row.names[0].middle, NOW),
    "alias": ((Field.ALIAS,), lambda row: [n for n in row.names if n.kind == "alias"], NOW),
    "former name": ((Field.FORMER_FAMILY,), lambda row: [n for n in row.names if n.kind == "former"], NOW),
    "preferred name": ((Field.PREFERRED_GIVEN,), lambda row: [n for n in row.names if n.kind == "preferred"], NOW),
    "status": ((Field.STATUS, Field.ENDS), lambda row: row.involvements[0].status, NOW),
    "end": ((Field.ENDS,), lambda row: row.involvements[0].ends, NOW),
    "last contact": ((Field.LAST_SEEN,), lambda row: row.involvements[0].last_interaction, NOW),
    "worker": ((Field.WORKER_NAME,), lambda row: row.involvements[0].worker, NOW),
    "detail": ((Field.ATTRIBUTE,), lambda row: loads(row.involvements[0].attributes), NOW),
    "service": ((Field.SERVICE, Field.STATUS), lambda row: row.involvements[0].service, episode(service="")),
    "provider": ((Field.PROVIDER,), lambda row: row.involvements[0].provider, episode(provider="")),
    "start": ((Field.STARTS,), lambda row: row.involvements[0].starts, episode(starts="")),
}


def test_no_column_changes_nothing_and_a_blank_is_no_longer_said(without: Callable[..., Carry | None]) -> None:
    for part, (gone, told, now) in PARTS.items():
        carry, other = without(*gone), without(Field.SEX if part != "sex" else Field.DEATH)
        assert carry, part
        assert other, part
        assert told(carry(EARLIER, now)) == told(EARLIER), part
        assert told(other(EARLIER, now)) == told(now) != told(EARLIER), part


def test_a_file_with_every_column_carries_nothing(without: Callable[..., Carry | None]) -> None:
    assert without() is None


def test_what_is_carried_is_not_there_twice(without: Callable[..., Carry | None]) -> None:
    carry = without(Field.ALIAS, Field.MIDDLE)
    assert carry
    assert carry(EARLIER, NOW).identifiers == NOW.identifiers  # the agency's own number is the row's key
    called = Name("alias", "Nita", "", "")  # as a full name may say beside itself
    kept = carry(EARLIER, NOW._replace(names=(*NOW.names, called))).names
    assert [name for name in kept if name.kind == "alias"] == [called]


def test_another_name_has_no_middle_name_of_the_one_before(without: Callable[..., Carry | None]) -> None:
    carry = without(Field.MIDDLE)
    assert carry
    now = NOW._replace(names=(Name("current", "Zoe", "", "Lee"),))
    assert carry(EARLIER, now).names[0].middle == ""
    told = NOW._replace(names=(ANN._replace(given="ANN", middle="Mary"),))
    assert carry(EARLIER, told).names[0].middle == "Mary"


def test_an_expected_birth_goes_with_the_birth(without: Callable[..., Carry | None]) -> None:
    carry = without(Field.EXPECTED_BIRTH)
    assert carry
    unborn = EARLIER._replace(birth_date="", expected_birth="2026-09-01")
    assert carry(unborn, NOW).expected_birth == "2026-09-01"
    assert carry(unborn, NOW._replace(birth_date="2026-08-30")).expected_birth == ""


def test_of_several_or_other_episodes_nothing_is_carried_over(without: Callable[..., Carry | None]) -> None:
    carry = without(Field.WORKER_NAME)
    assert carry
    for said in ({"service": "Visit"}, {"provider": "Elm House"}, {"starts": "2025-06-01"}):
        assert carry(EARLIER, episode(**said)).involvements[0].worker is None
    twice = EARLIER._replace(involvements=(EPISODE, EPISODE._replace(ends="")))
    assert carry(twice, NOW).involvements == NOW.involvements


def test_without_any_column_of_episodes_they_stay(without: Callable[..., Carry | None]) -> None:
    told = (Field.STATUS, Field.SERVICE, Field.PROVIDER, Field.STARTS, Field.ENDS, Field.LAST_SEEN, Field.WORKER_NAME)
    carry = without(*told, Field.ATTRIBUTE)
    assert carry
    assert carry(EARLIER, NOW._replace(involvements=())).involvements == EARLIER.involvements
    with_a_detail = without(*told)
    assert with_a_detail
    assert with_a_detail(EARLIER, NOW._replace(involvements=())).involvements == ()
