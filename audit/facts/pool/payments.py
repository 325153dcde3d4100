"""Payments: what is committed is paid once, at once or in parts; what comes back goes to who paid."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from audit.facts.booking import Each, Fill, Move, net
from audit.facts.declaring import ALL, Event, Known, Message, Share
from audit.facts.pool.asks import Attributed, shares_of
from audit.facts.pool.chart import COMMITTED, EARNED, FREE, HOME, MOVED_IN, PAID, REFUNDED, SHORT, WRITTEN_OFF
from audit.facts.pool.engaged import add_engaged
from audit.facts.pool.holds import Commitment, and_more, shares_in
from audit.facts.pool.lending import lend
from audit.facts.pool.parts import Piece, apportioned
from audit.facts.pool.pools import OfPool
from audit.facts.pool.supports import Under
from audit.facts.pool.tasks import REPAYMENTS, came_back
from audit.facts.settlement.orders import UNBOOKED

ORDER = "order ask funder"


class OfPayment(OfPool):
    ask: str
    order: str
    cents: int


class PaymentWaits(OfPayment):
    """A payment confirmed before the commit it belongs to."""

    kind = "payment-waits"
    causes = (Message("settlement/payment-confirmed", f"{ORDER} cents"),)


class ReservationPaid(OfPayment):
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
    attribution: tuple[Attributed, ...] = ()
    """Of a part of the ask; none: all of it, by one order."""
    under: tuple[Under, ...] = ()

    def pieces(self, known: Known) -> tuple[Piece, ...]:
        """In proportion to what was not paid, each way apart."""
        commitment = known[Commitment].get(self.ask)
        return apportioned(commitment.unpaid, self.cents) if commitment else ()

    def due(self, known: Known) -> tuple[Share, ...]:
        return shares_in(self.pieces(known))

    def fold(self, event: Event, known: Known) -> None:
        if before := known[Commitment].get(self.ask):
            restate(self.pool, self.ask, known, paid={**before.paid, self.order: self.pieces(known)})
            known[UNBOOKED].pop(self.order)


class MoneyIn(OfPool):
    """Money that came into a pool, over its contributions."""

    told = ALL
    order: str
    cents: int
    parts: tuple[Share, ...]

    @property
    def by_contribution(self) -> dict[str, int]:
        return net((part.contribution, part.cents) for part in self.parts)


def _of_a_loan(kind: str, of: str) -> Message:
    def more(paid: Any) -> int:
        return int(paid.funder.startswith("pool:") and getattr(paid, f"paid_{of}_cents") > 0)

    return Message(f"settlement/{kind}", f"{ORDER} cents=paid_{of}_cents", times=more)


class MoneyReturned(MoneyIn):
    kind = "money-returned"
    causes = (
        Message(
            "settlement/refund-confirmed",
            f"{ORDER} cents=principal_cents",
            times=lambda refund: int(refund.funder.startswith("pool:") and refund.principal_cents > 0),
        ),
        *(_of_a_loan(message, "principal") for message in (*REPAYMENTS, "loan-written-off")),
    )
    books = (Each("parts", Fill("cents", REFUNDED, SHORT, HOME)),)
    ask: str

    def fold(self, event: Event, known: Known) -> None:
        if before := known[Commitment].get(self.ask):
            returned = and_more(before.returned, self.order, self.by_contribution)
            restate(self.pool, self.ask, known, returned=returned)
        came_back(self.ask, self.cents, event.place, known)


def restate(pool: str, ask: str, known: Known, **fields: Any) -> None:
    """Of what is committed something else is paid, freed, returned or lost: as much is engaged and out as is left."""
    before = known[Commitment].change(ask, **fields)
    after = known[Commitment].get(ask)
    for commitment, times in ((before, -1), (after, 1)):
        if commitment:
            lend(pool, ask, commitment.out, times, known)
            for goal, cents in _engaged(commitment):
                add_engaged(pool, goal, times * cents, known)


def _engaged(commitment: Commitment) -> Iterator[tuple[str, int]]:
    """What is committed and was not freed, less the principal that came back."""
    yield from ((piece.goal, piece.cents) for piece in commitment.pieces)
    yield from ((piece.goal, -piece.cents) for piece in commitment.all_freed)
    for order, came in commitment.returned.items():
        paid, lent = Counter[tuple[str, str]](), Counter[str]()
        for piece in commitment.paid_by(order):
            paid[piece.goal, piece.contribution] += piece.cents
            lent[piece.contribution] += piece.cents
        for (goal, contribution), cents in paid.items():
            yield goal, -_up(came.get(contribution, 0) * cents, lent[contribution])


def _up(cents: int, of: int) -> int:
    """What of a contribution's principal that came back is one goal's, in proportion to what it paid for each; rounded
    up, for who rounds otherwise breaks no law.
    """
    return -(-cents // max(of, 1))


class InterestReceived(MoneyIn):
    kind = "interest-received"
    causes = (
        Message(
            "settlement/refund-confirmed",
            f"{ORDER} cents=interest_cents",
            times=lambda refund: int(refund.funder.startswith("pool:") and refund.interest_cents > 0),
        ),
        *(_of_a_loan(message, "interest") for message in (*REPAYMENTS, "loan-written-off")),
    )
    books = (Each("parts", Fill("cents", EARNED, SHORT, HOME)),)
    ask: str

    def fold(self, event: Event, known: Known) -> None:
        if before := known[Commitment].get(self.ask):
            earned = and_more(before.earned, self.order, self.by_contribution)
            known[Commitment].change(self.ask, earned=earned)


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
    books = (Each("parts", Fill("cents", MOVED_IN, SHORT, HOME)),)
    purpose: str

    def fold(self, event: Event, known: Known) -> None:
        known[SavingReceived].put(self.order, self)


class LoanLost(MoneyIn):
    """Of a loan so much is not expected back: a loss of the contributions that lent it.

    First-loss contributions bear it first, and spare others with what they have free.
    """

    kind = "loan-lost"
    causes = (
        Message(
            "settlement/loan-written-off",
            f"{ORDER} cents=principal_cents",
            times=lambda off: int(off.funder.startswith("pool:") and off.principal_cents > 0),
        ),
    )
    books = (
        Each("own", Move("cents", PAID, WRITTEN_OFF)),
        Each("borne", Move("cents", FREE, WRITTEN_OFF)),
        Each("spared", Fill("cents", PAID, SHORT, HOME)),
    )
    application: str
    ask: str
    borne: tuple[Share, ...] = ()
    spared: tuple[Share, ...] = ()

    @property
    def own(self) -> tuple[Share, ...]:
        """What the contributions that lent it bear themselves."""
        borne = Counter(self.by_contribution)
        borne.subtract(net((share.contribution, share.cents) for share in self.spared))
        return shares_of({name: cents for name, cents in borne.items() if cents})

    def fold(self, event: Event, known: Known) -> None:
        if before := known[Commitment].get(self.ask):
            restate(self.pool, self.ask, known, lost=and_more(before.lost, self.order, self.by_contribution))
