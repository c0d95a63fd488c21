"""`fctui feed`: what is agreed, how files are read, changed and retired, from the command line."""

import json
from functools import partial
from pathlib import Path

import pytest

from store.hub import Hub
from tests.fctui.conftest import Typed

EXPORT = "Client ID,Surname,First Name,Date of Birth,ni_no,Service Involvement\n"
ROWS = "H1,Reed,Joan,03/05/2015,QQ123456C,Open\nH2,Reed,Jack,04/06/2015,,NFA\n"


@pytest.fixture
def fctui(village_hub: Path, typed: Typed) -> Typed:
    """Run a command on the village's hub as its admin."""
    return partial(typed, village_hub, "ada")


@pytest.fixture
def export(tmp_path: Path) -> str:
    path = tmp_path / "export.csv"
    path.write_text(EXPORT + ROWS)
    return str(path)


def test_no_feed_is_said(hub: Hub, typed: Typed) -> None:
    code, out, _ = typed(hub.directory, "ada", "feed", "list")
    assert (code, "No feed is registered yet." in out) == (0, True)


def test_items_are_listed_allowed_and_denied(fctui: Typed) -> None:
    assert "dropped  nino " in fctui("feed", "items", "BRENT-MH")[1]
    code, out, _ = fctui("feed", "items", "BRENT-MH", "--allow", "nino", "--deny", "sex", "--clause", "DSA 12")
    assert (code, "allowed  nino " in out, "dropped  sex " in out, "clause DSA 12" in out) == (0, True, True, True)
    code, _, err = fctui("feed", "items", "BRENT-MH", "--deny", "shoes")
    assert (code, "No such item" in err) == (1, True)


def test_an_unknown_export_is_learnt_and_imported(fctui: Typed, export: str) -> None:
    learning = ("feed", "template", "BRENT-MH", "--learn", export)
    code, _, err = fctui(*learning)
    assert code == 1
    assert "Client ID: likely source_person_id" in err
    assert "day-first or month-first" in err, "rule 10"
    code, out, _ = fctui(*learning, "--likely", "--dates", "day-first")
    assert (code, out.startswith("Version 1, "), "by Ada Adeyemi, 0 deliveries" in out) == (0, True, True)
    assert "Date of Birth                            date_of_birth, day-first" in out
    delivering = ("import", export, "--feed", "BRENT-MH", "--as-of", "2026-06-12", "--dry-run")
    code, out, _ = fctui(*delivering, "--json")
    told = json.loads(out)
    assert (code, told["accepted"], told["dropped"], told["columns"]["ni_no"]) == (0, 2, ["ni_no"], None)
    assert "not covered by the agreement: dropped" in fctui(*delivering)[1]


def test_words_get_meanings_and_keep_them(fctui: Typed, export: str) -> None:
    code, _, err = fctui("feed", "values", "BRENT-MH", "Service Involvement", "Stood down=closed")
    assert (code, "no template" in err.casefold()) == (1, True)
    fctui("feed", "template", "BRENT-MH", "--learn", export, "--likely", "--dates", "day-first")
    code, out, _ = fctui("feed", "values", "BRENT-MH", "Service Involvement", "Stood down=closed")
    assert (code, out.split()) == (0, ["stood", "down", "closed"])
    assert "Version 2" in fctui("feed", "template", "BRENT-MH")[1]
    assert fctui("feed", "values", "BRENT-MH", "Service Involvement", "x=sideways")[0] == 1


def test_words_that_are_not_known_are_said_with_how_to_say_what_they_mean(fctui: Typed, export: str) -> None:
    """'Shown as it stands' was all that was said of them, and not which they were."""
    rows = Path(export).read_text().replace("Open", "Stood down").splitlines()
    Path(export).write_text("\n".join([*rows, *rows[1:], ""]))
    err = fctui(*arriving(export, "--likely", "--dates", "day-first"))[2]
    assert "Service Involvement: words not known here: stood down (2)" in err
    assert "--word 'Service Involvement:stood down=open'" in err
    meant = "Service Involvement:stood down=closed"
    assert "words not known" not in fctui(*arriving(export, "--likely", "--dates", "day-first", "--word", meant))[2]


def test_a_feed_is_changed_and_retired(fctui: Typed, export: str) -> None:
    code, out, _ = fctui(
        "feed", "change", "BRENT-MH", "--label", "Minds", "--cadence-days", "30", "--stale-after-days", "45"
    )
    assert (code, "BRENT-MH: Minds, every 30 days" in out) == (0, True)
    assert fctui("feed", "change", "BRENT-MH", "--cadence-days", "0")[0] == 1
    code, _, err = fctui("feed", "change", "BRENT-MH", "--stale-after-days", "29")
    assert (code, "overdue before its next file is due: 30 days at least" in err) == (1, True)
    assert fctui("feed", "retire", "BRENT-MH")[0] == 0
    code, _, err = fctui("import", export, "--feed", "BRENT-MH", "--as-of", "2026-06-12")
    assert (code, "This feed is retired" in err) == (1, True)
    assert fctui("feed", "change", "BRENT-MH", "--running")[0] == 0


def arriving(export: str, *more: str) -> tuple[str, ...]:
    return ("import", export, "--feed", "BRENT-MH", "--as-of", "2026-06-01", "--dry-run", *more)


def test_a_heading_prints_nothing_that_a_terminal_obeys(fctui: Typed, export: str) -> None:
    Path(export).write_text("\x1b]0;pwn\x07Client ID,Surname,First Name,DOB\nH1,Reed,Joan,13/05/2015\n")
    code, out, err = fctui(*arriving(export))
    assert code == 0
    assert "\x1b" not in out + err
    assert "\x07" not in out + err


def test_what_a_feeds_file_says_is_shown_as_letters(fctui: Typed, tmp_path: Path) -> None:
    evil = "Youth\x1b]0;owned\x07 work\u202e\nBRENT-CSC"
    feed = {"code": "YW", "agency": {"code": "YW", "name": evil, "area": "Brent"}, "label": evil, "theme": "OTHER"}
    path = tmp_path / "feeds.json"
    path.write_text(json.dumps({"feeds": [{**feed, "cohort": evil, "items": {"clause": evil}}]}))
    code, out, _ = fctui("feed", "load", str(path))
    assert (code, out) == (0, "Registered YW: Youth ]0;owned work BRENT-CSC, Youth ]0;owned work BRENT-CSC.\n")
    for told in (fctui("feed", "list")[1], fctui("feed", "items", "YW")[1]):
        assert told.replace("\n", "").isprintable()


def test_a_heading_that_stands_twice_is_chosen_by_its_place(fctui: Typed, export: str) -> None:
    Path(export).write_text("Client ID,Surname,Surname,First Name,DOB\nH1,Reed,Rood,Joan,13/05/2015\n")
    code, _, err = fctui(*arriving(export))
    assert (code, "Surname (column 2) and Surname (column 3)" in err) == (1, True)
    assert fctui(*arriving(export, "--column", "column 3="))[0] == 0
    assert fctui(*arriving(export, "--column", "column 9="))[0] == 1


def test_short_years_of_birth_are_refused_until_their_century_is_said(fctui: Typed, export: str) -> None:
    Path(export).write_text("Client ID,Surname,First Name,DOB\nH1,Reed,Joan,13/05/15\nH2,Reed,Al,13/05/61\n")
    assert "2 DOB_YY" in fctui(*arriving(export))[1]
    code, out, err = fctui(*arriving(export, "--short-years", "26"))
    assert (code, "2 accepted" in out, "Say which century" in err) == (0, True, False)
    assert "2 years have two digits: read above 26 as 19.., the others as 20.." in err, "said of each file that comes"


def test_findings_are_in_words_and_what_is_open_says_how_to_take_it(fctui: Typed, export: str) -> None:
    Path(export).write_text("Case Ref,Surname,First Name,DOB,EDD\nH1,Reed,Twin 1,13/05/2015,\n")
    code, out, err = fctui(*arriving(export, "--likely", "--column", "EDD="))
    assert code == 0
    assert "NAME_PLACEHOLDER   The name stands for none" in out
    assert "perhaps source_person_id" in err
    assert "--column 'Case Ref=source_person_id'" in err
    assert "EDD                                      not imported" in out, "what a person leaves out stays out"


def test_a_stop_comes_with_what_may_explain_it(fctui: Typed, export: str) -> None:
    Path(export).write_text("Printed,on,1 June,,\nClient ID,Surname,First Name,Colour,Size\nH1,Reed,Joan,red,1\n")
    code, _, err = fctui(*arriving(export))
    assert code == 1
    assert "No column is taken for the date of birth" in err
    assert "above the headings" in err
