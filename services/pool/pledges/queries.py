"""What may be asked about offers to a pool, the form of the answer with an example, and the answer."""

from datetime import date
from itertools import islice
from typing import Any

from pydantic import BaseModel, ConfigDict

from services.pool.contributions.facts import AtYearEnd
from services.pool.pledges import messages as m
from services.pool.pledges.facts import PledgeOffered
from services.pool.pools.decisions import find_pool
from services.pool.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import After, AnswerBody, Id, Limit, QueryBody


class OfferShown(BaseModel):
    """A promise that awaits the budget holder's acceptance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contribution: str
    offer: int
    contributor: str
    cents: int
    earmarks: tuple[str, ...]
    task_field: str
    year: int
    recurring: str
    domain: str
    lapses_on: date | None
    at_year_end: AtYearEnd = "stays"
    first_loss: bool = False


class Offers(AnswerBody):
    """So many offers in all, and those that were asked for."""

    total: int
    offers: tuple[OfferShown, ...]

    example = {
        "total": 1,
        "offers": [
            {name: value for name, value in m.PledgeOffered.example.items() if name not in {"pool", "budget_holder"}}
            | {"at_year_end": "stays", "first_loss": False}
        ],
    }


class ListOffers(QueryBody):
    """The offers to a pool that await its budget holder's acceptance, oldest first, after the first `after`."""

    name = "offers"
    refuses = ("unknown-pool",)
    answer = Offers
    pool: Id
    after: After = 0
    limit: Limit = 100

    example = {"pool": "moestuin"}


def list_offers(state: State, query: ListOffers, context: Context) -> dict[str, Any] | Refusal:
    pool = find_pool(state, query.pool)
    if isinstance(pool, Refusal):
        return pool
    waiting = state.pledges.of(query.pool).waiting
    shown = islice(waiting.values(), query.after, query.after + query.limit)
    return {"total": len(waiting), "offers": [_offer(each) for each in shown]}


def _offer(offer: PledgeOffered) -> dict[str, Any]:
    return {name: getattr(offer, name) for name in OfferShown.model_fields}
