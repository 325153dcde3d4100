"""In the rules of pools."""

from tests.simulation.planted.bug import Bug, Edit

POOL = (
    Bug(
        name="a hold lapses at the end of the year",
        file="services/pool/holds/topic.py",
        old="""
HOLDS = Topic(
    "holds",
""",
        new="""
from datetime import datetime
from services.pool.chart import Inflow
from services.pool.holds.decisions.reservations import GivenBack, given_back
from services.pool.holds.state import Reservation
from shared.topic import Timer


def _lapsing(state: State) -> list[tuple[datetime, str]]:
    held = [(ask, one) for ask, one in state.holds.reservations.items() if one.standing == "held"]
    return sorted((_last_day(state, one), ask) for ask, one in held)


def _last_day(state: State, held: Reservation) -> datetime:
    pledged = state.contributions.of(held.asked.pool).pledged
    year = min(pledged[part.contribution].year for part in held.attribution)
    return datetime.fromisoformat(f"{year + 1}-01-01T00:00:00+01:00")


def _lapse(state: State, ask: str, _: Context) -> list[GivenBack]:
    return given_back(state.holds.reservations[ask], Inflow(state.books.balance, state.year_end))


HOLDS = Topic(
    "holds",
    timers=(Timer("held_until", "`reservation-released`", deadlines=_lapsing, due=_lapse),),
""",
        thought="Incidental money lapses on its last day, and with it what it was held for.",
    ),
    Bug(
        name="a handover releases holds",
        file="services/pool/pools/decisions.py",
        old="        PoolHandedOver(pool, budget_holder, previous_holder=found.budget_holder),\n",
        new="""        PoolHandedOver(pool, budget_holder, previous_holder=found.budget_holder),
        *(
            fact
            for one in state.holds.reservations.values()
            if one.asked.pool == pool and one.standing == "held"
            for fact in given_back(one, Inflow(state.books.balance, state.year_end))
        ),
""",
        beside=(
            Edit(
                "services/pool/pools/decisions.py",
                "    waiting = islice(state.pledges.of(pool).waiting.values(), TOLD_AT_ONCE)\n",
                """    from services.pool.chart import Inflow
    from services.pool.holds.decisions.reservations import given_back

    waiting = islice(state.pledges.of(pool).waiting.values(), TOLD_AT_ONCE)
""",
            ),
        ),
        thought="The new budget holder decides anew.",
        within=200,
    ),
    Bug(
        name="a pledge counts unaccepted",
        file="services/pool/pledges/decisions/offering.py",
        old="counts_for_ceiling) if by == found.budget_holder else offer]",
        new="counts_for_ceiling) if by in {offer.contributor, found.budget_holder} else offer]",
        thought="Whoever promises is good for it.",
        within=50,
    ),
    Bug(
        name="another offer is accepted than was seen",
        file="services/pool/pledges/decisions/offering.py",
        old="        earmarks=offer.earmarks,\n",
        new="        earmarks=tuple(sorted(offer.earmarks)[:1]),\n",
        thought="One goal is enough.",
        within=100,
    ),
    Bug(
        name="all of a pledge is cancelled, received or not",
        file="services/pool/pledges/decisions/ending.py",
        old="    awaited_cents = state.books.balance(PLEDGED(pool, contribution))",
        new="    awaited_cents = promise.cents",
        thought="It is cancelled, is it not?",
        within=400,
        overdraws=True,
    ),
    Bug(
        name="a pledge lapses on its last day",
        file="services/pool/pledges/topic.py",
        old="lapses_on + timedelta(days=1)",
        new="lapses_on",
        thought="It says until that day.",
        within=100,
    ),
    Bug(
        name="the executive cancels and tells nobody why",
        file="services/pool/pledges/decisions/ending.py",
        old="            if reason\n",
        new="            if not reason\n",
        thought="The event says that it is cancelled.",
        within=400,
    ),
    Bug(
        name="a new second approver is told by its name of the day before",
        file="services/pool/mandates/decisions.py",
        old="            yield HoldAwaitsSecondApproval(*asked.identity, approver, awaits.requested_by)",
        new="            yield HoldAwaitsSecondApproval(*asked.identity, awaits.approver, awaits.requested_by)",
        thought="It awaits whom it awaits.",
        within=400,
    ),
    Bug(
        name="a budget holder decides in its own case",
        file="services/pool/holds/decisions/answering.py",
        old="    if by == other:\n        return None\n",
        new="    if by in {holder, other}:\n        return None\n",
        thought="It is the budget holder, after all.",
        within=1000,
    ),
    Bug(
        name="a rearranged ask keeps its old hold",
        file="services/pool/holds/decisions/receiving.py",
        old="state.year_end)) if earlier else []\n",
        new="state.year_end)) if earlier and asked.cents else []\n",
        thought="Of a dropped ask the release is said below.",
        within=100,
    ),
    Bug(
        name="a decline overwrites a hold",
        file="services/pool/holds/decisions/answering.py",
        old="    if reservation.standing not in {Standing.HELD, Standing.COMMITTED, Standing.PAID}:",
        new="    if reservation.standing not in {Standing.COMMITTED, Standing.PAID}:",
        thought="Until it is committed the budget holder may think again.",
        within=200,
    ),
    Bug(
        name="an applicant is told another ground than all others",
        file="services/pool/holds/decisions/reservations.py",
        old="DeclineExplained(*asked.identity, asked.applicant, ground, reason)",
        new='DeclineExplained(*asked.identity, asked.applicant, "other", reason)',
        thought="The words say it all.",
        within=100,
    ),
    Bug(
        name="a pool declines without a word to the applicant",
        file="services/pool/holds/decisions/reservations.py",
        old="if asked.applicant else []",
        new="if asked.applicant and not reason else []",
        thought="All learn the ground.",
        within=100,
    ),
    Bug(
        name="an old revision is held",
        file="services/pool/holds/decisions/answering.py",
        old="    if (revision, cents) == (asked.revision, asked.cents):",
        new="    if revision <= asked.revision:",
        thought="An answer to an earlier revision is an answer.",
        within=100,
    ),
    Bug(
        name="a mandate decides alone above the threshold",
        file="services/pool/holds/decisions/receiving.py",
        old="    if asked.loan or second_approver(state, asked.pool, asked.cents):\n        return []\n",
        new="",
        thought="Automatic is automatic.",
        within=100,
    ),
    Bug(
        name="an ask is held after its application has ended",
        file="services/pool/holds/decisions/answering.py",
        old="        or _nothing_to_approve(found)\n        or _application_closed(state, asked)\n",
        new="        or _nothing_to_approve(found)\n",
        thought="What awaits approval is open.",
        within=100,
    ),
    Bug(
        name="money is used for two lines",
        file="services/pool/holds/decisions/attribution.py",
        old="            there = left[contribution] if contribution in left else free(contribution)\n",
        new="            there = free(contribution)\n",
        thought="What is free is free.",
        within=100,
        overdraws=True,
    ),
    Bug(
        name="earmarks are as good as any as many",
        file="services/pool/holds/decisions/room.py",
        old="        same = tuple(of_name)\n",
        new="        same = (len(of_name),)\n",
        thought="The narrow ones first.",
        within=200,
    ),
    Bug(
        name="money that is held is withdrawn",
        file="services/pool/contributions/decisions.py",
        old="    withdrawable_cents = min(state.books.balance(free), put_in_cents(state, pool, contribution))",
        new="    withdrawable_cents = put_in_cents(state, pool, contribution)",
        thought="What I put in I can take out.",
        within=200,
        overdraws=True,
    ),
    Bug(
        name="money that was only promised is held",
        file="services/pool/holds/decisions/answering.py",
        old="        return 0 if contribution in over else balance(FREE(asked.pool, contribution))\n",
        new="""        from services.pool.chart import PLEDGED

        return balance(FREE(asked.pool, contribution)) + balance(PLEDGED(asked.pool, contribution))
""",
        thought="A promise is a promise.",
        within=100,
        overdraws=True,
    ),
    Bug(
        name="a cent is lost in a split",
        file="shared/money/__init__.py",
        old="    for i in by_remainder[: cents - sum(parts)]:",
        new="    for i in by_remainder[: cents - sum(parts) - 1]:",
        thought="Counting from nought.",
        within=200,
    ),
    Bug(
        name="returned principal goes by what was paid",
        file="services/pool/payments/decisions/returning.py",
        old="        parts = divided(principal_cents, reservation.still_out(order))",
        new="        parts = divided(principal_cents, reservation.shares)",
        thought="In proportion to what each paid.",
        within=1000,
    ),
)

CEILINGS = (
    Bug(
        name="what is put in no longer counts for the ceiling",
        file="services/pool/frames/decisions/ceilings.py",
        old="    return left_cents + state.books",
        new="    return state.books",
        thought="What has come is promised no more.",
    ),
    Bug(
        name="money of others counts for the ceiling, own money does not",
        file="services/pool/pledges/topic.py",
        old="    return party is None or party.is_own_public_money",
        new="    return party is None or not party.is_own_public_money",
        thought="The ceiling is about what others bring.",
    ),
    Bug(
        name="a goal's ceiling forgets what is committed",
        file="services/pool/holds/state/reservation.py",
        old="ENGAGED = (*BACKED, Standing.COMMITTED, Standing.PAID)",
        new="ENGAGED = (*BACKED, Standing.PAID)",
        thought="It is paid soon enough.",
        within=1000,
    ),
    Bug(
        name="the council puts its ceiling below what is put in",
        file="services/pool/frames/decisions/amending.py",
        old="        _below_counted(state, found, frame),\n",
        new="",
        thought="The council may do what it likes.",
    ),
    Bug(
        name="a ceiling is amended by the decision that stands",
        file="services/pool/frames/decisions/amending.py",
        old="        _same_decision(found, frame),\n",
        new="",
        thought="It changes what it says; why another name?",
    ),
    Bug(
        name="the total, a ceiling too, forgets what is held",
        file="services/pool/frames/decisions/ceilings.py",
        old="_OUTLAY = (RESERVED, HELD, COMMITTED,",
        new="_OUTLAY = (RESERVED, COMMITTED,",
        thought="A hold is no outlay.",
        within=600,
    ),
)

CORRECTIONS = (
    Bug(
        name="what comes in is free at once",
        file="services/pool/chart.py",
        old="        filled_cents = min(cents, -self._balance(short) - before_cents)\n",
        new="        filled_cents = 0\n",
        thought="Money that comes in is free; what is short is looked at when there is time.",
        within=100,
    ),
    Bug(
        name="a correction leaves what is free alone",
        file="services/pool/chart.py",
        old="    there_cents = min(cents, balance(there))\n",
        new="    there_cents = 0\n",
        thought="What is free may be held any moment; so the mistake is booked as a shortage.",
    ),
    Bug(
        name="a large correction takes one party",
        file="services/pool/corrections/decisions/correcting.py",
        old="    if approver is None:\n",
        new="    if True:\n",
        thought="A correction is no spending.",
        within=100,
    ),
    Bug(
        name="a corrected receipt is what it was",
        file="services/pool/contributions/state.py",
        old="    receipts[place] = replace(receipts[place], cents=fact.cents)\n",
        new="",
        thought="What was recorded is never changed.",
        within=200,
    ),
    Bug(
        name="what a contributor took back is corrected away",
        file="services/pool/corrections/decisions/mistakes.py",
        old="    if cents < least_cents:\n",
        new="    if False:\n",
        thought="It never came, so it cannot have been taken back.",
        within=100,
    ),
    Bug(
        name="a hold moves to money for another goal",
        file="services/pool/holds/decisions/rebacking.py",
        old="    names = {name for goal, _ in asked.lines for name in open_to.may_pay(goal)}\n",
        new="    names = {name for every in open_to.candidates.values() for name in every}\n"
        "    open_to.candidates.update({goal: sorted(names) for goal, _ in asked.lines})\n",
        thought="The goals are all good ones.",
        within=200,
    ),
    Bug(
        name="what is verified next may all be divided",
        file="services/settlement/chart.py",
        old="    filled_cents = min(cents, -balance(short))\n",
        new="    filled_cents = 0\n",
        thought="A new saving is a new saving.",
        within=300,
    ),
    Bug(
        name="an order of too much stands",
        file="services/settlement/corrections/decisions/verifications.py",
        old="if cents < was_cents else []",
        new="if cents is None else []",
        thought="It is set off against the next one anyway.",
        within=200,
    ),
    Bug(
        name="days of a saving that was none stay taken",
        file="services/settlement/savings/state.py",
        old="            if not fact.cents:\n                _days_are_free(savings, claim.made)\n",
        new="",
        thought="They were judged once.",
        within=300,
    ),
    Bug(
        name="a payer for a pool corrects alone",
        file="services/settlement/corrections/decisions/approvals.py",
        old="    if approver is None or approver == by or not state.payers.needs_two(slip.funder, cents):\n",
        new="    if True:\n",
        thought="It paid alone as well.",
        within=100,
    ),
    Bug(
        name="the second yes is anybody's",
        file="services/settlement/corrections/decisions/payments.py",
        old="    if by == waiting.requested_by:\n",
        new="    if by != approver:\n        return None\n    if by == waiting.requested_by:\n",
        thought="Two parties agreed, whoever they are.",
        within=300,
    ),
    Bug(
        name="a budget holder is to pay itself",
        file="services/settlement/payers/state.py",
        old="        return (self.second_approver(funder) or payer) if receiver(payee) == payer else payer\n",
        new="        return payer\n",
        thought="The budget holder pays.",
        within=800,
    ),
)
