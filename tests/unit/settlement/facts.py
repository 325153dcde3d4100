"""Every fact of the settlement service under one name, for tests that spell out a history."""

from services.settlement.advances.facts import AdvanceReleased, MilestoneDeclined, MilestoneReported
from services.settlement.agreements.facts import Advance, AgreementMade, CommitHeard, CommitWaits, OfAsk
from services.settlement.app import SERVICE
from services.settlement.changes.facts import GrantChanged
from services.settlement.corrections.facts import (
    ConfirmationCorrected,
    OrderWithdrawn,
    PaymentCorrectionAwaitsApproval,
    RefundCorrected,
    VerificationCorrected,
)
from services.settlement.determinations.facts import (
    CostMade,
    DeterminationCorrected,
    GrantDetermined,
    ReportedPart,
    ReportSubmitted,
    ResultReached,
)
from services.settlement.earn_backs.facts import (
    EarnBackAgreed,
    EarnBackConsentAsked,
    EarnBackConsented,
    EarnBackProposed,
    OfEarnBack,
    Recipient,
    Terms,
)
from services.settlement.loans.facts import (
    ClaimMade,
    InstalmentDue,
    LoanChangeAwaitsApproval,
    LoanPaidOut,
    LoanTerms,
    LoanTermsChanged,
    LoanUndone,
    LoanWrittenOff,
    Position,
    RepaymentCorrected,
    RepaymentReceived,
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
from services.settlement.payers.facts import BudgetHolderKnown, ContributionKnown, OfPool, SecondApproverKnown
from services.settlement.returns.facts import ReturnWithdrawn
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
    "Advance",
    "AdvanceReleased",
    "AgreementMade",
    "BudgetHolderKnown",
    "ClaimMade",
    "CommitHeard",
    "CommitWaits",
    "ConfirmationCorrected",
    "ContributionKnown",
    "CostMade",
    "DeterminationCorrected",
    "EarnBackAgreed",
    "EarnBackConsentAsked",
    "EarnBackConsented",
    "EarnBackProposed",
    "GrantChanged",
    "GrantDetermined",
    "InstalmentDue",
    "LoanChangeAwaitsApproval",
    "LoanPaidOut",
    "LoanTerms",
    "LoanTermsChanged",
    "LoanUndone",
    "LoanWrittenOff",
    "MilestoneDeclined",
    "MilestoneReported",
    "OfAsk",
    "OfEarnBack",
    "OfOrder",
    "OfPool",
    "OrderReassigned",
    "OrderWithdrawn",
    "PaymentConfirmed",
    "PaymentCorrectionAwaitsApproval",
    "PaymentFailed",
    "PaymentOrder",
    "PaymentOrdered",
    "PaymentReturned",
    "Position",
    "Recipient",
    "RefundConfirmed",
    "RefundCorrected",
    "RepaymentCorrected",
    "RepaymentReceived",
    "ReportSubmitted",
    "ReportedPart",
    "ResultReached",
    "ReturnWithdrawn",
    "SavingClaimed",
    "SavingDivided",
    "SavingJudged",
    "SavingRejected",
    "SavingVerified",
    "SecondApproverKnown",
    "Terms",
    "VerificationCorrected",
]
