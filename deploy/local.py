"""The whole platform on one machine: an embedded broker, three services, each with its own SQLite log.

`bundel up`, `down` and `reset` use it. Everything lives in one data folder.
"""

import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from deploy.accounts import broker_config, passwords
from shared.parties import OPERATOR, SERVICES, load_parties
from shared.whole_file import write_whole

ROOT = Path(__file__).resolve().parent.parent
BROKER = "nats-server"
BROKER_CONFIG = "nats.conf"
"""In the data folder; it holds every password."""
PORTS_FILE = "ports.json"
TAIL_BYTES = 2000
NOT_FOR_CALLERS = range(20_000, 32_000)
"""Ports below those that a kernel gives to outgoing connections: none of these takes one while its owner restarts."""


@dataclass(frozen=True)
class Ports:
    """Loopback ports. The defaults are those of `make up`; tests take free ones."""

    nats: int = 4222
    health: dict[str, int] = field(default_factory=lambda: {name: 8401 + i for i, name in enumerate(SERVICES)})

    @classmethod
    def free(cls) -> "Ports":
        """Ports that are free at this moment; at random, so that platforms which start together take others."""
        numbers = random.SystemRandom().sample(NOT_FOR_CALLERS, len(NOT_FOR_CALLERS))
        nats, *health = itertools.islice(filter(_is_free, numbers), 1 + len(SERVICES))
        return cls(nats, dict(zip(SERVICES, health, strict=True)))


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def stored_ports(data: Path) -> Ports:
    """The ports of the platform that was last started from this folder; the usual ones if none was."""
    try:
        return Ports(**json.loads((data / PORTS_FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return Ports()


def health_url(ports: Ports, service: str) -> str:
    """Where a service of the platform on these ports tells how it is."""
    return f"http://127.0.0.1:{ports.health[service]}/health"


def health(url: str) -> dict[str, Any]:
    """What a health endpoint tells; {} if nobody answers."""
    try:
        try:
            reply = urllib.request.urlopen(url, timeout=2)
        except urllib.error.HTTPError as not_well:
            reply = not_well
        with reply:
            found: dict[str, Any] = json.load(reply)
    except (OSError, ValueError):
        return {}
    return found


class Ended(Exception):
    """A process ended while the platform was starting; says which, and the last it wrote."""

    def __init__(self, name: str, last: str) -> None:
        super().__init__(f"{name} ended: {last}")
        self.name = name
        self.last = last


def module_of(service: str) -> Sequence[str]:
    """What Python is told to run as this service."""
    return ["-m", f"services.{service}"]


class Platform:
    """Starts, watches and stops the four processes. Their ids stand in files, so any process may stop them.

    `runs` may name another program for Python to run as a service: one that runs the service's module in its turn.
    """

    def __init__(
        self,
        data: Path,
        *,
        parties: Path | None = None,
        ports: Ports | None = None,
        logs: dict[str, str] | None = None,
        runs: Callable[[str], Sequence[str]] = module_of,
    ) -> None:
        self.data = data.resolve()
        self.parties_file = parties or ROOT / "deploy" / "parties.json"
        self.parties = load_parties(self.parties_file)
        self.ports = ports or Ports()
        self.logs = logs or {name: f"sqlite:///{self.data}/{name}.db" for name in SERVICES}
        self.runs = runs
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.data.mkdir(parents=True, exist_ok=True)

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.ports.nats}"

    @property
    def broker_store(self) -> Path:
        """Everything the broker knows; may be wiped at any time while it is down."""
        return self.data / "broker"

    def password(self, name: str) -> str:
        return self._secrets[name]

    def _credential(self, name: str) -> Path:
        """The file with a password, which is there when this returns."""
        assert self.password(name)
        return self.data / "credentials" / name

    @cached_property
    def _secrets(self) -> dict[str, str]:
        """Read, or made, when first needed: whoever only stops the platform makes none."""
        return self._passwords()

    def _passwords(self) -> dict[str, str]:
        return passwords(self.data / "credentials", [*SERVICES, OPERATOR, *self.parties])

    def start(self) -> None:
        """Start what is not running, and wait until all is ready. Raises Ended, or TimeoutError after a minute."""
        (self.data / PORTS_FILE).write_text(json.dumps(asdict(self.ports)), "utf-8")
        for name in (BROKER, *SERVICES):
            if not self.running(name):
                self.start_one(name)
        self.wait_ready(meanwhile=self._nothing_ended)

    def _nothing_ended(self) -> None:
        for name, process in self._processes.items():
            if process.poll() is not None:
                raise Ended(name, self._last_written(name))

    def _last_written(self, name: str) -> str:
        written = (self.data / f"{name}.out").read_bytes()[-TAIL_BYTES:].decode(errors="replace").splitlines()
        return written[-1] if written else ""

    def start_one(self, name: str, **environment: str) -> None:
        """Start one process; its output goes to a file in the data folder."""
        self._reap(name)
        command = self._broker_command() if name == BROKER else [sys.executable, *self.runs(name)]
        with (self.data / f"{name}.out").open("ab") as out:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **self._environment(name), **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self._processes[name] = process
        self._pid_file(name).write_text(str(process.pid), "utf-8")

    def _broker_command(self) -> list[str]:
        beside = Path(sys.executable).with_name(BROKER)
        return [str(beside) if beside.exists() else BROKER, "-c", str(self._write_broker_config())]

    def _write_broker_config(self) -> Path:
        """Whole or not at all, and for us alone to read: it holds every password."""
        config = self.data / BROKER_CONFIG
        text = broker_config(
            self.parties, self._secrets, store=self.broker_store, host="127.0.0.1", port=self.ports.nats
        )
        write_whole(config, text.encode(), 0o600)
        return config

    def reload_parties(self) -> None:
        """Take the register as it is now: credentials for who is new, and a running broker that lets in who is there.

        The broker goes on meanwhile, and ends the connections of whoever it no longer lets in.
        """
        self.parties = load_parties(self.parties_file)
        self._secrets = self._passwords()
        self._write_broker_config()
        self.signal(BROKER, signal.SIGHUP)

    def _environment(self, name: str) -> dict[str, str]:
        if name == BROKER:
            return {}
        return {
            "BUNDEL_LOG": self.logs[name],
            "BUNDEL_NATS": self.url,
            "BUNDEL_NATS_PASSWORD_FILE": str(self._credential(name)),
            "BUNDEL_PARTIES": str(self.parties_file),
            "BUNDEL_HEALTH_PORT": str(self.ports.health[name]),
        }

    def _pid_file(self, name: str) -> Path:
        return self.data / f"{name}.pid"

    def pid(self, name: str) -> int | None:
        """The id of the running process of that name, if it is one of ours."""
        process = self._processes.get(name)
        if process is not None and process.poll() is None:
            return process.pid  # its command line cannot be read at once
        try:
            pid = int(self._pid_file(name).read_text("utf-8"))
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
        except (OSError, ValueError):
            return None
        return pid if name in command else None

    def running(self, name: str) -> bool:
        process = self._processes.get(name)
        if process is not None and process.poll() is not None:
            return False
        return self.pid(name) is not None

    def signal(self, name: str, what: signal.Signals) -> None:
        """Send a signal to one of our processes; after SIGKILL, wait until it is gone."""
        pid = self.pid(name)
        if pid is None:
            return
        os.kill(pid, what)
        if what is signal.SIGKILL:
            self._wait_gone(name, 10)

    def stop_one(self, name: str) -> None:
        """SIGTERM, then SIGKILL after ten seconds."""
        self.signal(name, signal.SIGTERM)
        if not self._wait_gone(name, 10):
            self.signal(name, signal.SIGKILL)

    def stop(self) -> None:
        for name in (*SERVICES, BROKER):
            self.stop_one(name)
            self._reap(name)

    def _wait_gone(self, name: str, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while self.running(name) and time.monotonic() < until:
            time.sleep(0.02)
        gone = not self.running(name)
        if gone:
            self._pid_file(name).unlink(missing_ok=True)
            self._reap(name)
        return gone

    def _reap(self, name: str) -> None:
        """Take note of the end of a process that we started."""
        if process := self._processes.pop(name, None):
            process.wait(10)

    def health(self, name: str) -> dict[str, Any]:
        """What the service's health endpoint tells; {} if nobody answers."""
        return health(self.health_url(name))

    def health_url(self, name: str) -> str:
        return health_url(self.ports, name)

    def wait_ready(
        self, seconds: float = 60, services: Sequence[str] = SERVICES, meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        """Until these services are ready; says which is not, and why."""
        until = time.monotonic() + seconds
        while True:
            meanwhile()
            found = {name: self.health(name) for name in services}
            if all(one.get("state") == "ready" for one in found.values()):
                return
            if time.monotonic() > until:
                raise TimeoutError(f"not ready: {found}; see {self.data}/*.out")
            time.sleep(0.05)
