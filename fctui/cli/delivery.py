"""`fctui delivery`: what came from a feed, taken back, refused rows, ids merged, what must not be kept."""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from fctui.cli.arguments import Commands, act, acts_of, json_argument, number
from fctui.cli.asking import asked, sign_in
from fctui.cli.listing import show, show_or_json

if TYPE_CHECKING:
    from store.records.deliveries import Delivery
    from store.records.quarantine import OpenRow


def add(commands: Commands) -> None:
    acts = acts_of(commands, "delivery", "deliveries of a feed: list, take back, refused rows, merged ids")
    for name, says, run in (
        ("list", "every delivery of a feed, newest first", run_list),
        ("quarantine", "the feed's refused rows that still wait for the agency", run_quarantine),
    ):
        one = act(acts, name, says, run)
        one.add_argument("feed", metavar="FEED")
        json_argument(one)
    show = act(acts, "show", "what taking a delivery back would change; nothing is changed", run_show)
    back = act(acts, "roll-back", "take a delivery back; importing its file again brings everything back", run_back)
    for one in (show, back):
        one.add_argument("delivery", type=number, metavar="NUMBER", help="as `fctui delivery list` shows it")
        one.add_argument("--with-later", action="store_true", help="and the deliveries that came to its feed since")
    back.add_argument("--yes", action="store_true", help="do not ask before it")
    waive = act(acts, "waive", "say that refused rows need nothing more; asks why", run_waive)
    waive.add_argument("feed", metavar="FEED")
    waive.add_argument("delivery", type=number, metavar="NUMBER")
    waive.add_argument("rows", type=number, nargs="*", metavar="ROW", help="all of the delivery's without any")
    merge = act(acts, "merge-ids", "the agency says that one id is another from now on; asks for both", run_merge)
    merge.add_argument("feed", metavar="FEED")
    redact = act(
        acts, "redact", "ask that all of an id be blanked for legal reasons; asks which, on what grounds", run_redact
    )
    redact.add_argument("feed", metavar="FEED")
    act(acts, "redactions", "what was asked to be blanked and waits for a second person", run_redactions)
    done = act(acts, "carry-out", "blank what another person asked for; this cannot be undone", run_carry_out)
    done.add_argument("redaction", type=number, metavar="NUMBER")
    done.add_argument("--yes", action="store_true", help="do not ask before it")


def _sure(args: argparse.Namespace) -> bool:
    return args.yes or asked("Type yes to go on: ").strip().casefold() == "yes"


def run_list(args: argparse.Namespace) -> None:
    from importers.delivering import rolling_back

    with closing(sign_in(args)) as session:
        found = rolling_back.listing(session, args.feed)
    show_or_json(args, "deliveries", found, _delivered, "Nothing was delivered to this feed yet.")


def _delivered(one: "Delivery") -> list[str]:
    state = "" if one.state == "committed" else ", TAKEN BACK"
    rows = f"{one.accepted:>9,} rows, {one.quarantined:,} refused"
    came = f"{one.file_name}, by {one.by} on {one.at[:10]}"
    return [f"{one.id:>5}  {one.as_of}  {one.mode:<8} {rows}  {came}{state}"]


def run_show(args: argparse.Namespace) -> None:
    from importers.delivering import rolling_back
    from screens.text import plain

    with closing(sign_in(args)) as session:
        print(plain(rolling_back.preview(session, args.delivery, with_later=args.with_later).words))


def run_back(args: argparse.Namespace) -> int:
    from fctui.cli.progress import Line
    from importers.delivering import rolling_back
    from screens.text import plain

    with closing(sign_in(args)) as session:
        print(plain(rolling_back.preview(session, args.delivery, with_later=args.with_later).words))
        if not _sure(args):
            print("Nothing was changed.")
            return 1
        progress = Line()
        done = rolling_back.roll_back(session, args.delivery, with_later=args.with_later, progress=progress)
        progress.finish()
    print(f"Taken back: {done.withdrawn:,} records are nobody's, {done.restored:,} say what they said before.")
    return 0


def run_quarantine(args: argparse.Namespace) -> None:
    from importers.delivering import quarantine

    with closing(sign_in(args)) as session:
        found = quarantine.waiting(session, args.feed)
    show_or_json(args, "waiting", found, _refused, "No refused row of this feed waits.")


def _refused(one: "OpenRow") -> list[str]:
    who = f"id {one.key}" if one.key else "no id"
    return [f"delivery {one.delivery}, row {one.row_no} (line {one.line}), {who}: {', '.join(one.codes)}"]


def run_waive(args: argparse.Namespace) -> None:
    from importers.delivering import quarantine

    with closing(sign_in(args)) as session:
        count = quarantine.waive(session, args.feed, args.delivery, args.rows, asked("Why do they need nothing more: "))
    print(f"{count:,} refused rows do not wait any more.")


def run_merge(args: argparse.Namespace) -> None:
    from importers.delivering import merging

    with closing(sign_in(args)) as session:
        old = asked("The id that is no more: ")
        done = merging.merge(session, args.feed, old, asked("The id in its place: "))
    if done.cases:
        print("Noted. A supervisor decided otherwise before, so it became a case: nobody was joined.")
    else:
        print("Noted: the two records are one person from now on.")


def run_redact(args: argparse.Namespace) -> None:
    from importers.delivering import redacting

    with closing(sign_in(args)) as session:
        key = asked("The agency's id: ")
        made = redacting.ask(session, args.feed, key, asked("On which grounds: "))
    print(f"Redaction {made} waits for a supervisor: fctui delivery carry-out {made}")


def run_redactions(args: argparse.Namespace) -> None:
    from importers.delivering import redacting

    with closing(sign_in(args)) as session:
        found = redacting.waiting(session)
    show(found, lambda one: [f"{one.id}. id {one.key}: {one.reason}"], "No redaction waits.")


def run_carry_out(args: argparse.Namespace) -> int:
    from importers.delivering import redacting

    with closing(sign_in(args)) as session:
        if not _sure(args):
            print("Nothing was changed.")
            return 1
        redacting.carry_out(session, args.redaction)
    print("Blanked. The id, its times and hashes stay; later files bring nothing of it back.")
    return 0
