"""What a file has no column for stays as the agency last said it; what it leaves blank does not (domain/9 rule 18)."""

from collections.abc import Iterable
from json import dumps, loads
from typing import cast

from importers.checking.addresses import PARTS
from importers.checking.numbers import SCHEMES
from importers.columns.profile import Mapping
from importers.columns.provided import beside
from importers.fields import LINES, PROVIDERS, WORKER, Field
from store.records import mappings
from store.records.agencies import Feed
from store.records.rows import Involvement, Name, RecordRow
from store.records.source_records import Carry
from store.vault.database import Connection

_HOME = frozenset({*PARTS, *LINES})
_KINDS = {
    "former": frozenset({Field.FORMER_FAMILY}),
    "alias": frozenset({Field.ALIAS}),
    "preferred": frozenset({Field.PREFERRED_GIVEN, Field.PREFERRED_FAMILY}),
}
_PHONES, _EMAILS = frozenset({Field.PHONE, Field.MOBILE}), frozenset({Field.EMAIL})
_STARTS = frozenset({Field.STARTS, Field.ADMITTED})
_ENDS = frozenset({Field.ENDS, Field.DISCHARGED})
_EPISODE = frozenset(
    {Field.STATUS, Field.SERVICE, Field.LAST_SEEN, Field.ACTIVE_FLAG, Field.ATTRIBUTE}
    | {*_STARTS, *_ENDS, *PROVIDERS, *WORKER}
)


def carrying(connection: Connection, feed: Feed, mapping: Mapping) -> Carry | None:
    """What to keep of earlier versions under this mapping; None if it supplies all that the feed ever did."""
    templates = map(Mapping.model_validate_json, mappings.remembered(connection, feed.id))
    gone = {item for earlier in templates for item in _supplied(earlier)} - _supplied(mapping)
    return _Carrying(mapping, beside(feed.theme)).keep if gone else None


def _supplied(mapping: Mapping) -> set[tuple[Field, str]]:
    """Fields with a column; of agreed details each by its own heading."""
    return {
        (column.field, column.label or column.heading if column.field is Field.ATTRIBUTE else "")
        for column in mapping.columns
        if column.field
    }


class _Carrying:
    """Knows which fields a file has columns for. details: those that are kept as details under their own names."""

    def __init__(self, mapping: Mapping, details: frozenset[Field]) -> None:
        self._has = {field for field, _ in _supplied(mapping)}
        self._providers = PROVIDERS - details
        self._labels = {label for _, label in _supplied(mapping)} | {field.words for field in details & self._has}
        self._schemes = {"CASE"} | {scheme for field, (scheme, _) in SCHEMES.items() if field in self._has}

    def _lacks(self, fields: Iterable[Field]) -> bool:
        return self._has.isdisjoint(fields)

    def keep(self, earlier: RecordRow, now: RecordRow) -> RecordRow:
        """What the file says, and of the rest what was said before."""
        return now._replace(
            names=self._names(earlier, now),
            identifiers=(*now.identifiers, *(n for n in earlier.identifiers if n.scheme not in self._schemes)),
            addresses=(
                *now.addresses,
                *(a for a in earlier.addresses if a.kind == "current" and self._lacks(_HOME)),
                *(a for a in earlier.addresses if a.kind == "former" and self._lacks({Field.FORMER_ADDRESS})),
            ),
            contacts=(
                *now.contacts,
                *(c for c in earlier.contacts if self._lacks(_PHONES if c.kind == "phone" else _EMAILS)),
            ),
            involvements=self._involvements(earlier.involvements, now.involvements),
            sex=earlier.sex if self._lacks({Field.SEX}) else now.sex,
            death_date=earlier.death_date if self._lacks({Field.DEATH}) else now.death_date,
            **self._birth(earlier, now),
        )

    def _birth(self, earlier: RecordRow, now: RecordRow) -> dict[str, str]:
        if self._lacks({Field.BIRTH}) and earlier.birth_date:
            return {"birth_date": earlier.birth_date}
        if self._lacks({Field.EXPECTED_BIRTH}) and not now.birth_date:
            return {"expected_birth": earlier.expected_birth}
        return {}

    def _names(self, earlier: RecordRow, now: RecordRow) -> tuple[Name, ...]:
        said = {name.kind for name in now.names}
        kept = [n for n in earlier.names if self._lacks(_KINDS.get(n.kind, self._has)) and n.kind not in said]
        middles = {_called(n): n.middle for n in earlier.names if n.kind == "current"}
        if not self._lacks({Field.MIDDLE, Field.FULL_NAME}):
            middles = {}
        names = (
            n._replace(middle=middles.get(_called(n), "")) if n.kind == "current" and not n.middle else n
            for n in now.names
        )
        return (*names, *kept)

    def _involvements(self, earlier: tuple[Involvement, ...], now: tuple[Involvement, ...]) -> tuple[Involvement, ...]:
        if self._lacks(_EPISODE):
            return earlier
        return tuple(self._episode(earlier, one) for one in now)

    def _episode(self, earlier: tuple[Involvement, ...], now: Involvement) -> Involvement:
        """The episode with what was said before of the one that it is, if that is plain."""
        alike = [one for one in earlier if self._same(one, now)]
        if len(alike) != 1:
            return now
        (then,) = alike
        before = cast("dict[str, object]", loads(then.attributes))
        kept = {label: value for label, value in before.items() if label not in self._labels}
        return now._replace(
            status=then.status if self._lacks({Field.STATUS, *_ENDS}) else now.status,
            service=then.service if self._lacks({Field.SERVICE, Field.STATUS, Field.ACTIVE_FLAG}) else now.service,
            provider=then.provider if self._lacks(self._providers) else now.provider,
            starts=then.starts if self._lacks(_STARTS) else now.starts,
            ends=then.ends if self._lacks(_ENDS) else now.ends,
            last_interaction=then.last_interaction if self._lacks({Field.LAST_SEEN}) else now.last_interaction,
            worker=then.worker if self._lacks(WORKER) else now.worker,
            attributes=dumps({**kept, **loads(now.attributes)}, ensure_ascii=False) if kept else now.attributes,
        )

    def _same(self, then: Involvement, now: Involvement) -> bool:
        """Whether the two agree in what the file tells of: what, where, since."""
        return (
            (self._lacks({Field.SERVICE, Field.STATUS, Field.ACTIVE_FLAG}) or then.service == now.service)
            and (self._lacks(self._providers) or then.provider == now.provider)
            and (self._lacks(_STARTS) or then.starts == now.starts)
        )


def _called(name: Name) -> tuple[str, str]:
    return name.given.casefold(), name.family.casefold()
