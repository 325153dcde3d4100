"""In which parts a grant is paid before it is determined (4:95 Awb)."""

from datetime import date

import msgspec

from audit.facts.dividing import by_largest_remainder

PERCENT = 100


class Advance(msgspec.Struct, frozen=True, array_like=True):
    """So much per cent of a grant: at once, not before a day, or once something is reached."""

    percent: int
    due_on: date | None = None
    milestone: str | None = None


class GrantedAdvances(msgspec.Struct, frozen=True, array_like=True):
    """In which parts an ask that was granted is paid."""

    ask: str
    advances: tuple[Advance, ...]


def part_of(ask: str, number: int) -> str:
    """What an order pays that pays one advance, numbered from 1."""
    return f"{ask}:advance-{number}"


def parts_at_once(ask: str, advances: tuple[Advance, ...]) -> list[str]:
    """What is ordered with the grant: all of an ask, or each advance that awaits no milestone."""
    if not advances:
        return [ask]
    return [part_of(ask, number) for number, one in enumerate(advances, start=1) if one.milestone is None]


def advance_cents(cents: int, advances: tuple[Advance, ...]) -> list[int]:
    """All of them and the rest are the grant, to the cent."""
    percents = [max(one.percent, 0) for one in advances]
    return by_largest_remainder(cents, [*percents, max(PERCENT - sum(percents), 0)])[:-1]
