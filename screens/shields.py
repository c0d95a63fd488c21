"""Who is protected: the information lead's page. Alerts first, then every shield, the next to be reviewed on top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from screens.ask_first import AskFirst
from screens.call_page import CallPage
from screens.deed import deed
from screens.text import Part, emphasised, hanging, joined, line, lines
from screens.widgets.answers import Answers
from screens.widgets.cells import LIST_FRAME, QUIET, cell, row
from screens.widgets.in_full import READ_ON, InFull
from screens.widgets.lines import Lines
from store.disclosure import areas, overriding, shielding
from store.disclosure.overriding import Alert
from store.disclosure.shielding import Covered, Protected
from store.disclosure.wording import counted, short_date, spoken_date
from store.permissions import May
from store.records.restrictions import Level

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget


_LABEL = 16
_REVIEW = 22
_LEVELS = {Level.PLACE: "place", Level.INVOLVEMENT: "involvement", Level.EXISTENCE: "existence"}
_LEVEL = 13


@dataclass
class Listed(Message):
    """Every alert and every shield; the listing is recorded."""

    alerts: tuple[Alert, ...]
    shields: tuple[Protected, ...]
    closed: bool


@dataclass
class Done(Message):
    """Something was done; `words` say what."""

    words: str


class ShieldsPage(CallPage):
    """Each line is an alert to look into or a shield to look after; the chosen one stands below in full."""

    NEEDS: ClassVar = {
        **dict.fromkeys(("seen", "review", "lift", "protect", "closed"), May.SHIELD),
        "begin_call": May.VIEW,
        "end_call": May.VIEW,
    }
    HELP = (
        "Alerts come first: somebody opened a protected person all the same. Look into each, then say so with X; the "
        "one who opened may not. Below stand the shields, the next to be reviewed on top. R says that a shield is "
        "still needed; another person than the last one must say so. L asks for a shield to be lifted; it is lifted "
        "when a second lead presses L too, unless R was pressed between. N protects a person by number, which stands "
        "on their page under Identity. O opens a protected person all the same, during a call: that is recorded and "
        "told."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "seen", "Looked into", tooltip="Note that this alert was looked into"),
        Binding("r", "review", "Still needed", tooltip="Say that this shield is needed for another six months"),
        Binding("l", "lift", "Lift", tooltip="Ask for this shield to be lifted, or lift it as the second lead"),
        Binding("n", "protect", "Protect", tooltip="Protect a person by number"),
        Binding("o", "override_by_number", "Open", tooltip="Open a protected person by number: recorded, and told"),
        Binding("k", "closed", "Closed mode", show=False, tooltip="Whether officers of this area find children only"),
        READ_ON,
    ]

    _summary = query_one("#summary", Static)
    _list = query_one("#shields", Lines)
    _detail = query_one(InFull)
    _listed: Listed | None = None

    def body(self) -> Iterable[Widget]:
        yield Static("Reading the shields…", id="summary")
        yield Lines(id="shields")
        yield InFull()

    def on_screen_resume(self) -> None:
        """Also after a person was opened: what was done elsewhere must show."""
        self._load()

    def on_resize(self) -> None:
        self._fill()

    @work(thread=True, exclusive=True, group="shields", exit_on_error=False, description="list the shields")
    def _load(self) -> None:
        closed = areas.is_closed(self.session)
        self.answer(Listed(overriding.alerts(self.session), shielding.listing(self.session), closed))

    @on(Listed)
    def _show(self, event: Listed) -> None:
        self._listed = event
        self._fill()
        self._list.focus()

    def _fill(self) -> None:
        found = self._listed
        if found is None:
            return
        width = self.size.width - LIST_FRAME
        self._summary.update(_summary(found, self.session.hub.area))
        self._list.fill([*_alerts(found.alerts, width), *_shields(found.shields, width)])
        self._tell_chosen()

    def _chosen(self) -> Alert | Protected | None:
        option = self._list.highlighted_option if self._listed is not None else None
        if self._listed is None or option is None:
            return None
        everything = {_key(one): one for one in (*self._listed.alerts, *self._listed.shields)}
        return everything.get(option.id or "")

    @on(Lines.OptionHighlighted, "#shields")
    def _tell_chosen(self) -> None:
        match self._chosen():
            case Alert() as alert:
                self._detail.say(lines(line(alert.words), emphasised("*X* notes that it was looked into.")))
            case Protected() as protected:
                self._detail.say(_in_full(protected, self.size.width - 4))
            case None:
                self._detail.say(line(""))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would find nothing on the chosen line are not offered."""
        chosen = self._chosen() if self.is_mounted else None
        if action == "open_shields":
            return False
        if action == "seen" and not isinstance(chosen, Alert):
            return False
        if action in ("review", "lift") and not isinstance(chosen, Protected):
            return False
        if action == "lift" and isinstance(chosen, Protected):
            return chosen.shield.lift_asked_by != self.session.account.name  # somebody else has to agree
        return super().check_action(action, parameters)

    # Doing

    @deed("look after shields")
    def _do(self, act: Callable[[], object], words: str) -> None:
        act()
        self.post_message(Done(words))

    @on(Done)
    def _done(self, event: Done) -> None:
        self.untell()
        self.notify(event.words)
        self._load()

    def action_seen(self) -> None:
        if isinstance(alert := self._chosen(), Alert):
            self._do(lambda: overriding.look_into(self.session, alert.id), "Noted: looked into.")

    def action_review(self) -> None:
        if isinstance(one := self._chosen(), Protected):
            asked = one.shield.lift_asked_by
            lapses = f" What {asked} asked for lapses." if asked else ""
            self._do(
                lambda: shielding.review(self.session, one.shield.id),
                f"Noted: shield {one.shield.id} is still needed.{lapses}",
            )

    def action_lift(self) -> None:
        """Ask why the chosen shield is not needed any more."""
        if not isinstance(one := self._chosen(), Protected):
            return
        asked = one.shield.lift_asked_by
        says = f"{asked} asked for it: with this it is lifted." if asked else "It is lifted when a second lead agrees."
        self._ask_and_do(
            AskFirst(f"Lift shield {one.shield.id}", says, (("Reason", "why it is not needed any more"),)),
            lambda why: shielding.lift(self.session, one.shield.id, why),
            "Lifted." if asked else "Asked for: a second lead has to agree.",
        )

    def _ask_and_do(self, form: AskFirst, act: Callable[..., object], words: str) -> None:
        self.ask(form, lambda *said: self._do(lambda: act(*said), words))

    def action_protect(self) -> None:
        """Ask how far, then whom, why and who answers for it."""
        levels = [(f"From now on {level.words}", level) for level in Level if level]
        self.app.push_screen(Answers[Level](line(("Protect a person?", "bold")), levels), self._ask_whom)

    def _ask_whom(self, level: Level | None) -> None:
        if level is not None:
            self._ask_and_do(
                AskFirst(
                    "Protect a person",
                    f"From now on, {level.words}, for everybody. Another lead reviews it within six months.",
                    (
                        ("Person number", "from the person's page, under Identity"),
                        ("Reason", ""),
                        ("Who answers for it", "name and organisation"),
                    ),
                ),
                lambda number, why, owner: shielding.protect(
                    self.session, shielding.person_number(number), level, reason=why, owner=owner
                ),
                "Protected from this moment on.",
            )

    def action_closed(self) -> None:
        """Ask which mode the hub's area works in (R28)."""
        area = self.session.hub.area
        question = line((f"Whom may officers of {area} search for?", "bold"))
        answers = [("Anybody", False), ("Children only, and adults from a child's page (closed mode)", True)]

        def switch(closed: bool | None) -> None:
            if closed is not None:
                said = f"{area} is closed: children only." if closed else f"{area} is open: anybody."
                self._do(lambda: areas.set_closed(self.session, area, closed=closed), said)

        self.app.push_screen(Answers[bool](question, answers), switch)


def _key(one: Alert | Protected) -> str:
    return f"alert {one.id}" if isinstance(one, Alert) else f"shield {one.shield.id}"


def _summary(found: Listed, area: str) -> Content:
    alerts = f"{counted(len(found.alerts), 'alert')} to look into" if found.alerts else "no alert"
    late = sum(one.overdue for one in found.shields)
    shields = counted(len(found.shields), "shield") if found.shields else "nobody is protected"
    return line(
        ("Protected people", "bold"), f"  {shields}, {alerts}.",
        (f" {late} overdue for review." if late else "", "bold $error"),
        (f"  {area} is in closed mode: children only." if found.closed else "", "bold $warning"),
    )  # fmt: skip


def _alerts(alerts: Iterable[Alert], width: int) -> Iterator[Option]:
    for number, alert in enumerate(alerts):
        if not number:
            yield Option(line(("Opened all the same, to be looked into", "bold $warning")), disabled=True)
        yield Option(cell(line(("! ", "bold"), alert.words), width), id=_key(alert))


def _shields(shields: Iterable[Protected], width: int) -> Iterator[Option]:
    """Two lines a shield: whom, how far, until when; why, and what waits."""
    for number, one in enumerate(shields):
        if not number:
            yield Option(line(("Shields, the next to be reviewed first", "bold $warning")), disabled=True)
        until = f"{'! overdue since' if one.overdue else 'review by'} {short_date(one.shield.review_on)}"
        first = row(
            (("; ".join(map(_named, one.people)) or "nobody now", "bold"), width - _LEVEL - _REVIEW - 4),
            (_LEVELS[one.shield.level], _LEVEL),
            ((until, "bold" if one.overdue else ""), _REVIEW),
        )
        asked = f"{one.shield.lift_asked_by} asks for it to be lifted" if one.shield.lift_asked_by else ""
        held = f"{counted(len(one.held), 'other')} held back" if one.held else ""
        emergency = "emergency" if one.shield.emergency else ""
        about = joined(" · ", f"{one.shield.id}", emergency, asked, held, one.shield.reason)
        yield Option(lines(first, cell(line("  ", (about, QUIET)), width)), id=_key(one))


def _named(one: Covered) -> str:
    return joined(", ", one.title, one.birth_words)


def _in_full(one: Protected, width: int) -> Content:
    shield = one.shield
    return lines(
        *(_fact("" if n else "Protects", line((_named(p), "bold"), f", number {p.person}"), width)
          for n, p in enumerate(one.people)),
        _fact("So that", f"{shield.level.words}, for everybody", width),
        _fact("Because", shield.reason, width),
        _fact("Answers for it", f"{shield.owner}; set by {shield.by_name} on {spoken_date(shield.at)}", width),
        *(_fact("" if n else "Held back", f"{_named(p)}: may be the same person, until a case is decided", width)
          for n, p in enumerate(one.held)),
    )  # fmt: skip


def _fact(label: str, words: Part, width: int) -> Content:
    return hanging((label, "$muted"), words, width, _LABEL)
