"""The platform in containers, for real: it comes up, carries money, and survives a killed service and a wiped broker.

Runs only where a Docker engine answers and has the base images; what needs neither is in test_compose_file.py.
"""

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request

import pytest
from rich.console import Console

from deploy.local import ROOT, Ports
from examples.narration import Narrator
from examples.partner import Stage
from examples.steps import application, ask, open_pool, pays, put_in
from shared.broker.bus import output_stream
from shared.parties import SERVICES, load_parties
from tests.deploy.images import images_here

PARTNERS = ("college", "welzijn", "buurttuin")
GOAL = "ontmoeten"
PATIENCE_SECONDS = 40


def run(command, environment=None):
    """Run to the end, here, with nothing to read; the caller looks at how it ended."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def until(holds, what):
    """Wait for something that takes a moment; `what` tells how it was when patience ended."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, what()
        time.sleep(0.1)


def compose_command():
    """`docker compose`, or the older `docker-compose`; nothing where neither is installed."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) and run([*command, "version"]).returncode == 0:
            return command
    return None


def why_not():
    """The reason why containers cannot be run here, if they cannot."""
    if not shutil.which("docker") or not compose_command():
        return "no Docker client with compose"
    found = run(["docker", "image", "inspect", *images_here().values()])
    return found.stderr.strip() if found.returncode else None


class Containers:
    """The containers of compose.yaml, as a project of their own on free ports."""

    def __init__(self, ports):
        self.ports = ports
        self._command = compose_command()
        self._environment = {
            "BUILD_NETWORK": "host",  # reaches whatever this machine reaches
            **os.environ,
            **images_here(),
            "COMPOSE_PROJECT_NAME": f"bundel-test-{os.getpid()}",
            "IMAGE": "bundel:test",
            "PARTIES": str(ROOT / "deploy" / "parties.json"),
            "BROKER_PORT": str(ports.nats),
            **{f"{service.upper()}_PORT": str(port) for service, port in ports.health.items()},
        }

    def compose(self, *arguments):
        """Run compose to its end; what it says on standard output, or what went wrong."""
        found = run([*self._command, *arguments], self._environment)
        assert found.returncode == 0, f"{arguments}: {found.stdout[-3000:]}{found.stderr[-3000:]}"
        return found.stdout

    def up(self, *arguments):
        self.compose("up", "-d", *arguments)
        self.wait_ready()

    def health(self, service):
        """What the service says of itself, asked from this machine; {} if nobody answers."""
        url = f"http://127.0.0.1:{self.ports.health[service]}/health"
        with contextlib.suppress(OSError, ValueError):
            try:
                with urllib.request.urlopen(url, timeout=2) as reply:
                    return json.load(reply)
            except urllib.error.HTTPError as error:
                return json.load(error)
        return {}

    def wait_ready(self):
        """Until every service takes commands, and thinks that the broker holds all that it has said."""
        until(lambda: all(map(self._ready, SERVICES)), lambda: str({name: self.health(name) for name in SERVICES}))

    def _ready(self, service):
        found = self.health(service)
        return found.get("state") == "ready" and not found["alarms"] and found["published"] == found["said"]

    def watched_as(self, container):
        """Docker's own finding about a container's health."""
        identity = self.compose("ps", "-q", container).strip()
        return run(["docker", "inspect", "--format", "{{.State.Health.Status}}", identity]).stdout.strip()

    def password(self, party):
        return self.compose("run", "--rm", "prepare", "cat", f"/secrets/parties/{party}").strip()

    def held_by_broker(self):
        """How many messages each service's output stream holds, as the broker tells those inside its container.

        These are refilled. Commands and dead letters are not: the logs hold what became of them.
        """
        told = self.compose("exec", "-T", "broker", "wget", "-q", "-O", "-", "http://127.0.0.1:8222/jsz?streams=1")
        accounts = json.loads(told)["account_details"]
        held = {stream["name"]: stream["state"]["messages"] for one in accounts for stream in one["stream_detail"]}
        return {service: held.get(output_stream(service), 0) for service in SERVICES}

    def wipe_broker(self):
        """Take from the broker, while it is down, everything it knew."""
        self.compose("kill", "broker")
        everything = ("find", "broker", "/data", "-mindepth", "1")
        assert self.compose("run", "--rm", "--no-deps", "--entrypoint", *everything)
        self.compose("run", "--rm", "--no-deps", "--entrypoint", *everything, "-delete")
        assert not self.compose("run", "--rm", "--no-deps", "--entrypoint", *everything)


@pytest.fixture
def containers():
    if reason := why_not():
        pytest.skip(reason)
    containers = Containers(Ports.free())
    try:
        yield containers
    finally:
        containers.compose("down", "--volumes", "--remove-orphans")


@contextlib.asynccontextmanager
async def partners(containers, folder):
    """The partners' programs on this machine, with the credentials that the operator hands to them."""
    for party in PARTNERS:
        if not (folder / party).exists():
            (folder / party).write_text(containers.password(party), "utf-8")
    register = load_parties(ROOT / "deploy" / "parties.json")
    url = f"nats://127.0.0.1:{containers.ports.nats}"
    async with Stage(url, folder, register, Narrator("en", Console(quiet=True))).partners(*PARTNERS) as connected:
        yield connected


async def pays_for_garden(containers, folder):
    """A pool, an ask, a grant, a payment: one message makes the next, through all three services."""
    async with partners(containers, folder) as (college, welzijn, buurttuin):
        await open_pool(
            college, "wijkpot", holder="welzijn", goals=[GOAL], cents=10_000_00, automatic=True, where="Zuid"
        )
        await put_in(welzijn, welzijn, "wijkpot", "inleg", cents=8_000_00, earmarks=[GOAL])
        form = application(
            "tuin", "Moestuin", "Zuid", asks=[ask("a", "pool:wijkpot", GOAL, 5_000_00)], own_cents=500_00, result="Tuin"
        )
        await buurttuin.does("applications", "submit-application", **form)
        await pays(welzijn, purpose="grant", ask="tuin:a")
        await welzijn.hears("pool", "reservation-paid", ask="tuin:a", cents=5_000_00)


async def is_taken_after_the_kill(containers, folder):
    """A command sent while its service is dead gets its outcome once the service is back."""
    async with partners(containers, folder) as (college, *_):
        await asyncio.to_thread(containers.compose, "kill", "pool")
        handing_over = asyncio.create_task(
            college.does("pool", "hand-over", pool="wijkpot", budget_holder="uitkeringen")
        )
        await asyncio.to_thread(containers.compose, "start", "pool")
        await handing_over


async def is_known_after_the_wipe(containers, folder):
    """The old credentials hold, what was decided still is, and the next decision is heard."""
    async with partners(containers, folder) as (college, welzijn, _):
        await welzijn.hears("pool", "reservation-paid", ask="tuin:a", cents=5_000_00)
        handed_over = {"pool": "wijkpot", "budget_holder": "uitkeringen"}
        await college.is_refused("same-holder", "pool", "hand-over", **handed_over)
        await college.does("pool", "hand-over", pool="wijkpot", budget_holder="groen")


CONNECT = (
    "import pathlib, psycopg; secret = pathlib.Path('/secrets/pool/database').read_text(); "
    "psycopg.connect(host='postgres', user='pool', password=secret, dbname='{}')"
)


def test_the_platform_in_containers_carries_money_and_loses_nothing(containers, tmp_path):
    containers.up("--build")
    asyncio.run(pays_for_garden(containers, tmp_path))
    asyncio.run(is_taken_after_the_kill(containers, tmp_path))
    containers.wait_ready()

    before = containers.held_by_broker()
    assert all(before.values())
    containers.wipe_broker()
    containers.up()
    until(lambda: containers.watched_as("broker") == "healthy", lambda: containers.compose("logs", "broker"))
    until(lambda: containers.held_by_broker() == before, lambda: f"{containers.held_by_broker()}, not {before}")
    asyncio.run(is_known_after_the_wipe(containers, tmp_path))

    containers.compose("exec", "-T", "pool", "python", "-c", CONNECT.format("pool"))
    with pytest.raises(AssertionError, match="permission denied for database"):
        containers.compose("exec", "-T", "pool", "python", "-c", CONNECT.format("applications"))
    status = json.loads(containers.compose("run", "--rm", "-T", "operator", "bundel", "status", "--json"))
    assert status["well"]
    assert {one["broker_behind"] for one in status["services"].values()} == {0}
    assert json.loads(containers.compose("run", "--rm", "-T", "operator", "bundel", "verify", "--json"))["well"]
    watched = (*SERVICES, "broker", "postgres")
    until(lambda: {containers.watched_as(name) for name in watched} == {"healthy"}, lambda: containers.compose("ps"))
