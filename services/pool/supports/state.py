"""The supports of each pool: what was proposed, who consented, and which have ended."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, assert_never

from services.pool.supports.facts import (
    SupportAgreed,
    SupportConsented,
    SupportEnded,
    SupportProposed,
)


@dataclass(slots=True)
class Support:
    proposed: SupportProposed
    """As it was told last."""
    consented: dict[str, None] = field(default_factory=dict)
    """Who said yes; who proposed it did so with that."""
    agreed: bool = False
    ended: bool = False

    def is_over(self, today: date) -> bool:
        """Whether nothing can be held under it any more, nor consented to."""
        return self.ended or self.proposed.ends_on < today

    def in_force(self, today: date) -> bool:
        return self.agreed and not self.is_over(today) and self.proposed.starts_on <= today


@dataclass(slots=True)
class OfOnePool:
    by_name: dict[str, Support] = field(default_factory=dict)
    """Oldest first."""
    for_goal: dict[str, list[str]] = field(default_factory=dict)
    """By the goal that is supported, what was agreed and has not been ended, oldest first."""


_NONE = OfOnePool()


@dataclass(slots=True)
class Supports:
    by_pool: MutableMapping[str, OfOnePool] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    """By pool, how many proposals were neither agreed nor ended."""

    def of(self, pool: str) -> OfOnePool:
        """To look at, not to change."""
        return self.by_pool.get(pool, _NONE)


Folded: TypeAlias = SupportProposed | SupportConsented | SupportAgreed | SupportEnded


def evolve(supports: Supports, fact: Folded) -> None:
    pool = supports.by_pool.setdefault(fact.pool, OfOnePool())
    match fact:
        case SupportProposed():
            _propose(supports, pool, fact)
        case SupportConsented():
            pool.by_name[fact.support].consented[fact.consented_by] = None
        case SupportAgreed():
            pool.by_name[fact.support].agreed = True
            pool.for_goal.setdefault(fact.to_goal, []).append(fact.support)
            supports.waiting[fact.pool] -= 1
        case SupportEnded():
            _end(supports, pool, pool.by_name[fact.support])
        case _:
            assert_never(fact)


def _propose(supports: Supports, pool: OfOnePool, fact: SupportProposed) -> None:
    """Several are told; the first time it is new."""
    if found := pool.by_name.get(fact.support):
        found.proposed = fact
        return
    pool.by_name[fact.support] = Support(fact, {fact.proposed_by: None})
    supports.waiting[fact.pool] = supports.waiting.get(fact.pool, 0) + 1


def _end(supports: Supports, pool: OfOnePool, support: Support) -> None:
    support.ended = True
    proposed = support.proposed
    if support.agreed:
        pool.for_goal[proposed.to_goal].remove(proposed.support)
    else:
        supports.waiting[proposed.pool] -= 1
