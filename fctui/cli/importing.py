"""`fctui import`: deliver an agency's file, by the same steps as the screen."""

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from fctui.cli.arguments import Commands, act, day, json_argument
from fctui.cli.asking import sign_in
from fctui.cli.choosing import choice_arguments, chosen
from fctui.cli.progress import Line
from store.disclosure.wording import counted
from store.errors import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.columns.profile import Mapping
    from importers.delivering.delivery import DryRun, Note, Receipt
    from importers.delivering.preparing import Prepared
    from importers.delivering.trial import ToCome
    from store.records.held import HeldDelivery

REFUSED_SHOWN = 20


def add(commands: Commands) -> None:
    parser = act(commands, "import", "deliver an agency's file", run)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--feed", required=True, metavar="CODE", help="which feed the file belongs to")
    parser.add_argument(
        "--as-of", required=True, type=day, metavar="DATE", help="when the agency took the extract, 2026-06-08"
    )
    parser.add_argument(
        "--mode",
        choices=["full", "delta", "append", "leavers", "history"],
        help="what the file holds: the feed's own mode, a list of leavers, or an older full extract as history only",
    )
    choice_arguments(parser)
    parser.add_argument("--sheet", metavar="NAME", help="which sheet of a workbook (the first whose headings fit)")
    parser.add_argument("--dry-run", action="store_true", help="check everything, store nothing")
    parser.add_argument(
        "--try",
        dest="try_it",
        action="store_true",
        help="a dry run that does it all and takes it back, to say what links and cases come (small files: always)",
    )
    json_argument(parser)


def run(args: argparse.Namespace) -> None:
    """Dry-run the file and, unless only that was asked, deliver it, or hold it for a second person."""
    from importers.delivering import delivery, holding, trial
    from screens.text import plain

    progress = Line()
    with closing(sign_in(args)) as session:
        prepared = delivery.prepare(session, args.file, args.feed, progress, args.mode, args.sheet)
        mapping = chosen(prepared, args)
        if prepared.stops(mapping):  # another sheet or a title above the headings may be why
            progress.finish()
            _say_notes(prepared.noted(mapping))
            _say_columns(prepared, mapping)
        checked = delivery.dry_run(session, prepared, mapping, args.as_of, progress)
        progress.finish()
        _say_notes(checked.notes)
        for hold in checked.holds:
            print(plain(f"Held: {hold.sentence} {hold.advice}"), file=sys.stderr)
        receipt = come = None
        if args.dry_run or args.try_it:
            come = trial.to_come(session, checked, progress) if args.try_it or trial.cheap(checked) else None
            progress.finish()
        else:
            if holding.has_to_wait(session, checked):
                raise _waits(holding.hold(session, checked))
            receipt = delivery.deliver(session, checked, progress)
            progress.finish()
    if args.json:
        tried = {} if receipt else {"to_come": come.as_json() if come else None}
        print(json.dumps({**(receipt or checked).as_json(), **tried}))
    else:
        _say(checked, receipt, come)


def _say_notes(notes: "Sequence[Note]") -> None:
    """A sheet of the workbook may stand in them, by the name that it was given."""
    from screens.text import plain

    for note in notes:
        print(plain(f"Note: {note.sentence}{_BY_OPTION.get(note.code, '')}"), file=sys.stderr)


_BY_OPTION = {"DOB_YY": " Such as: --short-years 26, which takes 27 to 99 as 1927 to 1999."}
"""How to say on the command line what a note asks."""


def _say_columns(prepared: "Prepared", mapping: "Mapping") -> None:
    """What each column was taken for, and how to say what it holds: without an answer nothing is checked."""
    from importers.columns.profile import shown

    for at, column in enumerate(mapping.columns):
        print(f"  {shown(column.heading, at):<40} {column.field or 'not imported'}", file=sys.stderr)
    ways = "--column 'HEADING=FIELD'" + (", --dates day-first or month-first" if prepared.undecided(mapping) else "")
    print(f"Say what is open with: {ways}. Fields: fctui feed items {prepared.feed.code}.", file=sys.stderr)


def _waits(held: "HeldDelivery") -> Told:
    return Told(
        title="This delivery waits for a second person",
        sentence=f"It is held as number {held.id}. Nothing was imported; the file stays where it is.",
        advice=f"Somebody else decides: at F4 in the app, or by fctui held release {held.id} or reject {held.id}.",
    )


def _say(checked: "DryRun", receipt: "Receipt | None", come: "ToCome | None") -> None:
    """Print the columns, the counts, what is unlike the last delivery, and the refused rows in words."""
    from importers.delivering.delivery import back_words
    from importers.delivering.trial import AUTO

    _say_taken(checked)
    print(
        f"{checked.rows:,} rows: {checked.accepted:,} accepted ({checked.warnings:,} with warnings), "
        f"{checked.quarantined:,} quarantined, {checked.ignored:,} ignored."
    )
    print(
        f"Of the feed's people: {checked.new:,} new, {checked.changed:,} changed, {checked.unchanged:,} unchanged, "
        f"{checked.absent:,} no longer in the file, {checked.returning:,} returning."
    )
    for one in checked.surprises(come.fields.get("Names", 0) if come else 0):
        print(f"  unlike the last delivery: {one.sentence}")
    if come:
        print(_to_come(come))
    if (done := receipt or come) and done.returned:
        print(f"  {back_words(done.returned)}")
    _say_found(checked)
    if receipt is None:
        if come is None:
            print(f"Links and cases to come were not looked for: more than {AUTO:,} records would change. Add --try.")
        print("Dry run: nothing was stored.")
        return
    print(
        f"Delivered: {counted(receipt.links, 'record')} joined people known, new people: {receipt.new_people:,}, "
        f"{counted(receipt.cases, 'case')} for a supervisor, {receipt.seconds:.1f} s. SHA-256 {receipt.sha256}."
    )
    if receipt.overfull_keys:
        print(f"  {receipt.overfull_keys:>8,} likenesses that too many records share to compare them all")


def _to_come(come: "ToCome") -> str:
    """What would come of it; in an empty hub there is nobody whom the records could join."""
    if not come.known:
        return (
            f"To come: {come.new_people:,} new people; nobody is known yet whom they could join."
            f" {counted(come.cases, 'case')} for a supervisor."
        )
    changed = ", ".join(f"{part.lower()} of {count:,}" for part, count in come.fields.items())
    return (
        f"To come: joining people known: {counted(come.links, 'record')}, new people: {come.new_people:,}, "
        f"{counted(come.cases, 'case')} for a supervisor, {come.people:,} people known change"
        + (f" ({changed})." if changed else ".")
    )


def _say_taken(checked: "DryRun") -> None:
    """What each column was taken for, or why it is not imported."""
    from importers.columns.provided import beside
    from importers.columns.whom_to_ring import beside_another

    held = {column.field for column in checked.mapping.columns}
    for guess, (heading, field) in zip(checked.prepared.guesses, checked.columns.items(), strict=True):
        aside = beside_another(guess, held)
        left_out = f"not imported: {aside}" if aside else "not imported"
        dropped = "not covered by the agreement: dropped" if heading in checked.dropped else left_out
        detail = ", as a detail" if field in beside(checked.prepared.feed.theme) else ""
        print(f"  {heading:<40} {field or dropped}{detail}")


def _say_found(checked: "DryRun") -> None:
    """What the checks found, the most frequent first, and the refused rows."""
    from importers.checking.catalogue import CHECKS

    for code, count in sorted(checked.issues.items(), key=lambda issue: -issue[1]):
        print(f"  {count:>8,} {code:<18} {CHECKS[code].sentence}")
    for refused in checked.refused[:REFUSED_SHOWN]:
        where = f", {refused.column}" if refused.column else ""
        print(f"  row {refused.row}, line {refused.line}{where}: {refused.code}. {CHECKS[refused.code].sentence}")
    if len(checked.refused) > REFUSED_SHOWN:
        print(f"  … and {len(checked.refused) - REFUSED_SHOWN:,} more refused rows.")
