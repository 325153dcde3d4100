"""Grants that are changed before they are determined.

Kinds and field names are a storage format: never rename or reuse.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from services.settlement.agreements.facts import OfAsk

Ground: TypeAlias = Literal[
    "activities-not-done",
    "obligations-not-met",
    "wrong-information",
    "grant-was-wrong",
    "money-not-made-available",
    "circumstances-changed",
    "at-request",
    "reconsidered",
]
LESS: frozenset[Ground] = frozenset(
    {
        "activities-not-done",
        "obligations-not-met",
        "wrong-information",
        "grant-was-wrong",
        "money-not-made-available",
        "circumstances-changed",
        "at-request",
    }
)
"""Why less is granted, or nothing any more (4:48, 4:50 Awb); or because its recipient asks for less."""
MORE: frozenset[Ground] = frozenset({"reconsidered"})
"""Why more is granted again: after an objection, say."""


@dataclass(frozen=True, slots=True)
class GrantChanged(OfAsk):
    """What a funder grants from now on, by its decision: less than before, nothing, or more again (4:48, 4:50 Awb)."""

    kind: ClassVar[str] = "grant-changed"
    application: str
    ask: str
    funder: str
    recipient: str
    change: int
    """Its number among those of the ask, from 1."""
    was_cents: int
    cents: int
    advances: tuple[int, ...]
    """What each advance comes to from now on, in cents; one that is paid, what was paid of it."""
    ground: Ground
    reason: str
    changed_on: date
    changed_by: str
