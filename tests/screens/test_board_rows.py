"""What stands below the feeds board about the chosen feed: four lines, none of them lost."""

from datetime import date

from screens.widgets.board_rows import feed_detail, options
from store.records.agencies import Agency, Feed
from store.records.board import BoardLine
from store.records.freshness import freshness
from store.records.themes import Theme


def test_a_long_cohort_is_cut_with_a_sign_and_hides_no_other_line() -> None:
    agency = Agency(1, "B", "Brent Community Health", "Brent", "", "")
    cohort = "people seen by health visitors, school nurses, district nurses and therapists since April 2021"
    feed = Feed(1, "B", agency, "Community", Theme.COMMUNITY, "full", 7, 21, cohort, "", "one", "none")
    never = BoardLine(feed, None, freshness(feed, "", date(2026, 6, 9)), 0, 0, 0, None)
    head, came, promised, sent = (row.rstrip() for row in feed_detail(never, 76).plain.splitlines())
    assert head.startswith("B · Brent Community Health")
    assert came == "No file has come yet"
    assert promised == "Full extract, weekly, overdue after 21 days"
    assert sent.startswith("People seen by health visitors")
    assert sent.endswith("…")


def test_many_stopped_feeds_leave_the_first_feed_in_sight_and_the_rest_is_counted() -> None:
    """Fifteen lines are seen at 80 by 24; what stood above them was scrolled away without a word."""
    agency = Agency(1, "B", "Brent Community Health", "Brent", "", "020 7946 0018")
    stopped = [
        Feed(at, f"B{at}", agency, f"Service {at}", Theme.COMMUNITY, "full", 7, 21, "people seen", "", "one", "none")
        for at in range(14)
    ]
    board = [BoardLine(one, None, freshness(one, "2026-01-02", date(2026, 6, 9)), 0, 0, 0, None) for one in stopped]
    for count, rest in ((14, "and 9 more to ring: marked x below"), (5, "")):
        told = list(options(tuple(board[:count]), (), 76))
        words = [str(option.prompt) for option in told]
        assert words[0] == f"{count} things to do"
        assert sum("missed" in said for said in words) == 5
        assert [said for said in words if said.startswith("and ")] == ([rest] if rest else [])
        assert [option.id for option in told].index("feed:B0") < 15
        assert told[-1].id == f"feed:B{count - 1}"
