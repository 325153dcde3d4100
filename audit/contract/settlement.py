"""Facts of settlement's log about agreements and payments."""

from audit.contract.base import ALL, Fact


class BudgetHolderKnown(Fact):
    kind = "budget-holder-known"
    causes = ("pool/pool-opened", "pool/pool-handed-over")
    pool: str
    budget_holder: str


class ContributionKnown(Fact):
    kind = "contribution-known"
    causes = ("pool/contribution-received",)
    pool: str
    contribution: str
    contributor: str


class AgreementMade(Fact):
    kind = "agreement-made"
    told = ALL
    causes = ("applications/application-granted",)
    application: str
    ask: str
    funder: str
    recipient: str
    cents: int
    instrument: str


class CommitWaits(Fact):
    """A pool's commit, heard before the grant it follows from."""

    kind = "commit-waits"
    causes = ("pool/reservation-committed",)
    pool: str
    ask: str


class Order(Fact):
    """Who pays what to which account."""

    told = "payer"
    order: str
    purpose: str
    ask: str | None
    earn_back: str | None
    payer: str
    funder: str
    payee: str
    cents: int


class PaymentOrdered(Order):
    kind = "payment-ordered"
    causes = (
        "applications/application-granted",
        "pool/reservation-committed",
        "report-payment-failed",
        "verify-saving",
    )


class OrderReassigned(Order):
    kind = "order-reassigned"
    causes = ("pool/pool-handed-over",)


class PaymentConfirmed(Order):
    kind = "payment-confirmed"
    told = ALL
    causes = ("confirm-payment",)
    application: str | None


class PaymentFailed(Fact):
    kind = "payment-failed"
    told = ALL
    causes = ("report-payment-failed",)
    order: str
    funder: str
    payer: str
    cents: int


class RefundConfirmed(Fact):
    kind = "refund-confirmed"
    told = ALL
    causes = ("record-refund",)
    order: str
    ask: str
    funder: str
    principal_cents: int
    interest_cents: int


FACTS: tuple[type[Fact], ...] = (
    BudgetHolderKnown,
    ContributionKnown,
    AgreementMade,
    CommitWaits,
    PaymentOrdered,
    OrderReassigned,
    PaymentConfirmed,
    PaymentFailed,
    RefundConfirmed,
)
