"""The whole hub linked anew under proposed weights: previewed by anybody who reviews, approved by a second supervisor.

A preview is the re-run itself, done and taken back, so that it cannot say anything else than what approval does. Its
token stands for exactly these changes: approval runs again and refuses if data came meanwhile that make it other ones.
Decisions of people are never touched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from matching.linkage import telling
from matching.linkage.regrouping import Moved, regrouped
from matching.linkage.resolve import relink
from matching.linkage.versions import Proposed, proposed, required, waiting
from matching.progress import Progress, quiet
from matching.scoring.weights import Model
from store.audit import Action
from store.disclosure import shields
from store.errors import Told
from store.ledger import Change
from store.permissions import May
from store.records import cases, links, models, pairs, proposals
from store.records.identities import identities
from store.records.proposals import Proposal
from store.session import Session
from store.vault.database import Connection


class OwnProposal(Told):
    """Somebody would approve what they proposed themselves."""

    title = "A second supervisor is needed"
    sentence = "Nobody approves weights that they proposed themselves. Nothing was changed."
    advice = "Ask another supervisor to look at the preview and approve."


class Stale(Told):
    """The preview that was looked at is not what approval would do now."""

    title = "The preview is out of date"
    advice = "Look at a new preview, then approve with its token."


@dataclass(frozen=True)
class Line:
    """A link that would appear or vanish: records as supervisors read them (R24), and those they would stand with, or
    no longer stand with."""

    records: tuple[int, ...]
    named: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What approving a proposal would do. token: stands for these changes.

    lingering: pairs within one person that weigh less than the join line, but were joined earlier: a latch holds down
    to the keep line (domain/8 §2.3), so raising the join line alone ends none of them.
    searched: candidates were looked for in the whole hub again, since pairs below the old review line were not kept.
    """

    proposal: Proposed
    appear: tuple[Line, ...]
    vanish: tuple[Line, ...]
    people_before: int
    people_after: int
    cases_opened: int
    cases_closed: int
    cases_waiting: int
    lingering: int
    searched: bool
    token: str

    @property
    def counts(self) -> dict[str, int]:
        """The figures alone: no names."""
        return {
            "links_appear": len(self.appear),
            "links_vanish": len(self.vanish),
            "people_before": self.people_before,
            "people_after": self.people_after,
            "cases_opened": self.cases_opened,
            "cases_closed": self.cases_closed,
            "cases_waiting": self.cases_waiting,
            "lingering": self.lingering,
        }


@dataclass(frozen=True)
class Approved:
    """Weights that came into force, and what that did."""

    version: int
    done: Preview


class _TakenBack(Exception):  # noqa: N818 - not an error: ends the preview's transaction
    pass


def preview(session: Session, proposal: int, progress: Progress = quiet) -> Preview:
    """What approving would change. Other writers wait meanwhile, readers do not. Recorded before it returns.

    Raises:
        NoSuchProposal, Overtaken
    """
    found: Preview | None = None
    try:
        with session.changing(May.REVIEW, Action.WEIGHTS_PREVIEWED, f"proposal {proposal}") as change:
            found, _ = _run(session, change, waiting(change.connection, proposal), progress)
            raise _TakenBack
    except _TakenBack:
        pass
    assert found is not None
    session.record(Action.WEIGHTS_PREVIEWED, f"proposal {proposal}", {"token": found.token, **found.counts})
    return found


def approve(session: Session, proposal: int, token: str, progress: Progress = quiet) -> Approved:
    """Put a proposal in force and link the hub anew, in one transaction.

    Raises:
        NoSuchProposal, Overtaken
        OwnProposal: the author tries.
        Stale: it would not do what the preview with this token said.
    """
    with session.changing(May.REVIEW, Action.WEIGHTS_APPROVED, f"proposal {proposal}") as change:
        wanted = waiting(change.connection, proposal)
        if wanted.author == session.account.id:
            raise OwnProposal
        found, version = _run(session, change, wanted, progress)
        if found.token != token.strip():
            raise Stale(
                sentence=f"Approving now would make {len(found.appear):,} links and end {len(found.vanish):,}, open"
                f" {found.cases_opened:,} cases and close {found.cases_closed:,}: not what that preview showed."
                " Nothing was changed."
            )
        proposals.approve(change.connection, proposal, version, session.account.id, change.event)
        change.detail.update({"version": version, "proposed_by": wanted.author_name, "token": token, **found.counts})
    return Approved(version, found)


def _run(session: Session, change: Change, wanted: Proposal, progress: Progress) -> tuple[Preview, int]:
    """Link anew. Shielded people are not told of to those who do not look after shields; the token stands for all."""
    connection = change.connection
    before, asked = links.everyone(connection), _asked(connection)
    hidden = shields.kept_from(session, connection)
    limits = Model.load(required(connection).body).thresholds
    model = Model.load(wanted.body)
    search = wanted.kind == "training" or model.thresholds.review < limits.review
    version = models.add(connection, wanted.body, session.account.name, change.event)
    relink(connection, change.event, search=search, progress=progress)
    after, asks = links.everyone(connection), _asked(connection)
    changes = (wanted.id, regrouped(before, after), sorted(asks - asked), sorted(asked - asks))
    hidden |= shields.kept_from(session, connection)
    unseen = {r for persons in (before, after) for r, person in persons.items() if person in hidden}
    before, after = ({r: p for r, p in persons.items() if r not in unseen} for persons in (before, after))
    asked, asks = ({one for one in some if unseen.isdisjoint(one[:2])} for some in (asked, asks))
    moves, opened, closed = regrouped(before, after), asks - asked, asked - asks
    return Preview(
        proposed(wanted),
        tuple(_lines(connection, moves.appear)),
        tuple(_lines(connection, moves.vanish)),
        len(set(before.values())),
        len(set(after.values())),
        len(opened),
        len(closed),
        len(asks),
        pairs.latched_below(connection, model.thresholds.join, unseen),
        search,
        sha256(repr(changes).encode()).hexdigest()[:16],
    ), version


def _asked(connection: Connection) -> set[tuple[int, int, str]]:
    return {(c.a, c.b, c.kind) for c in cases.asked(connection)}


def _lines(connection: Connection, moves: Iterable[Moved]) -> list[Line]:
    moves = list(moves)
    who = identities(connection, {r for move in moves for r in (*move.records, *move.others)})
    named = {record: telling.record(identity) for record, identity in who.items()}
    return [
        Line(move.records, tuple(named[r] for r in move.records), tuple(named[r] for r in move.others))
        for move in moves
    ]
