"""Fathers and sons of one name under one roof: who has no birth date may be either of them."""

from pathlib import Path

import numpy as np

from matching.linkage.bare import link
from tests.importers.bare_files import read, written

HEADINGS = ["Last", "First", "Birthdate", "Address", "City", "Zip", "Phone"]
HOMES = 150
GIVEN = ("Larry", "Walter", "Frank", "Albert", "Henry", "Stephen", "Dennis", "Roger", "Carl", "Arthur", "Ralph", "Leon")


def rows(*, sons: bool) -> list[list[str]]:
    """Of each home a man thrice, twice with and once without his birth date, and perhaps his son, 28 years younger."""
    told: list[list[str]] = []
    for n in range(HOMES):
        name = [f"{'BCDFGHKLMN'[n // 15]}a{'rstlnmkdvzpbgfw'[n % 15]}er", GIVEN[n * 7 % len(GIVEN)]]
        home = [f"{n + 1} Church St", "Durham", f"{27000 + n}", f"919{n * 7919 % 10**7:07}"]
        day = f"{n % 12 + 1:02}/{n % 27 + 1:02}"
        told += [[*name, f"{day}/{1930 + n % 30}", *home]] * 2 + [[*name, "", *home]]
        if sons and n % 2:
            told.append([*name, f"{n % 11 + 1:02}/{n % 26 + 2:02}/{1958 + n % 30}", *home])
    return told


def joined_without_a_birth_date(path: Path, *, sons: bool) -> int:
    found = read(written(path, HEADINGS, rows(sons=sons)))
    person = link(found.table, found.agencies, found.names).person
    sizes = np.bincount(person, minlength=len(person))[person]
    return int((sizes[found.table.birth == 0] > 1).sum())


def test_they_are_left_to_people_where_namesakes_of_one_home_are_common(tmp_path: Path) -> None:
    assert joined_without_a_birth_date(tmp_path / "alone.csv", sons=False) > HOMES // 3
    assert joined_without_a_birth_date(tmp_path / "sons.csv", sons=True) == 0
