"""`fctui held`: deliveries that wait for a second person, listed, released, rejected."""

import argparse
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from fctui.cli.arguments import Commands, act, acts_of, json_argument, number
from fctui.cli.asking import asked, sign_in
from fctui.cli.listing import show_or_json
from fctui.cli.progress import Line
from store.permissions import May

if TYPE_CHECKING:
    from store.records.held import HeldDelivery


def add(commands: Commands) -> None:
    acts = acts_of(commands, "held", "deliveries that wait for a second person")
    json_argument(act(acts, "list", "what waits, why, who brought it", run_list))
    release = "let one in that somebody else brought, and deliver it if you may import"
    reject = "turn one down; the file is left alone"
    for one in (act(acts, "release", release, run_release), act(acts, "reject", reject, run_reject)):
        one.add_argument("number", type=number, metavar="NUMBER", help="its number in the list")
        one.add_argument("--reason", metavar="TEXT", help="why, for the audit, without anybody's name; else asked for")


def run_list(args: argparse.Namespace) -> None:
    from store.records import held

    with closing(sign_in(args)) as session:
        waiting = held.waiting(session)
    show_or_json(args, "held", waiting, _lines, "No delivery waits for a second person.", _as_json)


def _lines(one: "HeldDelivery") -> list[str]:
    from store.disclosure.wording import checked_rows

    rows = f"{checked_rows(one.rows, one.accepted, one.refused)}, as of {one.as_of}"
    return [
        f"{one.id:>4}  {one.label} ({one.feed})  {Path(one.file).name}  {rows}",
        f"      brought by {one.by}, {one.at[:16].replace('T', ' ')}  SHA-256 {one.sha256}",
        *([f"      released by {one.decided_by}, not delivered yet"] if one.state == "released" else []),
        *(f"      {why.code}: {why.sentence} {why.advice}" for why in one.holds),
    ]


def run_release(args: argparse.Namespace) -> None:
    """Release one, and deliver it where the account may import."""
    from importers.delivering import delivery, holding
    from screens.text import plain
    from store.records import held

    progress = Line()
    with closing(sign_in(args)) as session:
        one = held.release(session, args.number, _why(args))
        receipt = None
        if session.may(May.IMPORT):
            receipt = delivery.deliver(session, holding.check_again(session, one, progress), progress)
        progress.finish()
    if receipt:
        print(plain(f"Released and delivered: {receipt.accepted:,} of {receipt.rows:,} rows of {one.label}."))
    else:
        print(f"Released. An administrator delivers it with the same file and date, {one.as_of}: fctui import.")


def run_reject(args: argparse.Namespace) -> None:
    from screens.text import plain
    from store.records import held

    with closing(sign_in(args)) as session:
        one = held.reject(session, args.number, _why(args))
    print(plain(f"Rejected: {Path(one.file).name} of {one.label}. The file was left where it is."))


def _why(args: argparse.Namespace) -> str:
    """The reason, as the pages ask for it, too."""
    return asked("Reason, without anybody's name: ") if args.reason is None else args.reason


def _as_json(one: "HeldDelivery") -> dict[str, object]:
    told = {key: value for key, value in asdict(one).items() if key not in ("mapping", "by_account", "holds")}
    return {**told, "holds": [why._asdict() for why in one.holds]}
