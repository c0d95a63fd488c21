"""`fctui link`: who is who within and across bare files. No hub: nothing is stored, what it finds goes to --out."""

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fctui.cli.arguments import Commands, json_argument
from fctui.cli.progress import Line
from store.errors import Told
from store.vault.files import in_place_of

if TYPE_CHECKING:
    from importers.bare.reading import Rows
    from importers.bare.taken import Taken
    from matching.linkage.bare import Bare
    from matching.linkage.measures import Measures, Quality

_HELP = """\
Reads CSV or XLSX files of any headings and language, guesses what each column holds, and finds the rows that are one
person, within and across the files. --out writes file,row,person,status: file is its name, or the path as given where
two files have one name; row is the data row, counted from 1; rows of one person share a number; status is 'linked'
(another row is the same person), 'case' (alone so far, but a question for a supervisor is open about it) or 'alone'. A
linked row with an open question is 'linked'."""


_ELSEWHERE = "Choose another place for --out."


class CannotWrite(Told):
    """The answer has nowhere to go."""

    title = "The result could not be written"


def add(commands: Commands) -> None:
    parser = commands.add_parser("link", help="find who is who in bare CSV or XLSX files", description=_HELP)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="CSV or XLSX, any headings")
    parser.add_argument("--truth", metavar="COLUMN", help="column that says who each row truly is: measures the result")
    parser.add_argument("--source", metavar="COLUMN", help="rows that share its value are one agency (else each file)")
    parser.add_argument(
        "--clean-sources", action="store_true", help="no agency lists anybody twice: its own rows are never joined"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write file,row,person,status as CSV, readable by you; replaces FILE"
    )
    json_argument(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Link the files, write the answer and say what came of it."""
    from importers.bare.reading import read_rows
    from importers.values.cells import clean
    from matching.linkage.bare import link

    wall, processor = time.perf_counter(), time.process_time()
    if args.out and args.out.exists() and not args.out.is_file():
        raise CannotWrite(sentence=f"{args.out} is no file: it cannot be written over.", advice=_ELSEWHERE)
    if args.out and not args.out.parent.is_dir():
        raise CannotWrite(
            sentence=f"There is no folder {args.out.parent}: {args.out} cannot be written.", advice=_ELSEWHERE
        )
    if args.out and args.out.exists() and any(file.exists() and args.out.samefile(file) for file in args.files):
        raise CannotWrite(sentence=f"{args.out} is one of the files to link, and would be lost.", advice=_ELSEWHERE)
    progress = Line()
    rows = read_rows(args.files, args.truth, args.source, progress)
    progress("Linking", 0, 0)
    linked = link(rows.table, rows.agencies, rows.names, clean=args.clean_sources)
    progress.finish()
    if args.out:
        replaced = args.out.exists()
        _write(args.out, rows, linked)
        if replaced:
            print(clean(f"{args.out} was there, and was replaced."), file=sys.stderr)
    told = _told(rows, linked, time.perf_counter() - wall, time.process_time() - processor)
    if args.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        _say(rows, told)


def _told(rows: "Rows", linked: "Bare", seconds: float, cpu_seconds: float) -> dict[str, Any]:
    """What came of it, as --json prints it; the measures only where the truth was told."""
    import numpy as np

    told: dict[str, Any] = {
        "records": rows.table.size,
        "persons": len(np.unique(linked.person)),
        "cases": len(linked.cases),
        "cases_per_10000": round(1e4 * len(linked.cases) / max(rows.table.size, 1), 2),
    }
    if rows.truth is not None:
        from matching.linkage.measures import measure

        told |= _measured(
            measure(rows.truth, linked.person, linked.cases, (linked.candidates.left, linked.candidates.right))
        )
    told |= {"seconds": round(seconds, 3), "cpu_seconds": round(cpu_seconds, 3), "peak_mib": _peak_mib()}
    return told | {"columns": _columns(rows.columns)}


def _measured(found: "Measures") -> dict[str, Any]:
    def of(quality: "Quality") -> dict[str, float]:
        return {"precision": quality.precision, "recall": quality.recall, "f1": quality.f1}

    return {
        "automatic": of(found.automatic),
        "with_cases": of(found.with_cases),
        "after_review": of(found.after_review),
        "bcubed": of(found.bcubed),
        "contaminated_persons": found.contaminated,
        "case_yield": found.case_yield,
        "candidate_recall": found.candidate_recall,
    }


def _columns(files: "Sequence[Sequence[Taken]]") -> dict[str, str | None]:
    """Heading → field, None for a column that is not used. A heading that files use differently names its file."""
    told: dict[str, str | None] = {}
    for number, columns in enumerate(files, start=1):
        for one in columns:
            name = one.column.heading
            field = str(one.kind) if one.kind else None
            if told.get(name, field) != field:
                name = f"{name} (file {number})"
            told[name] = field
    return told


def _peak_mib() -> float | None:
    """The most memory the process has held, in MiB; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    if sys.platform == "linux":  # getrusage begins with what the program held that started this one
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(round(int(line.split()[1]) / 1024, 1) for line in lines if line.startswith("VmHWM:"))
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)


def _write(path: Path, rows: "Rows", linked: "Bare") -> None:
    """Write who is who, in place of what stood there only once it is whole. Its owner alone may read it, and no cell
    begins like a formula.
    """
    import numpy as np

    from importers.reports.exported import formula_safe

    sizes = np.bincount(linked.person, minlength=rows.table.size)[linked.person]
    asked = np.zeros(rows.table.size, np.bool_)
    ends = np.array(linked.cases, np.int64).reshape(-1)
    asked[np.isin(linked.person, linked.person[ends])] = True
    statuses = np.where(sizes > 1, "linked", np.where(asked, "case", "alone"))
    alike = Counter(one.name for one in rows.paths)
    names = [formula_safe(one.name if alike[one.name] == 1 else str(one)) for one in rows.paths]
    numbered = np.unique(linked.person, return_inverse=True)[1].reshape(-1) + 1
    answer = zip(rows.files.tolist(), rows.numbers.tolist(), numbered.tolist(), statuses.tolist(), strict=True)
    try:
        with in_place_of(path) as whole:
            text = TextIOWrapper(whole, encoding="utf-8", newline="")
            out = csv.writer(text, lineterminator="\n")
            out.writerow(("file", "row", "person", "status"))
            out.writerows((names[file], row, person, status) for file, row, person, status in answer)
            text.detach()  # whole closes it, once it is on the disk
    except OSError as trouble:
        reason = (trouble.strerror or "unknown reason").lower()
        raise CannotWrite(sentence=f"{path} cannot be written: {reason}.", advice=_ELSEWHERE) from None


def _say(rows: "Rows", told: dict[str, Any]) -> None:
    from importers.values.cells import clean

    for path, sheet, columns in zip(rows.paths, rows.sheets, rows.columns, strict=True):
        print(clean(f"{path.name}, {sheet}" if sheet else path.name))
        for one in columns:
            label = f" ({one.label})" if one.kind and one.label and one.label != one.column.heading else ""
            field = f"{one.kind}{label}, {one.why}" if one.kind else f"not used: {one.why}"
            spare = ", only where other columns are blank" if one.spare else ""
            print(f"  {one.column.heading:<32} {field}{spare}")
    print(
        f"{told['records']:,} records are {told['persons']:,} persons, with {told['cases']:,} cases for a supervisor."
    )
    if rows.truth is not None:
        print(f"{'':<24}{'precision':>10}{'recall':>10}{'F1':>10}")
        for name, words in _QUALITIES.items():
            quality = told[name]
            print(f"{words:<24}{quality['precision']:>10.4f}{quality['recall']:>10.4f}{quality['f1']:>10.4f}")
        print(f"Persons containing two true people: {told['contaminated_persons']:,}.")
        print(f"Candidate recall: {told['candidate_recall']:.4f}. Cases that are true: {told['case_yield']:.1%}.")
    print(f"Cases per 10,000 records: {told['cases_per_10000']:.1f}.")
    memory = f", {told['peak_mib']:,.0f} MiB at most" if told["peak_mib"] else ""
    print(f"{told['seconds']:.2f} s ({told['cpu_seconds']:.2f} s of processor){memory}.")


_QUALITIES = {
    "automatic": "automatic links",
    "with_cases": "links and cases",
    "after_review": "after review",
    "bcubed": "automatic, B-cubed",
}
