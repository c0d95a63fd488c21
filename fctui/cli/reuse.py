"""`fctui reuse`: an agency's numbers that stand for somebody else than before, and what a reviewer says of them."""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from fctui.cli.arguments import Commands, act, acts_of
from fctui.cli.asking import asked, sign_in
from fctui.cli.listing import show

if TYPE_CHECKING:
    from store.records.reuse import Question


def add(commands: Commands) -> None:
    acts = acts_of(commands, "reuse", "agencies' numbers that stand for somebody else than before")
    act(acts, "list", "each with who the hub knows by it and what the refused row says", run_list)
    answer = act(acts, "answer", "say what became of a number; asks which; counts from the next extract on", run_answer)
    answer.add_argument("feed", metavar="CODE", help="which feed")
    answer.add_argument(
        "answer",
        choices=["correction", "reused"],
        help="correction: the same person, corrected; reused: another person, who gets a record of their own",
    )


def run_list(args: argparse.Namespace) -> None:
    from importers.delivering import reuse

    with closing(sign_in(args)) as session:
        found = reuse.questions(session)
    show(found, lambda one: _lines(*one), "No number stands for somebody else than before.")


def _lines(question: "Question", told: str) -> list[str]:
    return [f"{question.feed}  {question.source_key}", f"  known as  {question.known}", f"  now said  {told}"]


def run_answer(args: argparse.Namespace) -> None:
    from importers.delivering import reuse

    with closing(sign_in(args)) as session:
        reuse.answer(session, args.feed, asked("The agency's number: "), args.answer)
    print("Kept. It counts when the next extract comes in.")
