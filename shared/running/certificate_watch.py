"""Looks when the broker's certificate ends, so that somebody is told before nobody is let in any more."""

import asyncio
import contextlib
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from shared.running.health import Health

SOON = timedelta(days=14)
"""A certificate that ends within this time is told of: by an alert, and by `bundel status`."""
LOOK_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 3600.0
SOON_AGAIN_SECONDS = 60.0
"""While it ends soon, or was not seen: who renews it sees that it was noticed."""


class CertificateWatch:
    """No alarm: the service works until the end, and a proxy may not be told to pass it over."""

    def __init__(self, url: str, ca_file: Path | None, health: Health) -> None:
        self._url = url
        self._ca_file = ca_file
        self._health = health

    async def run(self) -> None:
        while True:
            lasts = await self._lasts()
            await asyncio.sleep(LOOK_AGAIN_SECONDS if lasts else SOON_AGAIN_SECONDS)

    async def _lasts(self) -> bool:
        """Whether it was seen, and does not end soon. Why it is not seen, the service's own connection says."""
        with contextlib.suppress(OSError, TimeoutError, ValueError):  # the last: what answers there is no broker
            end = await certificate_end(self._url, self._ca_file)
            self._health.broker_certificate_ends = end
            return end - datetime.now(UTC) > SOON
        return False


async def certificate_end(url: str, ca_file: Path | None) -> datetime:
    """When the certificate ends that the broker shows to a new connection; one that is there keeps what it was shown.

    It is told no name. Raises OSError or TimeoutError where there is no such connection.
    """
    broker = urlsplit(url)
    async with asyncio.timeout(LOOK_SECONDS):
        reader, writer = await asyncio.open_connection(broker.hostname, broker.port)
        try:
            await reader.readline()  # what the broker says of itself comes before TLS
            await writer.start_tls(ssl.create_default_context(cafile=ca_file), server_hostname=broker.hostname)
            shown = writer.get_extra_info("peercert")
        finally:
            writer.transport.abort()
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(shown["notAfter"]), UTC)
