"""Why the records of a person are taken for one, and an officer's report that one of them is not (domain/2 R30).

A report keeps the record apart from every other record of the person until a supervisor answers the case it opens:
'same' brings it back, 'different' makes it final. It is refused where anybody else would change with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.deciding.sides import field_rows
from matching.linkage import telling
from matching.linkage.partition import pair
from matching.linkage.questions import REPORTED
from matching.linkage.resolve import preview, recompute
from matching.scoring.compare import Field
from matching.scoring.explain import Summand, unpack
from store.audit import Action
from store.disclosure import shields
from store.disclosure.facts import PersonFacts, subject
from store.disclosure.flags import joined_by_score
from store.disclosure.rules import Disclosure, disclosure
from store.disclosure.scope import scope
from store.errors import Incomplete, Told
from store.permissions import May
from store.records import decisions, links, pairs
from store.records.identities import Identity, identities
from store.records.restrictions import Level
from store.session import Session
from store.vault.database import Connection

_PLACES = frozenset({Field.POSTCODE, Field.HOME, Field.TOWN, Field.PHONE, Field.EMAIL})


class NotReportable(Told):
    """A record that cannot be set apart without changing something else, or that a supervisor declared theirs."""

    title = "This record cannot be set apart here"
    advice = "Tell a supervisor of the hub which record is wrong, and ring the service."


@dataclass(frozen=True)
class Belonging:
    """One record of a person. certain: by an NHS number or a supervisor's decision, not by likeness.

    weight, sentences: the strongest evidence kept between it and another record of the person that this reader may
    see, in bits and read out; 0 and () if none is kept. beside: that record's service.
    """

    record: int
    service: str
    called: str
    born: str
    as_of: str
    certain: bool
    weight: float
    beside: str
    sentences: tuple[str, ...]


def why_one(session: Session, person: int) -> tuple[Belonging, ...]:
    """The records of a person that this reader may see, those joined by likeness first; recorded before it returns.

    Raises: as `store.disclosure.view.person`.
    """
    session.require(May.VIEW)
    session.require_enquiry()
    with session.reading(May.VIEW) as connection:
        known = shields.read(session, connection, person)
        found = _belongings(connection, known, _seen(session, known))
    session.record(Action.LINKS_EXPLAINED, subject(known.person), {"records": [one.record for one in found]})
    return found


def _seen(session: Session, known: PersonFacts) -> list[int]:
    """Records of services that are shown in full: no other may be inferred (R1, R14, R16)."""
    if known.shield >= Level.INVOLVEMENT:
        return []
    shown = {
        supply.feed.id
        for supply in scope(known, session.hub.area, session.today()).shown
        if disclosure(supply.feed.theme, session.account.roles) is Disclosure.FULL
    }
    return [v.record for v in known.current if v.feed_id in shown - known.unnamed]


def _belongings(connection: Connection, known: PersonFacts, records: list[int]) -> tuple[Belonging, ...]:
    who = identities(connection, records)
    found = [_belonging(connection, known, who, record) for record in sorted(records)]
    return tuple(sorted(found, key=lambda one: one.certain))


def _belonging(connection: Connection, known: PersonFacts, who: dict[int, Identity], record: int) -> Belonging:
    near = [p for p in pairs.touching(connection, [record]) if p.a in who and p.b in who]
    best = max(near, key=lambda p: (p.latched, p.weight), default=None)
    stands = pairs.evidence(connection, best.a, best.b) if best else None
    sentences: tuple[str, ...] = ()
    other = record
    if best is not None and stands is not None:
        other = best.b if best.a == record else best.a
        said = _tellable(unpack(stands.evidence), known)
        sentences = tuple(row.sentence for row in field_rows(who[record], who[other], said) if row.bits)
    me = who[record]
    return Belonging(
        record, telling.service(me), telling.called(me), telling.born(me), me.as_of,
        not joined_by_score(known, [record]),
        best.weight if best else 0.0, telling.service(who[other]) if other != record else "", sentences,
    )  # fmt: skip


def _tellable(summands: Iterable[Summand], known: PersonFacts) -> list[Summand]:
    """Where somebody is is not told of a protected person, not even that it agrees (R16)."""
    return [one for one in summands if not (known.shield and one.part in _PLACES)]


def report(session: Session, person: int, record: int, why: str) -> int:
    """Say that a record is not about this person; return a number by which the person without it is found.

    Raises:
        Incomplete: nothing is said.
        NotReportable: it is their only record, a supervisor decided that it is theirs, or others would change too.
        Otherwise as `why_one`.
    """
    session.require(May.VIEW)
    session.require_enquiry()
    if not why.strip():
        raise Incomplete("Say in a few words why this is another person.")
    with session.changing(May.VIEW, Action.LINK_DOUBTED, subject(person)) as change:
        connection = change.connection
        known = shields.read(session, connection, person)
        rest = {one for one in links.members(connection, [known.person])[known.person] if one != record}
        withheld = {version.record for version in known.versions if version.feed_id in known.unnamed}
        if record not in _seen(session, known) or not rest - withheld:  # else it would tell that there are such (R16)
            raise NotReportable(sentence="It is the only record of this person, or not shown. Nothing was changed.")
        _refuse_if_decided(connection, record, rest)
        holds = [pair(record, other) for other in sorted(rest)]
        _refuse_if_others_change(connection, record, rest, dict.fromkeys(holds, "hold"))
        for a, b in holds:
            decisions.add(
                connection, a, b, "hold", event=change.event, actor="system", reason=REPORTED, note=why.strip()
            )
        recompute(connection, change.event, {record, *rest})
        change.detail.update({"record": record})
    session.record(Action.LINK_DOUBTED, subject(known.person), {"record": record, "why": why.strip()})
    return min(rest)


def _refuse_if_decided(connection: Connection, record: int, rest: set[int]) -> None:
    for decision in decisions.standing(connection, [record]):
        if decision.verdict == "same" and rest & {decision.a, decision.b}:
            raise NotReportable(sentence="A supervisor decided that this record is theirs. Nothing was changed.")


def _refuse_if_others_change(
    connection: Connection, record: int, rest: set[int], supposed: dict[tuple[int, int], str]
) -> None:
    before = preview(connection, {record, *rest}, {}).groups
    after = preview(connection, {record, *rest}, supposed).groups
    if after != before - {frozenset({record, *rest})} | {frozenset(rest), frozenset({record})}:
        raise NotReportable(
            sentence="Other records would change with it: only a supervisor can part these. Nothing was changed."
        )
