"""The contract as the auditor reads it: which facts each log holds, and who hears whom."""

from audit.contract import applications, earn_backs, pool, reservations, runtime, settlement
from audit.contract.base import Fact

UPSTREAMS = {
    "applications": ("pool",),
    "pool": ("applications", "settlement"),
    "settlement": ("applications", "pool"),
}
"""Whose whole stream each service hears, by service."""

LOGS = tuple(UPSTREAMS)

FACTS: dict[str, dict[str, type[Fact]]] = {
    log: {fact.kind: fact for fact in (*runtime.FACTS, *facts)}
    for log, facts in (
        ("applications", applications.FACTS),
        ("pool", (*pool.FACTS, *reservations.FACTS)),
        ("settlement", (*settlement.FACTS, *earn_backs.FACTS)),
    )
}
"""By log and kind."""
