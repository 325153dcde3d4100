"""What was published after a backup, as far as the broker still has it: message by message."""

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import nats.errors
import nats.js.errors

from cli.broker import connected
from cli.faults import Fault
from cli.logs import Log, message
from cli.words import faults as f
from shared.broker.bus import output_stream
from shared.broker.envelope import UNREADABLE, PublishedEvent, read_published
from shared.parties import OPERATOR, SERVICES

SECONDS = 5.0
AT_MOST = 300_000
"""So many messages of one service are told; beyond, the logs that were set aside have them."""


class Message(msgspec.Struct, frozen=True):
    """A message that partners may have received, and that the restored log does not know."""

    service: str
    index: int
    at: str
    kind: str
    to: str
    about: str
    """The stream of the log."""
    cause: str
    correlation: str
    data: msgspec.Raw
    """JSON, as it was said: of hundreds of thousands none is taken apart."""


class Since(NamedTuple):
    """What the broker has of one service after the backup."""

    last: int
    """Where its stream ends."""
    same_history: bool
    """Whether the last message that both have is the same; else the broker speaks of another log."""
    messages: list[Message]


def published_since(url: str, password: str, logs: Mapping[str, Log], ca_file: Path | None = None) -> dict[str, Since]:
    """Ask the broker, as the operator, what it has beyond these logs. Raises a fault where it does not answer."""

    async def asked() -> dict[str, Since]:
        async with connected(url, OPERATOR, password, ca_file) as client:
            context = client.jetstream(timeout=SECONDS)
            return {service: await _since(context, log) for service, log in logs.items()}

    with _reached(url):
        return asyncio.run(asked())


@contextlib.contextmanager
def _reached(url: str) -> Iterator[None]:
    try:
        yield
    except (nats.errors.Error, TimeoutError) as error:
        reason = str(error).strip() or type(error).__name__
        raise Fault(f.BROKER_UNREACHABLE, url=url, reason=reason) from error


def empty_streams(url: str, password: str, ca_file: Path | None = None) -> None:
    """Delete what services published from the broker: they make the streams anew, and fill them from their logs."""

    async def emptied() -> None:
        async with connected(url, OPERATOR, password, ca_file) as client:
            context = client.jetstream(timeout=SECONDS)
            for service in SERVICES:
                with contextlib.suppress(nats.js.errors.NotFoundError):
                    await context.delete_stream(output_stream(service))

    with _reached(url):
        asyncio.run(emptied())


async def _since(context: Any, log: Log) -> Since:
    stream, head = output_stream(log.service), log.last()
    said = head.stored.said if head else 0
    try:
        last = (await context.stream_info(stream)).state.last_seq
    except nats.js.errors.NotFoundError:
        return Since(0, same_history=True, messages=[])
    same = await _is_of(context, stream, log, min(last, said))
    after = range(said + 1, min(last, said + AT_MOST) + 1) if same else range(0)
    found = [_message(log.service, event) for index in after if (event := await _event(context, stream, index))]
    return Since(last, same_history=same, messages=found)


async def _is_of(context: Any, stream: str, log: Log, index: int) -> bool:
    """Whether the broker has the same message under this index. Where it has none any more, nothing speaks against."""
    theirs = await _event(context, stream, index) if index else None
    ours = message(log, index) if index else None
    return theirs is None or (ours is not None and ours.hash == theirs.hash)


async def _event(context: Any, stream: str, index: int) -> PublishedEvent | None:
    """None where the broker does not have it any more, or has what nobody can read."""
    try:
        return read_published((await context.get_msg(stream, index)).data)
    except nats.js.errors.NotFoundError:
        return None
    except UNREADABLE:
        return None


def _message(service: str, event: PublishedEvent) -> Message:
    return Message(
        service,
        event.index,
        event.time.isoformat(),
        event.kind,
        event.audience,
        event.subject,
        event.causationid,
        event.correlationid,
        event.data,
    )
