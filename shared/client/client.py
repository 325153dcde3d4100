"""A partner's client: submit commands and await their outcomes, ask queries, follow events and own messages.

A broker's acknowledgement is no outcome. A command is kept (on disk, where `keep` names a folder) until its
outcome arrives, and is sent again with the same id until then; the platform gives a repeat the same outcome.
"""

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import nats.errors
from nats.aio.client import Client as Connection
from nats.aio.msg import Msg

from shared.broker.envelope import COMMAND_ID, MAX_COMMAND_BYTES, PublishedEvent, command_type, read_published, source
from shared.client.connecting import NotConnected, connected
from shared.client.pending import NoOutcomeYet, Pending, PendingCommands, PendingCommandsOnDisk

SEND_AGAIN_SECONDS = 2.0
ASK_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 5.0
__all__ = ["Client", "FollowCursor", "NoAnswer", "NoOutcomeYet", "NotConnected", "Outcome", "QueryRefused"]
ALL = "all"
NOT_NOW = "not-now"
"""The refusal of a query that is to be asked again: the service cannot read its log at this moment."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command; refused with a stable code, a sentence and the field it is about."""

    command_id: str
    accepted: bool
    code: str = ""
    sentence: str = ""
    field: str = ""


class NoAnswer(Exception):
    """Nobody answered the query in time."""


class QueryRefused(Exception):
    """The query was refused: code, sentence and field."""

    def __init__(self, code: str, sentence: str, field: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.field = field


@dataclass(slots=True)
class FollowCursor:
    """How far one service was followed. Keep it to go on from here."""

    searched: int = 0
    """Everything up to this index of the service's log that is for us was seen."""
    seen: dict[str, int] = field(default_factory=dict)
    """Per audience (`all`, or our own slug) the last index seen; an audience not named was not seen yet."""

    def is_next(self, said: PublishedEvent) -> bool:
        """No message of this audience lies between the last one seen and this one."""
        last = self.seen.get(said.audience, 0 if self.searched == 0 else None)
        return last is not None and said.audienceindex == last + 1

    def is_old(self, said: PublishedEvent) -> bool:
        return said.audienceindex <= self.seen.get(said.audience, 0)


class Client:
    """One party's connection to the platform."""

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
    ) -> Self:
        """Connect with the party's own credentials. `oin` is the party's own, as in the register of parties.

        Raises NotConnected at once if the broker refuses them, and after `patience` seconds if it is not reached. Once
        connected, the client waits for a broker that went away for as long as it takes.
        """
        connection = await connected(url, party, password, f"{party} ({system})", patience)
        client = cls(connection, party, oin, system, PendingCommandsOnDisk(keep) if keep else PendingCommands())
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

    async def submit(
        self,
        service: str,
        command: str,
        data: Mapping[str, Any],
        *,
        command_id: str | None = None,
        correlation: str = "",
        timeout: float = 60,  # noqa: ASYNC109 how long a caller is willing to wait
    ) -> Outcome:
        """Send a command and await its outcome. Refuses oversize bodies and unfit ids here, with ValueError.

        Raises NoOutcomeYet after `timeout` seconds; the command is kept, and may still be accepted.
        """
        pending = self._pending(service, command, data, command_id, correlation)
        outcome = await self._await_outcome(pending, timeout)
        self._kept.drop(pending)
        return outcome

    async def resume(self, *, timeout: float = 60) -> list[Outcome]:  # noqa: ASYNC109 as submit
        """Go on with the commands kept from before a restart; return their outcomes.

        All stay kept until all have one, so that no outcome is lost to whoever stops waiting halfway.
        """
        kept = self._kept.all()
        outcomes = [await self._await_outcome(pending, timeout) for pending in kept]
        for pending in kept:
            self._kept.drop(pending)
        return outcomes

    def _pending(
        self, service: str, command: str, data: Mapping[str, Any], command_id: str | None, correlation: str
    ) -> Pending:
        command_id = command_id or secrets.token_hex(12)
        if not COMMAND_ID.fullmatch(command_id):
            raise ValueError(f"a command id is at most 64 letters, digits and . _ : -, not {command_id!r}")
        event = {
            "specversion": "1.0",
            "id": command_id,
            "source": self._source,
            "type": command_type(service, command),
            "datacontenttype": "application/json",
            "correlationid": correlation or command_id,
            "data": data,
        }
        body = msgspec.json.encode(event)
        if len(body) > MAX_COMMAND_BYTES:
            raise ValueError(f"a command is at most {MAX_COMMAND_BYTES} bytes, this one has {len(body)}")
        return Pending(service, command_id, f"bundel.cmd.{service}.{self.party}.{command}", body)

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
                found = await self.ask(pending.service, "outcome", command_id=pending.command_id)
                if _key(pending.service, found) == pending.key:
                    return _outcome(found)

    async def _on_outcome(self, message: Msg) -> None:
        event = json.loads(message.data)
        service = event["type"].split(".")[2]
        waiting = self._waiting.get(_key(service, event["data"]))
        if waiting is not None and not waiting.done():
            waiting.set_result(_outcome(event["data"]))

    # Queries

    async def ask(self, service: str, query: str, **fields: Any) -> Any:
        """Ask a service; raises QueryRefused with its code, or NoAnswer."""
        subject = f"bundel.query.{service}.{self.party}.{query}"
        try:
            reply = await self._connection.request(subject, msgspec.json.encode(fields), timeout=ASK_SECONDS)
        except (nats.errors.Error, TimeoutError) as error:
            raise NoAnswer(subject) from error
        answer = json.loads(reply.data)
        if "refused" in answer:
            raise QueryRefused(**answer["refused"])
        return answer["answer"]

    # Following

    async def follow(self, service: str, place: FollowCursor | None = None) -> AsyncIterator[PublishedEvent]:
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

    async def _live(self, arrived: "asyncio.Queue[bytes]", place: FollowCursor) -> AsyncIterator[PublishedEvent]:
        """What arrives, as long as nothing is missing, and for a few seconds at most: then look for a lost tail."""
        until = asyncio.get_running_loop().time() + LOOK_AGAIN_SECONDS
        while (left := until - asyncio.get_running_loop().time()) > 0:
            try:
                async with asyncio.timeout(left):  # not wait_for, which before Python 3.12 may swallow a cancellation
                    body = await arrived.get()
            except TimeoutError:
                return
            said = read_published(body)
            if place.is_old(said):
                continue
            if not place.is_next(said):
                return
            place.seen[said.audience] = said.audienceindex
            yield said

    async def _catch_up(self, service: str, place: FollowCursor) -> AsyncIterator[PublishedEvent]:
        while True:
            try:
                answer = await self.ask(service, "messages-after", after=place.searched, limit=200)
            except (NoAnswer, QueryRefused) as reason:
                if isinstance(reason, QueryRefused) and reason.code != NOT_NOW:
                    raise
                await asyncio.sleep(SEND_AGAIN_SECONDS / 4)
                continue
            for event in answer["messages"]:
                said = read_published(msgspec.json.encode(event))
                if not place.is_old(said):
                    place.seen[said.audience] = said.audienceindex
                    yield said
            done = answer["upto"] == place.searched
            place.searched = answer["upto"]
            if done:
                return


def _key(service: str, data: Mapping[str, Any]) -> tuple[str, str, str]:
    return service, data["command_id"], data["body_sha256"]


def _outcome(data: Mapping[str, Any]) -> Outcome:
    return Outcome(data["command_id"], data["accepted"], data["code"], data["sentence"], data["field"])
