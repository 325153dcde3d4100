"""A service and its broker over TLS, as real processes: what is wrong is named, nothing is told, and once it is mended
the service goes on by itself. Certificates and authorities change while everything runs.
"""

import asyncio
import contextlib
import json
import signal
import time
import urllib.error
import urllib.request
from datetime import timedelta

import nats
import pytest
from cryptography import x509

from bundel_client.tls import SecureClient
from cli.data_folder import DataFolder
from cli.screen import Screen, moment
from cli.status import Status, _show_alarms
from deploy.certificates import Pair, pem
from deploy.local import BROKER
from shared.running import certificate_watch
from shared.running.certificate_watch import CertificateWatch
from shared.running.health import Health
from tests.authorities import Authority
from tests.delivery.stage import until
from tests.secured import SecuredPlatform

NOT_TRUSTED = "broker-not-trusted"
HERE = ("127.0.0.1",)
PATIENCE_SECONDS = 15


class Secured(SecuredPlatform):
    """A broker over TLS, and a pool with a CA file of its own that may be changed."""

    def __init__(self, folder):
        self.folder = folder
        self.authority = Authority(folder / "authority")
        self.certificate = folder / "tls"
        tls = self.authority.prove(self.certificate, *HERE)
        super().__init__(folder / "data", tls, folder / "trusted.pem")
        self.trusts(self.authority)

    def trusts(self, *authorities):
        """From now on the pool takes the word of these."""
        self.ca_file.write_bytes(b"".join(pem(one.pair.certificate) for one in authorities))

    def start_pool(self):
        self.start_one("pool", BUNDEL_READERS_SECONDS="0")

    def restart_broker(self):
        self.stop_one(BROKER)
        self.start_one(BROKER)

    def reload_broker(self):
        """As an operator does, and until it shows the certificate that lies there now."""
        self.signal(BROKER, signal.SIGHUP)
        wanted = Pair.read(self.certificate).certificate
        self.until(lambda *_: self.shows(wanted), "the broker shows its new certificate")

    def shown(self):
        """The certificate that a new connection sees."""
        return asyncio.run(_shown(self.url, self.ca_file, self.password("operator")))

    def answer(self):
        """Status and body of the pool's health."""
        try:
            with urllib.request.urlopen(self.health_url("pool"), timeout=2) as reply:
                return reply.status, json.load(reply)
        except urllib.error.HTTPError as unwell:
            with unwell:
                return unwell.code, json.load(unwell)
        except OSError:
            return 0, {}

    def lost(self):
        """How often the pool lost its connection to the broker."""
        return self.metric("bundel_broker_lost_total")

    def metric(self, name):
        with urllib.request.urlopen(self.health_url("pool").replace("/health", "/metrics"), timeout=2) as reply:
            (line,) = [one for one in reply.read().decode().splitlines() if one.startswith(name)]
        return float(line.split()[-1])

    def until(self, holds, what):
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds(*(answer := self.answer())):
            assert time.monotonic() < end, f"in vain: {what}; {answer}"
            time.sleep(0.05)

    def until_not_trusted(self, state, why):
        self.until(lambda _, body: why in body.get("alarms", {}).get(NOT_TRUSTED, ""), why)
        status, body = self.answer()
        assert (status, body["state"], set(body["alarms"])) == (503, state, {NOT_TRUSTED})

    def shows(self, wanted):
        """Whether a new connection sees this one; one that the broker cuts or refuses while it reloads sees none."""
        with contextlib.suppress(ConnectionError, nats.errors.Error):
            return self.shown() == wanted
        return False

    def until_well(self):
        self.until(
            lambda status, body: (status, body.get("state"), body.get("alarms")) == (200, "ready", {}), "well again"
        )


async def _shown(url, ca_file, password):
    client = SecureClient(ca_file)
    await client.connect(url, user="operator", password=password, allow_reconnect=False)
    shown = client._transport._io_writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    await client.close()
    return x509.load_der_x509_certificate(shown)


@pytest.fixture
def platform(tmp_path):
    platform = Secured(tmp_path)
    try:
        yield platform
    finally:
        platform.stop()


def test_a_certificate_that_ends_soon_is_told_of_and_the_service_is_well(platform, capsys, monkeypatch):
    """By what a new connection sees, until it is renewed; the connection that is there goes on."""
    monkeypatch.setenv("COLUMNS", "250")
    platform.authority.prove(platform.certificate, *HERE, lasts=timedelta(days=10))
    platform.start_one(BROKER)
    platform.start_pool()
    soon = Pair.read(platform.certificate).certificate.not_valid_after_utc
    platform.until(lambda _, body: body.get("broker_certificate_ends") == soon.isoformat(), "the end is known")
    platform.until_well()
    status = Status({"pool": platform.answer()[1]}, {}, {}, "", money=None)
    assert status.well
    _show_alarms(Screen("en", as_json=False), DataFolder(platform.data), status)
    assert f"The broker's certificate ends on {moment(soon)}" in " ".join(capsys.readouterr().out.split())
    assert platform.metric("bundel_broker_certificate_end_timestamp_seconds") == soon.timestamp()


def test_it_looks_again_without_a_new_connection(platform, monkeypatch):
    platform.start_one(BROKER)
    for interval in ("LOOK_AGAIN_SECONDS", "SOON_AGAIN_SECONDS"):
        monkeypatch.setattr(certificate_watch, interval, 0.1)
    health = Health()

    async def renewed():
        watch = asyncio.create_task(CertificateWatch(platform.url, platform.ca_file, health).run())
        await until(lambda: health.broker_certificate_ends, "the first is seen")
        platform.authority.prove(platform.certificate, *HERE, lasts=timedelta(days=300))
        await asyncio.to_thread(platform.reload_broker)
        renewed = Pair.read(platform.certificate).certificate.not_valid_after_utc
        await until(lambda: health.broker_certificate_ends == renewed, "the renewed one is seen")
        await asyncio.to_thread(platform.stop_one, BROKER)
        await asyncio.sleep(0.5)
        assert health.broker_certificate_ends == renewed, "what was seen last stays while nobody answers"
        assert not watch.done()
        watch.cancel()

    asyncio.run(renewed())


def test_a_service_works_over_tls(platform):
    platform.start_one(BROKER)
    platform.start_pool()
    platform.until_well()


def test_a_broker_without_tls_is_named_and_waited_for(platform):
    tls, platform.tls = platform.tls, None
    platform.start_one(BROKER)
    platform.start_pool()
    platform.until_not_trusted(NOT_TRUSTED, "it offers no TLS")
    platform.tls = tls
    platform.restart_broker()
    platform.until_well()


def test_a_broker_of_another_authority_is_named_and_waited_for(platform, tmp_path):
    platform.trusts(another := Authority(tmp_path / "another"))
    platform.start_one(BROKER)
    platform.start_pool()
    platform.until_not_trusted(NOT_TRUSTED, "unable to get local issuer certificate")
    platform.trusts(another, platform.authority)
    platform.until_well()


def test_a_broker_of_another_name_is_named_and_waited_for(platform):
    platform.authority.prove(platform.certificate, "elsewhere.example")
    platform.start_one(BROKER)
    platform.start_pool()
    platform.until_not_trusted(NOT_TRUSTED, "IP address mismatch")
    platform.authority.prove(platform.certificate, *HERE)
    platform.signal(BROKER, signal.SIGHUP)
    platform.until_well()


def test_a_service_that_trusts_nobody_stops_when_it_is_told_to(platform, tmp_path):
    platform.trusts(Authority(tmp_path / "another"))
    platform.start_one(BROKER)
    platform.start_pool()
    platform.until_not_trusted(NOT_TRUSTED, "unable to get local issuer certificate")
    platform.stop_one("pool")
    assert "stopped" in (platform.data / "pool.out").read_text("utf-8")


def test_a_broker_that_comes_back_without_tls_is_told_nothing(platform):
    platform.start_one(BROKER)
    platform.start_pool()
    platform.until_well()
    tls, platform.tls = platform.tls, None
    platform.restart_broker()
    platform.until_not_trusted("ready", "it offers no TLS")
    platform.stop_one(BROKER)
    platform.until(lambda _, body: set(body.get("alarms", {})) == {"broker"}, "not reached")
    platform.tls = tls
    platform.start_one(BROKER)
    platform.until_well()


def test_a_new_certificate_cuts_nobody_off(platform):
    platform.start_one(BROKER)
    platform.start_pool()
    platform.until_well()
    before = platform.shown()
    platform.authority.prove(platform.certificate, *HERE)
    platform.reload_broker()
    assert platform.shown() != before
    platform.until_well()
    assert platform.lost() == 0
    platform.restart_broker()
    platform.until(lambda *_: platform.lost() == 1, "the connection was lost")
    platform.until_well()


def test_a_new_authority_takes_the_place_of_the_old_while_everything_runs(platform, tmp_path):
    """The guide's steps: trust both, show a certificate of the new one, trust the new one only."""
    platform.start_one(BROKER)
    platform.start_pool()
    platform.until_well()
    new = Authority(tmp_path / "new")
    platform.trusts(platform.authority, new)
    new.prove(platform.certificate, *HERE)
    platform.reload_broker()
    assert platform.lost() == 0
    platform.trusts(new)
    platform.restart_broker()
    platform.until(lambda *_: platform.lost() == 1, "the connection was lost")
    platform.until_well()


def test_a_certificate_of_an_authority_that_is_not_trusted_yet_is_named_at_the_next_connection(platform, tmp_path):
    """Steps in the wrong order: nothing breaks at once, and what breaks later says what to do."""
    platform.start_one(BROKER)
    platform.start_pool()
    platform.until_well()
    new = Authority(tmp_path / "new")
    new.prove(platform.certificate, *HERE)
    platform.restart_broker()
    platform.until_not_trusted("ready", "unable to get local issuer certificate")
    platform.trusts(platform.authority, new)
    platform.until_well()
