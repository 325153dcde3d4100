"""What is said and heard of money that a pool gives back to contributors."""

from services.settlement.orders.messages import OrderId
from services.settlement.returns import facts
from shared.parties import ANY_ROLE
from shared.wire import CommandBody, ConsumedMessage, PublishedMessage


class WithdrawReturn(CommandBody):
    """Do not pay this return: something of it never came. The pool returns what is right by another order."""

    name = "withdraw-return"
    roles = ANY_ROLE
    sender = "the payer"
    requires = (
        "The order is open, and gives a contribution back. First correct the receipt that was wrong, for what is "
        "right is ordered again at once."
    )
    leads_to = "`return-withdrawn`"
    refuses = ("unknown-order", "not-yours", "already-confirmed", "order-closed", "no-return")
    order: OrderId

    example_by = "welzijn"
    example = {"order": "moestuin:woonstede-2026:return-1"}


class ReturnWithdrawn(PublishedMessage, of=facts.ReturnWithdrawn, withholds=["postings"]):
    """Nothing is to be paid on this order any more; its money is the pool's again, for this contribution."""

    example = {
        "order": "moestuin:woonstede-2026:return-1",
        "contribution": "woonstede-2026",
        "funder": "pool:moestuin",
        "payer": "welzijn",
        "payee": "back-to:woonstede",
        "cents": 120_000,
    }


class ContributionReturned(ConsumedMessage):
    """pool: what was free of a contribution goes back to its contributor."""

    leads_to = "`payment-ordered`, unless nothing was free"
    pool: str
    contribution: str
    contributor: str
    number: int
    cents: int
