"""Mandates: within what limits a budget holder decides."""

from datetime import date

from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Known
from audit.facts.pool.pools import GOVERNORS, OfPool


class MandateSet(OfPool):
    kind = "mandate-set"
    told = ALL
    causes = (Command("set-mandate"),)
    kept = "pool"
    limit_cents: int
    total_cents: int
    goals: tuple[str, ...]
    valid_from: date
    valid_to: date
    four_eyes_above_cents: int | None
    second_approver: str | None

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        known[GOVERNORS].put(self.pool, event.by)


def second_approver_of(pool: str, known: Known) -> str:
    mandate = known[MandateSet].get(pool)
    return mandate.second_approver or UNKNOWN if mandate else UNKNOWN
