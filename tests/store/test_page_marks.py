"""The mark on each page of a database: SHA-256 in new hubs, SHA-512 in those made before; the key file says which."""

import json
from contextlib import closing
from dataclasses import replace
from hashlib import sha256

import pytest

from store import check
from store.errors import DamagedDatabase
from store.hub import Hub
from store.vault.database import Pool, connect
from store.vault.files import make_private
from store.vault.keys import DatabaseKey, Keys, PageMark
from store.vault.slots import canonical
from store.vault.troubles import DamagedKeyFile
from tests.accounts import PASSWORD, sign_in

PAGE = 4096
MARKS = pytest.mark.parametrize("mark", PageMark)


def marked_anew(path, key, mark):
    """Write the database anew with other marks, as SQLCipher does it."""
    copy = path.with_suffix(".copy")
    make_private(copy)
    with closing(connect(path, key)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("ATTACH ? AS copy KEY ?", (str(copy), f"x'{key.raw.hex()}'"))
        connection.execute(f"PRAGMA copy.cipher_hmac_algorithm = {mark}")
        connection.execute("SELECT sqlcipher_export('copy')")
        connection.execute(f"PRAGMA copy.user_version = {version}")
    copy.replace(path)


@pytest.fixture
def old(hub, template):
    """A hub as it was made before there was a choice."""
    keys = template.keys
    marked_anew(hub.directory / "hub.db", keys.hub_database, PageMark.SHA512)
    marked_anew(hub.directory / "audit.db", keys.audit_database, PageMark.SHA512)
    before = replace(hub.keyring.load(), page_mark=PageMark.SHA512).signed(keys)
    hub.keyring.path.write_bytes(before.to_bytes())
    return hub


def said(hub):
    return json.loads(hub.keyring.path.read_bytes())


def test_the_key_file_of_a_new_hub_names_its_page_mark(hub, template):
    assert said(hub)["page_mark"] == "HMAC_SHA256"
    with closing(connect(hub.directory / "hub.db", template.keys.hub_database)) as connection:
        assert connection.execute("PRAGMA cipher_hmac_algorithm").fetchone() == ("HMAC_SHA256",)


def test_a_hub_made_before_opens_and_stays_as_it_was(old, template):
    assert "page_mark" not in said(old)
    for _ in range(2):  # the second reads what the first has written
        with closing(Hub.open(old.directory, old.clock).sign_in("pat", PASSWORD)) as pat:
            assert check.check(pat).sound
    keys = Keys(template.keys.hub_id, template.keys.master, PageMark.SHA512)
    with closing(sign_in(old, keys, "pat")) as pat:
        assert pat.keys.page_mark is PageMark.SHA512
    assert "page_mark" not in said(old)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda body: body.pop("page_mark"), id="taken away"),
        pytest.param(lambda body: body.update(page_mark="HMAC_SHA512"), id="the older"),
        pytest.param(lambda body: body.update(page_mark="HMAC_SHA1"), id="none of ours"),
        pytest.param(lambda body: body.update(page_mark="OFF; PRAGMA cipher_use_hmac = OFF"), id="none"),
    ],
)
def test_nobody_changes_the_page_mark_in_the_key_file(hub, change):
    body = said(hub)
    del body["sum"]
    change(body)
    hub.keyring.path.write_bytes(canonical({**body, "sum": sha256(canonical(body)).hexdigest()}))
    with pytest.raises(DamagedKeyFile):
        hub.sign_in("ofi", PASSWORD)


def flipped(content):
    content[5 * PAGE + 99] ^= 1


def in_its_mark(content):
    content[6 * PAGE - 1] ^= 1


def swapped(content):
    content[4 * PAGE : 5 * PAGE], content[5 * PAGE : 6 * PAGE] = (
        content[5 * PAGE : 6 * PAGE],
        content[4 * PAGE : 5 * PAGE],
    )


@MARKS
@pytest.mark.parametrize("alter", [flipped, in_its_mark, swapped])
def test_an_altered_page_shows(tmp_path, mark, alter):
    path, key = tmp_path / "x.db", DatabaseKey(bytes(range(32)), mark)
    make_private(path)
    with closing(connect(path, key)) as connection:
        connection.execute("CREATE TABLE note (body text) STRICT")
        connection.executemany("INSERT INTO note VALUES (?)", [("y" * 900,)] * 60)
    content = bytearray(path.read_bytes())
    alter(content)
    path.write_bytes(content)
    with closing(Pool(path, key)) as pool, pytest.raises(DamagedDatabase), pool.reading() as connection:
        connection.execute("SELECT sum(length(body)) FROM note").fetchone()
