"""What the zuil's program remembers, in one file: what it has promised, and how far it has heard.

Both are written together, so that after a crash it neither forgets a promise nor counts one twice. Lose the file,
and the program hears everything again from the beginning, answers again under the same ids, gets the recorded
outcomes, and comes to the same sums.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from shared.client import FollowCursor
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

    def decide(self, asked: Mapping[str, Any], budget_cents: int) -> dict[str, str]:
        """The rule of this zuil, which you replace by your own: yes to what fits in what is left of the budget."""
        left = max(0, budget_cents - self.promised_cents)
        if asked["cents"] <= left:
            return {"answer": "hold"}
        return {"answer": "decline", "ground": "no-money", "reason": f"Past niet in ons budget: vrij is {euros(left)}"}

    def hold(self, asked: Mapping[str, Any]) -> None:
        """We hold this: from now on the money is promised."""
        known = self.held.get(asked["ask"])
        if known is None or known.revision <= asked["revision"]:
            self.held[asked["ask"]] = Held(asked["application"], asked["revision"], asked["cents"])

    def hear(self, kind: str, data: Mapping[str, Any]) -> bool:
        """Take in what was said; true if it concerns us, and is worth keeping at once."""
        match kind:
            case "zuil-asked":
                self._superseded(data)
                return True
            case "zuil-ask-held" if self._is_ours(data):
                self.hold(data)
                return True
            case "application-granted" | "application-failed":
                ours = [ask for ask in data["asks"] if self._is_ours(ask)]
                for ask in ours:
                    self.held.pop(ask["ask"], None)
                    self.granted_cents += ask["cents"] if kind == "application-granted" else 0
                return bool(ours)
            case _:
                return False

    def _superseded(self, asked: Mapping[str, Any]) -> None:
        """A new revision ends the promise of the old one; one of 0 cents asks nothing any more."""
        known = self.held.get(asked["ask"])
        if known is not None and known.revision < asked["revision"]:
            del self.held[asked["ask"]]

    def _is_ours(self, asked: Mapping[str, Any]) -> bool:
        return bool(asked["funder"] == f"zuil:{self.party}")
