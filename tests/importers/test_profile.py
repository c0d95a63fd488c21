"""A mapping is remembered, and found again by its headings whatever their order."""

from pathlib import Path

import pytest

from importers.columns.meanings import unread
from importers.columns.profile import Column, Mapping, apply, fingerprint
from importers.delivering import delivery, templates
from importers.fields import Field
from importers.refusals import MappingIncomplete, UnknownMeaning
from store.session import Session
from tests.importers.deliveries import AS_OF, PEOPLE, check, deliver, feed, prepare, rows

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


def test_rule_8_the_agencys_number_gone_stops_until_somebody_goes_without(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + "71,Smith,Amelia,14/03/2013,9434765919,HA0 2AB\n")
    text = "Surname,Forename,DOB,NHS Number,Postcode\nSmith,Amelia,14/03/2013,9434765919,HA0 2AB\n"
    without = prepare(admin, tmp_path / "b.csv", text)
    assert (without.remembered, without.lost) == (True, (Field.SOURCE_ID,))
    with pytest.raises(MappingIncomplete, match="Not supplied this time"):
        delivery.dry_run(admin, without, without.mapping, AS_OF)
    waived = without.mapping.with_waived(Field.SOURCE_ID)
    assert delivery.dry_run(admin, without, waived, AS_OF).accepted == 1


def test_rule_8_the_number_under_another_heading_is_found_again(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + "71,Smith,Amelia,14/03/2013,,HA0 2AB\n")
    other = prepare(admin, tmp_path / "b.csv", PEOPLE.replace("Person ID", "Zebra") + "71,Smith,Amy,14/03/2013,,\n")
    assert (other.new_columns, other.lost) == (("Zebra",), (Field.SOURCE_ID,))
    assert other.stops(other.mapping.with_field(0, Field.SOURCE_ID)) == ()


def test_rule_8_a_column_not_supplied_is_not_blank(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    deliver(admin, tmp_path / "a.csv", PEOPLE + "71,Smith,Amelia,14/03/2013,,HA0 2AB\n")
    checked = check(admin, tmp_path / "b.csv", "Person ID,Surname,Forename,DOB\n71,Smith,Amelia,14/03/2013\n")
    assert any(note.code == "MISSING_COLUMNS" for note in checked.notes)


def test_rule_8_a_school_beside_the_service_is_kept_when_a_file_has_no_column_for_it(
    admin: Session, tmp_path: Path
) -> None:
    feed(admin)
    head = "Person ID,Surname,Forename,DOB,Keyworker,School Name\n"
    deliver(admin, tmp_path / "a.csv", head + "71,Smith,Amelia,14/03/2013,Helen Marks,Alperton High\n")
    without = head.removesuffix(",School Name\n") + "\n71,Smith,Amelia,14/03/2013,Priya Nair\n"
    deliver(admin, tmp_path / "b.csv", without)
    kept = rows(admin, "select version, provider, attributes from involvement order by version")
    assert kept == [(version, "", '{"School": "Alperton High"}') for version in (1, 2)]


def test_rule_10_dates_that_fit_both_orders_wait_for_a_person(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    open_ = prepare(admin, tmp_path / "a.csv", PEOPLE + "71,Smith,Amelia,03/04/2013,,\n72,Khan,Ali,05/06/2013,,\n")
    assert open_.undecided(open_.mapping) == (3,)
    with pytest.raises(MappingIncomplete, match="day-first or month-first"):
        delivery.dry_run(admin, open_, open_.mapping, AS_OF)
    delivery.deliver(admin, delivery.dry_run(admin, open_, open_.mapping.with_order(3, "month-first"), AS_OF))
    assert rows(admin, "select birth_date from record_version order by birth_date") == [
        ("2013-03-04",),
        ("2013-05-06",),
    ]
    later = prepare(admin, tmp_path / "b.csv", PEOPLE + "73,Cole,Zed,07/08/2013,,\n")
    assert later.mapping.columns[3].order == "month-first", "remembered for the feed"


def test_rule_10_a_row_that_breaks_the_order_is_refused(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    text = PEOPLE + "".join(f"{n},Smith,Amelia,{n}/03/2013,,\n" for n in range(14, 29)) + "9,Khan,Ali,03/28/2013,,\n"
    assert check(admin, tmp_path / "a.csv", text).issues["DOB_IMPOSSIBLE"] == 1


def test_words_of_a_code_column_are_counted_and_given_meanings(admin: Session, tmp_path: Path) -> None:
    feed(admin)
    head = PEOPLE.replace("Postcode", "Service Involvement").replace("NHS Number", "Sex")
    people = [
        f"{n},Smith,Amelia,{n}/03/2013,{'Zz' if n < 16 else 'F'},{'Stood' if n < 20 else 'Open'}" for n in range(14, 31)
    ]
    told = prepare(admin, tmp_path / "a.csv", head + "\n".join(people) + "\n")
    assert unread(Field.STATUS, told.scan.words[5], ()) == {"stood": 6}
    assert unread(Field.SEX, told.scan.words[4], ()) == {"zz": 2}
    mapping = told.mapping.with_value(5, "STOOD", "closed").with_value(4, "Zz", "unknown")
    checked = delivery.dry_run(admin, told, mapping, AS_OF)
    assert not {"STATUS_VALUE", "SEX_VALUE"} & checked.issues.keys()
    delivery.deliver(admin, checked)
    assert rows(admin, "select status, count(*) from involvement group by status") == [("closed", 6), ("open", 11)]
    (_, kept), *_ = templates.versions(admin, "BRENT-CSC")
    assert kept.columns[5].values == (("stood", "closed"),), "remembered in the template"
    assert templates.mean(admin, "BRENT-CSC", "sex", {"div": "O"}).values == (("div", "O"), ("zz", "unknown"))
    assert len(templates.versions(admin, "BRENT-CSC")) == 2, "a change is a new version"
    with pytest.raises(UnknownMeaning, match="open, closed"):
        templates.mean(admin, "BRENT-CSC", "Service Involvement", {"x": "sideways"})
