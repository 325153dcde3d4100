"""What is said and heard of money that goes back to contributors."""

from services.pool.returns import facts
from shared.wire import ConsumedMessage, PublishedMessage


class ContributionReturned(PublishedMessage, of=facts.ContributionReturned, withholds=["postings"]):
    """So many cents of a contribution, all that was free, go back to its contributor; settlement orders the payment."""

    example = {
        "pool": "moestuin",
        "contribution": "woonstede-2026",
        "contributor": "woonstede",
        "number": 1,
        "cents": 120_000,
        "because": "year-ended",
        "last_day": "2026-12-31",
    }


class ReturnPaid(PublishedMessage, of=facts.ReturnPaid, withholds=["postings"]):
    """The contributor has its money back."""

    example = {
        "pool": "moestuin",
        "contribution": "woonstede-2026",
        "order": "moestuin:woonstede-2026:return-1",
        "cents": 120_000,
    }


class ReturnUndone(PublishedMessage, of=facts.ReturnUndone, withholds=["postings"]):
    """The payment of a return is none any more, sent back by the bank or confirmed by mistake; another follows."""

    example = {**ReturnPaid.example, "because": "returned"}


class ReturnFreed(PublishedMessage, of=facts.ReturnFreed, withholds=["postings"]):
    """The order of a return was withdrawn: it fills what the contribution is short; the rest is returned anew."""

    example = ReturnPaid.example


class ReturnWithdrawn(ConsumedMessage):
    """settlement: the payer withdrew the order of a return, for something of it never came."""

    leads_to = "`return-freed`"
    order: str
    funder: str
    contribution: str
    cents: int
