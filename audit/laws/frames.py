"""The council's frame: it is amended by a new decision only, and nothing that counts is ever above or outside it."""

from collections.abc import Iterator
from typing import TypeAlias

from audit.facts.booking import Account
from audit.facts.pool.asks import AskReceived
from audit.facts.pool.chart import EARNED, GIVEN_BACK, LAPSED, MOVED_IN, OF_A_CONTRIBUTION, PLEDGED, RETURNING
from audit.facts.pool.contributions import BY_POOL, ContributionPledged
from audit.facts.pool.engaged import ENGAGED
from audit.facts.pool.holds import ReservationHeld
from audit.facts.pool.mandates import MandateSet
from audit.facts.pool.pools import FrameAmended, PoolOpened, frame_of
from audit.facts.pool.set_aside import BackingSetAside
from audit.facts.pool.supports import AGREED, is_open
from audit.laws.law import Broken, Event, Known, Values, law

PROMISED = (PLEDGED, *OF_A_CONTRIBUTION)
"""What is still to come, and what was put in and not taken back."""
_Framed: TypeAlias = PoolOpened | FrameAmended


@law(
    nl="brengt {pool} op {cents} cent; de raad stelde de grens op {ceiling} cent",
    en="brings {pool} to {cents} cents; the council set the ceiling at {ceiling} cents",
)
def above_frame(_: Event, pledged: ContributionPledged, known: Known) -> Values | None:
    """Own public money counts, and no other."""
    if not pledged.counts_for_ceiling:
        return None
    return _above(pledged.cents + _counted(pledged.pool, known), frame_of(pledged.pool, known))


@above_frame.also
def _(_: Event, amended: FrameAmended, known: Known) -> Values | None:
    return _above(_counted(amended.pool, known), amended)


def _above(cents: int, framed: _Framed | None) -> Values | None:
    ceiling = framed.frame.ceiling_cents if framed else cents
    return {"cents": cents, "ceiling": ceiling} if cents > ceiling else None


def _counted(pool: str, known: Known) -> int:
    return sum(_promised(one, known) for one in _contributions(pool, known) if one.counts_for_ceiling)


def _contributions(pool: str, known: Known) -> Iterator[ContributionPledged]:
    for path in known[BY_POOL].get(pool, ()):
        if found := known[ContributionPledged].get(path):
            yield found


def _promised(one: ContributionPledged, known: Known) -> int:
    slots = {"pool": one.pool, "contribution": one.contribution}

    def stands(*accounts: Account) -> int:
        return sum(known.balances.get(account.pattern.format_map(slots), 0) for account in accounts)

    gone = stands(LAPSED, RETURNING, GIVEN_BACK)
    put_in = stands(*OF_A_CONTRIBUTION) + gone
    return put_in - max(gone + stands(EARNED, MOVED_IN), 0) + stands(PLEDGED)


@law(
    nl="brengt wat voor {goal} is vastgelegd in {pool} op {cents} cent; de raad stelde de grens op {ceiling} cent",
    en="brings what is engaged for {goal} in {pool} to {cents} cents; the council set the ceiling at {ceiling} cents",
)
def above_goal_ceiling(event: Event, held: ReservationHeld | BackingSetAside, known: Known) -> Broken:
    framed, asked = frame_of(held.pool, known), known[AskReceived].get(held.ask)
    for goal, ceiling in framed.ceiling_of.items() if framed else ():
        wanted = sum(line.cents for line in (asked.lines if asked else ()) if line.goal == goal)
        cents = (wanted if held.is_new(known) else 0) + _engaged(held.pool, goal, known)
        if wanted and cents > ceiling:
            yield event, {"pool": held.pool, "goal": goal, "cents": cents, "ceiling": ceiling}


@above_goal_ceiling.also
def _(event: Event, amended: FrameAmended, known: Known) -> Broken:
    for goal, ceiling in amended.ceiling_of.items():
        if (cents := _engaged(amended.pool, goal, known)) > ceiling:
            yield event, {"pool": amended.pool, "goal": goal, "cents": cents, "ceiling": ceiling}


def _engaged(pool: str, goal: str, known: Known) -> int:
    return known[ENGAGED].get(f"{pool}/{goal}", 0)


@law(
    nl="wijzigt het kader van {pool} met het besluit dat al gold: {decision}",
    en="amends the frame of {pool} by the decision that stood already: {decision}",
)
def same_decision(_: Event, amended: FrameAmended, known: Known) -> Values | None:
    framed = frame_of(amended.pool, known)
    decision = amended.frame.decision.strip()
    return {"decision": decision} if framed is None or framed.frame.decision.strip() == decision else None


@law(
    nl="laat het mandaat van {pool} buiten het kader van de raad vallen: {what}",
    en="leaves the mandate of {pool} outside the council's frame: {what}",
)
def outside_frame(_: Event, mandate: MandateSet, known: Known) -> Values | None:
    return _outside(mandate, frame_of(mandate.pool, known))


@outside_frame.also
def _(event: Event, amended: FrameAmended, known: Known) -> Values | None:
    """A mandate whose last day has passed is none any more."""
    mandate = known[MandateSet].get(amended.pool)
    return _outside(mandate, amended) if mandate and mandate.valid_to >= event.envelope.today else None


def _outside(mandate: MandateSet, framed: _Framed | None) -> Values | None:
    if framed is None:
        return None
    goals = sorted({*mandate.goals} - framed.goal_names)
    frame = framed.frame
    within = frame.valid_from <= mandate.valid_from <= mandate.valid_to <= frame.valid_to
    outside = [*goals, *(() if within else (f"{mandate.valid_from} - {mandate.valid_to}",))]
    return {"what": ", ".join(outside)} if outside else None


@law(
    nl="neemt doel {goal} uit {pool}, waarvoor nog geld is bestemd of vastgelegd",
    en="takes goal {goal} out of {pool}, for which money is still earmarked or engaged",
)
def goal_in_use(event: Event, amended: FrameAmended, known: Known) -> Broken:
    framed = frame_of(amended.pool, known)
    for goal in sorted(framed.goal_names - amended.goal_names) if framed else ():
        earmarked = any(
            goal in one.earmarks and _holds_money(one, known) for one in _contributions(amended.pool, known)
        )
        agreed = known[AGREED].get(amended.pool, ())
        supported = any(is_open(path, goal, event.envelope.today, known) for path in agreed)
        if earmarked or supported or _engaged(amended.pool, goal, known):
            yield event, {"pool": amended.pool, "goal": goal}


def _holds_money(one: ContributionPledged, known: Known) -> bool:
    slots = {"pool": one.pool, "contribution": one.contribution}
    return any(known.balances.get(account.pattern.format_map(slots), 0) for account in PROMISED)
