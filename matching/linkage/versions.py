"""Versions of the weights: what is in force, and proposals for what should be.

One supervisor trains weights on the hub's data or sets thresholds; that is a proposal and changes nothing. Another
previews and approves it (`matching.linkage.rerun`), or either withdraws it.
"""

import json
from dataclasses import asdict, dataclass, replace

import numpy as np

from matching.linkage.candidates import candidates
from matching.linkage.loading import load
from matching.linkage.yardstick import as_it_stands
from matching.progress import Progress, quiet
from matching.scoring.train import train
from matching.scoring.weights import Model, Thresholds
from store.audit import Action
from store.errors import Told
from store.permissions import May
from store.records import models, proposals
from store.records.models import Version
from store.records.proposals import Proposal
from store.session import Session
from store.vault.database import Connection


class NothingInForce(Told):
    """The hub has no weights yet: they are entered with the first delivery."""

    title = "No weights yet"
    sentence = "The hub holds no records, so no weights are in force."
    advice = "Deliver a first file."


class Unsuitable(Told):
    """Thresholds that cannot work together, or that are what stands already."""

    title = "These thresholds do not work"
    advice = "In bits, it must hold that review ≤ keep ≤ join, and that the margin is not below 0."


class NoSuchProposal(Told):
    """There is no proposal of that number, or it was approved or withdrawn."""

    title = "No such proposal"
    sentence = "No proposal of that number waits for approval. Nothing was changed."
    advice = "See which proposals wait: fctui weights show."


class Overtaken(Told):
    """Other weights came into force since the proposal was made."""

    title = "The proposal is out of date"
    sentence = "Other weights came into force since it was made. Nothing was changed."
    advice = "Propose it again on top of the weights in force now."


class TooLittle(Told):
    """The hub's records do not say enough to fit weights to."""

    title = "Too little to learn from"
    sentence = "The hub holds too few records of one person, or too few kinds of detail. Nothing was saved."
    advice = "Stay with the weights in force, and try again when more agencies deliver."


@dataclass(frozen=True)
class Standing:
    """Weights as they stand. proposed_by and kind are '' for those that the program came with. since: UTC, ISO."""

    version: int
    thresholds: Thresholds
    kind: str
    proposed_by: str
    approved_by: str
    since: str


@dataclass(frozen=True)
class Proposed:
    """A proposal that nobody has approved. at: UTC, ISO."""

    id: int
    kind: str
    thresholds: Thresholds
    by: str
    at: str


@dataclass(frozen=True)
class Overview:
    """The weights in force, and the proposals to change them, oldest first."""

    standing: Standing
    waiting: tuple[Proposed, ...]


def overview(session: Session) -> Overview:
    """What is in force and what is proposed.

    Raises:
        NothingInForce: nothing was delivered yet.
    """
    with session.reading(May.REVIEW) as connection:
        now = required(connection)
        origin = proposals.of_version(connection, now.version)
        open_ones = proposals.waiting(connection, now.version)
    standing = Standing(
        now.version,
        Model.load(now.body).thresholds,
        origin.kind if origin else "",
        origin.author_name if origin else "",
        now.approved_by,
        now.since,
    )
    return Overview(standing, tuple(proposed(p) for p in open_ones))


def proposed(proposal: Proposal) -> Proposed:
    """A proposal without its weights."""
    thresholds = Model.load(proposal.body).thresholds
    return Proposed(proposal.id, proposal.kind, thresholds, proposal.author_name, proposal.at)


def required(connection: Connection) -> Version:
    """The weights in force.

    Raises:
        NothingInForce: nothing was delivered yet.
    """
    found = models.in_force(connection)
    if found is None:
        raise NothingInForce
    return found


def waiting(connection: Connection, proposal: int) -> Proposal:
    """A proposal that may still be approved or withdrawn.

    Raises:
        NoSuchProposal, Overtaken
    """
    found = proposals.by_id(connection, proposal)
    if found is None or found.version is not None or found.withdrawn:
        raise NoSuchProposal
    if found.based_on != required(connection).version:
        raise Overtaken
    return found


def propose(session: Session, **bits: float | None) -> Proposed:
    """Propose other thresholds: `join`, `keep`, `review` and `margin` in bits; those left out or None stay.

    Raises:
        NothingInForce: nothing was delivered yet.
        Unsuitable: they do not work together, or change nothing.
    """
    with session.changing(May.REVIEW, Action.WEIGHTS_PROPOSED, "thresholds") as change:
        now = required(change.connection)
        before = Model.load(now.body).thresholds
        wanted = replace(before, **{name: value for name, value in bits.items() if value is not None})
        _suitable(before, wanted)
        body = json.dumps(json.loads(now.body) | {"thresholds": asdict(wanted)})
        made = proposals.add(change.connection, "thresholds", body, now.version, session.account.id, change.event)
        change.detail.update({"proposal": made, "based_on": now.version, "thresholds": asdict(wanted)})
    return _kept(session, made)


def learn(session: Session, progress: Progress = quiet) -> Proposed:
    """Propose weights fitted to the hub's own records; thresholds stay. Nobody waits while it learns.

    Raises:
        NothingInForce: nothing was delivered yet.
        TooLittle: the records do not say enough to learn from.
    """
    with session.reading(May.REVIEW) as connection:
        now, yardstick = required(connection), as_it_stands(connection)
        progress("Reading the records", 0, 0)
        table = load(connection, frozen=yardstick.frequencies).table
    progress("Learning", 0, 0)
    found = candidates(table, np.ones(table.size, np.bool_))
    learnt = train(table, found.left, found.right, yardstick.model)
    if learnt is yardstick.model:
        raise TooLittle
    with session.changing(May.REVIEW, Action.WEIGHTS_PROPOSED, "training") as change:
        made = proposals.add(change.connection, "training", learnt.body, now.version, session.account.id, change.event)
        change.detail.update({"proposal": made, "based_on": now.version, "records": table.size})
    return _kept(session, made)


def withdraw(session: Session, proposal: int) -> Proposed:
    """Take a proposal back that is no longer meant, one's own or another supervisor's: it waits for nobody any more.

    Raises:
        NoSuchProposal, Overtaken
    """
    with session.changing(May.REVIEW, Action.WEIGHTS_WITHDRAWN, f"proposal {proposal}") as change:
        found = waiting(change.connection, proposal)
        proposals.withdraw(change.connection, proposal, change.event)
        change.detail["proposed_by"] = found.author_name
    return proposed(found)


def _suitable(before: Thresholds, wanted: Thresholds) -> None:
    if not wanted.review <= wanted.keep <= wanted.join or not wanted.margin >= 0:
        said = f"join {wanted.join:g}, keep {wanted.keep:g}, review {wanted.review:g}, margin {wanted.margin:g}"
        raise Unsuitable(sentence=f"They would be {said} bits. Nothing was saved.")
    if wanted == before:
        raise Unsuitable(sentence="They are in force already. Nothing was saved.", advice="Say what should change.")


def _kept(session: Session, proposal: int) -> Proposed:
    with session.reading(May.REVIEW) as connection:
        found = proposals.by_id(connection, proposal)
    assert found is not None, "a proposal is never deleted"
    return proposed(found)
