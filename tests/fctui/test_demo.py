"""The clock that a hub is opened with: a demonstration's stands in June 2026, everybody else's is today's."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fctui.demo import OPENED_ON, open_hub
from store.hub import Hub
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
