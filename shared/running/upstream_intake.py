"""Takes in each upstream's messages, strictly in order, with repair of gaps."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import structlog

from shared.broker.bus import BrokerAway, Bus, Delivery
from shared.broker.envelope import UNREADABLE, PublishedEvent, read_published
from shared.log.eventlog import LogUnavailable
from shared.log.fold import NOWHERE, LogPosition
from shared.observing.observer import NULL_OBSERVER, Observer
from shared.running import trying
from shared.running.health import Health
from shared.running.replies import read_mark, read_messages
from shared.running.undecided import UpstreamHalted
from shared.running.world import Clock
from shared.running.writer import Writer

COMPARE_SECONDS = 5.0
ASK_SECONDS = 2.0
WRONG_LOG_SECONDS = 2.0
"""So long after a wrong log was met it is looked again."""

_log = structlog.get_logger(__name__)


class WrongLog(Exception):
    """What was heard is not of the log that this upstream has been read from, or that log holds less than was heard.

    It is no message of the upstream: nothing of it is recorded. The right log may come back at any time.
    """


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
        self._alarm = f"upstream {upstream}"
        self.reached_head = asyncio.Event()
        """Set once this service had heard all that the producer had said."""

    @property
    def reached(self) -> LogPosition:
        """The last message heard."""
        return self._writer.fold.consumed.get(self._upstream, NOWHERE)

    async def run(self) -> None:
        """Read for ever, or until a message cannot be taken: then this upstream stands still, with an alarm."""
        try:
            await trying.retry_forever(self._take_all_of_the_right_log, f"messages of {self._upstream}")
        except UpstreamHalted as halted:
            self._stands_still(str(halted), halted)

    async def _take_all_of_the_right_log(self) -> None:
        """Of a wrong one take nothing, raise the alarm, and look again: the right one may be back."""
        try:
            await self._take_all()
        except LogUnavailable as reason:
            self._health.log_fails(self._alarm, reason)
            raise
        except BrokerAway:
            self._health.log_works(self._alarm)  # from now on this waits for the broker, not for the log
            raise
        except WrongLog as wrong:
            self._stands_still(f"{wrong} Reading goes on by itself when the right log is back.", wrong)
            await asyncio.sleep(WRONG_LOG_SECONDS)

    def _stands_still(self, why: str, fault: Exception) -> None:
        alarm = f"{self._upstream} stands still at {why}"
        if self._health.alarms.get(self._alarm) != alarm:
            _log.critical("upstream stands still", upstream=self._upstream, reason=why, exc_info=fault)
        self._health.alarms[self._alarm] = alarm

    def _goes_on(self) -> None:
        if self._health.alarms.pop(self._alarm, None):
            _log.warning("upstream goes on", upstream=self._upstream)

    async def _take_all(self) -> None:
        pull = await self._bus.follow(self._upstream, self.reached.index)
        try:
            is_right = await self._compare()
            while True:
                deliveries = await pull.take()
                await self._take(deliveries)
                self._health.log_works(self._alarm)
                if not deliveries and self._clock.monotonic() - self._compared_at > COMPARE_SECONDS:
                    is_right = await self._compare()
                if deliveries or is_right:
                    self._goes_on()
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
            raise WrongLog(
                f"message {mark.index} ({what}): it is of log {mark.log}, until now it was log {reached.log}. "
                f"Two processes claim to be {self._upstream}, or its log was replaced."
            )
        if mark.index == reached.index and mark.index and mark.hash != reached.hash:
            raise WrongLog(
                f"message {mark.index} ({what}): under this index log {mark.log} has another message than was consumed."
            )

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

    async def _compare(self) -> bool:
        """Compare with the producer's head: a lost tail is found without new traffic, a restored log too.

        Whether there was an answer.

        Only at the start, in silence and after something unreadable: while messages come, each shows what was lost
        before it.
        """
        before = self.reached
        mark = read_mark(await self._query("head", b"{}"))
        if mark is None:
            return False
        self._compared_at = self._clock.monotonic()
        if before.index:
            self._same_log(mark, "head")
        if mark.index < before.index:
            raise WrongLog(
                f"message {before.index} (head): its log {mark.log} has {mark.index} messages, {before.index} were "
                "consumed."
            )
        if mark.index > self.reached.index:
            await self._repair(mark.index + 1)
        self.reached_head.set()
        return True

    async def _query(self, query: str, body: bytes) -> bytes | None:
        return await self._bus.ask(f"bundel.query.{self._upstream}.{self._service}.{query}", body, ASK_SECONDS)
