"""The synthetic borough's files, in the layouts that real boroughs agreed: all of them come in without a hand."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from fctui.borough import write
from importers.delivering import delivery
from store.records.agencies import load_feeds
from store.session import Session
from tests.importers.deliveries import rows

PEOPLE = 1_200


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("borough")
    write(PEOPLE, 5, out)
    return out


def test_every_file_comes_in_with_the_mapping_that_is_proposed(admin: Session, borough: Path) -> None:
    load_feeds(admin, borough / "feeds.json")
    feeds = json.loads((borough / "feeds.json").read_text(encoding="utf-8"))["feeds"]
    assert len(feeds) >= 14
    for one in feeds:
        prepared = delivery.prepare(admin, borough / one["file"], one["code"])
        assert prepared.stops(prepared.mapping) == (), one["code"]
        checked = delivery.dry_run(admin, prepared, prepared.mapping, date.fromisoformat(one["as_of"]))
        assert checked.rows == checked.accepted + checked.quarantined + checked.ignored
        assert checked.quarantined <= max(3, 0.05 * checked.rows), (one["code"], checked.issues)
        receipt = delivery.deliver(admin, checked)
        assert receipt.accepted == checked.accepted
    never = {"Ethnicity", "ImmigrationStatus", "Presenting condition"}
    kept = rows(admin, "select distinct attributes from involvement")
    assert not any(heading in str(attributes) for heading in never for (attributes,) in kept)


def test_the_rows_know_the_true_people(admin: Session, borough: Path) -> None:
    """Every row of one feed that is accepted carries the birth date and family name that the file has."""
    load_feeds(admin, borough / "feeds.json")
    (one,) = [feed for feed in json.loads((borough / "feeds.json").read_text())["feeds"] if feed["code"] == "BRENT-ASC"]
    path = borough / one["file"]
    prepared = delivery.prepare(admin, path, one["code"])
    delivery.deliver(admin, delivery.dry_run(admin, prepared, prepared.mapping, date.fromisoformat(one["as_of"])))
    told = {str(key): str(family).casefold() for key, family in rows(
        admin,
        "select r.source_key, n.family from source_record r join person_name n on n.record_id = r.id"
        " where n.kind = 'current'",
    )}  # fmt: skip
    with path.open(encoding=prepared.table.encoding, newline="") as file:
        for row in csv.DictReader(file, delimiter=prepared.table.delimiter):
            if row["CMS No"] in told:
                assert told[row["CMS No"]].split()[-1] in row["Last Name"].casefold() + row["First Name"].casefold()
