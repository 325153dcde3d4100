"""Facts of the pool's log about pools, mandates and contributions."""

from datetime import date

import msgspec

from audit.contract.base import ALL, Fact


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """What the council set beforehand."""

    decision: str
    ceiling_cents: int
    valid_from: date
    valid_to: date


class PoolOpened(Fact):
    kind = "pool-opened"
    told = ALL
    causes = ("open-pool",)
    pool: str
    frame: Frame
    budget_holder: str


class PoolHandedOver(Fact):
    kind = "pool-handed-over"
    told = ALL
    causes = ("hand-over",)
    pool: str
    budget_holder: str
    previous_holder: str


class MandateSet(Fact):
    kind = "mandate-set"
    told = ALL
    causes = ("set-mandate",)
    pool: str
    limit_cents: int
    total_cents: int
    goals: tuple[str, ...]
    valid_from: date
    valid_to: date
    four_eyes_above_cents: int | None
    second_approver: str | None


class _OfContribution(Fact):
    told = ALL
    pool: str
    contribution: str
    contributor: str
    cents: int


class ContributionPledged(_OfContribution):
    kind = "contribution-pledged"
    causes = ("pledge",)
    earmarks: tuple[str, ...]


class ContributionReceived(_OfContribution):
    kind = "contribution-received"
    causes = ("receive",)


class ContributionWithdrawn(_OfContribution):
    kind = "contribution-withdrawn"
    causes = ("withdraw-contribution",)


FACTS: tuple[type[Fact], ...] = (
    PoolOpened,
    PoolHandedOver,
    MandateSet,
    ContributionPledged,
    ContributionReceived,
    ContributionWithdrawn,
)
