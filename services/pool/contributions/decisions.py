"""Contributions: received, withdrawn (S0, S1). Only received money is reserved, only free money withdrawn."""

from datetime import date

from services.pool.chart import FREE, PLEDGED, PLEDGED_BY, PUT_IN, Inflow
from services.pool.contributions.facts import ContributionPledged, ContributionReceived, ContributionWithdrawn
from services.pool.frames.decisions.ceilings import put_in_cents
from services.pool.pools.decisions import find_pool, not_the_holder
from services.pool.pools.state import Pool
from services.pool.state import State
from shared.money import Refusal, euros, together, transfer


def receive(
    state: State, *, by: str, today: date, pool: str, contribution: str, cents: int, received_on: date
) -> list[ContributionReceived] | Refusal:
    """Book money that arrived, up to what was pledged."""
    pledged = find_pledge(state, pool, contribution)
    if isinstance(pledged, Refusal):
        return pledged
    found = state.pools.by_name[pool]
    if refusal := not_the_holder(found, by) or together(
        _not_on(found, received_on, today), _more_than_pledged(state, pledged, cents)
    ):
        return refusal
    contributor = pledged.contributor
    postings = (
        *Inflow(state.books.balance, state.year_end).transfer(cents, PUT_IN(contributor), pool, contribution),
        *transfer(cents, PLEDGED(pool, contribution), PLEDGED_BY(contributor)),
    )
    number = state.contributions.receipt_count(pool, contribution) + 1
    return [ContributionReceived(pool, contribution, contributor, cents, received_on, postings, number)]


def _more_than_pledged(state: State, pledged: ContributionPledged, cents: int) -> Refusal | None:
    awaited_cents = state.books.balance(PLEDGED(pledged.pool, pledged.contribution))
    if cents <= awaited_cents:
        return None
    left = euros(awaited_cents) if awaited_cents else "Nothing"
    sentence = f"{left} of {pledged.contribution} is still to come; have the rest pledged first."
    return Refusal("more-than-pledged", sentence, "cents")


def _not_on(pool: Pool, received_on: date, today: date) -> Refusal | None:
    """Money arrives between the opening of the pool and today, both days inclusive.

    The opening day of a pool that was opened before it was remembered is not known here, for the state follows from
    facts and not from their log time. Of such a pool no day is refused as too early.
    """
    if received_on > today:
        sentence = f"{received_on} is still to come; record the money once it has arrived."
        return Refusal("date-in-future", sentence, "received_on")
    opened_on = pool.opened.opened_on
    if opened_on and received_on < opened_on:
        sentence = f"{pool.pool} was opened on {opened_on}; name the day on which it received the money."
        return Refusal("date-too-early", sentence, "received_on")
    return None


def withdraw(
    state: State, *, by: str, today: date, pool: str, contribution: str, cents: int
) -> list[ContributionWithdrawn] | Refusal:
    """Take back money that is free.

    Never more than was put in: interest and savings that came in stay with the pool, for its goals. Nor what bears
    losses first, as long as others lent in the trust that it does.
    """
    pledged = find_pledge(state, pool, contribution)
    if isinstance(pledged, Refusal):
        return pledged
    if by != pledged.contributor:
        return Refusal("not-yours", f"Only {pledged.contributor}, who put it in, may withdraw it.", "contribution")
    if state.year_end.is_overdue(pool, contribution, today):
        last_day = state.year_end.last_days[f"{pool}/{contribution}"]
        return Refusal(
            "not-free", f"{contribution} was until {last_day}; what is left of it goes its way.", "contribution"
        )
    free = FREE(pool, contribution)
    withdrawable_cents = min(state.books.balance(free), put_in_cents(state, pool, contribution))
    if cents > withdrawable_cents:
        left = euros(withdrawable_cents) if withdrawable_cents else "Nothing"
        sentence = f"{left} of {contribution} can be withdrawn; the rest is not free, or not put in."
        return Refusal("not-free", sentence, "cents")
    kept_cents = _lent_by_others(state, pool) if pledged.first_loss else None
    if kept_cents and (refusal := _bears_losses(state, pledged, kept_cents, cents)):
        return refusal
    return [ContributionWithdrawn(pool, contribution, by, cents, transfer(cents, free, PUT_IN(by)), kept_cents)]


def _lent_by_others(state: State, pool: str) -> int:
    """What contributions that do not bear losses first have out on loans."""
    pledged = state.contributions.of(pool).pledged
    lent = state.holds.lent.get(pool, {})
    return sum(cents for contribution, cents in lent.items() if not pledged[contribution].first_loss)


def _bears_losses(state: State, pledged: ContributionPledged, kept_cents: int, cents: int) -> Refusal | None:
    """All that bear losses first keep as much free, together, as the others may lose (S0)."""
    first = (name for name, one in state.contributions.of(pledged.pool).pledged.items() if one.first_loss)
    free_cents = sum(state.books.balance(FREE(pledged.pool, name)) for name in first)
    if cents <= free_cents - kept_cents:
        return None
    left = euros(free_cents - kept_cents) if free_cents > kept_cents else "Nothing"
    sentence = f"{left} can be withdrawn: others have {euros(kept_cents)} out on loans, of which {pledged.contribution}"
    return Refusal("bears-losses", f"{sentence} bears losses first; wait until it is repaid.", "cents")


def find_pledge(state: State, pool: str, contribution: str) -> ContributionPledged | Refusal:
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    return state.contributions.of(pool).pledged.get(contribution) or _unknown(state, found, contribution)


def _unknown(state: State, pool: Pool, contribution: str) -> Refusal:
    sentence = f"{pool.pool} has no contribution {contribution}; check its name."
    if contribution in state.pledges.of(pool.pool).waiting:
        sentence = f"{contribution} is an offer to {pool.pool} as yet; {pool.budget_holder} has to accept it first."
    return Refusal("unknown-contribution", sentence, "contribution")
