"""One search: what was typed, who that may be, and the audit row that is kept before anyone is shown."""

from __future__ import annotations

import threading

from matching.lookup import agencies
from matching.lookup.finding import find, named_so
from matching.lookup.forms import DIGIT
from matching.lookup.index import Index
from matching.lookup.parts import Query
from matching.lookup.query import parse
from matching.lookup.ranking import rank
from matching.lookup.telling import Answer, Hit, Telling, nobody, nothing, too_little
from store.audit import Action
from store.permissions import May
from store.records import restrictions
from store.session import Session
from store.settings import Setting, is_on
from store.vault.database import Connection

__all__ = ["Answer", "Hit", "Lookup"]

OFTEN = 0.5
"""Seconds from one `Lookup.keep_up` to the next, while somebody may search."""
_SHORTEST, _SHORTEST_STREET = 2, 3  # letters


class Lookup:
    """Searches for one signed-in person. Keep it as long as the session: it holds the index in memory until a lock.

    Args:
        session: needs May.SEARCH, and an open enquiry at each search.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._index = Index()
        self._telling = Telling(self._index)
        self._busy = threading.Lock()
        self._recorded: tuple[int, str, tuple[int, ...]] | None = None
        session.forgets_with(self)

    def forget(self) -> None:
        """Drop the index, with every name in the hub in it, and what was typed last."""
        with self._busy:
            self._index = Index()
            self._telling = Telling(self._index)
            self._recorded = None

    def keep_up(self) -> bool:
        """Read what has changed in the hub, so that no key need wait for it: a decision, a delivery, a shield, or all
        of it at first. Return whether anything had.

        For a thread of its own, every now and then while nobody types. A search under way keeps up by itself: then this
        returns at once.

        Raises:
            NotAllowed: the role may not search.
        """
        if not self._busy.acquire(blocking=False):
            return False
        try:
            with self._session.reading(May.SEARCH) as connection:
                _, changed = self._refresh(connection)
                if changed:
                    self._index.dictionary.prepare()
                    rank(self._index, ("any", "one"), None, None, 1)  # what is imported and compiled late is there now
                return changed
        finally:
            self._busy.release()

    def _refresh(self, connection: Connection) -> tuple[bool, bool]:
        """Read what has changed; return whether only children are searched (R28), and whether anything has."""
        closed = restrictions.is_closed(connection, self._session.hub.area)
        changed = self._index.refresh(connection, self._session.today() if closed else None)
        if changed:
            self._telling = Telling(self._index)  # nothing stays in memory of somebody who was shielded or blanked
        return closed, changed

    def find(self, text: str) -> Answer:
        """Who this line of text may mean, best first, 25 at most. Recorded in the audit log before it
        returns; what is too little to search by shows nobody and is not recorded.

        Raises:
            NotAllowed: the role may not search.
            EnquiryNeeded: no enquiry is open (R23).
        """
        self._session.require(May.SEARCH)
        enquiry = self._session.require_enquiry()
        if not text.split():
            return nothing()
        with self._busy, self._session.reading(May.SEARCH) as connection:
            query = parse(
                text, self._session.today(), agencies.known(connection) if DIGIT.search(text) else agencies.NONE
            )
            phones = bool(query.phone) and is_on(connection, Setting.PHONE_SEARCH)
            lacking = _lacking(query, phones=phones)
            if lacking and not query.every_word:
                return too_little(query, lacking)
            closed, _ = self._refresh(connection)
            if lacking:
                finding = named_so(self._index, query)
                if not finding.people:
                    return too_little(query, lacking)
            else:
                finding = find(self._index, connection, query, phones=phones)
            if closed:
                finding.notices.append("only children are searched here; an adult is opened from a child's page")
            answer = (
                self._telling.found(connection, query, finding)
                if finding.people
                else nobody(connection, query, finding, self._session.today())
            )
        self._record(enquiry.number, query, answer)
        return answer

    def _record(self, enquiry: int, query: Query, answer: Answer) -> None:
        """One audit row a search; the same answer to the same question in one enquiry is not written twice
        (R23).
        """
        people = tuple(hit.person for hit in answer.hits)
        if self._recorded == (enquiry, query.typed, people):
            return
        detail = {"typed": query.typed, "understood": query.understood, "people": list(people), "more": answer.more}
        self._session.record(Action.SEARCHED, detail=detail)
        self._recorded = enquiry, query.typed, people


def _lacking(query: Query, *, phones: bool) -> str:
    """What a search needs that was not typed; '' if there is enough to go by."""
    by_number = query.numbered or (query.phone and phones)
    by_place = len(query.street) >= _SHORTEST_STREET or (query.postcode and query.postcode.inward)
    by_name = any(len(name) >= _SHORTEST for name in query.names)
    if by_name or by_number or by_place or (query.birth and query.birth.exact):
        return ""
    if query.phone and not phones:
        return "searching by telephone is switched off in this hub"
    if query.names:
        return "give another letter of the name"
    if query.street:
        return "give another letter of the street"
    if query.birth and query.postcode:  # hundreds in a district: 25 of them would be chance, and browsing
        few = "a name, a street, more of the postcode or the whole birth date"
        return f"many in {query.postcode.words} fit that; add {few}"
    if query.birth or query.postcode:
        few = "a postcode or the whole birth date" if query.birth else "an age or the rest of the postcode"
        return f"many fit that; add a name, a street, {few}"
    return "give a name, a birth date, a number or a postcode"
