"""Who pays for each pool, and whose its contributions are, as the pool service says."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from services.settlement.chart import receiver
from services.settlement.payers.facts import BudgetHolderKnown, ContributionKnown, SecondApproverKnown


@dataclass(slots=True)
class Payers:
    holders: MutableMapping[str, str] = field(default_factory=dict)
    """Budget holder by pool."""
    approvers: MutableMapping[str, SecondApproverKnown] = field(default_factory=dict)
    """The last word by pool; none of a pool whose mandate was set before this was heard."""
    contributors: MutableMapping[str, str] = field(default_factory=dict)
    """Contributor by `<pool>/<contribution>`."""

    def of(self, funder: str) -> str:
        """The party that pays for a funder: the zuil itself, or the present budget holder of the pool."""
        kind, _, name = funder.partition(":")
        return self.holders[name] if kind == "pool" else name

    def of_payee(self, funder: str, payee: str) -> str:
        """The party that pays this account for a funder.

        Nobody pays itself: where the budget holder receives, the second approver pays, if there is one (2:4 Awb).
        """
        payer = self.of(funder)
        return (self.second_approver(funder) or payer) if receiver(payee) == payer else payer

    def second_approver(self, funder: str) -> str | None:
        """Of the pool; None for a zuil, and for a pool that has none."""
        known = self._known(funder)
        return known.second_approver if known else None

    def needs_two(self, funder: str, cents: int) -> bool:
        """Whether so much is above the pool's four-eyes threshold. A zuil, one party, decides alone."""
        known = self._known(funder)
        return known is not None and known.four_eyes_above_cents is not None and cents > known.four_eyes_above_cents

    def _known(self, funder: str) -> SecondApproverKnown | None:
        kind, _, name = funder.partition(":")
        return self.approvers.get(name) if kind == "pool" else None

    def knows(self, funder: str) -> bool:
        """Whether it was heard who pays: a grant may be heard before the opening of a pool that it names."""
        kind, _, name = funder.partition(":")
        return kind == "zuil" or name in self.holders


Folded: TypeAlias = BudgetHolderKnown | SecondApproverKnown | ContributionKnown


def evolve(payers: Payers, fact: Folded) -> None:
    match fact:
        case BudgetHolderKnown():
            payers.holders[fact.pool] = fact.budget_holder
        case SecondApproverKnown():
            payers.approvers[fact.pool] = fact
        case ContributionKnown():
            payers.contributors[f"{fact.pool}/{fact.contribution}"] = fact.contributor
        case _:
            assert_never(fact)
