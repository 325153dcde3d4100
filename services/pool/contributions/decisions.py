"""Contributions: pledged, received, withdrawn (S0, S1). Only received money is reserved, only free money withdrawn."""

from datetime import date

from services.pool.chart import FREE, PLEDGED, PLEDGED_BY, PUT_IN
from services.pool.contributions.facts import ContributionPledged, ContributionReceived, ContributionWithdrawn
from services.pool.frames.decisions.ceilings import above_ceiling, put_in_cents
from services.pool.mandates.decisions import no_mandate, standing_mandate
from services.pool.pools.decisions import find_pool, goal_unknown, not_the_holder
from services.pool.state import State
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
    counts_for_ceiling: bool,
) -> list[ContributionPledged] | Refusal:
    """Promise money for some of the pool's goals. Own public money stays within the council's ceiling."""
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    if not standing_mandate(state, pool, today):
        return no_mandate(pool, today)
    refusal = (
        goal_unknown(found, earmarks, "earmarks")
        or _exists(state, pool, contribution)
        or _too_many(state, pool)
        or (above_ceiling(state, found, cents) if counts_for_ceiling else None)
    )
    return refusal or [
        ContributionPledged(
            pool,
            contribution,
            contributor=by,
            cents=cents,
            earmarks=tuple(dict.fromkeys(earmarks)),
            task_field=task_field,
            year=year,
            recurring=recurring,
            domain=domain,
            postings=transfer(cents, PLEDGED_BY(by), PLEDGED(pool, contribution)),
            counts_for_ceiling=counts_for_ceiling,
        )
    ]


def _exists(state: State, pool: str, contribution: str) -> Refusal | None:
    if contribution not in state.contributions.of(pool).pledged:
        return None
    sentence = f"{pool} has a contribution {contribution} already; choose another name."
    return Refusal("exists", sentence, "contribution")


def _too_many(state: State, pool: str) -> Refusal | None:
    """A hold names every contribution it draws on, and has to fit into one message."""
    if len(state.contributions.of(pool).pledged) < MAX_CONTRIBUTIONS:
        return None
    sentence = f"{pool} has {MAX_CONTRIBUTIONS} contributions, as many as one pool can have; open another pool."
    return Refusal("too-many-contributions", sentence, "pool")


def receive(
    state: State, *, by: str, pool: str, contribution: str, cents: int, received_on: date
) -> list[ContributionReceived] | Refusal:
    """Book money that arrived, up to what was pledged."""
    pledged = _find(state, pool, contribution)
    if isinstance(pledged, Refusal):
        return pledged
    if refusal := not_the_holder(state.pools.by_name[pool], by):
        return refusal
    awaited_cents = state.books.balance(PLEDGED(pool, contribution))
    if cents > awaited_cents:
        sentence = f"{euros(awaited_cents)} of {contribution} is still to come; have the rest pledged first."
        return Refusal("more-than-pledged", sentence, "cents")
    contributor = pledged.contributor
    postings = (
        *transfer(cents, PUT_IN(contributor), FREE(pool, contribution)),
        *transfer(cents, PLEDGED(pool, contribution), PLEDGED_BY(contributor)),
    )
    return [ContributionReceived(pool, contribution, contributor, cents, received_on, postings)]


def withdraw(
    state: State, *, by: str, pool: str, contribution: str, cents: int
) -> list[ContributionWithdrawn] | Refusal:
    """Take back money that is free.

    Never more than was put in: interest and savings that came in stay with the pool, for its goals.
    """
    pledged = _find(state, pool, contribution)
    if isinstance(pledged, Refusal):
        return pledged
    if by != pledged.contributor:
        return Refusal("not-yours", f"Only {pledged.contributor}, who put it in, may withdraw it.", "contribution")
    free = FREE(pool, contribution)
    withdrawable_cents = min(state.books.balance(free), put_in_cents(state, pool, contribution))
    if cents > withdrawable_cents:
        sentence = (
            f"{euros(withdrawable_cents)} of {contribution} can be withdrawn; the rest is not free, or not put in."
        )
        return Refusal("not-free", sentence, "cents")
    postings = transfer(cents, free, PUT_IN(by))
    return [ContributionWithdrawn(pool, contribution, by, cents, postings)]


def _find(state: State, pool: str, contribution: str) -> ContributionPledged | Refusal:
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    unknown = Refusal(
        "unknown-contribution", f"{pool} has no contribution {contribution}; check its name.", "contribution"
    )
    return state.contributions.of(pool).pledged.get(contribution, unknown)
