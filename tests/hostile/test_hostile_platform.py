"""A fixed set of the nastiest, on a real broker and real service processes, by bare sockets where no library would.

Afterwards all services are ready without an alarm, honest parties are served as before, the auditor finds nothing, and
whoever sent something under an id that can be read was told a documented code.
"""

import asyncio
import hashlib
import json
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import nats
import pytest

from audit import check, wait_for_rest
from bundel_client import BareClient
from deploy.local import Platform
from deploy.ports import Ports
from examples.stand import PARTIES, SERVICES
from shared.broker.envelope import COMMAND_ID, read_published
from shared.log.facts import CommandOutcome
from shared.parties import SERVICES as NAMES
from shared.running.own_queries import OWN_QUERIES
from tests.hostile import nasty
from tests.hostile.sending import FOREIGN, Sent, documented_for_command, envelope_of, variants
from tests.hostile.wire import Wire, publication
from tests.hostile.writing import written
from tests.town.ledger import stored

EACH = 16
SENDERS = {
    "council": "raad",
    "executive": "college",
    "zuil": "welzijn",
    "initiative": "buurttuin",
    "verifier": "kenniscentrum",
}
LISTENER = "groen"
"""Sends nothing hostile, and hears all that is public, and all that is its own."""


def every_command():
    """Of every command its example, with one thing wrong each time; sound ones would be accepted, and are refused."""
    for service in SERVICES.values():
        for model in service.commands:
            party = next(SENDERS[role] for role in SENDERS if role in model.roles)
            envelope = envelope_of(service.name, model.name, "vijand", PARTIES[party].oin, dict(model.example))
            sound = (service.name, party, model.name, envelope)
            yield from variants(sound, random.Random(model.name), EACH)


def garbage():
    for service in SERVICES:
        for number, body in enumerate(nasty.GARBAGE):
            header = (f"{service}-{number}", None)[number % 2]
            yield Sent(service, "zuil-meel", SERVICES[service].commands[0].name, body, header)


def envelopes(number):
    """The envelope of an honest command that is refused, under an id of its own."""
    data = {"pool": f"geen-{number}", "contribution": "geen", "cents": 1, "received_on": "2026-01-05"}
    return envelope_of("pool", "receive", f"eerlijk-{number}", PARTIES["zuil-suiker"].oin, data)


def headers():
    """(header as it stands on the wire, body); the id within is sound."""
    for number, text in enumerate(dict.fromkeys((*nasty.IDS, *nasty.TEXTS))):
        raw = text.encode("utf-8", "surrogatepass").replace(b"\r\n", b" ")
        yield raw, written(envelopes(number))
    for number, raw in enumerate(
        (b"\xff\xfe", b"x\r\nce-id: y", b"\r\n\r\n", b"x" * 60_000, b"=?utf-8?q?x?=", b"\x80=?")
    ):
        yield raw, written(envelopes(1000 + number))


TOKENS = [
    token.encode("utf-8", "surrogatepass")
    for token in (*nasty.NAMES, *nasty.KINDS, *nasty.TEXTS)
    if token and len(token) < 1_500 and not set(token) & set(" \t\r\n.")
] + [b"\xff\xfe", b"\xc0\xaf", b"\x80", b"a\x00b\xff"]
NOT_THEIRS = (
    *("bundel.cmd.pool.college.open-pool", "bundel.cmd.pool.*.open-pool", "bundel.cmd.>", "bundel.cmd.pool.zuil-meel"),
    *("bundel.event.pool.pool-opened.x", "bundel.to.college.pool.x", "bundel.again.college.pool", "bundel.dead.pool"),
    *("$JS.API.STREAM.DELETE.BUNDEL_POOL", "$JS.API.STREAM.PURGE.BUNDEL_POOL", "$JS.API.INFO", "$SYS.REQ.SERVER.PING"),
    *(
        "_INBOX_pool.x",
        "_INBOX_college.x",
        "$JS.ACK.BUNDEL_POOL_COMMANDS.pool.1.1.1.1.1",
        "bundel.query.pool.pool.head",
    ),
    *("$JS.API.CONSUMER.DELETE.BUNDEL_POOL_COMMANDS.pool", "$JS.API.STREAM.MSG.DELETE.BUNDEL_POOL", ">", "*", "x.x"),
)
BROKEN = (
    *(
        b"PUB\r\n",
        b"PUB  0\r\n\r\n",
        b"PUB bundel.cmd.pool.zuil-meel.x -1\r\n",
        b"PUB bundel.cmd.pool.zuil-meel.x 5\r\nab\r\n",
    ),
    *(
        b"PUB bundel.cmd.pool.zuil-meel.x 99999999999\r\n",
        b"HPUB bundel.cmd.pool.zuil-meel.x 50 2\r\n{}\r\n",
        b"\x00" * 4096,
    ),
    *(b"PUB bundel.cmd.pool.zuil-meel.%s 2\r\n{}\r\n" % (b"x" * 5_000), b"SUB > 1\r\n", b"CONNECT {}\r\n", b"+OK\r\n"),
    *(b"PUB bundel.cmd.pool.zuil-meel. 2\r\n{}\r\n", b"PUB bundel.cmd.pool..x 2\r\n{}\r\n", b"GET / HTTP/1.1\r\n\r\n"),
    b"PUB bundel.cmd.pool.zuil-meel.x 600000\r\n" + b"x" * 600_000 + b"\r\n",
)
SENT = (*every_command(), *garbage())


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    platform = Platform(tmp_path_factory.mktemp("hostile-platform"), ports=Ports.free())
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()


@pytest.fixture(scope="module")
def after(platform):
    """What is left when everything was sent: objections of the broker, and what a bystander heard."""
    return asyncio.run(_send_everything(platform))


async def _send_everything(platform):
    heard = []
    bystander = await nats.connect(
        platform.url, user=LISTENER, password=platform.password(LISTENER), inbox_prefix=f"_INBOX_{LISTENER}"
    )
    try:
        for subject in (
            "bundel.event.>",
            f"bundel.to.{LISTENER}.>",
            f"bundel.again.{LISTENER}.>",
            f"_INBOX_{LISTENER}.>",
        ):
            await bystander.subscribe(subject, cb=_noting(heard))
        await bystander.flush()
        objections = [*await _commands(platform), *await _queries(platform)]
        denied = await _not_theirs(platform)
        await _break_the_protocol(platform)
        await _all_recorded(platform)
        await bystander.flush()
    finally:
        await bystander.close()
    return {"objections": objections, "denied": denied, "heard": heard}


def _noting(heard):
    async def note(message):
        heard.append((message.subject, message.data))

    return note


async def _commands(platform):
    objections = []
    for party in sorted({one.party for one in SENT}):
        async with Wire(platform, party) as wire:
            for one in SENT:
                if one.party == party:
                    header = None if one.header is None else one.header.encode()
                    assert await wire.send(publication(one.subject.encode(), one.body, header)), one
            objections += wire.objections
    async with Wire(platform, "zuil-suiker") as wire:
        for header, body in headers():
            assert await wire.send(publication(b"bundel.cmd.pool.zuil-suiker.receive", body, header)), header
        for token in TOKENS:
            assert await wire.send(publication(b"bundel.cmd.settlement.zuil-suiker.%s" % token, b"{}")), token
        objections += wire.objections
    return objections


async def _queries(platform):
    """Bodies that are none, and replies to where they do not belong."""
    async with Wire(platform, "welzijn") as wire:
        for name, service in SERVICES.items():
            for model in (*OWN_QUERIES, *service.queries):
                subject = f"bundel.query.{name}.welzijn.{model.name}".encode()
                for number, body in enumerate(nasty.GARBAGE):
                    assert await wire.send(publication(subject, body, reply=b"_INBOX_welzijn.%d" % number))
                for foreign in FOREIGN:
                    reply = foreign.format(party="welzijn").replace("college", LISTENER).encode()
                    if reply and not set(reply) & set(b" \r\n"):
                        assert await wire.send(publication(subject, b"{}", reply=reply))
            for token in TOKENS:
                subject = b"bundel.query.%s.welzijn.%s" % (name.encode(), token)
                assert await wire.send(publication(subject, b"{}", reply=b"_INBOX_welzijn.1"))
        return wire.objections


async def _not_theirs(platform):
    async with Wire(platform, "zuil-meel") as wire:
        for subject in NOT_THEIRS:
            assert await wire.send(publication(subject.encode(), b"{}")), subject
        return wire.objections


async def _break_the_protocol(platform):
    for line in BROKEN:
        async with Wire(platform, "zuil-meel") as wire:
            await wire.send(line)  # the broker waits for more, or has had enough


async def _all_recorded(platform):
    """Wait until every command that has an id of its own has an outcome; say which has none."""
    end = time.monotonic() + 20
    while missing := _expected() - set(_outcomes(platform)):
        assert time.monotonic() < end, sorted(missing)
        await asyncio.sleep(0.1)


def _expected():
    return {(one.service, one.party, one.arrival.command_id) for one in SENT}


def _outcomes(platform):
    """By (service, party, id): the outcome recorded, and how often."""
    found = {}
    for name in NAMES:
        for event in stored(platform.logs[name]):
            if event.stored.kind == CommandOutcome.kind:
                outcome = _read(event)
                found.setdefault((name, outcome["party"], outcome["command_id"]), []).append(outcome)
    return found


def _read(event):
    return json.loads(bytes(event.stored.fact))


def test_it_is_some_hundreds_over_every_subject():
    assert len(SENT) + len(list(headers())) + len(TOKENS) > 400
    assert {(one.service, one.command) for one in SENT} >= {
        (name, model.name) for name, service in SERVICES.items() for model in service.commands
    }


def test_every_readable_id_has_one_outcome_with_a_documented_code(platform, after):
    outcomes = _outcomes(platform)
    assert {key: len(found) for key, found in outcomes.items() if len(found) > 1} == {}
    for service, party, command_id in _expected():
        [outcome] = outcomes[service, party, command_id]
        assert COMMAND_ID.fullmatch(command_id)
        if not outcome["accepted"]:
            assert outcome["code"] in documented_for_command(SERVICES[service], outcome["command"]), outcome
            assert outcome["sentence"].strip()


def test_whatever_the_header_or_the_command_is_called_there_is_an_outcome(platform, after):
    outcomes = [outcome for (_, party, _), [outcome] in _outcomes(platform).items() if party == "zuil-suiker"]
    bodies = Counter(outcome["body_sha256"] for outcome in outcomes)
    missing = [header for header, body in headers() if bodies[hashlib.sha256(body).hexdigest()] != 1]
    assert missing == []
    assert {outcome["code"] for outcome in outcomes} <= documented_for_command(SERVICES["pool"], "receive")


def test_the_broker_took_what_is_the_partys_and_nothing_else(after):
    assert after["objections"] == []
    assert [text.split(" for ")[0] for text in after["denied"]] == ["-ERR 'Permissions Violation"] * len(NOT_THEIRS)


def test_a_bystander_hears_what_services_say_and_nothing_else(after):
    assert [subject for subject, _ in after["heard"] if not subject.startswith("bundel.event.")] == []
    for subject, body in after["heard"]:
        assert read_published(body).kind == subject.split(".")[3]


def test_all_are_ready_without_alarm_and_serve_as_before(platform, after):
    for name in NAMES:
        health = platform.health(name)
        assert (health["state"], health["alarms"]) == ("ready", {}), health
    began = time.monotonic()
    codes = asyncio.run(_honestly(platform))
    assert codes == ["", "", "unknown-order", 3]
    assert time.monotonic() - began < 5, "others had to wait"


async def _honestly(platform):
    today = datetime.now(UTC)
    form = SERVICES["applications"].commands[0].example
    frame = {"decision": "Raadsbesluit", "ceiling_cents": 9, "valid_from": "2026-01-01", "valid_to": "2036-01-01"}
    opened = {**SERVICES["pool"].commands[0].example, "pool": "na-afloop", "frame": frame}
    submitted = {**form, "application": "na-afloop", "decide_by": (today + timedelta(days=9)).isoformat()}
    payment = {"order": "geen:order:1", "cents": 1, "paid_on": "2026-01-05"}
    codes = []
    for party, service, command, data in (
        ("gemeente", "pool", "open-pool", opened),
        ("de-moestuin", "applications", "submit-application", submitted),
        ("economie", "settlement", "confirm-payment", payment),
    ):
        async with await _client(platform, party) as client:
            codes.append((await client.submit(service, command, data, timeout=10)).code)
    async with await _client(platform, "economie") as client:
        answers = [await client.ask(name, "head") for name in NAMES]
    return [*codes, sum(answer["index"] > 0 for answer in answers)]


def _client(platform, party):
    return BareClient.connect(platform.url, party, platform.password(party), oin=PARTIES[party].oin)


def test_the_auditor_finds_nothing(platform, after):
    wait_for_rest(platform.logs, 20)
    assert check(platform.logs).problems == []
