"""All or nothing over the three logs: a grant is committed and ordered for every funder, and nothing else is."""

from audit.asks import Application, Asks
from audit.contract import applications as a
from audit.contract import reservations as r
from audit.contract import settlement as s
from audit.events import Event
from audit.history import Check
from audit.holds import Holds
from audit.laws import Law, Notes
from audit.payments import Payments

PAID_UNCONFIRMED = Law(
    "paid-unconfirmed",
    nl="boekt {order} als betaald, zonder dat die betaling bevestigd is",
    en="books {order} as paid, though that payment was not confirmed",
)
COMMIT_NOT_GRANTED = Law(
    "commit-not-granted",
    nl="verplicht {ask} herziening {revision}, die niet verleend is",
    en="commits {ask} revision {revision}, which was not granted",
)
GRANT_NOT_COMMITTED = Law(
    "grant-not-committed",
    nl="verleent {ask} herziening {revision}; {funder} heeft die niet verplicht",
    en="grants {ask} revision {revision}, which {funder} has not committed",
)
GRANT_NOT_ORDERED = Law(
    "grant-not-ordered",
    nl="verleent {ask}; daarvoor staat geen overeenkomst met betaalopdracht",
    en="grants {ask}, for which there is no agreement with a payment order",
)
HOLD_LEFT = Law(
    "hold-left",
    nl="houdt {ask} herziening {revision} nog vast; de aanvraag is {status}, de laatste herziening {latest}",
    en="still holds {ask} revision {revision}; the application is {status}, the latest revision {latest}",
)
PAYMENT_NOT_BOOKED = Law(
    "payment-not-booked",
    nl="bevestigt {order}; {funder} heeft die niet als betaald geboekt",
    en="confirms {order}, which {funder} has not booked as paid",
)


class Commitments(Check):
    """Joins what the other checks know of each log."""

    def __init__(self, notes: Notes, asks: Asks, holds: Holds, payments: Payments) -> None:
        super().__init__(notes)
        self._asks = asks
        self._holds = holds
        self._payments = payments

    def take(self, event: Event) -> None:
        match event.fact:
            case r.ReservationPaid(order=order):
                if order not in self._payments.confirmed:
                    self.notes.problem(event, PAID_UNCONFIRMED, order=order)
            case r.ReservationCommitted() as committed:
                if not self._is_granted(committed):
                    ask, revision = committed.ask, committed.revision
                    self.notes.problem(event, COMMIT_NOT_GRANTED, ask=ask, revision=revision)
            case _:
                pass

    def _is_granted(self, committed: r.ReservationCommitted) -> bool:
        application = self._asks.applications.get(committed.application)
        return application is not None and any(
            (named.ask, named.revision, named.funder) == (committed.ask, committed.revision, f"pool:{committed.pool}")
            for named in _granted(application)
        )

    def rest(self) -> None:
        for application in self._asks.applications.values():
            for named in _granted(application):
                if application.decision:
                    self._kept(application.decision, named)
        for hold in self._holds.in_force.values():
            self._still_held(hold.event, hold.held)
        for order, confirmed in self._payments.confirmed.items():
            self._booked(order, confirmed)

    def _kept(self, decision: Event, named: a.GrantedAsk) -> None:
        """Every funder named in a grant has done its part."""
        committed = self._holds.committed.get(named.ask)
        revision = committed.fact.revision if committed else None
        if named.funder.startswith("pool:") and revision != named.revision:
            ask, funder = named.ask, named.funder
            self.notes.problem(decision, GRANT_NOT_COMMITTED, ask=ask, revision=named.revision, funder=funder)
        if named.ask not in self._payments.agreements or not self._payments.standing(named.ask):
            self.notes.problem(decision, GRANT_NOT_ORDERED, ask=named.ask)

    def _still_held(self, event: Event, held: r.ReservationHeld) -> None:
        application = self._asks.applications.get(held.application)
        ask = self._asks.find(held.ask)
        latest = ask.asked.revision if ask else 0
        if application is None or application.decision or latest != held.revision:
            status = application.status if application else "?"
            self.notes.problem(event, HOLD_LEFT, ask=held.ask, revision=held.revision, status=status, latest=latest)

    def _booked(self, order: str, event: Event) -> None:
        confirmed = event.fact
        if not isinstance(confirmed, s.PaymentConfirmed) or not confirmed.funder.startswith("pool:"):
            return
        commitment = self._holds.committed.get(confirmed.ask or "")
        if commitment is None or commitment.order != order:
            self.notes.problem(event, PAYMENT_NOT_BOOKED, order=order, funder=confirmed.funder)


def _granted(application: Application) -> tuple[a.GrantedAsk, ...]:
    fact = application.decision.fact if application.decision else None
    return fact.asks if isinstance(fact, a.ApplicationGranted) else ()
