"""From message to decision, and from recorded fact to said message. Pure: no I/O, clock or chance."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar, assert_never

from pydantic import BaseModel

from services.applications import messages as m
from services.applications.domain import answers, asking, closing
from services.applications.domain import events as e
from services.applications.domain.proposal import Proposed
from services.applications.domain.state import State
from shared.money import Refusal
from shared.service import Context, Saying, to_all, to_party

Row = TypeVar("Row")


def decide(state: State, command: m.Command, context: Context) -> list[e.Event] | Refusal:
    """A command's decision: its facts, or a refusal."""
    match command:
        case m.SubmitApplication():
            return asking.submit(
                state,
                by=context.by,
                now=context.now,
                application=command.application,
                form=_form(command),
                asks=_proposed(command, context),
                subsidy_ceiling_percent=context.subsidy_ceiling_percent,
            )
        case m.Rearrange():
            return asking.rearrange(
                state,
                by=context.by,
                now=context.now,
                application=command.application,
                asks=_proposed(command, context),
                other_money=_rows(e.OtherMoney, command.other_money),
                subsidy_ceiling_percent=context.subsidy_ceiling_percent,
            )
        case m.AnswerAsk():
            return answers.answer_of_zuil(
                state,
                by=context.by,
                now=context.now,
                ask=command.ask,
                revision=command.revision,
                cents=command.cents,
                answer=command.answer,
                reason=command.reason,
            )
        case m.WithdrawApplication():
            return closing.withdraw(state, by=context.by, application=command.application, reason=command.reason)
        case _:
            assert_never(command)


def hear(state: State, heard: m.Heard, context: Context) -> list[e.Event]:
    """What follows from another service's message. There is nobody to refuse: every case has its facts."""
    funder = f"pool:{heard.pool}"
    match heard:
        case m.ReservationHeld():
            return answers.answer_of_pool(
                state, funder=funder, ask=heard.ask, revision=heard.revision, cents=heard.cents, answer="hold"
            )
        case m.ReservationDeclined():
            return answers.answer_of_pool(
                state,
                funder=funder,
                ask=heard.ask,
                revision=heard.revision,
                cents=heard.cents,
                answer="decline",
                reason=heard.reason,
            )
        case m.ReservationReleased():
            return answers.release_of_pool(state, funder=funder, ask=heard.ask, revision=heard.revision)
        case _:
            assert_never(heard)


def deadlines(state: State) -> Sequence[tuple[datetime, str]]:
    """`decide_by` of every open application."""
    return state.deadlines


def due(state: State, application: str, context: Context) -> list[e.Event]:
    """What time alone decides: an application that is not granted fails at `decide_by`."""
    return closing.overdue(state, application)


def _form(command: m.SubmitApplication) -> e.Form:
    return e.Form(
        purpose=command.purpose,
        neighbourhood=command.neighbourhood,
        results=_rows(e.Result, command.results),
        costs=_rows(e.Cost, command.costs),
        other_money=_rows(e.OtherMoney, command.other_money),
        hours=_rows(e.Hours, command.hours),
        expected_savings=_rows(e.ExpectedSaving, command.expected_savings),
        term=command.term,
        plan_after=command.plan_after,
        replaces=command.replaces,
        decide_by=command.decide_by,
    )


def _proposed(command: m.SubmitApplication | m.Rearrange, context: Context) -> tuple[Proposed, ...]:
    return tuple(
        Proposed(
            ask=f"{command.application}:{ask.ask}",
            funder=ask.funder,
            lines=_rows(e.Line, ask.lines),
            instrument=ask.instrument,
            public=_is_public(ask.funder, context),
        )
        for ask in command.asks
    )


def _is_public(funder: str, context: Context) -> bool:
    """Whether money of this funder is public. A pool's is; of a zuil the register says so."""
    role, _, name = funder.partition(":")
    return role == "pool" or context.parties[name].public_money


def _rows(row: Callable[..., Row], parts: Iterable[BaseModel]) -> tuple[Row, ...]:
    """Parts of a body as rows of the domain: their fields have the same names."""
    return tuple(row(**vars(part)) for part in parts)


def _zuil(fact: e.ZuilAsked) -> str:
    return fact.funder.removeprefix("zuil:")


SAYS: dict[type[e.Event], Saying] = {
    e.PoolAsked: to_all(m.PoolAsked, key=lambda fact: fact.ask),
    e.ZuilAsked: to_party(m.ZuilAsked, party=_zuil),
    e.ZuilAskHeld: to_all(m.ZuilAskHeld, key=lambda fact: fact.ask),
    e.ZuilAskDeclined: to_all(m.ZuilAskDeclined, key=lambda fact: fact.ask),
    e.AnswerStale: to_all(m.AnswerStale, key=lambda fact: fact.ask),
    e.ApplicationGranted: to_all(m.ApplicationGranted, key=lambda fact: fact.application),
    e.ApplicationFailed: to_all(m.ApplicationFailed, key=lambda fact: fact.application),
}
