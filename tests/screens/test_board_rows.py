"""What stands below the feeds board about the chosen feed: four lines, none of them lost."""

from datetime import date

from screens.widgets.board_rows import feed_detail
from store.records.agencies import Agency, Feed
from store.records.board import BoardLine
from store.records.freshness import freshness
from store.records.themes import Theme


def test_a_long_cohort_is_cut_with_a_sign_and_hides_no_other_line() -> None:
    agency = Agency(1, "B", "Brent Community Health", "Brent", "", "")
    cohort = "people seen by health visitors, school nurses, district nurses and therapists since April 2021"
    feed = Feed(1, "B", agency, "Community", Theme.COMMUNITY, "full", 7, 21, cohort, "", "one", "none")
    never = BoardLine(feed, None, freshness(feed, "", date(2026, 6, 9)), 0, 0, 0)
    head, came, promised, sent = (row.rstrip() for row in feed_detail(never, 76).plain.splitlines())
    assert head.startswith("B · Brent Community Health")
    assert came == "No file has come yet"
    assert promised == "Full extract, weekly, overdue after 21 days"
    assert sent.startswith("People seen by health visitors")
    assert sent.endswith("…")
