"""Answers of funders. Only the exact ask, revision and amount counts; a hold is binding, a decline may become one.

A zuil answers with a command, and is refused what does not count. A pool has spoken already when it is heard: what
does not count is recorded as stale. Its answer counts as long as the application is open, after `decide_by` too:
for that the timer waits, after a start, until everything that was said meanwhile has been heard.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias, get_args

from services.applications.applications.decisions.closing import grant_if_complete
from services.applications.applications.facts import ApplicationGranted
from services.applications.applications.state import Closed, Open
from services.applications.asks.facts import (
    Answer,
    AnswerStale,
    Ground,
    PoolAskDeclined,
    PoolAskHeld,
    PoolAskReleased,
    ZuilAskDeclined,
    ZuilAskHeld,
    ZuilDeclineExplained,
)
from services.applications.asks.state import Ask, application_of
from services.applications.state import State
from shared.money import Refusal, euros, together

Held: TypeAlias = PoolAskHeld | ZuilAskHeld | ApplicationGranted
Answered: TypeAlias = Held | PoolAskDeclined | ZuilAskDeclined | ZuilDeclineExplained


def answer_of_zuil(
    state: State,
    *,
    by: str,
    now: datetime,
    ask: str,
    revision: int,
    cents: int,
    answer: Answer,
    ground: Ground | None,
    reason: str | None,
) -> Sequence[Answered] | Refusal:
    """An outside funder answers from its own system. The last hold completes the grant."""
    application = state.applications.find(application_of(ask))
    found = state.asks.find(ask)
    if application is None or found is None:
        return Refusal("unknown-ask", f"Nobody was asked {ask}; name the ask as in the message that asked.", "ask")
    if objection := _mismatch(found, by, revision, cents) or _change_of_mind(application, found, answer):
        return objection
    if isinstance(application, Closed):
        return Refusal(
            "closed", f"Application {application.application} was {application.status}; no answer counts now.", "ask"
        )
    if application.form.decide_by <= now:
        return Refusal(
            "too-late", f"The time to decide on {application.application} is over; it has failed, or will.", "ask"
        )
    if not _is_news(found, answer):
        return Refusal("already-answered", f"{ask} is {found.standing} already; nothing more is needed.", "answer")
    if answer == "hold":
        return _own_interest(application, by) or _hold(state, application, found)
    if reason is None or ground is None:
        return _unexplained(reason, ground)
    return _zuil_declines(application, found, ground, reason)


def answer_of_pool(
    state: State,
    *,
    funder: str,
    ask: str,
    revision: int,
    cents: int,
    answer: Answer,
    ground: Ground | None = None,
    reason: str = "",
) -> Sequence[Answered] | list[AnswerStale]:
    """A pool's answer, or that it came to something that is not, or no longer, asked."""
    application = state.applications.open.get(application_of(ask))
    found = state.asks.find(ask)
    exact = found and (found.funder, found.revision, found.cents) == (funder, revision, cents)
    if application is None or found is None or not exact or not _is_news(found, answer):
        return [AnswerStale(application_of(ask), ask, revision, funder, cents, answer)]
    if answer == "hold":
        return _hold(state, application, found)
    identity = (application.application, found.ask, found.revision, found.funder, found.cents)
    return [PoolAskDeclined(*identity, reason, found.returns(), ground)]


def release_of_pool(state: State, *, funder: str, ask: str, revision: int) -> list[PoolAskReleased]:
    """Of a dropped ask a release is the answer; any other release follows from our own words."""
    found = state.asks.find(ask)
    if found is None or (found.funder, found.revision, found.standing) != (funder, revision, "dropped"):
        return []
    return [PoolAskReleased(application_of(ask), ask, revision, funder)]


def _mismatch(ask: Ask, by: str, revision: int, cents: int) -> Refusal | None:
    if ask.funder != f"zuil:{by}":
        return Refusal("not-yours", f"Only {ask.funder} answers {ask.ask}.", "ask")
    if (revision, cents) == (ask.revision, ask.cents):
        return None
    stands = f"{euros(ask.cents)}; answer that" if ask.live else "dropped; there is nothing to answer"
    return Refusal("stale-answer", f"{ask.ask} is at revision {ask.revision}, {stands}.", "revision")


def _unexplained(reason: str | None, ground: Ground | None) -> Refusal:
    """A decline always says why (S1)."""
    grounds = ", ".join(get_args(Ground))
    refusal = together(
        None if reason else Refusal("reason-missing", "Give the applicant the reason for a decline.", "reason"),
        None if ground else Refusal("ground-missing", f"Name the ground, for all to see: one of {grounds}.", "ground"),
    )
    assert refusal, "one of the two is missing"
    return refusal


def _own_interest(application: Open, by: str) -> Refusal | None:
    """Nobody says yes to itself (2:4 Awb). The door refuses such an ask; this is for those of before that rule."""
    if by != application.applicant:
        return None
    return Refusal("own-interest", f"{by} applies for this itself; it may only decline it.", "ask")


def _change_of_mind(application: Open | Closed, ask: Ask, answer: Answer) -> Refusal | None:
    """A hold binds until the application fails; once granted, the money is due."""
    failed = isinstance(application, Closed) and application.status == "failed"
    if answer == "hold" or ask.standing != "held" or failed:
        return None
    return Refusal("hold-is-binding", f"{ask.funder} holds {ask.ask}; only a failed application releases it.", "answer")


def _is_news(ask: Ask, answer: Answer) -> bool:
    """A funder may change its mind from no to yes, and not back."""
    return ask.standing == "asked" or (ask.standing == "declined" and answer == "hold")


def _hold(state: State, application: Open, ask: Ask) -> list[Held]:
    fact = PoolAskHeld if ask.of_pool else ZuilAskHeld
    held = fact(application.application, ask.ask, ask.revision, ask.funder, ask.cents, ask.holds())
    after = state.asks.of(application.application) | {ask.ask: replace(ask, standing="held")}
    return [held, *grant_if_complete(application, after.values())]


def _zuil_declines(application: Open, ask: Ask, ground: Ground, reason: str) -> list[Answered]:
    """All learn the ground, the applicant the words."""
    identity = (application.application, ask.ask, ask.revision, ask.funder, ask.cents)
    return [
        ZuilAskDeclined(*identity, reason, ask.returns(), ground),
        ZuilDeclineExplained(*identity, application.applicant, ground, reason),
    ]
