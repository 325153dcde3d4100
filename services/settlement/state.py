"""What settlement's past amounts to: the books, and a slice a topic, under the topic's name."""

from dataclasses import dataclass, field

from services.settlement.advances.state import Advances
from services.settlement.agreements.state import Agreements
from services.settlement.changes.state import Changes
from services.settlement.chart import baseline
from services.settlement.corrections.state import Corrections
from services.settlement.determinations.state import Determinations
from services.settlement.earn_backs.facts import Terms
from services.settlement.earn_backs.state import EarnBacks
from services.settlement.loans.state import Loans
from services.settlement.orders.state import Orders
from services.settlement.payers.state import Payers
from services.settlement.savings.state import Savings
from shared.money.chart import Books


@dataclass(slots=True)
class State:
    books: Books = field(default_factory=Books)
    payers: Payers = field(default_factory=Payers)
    agreements: Agreements = field(default_factory=Agreements)
    orders: Orders = field(default_factory=Orders)
    advances: Advances = field(default_factory=Advances)
    changes: Changes = field(default_factory=Changes)
    loans: Loans = field(default_factory=Loans)
    determinations: Determinations = field(default_factory=Determinations)
    earn_backs: EarnBacks = field(default_factory=EarnBacks)
    corrections: Corrections = field(default_factory=Corrections)
    savings: Savings = field(default_factory=Savings)

    def investment_cents(self, terms: Terms) -> int:
        """What was paid of the ask, less the principal that came back (S4); a returned saving is no principal.

        Once less is determined, that is the investment, whatever was recovered of the rest. Under terms of before
        `gated_return` could be said it is what was paid, as it was when they were consented to.
        """
        paid = self.orders.paid_of(terms.ask)
        if terms.gated_return is None:
            return paid.paid_cents
        determined_cents = self.determinations.determined_cents(terms.ask)
        return paid.kept_cents if determined_cents is None else min(paid.kept_cents, determined_cents)

    def is_paid(self, ask: str) -> bool:
        """Whether something was paid of an ask, and nothing is to be any more, whatever came back since."""
        agreement = self.agreements.by_ask.get(ask)
        if agreement is None or self.orders.open_of(ask):
            return False
        paid_cents = self.orders.paid_of(ask).paid_cents
        return ask in self.determinations.by_ask or 0 < paid_cents == self.changes.granted_cents(agreement)

    def verified_cents(self, terms: Terms) -> int:
        """Everything verified in an earn-back so far, divided or not."""
        return -self.books.balance(baseline(terms))
