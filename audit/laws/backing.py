"""What backs a hold is earmarked for what it pays, or goes under a support, within its terms."""

from collections import Counter
from collections.abc import Iterator

from audit.facts.booking import net
from audit.facts.pool.asks import AskReceived
from audit.facts.pool.contributions import ContributionPledged
from audit.facts.pool.corrections import HoldRebacked
from audit.facts.pool.holds import ReservationCommitted, ReservationHeld
from audit.facts.pool.set_aside import BackingSetAside
from audit.facts.pool.supports import UNDER, USED, SupportAgreed, Under, is_open
from audit.laws.law import Broken, Event, Known, Values, law


@law(
    nl="verdeelt {ask} anders over de doelen dan gevraagd is",
    en="attributes {ask} to other goals or amounts than were asked",
)
def attribution_differs(_: Event, fact: BackingSetAside | ReservationCommitted | HoldRebacked, known: Known) -> bool:
    asked, parts = known[AskReceived].get(fact.ask), fact.attribution
    wanted = net((line.goal, line.cents) for line in (asked.lines if asked else ()))
    return net((part.goal, part.cents) for part in parts) != wanted or any(part.cents <= 0 for part in parts)


@law(
    nl="betaalt doel {goal} van {ask} uit inbreng {contribution}, die daar niet voor is bestemd",
    en="pays goal {goal} of {ask} from contribution {contribution}, which is not earmarked for it",
)
def earmark_broken(event: Event, fact: BackingSetAside | ReservationCommitted | HoldRebacked, known: Known) -> Broken:
    """What goes under a support is for another goal than the contribution is earmarked for, and nothing else is."""
    paid, under = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for part in fact.attribution:
        paid[part.goal, part.contribution] += part.cents
    for one in fact.under:
        under[one.goal, one.contribution] += one.cents
    for goal, contribution in {**paid, **under}:
        pledged = known[ContributionPledged].get(f"{fact.pool}/{contribution}")
        earmarked = pledged is not None and goal in pledged.earmarks
        if under[goal, contribution] != (0 if earmarked else paid[goal, contribution]):
            yield event, {"ask": fact.ask, "goal": goal, "contribution": contribution}


@law(
    nl="laat inbreng {contribution} voor {goal} van {ask} betalen met {support}, dat dat niet toelaat",
    en="lets contribution {contribution} pay for {goal} of {ask} under {support}, which does not allow that",
)
def not_supported(event: Event, fact: BackingSetAside | ReservationHeld | HoldRebacked, known: Known) -> Broken:
    """Agreed, not ended, within its period, of this contribution and for this goal: at the moment when it is taken."""
    for one in () if isinstance(fact, ReservationHeld) and not fact.is_new(known) else fact.under:
        path = f"{fact.pool}/{one.support}"
        agreed = known[SupportAgreed].get(path)
        today = event.envelope.today
        in_force = agreed and agreed.starts_on <= today and is_open(path, one.goal, today, known)
        if not agreed or not in_force or one.contribution not in agreed.contributions or one.cents <= 0:
            yield event, _of(fact.ask, one)


@law(
    nl="laat met {support} {cents} cent gaan in {pool}; het hoogste is {most} cent",
    en="lets {cents} cents go under {support} in {pool}; the most is {most} cents",
)
def support_exceeded(_: Event, fact: BackingSetAside | ReservationHeld | HoldRebacked, known: Known) -> Values | None:
    before = {
        one: sum(each.cents for each in known[UNDER].get(fact.ask, ()) if each.support == one) for one in _named(fact)
    }
    for support in _named(fact):
        path = f"{fact.pool}/{support}"
        more = sum(one.cents for one in fact.under if one.support == support)
        cents = known[USED].get(path, 0) - before[support] + more
        agreed = known[SupportAgreed].get(path)
        if agreed and cents > agreed.max_cents:
            return {"support": support, "cents": cents, "most": agreed.max_cents}
    return None


def _named(fact: BackingSetAside | ReservationHeld | HoldRebacked) -> list[str]:
    return list(dict.fromkeys(one.support for one in fact.under))


@law(
    nl="verplicht {ask} met andere steunverbanden dan waarmee het werd vastgehouden",
    en="commits {ask} under other supports than it was held under",
)
def committed_under_others(_: Event, committed: ReservationCommitted, known: Known) -> bool:
    return sorted(_rows(committed.under)) != sorted(_rows(known[UNDER].get(committed.ask, ())))


def _rows(under: tuple[Under, ...]) -> Iterator[tuple[str, str, str, int]]:
    yield from ((one.support, one.goal, one.contribution, one.cents) for one in under)


def _of(ask: str, one: Under) -> Values:
    return {"ask": ask, "goal": one.goal, "contribution": one.contribution, "support": one.support}
