"""The whole platform on one machine: an embedded broker, three services, each with its own SQLite log.

`bundel up`, `down` and `reset` use it. Everything lives in one data folder.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from deploy.accounts import broker_config, passwords
from deploy.health import health, health_url
from deploy.ports import PORTS_FILE, Ports, PortsTaken, is_free
from shared.parties import OPERATOR, SERVICES, load_parties
from shared.whole_file import write_whole

ROOT = Path(__file__).resolve().parent.parent
BROKER = "nats-server"
BROKER_CONFIG = "nats.conf"
"""In the data folder; it holds every password."""
NOTER = "note"
"""The process that notes where each log ends."""
NOTES = "heads.jsonl"
NOTE_SECONDS = 60
TAIL_BYTES = 2000
MOST_OUTPUT_BYTES = 10 * 1024**2
"""Output larger than this is put aside at the next start, in place of what was put aside before."""
PRIVATE = 0o077
"""The umask of all processes: logs hold what only their owner may read."""


class Ended(Exception):
    """A process ended while the platform was starting; says which, and the last it wrote."""

    def __init__(self, name: str, last: str) -> None:
        super().__init__(f"{name} ended: {last}")
        self.name = name
        self.last = last


class Refuses(Exception):
    """A service that is there, and will not go on until an operator has decided; its reason says what to do."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def module_of(service: str) -> Sequence[str]:
    """What Python is told to run as this service."""
    return ["-m", f"services.{service}"]


def notes_folder(data: Path) -> Path:
    """Where notes of the logs' heads are kept: beside the data folder, for a copy of it would take them along."""
    return data.with_name(f"{data.name}-notes")


class Platform:
    """Starts, watches and stops the four processes. Their ids stand in files, so any process may stop them.

    `runs` may name another program for Python to run as a service: one that runs the service's module in its turn.
    Where `notes` names a file, a fifth process notes in it where each log ends, and services compare at their start.
    """

    def __init__(
        self,
        data: Path,
        *,
        parties: Path | None = None,
        ports: Ports | None = None,
        logs: dict[str, str] | None = None,
        runs: Callable[[str], Sequence[str]] = module_of,
        notes: Path | None = None,
    ) -> None:
        self.data = data.resolve()
        self.parties_file = parties or ROOT / "deploy" / "parties.json"
        self.parties = load_parties(self.parties_file)
        self.ports = ports or Ports()
        self.logs = logs or {name: f"sqlite:///{self.data}/{name}.db" for name in SERVICES}
        self.runs = runs
        self.notes = notes
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)

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
        """Start what is not running, and wait until all is ready.

        Raises PortsTaken before anything is started; Ended, Refuses, or TimeoutError after a minute.
        """
        self._must_find_ports_free()
        self._settle()
        for name in (BROKER, *SERVICES):
            if not self.running(name):
                self.start_one(name)
        self.wait_ready(meanwhile=self._nothing_ended)
        if self.notes and not self.running(NOTER):
            self.start_one(NOTER)

    def become(self, name: str) -> NoReturn:
        """Run one process in the place of this one: in the foreground, its output not kept."""
        self._settle()
        command, environment = self._command(name), {**os.environ, **self._environment(name)}
        self._pid_file(name).write_text(str(os.getpid()), "utf-8")
        os.chdir(ROOT)
        os.umask(PRIVATE)
        os.execvpe(command[0], command, environment)

    def decides(self, service: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Have a service record a decision of the operator, by its own module; running or not."""
        environment = {**os.environ, **self._environment(service)}
        command = [*self._command(service), *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def _settle(self) -> None:
        """The folder is its owner's alone, and others find the ports in it."""
        self.data.chmod(0o700)
        write_whole(self.data / PORTS_FILE, json.dumps(asdict(self.ports)).encode(), 0o600)

    def _must_find_ports_free(self) -> None:
        wanted = {BROKER: self.ports.nats, **self.ports.health}
        taken = [port for name, port in wanted.items() if not self.running(name) and not is_free(port)]
        if taken:
            raise PortsTaken(", ".join(map(str, taken)))

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
        command = self._command(name)
        with self._output(name).open("ab") as out:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **self._environment(name), **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                umask=PRIVATE,
            )
        self._processes[name] = process
        self._pid_file(name).write_text(str(process.pid), "utf-8")

    def _output(self, name: str) -> Path:
        out = self.data / f"{name}.out"
        if out.exists() and out.stat().st_size > MOST_OUTPUT_BYTES:
            out.replace(out.with_suffix(".out.1"))
        return out

    def _command(self, name: str) -> list[str]:
        if name == BROKER:
            return self._broker_command()
        if name == NOTER:
            return self._noter_command()
        return [sys.executable, *self.runs(name)]

    def _noter_command(self) -> list[str]:
        where = ["--to", str(self.notes), "--data", str(self.data)]
        return [sys.executable, "-m", "cli", NOTER, "--every", str(NOTE_SECONDS), *where]

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
        if name == NOTER:
            return {f"BUNDEL_LOG_{service.upper()}": address for service, address in self.logs.items()}
        noted = {"BUNDEL_NOTE": str(self.notes)} if self.notes else {}
        return {
            **noted,
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
        for name in (NOTER, *SERVICES, BROKER):
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
            for name, one in found.items():
                if one.get("state") == "refused":
                    raise Refuses(name, one["reason"])
            if time.monotonic() > until:
                told = "; ".join(f"{name}: {one.get('state', 'no answer')}" for name, one in found.items())
                raise TimeoutError(f"{told}; see {self.data}/*.out")
            time.sleep(0.05)
