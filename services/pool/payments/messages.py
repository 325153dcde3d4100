"""What is said and heard of payments, and of money that comes back."""

from services.pool.payments import facts
from shared.wire import ConsumedMessage, PublishedMessage

MONEY_IN = ("pool", "order", "ask", "cents", "parts")


class ReservationPaid(PublishedMessage, of=facts.ReservationPaid, withholds=["postings"]):
    """Settlement confirmed the payment of this order."""

    example = {
        "pool": "moestuin",
        "application": "moestuin-2026",
        "ask": "moestuin-2026:kas",
        "order": "moestuin-2026:kas:1",
        "cents": 450_000,
    }


class RemainderFreed(PublishedMessage, of=facts.RemainderFreed, withholds=["postings"]):
    """The grant was determined at less: so much of what was committed for it will not be paid, and is free again."""

    example = {
        "pool": "moestuin",
        "application": "moestuin-2026",
        "ask": "moestuin-2026:kas",
        "cents": 45_000,
        "attribution": [
            {"goal": "ontmoeten", "contribution": "welzijn-2026", "cents": 30_000},
            {"goal": "groen", "contribution": "openbare-ruimte-2026", "cents": 15_000},
        ],
        "under": [],
    }


class RemainderCommitted(PublishedMessage, of=facts.RemainderCommitted, withholds=["postings"]):
    """That determination was a mistake: the same is committed again."""

    example = RemainderFreed.example


class MoneyReturned(PublishedMessage, of=facts.MoneyReturned, withholds=["postings"], order=MONEY_IN):
    """Principal came back, and is free again in the contributions that paid, in proportion."""

    example = {
        "pool": "moestuin",
        "order": "moestuin-2026:kas:1",
        "ask": "moestuin-2026:kas",
        "cents": 45_000,
        "parts": [
            {"contribution": "welzijn-2026", "cents": 30_000},
            {"contribution": "openbare-ruimte-2026", "cents": 15_000},
        ],
    }


class InterestReceived(PublishedMessage, of=facts.InterestReceived, withholds=["postings"], order=MONEY_IN):
    """Interest came in on money that was paid, for the contributions that paid, in proportion."""

    example = {
        **MoneyReturned.example,
        "cents": 900,
        "parts": [
            {"contribution": "welzijn-2026", "cents": 600},
            {"contribution": "openbare-ruimte-2026", "cents": 300},
        ],
    }


class ReturnCorrected(PublishedMessage, of=facts.ReturnCorrected, withholds=["postings"], order=(*MONEY_IN, "of")):
    """More principal or interest came back than was said before (above zero), or less (below zero): the difference."""

    example = {
        **MoneyReturned.example,
        "cents": -40_000,
        "parts": [
            {"contribution": "welzijn-2026", "cents": -26_667},
            {"contribution": "openbare-ruimte-2026", "cents": -13_333},
        ],
        "of": "principal",
    }


class LoanLost(PublishedMessage, of=facts.LoanLost, withholds=["postings"]):
    """So much of a loan is not expected back; the contributions that lent it bear it."""

    example = {
        "pool": "moestuin",
        "application": "buurthuis-2026",
        "ask": "buurthuis-2026:verbouwing",
        "order": "buurthuis-2026:verbouwing:1",
        "cents": 950_000,
        "parts": [{"contribution": "welzijn-2026", "cents": 950_000}],
    }


class SavingReceived(
    PublishedMessage,
    of=facts.SavingReceived,
    withholds=["postings"],
    order=["pool", "order", "purpose", "cents", "parts"],
):
    """Part of a verified saving was paid into the pool (`purpose` as in settlement's order)."""

    example = {
        "pool": "moestuin",
        "order": "tuin-en-uitkering:jaar-1:recipient",
        "purpose": "saving-to-recipient",
        "cents": 300_000,
        "parts": [{"contribution": "welzijn-2026", "cents": 300_000}],
    }


class PaymentUndone(PublishedMessage, of=facts.PaymentUndone, withholds=["postings"]):
    """The payment of this order is none any more, returned or confirmed by mistake: the money is committed again."""

    example = {**ReservationPaid.example, "because": "returned"}


class SavingUndone(
    PublishedMessage,
    of=facts.SavingUndone,
    withholds=["postings"],
    order=["pool", "order", "purpose", "cents", "parts", "because"],
):
    """A saving that was paid into the pool is none any more; it went out of the contributions that got it."""

    example = {**SavingReceived.example, "because": "returned"}


class PaymentConfirmed(ConsumedMessage):
    """settlement: the payer paid an order: a pool's ask, or a saving that may go into a pool."""

    leads_to = (
        "purpose `grant`: `reservation-paid`, or before the commit `payment-waits`; `saving-to-recipient`, "
        "`saving-to-investor` into a pool: `saving-received`; `contribution-return`: `return-paid`"
    )
    order: str
    purpose: str
    ask: str | None = None
    contribution: str | None = None
    funder: str
    payee: str
    cents: int


class PaymentReturned(ConsumedMessage):
    """settlement: the bank sent back the payment of an order: a pool's ask, or a saving that went into a pool."""

    leads_to = (
        "purpose `grant`: `payment-undone`, or before the commit `payment-waits-no-more`; `saving-to-recipient`, "
        "`saving-to-investor` into a pool: `saving-undone`; `contribution-return`: `return-undone`"
    )
    order: str
    purpose: str
    ask: str | None = None
    contribution: str | None = None
    funder: str
    payee: str
    cents: int


class RefundConfirmed(ConsumedMessage):
    """settlement: a recipient repaid what a funder had paid for an ask, or part of it, or interest on it."""

    leads_to = (
        "`money-returned` (principal), `interest-received` (interest), over the contributions that paid, in "
        "proportion; with the last of what is unspent of a task that is given back `task-given-back`"
    )
    order: str
    ask: str
    funder: str
    principal_cents: int
    interest_cents: int


class ConfirmationCorrected(PaymentReturned):
    """settlement: the payment of an order was confirmed by mistake: of a pool's ask, or of a saving into a pool."""


class RefundCorrected(ConsumedMessage):
    """settlement: more or less came back of an ask than was recorded."""

    leads_to = (
        "`return-corrected` for principal and for interest, where they differ; with the last of what is unspent of a "
        "task that is given back `task-given-back`"
    )
    order: str
    ask: str
    funder: str
    was_principal_cents: int
    was_interest_cents: int
    principal_cents: int
    interest_cents: int


class GrantDetermined(ConsumedMessage):
    """settlement: what a grant comes to; so much of it was not paid, and will not be."""

    leads_to = (
        "`remainder-freed`, where anything was not paid and will not be; and `task-given-back`, if that is the last of "
        "what is awaited with a task"
    )
    ask: str
    funder: str
    released_cents: int = 0


class GrantChanged(ConsumedMessage):
    """settlement: what is granted since it was changed; less will be paid of what is committed, or more again."""

    leads_to = (
        "where less is granted `remainder-freed`, and `task-given-back`, if that is the last of what is awaited with a "
        "task; else `remainder-committed`"
    )
    ask: str
    funder: str
    was_cents: int
    cents: int


class DeterminationCorrected(ConsumedMessage):
    """settlement: a determination was a mistake."""

    leads_to = "`remainder-committed`, where money was freed by it"
    ask: str
    funder: str


class RepaymentReceived(ConsumedMessage):
    """settlement: a loan or a claim was paid of; by how much principal and interest that is paid has changed."""

    leads_to = (
        "`money-returned` (principal), `interest-received` (interest), over the contributions that paid or lent; what "
        "is less of either than it was: `return-corrected`. Nothing, while it is kept for instalments to come. With "
        "the last of what is unspent of a task that is given back `task-given-back`"
    )
    order: str
    ask: str
    funder: str
    paid_principal_cents: int
    paid_interest_cents: int


class RepaymentCorrected(RepaymentReceived):
    """settlement: more or less came on a loan or a claim than was recorded."""

    leads_to = RepaymentReceived.leads_to


class LoanTermsChanged(RepaymentReceived):
    """settlement: what is left of a loan or a claim is owed on other terms; instalments of before may be paid by it."""

    leads_to = RepaymentReceived.leads_to


class InstalmentDue(RepaymentReceived):
    """settlement: an instalment fell due, and what came in advance pays of it."""

    leads_to = RepaymentReceived.leads_to


class LoanWrittenOff(ConsumedMessage):
    """settlement: so much of a loan or a claim is not expected back."""

    leads_to = (
        "`loan-lost`, of principal; before it `money-returned` and `interest-received`, where an instalment fell due "
        "with it that was paid in advance; with the last of what is unspent of a task that is given back "
        "`task-given-back`"
    )
    order: str
    ask: str
    funder: str
    principal_cents: int
    paid_principal_cents: int = 0
    paid_interest_cents: int = 0
