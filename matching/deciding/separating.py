"""Two identities of one person that must never meet: adopted, or with a new identity (domain/2 R20).

An information lead keeps the two apart. No link, no chain of links and no supervisor joins them, nobody is asked about
them, and nobody else is told that they are kept apart. As with shields, less protection takes another lead.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import product

from matching.deciding.consistency import contradiction
from matching.deciding.ruling import refuse
from matching.linkage.partition import pair
from matching.linkage.resolve import recompute
from store.audit import Action
from store.disclosure import facts, shielding
from store.disclosure.shielding import Covered, SecondPerson
from store.errors import Incomplete, Told
from store.permissions import May
from store.records import decisions, links
from store.records.decisions import Decision
from store.session import Session
from store.vault.database import Connection


class OnePerson(Told):
    """The two numbers are one person's now."""

    title = "The hub holds these for one person"
    sentence = "Both numbers lead to the same person, so there are no two to keep apart. Nothing was changed."
    advice = "Say first which record is somebody else's: W on the person's page, then X."


class NotApart(Told):
    """No such separation stands."""

    title = "No such separation"
    sentence = "Nobody is kept apart under that number: it was ended, or never was. Nothing was changed."
    advice = "List them with: fctui shield kept-apart."


@dataclass(frozen=True)
class Apart:
    """Identities kept apart, under a number. people: those whom the records belong to now, two or more."""

    id: int
    people: tuple[Covered, ...]
    reason: str
    by_name: str
    at: str


def keep_apart(session: Session, one: int, other: int, reason: str) -> int:
    """Keep two people apart from now on, whatever comes; the number of the separation.

    Raises:
        OnePerson: they are one. Incomplete: no reason.
        store.disclosure.facts.PersonGone: there is nobody of that number.
        matching.deciding.ruling.Contradicts: a decision says that records of theirs are one person.
    """
    if not reason.strip():
        raise Incomplete("Say why they must be kept apart.")
    with session.changing(May.SHIELD, Action.KEPT_APART, "two identities") as change:
        connection = change.connection
        people = facts.resolve(connection, one), facts.resolve(connection, other)
        if people[0] == people[1]:
            raise OnePerson
        records = links.members(connection, people)
        wanted = {pair(a, b): "protected" for a, b in product(*(records[person] for person in people))}
        standing = decisions.standing(connection, [record for some in records.values() for record in some])
        before = {(d.a, d.b): d for d in standing if d.actor == "human" and (d.a, d.b) in wanted}
        refuse(connection, decisions.standing(connection), wanted)
        made = [
            decisions.add(
                connection, *p, verdict, event=change.event, reason="protected", note=reason.strip(),
                supersedes=before[p].id if p in before else None,
            )
            for p, verdict in wanted.items()
        ]  # fmt: skip
        recompute(connection, change.event, {record for some in records.values() for record in some})
        change.detail["separation"] = made[0]
    return made[0]


def end(session: Session, number: int) -> None:
    """Let two identities be linked and asked about again, as another person than the one who kept them apart.

    Raises: NotApart, store.disclosure.shielding.SecondPerson.
    """
    with session.changing(May.SHIELD, Action.APART_ENDED, f"separation {number}") as change:
        connection = change.connection
        act = _acts(decisions.standing(connection)).get(number)
        if act is None:
            raise NotApart
        if decisions.account_of(connection, act[0]) == session.account.id:
            raise SecondPerson
        decisions.withdraw(connection, [d.id for d in act], change.event)
        recompute(connection, change.event, {record for d in act for record in (d.a, d.b)})


def pass_on(connection: Connection, leaving: Collection[int]) -> None:
    """Keep whoever is one person with records that are about to be nobody's apart in their stead, by the same act."""
    apart = [d for d in decisions.standing(connection, leaving) if d.verdict == "protected"]
    if not apart:
        return
    people = links.persons(connection, {record for d in apart for record in (d.a, d.b)})
    records = links.members(connection, people.values())
    standing = decisions.standing(connection)
    there = {(d.a, d.b) for d in standing if d.verdict == "protected"}
    for d in apart:
        sides = (records[people[record]] if record in people else [record] for record in (d.a, d.b))
        for p in sorted({pair(a, b) for a, b in product(*sides)} - there):
            if contradiction(standing, [(p, d.verdict)]) is None:
                there.add(p)
                decisions.add(connection, *p, d.verdict, event=d.event, reason=d.reason)


def listing(session: Session) -> tuple[Apart, ...]:
    """Who is kept apart; recorded before it is shown."""
    with session.reading(May.SHIELD) as connection:
        found = tuple(_told(connection, number, act) for number, act in _acts(decisions.standing(connection)).items())
    session.record(Action.APART_LISTED, detail={"separations": [one.id for one in found]})
    return found


def _acts(standing: Iterable[Decision]) -> dict[int, list[Decision]]:
    """What was written in one act, by the number of its first decision."""
    by_event: dict[int, list[Decision]] = {}
    for decision in standing:
        if decision.verdict == "protected":
            by_event.setdefault(decision.event, []).append(decision)
    return {act[0].id: act for act in by_event.values()}


def _told(connection: Connection, number: int, act: list[Decision]) -> Apart:
    people = links.persons(connection, {record for d in act for record in (d.a, d.b)}).values()
    made = decisions.maker(connection, act[0])
    return Apart(number, shielding.people_called(connection, people), act[0].note, made.name, made.at)
