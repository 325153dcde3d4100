"""Year end: what was not spent lapses or goes back; the council may carry it over; structural ones are asked again."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from services.pool.state import State
from services.pool.year_end import facts
from services.pool.year_end import messages as m
from services.pool.year_end.decisions import ask_again, carry_over, end_year, promised_and_received_cents
from services.pool.year_end.state import Folded, YearEnd, evolve
from shared.calendar import AMSTERDAM
from shared.service import Context, Deadline, Facts, addressed, public
from shared.topic import Slice, Timer, Topic, by_fields, classes


def _last_days(state: State) -> Iterator[Deadline]:
    """The first moment after each last day."""
    return _begins(((day + timedelta(days=1), what) for day, what in state.year_end.ending))


def _asking_days(state: State) -> Iterator[Deadline]:
    """Of what was cancelled whole, lapsed whole, or was a mistake, nobody is asked again."""
    for at, what in _begins(state.year_end.asking):
        if promised_and_received_cents(state, *what.split("/")):
            yield at, what


def _begins(days: Iterable[tuple[date, str]]) -> Iterator[Deadline]:
    """The first moment of each day."""
    for day, what in days:
        yield datetime.combine(day, time(), AMSTERDAM).astimezone(UTC), what


def _end_year(state: State, what: str, _: Context) -> Facts:
    pool, _slash, contribution = what.partition("/")
    return end_year(state, pool=pool, contribution=contribution)


def _ask_again(state: State, what: str, _: Context) -> Facts:
    pool, _slash, contribution = what.partition("/")
    return ask_again(state, pool=pool, contribution=contribution)


def _last_day(state: State, what: str) -> date:
    return state.year_end.last_days[what]


_LAST_DAY = Timer(
    "last_day",
    "`contribution-lapsed`; of money of others `contribution-returned`",
    deadlines=_last_days,
    due=_end_year,
    books_on=_last_day,
)
_ASKS_AGAIN = Timer("asks_again_on", "`contribution-asked-again`", deadlines=_asking_days, due=_ask_again)

YEAR_END = Topic(
    "year_end",
    slice=Slice(YearEnd, evolve, classes(Folded)),
    decides={m.CarryOver: by_fields(carry_over)},
    timers=(_LAST_DAY, _ASKS_AGAIN),
    publishes={
        facts.ContributionLapsed: public(m.ContributionLapsed, key="pool"),
        facts.ContributionCarriedOver: public(m.ContributionCarriedOver, key="pool"),
        facts.ContributionAskedAgain: addressed(m.ContributionAskedAgain, party="contributor"),
    },
)
