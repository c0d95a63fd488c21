"""`fctui feed`: the agencies' recurring extracts, registered and listed."""

import argparse
from contextlib import closing
from pathlib import Path

from fctui.cli import feed_terms, thresholds
from fctui.cli.arguments import Commands, act, acts_of
from fctui.cli.asking import sign_in

_DATED_BY = ("asked", "column", "name", "name-day-first")


def add(commands: Commands) -> None:
    acts = acts_of(commands, "feed", "register, agree, change and list the agencies' feeds")
    _describe_new(act(acts, "add", "register one feed", run_add))
    feed_terms.describe(acts)
    load = act(acts, "load", "register every feed of a feeds.json, as `fctui borough` writes it", run_load)
    load.add_argument("file", type=Path, metavar="FEEDS.JSON")
    dates = act(
        acts,
        "dates",
        "what says on which day a feed's extracts were taken, so that `fctui inbox` may deliver them",
        run_dates,
    )
    dates.description = (
        "column: the extract's date in a column. name: in the file's name, as 2026-06-08, 20260608 or 8 June 2026."
        " name-day-first: as 08-06-2026 too. asked: a person says it; `fctui inbox` leaves such files."
    )
    dates.add_argument("code", metavar="CODE")
    dates.add_argument("rule", choices=_DATED_BY)
    act(acts, "list", "the feeds and their last deliveries", run_list)
    thresholds.add(acts)


def _describe_new(new: argparse.ArgumentParser) -> None:
    from store.records.themes import Theme

    new.add_argument("code", metavar="CODE", help="a short code, such as BRENT-HOU")
    new.add_argument("--label", required=True, help="as officers read it, such as Housing")
    new.add_argument("--theme", required=True, choices=[theme.value for theme in Theme])
    new.add_argument("--agency", required=True, metavar="CODE", help="the agency's code, such as BRENT-COUNCIL")
    new.add_argument("--agency-name", default="", help="needed when the agency is new")
    new.add_argument("--area", default="", help="needed when the agency is new, such as Brent")
    new.add_argument("--phone", default="", help="the agency's duty desk")
    new.add_argument("--out-of-hours-phone", default="")
    new.add_argument(
        "--mode", choices=["full", "delta", "append"], default="full", help="what one file holds (%(default)s)"
    )
    new.add_argument("--cadence-days", type=int, default=7, help="how often a file is expected (%(default)s)")
    new.add_argument("--stale-after-days", type=int, help="when the data is too old (three times the cadence)")
    new.add_argument("--cohort", required=True, help="whom the feed covers, such as 'current council tenants'")
    new.add_argument("--coverage-from", default="", metavar="DATE", help="the earliest involvement it holds")
    new.add_argument("--ages", default="", help="the ages it covers, such as 4-18 or 16+; else everybody")
    new.add_argument(
        "--rows-per-person",
        choices=["one", "several"],
        default="several",
        help="several: a row an episode (%(default)s)",
    )
    new.add_argument(
        "--internal-duplicates",
        choices=["none", "possible"],
        default="possible",
        help="none: the agency vouches that nobody is in it twice (%(default)s)",
    )


def run_add(args: argparse.Namespace) -> None:
    """Register one feed.

    Raises:
        store.records.descriptions.FeedsFileWrong: an argument is not of the form a feed needs.
    """
    from store.records import agencies, descriptions

    with closing(sign_in(args)) as session:
        known = {feed.agency.code: feed.agency for feed in agencies.feeds(session)}.get(args.agency)
        feed = agencies.add_feed(
            session,
            descriptions.described(
                code=args.code,
                agency={
                    "code": args.agency,
                    "name": args.agency_name or (known.name if known else ""),
                    "area": args.area or (known.area if known else ""),
                    "phone": args.phone,
                    "out_of_hours_phone": args.out_of_hours_phone,
                },
                label=args.label,
                theme=args.theme,
                mode=args.mode,
                cadence_days=args.cadence_days,
                cohort=args.cohort,
                coverage_from=args.coverage_from,
                ages=args.ages,
                rows_per_person=args.rows_per_person,
                internal_duplicates=args.internal_duplicates,
                **({} if args.stale_after_days is None else {"stale_after_days": args.stale_after_days}),
            ),
        )
    print(f"Registered {feed.code}: {feed.label}, {feed.agency.name}.")


def run_load(args: argparse.Namespace) -> None:
    from store.records import agencies

    with closing(sign_in(args)) as session:
        feeds = agencies.load_feeds(session, args.file)
    for feed in feeds:
        print(f"Registered {feed.code}: {feed.label}, {feed.agency.name}.")


def run_dates(args: argparse.Namespace) -> None:
    from store.records import agencies

    with closing(sign_in(args)) as session:
        feed = agencies.date_by(session, args.code, args.rule)
    print(f"{feed.code}: extracts are dated by {feed.as_of_from}.")


def run_list(args: argparse.Namespace) -> None:
    from store.records.board import feed_board

    with closing(sign_in(args)) as session:
        board = feed_board(session)
    for line in board:
        last = f"data of {line.last.as_of}, {line.state}" if line.last else "nothing delivered yet"
        print(f"{line.feed.code:<14} {line.feed.agency.name:<32} {line.feed.label:<24} {last}")
    if not board:
        print("No feed is registered yet. Register one with: fctui feed add, or n on the board of feeds.")
