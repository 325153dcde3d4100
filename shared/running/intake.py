"""Takes in what arrives: commands, and each upstream's messages strictly in order, with repair of gaps."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec
import structlog

from shared.broker.bus import BrokerAway, Bus, Delivery, Message
from shared.broker.envelope import UNREADABLE, PublishedEvent, read_published
from shared.log.eventlog import LogUnavailable
from shared.log.facts import CommandOutcomeMessage
from shared.log.fold import NOWHERE, LogPosition
from shared.observing.observer import NULL_OBSERVER, Observer
from shared.running.health import Health
from shared.running.inbox import arrival
from shared.running.outcomes import CommandResult
from shared.running.rendering import again
from shared.running.replies import read_mark, read_messages
from shared.running.world import Clock
from shared.running.writer import COMMANDS, UpstreamHalted, Writer
from shared.wire import SLUG

COMPARE_SECONDS = 5.0
ASK_SECONDS = 2.0
BACK_OFF_SECONDS = 0.3
UNPUBLISHED = 500
"""So many messages may be recorded and not said when more commands are taken: others' outcomes wait behind them."""
UNPUBLISHED_SECONDS = 0.002

_log = structlog.get_logger(__name__)
_slug = re.compile(SLUG)


async def retry_forever(take: Callable[[], Awaitable[None]], what: str) -> None:
    """Run `take` for ever; begin anew whenever broker or log is away."""
    while True:
        try:
            await take()
        except (BrokerAway, LogUnavailable) as reason:
            _log.info("begins anew", what=what, reason=str(reason))
            await asyncio.sleep(BACK_OFF_SECONDS)


class CommandIntake:
    """Commands of one service: taken as they arrived, recorded together, then acknowledged."""

    def __init__(
        self,
        service: str,
        bus: Bus,
        writer: Writer[Any],
        wake_relay: Callable[[], None],
        at_once: int,
        oin: str,
        watch: Observer = NULL_OBSERVER,
        unpublished: Callable[[], int] = lambda: 0,
    ) -> None:
        self._service = service
        self._oin = oin
        self._unpublished = unpublished
        self._at_once = at_once
        self._bus = bus
        self._writer = writer
        self._watch = watch
        self._wake_relay = wake_relay
        self._left: Sequence[Delivery] = ()
        """Taken, and not recorded and acknowledged yet; also while the broker is away."""

    async def run(self) -> None:
        await retry_forever(self._take_all, f"commands of {self._service}")

    async def _take_all(self) -> None:
        await self._bus.set_up(self._service)
        pull = await self._bus.commands(self._service)
        try:
            while True:
                await self._take_what_is_left()
                await self._most_is_published()
                self._left = await pull.take()
        finally:
            await pull.close()

    async def _take_what_is_left(self) -> None:
        """Before anything later is taken: an acknowledgement covers all that came before."""
        while self._left:
            await self._take_when_possible(self._left[: self._at_once])
            self._left = self._left[self._at_once :]
            await asyncio.sleep(0)  # that write goes first
            self._writer.checkpoint()

    async def _most_is_published(self) -> None:
        """Who sends most waits in the broker, where others overtake; what is recorded is said strictly in order."""
        while self._unpublished() > UNPUBLISHED:  # noqa: ASYNC110 whoever says them tells nobody of each
            await asyncio.sleep(UNPUBLISHED_SECONDS)

    async def _take_when_possible(self, deliveries: Sequence[Delivery]) -> None:
        """Never go on to later commands while these are not recorded: acknowledging those would cover these."""
        while True:
            try:
                return await self._take(deliveries)
            except LogUnavailable as reason:
                _log.warning("commands wait for the log", reason=str(reason))
                await asyncio.sleep(BACK_OFF_SECONDS)

    async def _take(self, deliveries: Sequence[Delivery]) -> None:
        arrivals = []
        for delivery in deliveries:
            party, command = delivery.subject.split(".")[3:5]
            if _slug.fullmatch(party):
                arrivals.append(arrival(party, command, delivery.body, delivery.headers.get("ce-id")))
            else:
                await self._bury(delivery.subject, delivery.body, f"{party!r} is no party's slug")
        self._watch.took(COMMANDS, arrivals)
        answers = self._writer.commands(arrivals)
        self._wake_relay()
        await asyncio.sleep(0)  # it speaks first, and one write takes that and the acknowledgement to the broker
        for answer in answers:
            await self._speak(answer)
        await deliveries[-1].ack()

    async def _speak(self, answer: CommandResult) -> None:
        """New outcomes are the relay's to say; a repeat's is sent again here. What nobody could decide is kept."""
        self._watch.answered(answer)
        arrived, outcome = answer.arrival, answer.outcome
        if outcome.code == "internal-error":
            subject = f"bundel.cmd.{self._service}.{arrived.party}.{arrived.command}"
            await self._bury(subject, arrived.body, outcome.sentence)
        if answer.repeat:
            await self._bus.send(
                again(self._service, self._oin, arrived.party, CommandOutcomeMessage.model_validate(outcome))
            )
        level = logging.DEBUG if outcome.accepted or answer.repeat else logging.INFO
        _log.log(
            level,
            "command",
            party=arrived.party,
            command=arrived.command,
            causation_id=arrived.command_id,
            correlation_id=answer.correlation,
            accepted=outcome.accepted,
            code=outcome.code,
            field=outcome.field,
            repeat=answer.repeat,
        )

    async def _bury(self, subject: str, body: bytes, reason: str) -> None:
        self._watch.buried()
        _log.error("dead letter", subject=subject, reason=reason)
        headers = {"Bundel-Subject": subject, "Bundel-Reason": reason}
        await self._bus.publish_dead(self._service, Message(f"bundel.dead.{self._service}", body, headers))


class UpstreamIntake:
    """One upstream's whole stream. A jump in the index is repaired from the producer's log before going on."""

    def __init__(
        self,
        service: str,
        upstream: str,
        bus: Bus,
        writer: Writer[Any],
        clock: Clock,
        health: Health,
        wake_relay: Callable[[], None],
        watch: Observer = NULL_OBSERVER,
    ) -> None:
        self._service = service
        self._upstream = upstream
        self._bus = bus
        self._writer = writer
        self._clock = clock
        self._health = health
        self._wake_relay = wake_relay
        self._watch = watch
        self._compared_at = -COMPARE_SECONDS
        self.reached_head = asyncio.Event()
        """Set once this service had heard all that the producer had said."""

    @property
    def reached(self) -> LogPosition:
        """The last message heard."""
        return self._writer.fold.consumed.get(self._upstream, NOWHERE)

    async def run(self) -> None:
        """Read for ever, or until a message cannot be taken: then this upstream stands still, with an alarm."""
        try:
            await retry_forever(self._take_all, f"messages of {self._upstream}")
        except UpstreamHalted as halted:
            self._health.alarms[f"upstream {self._upstream}"] = f"{self._upstream} stands still at {halted}"
            _log.critical("upstream stands still", upstream=self._upstream, reason=str(halted), exc_info=halted)

    async def _take_all(self) -> None:
        pull = await self._bus.follow(self._upstream, self.reached.index)
        try:
            await self._compare()
            while True:
                deliveries = await pull.take()
                await self._take(deliveries)
                if not deliveries and self._clock.monotonic() - self._compared_at > COMPARE_SECONDS:
                    await self._compare()
        finally:
            await pull.close()

    async def _take(self, deliveries: Sequence[Delivery]) -> None:
        """Record what follows. What is missing, or cannot be read as the broker gave it, the producer gives."""
        messages = []
        for delivery in deliveries:
            try:
                messages.append(read_published(delivery.body))
            except UNREADABLE as reason:
                _log.warning("broker gave what cannot be read", upstream=self._upstream, reason=str(reason))
                await self._take_messages(messages)
                await self._compare()
                messages = []
        await self._take_messages(messages)

    async def _take_messages(self, messages: Sequence[PublishedEvent]) -> None:
        new = [message for message in messages if self._is_new(message)]
        if new and new[0].index > self.reached.index + 1:
            await self._repair(new[0].index)
            new = [message for message in new if self._is_new(message)]
        self._record(new)

    def _record(self, messages: Sequence[PublishedEvent]) -> None:
        """Hand on what follows without a gap."""
        expected = self.reached.index
        run = []
        for message in messages:
            expected += 1
            if message.index != expected:
                break
            run.append(message)
        if run:
            self._watch.took(self._upstream, run)
            self._writer.consume(self._upstream, run)
            self._wake_relay()
            self._watch.consumed(self._upstream, run)
            self._writer.checkpoint()
        if len(run) < len(messages):
            raise BrokerAway(f"gap before message {messages[len(run)].index} of {self._upstream}")

    def _read(self, body: bytes) -> PublishedEvent:
        try:
            return read_published(body)
        except UNREADABLE as error:
            raise UpstreamHalted(self.reached.index + 1, "unreadable", str(error)) from error

    def _is_new(self, message: PublishedEvent) -> bool:
        self._same_log(LogPosition(message.logid, message.index, message.hash), message.kind)
        return message.index > self.reached.index

    def _same_log(self, mark: LogPosition, what: str) -> None:
        reached = self.reached
        if reached.index and mark.log != reached.log:
            raise UpstreamHalted(mark.index, what, f"it is of log {mark.log}, until now it was log {reached.log}")
        if mark.index == reached.index and mark.index and mark.hash != reached.hash:
            raise UpstreamHalted(mark.index, what, "another message was consumed under this index")

    async def _repair(self, until: int) -> None:
        """Ask the producer for what we miss before message `until`."""
        self._watch.found_gap(self._upstream)
        while self.reached.index + 1 < until:
            after = self.reached.index
            _log.info("gap", upstream=self._upstream, after=after, before=until)
            body = msgspec.json.encode({"after": after, "limit": 500})
            reply = read_messages(await self._query("messages-after", body))
            if reply is None:
                raise BrokerAway(f"{self._upstream} does not answer; it holds messages {after + 1} to {until - 1}")
            self._record([message for raw in reply.messages if self._is_new(message := self._read(bytes(raw)))])
            if self.reached.index == after:
                raise BrokerAway(f"{self._upstream} did not give message {after + 1}")

    async def _compare(self) -> None:
        """Compare with the producer's head: a lost tail is found without new traffic, a restored log too.

        Only at the start, in silence and after something unreadable: while messages come, each shows what was lost
        before it.
        """
        before = self.reached
        mark = read_mark(await self._query("head", b"{}"))
        if mark is None:
            return
        self._compared_at = self._clock.monotonic()
        if before.index:
            self._same_log(mark, "head")
        if mark.index < before.index:
            raise UpstreamHalted(
                before.index, "head", f"its log has {mark.index} messages, {before.index} were consumed"
            )
        if mark.index > self.reached.index:
            await self._repair(mark.index + 1)
        self.reached_head.set()

    async def _query(self, query: str, body: bytes) -> bytes | None:
        return await self._bus.ask(f"bundel.query.{self._upstream}.{self._service}.{query}", body, ASK_SECONDS)
