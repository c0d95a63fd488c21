"""A village of some twenty hand-made people, delivered through the real import: small enough to know all.

Who lives here, and why:
- Amelia SMITH (born 14 Mar 2013) is the child most journeys ask for: children's social care, school and GP
  know her; her mother Sarah, known to housing and adult social care, lives at the same address; the GP still
  has the old address.
- Amelia SMYTH (14 Mar 2012) is the similar person who must not be opened by mistake.
- Zara and Zainab KHAN are twins; Zara is in two files, so a wrong merge would show.
- Tom OBRIEN / Thomas O'Brien: same birth date, no number, another address: a case for the supervisor.
- Yusuf / Yousef ALI: one NHS number, day and month of birth swapped: values in conflict side by side.
- Grace OKAFOR was Grace MENSAH; Unborn SMITH is expected; Albert COLE has died; Idris WARSAME has no fixed
  abode; Maryam HUSSEIN's birth is known by its year; [bold]Jo[/] TABLES is a hostile name.
- Housing's data is old enough to be overdue; Mental health has delivered nothing; Hounslow is another area.
"""

import json
from datetime import date
from pathlib import Path

from importers.delivering import delivery
from store.records.agencies import load_feeds
from store.session import Session

FILES = Path(__file__).with_name("village_files")


def settle(admin: Session) -> None:
    """Register the village's feeds and deliver its files into the admin's empty hub."""
    load_feeds(admin, FILES / "feeds.json")
    for feed in json.loads((FILES / "feeds.json").read_text(encoding="utf-8"))["feeds"]:
        if feed["file"]:
            deliver(admin, FILES / feed["file"], feed["code"], feed["as_of"])


def deliver(admin: Session, path: Path, feed_code: str, as_of: str) -> delivery.Receipt:
    """Deliver one file with the mapping that the program proposes."""
    prepared = delivery.prepare(admin, path, feed_code)
    checked = delivery.dry_run(admin, prepared, prepared.mapping, date.fromisoformat(as_of))
    return delivery.deliver(admin, checked)
