"""Deliveries that wait for a second person (domain/9 rule 13): what, why, who, when; released or rejected by whom.

The file itself stays where it is and must be the same, byte for byte, when it is released. A release is for one file
with one date, one mapping and the reasons that were seen: whatever else would be delivered is held anew.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from json import dumps, loads
from pathlib import Path
from typing import NamedTuple

from store.audit import Action
from store.errors import Incomplete, Told
from store.permissions import May
from store.records.agencies import Feed
from store.session import Session
from store.vault.database import Connection


class Hold(NamedTuple):
    """One reason for holding a delivery: a code, what was found with its numbers, what to do."""

    code: str
    sentence: str
    advice: str


@dataclass(frozen=True)
class HeldDelivery:
    """A delivery that was held. file: path of the file. mapping: importers.columns.profile.Mapping as JSON.

    state: 'waiting', 'released' (and not delivered yet), 'delivered', 'rejected'. decided_by is '' while it waits.
    """

    id: int
    feed: str
    label: str
    file: str
    sheet: str
    sha256: str
    as_of: str
    mapping: str
    holds: tuple[Hold, ...]
    rows: int
    by: str
    by_account: int
    at: str
    state: str
    decided_by: str
    reason: str
    accepted: int | None
    refused: int | None


class NoSuchHeld(Told):
    """No delivery of that number is held."""

    title = "No such held delivery"
    sentence = "No held delivery has the number {}. Nothing was changed."
    advice = "Those that wait are listed at F4 in the app, and by: fctui held list."


class DecidedAlready(Told):
    """Somebody released or rejected it before."""

    title = "That is decided already"
    sentence = "{0.decided_by} {0.state} held delivery {0.id}. Nothing was changed."
    advice = "To try the file again, check it again: it is held anew if it still has to be."


class SecondPersonNeeded(Told):
    """Whoever brought a file may not release it."""

    title = "Somebody else has to release it"
    sentence = (
        "You brought this file yourself, so a second person must look at it. It still waits; nothing was changed."
    )
    advice = "Ask another administrator or a supervisor to release it: F4 in the app, or fctui held release."


class FileNotSame(Told):
    """The held file is gone or has other bytes."""

    title = "The file is not the one that was held"
    sentence = "{} is gone or was changed since it was held. It still waits; nothing was changed."
    advice = "Put the file back where it was, or reject this one (F4, or fctui held reject) and check the new file."


_SELECT = (
    "select h.id, f.code, f.label, h.file, h.sheet, h.sha256, h.as_of, h.mapping, h.holds, h.rows, a.name, a.id, l.at,"
    " case when d.verdict = 'released' and exists (select 1 from delivery x where x.feed_id = h.feed_id"
    "   and x.sha256 = h.sha256 and x.state = 'committed') then 'delivered' else coalesce(d.verdict, 'waiting') end,"
    " coalesce(b.name, ''), coalesce(d.reason, ''), h.accepted, h.refused"
    " from held_delivery h join feed f on f.id = h.feed_id join account a on a.id = h.account_id"
    " join ledger l on l.seq = h.event left join held_decision d on d.held = h.id"
    " left join account b on b.id = d.account_id"
)


class NewHeld(NamedTuple):
    """A delivery about to be held. mapping: importers.columns.profile.Mapping as JSON."""

    feed: Feed
    file: Path
    sheet: str
    sha256: str
    as_of: str
    mapping: str
    holds: tuple[Hold, ...]
    rows: int
    accepted: int
    refused: int


def hold(session: Session, new: NewHeld) -> HeldDelivery:
    """Let a delivery wait for a second person. One that waits already, or was released, for the same is that one."""
    with session.reading(May.IMPORT) as connection:
        if same := _same(connection, new):
            return same
    with session.changing(May.IMPORT, Action.HELD, new.feed.code) as change:
        if same := _same(change.connection, new):  # another program has held it since
            change.detail["held"] = same.id
            return same
        (made,) = change.connection.execute(
            "insert into held_delivery (feed_id, file, sheet, sha256, as_of, mapping, holds, rows, account_id, event,"
            " accepted, refused) values (:feed, :file, :sheet, :sha256, :as_of, :mapping, :holds, :rows, :account,"
            " :event, :accepted, :refused) returning id",
            new._asdict()
            | {"feed": new.feed.id, "file": str(new.file.resolve()), "holds": dumps(new.holds)}
            | {"account": session.account.id, "event": change.event},
        ).fetchone()
        change.detail |= {"held": made, "sha256": new.sha256, "holds": [hold.code for hold in new.holds]}
    with session.reading(May.IMPORT) as connection:
        return by_id(connection, made)


def _same(connection: Connection, new: NewHeld) -> HeldDelivery | None:
    """The delivery that was held for exactly this and not rejected."""
    row = connection.execute(
        _SELECT + " where h.feed_id = ? and h.sha256 = ? and h.as_of = ? and h.mapping = ? and h.holds = ?"
        " and coalesce(d.verdict, '') <> 'rejected' order by h.id desc limit 1",
        (new.feed.id, new.sha256, new.as_of, new.mapping, dumps(new.holds)),
    ).fetchone()
    return _held(row) if row else None


def waiting(session: Session) -> tuple[HeldDelivery, ...]:
    """Those that nobody has decided about, and those released but not delivered yet; oldest first."""
    with session.reading(May.RELEASE if session.may(May.RELEASE) else May.IMPORT) as connection:
        found = map(_held, connection.execute(_SELECT + " order by h.id"))
        return tuple(held for held in found if held.state in ("waiting", "released"))


def one(session: Session, held: int) -> HeldDelivery:
    """A held delivery by its number; NoSuchHeld if there is none."""
    with session.reading(May.RELEASE if session.may(May.RELEASE) else May.IMPORT) as connection:
        return by_id(connection, held)


def by_id(connection: Connection, held: int) -> HeldDelivery:
    """A held delivery by its number; NoSuchHeld if there is none."""
    row = connection.execute(_SELECT + " where h.id = ?", (held,)).fetchone()
    if row is None:
        raise NoSuchHeld(held)
    return _held(row)


def released_for(
    connection: Connection, feed_id: int, sha256: str, as_of: str, mapping: str, codes: Iterable[str]
) -> HeldDelivery | None:
    """The release that covers a delivery of this file, date and mapping, held for no other reasons than these."""
    rows = connection.execute(
        _SELECT + " where h.feed_id = ? and h.sha256 = ? and h.as_of = ? and h.mapping = ? and d.verdict = 'released'"
        " order by h.id desc",
        (feed_id, sha256, as_of, mapping),
    )
    wanted = set(codes)
    return next((held for held in map(_held, rows) if wanted <= {hold.code for hold in held.holds}), None)


def release(session: Session, held: int, reason: str) -> HeldDelivery:
    """Let a held delivery in, as somebody other than who brought it; it still has to be delivered.

    Raises:
        SecondPersonNeeded: by the person who brought it. Incomplete: no reason. DecidedAlready, NoSuchHeld.
        FileNotSame: the file is gone or was changed.
    """
    waits = one(session, held)
    if waits.state == "waiting" and waits.by_account != session.account.id and not same_file(waits):
        raise FileNotSame(Path(waits.file).name)
    return _decide(session, held, "released", reason)


def reject(session: Session, held: int, reason: str) -> HeldDelivery:
    """Turn a held delivery down; the file is left alone. Who brought it may do so too.

    Raises:
        Incomplete: no reason. DecidedAlready, NoSuchHeld.
    """
    return _decide(session, held, "rejected", reason)


def _decide(session: Session, held: int, verdict: str, reason: str) -> HeldDelivery:
    action = Action.HELD_RELEASED if verdict == "released" else Action.HELD_REJECTED
    with session.changing(May.RELEASE, action, str(held)) as change:
        now = by_id(change.connection, held)
        if now.state != "waiting":
            raise DecidedAlready(now)
        if verdict == "released" and now.by_account == session.account.id:
            raise SecondPersonNeeded
        if not reason.strip():
            raise Incomplete("Whoever releases or rejects a held delivery says why.")
        change.detail |= {"feed": now.feed, "sha256": now.sha256, "holds": [hold.code for hold in now.holds]}
        change.connection.execute(
            "insert into held_decision values (?, ?, ?, ?, ?)",
            (held, verdict, reason.strip(), session.account.id, change.event),
        )
    return one(session, held)


def same_file(held: HeldDelivery) -> bool:
    """Whether the file lies where it did, with the same bytes."""
    try:
        with Path(held.file).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == held.sha256
    except OSError:
        return False


def _held(row: Sequence[object]) -> HeldDelivery:
    told = list(row)
    told[8] = tuple(Hold(*hold) for hold in loads(str(row[8])))
    return HeldDelivery(*told)  # pyright: ignore[reportArgumentType]
