"""Whom to ring: the people and teams of an agency who work with someone."""

from typing import NamedTuple

from store.vault.database import Connection


class Worker(NamedTuple):
    """A key worker, or a team or desk when no person is named (then the name is empty)."""

    name: str = ""
    role: str = ""
    team: str = ""
    phone: str = ""
    email: str = ""


class WorkerIds:
    """The agency's workers by what is known of them; one not met before is added."""

    def __init__(self, connection: Connection, agency_id: int) -> None:
        self._connection = connection
        self._agency_id = agency_id
        rows = connection.execute(
            "select id, name, role, team, phone, email from worker where agency_id = ?", (agency_id,)
        )
        self._ids = {Worker(*rest): worker_id for worker_id, *rest in rows}

    def id_of(self, worker: Worker | None) -> int | None:
        """The worker's id; None for nobody."""
        if worker is None or not any(worker):
            return None
        found = self._ids.get(worker)
        if found is None:
            cursor = self._connection.execute(
                "insert into worker (agency_id, name, role, team, phone, email) values (?, ?, ?, ?, ?, ?) returning id",
                (self._agency_id, *worker),
            )
            found = self._ids[worker] = int(cursor.fetchone()[0])
        return found
