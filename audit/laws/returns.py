"""A pool is closed once nothing is open in it; what is left, and what comes later, goes to the contributors."""

from collections.abc import Iterator

from audit.facts.pool.chart import COMMITTED, FREE, HELD, PLEDGED, RESERVED
from audit.facts.pool.contributions import BY_POOL, LAST_DAYS, ContributionPledged
from audit.facts.pool.corrections import HoldRebacked
from audit.facts.pool.holds import ReservationHeld
from audit.facts.pool.pledges import OFFERS_WAITING, PledgeOffered
from audit.facts.pool.pools import FrameAmended
from audit.facts.pool.returns import RETURNS, ContributionReturned, PoolClosed
from audit.facts.pool.set_aside import BackingSetAside, HoldAwaitsSecondApproval
from audit.facts.pool.supports import SupportAgreed, SupportProposed
from audit.facts.pool.tasks import TaskRegistered
from audit.facts.pool.year_end import ContributionCarriedOver
from audit.laws.law import Broken, Event, Known, Values, law


@law(
    nl="geeft {cents} cent van {contribution} in {pool} terug ({because}); vrij was {free} cent, dit is nummer {next}",
    en="gives {cents} cents of {contribution} in {pool} back ({because}); free were {free} cents, this is {next}",
)
def returned_otherwise(event: Event, returned: ContributionReturned, known: Known) -> Values | None:
    """All that is free, for the reason that holds, to who put it in."""
    pledged = known[ContributionPledged].get(returned.path)
    free = known.balances.get(_free(returned.pool, returned.contribution), 0)
    number = known[RETURNS].get(returned.path, 0) + 1
    fits = pledged is not None and (returned.contributor, returned.cents) == (pledged.contributor, free)
    if fits and returned.number == number and _in_time(event, returned, known):
        return None
    return {"free": free, "next": number}


def _in_time(event: Event, returned: ContributionReturned, known: Known) -> bool:
    """At the end of its year it may be nothing; otherwise something came."""
    closed = returned.pool in known[PoolClosed]
    ended = closed or returned.path in known[RETURNS]
    pledged, last = known[ContributionPledged].get(returned.path), known[LAST_DAYS].get(returned.path)
    if returned.because == "year-ended":
        due = pledged is not None and pledged.at_year_end == "returned" and last == returned.last_day
        return due and not ended and last is not None and event.envelope.today > last
    first = returned.number == 1
    holds = {"pool-closed": closed and first, "came-after": not first}.get(returned.because, False)
    return holds and ended and returned.last_day is None and returned.cents > 0


def _free(pool: str, contribution: str) -> str:
    return FREE.pattern.format(pool=pool, contribution=contribution)


@law(
    nl="sluit {pool}, terwijl daar nog {what} is",
    en="closes {pool}, in which there is still {what}",
)
def closed_too_early(_: Event, closed: PoolClosed, known: Known) -> Values | None:
    """Nothing is set aside, held, committed or still to come, and no offer waits."""
    what = ", ".join(_open(closed.pool, known))
    return {"what": what} if what or closed.pool in known[PoolClosed] else None


def _open(pool: str, known: Known) -> Iterator[str]:
    for path in known[BY_POOL].get(pool, ()):
        slots = dict(zip(("pool", "contribution"), path.split("/"), strict=True))
        for account in (RESERVED, HELD, COMMITTED, PLEDGED):
            if cents := known.balances.get(account.pattern.format_map(slots), 0):
                yield f"{account.use} {cents}"
    if known[OFFERS_WAITING].get(pool, 0):
        yield "offers"


@law(
    nl="sluit {pool}, en noemt als wat vrij is {found}; dat is {expected}",
    en="closes {pool}, and names as what is free {found}; that is {expected}",
)
def closed_otherwise(_: Event, closed: PoolClosed, known: Known) -> Values | None:
    """Of each contribution that was not given back before; what has lapsed has nothing free."""
    names = [path.partition("/")[2] for path in known[BY_POOL].get(closed.pool, ())]
    left = {name: known.balances.get(_free(closed.pool, name), 0) for name in names}
    expected = {name: cents for name, cents in left.items() if cents and f"{closed.pool}/{name}" not in known[RETURNS]}
    found = {share.contribution: share.cents for share in closed.parts}
    return {"found": found, "expected": expected} if found != expected else None


@law(nl="gebeurt in {pool}, dat gesloten is", en="happens in {pool}, which is closed")
def after_closing(
    _: Event,
    fact: PledgeOffered
    | ContributionPledged
    | FrameAmended
    | SupportProposed
    | SupportAgreed
    | ContributionCarriedOver
    | HoldAwaitsSecondApproval
    | BackingSetAside
    | ReservationHeld
    | HoldRebacked
    | TaskRegistered,
    known: Known,
) -> bool:
    return fact.pool in known[PoolClosed]


@law(
    nl="laat anderen {ask} dekken, waarmee geld van {contribution} wordt teruggegeven dat was vastgehouden",
    en="has others back {ask}, by which held money of {contribution} is given back",
)
def returns_by_moving(event: Event, rebacked: HoldRebacked, known: Known) -> Broken:
    for share in rebacked.given_back(known):
        if f"{rebacked.pool}/{share.contribution}" in known[RETURNS] or rebacked.pool in known[PoolClosed]:
            yield event, {"ask": rebacked.ask, "contribution": share.contribution}
