"""Made-up rows delivered into a hub and linked for real; what the hub then holds, as plain values."""

from __future__ import annotations

from collections.abc import Sequence

from matching.linkage.resolve import Linked, link_delivery
from store.audit import Action
from store.ledger import Change
from store.permissions import May
from store.records.agencies import Feed, add_feed, feed_by_code
from store.records.descriptions import NewAgency, NewFeed
from store.records.rows import RecordRow
from store.records.source_records import set_state
from store.records.themes import Theme
from store.session import Session
from tests.matching.people import arrive, numbers


def feed(admin: Session, label: str, theme: Theme = Theme.HOUSING, *, clean: bool = False) -> Feed:
    """A feed of Brent, new or as it stands."""
    code = f"BRENT-{label.upper().replace(' ', '-')}"
    with admin.reading(May.FEEDS) as connection:
        if connection.execute("select 1 from feed where code = ?", (code,)).fetchone():
            return feed_by_code(connection, code)
    agency = NewAgency(code=f"agency-{code}", name=f"Brent {label}", area="Brent")
    doubles = "none" if clean else "possible"
    return add_feed(
        admin,
        NewFeed(
            code=code, agency=agency, label=label, theme=theme, cohort="made-up people", internal_duplicates=doubles
        ),
    )


def deliver(admin: Session, of: Feed, rows: Sequence[RecordRow]) -> tuple[dict[str, int], Linked]:
    """Store and link these rows as one delivery: (source key → record, what linking did)."""
    with admin.changing(May.IMPORT, Action.DELIVERED, of.code) as change:
        stored = arrive(change, of, rows)
        linked = link_delivery(change.connection, change.event, stored.new, stored.changed)
        return numbers(change.connection, of), linked


def bring_back(change: Change, record: int) -> None:
    """A record that was withdrawn is in use again and says what it said, as a delivery leaves it to linking."""
    set_state(change.connection, [record], "live")
    link_delivery(change.connection, change.event, (), [record])


def persons(session: Session, need: May = May.REVIEW) -> dict[int, int]:
    """Record → person, as linked now."""
    with session.reading(need) as connection:
        return dict(connection.execute("select record_id, person from link where closed is null"))


def waiting(session: Session, need: May = May.REVIEW) -> list[tuple[int, str, int, int, str]]:
    """Waiting cases: (id, kind, a, b, state)."""
    with session.reading(need) as connection:
        return connection.execute(
            "select id, kind, a, b, state from review_case where state in ('open', 'unsure') order by id"
        ).fetchall()
