"""Several programs on one host: what one delivers or decides, another finds with its next key, without a rebuild."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from matching.lookup.search import Lookup
from store.enquiry import Purpose
from store.errors import Locked
from store.hub import Hub
from store.permissions import May
from store.session import Session
from tests.matching.people import deliver, feed, row

_OTHER_PROGRAM = """
import sys
from pathlib import Path
from store.hub import Hub
from tests.accounts import PASSWORD, fixed_clock
from tests.matching.people import decide, deliver, feed, row
session = Hub.open(Path(sys.argv[1]), fixed_clock).sign_in("pat", PASSWORD)
{}
session.close()
"""


def elsewhere(hub: Hub, act: str) -> None:
    """Do this in a program of its own, on the same hub."""
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", _OTHER_PROGRAM.format(act), str(hub.directory)], check=True, cwd=root)


def test_what_another_program_delivers_and_decides_is_found_at_once(hub: Hub, admin: Session, officer: Session) -> None:
    mine = deliver(admin, feed(admin), [row("1", "Smith", "Amelia", "2013-03-14")])["1"]
    officer.open_enquiry(Purpose.SCREENING, "Jo Caller", "Ashfield School", "CALL-7")
    lookup = Lookup(officer)
    assert lookup.find("okonkwo").state == "none"
    elsewhere(
        hub, 'deliver(session, feed(session, "BRENT-EDU", "School"), [row("2", "Okonkwo", "Amelia", "2013-03-14")])'
    )
    (hit,) = lookup.find("okonkwo").hits
    assert (hit.family, hit.person != mine) == ("Okonkwo", True)
    elsewhere(hub, f"decide(session, {{{hit.person}: {mine}}})")
    (hit,) = lookup.find("okonkwo").hits
    assert hit.person == mine


def audit_rows(session: Session) -> int:
    """How many there are."""
    with session._open_vault().audit.reading() as log:
        return log.execute("select count(*) from audit").fetchone()[0]


def test_what_changed_is_read_while_nobody_types_and_the_next_key_reads_nothing(
    hub: Hub, admin: Session, officer: Session
) -> None:
    here = feed(admin)
    deliver(admin, here, [row("1", "Smith", "Amelia", "2013-03-14")])
    lookup = Lookup(officer)
    before = audit_rows(admin)
    assert [lookup.keep_up(), lookup.keep_up()] == [True, False]
    elsewhere(
        hub, 'deliver(session, feed(session, "BRENT-EDU", "School"), [row("2", "Okonkwo", "Amelia", "2013-03-14")])'
    )
    assert [lookup.keep_up(), lookup.keep_up()] == [True, False]
    assert lookup._index.knows("okonkwo")
    assert audit_rows(admin) == before + 2, "the other program signed in and out, and nothing else"
    officer.open_enquiry(Purpose.SCREENING, "Jo Caller", "Ashfield School", "CALL-7")
    statements: list[str] = []
    with officer.reading(May.SEARCH) as connection:  # it is lent again next
        connection.set_trace_callback(statements.append)
    assert lookup.find("okonkwo").hits
    assert statements
    assert not any("lookup_chunk" in statement or "from link " in statement for statement in statements)


def test_keeping_up_leaves_no_reading_open_and_waits_for_no_search(admin: Session, officer: Session) -> None:
    deliver(admin, feed(admin), [row("1", "Smith", "Amelia", "2013-03-14")])
    lookup = Lookup(officer)
    with ThreadPoolExecutor(1) as thread:
        with lookup._busy:  # a search is under way
            assert thread.submit(lookup.keep_up).result() is False
        assert thread.submit(lookup.keep_up).result() is True
    assert officer._open_vault().hub._lent == {}


def test_a_locked_session_keeps_up_with_nothing(admin: Session, officer: Session) -> None:
    deliver(admin, feed(admin), [row("1", "Smith", "Amelia", "2013-03-14")])
    lookup = Lookup(officer)
    assert lookup.keep_up()
    officer.lock()
    with pytest.raises(Locked):
        lookup.keep_up()
    assert lookup._index.size == 0
