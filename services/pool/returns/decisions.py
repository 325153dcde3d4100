"""Money that goes back to who put it in: at the end of its year, if its pledge says so, or as its pool is closed."""

from datetime import date

from services.pool.chart import FREE, GIVEN_BACK, RETURNING, Inflow
from services.pool.payments.facts import Undoing
from services.pool.returns.facts import Because, ContributionReturned, ReturnFreed, ReturnPaid, ReturnUndone
from services.pool.state import State
from shared.money import transfer


def give_back(
    state: State, *, pool: str, contribution: str, because: Because, last_day: date | None = None
) -> list[ContributionReturned]:
    """All that is free of a contribution, in one return."""
    pledged = state.contributions.of(pool).pledged[contribution]
    cents = state.books.balance(FREE(pool, contribution))
    postings = transfer(cents, FREE(pool, contribution), RETURNING(pool, contribution))
    number = state.returns.count(pool, contribution) + 1
    whose = contribution, pledged.contributor
    return [ContributionReturned(pool, *whose, number, cents, because, last_day, postings)]


def due(state: State, pool: str, contribution: str) -> list[ContributionReturned]:
    """What came after its end follows; so does what was free as its pool was closed."""
    at_closing = state.returns.count(pool, contribution) == 0
    because: Because = "pool-closed" if at_closing else "came-after"
    return give_back(state, pool=pool, contribution=contribution, because=because)


def return_paid(*, pool: str, contribution: str, order: str, cents: int) -> list[ReturnPaid]:
    """The budget holder has paid it."""
    postings = transfer(cents, RETURNING(pool, contribution), GIVEN_BACK(pool, contribution))
    return [ReturnPaid(pool, contribution, order, cents, postings)]


def undo_return(pool: str, contribution: str, *, order: str, cents: int, because: Undoing) -> list[ReturnUndone]:
    """The payment is none any more: the contributor awaits another."""
    postings = transfer(cents, GIVEN_BACK(pool, contribution), RETURNING(pool, contribution))
    return [ReturnUndone(pool, contribution, order, cents, postings, because)]


def free_return(state: State, *, pool: str, contribution: str, order: str, cents: int) -> list[ReturnFreed]:
    """Its order was withdrawn. What the contribution is short is filled first; what is left goes back by another."""
    inflow = Inflow(state.books.balance, state.year_end)
    postings = inflow.moved(pool, {contribution: cents}, RETURNING)
    return [ReturnFreed(pool, contribution, order, cents, postings)]
