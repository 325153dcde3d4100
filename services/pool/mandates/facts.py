"""Mandates. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.pool.pools.facts import OfPool


@dataclass(frozen=True, slots=True)
class MandateSet(OfPool):
    """Within these limits the budget holder decides alone; above the threshold a second approver joins."""

    kind: ClassVar[str] = "mandate-set"
    limit_cents: int
    total_cents: int
    goals: tuple[str, ...]
    valid_from: date
    valid_to: date
    automatic: bool
    four_eyes_above_cents: int | None
    second_approver: str | None
