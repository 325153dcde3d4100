"""What a pool committed, paid, freed and committed again of each ask, counted from its facts alone."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class Reserved:
    """An ask for which a pool committed money, by its ways: goal, contribution and support."""

    pool: str
    committed: Counter
    paid: dict = field(default_factory=dict)
    """By order."""
    freed: dict = field(default_factory=lambda: defaultdict(Counter))
    """By why."""

    @property
    def unpaid(self):
        left = Counter(self.committed)
        for ways in (*self.paid.values(), *self.freed.values()):
            left.subtract(ways)
        return left


class Remainders:
    """What a pool committed, paid and freed of each ask."""

    def __init__(self):
        self.by_ask = {}

    def problems(self, kind, fact):
        """Take in a fact; yields what is wrong with it."""
        if kind == "reservation-committed":
            self.by_ask[fact["ask"]] = Reserved(fact["pool"], _ways(fact))
            return
        reserved = self.by_ask.get(fact.get("ask"))
        if reserved is None:
            return
        because = fact.get("because", "determined")
        match kind:
            case "reservation-paid":
                ways = _ways(fact) if fact.get("attribution") else reserved.committed
                yield from _disproportionate(ways, fact, reserved.unpaid)
                yield from _booked_otherwise(ways, fact, reserved, -1)
                reserved.paid[fact["order"]] = ways
            case "payment-undone":
                yield from _booked_otherwise(reserved.paid.pop(fact["order"]), fact, reserved, 1)
            case "remainder-freed":
                if reserved.freed["determined"] and because == "determined":
                    yield f"{reserved} is freed again: {fact}"
                ways = _ways(fact)
                yield from _disproportionate(ways, fact, reserved.unpaid)
                yield from _booked_otherwise(ways, fact, reserved, -1)
                reserved.freed[because] += ways
            case "remainder-committed":
                ways = _ways(fact)
                yield from _disproportionate(ways, fact, reserved.freed[because])
                if because == "determined" and ways != reserved.freed[because]:
                    yield f"of {reserved} is committed again {fact}"
                yield from _booked_otherwise(ways, fact, reserved, 1)
                reserved.freed[because] = reserved.freed[because] - ways


def _ways(fact):
    ways = Counter({(goal, contribution, ""): cents for goal, contribution, cents in fact["attribution"]})
    for support, goal, contribution, cents in fact.get("under", ()):
        ways[goal, contribution, ""] -= cents
        ways[goal, contribution, support] += cents
    return +ways


def _disproportionate(ways, fact, left):
    """Each way pays its part of what is left, within a cent, and never more."""
    total, cents = left.total(), fact["cents"]
    if ways.total() != cents or any(ways[way] > left[way] for way in ways):
        yield f"of {left} is paid, freed or committed again {fact}"
    if any(abs(ways[way] * total - each * cents) >= total for way, each in left.items() if each):
        yield f"of {left} is paid, freed or committed again out of proportion {fact}"


def _booked_otherwise(ways, fact, reserved, sign):
    """What is committed goes down or up by the share of each contribution, and all of it balances."""
    expected = Counter()
    for (_, contribution, _), cents in ways.items():
        expected[f"{reserved.pool}/{contribution}/committed"] += sign * cents
    booked = Counter()
    for account, cents in fact["postings"]:
        booked[account] += cents
    committed = {account: cents for account, cents in booked.items() if account.endswith("/committed") and cents}
    if committed != dict(expected) or booked.total():
        yield f"{expected} is to be booked, and is not by {fact}"
