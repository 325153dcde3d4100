"""Durable commands per second, as ratios measured in one run.

A command counts when it was published to JetStream, decided, committed with full sync on SQLite, and its
outcome was received. 64 are in flight. It is compared with single 400-byte `fdatasync` appends on the same disk,
and with the same code recording batches of one. Real processes: the broker, the pool service, this driver.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec
import nats
from nats.aio.msg import Msg
from rich.console import Console
from rich.table import Table

from bench.disk import appends_per_second
from deploy.local import BROKER, Platform, Ports
from shared.client import Client
from shared.envelope import command_type, source

IN_FLIGHT = 64
HOLDER = "wijkteam"
CONTRIBUTION = {
    "pool": "bench",
    "contribution": "c-1",
    "cents": 10**12,
    "earmarks": ["groen"],
    "task_field": "5.7",
    "year": 2026,
    "recurring": "structural",
    "domain": "physical",
}


@dataclass
class Round:
    """One round of measurements, each per second."""

    appends: float
    batched: float
    single: float


async def prepare(platform: Platform) -> None:
    """A pool with one large pledge, of which every measured command receives a cent."""
    today = {"valid_from": "2020-01-01", "valid_to": "2099-12-31"}
    opened = {
        "pool": "bench",
        "neighbourhood": "Proefwijk",
        "goals": [{"goal": "groen", "task_field": "5.7", "code_year": 2026}],
        "frame": {"decision": "Raadsbesluit 2026-1", "ceiling_cents": 10**13, **today},
        "budget_holder": HOLDER,
    }
    mandate = {
        "pool": "bench",
        "limit_cents": 10**12,
        "total_cents": 10**12,
        "goals": ["groen"],
        "automatic": True,
        **today,
    }
    async with await connect(platform, "college") as college, await connect(platform, "groen") as contributor:
        outcomes = [
            await college.submit("pool", "open-pool", opened),
            await college.submit("pool", "set-mandate", mandate),
            await contributor.submit("pool", "pledge", CONTRIBUTION),
        ]
    assert all(outcome.accepted for outcome in outcomes), outcomes


async def connect(platform: Platform, party: str) -> Client:
    return await Client.connect(platform.url, party, platform.password(party), oin=platform.parties[party].oin)


class Driver:
    """Keeps 64 commands in flight and counts outcomes."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._source = source(platform.parties[HOLDER].oin, "bench")
        self._free = asyncio.Semaphore(IN_FLIGHT)
        self._refused: list[bytes] = []
        self._outcomes = 0

    async def run(self, commands: int) -> float:
        """Commands per second over `commands` commands."""
        password = self._platform.password(HOLDER)
        connection = await nats.connect(
            self._platform.url, user=HOLDER, password=password, inbox_prefix=f"_INBOX_{HOLDER}"
        )
        await connection.subscribe(f"bundel.to.{HOLDER}.pool.command-outcome", cb=self._on_outcome)
        await connection.flush()
        bodies = [self._body(f"{time.time_ns()}-{number}") for number in range(commands)]
        began = time.perf_counter()
        for body in bodies:
            await self._free.acquire()
            await connection.publish(f"bundel.cmd.pool.{HOLDER}.receive", body)
        for _ in range(IN_FLIGHT):
            await self._free.acquire()
        rate = commands / (time.perf_counter() - began)
        await connection.close()
        assert not self._refused, self._refused[0]
        assert self._outcomes == commands
        return rate

    def _body(self, command_id: str) -> bytes:
        data = {"pool": "bench", "contribution": "c-1", "cents": 1, "received_on": "2026-01-05"}
        event = {
            "specversion": "1.0",
            "id": command_id,
            "source": self._source,
            "type": command_type("pool", "receive"),
            "data": data,
        }
        return msgspec.json.encode(event)

    async def _on_outcome(self, message: Msg) -> None:
        self._outcomes += 1
        if b'"accepted":true' not in message.data:
            self._refused.append(message.data)
        self._free.release()


def measure(folder: Path, commands: int, *, commands_at_once: int) -> float:
    """Commands per second on a fresh platform that records at most so many commands at once."""
    platform = Platform(folder, ports=Ports.free())
    try:
        platform.start_one(BROKER)
        platform.start_one("pool", BUNDEL_COMMANDS_AT_ONCE=str(commands_at_once), BUNDEL_LOG_LEVEL="warning")
        platform.wait_ready(services=("pool",))
        asyncio.run(prepare(platform))
        asyncio.run(Driver(platform).run(commands // 10))
        return asyncio.run(Driver(platform).run(commands))
    finally:
        platform.stop()


def one_round(commands: int) -> Round:
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        appends = appends_per_second(folder, 2)
        batched = measure(folder / "batched", commands, commands_at_once=100)
        single = measure(folder / "single", commands // 4, commands_at_once=1)
        return Round((appends + appends_per_second(folder, 2)) / 2, batched, single)


def main() -> None:
    """`make bench`."""
    parser = argparse.ArgumentParser(prog="python -m bench.commands", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--commands", type=int, default=8000)
    options = parser.parse_args()
    rounds = [one_round(options.commands) for _ in range(options.rounds)]
    table = Table(title=f"Durable commands per second, {IN_FLIGHT} in flight", caption="median of the rounds last")
    for column in ("400-byte appends/s", "commands/s", "batches of one/s", "commands ÷ appends", "÷ batches of one"):
        table.add_column(column, justify="right")
    ratios = [(one.batched / one.appends, one.batched / one.single) for one in rounds]
    for one, (to_disk, to_single) in zip(rounds, ratios, strict=True):
        table.add_row(
            f"{one.appends:,.0f}", f"{one.batched:,.0f}", f"{one.single:,.0f}", f"{to_disk:.2f}", f"{to_single:.2f}"
        )
    medians = [statistics.median(ratio) for ratio in zip(*ratios, strict=True)]
    table.add_section()
    table.add_row("", "", "", f"{medians[0]:.2f}", f"{medians[1]:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
