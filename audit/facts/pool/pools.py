"""Pools: opened within the council's frame, handed from one budget holder to the next."""

from datetime import date

import msgspec

from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Fact, Kept, Known


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """What the council set beforehand."""

    decision: str
    ceiling_cents: int


BUDGET_HOLDERS = Kept(str)
"""Party by pool."""
GOVERNORS = Kept(str)
"""Who last handed a pool over or gave it a mandate, by pool."""


class OfPool(Fact):
    pool: str

    @property
    def funder(self) -> str:
        """The pool as whoever asks of it names it."""
        return f"pool:{self.pool}"

    def holder(self, known: Known) -> str:
        """The budget holder."""
        return known[BUDGET_HOLDERS].get(self.pool, UNKNOWN)

    def governor(self, known: Known) -> str:
        """Whose command last changed who decides."""
        return known[GOVERNORS].get(self.pool, UNKNOWN)


class PoolOpened(OfPool):
    kind = "pool-opened"
    told = ALL
    causes = (Command("open-pool"),)
    kept = "pool"
    frame: Frame
    budget_holder: str
    opened_on: date | None = None
    """None in what was recorded before it was remembered."""

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        known[BUDGET_HOLDERS].put(self.pool, self.budget_holder)


class PoolHandedOver(OfPool):
    kind = "pool-handed-over"
    told = ALL
    causes = (Command("hand-over"),)
    budget_holder: str
    previous_holder: str

    def fold(self, event: Event, known: Known) -> None:
        known[BUDGET_HOLDERS].put(self.pool, self.budget_holder)
        known[GOVERNORS].put(self.pool, event.by)
