"""A dry run with holds waits for a second person, and what that person's release lets pass (domain/9 rule 13)."""

from datetime import date
from pathlib import Path

from importers.columns.profile import Mapping
from importers.delivering.dry_run import dry_run
from importers.delivering.outcome import DryRun
from importers.delivering.preparing import Prepared, prepare
from importers.reading.workbook import Sheet
from importers.refusals import Held
from matching.progress import Progress, quiet
from store.permissions import May
from store.records import held
from store.records.held import HeldDelivery, NewHeld
from store.session import Session
from store.vault.database import Connection


def hold(session: Session, checked: DryRun, place: Path | None = None) -> HeldDelivery:
    """Let the delivery wait for a second person. place: where its file will lie meanwhile; None: it stays."""
    table = checked.prepared.table
    return held.hold(
        session,
        NewHeld(
            feed=checked.prepared.feed,
            file=place or table.path,
            sheet=table.source.name if isinstance(table.source, Sheet) else "",
            sha256=table.sha256,
            as_of=checked.as_of.isoformat(),
            mapping=checked.mapping.model_dump_json(),
            holds=checked.holds,
            rows=checked.rows,
            accepted=checked.accepted,
            refused=checked.quarantined,
        ),
    )


def has_to_wait(session: Session, checked: DryRun) -> bool:
    """Whether it has holds, and nobody has released it."""
    with session.reading(May.IMPORT) as connection:
        return bool(checked.holds) and _release(connection, checked) is None


def waits(session: Session, checked: DryRun) -> HeldDelivery | None:
    """The same delivery, if it was held and nobody has decided about it."""
    table, feed = checked.prepared.table, checked.prepared.feed
    wanted = (feed.code, table.sha256, checked.as_of.isoformat(), checked.mapping.model_dump_json(), checked.holds)
    told = held.waiting(session)
    return next((w for w in told if (w.feed, w.sha256, w.as_of, w.mapping, w.holds) == wanted), None)


def released(connection: Connection, checked: DryRun) -> int:
    """The number of the release that covers this dry run; Held, with every reason, if there is none."""
    found = _release(connection, checked)
    if found is None:
        raise Held(" ".join(one.sentence for one in checked.holds))
    return found.id


def check_again(session: Session, waits: HeldDelivery, progress: Progress = quiet) -> DryRun:
    """The dry run of a held delivery as it was held: the same file, sheet, date and mapping.

    Raises: as `as_held`.
    """
    return dry_run(session, *as_held(session, waits, progress), progress)


def as_held(session: Session, waits: HeldDelivery, progress: Progress = quiet) -> tuple[Prepared, Mapping, date]:
    """A held delivery as it was held, ready for a dry run: the same file, sheet, mapping and date.

    Raises:
        store.records.held.FileNotSame: it is gone, or has other bytes.
        FileRefused: it can no longer be delivered.
    """
    if not held.same_file(waits):
        raise held.FileNotSame(Path(waits.file).name)
    prepared = prepare(session, Path(waits.file), waits.feed, progress, sheet=waits.sheet or None)
    return prepared, Mapping.model_validate_json(waits.mapping), date.fromisoformat(waits.as_of)


def _release(connection: Connection, checked: DryRun) -> HeldDelivery | None:
    table, feed = checked.prepared.table, checked.prepared.feed
    body = checked.mapping.model_dump_json()
    codes = {one.code for one in checked.holds}
    return held.released_for(connection, feed.id, table.sha256, checked.as_of.isoformat(), body, codes)
