"""Planted where a first yes sets money aside."""

from tests.simulation.planted.bug import Bug

SET_ASIDE = (
    Bug(
        name="what a newer revision took the place of stays set aside",
        file="services/pool/holds/decisions/receiving.py",
        old="    freed = given_back(earlier, Inflow(state.books.balance, state.year_end)) if earlier else []\n",
        new="""    from services.pool.holds.state import Standing

    is_held = earlier and earlier.standing is Standing.HELD
    freed = given_back(earlier, Inflow(state.books.balance, state.year_end)) if earlier and is_held else []
""",
        thought="Nothing was held of it.",
        within=400,
    ),
    Bug(
        name="what is declined stays set aside",
        file="services/pool/holds/decisions/answering.py",
        old="[*freed(found, inflow), *declined(found.asked, ground, reason)]",
        new="declined(found.asked, ground, reason)",
        thought="It may still become a yes.",
        within=400,
    ),
    Bug(
        name="what is set aside outlives its application",
        file="services/pool/holds/decisions/outcomes.py",
        old="    return [reservation for reservation in reservations if reservation.standing in BACKED]\n",
        new="    return [reservation for reservation in reservations if reservation.standing is Standing.HELD]\n",
        thought="What was never held need not be released.",
        within=200,
    ),
    Bug(
        name="a new second approver has it given back twice",
        file="services/pool/mandates/decisions.py",
        old="            yield HoldAwaitsSecondApproval(*asked.identity, approver, awaits.requested_by)\n",
        new="""            from services.pool.chart import Inflow
            from services.pool.holds.decisions.reservations import freed

            yield from freed(state.holds.reservations[ask], Inflow(state.books.balance, state.year_end))
            yield HoldAwaitsSecondApproval(*asked.identity, approver, awaits.requested_by)
""",
        thought="Another approver, another search.",
        within=600,
    ),
    Bug(
        name="a new second approver has it set aside again",
        file="services/pool/mandates/decisions.py",
        old="            yield HoldAwaitsSecondApproval(*asked.identity, approver, awaits.requested_by)\n",
        new="""            from services.pool.holds.decisions.reservations import set_aside

            yield HoldAwaitsSecondApproval(*asked.identity, approver, awaits.requested_by)
            yield set_aside(asked, state.holds.reservations[ask].set_aside)
""",
        thought="Whoever is to approve has to find the money there.",
        within=600,
        overdraws=True,
    ),
    Bug(
        name="the second yes searches anew",
        file="services/pool/holds/decisions/answering.py",
        old="    return Backing(aside) if aside else attributed(state, asked, balance, today)\n",
        new="    return attributed(state, asked, balance, today)\n",
        thought="Money is judged again; what was set aside is free for it.",
        within=400,
    ),
    Bug(
        name="the second yes takes what is free",
        file="services/pool/holds/decisions/answering.py",
        old="RESERVED if reservation.set_aside else FREE)",
        new="FREE)",
        thought="A hold comes from what is free.",
        within=200,
        overdraws=True,
    ),
    Bug(
        name="what waits for a second yes is no outlay",
        file="services/pool/frames/decisions/ceilings.py",
        old="_OUTLAY = (RESERVED, HELD, ",
        new="_OUTLAY = (HELD, ",
        thought="It is no hold.",
        within=1000,
    ),
    Bug(
        name="what was freed is remembered as set aside",
        file="services/pool/holds/state/folding.py",
        old="            reservation.attribution, reservation.under = (), ()\n        case ReservationHeld",
        new="            reservation.under = ()\n        case ReservationHeld",
        thought="The money is back; whose it was is worth knowing.",
        within=800,
        overdraws=True,
    ),
    Bug(
        name="what was set aside is free again, whatever its contribution has become",
        file="services/pool/holds/decisions/reservations.py",
        old="inflow.moved(asked.pool, aside, RESERVED))]",
        new="moved(asked.pool, aside, RESERVED, FREE))]",
        thought="It came from what was free.",
        within=800,
    ),
)
