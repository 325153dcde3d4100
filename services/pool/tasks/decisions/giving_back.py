"""A task goes back to its performer, whole or in part, and what is unspent of its money with it: both, or neither.

Settlement says when money came back, or will not be paid. So units wait for that, and move by the decision that books
the last of it.
"""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import TypeAlias

from services.pool.chart import WITH
from services.pool.mandates.decisions import decider
from services.pool.pools.decisions import find_pool
from services.pool.state import State
from services.pool.tasks.facts import (
    GiveBackAgreed,
    GiveBackEnded,
    GiveBackExplained,
    GiveBackProposed,
    TaskGivenBack,
)
from services.pool.tasks.state import Takeover
from shared.money import Refusal, euros, together, transfer

TOLD_AT_ONCE = 50
"""So many proposals fit into one decision; of any beyond them the takeovers of a task tell."""

Agreed: TypeAlias = GiveBackAgreed | TaskGivenBack


def give_back(
    state: State, *, by: str, pool: str, ask: str, units: int, cents: int, reason: str | None
) -> list[GiveBackProposed | Agreed | GiveBackExplained] | Refusal:
    """Who performs it proposes; who decides for the pool takes it back at once, with a reason (S2).

    `cents` of what was granted for it is unspent: so much of what was paid comes back first, or will not be paid.
    """
    found = _find(state, pool, ask)
    if isinstance(found, Refusal):
        return found
    moved, decides = found.moved, decider(state, pool, found.moved.applicant)
    if by not in {moved.applicant, decides}:
        return _not_yours(found, decides, "gives back or takes back")
    if refusal := _impossible(state, found, units, cents) or _is_so_already(found, by, units, cents):
        return refusal
    of = pool, moved.task, ask, units, found.numbers + 1, cents, moved.applicant
    if by == moved.applicant:
        return [GiveBackProposed(*of, decides)] if decides else _nobody_decides(moved.applicant)
    if reason is None:
        return Refusal("reason-missing", f"Tell {moved.applicant} why it has to give this back.", "reason")
    agreed = GiveBackAgreed(*of, by)
    explained = GiveBackExplained(pool, moved.task, ask, agreed.number, by, reason, moved.applicant)
    return [agreed, explained, *_at_once(state, agreed)]


def consent(state: State, *, by: str, pool: str, ask: str, number: int) -> list[Agreed] | Refusal:
    """The yes of who decides for the pool. It is judged again what can be given back: something may have come since."""
    found = _find(state, pool, ask)
    if isinstance(found, Refusal):
        return found
    decides, waiting = decider(state, pool, found.moved.applicant), found.proposed
    if by != decides:
        return _not_yours(found, decides, "consents to giving back")
    if waiting is None or waiting.number != number:
        other = f"; number {waiting.number} does" if waiting else ""
        sentence = f"No proposal {number} to give back of {ask} awaits consent{other}."
        return Refusal("nothing-to-consent", sentence, "number")
    if refusal := _impossible(state, found, waiting.units, waiting.cents, ("number", "number")):
        return refusal
    of = pool, found.moved.task, ask, waiting.units, number, waiting.cents, found.moved.applicant
    agreed = GiveBackAgreed(*of, by)
    return [agreed, *_at_once(state, agreed)]


def end(
    state: State, *, by: str, pool: str, ask: str, number: int, reason: str
) -> list[GiveBackEnded | GiveBackExplained] | Refusal:
    """Neither task nor money goes back by this proposal. Once it is agreed, only who decides for the pool ends it."""
    found = _find(state, pool, ask)
    if isinstance(found, Refusal):
        return found
    moved, decides = found.moved, decider(state, pool, found.moved.applicant)
    if by not in {moved.applicant, decides}:
        return _not_yours(found, decides, "ends giving back")
    waits = found.proposed is not None and found.proposed.number == number
    if not waits and (found.agreed is None or found.agreed.number != number):
        return Refusal("nothing-to-end", f"Nothing of {ask} is to be given back by proposal {number}.", "number")
    if not waits and by == moved.applicant:
        sentence = (
            f"Giving back {found.moved.task} is agreed; only {decides or 'who decides for the pool'} ends it now."
        )
        return Refusal("not-yours", sentence, "ask")
    other = decides if by == moved.applicant else moved.applicant
    told = [GiveBackExplained(pool, moved.task, ask, number, by, reason, other)] if other else []
    return [GiveBackEnded(pool, moved.task, ask, number, by), *told]


def given_back_with(state: State, ask: str, principal_cents: int) -> list[TaskGivenBack]:
    """Units that go back together with this money, come back or freed: of what is awaited it is the last."""
    if ask not in state.tasks.awaiting_refund:
        return []
    found = state.tasks.takeovers[ask]
    assert found.agreed, f"nothing of {ask} is to be given back"
    return [_given_back(state, found.agreed)] if found.came_cents + principal_cents >= found.agreed.cents else []


def retold(state: State, pool: str, holder: str, second_approver: str | None) -> list[GiveBackProposed]:
    """What awaits consent, told to who decides from now on and was not asked before."""
    return list(islice(_for_another(state, pool, holder, second_approver), TOLD_AT_ONCE))


def _for_another(state: State, pool: str, holder: str, second_approver: str | None) -> Iterator[GiveBackProposed]:
    for ask in state.tasks.waiting.get(pool, ()):
        if waiting := state.tasks.takeovers[ask].proposed:
            decides = second_approver if waiting.applicant == holder else holder
            if decides and decides != waiting.addressee:
                yield GiveBackProposed(**asdict(waiting) | {"addressee": decides})


def _at_once(state: State, agreed: GiveBackAgreed) -> list[TaskGivenBack]:
    """Where nothing is unspent there is nothing to wait for."""
    return [] if agreed.cents else [_given_back(state, agreed)]


def _given_back(state: State, agreed: GiveBackAgreed) -> TaskGivenBack:
    task = state.tasks.by_name[f"{agreed.pool}/{agreed.task}"].registered
    budget_cents = agreed.units * task.unit_cents
    between = WITH(task.pool, task.task, agreed.applicant), WITH(task.pool, task.task, task.performer)
    return TaskGivenBack(
        pool=agreed.pool,
        task=agreed.task,
        ask=agreed.ask,
        units=agreed.units,
        number=agreed.number,
        cents=agreed.cents,
        performer=task.performer,
        applicant=agreed.applicant,
        budget_cents=budget_cents,
        postings=transfer(budget_cents, *between),
    )


def _find(state: State, pool: str, ask: str) -> Takeover | Refusal:
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    takeover = state.tasks.takeovers.get(ask)
    if takeover is None or takeover.moved.pool != pool:
        return Refusal("unknown-takeover", f"No task of {pool} was taken over with {ask}; check the ask.", "ask")
    return takeover


def _impossible(
    state: State, found: Takeover, units: int, cents: int, fields: tuple[str, str] = ("units", "cents")
) -> Refusal | None:
    """`fields` of the command say how many units, and how much money."""
    bound_cents = state.holds.reservations[found.moved.ask].bound_cents
    return together(
        _more_than_taken_over(found, units, fields[0]), _more_than_granted(found, bound_cents, cents, fields[1])
    )


def _more_than_taken_over(found: Takeover, units: int, field: str) -> Refusal | None:
    if units <= found.units:
        return None
    sentence = f"With {found.moved.ask}, {found.units} units are taken over and not given back; name that at most."
    return Refusal("more-than-taken-over", sentence, field)


def _more_than_granted(found: Takeover, bound_cents: int, cents: int, field: str) -> Refusal | None:
    if cents <= bound_cents:
        return None
    sentence = f"Of what was granted for {found.moved.ask}, {euros(bound_cents)} has not come back; name that at most."
    return Refusal("more-than-paid", sentence, field)


def _is_so_already(found: Takeover, by: str, units: int, cents: int) -> Refusal | None:
    stands = (by == found.moved.applicant and found.proposed) or found.agreed
    if stands is None or (stands.units, stands.cents) != (units, cents):
        return None
    awaits = "consent" if stands is found.proposed else "its refund"
    sentence = f"Giving back {units} units and {euros(cents)} awaits {awaits} already; nothing more is needed."
    return Refusal("already-so", sentence, "ask")


def _not_yours(found: Takeover, decides: str | None, does: str) -> Refusal:
    parties = " or ".join(party for party in (found.moved.applicant, decides) if party)
    if does.startswith("consents"):
        parties = decides or "a second approver, whom the executive has to name first,"
    return Refusal("not-yours", f"Only {parties} {does} {found.moved.task}.", "ask")


def _nobody_decides(applicant: str) -> Refusal:
    sentence = f"{applicant} is the budget holder itself (2:4 Awb); the executive has to name a second approver first."
    return Refusal("own-interest", sentence, "pool")
