"""The broker refuses a service's password: at its start, and while it runs. Real processes.

The service says so, tries again, and goes on by itself once broker and service agree on a password.
"""

import contextlib
import json
import time
import urllib.error
import urllib.request

import pytest

from deploy.local import BROKER, Platform
from deploy.ports import Ports
from shared.log.eventlog import open_log
from tests.cli.stand import Stand

REFUSED_BY_BROKER = "refused-by-broker"
PATIENCE_SECONDS = 15


class Refusing(Platform):
    """A broker and a pool with a password file of its own, which may hold another password than the broker knows."""

    def __init__(self, folder):
        super().__init__(folder / "data", ports=Ports.free())
        self.file = folder / "password-of-pool"
        self.file.write_text(self.password("pool"), "utf-8")

    def start_pool(self):
        self.start_one("pool", BUNDEL_NATS_PASSWORD_FILE=str(self.file), BUNDEL_READERS_SECONDS="0")

    def broker_takes(self, password):
        """From now on, also from who is connected already."""
        (self.data / "credentials" / "pool").write_text(password, "utf-8")
        self.reload_parties()

    def answer(self, path=""):
        """Status and body of the pool's health, or of a part of it."""
        try:
            with urllib.request.urlopen(self.health_url("pool") + path, timeout=2) as reply:
                return reply.status, json.load(reply)
        except urllib.error.HTTPError as unwell:
            with unwell:
                return unwell.code, json.load(unwell)
        except OSError:
            return 0, {}

    def until(self, holds, what):
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds(*(answer := self.answer())):
            assert self.running("pool"), "the pool ended"
            assert time.monotonic() < end, f"in vain: {what}; {answer}"
            time.sleep(0.05)

    def until_refused(self, state):
        self.until(lambda status, _: status == 503, "unwell")
        self.until(lambda _, body: set(body.get("alarms", {})) == {REFUSED_BY_BROKER}, "alarm")
        self.until(lambda status, body: (status, body.get("state")) == (503, state), "state")
        assert [self.answer(path)[0] for path in ("/live", "/ready")] == [200, 200 if state == "ready" else 503]
        _, body = self.answer()
        assert "`bundel rotate pool`" in body["alarms"][REFUSED_BY_BROKER]

    def until_well(self):
        self.until(
            lambda status, body: (status, body.get("state"), body.get("alarms")) == (200, "ready", {}), "well again"
        )


@pytest.fixture
def platform(tmp_path):
    platform = Refusing(tmp_path)
    try:
        platform.start_one(BROKER)
        yield platform
    finally:
        platform.stop()


def test_a_wrong_password_at_the_start_is_named_and_tried_again(platform):
    right = platform.file.read_text("utf-8")
    platform.file.write_text("another", "utf-8")
    platform.start_pool()
    platform.until_refused(REFUSED_BY_BROKER)
    platform.file.write_text(right, "utf-8")
    platform.until_well()


def test_a_broker_that_goes_away_after_it_refused_is_waited_for(platform):
    platform.file.write_text("another", "utf-8")
    platform.start_pool()
    platform.until_refused(REFUSED_BY_BROKER)
    platform.stop_one(BROKER)
    platform.until(lambda _, body: (body.get("state"), body.get("alarms")) == ("waiting-for-broker", {}), "waits")


def test_a_password_changed_at_the_broker_is_refused_while_the_service_runs(platform):
    platform.start_pool()
    platform.until_well()
    platform.broker_takes("changed")
    platform.until_refused("ready")
    platform.file.write_text("changed", "utf-8")
    platform.until_well()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_looks_is_told_the_command_that_mends_it(platform, language):
    for service in ("applications", "settlement"):
        platform.start_one(service, BUNDEL_READERS_SECONDS="0")
    platform.start_pool()
    platform.until_well()
    platform.broker_takes("changed")
    platform.until_refused("ready")
    ended = Stand(platform.data)(
        "status", "--lang", language, columns=200, BUNDEL_HEALTH_POOL=platform.health_url("pool")
    )
    assert ended.code == 1
    assert "bundel rotate pool" in " ".join(ended.out.split())


def test_a_broker_that_comes_back_with_another_password_refuses(platform):
    platform.start_pool()
    platform.until_well()
    platform.stop_one(BROKER)
    platform.until(lambda _, body: "broker" in body.get("alarms", {}), "not reached")
    platform.broker_takes("changed")
    platform.start_one(BROKER)
    platform.until_refused("ready")
    platform.file.write_text("changed", "utf-8")
    platform.until_well()


def test_a_refused_service_stops_when_it_is_told_to(platform):
    platform.file.write_text("another", "utf-8")
    platform.start_pool()
    platform.until_refused(REFUSED_BY_BROKER)
    platform.stop_one("pool")
    assert "stopped" in (platform.data / "pool.out").read_text("utf-8")
    with contextlib.closing(open_log(platform.logs["pool"])) as log:
        assert log.head()
