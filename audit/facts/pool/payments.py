"""Payments: what is committed is paid once, unless that is undone; what comes back goes to whose money it was."""

from collections import Counter

from audit.facts.booking import Drain, Each, Fill, Move, net
from audit.facts.declaring import ALL, Event, Fact, Known, Message, Share
from audit.facts.pool.chart import COMMITTED, EARNED, FREE, MOVED_IN, PAID, REFUNDED, SHORT
from audit.facts.pool.engaged import add_engaged
from audit.facts.pool.holds import Attributed, Commitment
from audit.facts.pool.pools import OfPool
from audit.facts.settlement.orders import UNBOOKED

ORDER = "order ask funder"


class _OfPayment(OfPool):
    ask: str
    order: str
    cents: int


class PaymentWaits(_OfPayment):
    """A payment confirmed before the commit it belongs to."""

    kind = "payment-waits"
    causes = (Message("settlement/payment-confirmed", f"{ORDER} cents"),)


class ReservationPaid(_OfPayment):
    kind = "reservation-paid"
    told = ALL
    causes = (
        Message(
            "settlement/payment-confirmed",
            f"{ORDER} cents",
            times=lambda paid: int(paid.purpose == "grant" and paid.funder.startswith("pool:")),
            instead=PaymentWaits.kind,
        ),
        Message("applications/application-granted", "ask", among="asks"),
    )
    books = (Each("due", Move("cents", COMMITTED, PAID)),)
    application: str

    def due(self, known: Known) -> tuple[Share, ...]:
        commitment = known[Commitment].get(self.ask)
        return commitment.shares if commitment else ()

    def fold(self, event: Event, known: Known) -> None:
        if known[Commitment].change(self.ask, order=self.order):
            known[UNBOOKED].pop(self.order)


def _of_a_grant(undone: Fact) -> int:
    """Of which the pool's payment is undone: a grant from a pool."""
    return int(getattr(undone, "purpose", "") == "grant" and str(getattr(undone, "funder", "")).startswith("pool:"))


class PaymentWaitsNoMore(_OfPayment):
    """It waited for its commit, and is none any more."""

    kind = "payment-waits-no-more"
    causes = (Message("settlement/payment-returned", f"{ORDER} cents"),)
    because: str


class PaymentUndone(_OfPayment):
    kind = "payment-undone"
    told = ALL
    causes = (
        Message(
            "settlement/payment-returned",
            f"{ORDER} cents application",
            only=lambda _, undone: undone.because == "returned",
            times=_of_a_grant,
            instead=PaymentWaitsNoMore.kind,
        ),
    )
    books = (Each("paid", Move("cents", PAID, COMMITTED)),)
    application: str
    because: str

    def paid(self, known: Known) -> tuple[Share, ...]:
        commitment = known[Commitment].get(self.ask)
        return commitment.shares if commitment else ()

    def fold(self, event: Event, known: Known) -> None:
        known[Commitment].change(self.ask, order="")


class MoneyIn(OfPool):
    """Money that came into a pool, over its contributions."""

    told = ALL
    order: str
    cents: int
    parts: tuple[Share, ...]

    @property
    def by_contribution(self) -> dict[str, int]:
        return net((part.contribution, part.cents) for part in self.parts)


class MoneyReturned(MoneyIn):
    kind = "money-returned"
    causes = (
        Message(
            "settlement/refund-confirmed",
            f"{ORDER} cents=principal_cents",
            times=lambda refund: int(refund.funder.startswith("pool:") and refund.principal_cents > 0),
        ),
    )
    books = (Each("parts", Fill("cents", REFUNDED, SHORT, FREE)),)
    ask: str

    def fold(self, event: Event, known: Known) -> None:
        if before := known[Commitment].get(self.ask):
            returned = Counter(before.returned)
            returned.update(self.by_contribution)
            known[Commitment].change(self.ask, returned=returned, refunds=before.refunds + 1)
            for part in before.committed.attribution:
                came = _up(returned[part.contribution], part, before) - _up(
                    before.returned.get(part.contribution, 0), part, before
                )
                add_engaged(self.pool, part.goal, -came, known)


def _up(cents: int, part: Attributed, commitment: Commitment) -> int:
    """What of a contribution's principal that came back is one goal's, in proportion; rounded up, for who rounds
    otherwise breaks no law.
    """
    return -(-cents * part.cents // max(commitment.committed.lent[part.contribution], 1))


class InterestReceived(MoneyIn):
    kind = "interest-received"
    causes = (
        Message(
            "settlement/refund-confirmed",
            f"{ORDER} cents=interest_cents",
            times=lambda refund: int(refund.funder.startswith("pool:") and refund.interest_cents > 0),
        ),
    )
    books = (Each("parts", Fill("cents", EARNED, SHORT, FREE)),)
    ask: str


class SavingReceived(MoneyIn):
    kind = "saving-received"
    causes = (
        Message(
            "settlement/payment-confirmed",
            "order purpose cents",
            only=lambda paid, received: paid.payee.startswith(f"into:{received.pool}/"),
            times=lambda paid: int(paid.purpose != "grant" and paid.payee.startswith("into:")),
        ),
    )
    books = (Each("parts", Fill("cents", MOVED_IN, SHORT, FREE)),)
    purpose: str

    def fold(self, event: Event, known: Known) -> None:
        known[SavingReceived].put(self.order, self)


class SavingUndone(MoneyIn):
    """What came in by this order went out again: it stands by it no more."""

    kind = "saving-undone"
    causes = (
        Message(
            "settlement/payment-returned",
            "order purpose cents",
            only=lambda returned, undone: (
                undone.because == "returned" and returned.payee.startswith(f"into:{undone.pool}/")
            ),
            times=lambda returned: int(returned.purpose != "grant" and returned.payee.startswith("into:")),
        ),
    )
    books = (Each("parts", Drain("cents", FREE, SHORT, MOVED_IN)),)
    purpose: str
    because: str

    def fold(self, event: Event, known: Known) -> None:
        known[SavingReceived].pop(self.order)
