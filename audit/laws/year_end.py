"""Own money that was not spent lapses on its last day, all of it; money of others never does."""

from datetime import date

from audit.facts.pool.chart import FREE, OVER
from audit.facts.pool.contributions import LAPSING, LAST_DAYS, ContributionPledged
from audit.facts.pool.corrections import HoldRebacked
from audit.facts.pool.holds import ReservationHeld
from audit.facts.pool.pools import frame_of
from audit.facts.pool.year_end import ContributionCarriedOver, ContributionLapsed
from audit.laws.law import Broken, Event, Known, Values, law


@law(
    nl="geeft {contribution} in {pool} als laatste dag {found}; dat hoort {expected} te zijn",
    en="gives {contribution} in {pool} the last day {found}; that should be {expected}",
)
def last_day_otherwise(event: Event, pledged: ContributionPledged, known: Known) -> Values | None:
    """In a log from before there were last days none is given."""
    expected, framed = None, frame_of(pledged.pool, known)
    if pledged.counts_for_ceiling and not (framed and framed.reserve):
        expected = date(max(pledged.year, event.envelope.today.year), 12, 31)
    if pledged.last_day == expected or (pledged.last_day is None and event.log not in known[LAPSING]):
        return None
    return {"found": pledged.last_day or "-", "expected": expected or "-"}


@law(
    nl="laat {cents} cent van {contribution} in {pool} vervallen; vrij was {free} cent, tot en met {last}",
    en="lets {cents} cents of {contribution} in {pool} lapse; free were {free} cents, up to {last}",
)
def lapsed_otherwise(event: Event, lapsed: ContributionLapsed, known: Known) -> Values | None:
    """All that is free, once, after the last day."""
    free, last = known.balances.get(lapsed.free, 0), known[LAST_DAYS].get(lapsed.path)
    pledged = known[ContributionPledged].get(lapsed.path)
    fits = pledged is not None and pledged.contributor == lapsed.contributor and lapsed.cents == free
    in_time = last is not None and last == lapsed.last_day and event.envelope.today > last
    if fits and in_time and lapsed.path not in known[ContributionLapsed]:
        return None
    return {"free": free, "last": last or "-"}


@law(
    nl="houdt geld van {contribution} vast voor {ask}; de laatste dag was {last}",
    en="holds money of {contribution} for {ask}; its last day was {last}",
)
def held_after_last_day(event: Event, held: ReservationHeld | HoldRebacked, known: Known) -> Broken:
    """Whether its lapse was recorded yet or not."""
    for share in held.backing:
        last = known[LAST_DAYS].get(f"{held.pool}/{share.contribution}")
        if last and last < event.envelope.today:
            yield event, {"contribution": share.contribution, "ask": held.ask, "last": last}


@law(
    nl="laat anderen {ask} dekken, waarmee geld van {contribution} vervalt dat was vastgehouden",
    en="has others back {ask}, by which held money of {contribution} lapses",
)
def lapses_by_moving(event: Event, rebacked: HoldRebacked, known: Known) -> Broken:
    for share in rebacked.given_back(known):
        if known[OVER].get(FREE.pattern.format(pool=rebacked.pool, contribution=share.contribution)):
            yield event, {"ask": rebacked.ask, "contribution": share.contribution}


@law(
    nl="draagt {contribution} in {pool} over tot {last_day}; dat kan zo niet: het is tot {last}",
    en="carries {contribution} in {pool} over until {last_day}, which cannot be so: it is until {last}",
)
def carried_over_otherwise(event: Event, carried: ContributionCarriedOver, known: Known) -> Values | None:
    """Later than before, within the frame, and before it lapsed."""
    last, framed = known[LAST_DAYS].get(carried.path), frame_of(carried.pool, known)
    in_time = last is not None and event.envelope.today <= last < carried.last_day
    within = framed is not None and carried.last_day <= framed.frame.valid_to
    return None if in_time and within and carried.path not in known[ContributionLapsed] else {"last": last or "-"}
