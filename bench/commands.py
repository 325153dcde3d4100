"""Durable commands per second: published to JetStream, decided, committed with full sync, outcome received.

Each is a receipt: a fact with four postings and an outcome in the log, an event for all and a message to the sender.
"""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import pools
from bench.baselines import appends_per_second, commits_per_second
from bench.ceiling import Shape, bare, shape_of
from bench.databases import postgres
from bench.figures import Effort, Figure, Section, at_least, at_most
from bench.stand import Stand, stand

IN_FLIGHT = 64
TITLE = f"Durable commands per second, {IN_FLIGHT} in flight"
SINGLE_SHARE = 4
"""In batches of one a quarter of the commands are sent: each takes so much longer."""


def on_sqlite(folder: Path, effort: Effort) -> Section:
    """Against the bare ceiling, and against the same code in batches of one; the disk is shown beside."""
    to_cpu = Figure("processor time of the service, a command ÷ that of the bare ceiling", at_most(1.6))
    to_disk = Figure("÷ single 400-byte `fdatasync` appends")
    to_single = Figure("÷ the same code in batches of one", at_least(4))
    to_bare = Figure("÷ bare ceiling with the same input and output", at_least(0.35))
    to_terse = Figure("÷ bare ceiling that says no events, only outcomes")
    cpu = Figure("processor time of the service, a command", unit="µs")
    cpu_of_others = [Figure(f"… of the {name}", unit="µs") for name in ("broker", "driver", "bare ceiling")]
    rate, appends = Figure("commands", unit="/s"), Figure("appends", unit="/s")
    with contextlib.ExitStack() as running:
        full, single = (
            running.enter_context(_pool(folder / f"at-once-{number}", {"BUNDEL_COMMANDS_AT_ONCE": str(number)}))
            for number in (100, 1)
        )
        shape = shape_of(full, pools.HOLDER, full.command(pools.HOLDER, "receive", pools.RECEIVE))
        ceiling, terse = (
            running.enter_context(bare(folder / f"bare-{len(one.messages)}", "pool", one))
            for one in (shape, Shape(shape.tables, shape.rows, shape.guard, shape.messages[-1:]))
        )
        for one in (full, single, ceiling, terse):
            one.drive(pools.closed(one, effort.commands // 10))
        for _ in range(effort.rounds):
            before = appends_per_second(folder, effort.appends_seconds)
            run = full.drive(pools.closed(full, effort.commands, IN_FLIGHT))
            disk = appends.take((before + appends_per_second(folder, effort.appends_seconds)) / 2)
            of_ceiling = ceiling.drive(pools.closed(ceiling, effort.commands, IN_FLIGHT))
            to_disk.take(rate.take(run.rate) / disk)
            to_bare.take(run.rate / of_ceiling.rate)
            to_terse.take(run.rate / terse.drive(pools.closed(terse, effort.commands, IN_FLIGHT)).rate)
            to_single.take(run.rate / single.drive(pools.closed(single, effort.commands // SINGLE_SHARE)).rate)
            to_cpu.take(cpu.take(run.service_cpu) / of_ceiling.service_cpu)
            spent = (run.broker_cpu, run.driver_cpu, of_ceiling.service_cpu)
            for figure, microseconds in zip(cpu_of_others, spent, strict=True):
                figure.take(microseconds)
    ratios = [to_cpu, to_single, to_bare, to_terse, to_disk]
    return Section(f"{TITLE}, SQLite", [*ratios, cpu, *cpu_of_others, rate, appends])


def on_postgres(folder: Path, effort: Effort) -> Section:
    """Against single commits of one row on the same server."""
    to_commits = Figure("÷ single raw commits", at_least(1.0))
    cpu = Figure("processor time of the service, a command", unit="µs")
    rate, commits = Figure("commands", unit="/s"), Figure("raw commits", unit="/s")
    with postgres(folder / "postgres", "bench") as address, _pool(folder / "pool", log=address) as pool:
        pool.drive(pools.closed(pool, effort.commands // 10))
        for _ in range(effort.rounds):
            before = commits_per_second(address, effort.appends_seconds)
            run = pool.drive(pools.closed(pool, effort.commands, IN_FLIGHT))
            single = commits.take((before + commits_per_second(address, effort.appends_seconds)) / 2)
            to_commits.take(rate.take(run.rate) / single)
            cpu.take(run.service_cpu)
    return Section(f"{TITLE}, PostgreSQL", [to_commits, cpu, rate, commits])


@contextlib.contextmanager
def _pool(folder: Path, settings: Mapping[str, str] | None = None, *, log: str | None = None) -> Iterator[Stand]:
    with stand(folder, "pool", settings, log=log) as running:
        running.submit(*pools.OPENING)
        yield running
