"""For a program that is written with FastStream: its broker, connected as one party, and the client on that connection.

`pip install "bundel-client[faststream]"`. A subscriber hears what is said while it listens, and no more: what was said
before, or was lost on the way, `client` asks for.
"""

import json
from pathlib import Path
from typing import Any

import nats.aio.client
from fast_depends.msgspec import MsgSpecSerializer
from faststream.nats import NatsBroker, NatsMessage

from bundel_client.client import Client
from bundel_client.connecting import connected
from bundel_client.forms import Body
from bundel_client.pending import pending_commands


class PartyBroker(NatsBroker):
    """FastStream's broker for one party. A subscriber takes the class of the kind it listens to."""

    def __init__(
        self,
        url: str,
        party: str,
        password: str,
        *,
        oin: str,
        system: str = "bundel-client",
        keep: Path | None = None,
        patience: float = 30,
        ca_file: Path | None = None,
        **options: Any,
    ) -> None:
        """The same as `Client.connect` takes, and what FastStream's own broker takes besides."""
        super().__init__(url, decoder=_data_of, serializer=MsgSpecSerializer(), **options)
        self._way = (url, party, password, f"{party} ({system})", patience, ca_file)
        self._who = (party, oin, system, pending_commands(keep))
        self._client: Client | None = None
        self.party = party

    def to_me(self, kind: type[Body]) -> str:
        """Where we alone are told this."""
        return f"bundel.to.{self.party}.{kind.SERVICE}.{kind.KIND}"

    def to_all(self, kind: type[Body]) -> str:
        """Where all are told this."""
        return f"bundel.event.{kind.SERVICE}.{kind.KIND}.*"

    @property
    def client(self) -> Client:
        """Commands and queries. There is one once the broker is connected."""
        if self._client is None:
            raise RuntimeError("the broker is not connected yet: use its client in a subscriber, or after the start")
        return self._client

    async def _connect(self) -> nats.aio.client.Client:
        """With our own connection, which keeps to TLS, and comes back as often as it takes."""
        connection = await connected(*self._way)
        self._client = Client(connection, *self._who)
        await self._client.listen()
        self.config.connect(connection)
        return connection


async def _data_of(message: NatsMessage) -> Any:
    """What a CloudEvent tells: for the class that a subscriber names."""
    return json.loads(message.body)["data"]
