"""A list as all pages have it: its lines are letters, and its ends are ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import OptionList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.widgets.option_list import Option


class Lines(OptionList):
    """Nothing in it is read as markup. An arrow held down stops at the last line and does not come out at the first:
    Enter would open somebody else. There it scrolls on to what stands beyond and cannot be chosen.
    """

    def __init__(self, *options: Option, id: str | None = None) -> None:
        super().__init__(*options, id=id, markup=False)

    def fill(self, options: Iterable[Option], starts: Callable[[Option], bool] = lambda _: True) -> None:
        """List these instead. The mark stays on its line; if that is gone it goes to the first where it may start."""
        marked, told = self.highlighted_option, list(options)
        choices = [at for at, option in enumerate(told) if not option.disabled]
        same = [at for at in choices if marked is not None and told[at].id == marked.id]
        self.clear_options().add_options(told)
        self.highlighted = next(iter(same or [at for at in choices if starts(told[at])]), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to choose, no key."""
        return (action != "select" or self.option_count > 0) and super().check_action(action, parameters)

    def action_cursor_down(self) -> None:
        """The next line, as far as there is one."""
        at = self.highlighted
        if at is None or _any(self.options[at + 1 :]):
            super().action_cursor_down()
        else:
            self.scroll_relative(y=1, animate=False)

    def action_first(self) -> None:
        """The first line that can be chosen, with the heading above it."""
        super().action_first()
        if not _any(self.options[: self.highlighted]):
            self.scroll_home(animate=False)

    def action_cursor_up(self) -> None:
        """The line before, as far as there is one."""
        at = self.highlighted
        if at is None or _any(self.options[:at]):
            super().action_cursor_up()
        else:
            self.scroll_relative(y=-1, animate=False)


def _any(options: Sequence[Option]) -> bool:
    return any(not option.disabled for option in options)
