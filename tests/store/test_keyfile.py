"""The key file: what is refused, and that nobody but the right people open it."""

import json
import shutil
import sys
from dataclasses import replace
from hashlib import sha256

import pytest
from argon2.exceptions import HashingError
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import accounts
from store.errors import AccountDisabled, WrongPassword
from store.vault import kdf
from store.vault.keyfile import KeyFile, user_of
from store.vault.keyring import password_slot
from store.vault.keys import Keys
from store.vault.slots import SlotError, canonical, public_of, seal, unseal
from store.vault.troubles import (
    DamagedKeyFile,
    KeyFileMissing,
    OlderDatabase,
    OlderKeyFile,
    OpenToOthers,
    TooLittleMemory,
)
from tests.accounts import PASSWORD


def forge(hub, change):
    """Alter the key file as somebody would who can write it but holds no key: with a fitting plain sum."""
    body = json.loads(hub.keyring.path.read_bytes())
    del body["sum"]
    change(body)
    forged = canonical({**body, "sum": sha256(canonical(body)).hexdigest()})
    hub.keyring.path.write_bytes(forged)


def slot_of(body, login):
    return next(slot for slot in body["slots"] if slot["user"] == user_of(login, body["db"]))


def test_a_password_opens_the_hub_however_its_letters_are_composed(hub, admin):
    accounts.add(admin, "zoe", "Zoë Zhang", "naïve café at the harbour", ["officer"])
    hub.sign_in("  ZOE ", "nai\u0308ve cafe\u0301 at the harbour").close()


@pytest.mark.parametrize(("login", "password"), [("ofi", "kettle-violin-harbour-mos"), ("nobody", PASSWORD), ("", "")])
def test_wrong_password_and_unknown_account_are_told_the_same(hub, login, password):
    with pytest.raises(WrongPassword) as told:
        hub.sign_in(login, password)
    assert str(told.value) == "Not signed in. The login or the password is wrong."


def test_an_unknown_login_is_stretched_like_a_known_one(hub, monkeypatch):
    costs = []
    real = kdf.hash_secret_raw
    monkeypatch.setattr(kdf, "hash_secret_raw", lambda *given: costs.append(given[2:5]) or real(*given))
    for login in ("ofi", "nobody"):
        with pytest.raises(WrongPassword):
            hub.sign_in(login, "wrong")
    assert costs == [(kdf.FLOOR.passes, kdf.FLOOR.memory, kdf.FLOOR.lanes)] * 2


@pytest.mark.skipif(sys.platform == "win32", reason="flock")
def test_passwords_are_tried_one_at_a_time(hub, monkeypatch):
    """Ten sign-ins at once, in however many programs, need the memory of one."""
    import fcntl

    held = []

    def stretch(*given):
        with open(hub.directory / "sign-in.lock") as lock, pytest.raises(BlockingIOError):
            held.append(fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB))
        held.append("by another")
        return b"x" * 32

    monkeypatch.setattr(kdf, "hash_secret_raw", stretch)
    with pytest.raises(WrongPassword):
        hub.sign_in("ofi", PASSWORD)
    assert held == ["by another"]


def test_a_computer_without_the_memory_says_so(hub, monkeypatch):
    def fail(*given):
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(kdf, "hash_secret_raw", fail)
    with pytest.raises(TooLittleMemory, match="64 MB"):
        hub.sign_in("ofi", PASSWORD)


def test_two_accounts_cannot_swap_their_slots(hub):
    def swap(body):
        ofi, ada = slot_of(body, "ofi"), slot_of(body, "ada")
        ofi["user"], ada["user"] = ada["user"], ofi["user"]

    forge(hub, swap)
    with pytest.raises(WrongPassword):
        hub.sign_in("ada", PASSWORD)


@pytest.mark.parametrize(
    ("name", "value"),
    [("m", 1024), ("m", 64 * 1024 * 1024), ("t", 0), ("t", 10_000), ("p", 0), ("p", 1000), ("m", "x")],
)
def test_a_forged_cost_is_neither_cheap_nor_a_memory_bomb(hub, name, value):
    forge(hub, lambda body: slot_of(body, "ofi")["kdf"].update({name: value}))
    with pytest.raises(DamagedKeyFile):
        hub.sign_in("ofi", PASSWORD)


@pytest.mark.parametrize("value", [5, True, None, "x", "0", [], {}, 1.5])
@pytest.mark.parametrize("name", ["db", "spool", "mac", "cost", "salt", "pub", "wrapped", "sealed"])
def test_a_value_of_another_shape_is_damage_before_anybody_is_asked(hub, name, value):
    def change(body):
        slot = slot_of(body, "ofi")
        if name == "sealed":
            slot["sealed"]["k1"] = value
        else:
            (body if name in body else slot["kdf"] if name == "salt" else slot)[name] = value

    forge(hub, change)
    with pytest.raises(DamagedKeyFile):
        hub.keyring.load()


def test_another_allowed_cost_does_not_open(hub):
    forge(hub, lambda body: slot_of(body, "ofi")["kdf"].update(t=2))
    with pytest.raises(WrongPassword):
        hub.sign_in("ofi", PASSWORD)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda body: body["slots"].remove(slot_of(body, "sue")), id="a slot removed"),
        pytest.param(lambda body: body.update(generation=body["generation"] + 1), id="the generation raised"),
        pytest.param(lambda body: body["slots"].append(dict(slot_of(body, "sue"), user="0" * 32)), id="a slot added"),
        pytest.param(lambda body: body.update(spool=public_of(b"x" * 32).hex()), id="the spool's key changed"),
        pytest.param(lambda body: slot_of(body, "sue").update(sealed={}), id="somebody switched off"),
        pytest.param(lambda body: body["cost"].update(t=2), id="the cost of new slots changed"),
    ],
)
def test_a_forged_file_shows_once_somebody_signs_in(hub, change):
    forge(hub, change)
    with pytest.raises(DamagedKeyFile):
        hub.sign_in("ofi", PASSWORD)


def test_another_sealed_master_key_is_refused(hub):
    def swap(body):
        mine = slot_of(body, "ofi")
        mine["sealed"] = {"k1": seal(b"m" * 32, bytes.fromhex(mine["pub"]), b"elsewhere").hex()}

    forge(hub, swap)
    with pytest.raises(DamagedKeyFile):
        hub.sign_in("ofi", PASSWORD)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_any_flipped_bit_is_damage(hub, at, bit):
    content = bytearray((hub.directory / "hub.keys").read_bytes())
    content[at % len(content)] ^= 1 << bit
    with pytest.raises(DamagedKeyFile):
        KeyFile.from_bytes(bytes(content))


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"db":1}'])
def test_what_is_no_key_file_is_damage(hub, content):
    hub.keyring.path.write_bytes(content)
    with pytest.raises(DamagedKeyFile):
        hub.keyring.load()


def test_a_key_file_that_others_may_read_is_refused(hub):
    hub.keyring.path.chmod(0o640)
    with pytest.raises(OpenToOthers) as told:
        hub.sign_in("ofi", PASSWORD)
    assert told.value.advice.startswith("Make it private: chmod 600 ")


def test_a_link_is_not_followed(hub, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    hub.keyring.path.rename(elsewhere)
    hub.keyring.path.symlink_to(elsewhere)
    with pytest.raises((DamagedKeyFile, OpenToOthers)):
        hub.keyring.load()


def test_a_missing_key_file(hub):
    hub.keyring.path.unlink()
    with pytest.raises(KeyFileMissing):
        hub.sign_in("ofi", PASSWORD)


def test_an_older_key_file_is_refused(hub, admin):
    old = hub.keyring.path.read_bytes()
    accounts.disable(admin, "ofi")
    hub.keyring.path.write_bytes(old)
    with pytest.raises(OlderKeyFile):
        hub.sign_in("ofi", PASSWORD)


def test_an_older_database_is_refused(hub, admin):
    kept = hub.directory / "hub.db"
    admin.close()
    shutil.copy(kept, kept.with_suffix(".old"))
    session = hub.sign_in("ada", PASSWORD)
    accounts.disable(session, "ofi")
    session.close()
    kept.with_suffix(".old").replace(kept)
    with pytest.raises(OlderDatabase):
        hub.sign_in("ada", PASSWORD)


@pytest.mark.parametrize("committed", [True, False])
def test_a_change_cut_short_is_finished_or_dropped(hub, template, committed):
    """The staged key file takes over exactly if the database's commit went through."""
    ring, keys = hub.keyring, template.keys
    before = ring.load()
    staged = replace(before, generation=before.generation + 1).signed(keys)
    ring.stage(staged)
    now = before.generation + committed
    with ring.changing():
        assert ring.settled(keys, now).generation == now
        assert ring.settled(keys, now) == ring.load()


def test_a_staged_key_file_that_is_forged_never_takes_over(hub, template):
    before = hub.keyring.load()
    stranger = Keys(before.hub_id, b"s" * 32)
    hub.keyring.stage(replace(before, generation=before.generation + 1).signed(stranger))
    with pytest.raises(OlderKeyFile):
        hub.keyring.settled(template.keys, before.generation + 1)


def test_a_switched_off_account_opens_nothing_even_with_its_password(hub, admin):
    accounts.disable(admin, "ofi")
    file = hub.keyring.load()
    assert file.password_slot("ofi").sealed == {}
    with pytest.raises(AccountDisabled):
        hub.sign_in("ofi", PASSWORD)
    with pytest.raises(WrongPassword):
        hub.sign_in("ofi", "not the password")


@settings(max_examples=30)
@given(secret=st.binary(max_size=64), context=st.binary(max_size=32), flip=st.integers(min_value=0))
def test_sealing_returns_the_secret_to_its_holder_only(secret, context, flip):
    private, stranger = b"p" * 32, b"q" * 32
    sealed = seal(secret, public_of(private), context)
    assert unseal(sealed, private, context) == secret
    altered = bytearray(sealed)
    altered[flip % len(altered)] ^= 0x01
    for attempt in (
        (sealed, stranger, context),
        (sealed, private, context + b"x"),
        (bytes(altered), private, context),
    ):
        with pytest.raises(SlotError):
            unseal(*attempt)


def test_a_slot_of_one_hub_does_not_open_in_another(hub, template):
    file = hub.keyring.load()
    slot = password_slot(file, "ofi", PASSWORD)
    stretched = kdf.stretch(PASSWORD, bytes.fromhex(slot.salt), slot.cost)
    assert slot.open(stretched, file.hub_id)
    with pytest.raises(SlotError):
        slot.open(stretched, "0" * 32)


def test_keys_of_different_uses_and_hubs_differ():
    uses = ("hub_database", "audit_database", "audit_chain", "ledger_chain", "key_file", "spool")
    hubs = (Keys("a", b"m" * 32), Keys("b", b"m" * 32))
    drawn = {getattr(key, "raw", key) for hub in hubs for key in (getattr(hub, use) for use in uses)}
    assert len(drawn) == 12
    assert all(len(key) == 32 for key in drawn)
    assert "m" * 9 not in repr(hubs[0])
    assert "raw" not in repr(hubs[0].hub_database)


def test_a_password_is_stretched_as_openssl_does_it():
    """Another implementation of argon2id, version 1.3: key files stay readable whoever computes it."""
    theirs = Argon2id(salt=b"0123456789abcdef", length=32, iterations=2, lanes=3, memory_cost=64 * 1024)
    assert kdf.stretch("cafe\u0301", b"0123456789abcdef", kdf.Cost(64 * 1024, 2, 3)) == theirs.derive("café".encode())


@pytest.mark.parametrize("seconds", [1e-4, 0.25, 0.4, 1.0, 60.0])
def test_a_new_hub_asks_for_64_to_256_mib_three_times_over(monkeypatch, seconds):
    """However fast or slow the computer is that makes it: never cheaper than OWASP's least (46 MiB once)."""
    ticks = iter((0.0, seconds))
    with monkeypatch.context() as here:
        here.setattr(kdf.time, "perf_counter", lambda: next(ticks))
        cost = kdf.calibrate()
    assert (cost.passes, cost.lanes, cost.bounded) == (3, 4, True)
    assert cost.memory == {1e-4: 256, 0.25: 256, 0.4: 160}.get(seconds, 64) * kdf.MIB
