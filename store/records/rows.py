"""A row of an agency's file about a person, checked and taken apart. Of many at once: store.records.columns."""

from typing import NamedTuple

from store.records.workers import Worker


class Name(NamedTuple):
    """One name of a person. A placeholder ('Unborn', 'Baby', 'Unknown') is shown but is never evidence."""

    kind: str  # 'current', 'former', 'alias', 'preferred'
    given: str
    middle: str
    family: str
    placeholder: int = 0


class Identifier(NamedTuple):
    """A number that somebody gave the person; only status 'valid' is evidence, CASE holds within its own feed only."""

    scheme: str  # 'NHS', 'UPN', 'CASE', 'TENANCY', ...
    value: str
    status: str  # 'valid', 'invalid', 'placeholder', 'test'


class Address(NamedTuple):
    """Where someone lives or lived, with what could be read out of the text."""

    kind: str  # 'current', 'former'
    lines: str
    house: str
    street: str
    town: str
    postcode: str
    postcode_status: str  # 'valid', 'pseudo', 'outward', 'invalid', 'none'
    uprn: str = ""
    place: str = ""


class ContactPoint(NamedTuple):
    """The person's own telephone (E.164) or e-mail (lower case)."""

    kind: str  # 'phone', 'email'
    value: str


class Involvement(NamedTuple):
    """One episode of a service working with the person."""

    status: str  # 'open', 'closed', 'unknown'
    service: str
    provider: str = ""
    starts: str = ""
    ends: str = ""
    last_interaction: str = ""
    worker: Worker | None = None
    attributes: str = "{}"


class RecordRow(NamedTuple):
    """One checked person of a delivery: everything that the hub keeps of them (store.records.documents).

    closed: why the agency is done with the person, '' if it is not; successor: the id it knows them by from now on.
    """

    row_no: int
    source_key: str
    birth_date: str = ""
    birth_estimated: int = 0
    expected_birth: str = ""
    sex: str = ""
    death_date: str = ""
    unborn: int = 0
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    contacts: tuple[ContactPoint, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    closed: str = ""
    successor: str = ""
