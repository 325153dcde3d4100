"""A partner's connection to the simulated broker: what `bundel_client.BareClient` uses of the NATS library's client."""

import nats.errors

from bundel_client.pending import PendingCommands
from shared.broker.bus import BrokerAway
from tests.simulation.loop import NOBODY

ONLY_LISTEN = 0.15
"""The share of parties that never get an answer to the question for an outcome: they are told it, or know nothing."""


class Reply:
    """What a question was answered with."""

    def __init__(self, data):
        self.data = data


class Connection:
    """Publishes at most once, hears at most once, each subscription in order."""

    def __init__(self, link, fate):
        self._link = link
        self._fate = fate
        self._name = link.name
        self._subscriptions = []
        self._only_listens = fate.dice("only listens", link.name).random() < ONLY_LISTEN
        try:
            link.connect()
        except BrokerAway as away:
            raise nats.errors.NoServersError from away

    async def publish(self, subject, payload=b"", headers=None):
        if self._fate.strikes("command lost", self._name):
            return
        if self._fate.strikes("command truncated", self._name):
            payload = payload[: self._fate.magnitude("command truncated", self._name).randrange(len(payload))]
        for _ in range(2 if self._fate.strikes("command repeated", self._name) else 1):
            self._link.post(lambda: self._link.network.broker.publish(subject, payload, headers))

    async def subscribe(self, subject, cb):
        subscription = Subscription(self._link, self._fate, cb)
        self._link.network.broker.listen(subscription.hear, subject)
        self._subscriptions.append(subscription)
        return subscription

    async def request(self, subject, payload, timeout):  # noqa: ASYNC109 as the library's
        if self._only_listens and subject.endswith(".outcome"):
            raise nats.errors.NoRespondersError
        try:
            answer = await self._link.ask(subject, payload, timeout)
        except BrokerAway as late:
            raise nats.errors.TimeoutError from late
        if answer is None:
            raise nats.errors.NoRespondersError
        return Reply(answer)

    async def flush(self):
        pass

    async def close(self):
        for subscription in self._subscriptions:
            await subscription.unsubscribe()
        self._link.close()


class Subscription:
    def __init__(self, link, fate, callback):
        self._link = link
        self._fate = fate
        self._callback = callback
        self._loop = link.network.loop
        self._hears_at = 0.0

    def hear(self, subject, body, headers):
        """The broker has a message for us."""
        if not self._link.connected or self._fate.strikes("message to party lost", self._link.name):
            return
        for _ in range(2 if self._fate.strikes("message to party repeated", self._link.name) else 1):
            self._hears_at = max(self._hears_at, self._loop.time() + self._link.latency())
            self._loop.call_at(self._hears_at, self._heard, body, context=NOBODY)

    def _heard(self, body):
        if self._link.connected:
            self._link.network.carried += 1
            at_once(self._callback(Reply(body)))

    async def unsubscribe(self):
        self._link.network.broker.stop_listening(self.hear)


def at_once(work):
    """Run a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration:
        return
    raise AssertionError(f"{work} waits")


class KeptInMemory(PendingCommands):
    """A partner's pending commands, on a disk that outlives its program."""

    def __init__(self):
        self._kept = {}

    def put(self, pending):
        self._kept[pending.service, pending.command_id] = pending

    def drop(self, pending):
        self._kept.pop((pending.service, pending.command_id), None)

    def all(self):
        return [self._kept[key] for key in sorted(self._kept)]
