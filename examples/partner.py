"""One organisation's program on the platform. It knows topics only: its own commands, and what it may hear."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeAlias

from bundel_client import BareClient, Message, Outcome, QueryRefused
from examples.narration import Failed, Narrator
from shared.parties import Parties, load_parties

PATIENCE_SECONDS = 30.0
ASK_AGAIN_SECONDS = 0.02

Body: TypeAlias = dict[str, Any]


class Partner:
    """A party at work, one thing after another: it commands, asks, and waits for what concerns it."""

    def __init__(self, client: BareClient) -> None:
        self.client = client
        self._heard: dict[str, list[tuple[str, Body]]] = {}
        self._streams: dict[str, AsyncIterator[Message]] = {}

    @property
    def party(self) -> str:
        return self.client.party

    async def does(self, service: str, command: str, **data: Any) -> None:
        """Send a command that must be accepted."""
        outcome = await self._outcome(service, command, data)
        if not outcome.accepted:
            told = " ".join(f"{fault.code} {fault.field}: {fault.sentence}" for fault in outcome.faults)
            raise Failed(f"{self.party} {command}: {told}")

    async def is_refused(self, code: str, service: str, command: str, **data: Any) -> None:
        """Send a command that must be refused, with this code."""
        outcome = await self._outcome(service, command, data)
        if outcome.accepted or outcome.code != code:
            raise Failed(f"{self.party} {command}: expected the refusal {code}, got {outcome.code or 'acceptance'}")

    async def _outcome(self, service: str, command: str, data: Mapping[str, Any]) -> Outcome:
        return await self.client.submit(service, command, data, timeout=PATIENCE_SECONDS)

    async def sees(self, service: str, query: str, **fields: Any) -> Body:
        """Ask a question that has an answer."""
        try:
            answer: Body = await self.client.ask(service, query, **fields)
        except QueryRefused as refused:
            raise Failed(f"{self.party} asks {service} for {query}: {refused}") from refused
        return answer

    async def awaits(self, holds: Callable[[Body], bool], service: str, query: str, **fields: Any) -> Body:
        """Ask until the answer is as it should be: a service needs a moment to hear what another has said."""
        until = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while not holds(answer := await self.sees(service, query, **fields)):
            if asyncio.get_running_loop().time() > until:
                raise Failed(f"{self.party} asked {service} for {query} in vain; the last answer: {answer}")
            await asyncio.sleep(ASK_AGAIN_SECONDS)
        return answer

    async def hears(self, service: str, kind: str, **fields: Any) -> Body:
        """Wait for the first message of this kind with these fields, as it was or will be said. Never misses one."""
        heard = self._heard.setdefault(service, [])
        for known, body in heard:
            if known == kind and fields.items() <= body.items():
                return body
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                async for said in self._stream(service):
                    data: Body = json.loads(bytes(said.data))
                    heard.append((said.kind, data))
                    if said.kind == kind and fields.items() <= data.items():
                        return data
        except TimeoutError:
            raise Failed(f"{self.party} heard no {kind} of {service} with {fields}") from None
        raise AssertionError("a service is followed for ever")

    def _stream(self, service: str) -> AsyncIterator[Message]:
        if service not in self._streams:
            self._streams[service] = self.client.follow(service)
        return self._streams[service]

    async def close(self) -> None:
        await self.client.close()


@dataclass(frozen=True)
class Stage:
    """Where the scenarios play: a running platform, everybody's credentials, and the one who tells.

    In reality each partner has its own machine and only its own credentials; here they share a folder.
    """

    url: str
    credentials: Path
    parties: Parties
    narrator: Narrator
    tag: str = field(default="")
    """Behind every name the scenario gives out, so that it can play again on a platform that was in use."""
    ca_file: Path | None = None
    """By whom a broker at `tls://` proves itself."""

    @classmethod
    def of_running(cls, data: Path, parties: Path, narrator: Narrator, tag: str) -> Self:
        """The platform that runs from this data folder."""
        try:
            ports = json.loads((data / "ports.json").read_text("utf-8"))
        except OSError as error:
            raise Failed(f"no platform was started from {data} ({error}); start one with make up") from error
        return cls(f"nats://127.0.0.1:{ports['nats']}", data / "credentials", load_parties(parties), narrator, tag)

    def named(self, name: str) -> str:
        return name + self.tag

    @asynccontextmanager
    async def partners(self, *slugs: str) -> AsyncIterator[tuple[Partner, ...]]:
        """These parties, connected, each with its own credentials."""
        async with AsyncExitStack() as stack:
            partners = []
            for slug in slugs:
                partner = Partner(await self._connected(slug))
                stack.push_async_callback(partner.close)
                partners.append(partner)
            yield tuple(partners)

    async def _connected(self, slug: str) -> BareClient:
        password = (self.credentials / slug).read_text("utf-8").strip()
        return await BareClient.connect(self.url, slug, password, oin=self.parties[slug].oin, ca_file=self.ca_file)
