"""Which page follows which: screens post where they want to go, the handlers here take them there.

Pages are imported when they are first opened: what linkage and look-up need takes longer to load than the sign-in form
may take to appear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import App

from screens import messages
from screens.base import Page
from screens.sheet import Sheet
from store.permissions import May

if TYPE_CHECKING:
    from store.session import Session


class Routes(App[int]):
    """A stack of pages over one session."""

    session: Session | None = None
    """Who is signed in; pages exist only while somebody is."""

    def start(self, session: Session) -> None:
        """Show the page that this person's work starts on, and nothing beneath it."""
        self.session = session
        home = self._home(session)
        home.home = True
        self.leave_pages()
        self.push_screen(home)

    def _home(self, session: Session) -> Page:
        """Whoever looks after shields must see first who was opened all the same (R22)."""
        if session.may(May.SHIELD):
            from screens.shields import ShieldsPage

            return ShieldsPage(session)
        if session.may(May.SEARCH):
            from screens.search import SearchPage

            return SearchPage(session)
        if session.may(May.REVIEW):
            from screens.review import ReviewPage

            return ReviewPage(session)
        from screens.feeds import FeedsPage

        return FeedsPage(session)

    def leave_pages(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _in(self) -> Session:
        assert self.session is not None, "a page asked for another while nobody is signed in"
        return self.session

    def go(self, kind: type[Page]) -> None:
        """To the page of this kind if it is open below, else open one."""
        if any(isinstance(open_page, kind) for open_page in self.screen_stack):
            while not isinstance(self.screen, kind):
                self.pop_screen()
        else:
            self.push_screen(kind(self._in()))

    @on(messages.GoBack)
    def _go_back(self) -> None:
        if len(self.screen_stack) > 2:
            self.pop_screen()

    @on(messages.OpenSearch)
    def _open_search(self) -> None:
        from screens.search import SearchPage

        self.go(SearchPage)

    @on(messages.OpenPerson)
    def _open_person(self, event: messages.OpenPerson) -> None:
        """The person, unless the call was ended while they were read."""
        from screens.person import PersonPage

        if self._in().enquiry is not None:
            self.push_screen(PersonPage(self._in(), event.view))

    @on(messages.OpenWhyOne)
    def _open_why_one(self, event: messages.OpenWhyOne) -> None:
        from screens.why_one import WhyOnePage

        self.push_screen(WhyOnePage(self._in(), event.view, event.records))

    @on(messages.PersonChanged)
    def _person_changed(self, event: messages.PersonChanged) -> None:
        """The page that led here, and the person's beneath it, make way for the person as they are now."""
        from screens.person import PersonPage

        while not isinstance(self.screen, PersonPage):
            self.pop_screen()
        self.switch_screen(PersonPage(self._in(), event.view))

    @on(messages.OpenComparison)
    def _open_comparison(self, event: messages.OpenComparison) -> None:
        from screens.compare import ComparePage

        self.push_screen(ComparePage(self._in(), event.asked, event.hits, event.unsure))

    @on(messages.OpenFamily)
    def _open_family(self, event: messages.OpenFamily) -> None:
        from screens.family import FamilyPage

        self.push_screen(FamilyPage(self._in(), event.lookup, event.listing))

    @on(messages.OpenMatrix)
    def _open_matrix(self, event: messages.OpenMatrix) -> None:
        """The people, unless the call was ended while they were read."""
        from screens.matrix import MatrixPage

        if self._in().enquiry is not None:
            self.push_screen(MatrixPage(self._in(), event.matrix, event.relations, event.unanswered))

    @on(messages.OpenCallRecord)
    def _open_call_record(self, event: messages.OpenCallRecord) -> None:
        """The text, unless the call was ended while its people were read."""
        from screens.call_record import CallRecordPage

        if self._in().enquiry is not None:
            self.push_screen(CallRecordPage(self._in(), event.record))

    @on(messages.OpenService)
    def _open_service(self, event: messages.OpenService) -> None:
        from screens.service import ServicePage

        self.push_screen(ServicePage(self._in(), event.person, event.details, event.who))

    @on(messages.ShowSheet)
    def _show_sheet(self, event: messages.ShowSheet) -> None:
        self.push_screen(Sheet(event.heading, event.words))

    @on(messages.OpenEnquiry)
    def _open_enquiry(self) -> None:
        """The form; once it is open the page beneath goes on by itself."""
        from screens.enquiry import EnquiryForm

        self.push_screen(EnquiryForm(self._in()))

    @on(messages.EnquiryOpened)
    def _enquiry_opened(self) -> None:
        """The form has done its work; the page that asked goes on, with the call on its top line."""
        self.pop_screen()

    @on(messages.OpenReview)
    def _open_review(self) -> None:
        from screens.review import ReviewPage

        self.go(ReviewPage)

    @on(messages.OpenCase)
    def _open_case(self, event: messages.OpenCase) -> None:
        from screens.case import CasePage

        self.push_screen(CasePage(self._in(), event.case_id, event.kind))

    @on(messages.OpenShields)
    def _open_shields(self) -> None:
        from screens.shields import ShieldsPage

        self.go(ShieldsPage)

    @on(messages.OpenFeeds)
    def _open_feeds(self) -> None:
        from screens.feeds import FeedsPage

        self.go(FeedsPage)

    @on(messages.OpenHeld)
    def _open_held(self) -> None:
        from screens.held import HeldPage

        self.go(HeldPage)

    @on(messages.OpenNewFeed)
    def _open_new_feed(self) -> None:
        from screens.new_feed import NewFeedPage

        self.push_screen(NewFeedPage(self._in()))

    @on(messages.OpenDeliveries)
    def _open_deliveries(self, event: messages.OpenDeliveries) -> None:
        from screens.deliveries import DeliveriesPage

        self.push_screen(DeliveriesPage(self._in(), event.feed))

    @on(messages.OpenImport)
    def _open_import(self, event: messages.OpenImport) -> None:
        from screens.import_file import ImportFilePage

        self.push_screen(ImportFilePage(self._in(), event.path, event.feed))

    @on(messages.ChooseColumns)
    def _choose_columns(self, event: messages.ChooseColumns) -> None:
        from screens.import_columns import ImportColumnsPage

        self.push_screen(ImportColumnsPage(self._in(), event.prepared, event.as_of, learn=event.learn))

    @on(messages.CheckRows)
    def _check_rows(self, event: messages.CheckRows) -> None:
        from screens.import_check import ImportCheckPage

        self.push_screen(ImportCheckPage(self._in(), event.prepared, event.mapping, event.as_of))

    @on(messages.Deliver)
    def _deliver(self, event: messages.Deliver) -> None:
        from screens.import_delivery import ImportDeliveryPage

        self.push_screen(ImportDeliveryPage(self._in(), event.checked))

    @on(messages.Delivered)
    def _delivered(self, event: messages.Delivered) -> None:
        """The receipt takes the place of the import's steps: there is no way back into them."""
        from screens.feeds import FeedsPage
        from screens.import_receipt import ImportReceiptPage

        self.go(FeedsPage)
        if isinstance(self.screen, FeedsPage):
            self.screen.mark(event.receipt.feed)
        self.push_screen(ImportReceiptPage(self._in(), event.receipt))
