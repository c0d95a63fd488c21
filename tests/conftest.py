"""Shared fixtures: an empty hub with four accounts, and sessions on it.

The hub is made once per test process, for real, with the cheapest allowed argon2 cost; each test gets a
copy of its directory. Its databases are shut when it is copied.
"""

import asyncio
import inspect
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from store import accounts
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import Role
from store.session import Session
from store.vault.kdf import FLOOR
from store.vault.keys import Keys
from tests.accounts import AREA, PASSWORD, PEOPLE, SignIn, fixed_clock, sign_in

for _name in [name for name in os.environ if name.startswith("TEXTUAL") or name == "NO_COLOR"]:
    if _name != "TEXTUAL_SNAPSHOT_TEMPDIR":  # the snapshot plugin's own
        del os.environ[_name]
os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when Textual is imported: pictures do not depend on the moment

settings.register_profile("unhurried", deadline=None)  # how fast the machine is says nothing of what is right
settings.load_profile("unhurried")

COROUTINE_S = 120


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine; one that waits for something that never comes fails instead of hanging."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    test = pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted})
    asyncio.run(asyncio.wait_for(test, COROUTINE_S))
    return True


@dataclass(frozen=True)
class Template:
    """A hub to copy, the keys it opens with, and its recovery code."""

    directory: Path
    keys: Keys
    recovery_code: str


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The hub that every test's hub is a copy of."""
    directory = tmp_path_factory.mktemp("template") / "hub"
    name, _ = PEOPLE["ada"]
    made = Hub.create(directory, login="ada", name=name, password=PASSWORD, area=AREA, clock=fixed_clock, cost=FLOOR)
    admin = made.hub.sign_in("ada", PASSWORD)
    for login, (name, roles) in PEOPLE.items():
        if login != "ada":
            accounts.add(admin, login, name, PASSWORD, roles)
    keys = admin.keys
    admin.close()
    return Template(directory, keys, made.recovery_code)


@pytest.fixture
def hub(template: Template, tmp_path: Path) -> Hub:
    """An empty hub of its own for one test."""
    directory = tmp_path / "hub"
    shutil.copytree(template.directory, directory)
    return Hub.open(directory, fixed_clock)


@contextmanager
def signing_in(hub: Hub, keys: Keys) -> Iterator[SignIn]:
    """Sign in by login; every session is closed in the end."""
    with ExitStack() as sessions:
        yield lambda login: sessions.enter_context(closing(sign_in(hub, keys, login)))


@pytest.fixture
def signed_in(hub: Hub, template: Template) -> Iterator[SignIn]:
    """Sign in to `hub` by login."""
    with signing_in(hub, template.keys) as sign:
        yield sign


@pytest.fixture
def officer(signed_in: SignIn) -> Session:
    """Ofi, who looks people up."""
    return signed_in("ofi")


@pytest.fixture
def admin(signed_in: SignIn) -> Session:
    """Ada, who imports and manages accounts."""
    return signed_in("ada")


@pytest.fixture
def supervisor(signed_in: SignIn) -> Session:
    """Sue, who reviews matches."""
    return signed_in("sue")


@pytest.fixture
def lead(admin: Session, signed_in: SignIn) -> Session:
    """Pat, who looks after shields."""
    accounts.set_roles(admin, "pat", [Role.LEAD])
    return signed_in("pat")


@pytest.fixture(scope="session")
def village_template(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village's hub, delivered once per test process; every test gets a copy."""
    from tests.village import settle

    directory = tmp_path_factory.mktemp("village") / "hub"
    shutil.copytree(template.directory, directory)
    admin = sign_in(Hub.open(directory, fixed_clock), template.keys, "ada")
    settle(admin)
    admin.close()
    return directory


@pytest.fixture
def village_hub(village_template: Path, tmp_path: Path) -> Path:
    """A village of its own for one test: the hub's directory (accounts as in `tests.accounts`)."""
    directory = tmp_path / "village"
    shutil.copytree(village_template, directory)
    return directory


@pytest.fixture
def village(village_hub: Path) -> Hub:
    """The village's hub, opened."""
    return Hub.open(village_hub, fixed_clock)


@pytest.fixture
def villager(village: Hub, template: Template) -> Iterator[SignIn]:
    """Sign in to `village` by login."""
    with signing_in(village, template.keys) as sign:
        yield sign


@pytest.fixture
def calling(villager: SignIn) -> Session:
    """The village's officer with a call open."""
    session = villager("ofi")
    session.open_enquiry(Purpose.SCREENING, "Jo Bloggs", "Riverside School", "C-1042")
    return session
