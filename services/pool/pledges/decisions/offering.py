"""A promise is offered, and counts once the budget holder accepts it: so nobody fills a pool against its will."""

from collections.abc import Iterator
from datetime import date

from services.pool.chart import PLEDGED, PLEDGED_BY
from services.pool.contributions.facts import AtYearEnd, ContributionPledged
from services.pool.frames.decisions.ceilings import above_ceiling
from services.pool.mandates.decisions import no_mandate, standing_mandate
from services.pool.pledges.facts import PledgeOffered
from services.pool.pools.decisions import find_open_pool, goal_unknown, not_the_holder
from services.pool.pools.state import Pool
from services.pool.state import State
from services.pool.year_end.decisions import asked_again_on, last_day_of
from shared.money import Refusal, euros, together, transfer

MAX_CONTRIBUTIONS = 1000
MAX_OFFERS = 5
"""Of one contributor to one pool, at a time."""


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
    lapses_on: date | None,
    at_year_end: AtYearEnd,
    first_loss: bool,
    counts_for_ceiling: bool,
) -> list[PledgeOffered | ContributionPledged] | Refusal:
    """Offer money for some of the pool's goals. What the budget holder itself offers to its own pool is accepted."""
    found = find_open_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    offer = PledgeOffered(
        pool,
        contribution,
        offer=state.pledges.of(pool).made + 1,
        contributor=by,
        cents=cents,
        earmarks=tuple(dict.fromkeys(earmarks)),
        task_field=task_field,
        year=year,
        recurring=recurring,
        domain=domain,
        lapses_on=lapses_on,
        budget_holder=found.budget_holder,
        at_year_end=at_year_end,
        first_loss=first_loss,
    )
    refusal = together(
        *_unfit(state, found, offer, today, "earmarks", "lapses_on"),
        _lapses_anyway(offer, counts_for_ceiling, "at_year_end"),
        _exists(state, pool, contribution),
        *_no_room_for_offer(state, found, offer, counts_for_ceiling),
    )
    if refusal:
        return refusal
    return [_accepted(found, offer, by, today, counts_for_ceiling) if by == found.budget_holder else offer]


def _no_room_for_offer(state: State, pool: Pool, offer: PledgeOffered, counts: bool) -> Iterator[Refusal | None]:
    if offer.contributor == pool.budget_holder:
        yield from _no_room(state, pool, offer, counts, "cents")
    else:
        yield _never_room(pool, offer.cents) if counts else None
        yield _too_many_offers(state, pool.pool, offer.contributor)


def accept_pledge(
    state: State, *, by: str, today: date, pool: str, contribution: str, offer: int, counts_for_ceiling: bool
) -> list[ContributionPledged] | Refusal:
    """From now on the promise counts. Mandate and ceiling are judged now: much may have been accepted since.

    Whether it is own public money is judged now, too: by what the register says of its contributor today.
    """
    found = find_open_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    waiting = state.pledges.of(pool).waiting.get(contribution)
    if waiting is None:
        sentence = f"No offer of {contribution} awaits acceptance in {pool}; see its offers."
        return Refusal("unknown-offer", sentence, "contribution")
    refusal = not_the_holder(found, by) or together(
        _superseded(waiting, offer),
        *_unfit(state, found, waiting, today, "contribution", "contribution"),
        _lapses_anyway(waiting, counts_for_ceiling, "contribution"),
        *_no_room(state, found, waiting, counts_for_ceiling, "contribution"),
    )
    return refusal or [_accepted(found, waiting, by, today, counts_for_ceiling)]


def _accepted(pool: Pool, offer: PledgeOffered, by: str, today: date, counts_for_ceiling: bool) -> ContributionPledged:
    """Own public money is for one book year, unless the council made the pool a reserve; others say so themselves."""
    year = max(offer.year, today.year)
    ends = offer.at_year_end == "returned" or (counts_for_ceiling and pool.reserve is None)
    return ContributionPledged(
        offer.pool,
        offer.contribution,
        contributor=offer.contributor,
        cents=offer.cents,
        earmarks=offer.earmarks,
        task_field=offer.task_field,
        year=offer.year,
        recurring=offer.recurring,
        domain=offer.domain,
        postings=transfer(offer.cents, PLEDGED_BY(offer.contributor), PLEDGED(offer.pool, offer.contribution)),
        lapses_on=offer.lapses_on,
        accepted_by=by,
        counts_for_ceiling=counts_for_ceiling,
        last_day=last_day_of(year) if ends else None,
        at_year_end=offer.at_year_end,
        asks_again_on=max(asked_again_on(year), today) if offer.recurring == "structural" else None,
        first_loss=offer.first_loss,
    )


def _lapses_anyway(offer: PledgeOffered, counts: bool, field: str) -> Refusal | None:
    if offer.at_year_end == "stays" or not counts:
        return None
    sentence = f"{offer.contribution} is own public money: it lapses, or stays in a reserve; pledge it without that."
    return Refusal("own-money-lapses", sentence, field)


def _unfit(
    state: State, pool: Pool, offer: PledgeOffered, today: date, goal_field: str, day_field: str
) -> Iterator[Refusal | None]:
    """What keeps an offer from being made, and from being accepted as well."""
    if not standing_mandate(state, pool.pool, today):
        yield no_mandate(pool.pool, today)
    if offer.lapses_on and offer.lapses_on < today:
        sentence = f"The pledge lapses on {offer.lapses_on}, and today is {today}; have it offered for longer."
        yield Refusal("lapsed", sentence, day_field)
    yield goal_unknown(pool, offer.earmarks, goal_field)


def _exists(state: State, pool: str, contribution: str) -> Refusal | None:
    if contribution in state.contributions.of(pool).pledged:
        sentence = f"{pool} has a contribution {contribution} already; choose another name."
        return Refusal("exists", sentence, "contribution")
    if contribution in state.pledges.of(pool).waiting:
        sentence = f"{contribution} is offered to {pool} already, and awaits acceptance; choose another name."
        return Refusal("exists", sentence, "contribution")
    return None


def _too_many_offers(state: State, pool: str, contributor: str) -> Refusal | None:
    waiting = sum(offer.contributor == contributor for offer in state.pledges.of(pool).waiting.values())
    if waiting < MAX_OFFERS:
        return None
    sentence = (
        f"{waiting} offers of {contributor} to {pool} await acceptance, as many as may at a time; cancel one, or wait."
    )
    return Refusal("too-many-offers", sentence, "pool")


def _never_room(pool: Pool, cents: int) -> Refusal | None:
    ceiling = pool.frame.ceiling_cents
    if cents <= ceiling:
        return None
    return Refusal("above-frame", f"The council's ceiling is {euros(ceiling)}; pledge no more than that.", "cents")


def _no_room(state: State, pool: Pool, offer: PledgeOffered, counts: bool, field: str) -> Iterator[Refusal | None]:
    """Money of others takes a place among the contributions, and nothing of the council's ceiling."""
    yield _too_many(state, pool.pool)
    yield above_ceiling(state, pool, offer.cents, field) if counts else None


def _too_many(state: State, pool: str) -> Refusal | None:
    """A hold names every contribution it draws on, and has to fit into one message. On what has ended none draws."""
    of_pool = state.contributions.of(pool)
    ended = sum(name not in of_pool.vacant for name in state.year_end.ended_of(pool))
    if of_pool.places - ended < MAX_CONTRIBUTIONS:
        return None
    sentence = f"{pool} has {MAX_CONTRIBUTIONS} contributions, as many as one pool can have; open another pool."
    return Refusal("too-many-contributions", sentence, "pool")


def _superseded(waiting: PledgeOffered, offer: int) -> Refusal | None:
    if offer == waiting.offer:
        return None
    sentence = f"{waiting.contribution} is now offer {waiting.offer}, of {euros(waiting.cents)}; accept that one."
    return Refusal("superseded", sentence, "offer")
