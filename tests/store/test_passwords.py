"""Passwords, passphrases, the recovery code, and how guessing is slowed."""

import json
from datetime import UTC, datetime, timedelta
from math import log2, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import DiskFull, TryAgainLater
from store.vault import attempts, recovery
from store.vault.attempts import Attempts, wait_after
from store.vault.passwords import WeakPassword, check_password, generate_passphrase, words
from store.vault.recovery import MistypedCode, spoken, understood

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


def test_the_words_are_many_short_and_distinct():
    assert len(set(words())) == len(words()) >= 2_000
    assert all(word.isalpha() and word.islower() and word.isascii() and 3 <= len(word) <= 8 for word in words())


def test_four_words_give_at_least_44_bits():
    assert log2(prod(len(words()) - taken for taken in range(4))) >= 44


def test_a_generated_passphrase_is_always_accepted():
    for _ in range(300):
        passphrase = generate_passphrase()
        assert len(passphrase) >= 15
        check_password(passphrase, login=passphrase.split("-")[0], name=passphrase.replace("-", " "))
    assert len({generate_passphrase() for _ in range(50)}) == 50


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "0 characters"),
        ("fourteen chars", "14 characters"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeats itself"),
        ("abababababababababab", "repeats itself"),
        ("xk3!pq xk3!pq xk3!pq ", "repeats itself"),
        ("amelia.smith.amelia", "login or the name"),
        ("AmeliaSmith2024!", "login or the name"),
        ("asmith.asmith.asmith.as", "repeats|login or the name"),
        ("qwertyuiopasdfghjkl", "keys that lie in a row"),
        ("abcdefghijklmnopqrs", "keys that lie in a row"),
        ("098765432109876543210", "keys that lie in a row"),
        ("passwordpassword1", "first to be guessed"),
        ("Password123456789", "lie in a row"),
        ("P@ssw0rdP@ssw0rd!", "first to be guessed"),
        ("welcome to summer", "first to be guessed"),
        ("iloveyou!!!!!!!!!!", "first to be guessed"),
        ("liverpool19851985", "first to be guessed"),
        ("safeguarding council", "first to be guessed"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password, why):
    with pytest.raises(WeakPassword, match=why):
        check_password(password, login="asmith", name="Amelia Smith")


@pytest.mark.parametrize(
    "password",
    [
        "nine green otters sang softly",
        "my aunt's lorry is 40 years old",
        "Kj8#mq2!vLx9&tRz",
        "8402 7719 3365 0128 4417",
        "żółta łódź płynie do Gdańska",
        "made-up people need no secret",
        "ﬃﬃﬃ short",  # counted as it is compared: ffiffiffi
    ],
)
def test_a_good_password_is_accepted(password):
    check_password(password, login="asmith", name="Amelia Smith")


@given(code=st.binary(min_size=32, max_size=32))
def test_a_recovery_code_is_read_back_as_printed_or_typed(code):
    printed = spoken(code)
    assert [len(group) for group in printed.split("-")] == [8] * 8
    assert understood(printed) == code
    assert understood(printed.lower().replace("-", "  ").replace("0", "o").replace("1", "l")) == code


@settings(max_examples=200)
@given(code=st.binary(min_size=32, max_size=32), at=st.integers(0, 63), other=st.sampled_from(ALPHABET))
def test_a_slip_in_one_character_is_found_with_its_group(code, at, other):
    typed = list(spoken(code).replace("-", ""))
    wrong = {typed[at], other}
    if len(wrong) == 1 or wrong == {"0", "Z"}:  # these two have one check character
        return
    typed[at] = other
    with pytest.raises(MistypedCode, match=f"Group {at // 8 + 1} of 8"):
        understood("".join(typed))


@pytest.mark.parametrize("typed", ["", "x", "-" * 64, "U" * 64, "é" * 64, "0" * 63, "0" * 65])
def test_what_is_no_recovery_code(typed):
    with pytest.raises(MistypedCode):
        understood(typed)


def test_codes_are_drawn_at_random():
    assert len({recovery.new_code() for _ in range(100)}) == 100


def test_waiting_doubles_and_then_is_long():
    assert [wait_after(n) for n in (0, 4, 5, 6, 7, 8, 9, 10, 11, 500)] == [
        0,
        0,
        1,
        2,
        4,
        8,
        16,
        900,
        900,
        900,
    ]


def fail(tries, user, times, moment):
    for _ in range(times):
        tries.begin(user, moment)
        moment += timedelta(hours=1)
    return moment


def test_attempts_are_counted_per_user_and_forgotten_on_success(tmp_path):
    tries = Attempts(tmp_path)
    moment = fail(tries, "u", 9, NOON) - timedelta(hours=1)
    with pytest.raises(TryAgainLater) as told:
        Attempts(tmp_path).begin("u", moment)
    assert told.value.seconds == 16
    tries.begin("v", moment)
    tries.begin("u", moment + timedelta(seconds=16))
    with pytest.raises(TryAgainLater) as told:
        tries.begin("u", moment + timedelta(seconds=17))
    assert told.value.seconds == 899
    tries.begin("u", moment + timedelta(minutes=16))
    tries.succeeded("u", moment)
    for _ in range(5):
        tries.begin("u", moment)


def test_failures_of_yesterday_are_forgotten(tmp_path):
    tries = Attempts(tmp_path)
    moment = fail(tries, "u", 12, NOON)
    for _ in range(5):
        tries.begin("u", moment + timedelta(days=1))


def test_a_clock_set_back_does_not_lock_anybody_out_for_longer(tmp_path):
    tries = Attempts(tmp_path)
    fail(tries, "u", 5, NOON)
    before = NOON - timedelta(days=300)
    with pytest.raises(TryAgainLater) as told:
        tries.begin("u", before)
    assert told.value.seconds == 1
    tries.begin("u", before + timedelta(seconds=1))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"3", b'{"u":1}', b'{"u":["x",2]}', b'{"u":[1e999,2]}', b"\xff"])
def test_a_damaged_count_begins_anew(tmp_path, content):
    (tmp_path / "attempts.json").write_bytes(content)
    Attempts(tmp_path).begin("u", NOON)


def test_the_count_never_grows_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(attempts, "_MOST_USERS", 5)
    tries = Attempts(tmp_path)
    for number in range(9):
        tries.begin(f"u{number}", NOON + timedelta(seconds=number))
    assert json.loads((tmp_path / "attempts.json").read_bytes()).keys() == {f"u{number}" for number in range(4, 9)}


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(attempts, "write_whole", full)
    with pytest.raises(DiskFull):
        Attempts(tmp_path).begin("u", NOON)
