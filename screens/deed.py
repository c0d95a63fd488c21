"""What a page does, as against what it reads: one thing at a time, and its trouble is always told."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from textual import work
from textual.dom import DOMNode

ScreenT = TypeVar("ScreenT", bound=DOMNode)
P = ParamSpec("P")


def deed(
    description: str,
) -> Callable[[Callable[Concatenate[ScreenT, P], None]], Callable[Concatenate[ScreenT, P], None]]:
    """A thread that changes something; a key pressed while one runs on the same page does nothing.

    Not `exclusive`: that calls the first one cancelled while its thread goes on to do it, so what was recorded twice,
    or could not be, would be told nobody. description: for Textual's log, which otherwise holds the arguments.
    """

    def decorate(method: Callable[Concatenate[ScreenT, P], None]) -> Callable[Concatenate[ScreenT, P], None]:
        begin = work(thread=True, group="deed", exit_on_error=False, description=description)(method)

        @wraps(method)
        def once(self: ScreenT, *args: P.args, **kwargs: P.kwargs) -> None:
            if not any(one.group == "deed" and one.node is self and not one.is_finished for one in self.workers):
                begin(self, *args, **kwargs)

        return once

    return decorate
