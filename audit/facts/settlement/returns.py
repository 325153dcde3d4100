"""The order of a return is withdrawn: something of it never came into the pool."""

from audit.facts.booking import Move
from audit.facts.declaring import ALL, Command, Event, Known
from audit.facts.pool.returns import RETURNED
from audit.facts.settlement.chart import ORDERED, PAYER
from audit.facts.settlement.slips import STANDING, OfOrder, end_order


class ReturnWithdrawn(OfOrder):
    kind = "return-withdrawn"
    told = ALL
    causes = (Command("withdraw-return", by="payer known_payer"),)
    books = (Move("cents", ORDERED, PAYER),)
    contribution: str
    payer: str
    payee: str
    cents: int

    def fold(self, event: Event, known: Known) -> None:
        if slip := end_order(self.order, "withdrawn", known):
            known[STANDING].pop(slip.paid_for)
            known[RETURNED].pop(slip.paid_for)
