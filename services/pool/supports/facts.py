"""Supports: proposed, consented to, agreed, ended. Kinds and field names are a storage format: never rename, never
reuse.

With a support, money for one goal may be used for another, whose result reduces the need for the first (S4).
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.pool.pools.facts import OfPool


@dataclass(frozen=True, slots=True)
class OfSupport(OfPool):
    support: str


@dataclass(frozen=True, slots=True)
class SupportProposed(OfSupport):
    """It awaits consents. Each such fact tells one of those who consent, after a handover the new budget holder."""

    kind: ClassVar[str] = "support-proposed"
    contributions: tuple[str, ...]
    """The oldest first."""
    from_goal: str
    to_goal: str
    max_cents: int
    """At most so much is held, committed and paid under it at a time."""
    starts_on: date
    ends_on: date
    """The last day on which something may be held under it."""
    budget_change: str | None
    """The council's decision that allows own public money to move from one task field to another."""
    evidence: str
    """Why the result reduces the need, or where that is told."""
    proposed_by: str
    addressee: str


@dataclass(frozen=True, slots=True)
class SupportConsented(OfSupport):
    """One of those who consent said yes: a contributor, the budget holder, or who is both."""

    kind: ClassVar[str] = "support-consented"
    consented_by: str


@dataclass(frozen=True, slots=True)
class SupportAgreed(OfSupport):
    """All have consented: from its first day on it is a way from these contributions to the goal."""

    kind: ClassVar[str] = "support-agreed"
    contributions: tuple[str, ...]
    from_goal: str
    to_goal: str
    max_cents: int
    starts_on: date
    ends_on: date
    budget_change: str | None
    agreed_by: tuple[str, ...]
    """The contributors and the budget holder, each once."""


@dataclass(frozen=True, slots=True)
class SupportEnded(OfSupport):
    """It is withdrawn, or was never agreed: nothing more is held under it. What is held or committed under it stays."""

    kind: ClassVar[str] = "support-ended"
    ended_by: str


@dataclass(frozen=True, slots=True)
class SupportEndExplained(OfSupport):
    """Why a support was ended, to one of those whom it concerns."""

    kind: ClassVar[str] = "support-end-explained"
    ended_by: str
    reason: str
    addressee: str
