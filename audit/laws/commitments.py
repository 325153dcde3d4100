"""All or nothing over the three logs: a grant is committed and ordered for every funder, and nothing else is."""

from audit.facts.applications.applications import UNCOMMITTED, UNORDERED, Application, Ask
from audit.facts.pool.holds import HOLDS, ReservationCommitted
from audit.facts.pool.payments import ReservationPaid
from audit.facts.settlement.orders import UNBOOKED, UNORDERED_RETURNS
from audit.facts.settlement.slips import Order
from audit.laws.law import Broken, Event, Known, law, law_at_rest


@law(
    nl="verplicht {ask} herziening {revision}, die niet verleend is",
    en="commits {ask} revision {revision}, which was not granted",
)
def commit_not_granted(_: Event, committed: ReservationCommitted, known: Known) -> bool:
    return not committed.is_granted(known)


@law_at_rest(
    nl="verleent {ask} herziening {revision}; {funder} heeft die niet verplicht",
    en="grants {ask} revision {revision}, which {funder} has not committed",
)
def grant_not_committed(known: Known) -> Broken:
    for name, granted in known[UNCOMMITTED].items():
        yield granted.decision, {"ask": name, "revision": granted.ask.revision, "funder": granted.ask.funder}


@law_at_rest(
    nl="verleent {ask}; daarvoor staat geen overeenkomst met betaalopdracht",
    en="grants {ask}, for which there is no agreement with a payment order",
)
def grant_not_ordered(known: Known) -> Broken:
    return ((granted.decision, {"ask": name}) for name, granted in known[UNORDERED].items())


@law_at_rest(
    nl="beëindigt een opdracht voor {returned}, waarvoor geen andere in de plaats kwam",
    en="ends an order of {returned}, whose place no other has taken",
)
def return_not_ordered(known: Known) -> Broken:
    for returned, place in known[UNORDERED_RETURNS].items():
        yield place, {"returned": returned}


@law_at_rest(
    nl="houdt {ask} herziening {revision} nog vast; de aanvraag is {status}, de laatste herziening {latest}",
    en="still holds {ask} revision {revision}; the application is {status}, the latest revision {latest}",
)
def hold_left(known: Known) -> Broken:
    for place, held in (hold for _, hold in known[HOLDS].items()):
        found, ask = known[Application].get(held.application), known[Ask].get(held.ask)
        status, latest = found.outcome if found else "?", ask.revision if ask else 0
        if (status, latest) != ("open", held.revision):
            yield place, {"ask": held.ask, "revision": held.revision, "status": status, "latest": latest}


@law(
    nl="boekt {order} als betaald, zonder dat die betaling bevestigd is",
    en="books {order} as paid, though that payment was not confirmed",
)
def paid_unconfirmed(_: Event, paid: ReservationPaid, known: Known) -> bool:
    """What became of the order since is of no matter: settlement may be further than the pool has read."""
    order = known[Order].get(paid.order)
    return order is None or order.paid_on is None


@law_at_rest(
    nl="bevestigt {order}; {funder} heeft die niet als betaald geboekt",
    en="confirms {order}, which {funder} has not booked as paid",
)
def payment_not_booked(known: Known) -> Broken:
    for order, (place, confirmed) in known[UNBOOKED].items():
        yield place, {"order": order, "funder": confirmed.funder}
