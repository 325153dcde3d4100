"""The corrections that await the second approval."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from services.pool.corrections.facts import ContributionCorrected, CorrectionAwaitsApproval


@dataclass(slots=True)
class Corrections:
    waiting: dict[str, dict[str, CorrectionAwaitsApproval]] = field(default_factory=dict)
    """By pool and what is corrected (`what`): of each pledge and receipt one at most, the latest."""

    def of(self, pool: str) -> Mapping[str, CorrectionAwaitsApproval]:
        return self.waiting.get(pool, {})


Folded: TypeAlias = CorrectionAwaitsApproval | ContributionCorrected


def evolve(corrections: Corrections, fact: Folded) -> None:
    match fact:
        case CorrectionAwaitsApproval():
            corrections.waiting.setdefault(fact.pool, {})[what(fact.contribution, fact.receipt)] = fact
        case ContributionCorrected():
            of_pool = corrections.waiting.get(fact.pool, {})
            of_pool.pop(what(fact.contribution, fact.receipt), None)
            if not of_pool:
                corrections.waiting.pop(fact.pool, None)
        case _:
            assert_never(fact)


def what(contribution: str, receipt: int | None) -> str:
    """`<contribution>/<receipt>`; of a pledge the contribution alone."""
    return f"{contribution}/{receipt}" if receipt else contribution
