"""A pair weighed in plain numbers weighs what it weighs in arrays: each level by itself, and any levels together."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.scoring.compare import LEVELS, Field
from matching.scoring.said import DISTRICT, FAMILY, GIVEN, ORDER, STREET, Said, together
from matching.scoring.scale import Scale
from matching.scoring.spelling import Name
from matching.scoring.weights import BANDS, Model, shipped, weigh

SIZE = 20_000
HOLDERS = (1, 2, 3, 60, 700, SIZE)
COLUMNS = tuple(enumerate(Field))


def fitted() -> Model:
    """The shipped values with discounts such as training finds, other in each band of holders."""
    body = json.loads(shipped().body)
    body["discount"] = {name: [0.25 + band / 4 for band in range(BANDS)] for name in body["smoothing"]}
    return Model.load(json.dumps(body))


MODELS = pytest.mark.parametrize("model", [shipped(), fitted()], ids=["shipped", "fitted"])


def weighs_alike(model: Model, said: list[Said]) -> None:
    scale = Scale(model, SIZE)
    in_arrays = weigh(model, together(said, SIZE))
    for one, summands, bits in zip(said, in_arrays.summands.tolist(), in_arrays.bits.tolist(), strict=True):
        assert scale.weigh(one) == summands, one
        assert scale.at_most(one) >= bits, one


@MODELS
def test_every_level_of_every_field_however_common_the_value(model: Model) -> None:
    said: list[Said] = []
    for column, field in COLUMNS:
        for level, held in product(LEVELS[field], HOLDERS):
            one = Said()
            one.put(column, int(level), held)
            one.holders[DISTRICT] = one.holders[STREET] = held
            said.append(one)
    weighs_alike(model, said)


@MODELS
def test_a_family_name_beside_every_level_of_the_given_name(model: Model) -> None:
    """Namesakes make it commoner: as many as hold both names, where that is counted."""
    said: list[Said] = []
    for given_level, common, both in product(Name, HOLDERS, HOLDERS):
        one = Said()
        one.put(FAMILY, int(Name.SAME), common)
        one.put(GIVEN, int(given_level), 40)
        one.holders[ORDER] = both
        said.append(one)
    weighs_alike(model, said)


@settings(max_examples=40)
@given(st.data())
def test_any_levels_together(data: st.DataObject) -> None:
    one = Said()
    for column, field in COLUMNS:
        one.put(column, int(data.draw(st.sampled_from(LEVELS[field]))), data.draw(st.sampled_from(HOLDERS)))
    one.holders[DISTRICT], one.holders[STREET] = (data.draw(st.sampled_from(HOLDERS)) for _ in range(2))
    for model in (shipped(), fitted()):
        weighs_alike(model, [one])
