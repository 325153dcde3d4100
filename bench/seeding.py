"""A broker as the services left it, without filling it: each output stream begins and ends with the last message."""

import asyncio
import contextlib
from importlib import import_module
from typing import Any

import nats

from bench.ceiling import streams
from bench.stand import Stand
from shared.broker.bus import Message
from shared.log.eventlog import open_log
from shared.log.fold import FactReader
from shared.parties import SERVICES
from shared.running.rendering import Renderer
from shared.service import Service

OIN = "00000099000000000000"
"""That of the settings' default; nobody compares it."""


def seed(running: Stand) -> None:
    """Give the broker of a stand what every log beside it said last: a start finds nothing to refill."""
    for service in SERVICES:
        asyncio.run(_seed(running, service))


async def _seed(running: Stand, service: str) -> None:
    index, message = _last_said(running, service)
    async with await nats.connect(
        running.platform.url,
        user=service,
        password=running.platform.password(service),
        inbox_prefix=f"_INBOX_{service}",
        connect_timeout=5,
    ) as connection:
        jetstream = connection.jetstream()
        for config in streams(service, index):
            await jetstream.add_stream(config)
        placed = await jetstream.publish(message.subject, message.body)
        assert placed.seq == index, f"the last message of {service} is {index}, the broker put it at {placed.seq}"


def _last_said(running: Stand, service: str) -> tuple[int, Message]:
    with contextlib.closing(open_log(running.platform.logs[service])) as log:
        opened, head = log.read(limit=1)[0], log.head()
        assert head is not None
        last = log.message(head.stored.said)
        assert last is not None
        pure: Service[Any] = import_module(f"services.{service}.app").SERVICE
        renderer = Renderer(pure, OIN, FactReader(pure).read(opened.stored).log)
        message = renderer.message(last)
        assert message is not None
        return head.stored.said, message
