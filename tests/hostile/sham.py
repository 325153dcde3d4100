"""A bus that only notes what is put on it, and hands over what the test wants; then the work is over."""

from shared.broker.bus import Delivery


class Over(Exception):
    """Everything was handed over: the reader's endless work ends here."""


class ShamBus:
    """Deliveries, handed over in one go; replies, by query, of the service that is asked."""

    def __init__(self, deliveries, replies=None):
        self._deliveries = deliveries
        self._replies = replies or {}
        self.sent = []
        self.dead = []
        self.acknowledged = 0

    async def set_up(self, service):
        pass

    async def commands(self, service):
        return self

    async def follow(self, service, after):
        return self

    async def take(self):
        if not self._deliveries:
            raise Over
        taken, self._deliveries = self._deliveries, []
        return [Delivery(subject, body, headers, self._ack) for subject, body, headers in taken]

    async def _ack(self):
        self.acknowledged += 1

    async def close(self):
        pass

    async def ask(self, subject, body, timeout):  # noqa: ASYNC109 as the bus has it
        return self._replies.get(subject.split(".")[4])

    async def send(self, message):
        self.sent.append(message)

    async def publish_dead(self, service, message):
        self.dead.append(message)
