"""What is measured: a broker and one service, or what stands in its place, in a folder and on ports of their own."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from bench.driver import Command, Done, Work
from bench.raw import Access
from bundel_client import BareClient
from deploy.local import BROKER, ROOT, Platform, module_of
from deploy.ports import Ports

READY_SECONDS = 120.0
LOOK_SECONDS = 0.01
LOOKS = 50
"""A process that is not seen so often in a row is gone: right after its start it has no name yet."""
MICROSECONDS = 1e6
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Run:
    """What was seen of one run of the driver, and the processor time that each process spent on a command, in µs."""

    done: Done
    service_cpu: float
    broker_cpu: float
    driver_cpu: float

    @property
    def rate(self) -> float:
        """Per second."""
        return self.done.rate


class Stand:
    """A running broker and one process under the service's name."""

    def __init__(self, platform: Platform, service: str) -> None:
        self.platform = platform
        self.service = service

    def access(self, name: str) -> Access:
        return Access(self.platform.ports.nats, name, self.platform.password(name))

    def command(self, party: str, name: str, data: dict[str, Any]) -> Command:
        return Command(self.service, name, self.platform.parties[party].oin, data)

    def drive(self, work: Work) -> Run:
        """Run the driver in a process of its own."""
        service, broker = self.cpu_seconds(), self.cpu_seconds(BROKER)
        done = child("bench.driver", work, Done)
        spent = self.cpu_seconds() - service, self.cpu_seconds(BROKER) - broker, done.cpu_seconds
        return Run(done, *(seconds / work.count * MICROSECONDS for seconds in spent))

    def cpu_seconds(self, name: str | None = None) -> float:
        """Processor time that this process (by default the service) has used since its start."""
        stat = Path(f"/proc/{self._pid(name)}/stat").read_text("utf-8")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS_PER_SECOND

    def resident_mb(self) -> float:
        """Memory of the service that is in use now, in megabytes."""
        status = Path(f"/proc/{self._pid(None)}/status").read_text("utf-8")
        found = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(found.split()[1]) / 1024

    def _pid(self, name: str | None) -> int:
        pid = self.platform.pid(name or self.service)
        if pid is None:
            out = (self.platform.data / f"{name or self.service}.out").read_text("utf-8")
            raise ChildProcessError(f"{name or self.service} is not running: {out[-2000:]}")
        return pid

    def submit(self, *commands: tuple[str, str, dict[str, Any]]) -> None:
        """Send (party, command, data) one after the other with the partner's client; all must be accepted."""

        async def send() -> None:
            for party, name, data in commands:
                async with await self._client(party) as client:
                    outcome = await client.submit(self.service, name, data)
                if not outcome.accepted:
                    raise ValueError(f"{name} of {party}: {outcome}")

        asyncio.run(send())

    async def _client(self, party: str) -> BareClient:
        platform = self.platform
        return await BareClient.connect(platform.url, party, platform.password(party), oin=platform.parties[party].oin)


@contextlib.contextmanager
def stand(
    folder: Path,
    service: str,
    settings: Mapping[str, str] | None = None,
    *,
    log: str | None = None,
    runs: Callable[[str], Sequence[str]] = module_of,
) -> Iterator[Stand]:
    """Start broker and service, and stop them in the end. Nobody reads this service, so its start waits for nobody."""
    with broker(folder, service, log=log, runs=runs) as running:
        start_service(running, settings)
        yield running


@contextlib.contextmanager
def broker(
    folder: Path, service: str, *, log: str | None = None, runs: Callable[[str], Sequence[str]] = module_of
) -> Iterator[Stand]:
    """The broker alone; the service is for the caller to start."""
    platform = Platform(folder, ports=Ports.free(), runs=runs, logs={service: log} if log else None)
    running = Stand(platform, service)
    try:
        platform.start_one(BROKER)
        _until(lambda: _listens(platform.ports.nats), running, BROKER)
        yield running
    finally:
        platform.stop()


def start_service(running: Stand, settings: Mapping[str, str] | None = None) -> float:
    """Start the service; return the seconds from the start of its process until it was ready."""
    began = time.perf_counter()
    running.platform.start_one(
        running.service, **{"BUNDEL_READERS_SECONDS": "0", "BUNDEL_LOG_LEVEL": "error", **(settings or {})}
    )
    _until(lambda: running.platform.health(running.service).get("state") == "ready", running, running.service)
    return time.perf_counter() - began


@contextlib.contextmanager
def stand_in(folder: Path, service: str, module: str, settings: Mapping[str, str] | None = None) -> Iterator[Stand]:
    """The broker, and a module that runs under the service's name and prints `ready`."""
    with broker(folder, service, runs=lambda name: ["-m", module, name]) as running:
        running.platform.start_one(service, **(settings or {}))
        out = running.platform.data / f"{service}.out"
        _until(lambda: "ready" in out.read_text("utf-8"), running, service)
        yield running


def _until(holds: Callable[[], bool], running: Stand, name: str) -> None:
    """Wait, as long as the process of that name lives."""
    patience = time.monotonic() + READY_SECONDS
    missing = 0
    while not holds():
        missing = 0 if running.platform.running(name) else missing + 1
        if time.monotonic() > patience or missing > LOOKS:
            out = (running.platform.data / f"{name}.out").read_text("utf-8")
            raise TimeoutError(f"{name} is not ready: {out[-2000:]}")
        time.sleep(LOOK_SECONDS)


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def child(module: str, given: Any, kind: type[Result]) -> Result:
    """Run a module that reads JSON and answers JSON."""
    done = subprocess.run(
        [sys.executable, "-m", module],
        input=msgspec.json.encode(given),
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
    )
    return msgspec.json.decode(done.stdout, type=kind)
