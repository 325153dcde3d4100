"""One running service: opens the log, checks that it may go on, then takes in, decides, records and says."""

import asyncio
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import structlog

from shared.broker.bus import BrokerAway, Bus, FailedAttempt
from shared.log.eventlog import EventLog, LogUnavailable
from shared.log.snapshot import Snapshots
from shared.observing.observer import NULL_OBSERVER, Observer
from shared.parties import Parties
from shared.release import VERSION
from shared.running.chain_watch import ChainWatch
from shared.running.command_intake import CommandIntake
from shared.running.guard_watch import GuardWatch
from shared.running.health import LOG, LOG_WAITS, Health
from shared.running.noted import NotesUnusable, must_be_as_noted
from shared.running.query_handler import QueryHandler
from shared.running.relay import LogReplaced, Relay
from shared.running.rendering import Renderer
from shared.running.tasks import together
from shared.running.upstream_intake import UpstreamIntake
from shared.running.world import Chance, Clock, SteadyClock
from shared.running.writer import Writer
from shared.service import DEFAULT_LIMITS, Limits, Service

HEADS_SECONDS = 60.0
TICK_SECONDS = 0.5
LOOK_AGAIN_SECONDS = 0.3
REFUSED_BY_BROKER: Final = "refused-by-broker"
BROKER_NOT_TRUSTED: Final = "broker-not-trusted"
"""Each the state of a start, and an alarm at any time."""
AtTheBroker: TypeAlias = Literal["refused-by-broker", "broker-not-trusted"]
WAITING = frozenset({"waiting-for-broker", REFUSED_BY_BROKER, BROKER_NOT_TRUSTED})
"""The states of a start that has no connection yet."""
NAMED = 10
"""At most so many deadlines that stand still are named in their alarm."""

PARTY_REPLACED: Final = "party-replaced"
"""The alarm that the register has another organisation under a name that the log knows."""
REPLACED_WAYS_OUT = (
    "Commands and queries under that name are refused. Put the register right: another organisation takes another "
    "name. If it is the same organisation with a new OIN: python -m services.{service} allow-identifier --party "
    "<party> --oin <new> --operator <you> --reason <why>, for each service."
)

BROKER_AWAY = "The broker is not reached. Nothing is lost; work goes on when it is back."
BROKER_REFUSES = (
    "The broker refuses this service's name or password. On one machine `bundel rotate {service}` gives it a new one "
    "at both sides. Else put the right password into the file that BUNDEL_NATS_PASSWORD_FILE names, or teach it to the "
    "broker. It is read and tried again every second."
)
BROKER_IS_NOT_TRUSTED = (
    "BUNDEL_NATS asks for TLS, and the broker is not trusted: {why}. It was told no password. Give it a certificate of "
    "its own name, or put the authority that signed it into the file that BUNDEL_NATS_CA_FILE names. It is read and "
    "tried again every second."
)

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
        note: Path | None = None,
        watch: Observer = NULL_OBSERVER,
    ) -> None:
        self.health = Health()
        clock = SteadyClock(clock)
        self.writer = Writer(service, log, clock, chance, parties, limits, snapshots)
        self.chain = ChainWatch(log, chance, self.health)
        self.chain.look_at_a_stretch(self.writer.believed)
        self.guards = GuardWatch(service.name, log, self.health)
        self.guards.look()
        renderer = Renderer(service, oin, self.writer.fold.log)
        self.relay = Relay(
            service, log, self.writer.fold.log, bus, renderer, clock, self.health, readers_seconds, watch
        )
        self.answers = QueryHandler(service, log, self.writer, renderer, parties, clock, self.health, watch)
        self.commands = CommandIntake(
            service.name, bus, self.writer, self.relay.wake, commands_at_once, oin, watch, self._unsaid, self.health
        )
        self.upstreams = [
            UpstreamIntake(service.name, upstream, bus, self.writer, clock, self.health, self.relay.wake, watch)
            for upstream in service.upstreams
        ]
        bus.respond(self.answers.responders)
        bus.on_disconnect(self._broker_away)
        bus.on_reconnect(self._broker_back)
        bus.on_failed_attempt(self._broker_attempted)
        self._service = service
        self._eventlog = log
        self._bus = bus
        self._clock = clock
        self._watch = watch
        self._note = note

    async def run(self) -> None:
        """Run until cancelled. A restored log or damaged notes end the work, not the process: it says so."""
        try:
            await self._start()
            await together(
                self.relay.run(),
                self.commands.run(),
                *(upstream.run() for upstream in self.upstreams),
                self._timers(),
                self.chain.run(),
                self.guards.run(),
            )
        except (LogReplaced, NotesUnusable) as refused:
            self.health.become("refused", str(refused))
            _log.critical("refuses to go on", reason=self.health.reason)
        await asyncio.Event().wait()

    def _unsaid(self) -> int:
        """How many messages are recorded, and not known to be in the broker.

        None count while readers must speak before it is refilled: that may take long, and outcomes can be asked for.
        """
        return 0 if "relay" in self.health.alarms else self.writer.fold.published.index - self.relay.index

    def _broker_away(self) -> None:
        self._watch.broker_lost()
        self.health.alarms["broker"] = BROKER_AWAY

    def _broker_attempted(self, failed: FailedAttempt) -> None:
        """An attempt to connect failed. Until the first succeeds, the state says why it waits."""
        match failed.kind:
            case "refused":
                self._broker_fails(REFUSED_BY_BROKER, BROKER_REFUSES.format(service=self._service.name))
            case "not trusted":
                self._broker_fails(BROKER_NOT_TRUSTED, BROKER_IS_NOT_TRUSTED.format(why=failed.why))
            case "not reached":
                self._broker_not_reached()

    def _broker_fails(self, name: AtTheBroker, reason: str) -> None:
        alarms = self.health.alarms
        if alarms.get(name) == reason:
            return
        _log.error("no connection to the broker", reason=reason)
        self._broker_reached()
        alarms[name] = reason
        if self.health.state in WAITING:
            self.health.become(name)

    def _broker_not_reached(self) -> None:
        """Any more, where it was reached and refused us, or was not trusted: else this is known already."""
        alarms = self.health.alarms
        if not alarms.keys() & {REFUSED_BY_BROKER, BROKER_NOT_TRUSTED}:
            return
        self._broker_reached()
        _log.warning("the broker is not reached any more")
        if self.health.state in WAITING:
            self.health.become("waiting-for-broker")
        else:
            alarms["broker"] = BROKER_AWAY

    def _broker_back(self) -> None:
        self._broker_reached()
        self.relay.reconnected()

    def _broker_reached(self) -> None:
        for name in ("broker", REFUSED_BY_BROKER, BROKER_NOT_TRUSTED):
            self.health.alarms.pop(name, None)

    def known(self) -> dict[str, Any]:
        """What can be told without the log, and from any thread."""
        ends = self.health.broker_certificate_ends
        return {
            "service": self._service.name,
            "version": VERSION,
            "state": self.health.state,
            "reason": self.health.reason,
            "alarms": dict(self.health.alarms),
            "published": self.relay.index,
            **({"broker_certificate_ends": ends.isoformat()} if ends else {}),
        }

    def status(self) -> dict[str, Any]:
        """What the health endpoint tells."""
        known = self.known()
        try:
            fold = self.writer.fold
        except LogUnavailable as away:
            return {**known, "alarms": {LOG: f"The log cannot be read: {away}. {LOG_WAITS}", **self.health.alarms}}
        heard = {upstream: mark.index for upstream, mark in fold.consumed.items()}
        return {**known, "log": fold.log, "said": fold.published.index, "heard": heard}

    async def _start(self) -> None:
        await self._is_as_noted()
        self.health.become("waiting-for-broker")
        _log.info("connecting to the broker")
        await self._bus.start()
        self._broker_reached()
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
        stands = self.status()  # where the log is away again, it does not say
        _log.info("ready", log=stands.get("log"), said=stands.get("said"))

    async def _is_as_noted(self) -> None:
        """Before anybody is asked: those who were restored with the log know no better."""
        while self._note:
            try:
                must_be_as_noted(self._eventlog, self._service.name, self._note)
                break
            except LogUnavailable as away:
                self.health.become("checking", f"Cannot compare with the note yet: {away}")
                await asyncio.sleep(LOOK_AGAIN_SECONDS)

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
                self._tell_who_is_another()
                self.health.log_works("timers")
            except LogUnavailable as error:
                _log.warning("timers wait for the log", reason=str(error))
                self.health.log_fails("timers", error)
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

    def _tell_who_is_another(self) -> None:
        replaced = [found.sentence.partition(". ")[0] for found in self.writer.replaced]
        if not replaced:
            self.health.alarms.pop(PARTY_REPLACED, None)
            return
        if PARTY_REPLACED not in self.health.alarms:
            _log.error("the register has another organisation under a name", parties=replaced)
        named = "; ".join([*replaced[:NAMED], *(["…"] if replaced[NAMED:] else [])])
        self.health.alarms[PARTY_REPLACED] = f"{named}. {REPLACED_WAYS_OUT.format(service=self._service.name)}"

    def _clocks_agree(self) -> bool:
        parted = self._clock.jumped
        if parted and "clock" not in self.health.alarms:
            self.health.alarms["clock"] = "The wall clock jumped. Timers stand still until it is back, or a restart."
            _log.critical("wall clock jumped; timers stand still")
        elif not parted:
            self.health.alarms.pop("clock", None)
        return not parted
