"""Supports: budget X may be used for result Y that reduces the need for goal X, if all concerned consent (S4)."""

from dataclasses import asdict, replace
from datetime import date
from itertools import islice
from typing import TypeAlias

from services.pool.contributions.decisions import find_pledge
from services.pool.contributions.facts import ContributionPledged
from services.pool.pools.decisions import find_open_pool, find_pool, goal_unknown, pool_closed
from services.pool.pools.state import Pool
from services.pool.state import State
from services.pool.supports.facts import (
    SupportAgreed,
    SupportConsented,
    SupportEnded,
    SupportEndExplained,
    SupportProposed,
)
from services.pool.supports.state import Support
from shared.money import Refusal, together

MAX_SUPPORTS = 1000
MAX_PROPOSALS = 50
"""Of a pool, at a time: so many fit into the decision that tells a new budget holder."""

Consented: TypeAlias = SupportConsented | SupportAgreed


def propose(
    state: State,
    *,
    by: str,
    today: date,
    pool: str,
    support: str,
    contributions: tuple[str, ...],
    from_goal: str,
    to_goal: str,
    max_cents: int,
    starts_on: date,
    ends_on: date,
    budget_change: str | None,
    evidence: str,
) -> list[SupportProposed | SupportAgreed] | Refusal:
    """Whoever proposes it consents with that. It stands at once if nobody else has to consent."""
    found = find_open_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    looked_up = [find_pledge(state, pool, name) for name in contributions]
    if unknown := [one for one in looked_up if isinstance(one, Refusal)]:
        return replace(unknown[0], field="contributions")
    whose = [one for name, one in state.contributions.of(pool).pledged.items() if name in contributions]
    named = tuple(one.contribution for one in whose)
    terms = SupportProposed(
        pool, support, named, from_goal, to_goal, max_cents, starts_on, ends_on, budget_change, evidence, by, by
    )
    refusal = _not_concerned(found, whose, by) or together(
        _exists(state, terms),
        _too_many(state, pool),
        goal_unknown(found, (to_goal,), "to_goal"),
        _not_earmarked(whose, from_goal),
        _needless(whose, to_goal),
        _period_invalid(terms, today),
        _budget_change_missing(found, whose, terms),
    )
    if refusal:
        return refusal
    parties = _concerned(found, whose)
    others = [party for party in parties if party != by]
    return [_told(terms, party) for party in others] or [terms, _agreed(terms, parties)]


def consent(state: State, *, by: str, today: date, pool: str, support: str) -> list[Consented] | Refusal:
    """The budget holder's yes, or a contributor's for all its contributions that the support names."""
    found = find_support(state, pool, support)
    if isinstance(found, Refusal):
        return found
    parties = concerned(state, found)
    if by not in parties:
        return _not_yours(support, parties, "consents to")
    if refusal := pool_closed(state.pools.by_name[pool]) or _over(found, today) or _has_consented(found, by):
        return refusal
    consented = SupportConsented(pool, support, by)
    if {*parties} <= {*found.consented, by}:
        return [consented, _agreed(found.proposed, parties)]
    return [consented]


def end(
    state: State, *, by: str, today: date, pool: str, support: str, reason: str
) -> list[SupportEnded | SupportEndExplained] | Refusal:
    """Any of those who consent may end it, before it is agreed or after; the others are told why."""
    found = find_support(state, pool, support)
    if isinstance(found, Refusal):
        return found
    parties = concerned(state, found)
    if by not in parties:
        return _not_yours(support, parties, "ends")
    if refusal := _over(found, today):
        return refusal
    others = [party for party in parties if party != by]
    return [
        SupportEnded(pool, support, by),
        *(SupportEndExplained(pool, support, by, reason, party) for party in others),
    ]


def awaiting(state: State, pool: str, party: str) -> list[SupportProposed]:
    """What waits for a new budget holder's consent, told to it; in a closed pool nothing does."""
    if state.pools.by_name[pool].closed:
        return []
    supports = state.supports.of(pool).by_name.values()
    waiting = (one for one in supports if not one.agreed and not one.ended and party not in one.consented)
    return [_told(one.proposed, party) for one in islice(waiting, MAX_PROPOSALS)]


def _told(terms: SupportProposed, addressee: str) -> SupportProposed:
    return SupportProposed(**asdict(terms) | {"addressee": addressee})


def find_support(state: State, pool: str, support: str) -> Support | Refusal:
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    return state.supports.of(pool).by_name.get(support) or Refusal(
        "unknown-support", f"{pool} has no support {support}; check its name.", "support"
    )


def concerned(state: State, support: Support) -> tuple[str, ...]:
    """Who consents, and may end it: the contributors of what it names, and the budget holder of this moment."""
    pool = state.pools.by_name[support.proposed.pool]
    pledged = state.contributions.of(pool.pool).pledged
    return _concerned(pool, [pledged[name] for name in support.proposed.contributions])


def _concerned(pool: Pool, pledged: list[ContributionPledged]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(one.contributor for one in pledged), pool.budget_holder)))


def _agreed(terms: SupportProposed, parties: tuple[str, ...]) -> SupportAgreed:
    between = terms.contributions, terms.from_goal, terms.to_goal, terms.max_cents, terms.starts_on, terms.ends_on
    return SupportAgreed(terms.pool, terms.support, *between, terms.budget_change, parties)


def _not_concerned(pool: Pool, pledged: list[ContributionPledged], by: str) -> Refusal | None:
    parties = _concerned(pool, pledged)
    if by in parties:
        return None
    sentence = f"Only {_one_of(parties)} may propose this: those whose money it is, and the budget holder."
    return Refusal("not-yours", sentence, "contributions")


def _not_yours(support: str, parties: tuple[str, ...], does: str) -> Refusal:
    return Refusal("not-yours", f"Only {_one_of(parties)} {does} {support}.", "support")


def _one_of(parties: tuple[str, ...]) -> str:
    return " or ".join(parties)


def _exists(state: State, terms: SupportProposed) -> Refusal | None:
    if terms.support not in state.supports.of(terms.pool).by_name:
        return None
    sentence = f"{terms.pool} has a support {terms.support} already; choose another name."
    return Refusal("exists", sentence, "support")


def _too_many(state: State, pool: str) -> Refusal | None:
    if len(state.supports.of(pool).by_name) >= MAX_SUPPORTS:
        sentence = f"{pool} has {MAX_SUPPORTS} supports, as many as one pool can have; open another pool."
        return Refusal("too-many-supports", sentence, "pool")
    if state.supports.waiting.get(pool, 0) >= MAX_PROPOSALS:
        sentence = f"{MAX_PROPOSALS} supports await consent in {pool}, as many as may at a time; end one first."
        return Refusal("too-many-supports", sentence, "pool")
    return None


def _not_earmarked(pledged: list[ContributionPledged], from_goal: str) -> Refusal | None:
    others = [one.contribution for one in pledged if from_goal not in one.earmarks]
    if not others:
        return None
    sentence = f"{', '.join(others)} is not earmarked for {from_goal}; name what is."
    return Refusal("not-earmarked", sentence, "contributions")


def _needless(pledged: list[ContributionPledged], to_goal: str) -> Refusal | None:
    needless = [one.contribution for one in pledged if to_goal in one.earmarks]
    if not needless:
        return None
    sentence = f"{', '.join(needless)} is earmarked for {to_goal} already, and needs no support; leave it out."
    return Refusal("support-needless", sentence, "contributions")


def _period_invalid(terms: SupportProposed, today: date) -> Refusal | None:
    if terms.starts_on <= terms.ends_on and today <= terms.ends_on:
        return None
    return Refusal("period-invalid", "Choose a period that ends after it begins, and not before today.", "ends_on")


def _budget_change_missing(pool: Pool, pledged: list[ContributionPledged], terms: SupportProposed) -> Refusal | None:
    """Between main task fields own public money is the council's to move (Gemeentewet 189, 192)."""
    if terms.budget_change:
        return None
    target = next((goal.task_field for goal in pool.goal_codes if goal.goal == terms.to_goal), "")
    across = [
        one.contribution
        for one in pledged
        if one.counts_for_ceiling and _main_field(one.task_field) != _main_field(target)
    ]
    if not across:
        return None
    sentence = (
        f"{', '.join(across)} is own public money for another main task field than {target}; name the council's "
        "decision that changes the budget."
    )
    return Refusal("budget-change-missing", sentence, "budget_change")


def _main_field(task_field: str) -> str:
    """The main task field (hoofdtaakveld) of Iv3: what stands before the point."""
    return task_field.partition(".")[0]


def _over(support: Support, today: date) -> Refusal | None:
    if support.ended:
        return Refusal("support-over", f"{support.proposed.support} was ended; propose another.", "support")
    if support.is_over(today):
        sentence = f"{support.proposed.support} was until {support.proposed.ends_on}; propose another."
        return Refusal("support-over", sentence, "support")
    return None


def _has_consented(support: Support, by: str) -> Refusal | None:
    """Nor does anybody whose consent is asked after it was agreed: a new budget holder takes it over as it is."""
    if support.agreed:
        return Refusal("already-agreed", f"{support.proposed.support} is agreed; nothing more is needed.", "support")
    if by in support.consented:
        return Refusal("already-agreed", f"{by} has consented already; others have still to.", "support")
    return None
