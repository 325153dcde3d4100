"""Facts of the pool's log about asks, holds, commitments, and money that comes back."""

import msgspec

from audit.contract.base import ALL, Fact, Line


class Attributed(msgspec.Struct, frozen=True, array_like=True):
    """What one contribution pays of one goal."""

    goal: str
    contribution: str
    cents: int


class Share(msgspec.Struct, frozen=True, array_like=True):
    """What one contribution gets back."""

    contribution: str
    cents: int


class OfReservation(Fact):
    """One revision of one ask."""

    pool: str
    application: str
    ask: str
    revision: int
    cents: int


class AskReceived(OfReservation):
    kind = "ask-received"
    causes = ("applications/pool-asked",)
    lines: tuple[Line, ...]


class HoldAwaitsSecondApproval(OfReservation):
    kind = "hold-awaits-second-approval"
    told = "approver"
    causes = ("hold-ask", "applications/pool-asked")
    approver: str


class ReservationHeld(OfReservation):
    kind = "reservation-held"
    told = ALL
    causes = ("hold-ask", "approve-hold", "applications/pool-asked")


class ReservationDeclined(OfReservation):
    kind = "reservation-declined"
    told = ALL
    causes = ("decline-ask", "applications/pool-asked")


class ReservationReleased(OfReservation):
    kind = "reservation-released"
    told = ALL
    causes = ("applications/pool-asked", "applications/application-granted", "applications/application-failed")


class ReservationCommitted(OfReservation):
    kind = "reservation-committed"
    told = ALL
    causes = ("applications/application-granted",)
    budget_holder: str
    attribution: tuple[Attributed, ...]


class ApplicationClosed(Fact):
    """None of its asks to this pool can be held any more."""

    kind = "application-closed"
    causes = ("applications/application-granted", "applications/application-failed")
    pool: str
    application: str


class PaymentWaits(Fact):
    """A payment confirmed before the commit it belongs to."""

    kind = "payment-waits"
    causes = ("settlement/payment-confirmed",)
    pool: str
    order: str
    ask: str
    cents: int


class ReservationPaid(Fact):
    kind = "reservation-paid"
    told = ALL
    causes = ("settlement/payment-confirmed", "applications/application-granted")
    pool: str
    application: str
    ask: str
    order: str
    cents: int


class MoneyIn(Fact):
    """Money that came into a pool, over its contributions."""

    told = ALL
    pool: str
    order: str
    cents: int
    parts: tuple[Share, ...]

    @property
    def parts_by_contribution(self) -> dict[str, int]:
        return {part.contribution: part.cents for part in self.parts}


class MoneyReturned(MoneyIn):
    kind = "money-returned"
    causes = ("settlement/refund-confirmed",)
    ask: str


class InterestReceived(MoneyIn):
    kind = "interest-received"
    causes = ("settlement/refund-confirmed",)
    ask: str


class SavingReceived(MoneyIn):
    kind = "saving-received"
    causes = ("settlement/payment-confirmed",)
    purpose: str


FACTS: tuple[type[Fact], ...] = (
    AskReceived,
    HoldAwaitsSecondApproval,
    ReservationHeld,
    ReservationDeclined,
    ReservationReleased,
    ReservationCommitted,
    ApplicationClosed,
    PaymentWaits,
    ReservationPaid,
    MoneyReturned,
    InterestReceived,
    SavingReceived,
)
