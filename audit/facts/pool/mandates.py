"""Mandates: within what limits a budget holder decides."""

from datetime import date

from audit.facts.declaring import ALL, Command
from audit.facts.pool.pools import OfPool


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
