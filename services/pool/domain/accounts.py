"""The pool's chart of accounts: names, movements, and the sums that decisions ask of it. All in cents."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeAlias, get_args

from services.pool.domain.events import Part
from services.pool.domain.state import Pool
from shared.money import Posting, transfer

Bucket: TypeAlias = Literal["free", "held", "committed", "paid", "refunded", "earned", "moved-in"]
"""Where a contribution's money is. The last three say where it came from, and stand at minus what came in."""
BUCKETS: tuple[Bucket, ...] = get_args(Bucket)

Balance: TypeAlias = Callable[[str], int]
"""What stands on an account."""


def contributor(party: str) -> str:
    """Minus what the party put in."""
    return f"contributor:{party}"


def of(pool: str, contribution: str, bucket: Bucket) -> str:
    return f"{pool}/{contribution}/{bucket}"


def pledged_by(party: str) -> str:
    """Minus what the party still has to pay in."""
    return f"memo/pledged-by:{party}"


def pledged(pool: str, contribution: str) -> str:
    """What is still to be received."""
    return f"memo/{pool}/{contribution}/pledged"


def moved(pool: str, shares: Mapping[str, int], source: Bucket, target: Bucket) -> tuple[Posting, ...]:
    """Each contribution's share from one of its buckets to another."""
    return tuple(
        posting
        for contribution, cents in shares.items()
        for posting in transfer(cents, of(pool, contribution, source), of(pool, contribution, target))
    )


def shares(parts: Iterable[Part]) -> dict[str, int]:
    """What each contribution pays, over all goals."""
    totals: dict[str, int] = {}
    for part in parts:
        totals[part.contribution] = totals.get(part.contribution, 0) + part.cents
    return totals


def after(balance: Balance, postings: Iterable[Posting]) -> Balance:
    """The balances as these postings would leave them."""
    changed: dict[str, int] = {}
    for account, cents in postings:
        changed[account] = changed.get(account, 0) + cents
    return lambda account: balance(account) + changed.get(account, 0)


def put_in(pool: str, contribution: str, balance: Balance) -> int:
    """Received less withdrawn: wherever the money is now, less what came in otherwise."""
    return sum(balance(of(pool, contribution, bucket)) for bucket in BUCKETS)


def promised(pool: Pool, balance: Balance) -> int:
    """What the contributors have put in and have still to pay in."""
    return sum(
        put_in(pool.pool, contribution, balance) + balance(pledged(pool.pool, contribution))
        for contribution in pool.contributions
    )


def engaged(pool: Pool, balance: Balance) -> int:
    """Held, committed and paid, less the principal that came back."""
    buckets: tuple[Bucket, ...] = ("held", "committed", "paid", "refunded")
    return sum(
        balance(of(pool.pool, contribution, bucket)) for contribution in pool.contributions for bucket in buckets
    )
