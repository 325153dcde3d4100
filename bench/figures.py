"""Figures: what was measured, once a round; the median counts, and the range says how noisy the machine was."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a figure is held to."""

    how: Literal["at least", "at most"]
    value: float

    def met(self, found: float) -> bool:
        return found >= self.value if self.how == "at least" else found <= self.value

    def __str__(self) -> str:
        return f"{'≥' if self.how == 'at least' else '≤'} {number(self.value)}"


def at_least(value: float) -> Wanted:
    return Wanted("at least", value)


def at_most(value: float) -> Wanted:
    return Wanted("at most", value)


@dataclass(slots=True)
class Figure:
    """One measure. Without a unit it is a ratio; without `wanted` it only explains the others."""

    name: str
    wanted: Wanted | None = None
    unit: str = ""
    values: list[float] = field(default_factory=list)

    def take(self, value: float) -> float:
        self.values.append(value)
        return value

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def met(self) -> bool | None:
        return self.wanted.met(self.median) if self.wanted else None

    @property
    def shown(self) -> tuple[str, str, str, str]:
        """Median, range, what is wanted, and whether that was met."""
        unit = f" {self.unit}" if self.unit else ""
        verdict = {None: "", True: "yes", False: "NO"}[self.met]
        spread = f"{number(min(self.values))} – {number(max(self.values))}" if len(self.values) > 1 else ""
        return f"{number(self.median)}{unit}", spread, f"{self.wanted}{unit}" if self.wanted else "", verdict


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that were measured together."""

    title: str
    figures: Sequence[Figure]


def number(value: float) -> str:
    """Three figures that count: `4,873`, `116`, `12.3`, `1.35`."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure."""

    rounds: int = 5
    commands: int = 8_000
    """In a closed loop."""
    seconds: float = 8.0
    """Of an open loop."""
    appends_seconds: float = 1.0
    applications: int = 400
    events: tuple[int, ...] = (1_000, 100_000, 500_000)
    """Sizes of logs, the smallest first."""
    holds: tuple[int, int] = (1_000, 10_000)
    """Open at a time in one pool: few, and many."""
    finished: int = 100_000
    """Reservations that ended in a pool."""


QUICK = Effort(
    rounds=1,
    commands=2_000,
    seconds=2.0,
    appends_seconds=0.5,
    applications=60,
    events=(1_000, 5_000, 20_000),
    holds=(100, 500),
    finished=2_000,
)
