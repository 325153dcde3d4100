"""Year end: what the own municipality did not spend lapses on its last day, unless the council carries it over.

What others put in stays, or goes back to them, as its pledge says (pool 8).
"""

from datetime import date

from services.pool.chart import FREE, LAPSED, PLEDGED
from services.pool.contributions.decisions import find_pledge
from services.pool.contributions.facts import ContributionPledged
from services.pool.pools.decisions import find_open_pool
from services.pool.returns.decisions import give_back
from services.pool.returns.facts import ContributionReturned
from services.pool.state import State
from services.pool.year_end.facts import ContributionAskedAgain, ContributionCarriedOver, ContributionLapsed
from shared.money import Refusal, together, transfer


def last_day_of(year: int) -> date:
    """Of money of this year: budgets are of a calendar year (Gemeentewet 189, 190)."""
    return date(year, 12, 31)


def asked_again_on(year: int) -> date:
    """For money of this year (ours): before the council sets the next budget, by 15 November (Gemeentewet 191)."""
    return date(year, 9, 1)


def end_year(state: State, *, pool: str, contribution: str) -> list[ContributionLapsed] | list[ContributionReturned]:
    """The last day has passed: all that is free goes, to the general result or to who put it in."""
    pledged = state.contributions.of(pool).pledged[contribution]
    if pledged.at_year_end == "stays":
        return _lapse(state, pool, contribution)
    return give_back(state, pool=pool, contribution=contribution, because="year-ended", last_day=pledged.last_day)


def _lapse(state: State, pool: str, contribution: str) -> list[ContributionLapsed]:
    pledged = state.contributions.of(pool).pledged[contribution]
    cents = state.books.balance(FREE(pool, contribution))
    last_day = state.year_end.last_days[f"{pool}/{contribution}"]
    postings = transfer(cents, FREE(pool, contribution), LAPSED(pool, contribution))
    return [ContributionLapsed(pool, contribution, pledged.contributor, cents, last_day, postings)]


def ask_again(state: State, *, pool: str, contribution: str) -> list[ContributionAskedAgain]:
    """The contributor of a structural contribution hears that the next year's is asked for.

    Nothing, where its promise has lapsed as a whole at the same moment.
    """
    pledged = state.contributions.of(pool).pledged[contribution]
    assert pledged.asks_again_on, f"{contribution} is not structural"
    next_year, cents = pledged.asks_again_on.year + 1, promised_and_received_cents(state, pool, contribution)
    return [ContributionAskedAgain(pool, contribution, pledged.contributor, cents, next_year)] if cents else []


def promised_and_received_cents(state: State, pool: str, contribution: str) -> int:
    """What came of a pledge and what is still to come, as corrected last."""
    received_cents = state.contributions.received_cents(pool, contribution)
    return received_cents + state.books.balance(PLEDGED(pool, contribution))


def carry_over(
    state: State, *, today: date, pool: str, contribution: str, last_day: date, decision: str
) -> list[ContributionCarriedOver] | Refusal:
    """Another last day, within the frame, before the standing one has passed."""
    found = find_open_pool(state, pool)
    pledged = found if isinstance(found, Refusal) else find_pledge(state, pool, contribution)
    if isinstance(pledged, Refusal):
        return pledged
    standing = state.year_end.last_days.get(f"{pool}/{contribution}")
    if standing is None or pledged.at_year_end == "returned":
        return _lapses_never(pledged, standing)
    if standing < today or contribution in state.year_end.ended_of(pool):
        return Refusal("lapsed", f"{contribution} was until {standing}, and has lapsed.", "contribution")
    refusal = together(_not_later(standing, last_day), _outside_frame(state, pool, last_day))
    return refusal or [ContributionCarriedOver(pool, contribution, last_day, decision)]


def _lapses_never(pledged: ContributionPledged, standing: date | None) -> Refusal:
    sentence = f"{pledged.contribution} has no last day; nothing has to be carried over."
    if standing:
        sentence = f"{pledged.contribution} is {pledged.contributor}'s, and goes back to it; have it pledged anew."
    return Refusal("lapses-never", sentence, "contribution")


def _not_later(standing: date, last_day: date) -> Refusal | None:
    if last_day > standing:
        return None
    return Refusal("not-later", f"It is until {standing} already; name a later day.", "last_day")


def _outside_frame(state: State, pool: str, last_day: date) -> Refusal | None:
    valid_to = state.pools.by_name[pool].frame.valid_to
    if last_day <= valid_to:
        return None
    return Refusal("period-invalid", f"The council's frame ends on {valid_to}; name a day until then.", "last_day")
