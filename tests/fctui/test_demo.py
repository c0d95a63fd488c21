"""The clock that a hub is opened with: a demonstration's stands in June 2026, everybody else's is today's."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fctui.cli.demo import SEED
from fctui.demo import OPENED_ON, open_demo, open_hub
from store.hub import Hub
from store.permissions import Role
from store.records import held
from store.vault.kdf import FLOOR
from tests.accounts import AREA, PASSWORD


@pytest.mark.parametrize("demo", [True, False])
def test_the_database_alone_says_whose_clock_goes(tmp_path: Path, demo: bool) -> None:
    Hub.create(tmp_path / "hub", login="ada", name="Ada", password=PASSWORD, area=AREA, cost=FLOOR, demo=demo)
    (tmp_path / "hub" / "demonstration.json").write_text("{}")
    before = datetime.now(UTC)
    hub = open_hub(tmp_path / "hub")
    assert before <= hub.clock() <= datetime.now(UTC)
    with closing(hub.sign_in("ada", PASSWORD)) as session:
        assert (session.today() == OPENED_ON.date()) is demo
        assert (before <= session.now() <= datetime.now(UTC)) is not demo


def test_a_borough_of_few_people_is_delivered_though_much_of_it_is_unusual(tmp_path: Path) -> None:
    demo = open_demo(tmp_path / "demo", 300, SEED, lambda *_: None)
    with closing(demo.sign_in(Role.ADMIN)) as admin:
        assert held.one(admin, 1).state == "delivered"
