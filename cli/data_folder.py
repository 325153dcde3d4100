"""Where the platform is: its folder, its logs, its broker, its register of parties. From options, else the environment.

On one machine the folder says it all. Elsewhere (containers, PostgreSQL) each place is named by itself.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from cli.faults import Fault
from cli.words import faults as f
from cli.words import partners as w
from deploy.health import health_url
from deploy.local import ROOT
from deploy.ports import PORTS_FILE, Ports, PortsDamaged, stored_ports
from shared.log.eventlog import LOG_ADDRESSES, SQLITE
from shared.log.over_tls import over_tls
from shared.parties import SERVICES, RegisterOfParties, WrongOin, load_parties

SHIPPED_REGISTER = ROOT / "deploy" / "parties.json"


@dataclass(frozen=True, slots=True)
class Address:
    """Where one log is, and the password that goes before one in the address."""

    service: str
    url: str
    password: str = ""

    @property
    def whole(self) -> str:
        """With its password in it: the audit takes an address and nothing beside it."""
        if not self.password:
            return self.url
        scheme, _, rest = self.url.partition("://")
        who, _, where = rest.rpartition("@")
        return f"{scheme}://{who.partition(':')[0]}:{quote(self.password, safe='')}@{where}"

    @property
    def shown(self) -> str:
        """Without a password that stands in it."""
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"


@dataclass(frozen=True)
class DataFolder:
    """A platform, as far as it was pointed out."""

    data: Path
    logs: Mapping[str, str] = field(default_factory=dict)
    """Addresses named on the command line, by service; they go before the environment's."""
    nats: str | None = None
    parties: Path | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @property
    def exists(self) -> bool:
        """Whether a platform was ever started from this folder."""
        return (self.data / PORTS_FILE).exists()

    @property
    def elsewhere(self) -> bool:
        """Whether logs are pointed out that are not in the folder."""
        return any(self._named(service) for service in SERVICES)

    def must_exist(self) -> None:
        """Refuses a folder in which there is nothing."""
        restored = any((self.data / f"{service}.db").exists() for service in SERVICES)
        if not (self.exists or self.elsewhere or restored):
            raise Fault(f.NO_PLATFORM, data=self.data)

    @cached_property
    def ports(self) -> Ports:
        try:
            return stored_ports(self.data)
        except PortsDamaged as damaged:
            raise Fault(f.PORTS_DAMAGED, path=damaged) from damaged

    def log(self, service: str) -> Address:
        """A service's log."""
        url = self._named(service) or f"{SQLITE}{self.data}/{service}.db"
        secret = self.environment.get(f"BUNDEL_LOG_{service.upper()}_PASSWORD_FILE")
        return Address(service, self._over_tls(url), read_secret(Path(secret)) if secret else "")

    def _over_tls(self, url: str) -> str:
        """A database behind whose address there is a server has to prove itself, if an authority for that is named."""
        ca_file = self.environment.get("BUNDEL_LOG_CA_FILE")
        if url.startswith(SQLITE):
            return url
        try:
            return over_tls(url, Path(ca_file) if ca_file else None)
        except ValueError as wrong:
            raise Fault(f.LOG_ADDRESS_WRONG, reason=wrong) from wrong

    def _named(self, service: str) -> str | None:
        return self.logs.get(service) or self.environment.get(f"BUNDEL_LOG_{service.upper()}")

    def health(self, service: str) -> str:
        """Where a service says how it is."""
        return self.environment.get(f"BUNDEL_HEALTH_{service.upper()}") or health_url(self.ports, service)

    @property
    def broker(self) -> str:
        return self.nats or f"nats://127.0.0.1:{self.ports.nats}"

    @property
    def broker_ca_file(self) -> Path | None:
        """By which a broker that was named has to prove itself; the one on this machine speaks no TLS."""
        named = self.environment.get("BUNDEL_NATS_CA_FILE")
        return Path(named) if named and self.nats else None

    @property
    def own_register(self) -> Path:
        """The register of a platform on one machine. It begins as a copy of the one that comes along."""
        return self.data / "parties.json"

    @property
    def changeable_register(self) -> Path:
        """The named register, or this platform's own; the one that comes along is nobody's to change."""
        return (self.parties or self.own_register).resolve()

    @property
    def register(self) -> Path:
        """The file itself, whatever links lead to it: services watch it, and a change takes its place."""
        return self.changeable_register if self.parties or self.own_register.exists() else SHIPPED_REGISTER

    def known_parties(self) -> RegisterOfParties:
        """The register, read."""
        try:
            return load_parties(self.register)
        except ValueError as fault:
            raise unusable_register(fault) from fault

    @property
    def credentials(self) -> Path:
        return self.data / "credentials"

    def credential(self, name: str) -> Path:
        """The file with the password of a party, a service or the operator at the broker."""
        return self.credentials / name


def unusable_register(fault: ValueError) -> Fault:
    """What is wrong with a register, in the reader's language where it is known what."""
    if isinstance(fault, WrongOin):
        return Fault(w.OIN_INVALID_IN_REGISTER, register=fault.path, party=fault.slug, oin=fault.oin)
    return Fault(f.REGISTER_UNUSABLE, reason=fault)


def named_log(text: str) -> tuple[str, str]:
    """`pool=sqlite:///…` as service and address."""
    service, _, address = text.partition("=")
    if service not in SERVICES or not address.startswith(LOG_ADDRESSES):
        raise Fault(f.LOG_ADDRESS, given=text)
    return service, address


def read_secret(path: Path) -> str:
    """A file that holds a password and nothing else; an empty one is refused."""
    try:
        found = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Fault(f.SECRET_UNREADABLE, path=path, reason=reason) from error
    if not found:
        raise Fault(f.PASSWORD_EMPTY, path=path)
    return found
