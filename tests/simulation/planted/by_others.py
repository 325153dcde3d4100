"""Planted by somebody who did not write the code."""

from tests.simulation.planted.bug import Bug, Edit

BY_OTHERS = (
    Bug(
        name="the end of a support is explained to those who had consented",
        file="services/pool/supports/decisions.py",
        old="""    if refusal := _over(found, today):
        return refusal
    others = [party for party in parties if party != by]
""",
        new="""    if refusal := _over(found, today):
        return refusal
    others = [party for party in found.consented if party != by]
""",
        thought="Whoever said yes has to know why it is over; nobody else counted on it.",
    ),
    Bug(
        name="the budget change goes by the goal that the money is taken from",
        file="services/pool/supports/decisions.py",
        old="""    target = next((goal.task_field for goal in pool.goal_codes if goal.goal == terms.to_goal), "")
    across = [
        one.contribution
        for one in pledged
        if one.counts_for_ceiling and _main_field(one.task_field) != _main_field(target)
    ]
""",
        new="""    fields = {goal.goal: goal.task_field for goal in pool.goal_codes}
    source, target = fields.get(terms.from_goal, ""), fields.get(terms.to_goal, "")
    across = [
        one.contribution for one in pledged if one.counts_for_ceiling and _main_field(source) != _main_field(target)
    ]
""",
        thought="A support is from a goal to a goal, and both have their task field.",
    ),
    Bug(
        name="what never came is short, though it lapsed",
        file="services/pool/chart.py",
        old="    there_cents = min(cents, balance(there))\n",
        new="    there_cents = 0 if ended.has_ended(pool, contribution) else min(cents, balance(there))\n",
        thought="What lapsed is the general result's; a correction takes nothing out of that.",
    ),
    Bug(
        name="the second yes looks at the money only",
        file="services/pool/holds/decisions/answering.py",
        old="""        or _nothing_to_approve(found)
        or _application_closed(state, asked)
        or backing(state, found, today)
""",
        new="""        or _nothing_to_approve(found)
        or _application_closed(state, asked)
        or (Backing(found.set_aside) if found.set_aside else attributed(state, asked, state.books.balance, today))
""",
        thought="The first yes judged the mandate, and the money is set aside.",
        within=1500,
    ),
    Bug(
        name="only a pool that holds something is closed to an application",
        file="services/pool/holds/decisions/outcomes.py",
        old="    pools = dict.fromkeys(state.holds.reservations[ask].asked.pool for ask in state.holds.asks.get(application, ()))\n",
        new="    pools = dict.fromkeys(reservation.asked.pool for reservation in _held(state, application))\n",
        thought="Where nothing is held there is nothing to close.",
    ),
    Bug(
        name="an open day forgets which day it is about",
        file="shared/money/chart.py",
        old="            return BookDay(day, counts_for)\n",
        new="            return BookDay(day)\n",
        thought="The day is open, so there is nothing to explain.",
    ),
    Bug(
        name="a support has its room for each line of an ask",
        file="services/pool/holds/decisions/attribution.py",
        old="""            room_cents = opening.cents - used.get(opening.support, 0)
            taken = take(goal, opening.contributions, min(unpaid, room_cents), opening.support)
            used[opening.support] = used.get(opening.support, 0) + taken
            unpaid -= taken
""",
        new="""            unpaid -= take(goal, opening.contributions, min(unpaid, opening.cents), opening.support)
""",
        beside=(Edit("services/pool/holds/decisions/attribution.py", "    used = dict[str, int]()\n", ""),),
        thought="A support is for one goal, so no other line draws on it.",
    ),
)
