"""What a part of a benchmark found: lines with our figure, the peer's and the goal; and the details."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import ge, le

SIGNS = {"≥": ge, "≤": le}


@dataclass(frozen=True)
class Line:
    """One figure. goal: a sign and a bound ('≥ 0.9995'), or '' for a figure without a goal."""

    what: str
    ours: float
    goal: str = ""
    peer: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether our figure reaches its goal; None without a goal."""
        if not self.goal:
            return None
        sign, bound = self.goal.split()
        return bool(SIGNS[sign](self.ours, float(bound)))


@dataclass(frozen=True)
class Part:
    """One part's figures. notes: what is to be said plainly; details: everything else, for the JSON file."""

    name: str
    lines: list[Line] = field(default_factory=list[Line])
    notes: list[str] = field(default_factory=list[str])
    details: dict[str, object] = field(default_factory=dict[str, object])

    def show(self) -> None:
        """Print the table: what, ours, Splink's if it ran, the goal, and whether it is met."""
        splink = "Splink" if any(line.peer is not None for line in self.lines) else ""
        print(f"\n{self.name}\n{'':<54} {'ours':>10} {splink:>10}  goal")
        for line in self.lines:
            peer = "" if line.peer is None else _figure(line.peer)
            mark = {None: "", True: "✓", False: "✗"}[line.met]
            print(f"  {line.what:<52} {_figure(line.ours):>10} {peer:>10}  {line.goal:<10} {mark}")
        for note in self.notes:
            print(f"  {note}")

    def plain(self) -> dict[str, object]:
        """For JSON."""
        lines = [{"what": x.what, "ours": x.ours, "splink": x.peer, "goal": x.goal, "met": x.met} for x in self.lines]
        return {"part": self.name, "figures": lines, "notes": self.notes, "details": self.details}


def _figure(value: float) -> str:
    if value == int(value) and abs(value) >= 2:
        return f"{int(value):,}"
    return f"{value:.4f}" if abs(value) < 2 else f"{value:,.2f}"
