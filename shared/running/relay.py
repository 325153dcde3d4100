"""Publishes what the log says, in order; refills a broker that forgot; refuses to speak for a restored log."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from typing import Any

import structlog

from shared.broker.bus import BrokerAway, Bus, Message, OutOfStep
from shared.broker.envelope import read_published
from shared.log.eventlog import EventLog, LogUnavailable, Recorded
from shared.log.facts import RefillAllowed
from shared.log.fold import FactReader, LogPosition
from shared.observing.observer import NULL_OBSERVER, Observer
from shared.running.health import Health
from shared.running.rendering import Renderer
from shared.running.replies import read_mark
from shared.running.world import Clock
from shared.service import Service

PUBLISH_AT_ONCE = 200
UNDER_WAY = 2
"""So many runs of messages are sent before the first is known to have arrived: the broker takes them in order."""
WORTH_SENDING = 40
"""But only runs of so many events: few wait for those before, and share what a run costs with those to come."""
UNDER_WAY_BYTES = 256 * 1024
"""And none larger than this: while the connection cannot take it at once, the next would overtake it."""
CHECK_SECONDS = 5.0
PUBLISH_FAILS_SECONDS = 30.0
ASK_READER_SECONDS = 1.0
LOOK_AGAIN_SECONDS = 0.2
IDLE_SECONDS = 1.0
ALARM = "publishing"

_log = structlog.get_logger(__name__)

WAYS_OUT = (
    "This log was restored or replaced, so nothing more is recorded or said. Ways out: put the newer log back (from "
    "the disk, or a later backup), or point BUNDEL_LOG at the right one. Delete nothing: readers and broker hold what "
    "was said after. See docs/operator.md, 'A restored log'."
)


class LogReplaced(Exception):
    """Somebody has heard more than this log says, or something else: it was restored or replaced."""

    def __init__(self, finding: str, ways_out: str = WAYS_OUT) -> None:
        super().__init__(f"{finding} {ways_out}")


class Relay:
    """One per process. Two on one log do no harm: the stream takes each index once, in order."""

    def __init__(
        self,
        service: Service[Any],
        log: EventLog,
        log_id: str,
        bus: Bus,
        renderer: Renderer,
        clock: Clock,
        health: Health,
        readers_seconds: float,
        watch: Observer = NULL_OBSERVER,
    ) -> None:
        self._service = service
        self._eventlog = log
        self._log_id = log_id
        self._bus = bus
        self._renderer = renderer
        self._clock = clock
        self._health = health
        self._readers_seconds = readers_seconds
        self._watch = watch
        self._facts = FactReader(service)
        self._news = asyncio.Event()
        self._position = 0
        self._sent = 0
        """The last message sent; it may not have arrived."""
        self._under_way: deque[asyncio.Task[None]] = deque()
        self.worth_sending = WORTH_SENDING
        """The simulator lowers it: small worlds have no runs of that size."""
        self._checked_at: float | None = None
        self._reconnected = False
        self._failing_since: float | None = None
        self._failing_at = 0
        self.index = 0
        """The last message the broker is known to hold."""

    @property
    def position(self) -> int:
        """Up to where the log was looked at; whoever recorded it."""
        return self._position

    def wake(self) -> None:
        """Something was recorded."""
        self._news.set()

    def reconnected(self) -> None:
        """The broker was away: it may have come back as another."""
        self._reconnected = True
        self._news.set()

    async def run(self) -> None:
        """Publish for ever; ends only by LogReplaced."""
        while True:
            try:
                await self.check()
                while True:
                    await self._publish()
                    await self._check_now_and_then()
            except (BrokerAway, OutOfStep, LogUnavailable) as reason:
                _log.info("relay looks again where the broker stands", reason=str(reason))
                if isinstance(reason, LogUnavailable):
                    self._health.log_fails(ALARM, reason)
                self._failed(reason)
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
            finally:
                self._give_up()

    def _failed(self, reason: Exception) -> None:
        """Once is nothing. Time and again, and nothing gets through: a broker without room, or a log that is away."""
        self._watch.publishing_failed()
        now = self._clock.monotonic()
        if self._failing_since is None or self.index != self._failing_at:
            self._succeeded()
            self._failing_since, self._failing_at = now, self.index
        elif now - self._failing_since >= PUBLISH_FAILS_SECONDS:
            if ALARM not in self._health.alarms:
                _log.warning("nothing could be said for long", reason=str(reason))
            self._health.alarms[ALARM] = (
                f"For {now - self._failing_since:.0f} seconds nothing could be said: {reason}. Nothing is lost; it "
                "goes on once the log can be read and the broker takes messages: has it room, must it be restarted?"
            )

    def _succeeded(self) -> None:
        self._failing_since = None
        self._health.alarms.pop(ALARM, None)

    async def _publish(self) -> None:
        self._news.clear()
        await self._arrived(at_most=UNDER_WAY)
        events = self._eventlog.read(self._position, limit=PUBLISH_AT_ONCE)
        self._health.log_works(ALARM)
        if self._under_way and 0 < len(events) < self.worth_sending:
            await self._arrived(at_most=0)
            return
        if events:
            await self._say(events)
        elif not self._under_way:
            self._succeeded()
        if len(events) < PUBLISH_AT_ONCE:  # those were the last
            await self._wait_for_news()

    async def _say(self, events: Sequence[Recorded]) -> None:
        messages = [message for event in events if (message := self._renderer.message(event)) is not None]
        if self._sent + len(messages) != events[-1].stored.said:
            raise OutOfStep(f"message {events[-1].stored.said} does not belong at {self._sent + len(messages)}")
        size = sum(len(message.body) for message in messages)
        may_be_followed = len(events) >= self.worth_sending and size <= UNDER_WAY_BYTES
        await self._arrived(at_most=UNDER_WAY - 1 if may_be_followed else 0)
        sending = self._send(events, messages, self._sent)
        self._sent += len(messages)
        self._position = events[-1].position
        if may_be_followed:
            self._under_way.append(asyncio.create_task(sending))
            await asyncio.sleep(0)  # now they are sent
        else:
            await sending
            self._succeeded()

    async def _send(self, events: Sequence[Recorded], messages: Sequence[Message], last: int) -> None:
        """Send the messages right behind the last, and wait until the broker has them all."""
        if not messages:
            return
        began = self._watch.begin()
        try:
            await self._bus.publish_said(messages, last)
        except (BrokerAway, OutOfStep):
            self._news.set()  # worse than none: whoever waits for some is to hear of it
            raise
        self.index = max(self.index, last + len(messages))
        self._watch.published(events, began)

    async def _arrived(self, *, at_most: int) -> None:
        """Wait until at most so many runs are still under way. Raises what kept one of them from arriving."""
        while self._under_way and (len(self._under_way) > at_most or self._under_way[0].done()):
            await self._under_way.popleft()
            if not self._under_way:
                self._succeeded()

    def _give_up(self) -> None:
        """Whatever is under way still may arrive or not: the next look at the broker will tell."""
        while self._under_way:
            if not (sending := self._under_way.popleft()).cancel():
                sending.exception()  # one was heard already; asyncio would complain of the others

    async def _wait_for_news(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):  # not wait_for: before Python 3.12 it may swallow a cancellation
                await self._news.wait()

    async def _check_now_and_then(self) -> None:
        assert self._checked_at is not None
        if self._reconnected or self._clock.monotonic() - self._checked_at > CHECK_SECONDS:
            await self.check()

    async def check(self) -> None:
        """Find where the broker's stream ends, and that it ends as the log says; publishing goes on from there.

        A broker that holds less than it should is no witness: it is refilled only after every reader has said
        what it heard, or the operator allowed to do without. Log and broker may have been restored together, and
        agree: so the first check gives the readers some time to speak. Raises LogReplaced if anybody heard otherwise.
        """
        self._reconnected = False
        await self._arrived(at_most=0)
        await self._bus.set_up(self._service.name)
        last = await self._bus.last_index(self._service.name)
        head = self._eventlog.head()
        said = head.stored.said if head else 0
        if last:
            await self._compare_broker(last, said)
        self._health.broker_agrees = True
        is_start = self._checked_at is None
        should_hold = said if is_start else self.index
        await self._ask_readers(wait_for_all=last < should_hold, at_least=self._readers_seconds if is_start else 0.0)
        self._position = self._eventlog.before_message(last + 1)  # all or, if this raises, none
        self.index = self._sent = last
        self._checked_at = self._clock.monotonic()

    async def _compare_broker(self, last: int, said: int) -> None:
        body = await self._bus.said_at(self._service.name, last)
        if body is not None:
            message = read_published(body)
            mark = LogPosition(message.logid, last, message.hash)
            self._compare_ids(mark, "the broker")
        if last > said:
            raise LogReplaced(f"The broker holds {last} messages of {self._service.name}, this log says {said}.")
        if body is None:
            raise BrokerAway(f"message {last} cannot be read back")
        self._compare(mark, "the broker")

    def _compare_ids(self, mark: LogPosition, who: str) -> None:
        if mark.log != self._log_id:
            raise LogReplaced(f"What {who} heard is of log {mark.log}; this is log {self._log_id}.")

    def _compare(self, mark: LogPosition, who: str) -> None:
        self._compare_ids(mark, who)
        event = self._eventlog.message(mark.index)
        if event is None:
            raise LogReplaced(f"There is a message {mark.index} that {who} heard and this log does not hold.")
        if event.hash != mark.hash:
            raise LogReplaced(f"Message {mark.index} that {who} heard is another than this log holds.")

    async def _ask_readers(self, *, wait_for_all: bool, at_least: float) -> None:
        """Ask until all have answered; if not waiting for all, for `at_least` seconds."""
        until = self._clock.monotonic() + at_least
        waiting = list(self._service.readers)
        while True:
            waiting = await self._still_silent(waiting)
            if wait_for_all:
                waiting = [reader for reader in waiting if reader not in self._allowed_without()]
            if not waiting or not (wait_for_all or self._clock.monotonic() < until):
                break
            self._health.alarms["relay"] = self._waiting_for(waiting, None if wait_for_all else at_least)
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        self._health.alarms.pop("relay", None)

    async def _still_silent(self, readers: Sequence[str]) -> list[str]:
        """Ask each once what it heard; return those that did not answer."""
        marks = await asyncio.gather(*map(self._ask_reader, readers))
        for reader, mark in zip(readers, marks, strict=True):
            if mark is not None and mark.index:
                self._compare(mark, reader)
        return [reader for reader, mark in zip(readers, marks, strict=True) if mark is None]

    def _waiting_for(self, silent: Sequence[str], at_most: float | None) -> str:
        who = ", ".join(silent)
        if at_most is not None:
            return f"Starting: {who} should say first what was heard. Waiting for {at_most:.0f} seconds at most."
        return (
            f"The broker holds less than this log says. Before refilling it, {who} must say what was heard. "
            f"If one is gone for good: python -m services.{self._service.name} allow-refill --help"
        )

    async def _ask_reader(self, reader: str) -> LogPosition | None:
        subject = f"bundel.query.{reader}.{self._service.name}.heard"
        return read_mark(await self._bus.ask(subject, b"{}", ASK_READER_SECONDS))

    def _allowed_without(self) -> tuple[str, ...]:
        last = self._eventlog.last_of(RefillAllowed.STREAM)
        if last is None:
            return ()
        allowed: RefillAllowed = self._facts.read(last)
        return allowed.without if self._clock.now() < allowed.until else ()
