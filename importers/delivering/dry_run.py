"""The dry run: every row checked, nothing stored; what would be refused, what would change (domain/9 rules 11, 12)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import NamedTuple

from importers.checking.catalogue import WARNINGS
from importers.checking.findings import Findings
from importers.checking.layout import Layout
from importers.checking.plan import ACCEPTED, IGNORED, QUARANTINED, Effects, Plan
from importers.checking.rows import RowChecker, as_of_differs, only_gone
from importers.columns.profile import Mapping
from importers.delivering import unusual
from importers.delivering.completeness import Counting, Counts
from importers.delivering.extract_dates import OLDEST_DAYS, DayNotSaid, by_name
from importers.delivering.notes import Note
from importers.delivering.outcome import DryRun, dropped
from importers.delivering.preparing import MODES, Prepared, refuse_same
from importers.delivering.reuse import Heads, another, identity
from importers.fields import Field
from importers.refusals import MappingIncomplete, WrongDate
from importers.values.remembered import one_pass
from matching.progress import Progress, quiet
from store.disclosure.wording import spoken_date
from store.permissions import May
from store.records import deliveries
from store.records import reuse as reuse_answers
from store.records.deliveries import Delivery
from store.records.row_issues import refused_for
from store.records.source_records import every_known, holds_any
from store.session import Session
from store.vault.database import Connection

REFUSED_KEPT = 5_000


def dry_run(session: Session, prepared: Prepared, mapping: Mapping, as_of: date, progress: Progress = quiet) -> DryRun:
    """Check every row by this mapping as the extract of this day. Nothing is stored.

    Raises:
        MappingIncomplete: two columns for one field, or none for a required one.
        WrongDate: the day is in the future, ten years past, or older than what the feed already holds; what only adds
            may be late.
        FileChanged, BrokenQuotes: the file is no longer what was read.
        Cancelled: raised by progress.
    """
    if problems := prepared.stops(mapping):
        raise MappingIncomplete(" ".join(problems))
    template, mapping = mapping, prepared.covered(mapping)
    table, feed = prepared.table, prepared.feed
    table.verify_unchanged()
    with session.reading(May.IMPORT) as connection:
        refuse_same(deliveries.same_file(connection, feed.id, table.sha256))
        heads = Heads() if holds_any(connection, feed.id) else None
    before = unusual.history(session, feed, mapping.fingerprint)
    check_date(as_of, session.today(), before.last, feed.mode)
    checked = _check_rows(prepared, mapping, as_of, heads, progress)
    progress("Comparing with what the hub holds", 0, 0)
    with session.reading(May.IMPORT) as connection:  # not held meanwhile: locking and the log would wait for it
        effects = _compare(connection, prepared, mapping, checked, heads, before.last.id if before.last else 0)
    return _come_to(prepared, template, mapping, as_of, checked, effects, before)


def checker(prepared: Prepared, mapping: Mapping, as_of: date) -> RowChecker:
    """What checks the file's rows, the same in the dry run and in the delivery."""
    return RowChecker(Layout(mapping, prepared.scan, as_of), prepared.feed)


def check_date(as_of: date, today: date, last: Delivery | None, mode: str) -> None:
    """WrongDate unless the extract can have been taken on that day (domain/9 rules 13, 24 and 30)."""
    if as_of > today:
        raise WrongDate(f"{spoken_date(as_of.isoformat())} is in the future.")
    if (today - as_of).days > OLDEST_DAYS:
        raise WrongDate(f"{spoken_date(as_of.isoformat())} is more than ten years ago.")
    if mode == "history":
        if last is None or as_of.isoformat() >= last.as_of:
            raise WrongDate(f"{spoken_date(as_of.isoformat())} is not before what the hub holds: it is no history.")
    elif mode != "append" and last is not None and as_of.isoformat() < last.as_of:
        raise WrongDate(
            f"The hub already holds {MODES[mode]} taken on {spoken_date(last.as_of)}; "
            f"{spoken_date(as_of.isoformat())} is older, and would put old values in the place of new ones."
        )


class _Checked(NamedTuple):
    """What checking every row of a file found."""

    plan: Plan
    findings: Findings
    counts: Counts


def _check_rows(prepared: Prepared, mapping: Mapping, as_of: date, heads: Heads | None, progress: Progress) -> _Checked:
    """heads: takes down who each row is about."""
    table = prepared.table
    check = checker(prepared, mapping, as_of)
    own = mapping.of(Field.SOURCE_ID)
    plan = Plan(several=prepared.feed.rows_per_person == "several" or not own)
    findings = Findings(table.headings, table.source.shown_row)
    counting = Counting(mapping)
    with one_pass():
        for rows, outcomes, keys, found, people, said, cells in check.check_all(table.rows()):
            gone = {people[row] for row in only_gone(said) if outcomes[people[row]] == ACCEPTED}
            counting.add(cells, [outcomes[place] == IGNORED or place in gone for place in people])
            if heads:
                heads.add(len(rows), people, said)
            for place in sorted(found):
                findings.add(rows[place].number, rows[place].line, found[place])
            warned = {place for place, told in found.items() if any(code in WARNINGS for code, _ in told)}
            plan.add([row.line for row in rows], outcomes, keys, people, said, warned, gone)
            progress("Checking the rows", rows[-1].number, table.row_count)
    repeated, contradicting = plan.gather()
    for row in repeated:
        findings.add(row + 1, plan.line(row), [("ROW_DUPLICATE", -1)])
    for row in sorted(contradicting):
        findings.add(row + 1, plan.line(row), [("ID_DUP_DIFF", own[0] if own else -1)])
    numbers = mapping.of(Field.NHS_NUMBER)
    for row in plan.one_number_for_two():
        findings.add(row + 1, plan.line(row), [("NHS_TWICE", numbers[0] if numbers else -1)])
    return _Checked(plan, findings, counting.done())


def _compare(
    connection: Connection, prepared: Prepared, mapping: Mapping, checked: _Checked, heads: Heads | None, last: int
) -> Effects:
    """What the rows would change; those whose number stood for somebody else, or stands for nobody who could be gone,
    are refused first. last: delivery.
    """
    plan, feed = checked.plan, prepared.feed
    effects = plan.compare(every_known(connection, feed.id), last)
    others = _others(connection, prepared, mapping, heads, effects) if heads else []
    if others or effects.nobodys:
        plan.refuse((*others, *effects.nobodys))
        own = mapping.of(Field.SOURCE_ID)
        for code, found in (("ID_REUSE", others), ("GONE_UNKNOWN", effects.nobodys)):
            for row in found:
                checked.findings.add(row + 1, plan.line(row), [(code, own[0] if own else -1)])
        effects = plan.compare(every_known(connection, feed.id), last)
    return replace(effects, restricted=_restricted(connection, checked, effects, last))


def _restricted(connection: Connection, checked: _Checked, effects: Effects, last: int) -> int:
    """How many records stand that the agency restricts, and did not in the last delivery."""
    rows = checked.findings.rows_of("RESTRICTED") if "RESTRICTED" in checked.findings.counts else ()
    if not rows:
        return 0
    before = set(map(hash, refused_for(connection, "RESTRICTED", last)))
    told = {record for row, record in effects.refused if row + 1 in rows and checked.plan.key(row) not in before}
    return len(told)


def _come_to(
    prepared: Prepared,
    template: Mapping,
    mapping: Mapping,
    as_of: date,
    checked: _Checked,
    effects: Effects,
    before: unusual.History,
) -> DryRun:
    """The dry run of these rows, with what of it a second person has to see first."""
    plan, findings, counts = checked
    full = prepared.feed.mode == "full"
    absent = effects.absent if full else 0
    if before.last:
        counts = replace(counts, moved={"new": effects.new, "changed": effects.changed, "absent": absent})
    told = DryRun(
        prepared,
        mapping,
        as_of,
        rows=len(plan.outcomes),
        accepted=plan.count(ACCEPTED),
        warnings=plan.warned(),
        quarantined=plan.count(QUARANTINED),
        ignored=plan.count(IGNORED),
        new=effects.new,
        changed=effects.changed,
        unchanged=effects.unchanged,
        absent=absent,
        returning=effects.returning if full else 0,
        issues=dict(sorted(findings.counts.items())),
        refused=tuple(islice((issue for issue in findings if issue.severity == "error"), REFUSED_KEPT)),
        notes=(*prepared.noted(mapping), *_other_date(prepared, mapping, as_of), *_not_covered(template, mapping)),
        last=before.last,
        holds=(),
        counts=counts,
        counts_before=before.counts,
        plan=plan,
        effects=effects,
        findings=findings,
        template=template,
    )
    return replace(told, holds=unusual.holds(told, before))


def _others(connection: Connection, prepared: Prepared, mapping: Mapping, heads: Heads, effects: Effects) -> list[int]:
    """Rows (from 0) whose number stood for somebody else and that no reviewer called a correction (rule 20)."""
    known = reuse_answers.said(connection, (record for _, record in effects.changing))
    suspected = {row for row, now in heads.said(effects.changing) if another(known[now.record], now)}
    if suspected and (corrected := reuse_answers.corrections(connection, prepared.feed.id)):
        for row in prepared.table.rows():
            if row.number - 1 in suspected and identity(row.cells, mapping) in corrected:
                suspected.discard(row.number - 1)
    return sorted(suspected)


def _other_date(prepared: Prepared, mapping: Mapping, as_of: date) -> Iterator[Note]:
    """The person's date rules; that the file or its name says another is shown."""
    for at in mapping.of(Field.AS_OF):
        order = mapping.columns[at].order or "day-first"
        if told := as_of_differs(prepared.scan.days.get(at, ()), order, as_of):
            yield Note("AS_OF_DIFFERS", f"The file itself says that it was taken on {spoken_date(told)}.")
            return
    with suppress(DayNotSaid):
        named = by_name(prepared.table.path.name, prepared.feed.as_of_from)
        if named != as_of:
            yield Note("AS_OF_NAMED", f"The file's name says {spoken_date(named.isoformat())}.")


def _not_covered(template: Mapping, covered: Mapping) -> list[Note]:
    headings = ", ".join(dropped(template, covered))
    return [Note("NOT_COVERED", f"Not covered by the agreement, will be dropped: {headings}.")] if headings else []
