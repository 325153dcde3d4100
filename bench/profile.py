"""Where a command's time goes in the service: which step is under way, by processor time and by wall time."""

import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from bench import grants, pools
from bench.commands import IN_FLIGHT
from bench.figures import Effort, Figure, Section
from bench.granting import SERVICE
from bench.latency import CALM
from bench.sampled import IDLE, SAMPLES, Samples
from bench.stand import LOOK_SECONDS, MICROSECONDS, Stand, stand

LONGER = 3
"""So many times the work of another run: a sample is taken every millisecond at most."""


def steps(folder: Path, effort: Effort) -> list[Section]:
    """Under many receipts in flight, under few, and under applications."""
    commands, applications = effort.commands * LONGER, effort.applications * LONGER
    calmly = int(CALM * effort.seconds)
    crowd = _sampled(folder / "crowd", "pool", lambda pool: pool.drive(pools.closed(pool, commands, IN_FLIGHT)), effort)
    calm = _sampled(folder / "calm", "pool", lambda pool: pool.drive(pools.steady(pool, CALM, effort.seconds)), effort)
    granted = _sampled(
        folder / "applications",
        SERVICE,
        lambda service: grants.apply(service, applications, grants.AT_ONCE),
        effort,
    )
    return [
        _section(f"Processor time of the pool service, a receipt, {IN_FLIGHT} in flight", crowd.cpu, commands),
        _section(f"Wall time of its one thread, a receipt, {IN_FLIGHT} in flight", crowd.wall, commands),
        _section(f"Processor time of the pool service, a receipt at {CALM}/s", calm.cpu, calmly),
        _section(
            f"Processor time of the applications service, an application, {grants.AT_ONCE} at once",
            granted.cpu,
            applications,
        ),
    ]


def _sampled(folder: Path, service: str, work: Callable[[Stand], object], effort: Effort) -> Samples:
    """What was under way during this work."""
    folder.mkdir(parents=True)
    written = folder / "samples.json"
    with stand(folder, service, {SAMPLES: str(written)}, runs=_under_samples) as running:
        if service == "pool":
            running.submit(*pools.OPENING)
            running.drive(pools.closed(running, effort.commands // 10))
        running.platform.signal(service, signal.SIGUSR1)
        work(running)
        running.platform.signal(service, signal.SIGUSR2)
        while not written.exists():
            time.sleep(LOOK_SECONDS)
        return msgspec.json.decode(written.read_bytes(), type=Samples)


def _under_samples(name: str) -> Sequence[str]:
    return ["-m", "bench.sampled", name]


def _section(title: str, seconds: Mapping[str, float], count: int) -> Section:
    """The largest first; that it waits for something to do is left out, for that is not the service's time."""
    busy = {step: spent / count * MICROSECONDS for step, spent in seconds.items() if step != IDLE}
    largest = sorted(busy.items(), key=lambda item: item[1], reverse=True)
    total = Figure("all of it", unit="µs", values=[sum(busy.values())])
    return Section(title, [total, *(Figure(step, unit="µs", values=[spent]) for step, spent in largest)])
