"""What settlement's past amounts to: the books, and a slice a topic, under the topic's name."""

from dataclasses import dataclass, field

from services.settlement.agreements.state import Agreements
from services.settlement.chart import baseline
from services.settlement.earn_backs.facts import Terms
from services.settlement.earn_backs.state import EarnBacks
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
    earn_backs: EarnBacks = field(default_factory=EarnBacks)
    savings: Savings = field(default_factory=Savings)

    def verified_cents(self, terms: Terms) -> int:
        """Everything verified in an earn-back so far, divided or not."""
        return -self.books.balance(baseline(terms))
