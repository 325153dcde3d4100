"""The connection to the broker: FastStream's, with what it and nats-py lack mended."""

import asyncio
import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nats.errors
import nats.protocol.parser
import structlog
from faststream.exceptions import IncorrectState
from faststream.nats import NatsBroker
from nats.aio.client import Client

from bundel_client.tls import SecureClient, why_not_trusted
from shared.broker.bus import FailedAttempt

STOP_SECONDS = 3.0
FLUSH_SECONDS = 2
FLUSH_AGAIN_SECONDS = 0.2

_log = structlog.get_logger(__name__)


class Broker(NatsBroker):
    """FastStream's broker, that any number may start, that tries until it is let in, and stops also without a server.

    Whatever keeps it from a connection, `failed` is told at each attempt. The library's own callback would raise when
    the server refuses the password: then the start fails, or the connection is never tried again.
    """

    def __init__(
        self,
        *args: Any,
        user: str,
        password: str | Callable[[], str],
        failed: Callable[[FailedAttempt], None],
        ca_file: Path | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._failed = failed
        self._ca_file = ca_file
        self._connection_kwargs.update(user=user, password=password, error_cb=self._on_error)
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
        """As the library does, but with a client that keeps to TLS where its address asks for it."""
        connection = SecureClient(self._ca_file)
        await connection.connect(**self._connection_kwargs)
        self.config.connect(connection)
        _read_whatever_comes(connection)
        return connection

    async def _on_error(self, error: Exception) -> None:
        """Tell whoever waits; what else the library reports here, it has dealt with."""
        if why := why_not_trusted(error):
            self._failed(FailedAttempt("not trusted", why))
        elif _is_refusal(str(error)):
            self._failed(FailedAttempt("refused"))
        elif isinstance(error, OSError | TimeoutError):
            self._failed(FailedAttempt("not reached"))

    async def stop(self, *why: Any) -> None:
        with contextlib.suppress(nats.errors.Error, OSError, IncorrectState):
            async with asyncio.timeout(STOP_SECONDS):
                await super().stop(*why)


def _is_refusal(message: str) -> bool:
    return "authorization violation" in message.lower() or "authentication" in message.lower()


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


_WORD = rb"([^ \t\r\n]+)"
nats.protocol.parser.MSG_RE = re.compile(rb"\AMSG[ \t]+%b[ \t]+%b[ \t]+(%b[ \t]+)?(\d+)\r\n" % (_WORD, _WORD, _WORD))
nats.protocol.parser.HMSG_RE = re.compile(
    rb"\AHMSG[ \t]+%b[ \t]+%b[ \t]+(%b[ \t]+)?(\d+)[ \t]+(\d+)\r\n" % (_WORD, _WORD, _WORD)
)
"""Mend another: to nats-py a vertical tab or a form feed parts two words, to the broker it is a letter of a subject.

It gives up the connection at a message whose subject has one, and a stored command comes again: it would never end.
"""


def _readable(token: bytes) -> bytes:
    return token.decode("utf-8", "replace").encode()
