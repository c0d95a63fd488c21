"""A feed's template: the newest mapping kept for it. Every change of it is a new version (domain/9 rule 7)."""

from importers.columns.profile import Column, Mapping
from importers.delivering.preparing import Prepared
from importers.headings import normalised
from importers.refusals import MappingIncomplete, NoTemplate
from store.audit import Action
from store.permissions import May
from store.records import mappings
from store.records.agencies import feed_by_code
from store.records.mappings import Version
from store.session import Session


def versions(session: Session, code: str) -> tuple[tuple[Version, Mapping], ...]:
    """The template's versions, oldest first; FeedUnknown if there is no such feed."""
    with session.reading(May.FEEDS) as connection:
        kept = mappings.versions(connection, feed_by_code(connection, code).id)
    return tuple((one, Mapping.model_validate_json(one.body)) for one in kept)


def learn(session: Session, prepared: Prepared, mapping: Mapping) -> None:
    """Keep the mapping of an example file, of which nothing is delivered.

    Raises:
        MappingIncomplete: a file of these columns could not be delivered by it.
    """
    if problems := prepared.stops(mapping):
        raise MappingIncomplete(" ".join(problems))
    _keep(session, prepared.feed.code, mapping)


def mean(session: Session, code: str, heading: str, told: dict[str, str]) -> Column:
    """Give words of a code column their meanings (word → code, '' takes one back), in the newest template.

    Nothing is kept if nothing is told. Returns the column as it stands then.

    Raises:
        NoTemplate: nothing was delivered or learnt yet, or the template has no such column.
        UnknownMeaning: what the column holds has no such meaning.
    """
    kept = versions(session, code)
    if not kept:
        raise NoTemplate("Nothing was delivered to this feed, and no example file was learnt.")
    mapping = kept[-1][1]
    names = [normalised(column.heading) for column in mapping.columns]
    if normalised(heading) not in names:
        headings = ", ".join(column.heading for column in mapping.columns)
        raise NoTemplate(f"The template has no column headed {heading!r}. Its columns are: {headings}.")
    at = names.index(normalised(heading))
    for word, meant in told.items():
        mapping = mapping.with_value(at, word, meant)
    if told:
        _keep(session, code, mapping)
    return mapping.columns[at]


def _keep(session: Session, code: str, mapping: Mapping) -> None:
    with session.changing(May.FEEDS, Action.TEMPLATE_KEPT, code) as change:
        feed = feed_by_code(change.connection, code)
        body = mapping.model_dump_json()
        mappings.remember(change.connection, change.event, feed.id, mapping.fingerprint, body)
        change.detail["columns"] = sum(column.field is not None for column in mapping.columns)
