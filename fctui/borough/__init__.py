"""A synthetic borough: made-up people, the files sixteen agencies would supply about them, and the truth."""

from dataclasses import dataclass
from math import inf
from pathlib import Path
from random import Random

from fctui.borough.agencies import FEEDS
from fctui.borough.dirt import Dirt
from fctui.borough.files import Truth, Written, write_feed, write_feeds
from fctui.borough.needs import known_to
from fctui.borough.population import populate
from fctui.borough.weeks import Weeks, newcomers
from matching.progress import Progress, quiet

__all__ = ["Summary", "Written", "write"]


@dataclass(frozen=True)
class Summary:
    """What was written: files with their rows; how often each kind of dirt and each planted case occurs."""

    people: int
    households: int
    files: tuple[Written, ...]
    dirt: dict[str, int]
    hard: dict[str, int]


def write(
    people: int, seed: int, out: Path, progress: Progress = quiet, *, week: int = 0, noise: float = 1.0
) -> Summary:
    """Write the files of `people` made-up people, truth.csv and feeds.json under `out`.

    The same arguments give the same bytes on any machine. `week` 1 and later give the deliveries that
    follow: the same people and truth, with moves, closed episodes and newcomers. `noise` multiplies the rate
    of every kind of dirt. `progress` gets (stage, done, total); existing files are overwritten. Raises
    ValueError for fewer than one person, a week before the first, and a noise below 0 or not finite.
    """
    if people < 1 or week < 0:
        raise ValueError("a borough needs at least one person, and weeks count from 0")
    if not 0 <= noise < inf:
        raise ValueError("noise multiplies rates: 0 or more")
    population = populate(people, seed, progress)
    known = known_to(population.people, Random(f"{seed}:known"))
    weeks = Weeks(population, seed, week)
    new = newcomers(population, week)
    new_to = known_to(new, Random(f"{seed}:newcomers"))
    dirt = Dirt(Random(f"{seed}:dirt"), noise), Dirt(Random(f"{seed}:later dirt"), noise)
    out.mkdir(parents=True, exist_ok=True)
    files: list[Written] = []
    with (out / "truth.csv").open("w", encoding="utf-8", newline="") as stream:
        truth = Truth(stream)
        for place, feed in enumerate(FEEDS):
            progress(f"Writing {feed.file}", place, len(FEEDS))
            files.append(write_feed(feed, known[feed.code], new_to[feed.code], out, truth, dirt, weeks, seed))
    progress("Files written", len(FEEDS), len(FEEDS))
    write_feeds(out, week)
    planted = {case: count for case, count in sorted(truth.hard.items()) if case}
    return Summary(people + len(new), population.households, tuple(files), dict(dirt[0].counts), planted)
