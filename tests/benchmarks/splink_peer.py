"""Splink on rows of known columns: what a data team would set up by hand, as fairly as its documentation teaches.

Runs in an environment of its own (.venv-bench), so it imports nothing of the product:

    python splink_peer.py ROWS.csv PAIRS.npz [--threads N]

ROWS.csv has a column `rid` (whole numbers), any of the columns below in lower case, dates as 2001-02-28, and
perhaps `new`: 1 for records to link to those with 0, and not among themselves. PAIRS.npz gets left, right and
weight (bits) of every pair that blocking found. One JSON object on standard output tells seconds, CPU-seconds
and peak memory.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import time
from pathlib import Path

import duckdb
import numpy as np
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

UK_POSTCODE = "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}$"
# Columns that together say that two records are one, for the prior; and to find pairs, each rule narrow enough
# for a million records. A rule counts where all its columns are there.
CERTAIN = (("nhs",), ("idno",), ("email",), ("forename", "surname", "dob"))
BLOCKING = (
    ("nhs",), ("idno",), ("email",), ("phone",), ("forename", "surname"), ("surname", "dob"), ("forename", "dob"),
    ("dob", "postcode"), ("dob", "town"), ("surname", "postcode"), ("forename", "postcode"),
    ("house", "street", "forename"),
)  # fmt: skip
SMALL = 20_000  # records up to which the birth date, or a whole name, alone may block
BLOCKING_SMALL = (("dob",), ("surname",), ("forename",), ("house", "street"), ("town", "forename"))
SESSIONS = (("dob",), ("forename", "surname"), ("postcode",))  # EM, each blocked on something else
REVERSED = "l.forename = r.surname and r.forename = l.surname"
RECALL_OF_CERTAIN = 0.7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    connection = duckdb.connect()
    connection.execute(f"set threads to {options.threads}")
    columns, size, new = _read(connection, options.rows)
    started = time.perf_counter()
    linker = _linker(connection, columns, size, new)
    _train(linker, columns)
    trained = time.perf_counter()
    pairs = linker.inference.predict().as_duckdbpyrelation()
    left, right, weight = (
        pairs.select("unique_id_l::bigint l, unique_id_r::bigint r, match_weight::double w").fetchnumpy()[c]
        for c in "lrw"
    )
    ended = time.perf_counter()
    np.savez(options.pairs, left=left, right=right, weight=weight)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "training_seconds": round(trained - started, 2),
                "matching_seconds": round(ended - trained, 2),
                "seconds": round(ended - started, 2),
                "cpu_seconds": round(used.ru_utime + used.ru_stime, 2),
                "peak_mib": _peak_mib(),
                "pairs": len(left),
            }
        )
    )


def _read(connection: duckdb.DuckDBPyConnection, rows: Path) -> tuple[frozenset[str], int, bool]:
    """Table `people`, blanks as nulls; the columns that hold anything, how many records, whether some are new."""
    connection.execute("create table raw as select * from read_csv(?, all_varchar=true, header=true)", [str(rows)])
    names = [row[0] for row in connection.execute("describe raw").fetchall()]
    tidy = ", ".join(f"nullif(trim(lower({name})), '') as {name}" for name in names if name not in ("rid", "new"))
    new = ", new" if "new" in names else ""
    connection.execute(f"create table people as select rid::bigint as unique_id, {tidy}{new} from raw")
    connection.execute("drop table raw")
    filled = [
        n
        for n in names
        if n not in ("rid", "new", "truth", "source")
        and connection.execute(f"select count(distinct {n}) > 1 from people").fetchall()[0][0]
    ]
    size = connection.execute("select count(*) from people").fetchall()[0][0]
    return frozenset(filled), size, "new" in names


def _linker(connection: duckdb.DuckDBPyConnection, columns: frozenset[str], size: int, new: bool) -> Linker:
    api = DuckDBAPI(connection=connection)
    rules = [rule for rule in (*BLOCKING, *(BLOCKING_SMALL if size <= SMALL else ())) if columns >= set(rule)]
    blocking = [block_on(*rule) for rule in rules]
    if columns >= {"forename", "surname"} and size <= SMALL:
        blocking.append(REVERSED)
    settings = SettingsCreator(
        link_type="link_only" if new else "dedupe_only",
        comparisons=_comparisons(connection, columns),
        blocking_rules_to_generate_predictions=blocking,
        retain_matching_columns=False,
    )
    if not new:
        return Linker(api.register("people"), settings, log_level=None)
    for name, flag in (("existing", "0"), ("arriving", "1")):
        connection.execute(f"create table {name} as select * exclude (new) from people where new = '{flag}'")
    both = [api.register(name, dataset_display_name=f"{name}_records") for name in ("existing", "arriving")]
    return Linker(both, settings, log_level=None)


def _comparisons(connection: duckdb.DuckDBPyConnection, columns: frozenset[str]) -> list[object]:
    """One comparison per kind of evidence, with term frequencies where values repeat unevenly.

    Splink takes columns to be independent, and says so: under a British postcode, where households share them,
    house, street, town and telephone are left out. Of ten set-ups tried, this one served it best.
    """
    british = "postcode" in columns and _british(connection)
    found: list[object] = [cl.NameComparison(name) for name in ("forename", "surname") if name in columns]
    if "email" in columns:
        found.append(cl.EmailComparison("email"))
    if "postcode" in columns:
        found.append(cl.PostcodeComparison("postcode") if british else cl.LevenshteinAtThresholds("postcode", [1]))
    if not british:
        found += [cl.JaroWinklerAtThresholds(name, [0.9]) for name in ("street", "town") if name in columns]
        found += [cl.ExactMatch("house")] if "house" in columns else []
    found = [comparison.configure(term_frequency_adjustments=True) for comparison in found]
    if "dob" in columns:
        found.append(cl.DateOfBirthComparison("dob", input_is_string=True))
    found += [cl.LevenshteinAtThresholds(name, [1, 2]) for name in ("nhs", "idno") if name in columns]
    if "phone" in columns and not british:
        found.append(cl.LevenshteinAtThresholds("phone", [1]))
    if "sex" in columns:
        found.append(cl.ExactMatch("sex"))
    return found


def _british(connection: duckdb.DuckDBPyConnection) -> bool:
    share = f"avg(regexp_matches(postcode, '{UK_POSTCODE}')::int)"
    return connection.execute(f"select {share} > 0.5 from people where postcode is not null").fetchall()[0][0]


def _train(linker: Linker, columns: frozenset[str]) -> None:
    certain = [block_on(*rule) for rule in CERTAIN if columns >= set(rule)]
    linker.training.estimate_probability_two_random_records_match(certain, recall=RECALL_OF_CERTAIN)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in [rule for rule in SESSIONS if columns >= set(rule)][:2]:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))


def _peak_mib() -> int:
    """This process's own high-water mark: the system's count for children starts at the parent's size."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(
            int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
