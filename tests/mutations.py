"""Faults put into linkage and deciding one at a time, in a copy: does the suite notice each? `make mutations`

Most are slips that domain/8 saw in other products. A fault that no test catches is a hole in the tests; one that no
longer applies must be written anew, since the code it changed is gone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("fctui", "importers", "matching", "screens", "store", "tests")
AT_ONCE = """

from hypothesis import Phase, settings

settings.register_profile("at once", phases=[Phase.generate])  # that it fails is enough; no simpler example is sought
settings.load_profile("at once")
"""
ROOMS = ("linkage", "deciding")
PURE = ("test_partition.py",)
PLANTED = ("test_partition_planted.py",)
BRIDGES = ("test_bridges.py",)
RIVALS = ("test_partition_planted.py", "test_linkage_machine.py")
ASKED = ("test_resolve.py",)
FAINT = ("test_faint.py",)
RULING = ("test_review_ruling.py", "test_review.py", "test_linkage_machine.py")


@dataclass(frozen=True)
class Mutation:
    """A fault: `before` becomes `after` in a module of linkage or deciding; `tests` are those that should notice."""

    name: str
    module: str
    before: str
    after: str
    tests: Sequence[str]


MUTATIONS = (
    Mutation(
        "separation holds for the pair, not for the whole persons", "partition",
        "any(test(pair(a, b)) for a in one.records for b in other.records)",
        "test(pair(min(one.records), min(other.records)))", PURE,
    ),
    Mutation(
        "hard guards hold for the pair, not for the whole persons", "partition",
        "barred = self._bars(one, other)", "barred: set[str] = set()", PURE,
    ),
    Mutation(
        "a guard on the pair itself is forgotten", "partition",
        "self.facts.evidence[a, b].veto or self._objection(one, other)", "self._objection(one, other)", PURE,
    ),
    Mutation(
        "people accept one contradiction and so every kind", "partition",
        "not barred <= self._accepted(one) | self._accepted(other)",
        "not (self._accepted(one) | self._accepted(other))", PURE,
    ),
    Mutation(
        "pairs are taken as they arrived, not by weight", "partition",
        "sorted(latched, key=self._turn)", "sorted(latched)", PURE,
    ),
    Mutation(
        "ties go by record number, not by the agencies' own keys", "partition",
        "sorted(self.facts.records[r] for r in p)", 'sorted(("", f"{r:09}") for r in p)', PURE,
    ),
    Mutation(
        "two persons meet through one record that each of them fits", "partition",
        "return 2 * len(held) > len(across) or", "return bool(held) or", PURE,
    ),
    Mutation(
        "a bridge between two persons holds", "partition",
        "for group in {id(g): g for g in self.of.values()}.values():", "for group in list[_Group]():", PURE,
    ),
    Mutation(
        "a bridge that fits both nearly equally goes to the better one", "bridges",
        "alone = fits[0][0] - fits[1][0] < margin", "alone = False", PURE,
    ),
    Mutation(
        "what people accepted in records that a bridge leaves behind is forgiven the rest", "partition",
        "            self._hold_to_guards(records, latched, refused)\n", "            pass\n", PURE,
    ),
    Mutation("the runner-up does not count", "partition", "or self._rival(a, b)", 'or ""', PURE),
    Mutation(
        "who may not be the same person counts as a rival", "partition",
        "if p in self.facts.barred or p in self.apart:", "if p in self.apart:", BRIDGES,
    ),
    Mutation(
        "who was told apart counts as a rival", "partition",
        "if p in self.facts.barred or p in self.apart:", "if p in self.facts.barred:", BRIDGES,
    ),
    Mutation(
        "a neighbour of any weight counts as a rival", "partition",
        "max(self.facts.evidence[a, b].weight - self.facts.margin, self.facts.rival)",
        "self.facts.evidence[a, b].weight - self.facts.margin", BRIDGES,
    ),
    Mutation(
        "what one bridge leaves is not looked at again", "partition",
        "            self._take_apart(part, refused)\n", "            pass\n", BRIDGES,
    ),
    Mutation(
        "a pair that may not be joined makes a bridge sound", "partition",
        "if not (e := self.facts.evidence[p]).veto", "if (e := self.facts.evidence[p])", BRIDGES,
    ),
    Mutation(
        "a bridge goes by whichever pair comes last", "bridges",
        "max(bits, near[one].get(other, bits))", "bits", BRIDGES,
    ),
    Mutation(
        "one record that hangs on another is a person", "bridges",
        "if sum(len(blocks[n]) for n in part) > 1]", "]", BRIDGES,
    ),
    Mutation(
        "records that people declared one may be a bridge", "bridges",
        "if len(block) > 1:", "if len(block) > 99:", BRIDGES,
    ),
    Mutation(
        "half of the pairs across are support enough", "partition",
        "2 * len(held) > len(across)", "2 * len(held) >= len(across)", PURE,
    ),
    Mutation(
        "declared records do not count as one", "partition",
        "if declared else self.blocks", "if False else self.blocks", PURE,
    ),
    Mutation(
        "a person may be one record over the cap", "partition",
        "> self.facts.cap:", "> self.facts.cap + 1:", PURE,
    ),
    Mutation("a refused join is not told", "partition", "refused[a, b] = reason", "pass", PURE),
    Mutation(
        "what speaks against a pair is not weighed", "facts",
        "fields < model.thresholds.veto", "fields < -1e9", PLANTED,
    ),
    Mutation(
        "a pair kept apart by a hard guard counts as a rival", "facts",
        "bars = {p: bar(e.veto) for p, e in evidence.items() if e.veto in HARD}", "bars: dict[Pair, str] = {}", RIVALS,
    ),
    Mutation(
        "two whom one agency numbers are joined by name and birth date", "guards",
        "Guard.TWICE: twice & (", "Guard.TWICE: False & (", ASKED,
    ),
    Mutation(
        "who moves is taken for two people where the agency gives no numbers", "listed",
        "together & ~np.isin(left, list(unnumbered(connection, feeds)))", "together", ASKED,
    ),
    Mutation(
        "where one name differs it does not matter that an agency lists both", "questions",
        "if not feeds[one] & feeds[other] - numberless", "if feeds", ASKED,
    ),
    Mutation(
        "whom their numbers tell apart people are asked about", "questions",
        "- {p for p, persons in answered.items() if persons in apart}", "- set()", ASKED,
    ),
    Mutation(
        "of those who are asked about though they are light no numbers are looked at", "questions",
        "and not (p in answered and persons in apart)", "", ASKED,
    ),
    Mutation(
        "a parent and a child of one name and home are asked about", "faint",
        "(named_alike & ages & (birth", "(named_alike & (birth", FAINT,
    ),
    Mutation(
        "what the machine would have joined is not asked about where numbers differ", "questions",
        "said.veto in _DOUBTFUL and not said.latched", "said.veto in _DOUBTFUL", ASKED,
    ),
    Mutation(
        "those whom a changed record stood beside are not looked at", "resolve",
        "{*new, *changed, *left, *also}", "{*new, *changed, *also}", PLANTED,
    ),
    Mutation(
        "being unsure about a hold lifts it", "facts",
        'if said & APART]', 'if said & APART and "unsure" not in said]', PLANTED,
    ),
    Mutation(
        "evidence that grew weak lets go at once: no hysteresis", "pairing",
        "| (before & (bits >= limits.keep))", "", RULING,
    ),
    Mutation("the machine redoes what was undone", "ruling", 'if act.verdict == "same"', "if False", RULING),
    Mutation(
        "contradictions are looked for among live records only", "ruling",
        "for d in everything if d not in replaced.values()]",
        "for d in everything if d not in replaced.values() and {d.a, d.b} <= links.everyone(connection).keys()]",
        RULING,
    ),
    Mutation(
        "an undo may bring a contradiction back", "ruling",
        "refuse(connection, [d for d in everything if d not in whole] + back, {})", "", RULING,
    ),
    Mutation(
        "a decision forgets what it replaces", "ruling",
        "supersedes=before.id if before else None", "supersedes=None", RULING,
    ),
    Mutation(
        "'different' settles the pair that was asked, not the persons", "ruling",
        "verdicts |= dict.fromkeys(sorted(asked), verdict)", "pass", RULING,
    ),
    Mutation(
        "numbers are minted by the latest record", "persons",
        "dict.fromkeys(group, min(group))", "dict.fromkeys(group, max(group))", RULING,
    ),
    Mutation(
        "a group that hangs together is beyond doubt", "components",
        "(joined == records * (records - 1) // 2)", "(joined > 0)", RIVALS,
    ),
    Mutation(
        "a stale preview is approved", "rerun",
        "if found.token != token.strip():", "if not token:", ("test_rerun.py",),
    ),
    Mutation(
        "a lower review line looks among kept pairs only", "rerun",
        "search=search,", "search=False,", ("test_rerun.py",),
    ),
)  # fmt: skip


def main() -> int:
    """Try every mutation, two at a time, and print what became of it; 1 if one survives."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        sound = pool.submit(_tested, Path(scratch) / "sound", sorted({t for m in MUTATIONS for t in m.tests}))
        found = list(pool.map(lambda numbered: _try(Path(scratch), *numbered), enumerate(MUTATIONS)))
        ran = sound.result()
    if ran is None or ran.returncode:
        print("The tests fail without any fault, so they prove nothing here.", ran.stdout[-2000:] if ran else "")
        return 1
    for mutation, (caught, seconds) in zip(MUTATIONS, found, strict=True):
        print(f"{caught:<9} {seconds:5.1f} s  {mutation.module}: {mutation.name}")
    survivors = sum(caught != "caught" for caught, _ in found)
    print(f"{len(found) - survivors} of {len(found)} caught in {time.monotonic() - begun:.0f} s")
    return int(survivors > 0)


def _try(scratch: Path, number: int, mutation: Mutation) -> tuple[str, float]:
    begun = time.monotonic()

    def broken(copy: Path) -> bool:
        (module,) = (path for room in ROOMS if (path := copy / "matching" / room / f"{mutation.module}.py").exists())
        text = module.read_text(encoding="utf-8")
        module.write_text(text.replace(mutation.before, mutation.after), encoding="utf-8")
        return text.count(mutation.before) == 1

    ran = _tested(scratch / str(number), mutation.tests, broken)
    said = "outdated" if ran is None else "caught" if ran.returncode == 1 else "SURVIVED"
    return said, time.monotonic() - begun


def _tested(
    copy: Path, tests: Iterable[str], change: Callable[[Path], bool] = bool
) -> subprocess.CompletedProcess[str] | None:
    """The tests run in a copy of the program with a change; None if it found nothing to change."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "__snapshots__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    with (copy / "tests" / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(AT_ONCE)
    if not change(copy):
        return None
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:xdist", *(f"tests/matching/{name}" for name in tests)],
        cwd=copy,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    shutil.rmtree(copy)
    return ran


if __name__ == "__main__":
    sys.exit(main())
