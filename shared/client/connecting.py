"""A partner's way to the broker: told at once where it cannot be, waited for where it was and went away."""

import contextlib
import time

import nats.errors
from nats.aio.client import Client as Connection

PING_SECONDS = 5
"""A connection that is dead without a word is noticed within three of these; the library's own pace is minutes."""


class NotConnected(Exception):
    """The broker is not reached, or does not know this party with this password."""


async def connected(url: str, party: str, password: str, name: str, patience: float) -> Connection:
    """A connection under the party's own inbox prefix. Raises NotConnected; see `Client.connect`."""
    connection = Connection()
    first = _FirstConnect(url, party, patience)
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
        )
    except BaseException:
        with contextlib.suppress(nats.errors.Error, OSError):
            await connection.close()
        raise
    first.over = True
    return connection


class _FirstConnect:
    """Ends the first attempt to connect when it is hopeless.

    Later disconnects are waited out in silence: what matters then surfaces as NoOutcomeYet or NoAnswer.
    """

    def __init__(self, url: str, party: str, patience: float) -> None:
        self._url = url
        self._party = party
        self._until = time.monotonic() + patience
        self.over = False

    async def failed(self, error: Exception) -> None:
        if self.over:
            return
        if "authorization" in str(error).lower():
            raise NotConnected(f"{self._url} does not know {self._party} with this password") from error
        if time.monotonic() > self._until:
            raise NotConnected(f"{self._url} is not reached: {error}") from error
