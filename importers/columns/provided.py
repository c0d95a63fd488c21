"""What a school, a surgery or another's worker is to a feed: the service itself, or where else the person is known.

A school provides education, and not the social care of the children who go there: as the provider it would be read as
whom to ring. It is the provider in the school's and the GP's own layouts only (domain/1 A.1). Elsewhere it is worth
knowing, and is kept as a detail under its own name, which a shield hides with every other place (domain/2 R16).
"""

from collections.abc import Set

from importers.fields import Field
from store.records.themes import Theme

_ITSELF = {Field.SCHOOL: Theme.EDUCATION, Field.SURGERY: Theme.PRIMARY_CARE}
_SOCIAL_WORK_IS_ANOTHERS = frozenset(
    {
        Theme.EDUCATION, Theme.HOUSING, Theme.HOMELESSNESS, Theme.POLICE, Theme.PRIMARY_CARE, Theme.ACUTE,
        Theme.MATERNITY, Theme.HEALTH_VISITING, Theme.SCHOOL_NURSING, Theme.REVENUES_BENEFITS, Theme.FIRE,
    }
)  # fmt: skip
_CHILD_HEALTH = frozenset({Theme.HEALTH_VISITING, Theme.SCHOOL_NURSING, Theme.COMMUNITY, Theme.OTHER})


def beside(theme: Theme) -> frozenset[Field]:
    """Fields that name another service than the one that a feed of this theme is about."""
    return frozenset(field for field, provided in _ITSELF.items() if provided is not theme)


def elsewhere(words: Set[str], theme: Theme) -> bool:
    """Whether a heading of these words is about a worker of another service: the social worker in a school's file."""
    if {"social", "worker"} <= words:
        return theme in _SOCIAL_WORK_IS_ANOTHERS
    return {"health", "visitor"} <= words and theme not in _CHILD_HEALTH
