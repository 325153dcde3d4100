"""How a verified saving is divided (S4): cumulative over the term, and only when it exceeds the investment."""

from datetime import date
from typing import NamedTuple

from services.settlement.chart import INTO, PARTY, Part, saving
from services.settlement.earn_backs.facts import Terms
from services.settlement.orders import decisions as orders
from services.settlement.orders.facts import PaymentOrder, PaymentOrdered, Purpose
from services.settlement.savings.facts import SavingDivided, SavingVerified
from services.settlement.state import State
from shared.money import Posting, portion, transfer


class Division(NamedTuple):
    to_recipient_cents: int
    to_investor_cents: int


def divided(state: State, verified: SavingVerified, due_on: date) -> list[SavingDivided | PaymentOrdered]:
    """What a verification adds to the division so far, and the orders to pay it.

    Nothing at all, unless everything verified over the term is strictly more than the investment.
    """
    earn_back = state.earn_backs.by_id[verified.earn_back]
    terms = earn_back.terms
    verified_cents = state.verified_cents(terms) + verified.cents
    investment_cents = state.orders.investment_cents(terms.ask)
    if verified_cents <= investment_cents:
        return []
    returnable_cents = earn_back.returnable_cents + (verified.cents if terms.returns(verified.period_from) else 0)
    total = division(terms, verified_cents=verified_cents, returnable_cents=returnable_cents)
    added = _less(total, _divided_before(state, terms))
    fact = SavingDivided(
        earn_back=verified.earn_back,
        claim=verified.claim,
        verified_cents=verified_cents,
        investment_cents=investment_cents,
        to_recipient_cents=added.to_recipient_cents,
        to_investor_cents=added.to_investor_cents,
        postings=_from_verified(terms, "to-recipient", added.to_recipient_cents)
        + _from_verified(terms, "to-investor", added.to_investor_cents),
    )
    return [fact, *_orders(state, terms, fact, due_on)]


def division(terms: Terms, *, verified_cents: int, returnable_cents: int) -> Division:
    """What is due in total once this much is verified, of which `returnable_cents` in periods that return.

    Each share is rounded half-up to the cent and capped. The investor comes first: the recipient gets no
    more than what is left of the saving. Neither ever falls as the saving grows.
    """
    to_investor = min(portion(returnable_cents, terms.return_share), terms.return_cap_cents)
    to_recipient = min(portion(verified_cents, terms.move_share), terms.move_cap_cents, verified_cents - to_investor)
    return Division(to_recipient, to_investor)


def _divided_before(state: State, terms: Terms) -> Division:
    return Division(
        state.books.balance(saving(terms, "to-recipient")),
        state.books.balance(saving(terms, "to-investor")),
    )


def _less(total: Division, before: Division) -> Division:
    return Division(
        total.to_recipient_cents - before.to_recipient_cents, total.to_investor_cents - before.to_investor_cents
    )


def _from_verified(terms: Terms, part: Part, cents: int) -> tuple[Posting, ...]:
    return transfer(cents, saving(terms, "verified"), saving(terms, part))


def _orders(state: State, terms: Terms, fact: SavingDivided, due_on: date) -> list[PaymentOrdered]:
    """The benefit holder pays as a zuil, from its own budget: an order for each part that is not nothing."""
    recipient = INTO(terms.recipient.pool, terms.recipient.contribution)
    owed: tuple[tuple[Purpose, str, int], ...] = (
        ("saving-to-recipient", recipient, fact.to_recipient_cents),
        ("saving-to-investor", _purse_of_investor(state, terms), fact.to_investor_cents),
    )
    return [
        orders.placed(
            PaymentOrder(
                order=f"{fact.earn_back}:{fact.claim}:{purpose.removeprefix('saving-to-')}",
                purpose=purpose,
                ask=None,
                earn_back=fact.earn_back,
                payer=terms.benefit_holder,
                funder=f"zuil:{terms.benefit_holder}",
                payee=payee,
                cents=cents,
                due_on=due_on,
            )
        )
        for purpose, payee, cents in owed
        if cents
    ]


def _purse_of_investor(state: State, terms: Terms) -> str:
    """Where returned money goes: to the zuil that paid the ask, or into the pool, for the contributions that did."""
    kind, _, name = state.agreements.by_ask[terms.ask].funder.partition(":")
    return INTO(name, terms.ask) if kind == "pool" else PARTY(name)
