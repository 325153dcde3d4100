"""The contributions of each pool as pledged, and which may pay for which goal. What they hold is in the books."""

from bisect import insort
from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias, assert_never

from services.pool.contributions.facts import ContributionPledged, ContributionReceived, ContributionWithdrawn
from services.pool.corrections.facts import ContributionCorrected
from services.pool.payments.facts import InterestReceived, ReturnCorrected, SavingReceived
from services.pool.pledges.facts import PledgeCancelled, PledgeLapsed


@dataclass(slots=True)
class OfOnePool:
    pledged: dict[str, ContributionPledged] = field(default_factory=dict)
    """Oldest first."""
    candidates: dict[str, list[str]] = field(default_factory=dict)
    """Per goal the contributions that may pay for it: the most narrowly earmarked first, then the oldest."""
    awaited: dict[str, int] = field(default_factory=dict)
    """By contribution, the cents that are still to come."""
    vacant: dict[str, bool] = field(default_factory=dict)
    """Contributions that take no place: nothing ever came, and nothing is still to come. Their names stay taken."""

    @property
    def places(self) -> int:
        """How many contributions a hold may have to draw on."""
        return len(self.pledged) - len(self.vacant)


_NONE = OfOnePool()
_A_PAGE = 100
"""So many receipts of a contribution are kept together: a new one is seldom looked for on disk."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came, as it was entered or corrected last."""

    cents: int
    received_on: date


@dataclass(slots=True)
class Contributions:
    by_pool: MutableMapping[str, OfOnePool] = field(default_factory=dict)
    lapsing: list[tuple[date, str]] = field(default_factory=list)
    """Last day and `<pool>/<contribution>` of each pledge that lapses and is still to come, earliest first."""
    receipts: MutableMapping[str, list[Receipt]] = field(default_factory=dict)
    """By `<pool>/<contribution>/<page>`, in the order of their numbers, of which the first is 1."""
    received: MutableMapping[str, tuple[int, int]] = field(default_factory=dict)
    """By `<pool>/<contribution>`, how many receipts there are, and what they come to, in cents."""

    def of(self, pool: str) -> OfOnePool:
        """To look at, not to change."""
        return self.by_pool.get(pool, _NONE)

    def find_receipt(self, pool: str, contribution: str, number: int) -> Receipt | None:
        page, place = divmod(number - 1, _A_PAGE)
        found = self.receipts.get(f"{pool}/{contribution}/{page}", ())
        return found[place] if 0 <= place < len(found) else None

    def receipt_count(self, pool: str, contribution: str) -> int:
        return self.received.get(f"{pool}/{contribution}", (0, 0))[0]

    def received_cents(self, pool: str, contribution: str) -> int:
        """What came in all, whether it was taken back since or not."""
        return self.received.get(f"{pool}/{contribution}", (0, 0))[1]


Folded: TypeAlias = (
    ContributionPledged
    | ContributionReceived
    | ContributionWithdrawn
    | ContributionCorrected
    | PledgeCancelled
    | PledgeLapsed
    | SavingReceived
    | InterestReceived
    | ReturnCorrected
)


def evolve(contributions: Contributions, fact: Folded) -> None:
    pool = contributions.by_pool.setdefault(fact.pool, OfOnePool())
    match fact:
        case ContributionPledged():
            _pledge(pool, fact)
            if fact.lapses_on:
                insort(contributions.lapsing, (fact.lapses_on, _path(fact)))
        case ContributionReceived():
            _receive(contributions, fact)
            _await_less(contributions, pool, fact.contribution, fact.cents)
        case ContributionCorrected():
            _correct(contributions, pool, fact)
        case PledgeCancelled() | PledgeLapsed():
            _await_less(contributions, pool, fact.contribution, fact.cents)
            if fact.cents == pool.pledged[fact.contribution].cents:
                pool.vacant[fact.contribution] = True
        case ContributionWithdrawn():
            pass  # the postings say it all
        case SavingReceived() | InterestReceived() | ReturnCorrected():
            for contribution, _ in fact.parts:  # a hold may draw on it from now on, be it a reserve that gets interest
                pool.vacant.pop(contribution, None)
        case _:
            assert_never(fact)


def _pledge(pool: OfOnePool, fact: ContributionPledged) -> None:
    pool.pledged[fact.contribution] = fact
    pool.awaited[fact.contribution] = fact.cents
    for goal in fact.earmarks:
        insort(
            pool.candidates.setdefault(goal, []),
            fact.contribution,
            key=lambda contribution: len(pool.pledged[contribution].earmarks),
        )


def _receive(contributions: Contributions, fact: ContributionReceived) -> None:
    of = _path(fact)
    count, cents = contributions.received.get(of, (0, 0))
    contributions.received[of] = count + 1, cents + fact.cents
    contributions.receipts.setdefault(f"{of}/{count // _A_PAGE}", []).append(Receipt(fact.cents, fact.received_on))


def _correct(contributions: Contributions, pool: OfOnePool, fact: ContributionCorrected) -> None:
    """What a receipt was too much is still to come; what a pledge was too much is not."""
    less = fact.was_cents - fact.cents
    if fact.receipt is None:
        _await_less(contributions, pool, fact.contribution, less)
        return
    of = _path(fact)
    count, cents = contributions.received[of]
    contributions.received[of] = count, cents - less
    page, place = divmod(fact.receipt - 1, _A_PAGE)
    receipts = contributions.receipts[f"{of}/{page}"]
    receipts[place] = replace(receipts[place], cents=fact.cents)
    _await_less(contributions, pool, fact.contribution, -less)


def _await_less(contributions: Contributions, pool: OfOnePool, contribution: str, cents: int) -> None:
    """So much less of a pledge is still to come; or more, where `cents` is below 0."""
    pledged, before = pool.pledged[contribution], pool.awaited[contribution]
    pool.awaited[contribution] = before - cents
    if pledged.lapses_on and before and not pool.awaited[contribution]:
        contributions.lapsing.remove((pledged.lapses_on, _path(pledged)))
    elif pledged.lapses_on and pool.awaited[contribution] and not before:
        insort(contributions.lapsing, (pledged.lapses_on, _path(pledged)))


def _path(fact: ContributionPledged | ContributionReceived | ContributionCorrected) -> str:
    return f"{fact.pool}/{fact.contribution}"
