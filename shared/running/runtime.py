"""One running service: opens the log, checks that it may go on, then takes in, decides, records and says."""

import asyncio
from typing import Any

import structlog

from shared.broker.bus import BrokerAway, Bus
from shared.log.eventlog import EventLog, LogUnavailable
from shared.log.snapshot import Snapshots
from shared.observing.observer import NULL_OBSERVER, Observer
from shared.parties import Parties
from shared.running.health import Health
from shared.running.intake import CommandIntake, UpstreamIntake
from shared.running.query_handler import QueryHandler
from shared.running.relay import LogReplaced, Relay
from shared.running.rendering import Renderer
from shared.running.tasks import together
from shared.running.world import Chance, Clock, SteadyClock
from shared.running.writer import Writer
from shared.service import DEFAULT_LIMITS, Limits, Service

HEADS_SECONDS = 60.0
TICK_SECONDS = 0.5
LOOK_AGAIN_SECONDS = 0.3
NAMED = 10
"""At most so many deadlines that stand still are named in their alarm."""

_log = structlog.get_logger(__name__)


class Runtime:
    """A service's pure parts, joined to a log, a broker, a clock and chance."""

    def __init__(
        self,
        service: Service[Any],
        log: EventLog,
        bus: Bus,
        clock: Clock,
        chance: Chance,
        parties: Parties,
        *,
        oin: str,
        limits: Limits = DEFAULT_LIMITS,
        commands_at_once: int = 100,
        readers_seconds: float = 30.0,
        snapshots: Snapshots[Any] | None = None,
        watch: Observer = NULL_OBSERVER,
    ) -> None:
        self.health = Health()
        clock = SteadyClock(clock)
        self.writer = Writer(service, log, clock, chance, parties, limits, snapshots)
        renderer = Renderer(service, oin, self.writer.fold.log)
        self.relay = Relay(
            service, log, self.writer.fold.log, bus, renderer, clock, self.health, readers_seconds, watch
        )
        self.answers = QueryHandler(service, log, self.writer, renderer, parties, clock, watch)
        self.commands = CommandIntake(
            service.name, bus, self.writer, self.relay.wake, commands_at_once, oin, watch, self._unsaid
        )
        self.upstreams = [
            UpstreamIntake(service.name, upstream, bus, self.writer, clock, self.health, self.relay.wake, watch)
            for upstream in service.upstreams
        ]
        bus.respond(self.answers.responders)
        bus.on_disconnect(self._broker_away)
        bus.on_reconnect(self._broker_back)
        self._service = service
        self._eventlog = log
        self._bus = bus
        self._clock = clock
        self._watch = watch

    async def run(self) -> None:
        """Run until cancelled. A restored log ends the work, not the process: that stays, to say so."""
        try:
            await self._start()
            await together(
                self.relay.run(), self.commands.run(), *(upstream.run() for upstream in self.upstreams), self._timers()
            )
        except LogReplaced as replaced:
            self.health.become("refused", str(replaced))
            _log.critical("refuses to go on", reason=self.health.reason)
        await asyncio.Event().wait()

    def _unsaid(self) -> int:
        """How many messages are recorded, and not known to be in the broker.

        None count while readers must speak before it is refilled: that may take long, and outcomes can be asked for.
        """
        return 0 if "relay" in self.health.alarms else self.writer.fold.published.index - self.relay.index

    def _broker_away(self) -> None:
        self._watch.broker_lost()
        self.health.alarms["broker"] = "The broker is not reached. Nothing is lost; work goes on when it is back."

    def _broker_back(self) -> None:
        self.health.alarms.pop("broker", None)
        self.relay.reconnected()

    def status(self) -> dict[str, Any]:
        """What the health endpoint tells."""
        known = {
            "service": self._service.name,
            "state": self.health.state,
            "reason": self.health.reason,
            "alarms": self.health.alarms,
            "published": self.relay.index,
        }
        try:
            fold = self.writer.fold
        except LogUnavailable as away:
            return {**known, "alarms": {**self.health.alarms, "log": f"The log cannot be read: {away}"}}
        heard = {upstream: mark.index for upstream, mark in fold.consumed.items()}
        return {**known, "log": fold.log, "said": fold.published.index, "heard": heard}

    async def _start(self) -> None:
        self.health.become("waiting-for-broker")
        await self._bus.start()
        self.health.become("checking")
        while True:
            try:
                await self.relay.check()
                break
            except (BrokerAway, LogUnavailable) as away:
                self.health.become("checking", f"Cannot check yet: {away}")
                _log.info("cannot check yet", reason=str(away))
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
        self._clocks_agree()  # whoever sees it ready sees the alarm, too
        self.health.become("ready")
        _log.info("ready", log=self.writer.fold.log, said=self.writer.fold.published.index)

    async def _timers(self) -> None:
        """Let time decide, once all upstreams were heard to their heads (or a minute passed), while clocks agree."""
        patience = self._clock.monotonic() + HEADS_SECONDS
        while True:
            await asyncio.sleep(TICK_SECONDS)
            caught_up = all(upstream.reached_head.is_set() for upstream in self.upstreams)
            may_run = caught_up or self._clock.monotonic() > patience
            self.writer.timers_run = self._clocks_agree() and may_run
            try:
                self._catch_up()
                self.writer.clock_struck()
                self.writer.checkpoint()
                self._tell_what_stands_still()
            except LogUnavailable as error:
                _log.warning("timers wait for the log", reason=str(error))
            self.relay.wake()

    def _catch_up(self) -> None:
        """Another process may have recorded, and be gone: its deadlines are ours, and questions are about them, too.

        The relay has looked at what it recorded, so that to know of it costs nothing.
        """
        if self.relay.position > self.writer.fold.position:
            self.writer.catch_up()

    def _tell_what_stands_still(self) -> None:
        if still := self.writer.timers.standing_still(self.writer.fold.state):
            named = ", ".join([*still[:NAMED], *(["…"] if still[NAMED:] else [])])
            self.health.alarms["timers"] = f"What is due cannot be decided for {named}; it waits for a restart."
        else:
            self.health.alarms.pop("timers", None)

    def _clocks_agree(self) -> bool:
        parted = self._clock.jumped
        if parted and "clock" not in self.health.alarms:
            self.health.alarms["clock"] = "The wall clock jumped. Timers stand still until it is back, or a restart."
            _log.critical("wall clock jumped; timers stand still")
        elif not parted:
            self.health.alarms.pop("clock", None)
        return not parted
