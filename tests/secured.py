"""A platform whose broker speaks TLS, and servers that claim to and do not."""

import asyncio
import contextlib
import json

from deploy.local import Platform
from deploy.ports import Ports
from shared.parties import SERVICES
from shared.whole_file import write_whole


class SecuredPlatform(Platform):
    """The broker shows the certificate in `tls`, as nats-server is told of it; with None it offers no TLS."""

    def __init__(self, data, tls, ca_file, **options):
        super().__init__(data, ports=Ports.free(), **options)
        self.tls = tls
        self.ca_file = ca_file

    @property
    def url(self):
        return f"tls://127.0.0.1:{self.ports.nats}"

    def _write_broker_config(self):
        config = super()._write_broker_config()
        told = json.loads(config.read_text("utf-8"))
        leaves_the_choice = self.tls and self.tls.get("leaves_the_choice")
        if self.tls:
            told["tls"] = {name: value for name, value in self.tls.items() if name != "leaves_the_choice"}
        if leaves_the_choice:
            told["allow_non_tls"] = True
        write_whole(config, json.dumps(told).encode(), 0o600)
        return config

    def _environment(self, name):
        named = {"BUNDEL_NATS_CA_FILE": str(self.ca_file)} if name in SERVICES else {}
        return {**super()._environment(name), **named}


class Witness:
    """A server that speaks in clear text, lets in anybody, and keeps every byte that it is told."""

    def __init__(self, **info):
        self.info = {"server_id": "W", "version": "2.15.1", "max_payload": 1024, "auth_required": True, **info}
        self.heard = []
        """What each connection told, in the order in which they came."""
        self._writers = []

    async def _serve(self, reader, writer):
        at = len(self.heard)
        self.heard.append(b"")
        self._writers.append(writer)
        with contextlib.suppress(OSError):
            writer.write(f"INFO {json.dumps(self.info)}\r\n".encode())
            while told := await reader.read(4096):
                self.heard[at] += told
                if b"PING\r\n" in told:
                    writer.write(b"PONG\r\n")
            writer.close()

    @contextlib.asynccontextmanager
    async def listening(self):
        """Its address, of which it is said that TLS is spoken there."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield f"tls://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()
            for writer in self._writers:
                writer.transport.abort()
            await asyncio.sleep(0.01)
