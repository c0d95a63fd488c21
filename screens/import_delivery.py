"""The last step of an import: one transaction; until it ends, nothing of the file is in the hub."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on, work
from textual.getters import query_one
from textual.widgets import Static

from importers.delivering import delivery
from screens.base import Page
from screens.messages import Delivered
from screens.text import line, lines
from screens.widgets.answers import Answers
from screens.widgets.progress import Progressed, ProgressLine, Reporter
from screens.widgets.steps import steps

if TYPE_CHECKING:
    from textual.widget import Widget

    from importers.delivering.delivery import DryRun
    from store.errors import Told
    from store.session import Session


class ImportDeliveryPage(Page):
    """Starts the delivery when it opens; leaving asks first while it runs."""

    HELP = (
        "The rows are stored, linked and indexed in one transaction: either all of them are in the hub at "
        "the end, or none. Esc asks whether to stop."
    )

    _what = query_one("#what", Static)
    _progress = query_one(ProgressLine)

    def __init__(self, session: Session, checked: DryRun) -> None:
        super().__init__(session)
        self._checked = checked
        self._reporter = Reporter(self)
        self.busy = True

    def body(self) -> Iterable[Widget]:
        yield Static(steps(4), id="steps")
        yield Static(id="what")
        yield ProgressLine()

    def on_mount(self) -> None:
        self._what.update(
            lines(
                line((self._checked.act, "bold")),
                line(("If it is stopped, or this computer fails, the hub stays as it was before.", "$muted")),
            )
        )
        self._progress.begin("Starting")
        self._deliver()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No other page while the delivery runs: its receipt would find nobody."""
        return not (self.busy and action in self.PLACES) and super().check_action(action, parameters)

    @work(thread=True, exclusive=True, group="deliver", exit_on_error=False, description="deliver a file")
    def _deliver(self) -> None:
        self.post_message(Delivered(delivery.deliver(self.session, self._checked, self._reporter)))

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self._progress.show(event, "rows")

    def tell(self, told: Told) -> None:
        """It ended without a result: say why; Esc goes back to the check."""
        self.busy = False
        self._progress.display = False
        self._what.update(
            lines(line(("! " + told.title, "bold $error")), line(told.sentence), line((told.advice, "bold")))
        )
        self.refresh_bindings()

    def action_go_back(self) -> None:
        """Back at once when nothing runs; else ask whether to stop."""
        if not self.busy:
            super().action_go_back()
            return
        question = line(("Stop this delivery?", "bold"), "  It is not finished; nothing of it will be kept.")
        answers = [("Go on delivering", False), ("Stop and keep nothing", True)]
        self.app.push_screen(Answers[bool](question, answers), self._answered)

    def _answered(self, stop: bool | None) -> None:
        if stop:
            self._reporter.stop()
