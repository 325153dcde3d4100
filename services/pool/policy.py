"""From message to decision, and from recorded fact to said message. Pure: no I/O, clock or chance."""

from datetime import datetime
from typing import assert_never

from services.pool import messages as m
from services.pool.domain import contributions
from services.pool.domain import events as e
from services.pool.domain.state import State
from shared.money import Refusal
from shared.service import Context, Saying, to_all


def decide(state: State, command: m.Command, context: Context) -> list[e.Event] | Refusal:
    """A command's decision: its facts, or a refusal."""
    match command:
        case m.Receive():
            return contributions.receive(
                state,
                by=context.by,
                pool=command.pool,
                contribution=command.contribution,
                cents=command.cents,
                received_on=command.received_on,
            )
        case _:
            assert_never(command)


def hear(state: State, heard: m.Heard, context: Context) -> list[e.Event]:
    """What follows from another service's message. There is nobody to refuse: every case has its facts."""
    match heard:
        case m.PoolAsked():
            return []
        case _:
            assert_never(heard)


def due(state: State, context: Context) -> list[e.Event]:
    """Time alone decides nothing in a pool: a hold has no timer of its own (rule 18)."""
    return []


def next_due(state: State) -> datetime | None:
    return None


SAYS: dict[type[e.Event], Saying] = {
    e.ContributionReceived: to_all(m.ContributionReceived, key=lambda fact: fact.pool),
}
