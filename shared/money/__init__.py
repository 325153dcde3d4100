"""The vocabulary of decisions about money: cents, postings, exact splits, refusals.

Money is whole euro cents in an `int`; no float ever holds money. With `chart` beside it, this is all that facts, states
and decisions may import from outside their service and the standard library.
"""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

MAX_CENTS = 10**15
"""No single amount is larger: ten thousand billion euro, far above any budget, far below 2**53."""

MEMO = "memo/"
"""Accounts under this prefix hold promises and expectations. They balance among themselves, apart from money."""


class Posting(NamedTuple):
    """One side of a booking: `cents` > 0 debits the account, < 0 credits it."""

    account: str
    cents: int


MAX_FAULTS = 20
"""So many faults of one command are named; more are seen once these are mended."""


class Fault(NamedTuple):
    """One thing wrong with a command."""

    field: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer, not an error: a stable code, a sentence a person can act on, and the field it is about."""

    code: str
    sentence: str
    field: str = ""
    others: tuple[Fault, ...] = ()
    """What else is wrong with the command, as far as it was looked at."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong, the refusal's own fault first."""
        return (Fault(self.field, self.code, self.sentence), *self.others)


def together(*objections: Refusal | None) -> Refusal | None:
    """Objections that do not depend on one another, as one refusal: that of the first, which names the others, too."""
    found = [objection for objection in objections if objection]
    if len(found) < 2:
        return found[0] if found else None
    faults = dict.fromkeys(fault for objection in found for fault in objection.faults)
    return replace(found[0], others=tuple(faults)[1:MAX_FAULTS])


def transfer(cents: int, source: str, target: str) -> tuple[Posting, ...]:
    """Move `cents` from `source` to `target`; moving nothing posts nothing."""
    assert cents >= 0, f"a transfer of {cents} cents"
    return (Posting(source, -cents), Posting(target, cents)) if cents else ()


def add_up(balances: MutableMapping[str, int], name: str, amount: int) -> None:
    """Add to a balance; what comes to zero is left out, so that nothing settled stays behind."""
    balance = balances.get(name, 0) + amount
    if balance:
        balances[name] = balance
    else:
        balances.pop(name, None)


def split(cents: int, weights: Sequence[int]) -> list[int]:
    """Divide `cents` in proportion to `weights`, to the cent: largest remainder, ties to the earliest.

    The parts sum to `cents`; no part exceeds its exact share by a cent or more. Weights are >= 0 and
    must not all be zero unless `cents` is.
    """
    assert cents >= 0
    assert all(weight >= 0 for weight in weights)
    total = sum(weights)
    if total == 0:
        assert cents == 0, "nothing to divide over"
        return [0] * len(weights)
    parts = [cents * weight // total for weight in weights]
    remainders = [cents * weight % total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for i in by_remainder[: cents - sum(parts)]:
        parts[i] += 1
    return parts


def portion(cents: int, rate: Decimal) -> int:
    """`rate` of `cents`, rounded once, half-up, to the cent."""
    return int((cents * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def euros(cents: int) -> str:
    """As Dutch people write it: `€ 12.345,67`, with a minus sign before the amount."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"€ {sign}{whole:,}".replace(",", ".") + f",{rest:02d}"
