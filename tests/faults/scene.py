"""A platform that can be hurt from every side: hampered processes, and proxies on all that goes over a network."""

import contextlib
from urllib.parse import quote

import msgspec
from psycopg.conninfo import conninfo_to_dict

from deploy.local import Platform, Ports
from shared.client import Client
from shared.parties import SERVICES
from tests.faults.hampered import Hampers
from tests.faults.proxy import Network

PARTNERS = "from partners to the broker"


class Scene:
    """The platform, its network, and what hampers each service.

    Services and partners reach the broker through a link each, and services a PostgreSQL log through another.
    """

    def __init__(self, folder, logs=None):
        self.network = Network()
        self.platform = Platform(folder, ports=Ports.free(), logs=logs, runs=self._runs)
        self._hampers = {}
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
        return ["-m", "tests.faults.hampered", str(self._file(service)), f"services.{service}"]

    def _file(self, service):
        return self.platform.data / f"{service}.hampers.json"

    def hamper(self, service, **how):
        """From now on exactly this hampers the service; nothing, if nothing is said."""
        msgspec.structs.replace(self._hampers[service], **how).write(self._file(service))

    async def connected(self, slug):
        """A party's client, whose commands outlive it."""
        return await Client.connect(
            self.url,
            slug,
            self.platform.password(slug),
            oin=self.platform.parties[slug].oin,
            keep=self.platform.data / "kept" / slug,
        )

    def close(self):
        self.platform.stop()
        self.network.close()


def broker_link(service):
    """The name of the link between a service and the broker."""
    return f"from {service} to the broker"


def log_link(service):
    """The name of the link between a service and its database."""
    return f"from {service} to its log"


@contextlib.contextmanager
def scene(folder, logs=None):
    """A scene whose platform is ready; nothing of it is left running."""
    with contextlib.closing(Scene(folder, logs)) as found:
        found.platform.start()
        yield found
