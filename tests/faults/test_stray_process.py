"""Somebody starts a second pool beside the first, on the wrong log and with pool's own password. Real processes.

It refuses itself. Until it ends, and after, nobody takes its word for pool's: the others go on as if it were not there.
"""

import asyncio
import json
import time

import nats
import nats.errors
import pytest

from deploy.local import Platform
from deploy.ports import Ports
from tests.faults.injector import back_up, sqlite_path
from tests.faults.test_restored_log import asked_of_a_pool_and_a_zuil, held_by_the_zuil, until

WATCHED_SECONDS = 8
"""A reader compares itself with the head of what it reads every five seconds of silence."""
ASKED_AGAIN = 40


@pytest.fixture
def platform(tmp_path):
    platform = Platform(tmp_path / "data", ports=Ports.free())
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()


@pytest.fixture
def stray(platform, tmp_path):
    """Not started yet. Its log is empty, unless somebody puts one there."""
    folder = tmp_path / "stray"
    folder.mkdir()
    (folder / "credentials").symlink_to(platform.data / "credentials")
    ports = Ports(platform.ports.nats, Ports.free().health)
    stray = Platform(folder, parties=platform.parties_file, ports=ports)
    yield stray
    stray.stop_one("pool")


def alarms(platform):
    return {name: found for name in platform.logs if (found := platform.health(name).get("alarms"))}


def log_of(platform):
    return platform.health("pool")["log"]


async def heads(platform):
    """What whoever asks pool for its head is told, time and again: the first answer counts."""
    connection = await nats.connect(
        platform.url,
        user="applications",
        password=platform.password("applications"),
        inbox_prefix="_INBOX_applications",
    )
    try:
        subject = "bundel.query.pool.applications.head"
        replies = [await connection.request(subject, b"{}", timeout=5) for _ in range(ASKED_AGAIN)]
    finally:
        await connection.close()
    return {json.loads(reply.data)["answer"]["log"] for reply in replies}


@pytest.mark.parametrize("on", ["an empty log", "an older log"])
def test_a_stray_pool_refuses_itself_and_nobody_hears_of_it(platform, stray, on):
    older = sqlite_path(stray.logs["pool"])
    asyncio.run(asked_of_a_pool_and_a_zuil(platform))
    if on == "an older log":
        back_up(sqlite_path(platform.logs["pool"]), older)
    asyncio.run(held_by_the_zuil(platform))
    stray.start_one("pool")
    until(lambda: stray.health("pool").get("state") == "refused", "the stray refuses")
    end = time.monotonic() + WATCHED_SECONDS
    while time.monotonic() < end:
        assert alarms(platform) == {}
        time.sleep(0.2)
    assert asyncio.run(heads(platform)) == {log_of(platform)}
    platform.wait_ready(seconds=1)


def test_the_stray_names_both_logs(platform, stray):
    asyncio.run(asked_of_a_pool_and_a_zuil(platform))
    stray.start_one("pool")
    until(lambda: stray.health("pool").get("state") == "refused", "the stray refuses")
    told = stray.health("pool")
    assert told["log"] != log_of(platform)
    assert told["log"] in told["reason"]
    assert log_of(platform) in told["reason"]
