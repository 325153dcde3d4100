"""Applications: one form to several funders at once; granted in one event, or failed for all."""

from services.applications.applications import facts, queries
from services.applications.applications import messages as m
from services.applications.applications.decisions.asking import rearrange, submit
from services.applications.applications.decisions.closing import end, overdue, withdraw
from services.applications.applications.decisions.proposal import Proposed
from services.applications.applications.state import Applications, Folded, evolve
from services.applications.state import State
from shared.service import Context, Decision, addressed, public
from shared.topic import Slice, Timer, Topic, by_fields, classes
from shared.wire import rows


def _submit(state: State, command: m.SubmitApplication, context: Context) -> Decision:
    form = {name: rows(value) for name, value in vars(command).items() if name not in {"application", "asks"}}
    return submit(
        state,
        by=context.by,
        now=context.now,
        application=command.application,
        form=facts.Form(**form),
        asks=_proposed(command, context),
        subsidy_ceiling_percent=context.subsidy_ceiling_percent,
        decide_within_weeks=context.decide_within_weeks,
    )


def _rearrange(state: State, command: m.Rearrange, context: Context) -> Decision:
    return rearrange(
        state,
        by=context.by,
        now=context.now,
        application=command.application,
        asks=_proposed(command, context),
        other_money=rows(command.other_money),
        subsidy_ceiling_percent=context.subsidy_ceiling_percent,
    )


def _proposed(command: m.SubmitApplication | m.Rearrange, context: Context) -> tuple[Proposed, ...]:
    return tuple(
        Proposed(
            ask=f"{command.application}:{ask.ask}",
            funder=ask.funder,
            lines=rows(ask.lines),
            instrument=ask.instrument,
            public=_is_public(ask.funder, context),
            loan=rows(ask.loan),
            takes_over=rows(ask.takes_over),
            advances=rows(ask.advances),
        )
        for ask in command.asks
    )


def _is_public(funder: str, context: Context) -> bool:
    """Whether money of this funder is public. A pool's is; of a zuil the register says so."""
    role, _, name = funder.partition(":")
    return role == "pool" or context.parties[name].public_money


_DECIDE_BY = Timer(
    "decide_by",
    "`application-failed`, reason `decide-by-passed`",
    deadlines=lambda state: state.applications.deadlines,
    due=lambda state, application, _: overdue(state, application),
)

APPLICATIONS = Topic(
    "applications",
    slice=Slice(Applications, evolve, classes(Folded)),
    decides={
        m.SubmitApplication: _submit,
        m.Rearrange: _rearrange,
        m.WithdrawApplication: by_fields(withdraw),
        m.EndApplication: by_fields(end),
    },
    timers=(_DECIDE_BY,),
    publishes={
        facts.ApplicationGranted: public(m.ApplicationGranted, key="application"),
        facts.ApplicationFailed: public(m.ApplicationFailed, key="application"),
        facts.FailureExplained: addressed(m.FailureExplained, party="party"),
    },
    unpublished=(facts.ApplicationSubmitted, facts.AsksRearranged),
    queries={
        queries.ShowApplication: queries.show_application,
        queries.ListOpenApplications: queries.list_open_applications,
    },
    open_business=lambda applications: {"applications": len(applications.open)},
)
