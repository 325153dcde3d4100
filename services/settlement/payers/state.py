"""Who pays for each pool, and whose its contributions are, as the pool service says."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from services.settlement.payers.facts import BudgetHolderKnown, ContributionKnown


@dataclass(slots=True)
class Payers:
    holders: MutableMapping[str, str] = field(default_factory=dict)
    """Budget holder by pool."""
    contributors: MutableMapping[str, str] = field(default_factory=dict)
    """Contributor by `<pool>/<contribution>`."""

    def of(self, funder: str) -> str:
        """The party that pays for a funder: the zuil itself, or the present budget holder of the pool."""
        kind, _, name = funder.partition(":")
        return self.holders[name] if kind == "pool" else name

    def knows(self, funder: str) -> bool:
        """Whether it was heard who pays: a grant may be heard before the opening of a pool that it names."""
        kind, _, name = funder.partition(":")
        return kind == "zuil" or name in self.holders


Folded: TypeAlias = BudgetHolderKnown | ContributionKnown


def evolve(payers: Payers, fact: Folded) -> None:
    match fact:
        case BudgetHolderKnown():
            payers.holders[fact.pool] = fact.budget_holder
        case ContributionKnown():
            payers.contributors[f"{fact.pool}/{fact.contribution}"] = fact.contributor
        case _:
            assert_never(fact)
