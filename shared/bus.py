"""The broker, as the runtime needs it: one small interface, and NATS JetStream behind it.

The broker is transport, never the truth: whatever it forgets, the logs refill.
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import nats.errors
import nats.js.errors
import structlog
from faststream.exceptions import IncorrectState
from faststream.nats import NatsBroker
from faststream.security import SASLPlaintext
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext, api

_log = structlog.get_logger(__name__)

MAX_TAKE = 100
MAX_PAYLOAD = 512 * 1024
_PULL_BATCH = 200
_PULL_SECONDS = 30.0
_WRONG_LAST_SEQUENCE = 10071


@dataclass(frozen=True, slots=True)
class Message:
    """A message to put on the broker."""

    subject: str
    body: bytes
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message off the broker. Acknowledging it covers those before it; unacknowledged, it is delivered again."""

    subject: str
    body: bytes
    headers: Mapping[str, str]
    ack: Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    """A question that awaits a reply. `reply` is the subject the answer goes to."""

    subject: str
    body: bytes
    reply: str


Responder = Callable[[Request], Awaitable[bytes | None]]


class BrokerAway(Exception):
    """The broker did not answer in time, or is not reached. Try again."""


class OutOfStep(Exception):
    """The stream does not end where we thought: another relay, a wiped or a rewound broker."""


class Pull(Protocol):
    """What arrives on one stream, in the order of its consumer."""

    async def take(self) -> list[Delivery]:
        """Wait for at least one message; return all that arrived, 100 at most. [] where the consumer was renewed."""
        ...

    async def close(self) -> None: ...


class Bus(Protocol):
    """The broker."""

    async def start(self, responders: Mapping[str, Responder]) -> None:
        """Connect, however long it takes, and answer requests on these subjects."""
        ...

    async def stop(self) -> None: ...
    def on_reconnect(self, callback: Callable[[], None]) -> None: ...
    async def set_up(self, service: str) -> None:
        """Make the service's streams and its command consumer where they are missing. Nothing existing is changed."""
        ...

    async def last_index(self, service: str) -> int:
        """The sequence at which the service's output stream ends; 0 if it is empty or missing."""
        ...

    async def said_at(self, service: str, index: int) -> bytes | None:
        """The body at that sequence of the service's output stream."""
        ...

    async def publish_said(self, service: str, messages: Sequence[Message], last: int) -> None:
        """Append messages to the output stream, the first right after sequence `last`, or raise OutOfStep."""
        ...

    async def publish_dead(self, service: str, message: Message) -> None: ...
    async def send(self, message: Message) -> None:
        """To whoever listens now; not stored."""
        ...

    async def commands(self, service: str) -> Pull: ...
    async def follow(self, service: str, after: int) -> Pull:
        """The output stream of a service from the sequence after `after`."""
        ...

    async def ask(self, subject: str, body: bytes, timeout: float) -> bytes | None:  # noqa: ASYNC109 the bus keeps time
        """Request and reply; None if nobody answered in time."""
        ...


def output_stream(service: str) -> str:
    return f"BUNDEL_{service.upper()}"


def command_stream(service: str) -> str:
    return f"BUNDEL_{service.upper()}_COMMANDS"


def _streams(service: str) -> tuple[api.StreamConfig, ...]:
    day = 24 * 3600.0
    return (
        api.StreamConfig(
            name=output_stream(service),
            subjects=[f"bundel.event.{service}.>", f"bundel.to.*.{service}.*"],
            storage=api.StorageType.FILE,
            deny_delete=True,
            allow_direct=True,
            duplicate_window=1,
        ),
        api.StreamConfig(
            name=command_stream(service),
            subjects=[f"bundel.cmd.{service}.*.*"],
            storage=api.StorageType.FILE,
            max_age=7 * day,
            max_bytes=2 * 1024**3,
            no_ack=True,
            duplicate_window=1,
        ),
        api.StreamConfig(
            name=f"BUNDEL_{service.upper()}_DEAD",
            subjects=[f"bundel.dead.{service}"],
            storage=api.StorageType.FILE,
            max_bytes=256 * 1024**2,
            deny_delete=True,
        ),
    )


class NatsBus:
    """NATS JetStream through FastStream's broker: connection and request/reply are its, streams are ours.

    `name` is the user's; replies come to `_INBOX_<name>`, where nobody else may listen.
    """

    def __init__(self, url: str, name: str, password: str) -> None:
        self._broker = NatsBroker(
            url,
            security=SASLPlaintext(name, password),
            name=name,
            inbox_prefix=f"_INBOX_{name}",
            allow_reconnect=True,
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            connect_timeout=2,
            ping_interval=5,
            max_outstanding_pings=2,
            reconnected_cb=self._on_reconnect,
            apply_types=False,
            logger=None,
        )
        self._name = name
        self._reconnected: list[Callable[[], None]] = []

    @property
    def _client(self) -> Client:
        return self._broker.connection

    @property
    def _jetstream(self) -> JetStreamContext:
        return self._client.jetstream(timeout=5)

    async def start(self, responders: Mapping[str, Responder]) -> None:
        for subject, responder in responders.items():
            self._broker.subscriber(subject, decoder=_undecoded)(_handler(responder))
        await self._broker.start()
        await self._client.flush()

    async def _on_reconnect(self) -> None:
        for callback in self._reconnected:
            callback()

    async def stop(self) -> None:
        with contextlib.suppress(nats.errors.Error, TimeoutError, IncorrectState):
            async with asyncio.timeout(5):
                await self._broker.stop()

    def on_reconnect(self, callback: Callable[[], None]) -> None:
        self._reconnected.append(callback)

    async def set_up(self, service: str) -> None:
        with _away():
            for config in _streams(service):
                try:
                    await self._jetstream.add_stream(config)
                except nats.js.errors.BadRequestError:  # it exists, set up otherwise by an operator: theirs to decide
                    _log.info("stream kept as it is", stream=config.name)
            await self._jetstream.add_consumer(
                command_stream(service),
                api.ConsumerConfig(
                    durable_name=service,
                    ack_policy=api.AckPolicy.ALL,
                    ack_wait=30,
                    max_ack_pending=2000,
                    deliver_policy=api.DeliverPolicy.ALL,
                ),
            )

    async def last_index(self, service: str) -> int:
        with _away():
            try:
                info = await self._jetstream.stream_info(output_stream(service))
            except nats.js.errors.NotFoundError:
                return 0
        return info.state.last_seq

    async def said_at(self, service: str, index: int) -> bytes | None:
        with _away():
            try:
                found = await self._jetstream.get_msg(output_stream(service), index)
            except nats.js.errors.NotFoundError:
                return None
        return found.data

    async def publish_said(self, service: str, messages: Sequence[Message], last: int) -> None:
        """As promised. Only the last is acknowledged: it can only be taken if all before it were."""
        stream = output_stream(service)
        with _away():
            for offset, message in enumerate(messages[:-1]):
                await self._client.publish(
                    message.subject, message.body, headers=_expecting(message, stream, last + offset)
                )
            final, sequence = messages[-1], last + len(messages) - 1
            try:
                await self._jetstream.publish(final.subject, final.body, headers=_expecting(final, stream, sequence))
            except nats.js.errors.APIError as error:
                if error.err_code == _WRONG_LAST_SEQUENCE:
                    raise OutOfStep(str(error)) from error
                raise

    async def publish_dead(self, service: str, message: Message) -> None:
        with _away():
            await self._jetstream.publish(
                message.subject,
                message.body,
                stream=f"BUNDEL_{service.upper()}_DEAD",
                headers=dict(message.headers or {}),
            )

    async def send(self, message: Message) -> None:
        with _away():
            await self._client.publish(message.subject, message.body, headers=dict(message.headers or {}) or None)

    async def commands(self, service: str) -> Pull:
        return await self._pull(command_stream(service), service)

    async def _pull(self, stream: str, consumer: str) -> Pull:
        pull = NatsPull(self._client, stream, consumer)
        await pull.open()
        self.on_reconnect(pull.renew)
        return pull

    async def follow(self, service: str, after: int) -> Pull:
        stream = output_stream(service)
        config = api.ConsumerConfig(
            ack_policy=api.AckPolicy.NONE,
            deliver_policy=api.DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=after + 1,
            inactive_threshold=60,
            mem_storage=True,
            description=f"{self._name} reads {service}",
        )
        with _away():
            info = await self._jetstream.add_consumer(stream, config)
        return await self._pull(stream, info.name)

    async def ask(self, subject: str, body: bytes, timeout: float) -> bytes | None:  # noqa: ASYNC109 the bus keeps time
        try:
            return (await self._client.request(subject, body, timeout=timeout)).data
        except (nats.errors.Error, TimeoutError):
            return None


class NatsPull:
    """One in-order pull loop: keeps requests with the server ahead of need, and takes what has arrived."""

    def __init__(self, client: Client, stream: str, consumer: str) -> None:
        self._client = client
        self._next = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self._inbox = client.new_inbox()
        self._arrived: list[Msg] = []
        self._wake = asyncio.Event()
        self._wanted = 0
        self._asked_at = 0.0
        self._subscription: Any = None

    async def open(self) -> None:
        with _away():
            self._subscription = await self._client.subscribe(
                self._inbox, cb=self._on_message, pending_msgs_limit=-1, pending_bytes_limit=-1
            )

    def renew(self) -> None:
        """The server forgot our requests: ask anew."""
        self._wanted = 0
        self._wake.set()

    async def _on_message(self, message: Msg) -> None:
        self._arrived.append(message)
        self._wake.set()

    async def take(self) -> list[Delivery]:
        if not self._arrived:
            self._wake.clear()
            await self._ask()
            try:
                async with asyncio.timeout(_PULL_SECONDS / 10):
                    await self._wake.wait()
            except TimeoutError:
                self._wanted = 0 if asyncio.get_running_loop().time() - self._asked_at > _PULL_SECONDS else self._wanted
                return []
        arrived, self._arrived = self._arrived[:MAX_TAKE], self._arrived[MAX_TAKE:]
        messages = [message for message in arrived if not _is_status(message)]
        for message in arrived:
            if _is_status(message):
                self._on_status(message)
        self._wanted = max(0, self._wanted - len(messages))
        if self._wanted < _PULL_BATCH // 2:
            await self._ask()
        return [Delivery(m.subject, m.data, m.headers or {}, m.ack) for m in messages]

    async def _ask(self) -> None:
        if self._wanted >= _PULL_BATCH // 2:
            return
        request = {"batch": _PULL_BATCH, "expires": int(_PULL_SECONDS * 1e9)}
        with _away():
            await self._client.publish(self._next, json.dumps(request).encode(), reply=self._inbox)
        self._wanted += _PULL_BATCH
        self._asked_at = asyncio.get_running_loop().time()

    def _on_status(self, message: Msg) -> None:
        status = (message.headers or {}).get("Status", "")
        if status == "408":  # this request expired, with so many of its messages undelivered
            self._wanted = max(0, self._wanted - int((message.headers or {}).get("Nats-Pending-Messages", _PULL_BATCH)))
            return
        self._wanted = 0
        if status in {"503", "404"} or "Deleted" in (message.headers or {}).get("Description", ""):
            raise BrokerAway(f"consumer is gone ({status})")

    async def close(self) -> None:
        with contextlib.suppress(nats.errors.Error, TimeoutError):
            await self._subscription.unsubscribe()


def _is_status(message: Msg) -> bool:
    return not message.data and "Status" in (message.headers or {})


def _expecting(message: Message, stream: str, last: int) -> dict[str, str]:
    return {
        **(message.headers or {}),
        "Nats-Expected-Stream": stream,
        "Nats-Expected-Last-Sequence": str(last),
    }


async def _undecoded(message: Any) -> Any:
    return message.raw_message


def _handler(responder: Responder) -> Callable[[Any], Awaitable[bytes | None]]:
    async def handle(message: Any) -> bytes | None:
        return await responder(Request(message.subject, message.data, message.reply))

    return handle


@contextlib.contextmanager
def _away() -> Any:
    """Everything that means "not now" is one thing to the runtime."""
    try:
        yield
    except (nats.errors.Error, TimeoutError, OSError) as error:
        raise BrokerAway(str(error) or type(error).__name__) from error
