"""Every fact of the settlement service under one name, for tests that spell out a history."""

from services.settlement.agreements.facts import AgreementMade, CommitWaits, OfAsk
from services.settlement.app import SERVICE
from services.settlement.earn_backs.facts import (
    EarnBackAgreed,
    EarnBackConsentAsked,
    EarnBackConsented,
    EarnBackProposed,
    OfEarnBack,
    Recipient,
    Terms,
)
from services.settlement.orders.facts import (
    OfOrder,
    OrderReassigned,
    PaymentConfirmed,
    PaymentFailed,
    PaymentOrder,
    PaymentOrdered,
    PaymentReturned,
    RefundConfirmed,
)
from services.settlement.payers.facts import BudgetHolderKnown, ContributionKnown, OfPool
from services.settlement.savings.facts import (
    SavingClaimed,
    SavingDivided,
    SavingJudged,
    SavingRejected,
    SavingVerified,
)

EVENTS = SERVICE.facts
__all__ = [
    "EVENTS",
    "AgreementMade",
    "BudgetHolderKnown",
    "CommitWaits",
    "ContributionKnown",
    "EarnBackAgreed",
    "EarnBackConsentAsked",
    "EarnBackConsented",
    "EarnBackProposed",
    "OfAsk",
    "OfEarnBack",
    "OfOrder",
    "OfPool",
    "OrderReassigned",
    "PaymentConfirmed",
    "PaymentFailed",
    "PaymentOrder",
    "PaymentOrdered",
    "PaymentReturned",
    "Recipient",
    "RefundConfirmed",
    "SavingClaimed",
    "SavingDivided",
    "SavingJudged",
    "SavingRejected",
    "SavingVerified",
    "Terms",
]
