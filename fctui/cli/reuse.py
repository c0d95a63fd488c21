"""`fctui reuse`: an agency's numbers that stand for somebody else than before, and what a reviewer says of them."""

import argparse
from contextlib import closing

from fctui.cli.asking import asked, sign_in, sign_in_arguments


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the commands."""
    parser = commands.add_parser("reuse", help="agencies' numbers that stand for somebody else than before")
    acts = parser.add_subparsers(title="acts", metavar="ACT", required=True)
    listing = acts.add_parser("list", help="each with who the hub knows by it and what the refused row says")
    sign_in_arguments(listing)
    listing.set_defaults(run=run_list)
    answer = acts.add_parser("answer", help="say what became of a number; asks which; counts from the next extract on")
    answer.add_argument("feed", metavar="CODE", help="which feed")
    answer.add_argument(
        "answer",
        choices=["correction", "reused"],
        help="correction: the same person, corrected; reused: another person, who gets a record of their own",
    )
    sign_in_arguments(answer)
    answer.set_defaults(run=run_answer)


def run_list(args: argparse.Namespace) -> int:
    """Print the questions."""
    from importers.delivering import reuse

    with closing(sign_in(args)) as session:
        asked = reuse.questions(session)
    for question, told in asked:
        print(f"{question.feed}  {question.source_key}\n  known as  {question.known}\n  now said  {told}")
    if not asked:
        print("No number stands for somebody else than before.")
    return 0


def run_answer(args: argparse.Namespace) -> int:
    """Keep the answer."""
    from importers.delivering import reuse

    with closing(sign_in(args)) as session:
        reuse.answer(session, args.feed, asked("The agency's number: "), args.answer)
    print("Kept. It counts when the next extract comes in.")
    return 0
