"""The chains of marks and the check: what was altered, cut off or swapped is found, with the exact row."""

import shutil
import threading
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import accounts
from store.audit import Action
from store.chain import START, follow, mark
from store.check import check
from store.enquiry import Purpose
from store.errors import NotAllowed
from store.permissions import May
from store.vault.database import connect
from store.vault.files import open_to_others
from tests.accounts import NOW, PASSWORD, sign_in


@pytest.fixture
def busy_hub(hub, template):
    """A hub with some history in both chains, nobody signed in."""
    for _ in range(2):
        session = sign_in(hub, template.keys, "pat")
        for number in range(5):
            session.record(Action.SEARCHED, str(number))
            with session.changing(May.FEEDS, Action.FEED_ADDED, str(number)):
                pass
        session.close()
    return hub


@pytest.fixture
def tamper(busy_hub, template):
    """Do to a database what somebody could who has its key and no scruples."""

    def run(name, *statements):
        key = template.keys.audit_database if name == "audit" else template.keys.hub_database
        connection = connect(busy_hub.directory / f"{'audit' if name == 'audit' else 'hub'}.db", key)
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in triggers:
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return run


def faults(hub, template, login="sue"):
    session = sign_in(hub, template.keys, login)
    report = check(session)
    session.close()
    found = [finding.sentence for finding in report.findings if not finding.sound]
    assert report.sound is (not found)
    return found


def test_a_whole_hub_passes_and_the_check_is_recorded(busy_hub, template, supervisor):
    assert faults(busy_hub, template) == []
    assert len(check(supervisor).findings) == 6
    with supervisor.reading_audit() as log:
        rows = log.execute("SELECT account, detail FROM audit WHERE action = ?", (Action.CHECKED,)).fetchall()
    assert rows == [("sue", '{"sound":true}')] * 2


def test_only_those_who_may_audit_check(officer):
    with pytest.raises(NotAllowed):
        check(officer)


@pytest.mark.parametrize("table", ["audit", "ledger"])
@pytest.mark.parametrize(
    ("change", "first"),
    [
        ("UPDATE {} SET subject = 'somebody else' WHERE seq = 4", 4),
        ("UPDATE {} SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 4", 4),
        ("UPDATE {} SET detail = '{{}}' || detail WHERE seq = 4", 4),
        ("UPDATE {} SET mac = zeroblob(32) WHERE seq = 4", 4),
        ("DELETE FROM {} WHERE seq = 4", 4),
        ("DELETE FROM {} WHERE seq = 1", 1),
        ("DELETE FROM {} WHERE seq BETWEEN 3 AND 5", 3),
        ("UPDATE {} SET seq = 5000 WHERE seq = 4", 4),
    ],
)
def test_an_altered_row_is_found_with_its_number(busy_hub, template, tamper, table, change, first):
    tamper(table, "PRAGMA foreign_keys = OFF", change.format(table))
    name = "audit log" if table == "audit" else "ledger of changes"
    expected = f"The {name} was altered: the first wrong or missing row is number {first}."
    assert expected in faults(busy_hub, template)


def test_two_rows_cannot_change_places(busy_hub, template, tamper):
    tamper(
        "audit",
        "UPDATE audit SET seq = 1000 WHERE seq = 4",
        "UPDATE audit SET seq = 4 WHERE seq = 5",
        "UPDATE audit SET seq = 5 WHERE seq = 1000",
    )
    assert "number 4." in faults(busy_hub, template)[0]


@pytest.mark.parametrize("rows", [1, 2, 7])
def test_a_cut_tail_of_the_audit_log_shows(busy_hub, template, tamper, rows):
    """The log alone looks whole; the ledger quotes rows that are gone."""
    tamper("audit", f"DELETE FROM audit WHERE seq > (SELECT max(seq) FROM audit) - {rows} - 1")
    session = sign_in(busy_hub, template.keys, "pat")
    session.close()
    found = faults(busy_hub, template)
    assert len(found) == 1
    assert found[0].startswith("The end of the audit log is missing, or an old copy took its place: row ")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_cut_tail_of_the_ledger_shows(busy_hub, template, tamper, rows):
    tamper("ledger", f"DELETE FROM ledger WHERE seq > (SELECT max(seq) FROM ledger) - {rows}")
    found = faults(busy_hub, template)
    assert len(found) == 1
    assert found[0].startswith("The end of the ledger of changes is missing")


@pytest.mark.parametrize("name", ["hub.db", "audit.db"])
def test_an_old_copy_of_one_database_shows(busy_hub, template, name):
    shutil.copy(busy_hub.directory / name, busy_hub.directory.parent / name)
    session = sign_in(busy_hub, template.keys, "pat")
    for number in range(3):
        session.record(Action.SEARCHED, str(number))
        with session.changing(May.FEEDS, Action.FEED_ADDED, str(number)):
            pass
    session.close()
    shutil.copy(busy_hub.directory.parent / name, busy_hub.directory / name)
    assert "an old copy took its place" in faults(busy_hub, template)[0]


def test_history_rewritten_after_an_old_copy_shows(busy_hub, template):
    """Even when the swapped log has grown past the row that was quoted, its mark there is another."""
    audit = busy_hub.directory / "audit.db"
    shutil.copy(audit, audit.parent.parent / "old")
    session = sign_in(busy_hub, template.keys, "pat")
    with session.changing(May.FEEDS, Action.FEED_ADDED, "x"):
        pass
    session.close()
    shutil.copy(audit.parent.parent / "old", audit)
    for _ in range(3):
        sign_in(busy_hub, template.keys, "ofi").close()
    assert "The end of the audit log is missing, or an old copy" in faults(busy_hub, template)[0]


def _within(session, table):
    """A place in the file of the database where the table stands: no page that is written once more meanwhile."""
    with session.reading(May.REVIEW) as connection:
        [(page,)] = connection.execute("select rootpage from sqlite_master where name = ?", (table,))
        size = int(connection.execute("pragma page_size").fetchone()[0])
    return (page - 1) * size + size // 2


@pytest.mark.parametrize("name", ["hub.db", "audit.db"])
def test_damage_in_the_middle_of_a_database_shows(busy_hub, template, name, supervisor):
    path = busy_hub.directory / name
    session = sign_in(busy_hub, template.keys, "pat")
    for number in range(100):
        session.record(Action.SEARCHED, "x" * 200)
        with session.changing(May.FEEDS, Action.FEED_ADDED, "y" * 200 + str(number)):
            pass
    damaged = _within(session, "ledger") if name == "hub.db" else 0
    session.close()
    supervisor.close()
    watcher = sign_in(busy_hub, template.keys, "sue")
    content = bytearray(path.read_bytes())
    content[damaged or len(content) - 5000] ^= 1
    path.write_bytes(bytes(content))
    report = check(watcher)
    watcher.close()
    whose = "The hub's database" if name == "hub.db" else "The audit log's database"
    assert any(not f.sound and f.sentence.startswith(f"{whose} is damaged") for f in report.findings)


def test_exposed_files_and_a_swapped_key_file_show(busy_hub, template):
    session = sign_in(busy_hub, template.keys, "pat")
    old = busy_hub.keyring.path.read_bytes()
    accounts.disable(session, "ofi")
    busy_hub.keyring.path.write_bytes(old)
    (busy_hub.directory / "hub.db").chmod(0o644)
    found = [finding.sentence for finding in check(session).findings if not finding.sound]
    assert found == [
        "Others can read hub.db.",
        "The key file was altered or swapped since it was last written.",
    ]
    session.close()


def test_checking_while_others_work_finds_nothing_wrong(busy_hub, template, signed_in):
    """Rows written between the two halves of a check are not taken for cut ones."""
    watcher, worker = signed_in("sue"), signed_in("pat")
    with watcher.reading_audit() as log:
        log.execute("SELECT max(seq) FROM audit").fetchone()
        for number in range(3):
            worker.record(Action.SEARCHED, str(number))
            with worker.changing(May.FEEDS, Action.FEED_ADDED, str(number)):
                pass
        assert check(watcher).sound


def test_a_draft_that_is_gone_again_is_no_trouble(hub, supervisor, monkeypatch):
    """Every sign-in of another program writes one beside its file."""
    draft = hub.directory / "attempts.json.writing"
    draft.touch()

    def looked_at(path):
        draft.unlink(missing_ok=True)
        return open_to_others(path)

    monkeypatch.setattr("store.check.open_to_others", looked_at)
    assert check(supervisor).sound


def test_the_check_of_the_key_file_waits_for_a_change_of_it(hub, supervisor):
    reports = []
    with hub.keyring.changing():
        checking = threading.Thread(target=lambda: reports.append(check(supervisor)))
        checking.start()
        checking.join(0.5)
        assert not reports
    checking.join(60)
    assert reports[0].sound


def test_a_clock_that_was_set_back_is_told(hub, template):
    minutes = iter([0, 10, 9.5, 70, 15, 20, 5])

    def clock():
        return NOW + timedelta(minutes=next(minutes, 30))

    fixed, hub.clock = hub.clock, lambda: NOW
    session = sign_in(hub, template.keys, "sue")
    hub.clock = clock
    first = session.record(Action.SEARCHED)
    for _ in range(6):
        session.record(Action.SEARCHED)
    hub.clock = fixed
    report = check(session)
    session.close()
    assert report.sound
    assert [finding.sentence for finding in report.findings[6:]] == [
        f"The computer's clock was set back 2 times, first before row {first + 4} of the audit log. "
        "Rows stand in the order in which they were written, whatever time they bear."
    ]


def test_words_that_people_type_are_no_anchors(officer, supervisor):
    officer.open_enquiry(Purpose.S47, "Jo", "ledger", "audit")
    assert check(supervisor).sound


fields = st.tuples(st.integers(), st.text(), st.text(), st.none() | st.integers(), st.text())


@settings(max_examples=80)
@given(rows=st.lists(fields, min_size=1, max_size=8), data=st.data())
def test_any_change_of_any_field_breaks_the_chain_there(rows, data):
    key, previous, chain = b"k" * 32, START, []
    for number, (_, *rest) in enumerate(rows, 1):
        row = (number, *(str(value) if isinstance(value, str) else value for value in rest))
        previous = mark(key, previous, row)
        chain.append((*row, previous))
    assert follow(chain, key, "quote", lambda seq: None).sound
    at = data.draw(st.integers(0, len(chain) - 1))
    column = data.draw(st.integers(1, len(chain[at]) - 2))
    other = data.draw(st.text().filter(lambda text: text != str(chain[at][column])))
    altered = list(chain)
    altered[at] = (*chain[at][:column], other, *chain[at][column + 1 :])
    found = follow(altered, key, "quote", lambda seq: None)
    assert (found.bad, found.first_bad) == (1, at + 1)


@given(left=fields, right=fields)
def test_different_rows_have_different_marks(left, right):
    same = tuple(map(str, left)) == tuple(map(str, right)) and left[3] == right[3]
    assert (mark(b"k", START, left) == mark(b"k", START, right)) is same


def test_signing_in_with_the_password_is_recorded_with_the_ledgers_head(hub, supervisor):
    hub.sign_in("ofi", PASSWORD).close()
    with supervisor.reading_audit() as log, supervisor.reading(May.AUDIT) as changes:
        detail = log.execute(
            "SELECT detail FROM audit WHERE action = ? AND account = 'ofi'", (Action.SIGNED_IN,)
        ).fetchone()[0]
        seq, mac = changes.execute("SELECT seq, mac FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
    assert detail == f'{{"ledger":[{seq},"{mac[:8].hex()}"]}}'
