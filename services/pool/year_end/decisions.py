"""Year end: what the own municipality did not spend lapses on its last day, unless the council carries it over."""

from datetime import date

from services.pool.chart import FREE, LAPSED
from services.pool.contributions.decisions import find_pledge
from services.pool.state import State
from services.pool.year_end.facts import ContributionCarriedOver, ContributionLapsed
from shared.money import Refusal, together, transfer


def last_day_of(year: int) -> date:
    """Of money of this year: budgets are of a calendar year (Gemeentewet 189, 190)."""
    return date(year, 12, 31)


def lapse(state: State, *, pool: str, contribution: str) -> list[ContributionLapsed]:
    """The last day has passed: all that is free goes."""
    pledged = state.contributions.of(pool).pledged[contribution]
    cents = state.books.balance(FREE(pool, contribution))
    last_day = state.year_end.last_days[f"{pool}/{contribution}"]
    postings = transfer(cents, FREE(pool, contribution), LAPSED(pool, contribution))
    return [ContributionLapsed(pool, contribution, pledged.contributor, cents, last_day, postings)]


def carry_over(
    state: State, *, today: date, pool: str, contribution: str, last_day: date, decision: str
) -> list[ContributionCarriedOver] | Refusal:
    """Another last day, within the frame, before the standing one has passed."""
    pledged = find_pledge(state, pool, contribution)
    if isinstance(pledged, Refusal):
        return pledged
    standing = state.year_end.last_days.get(f"{pool}/{contribution}")
    if standing is None:
        return Refusal(
            "lapses-never", f"{contribution} has no last day; nothing has to be carried over.", "contribution"
        )
    if standing < today or state.year_end.has_ended(pool, contribution):
        return Refusal("lapsed", f"{contribution} was until {standing}, and has lapsed.", "contribution")
    refusal = together(_not_later(standing, last_day), _outside_frame(state, pool, last_day))
    return refusal or [ContributionCarriedOver(pool, contribution, last_day, decision)]


def _not_later(standing: date, last_day: date) -> Refusal | None:
    if last_day > standing:
        return None
    return Refusal("not-later", f"It is until {standing} already; name a later day.", "last_day")


def _outside_frame(state: State, pool: str, last_day: date) -> Refusal | None:
    valid_to = state.pools.by_name[pool].frame.valid_to
    if last_day <= valid_to:
        return None
    return Refusal("period-invalid", f"The council's frame ends on {valid_to}; name a day until then.", "last_day")
