"""What a school or a surgery is to a feed: the service itself, or where else the person is known.

A school provides education, and not the social care of the children who go there: as the provider it would be read as
whom to ring. It is the provider in the school's and the GP's own layouts only (domain/1 A.1). Elsewhere it is worth
knowing, and is kept as a detail under its own name, which a shield hides with every other place (domain/2 R16).
"""

from importers.fields import Field
from store.records.themes import Theme

_ITSELF = {Field.SCHOOL: Theme.EDUCATION, Field.SURGERY: Theme.PRIMARY_CARE}


def beside(theme: Theme) -> frozenset[Field]:
    """Fields that name another service than the one that a feed of this theme is about."""
    return frozenset(field for field, provided in _ITSELF.items() if provided is not theme)
