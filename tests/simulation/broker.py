"""A broker as nats-server was measured to be, seen from the messages' side: streams, consumers, subscriptions.

What it forgets and when is decided by whoever restarts it; what is lost on the way to it and back is the network's
(`network.py`). `test_conformance.py` runs the same script on this one and on a real nats-server.
"""

import functools
from dataclasses import dataclass, field
from typing import NamedTuple

from shared.broker.bus import command_stream, output_stream

ACK_WAIT_SECONDS = 30.0
MAX_ACK_PENDING = 2000
DUPLICATE_WINDOW_SECONDS = 1.0
EXPECTED_LAST = "Nats-Expected-Last-Sequence"
MESSAGE_ID = "Nats-Msg-Id"


class Stored(NamedTuple):
    """A message in a stream; its sequence is its place, counted from 1."""

    subject: str
    body: bytes
    headers: dict


@dataclass(eq=False)
class Stream:
    """Messages in order. Nothing is ever deleted from the middle."""

    name: str
    messages: list = field(default_factory=list)
    synced: int = 0
    """How many of them a power cut cannot take away."""
    ids: dict = field(default_factory=dict)
    """Message ids and when they came, for as long as a second one of the same id is swallowed."""

    @property
    def last(self):
        return len(self.messages)

    def copy(self):
        return Stream(self.name, list(self.messages), self.synced)


@dataclass(eq=False)
class Consumer:
    """Where a reader of a stream is. A durable one redelivers what was not acknowledged in time."""

    stream: str
    durable: bool
    delivered: int = 0
    floor: int = 0
    """Everything up to here was acknowledged."""
    pending: dict = field(default_factory=dict)
    """Delivered and not acknowledged: sequence and when."""
    ack_wait: float = ACK_WAIT_SECONDS
    gone: bool = False
    waiting: list = field(default_factory=list)
    """Futures of those who wait for something new."""

    def copy(self):
        return Consumer(self.stream, self.durable, self.delivered, self.floor, dict(self.pending), self.ack_wait)

    def forget_after(self, sequence):
        """Nothing after this one was delivered."""
        self.floor = min(self.floor, sequence)
        self.delivered = min(self.delivered, sequence)
        self.pending = {one: at for one, at in self.pending.items() if self.floor < one <= sequence}


class WrongLast(Exception):
    """The stream does not end where the publisher expected."""


class NoSuchStream(Exception):
    """There is no such stream, or no such consumer."""


class Broker:
    """The server and its store. `now` is the time by its own clock."""

    def __init__(self, now):
        self._now = now
        self.up = True
        self.streams = {}
        self.durables = {}
        self._ephemerals = []
        self._listeners = {}
        self._routes = {}
        self._stream_of = {}

    # Streams

    def set_up(self, service):
        """Make what is missing: the service's three streams and its durable consumer."""
        for name, of in (
            (output_stream(service), (f"bundel.event.{service}.>", f"bundel.to.*.{service}.*")),
            (command_stream(service), (f"bundel.cmd.{service}.*.*",)),
            (f"BUNDEL_{service.upper()}_DEAD", (f"bundel.dead.{service}",)),
        ):
            if name not in self.streams:
                self.streams[name] = Stream(name)
            for pattern in of:
                self._stream_of[pattern] = name
        if service not in self.durables:
            self.durables[service] = Consumer(command_stream(service), durable=True)

    def last(self, stream):
        found = self.streams.get(stream)
        return found.last if found else 0

    def at(self, stream, sequence):
        found = self.streams.get(stream)
        if found is None or not 1 <= sequence <= found.last:
            return None
        return found.messages[sequence - 1]

    def publish(self, subject, body, headers=None):
        """Tell who listens, and store where a stream takes the subject; returns the stream's sequence, if any.

        Who listens is told also what the stream then refuses.
        """
        headers = headers or {}
        for listener in self._listening_to(subject):
            listener(subject, body, headers)
        name = self._captures(subject)
        return self._store(self.streams[name], Stored(subject, body, headers)) if name else None

    def _captures(self, subject):
        for pattern, name in self._stream_of.items():
            if name in self.streams and matches(pattern, subject):
                return name
        return None

    def _listening_to(self, subject):
        found = self._routes.get(subject)
        if found is None:
            listening = [listener for listener, pattern in self._listeners.items() if matches(pattern, subject)]
            found = self._routes[subject] = tuple(listening)
        return found

    def _store(self, stream, message):
        expected = message.headers.get(EXPECTED_LAST)
        if expected is not None and int(expected) != stream.last:
            raise WrongLast(f"wrong last sequence: {stream.last}")
        message_id = message.headers.get(MESSAGE_ID)
        if message_id is not None:
            seen = stream.ids.get(message_id)
            if seen is not None and self._now() - seen[0] < DUPLICATE_WINDOW_SECONDS:
                return seen[1]
            stream.ids[message_id] = (self._now(), stream.last + 1)
        stream.messages.append(message)
        for consumer in (*self.durables.values(), *self._ephemerals):
            if consumer.stream == stream.name:
                wake(consumer.waiting)
        return stream.last

    # Consumers

    def durable(self, service):
        found = self.durables.get(service)
        if found is None:
            raise NoSuchStream(service)
        return found

    def follow(self, stream, after):
        """A consumer that acknowledges nothing and is forgotten with its connection or its server."""
        if stream not in self.streams:
            raise NoSuchStream(stream)
        consumer = Consumer(stream, durable=False, delivered=after)
        self._ephemerals.append(consumer)
        return consumer

    def leave(self, consumer):
        if consumer in self._ephemerals:
            self._ephemerals.remove(consumer)

    def next(self, consumer, limit):
        """What the consumer gets now: first what is to be redelivered, then what is new."""
        if consumer.gone:
            raise NoSuchStream(consumer.stream)
        stream, now = self.streams[consumer.stream], self._now()
        found = []
        if consumer.durable:
            late = [sequence for sequence, at in consumer.pending.items() if now - at >= consumer.ack_wait]
            found = sorted(late)[:limit]
            limit = min(limit, MAX_ACK_PENDING - len(consumer.pending))
        while len(found) < limit and consumer.delivered < stream.last:
            consumer.delivered += 1
            found.append(consumer.delivered)
        if consumer.durable:
            consumer.pending.update(dict.fromkeys(found, now))
        return [(sequence, stream.messages[sequence - 1]) for sequence in found]

    def redelivers_in(self, consumer):
        """Seconds until something unacknowledged comes again; None if nothing is pending."""
        if not consumer.pending:
            return None
        return min(consumer.pending.values()) + consumer.ack_wait - self._now()

    @staticmethod
    def acknowledge(consumer, sequence):
        """This one and all before it, whoever had them. What was not delivered (an acknowledgement to the consumer of
        this name before the store was wiped) is passed over.
        """
        if sequence > consumer.delivered:
            return
        consumer.floor = max(consumer.floor, sequence)
        for one in [one for one in consumer.pending if one <= sequence]:
            del consumer.pending[one]

    # Subscriptions

    def listen(self, listener, pattern):
        self._listeners[listener] = pattern
        self._routes.clear()

    def stop_listening(self, listener):
        self._listeners.pop(listener, None)
        self._routes.clear()

    # What it forgets

    def sync(self):
        """Everything so far survives a power cut."""
        for stream in self.streams.values():
            stream.synced = stream.last

    def stop(self):
        """Ends; who is connected notices by themselves. Ephemeral consumers are gone."""
        self.up = False
        for consumer in self._ephemerals:
            _end(consumer)
        self._ephemerals = []

    def lose_tails(self, dice):
        """Of every stream, some of what was acknowledged and not synced: a power cut."""
        for stream in self.streams.values():
            del stream.messages[dice.randint(min(stream.synced, stream.last), stream.last) :]
        self._consumers_fit()

    def forget_acknowledgements(self, dice):
        """Consumers stand where they once stood, some while ago."""
        for consumer in self.durables.values():
            consumer.forget_after(dice.randint(0, consumer.floor))

    def copy(self):
        return (
            {name: stream.copy() for name, stream in self.streams.items()},
            {name: consumer.copy() for name, consumer in self.durables.items()},
        )

    def restore(self, copied):
        """Back to what an older copy of the whole store holds; ({}, {}) for a wiped one."""
        for consumer in self.durables.values():
            _end(consumer)
        streams, durables = copied
        self.streams = {name: stream.copy() for name, stream in streams.items()}
        self.durables = {name: consumer.copy() for name, consumer in durables.items()}
        self._consumers_fit()

    def _consumers_fit(self):
        for consumer in self.durables.values():
            consumer.forget_after(self.streams[consumer.stream].last)


def wake(waiting):
    """Whoever waits may look again."""
    for future in waiting:
        if not future.done():
            future.set_result(None)


def _end(consumer):
    consumer.gone = True
    wake(consumer.waiting)


@functools.lru_cache(maxsize=100_000)
def matches(pattern, subject):
    """Whether a subject falls under a pattern with `*` for one token and `>` for one or more at the end."""
    wanted, tokens = pattern.split("."), subject.split(".")
    for place, token in enumerate(wanted):
        if token == ">":
            return len(tokens) > place
        if place >= len(tokens) or token not in ("*", tokens[place]):
            return False
    return len(tokens) == len(wanted)
