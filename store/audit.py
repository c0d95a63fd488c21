"""The audit log: who looked, for which enquiry, at what; written before the answer is shown (STORE.md §3)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from store.chain import START, Findings, Head, canonical, clean, follow, mark
from store.enquiry import Enquiry
from store.vault.database import Connection


class Action(StrEnum):
    """What somebody did; the word that the audit log and the ledger keep."""

    HUB_CREATED = "hub created"
    SIGNED_IN = "signed in"
    SIGN_IN_REFUSED = "sign-in refused"
    SIGNED_OUT = "signed out"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    RECOVERED = "recovered"
    REFUSED = "refused"
    CHECKED = "checked"
    ENQUIRY_OPENED = "enquiry opened"
    ENQUIRY_CLOSED = "enquiry closed"
    SEARCHED = "searched"
    NOT_SURE = "not sure, nobody opened"
    PERSON_OPENED = "person opened"
    SERVICE_OPENED = "service opened"
    CONTACT_COPIED = "contact copied"
    CALL_RECORD_COPIED = "record of a call copied"
    LINKS_EXPLAINED = "reasons why records are one person opened"
    LINK_DOUBTED = "record reported as another person"
    CASES_LISTED = "waiting cases listed"
    CASE_OPENED = "case opened"
    FEED_ADDED = "feed added"
    FEED_CHANGED = "feed changed"
    FEED_RETIRED = "feed retired"
    ITEMS_AGREED = "items of a feed agreed"
    TEMPLATE_KEPT = "template of a feed kept"
    DELIVERY_TRIED = "delivery tried and taken back"
    DELIVERED = "delivered"
    HELD = "delivery held for a second person"
    HELD_RELEASED = "held delivery released"
    HELD_REJECTED = "held delivery rejected"
    THRESHOLD_SET = "threshold of a feed set"
    ID_REUSE_LISTED = "reused ids listed"
    ID_REUSE_ANSWERED = "reused id decided"
    ROLLED_BACK = "delivery rolled back"
    ROWS_WAIVED = "refused rows waived"
    IDS_MERGED = "ids merged"
    REDACTION_ASKED = "redaction asked for"
    REDACTED = "redacted"
    REPORT_WRITTEN = "report for an agency written"
    DECIDED = "decided"
    UNDONE = "undone"
    WEIGHTS_PROPOSED = "weights proposed"
    WEIGHTS_PREVIEWED = "weights previewed"
    WEIGHTS_APPROVED = "weights approved"
    WEIGHTS_WITHDRAWN = "weights withdrawn"
    SHIELD_SET = "shield set"
    SHIELD_REVIEWED = "shield reviewed"
    SHIELD_LIFT_ASKED = "lifting of a shield asked for"
    SHIELD_LIFTED = "shield lifted"
    SHIELDS_LISTED = "shields listed"
    SHIELD_OVERRIDDEN = "shield overridden"
    OVERRIDE_SEEN = "override looked into"
    KEPT_APART = "identities kept apart"
    APART_ENDED = "identities no longer kept apart"
    APART_LISTED = "identities kept apart listed"
    AREA_WIDENED = "other areas asked for"
    SETTING_CHANGED = "setting changed"
    CLOSED_MODE = "closed mode switched"
    ACCOUNT_ADDED = "account added"
    ACCOUNT_CHANGED = "account changed"


def stamp(moment: datetime) -> str:
    """Return a UTC moment as the log keeps it: ISO, milliseconds, Z."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def head(connection: Connection) -> Head:
    """Return the newest row of the audit log."""
    row = connection.execute("select seq, mac from audit order by seq desc limit 1").fetchone()
    return Head(*row) if row else Head(0, START)


def mark_of(connection: Connection, seq: int) -> bytes | None:
    """Return the mark of a row, None if there is no such row."""
    row = connection.execute("select mac from audit where seq = ?", (seq,)).fetchone()
    return row[0] if row else None


def verify(connection: Connection, key: bytes, ledger_mark_of: Callable[[int], bytes | None]) -> Findings:
    """Follow the log from its first row. `ledger_mark_of` must see the ledger as of now or later."""
    return follow(connection.execute("select * from audit order by seq"), key, "ledger", ledger_mark_of)


def set_back(connection: Connection) -> list[int]:
    """The rows that bear an earlier time than the row before them, by more than a minute: the clock was set back.

    Less than that is how computers keep their clocks right.
    """
    found = connection.execute(
        "select seq from ("
        " select seq, julianday(at) as now, julianday(lag(at) over (order by seq)) as before from audit)"
        " where (before - now) * 1440 > 1 order by seq"
    )
    return [seq for (seq,) in found]


def append(
    connection: Connection,
    key: bytes,
    *,
    at: datetime,
    account: str,
    session: str,
    enquiry: Enquiry | None,
    action: Action,
    subject: str,
    detail: Mapping[str, object],
) -> Head:
    """Add a row to the log, inside the caller's write transaction, and return it as the new head."""
    last = head(connection)
    fields = (
        last.seq + 1,
        stamp(at),
        account,
        session,
        enquiry.number if enquiry else 0,
        str(enquiry.purpose) if enquiry else "",
        str(action),
        clean(subject),
        canonical(detail),
    )
    mac = mark(key, last.mac, fields)
    connection.execute("insert into audit values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*fields, mac))
    return Head(last.seq + 1, mac)
