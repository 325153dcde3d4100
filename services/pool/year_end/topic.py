"""Year end: own money that was not spent lapses; the council may carry it over."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from services.pool.state import State
from services.pool.year_end import facts
from services.pool.year_end import messages as m
from services.pool.year_end.decisions import carry_over, lapse
from services.pool.year_end.facts import ContributionLapsed
from services.pool.year_end.state import Folded, YearEnd, evolve
from shared.calendar import AMSTERDAM
from shared.service import Context, Deadline, public
from shared.topic import Slice, Timer, Topic, by_fields, classes


def _deadlines(state: State) -> Iterator[Deadline]:
    """The first moment after each last day."""
    for last_day, what in state.year_end.ending:
        yield datetime.combine(last_day + timedelta(days=1), time(), AMSTERDAM).astimezone(UTC), what


def _due(state: State, what: str, _: Context) -> list[ContributionLapsed]:
    pool, _slash, contribution = what.partition("/")
    return lapse(state, pool=pool, contribution=contribution)


def _last_day(state: State, what: str) -> date:
    return state.year_end.last_days[what]


_LAST_DAY = Timer("last_day", "`contribution-lapsed`", deadlines=_deadlines, due=_due, books_on=_last_day)

YEAR_END = Topic(
    "year_end",
    slice=Slice(YearEnd, evolve, classes(Folded)),
    decides={m.CarryOver: by_fields(carry_over)},
    timers=(_LAST_DAY,),
    publishes={
        facts.ContributionLapsed: public(m.ContributionLapsed, key="pool"),
        facts.ContributionCarriedOver: public(m.ContributionCarriedOver, key="pool"),
    },
)
