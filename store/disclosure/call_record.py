"""The record of a call, which the officer copies into the case system (domain/3 step 14): made of what was shown.

Who was opened, whom to ring, what the data does not cover, for which call. The case system is read by others than this
call is, so of a service it says that it is involved and how to reach it, never in what matter; of a person no address;
and of sensitive services nothing but that they are left out, the same whether or not there are any (R12 to R14).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.audit import Action
from store.disclosure import absence, shields
from store.disclosure.facts import held_for, supplies
from store.disclosure.flags import Flag
from store.disclosure.matrix import Unopened
from store.disclosure.standing import State
from store.disclosure.view import PersonView
from store.disclosure.wording import NOT_SUPPLIED, sentence, spoken_date
from store.errors import Told
from store.permissions import May
from store.records.restrictions import Level
from store.session import Session

_SAID_ELSEWHERE = ("gap", "overdue")
"""Kinds of notice that are told once for everybody, or with their service."""
_SENSITIVE = "Sensitive services, if any, are left out of this record: the hub lead arranges contact with them."
_NOT_PROOF = "What is not in the data may be so all the same: ring the service if it matters."


class NotAsShown(Told):
    """Somebody in the record was protected since it was shown, or it belongs to another call."""

    title = "Nothing was copied"
    sentence = "What may be shown of somebody in this record has changed since it was shown, or the call has ended."
    advice = "Go back, and open the record of the call again."


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What will be copied, line by line, and of whom and for which call it is.

    people: everybody opened in it, as they were opened. feeds: whose contacts stand in it. call: the enquiry's number.
    """

    lines: tuple[str, ...]
    people: Mapping[int, Level]
    feeds: tuple[str, ...]
    call: int


def call_record(
    session: Session,
    people: Sequence[PersonView | Unopened],
    relations: Mapping[int, str] | None = None,
    unanswered: Sequence[str] = (),
) -> CallRecord:
    """The record of these people as they stand on the page.

    relations: what the caller said each of them is. unanswered: who else was asked for, and why nobody was opened.

    Raises:
        store.errors.EnquiryNeeded: no enquiry is open.
    """
    call = session.require_enquiry()
    opened = [one for one in people if isinstance(one, PersonView)]
    told = relations or {}
    gaps = [notice.words for view in opened for notice in view.notices if notice.kind == "gap"]
    lines = [
        f"Family Context, {session.hub.area}: record of a call",
        f"Reference {call.reference}. {call.purpose.words}. Caller: {call.caller}, {call.organisation}.",
        f"Looked up on {_moment(session.now())} by {session.account.name}.",
    ]
    for one in people:
        lines += ["", *_person(one, told.get(one.person, ""))]
    if unanswered:
        lines += ["", "ASKED FOR, NOT OPENED", *unanswered]
    lines += [
        "",
        "NOT COVERED FOR ANYBODY",
        *dict.fromkeys(gaps if opened else _gap_here(session)),
        _SENSITIVE,
        _NOT_PROOF,
    ]
    return CallRecord(
        tuple(lines),
        {view.person: view.shield for view in opened},
        tuple(dict.fromkeys(flag.feed_code for view in opened for flag in _told(view) if _reached(flag))),
        call.number,
    )


def copied(session: Session, record: CallRecord) -> str:
    """The text for the clipboard, exactly as it was shown; recorded before it is returned (R33).

    Raises:
        store.errors.NotAllowed, store.errors.EnquiryNeeded
        store.disclosure.facts.PersonGone: somebody in it is nobody's number any more.
        NotAsShown: less or more may be shown of somebody in it by now, or it was made for another call.
    """
    session.require(May.COPY)
    if session.require_enquiry().number != record.call:
        raise NotAsShown
    if any(shields.level_now(session, person) is not level for person, level in record.people.items()):
        raise NotAsShown
    session.record(Action.CALL_RECORD_COPIED, detail={"people": list(record.people), "feeds": list(record.feeds)})
    return "\n".join(record.lines)


def _gap_here(session: Session) -> Iterator[str]:
    """What the hub holds nothing from for its own area: of who was not opened, no area is known."""
    with session.reading(May.VIEW) as connection:
        held = held_for(session.hub.area, supplies(connection).values())
    if missing := absence.gaps(session.hub.area, held):
        yield missing


def _moment(moment: datetime) -> str:
    """By the clock of this workstation, which is the officer's: '9 June 2026 at 10:30 BST'."""
    local = moment.astimezone()
    return f"{spoken_date(local.date().isoformat())} at {local:%H:%M %Z}"


def _person(one: PersonView | Unopened, relation: str) -> Iterator[str]:
    if isinstance(one, Unopened):
        yield f"{sentence(relation or 'somebody')} Not opened: {one.title}. {one.sentence}"
        return
    yield _who(one, relation)
    for notice in one.notices:
        if notice.kind not in _SAID_ELSEWHERE:
            yield f"Note: {notice.unsourced or notice.words}"  # a sensitive service may have said so
    ring = [flag for flag in _told(one) if _reached(flag)]
    yield "Whom to ring:" if ring else "Whom to ring: the data supplied names nobody for this person."
    for flag in ring:
        yield from _service(flag)
    yield "Not in the data, or not covered by it:"
    yield from (f"- {words}" for words in _not_covered(one))


def _who(view: PersonView, relation: str) -> str:
    """'SMITH, Amelia (child), born 14 March 2013 (13y), NHS 485 777 3456'."""
    banner = view.banner
    number = " or ".join(said.words for said in banner.nhs_numbers) or NOT_SUPPLIED
    called = f"{banner.title} ({relation})" if relation else banner.title
    return f"{called}, {banner.born}, NHS {number}"


def _told(view: PersonView) -> list[Flag]:
    return [flag for flag in view.flags if not flag.sensitive]


def _reached(flag: Flag) -> bool:
    """Whether the service knows or may know the person: then it says whom to ring."""
    return flag.state.rank < State.NO_RECORD.rank


def _service(flag: Flag) -> Iterator[str]:
    """How it stands; the number and the worker on a line of their own, where no wrapping parts them."""
    way = flag.contact
    yield f"- {flag.service}, {flag.agency}: {_stands(flag)}; data of {spoken_date(flag.as_of)}"
    whose = way.phone_of.removesuffix(f", {flag.agency}").rstrip(".")
    yield f"  {', '.join(filter(None, (f'{way.phone} {whose}' if way.phone else whose, way.who)))}"
    if rest := ", ".join(filter(None, (way.email, f"{way.out_of_hours} out of hours" if way.out_of_hours else ""))):
        yield f"  {rest}"


def _stands(flag: Flag) -> str:
    since = f" since {spoken_date(flag.since)}" if flag.since else ""
    past = f"past, to {spoken_date(flag.until)}" if flag.until else "past"
    overdue = f"{past}, and" if flag.until else f"known{since}, but" if since else ""
    words = {
        State.CURRENT: f"open{since}",
        State.OPEN_STALE: f"open{since}, without recent activity",
        State.BEING_CHECKED: "a record is being checked, which is not a no",
        State.OVERDUE: f"{overdue} its data is overdue".strip(),
        State.PAST: past,
    }[flag.state]
    return f"{words}, likely the same person" if flag.likely_same else words


def _not_covered(view: PersonView) -> Iterator[str]:
    """What was looked for and is not there, by why."""
    if none := _named(view, State.NO_RECORD):
        yield f"No record in the data of {none}. This is not proof that they are not involved."
    if outside := _named(view, State.NOT_COVERED):
        yield f"Not covered by the data: {outside}."
    for flag in _told(view):
        if flag.state is State.WITHHELD:
            yield f"{flag.service}: {flag.words}"
    yield from view.not_applicable.values()
    yield from view.elsewhere.values()


def _named(view: PersonView, state: State) -> str:
    return ", ".join(
        f"{flag.service} ({f'as at {spoken_date(flag.as_of)}' if flag.as_of else 'nothing supplied yet'})"
        for flag in _told(view)
        if flag.state is state
    )
