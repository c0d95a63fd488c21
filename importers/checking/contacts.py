"""How the people of rows are reached: their own telephones and e-mail addresses."""

from collections.abc import Sequence

from importers.checking.batches import Column, Found, places
from importers.checking.layout import Layout
from importers.fields import Field
from importers.values import contacts
from importers.values.cells import blank
from store.records.columns import Contacts


class ContactReader:
    def __init__(self, layout: Layout) -> None:
        self._phones = layout.every(Field.PHONE, Field.MOBILE)
        self._emails = layout.every(Field.EMAIL)

    def read(self, columns: Sequence[Column], found: Found) -> Contacts:
        """How each person is reached, each number and address once."""
        points: dict[tuple[int, str, str], None] = {}
        for at in self._phones:
            column = columns[at]
            for row in places(column):
                if blank(text := column[row]):
                    continue
                told, unread = contacts.phones(text)
                for number in told:
                    points[row, "phone", number] = None
                if unread:
                    found[row].append(("PHONE_FORMAT", at))
        for at in self._emails:
            for row in places(columns[at]):
                if blank(text := columns[at][row]):
                    continue
                one = contacts.email(text)
                if not one or contacts.at_work(text):
                    found[row].append(("EMAIL_WORK" if one else "EMAIL_FORMAT", at))
                else:
                    points[row, "email", one] = None
        return Contacts._make(zip(*points, strict=True) if points else ((), (), ()))
