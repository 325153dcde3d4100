"""How long a sender waits for an outcome, at a steady rate: timed from the moment each command was meant to be sent."""

import contextlib
from pathlib import Path

from bench import pools
from bench.baselines import appends_per_second
from bench.ceiling import bare, shape_of
from bench.figures import Effort, Figure, Section, at_most
from bench.stand import Stand, stand, stand_in

CALM, BUSY = 500, 1500
"""Commands per second."""
MILLISECONDS = 1e3


def outcomes(folder: Path, effort: Effort) -> Section:
    """At the calm rate against a bare round trip and one flush, at the busy rate against the bare ceiling."""
    to_hop = Figure(f"p50 at {CALM}/s ÷ (bare round trip + one flush)", at_most(2.5))
    to_bare = Figure(f"p99 at {BUSY}/s ÷ p99 of the bare ceiling", at_most(4))
    calm = [Figure(f"p{share} at {CALM}/s", unit="ms") for share in (50, 99)]
    busy = [Figure(f"p{share} at {BUSY}/s", unit="ms") for share in (50, 99)]
    of_bare = [Figure(f"p{share} at {BUSY}/s, bare ceiling", unit="ms") for share in (50, 99)]
    trip, flush = Figure(f"bare round trip, p50 at {CALM}/s", unit="ms"), Figure("one flush", unit="ms")
    cpu = [Figure(f"processor time of the service, a command at {rate}/s", unit="µs") for rate in (CALM, BUSY)]
    with contextlib.ExitStack() as running:
        pool = running.enter_context(stand(folder / "pool", "pool"))
        pool.submit(*pools.OPENING)
        shape = shape_of(pool, pools.HOLDER, pool.command(pools.HOLDER, "receive", pools.RECEIVE))
        ceiling = running.enter_context(bare(folder / "bare", "pool", shape))
        echo = running.enter_context(stand_in(folder / "echo", "pool", "bench.baselines"))
        for one in (pool, ceiling):
            one.drive(pools.closed(one, effort.commands // 10))
        for _ in range(effort.rounds):
            flush.take(MILLISECONDS / appends_per_second(folder, effort.appends_seconds))
            (there_and_back,) = _quantiles(echo, CALM, effort.seconds / 2, [trip], echo=True)
            p50, _ = _quantiles(pool, CALM, effort.seconds, calm, cpu=cpu[0])
            to_hop.take(p50 / (there_and_back + flush.values[-1]))
            _, p99 = _quantiles(pool, BUSY, effort.seconds, busy, cpu=cpu[1])
            to_bare.take(p99 / _quantiles(ceiling, BUSY, effort.seconds, of_bare)[1])
    return Section("Latency of an outcome, open loop", [to_hop, to_bare, *calm, *busy, *of_bare, trip, flush, *cpu])


def _quantiles(
    running: Stand, rate: int, seconds: float, figures: list[Figure], *, cpu: Figure | None = None, echo: bool = False
) -> list[float]:
    """The median, and where wanted the 99th percentile, in ms."""
    run = running.drive(pools.steady(running, rate, seconds, echo=echo))
    if cpu:
        cpu.take(run.service_cpu)
    shares = (0.5, 0.99)[: len(figures)]
    return [figure.take(run.done.quantile(share) * MILLISECONDS) for figure, share in zip(figures, shares, strict=True)]
