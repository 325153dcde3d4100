"""A task and its budget move together, or not at all; and back again only with what is unspent."""

from audit.facts.declaring import UNKNOWN, Place
from audit.facts.pool.asks import AskReceived
from audit.facts.pool.engaged import UNMOVED
from audit.facts.pool.holds import HOLDS, ReservationHeld
from audit.facts.pool.pools import frame_of
from audit.facts.pool.set_aside import ASIDE, BackingSetAside
from audit.facts.pool.tasks import (
    NOT_GIVEN_BACK,
    GiveBackAgreed,
    GiveBackEnded,
    GiveBackExplained,
    GiveBackProposed,
    Takeover,
    TaskGivenBack,
    TaskMoved,
    TaskRegistered,
    bound_cents,
)
from audit.facts.runtime import BatchClosed, CommandOutcome
from audit.known.table import Table
from audit.laws.law import Broken, Event, Known, Values, law

_TAKES_BACK = "give-back-task"
"""Who took a task over only proposes by it; what it agrees at once is taken back."""


@law(
    nl="registreert taak {task} in {pool}; die is er al, of kan zo niet",
    en="registers task {task} in {pool}, which is there already, or cannot be so",
)
def task_unfit(_: Event, registered: TaskRegistered, known: Known) -> bool:
    framed = frame_of(registered.pool, known)
    fits = framed is not None and registered.goal in framed.goal_names and registered.budget_cents > 0
    return not fits or registered.path in known[TaskRegistered]


@law(
    nl="houdt {ask} vast voor {units} eenheden van {task}; zo zijn die niet over te nemen (vrij zijn er {free})",
    en="holds {ask} for {units} units of {task}, which cannot be taken over so ({free} are free)",
)
def held_without_task(_: Event, held: ReservationHeld | BackingSetAside, known: Known) -> Values | None:
    """Of the task's goal, within its budget, and with its performer, claimed by no other hold or first yes."""
    asked = known[AskReceived].get(held.ask)
    if asked is None or asked.takes_over is None:
        return None
    wanted = asked.takes_over
    task = known[TaskRegistered].get(f"{held.pool}/{wanted.task}")
    free = task.performer_units(known) - _claimed(task, held.ask, known) if task else 0
    if (
        task is None
        or any(line.goal != task.goal for line in asked.lines)
        or asked.applicant == task.performer
        or held.cents > wanted.units * task.unit_cents
        or wanted.units > free
    ):
        return {"units": wanted.units, "task": wanted.task, "free": free}
    return None


def _claimed(task: TaskRegistered, ask: str, known: Known) -> int:
    """By holds in force for other asks, and what is set aside for others."""
    claiming = (one for claims in (known[HOLDS], known[ASIDE]) for _, (_, one) in claims.items())
    asks = (known[AskReceived].get(one.ask) for one in claiming if one.pool == task.pool)
    wanted = ((one.ask, one.takes_over) for one in asks if one)
    return sum(each.units for name, each in wanted if each and each.task == task.task and name != ask)


@law(
    nl="verplaatst {units} eenheden van {task} naar {applicant} voor {ask}; dat volgt niet uit wat is vastgehouden",
    en="moves {units} units of {task} to {applicant} for {ask}, which does not follow from what was held",
)
def task_moved_otherwise(_: Event, moved: TaskMoved, known: Known) -> bool:
    """The money of the ask is committed with it."""
    asked, task = known[AskReceived].get(moved.ask), known[TaskRegistered].get(moved.path)
    if asked is None or asked.takes_over is None or task is None or moved.ask not in known[UNMOVED]:
        return True
    expected = (asked.takes_over.task, asked.takes_over.units, asked.pool, asked.application, asked.applicant)
    found = (moved.task, moved.units, moved.pool, moved.application, moved.applicant)
    budget = task.performer, asked.cents, moved.units * task.unit_cents
    return found != expected or (moved.performer, moved.cents, moved.budget_cents) != budget


@law(
    nl="verplicht het geld van {ask}, en de taak die erbij hoort verhuist niet mee",
    en="commits the money of {ask}, and the task that goes with it does not move",
)
def money_without_task(event: Event, _: BatchClosed, known: Known) -> Broken:
    yield from _left_by(event, known[UNMOVED])


@law(
    nl="laat {units} eenheden van {task} teruggeven met {cents} cent ({ask}, nummer {number}); dat kan zo niet",
    en="has {units} units of {task} given back with {cents} cents ({ask}, number {number}), which cannot be so",
)
def give_back_unfit(_: Event, proposed: GiveBackProposed, known: Known) -> bool:
    """Told to another who decides from then on, a proposal is what it was."""
    takeover = known[Takeover].get(proposed.ask)
    if takeover is None or proposed.addressee != proposed.decider(known):
        return True
    before = takeover.proposed
    if before and before.number == proposed.number:
        return before.terms != proposed.terms or before.addressee == proposed.addressee
    return proposed.number != takeover.numbers + 1 or not _possible(proposed, takeover, known)


@give_back_unfit.also
def _(event: Event, agreed: GiveBackAgreed, known: Known) -> bool:
    """Of a proposal it repeats the terms; of who decides for the pool it is a number of its own."""
    takeover = known[Takeover].get(agreed.ask)
    if takeover is None or not _possible(agreed, takeover, known):
        return True
    waiting = takeover.proposed
    if waiting and waiting.number == agreed.number:
        return waiting.terms != agreed.terms
    return agreed.number != takeover.numbers + 1


def _possible(given: GiveBackProposed | GiveBackAgreed, takeover: Takeover, known: Known) -> bool:
    moved = takeover.moved
    same = (given.pool, given.task, given.applicant) == (moved.pool, moved.task, moved.applicant)
    return same and 0 < given.units <= takeover.units and 0 <= given.cents <= bound_cents(given.ask, known)


@law(
    nl="beëindigt het teruggeven van {task} ({ask}, nummer {number}); dat is er zo niet, of mag zo niet",
    en="ends giving back {task} ({ask}, number {number}), which is not there, or may not end so",
)
def give_back_ended_otherwise(_: Event, ended: GiveBackEnded, known: Known) -> bool:
    """What waits for consent is ended by either; what is agreed by who decides for the pool only."""
    takeover = known[Takeover].get(ended.ask)
    if takeover is None or takeover.moved.path != ended.path:
        return True
    decides = takeover.moved.decider(known)
    if takeover.proposed and takeover.proposed.number == ended.number:
        return ended.ended_by not in {decides, takeover.moved.applicant}
    return takeover.agreed is None or takeover.agreed.number != ended.number or ended.ended_by != decides


@law(
    nl="zegt de reden van {what} ({ask}, nummer {number}) niet aan precies wie het aangaat",
    en="does not tell the reason of {what} ({ask}, number {number}) to exactly whom it concerns",
)
def give_back_unexplained(event: Event, outcome: CommandOutcome, known: Known) -> Broken:
    """Who takes units back tells who has them; who ends it tells the other, unless nobody may decide for the pool."""
    recorded = [one for one in known.recorded(event) if one.fact]
    told = {
        (one.fact.path, one.fact.ask, one.fact.number, one.fact.addressee, one.fact.by)
        for one in recorded
        if isinstance(one.fact, GiveBackExplained)
    }
    for one in recorded:
        fact = one.fact
        if isinstance(fact, GiveBackEnded) or (isinstance(fact, GiveBackAgreed) and outcome.command == _TAKES_BACK):
            by = fact.agreed_by if isinstance(fact, GiveBackAgreed) else fact.ended_by
            takeover = known[Takeover].get(fact.ask)
            applicant = takeover.moved.applicant if takeover else ""
            other = takeover.moved.decider(known) if takeover and by == applicant else applicant
            if told != ({(fact.path, fact.ask, fact.number, other, by)} if other != UNKNOWN else set()):
                yield one, {"what": one.kind, "ask": fact.ask, "number": fact.number}


@law(
    nl="geeft {units} eenheden van {task} terug ({ask}, nummer {number}) bij {came} cent; afgesproken is {expected}",
    en="gives {units} units of {task} back ({ask}, number {number}) at {came} cents; agreed is {expected}",
)
def given_back_otherwise(_: Event, given: TaskGivenBack, known: Known) -> Values | None:
    """As agreed, and with the last of what is unspent."""
    takeover, task = known[Takeover].get(given.ask), known[TaskRegistered].get(given.path)
    agreed = takeover.agreed if takeover else None
    if (
        takeover
        and task
        and agreed
        and agreed.terms == given.terms
        and (given.performer, given.budget_cents) == (task.performer, given.units * task.unit_cents)
        and takeover.came_cents >= agreed.cents
    ):
        return None
    return {"came": takeover.came_cents if takeover else 0, "expected": agreed.cents if agreed else "-"}


@law(
    nl="boekt het laatste dat van {ask} onbesteed is, en de taak gaat niet mee terug",
    en="books the last of what is unspent of {ask}, and the task does not go back with it",
)
def unspent_without_task(event: Event, _: BatchClosed, known: Known) -> Broken:
    yield from _left_by(event, known[NOT_GIVEN_BACK])


def _left_by(event: Event, undone: Table[Place]) -> Broken:
    """What a batch of the pool left undone. A batch of another log may close in the middle of one."""
    if event.log == "pool":
        for ask, place in undone.items():
            yield place, {"ask": ask}
