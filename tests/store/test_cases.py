"""Questions that wait: found by their records, never by reading all of them."""

from store.permissions import May
from store.records import cases
from store.records.themes import Theme
from store.session import Session
from tests.store.small_hub import SmallHub, row


def test_the_questions_about_a_record_are_found_by_index(admin: Session) -> None:
    small = SmallHub(admin)
    small.feed("CSC", Theme.CSC, "Social care")
    a, b, c = small.deliver("CSC", "2026-06-10", row(), row(), row())
    small.case(a, b)
    small.case(a, c, "done")
    seen: list[str] = []
    with admin.reading(May.IMPORT) as connection:
        connection.set_trace_callback(seen.append)
        found = cases.waiting_on(connection, [b, c])
        connection.set_trace_callback(None)
        steps = str(connection.execute(f"explain query plan {seen[0]}").fetchall())
    assert [(case.a, case.b) for case in found] == [(a, b)]
    assert "review_case_by_a" in steps
    assert "review_case_by_b" in steps
