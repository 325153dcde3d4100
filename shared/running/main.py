"""The process of one service: settings, log, broker, health endpoint, graceful stop; and the operator's word."""

import argparse
import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
import uvicorn
from faststream.asgi import AsgiFastStream, AsgiResponse, get

from shared.broker.nats_bus import NatsBus
from shared.log.eventlog import LogUnavailable, open_log
from shared.log.facts import RefillAllowed
from shared.log.fold import BrokenChain
from shared.log.rebuilding import rebuild
from shared.log.snapshot import Snapshots
from shared.observing.logging import configure
from shared.observing.metrics import Metrics
from shared.observing.observer import CompositeObserver, WatchedLog, WatchedSnapshot
from shared.parties import load_parties
from shared.running.replies import encode
from shared.running.runtime import Runtime
from shared.running.settings import Settings, WrongSettings, load_settings
from shared.running.world import SystemChance, SystemClock
from shared.running.writer import OPERATOR, Writer
from shared.service import Limits, Service

if TYPE_CHECKING:
    from shared.observing.tracing import Traces

STOP_SECONDS = 8.0
REFILL_ALLOWED_FOR = timedelta(hours=1)

_log = structlog.get_logger(__name__)


def build(service: Service[Any], settings: Settings, crashed: Callable[[], None]) -> AsgiFastStream:
    """Join the service to the world; the application runs it between start and stop."""
    metrics = Metrics(service)
    traces = _traces(service.name, settings)
    watch = CompositeObserver(metrics, traces) if traces else metrics
    log = WatchedLog(open_log(settings.log, settings.log_password), watch)
    parties = load_parties(settings.parties)
    bus = NatsBus(settings.nats, service.name, settings.nats_password, parties)
    runtime = Runtime(
        service,
        log,
        bus,
        SystemClock(),
        SystemChance(),
        parties,
        oin=settings.oin,
        limits=Limits(settings.subsidy_ceiling_percent, settings.decide_within_weeks),
        commands_at_once=settings.commands_at_once,
        readers_seconds=settings.readers_seconds,
        snapshots=Snapshots(service, log, WatchedSnapshot(settings.snapshot_file, watch)),
        watch=watch,
    )
    metrics.look_at(runtime)

    def ended(running: "asyncio.Task[None]") -> None:
        if not running.cancelled():
            _log.critical("the service cannot go on", exc_info=running.exception())
            crashed()

    running: list[asyncio.Task[None]] = []

    async def start() -> None:
        running.append(asyncio.create_task(runtime.run()))
        running[0].add_done_callback(ended)

    async def stop() -> None:
        runtime.health.become("stopping")
        running[0].cancel()
        await asyncio.wait(running, timeout=STOP_SECONDS)

    async def stopped() -> None:
        runtime.writer.close()
        log.close()
        if traces:
            traces.close()
        _log.info("stopped")

    return AsgiFastStream(
        bus.broker,
        asgi_routes=[("/health", _health_endpoint(runtime)), ("/metrics", _metrics_endpoint(metrics))],
        on_startup=[start],
        on_shutdown=[stop],
        after_shutdown=[stopped],
        logger=None,
    )


def _health_endpoint(runtime: Runtime) -> Any:
    @get
    async def health(_: Any) -> AsgiResponse:
        status = 200 if runtime.health.well else 503
        return AsgiResponse(encode(runtime.status()), status, {"content-type": "application/json"})

    return health


def _metrics_endpoint(metrics: Metrics) -> Any:
    @get
    async def exposition(scope: Any) -> AsgiResponse:
        accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
        body, content_type = metrics.exposition(accept)
        return AsgiResponse(body, 200, {"content-type": content_type})

    return exposition


def _traces(service: str, settings: Settings) -> "Traces | None":
    """None if nobody asks for traces: then what they need is not even loaded."""
    if not settings.traces_endpoint:
        return None
    try:
        from shared.observing.tracing import Traces  # noqa: PLC0415 an optional extra
    except ModuleNotFoundError as missing:
        raise WrongSettings(
            f"BUNDEL_TRACES_ENDPOINT is set, but what sends traces is not installed ({missing.name}). "
            "Install the extra `tracing`, or leave the setting out."
        ) from missing
    return Traces.to(service, settings.traces_endpoint, settings.traces_percent)


def main(service: Service[Any]) -> None:
    """`python -m services.<name>`: run the service, or record a decision of the operator."""
    parser = argparse.ArgumentParser(prog=f"python -m services.{service.name}")
    commands = parser.add_subparsers(dest="command")
    allow = commands.add_parser(
        "allow-refill", help="let the broker be refilled without the word of a reader that is gone for good"
    )
    allow.add_argument("--without", required=True, action="append", choices=service.readers)
    allow.add_argument("--operator", required=True, help="who decides")
    allow.add_argument("--reason", required=True)
    commands.add_parser(
        "rebuild", help="fold the whole log into a new snapshot, and compare it with the old; while the service is down"
    )
    options = parser.parse_args()
    try:
        settings = load_settings()
        configure(service.name, settings.log_level)
        if options.command == "allow-refill":
            _allow_refill(service, settings, options)
        elif options.command == "rebuild":
            _rebuild(service, settings)
        else:
            _serve(service, settings)
    except (WrongSettings, BrokenChain, LogUnavailable, ValueError) as fault:
        sys.exit(f"{service.name} does not start. {fault}")


def _serve(service: Service[Any], settings: Settings) -> None:
    crashes = []

    def crashed() -> None:
        crashes.append(True)
        server.should_exit = True

    app = build(service, settings, crashed)
    config = uvicorn.Config(
        app, settings.health_host, settings.health_port, log_config=None, access_log=False, lifespan="on"
    )
    server = uvicorn.Server(config)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(os.EX_OK))  # the server raises it once more when it has stopped
    gc.freeze()  # the log's fold stays; looking through it for garbage time and again costs a tenth of the speed
    gc.set_threshold(50_000, 20, 100)
    server.run()
    if crashes:
        sys.exit(os.EX_SOFTWARE)


def _allow_refill(service: Service[Any], settings: Settings, options: argparse.Namespace) -> None:
    clock = SystemClock()
    log = open_log(settings.log, settings.log_password)
    writer = Writer(service, log, clock, SystemChance(), load_parties(settings.parties))
    until = clock.now() + REFILL_ALLOWED_FOR
    writer.allow_refill(f"{OPERATOR}/{options.operator}", RefillAllowed(tuple(options.without), options.reason, until))
    log.close()
    print(f"Recorded: until {until:%H:%M} UTC the broker may be refilled without {', '.join(options.without)}.")  # noqa: T201 the operator's answer


def _rebuild(service: Service[Any], settings: Settings) -> None:
    path = settings.snapshot_file
    if path is None:
        sys.exit("This service keeps no snapshot: it folds the whole log at every start. Name one in BUNDEL_SNAPSHOT.")
    log = open_log(settings.log, settings.log_password)
    rebuilt = rebuild(service, log, path)
    log.close()
    if rebuilt.differences:
        sys.exit(f"The old snapshot was wrong, and is replaced. It differed in: {'; '.join(rebuilt.differences)}.")
    was = "The old one was right." if rebuilt.compared else "There was none to compare it with."
    print(f"A new snapshot up to event {rebuilt.events} is at {path}. {was}")  # noqa: T201 the operator's answer
