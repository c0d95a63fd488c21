"""`fctui find`: one look-up from the command line, under the same rules and in the same audit log as the app's."""

import argparse
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from fctui.cli.arguments import Commands, json_argument, sign_in_arguments
from fctui.cli.asking import asked, sign_in
from store.enquiry import Purpose

if TYPE_CHECKING:
    from matching.lookup.search import Answer, Hit

_INDENT = " " * 4


def add(commands: Commands) -> None:
    purposes = "; ".join(f"{purpose.value}: {purpose.words}" for purpose in Purpose)
    parser = commands.add_parser(
        "find",
        help="look somebody up for a caller; recorded in the audit log",
        description="Opens an enquiry, searches once, closes it and signs out. What is on a command line can be seen "
        "by others on this computer: leave TEXT out to type it, or give - to read one line from standard input.",
        epilog=f"Purposes are {purposes}.",
    )
    parser.add_argument("text", nargs="?", metavar="TEXT", help="names, birth date, number or address, as in the app")
    sign_in_arguments(parser)
    parser.add_argument("--purpose", required=True, choices=[purpose.value for purpose in Purpose], metavar="CODE")
    parser.add_argument("--reference", required=True, metavar="REF", help="the call's or the case's reference")
    parser.add_argument("--caller", metavar="NAME", help="who is calling (asked for when left out)")
    parser.add_argument("--organisation", metavar="NAME", help="from where (asked for when left out)")
    json_argument(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Search once and print whom it may mean; 1 if what was typed is too little to search by."""
    from matching.lookup.search import Lookup
    from store.disclosure import freshness

    with closing(sign_in(args)) as session:
        caller = args.caller or asked("Caller's name: ")
        organisation = args.organisation or asked("Caller's organisation: ")
        text = asked("Who: ") if args.text in (None, "-") else args.text
        session.open_enquiry(Purpose(args.purpose), caller, organisation, args.reference)
        answer = Lookup(session).find(text)
        overdue = freshness.overdue_feeds(session)
        today = session.today()
    if args.json:
        print(json.dumps({**asdict(answer), "overdue": overdue}))
    else:
        _say(answer, overdue, today)
    return 0 if answer.state in ("found", "none") else 1


def _say(answer: "Answer", overdue: tuple[str, ...], today: date) -> None:
    """Print line by line, without anything that a terminal would obey."""
    from screens.text import plain

    for line in (*(f"! {words}" for words in overdue), *_lines(answer, today)):
        print(plain(line.replace("*", "")))


def _lines(answer: "Answer", today: date) -> Iterator[str]:
    match answer.state:
        case "found":
            yield answer.understood
            for number, hit in enumerate(answer.hits, 1):
                yield from _hit(number, hit, today)
            if answer.more:
                yield f"More than {len(answer.hits)}: add a birth date, a year or a postcode."
        case "none":
            yield answer.understood
            yield "No people found in the data supplied. They may still be known to services."
            yield from (f"Tried: {tried}" for tried in answer.tried)
            yield from (f"Try: {advice}" for advice in answer.add)
            yield from (f"Data: {feed}" for feed in answer.feeds)
        case "short":
            yield from filter(None, (answer.understood, f"Nobody was searched for: {' '.join(answer.add)}."))
        case _:
            yield "Nothing was typed. Give a name, a birth date, a number or an address."


def _hit(number: int, hit: "Hit", today: date) -> Iterator[str]:
    from store.disclosure.banner import SEX_WORDS
    from store.disclosure.wording import born, display_name, listed, short_date, spaced_nhs

    sex = SEX_WORDS.get(hit.sex, "").lower()
    nhs = f"NHS {spaced_nhs(hit.nhs_number)}" if hit.nhs_number else ""
    home = ", ".join(dict.fromkeys(filter(None, (hit.address, hit.postcode))))
    birth = born(hit.birth, hit.expected, hit.death, today, estimated=hit.estimated)
    died = f"died {short_date(hit.death)}" if hit.death else ""
    said = (display_name(hit.family, hit.given), birth, died, sex, nhs, home, listed(hit.areas))
    yield f"{number:>2}. " + "; ".join(filter(None, said))
    yield _INDENT + ": ".join(filter(None, (hit.band, hit.why)))
    if hit.similar:
        yield _INDENT + "! Somebody alike is in this list: check the birth date with the caller."
