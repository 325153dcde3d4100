"""What a pool holds is what it was asked, until a decision commits or releases it."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from audit.facts.pool import declines, holds, set_aside
from audit.facts.pool.asks import AskReceived
from audit.facts.pool.corrections import ContributionCorrected, HoldRebacked
from audit.facts.pool.holds import HOLDS, Commitment, held_by
from audit.facts.pool.set_aside import aside_for
from audit.facts.runtime import BatchClosed, CommandOutcome
from audit.laws.law import Broken, Event, Known, law

_Answer: TypeAlias = (
    holds.ReservationHeld
    | set_aside.HoldAwaitsSecondApproval
    | set_aside.BackingSetAside
    | declines.ReservationDeclined
    | declines.DeclineExplained
)


@law(
    nl="antwoordt op {ask} herziening {revision} van {cents} cent; dat is niet wat de pot gevraagd is",
    en="answers {ask} revision {revision} of {cents} cents; that is not what the pool was asked",
)
def hold_unfit(_: Event, answer: _Answer, known: Known) -> bool:
    asked = known[AskReceived].get(answer.ask)
    return asked is None or asked.exact != answer.exact


@law(
    nl="legt geld vast voor {ask}, die al wordt vastgehouden of is verleend",
    en="sets money apart for {ask}, which is held or committed already",
)
def hold_twice(_: Event, held: holds.ReservationHeld | set_aside.BackingSetAside, known: Known) -> bool:
    return held.ask in known[HOLDS] or held.ask in known[Commitment]


@law(
    nl="legt geld vast voor {ask}, hoewel de pot weet dat de aanvraag is beslist",
    en="sets money apart for {ask}, though the pool knows that the application was decided",
)
def hold_too_late(_: Event, held: holds.ReservationHeld | set_aside.BackingSetAside, known: Known) -> bool:
    return held.application in known[holds.ApplicationClosed]


@law(
    nl="geeft {ask} herziening {revision} van {cents} cent vrij; die wordt niet vastgehouden",
    en="releases {ask} revision {revision} of {cents} cents, which is not held",
)
def release_without_hold(_: Event, released: holds.ReservationReleased, known: Known) -> bool:
    """Of a dropped ask the new revision, of 0 cents, is answered so: there is nothing to give back."""
    asked, hold = known[AskReceived].get(released.ask), held_by(released.ask, known)
    drops = released.cents == 0 and asked is not None and asked.exact == released.exact
    return not drops and (hold is None or hold.exact != released.exact)


@law(
    nl="laat anderen {ask} herziening {revision} van {cents} cent dekken; daarvoor is niets vastgelegd",
    en="has others back {ask} revision {revision} of {cents} cents, for which nothing is set apart",
)
def rebacked_without_hold(_: Event, rebacked: HoldRebacked, known: Known) -> bool:
    backed = held_by(rebacked.ask, known) or aside_for(rebacked.ask, known)
    return backed is None or backed.exact != rebacked.exact


@law(
    nl="laat anderen {ask} dekken, en daarmee is niets anders vastgehouden of hersteld",
    en="has others back {ask}, and nothing else was held or corrected with that",
)
def moved_for_nobody(event: Event, _: CommandOutcome, known: Known) -> Broken:
    """A hold moves to make room in its pool, or because money of its pool never came; and at no other time."""
    yield from _without_need(known.recorded(event))


@moved_for_nobody.also
def _(event: Event, _: BatchClosed, known: Known) -> Broken:
    by_message = groupby(known.logs[event.log].batch, key=attrgetter("message"))
    yield from (broken for message, events in by_message if message for broken in _without_need(tuple(events)))


def _without_need(recorded: Sequence[Event]) -> Broken:
    needs = (holds.ReservationHeld, set_aside.BackingSetAside, ContributionCorrected)
    needy = {one.fact.pool for one in recorded if isinstance(one.fact, needs)}
    for one in recorded:
        if isinstance(one.fact, HoldRebacked) and one.fact.pool not in needy:
            yield one, {"ask": one.fact.ask}


@law(
    nl="verplicht {cents} cent voor {ask} herziening {revision}; die wordt niet vastgehouden",
    en="commits {cents} cents to {ask} revision {revision}, which is not held",
)
def commit_without_hold(_: Event, committed: holds.ReservationCommitted, known: Known) -> bool:
    hold = held_by(committed.ask, known)
    return hold is None or hold.exact != committed.exact or committed.ask in known[Commitment]
