"""A mapping is remembered, and found again by its headings whatever their order."""

from pathlib import Path

import pytest

from importers import delivery
from importers.fields import Field
from importers.profile import Column, Mapping, apply, fingerprint
from importers.refusals import MappingIncomplete
from store.session import Session
from tests.importers.deliveries import AS_OF, PEOPLE, deliver, feed, prepare, rows

ODD = "Zebra,Surname,Forename,DOB\n"


def chosen(admin: Session, path: Path) -> None:
    """Deliver a file whose first column only a person could know."""
    prepared = prepare(admin, path, ODD + "Z71,Smith,Amelia,14/03/2013\n")
    assert prepared.mapping.columns[0].field is None
    mapping = prepared.mapping.with_field(0, Field.SOURCE_ID)
    delivery.deliver(admin, delivery.dry_run(admin, prepared, mapping, AS_OF))


def test_what_a_person_chose_is_applied_at_once_next_time(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    chosen(admin, tmp_path / "a.csv")
    again = prepare(admin, tmp_path / "b.csv", "dob,ZEBRA,forename,surname\n15/03/2013,Z72,Ali,Khan\n")
    assert again.remembered
    assert again.mapping.columns[1].field is Field.SOURCE_ID
    assert again.new_columns == ()
    assert rows(admin, "select source_key from source_record") == [("Z71",)]


def test_another_feed_does_not_inherit_it(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    feed(admin, "BRENT-ASC")
    chosen(admin, tmp_path / "a.csv")
    other = prepare(admin, tmp_path / "b.csv", ODD + "Z72,Khan,Ali,15/03/2013\n", "BRENT-ASC")
    assert not other.remembered
    assert other.mapping.columns[0].field is None


def test_new_columns_are_listed_and_not_imported(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    chosen(admin, tmp_path / "a.csv")
    wider = prepare(admin, tmp_path / "b.csv", "Zebra,Surname,Forename,DOB,Postcode\nZ72,Khan,Ali,15/03/2013,HA0 2AB\n")
    assert (wider.remembered, wider.new_columns) == (True, ("Postcode",))
    assert wider.mapping.columns[4].field is None
    assert wider.mapping.columns[0].field is Field.SOURCE_ID
    assert any(note.code == "NEW_COLUMNS" and "Postcode" in note.sentence for note in wider.notes)


def test_a_column_that_has_gone_is_said(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + "71,Smith,Amelia,14/03/2013,,HA0 2AB\n")
    narrower = prepare(admin, tmp_path / "b.csv", "Person ID,Surname,Forename,DOB\n71,Smith,Amelia,14/03/2013\n")
    assert narrower.remembered
    (note,) = [note for note in narrower.notes if note.code == "MISSING_COLUMNS"]
    assert "NHS Number" in note.sentence
    assert "Postcode" in note.sentence


def test_without_a_required_column_nothing_is_imported(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + "71,Smith,Amelia,14/03/2013,,HA0 2AB\n")
    headless = prepare(admin, tmp_path / "b.csv", "Person ID,Surname,Forename,Postcode\n71,Smith,Amelia,HA0 2AB\n")
    with pytest.raises(MappingIncomplete, match="date of birth"):
        delivery.dry_run(admin, headless, headless.mapping, AS_OF)


def test_a_mapping_is_kept_once(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + "71,Smith,Amelia,14/03/2013,,HA0 2AB\n")
    deliver(admin, tmp_path / "b.csv", PEOPLE + "72,Smith,Amelia,14/03/2013,,HA0 2AB\n")
    assert rows(admin, "select count(*) from mapping") == [(1,)]


def test_the_order_of_dates_is_remembered_where_a_file_leaves_it_open(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + "71,Smith,Amelia,03/14/2013,,HA0 2AB\n")
    deliver(admin, tmp_path / "b.csv", PEOPLE + "72,Khan,Ali,03/04/2013,,HA0 2AB\n")
    assert rows(admin, "select birth_date from record_version") == [("2013-03-14",), ("2013-03-04",)]


def test_a_fingerprint_is_of_the_set_of_headings() -> None:
    assert fingerprint(["Surname", "First Name"]) == fingerprint(["first_name", " SURNAME "])
    assert fingerprint(["Surname"]) != fingerprint(["Surname", "First Name"])


def test_columns_of_one_name_are_told_apart_by_their_order() -> None:
    kept = Mapping(columns=(Column(heading="Date", field=Field.STARTS), Column(heading="Date", field=Field.ENDS)))
    told = apply(kept, ["Name", "Date", "Date"]).mapping
    assert [column.field for column in told.columns] == [None, Field.STARTS, Field.ENDS]
