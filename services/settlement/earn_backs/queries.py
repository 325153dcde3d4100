"""What may be asked about earn-backs, the form of the answers with an example each, and the answers."""

from itertools import islice
from typing import Any

from services.settlement.chart import saving
from services.settlement.earn_backs import messages as m
from services.settlement.earn_backs.state import EarnBack
from services.settlement.savings.messages import SavingDivided
from services.settlement.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import AnswerBody, Id, Limit, QueryBody, as_published


class EarnBackShown(AnswerBody):
    """The terms, whose consent is awaited, and the saving so far: verified, against which investment, and divided."""

    terms: m.Terms
    terms_hash: str
    agreed: bool
    awaited: tuple[str, ...]
    investment_cents: int
    verified_cents: int
    to_recipient_cents: int
    to_investor_cents: int

    example = {
        "terms": m.EarnBackAgreed.example,
        "terms_hash": m.ConsentToEarnBack.example["terms_hash"],
        "agreed": True,
        "awaited": [],
        **{
            name: SavingDivided.example[name]
            for name in ("investment_cents", "verified_cents", "to_recipient_cents", "to_investor_cents")
        },
    }


class EarnBacks(AnswerBody):
    """Earn-backs by their terms."""

    earn_backs: tuple[m.Terms, ...]

    example = {"earn_backs": [m.EarnBackAgreed.example]}


class ShowEarnBack(QueryBody):
    """The terms, whose consent is awaited, and the saving so far: verified, against which investment, and divided."""

    name = "earn-back"
    refuses = ("unknown-earn-back", "not-yours")
    answer = EarnBackShown
    earn_back: Id

    example = {"earn_back": m.EarnBackConsented.example["earn_back"]}


class ListEarnBacks(QueryBody):
    """The earn-backs that were agreed."""

    name = "earn-backs"
    answer = EarnBacks
    limit: Limit = 100

    example = {"limit": 10}


# Answers


def show_earn_back(state: State, query: ShowEarnBack, context: Context) -> dict[str, Any] | Refusal:
    earn_back, by = query.earn_back, context.by
    found = state.earn_backs.by_id.get(earn_back)
    if found is None:
        return Refusal("unknown-earn-back", f"There is no earn-back {earn_back}; check its id.", "earn_back")
    if not found.agreed and by not in found.consented | found.awaited:
        return Refusal(
            "not-yours",
            f"Earn-back {earn_back} is a proposal; until it is agreed only its parties see it.",
            "earn_back",
        )
    return {
        "terms": as_published(m.Terms, found.terms),
        "terms_hash": found.terms_hash,
        "agreed": found.agreed,
        "awaited": sorted(found.awaited),
        **_saving(state, found),
    }


def list_earn_backs(state: State, query: ListEarnBacks, context: Context) -> dict[str, Any]:
    agreed = (earn_back.terms for earn_back in state.earn_backs.by_id.values() if earn_back.agreed)
    return {"earn_backs": [as_published(m.Terms, terms) for terms in islice(agreed, query.limit)]}


def _saving(state: State, earn_back: EarnBack) -> dict[str, int]:
    terms = earn_back.terms
    return {
        "investment_cents": state.investment_cents(terms),
        "verified_cents": state.verified_cents(terms),
        "to_recipient_cents": state.books.balance(saving(terms, "to-recipient")),
        "to_investor_cents": state.books.balance(saving(terms, "to-investor")),
    }
