"""What is unusual about a file, for a person to see before going on; nothing is stopped by it."""

from collections.abc import Sequence
from dataclasses import dataclass

from importers.columns.crowded import births_in_a_row
from importers.columns.profile import Mapping, shown
from importers.fields import Field
from importers.reading.delimited import DELIMITERS
from importers.reading.scan import Scan
from importers.reading.tables import Table
from importers.reading.workbook import Sheet
from store.disclosure.wording import counted


@dataclass(frozen=True)
class Note:
    """Something about the file that a person should see; nothing is stopped by it.

    cells: what it speaks of, as it stands in the file. Personal data: for a screen, never for what may become a log.
    """

    code: str
    sentence: str
    cells: tuple[str, ...] = ()

    @property
    def on_screen(self) -> str:
        """The sentence with the cells."""
        return f"{self.sentence.removesuffix('.')}: {'; '.join(self.cells)}" if self.cells else self.sentence


_NAMED = 10
_NO_NUMBER = "No column holds the agency's own number"


def no_number(likely: str) -> Note:
    """No column is taken for the agency's own number. likely: the heading of one that may be it and was left out."""
    lacking = f"“{likely}” is likely the agency's own number, and left out" if likely else _NO_NUMBER
    return Note("NO_ID", f"{lacking}: a record is known by NHS number, names and birth date.")


def of_removals(headings: Sequence[str]) -> Note:
    """Columns that seem to say whom the agency deleted, where none is taken for that."""
    says = "seems to say who was deleted or has left. Unless it is taken for that, those people stay as they are."
    return Note("REMOVALS_UNREAD", f"{', '.join(headings)}: {says}")


def of_file(table: Table) -> list[Note]:
    """How it is written: its letters, rows, delimiter, sheets."""
    notes = _of_sheets(table.source) if isinstance(table.source, Sheet) else []
    if table.above:
        many = f"{len(table.above)} rows stand" if len(table.above) > 1 else "One row stands"
        notes.append(Note("TITLE_ROWS", f"{many} above the headings on line {table.header_line}: not imported."))
    if table.heading_lines == 2:
        where = f"lines {table.header_line} and after"
        notes.append(Note("TWO_LINE_HEADINGS", f"The headings stand on two lines ({where}): read as one."))
    if table.misread:
        many = "One cell is" if table.misread == 1 else f"{table.misread:,} cells are"
        sentence = (
            f"{many} in UTF-8 and the rest is not, so their letters come out wrong. Ask the agency for one of both."
        )
        notes.append(Note("MIXED_LETTERS", sentence, table.foreign[:3]))
    elif table.encoding == "cp1252":
        letters = " ".join(sorted({letter for cell in table.foreign for letter in cell if letter > "\x7f"} - {"\xa0"}))
        beyond = f" Its letters beyond A to Z are: {letters}." if letters else ""
        sentence = f"The file is not UTF-8; read as Windows-1252. Look whether this is right.{beyond}"
        notes.append(Note("ENCODING", sentence, table.foreign[:3]))
    if table.consistency < 0.98:
        share = f"{table.consistency:.0%}"
        name = DELIMITERS.get(table.delimiter, "delimiter")
        notes.append(Note("UNEVEN", f"Only {share} of the rows have the same number of columns ({name} between them)."))
    if table.row_count in (1_000, 65_535, 65_536, 1_048_575):
        notes.append(
            Note("CUT_OFF", f"Exactly {table.row_count:,} rows: programs cut files off there. Ask the agency.")
        )
    return notes


def _of_sheets(sheet: Sheet) -> list[Note]:
    """What else the workbook holds. Somebody hid a sheet for a reason, and an agency's rows may be on it."""
    notes: list[Note] = []
    others = [name for name in sheet.sheets if name != sheet.name]
    if others:
        notes.append(
            Note("SHEETS", f"Only the sheet “{sheet.name}” is read; the workbook also has: {', '.join(others)}.")
        )
    if sheet.hidden:
        notes.append(Note("HIDDEN_SHEETS", f"Hidden in the workbook: {', '.join(sheet.hidden)}."))
    if sheet.hidden_rows:
        many = "One row is" if sheet.hidden_rows == 1 else f"{sheet.hidden_rows:,} rows are"
        notes.append(Note("HIDDEN_ROWS", f"{many} hidden on the sheet, and read like the others. Ask the agency why."))
    if down := sum(map(len, sheet.merged_down().values())):
        many = "One cell stands" if down == 1 else f"{down:,} cells stand"
        sentence = (
            f"{many} over several rows of the sheet: read as if written in each of them. Look whether that is so."
        )
        notes.append(Note("MERGED_DOWN", sentence))
    if struck := sheet.struck_rows:
        more = f" and {len(struck) - _NAMED:,} more" if len(struck) > _NAMED else ""
        rows = f"{'row' if len(struck) == 1 else 'rows'} {', '.join(map(str, struck[:_NAMED]))}{more}"
        sentence = f"Something is struck out on the sheet, and read like the rest: {rows}. Ask the agency who has left."
        notes.append(Note("STRUCK_OUT", sentence))
    if sheet.no_result:
        many = "One formula has" if sheet.no_result == 1 else f"{sheet.no_result:,} formulas have"
        notes.append(Note("NO_RESULT", f"{many} no result in the workbook: taken as blank. Ask for values only."))
    return notes


def of_columns(mapping: Mapping, looked: Scan, new: Sequence[str], gone: Sequence[str]) -> list[Note]:
    """What its columns hold. new, gone: headings since the last delivery."""
    notes: list[Note] = []
    if new:
        notes.append(Note("NEW_COLUMNS", f"New since the last delivery, not imported: {', '.join(new)}."))
    if gone:
        notes.append(Note("MISSING_COLUMNS", f"Not supplied this time: {', '.join(gone)}."))
    if several := births_in_a_row([column.heading for column in mapping.columns]):
        who = ", ".join(several[:_NAMED])
        sentence = f"One row holds several people ({who}): one of them is read. Ask the agency for a row for each."
        notes.append(Note("SEVERAL_IN_A_ROW", sentence))
    for at, column in looked.dates.items():
        field = mapping.columns[at].field
        if field is None:
            continue
        name = shown(mapping.columns[at].heading, at)
        if column.decided in ("assumed", "few") and (order := mapping.columns[at].order):
            why = "as this feed's were before" if column.decided == "assumed" else "and they are few"
            notes.append(Note("DATE_ORDER", f"{name}: dates that could be either are read {order}, {why}."))
        if column.decided == "own" and column.order == "month-first":
            notes.append(
                Note("DATE_ORDER", f"{name}: written month first, the American way (03/14/2013), and so read.")
            )
        if column.decided == "mixed":
            sentence = f"{name}: some dates are day-first, others month-first. Those that could be either are not read."
            notes.append(Note("DATES_MIXED", f"{sentence} Ask the agency."))
        if column.swapped:
            sentence = f"{name}: a spreadsheet has taken day for month wherever it could. Those dates are not read."
            notes.append(Note("DATES_SWAPPED", f"{sentence} Ask for the extract as the system writes it."))
        if field is Field.BIRTH and column.spike:
            notes.append(Note("DOB_SPIKE", f"{name}: more than 2 % of all births fall on one day. Ask the agency."))
    return notes


def of_centuries(mapping: Mapping, looked: Scan) -> list[Note]:
    """Births whose years have two digits: which century they are read in, or that somebody has to say it."""
    notes: list[Note] = []
    for at in mapping.of(Field.BIRTH):
        many = looked.dates[at].two_digit if at in looked.dates else 0
        have, they = ("has", "it is") if many == 1 else ("have", "they are")
        years = f"{shown(mapping.columns[at].heading, at)}: {counted(many, 'year')} {have} two digits"
        if many and mapping.pivot is None:
            notes.append(Note("DOB_YY", f"{years}. Say which century, or {they} refused."))
        elif many:
            read = f"above {mapping.pivot:02} as 19.., the others as 20.., and refused if that makes somebody 100"
            notes.append(Note("DOB_CENTURY", f"{years}: read {read}."))
    return notes


_FEW = 0.4
_GROUPS = 4


def of_groups(mapping: Mapping, looked: Scan) -> list[Note]:
    """A worker who stands in few rows and never twice: in a pivot, in the first row of those that are theirs."""
    for at in mapping.of(Field.WORKER_NAME):
        told = looked.samples[at]
        if len(told) >= _GROUPS and len(set(told)) == len(told) and looked.filled[at] < _FEW:
            name = shown(mapping.columns[at].heading, at)
            sentence = f"{name}: blank in most rows and never the same twice, as where a name stands once for the rows"
            return [Note("IN_GROUPS", f"{sentence} below it. Blank is read as nobody: ask for it in every row.")]
    return []
