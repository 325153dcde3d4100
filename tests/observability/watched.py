"""A service at work with somebody who watches."""

import asyncio
import contextlib

from prometheus_client.parser import text_string_to_metric_families

from shared.log.eventlog import open_log
from shared.log.snapshot import Pace, Snapshots
from shared.observing.metrics import Metrics
from shared.observing.observer import WatchedLog, WatchedSnapshot
from shared.running.main import STOP_SECONDS
from shared.running.runtime import Runtime
from shared.running.world import SystemChance
from tests.delivery.stage import OIN, PARTIES, POOL, until


@contextlib.asynccontextmanager
async def watched(stage, service=POOL, *, log=None, bus=None, pace=None):
    """The runtime and its metrics, once it is ready."""
    metrics = Metrics(service)
    log = WatchedLog(log or open_log(stage.log_url(service.name)), metrics)
    file = WatchedSnapshot(stage.folder / f"{service.name}.snapshot", metrics)
    bus = bus or stage.bus(service.name)
    runtime = Runtime(
        service,
        log,
        bus,
        stage.clock,
        SystemChance(),
        PARTIES,
        oin=OIN,
        readers_seconds=0.0,
        snapshots=Snapshots(service, log, file, pace or Pace(changed_entries=1, events=1)),
        watch=metrics,
    )
    metrics.look_at(runtime)
    work = asyncio.create_task(runtime.run())
    try:
        await until(lambda: runtime.health.state == "ready", "ready")
        yield runtime, metrics
        assert not work.done(), work.exception()
    finally:
        work.cancel()
        await asyncio.wait([work], timeout=STOP_SECONDS)
        await bus.stop()
        runtime.writer.close()
        log.close()


def samples(metrics):
    """Every sample, as Prometheus reads it."""
    text, content_type = metrics.exposition("text/plain")
    assert content_type.startswith("text/plain")
    return [sample for family in text_string_to_metric_families(text.decode()) for sample in family.samples]


def value(metrics, name, **labels):
    """Of all samples with this name and these labels, together; None if there is none."""
    found = [one.value for one in samples(metrics) if one.name == name and labels.items() <= one.labels.items()]
    return sum(found) if found else None
