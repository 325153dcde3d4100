"""What may be asked of the pool service, and the form of its answers, with an example each. Amounts are euro cents."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field

from services.pool import messages as m
from shared.wire import AnswerBody, AskId, Id, QueryBody

Limit: TypeAlias = Annotated[int, Field(gt=0, le=500)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# Pools


class _Amounts(_Part):
    """Still to be received, then where the money is, and where it came from; all as positive amounts."""

    pledged_cents: int
    free_cents: int
    held_cents: int
    committed_cents: int
    paid_cents: int
    refunded_cents: int
    earned_cents: int
    moved_in_cents: int


class _Pool(_Part):
    pool: str
    neighbourhood: str
    budget_holder: str
    ceiling_cents: int


class PoolSummary(_Amounts, _Pool):
    """A pool with its totals."""

    exhausted: bool


class Mandate(_Part):
    """The limits within which the budget holder decides alone."""

    limit_cents: int
    total_cents: int
    goals: tuple[str, ...]
    valid_from: date
    valid_to: date
    automatic: bool
    four_eyes_above_cents: int | None
    second_approver: str | None


class _Pledged(_Part):
    contribution: str
    contributor: str
    earmarks: tuple[str, ...]
    task_field: str
    year: int
    recurring: str
    domain: str


class Contribution(_Amounts, _Pledged):
    """One party's money, and where it is."""


class GoalStanding(m.Goal):
    """A goal, what is available for it, and what is engaged. Money with several earmarks is available to each."""

    available_cents: int
    held_cents: int
    committed_cents: int
    paid_cents: int


_AMOUNTS: Mapping[str, int] = {
    "pledged_cents": 0,
    "free_cents": 350_000,
    "held_cents": 0,
    "committed_cents": 450_000,
    "paid_cents": 0,
    "refunded_cents": 0,
    "earned_cents": 0,
    "moved_in_cents": 0,
}
_POOL: Mapping[str, Any] = {
    "pool": "moestuin",
    "neighbourhood": m.OpenPool.example["neighbourhood"],
    "budget_holder": "welzijn",
    "ceiling_cents": 2_500_000,
    **_AMOUNTS,
    "exhausted": False,
}


class Pools(AnswerBody):
    """Every pool, with its totals."""

    pools: tuple[PoolSummary, ...]

    example: ClassVar[Mapping[str, Any]] = {"pools": [_POOL]}


class PoolOverview(AnswerBody, PoolSummary):
    """Where every cent of a pool is, per contribution and per goal."""

    frame: m.Frame
    mandate: Mandate | None
    contributions: tuple[Contribution, ...]
    goals: tuple[GoalStanding, ...]

    example: ClassVar[Mapping[str, Any]] = {
        **_POOL,
        "frame": m.OpenPool.example["frame"],
        "mandate": {name: value for name, value in m.SetMandate.example.items() if name != "pool"},
        "contributions": [
            {
                **{name: value for name, value in m.Pledge.example.items() if name not in {"pool", "cents"}},
                "contributor": "welzijn",
                **_AMOUNTS,
                "free_cents": 200_000,
                "committed_cents": 300_000,
            },
            {
                "contribution": "openbare-ruimte-2026",
                "contributor": "openbare-ruimte",
                "earmarks": ["groen"],
                "task_field": "5.7",
                "year": 2026,
                "recurring": "incidental",
                "domain": "physical",
                **_AMOUNTS,
                "free_cents": 150_000,
                "committed_cents": 150_000,
            },
        ],
        "goals": [
            {
                **goal,
                "available_cents": available_cents,
                "held_cents": 0,
                "committed_cents": committed_cents,
                "paid_cents": 0,
            }
            for goal, available_cents, committed_cents in zip(
                m.OpenPool.example["goals"], (200_000, 150_000), (300_000, 150_000), strict=True
            )
        ],
    }


class ListPools(QueryBody):
    """Every pool, with its totals."""

    name: ClassVar[str] = "pools"
    answer: ClassVar[type[AnswerBody]] = Pools

    example: ClassVar[Mapping[str, Any]] = {}


class ShowPool(QueryBody):
    """Per contribution and per goal what is free, held, committed, paid and came back: exhausted or not (S4)."""

    name: ClassVar[str] = "pool"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-pool",)
    answer: ClassVar[type[AnswerBody]] = PoolOverview
    pool: Id

    example: ClassVar[Mapping[str, Any]] = {"pool": "moestuin"}


# Asks

Standing: TypeAlias = Literal["asked", "awaiting-second-approval", "held", "declined", "released", "committed", "paid"]


class Line(_Part):
    """What is asked for one goal."""

    goal: str
    cents: int


class _OfAsk(_Part):
    """One ask: what it asks, how far it has come, who still has to speak, and which contributions back it."""

    application: str
    ask: str
    revision: int
    cents: int
    lines: tuple[Line, ...]
    standing: Standing
    awaits: str | None
    reason: str | None
    attribution: tuple[m.Attributed, ...]


_ASK: Mapping[str, Any] = {
    "application": "moestuin-2026",
    "ask": "moestuin-2026:kas",
    "revision": 1,
    "cents": 450_000,
    "lines": [{"goal": "ontmoeten", "cents": 300_000}, {"goal": "groen", "cents": 150_000}],
    "standing": "committed",
    "awaits": None,
    "reason": None,
    "attribution": m.ReservationCommitted.example["attribution"],
}


class AskShown(AnswerBody, _OfAsk):
    """One ask: what it asks, how far it has come, who still has to speak, and which contributions back it."""

    example: ClassVar[Mapping[str, Any]] = _ASK


class Asks(AnswerBody):
    """So many asks in all, and those that were asked for."""

    total: int
    asks: tuple[_OfAsk, ...]

    example: ClassVar[Mapping[str, Any]] = {"total": 1, "asks": [_ASK]}


class ListAsks(QueryBody):
    """The asks to a pool in the order in which they came, after the first `after`, and how far each has come."""

    name: ClassVar[str] = "asks"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-pool",)
    answer: ClassVar[type[AnswerBody]] = Asks
    pool: Id
    after: Annotated[int, Field(ge=0)] = 0
    limit: Limit = 100

    example: ClassVar[Mapping[str, Any]] = {"pool": "moestuin"}


class ShowAsk(QueryBody):
    """One ask, with the contributions that back it."""

    name: ClassVar[str] = "ask"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-pool", "unknown-ask")
    answer: ClassVar[type[AnswerBody]] = AskShown
    pool: Id
    ask: AskId

    example: ClassVar[Mapping[str, Any]] = {"pool": "moestuin", "ask": "moestuin-2026:kas"}


Query: TypeAlias = ListPools | ShowPool | ListAsks | ShowAsk
QUERIES: tuple[type[Query], ...] = get_args(Query)
