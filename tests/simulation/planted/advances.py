"""Bugs to plant where a grant is paid in parts."""

from tests.simulation.planted.bug import Bug

_PLACING = "services/settlement/orders/decisions/placing.py"
_DETERMINING = "services/settlement/determinations/decisions.py"
_ADVANCES = "services/settlement/advances/decisions.py"
_PAYING = "services/pool/payments/decisions/paying.py"

ADVANCES = (
    Bug(
        name="an advance is ordered before what it awaits",
        file=_PLACING,
        old="if advance.milestone is None]\n",
        new="if not advance.milestone or advance.percent < 50]\n",
        thought="A small one does no harm.",
        within=100,
    ),
    Bug(
        name="parts of a grant lose a cent",
        file="services/settlement/agreements/facts.py",
        old="        return split(self.cents, [*percents, 100 - sum(percents)])[number - 1]\n",
        new="        return self.cents * percents[number - 1] // 100\n",
        thought="So much per cent of it.",
        within=50,
    ),
    Bug(
        name="an advance is due on a day that has passed",
        file=_PLACING,
        old="    return named if named and named > ordered_on else due_on\n",
        new="    return named or due_on\n",
        thought="The grant says so.",
        within=100,
    ),
    Bug(
        name="an advance is released twice",
        file=_ADVANCES,
        old='    if state.advances.is_last(ask, advance, "released"):\n',
        new='    if not found.advances and state.advances.is_last(ask, advance, "released"):\n',
        thought="Who releases it looks first.",
        within=100,
    ),
    Bug(
        name="advances are released beyond what was granted",
        file=_ADVANCES,
        old="    if cents > left_cents:\n",
        new="    if cents > found.cents:\n",
        thought="All of them together are the grant.",
        within=200,
    ),
    Bug(
        name="what is not reported is declined",
        file=_ADVANCES,
        old='    if not state.advances.is_last(ask, advance, "reported"):\n',
        new='    if state.advances.is_last(ask, advance, "declined"):\n',
        thought="Once is enough.",
        within=100,
    ),
    Bug(
        name="advances stay ordered once it is determined",
        file=_DETERMINING,
        old="        *(withdrawn(order.slip) for order in still_open),\n",
        new="",
        thought="They were granted.",
        within=100,
    ),
    Bug(
        name="the rest stays ordered once its determination is corrected",
        file=_DETERMINING,
        old="        *(withdrawn(order.slip) for order in rest),\n",
        new="",
        thought="It is to be paid anyway.",
        within=200,
    ),
    Bug(
        name="advances are ordered again beside a rest that was paid",
        file=_DETERMINING,
        old="        *(() if is_rest_paid else owed_again),\n",
        new="        *owed_again,\n",
        thought="A mistake is undone.",
        within=400,
    ),
    Bug(
        name="it is determined anew while the rest is open",
        file=_DETERMINING,
        old="    if before and still_open:\n",
        new="    if before and still_open and cents > before.last.cents:\n",
        thought="Less of it is to be paid.",
        within=200,
    ),
    Bug(
        name="what is given up is given up again",
        file=_DETERMINING,
        old="    unpaid_cents = 0 if before else granted_cents - paid.paid_cents\n",
        new="    unpaid_cents = granted_cents - paid.paid_cents\n",
        thought="What is not paid is not paid.",
        within=200,
    ),
    Bug(
        name="what was freed once counts as freed for ever",
        file="services/pool/holds/state/folding.py",
        old="            reservation.freed[fact.because] = less(reservation.freed[fact.because], pieces)\n",
        new="            pass\n",
        thought="The postings say the rest.",
        within=400,
    ),
    Bug(
        name="what was freed stays free once its determination is corrected",
        file="services/pool/payments/topic.py",
        old='ask=heard.ask, because="determined") if kind == "pool" else []\n',
        new='ask=heard.ask, because="determined") if kind != "pool" else []\n',
        thought="It is determined again soon.",
        within=200,
    ),
    Bug(
        name="each part is paid by all ways alike",
        file="services/pool/holds/state/reservation.py",
        old="    parts = split(cents, [piece.cents for piece in pieces])\n",
        new="    parts = split(cents, [1 for _ in pieces])\n",
        thought="Everybody pays something.",
        within=400,
    ),
    Bug(
        name="a part that comes back takes the whole with it",
        file=_PAYING,
        old="    postings = moved(pool, shares(reservation.paid[order]), PAID, COMMITTED)\n",
        new="    postings = moved(pool, reservation.shares, PAID, COMMITTED)\n",
        thought="As one order pays an ask.",
        within=200,
        overdraws=True,
    ),
    Bug(
        name="an investment is paid with its first part",
        file="services/settlement/state.py",
        old="        if agreement is None or self.orders.open_of(ask):\n",
        new="        if agreement and self.orders.paid_of(ask).paid_cents:\n            return True\n"
        "        if agreement is None or self.orders.open_of(ask):\n",
        thought="Somebody paid it.",
        within=400,
    ),
)
