"""`fctui held`: deliveries that wait for a second person, listed, released, rejected."""

import argparse
import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from fctui.cli.asking import number, sign_in, sign_in_arguments
from fctui.cli.progress import Line
from store.permissions import May

if TYPE_CHECKING:
    from store.records.held import HeldDelivery


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the commands."""
    parser = commands.add_parser("held", help="deliveries that wait for a second person")
    acts = parser.add_subparsers(title="acts", metavar="ACT", required=True)
    listing = acts.add_parser("list", help="what waits, why, who brought it")
    sign_in_arguments(listing)
    listing.add_argument("--json", action="store_true", help="print one JSON object")
    listing.set_defaults(run=run_list)
    release = acts.add_parser("release", help="let one in that somebody else brought, and deliver it if you may import")
    release.set_defaults(run=run_release)
    reject = acts.add_parser("reject", help="turn one down; the file is left alone")
    reject.set_defaults(run=run_reject)
    for act in (release, reject):
        act.add_argument("number", type=number, metavar="NUMBER", help="its number in the list")
        act.add_argument("--reason", default="", metavar="TEXT", help="why, for the audit; no personal data")
        sign_in_arguments(act)


def run_list(args: argparse.Namespace) -> int:
    """Print what waits."""
    from screens.text import plain
    from store.records import held

    with closing(sign_in(args)) as session:
        waiting = held.waiting(session)
    if args.json:
        print(json.dumps({"held": [_as_json(one) for one in waiting]}))
        return 0
    for one in waiting:
        rows = f"{one.rows:,} rows as of {one.as_of}"
        print(plain(f"{one.id:>4}  {one.label} ({one.feed})  {Path(one.file).name}  {rows}"))
        print(f"      brought by {one.by}, {one.at[:16].replace('T', ' ')}  SHA-256 {one.sha256}")
        if one.state == "released":
            print(f"      released by {one.decided_by}, not delivered yet")
        for why in one.holds:
            print(plain(f"      {why.code}: {why.sentence} {why.advice}"))
    if not waiting:
        print("No delivery waits for a second person.")
    return 0


def run_release(args: argparse.Namespace) -> int:
    """Release one, and deliver it where the account may import."""
    from importers.delivering import delivery, holding
    from screens.text import plain
    from store.records import held

    progress = Line()
    with closing(sign_in(args)) as session:
        one = held.release(session, args.number, args.reason)
        receipt = None
        if session.may(May.IMPORT):
            receipt = delivery.deliver(session, holding.check_again(session, one, progress), progress, one.id)
        progress.finish()
    if receipt:
        print(plain(f"Released and delivered: {receipt.accepted:,} of {receipt.rows:,} rows of {one.label}."))
    else:
        print(f"Released. An administrator delivers it with the same file and date, {one.as_of}: fctui import.")
    return 0


def run_reject(args: argparse.Namespace) -> int:
    """Turn one down."""
    from screens.text import plain
    from store.records import held

    with closing(sign_in(args)) as session:
        one = held.reject(session, args.number, args.reason)
    print(plain(f"Rejected: {Path(one.file).name} of {one.label}. The file was left where it is."))
    return 0


def _as_json(one: "HeldDelivery") -> dict[str, object]:
    told = {key: value for key, value in asdict(one).items() if key not in ("mapping", "by_account", "holds")}
    return {**told, "holds": [why._asdict() for why in one.holds]}
