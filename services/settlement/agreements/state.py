"""The agreements, one an ask, and the commits that came before the grant they follow from."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from services.settlement.agreements.facts import AgreementMade, CommitHeard, CommitWaits


@dataclass(slots=True)
class Agreements:
    by_ask: MutableMapping[str, AgreementMade] = field(default_factory=dict)
    asks: MutableMapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The asks with an agreement, by application."""
    waiting: set[str] = field(default_factory=set)
    """Asks committed by their pool before their grant was heard."""
    committed: MutableMapping[str, bool] = field(default_factory=dict)
    """Asks committed by their pool, of which nothing was to be paid at once."""


Folded: TypeAlias = AgreementMade | CommitWaits | CommitHeard


def evolve(agreements: Agreements, fact: Folded) -> None:
    match fact:
        case AgreementMade():
            agreements.by_ask[fact.ask] = fact
            agreements.asks[fact.application] = (*agreements.asks.get(fact.application, ()), fact.ask)
            agreements.waiting.discard(fact.ask)
        case CommitWaits():
            agreements.waiting.add(fact.ask)
        case CommitHeard():
            agreements.committed[fact.ask] = True
        case _:
            assert_never(fact)
