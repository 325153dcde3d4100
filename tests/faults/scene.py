"""A platform that can be hurt from every side: hampered processes, and proxies on all that goes over a network."""

import contextlib
import signal
from urllib.parse import quote

import msgspec
from psycopg.conninfo import conninfo_to_dict

from bundel_client import BareClient
from deploy.local import Platform
from deploy.ports import Ports
from shared.parties import SERVICES
from tests.faults.hampered import Hampers
from tests.faults.proxy import Network

PARTNERS = "from partners to the broker"


class Scene:
    """The platform, its network, and what hampers each service.

    Services and partners reach the broker through a link each, and services a PostgreSQL log through another.
    """

    def __init__(self, folder, logs=None, programs=None):
        self.network = Network()
        self.platform = Platform(folder, ports=Ports.free(), logs=logs, runs=self._runs)
        self._programs = programs or {}
        """What runs as a service, where it is not the service's own module."""
        self._hampers = {}
        self._seconds = []
        broker = self.platform.ports.nats
        self.url = self._to_broker(PARTNERS, broker)
        for service in SERVICES:
            environment = {"BUNDEL_NATS": self._to_broker(broker_link(service), broker)}
            address = self.platform.logs[service]
            if not address.startswith("sqlite:"):
                environment["BUNDEL_LOG"] = self._to_database(service, conninfo_to_dict(address))
            self._hampers[service] = Hampers(environment)
            self.hamper(service)

    def _to_broker(self, name, port):
        return f"nats://127.0.0.1:{self.network.to_port(name, port)}"

    def _to_database(self, service, where):
        name, host, port = log_link(service), where["host"], where.get("port", "5432")
        here = (
            self.network.to_socket(name, f"{host}/.s.PGSQL.{port}")
            if host.startswith("/")
            else self.network.to_port(name, int(port))
        )
        who = f"{where['user']}:{quote(where.get('password') or '')}"
        return f"postgresql://{who}@127.0.0.1:{here}/{where['dbname']}"

    def _runs(self, service):
        program = self._programs.get(service, f"services.{service}")
        return ["-m", "tests.faults.hampered", str(self._file(service)), program]

    def _file(self, service):
        return self.platform.data / f"{service}.hampers.json"

    def hamper(self, service, **how):
        """From now on exactly this hampers the service; nothing, if nothing is said."""
        msgspec.structs.replace(self._hampers[service], **how).write(self._file(service))

    def second(self, service):
        """Another process of the service, on the same log; a platform of its own that runs nothing else."""
        folder = self.platform.data / f"second-{service}"
        folder.mkdir(exist_ok=True)
        with contextlib.suppress(FileExistsError):
            (folder / "credentials").symlink_to(self.platform.data / "credentials")
        ports = Ports(self.platform.ports.nats, Ports.free().health)
        second = Platform(
            folder, parties=self.platform.parties_file, ports=ports, logs=self.platform.logs, runs=self.platform.runs
        )
        self._seconds.append((second, service))
        second.start_one(service)
        return second

    async def connected(self, slug):
        """A party's client, whose commands outlive it."""
        return await BareClient.connect(
            self.url,
            slug,
            self.platform.password(slug),
            oin=self.platform.parties[slug].oin,
            keep=self.platform.data / "kept" / slug,
        )

    def end_seconds(self):
        """Leave no second process behind."""
        for second, service in self._seconds:
            second.signal(service, signal.SIGKILL)

    def close(self):
        self.end_seconds()
        self.platform.stop()
        self.network.close()


def broker_link(service):
    """The name of the link between a service and the broker."""
    return f"from {service} to the broker"


def log_link(service):
    """The name of the link between a service and its database."""
    return f"from {service} to its log"


@contextlib.contextmanager
def scene(folder, logs=None, programs=None):
    """A scene whose platform is ready; nothing of it is left running."""
    with contextlib.closing(Scene(folder, logs, programs)) as found:
        found.platform.start()
        yield found
