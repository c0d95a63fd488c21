"""What is agreed for a feed that runs already: its items, words and limits, and its end. Every change is audited."""

from dataclasses import asdict

from store.audit import Action
from store.permissions import May
from store.records.agencies import Feed, feed_by_code, keep_items
from store.records.descriptions import NewItems, described
from store.session import Session

CHANGEABLE = (
    "label", "cadence_days", "stale_after_days", "cohort", "coverage_from", "ages", "phone", "out_of_hours_phone",
)  # fmt: skip
"""What may be changed of a feed. Its mode may not: a file of another kind is another feed (domain/9 rule 25)."""


def agree_items(session: Session, code: str, agreed: NewItems) -> Feed:
    """A new version of the items that the feed may send; FeedUnknown if there is no such feed."""
    with session.changing(May.FEEDS, Action.ITEMS_AGREED, code) as change:
        before = feed_by_code(change.connection, code)
        after = keep_items(change, before, agreed)
        change.detail |= {
            "allowed": sorted(after.allowed - before.allowed),
            "denied": sorted(before.allowed - after.allowed),
            "clause": after.clause,
        }
        return after


def change_feed(session: Session, code: str, **told: str | int) -> Feed:
    """Change what is told of these CHANGEABLE fields.

    Raises:
        FeedUnknown: there is no such feed.
        FeedsFileWrong: a value is not of the form a feed needs; nothing was changed.
    """
    with session.changing(May.FEEDS, Action.FEED_CHANGED, code) as change:
        before = feed_by_code(change.connection, code)
        now = {name: getattr(before, name) for name in CHANGEABLE}
        whole = {"code": before.code, "agency": asdict(before.agency), "theme": before.theme, **now, **told}
        fitting = described(**whole).model_dump()
        altered = {name: fitting[name] for name in CHANGEABLE if fitting[name] != now[name]}
        for name, value in altered.items():
            change.connection.execute(f"update feed set {name} = ? where id = ?", (value, before.id))  # noqa: S608
        change.detail |= altered
        return feed_by_code(change.connection, code)


def retire(session: Session, code: str, *, running: bool = False) -> Feed:
    """End the feed: it takes no more files, and what it delivered stays. running: it takes files again."""
    with session.changing(May.FEEDS, Action.FEED_RETIRED, code) as change:
        before = feed_by_code(change.connection, code)
        day = "" if running else before.retired or session.today().isoformat()
        change.connection.execute("update feed set retired = ? where id = ?", (day, before.id))
        change.detail["retired"] = day
        return feed_by_code(change.connection, code)
