"""Own money that was not spent lapses on its last day, all of it; money of others never does.

Who put in structural money is asked again, once.
"""

from datetime import date

from audit.facts.pool.chart import FREE, OVER, PLEDGED
from audit.facts.pool.contributions import ASKING, LAPSING, LAST_DAYS, RECEIVED, ContributionPledged
from audit.facts.pool.corrections import HoldRebacked
from audit.facts.pool.holds import ReservationHeld
from audit.facts.pool.pools import frame_of
from audit.facts.pool.returns import PoolClosed
from audit.facts.pool.set_aside import BackingSetAside
from audit.facts.pool.year_end import ContributionAskedAgain, ContributionCarriedOver, ContributionLapsed
from audit.laws.law import Broken, Event, Known, Values, law


@law(
    nl="geeft {contribution} in {pool} als laatste dag {found}; dat hoort {expected} te zijn",
    en="gives {contribution} in {pool} the last day {found}; that should be {expected}",
)
def last_day_otherwise(event: Event, pledged: ContributionPledged, known: Known) -> Values | None:
    """In a log from before there were last days none is given."""
    expected, framed = None, frame_of(pledged.pool, known)
    own = pledged.counts_for_ceiling and not (framed and framed.reserve)
    if own or pledged.at_year_end == "returned":
        expected = date(max(pledged.year, event.envelope.today.year), 12, 31)
    if pledged.last_day == expected or (pledged.last_day is None and event.log not in known[LAPSING]):
        return None
    return {"found": pledged.last_day or "-", "expected": expected or "-"}


@law(
    nl="noemt {contribution} in {pool} geld dat teruggaat, terwijl het eigen publiek geld is",
    en="calls {contribution} in {pool} money that goes back, which is own public money",
)
def own_money_returned(_: Event, pledged: ContributionPledged, known: Known) -> bool:
    return pledged.counts_for_ceiling and pledged.at_year_end == "returned"


@law(
    nl="vraagt {contribution} in {pool} opnieuw op {found}; dat hoort {expected} te zijn",
    en="asks for {contribution} in {pool} again on {found}; that should be {expected}",
)
def asks_again_otherwise(event: Event, pledged: ContributionPledged, known: Known) -> Values | None:
    """In a log from before that was done none is asked again."""
    today = event.envelope.today
    expected = max(date(max(pledged.year, today.year), 9, 1), today) if pledged.recurring == "structural" else None
    if pledged.asks_again_on == expected or (pledged.asks_again_on is None and event.log not in known[ASKING]):
        return None
    return {"found": pledged.asks_again_on or "-", "expected": expected or "-"}


@law(
    nl="vraagt {contribution} van {contributor} in {pool} voor {year}; dat is niet zo afgesproken, of al gevraagd",
    en="asks {contributor} for {contribution} in {pool} for {year}, which was not agreed so, or was asked before",
)
def asked_again_otherwise(event: Event, asked: ContributionAskedAgain, known: Known) -> bool:
    """On its day, once, of a pool that is open."""
    pledged = known[ContributionPledged].get(asked.path)
    if pledged is None or pledged.asks_again_on is None or asked.pool in known[PoolClosed]:
        return True
    slots = {"pool": asked.pool, "contribution": asked.contribution}
    cents = known[RECEIVED].get(asked.path, 0) + known.balances.get(PLEDGED.pattern.format_map(slots), 0)
    due = pledged.contributor, cents, pledged.asks_again_on.year + 1
    early = event.envelope.today < pledged.asks_again_on or not cents
    return early or (asked.contributor, asked.cents, asked.year) != due or asked.path in known[ContributionAskedAgain]


@law(
    nl="laat {cents} cent van {contribution} in {pool} vervallen; vrij was {free} cent, tot en met {last}",
    en="lets {cents} cents of {contribution} in {pool} lapse; free were {free} cents, up to {last}",
)
def lapsed_otherwise(event: Event, lapsed: ContributionLapsed, known: Known) -> Values | None:
    """All that is free, once, after the last day."""
    free, last = known.balances.get(lapsed.free, 0), known[LAST_DAYS].get(lapsed.path)
    pledged = known[ContributionPledged].get(lapsed.path)
    fits = pledged is not None and (pledged.contributor, pledged.at_year_end) == (lapsed.contributor, "stays")
    in_time = last is not None and last == lapsed.last_day and event.envelope.today > last
    if fits and in_time and lapsed.cents == free and lapsed.path not in known[ContributionLapsed]:
        return None
    return {"free": free, "last": last or "-"}


@law(
    nl="houdt geld van {contribution} vast voor {ask}; de laatste dag was {last}",
    en="holds money of {contribution} for {ask}; its last day was {last}",
)
def held_after_last_day(event: Event, held: BackingSetAside | ReservationHeld | HoldRebacked, known: Known) -> Broken:
    """Whether its lapse was recorded yet or not. What was set aside before that day may be held after it."""
    for share in () if isinstance(held, ReservationHeld) and not held.is_new(known) else held.backing:
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
