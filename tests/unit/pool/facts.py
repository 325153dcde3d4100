"""Every fact of the pool service under one name, for tests that spell out a history."""

from services.pool.app import SERVICE
from services.pool.closing.facts import PoolClosed
from services.pool.contributions.facts import ContributionPledged, ContributionReceived, ContributionWithdrawn
from services.pool.corrections.facts import ContributionCorrected, CorrectionAwaitsApproval
from services.pool.frames.facts import FrameAmended
from services.pool.holds.facts import (
    ApplicationClosed,
    AskReceived,
    BackingFreed,
    BackingSetAside,
    DeclineExplained,
    HoldAwaitsSecondApproval,
    HoldRebacked,
    Line,
    OfReservation,
    Part,
    ReservationCommitted,
    ReservationDeclined,
    ReservationHeld,
    ReservationReleased,
    Under,
)
from services.pool.mandates.facts import MandateSet
from services.pool.payments.facts import (
    InterestReceived,
    LoanLost,
    MoneyReturned,
    PaymentUndone,
    PaymentWaits,
    PaymentWaitsNoMore,
    ReservationPaid,
    ReturnCorrected,
    SavingReceived,
    SavingUndone,
    Share,
)
from services.pool.pledges.facts import (
    CancellationExplained,
    OfferEnded,
    PledgeCancelled,
    PledgeLapsed,
    PledgeOffered,
)
from services.pool.pools.facts import Frame, Goal, GoalCeiling, OfPool, PoolHandedOver, PoolOpened
from services.pool.returns.facts import ContributionReturned, ReturnFreed, ReturnPaid, ReturnUndone
from services.pool.supports.facts import (
    SupportAgreed,
    SupportConsented,
    SupportEnded,
    SupportEndExplained,
    SupportProposed,
)
from services.pool.year_end.facts import ContributionAskedAgain, ContributionCarriedOver, ContributionLapsed

EVENTS = SERVICE.facts
__all__ = [
    "EVENTS",
    "ApplicationClosed",
    "AskReceived",
    "BackingFreed",
    "BackingSetAside",
    "CancellationExplained",
    "ContributionAskedAgain",
    "ContributionCarriedOver",
    "ContributionCorrected",
    "ContributionLapsed",
    "ContributionPledged",
    "ContributionReceived",
    "ContributionReturned",
    "ContributionWithdrawn",
    "CorrectionAwaitsApproval",
    "DeclineExplained",
    "Frame",
    "FrameAmended",
    "Goal",
    "GoalCeiling",
    "HoldAwaitsSecondApproval",
    "HoldRebacked",
    "InterestReceived",
    "Line",
    "LoanLost",
    "MandateSet",
    "MoneyReturned",
    "OfPool",
    "OfReservation",
    "OfferEnded",
    "Part",
    "PaymentUndone",
    "PaymentWaits",
    "PaymentWaitsNoMore",
    "PledgeCancelled",
    "PledgeLapsed",
    "PledgeOffered",
    "PoolClosed",
    "PoolHandedOver",
    "PoolOpened",
    "ReservationCommitted",
    "ReservationDeclined",
    "ReservationHeld",
    "ReservationPaid",
    "ReservationReleased",
    "ReturnCorrected",
    "ReturnFreed",
    "ReturnPaid",
    "ReturnUndone",
    "SavingReceived",
    "SavingUndone",
    "Share",
    "SupportAgreed",
    "SupportConsented",
    "SupportEndExplained",
    "SupportEnded",
    "SupportProposed",
    "Under",
]
