"""The process of one service: settings, log, broker, health endpoint, graceful stop; and the operator's word."""

import argparse
import asyncio
import gc
import os
import re
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from faststream import FastStream

from bundel_client.tls import TLS
from shared.broker.nats_bus import NatsBus
from shared.log.eventlog import EventLog, LogUnavailable, open_log
from shared.log.facts import NewIdentifierAllowed, RefillAllowed
from shared.log.fold import BrokenChain, UnknownKind
from shared.log.heads import UnreadableNotes
from shared.log.rebuilding import rebuild
from shared.log.snapshot import Snapshots
from shared.observing.logging import configure
from shared.observing.metrics import Metrics
from shared.observing.observer import CompositeObserver, WatchedLog, WatchedSnapshot
from shared.parties import OIN, load_parties
from shared.running.certificate_watch import CertificateWatch
from shared.running.endpoints import Endpoints
from shared.running.noted import allow_older, finding_of
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


def build(service: Service[Any], settings: Settings, crashed: Callable[[], None]) -> FastStream:
    """Join the service to the world; the application runs it between start and stop."""
    metrics = Metrics(service)
    endpoints = Endpoints(service.name, settings.health_host, settings.health_port, metrics)
    traces = _traces(service.name, settings)
    watch = CompositeObserver(metrics, traces) if traces else metrics
    log = WatchedLog(_log_of(settings), watch)
    parties = load_parties(settings.parties)
    parties.warn()
    bus = NatsBus(settings.nats, service.name, lambda: settings.nats_password, parties, ca_file=settings.nats_ca_file)
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
        note=settings.note,
        watch=watch,
    )
    metrics.look_at(runtime)

    def ended(running: "asyncio.Task[None]") -> None:
        if not running.cancelled():
            _log.critical("the service cannot go on", exc_info=running.exception())
            crashed()

    running: list[asyncio.Task[None]] = []

    async def start() -> None:
        endpoints.look_at(runtime)
        works = [runtime.run()]
        if settings.nats.startswith(f"{TLS}://"):
            works.append(CertificateWatch(settings.nats, settings.nats_ca_file, runtime.health).run())
        for work in works:
            running.append(task := asyncio.create_task(work))
            task.add_done_callback(ended)

    async def stop() -> None:
        runtime.health.become("stopping")
        for task in running:
            task.cancel()
        await asyncio.wait(running, timeout=STOP_SECONDS)

    async def stopped() -> None:
        runtime.writer.close()
        log.close()
        if traces:
            traces.close()
        endpoints.close()
        _log.info("stopped")

    return FastStream(
        bus.broker,
        on_startup=[start],
        on_shutdown=[stop],
        after_shutdown=[stopped],
        logger=None,
    )


def _log_of(settings: Settings) -> EventLog:
    """The one way to the log: over TLS where that is asked for, whatever is done with it."""
    return open_log(settings.log_url, settings.log_password)


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
    older = commands.add_parser(
        "allow-older", help="go on from the log as it is, although the newest note says that it was another or longer"
    )
    older.add_argument("--operator", required=True, help="who decides")
    older.add_argument("--reason", required=True)
    identifier = commands.add_parser(
        "allow-identifier", help="let the organisation that bears a party's name go on under another OIN"
    )
    identifier.add_argument("--party", required=True)
    identifier.add_argument("--oin", required=True, help="its new OIN: 20 digits")
    identifier.add_argument("--operator", required=True, help="who decides")
    identifier.add_argument("--reason", required=True)
    commands.add_parser(
        "rebuild", help="fold the whole log into a new snapshot, and compare it with the old; while the service is down"
    )
    options = parser.parse_args()
    try:
        settings = load_settings()
        configure(service.name, settings.log_level)
        if options.command == "allow-refill":
            _allow_refill(service, settings, options)
        elif options.command == "allow-older":
            _allow_older(service, settings, options)
        elif options.command == "allow-identifier":
            _allow_identifier(service, settings, options)
        elif options.command == "rebuild":
            _rebuild(service, settings)
        else:
            _serve(service, settings)
    except (WrongSettings, BrokenChain, UnknownKind, LogUnavailable, UnreadableNotes, ValueError) as fault:
        sys.exit(f"{service.name} does not start. {fault}")


def _serve(service: Service[Any], settings: Settings) -> None:
    crashes = []

    def crashed() -> None:
        crashes.append(True)
        app.exit()

    app = build(service, settings, crashed)
    gc.freeze()  # the log's fold stays; looking through it for garbage time and again costs a tenth of the speed
    gc.set_threshold(50_000, 20, 100)
    asyncio.run(app.run())
    if crashes:
        sys.exit(os.EX_SOFTWARE)


def _allow_refill(service: Service[Any], settings: Settings, options: argparse.Namespace) -> None:
    clock = SystemClock()
    log = _log_of(settings)
    writer = Writer(service, log, clock, SystemChance(), load_parties(settings.parties))
    until = clock.now() + REFILL_ALLOWED_FOR
    writer.allow(f"{OPERATOR}/{options.operator}", RefillAllowed(tuple(options.without), options.reason, until))
    log.close()
    print(f"Recorded: until {until:%H:%M} UTC the broker may be refilled without {', '.join(options.without)}.")  # noqa: T201 the operator's answer


def _allow_older(service: Service[Any], settings: Settings, options: argparse.Namespace) -> None:
    if settings.note is None:
        raise WrongSettings("BUNDEL_NOTE names no file of notes: there is nothing that this log is compared with.")
    log = _log_of(settings)
    writer = Writer(service, log, SystemClock(), SystemChance(), load_parties(settings.parties))
    found = allow_older(writer, log, service.name, settings.note, options.operator, options.reason)
    log.close()
    if found is None:
        sys.exit(f"The log of {service.name} is as the newest note says, or longer: there is nothing to allow.")
    print(f"Recorded: {service.name} goes on from this log. {finding_of(found)} Start it anew.")  # noqa: T201 the operator's answer


def _allow_identifier(service: Service[Any], settings: Settings, options: argparse.Namespace) -> None:
    if not re.fullmatch(OIN, options.oin):
        sys.exit(f"{options.oin} is no OIN: give 20 digits.")
    log = _log_of(settings)
    writer = Writer(service, log, SystemClock(), SystemChance(), load_parties(settings.parties))
    known = writer.fold.parties.by_slug.get(options.party)
    if known is None:
        sys.exit(f"The log of {service.name} knows no party {options.party}: there is nothing to allow.")
    if known.oin == options.oin:
        sys.exit(f"The log of {service.name} knows {options.party} by that OIN: there is nothing to allow.")
    decision = NewIdentifierAllowed(options.party, known.oin, options.oin, options.reason)
    writer.allow(f"{OPERATOR}/{options.operator}", decision)
    log.close()
    print(f"Recorded: {options.party}, until now OIN {known.oin}, goes on under OIN {options.oin} in {service.name}.")  # noqa: T201 the operator's answer


def _rebuild(service: Service[Any], settings: Settings) -> None:
    path = settings.snapshot_file
    if path is None:
        sys.exit("This service keeps no snapshot: it folds the whole log at every start. Name one in BUNDEL_SNAPSHOT.")
    log = _log_of(settings)
    rebuilt = rebuild(service, log, path)
    log.close()
    if rebuilt.differences:
        sys.exit(f"The old snapshot was wrong, and is replaced. It differed in: {'; '.join(rebuilt.differences)}.")
    was = "The old one was right." if rebuilt.compared else "There was none to compare it with."
    print(f"A new snapshot up to event {rebuilt.events} is at {path}. {was}")  # noqa: T201 the operator's answer
