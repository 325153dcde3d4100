"""A party's bare socket to the broker: it sends bytes that no library would, and notes what the broker says to that."""

import asyncio
import contextlib
import json

PATIENCE_SECONDS = 2


class Wire:
    """The NATS protocol by hand. What breaks the protocol ends the connection; what is not allowed does not."""

    def __init__(self, platform, party):
        self._platform = platform
        self._party = party
        self.objections = []
        """Errors of the broker, as it words them."""

    async def __aenter__(self):
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._platform.ports.nats, limit=2**20)
        tolerant = {"verbose": False, "pedantic": False, "headers": True}
        login = {"user": self._party, "pass": self._platform.password(self._party), **tolerant}
        assert (await self._reader.readline()).startswith(b"INFO")
        assert await self.send(b"CONNECT %s\r\n" % json.dumps(login).encode())
        return self

    async def __aexit__(self, *error):
        self._writer.transport.abort()  # what the broker waits for will never come
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    async def send(self, line):
        """Put this on the wire; whether the broker has read it, and goes on reading."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                self._writer.write(line + b"PING\r\n")
                await self._writer.drain()
                while (said := await self._reader.readline()) not in {b"PONG\r\n", b""}:
                    if said.startswith(b"-ERR"):
                        self.objections.append(said.decode().strip())
        except (ConnectionError, TimeoutError):
            return False
        return said != b""


def publication(subject, body, header=None, reply=b""):
    """The line that publishes this, with the header as the bytes that it is."""
    if header is None:
        return b"PUB %s %s %d\r\n%s\r\n" % (subject, reply, len(body), body)
    head = b"NATS/1.0\r\nce-id: %s\r\n\r\n" % header
    return b"HPUB %s %s %d %d\r\n%s%s\r\n" % (subject, reply, len(head), len(head) + len(body), head, body)
