"""How the people of rows are reached: their own telephones and e-mail addresses."""

from collections.abc import Sequence

from importers.checking.batches import Column, Found, places
from importers.checking.layout import Layout
from importers.fields import Field
from importers.values import contacts
from importers.values.cells import blank
from store.records.rows import ContactPoint


class ContactReader:
    """Reads the telephones and e-mail addresses of rows."""

    def __init__(self, layout: Layout) -> None:
        self._phones = layout.every(Field.PHONE, Field.MOBILE)
        self._emails = layout.every(Field.EMAIL)

    def read(self, columns: Sequence[Column], found: Found) -> list[tuple[ContactPoint, ...]]:
        """How each person is reached, each number and address once."""
        kept: list[tuple[ContactPoint, ...]] = [()] * len(columns[-1])
        for at in self._phones:
            for row in places(columns[at]):
                if not blank(text := columns[at][row]):
                    told, unread = contacts.phones(text)
                    kept[row] += told
                    if unread:
                        found[row].append(("PHONE_FORMAT", at))
        for at in self._emails:
            for row in places(columns[at]):
                if blank(text := columns[at][row]):
                    continue
                told = contacts.email(text)
                if told is None or contacts.at_work(text):
                    found[row].append(("EMAIL_FORMAT" if told is None else "EMAIL_WORK", at))
                else:
                    kept[row] += (told,)
        return [tuple(dict.fromkeys(points)) if len(points) > 1 else points for points in kept]
