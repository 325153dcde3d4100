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

from bundel_client.tls import SecureClient
from deploy.local import ROOT
from deploy.ports import Ports
from examples.narration import Narrator
from examples.partner import Stage
from examples.steps import application, ask, open_pool, pays, put_in
from shared.broker.bus import output_stream
from shared.parties import OPERATOR, SERVICES, load_parties
from shared.release import VERSION
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
            "BROKER_PORT": str(ports.nats),
            **{f"{service.upper()}_PORT": str(port) for service, port in ports.health.items()},
        }

    def sets(self, **variables):
        """As in the file `.env`."""
        self._environment |= variables

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

    @property
    def url(self):
        """Where partners reach the broker."""
        return f"tls://127.0.0.1:{self.ports.nats}"

    def authorities(self):
        """What the operator hands to partners with their password."""
        return self.compose("run", "--rm", "prepare", "cat", "/secrets/trust/ca.pem")

    def prepare(self, *arguments):
        """As the operator changes secrets: by hand, or anew."""
        return self.compose("run", "--rm", "-T", "prepare", *arguments)

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
    ca_file = folder / "ca.pem"
    ca_file.write_text(containers.authorities(), "utf-8")
    stage = Stage(containers.url, folder, register, Narrator("en", Console(quiet=True)), ca_file=ca_file)
    async with stage.partners(*PARTNERS) as connected:
        yield connected


async def pays_for_garden(containers, folder):
    """A pool, an ask, a grant, a payment: one message makes the next, through all three services."""
    async with partners(containers, folder) as (college, welzijn, buurttuin):
        await open_pool(
            college, "wijkpot", holder="welzijn", goals=[GOAL], cents=10_000_00, automatic=True, where="Zuid"
        )
        await put_in(welzijn, welzijn, "wijkpot", "inleg", cents=8_000_00, earmarks=[GOAL])
        form = application(
            "tuin",
            "Moestuin",
            "Zuid",
            asks=[ask("a", "pool:wijkpot", (GOAL, 5_000_00))],
            own_cents=500_00,
            result="Tuin",
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
    "psycopg.connect(host='postgres', user='pool', password=secret, dbname='{}', sslmode='{}')"
)


async def shown_by_broker(containers, ca_file):
    """The certificate that a partner's new connection sees."""
    client = SecureClient(ca_file)
    await client.connect(containers.url, user="welzijn", password=containers.password("welzijn"), allow_reconnect=False)
    shown = client._transport._io_writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    await client.close()
    return shown


def lost(containers):
    """How often services lost the broker."""
    found = []
    for service in SERVICES:
        with urllib.request.urlopen(f"http://127.0.0.1:{containers.ports.health[service]}/metrics", timeout=2) as reply:
            lines = reply.read().decode().splitlines()
        found += [float(line.split()[-1]) for line in lines if line.startswith("bundel_broker_lost_total")]
    return sum(found)


def certificates_rotate(containers, folder):
    """As the guide says under 'TLS': a new authority, then certificates that it signed; nobody is cut off."""
    ca_file, before = folder / "ca.pem", lost(containers)
    ca_file.write_text(containers.authorities(), "utf-8")
    shown = asyncio.run(shown_by_broker(containers, ca_file))
    containers.prepare("rm", "-r", "/secrets/authority")
    containers.compose("run", "--rm", "prepare")
    ca_file.write_text(containers.authorities(), "utf-8")
    assert ca_file.read_text("utf-8").count("BEGIN CERTIFICATE") == 2
    for server in ("broker", "postgres"):
        containers.prepare("rm", f"/secrets/{server}/certificate.pem", f"/secrets/{server}/key.pem")
    containers.compose("run", "--rm", "prepare")
    containers.compose("kill", "-s", "HUP", "broker")
    containers.compose("kill", "-s", "HUP", "postgres")
    until(lambda: asyncio.run(shown_by_broker(containers, ca_file)) != shown, lambda: "the old certificate is shown")
    assert lost(containers) == before
    containers.compose("restart", "pool")
    containers.wait_ready()


def parties_come(containers):
    """As the guide says under 'Compose': without a register nobody takes part, until one is named."""
    assert "Prepared for 0 parties" in containers.compose("logs", "prepare")
    containers.sets(PARTIES=str(ROOT / "deploy" / "parties.json"))
    assert "Prepared for 0 parties" not in containers.compose("run", "--rm", "prepare")
    containers.compose("kill", "-s", "HUP", "broker")


def passwords_rotate(containers):
    """As the guide says under 'Compose': at the broker, and nothing is restarted."""
    before, password = containers.compose("ps", "-q"), containers.prepare("cat", "/secrets/pool/broker")
    for name in (*SERVICES, OPERATOR):
        containers.prepare("rm", f"/secrets/{name}/broker")
    containers.compose("run", "--rm", "prepare")
    containers.compose("kill", "-s", "HUP", "broker")
    assert containers.prepare("cat", "/secrets/pool/broker") != password
    containers.wait_ready()
    assert json.loads(containers.compose("run", "--rm", "-T", "operator", "bundel", "status", "--json"))["well"]
    assert containers.compose("ps", "-q") == before


def one_at_a_time(containers):
    """As the guide says under 'Upgrade', to an image of another name; the one of before stays."""
    containers.sets(IMAGE="bundel:test-next")
    containers.compose("build", "prepare")
    containers.compose("run", "--rm", "prepare")
    containers.compose("kill", "-s", "HUP", "broker")
    containers.compose("run", "--rm", "migrate")
    for service in ("settlement", "pool", "applications", "note"):
        containers.compose("up", "-d", "--no-deps", service)
        containers.wait_ready()
    shown = containers.compose("images", "settlement", "pool", "applications", "note")
    assert shown.count("test-next") == 4, shown
    assert {containers.health(service)["version"] for service in SERVICES} == {VERSION}


ATTACK = (
    "import pathlib, psycopg; secret = pathlib.Path('{1}').read_text(); "
    "log = psycopg.connect(host='postgres', user='{0}', password=secret, dbname='pool', autocommit=True); "
    "log.execute('ALTER TABLE stored_events DISABLE TRIGGER ALL')"
)
"""As somebody did with the operator's secrets, before there were roles; and then changed an event."""


async def is_handed_over(containers, folder):
    """A decision that comes after the backup, and is lost with what is restored."""
    async with partners(containers, folder) as (college, *_):
        await college.does("pool", "hand-over", pool="wijkpot", budget_holder="uitkeringen")


DECIDED = ("--operator", "jansen", "--reason", "Verbrand.")


def is_restored(containers, folder):
    """As the guide says under 'Compose': over what was there and was noted, then into an empty place."""
    folder.mkdir()
    folder.chmod(0o777)

    def bundel(*arguments, role="operator"):
        told = containers.compose("run", "--rm", "-T", "-v", f"{folder}:/backups", role, "bundel", *arguments)
        return json.loads(told) if told else {}

    taken = bundel("backup", "/backups", "--json")
    asyncio.run(is_handed_over(containers, folder.parent))
    assert bundel("note", "--json")["heads"]
    containers.compose("stop", *SERVICES, "note")
    with pytest.raises(AssertionError, match="not-the-owner"):
        bundel("restore", taken["backup"], "--replace", "--empty-broker", *DECIDED, "--json")
    restored = bundel("restore", taken["backup"], "--replace", "--empty-broker", *DECIDED, "--json", role="owner")
    assert [one["data"]["pool"] for one in restored["lost"] if one["kind"] == "pool-handed-over"] == ["wijkpot"]
    assert restored["not_as_noted"]["pool"]["verdict"] == "shrank"
    containers.up()
    assert bundel("verify", "--json")["well"]
    containers.compose("down", "--volumes")
    containers.compose("up", "-d", "postgres", "broker")
    until(lambda: containers.watched_as("broker") == "healthy", lambda: containers.compose("logs", "broker"))
    until(lambda: containers.watched_as("postgres") == "healthy", lambda: containers.compose("logs", "postgres"))
    assert bundel("restore", taken["backup"], "--json", role="owner")["lost"] == []
    containers.up()
    last = taken["manifest"]["logs"]["pool"]["hash"]
    assert bundel("verify", "pool", "--hash", last, "--json")["well"]
    assert bundel("verify", "--json")["well"]


@pytest.mark.timeout(900)
def test_the_platform_in_containers_carries_money_and_loses_nothing(containers, tmp_path):
    containers.up("--build")
    parties_come(containers)
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

    containers.compose("exec", "-T", "pool", "python", "-c", CONNECT.format("pool", "require"))
    with pytest.raises(AssertionError, match="permission denied for database"):
        containers.compose("exec", "-T", "pool", "python", "-c", CONNECT.format("applications", "require"))
    with pytest.raises(AssertionError, match="no encryption"):
        containers.compose("exec", "-T", "pool", "python", "-c", CONNECT.format("pool", "disable"))
    certificates_rotate(containers, tmp_path)
    passwords_rotate(containers)
    one_at_a_time(containers)
    with pytest.raises(AssertionError, match="must be owner of table stored_events"):
        containers.compose("exec", "-T", "pool", "python", "-c", ATTACK.format("pool", "/secrets/pool/database"))
    attack = ATTACK.format("pool_reader", "/secrets/operator/pool")
    with pytest.raises(AssertionError, match="must be owner of table stored_events"):
        containers.compose("run", "--rm", "-T", "operator", "python", "-c", attack)
    status = json.loads(containers.compose("run", "--rm", "-T", "operator", "bundel", "status", "--json"))
    assert status["well"]
    assert {one["broker_behind"] for one in status["services"].values()} == {0}
    assert json.loads(containers.compose("run", "--rm", "-T", "operator", "bundel", "verify", "--json"))["well"]
    is_restored(containers, tmp_path / "backups")
    watched = (*SERVICES, "broker", "postgres")
    until(lambda: {containers.watched_as(name) for name in watched} == {"healthy"}, lambda: containers.compose("ps"))
