"""Several programs on one host: what one delivers or decides, another finds with its next key, without a rebuild."""

import subprocess
import sys
from pathlib import Path

from matching.lookup.search import Lookup
from store.enquiry import Purpose
from store.hub import Hub
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
