"""The pools: as they were opened, the council's frame as it stands, and who holds each budget now."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from services.pool.closing.facts import PoolClosed
from services.pool.frames.facts import FrameAmended
from services.pool.pools.facts import Frame, Goal, GoalCeiling, PoolHandedOver, PoolOpened


@dataclass(slots=True)
class Pool:
    """One bundled budget under one budget holder."""

    opened: PoolOpened
    budget_holder: str
    amended: FrameAmended | None = None
    """The last amendment of its frame."""
    closed: PoolClosed | None = None

    @property
    def pool(self) -> str:
        return self.opened.pool

    @property
    def frame(self) -> Frame:
        """The council's frame as it stands."""
        return self._framed.frame

    @property
    def ceilings(self) -> tuple[GoalCeiling, ...]:
        """Of single goals, as they stand."""
        return self._framed.ceilings

    @property
    def goal_codes(self) -> tuple[Goal, ...]:
        """The goals as they stand, each with its task field."""
        return self._framed.goals

    @property
    def reserve(self) -> str | None:
        """The council's decision by which own money does not lapse at the end of its year."""
        return self._framed.reserve

    @property
    def goals(self) -> frozenset[str]:
        return frozenset(goal.goal for goal in self.goal_codes)

    @property
    def _framed(self) -> PoolOpened | FrameAmended:
        return self.amended or self.opened


@dataclass(slots=True)
class Pools:
    by_name: MutableMapping[str, Pool] = field(default_factory=dict)
    opened_at: MutableMapping[str, str] = field(default_factory=dict)
    """The pools by number, from 1 on, in the order in which they were opened."""


Folded: TypeAlias = PoolOpened | PoolHandedOver | FrameAmended | PoolClosed


def evolve(pools: Pools, fact: Folded) -> None:
    match fact:
        case PoolOpened():
            pools.by_name[fact.pool] = Pool(fact, fact.budget_holder)
            pools.opened_at[str(len(pools.by_name))] = fact.pool
        case PoolHandedOver():
            pools.by_name[fact.pool].budget_holder = fact.budget_holder
        case FrameAmended():
            pools.by_name[fact.pool].amended = fact
        case PoolClosed():
            pools.by_name[fact.pool].closed = fact
        case _:
            assert_never(fact)
