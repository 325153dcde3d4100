"""Connections to the broker, and what can happen on the way: messages get lost, late or doubled, connections end."""

import asyncio
import functools

from shared.broker.bus import BrokerAway, Request
from tests.simulation.broker import NoSuchStream, WrongLast, matches, wake
from tests.simulation.fate import die
from tests.simulation.loop import NOBODY

LATENCY_SECONDS = 0.0005
SPREAD_SECONDS = 0.002
RECONNECT_SECONDS = 1.0
ANSWER_SECONDS = 5.0


class Network:
    """All connections of a world, and who answers which questions."""

    def __init__(self, loop, broker, fate):
        self.loop = loop
        self.broker = broker
        self.fate = fate
        self._links = []
        self.carried = 0
        """How many messages, questions and answers arrived somewhere."""

    def link(self, name, process=None):
        link = Link(self, name, process)
        self._links.append(link)
        return link

    def forget(self, link):
        link.drop()
        if link in self._links:
            self._links.remove(link)

    def of(self, name):
        """The connections that bear this name."""
        return [link for link in self._links if link.name == name]

    def stop_broker(self):
        self.broker.stop()
        for link in self._links:
            link.drop()

    def start_broker(self):
        """Who was connected connects again, each in its own time."""
        self.broker.up = True
        for link in self._links:
            link.reconnect_soon()

    def answering(self, subject):
        """The connections on which this question is heard, and under which of their patterns."""
        return [
            (link, pattern)
            for link in self._links
            if link.connected
            for pattern in link.responders
            if matches(pattern, subject)
        ]


class Link:
    """One connection of a process, or of a partner's program. What is published on it arrives in order."""

    def __init__(self, network, name, process):
        self.network = network
        self.name = name
        self.process = process
        self.responders = {}
        self.turns = {}
        self.turn = asyncio.Lock()
        self.connected = False
        self.cut = False
        self.on_disconnect = []
        self.on_reconnect = []
        self.waiting = []
        """Futures of those who wait for this to change."""
        self._loop = network.loop
        self._fate = network.fate
        self._latency = network.fate.steady(("latency", name))
        self._epoch = 0
        self._arrives = 0.0
        self._hears_at = 0.0
        self._buffer = []
        self._was_connected = False
        self._closed = False

    # Coming and going

    def connect(self):
        """The first time: at once, or BrokerAway."""
        if self.cut or not self.network.broker.up:
            raise BrokerAway("no servers available")
        self.connected = self._was_connected = True

    def drop(self):
        """The connection ends; what is on the way on it is lost."""
        if self.connected:
            self.connected = False
            self._epoch += 1
            self._changed(self.on_disconnect)

    def reconnect_soon(self):
        self._loop.call_later(RECONNECT_SECONDS * self._latency.random(), self._reconnect, context=NOBODY)

    def _reconnect(self):
        if self.connected or not self._was_connected or self.cut or not self.network.broker.up:
            return
        if self._closed or self._gone:
            return
        self.connected = True
        buffered, self._buffer = self._buffer, []
        for arrive in buffered:
            self._send(arrive)
        self._changed(self.on_reconnect)

    @property
    def _gone(self):
        return self.process is not None and self.process.dead

    def _changed(self, callbacks):
        context = self.process.context if self.process is not None else NOBODY
        for callback in callbacks:
            self._loop.call_soon(callback, context=context)
        wake(self.waiting)

    def close(self):
        self._closed = True
        self.network.forget(self)

    # Sending

    def latency(self):
        seconds = LATENCY_SECONDS + SPREAD_SECONDS * self._latency.random()
        if self._fate.strikes("message delayed", self.name):
            seconds += self._fate.magnitude("message delayed", self.name).choice([0.05, 0.5, 3])
        return seconds

    def post(self, arrive):
        """Let this happen at the broker, after everything posted before. Kept back while there is no connection."""
        if self.connected:
            self._send(arrive)
        else:
            self._buffer.append(arrive)

    def _send(self, arrive):
        self._arrives = max(self._arrives, self._loop.time() + self.latency())
        self._loop.call_at(self._arrives, self._arrive, arrive, self._epoch, context=NOBODY)

    def _arrive(self, arrive, epoch):
        if epoch == self._epoch:
            self.network.carried += 1
            arrive()

    def maybe_die(self, kind):
        if self.process is not None and self._fate.strikes(kind, self.name):
            die(self.process)

    async def call(self, do, seconds=ANSWER_SECONDS):
        """Have the broker do something and give its answer. Raises what `do` raises, or BrokerAway in the end.

        Whether it was done is then not known; it may also be done later.
        """
        self.maybe_die("death before request")
        answered = self._loop.create_future()
        if not self._fate.strikes("request lost", self.name):
            if self._fate.strikes("request done late", self.name):
                late = seconds + self._fate.magnitude("request done late", self.name).choice([0.1, 3, 15])
                self._loop.call_later(late, self._late, do, context=NOBODY)
            else:
                self.post(lambda: self._do(do, answered))
        answer = await self._in_time(answered, seconds)
        self.maybe_die("death after request")
        return answer

    async def _in_time(self, answered, seconds):
        expires = self._loop.call_later(seconds, _expire, answered, context=NOBODY)
        try:
            return await answered
        finally:
            expires.cancel()

    def _do(self, do, answered):
        try:
            answer, error = do(self.network.broker), None
        except (NoSuchStream, WrongLast) as refused:
            answer, error = None, refused
        if not self._fate.strikes("answer lost", self.name):
            self._loop.call_later(self.latency(), self._tell, answered, answer, error, self._epoch, context=NOBODY)

    def _late(self, do):
        if self.network.broker.up:
            self._do(do, self._loop.create_future())

    def _tell(self, answered, answer, error, epoch):
        if epoch != self._epoch or answered.done():
            return
        self.network.carried += 1
        if error is None:
            answered.set_result(answer)
        else:
            answered.set_exception(error)
            answered.exception()  # it is no failure of ours if nobody waits for it any more

    # Asking other processes

    async def ask(self, subject, body, seconds):
        """The first answer of whoever answers; None if nobody is there to answer; BrokerAway if nobody does in time."""
        self.maybe_die("death before request")
        answered = self._loop.create_future()
        if not self._fate.strikes("request lost", self.name):
            self.post(lambda: self._put(subject, body, answered))
        return await self._in_time(answered, seconds)

    def _put(self, subject, body, answered):
        answering = self.network.answering(subject)
        if not answering:
            self._tell(answered, None, None, self._epoch)
        request = Request(subject, body, f"_INBOX_{self.name}.1")
        for link, pattern in answering:
            link.hears(functools.partial(link.begin, self._answer, link, pattern, request, answered))

    def hears(self, begin):
        """A question arrives, after those before it."""
        self._hears_at = max(self._hears_at, self._loop.time() + self.latency())
        self._loop.call_at(self._hears_at, begin, context=NOBODY)

    def begin(self, work, *about):
        """Let the process at this end do something, if it still lives."""
        if not self._gone:
            self.process.begin(work(*about))

    async def _answer(self, link, pattern, request, answered):
        """One after another, and those of one kind do not keep another kind waiting for long."""
        async with link.turns.setdefault(pattern, asyncio.Lock()), link.turn:
            reply = await link.responders[pattern](request)
        if reply is not None and link.connected and not self._fate.strikes("answer lost", self.name):
            self._loop.call_later(self.latency(), self._tell, answered, reply, None, self._epoch, context=NOBODY)


def _expire(answered):
    if not answered.done():
        answered.set_exception(BrokerAway("timeout"))
        answered.exception()
