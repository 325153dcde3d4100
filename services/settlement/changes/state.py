"""What is granted of each ask since it was changed last."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field

from services.settlement.agreements.facts import AgreementMade
from services.settlement.changes.facts import GrantChanged


@dataclass(slots=True)
class Changes:
    last: MutableMapping[str, GrantChanged] = field(default_factory=dict)
    """By ask."""

    def granted_cents(self, agreement: AgreementMade) -> int:
        """What its funder grants now."""
        changed = self.last.get(agreement.ask)
        return changed.cents if changed else agreement.cents

    def advance_cents(self, agreement: AgreementMade, number: int) -> int:
        """What one of its advances comes to now, numbered from 1."""
        changed = self.last.get(agreement.ask)
        return changed.advances[number - 1] if changed else agreement.advance_cents(number)

    def number(self, ask: str) -> int:
        """Of the last change; 0 if there was none."""
        changed = self.last.get(ask)
        return changed.change if changed else 0


def evolve(changes: Changes, fact: GrantChanged) -> None:
    changes.last[fact.ask] = fact
