"""A first yes sets aside what backs it, once; it goes back when the second yes can come no more, or is what is held."""

from audit.facts.applications.applications import Application, Ask
from audit.facts.booking import net
from audit.facts.pool.declines import ReservationDeclined
from audit.facts.pool.holds import ReservationHeld
from audit.facts.pool.set_aside import (
    ASIDE,
    SETTING_ASIDE,
    BackingFreed,
    BackingSetAside,
    HoldAwaitsSecondApproval,
    aside_for,
)
from audit.facts.runtime import CommandOutcome
from audit.laws.law import Broken, Event, Known, law, law_at_rest


@law(
    nl="zet geld apart voor {ask} herziening {revision}, waarop geen eerste ja wacht",
    en="sets money aside for {ask} revision {revision}, on which no first yes waits",
)
def aside_without_yes(_: Event, aside: BackingSetAside, known: Known) -> bool:
    waits = known[HoldAwaitsSecondApproval].get(aside.ask)
    return waits is None or waits.exact != aside.exact


@law(
    nl="zet geld apart voor {ask}, waarvoor al geld apart staat",
    en="sets money aside for {ask}, for which money is set aside already",
)
def aside_twice(_: Event, aside: BackingSetAside, known: Known) -> bool:
    return aside.ask in known[ASIDE]


@law(
    nl="legt een eerste ja vast voor {ask} herziening {revision}, en zet daarvoor geen geld apart",
    en="records a first yes to {ask} revision {revision}, and sets no money aside for it",
)
def yes_without_aside(event: Event, outcome: CommandOutcome, known: Known) -> Broken:
    """In logs from before that was done none is set aside. Who takes over from a second approver is told, no more."""
    if outcome.command != "hold-ask" or event.log not in known[SETTING_ASIDE]:
        return
    for one in known.recorded(event):
        if isinstance(one.fact, HoldAwaitsSecondApproval):
            aside = aside_for(one.fact.ask, known)
            if aside is None or aside.exact != one.fact.exact:
                yield one, {"ask": one.fact.ask, "revision": one.fact.revision}


@law(
    nl="geeft terug wat apart staat voor {ask} herziening {revision} van {cents} cent; dat staat er niet",
    en="gives back what is set aside for {ask} revision {revision} of {cents} cents, which is not there",
)
def freed_without_aside(_: Event, freed: BackingFreed, known: Known) -> bool:
    aside = aside_for(freed.ask, known)
    return aside is None or aside.exact != freed.exact


@law(
    nl="houdt {ask} vast met andere dekking dan apart is gezet",
    en="holds {ask} with other backing than was set aside",
)
def held_otherwise(_: Event, held: ReservationHeld, known: Known) -> bool:
    aside = aside_for(held.ask, known)
    if aside is None or held.is_new(known):
        return False
    return _rows(held) != _rows(aside)


def _rows(backed: ReservationHeld | BackingSetAside) -> tuple[dict[str, int], dict[str, int]]:
    """What each contribution pays for each goal, and under which support."""
    paid = net((f"{part.goal}/{part.contribution}", part.cents) for part in backed.attribution)
    return paid, net((f"{one.support}/{one.goal}/{one.contribution}", one.cents) for one in backed.under)


@law(
    nl="wijst {ask} af, terwijl daarvoor geld apart staat",
    en="declines {ask}, for which money is set aside",
)
def declined_with_aside(_: Event, declined: ReservationDeclined, known: Known) -> bool:
    return declined.ask in known[ASIDE]


@law_at_rest(
    nl="zet nog geld apart voor {ask} herziening {revision}; de aanvraag is {status}, de laatste herziening {latest}",
    en="still sets aside for {ask} revision {revision}; the application is {status}, the latest revision {latest}",
)
def aside_left(known: Known) -> Broken:
    for place, aside in (found for _, found in known[ASIDE].items()):
        found, ask = known[Application].get(aside.application), known[Ask].get(aside.ask)
        status, latest = found.outcome if found else "?", ask.revision if ask else 0
        if (status, latest) != ("open", aside.revision):
            yield place, {"ask": aside.ask, "revision": aside.revision, "status": status, "latest": latest}
