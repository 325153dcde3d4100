"""What contributors agreed on interest and losses is done otherwise."""

from tests.simulation.planted.bug import Bug

COVENANTS = (
    Bug(
        name="who bears losses first is forgotten",
        file="services/pool/pledges/decisions/offering.py",
        old="        first_loss=offer.first_loss,\n",
        new="",
        thought="The other terms are all there.",
        within=100,
    ),
    Bug(
        name="interest goes to a reserve that has ended",
        file="services/pool/payments/decisions/returning.py",
        old=" if reserve is None or has_ended else ",
        new=" if reserve is None else ",
        thought="The covenant says so.",
        within=1500,
    ),
    Bug(
        name="losses are borne first with money that is there once",
        file="services/pool/payments/decisions/losing.py",
        old="        cents -= share_cents\n",
        new="",
        thought="Each bears what it can.",
        within=1500,
    ),
    Bug(
        name="what is spared is not made good",
        file="services/pool/payments/decisions/losing.py",
        old="        own[name] -= spared_cents\n",
        new="        own[name] -= 0\n",
        thought="It was written off.",
        within=800,
    ),
    Bug(
        name="lost is by what was lent, not by what is still out",
        file="services/pool/payments/decisions/losing.py",
        old="    out = reservation.still_out(order)\n",
        new="    out = dict(reservation.shares)\n",
        thought="Each lent its share.",
        within=800,
    ),
    Bug(
        name="less interest goes out of the reserve of today",
        file="services/pool/payments/decisions/returning.py",
        old='    return (reservation.returned if of == "principal" else reservation.earned)[order]\n',
        new='    return reservation.returned[order] if of == "principal" else _earning(state, reservation)\n',
        thought="Interest is the reserve's.",
        within=1500,
    ),
    Bug(
        name="less is booked on the balances from before more",
        file="services/pool/payments/decisions/returning.py",
        old="        before=[posting for fact in more for posting in fact.postings],\n",
        new="",
        thought="Both are of one message.",
        within=1500,
    ),
    Bug(
        name="what is spared stays where its year has ended",
        file="services/pool/returns/state.py",
        old="    | LoanLost\n",
        new="",
        thought="A loss brings no money.",
        within=1500,
    ),
    Bug(
        name="what a loss spares is free, whatever its contribution has become",
        file="services/pool/payments/decisions/losing.py",
        old="        *Inflow(balance, state.year_end).moved(pool, dict(spared), PAID),\n",
        new="        *moved(pool, dict(spared), PAID, FREE),\n",
        thought="It was lent, and is its own again.",
        within=1500,
    ),
)
