"""Bugs to plant where a grant is changed before it is determined."""

from tests.simulation.planted.bug import Bug

_CHANGES = "services/settlement/changes/decisions.py"
_DETERMINING = "services/settlement/determinations/decisions.py"
_REMAINDER = "services/pool/payments/decisions/remainder.py"
_FOLDING = "services/pool/holds/state/folding.py"
_TOPIC = "services/pool/payments/topic.py"

CHANGES = (
    Bug(
        name="more is granted than at first",
        file=_CHANGES,
        old="    if cents > agreement.cents:\n",
        new="    if cents > agreement.cents and not state.changes.number(ask):\n",
        thought="It was changed before.",
        within=400,
    ),
    Bug(
        name="less is granted than was paid",
        file=_CHANGES,
        old="    if cents < paid_cents:\n",
        new="    if cents < state.orders.paid_of(ask).kept_cents:\n",
        thought="What came back was not paid.",
        within=400,
    ),
    Bug(
        name="a grant is changed once it is determined",
        file=_CHANGES,
        old="    if ask in state.determinations.by_ask:\n",
        new="    if ask in state.determinations.by_ask and not state.orders.open_of(ask):\n",
        thought="The rest is still to be paid.",
        within=400,
    ),
    Bug(
        name="an order stays open though nothing is left for it",
        file=_CHANGES,
        old="        facts += [withdrawn(slip) for slip in slips]\n",
        new="        facts += [withdrawn(slip) for slip in slips if cents]\n",
        thought="Another takes its place.",
        within=100,
    ),
    Bug(
        name="the last advance gets all that is left",
        file=_CHANGES,
        old="            part_cents = min(agreement.advance_cents(number), left_cents)\n",
        new="            last = number == len(agreement.advances)\n"
        "            part_cents = left_cents if last else min(agreement.advance_cents(number), left_cents)\n",
        thought="What is left goes with the last.",
        within=200,
    ),
    Bug(
        name="a paid advance is ordered again",
        file=_CHANGES,
        old="        if number not in paid\n        and ",
        new="        if ",
        thought="Its order says whether it was paid.",
        within=200,
    ),
    Bug(
        name="a change orders what awaits a milestone",
        file=_CHANGES,
        old='state.advances.is_last(agreement.ask, number, "released"))\n',
        new="state.advances.last(agreement.ask, number))\n",
        thought="Somebody has spoken of it.",
        within=400,
    ),
    Bug(
        name="a change orders all of the grant beside what was paid",
        file=_CHANGES,
        old="        return {None: changed.cents - state.orders.paid_of(agreement.ask).paid_cents}\n",
        new="        return {None: changed.cents}\n",
        thought="That is what it comes to now.",
        within=200,
    ),
    Bug(
        name="a report is divided by what was granted at first",
        file=_DETERMINING,
        old="    granted = [state.changes.granted_cents(grant) for grant in grants]\n",
        new="    granted = [grant.cents for grant in grants]\n",
        thought="As they agreed to share it.",
        within=200,
    ),
    Bug(
        name="a grant is determined by what it was at first",
        file=_DETERMINING,
        old="    granted_cents = state.changes.granted_cents(agreement)\n",
        new="    granted_cents = agreement.cents\n",
        thought="The agreement says what was granted.",
        within=200,
    ),
    Bug(
        name="more again commits all that was freed",
        file=_REMAINDER,
        old="    pieces = freed if cents is None else apportioned(freed, cents)\n",
        new="    pieces = freed\n",
        thought="It was freed together.",
        within=200,
    ),
    Bug(
        name="what a change freed is mixed with what a determination did",
        file=_REMAINDER,
        old="    freed = reservation.freed.get(because, ())\n",
        new="    freed = reservation.all_freed\n",
        thought="It is the same money.",
        within=400,
    ),
    Bug(
        name="a second change forgets what the first freed",
        file=_FOLDING,
        old="            reservation.freed[fact.because] = more(reservation.freed.get(fact.because, ()), pieces)\n",
        new="            reservation.freed[fact.because] = pieces\n",
        thought="There is one of each.",
        within=200,
    ),
    Bug(
        name="a task waits for what is granted no more",
        file=_TOPIC,
        old='        return _freed(state, pool, heard.ask, less_cents, "changed")\n',
        new='        return free_remainder(state, pool=pool, ask=heard.ask, cents=less_cents, because="changed")\n',
        thought="Nothing came back.",
        within=400,
    ),
)
