"""The runtime's `Bus` on a simulated broker: what `shared.broker.nats_bus` is on NATS."""

import asyncio
import contextlib

from shared.broker.bus import MAX_TAKE, BrokerAway, Delivery, OutOfStep, command_stream, output_stream
from shared.running.inbox import arrival
from tests.simulation.broker import EXPECTED_LAST, NoSuchStream, WrongLast, wake
from tests.simulation.loop import NOBODY

TAKE_SECONDS = 3.0
START_AGAIN_SECONDS = 1.0


class SimulatedBus:
    """One process's way to the broker."""

    def __init__(self, link, fate, is_recorded=lambda stream: True):
        self._link = link
        self._fate = fate
        self._is_recorded = is_recorded
        """Whether a stream of the process's log has begun."""
        self._name = link.name
        self._broker = link.network.broker
        self._responders = {}

    def respond(self, responders):
        self._responders.update(responders)

    async def start(self):
        while not self._link.connected:
            try:
                self._link.connect()
            except BrokerAway:
                await asyncio.sleep(START_AGAIN_SECONDS)
        self._link.responders = self._responders

    async def stop(self):
        self._link.close()

    def on_disconnect(self, callback):
        self._link.on_disconnect.append(callback)

    def on_reconnect(self, callback):
        self._link.on_reconnect.append(callback)

    def on_failed_attempt(self, callback):
        """No broker here refuses a password, and that it is away is told when a connection ends."""

    # Streams

    async def set_up(self, service):
        await self._link.call(lambda broker: broker.set_up(service))

    async def last_index(self, service):
        return await self._link.call(lambda broker: broker.last(output_stream(service)))

    async def said_at(self, service, index):
        found = await self._link.call(lambda broker: broker.at(output_stream(service), index))
        return found.body if found else None

    async def publish_said(self, messages, last):
        try:
            await self._link.call(lambda broker: self._publish_all(broker, messages, last))
        except WrongLast as wrong:
            raise OutOfStep(str(wrong)) from wrong
        except NoSuchStream as missing:
            raise BrokerAway(str(missing)) from missing

    def _publish_all(self, broker, messages, last):
        """One after another; only what became of the last is told."""
        dies_at = -1
        if self._fate.strikes("death amid publishing", self._name):
            dies_at = self._fate.magnitude("death amid publishing", self._name).randrange(len(messages))
        for offset, message in enumerate(messages):
            if offset == dies_at:
                self._link.process.kill()
                raise NoSuchStream("its publisher died")
            is_final = offset == len(messages) - 1
            if not is_final and self._fate.strikes("said message lost", self._name):
                continue
            times = 2 if self._fate.strikes("said message repeated", self._name) else 1
            for _ in range(times):
                refused = _publish_at(broker, message, last + offset)
        if refused is not None and times == 1:
            raise refused

    async def publish_dead(self, service, message):
        def publish(broker):
            if broker.publish(message.subject, message.body, dict(message.headers or {})) is None:
                raise NoSuchStream(message.subject)

        try:
            await self._link.call(publish)
        except NoSuchStream as missing:
            raise BrokerAway(str(missing)) from missing

    async def send(self, message):
        self._link.maybe_die("death before request")
        if not self._fate.strikes("message to party lost", self._name):
            broker = self._link.network.broker
            self._link.post(lambda: broker.publish(message.subject, message.body, dict(message.headers or {})))

    async def commands(self, service):
        """Whether there is such a consumer is seen at the first take. One that was made anew is the same."""
        return SimulatedPull(
            self._link,
            self._fate,
            command_stream(service),
            lambda: self._broker.durable(service),
            is_recorded=self._is_recorded,
        )

    async def follow(self, service, after):
        try:
            consumer = await self._link.call(lambda broker: broker.follow(output_stream(service), after))
        except NoSuchStream as missing:
            raise BrokerAway(str(missing)) from missing
        return SimulatedPull(self._link, self._fate, consumer.stream, lambda: consumer, follows=True)

    async def ask(self, subject, body, timeout):  # noqa: ASYNC109 the bus keeps time
        try:
            answer = await self._link.ask(subject, body, timeout)
        except BrokerAway:
            answer = None
        self._link.maybe_die("death after request")
        return answer


def _publish_at(broker, message, last):
    """Publish where the stream ends there; returns what the broker says if it does not."""
    headers = {**(message.headers or {}), EXPECTED_LAST: str(last)}
    try:
        if broker.publish(message.subject, message.body, headers) is None:
            return NoSuchStream(message.subject)
    except WrongLast as wrong:
        return wrong
    return None


class SimulatedPull:
    """What arrives on one stream, by the consumer that the broker has under this name now."""

    def __init__(self, link, fate, stream, find, *, follows=False, is_recorded=None):
        self._link = link
        self._fate = fate
        self._find = find
        self._follows = follows
        self._loop = link.network.loop
        self._broker = link.network.broker
        self._where = f"{link.name} < {stream}"
        self._again = []
        """To be delivered a second time."""
        self._is_recorded = is_recorded
        self._taken = []
        """Commands that were taken, and not acknowledged yet: sequence, and the inbox stream of each."""

    async def take(self):
        self._link.maybe_die("death before request")
        found = await self._wait()
        if not found and not self._again:
            return []
        await asyncio.sleep(self._link.latency())
        self._link.maybe_die("death after request")
        taken = [*self._again, *(one for one in found if not self._lost(one))]
        repeated = [one for one in found if self._fate.strikes("delivery repeated", self._where)]
        taken, self._again = taken[:MAX_TAKE], taken[MAX_TAKE:] + repeated
        self._link.network.carried += len(taken)
        return [self._delivery(*one) for one in taken]

    async def _wait(self):
        """What there is, as soon as there is something; nothing after a few seconds."""
        until = self._loop.time() + TAKE_SECONDS
        while True:
            consumer = None
            if self._link.connected:
                try:
                    consumer = self._find()
                    found = self._broker.next(consumer, MAX_TAKE)
                except NoSuchStream as gone:
                    raise BrokerAway("consumer is gone") from gone
                if found or self._again:
                    return found
            left = until - self._loop.time()
            if left <= 0:
                return []
            await self._change(consumer, left)

    async def _change(self, consumer, seconds):
        """Wait until something may have changed, but no longer than this. No consumer: while we are cut off."""
        places = [self._link.waiting]
        if consumer is not None:
            redelivery = self._broker.redelivers_in(consumer)
            seconds = seconds if redelivery is None else max(0.001, min(seconds, redelivery))
            places.append(consumer.waiting)
        changed = self._loop.create_future()
        for place in places:
            place.append(changed)
        handle = self._loop.call_later(seconds, wake, [changed], context=NOBODY)
        try:
            await changed
        finally:
            handle.cancel()
            for place in places:
                if changed in place:
                    place.remove(changed)

    def _lost(self, one):
        return self._fate.strikes("delivery lost", self._where)

    def _delivery(self, sequence, message):
        body = message.body
        if self._follows and self._fate.strikes("delivery truncated", self._where):
            body = body[: self._fate.magnitude("delivery truncated", self._where).randrange(len(body))]

        if not self._follows:
            party, command = message.subject.split(".")[3:5]
            arrived = arrival(party, command, message.body, message.headers.get("ce-id"))
            self._taken.append((sequence, arrived.stream))

        async def ack():
            for one, stream in self._taken:
                assert one > sequence or self._is_recorded(stream), f"{stream} is acknowledged before it is recorded"
            self._taken = [taken for taken in self._taken if taken[0] > sequence]
            if not self._fate.strikes("acknowledgement lost", self._where):
                self._link.post(acknowledged)

        def acknowledged():
            with contextlib.suppress(NoSuchStream):
                self._broker.acknowledge(self._find(), sequence)

        return Delivery(message.subject, body, message.headers, ack)

    async def close(self):
        if not self._link.process.dead:
            with contextlib.suppress(NoSuchStream):
                self._broker.leave(self._find())
