"""The last report of each application, and what stands determined of each ask."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, assert_never

from services.settlement.corrections.facts import OrderWithdrawn
from services.settlement.determinations.facts import DeterminationCorrected, GrantDetermined, ReportSubmitted
from services.settlement.loans.facts import ClaimMade


@dataclass(slots=True)
class Determined:
    """What stands determined of an ask, and what is claimed because of it."""

    last: GrantDetermined
    first_on: date
    """When it was determined first: what is changed to less later is bound to a term from then."""
    claims: tuple[str, ...] = ()
    rest_cents: int = 0
    """What the first left to be paid."""
    released_cents: int = 0
    """What its funder is free of since the first."""
    withdrawn: tuple[str, ...] = ()
    """The orders that it withdrew: advances that are not to be paid any more."""


@dataclass(slots=True)
class Determinations:
    reports: MutableMapping[str, ReportSubmitted] = field(default_factory=dict)
    """The last one by application."""
    by_ask: MutableMapping[str, Determined] = field(default_factory=dict)
    made: MutableMapping[str, int] = field(default_factory=dict)
    """By ask, how many determinations there were, those included that were corrected since."""
    awaited: dict[str, None] = field(default_factory=dict)
    """The asks that were reported on, and are not determined, in the order in which they were."""

    def determined_cents(self, ask: str) -> int | None:
        found = self.by_ask.get(ask)
        return found.last.cents if found else None


Folded: TypeAlias = ReportSubmitted | GrantDetermined | DeterminationCorrected | ClaimMade | OrderWithdrawn


def evolve(determinations: Determinations, fact: Folded) -> None:
    match fact:
        case ReportSubmitted():
            determinations.reports[fact.application] = fact
            for part in fact.parts:
                if part.ask not in determinations.by_ask:
                    determinations.awaited[part.ask] = None
        case GrantDetermined():
            before = determinations.by_ask.get(fact.ask)
            goes_on = before is not None and (fact.was_cents or 0) > fact.cents
            determinations.by_ask[fact.ask] = Determined(
                fact,
                before.first_on if before else fact.determined_on,
                before.claims if before and goes_on else (),
                before.rest_cents if before else fact.rest_cents,
                before.released_cents if before else fact.released_cents,
                before.withdrawn if before else (),
            )
            determinations.made[fact.ask] = fact.determination
            determinations.awaited.pop(fact.ask, None)
        case ClaimMade():
            found = determinations.by_ask[fact.ask]
            found.claims = (*found.claims, fact.order)
        case OrderWithdrawn():
            if determined := determinations.by_ask.get(fact.ask or ""):
                determined.withdrawn = (*determined.withdrawn, fact.order)
        case DeterminationCorrected():
            del determinations.by_ask[fact.ask]
            if fact.application in determinations.reports:
                determinations.awaited[fact.ask] = None
        case _:
            assert_never(fact)
