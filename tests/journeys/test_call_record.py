"""The record of the call: read on one page, copied by one key, exactly as it was shown (domain/3 step 14, R33)."""

from dataclasses import replace

import pytest

from store import accounts
from store.audit import Action
from store.disclosure import shielding
from store.disclosure import view as views
from store.disclosure.call_record import NotAsShown, call_record, copied
from store.disclosure.standing import State
from store.enquiry import Purpose
from store.hub import Hub
from store.permissions import Role
from store.records.restrictions import Level
from store.session import Session
from tests.accounts import SignIn
from tests.journeys.test_family import FAMILY, rows
from tests.stage import on_stage

AMELIA = "amelia smith 2013"


async def test_a_person_s_record_is_copied_as_it_is_shown(village: Hub, villager: SignIn, calling: Session) -> None:
    async with on_stage(village, calling, size=(120, 60)) as stage:
        await stage.ask(AMELIA)
        await stage.press("enter", "r")
        assert stage.page == "CallRecordPage"
        assert not rows(villager("ada"), Action.CALL_RECORD_COPIED), "reading it copies nothing"
        shown = stage.text
        await stage.press("c")
        text = stage.app.clipboard
        assert "sent to the clipboard" in stage.text
    assert " ".join(text.split()) in shown, "no more is copied than was shown"
    assert text.startswith("Family Context, Brent: record of a call\nReference C-1042.")
    assert "Caller: Jo Bloggs, Riverside School." in text
    assert "SMITH, Amelia, born 14 March 2013 (13y), NHS " in text
    assert "- Children's social care, Brent Council: open since 12 January 2026; data of 10 June 2026\n" in text
    assert "\n  020 7946 0300 duty desk, Helen Marks\n" in text
    assert "- Not shown: housing records are shown for ages 16 and over (this person is 13)." in text
    assert "this hub holds nothing from: " in text
    assert "Acacia" not in text, "no address goes to the case system"
    ((_, detail),) = rows(villager("ada"), Action.CALL_RECORD_COPIED)
    assert '"people":[' in detail


async def test_sensitive_services_are_left_out_the_same_whether_or_not_there_are_any(
    village: Hub, calling: Session
) -> None:
    async with on_stage(village, calling, size=(120, 60)) as stage:
        await stage.ask(AMELIA)
        await stage.press("enter")
        view = stage.app.screen._view  # pyright: ignore[reportAttributeAccessIssue]
    text = "\n".join(call_record(calling, [view]).lines)
    assert "Sensitive services, if any, are left out" in text
    for flag in view.flags:
        assert (f"{flag.service}" in text) is not flag.sensitive


async def test_a_family_s_record_says_who_was_not_found_and_who_was_left_open(
    village: Hub, villager: SignIn, calling: Session
) -> None:
    async with on_stage(village, calling, size=(120, 60)) as stage:
        await stage.paste(FAMILY)
        await stage.press("f7")
        assert "Record" not in stage.keys, "letters are letters while the list is written"
        await stage.press("ctrl+s", "enter", "n", "r")
        assert stage.page == "CallRecordPage"
        assert "SMITH, Amelia (subject child), born 14 March 2013" in stage.text
        assert "Sarah Smith 30.11.1985, mother: left open, not sure who it is." in stage.text
        assert "Zzyzx Qwertz, age 41, father: nobody found in the data supplied." in stage.text
        assert "SMITH, Sarah" not in stage.text, "nobody is opened who was not picked"
        await stage.press("escape", "shift+tab", "enter", "m", "r", "c")
        assert "SMITH, Sarah (mother)" in stage.app.clipboard
    assert len(rows(villager("ada"), Action.PERSON_OPENED)) == 3, "one for the first record, two in the table"


async def test_nobody_found_at_all_is_a_record_too(village: Hub, calling: Session) -> None:
    async with on_stage(village, calling) as stage:
        await stage.paste("Zzyzx Qwertz, father\nYxyx Qwertz, mother")
        await stage.press("r", "c")
        assert "Yxyx Qwertz, mother: nobody found in the data supplied." in stage.app.clipboard


def test_what_was_protected_since_is_not_copied(villager: SignIn, calling: Session) -> None:
    accounts.set_roles(villager("ada"), "pat", [Role.LEAD])
    record = call_record(calling, [views.person(calling, 1)])
    shielding.protect(villager("pat"), 1, Level.PLACE, reason="a threat", owner="Ann Other, Brent")
    with pytest.raises(NotAsShown):
        copied(calling, record)
    assert not rows(villager("ada"), Action.CALL_RECORD_COPIED)


def test_what_is_past_stays_past_when_the_data_is_overdue(calling: Session) -> None:
    view = views.person(calling, 1)
    late = replace(view.flags[0], state=State.OVERDUE, since="2020-01-02", until="2023-12-03", likely_same=False)
    text = "\n".join(call_record(calling, [replace(view, flags=(late,))]).lines)
    assert ": past, to 3 December 2023, and its data is overdue; data of " in text


def test_a_record_belongs_to_its_call(villager: SignIn, calling: Session) -> None:
    record = call_record(calling, [views.person(calling, 1)])
    calling.open_enquiry(Purpose.S47, "Another Caller", "Police", "P-7")
    with pytest.raises(NotAsShown):
        copied(calling, record)
