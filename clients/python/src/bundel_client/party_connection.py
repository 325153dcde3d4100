"""One party's connection to the platform: commands until their outcomes, queries, messages without a gap.

A broker's acknowledgement is no outcome. A command is kept (on disk, where `keep` names a folder) until its
outcome arrives, and is sent again with the same id until then; the platform gives a repeat the same outcome.
"""

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import nats.errors
from nats.aio.client import Client as Connection
from nats.aio.msg import Msg

from bundel_client.connecting import connected
from bundel_client.contract import SERVICES
from bundel_client.cursor import FollowCursor
from bundel_client.envelope import Message, command_event, read_message, source
from bundel_client.outcomes import NoAnswer, Outcome, QueryRefused, outcome_of
from bundel_client.pending import NoOutcomeYet, Pending, PendingCommands, pending_commands

SEND_AGAIN_SECONDS = 2.0
ASK_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 5.0
NOT_NOW = "not-now"
"""The refusal of a query that is to be asked again: the service cannot read its log at this moment."""


class PartyConnection:
    """What `Client` and `BareClient` have in common: one party, connected."""

    def __init__(self, connection: Connection, party: str, oin: str, system: str, kept: PendingCommands) -> None:
        self._connection = connection
        self._source = source(oin, system)
        self._kept = kept
        self._waiting: dict[tuple[str, str, str], asyncio.Future[Outcome]] = {}
        self.party = party

    @classmethod
    async def connect(
        cls,
        url: str,
        party: str,
        password: str,
        *,
        oin: str,
        system: str = "bundel-client",
        keep: Path | None = None,
        patience: float = 30,
        ca_file: Path | None = None,
    ) -> Self:
        """Connect with the party's own credentials. `oin` is the party's own, as in the register of parties.

        To an address that begins with `tls://` the client speaks TLS, or tells no password. The broker proves itself by
        an authority in `ca_file`, which is read at each attempt to connect; without it by one that the system knows.

        Raises NotConnected at once if the broker refuses the credentials or is not trusted, and after `patience`
        seconds if it is not reached. Once connected, the client waits for a broker that went away, or is not trusted
        any more, for as long as it takes.
        """
        connection = await connected(url, party, password, f"{party} ({system})", patience, ca_file)
        client = cls(connection, party, oin, system, pending_commands(keep))
        await client.listen()
        return client

    async def listen(self) -> None:
        """Begin to hear outcomes. Done by `connect`."""
        for subject in (f"bundel.to.{self.party}.*.command-outcome", f"bundel.again.{self.party}.*"):
            await self._connection.subscribe(subject, cb=self._on_outcome)
        await self._connection.flush()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Leave, also while the broker is going away. Pending commands stay kept."""
        with contextlib.suppress(nats.errors.Error, OSError):
            await self._connection.close()

    # Commands

    async def _submit(
        self, service: str, command: str, data: Any, command_id: str | None, correlation: str, patience: float
    ) -> Outcome:
        _must_be_a_service(service)
        command_id = command_id or secrets.token_hex(12)
        body = command_event(service, command, command_id, self._source, correlation, data)
        pending = Pending(service, command_id, f"bundel.cmd.{service}.{self.party}.{command}", body)
        outcome = await self._await_outcome(pending, patience)
        self._kept.drop(pending)
        return outcome

    async def resume(self, *, timeout: float = 60) -> list[Outcome]:  # noqa: ASYNC109 how long a caller is willing to wait
        """Go on with the commands kept from before a restart; return their outcomes.

        All stay kept until all have one, so that no outcome is lost to whoever stops waiting halfway.
        """
        kept = self._kept.all()
        outcomes = [await self._await_outcome(pending, timeout) for pending in kept]
        for pending in kept:
            self._kept.drop(pending)
        return outcomes

    async def _await_outcome(self, pending: Pending, patience: float) -> Outcome:
        self._kept.put(pending)
        arrived = self._waiting.setdefault(pending.key, asyncio.get_running_loop().create_future())
        try:
            async with asyncio.timeout(patience):
                outcome = await self._send_until_outcome(pending, arrived)
        except TimeoutError:
            raise NoOutcomeYet(pending) from None
        finally:
            self._waiting.pop(pending.key, None)
        return outcome

    async def _send_until_outcome(self, pending: Pending, arrived: "asyncio.Future[Outcome]") -> Outcome:
        while True:
            with contextlib.suppress(nats.errors.Error):
                await self._connection.publish(pending.subject, pending.body, headers={"ce-id": pending.command_id})
            await asyncio.wait([arrived], timeout=SEND_AGAIN_SECONDS)
            if arrived.done():
                return arrived.result()
            with contextlib.suppress(NoAnswer, QueryRefused):
                found = await self._ask(pending.service, "outcome", {"command_id": pending.command_id})
                if _key(pending.service, found) == pending.key:
                    return outcome_of(found)

    async def _on_outcome(self, message: Msg) -> None:
        event = json.loads(message.data)
        service = event["type"].split(".")[2]
        waiting = self._waiting.get(_key(service, event["data"]))
        if waiting is not None and not waiting.done():
            waiting.set_result(outcome_of(event["data"]))

    # Queries

    async def _ask(self, service: str, query: str, fields: Any) -> Any:
        _must_be_a_service(service)
        subject = f"bundel.query.{service}.{self.party}.{query}"
        try:
            reply = await self._connection.request(subject, msgspec.json.encode(fields), timeout=ASK_SECONDS)
        except (nats.errors.Error, TimeoutError) as error:
            raise NoAnswer(subject) from error
        answer = json.loads(reply.data)
        if refused := answer.get("refused"):
            raise QueryRefused(refused["code"], refused["sentence"], refused["field"])
        return answer["answer"]

    # Following

    async def follow(self, service: str, place: FollowCursor | None = None) -> AsyncIterator[Message]:
        """Every event of a service and every message of it to us from `place` on, for ever, without a gap.

        Strictly in order per audience. `place` is moved along as messages are yielded: keep it to go on later.
        """
        place = place or FollowCursor()
        arrived: asyncio.Queue[bytes] = asyncio.Queue()

        async def on_message(message: Msg) -> None:
            arrived.put_nowait(message.data)

        subjects = (f"bundel.event.{service}.>", f"bundel.to.{self.party}.{service}.*")
        subscriptions = [await self._connection.subscribe(subject, cb=on_message) for subject in subjects]
        await self._connection.flush()
        try:
            while True:
                async for said in self._catch_up(service, place):
                    yield said
                async for said in self._live(arrived, place):
                    yield said
        finally:
            for subscription in subscriptions:
                with contextlib.suppress(nats.errors.Error):
                    await subscription.unsubscribe()

    async def _live(self, arrived: "asyncio.Queue[bytes]", place: FollowCursor) -> AsyncIterator[Message]:
        """What arrives, as long as nothing is missing, and for a few seconds at most: then look for a lost tail."""
        until = asyncio.get_running_loop().time() + LOOK_AGAIN_SECONDS
        while (left := until - asyncio.get_running_loop().time()) > 0:
            try:
                async with asyncio.timeout(left):  # not wait_for, which before Python 3.12 may swallow a cancellation
                    body = await arrived.get()
            except TimeoutError:
                return
            said = read_message(body)
            if place.is_old(said):
                continue
            if not place.is_next(said):
                return
            place.seen[said.audience] = said.audienceindex
            yield said

    async def _catch_up(self, service: str, place: FollowCursor) -> AsyncIterator[Message]:
        while True:
            try:
                answer = await self._ask(service, "messages-after", {"after": place.searched, "limit": 200})
            except (NoAnswer, QueryRefused) as reason:
                if isinstance(reason, QueryRefused) and reason.code != NOT_NOW:
                    raise
                await asyncio.sleep(SEND_AGAIN_SECONDS / 4)
                continue
            for event in answer["messages"]:
                said = read_message(msgspec.json.encode(event))
                if not place.is_old(said):
                    place.seen[said.audience] = said.audienceindex
                    yield said
            done = answer["upto"] == place.searched
            place.searched = answer["upto"]
            if done:
                return


def _must_be_a_service(service: str) -> None:
    """Nobody would answer: a command to it would be kept, and sent again at each start, for ever."""
    if service not in SERVICES:
        raise ValueError(f"there is no service {service!r}; it is one of {', '.join(SERVICES)}")


def _key(service: str, data: Mapping[str, Any]) -> tuple[str, str, str]:
    return service, data["command_id"], data["body_sha256"]
