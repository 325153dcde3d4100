"""What a pool holds, or sets aside with a first yes, stays within the mandate of that day."""

from audit.facts.pool.asks import AskReceived
from audit.facts.pool.chart import OF_A_CONTRIBUTION
from audit.facts.pool.contributions import ContributionPledged, ContributionWithdrawn
from audit.facts.pool.holds import ReservationCommitted, ReservationHeld
from audit.facts.pool.mandates import MandateSet
from audit.facts.pool.pools import PoolHandedOver
from audit.facts.pool.set_aside import BackingSetAside, HoldAwaitsSecondApproval
from audit.laws.law import Event, Known, Values, law

OUTLAY = ("reserved", "held", "committed", "paid", "written-off", "refunded", "earned", "moved-in")
"""What went out or may, less what came back: that may be invested again."""


@law(
    nl="houdt geld vast of neemt een toezegging aan voor {pool}; daar geldt op {day} geen mandaat",
    en="holds money or takes a pledge for {pool}, which has no mandate on {day}",
)
def no_mandate(
    event: Event, fact: ContributionPledged | ReservationHeld | BackingSetAside, known: Known
) -> Values | None:
    return {"day": event.envelope.today} if _mandate(event, fact.pool, known) is None else None


def _mandate(event: Event, pool: str, known: Known) -> MandateSet | None:
    """That which is valid on the civil date of the event."""
    mandate = known[MandateSet].get(pool)
    return mandate if mandate and mandate.valid_from <= event.envelope.today <= mandate.valid_to else None


@law(
    nl="houdt {cents} cent vast voor {ask}; het mandaat is {limit} cent per besluit, voor {goals}",
    en="holds {cents} cents for {ask}; the mandate is {limit} cents per decision, for {goals}",
)
def outside_mandate(event: Event, held: ReservationHeld | BackingSetAside, known: Known) -> Values | None:
    mandate, asked = _mandate(event, held.pool, known), known[AskReceived].get(held.ask)
    goals = {line.goal for line in asked.lines} if asked else set()
    if mandate is None or (held.cents <= mandate.limit_cents and goals <= set(mandate.goals)):
        return None
    return {"limit": mandate.limit_cents, "goals": ", ".join(mandate.goals)}


@law(
    nl="brengt wat {pool} vasthoudt en per saldo heeft uitgegeven op {engaged} cent; het mandaat gaat tot {total} cent",
    en="brings what {pool} holds and has spent on balance to {engaged} cents; the mandate goes to {total} cents",
)
def above_total(event: Event, held: ReservationHeld | BackingSetAside, known: Known) -> Values | None:
    mandate = _mandate(event, held.pool, known)
    more = held.cents if held.is_new(known) else 0
    engaged = more + max(known.sum("pool", *OUTLAY, pool=held.pool), 0)
    if mandate is None or engaged <= mandate.total_cents:
        return None
    return {"engaged": engaged, "total": mandate.total_cents}


@law(
    nl="houdt {cents} cent vast zonder tweede akkoord van {approver}; boven {threshold} cent is dat nodig",
    en="holds {cents} cents without the second approval of {approver}, needed above {threshold} cents",
)
def four_eyes(event: Event, held: ReservationHeld, known: Known) -> Values | None:
    mandate = _mandate(event, held.pool, known)
    threshold = mandate.four_eyes_above_cents if mandate else None
    approver, first_yes = held.second_approver(known), known[HoldAwaitsSecondApproval].get(held.ask)
    first = (first_yes.revision, first_yes.requested_by != approver) if first_yes else None
    seen_by_two = event.by == approver and first == (held.revision, True)
    if threshold is None or held.cents <= threshold or seen_by_two or held.is_own_case(known):
        return None
    return {"approver": approver, "threshold": threshold}


@law(
    nl="neemt van {contribution} in {pool} meer terug dan is ingelegd: {cents} cent te veel",
    en="takes back more of {contribution} in {pool} than was put in: {cents} cents too much",
)
def withdrawn_above_put_in(_: Event, withdrawn: ContributionWithdrawn, known: Known) -> Values | None:
    """Interest and savings that came in stay with the pool."""
    slots = {"pool": withdrawn.pool, "contribution": withdrawn.contribution}
    put_in = sum(known.balances.get(account.pattern.format_map(slots), 0) for account in OF_A_CONTRIBUTION)
    return {"cents": withdrawn.cents - put_in} if withdrawn.cents > put_in else None


@law(
    nl="noemt {named} als budgethouder van {pool}; dat is {holder}",
    en="names {named} as the budget holder of {pool}; that is {holder}",
)
def holder_differs(_: Event, fact: PoolHandedOver | ReservationCommitted, known: Known) -> Values | None:
    named = fact.previous_holder if isinstance(fact, PoolHandedOver) else fact.budget_holder
    return {"named": named, "holder": fact.holder(known)} if named != fact.holder(known) else None
