"""The pool that is measured: one large pledge, of which every measured command receives a cent."""

from typing import Any

from bench.driver import Work
from bench.stand import Stand
from examples.steps import today

HOLDER = "wijkteam"
CONTRIBUTOR = "groen"
POOL = "bench"
GOAL = "groen"
CONTRIBUTION = "c-1"
_ALWAYS = {"valid_from": "2020-01-01", "valid_to": "2099-12-31"}
RECEIVE: dict[str, Any] = {"pool": POOL, "contribution": CONTRIBUTION, "cents": 1, "received_on": today().isoformat()}

OPENING: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "college",
        "open-pool",
        {
            "pool": POOL,
            "neighbourhood": "Proefwijk",
            "goals": [{"goal": GOAL, "task_field": "5.7", "code_year": 2026}],
            "frame": {"decision": "Raadsbesluit 2026-1", "ceiling_cents": 10**13, **_ALWAYS},
            "budget_holder": HOLDER,
        },
    ),
    (
        "college",
        "set-mandate",
        {
            "pool": POOL,
            "limit_cents": 10**12,
            "total_cents": 10**12,
            "goals": [GOAL],
            "automatic": True,
            **_ALWAYS,
        },
    ),
    (
        CONTRIBUTOR,
        "pledge",
        {
            "pool": POOL,
            "contribution": CONTRIBUTION,
            "cents": 10**12,
            "earmarks": [GOAL],
            "task_field": "5.7",
            "year": 2026,
            "recurring": "structural",
            "domain": "physical",
        },
    ),
    (HOLDER, "accept-pledge", {"pool": POOL, "contribution": CONTRIBUTION, "offer": 1}),
)
"""(party, command, data): what makes the pool."""


def closed(running: Stand, count: int, at_once: int = 64) -> Work:
    """So many receipts, `at_once` in flight."""
    return Work(running.access(HOLDER), running.command(HOLDER, "receive", RECEIVE), "closed", count, at_once)


def steady(running: Stand, rate: float, seconds: float, *, echo: bool = False) -> Work:
    """Receipts at a steady rate."""
    count = max(1, int(rate * seconds))
    command = running.command(HOLDER, "receive", RECEIVE)
    return Work(running.access(HOLDER), command, "open", count, rate=rate, echo=echo)
