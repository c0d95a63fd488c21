"""Weights fitted to a table: from its own records alone, the same each time, and never wilder than they may be."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from matching.linkage.candidates import candidates
from matching.scoring import addresses, dates, samples
from matching.scoring.columns import Builder, Table
from matching.scoring.compare import Field, compare
from matching.scoring.dates import Birth
from matching.scoring.hashing import mix
from matching.scoring.identifiers import Number
from matching.scoring.schemes import personal
from matching.scoring.spelling import Name
from matching.scoring.train import RANDOM, train
from matching.scoring.weights import HOUSEHOLD, SAME_HOME, UNRELATED, Model, shipped, weigh
from tests.matching.crowd import ALL, Row, people, soiled, table


def fitted(of: Table, start: Model | None = None) -> Model:
    found = candidates(of, np.ones(of.size, np.bool_), wide=True)
    return train(of, found.left, found.right, start or shipped())


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return soiled(people(250, 1), 1)


@pytest.fixture(scope="module")
def model(rows: list[Row]) -> Model:
    return fitted(table(rows))


def test_the_same_records_give_the_same_weights_in_any_order(rows: list[Row], model: Model) -> None:
    assert fitted(table(rows)).body == model.body
    other = [*rows]
    Random(7).shuffle(other)
    again = fitted(table(other))
    assert again.expected == pytest.approx(model.expected, rel=1e-3)
    for field in Field:
        assert np.allclose(again.chances[field], model.chances[field], rtol=1e-2, atol=1e-6)


def test_fitted_weights_survive_the_way_through_the_database(model: Model) -> None:
    again = Model.load(model.body)
    assert again.thresholds == shipped().thresholds
    assert again.discount.keys() == model.discount.keys()
    assert all((again.chances[f] == model.chances[f]).all() for f in Field)


def test_what_is_known_of_the_crowd_is_found_out(model: Model) -> None:
    """Three records a person, households of two others, one given name in nine misspelt, 40 % of addresses changed."""
    assert 1.5 < model.expected["same_home"] + model.expected["moved"] < 2.5
    assert 1.0 < model.expected["household"] < 12.0
    assert 0.7 < model.chances[Field.GIVEN][Name.SAME, SAME_HOME] < 0.97


def test_a_relative_remains_a_stranger_with_another_name_and_birth_date(model: Model) -> None:
    begin = shipped().chances
    for field in (Field.GIVEN, Field.BIRTH, Field.NHS):
        assert model.chances[field][1, HOUSEHOLD] == begin[field][1, HOUSEHOLD]


def test_a_number_that_only_one_person_has_does_not_count_as_common(rows: list[Row], model: Model) -> None:
    """Three records of one person hold it, and nobody else: that is hardly one record in three hundred."""
    own = [place for place, row in enumerate(rows) if row.number == rows[0].number][:2]
    pair = compare(table(rows), np.array(own[:1]), np.array(own[1:]))
    assert pair.levels[Field.NUMBER].tolist() == [Number.SAME]
    column = 1 + list(Field).index(Field.NUMBER)
    assert weigh(model, pair).summands[0, column] > weigh(shipped(), pair).summands[0, column]


@pytest.mark.parametrize("kinds", [("family",), ("birth",), ("name",), ("birth", "trade")])
def test_too_few_kinds_of_evidence_teach_nothing(rows: list[Row], kinds: tuple[str, ...]) -> None:
    assert fitted(table(rows, kinds)) is shipped()


def test_too_few_matches_teach_nothing() -> None:
    assert fitted(table(soiled(people(300, 3), 3, copies=0))) is shipped()
    assert fitted(table(soiled(people(3, 3), 3))) is shipped()
    assert fitted(table([])) is shipped()
    assert fitted(table(people(1, 3))) is shipped()


def test_a_small_table_stays_near_the_values_to_start_from() -> None:
    small = fitted(table(soiled(people(14, 5), 5))).chances[Field.GIVEN][:, SAME_HOME]
    large = fitted(table(soiled(people(300, 5), 5, slips=3))).chances[Field.GIVEN][:, SAME_HOME]
    begin = shipped().chances[Field.GIVEN][:, SAME_HOME]
    assert np.abs(small - begin)[1:].sum() < np.abs(large - begin)[1:].sum()


@pytest.mark.parametrize("kinds", [ALL, ("name", "home"), ("name", "birth", "email"), ("name", "birth", "household")])
def test_no_fit_gives_chances_that_are_none(rows: list[Row], kinds: tuple[str, ...]) -> None:
    model = fitted(personal(table(rows, kinds)))
    for field in Field:
        chances = model.chances[field]
        assert np.isfinite(chances).all()
        assert ((chances >= 0) & (chances <= 1)).all()
        assert (chances[1:, SAME_HOME] > 0).all()
    assert all(0 < value <= max(table(rows).size, 200) for value in model.expected.values())


def test_without_birth_dates_relatives_are_not_taken_for_misspelt_matches(rows: list[Row]) -> None:
    model = fitted(table(rows, ("name", "home")))
    assert model.expected["household"] > 0.5
    begin = shipped().chances[Field.GIVEN]
    assert model.chances[Field.GIVEN][Name.DIFFERENT, SAME_HOME] <= begin[Name.DIFFERENT, SAME_HOME]


def test_fitting_again_from_fitted_weights_hardly_changes_them(rows: list[Row], model: Model) -> None:
    again = fitted(table(rows), model)
    assert again.expected["same_home"] == pytest.approx(model.expected["same_home"], rel=0.1)
    assert again.discount["email"] == pytest.approx(model.discount["email"], rel=0.2, abs=0.02)


def test_a_number_that_relatives_share_becomes_an_attribute(rows: list[Row]) -> None:
    of = personal(table(rows, ("name", "birth", "number", "household")))
    schemes = {of.values.texts[code] for code in of.numbers.columns[0].tolist()}
    assert schemes == {"person"}
    assert {of.values.texts[code] for code in of.attributes.columns[0].tolist()} == {"household"}
    plain = table(rows, ("name", "birth"))
    assert personal(plain) is plain


def test_pairs_of_like_records_are_no_likelier_to_be_looked_at() -> None:
    """Were they, matches would seem to be more, and freer of slips, than they are."""
    prints = mix(np.arange(1, 4001))
    alone, twice = np.arange(4000), np.append(prints, prints)  # record n is like record n + 4000
    left, right = np.append(alone, alone), np.append(alone + 4000, (alone + 1) % 4000)
    numbers = samples.of_pairs(twice, left, right)
    assert (numbers == samples.of_pairs(twice, right, left)).all()
    chosen = samples.spread_out(numbers, 2000)
    assert 0.45 < (chosen < 4000).mean() < 0.55


def test_no_agreement_is_rarer_among_strangers_than_random_pairs_could_show(model: Model) -> None:
    """That no random pair had day and month exchanged says no more than that they are fewer than one in all."""
    begin = shipped().chances[Field.BIRTH]
    for level in (Birth.SWAPPED, Birth.SLIP, Birth.FIRST):
        assert model.chances[Field.BIRTH][level, UNRELATED] >= min(begin[level, UNRELATED], 1 / RANDOM)


def test_how_often_strangers_agree_on_a_year_is_told_by_those_of_whom_only_the_year_is_known() -> None:
    """One date in ten is a year alone: that few pairs compare years says nothing of how often they agree."""
    rows = soiled(people(400, 6), 6)
    of = table(rows)
    of.birth[::10] = of.birth[::10] // 10000 * 10000
    years = of.birth[of.birth > 0] // 10000
    agree = sum((np.count_nonzero(years == year) / len(years)) ** 2 for year in np.unique(years))
    assert fitted(of).chances[Field.BIRTH][Birth.YEAR, UNRELATED] == pytest.approx(agree, rel=0.5)


def test_a_patronymic_is_learned_to_be_what_brothers_and_sisters_share() -> None:
    """Else relatives can be no relatives, and one person is taken to have several first names and birth dates."""
    everybody = people(360, 3)
    rows = Builder(2 * len(everybody))
    for at, one in enumerate(everybody):
        head = everybody[at - at % 4]  # four of one home
        for row in (2 * at, 2 * at + 1):
            rows.name(row, one.given, f"{head.given}ovich", head.family)
            rows.birth[row] = dates.code(one.birth)
            rows.address(row, head.postcode, head.house, head.street, head.town)
            rows.attribute(row, "mother", f"{head.given} {head.family}")
    model = fitted(rows.table())
    assert model.chances[Field.MIDDLE][Name.SAME, HOUSEHOLD] > 0.5
    assert model.chances[Field.GIVEN][Name.DIFFERENT, SAME_HOME] < 0.1


def test_years_far_apart_speak_against_one_person_where_only_years_are_known(rows: list[Row]) -> None:
    """What lies far apart is counted with the years alike, not for itself: else all of it would be somebody's."""
    by_year = [replace(row, birth=row.birth[:4]) for row in rows]
    chances = fitted(table(by_year)).chances[Field.BIRTH]
    assert chances[Birth.DIFFERENT, SAME_HOME] < 0.2 < 0.8 < chances[Birth.DIFFERENT, UNRELATED]


def test_a_postcode_of_three_figures_has_no_district() -> None:
    """Else all of them would share one, which nobody else has."""
    assert addresses.outward("814") == "814"
    assert addresses.outward("2000") == "2"
    assert addresses.outward("SK13XE") == "SK1"


def test_those_whose_births_mostly_differ_are_namesakes(rows: list[Row], model: Model) -> None:
    """However much else agrees: a fit that takes them for one person has gone astray, and teaches nothing."""

    def of_any_age(share: float) -> Table:
        dice = Random(8)
        births = [f"{dice.randint(1930, 2015)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}" for _ in rows]
        return table([
            replace(row, birth=birth) if dice.random() < share else row
            for row, birth in zip(rows, births, strict=True)
        ])  # fmt: skip

    def differ(of: Model) -> float:
        return float(of.chances[Field.BIRTH][Birth.DIFFERENT, SAME_HOME])

    assert fitted(of_any_age(1.0)) is shipped()
    assert differ(model) < 0.05 < differ(fitted(of_any_age(0.15))) <= 0.1
