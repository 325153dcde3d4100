"""A failing world told so that a person can follow it: what went wrong, what was said, what was recorded, when."""

import logging
import re

import msgspec

from tests.simulation.words import words
from tests.simulation.world import World

QUIET_KINDS = ("batch-closed", "log-opened")
NAMES = re.compile(r"[a-z]+-\d+(?::[ab]\d+)?(?::\d+)?")


def tell(case, show, *, everything=False):
    """Run the case once more and show its story line by line; returns the result.

    Faults always, and problems; of the rest what bears a name that a problem bears, or `everything`.
    """
    world = World(case)
    lines = []
    words.least = logging.DEBUG
    world.overheard = lambda event, fields: lines.append((world.loop.time(), f"log    {event} {_fields(fields)}"))
    result = world.run()
    words.least = logging.ERROR
    lines += [(at, f"FAULT  {kind} · {_where(where)}") for at, (kind, where, _) in result.trail]
    for name, host in world.hosts.items():
        lines += [
            (at, f"{name:<12} {position:>4} {kind} {_fact(state)}")
            for at, position, kind, state in host.disk.history
            if kind not in QUIET_KINDS
        ]
    wanted = set(NAMES.findall(" ".join(result.problems)))
    show(f"seed {case.seed}: {_inhabitants(result.plan)}")
    for at, line in sorted(lines, key=lambda one: one[0]):
        if everything or line.startswith("FAULT") or wanted & set(NAMES.findall(line)):
            show(f"{at:9.3f}  {line}")
    for problem in result.problems:
        show(f"PROBLEM    {problem}")
    return result


def _fields(fields):
    return " ".join(f"{name}={value}" for name, value in fields.items() if value not in ("", None, False))


def _where(where):
    return where if isinstance(where, str) else f"number {where}"


def _fact(state):
    stored = msgspec.json.decode(state)
    fact = " ".join(f"{name}={value}" for name, value in stored["fact"].items() if name != "postings" and value != "")
    return f"[{stored['cause']}] {fact}"[:200]


def _inhabitants(plan):
    pools = ", ".join(
        f"{name} ({terms.holder}{', automatic' if terms.automatic else ''})" for name, terms in plan.pools.items()
    )
    return (
        f"pools {pools}; zuilen {', '.join(plan.zuilen)}; contributors {', '.join(plan.contributors)}; "
        f"applicants {', '.join(plan.applicants)}"
    )
