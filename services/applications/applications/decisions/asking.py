"""Asking: all funders at the same time, and again when the applicant rearranges (S1: one form for all)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from services.applications.applications.decisions.closing import grant_if_complete
from services.applications.applications.decisions.lookup import open_application
from services.applications.applications.decisions.proposal import Proposal, Proposed
from services.applications.applications.facts import (
    ApplicationGranted,
    ApplicationSubmitted,
    AsksRearranged,
    Form,
    OtherMoney,
)
from services.applications.applications.state import Open
from services.applications.asks.facts import PoolAsked, ZuilAsked
from services.applications.asks.state import Ask
from services.applications.state import State
from shared.money import Refusal, together

Asked: TypeAlias = PoolAsked | ZuilAsked


def submit(
    state: State,
    *,
    by: str,
    now: datetime,
    application: str,
    form: Form,
    asks: Sequence[Proposed],
    subsidy_ceiling_percent: int,
    decide_within_weeks: int,
) -> list[ApplicationSubmitted | Asked] | Refusal:
    """Put one form to every funder at once."""
    if state.applications.find(application):
        return Refusal("exists", f"There is an application {application} already; choose another id.", "application")
    proposal = Proposal(by, asks, form.other_money, form.costs, subsidy_ceiling_percent)
    if objection := together(*_form_objections(form, now, decide_within_weeks), *proposal.objections()):
        return objection
    opened = Open(application, by, form)
    submitted = ApplicationSubmitted(application, by, form)
    return [submitted, *(_announce(opened, None, _revised(None, proposed)) for proposed in asks)]


def _form_objections(form: Form, now: datetime, decide_within_weeks: int) -> Iterator[Refusal]:
    latest = now + timedelta(weeks=decide_within_weeks)
    if form.decide_by <= now:
        sentence = f"Give funders time: set decide_by later than {now:%Y-%m-%dT%H:%M}Z."
        yield Refusal("decide-by-past", sentence, "decide_by")
    if form.decide_by > latest:
        sentence = f"Funders decide within {decide_within_weeks} weeks: by {latest:%Y-%m-%dT%H:%M}Z at the latest."
        yield Refusal("decide-by-too-far", sentence, "decide_by")
    if form.term == "incidental" and form.plan_after is None:
        sentence = "Say what happens when incidental money ends: who continues, and from which budget."
        yield Refusal("plan-after-missing", sentence, "plan_after")


def rearrange(
    state: State,
    *,
    by: str,
    now: datetime,
    application: str,
    asks: Sequence[Proposed],
    other_money: tuple[OtherMoney, ...],
    subsidy_ceiling_percent: int,
) -> list[AsksRearranged | Asked | ApplicationGranted] | Refusal:
    """Change, add or drop asks. What changed needs a new answer; other holds stand, and may complete the grant."""
    found = open_application(state, application, by=by)
    if isinstance(found, Refusal):
        return found
    if found.form.decide_by <= now:
        return Refusal(
            "too-late", f"The time to decide on {application} is over; submit another application.", "application"
        )
    known = state.asks.of(application)
    apart = found.form.goods is not None
    proposal = Proposal(by, asks, other_money, found.form.costs, subsidy_ceiling_percent, goods_apart=apart)
    if objection := together(*_funder_objections(known, asks), *proposal.objections(known)):
        return objection
    after = _rearranged(known, asks)
    changed = [ask for ask in after.values() if ask != known.get(ask.ask)]
    if not changed and other_money == found.form.other_money:
        return Refusal(
            "nothing-changed", f"Application {application} is like this already; change an ask or other money.", "asks"
        )
    return [
        AsksRearranged(application, other_money),
        *(_announce(found, known.get(ask.ask), ask) for ask in _giving_back_first(known, changed)),
        *grant_if_complete(found, after.values()),
    ]


def _funder_objections(known: Mapping[str, Ask], asks: Sequence[Proposed]) -> Iterator[Refusal]:
    for index, proposed in enumerate(asks):
        before = known.get(proposed.ask)
        if before and before.funder != proposed.funder:
            sentence = f"{proposed.ask} is directed at {before.funder}; give an ask to another funder an id of its own."
            yield Refusal("funder-fixed", sentence, f"asks.{index}.funder")


def _rearranged(asks: Mapping[str, Ask], wanted: Sequence[Proposed]) -> dict[str, Ask]:
    """Every ask, by id, as the rearrangement leaves it."""
    after = {ask.ask: _dropped(ask) if ask.live else ask for ask in asks.values()}
    for proposed in wanted:
        before = asks.get(proposed.ask)
        after[proposed.ask] = before if before and proposed.is_as(before) else _revised(before, proposed)
    return after


def _revised(before: Ask | None, proposed: Proposed) -> Ask:
    return Ask(
        ask=proposed.ask,
        funder=proposed.funder,
        instrument=proposed.instrument,
        revision=before.revision + 1 if before else 1,
        lines=proposed.lines,
        standing="asked",
        loan=proposed.loan,
        takes_over=proposed.takes_over,
        advances=proposed.advances,
    )


def _dropped(ask: Ask) -> Ask:
    dropped = replace(ask, revision=ask.revision + 1, lines=(), standing="dropped")
    return replace(dropped, loan=None, takes_over=None, advances=())


def _giving_back_first(known: Mapping[str, Ask], changed: Sequence[Ask]) -> list[Ask]:
    """What frees money goes out before what needs it, so that a pool can meet the one from the other."""
    return sorted(changed, key=lambda ask: ask.cents - (known[ask.ask].cents if ask.ask in known else 0))


def _announce(application: Open, before: Ask | None, ask: Ask) -> Asked:
    """Tell the funder this revision, and undo the promise of the one it supersedes."""
    asked = partial(PoolAsked, takes_over=ask.takes_over) if ask.of_pool else ZuilAsked
    return asked(
        application=application.application,
        ask=ask.ask,
        revision=ask.revision,
        funder=ask.funder,
        cents=ask.cents,
        lines=ask.lines,
        instrument=ask.instrument,
        applicant=application.applicant,
        purpose=application.form.purpose,
        neighbourhood=application.form.neighbourhood,
        decide_by=application.form.decide_by,
        postings=(*(before.returns() if before else ()), *ask.asks()),
        loan=ask.loan,
        advances=ask.advances,
    )
