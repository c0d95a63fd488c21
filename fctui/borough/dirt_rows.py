"""Dirt in rows, ids, episodes and workers. Each function changes a record, or says that it could not (False)."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from fctui.borough.records import Record
from fctui.borough.workers import NOBODY, Worker

NULLS = ("NULL", "N/A", "NA", "None", "nan", "-", "UNKNOWN", "Not Known")
BOOLEANS = (("Y", "N"), ("1", "0"), ("TRUE", "FALSE"), ("yes", "no"), ("", ""))


def null_word(record: Record, dice: Random) -> None:
    record.null = dice.choice(NULLS)


def other_booleans(record: Record, dice: Random) -> None:
    record.yes_no = dice.choice(BOOLEANS)


def duplicate_row(record: Record, _: Random) -> None:
    record.twice = True


def unquoted_comma(record: Record, _: Random) -> bool:
    if len(record.lines) < 2 or "\n" in record.address_cell():
        return False
    record.unquoted = True
    return True


def id_reused(record: Record, _: Random) -> bool:
    if not record.before or record.before == record.case:
        return False
    record.case, record.hard = record.before, record.hard or "id_reused"
    return True


def id_missing(record: Record, _: Random) -> None:
    record.case = ""


def second_copy(record: Record, _: Random) -> bool:
    if record.person.stage == "old identity":
        return False
    record.second_copy = True
    return True


def end_before_start(record: Record, dice: Random) -> bool:
    for episode in record.episodes:
        if episode.ends is not None and episode.ends > episode.starts:
            episode.starts, episode.ends = episode.ends, episode.starts - timedelta(dice.randint(0, 3))
            return True
    return False


def death_before_contact(record: Record, dice: Random) -> bool:
    last = record.episodes[-1]
    if record.person.age() < 18:
        return False
    record.died = last.starts - timedelta(dice.randint(10, 400))
    return True


def start_before_birth(record: Record, dice: Random) -> bool:
    if record.person.age() > 17 or record.person.stage == "unborn":
        return False
    record.episodes[0].starts = record.person.born - timedelta(dice.randint(200, 2000))
    return True


def contact_before_start(record: Record, dice: Random) -> None:
    episode = record.episodes[-1]
    episode.seen = episode.starts - timedelta(dice.randint(1, 300))


def worker_missing(record: Record, _: Random) -> None:
    record.worker = NOBODY


def worker_left(record: Record, dice: Random) -> bool:
    if not record.worker.name:
        return False
    record.worker = replace(
        record.worker, name=dice.choice(("{} (left)", "{} - LEAVER", "zz {}")).format(record.worker.name)
    )
    return True


def worker_with_title(record: Record, dice: Random) -> bool:
    given, _, family = record.worker.name.partition(" ")
    if not family:
        return False
    title = dice.choice(("Mr", "Mrs", "Ms"))
    domain = record.worker.email.partition("@")[2]
    mail = f"{title[0].lower()}{family.lower().replace(' ', '')}@{domain}"
    record.worker = replace(record.worker, name=f"{title} {given} {family}", email=mail if domain else "")
    return True


def team_as_worker(record: Record, dice: Random) -> None:
    team = record.worker.team or "Duty Team"
    record.worker = Worker(dice.choice((team, "Duty Team", "Duty Desk")), "", team, record.worker.phone, "")
