"""An involvement that is still to come is said to start, never to be open or unsaid."""

from datetime import date

from store.disclosure.facts import Involved, Supply
from store.disclosure.flags import Stood, involvement_words
from store.disclosure.standing import Episode, standing
from store.records.agencies import Agency, Feed
from store.records.themes import Theme

TODAY = date(2026, 6, 15)
FEED = Feed(1, "X", Agency(1, "B", "Brent", "", "", ""), "Care", Theme.ASC, "full", 7, 21, "all", "", "one", "none")


def said(starts: str) -> str:
    """What is read of an episode that the importer could not take for open, from this day."""
    facts = Episode("unknown", starts, "", "", "", in_latest=True)
    episode = Involved(1, "unknown", "", "", starts, "", "", None, ())
    one = Stood(episode, facts, standing(Theme.ASC, facts, None, TODAY))
    return involvement_words([one], Supply(FEED, "2026-06-08"), TODAY, full=True)


def test_a_start_ahead_is_said() -> None:
    assert said("2026-07-01").startswith("Starts 1 July 2026")


def test_without_one_the_service_did_not_say() -> None:
    assert "did not say whether it is still open" in said("2026-05-01")
