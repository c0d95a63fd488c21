"""Where someone wants to go. Screens ask, the app answers: no screen knows which screen follows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from textual.content import Content
    from textual.message_pump import MessagePump

    from importers.columns.profile import Mapping
    from importers.delivering.delivery import DryRun, Prepared, Receipt
    from matching.deciding.doubting import Belonging
    from matching.lookup.search import Hit, Lookup
    from screens.listing import Listing
    from store.disclosure.call_record import CallRecord
    from store.disclosure.details import ServiceDetails
    from store.disclosure.matrix import Matrix
    from store.disclosure.view import PersonView
    from store.errors import Told
    from store.records.agencies import Feed
    from store.session import Session


class Leads(Message):
    """Leads from one page to another, and counts only while the page that sent it is on top.

    A thread's answer may come when the screen has been locked or the page left: it leads nowhere then.
    """

    page: MessagePump | None = None
    """Who sent it; set on the way."""


@dataclass
class SignedIn(Message):
    """Someone signed in: show them the page their role works on."""

    session: Session


@dataclass
class SignedOff(Message):
    """Their account was switched off, or the role was taken away by which they see what is on the screen."""

    why: Told


class GoBack(Leads):
    """One step back."""


class Unlocked(Leads):
    """The locked session is open again."""


class OpenEnquiry(Leads):
    """A call begins: ask for purpose, caller and reference."""


class CloseEnquiry(Message):
    """The call is over: nobody it was about stays on the screen."""


class EnquiryOpened(Leads):
    """Purpose, caller and reference are recorded: searching may begin."""


class OpenSearch(Leads):
    """To the search box."""


@dataclass
class OpenPerson(Leads):
    """Show one person, recorded as opened: who they are and which services know them."""

    view: PersonView


@dataclass
class OpenWhyOne(Leads):
    """Show why the records of a person are taken for one."""

    view: PersonView
    records: tuple[Belonging, ...]


@dataclass
class PersonChanged(Leads):
    """A person is not who they were a moment ago: their page is shown anew in the place of the old one."""

    view: PersonView


@dataclass
class OpenComparison(Leads):
    """Show two to four people of a search side by side before anybody is opened.

    unsure: what follows where it is recorded that none of them was.
    """

    asked: str
    hits: tuple[Hit, ...]
    unsure: Callable[[], object] | None = None


@dataclass
class OpenFamily(Leads):
    """To a list of people who are looked up together."""

    lookup: Lookup
    listing: Listing


@dataclass
class OpenMatrix(Leads):
    """Show several people against the services, each recorded as opened."""

    matrix: Matrix
    relations: dict[int, str]
    """What the caller said each of them is, by person: 'mother'."""
    unanswered: tuple[str, ...] = ()
    """Who else was asked for, and why they are not among these."""


@dataclass
class OpenCallRecord(Leads):
    """Show what may be copied into the case system about the people of a page."""

    record: CallRecord


@dataclass
class OpenService(Leads):
    """Show what one service says about one person, recorded as opened: the second disclosure."""

    person: int
    details: ServiceDetails
    who: str
    """Name and birth date as the person's page shows them: identity stays on the screen."""


@dataclass
class ShowSheet(Leads):
    """Show all of something that the page shows in part, over the page."""

    heading: str
    words: Content


@dataclass
class Copy(Message):
    """Send a professional's contact to the clipboard; already audited when this is posted."""

    text: str
    what: str
    """What it is, in words without a name: 'phone number', 'e-mail address'."""


class OpenReview(Leads):
    """To the queue of cases waiting for a decision."""


@dataclass
class OpenCase(Leads):
    """Show one case side by side, then the others of a kind as they are answered; of every kind for ''."""

    case_id: int
    kind: str = ""


class OpenShields(Leads):
    """To the people who are protected."""


class OpenFeeds(Leads):
    """To the board of feeds."""


class OpenHeld(Leads):
    """To the deliveries that wait for a second person."""


class OpenNewFeed(Leads):
    """To the questions that connect a new feed."""


@dataclass
class OpenDeliveries(Leads):
    """To what came from one feed."""

    feed: Feed


@dataclass
class OpenImport(Leads):
    """Bring in a file: a known path and feed if they are already chosen."""

    path: Path | None = None
    feed: str | None = None


@dataclass
class ChooseColumns(Leads):
    """The file was read: show what each column was taken for."""

    prepared: Prepared
    as_of: date
    learn: bool = False
    """Whether it is a new feed's example: its template is kept before anything is delivered."""


@dataclass
class CheckRows(Leads):
    """The columns are settled: check every row without storing anything."""

    prepared: Prepared
    mapping: Mapping
    as_of: date


@dataclass
class Deliver(Leads):
    """The check was read and accepted: store the rows."""

    checked: DryRun


@dataclass
class Delivered(Message):
    """The rows are in the hub: show the receipt; the steps of this import are over."""

    receipt: Receipt
