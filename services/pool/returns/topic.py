"""Returns: what goes back to contributors, and what settlement says of its payment."""

from collections.abc import Iterator
from datetime import UTC, datetime

from services.pool.chart import FREE
from services.pool.returns import facts
from services.pool.returns import messages as m
from services.pool.returns.decisions import due, free_return
from services.pool.returns.state import Folded, Returns, evolve
from services.pool.state import State
from shared.service import Consumer, Context, Deadline, Facts, public
from shared.topic import Slice, Timer, Topic, classes

_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


def _deadlines(state: State) -> Iterator[Deadline]:
    """What came after the end of a contribution is due at once; its contributor may have taken it out since."""
    for what in sorted(state.returns.due):
        if state.books.balance(FREE(*what.split("/"))):
            yield _AT_ONCE, what


def _due(state: State, what: str, _: Context) -> Facts:
    pool, _slash, contribution = what.partition("/")
    return due(state, pool, contribution)


def _withdrawn(state: State, heard: m.ReturnWithdrawn, _: Context) -> Facts:
    pool = heard.funder.removeprefix("pool:")
    return free_return(state, pool=pool, contribution=heard.contribution, order=heard.order, cents=heard.cents)


RETURNS = Topic(
    "returns",
    slice=Slice(Returns, evolve, classes(Folded)),
    consumes={("settlement", "return-withdrawn"): Consumer(m.ReturnWithdrawn, _withdrawn)},
    timers=(Timer("came_after", "`contribution-returned`", deadlines=_deadlines, due=_due),),
    publishes={
        facts.ContributionReturned: public(m.ContributionReturned, key="pool"),
        facts.ReturnPaid: public(m.ReturnPaid, key="pool"),
        facts.ReturnUndone: public(m.ReturnUndone, key="pool"),
        facts.ReturnFreed: public(m.ReturnFreed, key="pool"),
    },
)
