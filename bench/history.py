"""What a long history costs: a start, memory and a command, with logs of several lengths and the same open business."""

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import grants, pools
from bench.figures import Effort, Figure, Section, at_most
from bench.filling import fill
from bench.seeding import seed
from bench.stand import MICROSECONDS, Stand, broker, start_service
from deploy.local import ROOT
from shared.parties import SERVICES, load_parties

START_SECONDS = 3.0
FLAT = 1.2
"""The same within a fifth."""


def histories(folder: Path, effort: Effort) -> list[Section]:
    """Fill the logs once, and measure all three services on them."""
    folders = fill(folder, effort.events, load_parties(ROOT / "deploy" / "parties.json"))
    starts = [_starts(service, folders, effort) for service in SERVICES]
    costs = [
        *_cost("pool", "a receipt, 64 in flight", _receipts, folders, effort),
        *_cost("applications", "an application of 6 commands, 16 at once", _applications, folders, effort),
    ]
    return [*starts, Section("A long history: cost", costs)]


@contextlib.contextmanager
def _historic(folder: Path, service: str) -> Iterator[Stand]:
    """The logs in a folder, and a broker that knows what was said last."""
    shutil.rmtree(folder / "broker", ignore_errors=True)
    with broker(folder, service) as running:
        seed(running)
        yield running


# Start and memory


def _starts(service: str, folders: Sequence[Path], effort: Effort) -> Section:
    """From the start of the process until ready, without a snapshot, and then with the one that this start left.

    Memory is measured after the first: then the whole history has passed through it.
    """
    cold = [Figure(f"start to ready, {events:,} events, no snapshot", unit="s") for events in effort.events]
    warm = [Figure(f"start to ready, {events:,} events", unit="s") for events in effort.events]
    warm[-1].wanted = at_most(START_SECONDS)
    memory = [Figure(f"resident memory, {events:,} events, all read", unit="MB") for events in effort.events]
    growth = Figure(f"resident memory, {effort.events[-1]:,} ÷ {effort.events[-2]:,} events", at_most(FLAT))
    for folder, without, start, resident in zip(folders, cold, warm, memory, strict=True):
        with _historic(folder, service) as running:
            for _ in range(effort.rounds):
                forget_snapshot(running)
                without.take(start_service(running))
                resident.take(running.resident_mb())
                running.platform.stop_one(service)
                start.take(start_service(running))
                running.platform.stop_one(service)
    for long, short in zip(memory[-1].values, memory[-2].values, strict=True):
        growth.take(long / short)
    return Section(f"A long history: {service}", [*cold, *warm, *memory, growth])


def forget_snapshot(running: Stand) -> None:
    """Delete what the service keeps beside its log: it may be lost at any time."""
    for path in running.platform.data.glob(f"{running.service}.db.snapshot*"):
        path.unlink()


# Cost of a command


def _receipts(running: Stand, effort: Effort) -> tuple[float, float]:
    run = running.drive(pools.closed(running, effort.commands))
    return run.service_cpu, MICROSECONDS / run.rate


def _applications(running: Stand, effort: Effort) -> tuple[float, float]:
    before = running.cpu_seconds()
    done = grants.apply(running, effort.applications, grants.AT_ONCE)
    return (running.cpu_seconds() - before) / effort.applications * MICROSECONDS, MICROSECONDS / done.rate


def _cost(
    service: str,
    what: str,
    measure: Callable[[Stand, Effort], tuple[float, float]],
    folders: Sequence[Path],
    effort: Effort,
) -> list[Figure]:
    """Processor time and time, after the shortest and after the longest history, measured in turn."""
    short, long = effort.events[0], effort.events[-1]
    figures = []
    with contextlib.ExitStack() as stack:
        stands = [stack.enter_context(_historic(folder, service)) for folder in (folders[0], folders[-1])]
        for running in stands:
            start_service(running)
            measure(running, effort)
        found = [[measure(running, effort) for running in stands] for _ in range(effort.rounds)]
    for place, kind in enumerate(("processor time", "time")):
        ratio = Figure(f"{what}: {kind}, {long:,} ÷ {short:,} events", at_most(FLAT))
        ends = [Figure(f"… {kind}, {events:,} events", unit="µs") for events in (short, long)]
        for one, other in found:
            ratio.take(ends[1].take(other[place]) / ends[0].take(one[place]))
        figures += [ratio, *ends]
    return figures
