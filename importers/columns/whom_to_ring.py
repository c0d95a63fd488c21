"""Which of a file's workers is the row's: a record has one, and another's telephone is the wrong number to ring."""

from collections.abc import Container, Sequence
from dataclasses import replace

from importers.columns.by_itself import Guess
from importers.columns.content import veto
from importers.columns.reasoning import of_another
from importers.columns.worker_headings import PLACES_OF_WORK, another_worker, initials, of_initials, said_of
from importers.fields import WORKER, Field
from importers.headings import Heading, heading

SECOND, ANOTHERS, THE_TEAMS = "a second worker", "another worker's", "the team's"
WHY_SECOND = "A row has one worker, and another column is it. As an agreed detail it is shown under its own heading."
_WHY_ANOTHERS = "Of another worker or service than “{}”: take it only if it is not."
_WHY_THE_TEAMS = (
    "The team's; another column is the worker's own. As an agreed detail it is shown under its own heading."
)
_ASSIGNS = frozenset(["named", "allocated", "assigned", "lead", "key", "keyworker", "responsible"])
_REACHES = frozenset({Field.WORKER_PHONE, Field.WORKER_EMAIL})
_OF_A_WORKER = _REACHES | {Field.WORKER_FIRST, Field.WORKER_ROLE, Field.WORKER_TEAM}
_SHARED = PLACES_OF_WORK | {"team", "office", "unit", "service"}


def assigned(guesses: Sequence[Guess]) -> Guess | None:
    """Of several workers' names, equally sure, the only one whose heading says that it is this person's.

    'Named midwife'; failing that the only one who can be rung or written to by a column of the same words.
    """
    names = [one for one in guesses if one.sure and one.field is Field.WORKER_NAME]
    best = min((one.weakness for one in names), default=(True, 9))
    equals = [one for one in names if one.weakness == best]
    reaching = [heading(one.heading) for one in guesses if one.sure and one.field in _REACHES]
    said = [one for one in equals if heading(one.heading).words & _ASSIGNS]
    reached = [one for one in equals if any(_names(heading(one.heading), other) for other in reaching)]
    return said[0] if len(said) == 1 else reached[0] if not said and len(reached) == 1 else None


_WHY_COUNCIL = "The local authority's, by its words: take it only if that is whom to ring."


def not_the_councils(told: Sequence[Heading], guesses: Sequence[Guess]) -> list[Guess]:
    """Untick an 'LA social worker': the agency that calls one so has a worker of its own."""
    return [
        replace(now, sure=False, ticked=False, why=_WHY_COUNCIL) if now.field in WORKER and _councils(one) else now
        for one, now in zip(told, guesses, strict=True)
    ]


def _councils(one: Heading) -> bool:
    return "la" in one.words or one.words >= _COUNCIL


_COUNCIL = frozenset(["local", "authority"])
_WHY_INITIALS = "Perhaps whom to ring: names, with a telephone or e-mail of their own beside them. Take it if it is."


def perhaps_by_initials(told: Sequence[Heading], guesses: list[Guess], samples: Sequence[Sequence[str]]) -> None:
    """Where no worker is named, offer the names under initials that others reach: 'FCA' with 'FCA Mobile' beside it.

    Never likely: they may be a relative's or a solicitor's.
    """
    named = (one for one, now in zip(told, guesses, strict=True) if now.field is Field.WORKER_NAME and now.sure)
    if not all(map(_councils, named)):
        return
    for at, (one, values) in enumerate(zip(told, samples, strict=True)):
        short = one.squash
        free = guesses[at].field is None and not guesses[at].left_out and not of_another(one)
        if not free or len(one.words) > 1 or not 2 <= len(short) <= 4 or not any(values):
            continue
        reached = {where: of_initials(other, short) for where, other in enumerate(told) if other is not one}
        if any(reached.values()) and one.words.isdisjoint(_SHARED) and not veto(Field.WORKER_NAME, values):
            guesses[at] = replace(guesses[at], field=Field.WORKER_NAME, rank=8, why=_WHY_INITIALS)
            for where, found in reached.items():
                if found and guesses[where].field is None and not veto(found.field, samples[where]):
                    guesses[where] = replace(guesses[where], field=found.field, rank=8, why=_WHY_INITIALS)


_OF_A_SCHOOL = frozenset(["senco", "tutor", "dsl"])
_LEAD = frozenset(["safeguarding", "lead"])
_WHY_DSL = "A safeguarding lead is named too: choose whom to ring."


def beside_a_schools(told: Sequence[Heading], guesses: Sequence[Guess]) -> list[Guess]:
    """A SENCO stands back behind a case officer; beside a safeguarding lead, who is only offered, a person chooses."""
    names = [(one, now) for one, now in zip(told, guesses, strict=True) if now.field is Field.WORKER_NAME]
    lead = any(("dsl" in one.words or one.words >= _LEAD) and not now.sure for one, now in names)
    of_the_case = any(now.sure and one.words.isdisjoint(_OF_A_SCHOOL) for one, now in names)
    kept: list[Guess] = []
    for one, now in zip(told, guesses, strict=True):
        if now.field is Field.WORKER_NAME and now.sure:
            if lead:
                now = replace(now, sure=False, ticked=False, why=_WHY_DSL)
            elif of_the_case and one.words & _OF_A_SCHOOL:
                now = replace(now, sure=False, ticked=False, why=WHY_SECOND, aside=SECOND)
        kept.append(now)
    return kept


def beside_another(one: Guess, held: Container[Field | None]) -> str:
    """Whose a column that is not taken is, in words, beside those that hold these fields; '' if it may be the row's."""
    if one.field is Field.WORKER_NAME and one.field in held:
        return SECOND
    return one.aside or (ANOTHERS if one.field in _OF_A_WORKER and one.field in held else "")


def of_one_worker(told: Sequence[Heading], guesses: Sequence[Guess], settled: Sequence[Guess]) -> list[Guess]:
    """A row has one worker, as settled: what is another's or the team's is set aside beside what is that one's own."""
    workers = _names_of_workers(told, guesses)
    row_s = _names_of_workers(told, settled)[:1]
    own = {now.field for one, now in zip(told, guesses, strict=True) if now.sure and any(_names(w, one) for w in row_s)}
    kept: list[Guess] = []
    for one, now in zip(told, guesses, strict=True):
        if now.sure and now.field in _OF_A_WORKER and not now.ticked:
            other = _whose_else(one, row_s or workers, workers) if now.rank >= 3 else None
            if other:
                now = replace(now, sure=False, why=_WHY_ANOTHERS.format(other.text), aside=ANOTHERS)
            elif now.field in _REACHES & own and one.words & _SHARED and not any(_names(w, one) for w in row_s):
                now = replace(now, sure=False, why=_WHY_THE_TEAMS, aside=THE_TEAMS)
        kept.append(now)
    return kept


def _whose_else(one: Heading, row_s: Sequence[Heading], workers: Sequence[Heading]) -> Heading | None:
    """The row's worker than whom this column is another's, by its own words or by a second worker's name."""
    for worker in row_s:  # of equal ones a person chooses
        seconds = [other for other in workers if other != worker and _names(other, one)]
        if another_worker(one, worker) or (seconds and not _names(worker, one)):
            return worker
    return None


def _names(worker: Heading, one: Heading) -> bool:
    """Whether a column says whose it is by this worker's words or initials: 'SEN Officer Email', 'LP Tel'."""
    short = initials(worker)
    return bool(said_of(one) & said_of(worker)) or (len(short) > 1 and short in one.words)


def _names_of_workers(told: Sequence[Heading], guesses: Sequence[Guess]) -> list[Heading]:
    return [one for one, now in zip(told, guesses, strict=True) if now.field is Field.WORKER_NAME and now.sure]
