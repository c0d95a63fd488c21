"""`fctui report`: what the checks of a delivery found, to send back to its agency."""

import argparse
from contextlib import closing
from pathlib import Path

from fctui.cli.asking import number, sign_in, sign_in_arguments


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("report", help="write a delivery's findings, to send back to its agency")
    parser.add_argument("delivery", type=number, metavar="DELIVERY", help="the delivery's number")
    sign_in_arguments(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write into; must exist")
    parser.add_argument(
        "--values",
        action="store_true",
        help="with the agency's own number and what stands in the cell, for refused rows: only for the agency itself",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the table and the page."""
    from importers.reports import report

    with closing(sign_in(args)) as session:
        written = report.write(session, args.delivery, args.out, values=args.values)
    print(f"{written.table}\n{written.page}")
    print(f"{written.rows:,} findings; report {written.number} in the audit log. Send both by a way that is safe.")
    return 0
