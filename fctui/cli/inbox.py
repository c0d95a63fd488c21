"""`fctui inbox`: deliver what lies in the drop folders, for cron or the Task Scheduler."""

import argparse
import json
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from fctui.cli.arguments import Commands, sign_in_arguments
from fctui.cli.asking import sign_in

if TYPE_CHECKING:
    from importers.unattended.rounds import Outcome

SETTLE_S = 5.0


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "inbox",
        help="deliver what lies in the drop folders, once",
        description="Deliver each file in INBOX/FEED that is clean and as usual; hold, refuse or leave the rest. Give"
        " the scheduler an account of its own with the role loader, and its password by --password-file. Ends with 1 if"
        " anything waits for a person. Of two runs at a time the second ends at once.",
    )
    sign_in_arguments(parser)
    parser.add_argument("--inbox", type=Path, metavar="DIR", help="the drop folders, one per feed (HUB/inbox)")
    parser.add_argument(
        "--settle",
        type=float,
        default=SETTLE_S,
        metavar="SECONDS",
        help="a file is taken if it has not changed for so long (%(default)g); longer where files come slowly",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would become of each file; move nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object per file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from importers.unattended import inbox, rounds
    from importers.unattended.drop_folders import Inbox
    from screens.text import plain

    found = for_a_person = 0
    with closing(sign_in(args)) as session:
        folders = Inbox((args.inbox or session.hub.directory / inbox.INBOX).resolve())
        with rounds.alone(session.hub.directory):
            for outcome in rounds.run(session, folders, lambda: time.sleep(args.settle), dry=args.dry_run):
                print(json.dumps(outcome.as_json()) if args.json else plain(_line(outcome, dry=args.dry_run)))
                sys.stdout.flush()  # a line per file as it ends, whatever becomes of the next
                found += 1
                for_a_person += outcome.state in ("held", "refused", "waits")
    if not found and sys.stdout.isatty():  # cron sends a letter about every word
        print(f"Nothing lies in the drop folders of {folders.directory}.")
    return 1 if for_a_person else 0


def _line(outcome: "Outcome", *, dry: bool) -> str:
    would = "would be " if dry and outcome.state != "waits" else ""
    head = f"{would}{outcome.state:<12} {outcome.feed:<14} {outcome.file}"
    if outcome.as_of:
        head += f", data of {outcome.as_of}"
    if outcome.receipt:
        told = outcome.receipt
        head += (
            f": {told.accepted:,} of {told.rows:,} rows accepted, {told.quarantined:,} refused,"
            f" {told.links:,} joined, {told.new_people:,} new people, {told.cases:,} cases"
        )
    return head + (f". {outcome.sentence} {outcome.advice}" if outcome.sentence else "")
