"""`fctui check`: is the database whole, and is the audit chain unbroken?"""

import argparse
from contextlib import closing

from fctui.cli.arguments import Commands, act
from fctui.cli.asking import sign_in


def add(commands: Commands) -> None:
    act(commands, "check", "verify the database and the audit chain", run)


def run(args: argparse.Namespace) -> int:
    """Print what was checked and found; 1 if anything is wrong."""
    from store.check import check

    with closing(sign_in(args)) as session:
        report = check(session)
    for finding in report.findings:
        print(f"{'✓' if finding.sound else '✗'} {finding.sentence}")
    return 0 if report.sound else 1
