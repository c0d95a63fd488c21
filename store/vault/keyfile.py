"""The key file hub.keys: its content, and the marks that show whether it was altered (STORE.md §2.2).

Two marks: a plain sum, which shows damage before anybody's password is known; and a mark under the master
key, which shows a forged change once somebody's is.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import index
from typing import Any, cast

from cryptography.hazmat.primitives.constant_time import bytes_eq

from store.vault.kdf import Cost
from store.vault.keys import KEY_BYTES, Keys, PageMark, authenticate, derive
from store.vault.slots import Slot, canonical, public_of, seal
from store.vault.troubles import DamagedKeyFile

FORMAT, VERSION = "hub-keyfile", 1
FIRST_KEY = "k1"


def user_of(login: str, hub_id: str) -> str:
    """Return how the key file calls `login`, so that it does not list who works here."""
    return derive(canonical_login(login).encode("utf-8", "replace"), "login", hub_id.encode()).hex()[:32]


def canonical_login(login: str) -> str:
    """Return `login` as it is compared: `Jo ` and `jo` are one account."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


@dataclass(frozen=True)
class KeyFile:
    """The content of a key file.

    Attributes:
        hub_id: of the hub it opens, 32 hex digits.
        generation: counts its changes; the database keeps the same number.
        key_id: which master key the slots seal.
        cost: what a password of a new slot, or of a login that does not exist, costs to try.
        spool: public key (hex) to which refused sign-ins are sealed.
        page_mark: of the databases' pages; the file of an older hub does not name it.
        mac: mark under the master key, hex; '' until signed.
    """

    hub_id: str
    generation: int
    key_id: str
    cost: Cost
    spool: str
    page_mark: PageMark
    slots: tuple[Slot, ...] = ()
    mac: str = ""

    @classmethod
    def new(cls, keys: Keys, cost: Cost) -> "KeyFile":
        """Return the first key file of a hub, without slots."""
        return cls(keys.hub_id, 1, FIRST_KEY, cost, public_of(keys.spool).hex(), keys.page_mark)

    def password_slot(self, login: str) -> Slot | None:
        """Return the slot of `login`, None if there is no such account."""
        user = user_of(login, self.hub_id)
        return next((slot for slot in self.slots if slot.kind == "password" and slot.user == user), None)

    def recovery_slot(self) -> Slot | None:
        """Return the slot of the recovery code."""
        return next((slot for slot in self.slots if slot.kind == "recovery"), None)

    def with_slot(self, slot: Slot, keys: Keys) -> "KeyFile":
        """Return the file with the master key sealed to `slot`, which replaces the user's earlier one."""
        context = slot.context(self.hub_id, self.key_id)
        sealed = seal(keys.master, bytes.fromhex(slot.public), context).hex()
        return self._with(replace(slot, sealed={self.key_id: sealed}))

    def switched_off(self, slot: Slot) -> "KeyFile":
        """Return the file with nothing sealed to `slot`: its password still fits, but opens nothing."""
        return self._with(replace(slot, sealed={}))

    def _with(self, slot: Slot) -> "KeyFile":
        others = tuple(s for s in self.slots if (s.kind, s.user) != (slot.kind, slot.user))
        return replace(self, slots=(*others, slot), mac="")

    def signed(self, keys: Keys) -> "KeyFile":
        """Return the file with its mark."""
        return replace(self, mac=self._mark(keys).hex())

    def genuine(self, keys: Keys) -> bool:
        """Whether the file is as somebody who held the master key wrote it."""
        return bytes_eq(self._mark(keys), bytes.fromhex(self.mac))

    def _mark(self, keys: Keys) -> bytes:
        return authenticate(keys.key_file, canonical(self._body()))

    def _body(self) -> dict[str, object]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "db": self.hub_id,
            "generation": self.generation,
            "current": self.key_id,
            "cost": {"m": self.cost.memory, "t": self.cost.passes, "p": self.cost.lanes},
            "spool": self.spool,
            "slots": [{**slot.body(), "mac": slot.mac, "sealed": slot.sealed} for slot in self.slots],
            **({} if self.page_mark is PageMark.SHA512 else {"page_mark": self.page_mark}),
        }

    def to_bytes(self) -> bytes:
        """Return the file's bytes."""
        assert self.mac, "an unsigned key file must not reach the disk"
        body = {**self._body(), "mac": self.mac}
        return canonical({**body, "sum": hashlib.sha256(canonical(body)).hexdigest()})

    @classmethod
    def from_bytes(cls, content: bytes) -> "KeyFile":
        """Read a key file. Whether it is genuine shows only with the keys.

        Raises:
            DamagedKeyFile: not a key file, not as it was written, or beyond the bounds of what may be tried.
        """
        try:
            said = cast("dict[str, Any]", json.loads(content))
            found = cls(
                hub_id=_hex(said["db"]),
                generation=said["generation"],
                key_id=str(said["current"]),
                cost=_cost(said["cost"]),
                spool=_hex(said["spool"], KEY_BYTES),
                page_mark=PageMark(said.get("page_mark", PageMark.SHA512)),
                slots=tuple(_slot(slot) for slot in said["slots"]),
                mac=_hex(said["mac"]),
            )
            whole = found.to_bytes() == content
        except (
            ArithmeticError,
            AssertionError,
            AttributeError,
            LookupError,
            RecursionError,
            TypeError,
            ValueError,
        ) as trouble:
            raise DamagedKeyFile from trouble
        if not whole:
            raise DamagedKeyFile
        return found


def _slot(said: Mapping[str, Any]) -> Slot:
    kdf = said["kdf"]
    return Slot(
        slot_id=said["id"],
        user=said["user"],
        kind=said["kind"],
        cost=_cost(kdf) if kdf else None,
        salt=_hex(kdf["salt"]) if kdf else "",
        public=_hex(said["pub"]),
        wrapped=_hex(said["wrapped"]),
        mac=_hex(said["mac"]),
        sealed={key_id: _hex(sealed) for key_id, sealed in said["sealed"].items()},
    )


def _hex(said: str, size: int | None = None) -> str:
    length = len(bytes.fromhex(said))
    if size is not None and length != size:
        raise ValueError("of another length")
    return said


def _cost(said: Mapping[str, Any]) -> Cost:
    cost = Cost(index(said["m"]), index(said["t"]), index(said["p"]))
    if not cost.bounded:
        raise ValueError("cost out of bounds")
    return cost
