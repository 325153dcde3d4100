"""What contributors agreed among themselves."""

from audit.facts.declaring import ALL, Command, Event, Kept, Known
from audit.facts.pool.pools import OfPool


class InterestReserveSet(OfPool):
    """Whose income interest is from now on; none: of those that lent."""

    kind = "interest-reserve-set"
    told = ALL
    causes = (Command("set-interest-reserve"),)
    contribution: str | None
    decision: str

    def fold(self, event: Event, known: Known) -> None:
        known[RESERVES].put(self.pool, self.contribution or "")


RESERVES = Kept(str)
"""By pool; empty: in proportion."""
