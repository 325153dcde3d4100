"""What each fact must book, worked out from its fields and from what went before; the postings must say the same."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from audit.asks import Ask, Asks
from audit.contract import applications as a
from audit.contract import earn_backs as e
from audit.contract import pool as p
from audit.contract import reservations as r
from audit.contract import settlement as s
from audit.earn_backs import EarnBacks
from audit.events import Event
from audit.history import Check
from audit.holds import Holds, shares_of
from audit.laws import Law, Notes
from audit.payments import Payments

BOOKED_OTHERWISE = Law(
    "booked-otherwise",
    nl="boekt {found}; bij dit feit hoort {expected}",
    en="books {found}; to this fact belongs {expected}",
)

Movement: TypeAlias = tuple[int, str, str]
"""Cents, from account, to account."""


class Bookings(Check):
    """Stands before the checks whose knowledge it uses: what they know is what went before."""

    def __init__(self, notes: Notes, asks: Asks, holds: Holds, payments: Payments, earn_backs: EarnBacks) -> None:
        super().__init__(notes)
        self._asks = asks
        self._holds = holds
        self._payments = payments
        self._earn_backs = earn_backs

    def take(self, event: Event) -> None:
        if event.fact is None:
            return
        expected = _net(
            posting
            for cents, source, target in self._movements(event)
            for posting in ((source, -cents), (target, cents))
        )
        found = _net(event.fact.postings)
        if found != expected:
            self.notes.problem(event, BOOKED_OTHERWISE, found=_told(found), expected=_told(expected))

    def _movements(self, event: Event) -> list[Movement]:
        match event.log:
            case "pool":
                return self._in_pool(event)
            case "applications":
                return self._in_applications(event)
            case _:
                return self._in_settlement(event)

    def _in_pool(self, event: Event) -> list[Movement]:
        match event.fact:
            case p.ContributionPledged() as c:
                return [(c.cents, f"memo/pledged-by:{c.contributor}", f"memo/{c.pool}/{c.contribution}/pledged")]
            case p.ContributionReceived() as c:
                return [
                    (c.cents, f"contributor:{c.contributor}", f"{c.pool}/{c.contribution}/free"),
                    (c.cents, f"memo/{c.pool}/{c.contribution}/pledged", f"memo/pledged-by:{c.contributor}"),
                ]
            case p.ContributionWithdrawn() as c:
                return [(c.cents, f"{c.pool}/{c.contribution}/free", f"contributor:{c.contributor}")]
            case r.ReservationHeld() as held:
                return self._held(held)
            case r.ReservationReleased() as released:
                hold = self._holds.in_force.get(released.ask)
                given_back = hold.shares if hold and released.cents else {}
                return _shares(released.pool, given_back, "held", "free")
            case r.ReservationCommitted() as committed:
                return self._committed(committed)
            case r.ReservationPaid() as paid:
                commitment = self._holds.committed.get(paid.ask)
                return _shares(paid.pool, commitment.shares if commitment else {}, "committed", "paid")
            case r.MoneyIn() as money:
                source = {r.MoneyReturned: "refunded", r.InterestReceived: "earned"}.get(type(money), "moved-in")
                return _shares(money.pool, money.parts_by_contribution, source, "free")
            case _:
                return []

    def _held(self, held: r.ReservationHeld) -> list[Movement]:
        """Which contributions back a hold is the pool's choice; that they back all of it, and are its own, is not."""
        shares = shares_of(held)
        if sum(shares.values()) != held.cents:
            shares = {"?": held.cents}
        return _shares(held.pool, shares, "free", "held")

    def _committed(self, committed: r.ReservationCommitted) -> list[Movement]:
        shares: Counter[str] = Counter()
        for part in committed.attribution:
            shares[part.contribution] += part.cents
        return _shares(committed.pool, shares, "held", "committed")

    def _in_applications(self, event: Event) -> list[Movement]:
        match event.fact:
            case a.Asked() as asked:
                before = self._asks.find(asked.ask)
                undone = [_back(before)] if before and before.standing in {"asked", "held"} else []
                return [*undone, (asked.cents, _funder(asked), _promise(asked, "asked"))]
            case a.AskHeld() as held:
                before = self._asks.find(held.ask)
                source = _funder(held) if before and before.standing == "declined" else _promise(held, "asked")
                return [(held.cents, source, _promise(held, "held"))]
            case a.AskDeclined() as declined:
                return [(declined.cents, _promise(declined, "asked"), _funder(declined))]
            case a.ApplicationGranted() as granted:
                return [(ask.cents, _promise(ask, "held"), _promise(ask, "granted")) for ask in granted.asks]
            case a.ApplicationFailed() as failed:
                application = self._asks.applications.get(failed.application)
                asks = application.asks.values() if application else ()
                return [_back(ask) for ask in asks if ask.standing in {"asked", "held"}]
            case _:
                return []

    def _in_settlement(self, event: Event) -> list[Movement]:
        match event.fact:
            case s.PaymentOrdered() as slip:
                return [(slip.cents, f"payer:{slip.funder}", f"order:{slip.funder}/{slip.order}")]
            case s.PaymentConfirmed() as paid:
                return [(paid.cents, f"order:{paid.funder}/{paid.order}", paid.payee)]
            case s.PaymentFailed() as failed:
                return [(failed.cents, f"order:{failed.funder}/{failed.order}", f"payer:{failed.funder}")]
            case s.RefundConfirmed() as refund:
                order = self._payments.orders.get(refund.order)
                payee = order.slip.payee if order else "?"
                return [(refund.principal_cents + refund.interest_cents, payee, f"payer:{refund.funder}")]
            case e.SavingVerified() as verified:
                return [(verified.cents, self._saving(verified, "baseline"), self._saving(verified, "verified"))]
            case e.SavingDivided() as divided:
                return [
                    (cents, self._saving(divided, "verified"), self._saving(divided, part))
                    for part, cents in (
                        ("to-recipient", divided.to_recipient_cents),
                        ("to-investor", divided.to_investor_cents),
                    )
                ]
            case _:
                return []

    def _saving(self, saving: e.SavingVerified | e.SavingDivided, part: str) -> str:
        found = self._earn_backs.found.get(saving.earn_back)
        holder = found.terms.benefit_holder if found else "?"
        if part == "baseline":
            return f"memo/baseline:{holder}/{saving.earn_back}"
        return f"memo/saving:{holder}/{saving.earn_back}/{part}"


def _shares(pool: str, shares: Mapping[str, int], source: str, target: str) -> list[Movement]:
    return [(cents, f"{pool}/{name}/{source}", f"{pool}/{name}/{target}") for name, cents in shares.items()]


def _back(ask: Ask) -> Movement:
    """What is asked or held goes back to the funder."""
    return ask.asked.cents, _promise(ask.asked, ask.standing), _funder(ask.asked)


def _promise(ask: a.OfAsk | a.GrantedAsk, standing: str) -> str:
    return f"memo/ask:{ask.funder}/{ask.ask}/{standing}"


def _funder(ask: a.OfAsk) -> str:
    return f"memo/funder:{ask.funder}"


def _net(postings: Iterable[tuple[str, int]]) -> dict[str, int]:
    """By account; what moves away and back again is nothing."""
    totals: Counter[str] = Counter()
    for account, cents in postings:
        totals[account] += cents
    return {account: cents for account, cents in totals.items() if cents}


def _told(booked: Mapping[str, int]) -> str:
    return ", ".join(f"{account} {cents:+}" for account, cents in sorted(booked.items())) or "-"
