"""What a platform of a later release adds to outcomes, refusals and messages does no harm; a command has its form."""

import asyncio
import contextlib
import hashlib
import json

import nats.errors
import pytest

from bundel_client import BareClient, Client, QueryRefused, UnknownBody
from bundel_client.applications import AnswerAsk, ListUnansweredAsks
from bundel_client.pending import PendingCommands

OIN = "00000099000000006000"
ANSWER = AnswerAsk(ask="cake-1:meel", revision=1, cents=400_00, answer="hold")


class Reply:
    def __init__(self, data):
        self.data = json.dumps(data).encode()


class Subscription:
    async def unsubscribe(self):
        pass


class Wire:
    """A connection at whose other end `answers` stands: by the last word of a subject, what it replies."""

    def __init__(self, answers):
        self.answers = answers
        self.published = []
        self.heard = {}

    async def publish(self, subject, body, headers):
        self.published.append((subject, json.loads(body), headers))
        if told := self.answers.get("command-outcome"):
            outcome = told | {"command_id": headers["ce-id"], "body_sha256": hashlib.sha256(body).hexdigest()}
            event = {"type": "nl.bundel.applications.command-outcome", "data": outcome, "later": 1}
            await self.heard["bundel.to.zuil-meel.*.command-outcome"](Reply(event))

    async def subscribe(self, subject, cb):
        self.heard[subject] = cb
        return Subscription()

    async def request(self, subject, body, **_):
        answer = self.answers.get(subject.rpartition(".")[2])
        if answer is None:
            raise nats.errors.NoRespondersError
        return Reply(answer(json.loads(body)) if callable(answer) else answer)

    async def flush(self):
        pass


async def spoken(answers, kind=Client):
    wire = Wire(answers)
    client = kind(wire, "zuil-meel", OIN, "test", PendingCommands())
    await client.listen()
    return wire, client


REFUSED = {"accepted": False, "code": "not-known-yet", "sentence": "Do this.", "field": "cents", "later": [{"a": 1}]}


def test_a_command_is_a_cloudevent_of_its_sender():
    async def scene():
        wire, client = await spoken({"command-outcome": REFUSED})
        await client.submit(ANSWER, command_id="a-1", correlation="dossier-7")
        (sent,) = wire.published
        assert sent == (
            "bundel.cmd.applications.zuil-meel.answer-ask",
            {
                "specversion": "1.0",
                "id": "a-1",
                "source": f"urn:nld:oin:{OIN}:systeem:test",
                "type": "nl.bundel.applications.answer-ask",
                "datacontenttype": "application/json",
                "correlationid": "dossier-7",
                "data": {"ask": "cake-1:meel", "revision": 1, "cents": 400_00, "answer": "hold"},
            },
            {"ce-id": "a-1"},
        )

    asyncio.run(scene())


def test_an_outcome_with_more_fields_and_an_unknown_code_is_an_outcome():
    async def scene():
        _, client = await spoken({"command-outcome": REFUSED})
        outcome = await client.submit(ANSWER)
        assert (outcome.accepted, outcome.code, outcome.field) == (False, "not-known-yet", "cents")

    asyncio.run(scene())


@pytest.mark.parametrize("kind", [Client, BareClient])
def test_a_refused_query_with_more_fields_is_a_refusal(kind):
    async def scene():
        refused = {"code": "not-known-yet", "sentence": "Do this.", "field": "", "later": {}}
        _, client = await spoken({"unanswered-asks": {"refused": refused, "later": 1}}, kind)
        asked = ListUnansweredAsks(funder="zuil:meel")
        with pytest.raises(QueryRefused, match="not-known-yet: Do this"):
            await (client.ask(asked) if kind is Client else client.ask("applications", "unanswered-asks"))

    asyncio.run(scene())


def test_what_a_service_adds_is_followed_past():
    async def scene():
        kinds = ["application-postponed", "zuil-asked-in-person", "application-postponed"]
        everything = [event(kind, index) for index, kind in enumerate(kinds, 1)]

        def messages_after(asked):
            return {"answer": {"messages": everything[asked["after"] :], "upto": len(everything)}, "later": 1}

        _, client = await spoken({"messages-after": messages_after})
        found = []
        async with contextlib.aclosing(client.follow("applications")) as messages:
            async for message in messages:
                found.append(message)
                if len(found) == len(kinds):
                    break
        assert [message.kind for message in found] == kinds
        assert all(isinstance(message.body, UnknownBody) for message in found)

    asyncio.run(scene())


def event(kind, index):
    return {
        **dict.fromkeys(("id", "source", "subject", "hash", "causationid", "correlationid", "later"), "x"),
        "specversion": "1.0",
        "type": f"nl.bundel.applications.{kind}",
        "time": "2026-03-20T09:00:00Z",
        "logid": "log",
        "index": index,
        "audience": "all",
        "audienceindex": index,
        "data": {"later": index},
    }


def test_another_service_is_refused_before_anything_is_kept_or_sent():
    """Nobody would answer, and a kept command is sent again at each start."""

    async def scene():
        wire = Wire({})
        client = BareClient(wire, "zuil-meel", OIN, "test", PendingCommands())
        with pytest.raises(ValueError, match="no service 'application'; it is one of applications, pool, settlement"):
            await client.submit("application", "answer-ask", {})
        with pytest.raises(ValueError, match="no service"):
            await client.ask("zuilen", "pools")
        assert wire.published == []

    asyncio.run(scene())
