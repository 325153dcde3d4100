"""What was said last of each advance that awaits a milestone."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias, assert_never

from services.settlement.advances.facts import AdvanceReleased, MilestoneDeclined, MilestoneReported
from services.settlement.determinations.facts import DeterminationCorrected, GrantDetermined


class Said(NamedTuple):
    """The last word on an advance, and how it was put: by the recipient, or by the funder that declined."""

    what: Literal["reported", "declined", "released"]
    words: str = ""


@dataclass(slots=True)
class Advances:
    said: MutableMapping[str, dict[int, Said]] = field(default_factory=dict)
    """By ask and number."""
    reported: dict[str, dict[int, None]] = field(default_factory=dict)
    """By ask, the numbers that await the funder's word."""

    def last(self, ask: str, number: int) -> Said | None:
        """The last word on an advance; None: nothing was said yet."""
        return self.said.get(ask, {}).get(number)

    def is_last(self, ask: str, number: int, what: Literal["reported", "declined", "released"]) -> bool:
        said = self.last(ask, number)
        return said is not None and said.what == what


Folded: TypeAlias = MilestoneReported | MilestoneDeclined | AdvanceReleased | GrantDetermined | DeterminationCorrected


def evolve(advances: Advances, fact: Folded) -> None:
    match fact:
        case MilestoneReported():
            _say(advances, fact.ask, fact.advance, Said("reported", fact.words))
        case MilestoneDeclined():
            _say(advances, fact.ask, fact.advance, Said("declined", fact.reason))
        case AdvanceReleased():
            _say(advances, fact.ask, fact.advance, Said("released"))
        case GrantDetermined():
            advances.reported.pop(fact.ask, None)
        case DeterminationCorrected():
            _list_reported(advances, fact.ask)
        case _:
            assert_never(fact)


def _say(advances: Advances, ask: str, number: int, said: Said) -> None:
    advances.said[ask] = advances.said.get(ask, {}) | {number: said}
    _list_reported(advances, ask)


def _list_reported(advances: Advances, ask: str) -> None:
    reported = {number: None for number, said in advances.said.get(ask, {}).items() if said.what == "reported"}
    if reported:
        advances.reported[ask] = reported
    else:
        advances.reported.pop(ask, None)
