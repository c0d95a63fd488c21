"""A form: boxes one below the other, left by Enter and Tab."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen, ScreenResultType
from textual.widgets import Input

from screens.widgets.choice import Choice


class Form(Screen[ScreenResultType]):
    """Comes after what else a screen is: styles follow the first of its bases only.

    Enter and Tab go on before the next key is looked at, so that nothing typed ahead lands in the box before.

    Textual's own pass through the queues of box and screen first: while the machine is busy, the beginning of a
    password would stand in clear in the box for the login. Ctrl+J is an Enter that was pressed before the program had
    the terminal.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j", "leave_box", show=False, priority=True),
        Binding("tab", "go_on", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter in anything but a box or an open choice is the list's or the button's own."""
        if action == "leave_box":
            return isinstance(self.focused, Input) or self._choice is not None
        return super().check_action(action, parameters)

    def action_go_on(self) -> None:
        """Tab takes the marked line of an open choice, as everywhere, and goes to the next box."""
        if choice := self._choice:
            self.set_focus(choice)
            choice.take()
        self.focus_next()

    def action_leave_box(self) -> None:
        """Enter was pressed in a box, or on a line of a choice."""
        if isinstance(self.focused, Input):
            self.entered(self.focused)
        elif choice := self._choice:
            self.set_focus(choice)
            if choice.take():
                self.focus_next()

    @property
    def _choice(self) -> Choice[object] | None:
        """The choice whose list is open and has the keys."""
        above = self.focused.parent if self.focused else None
        return above if isinstance(above, Choice) and above.expanded else None

    def entered(self, box: Input) -> None:
        """Go on from this box; to the next one unless a form knows better."""
        del box
        self.focus_next()

    def go_to(self, control: Input) -> None:
        """Into this box at once: a widget's own `focus` waits for the keys that were pressed before."""
        self.set_focus(control)
