"""`fctui feed items|template|values|change|retire`: what is agreed for a feed, and how its files are read."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from fctui.cli.arguments import Commands, Run, act
from fctui.cli.asking import sign_in
from fctui.cli.choosing import choice_arguments, chosen
from store.errors import Told

if TYPE_CHECKING:
    from importers.columns.profile import Mapping

_CHANGES = {
    "label": "as officers read it",
    "cadence_days": "how often a file is expected",
    "stale_after_days": "when the data is too old",
    "cohort": "whom the feed covers",
    "coverage_from": "the earliest involvement it holds",
    "ages": "the ages it covers, such as 4-18 or 16+; '' for everybody",
    "phone": "its duty desk, shown when no worker is known; '' takes the agency's",
    "out_of_hours_phone": "its number at night; '' takes the agency's",
}


def describe(acts: Commands) -> None:
    items = _of_a_feed(
        acts, "items", "which items the agreement lets the feed send; without options: list them", run_items
    )
    items.add_argument("--allow", action="append", default=[], metavar="ITEM", help="such as nino; repeat for several")
    items.add_argument("--deny", action="append", default=[], metavar="ITEM", help="drop it before anything is stored")
    items.add_argument(
        "--clause",
        help="the agreement's clause for very sensitive services, which else never come in; '' takes it back",
    )
    template = _of_a_feed(
        acts, "template", "the versions of the feed's template; or learn one from an example file", run_template
    )
    template.add_argument("--learn", type=Path, metavar="FILE", help="keep how this file's columns are read; no rows")
    choice_arguments(template)
    values = _of_a_feed(
        acts, "values", "what the words of a code column mean; without WORD=MEANING: list them", run_values
    )
    values.add_argument("column", metavar="COLUMN")
    values.add_argument("words", nargs="*", metavar="WORD=MEANING", help="such as NFA=closed; WORD= takes it back")
    change = _of_a_feed(acts, "change", "change what is said of a feed", run_change)
    for name, words in _CHANGES.items():
        kind = int if name.endswith("days") else str
        change.add_argument(f"--{name.replace('_', '-')}", type=kind, default=argparse.SUPPRESS, help=words)
    change.add_argument("--running", action="store_true", help="a retired feed takes files again")
    _of_a_feed(acts, "retire", "end a feed: no more files; what it delivered stays", run_retire)


def _of_a_feed(acts: Commands, name: str, says: str, run: Run) -> argparse.ArgumentParser:
    parser = act(acts, name, says, run)
    parser.add_argument("code", metavar="CODE")
    return parser


def run_items(args: argparse.Namespace) -> None:
    from importers.fields import Field
    from store.records import agencies, terms
    from store.records.descriptions import NewItems

    with closing(sign_in(args)) as session:
        feed = agencies.feed(session, args.code)
        if args.allow or args.deny or args.clause is not None:
            if unknown := [code for code in (*args.allow, *args.deny) if code not in set(Field)]:
                raise Told(
                    title="No such item",
                    sentence=f"{unknown[0]!r} is no item. Nothing was changed.",
                    advice=f"Items: {', '.join(Field)}.",
                )
            agreed = NewItems(allow=tuple(args.allow), deny=tuple(args.deny), clause=args.clause)
            feed = terms.agree_items(session, args.code, agreed)
    for field in Field:
        print(f"{'allowed' if field.value in feed.allowed else 'dropped':<8} {field.value:<26} {field.words}")
    print(f"Very sensitive services: {f'clause {feed.clause}' if feed.clause else 'no clause, never imported'}.")


def run_template(args: argparse.Namespace) -> None:
    from importers.delivering import delivery, templates
    from store.disclosure.wording import spoken_date

    with closing(sign_in(args)) as session:
        if args.learn:
            prepared = delivery.prepare(session, args.learn, args.code)
            templates.learn(session, prepared, chosen(prepared, args))
        kept = templates.versions(session, args.code)
    for version, mapping in kept:
        came = "1 delivery" if version.deliveries == 1 else f"{version.deliveries} deliveries"
        when = f"{spoken_date(version.at[:10])} by {version.by}"
        print(f"Version {version.number}, {when}, {came}, headings {version.fingerprint[:12]}:")
        _say_columns(mapping)
    if not kept:
        print("No template yet: the first delivery keeps one, or --learn FILE does.")


def _say_columns(mapping: "Mapping") -> None:
    for column in mapping.columns:
        order = f", {column.order}" if column.field and column.order else ""
        words = "".join(f", {word} = {code}" for word, code in column.values)
        print(f"  {column.heading:<40} {column.field.value if column.field else 'not imported'}{order}{words}")


def run_values(args: argparse.Namespace) -> None:
    from importers.delivering import templates

    with closing(sign_in(args)) as session:
        pairs = (word.rpartition("=") for word in args.words)
        column = templates.mean(session, args.code, args.column, {word: code for word, _, code in pairs})
    for word, code in column.values:
        print(f"{word:<30} {code}")


def run_change(args: argparse.Namespace) -> None:
    from store.records import terms

    with closing(sign_in(args)) as session:
        told = {name: getattr(args, name) for name in _CHANGES if hasattr(args, name)}
        feed = terms.change_feed(session, args.code, **told)
        if args.running:
            feed = terms.retire(session, args.code, running=True)
    print(f"{feed.code}: {feed.label}, every {feed.cadence_days} days, overdue after {feed.stale_after_days}.")


def run_retire(args: argparse.Namespace) -> None:
    from store.records import terms

    with closing(sign_in(args)) as session:
        feed = terms.retire(session, args.code)
    print(f"Retired {feed.code}: it takes no more files. What it delivered stays, and grows old.")
