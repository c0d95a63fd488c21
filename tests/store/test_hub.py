"""Making a hub and signing in: every trouble has its own sentence, and a failure leaves nothing behind."""

import json
import os
import subprocess
import sys
import threading
from base64 import b64encode
from contextlib import closing
from datetime import timedelta

import pytest

from store import accounts, founding
from store.audit import Action
from store.check import check
from store.errors import (
    AccountDisabled,
    Busy,
    DamagedDatabase,
    Incomplete,
    Told,
    TryAgainLater,
    WrongPassword,
    WrongRecoveryCode,
)
from store.hub import Hub
from store.permissions import May, Role
from store.vault import database, files
from store.vault.database import connect
from store.vault.kdf import FLOOR
from store.vault.migrate import NewerHub
from store.vault.passwords import WeakPassword
from store.vault.recovery import MistypedCode
from store.vault.slots import seal
from store.vault.troubles import (
    CannotMake,
    DatabaseMissing,
    HubExists,
    KeyFileMissing,
    NetworkDisk,
    NotAHub,
    NotEmpty,
    NotThisHubs,
    OpenToOthers,
)
from tests.accounts import AREA, NOW, PASSWORD, fixed_clock


def create(directory, **other):
    wanted = {"login": "ada", "name": "Ada Adeyemi", "password": PASSWORD, "area": AREA, "cost": FLOOR}
    return Hub.create(directory, **{**wanted, **other}, clock=fixed_clock)


def refusals(session):
    with session.reading_audit() as log:
        return log.execute("SELECT subject, detail FROM audit WHERE action = ?", (Action.SIGN_IN_REFUSED,)).fetchall()


def test_a_new_hub_is_private_and_its_first_account_administers_it(tmp_path):
    created = create(tmp_path / "new" / "hub", demo=True)
    directory = created.hub.directory
    assert directory.stat().st_mode & 0o777 == 0o700
    assert {f.name: f.stat().st_mode & 0o777 for f in directory.iterdir()} == dict.fromkeys(
        ("hub.keys", "hub.db", "audit.db"), 0o600
    )
    assert (created.hub.area, created.hub.demo) == ("", False)
    session = created.hub.sign_in("ada", PASSWORD)
    assert session.account.roles == created.roles == {Role.ADMIN}
    assert (created.hub.area, created.hub.demo) == (AREA, True)
    session.close()
    assert [p.name for p in directory.parent.iterdir()] == ["hub"]


def test_an_empty_private_directory_may_become_a_hub(tmp_path):
    directory = tmp_path / "hub"
    directory.mkdir(mode=0o700)
    create(directory).hub.sign_in("ada", PASSWORD).close()


def test_a_hub_is_not_made_where_one_is(hub):
    before = {path.name: path.read_bytes() for path in hub.directory.iterdir()}
    with pytest.raises(HubExists):
        create(hub.directory)
    assert {path.name: path.read_bytes() for path in hub.directory.iterdir()} == before


@pytest.mark.parametrize("existed", [True, False])
def test_of_two_who_make_a_hub_in_one_directory_at_once_one_does(tmp_path, monkeypatch, existed):
    """Both found it empty, and both have built theirs."""
    directory = tmp_path / "hub"
    if existed:
        directory.mkdir(mode=0o700)
    checked, built = threading.Barrier(2, timeout=60), threading.Barrier(2, timeout=60)
    found, build = founding.found, founding._build
    outcomes = {}

    def found_late(*given, **named):
        checked.wait()
        return found(*given, **named)

    def build_late(*given, **named):
        code = build(*given, **named)
        built.wait()
        return code

    def make(login):
        try:
            outcomes[login] = create(directory, login=login)
        except Told as told:
            outcomes[login] = told

    monkeypatch.setattr(founding, "found", found_late)
    monkeypatch.setattr(founding, "_build", build_late)
    threads = [threading.Thread(target=make, args=(login,)) for login in ("ada", "bea")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [late] = [login for login, outcome in outcomes.items() if isinstance(outcome, HubExists)]
    [(first, made)] = [(login, outcome) for login, outcome in outcomes.items() if login != late]
    with closing(made.hub.sign_in(first, PASSWORD)) as session:
        assert check(session).sound
    assert [path.name for path in tmp_path.iterdir()] == ["hub"]
    assert not [path for path in directory.iterdir() if path.name.startswith(".making")]


def test_a_hub_is_not_made_among_other_files(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NotEmpty):
        create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701, 0o770])
def test_a_hub_is_not_made_where_others_can_look(tmp_path, mode):
    directory = tmp_path / "hub"
    directory.mkdir()
    directory.chmod(mode)
    with pytest.raises(OpenToOthers):
        create(directory)
    assert not list(directory.iterdir())


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse", "fuse.sshfs", "fuseblk"])
def test_a_network_disk_is_refused(hub, tmp_path, monkeypatch, kind):
    monkeypatch.setattr(files, "disk_kind", lambda place, mounts: kind)
    with pytest.raises(NetworkDisk, match=rf"\({kind}\)"):
        create(tmp_path / "new")
    with pytest.raises(NetworkDisk):
        Hub.open(hub.directory)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short"},
        {"login": "a b"},
        {"login": ""},
        {"name": " \x1b "},
        {"area": " "},
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_written(tmp_path, wrong):
    with pytest.raises((WeakPassword, Incomplete)):
        create(tmp_path / "hub", **wrong)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("existed", [True, False])
@pytest.mark.parametrize("failing", ["_write_first_rows", "open_vault", "write_whole", "sync_directory"])
def test_a_failed_creation_leaves_nothing(tmp_path, monkeypatch, failing, existed):
    directory = tmp_path / "hub"
    if existed:
        directory.mkdir(mode=0o700)

    def fail(*given, **named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(founding, failing, fail)
    with pytest.raises(CannotMake, match="No space left on device"):
        create(directory)
    assert list(tmp_path.rglob("*")) == ([directory] if existed else [])


def test_a_directory_that_may_not_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotMake):
        create(tmp_path / "file" / "hub")
    with pytest.raises(CannotMake):
        create(tmp_path / "file")


def test_what_is_no_hub(tmp_path):
    """Nor is it told to be made private: `--hub /etc` is a slip, and what it said would have shut the computer."""
    public = tmp_path / "public"
    public.mkdir()
    for path in (tmp_path, tmp_path / "missing", public):
        public.chmod(0o755)
        with pytest.raises(NotAHub):
            Hub.open(path)


def test_a_missing_key_file_is_told_apart_from_no_hub(hub):
    hub.keyring.path.unlink()
    with pytest.raises(KeyFileMissing):
        Hub.open(hub.directory)


def test_a_directory_that_others_may_read_is_refused(hub):
    hub.directory.chmod(0o755)
    with pytest.raises(OpenToOthers) as told:
        Hub.open(hub.directory)
    assert "chmod 700" in told.value.advice


@pytest.mark.parametrize("name", ["hub.db", "audit.db"])
def test_troubles_of_a_database(hub, tmp_path, name):
    path = hub.directory / name
    whole = path.read_bytes()
    path.chmod(0o644)
    with pytest.raises(OpenToOthers):
        hub.sign_in("ofi", PASSWORD)
    path.chmod(0o600)
    path.write_bytes(b"\x01" + whole[1:])
    with pytest.raises(NotThisHubs, match=name):
        hub.sign_in("ofi", PASSWORD)
    other = create(tmp_path / "other").hub.directory / name
    path.write_bytes(other.read_bytes())
    with pytest.raises(NotThisHubs, match="another hub"):
        hub.sign_in("ofi", PASSWORD)
    path.write_bytes(b"")
    with pytest.raises(DamagedDatabase):
        hub.sign_in("ofi", PASSWORD)
    path.unlink()
    with pytest.raises(DatabaseMissing, match=name):
        hub.sign_in("ofi", PASSWORD)
    assert not path.exists()


@pytest.mark.parametrize("name", ["hub.db", "audit.db"])
def test_a_hub_of_a_newer_program_is_left_alone(hub, template, name):
    key = template.keys.hub_database if name == "hub.db" else template.keys.audit_database
    connection = connect(hub.directory / name, key)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    with pytest.raises(NewerHub):
        hub.sign_in("ofi", PASSWORD)


def test_a_switched_off_account_is_told_so_only_with_its_password(hub, admin):
    accounts.disable(admin, "ofi")
    with pytest.raises(WrongPassword):
        hub.sign_in("ofi", "guess")
    with pytest.raises(AccountDisabled):
        hub.sign_in("ofi", PASSWORD)
    accounts.enable(admin, "ofi")
    hub.sign_in("ofi", PASSWORD).close()


def test_guessing_is_slowed_and_told(hub):
    moment = NOW
    hub = Hub.open(hub.directory, lambda: moment)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            hub.sign_in("ofi", "guess")
    with pytest.raises(TryAgainLater, match="in 1 second"):
        hub.sign_in("ofi", PASSWORD)
    moment += timedelta(seconds=1)
    with pytest.raises(WrongPassword):
        hub.sign_in("ofi", "guess")
    with pytest.raises(TryAgainLater, match="in 2 seconds"):
        hub.sign_in("OFI ", PASSWORD)
    hub.sign_in("sue", PASSWORD).close()
    moment += timedelta(seconds=2)
    hub.sign_in("ofi", PASSWORD).close()
    with pytest.raises(WrongPassword):
        hub.sign_in("ofi", "guess")


def test_refused_sign_ins_reach_the_audit_log_with_the_next_sign_in(hub, supervisor):
    for login in ("ofi", "a password typed as login"):
        with pytest.raises(WrongPassword):
            hub.sign_in(login, "guess")
    hub.sign_in("pat", PASSWORD).close()
    at = '"at":"2026-06-15T10:00:00.000Z"'
    assert refusals(supervisor) == [
        ("ofi", f'{{{at},"why":"Not signed in"}}'),
        ("no such account", f'{{{at},"why":"Not signed in"}}'),
    ]
    hub.sign_in("pat", PASSWORD).close()
    assert len(refusals(supervisor)) == 2


def test_an_altered_refusal_is_recorded_as_such(hub, supervisor):
    (hub.directory / "refused.spool").write_bytes(b"QUJD\nnot base64 at all!\n")
    hub.sign_in("pat", PASSWORD).close()
    assert [detail for _, detail in refusals(supervisor)] == ['{"why":"unreadable"}'] * 2


@pytest.mark.parametrize("said", [b"[]", b"7", b"[" * 100_000, b"\xff"], ids=["list", "number", "deep", "no text"])
def test_a_forged_refusal_keeps_nobody_from_signing_in(hub, supervisor, said):
    """Whoever reads the key file can seal anything for the log."""
    sealed = seal(said, bytes.fromhex(hub.keyring.load().spool), b"refused sign-in")
    (hub.directory / "refused.spool").write_bytes(b64encode(sealed) + b"\n")
    hub.sign_in("pat", PASSWORD).close()
    assert [detail for _, detail in refusals(supervisor)] == ['{"why":"unreadable"}']


def test_a_forged_refusal_says_no_more_than_a_true_one(hub, supervisor):
    """Quoting a ledger that never was, it would make the log's check tell of a missing end for ever."""
    forged = {"login": "ofi", "why": "x" * 10_000, "ledger": [10**6, "00" * 8], "people": [1]}
    sealed = seal(json.dumps(forged).encode(), bytes.fromhex(hub.keyring.load().spool), b"refused sign-in")
    (hub.directory / "refused.spool").write_bytes(b64encode(sealed) + b"\n")
    hub.sign_in("pat", PASSWORD).close()
    assert refusals(supervisor) == [("ofi", json.dumps({"why": "x" * 200}, separators=(",", ":")))]
    assert check(supervisor).sound


def test_a_file_of_refusals_that_is_too_large_keeps_nobody_from_signing_in(hub, supervisor):
    (hub.directory / "refused.spool").write_bytes(b"x" * 3_000_000)
    hub.sign_in("pat", PASSWORD).close()
    assert [detail for _, detail in refusals(supervisor)] == ['{"why":"unreadable"}']
    assert not (hub.directory / "refused.spool").exists()


def test_the_recovery_code_gives_a_new_password_and_is_then_void(hub, template, admin):
    new = "nine green otters sang softly"
    code = template.recovery_code
    reprint = hub.recover(code.lower().replace("-", " "), "ada", new)
    session = hub.sign_in("ada", new)
    with pytest.raises(WrongPassword):
        hub.sign_in("ada", PASSWORD)
    with pytest.raises(WrongRecoveryCode):
        hub.recover(code, "ada", new)
    hub.recover(reprint, "ofi", new)
    hub.sign_in("ofi", new).close()
    with session.reading_audit() as log:
        rows = log.execute("SELECT account FROM audit WHERE action = ?", (Action.RECOVERED,)).fetchall()
    with session.reading(May.ACCOUNTS) as connection:
        changes = connection.execute("SELECT subject FROM ledger WHERE action = ?", (Action.RECOVERED,)).fetchall()
    assert rows == changes == [("ada",), ("ofi",)]
    session.close()


def test_who_recovers_after_many_tries_in_vain_need_not_wait(hub, template):
    for _ in range(5):
        with pytest.raises(WrongPassword):
            hub.sign_in("ada", "guess")
    hub.recover(template.recovery_code, "ada", "nine green otters sang softly")
    hub.sign_in("ada", "nine green otters sang softly").close()


def test_what_recovery_refuses(hub, template, admin, supervisor):
    code, new = template.recovery_code, "nine green otters sang softly"
    for wrong in (
        "",
        code[:-1],
        code[:-1] + ("0" if code[-1] != "0" else "1"),
        code[9:18] + code[:9] + code[18:],
    ):
        with pytest.raises(MistypedCode):
            hub.recover(wrong, "ada", new)
    with pytest.raises(accounts.NoSuchAccount):
        hub.recover(code, "nobody", new)
    with pytest.raises(WeakPassword):
        hub.recover(code, "ada", "short")
    accounts.disable(admin, "ofi")
    with pytest.raises(AccountDisabled):
        hub.recover(code, "ofi", new)
    hub.recover(code, "ada", new)
    hub.sign_in("ada", new).close()
    assert [(who, json.loads(detail)["why"]) for who, detail in refusals(supervisor)] == [
        ("recovery", "No such account"),
        ("recovery", "This account is switched off"),
    ]


def test_a_recovery_that_cannot_be_recorded_changes_nothing(hub, template, monkeypatch):
    new = "nine green otters sang softly"
    with monkeypatch.context() as here:
        here.setattr(database, "_PRAGMAS", ("journal_mode = WAL", "busy_timeout = 0"))
        other = connect(hub.directory / "audit.db", template.keys.audit_database)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            hub.recover(template.recovery_code, "ada", new)
        other.close()
    hub.sign_in("ada", PASSWORD).close()
    hub.recover(template.recovery_code, "ada", new)


def test_no_name_login_or_password_is_in_any_file_in_the_clear(hub, admin, officer):
    accounts.add(admin, "needle.login", "Needle Haystack", "needle in a haystack of straw", [Role.OFFICER])
    for login, password in (("needle.login", "needle-wrong"), ("needle-unknown", "x")):
        with pytest.raises(WrongPassword):
            hub.sign_in(login, password)
    officer.record(Action.SEARCHED, "needle person", {"typed": "needle"})
    everything = b"".join(path.read_bytes() for path in hub.directory.iterdir()).lower()
    for word in (b"needle", b"haystack", b"ofelia", b"kettle-violin"):
        assert word not in everything
    assert all(path.stat().st_mode & 0o077 == 0 for path in hub.directory.iterdir())


def test_two_programs_work_on_one_hub_at_once(hub, template, tmp_path):
    """Each makes changes and records acts of its own; both chains stay unbroken."""
    script = tmp_path / "work.py"
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from store.audit import Action\n"
        "from store.hub import Hub\n"
        "from store.permissions import May\n"
        "session = Hub.open(Path(sys.argv[1])).sign_in('pat', sys.stdin.readline())\n"
        "for number in range(25):\n"
        "    session.record(Action.SEARCHED, str(number))\n"
        "    with session.changing(May.FEEDS, Action.FEED_ADDED, str(number)) as change:\n"
        "        change.connection.execute('select 1')\n"
        "session.close()\n"
    )
    command = [sys.executable, str(script), str(hub.directory)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        for _ in range(2)
    ]
    for program in programs:
        _, said = program.communicate(PASSWORD)
        assert program.returncode == 0, said
    session = hub.sign_in("pat", PASSWORD)
    with session.reading(May.FEEDS) as connection, session.reading_audit() as log:
        changes = connection.execute("SELECT count(*) FROM ledger WHERE action = ?", (Action.FEED_ADDED,)).fetchone()
        acts = log.execute("SELECT count(*) FROM audit WHERE action = ?", (Action.SEARCHED,)).fetchone()
    assert changes == acts == (50,)
    session.close()
