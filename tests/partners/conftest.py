"""A platform for partners' programs, their links to it, and what the JavaScript ones stand on."""

import asyncio
import contextlib
import fcntl
import hashlib
import itertools
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bundel_client import BareClient, NoAnswer
from deploy.local import Platform
from deploy.ports import Ports
from examples.steps import application, ask
from shared.parties import Party
from tests.faults.proxy import Network
from tests.partners.programs import JAVASCRIPT, JAVASCRIPT_CLIENT, PYTHON, ROOT, Zuil, until

OLDEST_NODE = 20
OFFLINE = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|EHOSTUNREACH|network")
ZUILEN = 40
ASKED_AGAIN = 100
"""So many times, a tenth of a second apart, before a service that gives no answer has none."""
OURS = Path(sysconfig.get_path("purelib"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The Python client as partners get it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT / "clients" / "python")
    (found,) = folder.iterdir()
    return found


@pytest.fixture(scope="session")
def with_client(wheel, tmp_path_factory):
    """A virtual environment outside the project with the wheel, the two libraries that it may need, and no other."""
    folder, theirs = environment(tmp_path_factory)
    for name in ("nats", "nats_py-*", "msgspec", "msgspec-*"):
        (found,) = OURS.glob(name)
        (theirs / found.name).symlink_to(found)
    pip("--python", folder / "bin" / "python", "install", "--no-index", wheel)
    return folder


@pytest.fixture(scope="session")
def with_faststream(wheel, tmp_path_factory):
    """One with the wheel, and FastStream from where it is installed."""
    folder, theirs = environment(tmp_path_factory)
    (theirs / "ours.pth").write_text(f"{OURS}\n", "utf-8")
    pip("--python", folder / "bin" / "python", "install", "--no-index", "--no-deps", wheel)
    return folder


def environment(tmp_path_factory):
    """An empty virtual environment outside the project, and where its packages go."""
    folder = tmp_path_factory.mktemp("partner") / "environment"
    venv.create(folder, symlinks=True)
    return folder, next((folder / "lib").glob("python3*")) / "site-packages"


def pip(*what):
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, what)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def node():
    """The path of Node, as new as the example asks for."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if not (found and npm):
        pytest.skip("node and npm are not installed")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.strip().lstrip("v").split(".")[0]) < OLDEST_NODE:
        pytest.skip(f"node {version.strip()} is older than {OLDEST_NODE}")
    return found


@pytest.fixture(scope="session")
def node_modules(node, pytestconfig):
    """What the client's package-lock.json locks, installed once for as long as it stays the same."""
    locked = hashlib.sha256((JAVASCRIPT_CLIENT / "package-lock.json").read_bytes()).hexdigest()[:16]
    folder = pytestconfig.cache.mkdir("partners") / locked
    with folder.with_suffix(".lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        _install(folder)
    return folder / "node_modules"


def _install(folder):
    if (folder / "installed").exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(JAVASCRIPT_CLIENT / name, folder)
    npm(folder, "ci", "--ignore-scripts")
    (folder / "installed").touch()


def npm(folder, *what):
    """Run it in this folder; where it needs an index that is not reached, the test is skipped."""
    command = ["npm", *map(str, what), "--fetch-retries=1", "--prefer-offline"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100, check=False)
    if done.returncode and OFFLINE.search(done.stderr):
        pytest.skip(f"no package index is reached: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def javascript_client(node, node_modules, tmp_path_factory):
    """The JavaScript client as it stands, beside its packages; its types are not there yet."""
    folder = tmp_path_factory.mktemp("javascript_client") / "client"
    shutil.copytree(JAVASCRIPT_CLIENT, folder, ignore=shutil.ignore_patterns("node_modules", "types"))
    (folder / "node_modules").symlink_to(node_modules, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def tarball(javascript_client, tmp_path_factory):
    """The JavaScript client as partners get it, its types made anew."""
    folder = tmp_path_factory.mktemp("tarball")
    npm(javascript_client, "pack", "--pack-destination", folder)
    (found,) = folder.iterdir()
    return found


@pytest.fixture(scope="session")
def with_javascript_client(tarball, node_modules, tmp_path_factory):
    """A folder outside the project in which the tarball was installed; beside it what checks types."""
    folder = tmp_path_factory.mktemp("javascript_partner")
    npm(folder, "init", "--yes")
    npm(folder, "install", "--ignore-scripts", tarball)
    for name in ("typescript", "@types", "undici-types"):
        (folder / "node_modules" / name).symlink_to(node_modules / name, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def javascript(with_javascript_client, tmp_path_factory):
    """The JavaScript example as it stands, beside the client that it installs."""
    folder = tmp_path_factory.mktemp("javascript") / "partner"
    shutil.copytree(JAVASCRIPT, folder, ignore=shutil.ignore_patterns("node_modules", "pending", "ledger.json"))
    installed = with_javascript_client / "node_modules"
    (folder / "node_modules").symlink_to(installed, target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    """Three services and a broker; the parties of the scenarios, and a zuil for each test."""
    folder = tmp_path_factory.mktemp("platform")
    parties = json.loads((ROOT / "deploy" / "parties.json").read_text("utf-8"))
    parties += [
        Party(slug=f"zuil-{n}", name=f"Zuil {n}", roles={"zuil"}, oin=f"{n:020}").model_dump(mode="json")
        for n in range(1, ZUILEN + 1)
    ]
    register = folder / "parties.json"
    register.write_text(json.dumps(parties), "utf-8")
    platform = Platform(folder / "data", parties=register, ports=Ports.free())
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()


@pytest.fixture(scope="module")
def slugs():
    return (f"zuil-{n}" for n in itertools.count(1))


@pytest.fixture
def network():
    with contextlib.closing(Network()) as network:
        yield network


@pytest.fixture
def command(language, request):
    """How a zuil's program in this language is started."""
    if language == "python":
        return PYTHON
    return request.getfixturevalue("node"), str(request.getfixturevalue("javascript") / "zuil.js")


@pytest.fixture
def hire(platform, network, tmp_path):
    """Make a zuil's program with its own link to the broker; whatever still runs afterwards is killed."""
    hired = []

    def hire(command, slug, kind=Zuil):
        port = network.to_port(slug, platform.ports.nats)
        zuil = kind(
            tuple(command),
            slug,
            platform.parties[slug].oin,
            f"nats://127.0.0.1:{port}",
            platform.data / "credentials",
            tmp_path / slug,
        )
        hired.append(zuil)
        return zuil

    yield hire
    for zuil in hired:
        if zuil.process and zuil.process.poll() is None:
            zuil.kill()


@pytest.fixture
def zuil(hire, command, slugs):
    """One zuil that nobody else has used."""
    return hire(command, next(slugs))


@pytest.fixture
def link(network, zuil):
    """Between that zuil and the broker."""
    return network.links[zuil.slug]


class Bakers:
    """The applicant, one step after another."""

    def __init__(self, platform):
        self._platform = platform
        self._numbers = itertools.count(1)
        self._mark = f"{datetime.now(UTC):%H%M%S%f}"

    def submit(self, *asks):
        """Ask these (zuil, cents); the name of the application."""
        name = f"cake-{self._mark}-{next(self._numbers)}"
        parts = [ask(slug.removeprefix("zuil-"), f"zuil:{slug}", ("cake", cents)) for slug, cents in asks]
        form = application(name, "Cake in de buurt", "Spoorbuurt", asks=parts, own_cents=2500, result="Cakes")
        self._does("submit-application", form)
        return name

    def rearrange(self, name, *asks):
        parts = [ask(slug.removeprefix("zuil-"), f"zuil:{slug}", ("cake", cents)) for slug, cents in asks]
        form = application(name, "", "", asks=parts, own_cents=0, result="")
        total = sum(cents for _, cents in asks)
        self._does("rearrange", {"application": name, "asks": form["asks"], "other_money": self._rest(name, total)})

    def _rest(self, name, asked_cents):
        costs = sum(cost["cents"] for cost in self.sees(name)["costs"])
        return [{"source": "Eigen bijdrage", "kind": "own", "cents": costs - asked_cents}]

    def withdraw(self, name):
        self._does("withdraw-application", {"application": name, "reason": "Geen cake"})

    def _does(self, command, data):
        outcome = asyncio.run(self._with(lambda client: client.submit("applications", command, data, timeout=30)))
        assert outcome.accepted, outcome

    def sees(self, name):
        return asyncio.run(self._with(lambda client: client.ask("applications", "application", application=name)))

    def standing(self, name):
        return {asked["funder"].removeprefix("zuil:"): asked["standing"] for asked in self.sees(name)["asks"]}

    def awaits(self, name, status):
        until(lambda: self.sees(name)["status"] == status, f"{name} is {status}")

    def awaits_standing(self, name, slug, standing):
        until(lambda: self.standing(name)[slug] == standing, f"{slug} {standing} {name}")

    async def _with(self, act):
        async with await connected(self._platform, "bakkerscollectief") as client:
            return await act(client)


async def connected(platform, slug):
    return await BareClient.connect(
        platform.url, slug, platform.password(slug), oin=platform.parties[slug].oin, system="tests"
    )


@pytest.fixture
def bakers(platform):
    return Bakers(platform)


async def _messages_after(client, after):
    """Of applications; asked again, where it is just finding its connection to the broker again."""
    for _ in range(ASKED_AGAIN):
        with contextlib.suppress(NoAnswer):
            return await client.ask("applications", "messages-after", after=after, limit=500)
        await asyncio.sleep(0.1)
    return await client.ask("applications", "messages-after", after=after, limit=500)


@pytest.fixture
def events(platform):
    """What applications has said to all about a zuil's answers: [(kind, ask, revision)]."""

    async def said(slug):
        async with await connected(platform, "bakkerscollectief") as client:
            answer = await _messages_after(client, 0)
            while (more := await _messages_after(client, answer["upto"]))["messages"]:
                answer = {"messages": answer["messages"] + more["messages"], "upto": more["upto"]}
        return [
            (event["type"].rpartition(".")[2], event["data"]["ask"], event["data"]["revision"])
            for event in answer["messages"]
            if event["data"].get("funder") == f"zuil:{slug}"
        ]

    return lambda slug: asyncio.run(said(slug))


@pytest.fixture
def outcome(platform):
    """The recorded outcome of a zuil's command."""

    async def recorded(slug, command_id):
        async with await connected(platform, slug) as client:
            return await client.ask("applications", "outcome", command_id=command_id)

    return lambda slug, command_id: asyncio.run(recorded(slug, command_id))
