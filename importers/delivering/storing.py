"""A file's rows on their way into the hub: checked as in the dry run, a person's rows made one, refused ones aside."""

from collections.abc import Iterable, Iterator
from itertools import compress

from importers.checking.plan import ACCEPTED, QUARANTINED
from importers.checking.rows import Checked
from importers.delivering.dry_run import checker
from importers.delivering.outcome import DryRun
from importers.reading.tables import Row
from matching.progress import Progress
from store.records import deliveries
from store.records.columns import RecordColumns
from store.records.rows import RecordRow
from store.vault.database import Connection

QUARANTINE_BATCH = 500


class ToStore:
    """Reads the file again and yields what to store, some rows at a time; refused ones are put beside the delivery.

    successors: by an id the id that the file says it was merged into.

    Only rows that bring something new are checked a second time, so that no row is held between the two steps. Of a
    person with several rows, those already read wait for the last of them.
    """

    def __init__(self, connection: Connection, delivery: int, checked: DryRun, progress: Progress) -> None:
        self._connection = connection
        self._delivery = delivery
        self._checked = checked
        self._progress = progress
        self._refused: list[tuple[int, str, list[str]]] = []
        self._waiting: dict[str, list[RecordRow]] = {}
        self._imported = tuple(bool(column.field) for column in checked.mapping.columns)
        self.successors: dict[str, str] = {}

    def __iter__(self) -> Iterator[RecordColumns]:
        checked, plan = self._checked, self._checked.plan
        check = checker(checked.prepared, checked.mapping, checked.as_of)
        for told in check.check_all(compress(checked.prepared.table.rows(), plan.kept())):
            self._progress("Storing the rows", told.rows[-1].number, checked.rows)
            said = self._accepted(told)
            if any(said.successor):
                stay = zip(said.source_key, said.successor, strict=True)
                self.successors.update((key, successor) for key, successor in stay if successor)
            yield RecordColumns.of(list(self._people(said.rows()))) if plan.rows_of_key else said

    def _accepted(self, told: Checked) -> RecordColumns:
        """The rows that were accepted, and still are; the others are put aside."""
        outcomes = self._checked.plan.outcomes
        refused = {place for place, row in enumerate(told.rows) if outcomes[row.number - 1] == QUARANTINED}
        for place in sorted(refused):
            self._refuse(told.rows[place], told.keys[place])
        again = told.outcomes.count(ACCEPTED) - sum(told.outcomes[place] == ACCEPTED for place in refused)
        assert again == len(told.rows) - len(refused), "a row that was accepted in the dry run is accepted again"
        if refused.isdisjoint(told.people):
            return told.said
        return told.said.at([at for at, place in enumerate(told.people) if place not in refused])

    def _people(self, records: Iterable[RecordRow]) -> Iterator[RecordRow]:
        """One record of each person who has several rows, once the last is read."""
        plan = self._checked.plan
        for record in records:
            of_key = plan.rows_of_key.get(plan.key(record.row_no - 1), 1)
            whole = self._together(record, of_key) if of_key > 1 else record
            if whole is not None:
                yield whole

    def _refuse(self, row: Row, key: str) -> None:
        self._refused.append((row.number, key, self._covered(row.cells)))
        if len(self._refused) >= QUARANTINE_BATCH:
            self.finish()

    def _covered(self, cells: list[str]) -> list[str]:
        """The cells of columns that are imported, blanks for the rest; none of a row that has slipped out of them."""
        if len(cells) != len(self._imported):
            return []
        return [cell if imported else "" for cell, imported in zip(cells, self._imported, strict=True)]

    def finish(self) -> None:
        """Put the last refused rows away."""
        deliveries.quarantine(self._connection, self._delivery, self._refused)
        self._refused.clear()

    def _together(self, record: RecordRow, wanted: int) -> RecordRow | None:
        """One record of all the person's rows once the last is read: identity of the first, the rest joined."""
        rows = self._waiting.setdefault(record.source_key, [])
        rows.append(record)
        if len(rows) < wanted:
            return None
        del self._waiting[record.source_key]
        return rows[0]._replace(
            addresses=tuple(dict.fromkeys(address for row in rows for address in row.addresses)),
            contacts=tuple(dict.fromkeys(contact for row in rows for contact in row.contacts)),
            involvements=tuple(dict.fromkeys(episode for row in rows for episode in row.involvements)),
        )
