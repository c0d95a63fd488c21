"""The inbox without anybody at the keyboard: what is clean is delivered, everything else waits for a person.

Each file is taken by one rename, dated by its feed's rule, dry-run, and then delivered, held or refused; oldest extract
first within a feed. A run that is killed leaves its file taken: the next run goes on with it, and finds by the bytes
whether it was delivered. What a run may not decide stays where it is: the screen asks.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from json import dumps, loads
from pathlib import Path

from importers.delivering import delivery, extract_dates, holding
from importers.delivering.delivery import Receipt
from importers.delivering.outcome import DryRun
from importers.delivering.preparing import refuse_same
from importers.reading.encoding import digest_of
from importers.refusals import AlreadyDelivered, FileChanged, FileRefused, NoRoom, Overtaken
from importers.unattended.drop_folders import DONE, HELD, RECEIPT, REFUSED, TAKEN, Arrived, Inbox, kept_name, settled
from store.errors import Told
from store.permissions import May
from store.records import deliveries, held, mappings
from store.records.agencies import Feed, every_feed
from store.session import Session
from store.vault.files import told_plainly, try_locked

DELIVERED, ALREADY, WAITS = "delivered", "already here", "waits"
_PUT_A_FILE = "It was not touched. Put the whole file itself there, under its own name, or take this away."


class ColumnsUnknown(FileRefused):
    """The headings are not those of any mapping that a person settled for this feed."""

    title = "The columns of this file are new"
    advice = "Nothing was imported. Import the file on the screen, where what its columns hold can be said."


class TakenBack(FileRefused):
    """A run delivered it, was killed, and somebody took the delivery back before the next run."""

    title = "This file was delivered and taken back"
    advice = "Nothing was imported. Put it into the drop folder again if it is to be delivered all the same."


class RunUnderWay(Told):
    """Another run is emptying the drop folders."""

    title = "Another run is at work"
    sentence = "The drop folders are being emptied already. This run touched nothing."
    advice = "Wait for the other to end; the next run takes what comes meanwhile."


@dataclass(frozen=True)
class Outcome:
    """What became of one file. state: 'delivered', 'already here', 'held', 'refused', 'waits' (not touched).

    place: where it lies now. as_of: ISO, '' if that was not found out. sentence, advice: why not delivered, else ''.
    """

    feed: str
    file: str
    state: str
    place: Path
    as_of: str = ""
    sentence: str = ""
    advice: str = ""
    held: int = 0
    receipt: Receipt | None = None

    def as_json(self) -> dict[str, object]:
        """The object that `fctui inbox --json` prints, and that is kept beside the file."""
        told: dict[str, object] = {"feed": self.feed, "file": self.file, "state": self.state, "place": str(self.place)}
        for name, value in (("as_of", self.as_of), ("sentence", self.sentence), ("advice", self.advice)):
            if value:
                told[name] = value
        if self.held:
            told["held"] = self.held
        if self.receipt:
            told["receipt"] = self.receipt.as_json()
        return told


@contextmanager
def alone(hub: Path) -> Generator[None]:
    """Be the only run on this hub; RunUnderWay if there is another. A run that is killed is not in the way."""
    with try_locked(hub / "inbox.lock") as mine:
        if not mine:
            raise RunUnderWay
        yield


def run(session: Session, inbox: Inbox, look_again: Callable[[], None], *, dry: bool = False) -> Iterator[Outcome]:
    """Empty the drop folders, one file after the other. The caller holds the inbox's lock.

    look_again: called between the two looks that must see the same file. dry: nothing is moved or stored.

    Raises:
        NoRoom, store.errors.DiskFull, Busy, Locked, DiskTrouble: not the file's fault; it stays taken for the next run.
        InboxUnsafe.
    """
    with session.reading(May.IMPORT) as connection:
        feeds = every_feed(connection)
    with told_plainly():
        if not dry:
            inbox.make(feed.code for feed in feeds if not feed.retired)
        before = {feed.code: inbox.arrived(feed.code) for feed in feeds}
        if any(before.values()):
            look_again()
        # a file that once ended a run must not keep the other feeds' files from being looked at
        for feed in feeds:
            for path, why in inbox.passed_over(feed.code, session.now()):
                yield Outcome(feed.code, kept_name(path.name), WAITS, path, sentence=why, advice=_PUT_A_FILE)
        for feed in sorted(feeds, key=lambda feed: bool(inbox.left(feed.code))):
            here = settled(before[feed.code], inbox.arrived(feed.code))
            yield from _Feed(session, inbox, feed, dry=dry).empty(here)


class _Feed:
    """One feed's files in one run."""

    def __init__(self, session: Session, inbox: Inbox, feed: Feed, *, dry: bool) -> None:
        self._session = session
        self._inbox = inbox
        self._feed = feed
        self._dry = dry
        self._waiting = False

    def empty(self, here: tuple[Arrived, ...]) -> Iterator[Outcome]:
        """Go on with what is held or was left, then with what came."""
        left = () if self._dry else self._inbox.left(self._feed.code)
        if why := self._not_alone():
            yield from (self._waits(path, why) for path in left)
            for file in here:
                yield from self._for_a_person(file, why)
            return
        decided = [] if self._dry else list(self._decided())
        taken = [file.path for file in here] if self._dry else self._take(here)
        dated: list[tuple[date, Path]] = []
        for path in (*left, *decided, *taken):
            try:
                if path in left:
                    self._refuse_taken_back(path)
                dated.append((self._day(path), path))
            except FileRefused as refused:
                yield self._closed(path, refused)
        for day, path in sorted(dated):
            yield self._wait_behind_held(path) if self._waiting else self._one(path, day)

    def _not_alone(self) -> str:
        """Why nobody but a person may import this feed's files; '' if a run may."""
        if self._feed.as_of_from == extract_dates.ASKED:
            return "Nobody has declared what says on which day this feed's files were taken (fctui feed dates)."
        with self._session.reading(May.IMPORT) as connection:
            if not mappings.remembered(connection, self._feed.id):
                return "Nobody has yet said what the columns of this feed hold."
        return ""

    def _waits(self, path: Path, why: str, advice: str = "Import it on the screen.") -> Outcome:
        return Outcome(self._feed.code, kept_name(path.name), WAITS, path, sentence=why, advice=advice)

    def _for_a_person(self, file: Arrived, why: str) -> Iterator[Outcome]:
        """It stays for the screen; once somebody delivered it there it is put away, and no run asks for it again."""
        try:
            digest = digest_of(file.path)
            with self._session.reading(May.IMPORT) as connection:
                refuse_same(deliveries.same_file(connection, self._feed.id, digest))
        except AlreadyDelivered as known:
            taken = [file.path] if self._dry else self._take((file,))
            yield from (self._closed(path, known) for path in taken)
        except FileChanged:
            return  # gone meanwhile, or still being written: the next run looks again
        else:
            yield self._waits(file.path, why)

    def _wait_behind_held(self, path: Path) -> Outcome:
        """Changes are delivered in their order or not at all (domain/9 rule 24)."""
        why = "An earlier file of this feed is held, and changes are delivered in their order."
        return self._waits(path, why, "It is delivered once the other is released or rejected.")

    def _take(self, here: tuple[Arrived, ...]) -> list[Path]:
        if not here:
            return []
        to = self._inbox.run(self._feed.code, self._session.now())
        return [taken for file in here if (taken := self._inbox.take(file, to)) is not None]

    def _decided(self) -> Iterator[Path]:
        """Held files that were released, taken again; those rejected or delivered by hand are put where they belong."""
        for path in self._inbox.held(self._feed.code):
            match self._state_of_held(path):
                case "waiting":
                    self._waiting = self._feed.mode == "delta"
                case "delivered":
                    self._inbox.move(path, DONE)
                case "rejected":
                    self._inbox.move(path, REFUSED)
                case _:
                    yield self._inbox.move(path, TAKEN)

    def _state_of_held(self, path: Path) -> str:
        with suppress(OSError, ValueError, KeyError):
            number = loads(path.with_name(path.name + RECEIPT).read_bytes())["held"]
            return held.one(self._session, int(number)).state
        return ""  # killed before it was written down: it is checked again

    def _refuse_taken_back(self, path: Path) -> None:
        """TakenBack if these bytes were delivered after the file was taken, and do not stand any more."""
        digest, since = digest_of(path), path.parent.name
        with self._session.reading(May.IMPORT) as connection:
            for one in deliveries.of_feed(connection, self._feed.id):
                if one.sha256 == digest and one.state == "rolled_back" and one.at.replace(":", "") >= since[:17]:
                    raise TakenBack(f"It was delivered as number {one.id}, and that delivery was taken back.")

    def _day(self, path: Path) -> date:
        if self._feed.as_of_from == extract_dates.COLUMN:
            return extract_dates.by_column(delivery.prepare(self._session, path, self._feed.code))
        return extract_dates.by_name(path.name, self._feed.as_of_from)

    def _one(self, path: Path, day: date) -> Outcome:
        try:
            prepared = delivery.prepare(self._session, path, self._feed.code)
            if not prepared.remembered:
                raise ColumnsUnknown("They are not those of any earlier file of this feed.")
            checked = delivery.dry_run(self._session, prepared, prepared.mapping, day)
            if holding.has_to_wait(self._session, checked):
                return self._held(path, checked)
            if self._dry:
                return Outcome(self._feed.code, path.name, DELIVERED, path, day.isoformat())
            receipt = delivery.deliver(self._session, checked)
        except FileRefused as refused:
            return replace(self._closed(path, refused), as_of=day.isoformat())
        made = Outcome(self._feed.code, path.name, DELIVERED, path, day.isoformat(), receipt=receipt)
        return self._put(made, DONE)

    def _held(self, path: Path, checked: DryRun) -> Outcome:
        """The hub keeps where the file will lie before it is moved there: killed between the two, it is held once."""
        why = " ".join(hold.sentence for hold in checked.holds)
        day = checked.as_of.isoformat()
        told = Outcome(self._feed.code, path.name, HELD[1:], path, day, why, "A second person releases it.")
        self._waiting = self._feed.mode == "delta"
        if self._dry:
            return told
        waits = holding.hold(self._session, checked, self._inbox.place(path, HELD))
        return self._put(replace(told, held=waits.id), HELD)

    def _closed(self, path: Path, refused: FileRefused) -> Outcome:
        """What is in the hub is done, what cannot be read is refused; what may go well next time stays taken.

        Raises:
            NoRoom: it would be so for every other file.
        """
        if isinstance(refused, NoRoom):
            raise refused
        if isinstance(refused, (FileChanged, Overtaken)):
            return self._waits(path, refused.sentence, "The next run tries it again.")
        state = ALREADY if isinstance(refused, AlreadyDelivered) else REFUSED[1:]
        told = Outcome(self._feed.code, kept_name(path.name), state, path, "", refused.sentence, refused.advice)
        return told if self._dry else self._put(told, DONE if state == ALREADY else REFUSED)

    def _put(self, told: Outcome, where: str) -> Outcome:
        """The receipt first, then the file: whoever sees the file there finds its receipt."""
        moved = replace(told, place=self._inbox.place(told.place, where))
        self._inbox.note(moved.place, dumps(moved.as_json()).encode())
        self._inbox.move(told.place, where)
        return moved
