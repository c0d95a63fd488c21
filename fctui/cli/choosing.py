"""What a person says of a file's columns on the command line, as on the columns' screen."""

import argparse
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.errors import Told

if TYPE_CHECKING:
    from importers.columns.profile import Mapping
    from importers.delivering.preparing import Prepared


_PLACED = re.compile(r"column ([1-9]\d*)", re.I)


class UnknownChoice(Told):
    """A choice names a heading, a field or a word that does not exist."""


def choice_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the choices to a command that reads a file."""
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=FIELD",
        help="what a column holds, when the proposal is wrong; HEADING= leaves it out; 'column 7=…' for one without a"
        " heading, or whose heading stands twice; repeat for several",
    )
    parser.add_argument(
        "--likely", action="store_true", help="take also what is only likely by the headings: read the list first"
    )
    parser.add_argument(
        "--dates",
        choices=["day-first", "month-first"],
        help="how to read dates that fit both ways, when no day of the file is above 12",
    )
    parser.add_argument(
        "--short-years",
        type=int,
        choices=range(100),
        metavar="YY",
        help="take two-digit years of birth above YY as 19.., the others as 20..; without it they are refused, and"
        " so is one that would make somebody 100",
    )
    parser.add_argument(
        "--word",
        action="append",
        default=[],
        metavar="HEADING:WORD=MEANING",
        help="what a word of a code column means, such as Status:NFA=closed; repeat for several",
    )
    parser.add_argument(
        "--waive",
        action="append",
        default=[],
        choices=["source_person_id", "date_of_birth"],
        help="go on although this required column is missing",
    )


def chosen(prepared: "Prepared", args: argparse.Namespace) -> "Mapping":
    """The proposed mapping with every choice applied; what is only likely, and was not taken, is said.

    Raises:
        UnknownChoice: the file has no such heading, or there is no such field.
        importers.refusals.UnknownMeaning: a word can have no such meaning.
    """
    from importers.columns.profile import with_likely
    from importers.fields import Field

    mapping = _with_columns(prepared.mapping, args.column)
    if args.likely:
        left_out = [choice for choice in args.column if choice.endswith("=")]
        mapping = _with_columns(with_likely(mapping, prepared.guesses), left_out)
    if not prepared.remembered:
        _say_open(prepared, mapping, likely=args.likely)
    for at in prepared.undecided(mapping) if args.dates else ():
        mapping = mapping.with_order(at, args.dates)
    if args.short_years is not None:
        mapping = mapping.with_pivot(args.short_years)
    for choice in args.word:
        column, _, word = choice.partition(":")
        word, _, meant = word.rpartition("=")
        mapping = mapping.with_value(_place(mapping, column), word, meant)
    _say_unread(prepared, mapping)
    return mapping.with_waived(*map(Field, args.waive))


def _with_columns(mapping: "Mapping", choices: Sequence[str]) -> "Mapping":
    from importers.fields import Field

    for choice in choices:
        heading, _, code = choice.rpartition("=")
        at = _place(mapping, heading)
        if code and code not in set(Field):
            raise UnknownChoice(
                title="No such field",
                sentence=f"{code!r} is not something a column can hold. Nothing was imported.",
                advice=f"A column can hold: {', '.join(Field)}.",
            )
        mapping = mapping.with_field(at, Field(code) if code else None)
    return mapping


def _place(mapping: "Mapping", heading: str) -> int:
    from importers.columns.profile import shown

    headings = [column.heading for column in mapping.columns]
    if headings.count(heading) > 1:
        places = " and ".join(f"column {at}" for at, told in enumerate(headings, start=1) if told == heading)
        raise UnknownChoice(
            title="Several columns have this heading",
            sentence=f"The file has {headings.count(heading)} columns headed {heading!r}: {places}."
            " Nothing was imported.",
            advice="Name the column by its place instead, such as --column 'column 7=date_of_birth'.",
        )
    if heading not in headings and (placed := _PLACED.fullmatch(heading)) and int(placed[1]) <= len(headings):
        return int(placed[1]) - 1
    if heading not in headings:
        raise UnknownChoice(
            title="No such column",
            sentence=f"The file has no column headed {heading!r}. Nothing was imported.",
            advice=f"Its columns are: {', '.join(shown(told, at) for at, told in enumerate(headings))}.",
        )
    return headings.index(heading)


def _say_open(prepared: "Prepared", mapping: "Mapping", *, likely: bool) -> None:
    """What a person could take: nobody is there to tick it, so it is left out unless they say so."""
    from importers.columns.whom_to_ring import beside_another

    held = {column.field for column in mapping.columns}
    headings = [column.heading for column in mapping.columns]
    for at, (guess, column) in enumerate(zip(prepared.guesses, mapping.columns, strict=True), start=1):
        name = guess.heading if headings.count(guess.heading) == 1 else f"column {at}"
        if guess.field is None or column.field is not None:
            continue
        if guess.why.startswith("Unticked"):
            why = guess.why.removeprefix("Unticked: ")
            print(f"Note: {guess.heading}: not taken for {guess.field.value}, {why}", file=sys.stderr)
        elif aside := beside_another(guess, held):
            said = f"{guess.heading}: {aside}, not imported: a row has one worker, the service's own. As a detail:"
            print(f"Note: {said} --column '{name}=attribute'.", file=sys.stderr)
        elif guess.sure and not guess.ticked and not likely:
            said = f"{guess.heading}: likely {guess.field.value} ({guess.field.words}), not imported without --likely."
            print(f"Note: {said}", file=sys.stderr)
        elif not guess.sure:
            said = f"{guess.heading}: perhaps {guess.field.value} ({guess.field.words}). {guess.why} To take it:"
            print(f"Note: {said} --column '{name}={guess.field.value}'.", file=sys.stderr)


def _say_unread(prepared: "Prepared", mapping: "Mapping") -> None:
    """Words of a column of codes that nobody has said the meaning of, and how to say it.

    Only such as stand several times: what stands once may be no code, and about somebody.
    """
    from importers.columns.meanings import MEANINGS, unread
    from screens.text import plain

    headings = [column.heading for column in mapping.columns]
    for at, column in enumerate(mapping.columns):
        counted = unread(column.field, prepared.scan.words.get(at, ()), column.values)
        found = [(word, count) for word, count in counted.items() if count > 1][:_WORDS]
        if column.field is None or not found:
            continue
        alone = headings.count(column.heading) == 1 and ":" not in column.heading
        name = column.heading if alone else f"column {at + 1}"
        told = ", ".join(f"{word} ({count:,})" for word, count in found)
        codes = [meaning.code for meaning in MEANINGS[column.field]]
        said = f"{column.heading}: words not known here: {told}. To say what one means ({', '.join(codes)}):"
        print(plain(f"Note: {said} --word '{name}:{found[0][0]}={codes[0]}'."), file=sys.stderr)


_WORDS = 5
