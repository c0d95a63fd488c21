"""`fctui shield`: who is protected, until when, who answers for it; who opened a protected record all the same."""

import argparse
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

from fctui.cli.arguments import Commands, act, acts_of, day, json_argument, number
from fctui.cli.asking import asked, sign_in
from fctui.cli.listing import show_or_json

if TYPE_CHECKING:
    from matching.deciding.separating import Apart
    from store.disclosure.shielding import Covered, Protected

LEVELS = ("place", "involvement", "existence")


def add(commands: Commands) -> None:
    acts = acts_of(commands, "shield", "protect people, review and lift that, see who is protected")
    new = act(acts, "set", "protect a person from now on; asks for the reason, and for who answers for it", run_set)
    new.add_argument(
        "person", type=number, metavar="PERSON", help="the person's number, as `fctui find --json` gives it"
    )
    new.add_argument(
        "--level",
        required=True,
        choices=LEVELS,
        help="hide the place (address, telephone, school, GP), every involvement, or that the person exists",
    )
    new.add_argument("--review-on", type=day, metavar="DATE", help="within six months (the default)")
    new.add_argument("--emergency", action="store_true", help="no owner yet: somebody else must review it tomorrow")
    listing = act(acts, "list", "every shield with whom it covers and who is held until a case is decided", run_list)
    keep = act(acts, "review", "say that a shield is still needed, as another person than the last", run_review)
    keep.add_argument("shield", type=number, metavar="SHIELD")
    keep.add_argument("--review-on", type=day, metavar="DATE", help="within six months (the default)")
    lift = act(acts, "lift", "ask for a shield to be lifted; the second person who asks lifts it", run_lift)
    lift.add_argument("shield", type=number, metavar="SHIELD")
    alerts = act(acts, "alerts", "protected records that were opened all the same", run_alerts)
    seen = act(acts, "seen", "note that you looked into an alert, as another person than it is about", run_seen)
    seen.add_argument("alert", type=number, metavar="ALERT")
    apart = act(
        acts, "keep-apart", "keep two identities apart whatever comes (adoption, new identity); asks why", run_apart
    )
    apart.add_argument("one", type=number, metavar="PERSON")
    apart.add_argument("other", type=number, metavar="PERSON")
    kept = act(acts, "kept-apart", "identities that are kept apart", run_kept_apart)
    end = act(acts, "end-apart", "let two be linked again, as another person than who kept them apart", run_end_apart)
    end.add_argument("separation", type=number, metavar="NUMBER")
    closed = act(acts, "closed-mode", "let an area's officers search children only, or anybody again", run_closed)
    closed.add_argument("area", metavar="AREA")
    closed.add_argument("switch", choices=["on", "off"])
    for printed in (new, listing, keep, alerts, kept):
        json_argument(printed)


def run_set(args: argparse.Namespace) -> None:
    """Set a shield. The reason is asked for: what is on a command line can be seen by others on this computer."""
    from store.disclosure import shielding
    from store.records.restrictions import Level

    with closing(sign_in(args)) as session:
        reason = asked("Reason: ")
        owner = "" if args.emergency else asked("Who answers for it (name, organisation): ")
        made = shielding.protect(
            session,
            args.person,
            Level[args.level.upper()],
            reason=reason,
            owner=owner,
            review_on=args.review_on,
            emergency=args.emergency,
        )
    _told([made], args)


def run_list(args: argparse.Namespace) -> None:
    from store.disclosure import shielding

    with closing(sign_in(args)) as session:
        found = shielding.listing(session)
    _told(found, args)


def run_review(args: argparse.Namespace) -> None:
    from store.disclosure import shielding

    with closing(sign_in(args)) as session:
        kept = shielding.review(session, args.shield, args.review_on)
    _told([kept], args)


def run_lift(args: argparse.Namespace) -> None:
    from store.disclosure import shielding

    with closing(sign_in(args)) as session:
        lifted = shielding.lift(session, args.shield, asked("Why is it not needed any more: "))
    if lifted:
        print(f"Shield {args.shield} is lifted.")
    else:
        print(f"Shield {args.shield} still stands. Another information lead lifts it: fctui shield lift {args.shield}")


def run_alerts(args: argparse.Namespace) -> None:
    from store.disclosure import overriding

    with closing(sign_in(args)) as session:
        found = overriding.alerts(session)
    none = "No protected record was opened that nobody has looked into."
    show_or_json(args, "alerts", found, lambda one: [f"{one.id}. {one.words}"], none)


def run_seen(args: argparse.Namespace) -> None:
    from store.disclosure import overriding

    with closing(sign_in(args)) as session:
        overriding.look_into(session, args.alert)
    print(f"Alert {args.alert} is noted as looked into.")


def run_apart(args: argparse.Namespace) -> None:
    from matching.deciding import separating

    with closing(sign_in(args)) as session:
        made = separating.keep_apart(session, args.one, args.other, asked("Why must they be kept apart: "))
    print(f"Kept apart from now on, as number {made}. Nobody is asked about the two, and nothing links them.")


def run_kept_apart(args: argparse.Namespace) -> None:
    from matching.deciding import separating

    with closing(sign_in(args)) as session:
        found = separating.listing(session)
    show_or_json(args, "kept_apart", found, _kept_apart, "Nobody is kept apart.")


def _kept_apart(one: "Apart") -> list[str]:
    from store.disclosure.wording import spoken_date

    set_by = f"{one.id}. set by {one.by_name} on {spoken_date(one.at)}: {one.reason}"
    return [set_by, *(f"    {_named(who)}" for who in one.people)]


def run_end_apart(args: argparse.Namespace) -> None:
    from matching.deciding import separating

    with closing(sign_in(args)) as session:
        separating.end(session, args.separation)
    print(f"Number {args.separation} is ended: the two are compared again like anybody.")


def run_closed(args: argparse.Namespace) -> None:
    from store.disclosure import areas

    closed = args.switch == "on"
    with closing(sign_in(args)) as session:
        areas.set_closed(session, args.area, closed=closed)
    print(f"Officers of {args.area} may now search {'children only' if closed else 'anybody'}.")


def _told(found: "tuple[Protected, ...] | list[Protected]", args: argparse.Namespace) -> None:
    show_or_json(args, "shields", found, _lines, "Nobody is protected.", _as_json)


def _as_json(one: "Protected") -> dict[str, object]:
    return {**asdict(one), "shield": one.shield._asdict()}


def _lines(one: "Protected") -> list[str]:
    from store.disclosure.wording import spoken_date

    shield = one.shield
    late = " (OVERDUE)" if one.overdue else ""
    lines = [
        f"{shield.id}. {shield.level.words}; review by {spoken_date(shield.review_on)}{late}",
        f"    {'Emergency, set' if shield.emergency else 'Set'} by {shield.by_name} on {spoken_date(shield.at)}:"
        f" {shield.reason}. {shield.owner} answers for it.",
        *(f"    {_named(who)}" for who in one.people),
        *(f"    held until a case is decided, may be the same: {_named(who)}" for who in one.held),
    ]
    if shield.lift_asked_by:
        lines.append(f"    {shield.lift_asked_by} asks for it to be lifted; another information lead can.")
    return lines


def _named(who: "Covered") -> str:
    return f"{who.title}, {who.birth_words} (person {who.person})"
