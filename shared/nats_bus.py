"""The broker: NATS JetStream, through FastStream's connection and request/reply; streams are ours."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from weakref import WeakSet

import nats.errors
import nats.js.errors
import structlog
from faststream.exceptions import IncorrectState
from faststream.nats import NatsBroker
from faststream.security import SASLPlaintext
from nats.aio.client import Client
from nats.js import JetStreamContext, api

from shared.bus import Message, OutOfStep, Pull, Request, Responder, command_stream, output_stream
from shared.nats_pull import NatsPull, away

WRONG_LAST_SEQUENCE = 10071
STOP_SECONDS = 3.0
FLUSH_SECONDS = 2
FLUSH_AGAIN_SECONDS = 0.2

_log = structlog.get_logger(__name__)


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


class _Broker(NatsBroker):
    """FastStream's broker, that any number may start, and that stops also while the server is away."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._starting = asyncio.Lock()
        self._started = False

    async def start(self) -> None:
        async with self._starting:
            if not self._started:
                await super().start()
                await self._subscriptions_reached_it()
                self._started = True

    async def _subscriptions_reached_it(self) -> None:
        """Wait until the server has taken them in, however often it goes away meanwhile."""
        while True:
            with contextlib.suppress(nats.errors.Error, OSError):
                await self.connection.flush(FLUSH_SECONDS)
                return
            _log.info("broker went away during the start; trying again")
            await asyncio.sleep(FLUSH_AGAIN_SECONDS)

    async def _connect(self) -> Client:
        connection = await super()._connect()
        _read_whatever_comes(connection)
        return connection

    async def stop(self, *why: Any) -> None:
        with contextlib.suppress(nats.errors.Error, OSError, IncorrectState):
            async with asyncio.timeout(STOP_SECONDS):
                await super().stop(*why)


def _read_whatever_comes(connection: Client) -> None:
    """Mend a weakness of nats-py: it stops reading, for all, at a subject, reply or header that is no UTF-8 or cut off.

    Whoever may send a command can send such, and a stored one would come again after every reconnect. What cannot be
    read is replaced, and the headers are left out; then it is bad input like any other.
    """
    process = connection._process_msg  # noqa: SLF001 there is no other way in

    async def process_anything(sid: int, subject: bytes, reply: bytes, data: bytes, headers: bytes) -> None:
        try:
            await process(sid, subject, reply, data, headers)
        except (UnicodeDecodeError, IndexError):
            await process(sid, _readable(subject), _readable(reply), data, b"")

    connection._process_msg = process_anything  # type: ignore[method-assign]  # noqa: SLF001 as above


def _readable(token: bytes) -> bytes:
    return token.decode("utf-8", "replace").encode()


class NatsBus:
    """NATS JetStream through FastStream's broker: connection and request/reply are its, streams are ours.

    `name` is the user's; replies come to `_INBOX_<name>`, where nobody else may listen.
    """

    def __init__(self, url: str, name: str, password: str) -> None:
        self.broker = _Broker(
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
            disconnected_cb=self._on_disconnect,
            reconnected_cb=self._on_reconnect,
            apply_types=False,
            logger=None,
        )
        self._name = name
        self._disconnected: list[Callable[[], None]] = []
        self._reconnected: list[Callable[[], None]] = []
        self._pulls: WeakSet[NatsPull] = WeakSet()

    @property
    def _client(self) -> Client:
        return self.broker.connection

    @property
    def _jetstream(self) -> JetStreamContext:
        return self._client.jetstream(timeout=5)

    def respond(self, responders: Mapping[str, Responder]) -> None:
        for subject, responder in responders.items():
            self.broker.subscriber(subject, decoder=_undecoded, no_reply=True)(self._answering(responder))

    def _answering(self, responder: Responder) -> Callable[[Any], Awaitable[None]]:
        """Answers by ourselves: FastStream answers None too, with an empty message to the subject that the asker chose.

        We may publish where the asker may not: it could put a message of its making into our own stream.
        """

        async def answer(message: Any) -> None:
            reply = await responder(Request(message.subject, message.data, message.reply))
            if reply is not None:
                await self._client.publish(message.reply, reply)

        return answer

    async def start(self) -> None:
        await self.broker.start()

    async def _on_disconnect(self) -> None:
        for callback in self._disconnected:
            callback()

    async def _on_reconnect(self) -> None:
        for pull in self._pulls:
            pull.renew()
        for callback in self._reconnected:
            callback()

    async def stop(self) -> None:
        await self.broker.stop()

    def on_disconnect(self, callback: Callable[[], None]) -> None:
        self._disconnected.append(callback)

    def on_reconnect(self, callback: Callable[[], None]) -> None:
        self._reconnected.append(callback)

    async def set_up(self, service: str) -> None:
        with away():
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
        with away():
            try:
                info = await self._jetstream.stream_info(output_stream(service))
            except nats.js.errors.NotFoundError:
                return 0
        return info.state.last_seq

    async def said_at(self, service: str, index: int) -> bytes | None:
        with away():
            try:
                found = await self._jetstream.get_msg(output_stream(service), index)
            except nats.js.errors.NotFoundError:
                return None
        return found.data

    async def publish_said(self, service: str, messages: Sequence[Message], last: int) -> None:
        """As promised. Only the last is acknowledged: it is taken only where the stream ends right before its place."""
        stream = output_stream(service)
        with away():
            for offset, message in enumerate(messages[:-1]):
                await self._client.publish(
                    message.subject, message.body, headers=_expecting(message, stream, last + offset)
                )
            final, sequence = messages[-1], last + len(messages) - 1
            try:
                await self._jetstream.publish(final.subject, final.body, headers=_expecting(final, stream, sequence))
            except nats.js.errors.APIError as error:
                if error.err_code == WRONG_LAST_SEQUENCE:
                    raise OutOfStep(str(error)) from error
                raise

    async def publish_dead(self, service: str, message: Message) -> None:
        with away():
            await self._jetstream.publish(
                message.subject,
                message.body,
                stream=f"BUNDEL_{service.upper()}_DEAD",
                headers=dict(message.headers or {}),
            )

    async def send(self, message: Message) -> None:
        with away():
            await self._client.publish(message.subject, message.body, headers=dict(message.headers or {}) or None)

    async def commands(self, service: str) -> Pull:
        return await self._pull(command_stream(service), service)

    async def _pull(self, stream: str, consumer: str) -> Pull:
        pull = NatsPull(self._client, stream, consumer)
        await pull.open()
        self._pulls.add(pull)
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
        with away():
            info = await self._jetstream.add_consumer(stream, config)
        return await self._pull(stream, info.name)

    async def ask(self, subject: str, body: bytes, timeout: float) -> bytes | None:  # noqa: ASYNC109 the bus keeps time
        try:
            return (await self._client.request(subject, body, timeout=timeout)).data
        except (nats.errors.Error, TimeoutError):
            return None


def _expecting(message: Message, stream: str, last: int) -> dict[str, str]:
    return {
        **(message.headers or {}),
        "Nats-Expected-Stream": stream,
        "Nats-Expected-Last-Sequence": str(last),
    }


async def _undecoded(message: Any) -> Any:
    return message.raw_message
