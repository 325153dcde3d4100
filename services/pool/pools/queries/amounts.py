"""Where the money of a contribution is, in euro cents: the fields that answers about pools have in common."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from services.pool.chart import GONE, OF_CONTRIBUTION, PLEDGED
from services.pool.state import State


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Amounts(Part):
    """Still to be received, then where the money is, and where it came from; all as positive amounts."""

    pledged_cents: int
    free_cents: int
    held_cents: int
    committed_cents: int
    paid_cents: int
    refunded_cents: int
    earned_cents: int
    moved_in_cents: int
    short_cents: int = 0
    """Set aside, held, committed or paid without money, after a correction; what comes in next fills it."""
    lapsed_cents: int = 0
    """Of own public money whose last day has passed: gone to the general result."""
    returning_cents: int = 0
    """To be given back to contributors: ordered, and not paid yet."""
    given_back_cents: int = 0
    written_off_cents: int = 0
    """Of loans, not expected back: paid once, and lost."""
    reserved_cents: int = 0
    """Set aside with a first yes that awaits the second: free no more, and not held yet."""


AMOUNTS: Mapping[str, int] = {
    "pledged_cents": 0,
    "free_cents": 350_000,
    "held_cents": 0,
    "committed_cents": 450_000,
    "paid_cents": 0,
    "refunded_cents": 0,
    "earned_cents": 0,
    "moved_in_cents": 0,
    "short_cents": 0,
    "lapsed_cents": 0,
    "returning_cents": 0,
    "given_back_cents": 0,
    "written_off_cents": 0,
    "reserved_cents": 0,
}

NAMES = tuple(f"{account.name.replace('-', '_')}_cents" for account in (PLEDGED, *OF_CONTRIBUTION, *GONE))


def amounts_of(state: State, pool: str, contribution: str) -> dict[str, int]:
    """Still pledged, then where the money is and where it came from, all as positive amounts."""
    balances = (state.books.balance(account(pool, contribution)) for account in (PLEDGED, *OF_CONTRIBUTION, *GONE))
    return {name: abs(cents) for name, cents in zip(NAMES, balances, strict=True)}
