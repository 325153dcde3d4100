"""A partner's way to the broker: told at once where it cannot be, waited for where it was and went away."""

import contextlib
import logging
import time
from pathlib import Path

import nats.errors

from bundel_client.tls import SecureClient as Connection
from bundel_client.tls import must_ask_for_tls, why_not_trusted

_log = logging.getLogger("bundel_client")
_log.addHandler(logging.NullHandler())  # silent, unless the program that uses us wants to hear

TIMES_REFUSED = 2
"""A broker that takes over a register refuses for a moment whoever comes; so it is asked once more, a second later."""
PING_SECONDS = 5
"""A connection that is dead without a word is noticed within three of these; the library's own pace is minutes."""


class NotConnected(Exception):
    """The broker is not reached, is not trusted, or does not know this party with this password."""


async def connected(
    url: str, party: str, password: str, name: str, patience: float, ca_file: Path | None = None
) -> Connection:
    """A connection under the party's own inbox prefix. Raises NotConnected, see `Client.connect`; and ValueError for a
    CA file with an address that asks for no TLS.
    """
    must_ask_for_tls(url, ca_file)
    connection = Connection(ca_file)
    first = _FirstConnect(connection, url, party, patience)
    try:
        await connection.connect(
            url,
            user=party,
            password=password,
            name=name,
            inbox_prefix=f"_INBOX_{party}",
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            connect_timeout=5,
            ping_interval=PING_SECONDS,
            max_outstanding_pings=2,
            error_cb=first.failed,
            disconnected_cb=first.disconnected,
            reconnected_cb=first.reconnected,
        )
    except BaseException:
        with contextlib.suppress(nats.errors.Error, OSError):
            await connection.close()
        raise
    first.over = True
    return connection


class _FirstConnect:
    """Ends the first attempt to connect when it is hopeless.

    Later disconnects are waited out; an operator reads of them in the log, and a caller gets NoOutcomeYet or NoAnswer.
    """

    def __init__(self, connection: Connection, url: str, party: str, patience: float) -> None:
        self._connection = connection
        self._url = url
        self._party = party
        self._until = time.monotonic() + patience
        self._refused = 0
        self.over = False

    async def failed(self, error: Exception) -> None:
        if self.over:
            _log.warning("%s: %s", self._url, error)
            return
        if why := why_not_trusted(error):
            raise NotConnected(f"{self._url} is not trusted, and was told no password: {why}") from error
        if "authorization" in str(error).lower():
            self._refused += 1
            if self._refused < TIMES_REFUSED:
                return
            raise NotConnected(f"{self._url} does not know {self._party} with this password") from error
        if time.monotonic() > self._until:
            raise NotConnected(f"{self._url} is not reached: {error}") from error

    async def disconnected(self) -> None:
        if self.over and not self._connection.is_closed:
            _log.warning("%s: disconnected; commands are kept, and sent when it is back", self._url)

    async def reconnected(self) -> None:
        _log.warning("%s: reconnected", self._url)
