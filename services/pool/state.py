"""What the pools' past amounts to: the books, and a slice a topic, under the topic's name."""

from dataclasses import dataclass, field

from services.pool.contributions.state import Contributions
from services.pool.corrections.state import Corrections
from services.pool.covenants.state import Covenants
from services.pool.holds.state import Holds
from services.pool.mandates.state import Mandates
from services.pool.payments.state import Payments
from services.pool.pledges.state import Pledges
from services.pool.pools.state import Pools
from services.pool.returns.state import Returns
from services.pool.supports.state import Supports
from services.pool.tasks.state import Tasks
from services.pool.year_end.state import YearEnd
from shared.money.chart import Books


@dataclass(slots=True)
class State:
    books: Books = field(default_factory=Books)
    pools: Pools = field(default_factory=Pools)
    mandates: Mandates = field(default_factory=Mandates)
    covenants: Covenants = field(default_factory=Covenants)
    pledges: Pledges = field(default_factory=Pledges)
    contributions: Contributions = field(default_factory=Contributions)
    year_end: YearEnd = field(default_factory=YearEnd)
    returns: Returns = field(default_factory=Returns)
    corrections: Corrections = field(default_factory=Corrections)
    supports: Supports = field(default_factory=Supports)
    holds: Holds = field(default_factory=Holds)
    tasks: Tasks = field(default_factory=Tasks)
    payments: Payments = field(default_factory=Payments)
