"""`fctui check`: is the database whole, and is the audit chain unbroken?"""

import argparse
from contextlib import closing

from fctui.cli.asking import sign_in, sign_in_arguments


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("check", help="verify the database and the audit chain")
    sign_in_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was checked and found; 1 if anything is wrong."""
    from store.check import check

    with closing(sign_in(args)) as session:
        report = check(session)
    for finding in report.findings:
        print(f"{'✓' if finding.sound else '✗'} {finding.sentence}")
    return 0 if report.sound else 1
