"""What the pool service takes in and says (strict, with examples), and what it hears (tolerant readers)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, TypeAlias

from shared.wire import Cents, CommandBody, HeardBody, Id, SaidBody

# Commands


class Receive(CommandBody):
    """Money of a pledged contribution arrived on the pool's bank account."""

    name: ClassVar[str] = "receive"
    roles: ClassVar[frozenset[str]] = frozenset({"zuil"})
    pool: Id
    contribution: Id
    cents: Cents
    received_on: date

    example: ClassVar[Mapping[str, Any]] = {
        "pool": "moestuin",
        "contribution": "welzijn-2026",
        "cents": 500_000,
        "received_on": "2026-01-05",
    }


Command: TypeAlias = Receive
COMMANDS: tuple[type[Command], ...] = (Receive,)

# Said


class ContributionReceived(SaidBody):
    kind: ClassVar[str] = "contribution-received"
    pool: str
    contribution: str
    contributor: str
    cents: int
    received_on: date

    example: ClassVar[Mapping[str, Any]] = {
        "pool": "moestuin",
        "contribution": "welzijn-2026",
        "contributor": "welzijn",
        "cents": 500_000,
        "received_on": "2026-01-05",
    }


# Heard


class PoolAsked(HeardBody):
    """applications: a pool is asked for money; 0 cents: the ask is dropped."""

    application: str
    ask: str
    revision: int
    cents: int


Heard: TypeAlias = PoolAsked
HEARS: dict[tuple[str, str], type[HeardBody]] = {("applications", "pool-asked"): PoolAsked}
