"""What a session permits, refuses and records."""

import pytest

from store.audit import Action
from store.errors import NotAllowed
from store.permissions import May


def test_a_change_and_its_ledger_row_come_together(admin):
    with admin.changing(May.FEEDS, Action.FEED_ADDED, "x") as change:
        change.connection.execute("insert into meta values ('a', 'b')")
        change.detail["n"] = 1
    with admin.reading(May.FEEDS) as connection:
        assert connection.execute("select seq, action from ledger order by seq desc").fetchone() == (
            change.event,
            "feed added",
        )


def test_roles_refuse(officer):
    with pytest.raises(NotAllowed), officer.reading(May.ACCOUNTS):
        pass
