"""How a verified saving is divided (S4): cumulative over the term.

Part moves to the recipient once everything verified exceeds the investment. Part returns to the investor, and waits
for that only where the parties agreed so.
"""

from datetime import date
from typing import NamedTuple

from services.settlement.chart import INTO, PARTY, Part, saving
from services.settlement.earn_backs.facts import Terms
from services.settlement.orders.decisions import placing as orders
from services.settlement.orders.facts import PaymentOrder, PaymentOrdered, Purpose
from services.settlement.savings.facts import SavingClaimed, SavingDivided
from services.settlement.state import State
from shared.money import Posting, portion, transfer


class Saved(NamedTuple):
    """What a division goes by, over the whole term."""

    verified_cents: int
    returnable_cents: int
    """Of it, in periods that return."""
    investment_cents: int

    @property
    def is_above_investment(self) -> bool:
        return self.verified_cents > self.investment_cents


class Division(NamedTuple):
    to_recipient_cents: int
    to_investor_cents: int


NOTHING = Division(0, 0)


def divided(
    state: State, made: SavingClaimed, more_cents: int, today: date, due_on: date, *, withdrawn: Division = NOTHING
) -> list[SavingDivided | PaymentOrdered]:
    """What a verification, or the correction of one, adds to the division so far, and the orders to pay it.

    `more_cents`: what it adds to all that was verified; less, if negative. `withdrawn`: what was divided before and
    is not ordered any more. Nothing at all while everything verified is at most the investment and nothing returns.
    """
    terms = state.earn_backs.by_id[made.earn_back].terms
    saved = _saved(state, made, more_cents)
    before = _less(divided_before(state, terms), withdrawn)
    added = _less(division(terms, saved, before), before)
    if not (saved.is_above_investment or added.to_investor_cents):
        return []
    fact = SavingDivided(
        earn_back=made.earn_back,
        claim=made.claim,
        verified_cents=saved.verified_cents,
        investment_cents=saved.investment_cents,
        to_recipient_cents=added.to_recipient_cents,
        to_investor_cents=added.to_investor_cents,
        postings=_from_verified(terms, "to-recipient", added.to_recipient_cents)
        + _from_verified(terms, "to-investor", added.to_investor_cents),
    )
    return [fact, *_orders(state, terms, fact, today, due_on)]


def due_after(state: State, made: SavingClaimed, more_cents: int) -> Division:
    """What is due in total of all that is verified with this, whatever was divided before."""
    return division(state.earn_backs.by_id[made.earn_back].terms, _saved(state, made, more_cents))


def divided_before(state: State, terms: Terms) -> Division:
    """What went where so far, over the whole term."""
    return Division(
        state.books.balance(saving(terms, "to-recipient")),
        state.books.balance(saving(terms, "to-investor")),
    )


def _saved(state: State, made: SavingClaimed, more_cents: int) -> Saved:
    earn_back = state.earn_backs.by_id[made.earn_back]
    terms = earn_back.terms
    return Saved(
        verified_cents=state.verified_cents(terms) + more_cents,
        returnable_cents=earn_back.returnable_cents + (more_cents if terms.returns(made.period_from) else 0),
        investment_cents=state.investment_cents(terms),
    )


def division(terms: Terms, saved: Saved, before: Division = NOTHING) -> Division:
    """What is due in total, never less than what was divided before: what was too much is set off against the next.

    Each share is rounded half-up to the cent and capped. The investor comes first: the recipient gets no more than
    what is left of the saving. What the recipient has got already of a saving that was corrected since is not there
    for the investor.
    """
    there_cents = saved.verified_cents - before.to_recipient_cents
    to_investor = max(min(_due_to_investor(terms, saved), there_cents), before.to_investor_cents)
    left_cents = saved.verified_cents - to_investor
    return Division(max(_due_to_recipient(terms, saved, left_cents), before.to_recipient_cents), to_investor)


def _due_to_investor(terms: Terms, saved: Saved) -> int:
    if terms.is_return_gated and not saved.is_above_investment:
        return 0
    cap_cents = saved.investment_cents if terms.return_cap_cents is None else terms.return_cap_cents
    return min(portion(saved.returnable_cents, terms.return_share), cap_cents)


def _due_to_recipient(terms: Terms, saved: Saved, left_cents: int) -> int:
    if not saved.is_above_investment:
        return 0
    return min(portion(saved.verified_cents, terms.move_share), terms.move_cap_cents, left_cents)


def _less(total: Division, before: Division) -> Division:
    return Division(
        total.to_recipient_cents - before.to_recipient_cents, total.to_investor_cents - before.to_investor_cents
    )


def _from_verified(terms: Terms, part: Part, cents: int) -> tuple[Posting, ...]:
    return transfer(cents, saving(terms, "verified"), saving(terms, part))


def _orders(state: State, terms: Terms, fact: SavingDivided, today: date, due_on: date) -> list[PaymentOrdered]:
    """The benefit holder pays as a zuil, from its own budget: an order for each part that is not nothing.

    A claim that is divided anew after a correction has orders of their own: `recipient-2` the second time.
    """
    recipient = INTO(terms.recipient.pool, terms.recipient.contribution)
    nth = state.savings.claims[fact.claim].divisions + 1
    number = f"-{nth}" if nth > 1 else ""
    owed: tuple[tuple[Purpose, str, int], ...] = (
        ("saving-to-recipient", recipient, fact.to_recipient_cents),
        ("saving-to-investor", _purse_of_investor(state, terms), fact.to_investor_cents),
    )
    return [
        orders.placed(
            PaymentOrder(
                order=f"{fact.earn_back}:{fact.claim}:{purpose.removeprefix('saving-to-')}{number}",
                purpose=purpose,
                ask=None,
                earn_back=fact.earn_back,
                payer=terms.benefit_holder,
                funder=f"zuil:{terms.benefit_holder}",
                payee=payee,
                cents=cents,
                due_on=due_on,
            ),
            today,
        )
        for purpose, payee, cents in owed
        if cents
    ]


def _purse_of_investor(state: State, terms: Terms) -> str:
    """Where returned money goes: to the zuil that paid the ask, or into the pool, for the contributions that did."""
    kind, _, name = state.agreements.by_ask[terms.ask].funder.partition(":")
    return INTO(name, terms.ask) if kind == "pool" else PARTY(name)
