"""The receipt of a delivery: what came in, what it joined, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Static

from importers.delivering.delivery import back_words
from screens.base import Page
from screens.messages import OpenFeeds, OpenImport
from screens.text import line, lines
from store.disclosure.wording import counted, spoken_date
from store.permissions import May

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget

    from importers.delivering.delivery import Receipt
    from store.session import Session


class ImportReceiptPage(Page):
    """Read once, then Enter: the same figures stand in the audit log."""

    NEEDS: ClassVar = {"import_other": May.IMPORT}
    HELP = (
        "The delivery is in the hub, whole. The fingerprint tells this file from any other: quote it when "
        "you speak to the agency. Questions that the machine would not settle by itself wait for a "
        "supervisor."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "To the feeds", id="done", tooltip="Back to the feeds"),
        Binding("i", "import_other", "Next file", id="import", tooltip="Import another file"),
    ]

    _sheet = query_one("#receipt", VerticalScroll)

    def __init__(self, session: Session, receipt: Receipt) -> None:
        super().__init__(session)
        self._receipt = receipt

    def body(self) -> Iterable[Widget]:
        yield VerticalScroll(Static(_sheet(self._receipt)), id="receipt")

    def on_mount(self) -> None:
        self._sheet.focus()

    def action_done(self) -> None:
        self.post_message(OpenFeeds())

    def action_import_other(self) -> None:
        self.post_message(OpenImport())


def _sheet(receipt: Receipt) -> Content:
    title = line(
        ("Delivered", "bold black on $primary"), (f"  {receipt.feed}, data of {spoken_date(receipt.as_of)}", "bold")
    )
    rows = [line((f"{label:<16}", "$muted"), value) for label, value in _facts(receipt)]
    return lines(title, line(""), *rows, line(""), line(("What next", "bold")), *map(line, _next(receipt)))


def _facts(receipt: Receipt) -> Iterator[tuple[str, str]]:
    yield ("Rows", f"{receipt.rows:,}: {receipt.accepted:,} accepted, {receipt.warnings:,} of them with warnings")
    refused = f"{receipt.quarantined:,}, kept beside the delivery" if receipt.quarantined else "none"
    yield "Refused", f"{refused}; {receipt.ignored:,} ignored"
    yield "Records", f"{receipt.new:,} new, {receipt.changed:,} changed, {receipt.unchanged:,} unchanged"
    if receipt.dropped:
        yield "Dropped", f"{counted(len(receipt.dropped), 'column')} not covered by the agreement, nothing of it kept"
    if receipt.absent:
        yield ("Not in the file", f"{receipt.absent:,}; they stay, marked as no longer supplied")
    yield "Joined", f"{counted(receipt.links, 'record')} with people already known"
    yield "New people", f"{receipt.new_people:,}"
    yield "Cases", f"{receipt.cases:,} for a supervisor"
    if receipt.overfull_keys:
        yield "Passed over", f"{receipt.overfull_keys:,} likenesses that too many records share to compare them all"
    yield "Took", f"{receipt.seconds:.1f} seconds"
    yield "Fingerprint", f"SHA-256 {receipt.sha256[:32]}"
    yield "", f"        {receipt.sha256[32:]}"


def _next(receipt: Receipt) -> Iterator[str]:
    """What is left for people to do."""
    if receipt.cases:
        yield f"- A supervisor answers {counted(receipt.cases, 'case')}: same person or not."
    if receipt.quarantined:
        rows = counted(receipt.quarantined, "refused row")
        yield f"- Tell the agency of {rows}: W on the feeds page writes its report. The next file may mend them."
    if reused := receipt.issues.get("ID_REUSE", 0):
        number = counted(reused, "number")
        yield f"- A supervisor says whether {number} went to somebody else: fctui reuse list. Refused until then."
    if receipt.warnings:
        yield f"- Ask the agency about {counted(receipt.warnings, 'row')} with warnings, when convenient."
    if receipt.returned:
        yield f"- {back_words(receipt.returned)}"
    yield "- Officers find the people of this file from now on."
