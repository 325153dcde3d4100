"""The disk of one service's log is full: it says so within seconds, and goes on by itself. Real processes.

On SQLite the files of the process may not grow (RLIMIT_FSIZE), or they lie on a small file system that is filled, where
this user may mount one. On PostgreSQL every insert fails with the error that the server gives when it has no room.
"""

import asyncio
import contextlib
import json
import os
import resource
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psycopg
import pytest

from bundel_client import BareClient
from deploy.local import ROOT, Platform
from deploy.ports import Ports
from shared.broker.nats_bus import _streams
from shared.parties import SERVICES
from tests.delivery.stage import open_pool
from tests.faults.means import filled, small_file_system
from tests.town.ledger import stored

SEEN_SECONDS = 5
BACK_SECONDS = 10


@contextlib.contextmanager
def no_file_may_grow(platform):
    pid = platform.pid("pool")
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


@contextlib.contextmanager
def no_room(platform):
    """Fills the file system to the last byte."""
    with filled(platform.data / "small"):
        yield


@contextlib.contextmanager
def no_room_on_the_server(platform):
    with psycopg.connect(platform.logs["pool"], autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING "
            "ERRCODE = 'disk_full', MESSAGE = 'could not extend file: No space left on device'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER no_room BEFORE INSERT ON stored_events FOR EACH STATEMENT EXECUTE FUNCTION no_room()"
        )
        yield
        connection.execute("DROP TRIGGER no_room ON stored_events")


@pytest.fixture(params=["limit", "file system", "postgresql"])
def full(request, tmp_path):
    """The platform, ready; and what fills the disk of the pool's log for a while."""
    ports, address, fill = Ports.free(), f"sqlite:///{tmp_path}/pool.db", no_file_may_grow
    with contextlib.ExitStack() as stack:
        if request.param == "file system":
            small = stack.enter_context(small_file_system(tmp_path / "data" / "small"))
            address, fill = f"sqlite:///{small}/pool.db", no_room
        elif request.param == "postgresql":
            address, fill = request.getfixturevalue("postgres_log"), no_room_on_the_server
        platform = Platform(tmp_path / "data", ports=ports)
        platform.logs["pool"] = address
        stack.callback(platform.stop)
        platform.start_one("pool", BUNDEL_SNAPSHOT=str(tmp_path / "pool.snapshot"))  # renewing it would make room
        platform.start()
        yield platform, fill


def answer(platform):
    """Status and alarms of the pool's health."""
    try:
        with urllib.request.urlopen(platform.health_url("pool"), timeout=2) as reply:
            return reply.status, json.load(reply)["alarms"]
    except urllib.error.HTTPError as unwell:
        with unwell:
            return unwell.code, json.load(unwell)["alarms"]


def until(holds, seconds, what):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"in vain for {seconds} seconds: {what}"
        time.sleep(0.05)


def status(platform):
    """What `bundel status` ends with, and what it says."""
    command = [sys.executable, "-m", "cli", "status", "--lang", "en", "--data", str(platform.data)]
    where = {**os.environ, "BUNDEL_LOG_POOL": platform.logs["pool"]}
    told = subprocess.run(command, cwd=ROOT, env=where, capture_output=True, text=True, check=False)
    return told.returncode, told.stdout


def outcomes(platform):
    return sum(event.stored.kind == "command-outcome" for event in stored(platform.logs["pool"]))


OF_WHAT_IS_FREE = 0.75
"""So much of its disk nats-server takes at its start, where nobody says how much."""


def test_the_guide_says_how_much_room_the_broker_wants():
    """What services ask it to set aside has to fit into what it takes; else they stay in `checking`."""
    aside = sum(one.max_bytes or 0 for service in SERVICES for one in _streams(service)) / 1024**3
    guide = (ROOT / "docs" / "operator.md").read_text("utf-8")
    assert f"set {aside:g} GB aside" in guide
    assert f"less than {aside / OF_WHAT_IS_FREE:g} GB free" in guide


def test_a_full_disk_is_an_alarm_until_there_is_room(full):
    platform, fill = full

    async def scene():
        oin, keep = platform.parties["college"].oin, platform.data / "kept"
        college = await BareClient.connect(platform.url, "college", platform.password("college"), oin=oin, keep=keep)
        async with college:
            assert (await college.submit("pool", "open-pool", open_pool("voor"), timeout=10)).accepted
            assert await asyncio.to_thread(answer, platform) == (200, {})
            with fill(platform):
                waiting = asyncio.create_task(college.submit("pool", "open-pool", open_pool("in"), timeout=60))
                await asyncio.to_thread(until, lambda: "log" in answer(platform)[1], SEEN_SECONDS, "the alarm")
                for _ in range(10):  # it stays, whatever else the service does meanwhile
                    code, alarms = await asyncio.to_thread(answer, platform)
                    assert (code, set(alarms)) == (503, {"log"})
                    await asyncio.sleep(0.2)
                code, told = await asyncio.to_thread(status, platform)
                assert code == 1
                assert "goes on by itself" in " ".join(told.split())
                assert not waiting.done()
                assert outcomes(platform) == 1
            await asyncio.to_thread(until, lambda: answer(platform) == (200, {}), BACK_SECONDS, "well again")
            assert (await waiting).accepted
        assert outcomes(platform) == 2

    asyncio.run(scene())
