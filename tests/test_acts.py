"""Everything that takes a session, tried in every role: who may not is refused, and the audit log says so.

The table is the hub's access matrix. An act that is new, or whose roles change, fails here until it is in the table.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import importers
import matching
import store
from importers.columns.profile import Mapping
from importers.delivering import holding
from importers.delivering.delivery import DryRun, Prepared
from importers.unattended.drop_folders import Inbox
from matching.deciding.reasons import Reason
from matching.lookup.search import Lookup
from store import accounts
from store.audit import Action
from store.disclosure.call_record import CallRecord
from store.enquiry import Purpose
from store.errors import Busy, NotAllowed, Told
from store.hub import Hub
from store.permissions import Role
from store.records.agencies import Feed
from store.records.descriptions import NewAgency, NewFeed, NewItems
from store.records.held import HeldDelivery, NewHeld
from store.records.restrictions import Level
from store.session import Session
from store.settings import Setting
from store.vault import database
from tests.accounts import sign_in
from tests.conftest import Template
from tests.importers import deliveries

OFFICER, ADMIN, SUPERVISOR, LEAD, LOADER = Role
WHO = {
    (OFFICER,): (
        "store.disclosure areas.widen call_record.copied details.service details.copied freshness.overdue_feeds"
        " freshness.overdue_banner matrix.family shields.level_now shields.levels_listed unsure.not_sure view.person",
        "matching deciding.doubting.why_one deciding.doubting.report lookup.search.Lookup.find"
        " lookup.search.Lookup.keep_up",
    ),
    (OFFICER, LEAD): ("store.disclosure areas.is_closed",),
    (ADMIN,): (
        "store accounts.listing accounts.add accounts.disable accounts.enable accounts.set_roles"
        " accounts.reset_password settings.standing settings.switch",
        "store.records agencies.feeds agencies.feed agencies.add_feed agencies.date_by agencies.load_feeds"
        " board.feed_board terms.agree_items terms.change_feed terms.retire thresholds.standing thresholds.change",
        "importers.delivering quarantine.waiting quarantine.waive templates.versions templates.learn templates.mean"
        " merging.merge redacting.ask",
        "importers.reports report.write",
    ),
    (ADMIN, LOADER): (
        "store.records held.hold",
        "importers.delivering dry_run.dry_run delivery.deliver holding.hold holding.has_to_wait holding.check_again"
        " holding.as_held preparing.prepare trial.to_come unusual.history",
        "importers.unattended inbox.waiting inbox.turned_away rounds.run",
    ),
    (ADMIN, SUPERVISOR): ("store.records held.release held.reject",),
    (ADMIN, SUPERVISOR, LOADER): ("store.records held.waiting held.one", "importers.delivering holding.waits"),
    (ADMIN, SUPERVISOR, LEAD): (
        "store check.check",
        "importers.delivering redacting.waiting rolling_back.preview rolling_back.roll_back rolling_back.listing",
    ),
    (SUPERVISOR, LEAD): (
        "store.disclosure overriding.alerts",
        "store.records reuse.questions reuse.answer",
        "matching.deciding review.queue review.case review.check_waits review.decide review.undo review.kept_back",
        "matching.deciding review.last_decision",
        "matching.linkage rerun.preview rerun.approve versions.overview versions.propose versions.learn",
        "matching.linkage versions.withdraw",
        "importers.delivering redacting.carry_out reuse.questions reuse.answer",
    ),
    (LEAD,): (
        "store.disclosure areas.set_closed overriding.look_into shielding.protect shielding.review shielding.lift"
        " shielding.listing",
        "matching.deciding separating.keep_apart separating.end separating.listing",
    ),
    (): ("store.disclosure overriding.override",),  # two roles together: who may view, and who may override
}
TOLD = {
    f"{room}.{act}"
    for room, acts in {
        "store.disclosure": "areas.widen details.service matrix.family shielding.listing unsure.not_sure view.person",
        "matching.deciding": "doubting.why_one review.queue review.case separating.listing",
        "matching.lookup.search.Lookup": "find",
        "store.records.reuse": "questions",
        "importers.reports.report": "write",
        "importers.delivering.trial": "to_come",
        "store.check": "check",
    }.items()
    for act in acts.split()
}
"""Acts that tell of people, or let more be told: none without its row in the audit log."""
PARTS = {
    "store.disclosure.call_record.call_record",
    "store.disclosure.overriding.leave",
    "store.disclosure.shielding.require_second",
    "store.disclosure.shields.arrived",
    "store.disclosure.shields.kept_from",
    "store.disclosure.shields.level_for",
    "store.disclosure.shields.read",
    "store.disclosure.shields.records_kept_from",
}
"""What acts are made of: each is given what an act has read, or only forgets."""


def acts() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the lower floors that a session is given to, by its full name."""
    for package in (store, matching, importers):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, act in vars(import_module(found.name)).items():
                own = inspect.isfunction(act) and act.__module__ == found.name and not name.startswith("_")
                if own and next(iter(inspect.signature(act).parameters), "") == "session":
                    yield f"{found.name}.{name}", act
    for method in (Lookup.find, Lookup.keep_up):
        yield f"{Lookup.__module__}.{method.__qualname__}", _on_lookup(method)


def _on_lookup(method: Callable[..., Any]) -> Callable[..., Any]:
    def act(session: Session, *text: str) -> object:
        return method(Lookup(session), *text)

    act.__signature__ = inspect.signature(method, eval_str=True)  # type: ignore[attr-defined]
    return act


def may() -> dict[str, set[Role]]:
    """The table, act by act."""
    return {
        f"{room}.{act}": set(roles)
        for roles, lines in WHO.items()
        for room, *named in map(str.split, lines)
        for act in named
    }


def test_the_table_names_every_act() -> None:
    assert {name for name, _ in acts()} == may().keys() | PARTS


Given = Callable[[inspect.Parameter], list[Any]]


@pytest.fixture
def given(hub: Hub, template: Template, tmp_path: Path) -> Given:
    """A hub with a feed, a delivery, a file that is ready and one that is held; what each parameter may be."""
    with closing(sign_in(hub, template.keys, "ada")) as admin:
        feed = deliveries.feed(admin, theme="CSC")
        row = "1,Smith,Amelia,14/03/2013,9434765919,HA0 2AB\n"
        alike = "2,Smith,Amelia,14/03/2013,,HA0 2AB\n3,Smyth,Emilia,14/03/2013,,\n"  # a question waits
        deliveries.deliver(admin, tmp_path / "a.csv", deliveries.PEOPLE + row + alike, as_of=date(2026, 6, 1))
        checked = deliveries.check(admin, tmp_path / "b.csv", deliveries.PEOPLE + row.replace("HA0", "HA1"))
        waits = holding.hold(admin, checked)
    new = NewHeld(feed, tmp_path / "b.csv", "", "0" * 64, "2026-06-08", "{}", (), 1, 1, 0)
    kinds = {
        DryRun: checked, Prepared: checked.prepared, Mapping: checked.mapping, HeldDelivery: waits, NewHeld: new,
        CallRecord: CallRecord((), {}, (), 0),
        Feed: feed, NewItems: NewItems(), Reason: Reason.AGENCY, Level: Level.PLACE, Setting: Setting.PHONE_SEARCH,
        Path: tmp_path, Inbox: Inbox(tmp_path / "inbox"), date: checked.as_of, int: 1, str: "x", bool: True,
        NewFeed: NewFeed(
            code="BRENT-2", agency=NewAgency(code="B", name="B", area="Brent"), label="B", theme="ASC",
            cohort="all",
        ),
    }  # fmt: skip
    names = {
        "path": tmp_path / "b.csv", "login": "ofi", "password": "copper lantern bison uphill", "roles": [OFFICER],
        "people": [1], "rows": [1], "case_ids": [1], "owner": "Jo", "code": feed.code, "feed_code": feed.code,
        "verdict": "same",
        "wanted": {"rows-fall": "30%"}, "contact_kind": "phone", "rule": "name", "look_again": lambda: None,
        "area": "Brent", "heading": "DOB", "text": "amelia smith", "folder": tmp_path,
    }  # fmt: skip
    others = {"told": {}, "old": "1", "new": "2", "feed": feed.code}  # where the kind does not say it

    def value(parameter: inspect.Parameter) -> list[Any]:
        if parameter.name in names:
            return [names[parameter.name]]
        if parameter.default is not parameter.empty or parameter.kind is parameter.VAR_KEYWORD:
            return []
        if parameter.annotation in (str, dict[str, str]) and parameter.name in others:
            return [others[parameter.name]]
        return [kinds[parameter.annotation]]

    return value


def run(act: Callable[..., Any], session: Session, given: Given) -> None:
    """Do it; what it gives out in steps is taken to the end."""
    _, *parameters = inspect.signature(act).parameters.values()
    told = [(one, value) for one in parameters for value in given(one)]
    keyed = {one.name: value for one, value in told if one.kind is one.KEYWORD_ONLY}
    done = act(session, *(value for one, value in told if one.name not in keyed), **keyed)
    if inspect.isgenerator(done):
        list(done)


def refused(act: Callable[..., Any], session: Session, given: Given) -> bool:
    """Whether the role is what it fails for, first of all; whatever else it may end in is no matter here."""
    session.open_enquiry(Purpose.S47, "Jo", "Police", "CALL-1")
    with suppress(Told):
        try:
            run(act, session, given)
        except NotAllowed:
            return True
    return False


@pytest.mark.parametrize("role", Role)
def test_who_may_not_is_refused_and_the_log_says_so(hub: Hub, template: Template, given: Given, role: Role) -> None:
    with closing(sign_in(hub, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "pat", [role])
    let_in, unsaid = set[str](), set[str]()
    with closing(sign_in(hub, template.keys, "sue")) as watcher:
        for name, act in acts():
            if name in PARTS:
                continue
            with closing(sign_in(hub, template.keys, "pat")) as session:
                if not refused(act, session, given):
                    let_in.add(name)
                    continue
                with watcher.reading_audit() as log:
                    last = log.execute("select account, action from audit order by seq desc limit 1").fetchone()
                if last != ("pat", Action.REFUSED):
                    unsaid.add(name)
    assert let_in == {name for name, roles in may().items() if role in roles}
    assert unsaid == set()


def test_nothing_is_told_that_cannot_be_recorded(
    hub: Hub, template: Template, given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds the audit log, and nobody waits for it."""
    with closing(sign_in(hub, template.keys, "ada")) as admin:
        accounts.set_roles(admin, "pat", Role)
    monkeypatch.setattr(database, "_PRAGMAS", ("journal_mode = WAL", "busy_timeout = 0"))
    before = set(tmp_path.iterdir())
    unrecorded = set[str]()
    with closing(sign_in(hub, template.keys, "pat")) as session:
        session.open_enquiry(Purpose.S47, "Jo", "Police", "CALL-1")
        with closing(database.connect(hub.directory / "audit.db", template.keys.audit_database)) as other:
            other.execute("begin immediate")
            for name, act in acts():
                if name in TOLD:
                    with suppress(Busy):
                        run(act, session, given)
                        unrecorded.add(name)
        for name, act in acts():
            if name in TOLD:
                run(act, session, given)  # and each would have told something
    assert unrecorded == set()
    assert {path.name for path in set(tmp_path.iterdir()) - before} == {
        "BRENT-CSC-2026-06-01-delivery-1.csv", "BRENT-CSC-2026-06-01-delivery-1.txt",
    }  # fmt: skip
