"""The questions that describe a new feed (F57), what is wrong with the answers, and the feed that they describe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from rich.text import Text
from textual.widgets import Input

from screens import extract_date
from screens.widgets.choice import TYPE_IT, Choice
from screens.widgets.question import Question
from store.records import descriptions
from store.records.agencies import Agency
from store.records.coverage import span
from store.records.descriptions import NewFeed
from store.records.themes import Theme

_THEMES = {
    Theme.CSC: "Children's social care",
    Theme.ASC: "Adult social care",
    Theme.YJS: "Youth justice",
    Theme.CAMHS: "Child and adolescent mental health",
    Theme.VCS: "Voluntary sector",
}
_MODES = [
    ("Full: everybody, every time; who is missing has gone", "full"),
    ("Changes only: who is missing has not changed", "delta"),
    ("New entries only: nothing is ever taken back", "append"),
]
_TEXTS = (
    ("agency", "Agency", "who sends it, such as Brent Council; a name the hub knows brings its area and telephones"),
    ("area", "Area covered", "the borough or area that the agency speaks for, such as Brent"),
    ("label", "Service", "as officers will read it, such as Housing"),
)
_MORE_TEXTS = (
    ("cadence", "Every how many days", "how often the agency has agreed to send a file: 7 is weekly, 30 is monthly"),
    ("stale", "Too old after days", "from then on officers are warned that the data is overdue"),
    ("cohort", "Whom it covers", "one sentence that officers read under 'no record': current council tenants …"),
    ("from", "Covered since", "the earliest involvement in it, such as 2020 or 1 April 2020; leave blank if not known"),
    ("ages", "Ages covered", "such as 4-18 or 16+: anybody else is shown as not covered. Blank: everybody"),
    ("phone", "Duty desk", "the number officers ring when no worker is known; blank: the agency's, if it has one"),
    ("night", "Out of hours", "the number at night and at weekends; blank: the agency's, if it has one"),
    ("code", "Short code", "names the feed and its drop folder: letters, digits, - and . only, such as BRENT-HOU"),
    ("file", "Example file", "its path; its columns are learnt and its rows checked. Blank: only register the feed"),
    ("as-of", "Example taken on", "the day the agency took the example, such as 8 June 2026"),
)
_NEEDED = {
    "agency": "Enter who sends the file",
    "area": "Enter the area that is covered",
    "label": "Enter what officers will read",
    "theme": "Choose the kind of service",
    "cohort": "Say whom the feed covers: without it nobody can tell what 'no record' means",
    "code": "Keep the short code that is proposed, or type another",
}


def questions() -> dict[str, Question]:
    """The questions in their order, by name."""
    themes = [(Text(_THEMES.get(one, one.value.replace("_", " ").capitalize())), one) for one in Theme]
    return {
        **{name: Question(label, Input(id=name, compact=True), hint) for name, label, hint in _TEXTS},
        "theme": Question(
            "Kind of service",
            Choice[Theme](themes, prompt=TYPE_IT, id="theme", compact=True),
            "decides which details may be sent and shown, and for which ages",
        ),
        "mode": Question(
            "One file holds",
            Choice[str](_MODES, value="full", allow_blank=False, id="mode", compact=True),
            "the most dangerous slip is a file of changes taken for everybody: ask the agency",
        ),
        **{name: Question(label, Input(id=name, compact=True), hint) for name, label, hint in _MORE_TEXTS},
    }


def what_is_wrong(said: Mapping[str, str], today: date) -> dict[str, str]:
    """What is wrong with the answers, by question."""
    found = {name: words for name, words in _NEEDED.items() if not said[name]}
    for name, most in (("cadence", 366), ("stale", 732)):
        text = said[name]
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
            found[name] = f"Enter a number of days, 1 to {most}"
    if not {"cadence", "stale"} & found.keys() and int(said["stale"]) < int(said["cadence"]):
        found["stale"] = f"It would be overdue before the next file is due: {said['cadence']} days at least"
    if since(said["from"]) is None:
        found["from"] = "Enter a year, or a day such as 1 April 2020"
    try:
        span(said["ages"])
    except ValueError:
        found["ages"] = "Enter ages such as 4-18 or 16+, the youngest first"
    if said["code"] and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", said["code"]):
        found["code"] = "Letters, digits, - and . only, 40 at most"
    if said["as-of"] and not said["file"]:
        found["file"] = "Enter the path of the example taken on that day, or clear the day"
    if said["file"]:
        day, words = extract_date.read(said["as-of"], today)
        if day is None:
            found["as-of"] = words
    return found


def since(text: str) -> str | None:
    """The earliest day as it is kept, maybe the year alone or with the month; None if it cannot be read."""
    if re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", text):
        return text
    told = extract_date.parts(" ".join(text.lower().split()))
    try:
        return date(*told).isoformat() if told else None
    except ValueError:
        return None


def described(said: Mapping[str, str], known: Agency | None) -> NewFeed:
    """The feed as the answers describe it; a known agency keeps its telephones, the feed gets its own.

    Raises: store.records.descriptions.FeedsFileWrong.
    """
    phone, night = said["phone"], said["night"]
    return descriptions.described(
        code=said["code"],
        agency={
            "code": known.code if known else suggested_code(said["agency"]) or "AGENCY",
            "name": said["agency"],
            "area": said["area"],
            "phone": "" if known else phone,
            "out_of_hours_phone": "" if known else night,
        },
        label=said["label"],
        theme=said["theme"],
        mode=said["mode"],
        cadence_days=int(said["cadence"]),
        stale_after_days=int(said["stale"]),
        cohort=said["cohort"],
        coverage_from=since(said["from"]) or "",
        ages=said["ages"],
        rows_per_person="several",
        phone=phone if known and phone != known.phone else "",
        out_of_hours_phone=night if known and night != known.out_of_hours_phone else "",
    )


def suggested_code(*words: str) -> str:
    """'BRENT-HOUSING', of the area and the service."""
    return re.sub(r"[^A-Za-z0-9]+", "-", " ".join(words)).strip("-").upper()[:40]
