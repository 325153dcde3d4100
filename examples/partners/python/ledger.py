"""What the zuil's program remembers, in one file: what it has promised, and how far it has heard.

Both are written together, so that after a crash it neither forgets a promise nor counts one twice. Lose the file,
and the program hears everything again from the beginning, answers again under the same ids, gets the recorded
outcomes, and comes to the same sums.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from bundel_client import FollowCursor
from bundel_client.applications import (
    AnswerAsk,
    ApplicationFailed,
    ApplicationGranted,
    ZuilAsked,
    ZuilAskHeld,
)
from bundel_client.forms import Body
from shared.money import euros


@dataclass(frozen=True, slots=True)
class Held:
    """What is promised to one application, until it is granted or has failed."""

    application: str
    revision: int
    cents: int


@dataclass
class Ledger:
    """The zuil's own books."""

    path: Path
    party: str
    place: FollowCursor = field(default_factory=FollowCursor)
    granted_cents: int = 0
    held: dict[str, Held] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, party: str) -> Self:
        if not path.exists():
            return cls(path, party)
        found = json.loads(path.read_text("utf-8"))
        held = {ask: Held(**one) for ask, one in found["held"].items()}
        return cls(path, party, FollowCursor(**found["place"]), found["granted_cents"], held)

    def save(self) -> None:
        """As one file, all of it or nothing."""
        held = {ask: asdict(one) for ask, one in self.held.items()}
        remembered = {"place": asdict(self.place), "granted_cents": self.granted_cents, "held": held}
        beside = self.path.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(remembered, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    @property
    def promised_cents(self) -> int:
        """Held and granted together."""
        return self.granted_cents + sum(one.cents for one in self.held.values())

    def decide(self, asked: ZuilAsked, budget_cents: int) -> AnswerAsk:
        """The rule of this zuil, which you replace by your own: yes to what fits in what is left of the budget.

        An answer repeats ask, revision and cents exactly, or it does not count.
        """
        left = max(0, budget_cents - self.promised_cents)
        if asked.cents <= left:
            return AnswerAsk(ask=asked.ask, revision=asked.revision, cents=asked.cents, answer="hold")
        return AnswerAsk(
            ask=asked.ask,
            revision=asked.revision,
            cents=asked.cents,
            answer="decline",
            ground="no-money",
            reason=f"Past niet in ons budget: vrij is {euros(left)}",
        )

    def hold(self, asked: ZuilAsked | ZuilAskHeld) -> None:
        """We hold this: from now on the money is promised."""
        known = self.held.get(asked.ask)
        if known is None or known.revision <= asked.revision:
            self.held[asked.ask] = Held(asked.application, asked.revision, asked.cents)

    def hear(self, body: Body) -> bool:
        """Take in what was said; true if it concerns us, and is worth keeping at once."""
        match body:
            case ZuilAsked():
                self._superseded(body)
                return True
            case ZuilAskHeld() if self._is_ours(body.funder):
                self.hold(body)
                return True
            case ApplicationGranted():
                ours = [one for one in body.asks if self._is_ours(one.funder)]
                self.granted_cents += sum(one.cents for one in ours)
                return self._over(*(one.ask for one in ours))
            case ApplicationFailed():
                return self._over(*(one.ask for one in body.asks if self._is_ours(one.funder)))
            case _:
                return False

    def _over(self, *asks: str) -> bool:
        """These are decided, and held no more; whether there are any."""
        for ask in asks:
            self.held.pop(ask, None)
        return bool(asks)

    def _superseded(self, asked: ZuilAsked) -> None:
        """A new revision ends the promise of the old one; one of 0 cents asks nothing any more."""
        known = self.held.get(asked.ask)
        if known is not None and known.revision < asked.revision:
            del self.held[asked.ask]

    def _is_ours(self, funder: str) -> bool:
        return funder == f"zuil:{self.party}"
