"""Where an address begins with tls://, name and password go over TLS to a server that proves itself, or not at all.

Everybody who connects: services, the partner's client, the command line. On a real nats-server, and on a witness that
keeps what it is told.
"""

import asyncio
import contextlib
import time

import pytest

from bundel_client import BareClient, NotConnected
from bundel_client.tls import SecureClient
from cli.broker import connected as looked_at
from cli.broker import lets_in
from cli.faults import Fault
from deploy.local import BROKER
from shared.broker.nats_bus import NatsBus
from shared.running.certificate_watch import CertificateWatch
from shared.running.health import Health
from tests.authorities import Authority
from tests.delivery.stage import until
from tests.secured import SecuredPlatform, Witness

PASSWORD = "een-geheim-dat-niemand-hoort"
HERE = ("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def another(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("another"))


@pytest.fixture
def secured(tmp_path, authority):
    """Starts a broker that shows this certificate."""
    platforms = []

    def start(tls):
        platforms.append(platform := SecuredPlatform(tmp_path / f"data-{len(platforms)}", tls, authority.ca_file))
        platform.start_one(BROKER)
        until_open = time.monotonic() + 10
        while "Server is ready" not in (platform.data / f"{BROKER}.out").read_text("utf-8"):
            assert time.monotonic() < until_open, "the broker did not start"
            time.sleep(0.02)
        return platform

    yield start
    for platform in platforms:
        platform.stop()


# How each connects, and what it makes of a server that it does not trust


@contextlib.asynccontextmanager
async def as_service(url, ca_file, password=PASSWORD):
    """Tries for ever: whatever fails is in `failed`."""
    bus, failed = NatsBus(url, "pool", password, ca_file=ca_file), []
    bus.on_failed_attempt(failed.append)
    starting = asyncio.create_task(bus.start())
    try:
        yield bus, starting, failed
    finally:
        starting.cancel()
        await bus.stop()


async def service_says(url, ca_file):
    async with as_service(url, ca_file) as (_, starting, failed):
        await until(lambda: failed or starting.done(), "a finding")
        assert not starting.done(), "it thinks that it is connected"
        assert {one.kind for one in failed} == {"not trusted"}
        return failed[0].why


async def partner_says(url, ca_file):
    with pytest.raises(NotConnected, match="is not trusted, and was told no password") as refused:
        await BareClient.connect(url, "gemeente", PASSWORD, oin="0" * 20, ca_file=ca_file, patience=5)
    return str(refused.value)


async def operator_says(url, ca_file):
    with pytest.raises(Fault) as fault:
        async with looked_at(url, "operator", PASSWORD, ca_file):
            pass
    assert fault.value.problem.code == "broker-not-trusted"
    return fault.value.told("en")


WHO = pytest.mark.parametrize("says", [service_says, partner_says, operator_says], ids=lambda says: says.__name__)


# A server without TLS


@WHO
def test_no_password_leaves_in_clear_text(says, authority):
    async def scene():
        witness = Witness()
        async with witness.listening() as url:
            assert "it offers no TLS" in await says(url, authority.ca_file)
        assert witness.heard == [b""] * len(witness.heard)

    asyncio.run(scene())


@WHO
def test_the_systems_authorities_are_asked_where_none_are_named(says):
    async def scene():
        witness = Witness()
        async with witness.listening() as url:
            assert "it offers no TLS" in await says(url, None)
        assert witness.heard == [b""] * len(witness.heard)

    asyncio.run(scene())


@WHO
def test_a_real_broker_without_tls_is_told_nothing(says, secured, authority):
    platform = secured(None)
    assert "it offers no TLS" in asyncio.run(says(platform.url, authority.ca_file))


def test_a_witness_hears_who_asks_for_no_tls():
    """Else it proves nothing."""

    async def scene():
        witness = Witness()
        async with witness.listening() as url:
            client = SecureClient()
            await client.connect(url.replace("tls://", "nats://"), user="pool", password=PASSWORD)
            await client.close()
        assert PASSWORD.encode() in witness.heard[0]

    asyncio.run(scene())


def test_a_server_that_says_it_speaks_tls_and_does_not_is_told_nothing(authority):
    async def scene():
        witness = Witness(tls_required=True)
        async with witness.listening() as url:
            client = SecureClient(authority.ca_file)
            with pytest.raises(TimeoutError):
                await client.connect(url, user="pool", password=PASSWORD, allow_reconnect=False, connect_timeout=1)
            await client.close()
        assert all(PASSWORD.encode() not in told and b"CONNECT" not in told for told in witness.heard)

    asyncio.run(scene())


def test_nobody_on_the_way_names_a_server_of_his_own(authority):
    """What a server says before TLS may be anybody's word."""

    async def scene():
        his_own = Witness()
        async with his_own.listening() as elsewhere:
            on_the_way = Witness(connect_urls=[elsewhere.removeprefix("tls://")])
            async with on_the_way.listening() as url, as_service(url, authority.ca_file):
                await until(lambda: len(on_the_way.heard) > 2, "tried again")
        assert his_own.heard == []

    asyncio.run(scene())


# A server with a wrong certificate


@WHO
@pytest.mark.parametrize("wrong", ["another authority", "another name", "ended"])
def test_a_server_that_does_not_prove_itself_is_told_nothing(says, wrong, secured, authority, another, tmp_path):
    tls = {
        "another authority": lambda: another.prove(tmp_path / "tls", *HERE),
        "another name": lambda: authority.prove(tmp_path / "tls", "elsewhere.example"),
        "ended": lambda: authority.ended(tmp_path / "tls", *HERE),
    }[wrong]()
    why = {
        "another authority": "unable to get local issuer certificate",
        "another name": "IP address mismatch",
        "ended": "certificate has expired",
    }[wrong]
    platform = secured(tls)
    assert f"its certificate is not accepted ({why}" in asyncio.run(says(platform.url, authority.ca_file))
    assert "authentication error" not in (platform.data / f"{BROKER}.out").read_text("utf-8")


@WHO
def test_a_ca_file_that_cannot_be_used_is_named(says, secured, authority, tmp_path):
    platform = secured(authority.prove(tmp_path / "tls", *HERE))
    broken = tmp_path / "broken.pem"
    for text in (None, "no certificate"):
        if text:
            broken.write_text(text, "utf-8")
        assert f"the CA file {broken} cannot be used" in asyncio.run(says(platform.url, broken))


# A server that proves itself


@pytest.mark.parametrize("leaves_the_choice", [False, True])
def test_all_are_let_in_over_tls(secured, authority, tmp_path, leaves_the_choice, caplog):
    tls = authority.prove(tmp_path / "tls", *HERE)
    platform = secured({**tls, "leaves_the_choice": leaves_the_choice})

    async def scene():
        async with as_service(platform.url, authority.ca_file, platform.password("pool")) as (bus, starting, failed):
            await asyncio.wait_for(starting, 10)
            assert bus.broker.connection._speaks_tls
            assert failed == []
        who = ("welzijn", platform.password("welzijn"))
        async with await BareClient.connect(platform.url, *who, oin="0" * 20, ca_file=authority.ca_file) as client:
            assert client._connection._speaks_tls
        async with looked_at(platform.url, "operator", platform.password("operator"), authority.ca_file) as looking:
            assert looking._speaks_tls
        async with looked_at(platform.url, "operator", platform.password("operator"), authority.ca_file) as looking:
            platform.stop_one(BROKER)
            await until(lambda: not looking.is_connected, "the end is noticed")

    asyncio.run(scene())
    assert [record.message for record in caplog.records if record.name == "asyncio"] == []


def test_who_asks_for_no_tls_is_sent_away_by_a_server_that_wants_it(secured, authority, tmp_path):
    platform = secured(authority.prove(tmp_path / "tls", *HERE))
    url = platform.url.replace("tls://", "nats://")
    assert "its certificate is not accepted" in asyncio.run(operator_says(url, None))


def test_a_wrong_password_is_still_told_apart(secured, authority, tmp_path):
    platform = secured(authority.prove(tmp_path / "tls", *HERE))
    with pytest.raises(Fault) as fault:
        asyncio.run(_looks(platform.url, authority.ca_file))
    assert fault.value.problem.code == "access-refused"


async def _looks(url, ca_file):
    async with looked_at(url, "operator", "another", ca_file):
        pass


# Settings that contradict one another


def test_a_ca_file_is_for_an_address_that_asks_for_tls(authority):
    async def scene():
        with pytest.raises(ValueError, match="does not begin with tls://"):
            await BareClient.connect("nats://127.0.0.1:1", "x", "y", oin="0" * 20, ca_file=authority.ca_file)
        with pytest.raises(Fault) as fault:
            await _looks("nats://127.0.0.1:1", authority.ca_file)
        assert fault.value.problem.code == "broker-address"

    asyncio.run(scene())


def test_a_local_broker_needs_no_authority():
    with pytest.raises(Fault) as fault:
        lets_in("nats://127.0.0.1:1", "x", "y")
    assert fault.value.problem.code == "broker-unreachable"


# When a certificate ends


@pytest.mark.parametrize(
    "told", [b"", b"INFO {}\r\n", b"x" * 100_000, b"INFO {}\r\nhello\r\n"], ids=["", "info", "x", "y"]
)
def test_whoever_answers_without_a_certificate_is_a_failure_to_look_and_no_end_of_the_service(told, authority):
    async def answers(reader, writer):
        writer.write(told)
        with contextlib.suppress(OSError):
            await writer.drain()
        writer.close()

    async def scene():
        health = Health()
        server = await asyncio.start_server(answers, "127.0.0.1", 0)
        url = f"tls://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server:
            assert not await CertificateWatch(url, authority.ca_file, health)._lasts()
        assert health.broker_certificate_ends is None

    asyncio.run(scene())
