"""Wiring only: the topics of the settlement service, joined for the runtime."""

from services.settlement.advances.topic import ADVANCES
from services.settlement.agreements.topic import AGREEMENTS
from services.settlement.books.topic import BOOKS
from services.settlement.changes.topic import CHANGES
from services.settlement.chart import CHART
from services.settlement.corrections.topic import CORRECTIONS
from services.settlement.determinations.topic import DETERMINATIONS
from services.settlement.earn_backs.topic import EARN_BACKS
from services.settlement.loans.topic import LOANS
from services.settlement.orders.topic import ORDERS
from services.settlement.payers.topic import PAYERS
from services.settlement.returns.topic import RETURNS
from services.settlement.savings.topic import SAVINGS
from services.settlement.state import State
from shared.topic import join

SERVICE = join(
    "settlement",
    state=State,
    chart=CHART,
    topics=(
        AGREEMENTS,
        PAYERS,
        ORDERS,
        ADVANCES,
        CHANGES,
        LOANS,
        DETERMINATIONS,
        RETURNS,
        CORRECTIONS,
        EARN_BACKS,
        SAVINGS,
        BOOKS,
    ),
    upstreams=("applications", "pool"),
    readers=("pool",),
)
