"""Nothing of anybody stays in the program's memory past a lock, a sign-out or a redaction, whatever remembered it."""

import gc
import inspect
import pkgutil
from collections.abc import Iterator
from contextlib import closing
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

import importers
import matching
import store
from importers.delivering import redacting
from importers.values import remembered as cells
from matching.linkage import yardstick
from matching.lookup.search import Lookup
from matching.scoring import names, remembering, scale
from store import forgetting
from store.enquiry import Purpose
from store.errors import Locked
from store.hub import Hub
from store.session import Session
from tests.accounts import PASSWORD, SignIn
from tests.importers import deliveries

SignedIn = SignIn
ROWS = (
    deliveries.PEOPLE
    + "1,Smith,Amelia,14/03/2013,9434765919,HA0 2AB\n2,Smith,Amelia,14/03/2013,,HA0 2AB\n3,Smyth,Emilia,14/03/2013,,\n"
)


def caches() -> list["_lru_cache_wrapper[object]"]:
    """Our functions that remember answers about what they are asked. Without arguments one reads our own lists."""
    return [
        cached
        for cached in gc.get_objects()
        if isinstance(cached, _lru_cache_wrapper)
        and isinstance(cached.__wrapped__, FunctionType)
        and cached.__module__.split(".")[0] in {"store", "matching", "importers", "screens"}
        and inspect.signature(cached.__wrapped__).parameters
    ]


def held() -> dict[str, int]:
    """What holds anything, and how much."""
    functions = {f"{cached.__module__}.{cached.__name__}": cached.cache_info().currsize for cached in caches()}
    columns = {f"cells of {at}": len(memory) for at, memory in cells._memories.items()}
    kept = {"counts": len(yardstick._unpacked), "scales": len(scale._lately)}
    return {what: size for what, size in (functions | columns | kept).items() if size}


def an_hour_of_work(signed_in: SignedIn, tmp_path: Path) -> Session:
    """A file is delivered and linked, and somebody in it is looked up."""
    pat = signed_in("pat")
    deliveries.feed(pat)
    deliveries.deliver(pat, tmp_path / "a.csv", ROWS)
    pat.open_enquiry(Purpose.S47, "Jo", "Police", "CALL-1")
    assert Lookup(pat).find("amelia smith 14 mar 2013").hits
    remembered = held()
    for what in ("matching.scoring.names.normalise", "matching.lookup.nearness.table", "counts"):
        assert what in remembered, "not remembered: this test tests less than it says"
    return pat


def test_a_lock_leaves_nothing(signed_in: SignedIn, tmp_path: Path) -> None:
    an_hour_of_work(signed_in, tmp_path).lock()
    assert held() == {}


def test_a_lock_drops_the_index_and_the_next_search_reads_it_anew(hub: Hub, tmp_path: Path) -> None:
    with closing(hub.sign_in("pat", PASSWORD)) as pat:
        an_hour_of_work(lambda _login: pat, tmp_path)
        lookup = Lookup(pat)
        before = lookup.find("amelia smith 2013")
        assert before.hits
        assert lookup._index.size
        pat.lock()
        assert (lookup._index.size, len(lookup._index.dictionary)) == (0, 0)
        with pytest.raises(Locked):
            lookup.find("amelia smith 2013")
        assert lookup._index.size == 0
        pat.unlock(PASSWORD)
        assert lookup.find("amelia smith 2013").hits == before.hits


def reached_from(*roots: object) -> Iterator[str]:
    """Every text that these objects hold, whichever way."""
    seen, ahead = set[int](), list(roots)
    while ahead:
        one = ahead.pop()
        if id(one) in seen or isinstance(one, ModuleType | type | FunctionType):
            continue
        seen.add(id(one))
        if isinstance(one, str):
            yield one
        ahead += gc.get_referents(one)


def test_a_lock_leaves_no_word_of_what_was_typed_or_found(signed_in: SignedIn, tmp_path: Path) -> None:
    pat = an_hour_of_work(signed_in, tmp_path)
    lookup = Lookup(pat)
    lookup.find("amelia smith 2013")

    def held_of_her() -> list[str]:
        return [text for text in reached_from(pat, lookup) if "amelia" in text.casefold()]

    assert held_of_her()
    pat.lock()
    assert held_of_her() == []


def test_signing_out_leaves_nothing(signed_in: SignedIn, tmp_path: Path) -> None:
    an_hour_of_work(signed_in, tmp_path).close()
    assert held() == {}


def test_a_lock_that_cannot_close_the_files_leaves_nothing(
    signed_in: SignedIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pat = an_hour_of_work(signed_in, tmp_path)
    vault = pat._open_vault()

    def fails() -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(vault, "close", fails)
        with pytest.raises(OSError):
            pat.lock()
    assert held() == {}
    vault.close()


def test_a_redaction_leaves_nothing(signed_in: SignedIn, tmp_path: Path) -> None:
    pat, sue = an_hour_of_work(signed_in, tmp_path), signed_in("sue")
    number = redacting.ask(pat, "BRENT-CSC", "1", "court order")
    assert held()
    redacting.carry_out(sue, number)
    assert held() == {}


def test_a_redaction_at_another_seat_is_followed_at_the_next_key(signed_in: SignedIn, tmp_path: Path) -> None:
    pat, sue = an_hour_of_work(signed_in, tmp_path), signed_in("sue")
    lookup = Lookup(pat)
    lookup.find("amelia smith")
    redacting.carry_out(sue, redacting.ask(pat, "BRENT-CSC", "3", "court order"))
    names.normalise("Emilia")  # this seat knew it: sue's seat is another process
    lookup.find("amelia smith")
    asked = names.normalise.cache_info().misses  # type: ignore[attr-defined]
    names.normalise("Emilia")
    assert names.normalise.cache_info().misses == asked + 1, "it was still remembered"  # type: ignore[attr-defined]


def test_every_memory_is_one_that_forgets() -> None:
    for package in (store, matching, importers):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    endings = {*remembering._endings, *cells._forgetters}
    assert len(endings) > 15
    assert [f"{cached.__module__}.{cached.__name__}" for cached in caches() if cached.cache_clear not in endings] == []
    assert {remembering.forget, cells._forget} == set(forgetting._endings)
