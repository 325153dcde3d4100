"""Money that comes back to a pool goes to the contributions that paid, in proportion, to the cent."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from audit.contract import reservations as r
from audit.contract import settlement as s
from audit.events import Event
from audit.history import Check, History
from audit.holds import Holds
from audit.laws import Law, Notes

NOT_IN_PROPORTION = Law(
    "not-in-proportion",
    nl="verdeelt {cents} cent van {order} over {parts}; naar verhouding van wat is ingelegd voor {of} hoort dat anders",
    en="divides {cents} cents of {order} over {parts}; in proportion to what was paid for {of} it is otherwise",
)
PARTS_DIFFER = Law(
    "parts-differ",
    nl="verdeelt {cents} cent van {order} in delen die samen {parts} cent zijn",
    en="divides {cents} cents of {order} into parts that are {parts} cents together",
)


@dataclass(slots=True)
class _Returned:
    """Principal that came back on one ask, by contribution."""

    by_contribution: Counter[str] = field(default_factory=Counter)
    times: int = 0


class Returns(Check):
    """What came back so far, by ask."""

    def __init__(self, notes: Notes, history: History, holds: Holds) -> None:
        super().__init__(notes)
        self._history = history
        self._holds = holds
        self._returned: dict[str, _Returned] = {}

    def take(self, event: Event) -> None:
        if not isinstance(event.fact, r.MoneyIn):
            return
        money = event.fact
        total = sum(part.cents for part in money.parts)
        if total != money.cents or any(part.cents <= 0 for part in money.parts):
            self.notes.problem(event, PARTS_DIFFER, cents=money.cents, order=money.order, parts=total)
        match money:
            case r.MoneyReturned():
                self._principal(event, money)
            case r.InterestReceived():
                self._at_once(event, money, money.ask)
            case r.SavingReceived():
                self._saving(event, money)
            case _:
                pass

    def _principal(self, event: Event, money: r.MoneyReturned) -> None:
        """Over all refunds together, for what came back before decides what each still has out."""
        returned = self._returned.setdefault(money.ask, _Returned())
        returned.times += 1
        returned.by_contribution.update(money.parts_by_contribution)
        lent = self._lent(money.ask)
        above = any(cents > lent.get(name, 0) for name, cents in returned.by_contribution.items())
        if above or not in_proportion(returned.by_contribution, lent, within=returned.times):
            self._note(event, money, money.ask)

    def _at_once(self, event: Event, money: r.MoneyIn, ask: str) -> None:
        if not in_proportion(money.parts_by_contribution, self._lent(ask), within=1):
            self._note(event, money, ask)

    def _saving(self, event: Event, money: r.SavingReceived) -> None:
        """Into one contribution, or to those that paid an ask; only an ask has a colon in its name."""
        confirmed = self._history.fact_behind(event)
        payee = confirmed.payee if isinstance(confirmed, s.PaymentConfirmed) else ""
        target = payee.partition("/")[2]
        if ":" in target:
            self._at_once(event, money, target)
        elif set(money.parts_by_contribution) != {target}:
            self._note(event, money, target)

    def _lent(self, ask: str) -> dict[str, int]:
        commitment = self._holds.committed.get(ask)
        return commitment.shares if commitment else {}

    def _note(self, event: Event, money: r.MoneyIn, of: str) -> None:
        parts = ", ".join(f"{part.contribution} {part.cents}" for part in money.parts)
        self.notes.problem(event, NOT_IN_PROPORTION, cents=money.cents, order=money.order, parts=parts, of=of)


def in_proportion(parts: Mapping[str, int], weights: Mapping[str, int], *, within: int) -> bool:
    """Whether every part is its exact share, but for the rounding of so many divisions: less than a cent each."""
    total, whole = sum(parts.values()), sum(weights.values())
    names: Iterable[str] = {*parts, *weights}
    return all(
        abs(parts.get(name, 0) * whole - weights.get(name, 0) * total) < within * max(whole, 1) for name in names
    ) and set(parts) <= set(weights)
