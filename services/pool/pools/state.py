"""The pools, as they were opened, and who holds each budget now."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from services.pool.pools.facts import PoolHandedOver, PoolOpened


@dataclass(slots=True)
class Pool:
    """One bundled budget under one budget holder."""

    opened: PoolOpened
    budget_holder: str

    @property
    def pool(self) -> str:
        return self.opened.pool

    @property
    def goals(self) -> frozenset[str]:
        return frozenset(goal.goal for goal in self.opened.goals)


@dataclass(slots=True)
class Pools:
    by_name: MutableMapping[str, Pool] = field(default_factory=dict)
    opened_at: MutableMapping[str, str] = field(default_factory=dict)
    """The pools by number, from 1 on, in the order in which they were opened."""


Folded: TypeAlias = PoolOpened | PoolHandedOver


def evolve(pools: Pools, fact: Folded) -> None:
    match fact:
        case PoolOpened():
            pools.by_name[fact.pool] = Pool(fact, fact.budget_holder)
            pools.opened_at[str(len(pools.by_name))] = fact.pool
        case PoolHandedOver():
            pools.by_name[fact.pool].budget_holder = fact.budget_holder
        case _:
            assert_never(fact)
