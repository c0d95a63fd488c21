"""`fctui report`: what the checks of a delivery found, to send back to its agency."""

import argparse
from contextlib import closing
from pathlib import Path

from fctui.cli.arguments import Commands, act, number
from fctui.cli.asking import sign_in


def add(commands: Commands) -> None:
    parser = act(commands, "report", "write a delivery's findings, to send back to its agency", run)
    parser.add_argument("delivery", type=number, metavar="DELIVERY", help="the delivery's number")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write into; must exist")
    parser.add_argument(
        "--values",
        action="store_true",
        help="with the agency's own number and what stands in the cell, for refused rows: only for the agency itself",
    )


def run(args: argparse.Namespace) -> None:
    from importers.reports import report

    with closing(sign_in(args)) as session:
        written = report.write(session, args.delivery, args.out, values=args.values)
    print(f"{written.table}\n{written.page}")
    print(f"{written.rows:,} findings; report {written.number} in the audit log. Send both by a way that is safe.")
