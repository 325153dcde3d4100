"""The broker: NATS JetStream, through FastStream's connection; streams, and who is answered when, are ours."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from weakref import WeakSet

import nats.errors
import nats.js.errors
import structlog
from nats.aio.client import Client
from nats.js import JetStreamContext, api

from shared.broker.bus import FailedAttempt, Message, OutOfStep, Pull, Responder, command_stream, output_stream
from shared.broker.nats_commands import CommandPull
from shared.broker.nats_connection import Broker
from shared.broker.nats_pull import NatsPull, away
from shared.broker.nats_queries import Questions

WRONG_LAST_SEQUENCE = 10071
EXPECTED_LAST_SEQUENCE = "Nats-Expected-Last-Sequence"
COMMANDS_OF_A_KIND = 5_000
"""So many of one party's commands of one kind the broker keeps; of those beyond, the oldest goes."""
COMMANDS = 50_000
"""So many of all parties: also who invents kinds fills no disk and no memory."""

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
            max_msgs=COMMANDS,
            max_msgs_per_subject=COMMANDS_OF_A_KIND,
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

    `name` is the user's; replies come to `_INBOX_<name>`, where nobody else may listen. Where the `parties` are known,
    none of them can keep the others waiting: see `nats_queries` and `nats_commands`. If the `password` is a function,
    it is called at each attempt to connect. A broker at `tls://` has to prove itself by an authority in the `ca_file`.
    """

    def __init__(
        self,
        url: str,
        name: str,
        password: str | Callable[[], str],
        parties: Collection[str] = (),
        *,
        ca_file: Path | None = None,
    ) -> None:
        self.broker = Broker(
            url,
            user=name,
            password=password,
            failed=self._on_failed_attempt,
            ca_file=ca_file,
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
        self._failed_attempt: list[Callable[[FailedAttempt], None]] = []
        self._pulls: WeakSet[NatsPull] = WeakSet()
        self._parties = parties
        self._responders: dict[str, Responder] = {}
        self._questions: Questions | None = None
        self._answering: asyncio.Task[None] | None = None

    @property
    def _client(self) -> Client:
        return self.broker.connection

    @cached_property
    def _jetstream(self) -> JetStreamContext:
        return self._client.jetstream(timeout=5)

    def respond(self, responders: Mapping[str, Responder]) -> None:
        """What is answered, and where to, these say, and no library: it would answer None with an empty message.

        We may publish where the asker may not: it could put a message of its making into our own stream.
        """
        self._responders.update(responders)

    async def start(self) -> None:
        await self.broker.start()
        if self._answering is None:
            self._questions = Questions(self._client, self._responders, self._parties)
            await self._questions.open()
            self._answering = asyncio.create_task(self._questions.run())

    async def _on_disconnect(self) -> None:
        for callback in self._disconnected:
            callback()

    async def _on_reconnect(self) -> None:
        for pull in self._pulls:
            pull.renew()
        if self._questions:
            await self._questions.renew()
        for callback in self._reconnected:
            callback()

    def _on_failed_attempt(self, why: FailedAttempt) -> None:
        for callback in self._failed_attempt:
            callback(why)

    async def stop(self) -> None:
        if self._answering:
            self._answering.cancel()
        await self.broker.stop()

    def on_disconnect(self, callback: Callable[[], None]) -> None:
        self._disconnected.append(callback)

    def on_reconnect(self, callback: Callable[[], None]) -> None:
        self._reconnected.append(callback)

    def on_failed_attempt(self, callback: Callable[[FailedAttempt], None]) -> None:
        self._failed_attempt.append(callback)

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

    async def publish_said(self, messages: Sequence[Message], last: int) -> None:
        """As promised. Each is taken only where the stream ends right before its place; the last is acknowledged."""
        client = self._client
        with away():
            for place, message in enumerate(messages[:-1], last):
                await client.publish(message.subject, message.body, headers=_right_after(place, message))
            final, place = messages[-1], last + len(messages) - 1
            try:
                await self._jetstream.publish(final.subject, final.body, headers=_right_after(place, final))
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
        stream = command_stream(service)

        async def overtake(parties: Sequence[str], after: int) -> NatsPull:
            subjects = [f"bundel.cmd.{service}.{party}.*" for party in parties]
            return await self._read(stream, after, "overtakes", filter_subjects=subjects, wake=queue.wake)

        queue = await self._pull(stream, service)
        return CommandPull(queue, self._parties, overtake) if self._parties else queue

    async def follow(self, service: str, after: int) -> Pull:
        return await self._read(output_stream(service), after, f"{self._name} reads {service}")

    async def _read(
        self,
        stream: str,
        after: int,
        description: str,
        *,
        filter_subjects: list[str] | None = None,
        wake: asyncio.Event | None = None,
    ) -> NatsPull:
        """A reader that the broker forgets when we are gone, and that acknowledges nothing."""
        config = api.ConsumerConfig(
            ack_policy=api.AckPolicy.NONE,
            deliver_policy=api.DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=after + 1,
            inactive_threshold=60,
            mem_storage=True,
            description=description,
            filter_subjects=filter_subjects,
        )
        with away():
            info = await self._jetstream.add_consumer(stream, config)
        return await self._pull(stream, info.name, wake)

    async def _pull(self, stream: str, consumer: str, wake: asyncio.Event | None = None) -> NatsPull:
        pull = NatsPull(self._client, stream, consumer, wake)
        await pull.open()
        self._pulls.add(pull)
        return pull

    async def ask(self, subject: str, body: bytes, timeout: float) -> bytes | None:  # noqa: ASYNC109 the bus keeps time
        try:
            return (await self._client.request(subject, body, timeout=timeout)).data
        except (nats.errors.Error, TimeoutError):
            return None


def _right_after(place: int, message: Message) -> dict[str, str]:
    """Headers with which a message is taken only where the stream ends at this place."""
    return {EXPECTED_LAST_SEQUENCE: str(place), **(message.headers or {})}
