"""The whole platform on one machine: an embedded broker, three services, each with its own SQLite log.

`python -m deploy.local up | down | reset | status`. Everything lives in one data folder.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from deploy.accounts import broker_config, passwords
from shared.parties import SERVICES, load_parties

ROOT = Path(__file__).resolve().parent.parent
BROKER = "nats-server"


@dataclass(frozen=True)
class Ports:
    """Loopback ports. The defaults are those of `make up`; tests take free ones."""

    nats: int = 4222
    health: dict[str, int] = field(default_factory=lambda: {name: 8401 + i for i, name in enumerate(SERVICES)})

    @classmethod
    def free(cls) -> "Ports":
        """Ports that are free at this moment."""
        sockets = [socket.socket() for _ in range(4)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        numbers = [one.getsockname()[1] for one in sockets]
        for one in sockets:
            one.close()
        return cls(numbers[0], dict(zip(SERVICES, numbers[1:], strict=True)))


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
        self._secrets = passwords(self.data / "credentials", [*SERVICES, *self.parties])

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.ports.nats}"

    @property
    def broker_store(self) -> Path:
        """Everything the broker knows; may be wiped at any time while it is down."""
        return self.data / "broker"

    def password(self, name: str) -> str:
        return self._secrets[name]

    def start(self) -> None:
        """Start what is not running, and wait until all is ready."""
        (self.data / "ports.json").write_text(json.dumps(asdict(self.ports)), "utf-8")
        for name in (BROKER, *SERVICES):
            if not self.running(name):
                self.start_one(name)
        self.wait_ready()

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
        config = self.data / "nats.conf"
        text = broker_config(
            self.parties, self._secrets, store=self.broker_store, host="127.0.0.1", port=self.ports.nats
        )
        config.touch(mode=0o600)
        config.write_text(text, "utf-8")
        beside = Path(sys.executable).with_name(BROKER)
        return [str(beside) if beside.exists() else BROKER, "-c", str(config)]

    def _environment(self, name: str) -> dict[str, str]:
        if name == BROKER:
            return {}
        return {
            "BUNDEL_LOG": self.logs[name],
            "BUNDEL_NATS": self.url,
            "BUNDEL_NATS_PASSWORD_FILE": str(self.data / "credentials" / name),
            "BUNDEL_PARTIES": str(self.parties_file),
            "BUNDEL_HEALTH_PORT": str(self.ports.health[name]),
        }

    def _pid_file(self, name: str) -> Path:
        return self.data / f"{name}.pid"

    def pid(self, name: str) -> int | None:
        """The id of the running process of that name, if it is one of ours."""
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
        url = f"http://127.0.0.1:{self.ports.health[name]}/health"
        try:
            with urllib.request.urlopen(url, timeout=2) as reply:
                found: dict[str, Any] = json.load(reply)
        except urllib.error.HTTPError as error:
            found = json.load(error)
        except (OSError, ValueError):
            return {}
        return found

    def wait_ready(self, seconds: float = 60, services: Sequence[str] = SERVICES) -> None:
        """Until these services are ready; says which is not, and why."""
        until = time.monotonic() + seconds
        while True:
            found = {name: self.health(name) for name in services}
            if all(one.get("state") == "ready" for one in found.values()):
                return
            if time.monotonic() > until:
                raise TimeoutError(f"not ready: {found}; see {self.data}/*.out")
            time.sleep(0.05)


def _stored_ports(data: Path) -> Ports:
    try:
        return Ports(**json.loads((data / "ports.json").read_text("utf-8")))
    except (OSError, ValueError):
        return Ports()


def main() -> None:
    """`python -m deploy.local`."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    parser.add_argument("what", choices=("up", "down", "reset", "status"))
    parser.add_argument("--data", type=Path, default=ROOT / ".bundel", help="the data folder")
    options = parser.parse_args()
    platform = Platform(options.data, ports=_stored_ports(options.data))
    match options.what:
        case "up":
            platform.start()
            print(f"Bundel is up. Broker: {platform.url}\nPasswords, one file per party: {platform.data}/credentials")
            print(f"Health: {', '.join(f'http://127.0.0.1:{p}/health' for p in platform.ports.health.values())}")
            print(f"Logs and output: {platform.data}\nStop with make down; make reset also deletes all data.")
        case "down" | "reset":
            platform.stop()
            if options.what == "reset":
                shutil.rmtree(platform.data)
            print("Bundel is down." if options.what == "down" else f"Bundel is down; {platform.data} is deleted.")
        case "status":
            print(json.dumps({name: platform.health(name) for name in SERVICES}, indent=2))


if __name__ == "__main__":
    main()
