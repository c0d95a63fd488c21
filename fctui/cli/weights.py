"""`fctui weights`: the weights that records are linked with; proposed by one supervisor, approved by another."""

import argparse
import json
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

from fctui.cli.arguments import Commands, act, acts_of, json_argument, number
from fctui.cli.asking import sign_in
from fctui.cli.progress import Line

if TYPE_CHECKING:
    from matching.linkage.rerun import Preview
    from matching.linkage.versions import Overview, Proposed
    from matching.scoring.weights import Thresholds

BITS = {
    "join": "join from here",
    "keep": "stay joined down to here",
    "review": "ask a supervisor from here",
    "margin": "lead over the runner-up",
}


def add(commands: Commands) -> None:
    acts = acts_of(commands, "weights", "see, propose and approve the weights that records are linked with")
    show = act(acts, "show", "the weights in force, who approved them, and what is proposed", run_show)
    train = act(acts, "train", "propose weights learnt from the hub's own records", run_train)
    propose = act(acts, "propose", "propose other thresholds, in bits; what is left out stays", run_propose)
    for name, says in BITS.items():
        propose.add_argument(f"--{name}", type=float, metavar="BITS", help=says)
    preview = act(acts, "preview", "every link that would appear or vanish; nothing is changed", run_preview)
    preview.add_argument("proposal", type=number, metavar="PROPOSAL", help="its number, as `weights show` lists it")
    approve = act(acts, "approve", "put a proposal in force, as another supervisor than its author", run_approve)
    approve.add_argument("proposal", type=number, metavar="PROPOSAL")
    approve.add_argument("--token", required=True, help="of the preview that you looked at")
    withdraw = act(
        acts, "withdraw", "take back a proposal that is no longer meant, one's own or another's", run_withdraw
    )
    withdraw.add_argument("proposal", type=number, metavar="PROPOSAL")
    for one in (show, train, propose, preview, approve, withdraw):
        json_argument(one)


def run_show(args: argparse.Namespace) -> None:
    from matching.linkage import versions

    with closing(sign_in(args)) as session:
        found = versions.overview(session)
    if args.json:
        print(json.dumps(asdict(found)))
    else:
        _show(found)


def run_train(args: argparse.Namespace) -> None:
    from matching.linkage import versions

    progress = Line()
    with closing(sign_in(args)) as session:
        made = versions.learn(session, progress)
    progress.finish()
    _proposed(made, args)


def run_propose(args: argparse.Namespace) -> None:
    from matching.linkage import versions

    with closing(sign_in(args)) as session:
        made = versions.propose(session, **{name: getattr(args, name) for name in BITS})
    _proposed(made, args)


def run_preview(args: argparse.Namespace) -> None:
    from matching.linkage import rerun

    progress = Line()
    with closing(sign_in(args)) as session:
        found = rerun.preview(session, args.proposal, progress)
    progress.finish()
    if args.json:
        print(json.dumps(asdict(found)))
    else:
        _preview(found)


def run_approve(args: argparse.Namespace) -> None:
    from matching.linkage import rerun

    progress = Line()
    with closing(sign_in(args)) as session:
        made = rerun.approve(session, args.proposal, args.token, progress)
    progress.finish()
    if args.json:
        print(json.dumps({"version": made.version, **made.done.counts}))
    else:
        print(f"Version {made.version} is in force.")
        _counts(made.done)


def run_withdraw(args: argparse.Namespace) -> None:
    from matching.linkage import versions

    with closing(sign_in(args)) as session:
        taken_back = versions.withdraw(session, args.proposal)
    if args.json:
        print(json.dumps(asdict(taken_back)))
    else:
        print(f"Proposal {taken_back.id} ({taken_back.kind}) by {taken_back.by} is withdrawn. Nothing else is changed.")


def _show(found: "Overview") -> None:
    now = found.standing
    print(f"Version {now.version} is in force since {now.since[:10]}: {_bits(now.thresholds)}.")
    if now.proposed_by:
        print(f"Proposed by {now.proposed_by} ({now.kind}), approved by {now.approved_by}.")
    else:
        print(f"Approved by: {now.approved_by}.")
    for waiting in found.waiting:
        print(
            f"Proposal {waiting.id} ({waiting.kind}) by {waiting.by}, {waiting.at[:10]}: {_bits(waiting.thresholds)}."
        )
    if not found.waiting:
        print("Nothing is proposed.")


def _proposed(made: "Proposed", args: argparse.Namespace) -> None:
    if args.json:
        print(json.dumps(asdict(made)))
        return
    print(f"Proposal {made.id} ({made.kind}): {_bits(made.thresholds)}.")
    print(f"Nothing is changed yet. Look at what it would change: fctui weights preview {made.id}")


def _bits(thresholds: "Thresholds") -> str:
    return (
        f"join from {thresholds.join:g} bits, keep down to {thresholds.keep:g}, ask from {thresholds.review:g},"
        f" margin {thresholds.margin:g}"
    )


def _preview(found: "Preview") -> None:
    for heading, lines, stand in (
        ("Links that would appear", found.appear, "with"),
        ("Links that would vanish", found.vanish, "no longer with"),
    ):
        print(f"{heading}: {len(lines):,}")
        for line in lines:
            print(f"  {' and '.join(line.named)}: {stand} {', '.join(line.others)}")
    _counts(found)
    if found.lingering:
        limits = found.proposal.thresholds
        print(
            f"{found.lingering:,} pairs stay joined though they weigh less than {limits.join:g}: what was joined once"
            f" is parted only below {limits.keep:g}. To part them raise --keep as well."
        )
    if found.searched:
        print("The whole hub was searched for candidates again: pairs below the old review line were not kept.")
    print(f"Nothing was changed. Another supervisor than {found.proposal.by} puts it in force:")
    print(f"  fctui weights approve {found.proposal.id} --token {found.token}")


def _counts(done: "Preview") -> None:
    print(f"People: {done.people_before:,} before, {done.people_after:,} after.")
    print(f"Cases: {done.cases_opened:,} open, {done.cases_closed:,} close, {done.cases_waiting:,} wait after it.")
    print("Every decision of a supervisor stands as it was.")
