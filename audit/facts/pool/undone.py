"""What is undone of payments and savings, and what is corrected of what came back."""

from collections.abc import Callable
from typing import Any

from audit.facts.booking import Drain, Each, Fill, Move, net
from audit.facts.declaring import ALL, Event, Known, Message, Share
from audit.facts.pool.chart import COMMITTED, EARNED, HOME, MOVED_IN, PAID, REFUNDED, SHORT
from audit.facts.pool.holds import Commitment, and_more, shares_in
from audit.facts.pool.payments import ORDER, MoneyIn, OfPayment, SavingReceived, restate
from audit.facts.pool.pools import OfPool
from audit.facts.pool.tasks import REPAYMENTS, came_back


def _of_a_grant(undone: Any) -> int:
    """Of which the pool's payment is undone: a grant from a pool."""
    return int(undone.purpose == "grant" and undone.funder.startswith("pool:"))


def _of_a_saving(undone: Any) -> int:
    """Of which the pool's saving is undone: one that went into a pool."""
    return int(undone.purpose != "grant" and undone.payee.startswith("into:"))


def _went_into(undone: Any, pool: str) -> bool:
    found: bool = undone.payee.startswith(f"into:{pool}/")
    return found


def _because(why: str) -> Callable[[Any, Any], bool]:
    return lambda _, undone: bool(undone.because == why)


class PaymentWaitsNoMore(OfPayment):
    """It waited for its commit, and is none any more."""

    kind = "payment-waits-no-more"
    causes = (
        Message("settlement/payment-returned", f"{ORDER} cents", only=_because("returned")),
        Message("settlement/confirmation-corrected", f"{ORDER} cents", only=_because("corrected")),
    )
    because: str


class PaymentUndone(OfPayment):
    kind = "payment-undone"
    told = ALL
    causes = (
        Message(
            "settlement/payment-returned",
            f"{ORDER} cents application",
            only=_because("returned"),
            times=_of_a_grant,
            instead=PaymentWaitsNoMore.kind,
        ),
        Message(
            "settlement/confirmation-corrected",
            f"{ORDER} cents application",
            only=_because("corrected"),
            times=_of_a_grant,
            instead=PaymentWaitsNoMore.kind,
        ),
    )
    books = (Each("paid", Move("cents", PAID, COMMITTED)),)
    application: str
    because: str

    def paid(self, known: Known) -> tuple[Share, ...]:
        commitment = known[Commitment].get(self.ask)
        return shares_in(commitment.paid.get(self.order, ())) if commitment else ()

    def fold(self, event: Event, known: Known) -> None:
        if before := known[Commitment].get(self.ask):
            left = {order: pieces for order, pieces in before.paid.items() if order != self.order}
            restate(self.pool, self.ask, known, paid=left)


class SavingUndone(MoneyIn):
    """What came in by this order went out again: it stands by it no more."""

    kind = "saving-undone"
    causes = (
        Message(
            "settlement/payment-returned",
            "order purpose cents",
            only=lambda returned, undone: undone.because == "returned" and _went_into(returned, undone.pool),
            times=_of_a_saving,
        ),
        Message(
            "settlement/confirmation-corrected",
            "order purpose cents",
            only=lambda corrected, undone: undone.because == "corrected" and _went_into(corrected, undone.pool),
            times=_of_a_saving,
        ),
    )
    books = (Each("parts", Drain("cents", HOME, SHORT, MOVED_IN)),)
    purpose: str
    because: str

    def fold(self, event: Event, known: Known) -> None:
        known[SavingReceived].pop(self.order)


class ReturnCorrected(OfPool):
    """More came back of an ask than was booked, above zero; or less, below zero."""

    kind = "return-corrected"
    told = ALL
    causes = (
        Message(
            "settlement/refund-corrected",
            ORDER,
            only=lambda corrected, returned: returned.cents == _differences(corrected).get(returned.of),
            times=lambda corrected: sum(map(bool, _differences(corrected).values())),
        ),
        *(
            Message(
                f"settlement/{kind}",
                ORDER,
                only=lambda repaid, returned: returned.cents == _less(repaid).get(returned.of),
                times=lambda repaid: len(_less(repaid)),
            )
            for kind in REPAYMENTS
        ),
    )
    books = (
        Each("more_principal", Fill("cents", REFUNDED, SHORT, HOME)),
        Each("less_principal", Drain("cents", HOME, SHORT, REFUNDED)),
        Each("more_interest", Fill("cents", EARNED, SHORT, HOME)),
        Each("less_interest", Drain("cents", HOME, SHORT, EARNED)),
    )
    ask: str
    order: str
    cents: int
    of: str
    parts: tuple[Share, ...]

    @property
    def more_principal(self) -> tuple[Share, ...]:
        return self._parts("principal", 1)

    @property
    def less_principal(self) -> tuple[Share, ...]:
        return self._parts("principal", -1)

    @property
    def more_interest(self) -> tuple[Share, ...]:
        return self._parts("interest", 1)

    @property
    def less_interest(self) -> tuple[Share, ...]:
        return self._parts("interest", -1)

    def _parts(self, of: str, sign: int) -> tuple[Share, ...]:
        signed = (Share(part.contribution, sign * part.cents) for part in self.parts if self.of == of)
        return tuple(share for share in signed if share.cents > 0)

    def fold(self, event: Event, known: Known) -> None:
        before, parts = known[Commitment].get(self.ask), net((part.contribution, part.cents) for part in self.parts)
        if before and self.of == "principal":
            restate(self.pool, self.ask, known, returned=and_more(before.returned, self.order, parts))
            came_back(self.ask, self.cents, event.place, known)
        elif before:
            known[Commitment].change(self.ask, earned=and_more(before.earned, self.order, parts))


def _differences(corrected: Any) -> dict[str, int]:
    """What a pool is to book of a corrected refund."""
    if not corrected.funder.startswith("pool:"):
        return {}
    return {
        "principal": corrected.principal_cents - corrected.was_principal_cents,
        "interest": corrected.interest_cents - corrected.was_interest_cents,
    }


def _less(repaid: Any) -> dict[str, int]:
    """What of a loan is repaid less than it was, of each: what came late to be known counts from its own day."""
    if not repaid.funder.startswith("pool:"):
        return {}
    changes = {"principal": repaid.paid_principal_cents, "interest": repaid.paid_interest_cents}
    return {of: cents for of, cents in changes.items() if cents < 0}
