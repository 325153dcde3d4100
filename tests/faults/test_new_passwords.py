"""New passwords at the broker for services and operator, while commands go on: nothing is restarted or lost."""

import asyncio
import json
import shutil
import subprocess
import sys

import pytest

from bundel_client import BareClient
from cli.broker import lets_in
from deploy.local import ROOT, Platform
from deploy.ports import Ports
from shared.parties import OPERATOR, SERVICES

PATIENCE_SECONDS = 60
UNKNOWN = {
    "applications": ("withdraw-application", {"application": "geen", "reason": "Toch niet."}),
    "pool": ("accept-pledge", {"pool": "geen", "contribution": "geen", "offer": 1}),
    "settlement": ("confirm-payment", {"order": "geen:geen:1", "cents": 1, "paid_on": "2026-01-02"}),
}
"""Each refused, by a service that is at work."""


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    register = folder / "parties.json"
    shutil.copy(ROOT / "deploy" / "parties.json", register)
    platform = Platform(folder, parties=register, ports=Ports.free())
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()


def bundel(platform, *arguments):
    command = [sys.executable, "-m", "cli", *arguments, "--data", str(platform.data), "--json"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def stored_password(platform, name):
    return (platform.data / "credentials" / name).read_text("utf-8").strip()


async def asked_meanwhile(platform, until_done):
    """Commands to all three, one after another, until that is done, and once more. How many got their outcome."""
    oin, answered, is_last = platform.parties["groen"].oin, 0, False
    async with await BareClient.connect(platform.url, "groen", platform.password("groen"), oin=oin) as client:
        while not is_last:
            is_last = until_done.done()
            for service, (command, data) in UNKNOWN.items():
                outcome = await client.submit(service, command, data, timeout=PATIENCE_SECONDS)
                assert not outcome.accepted
                answered += 1
            await asyncio.sleep(0.1)
    return answered


async def rotated(platform):
    """All of them, one after another, while a party sends commands."""

    async def each():
        for name in (*SERVICES, OPERATOR):
            before = stored_password(platform, name)
            ended = await asyncio.to_thread(bundel, platform, "rotate", name)
            assert (ended.returncode, json.loads(ended.stdout)["in_force"]) == (0, True), ended
            assert stored_password(platform, name) not in f"{before} {ended.stdout}"
            assert not await asyncio.to_thread(lets_in, platform.url, name, before)
            assert await asyncio.to_thread(lets_in, platform.url, name, stored_password(platform, name))

    rotating = asyncio.create_task(each())
    answered = await asked_meanwhile(platform, rotating)
    await rotating
    return answered


def test_services_and_operator_get_new_passwords_while_commands_go_on(platform):
    before = {name: platform.pid(name) for name in SERVICES}
    assert asyncio.run(rotated(platform)) > 2 * len(SERVICES)
    assert {name: platform.pid(name) for name in SERVICES} == before, "nothing was restarted"
    platform.wait_ready()
    assert not any(platform.health(name)["alarms"] for name in SERVICES)
    status = json.loads(bundel(platform, "status").stdout)
    assert (status["well"], status["broker"]["reached"]) == (True, True)


@pytest.mark.parametrize("name", ["groen", "postgres", "../parties.json"])
def test_a_name_that_is_none_of_ours_changes_nothing(platform, name):
    before = {path.name: path.read_bytes() for path in (platform.data / "credentials").iterdir()}
    ended = bundel(platform, "rotate", name)
    assert (ended.returncode, json.loads(ended.stderr)["error"]["code"]) == (2, "user-unknown")
    assert {path.name: path.read_bytes() for path in (platform.data / "credentials").iterdir()} == before
