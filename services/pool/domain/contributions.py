"""Contributions: pledged, received, withdrawn (S0, S1). Only received money is reserved, only free money withdrawn."""

from datetime import date

from services.pool.domain import accounts
from services.pool.domain import events as e
from services.pool.domain.mandates import no_mandate, standing_mandate
from services.pool.domain.pools import find_pool, goal_unknown, not_the_holder
from services.pool.domain.state import Pool, State
from shared.money import Refusal, euros, transfer

MAX_CONTRIBUTIONS = 1000


def pledge(
    state: State,
    *,
    by: str,
    today: date,
    pool: str,
    contribution: str,
    cents: int,
    earmarks: tuple[str, ...],
    task_field: str,
    year: int,
    recurring: str,
    domain: str,
) -> list[e.Event] | Refusal:
    """Promise money for some of the pool's goals. Everything promised together stays within the council's ceiling."""
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    if not standing_mandate(found, today):
        return no_mandate(found, today)
    refusal = (
        goal_unknown(found, earmarks, "earmarks")
        or _exists(found, contribution)
        or _too_many(found)
        or _above_frame(found, cents, accounts.promised(found, state.balance))
    )
    return refusal or [
        e.ContributionPledged(
            pool,
            contribution,
            contributor=by,
            cents=cents,
            earmarks=tuple(dict.fromkeys(earmarks)),
            task_field=task_field,
            year=year,
            recurring=recurring,
            domain=domain,
            postings=transfer(cents, accounts.pledged_by(by), accounts.pledged(pool, contribution)),
        )
    ]


def _exists(pool: Pool, contribution: str) -> Refusal | None:
    if contribution not in pool.contributions:
        return None
    sentence = f"{pool.pool} has a contribution {contribution} already; choose another name."
    return Refusal("exists", sentence, "contribution")


def _too_many(pool: Pool) -> Refusal | None:
    """A hold names every contribution it draws on, and has to fit into one message."""
    if len(pool.contributions) < MAX_CONTRIBUTIONS:
        return None
    sentence = f"{pool.pool} has {MAX_CONTRIBUTIONS} contributions, as many as one pool can have; open another pool."
    return Refusal("too-many-contributions", sentence, "pool")


def _above_frame(pool: Pool, cents: int, promised_cents: int) -> Refusal | None:
    room = pool.opened.frame.ceiling_cents - promised_cents
    if cents <= room:
        return None
    return Refusal("above-frame", f"The council's ceiling leaves {euros(room)}; pledge no more than that.", "cents")


def receive(
    state: State, *, by: str, pool: str, contribution: str, cents: int, received_on: date
) -> list[e.Event] | Refusal:
    """Book money that arrived, up to what was pledged."""
    pledged = _find(state, pool, contribution)
    if isinstance(pledged, Refusal):
        return pledged
    if refusal := not_the_holder(state.pools[pool], by):
        return refusal
    awaited_cents = state.balance(accounts.pledged(pool, contribution))
    if cents > awaited_cents:
        sentence = f"{euros(awaited_cents)} of {contribution} is still to come; have the rest pledged first."
        return Refusal("more-than-pledged", sentence, "cents")
    contributor = pledged.contributor
    postings = (
        *transfer(cents, accounts.contributor(contributor), accounts.of(pool, contribution, "free")),
        *transfer(cents, accounts.pledged(pool, contribution), accounts.pledged_by(contributor)),
    )
    return [e.ContributionReceived(pool, contribution, contributor, cents, received_on, postings)]


def withdraw(state: State, *, by: str, pool: str, contribution: str, cents: int) -> list[e.Event] | Refusal:
    """Take back money that is free.

    Never more than was put in: interest and savings that came in stay with the pool, for its goals.
    """
    pledged = _find(state, pool, contribution)
    if isinstance(pledged, Refusal):
        return pledged
    if by != pledged.contributor:
        return Refusal("not-yours", f"Only {pledged.contributor}, who put it in, may withdraw it.", "contribution")
    free = accounts.of(pool, contribution, "free")
    withdrawable_cents = min(state.balance(free), accounts.put_in(pool, contribution, state.balance))
    if cents > withdrawable_cents:
        sentence = (
            f"{euros(withdrawable_cents)} of {contribution} can be withdrawn; the rest is not free, or not put in."
        )
        return Refusal("not-free", sentence, "cents")
    postings = transfer(cents, free, accounts.contributor(by))
    return [e.ContributionWithdrawn(pool, contribution, by, cents, postings)]


def _find(state: State, pool: str, contribution: str) -> e.ContributionPledged | Refusal:
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    unknown = Refusal(
        "unknown-contribution", f"{pool} has no contribution {contribution}; check its name.", "contribution"
    )
    return found.contributions.get(contribution, unknown)
