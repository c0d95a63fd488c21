"""One way in: a key pair, its private half wrapped by the password, the master key sealed to its public half.

Because of the pair, anybody who holds the master key can seal it anew to everybody, without their passwords
(STORE.md §2.2).
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from store.vault.kdf import Cost
from store.vault.keys import KEY_BYTES, authenticate, derive

Kind = Literal["password", "recovery"]

_NONCE = bytes(12)  # each sealing key is used once


class SlotError(Exception):
    """What was given does not open it; says no more, on purpose."""


def canonical(body: Mapping[str, object]) -> bytes:
    """Return `body` as bytes that are the same for the same content."""
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def seal(secret: bytes, public: bytes, context: bytes) -> bytes:
    """Return `secret` so that only the holder of `public`'s private key can read it, for `context` only."""
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return mine + ChaCha20Poly1305(derive(shared, "seal", mine + public)).encrypt(_NONCE, secret, context)


def unseal(sealed: bytes, private: bytes, context: bytes) -> bytes:
    """Return the secret in `sealed`.

    Raises:
        SlotError: it was sealed to another key or for another context, or was altered.
    """
    theirs, body = sealed[:KEY_BYTES], sealed[KEY_BYTES:]
    holder = X25519PrivateKey.from_private_bytes(private)
    try:
        shared = holder.exchange(X25519PublicKey.from_public_bytes(theirs))
        key = derive(shared, "seal", theirs + holder.public_key().public_bytes_raw())
        return ChaCha20Poly1305(key).decrypt(_NONCE, body, context)
    except (InvalidTag, ValueError) as trouble:
        raise SlotError from trouble


def public_of(private: bytes) -> bytes:
    """Return the public half of an X25519 private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


@dataclass(frozen=True)
class Slot:
    """One account's, or the recovery code's, way to the master key.

    Attributes:
        slot_id: random, hex.
        user: `keyfile.user_of(login)`; for the recovery code ''.
        cost: of trying a password; None for the recovery code, whose 256 bits need no slowing down.
        salt: of the password, hex.
        public: X25519, hex.
        wrapped: the private half under the password's key (AES-KW), hex.
        mac: over all of the above and the hub's id, under the password's key, hex.
        sealed: the master key, by key id, hex; if empty, the password fits and opens nothing.
    """

    slot_id: str
    user: str
    kind: Kind
    cost: Cost | None
    salt: str
    public: str
    wrapped: str
    mac: str
    sealed: Mapping[str, str]

    def body(self) -> dict[str, object]:
        """Return what the slot's own mark covers."""
        cost = self.cost and {"m": self.cost.memory, "t": self.cost.passes, "p": self.cost.lanes}
        return {
            "id": self.slot_id,
            "user": self.user,
            "kind": self.kind,
            "kdf": cost and {"alg": "argon2id", "v": 19, "salt": self.salt, **cost},
            "pub": self.public,
            "wrapped": self.wrapped,
        }

    def open(self, stretched: bytes, hub_id: str) -> bytes:
        """Return the private key, given the stretched password (or the recovery code).

        Raises:
            SlotError: it is not this slot's, or the slot was altered.
        """
        wrap, mark = _slot_keys(stretched, hub_id, self.slot_id)
        if not bytes_eq(authenticate(mark, hub_id.encode() + canonical(self.body())), bytes.fromhex(self.mac)):
            raise SlotError
        try:
            private = aes_key_unwrap(wrap, bytes.fromhex(self.wrapped))
        except InvalidUnwrap as trouble:
            raise SlotError from trouble
        if public_of(private).hex() != self.public:
            raise SlotError
        return private

    def context(self, hub_id: str, key_id: str) -> bytes:
        """Return what the sealed master key is bound to."""
        return canonical({"db": hub_id, "slot": self.slot_id, "key": key_id})


def make_slot(user: str, kind: Kind, cost: Cost | None, salt: bytes, stretched: bytes, hub_id: str) -> Slot:
    """Return a new slot with a fresh key pair; nothing is sealed to it yet."""
    private = X25519PrivateKey.generate().private_bytes_raw()
    slot_id = os.urandom(8).hex()
    wrap, mark = _slot_keys(stretched, hub_id, slot_id)
    bare = Slot(
        slot_id=slot_id,
        user=user,
        kind=kind,
        cost=cost,
        salt=salt.hex(),
        public=public_of(private).hex(),
        wrapped=aes_key_wrap(wrap, private).hex(),
        mac="",
        sealed={},
    )
    mac = authenticate(mark, hub_id.encode() + canonical(bare.body()))
    return replace(bare, mac=mac.hex())


def _slot_keys(stretched: bytes, hub_id: str, slot_id: str) -> tuple[bytes, bytes]:
    both = derive(stretched, "slot", f"{hub_id}/{slot_id}".encode(), 2 * KEY_BYTES)
    return both[:KEY_BYTES], both[KEY_BYTES:]
