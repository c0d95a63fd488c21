"""The hub's master key and the keys that are derived from it, one for each use."""

import hashlib
import hmac
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def derive(secret: bytes, label: str, context: bytes, length: int = KEY_BYTES) -> bytes:
    """Return a key for `label` from `secret` (HKDF-SHA256), unrelated to other labels and contexts."""
    info = f"family-context/1/{label}/".encode() + context
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret)


def authenticate(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA256 of `message`."""
    return hmac.digest(key, message, hashlib.sha256)


class PageMark(StrEnum):
    """The mark by which each page of a database shows that it was altered, in SQLCipher's words.

    Either is as strong as the 256-bit key; processors compute SHA-256 themselves, which makes a page a third cheaper
    to read.
    """

    SHA256 = "HMAC_SHA256"
    SHA512 = "HMAC_SHA512"  # of hubs made before there was a choice


@dataclass(frozen=True)
class DatabaseKey:
    """What opens one database: SQLCipher's raw key, and which mark its pages carry."""

    raw: bytes = field(repr=False)
    page_mark: PageMark = PageMark.SHA256


@dataclass(frozen=True)
class Keys:
    """The master key of one hub, and its sub-keys.

    Attributes:
        hub_id: 32 hex digits, drawn when the hub was made; bound into every sub-key.
        page_mark: of the pages of both databases.
    """

    hub_id: str
    master: bytes = field(repr=False)
    page_mark: PageMark = PageMark.SHA256

    def _sub_key(self, label: str) -> bytes:
        return derive(self.master, label, self.hub_id.encode())

    @cached_property
    def hub_database(self) -> DatabaseKey:
        """Opens hub.db."""
        return DatabaseKey(self._sub_key("hub database"), self.page_mark)

    @cached_property
    def audit_database(self) -> DatabaseKey:
        """Opens audit.db."""
        return DatabaseKey(self._sub_key("audit database"), self.page_mark)

    @cached_property
    def audit_chain(self) -> bytes:
        """Key of the audit log's chain of marks."""
        return self._sub_key("audit chain")

    @cached_property
    def ledger_chain(self) -> bytes:
        """Key of the ledger's chain of marks."""
        return self._sub_key("ledger chain")

    @cached_property
    def key_file(self) -> bytes:
        """Key of the mark over the whole key file."""
        return self._sub_key("key file")

    @cached_property
    def spool(self) -> bytes:
        """X25519 private key that opens refused sign-ins written before anybody's keys were open."""
        return self._sub_key("spool")
