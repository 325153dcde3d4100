"""One in-order pull loop on a JetStream consumer."""

import asyncio
import contextlib
import json
from collections.abc import Iterator
from typing import Any

import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg

from shared.broker.bus import MAX_TAKE, BrokerAway, Delivery

PULL_BATCH = 200
PULL_BYTES = 4 * 1024**2
"""At most so much of one request: what waits for us in the broker stays far below the 64 MB at which it cuts us off."""
PULL_SECONDS = 30.0


class NatsPull:
    """Keeps requests with the server ahead of need, and takes what has arrived."""

    def __init__(self, client: Client, stream: str, consumer: str, wake: asyncio.Event | None = None) -> None:
        self.reached = 0
        """The place in the stream of what was last taken."""
        self.behind = 0
        """How many waited in the stream after it."""
        self.wake = wake or asyncio.Event()
        """Set by whatever arrives. Readers that are waited for together share one."""
        self._client = client
        self._next = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self._inbox = client.new_inbox()
        self._arrived: list[Msg] = []
        self._wanted = 0
        self._asked_at = 0.0
        self._subscription: Any = None

    async def open(self) -> None:
        with away():
            self._subscription = await self._client.subscribe(
                self._inbox, cb=self._on_message, pending_msgs_limit=-1, pending_bytes_limit=-1
            )

    def renew(self) -> None:
        """The server forgot our requests: ask anew."""
        self._wanted = 0
        self.wake.set()

    async def _on_message(self, message: Msg) -> None:
        self._arrived.append(message)
        self.wake.set()

    async def take(self) -> list[Delivery]:
        if not self._arrived:
            self.wake.clear()
            if not await self.wait():
                return []
        return await self.taken(MAX_TAKE)

    async def wait(self) -> bool:
        """Wait for whatever arrives, for some seconds."""
        await self._ask()
        try:
            async with asyncio.timeout(PULL_SECONDS / 10):
                await self.wake.wait()
        except TimeoutError:
            self._wanted = 0 if asyncio.get_running_loop().time() - self._asked_at > PULL_SECONDS else self._wanted
            return False
        return True

    async def taken(self, at_most: int) -> list[Delivery]:
        """What has arrived by now."""
        arrived, self._arrived = self._arrived[:at_most], self._arrived[at_most:]
        messages = [message for message in arrived if not self._is_status(message)]
        for message in arrived:
            if self._is_status(message):
                self._on_status(message)
        self._wanted = max(0, self._wanted - len(messages))
        if messages:
            last = messages[-1].metadata
            self.reached, self.behind = last.sequence.stream, last.num_pending
        if self._wanted < PULL_BATCH // 2:
            await self._ask()
        return [Delivery(m.subject, m.data, m.headers or {}, m.ack) for m in messages]

    async def _ask(self) -> None:
        if self._wanted >= PULL_BATCH // 2:
            return
        request = {"batch": PULL_BATCH, "max_bytes": PULL_BYTES, "expires": int(PULL_SECONDS * 1e9)}
        with away():
            await self._client.publish(self._next, json.dumps(request).encode(), reply=self._inbox)
        self._wanted += PULL_BATCH
        self._asked_at = asyncio.get_running_loop().time()

    def _is_status(self, message: Msg) -> bool:
        """The server's own word comes under our inbox's subject; an empty body with a `Status` anybody can send."""
        return message.subject == self._inbox

    def _on_status(self, message: Msg) -> None:
        status = (message.headers or {}).get("Status", "")
        if status == "408":  # this request expired, with so many of its messages undelivered
            self._wanted = max(0, self._wanted - int((message.headers or {}).get("Nats-Pending-Messages", PULL_BATCH)))
            return
        self._wanted = 0
        if status in {"503", "404"} or "Deleted" in (message.headers or {}).get("Description", ""):
            raise BrokerAway(f"consumer is gone ({status})")

    async def close(self) -> None:
        with contextlib.suppress(nats.errors.Error, TimeoutError):
            await self._subscription.unsubscribe()


@contextlib.contextmanager
def away() -> Iterator[None]:
    """Everything that means "not now" is one thing to the runtime."""
    try:
        yield
    except (nats.errors.Error, TimeoutError, OSError) as error:
        raise BrokerAway(str(error) or type(error).__name__) from error
