"""How much faster the simulator is than real processes: the same towns at work on both, without faults.

`python -m tests.simulation.pace`
"""

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bundel_client import BareClient
from deploy.local import Platform
from deploy.ports import Ports
from tests.faults.chaos import judge
from tests.simulation.running import one as run_one
from tests.simulation.running import workers
from tests.simulation.world import Case
from tests.town.town import Town

SEEDS = (1, 2, 3)
SECONDS = 12
NOTHING_GOES_WRONG = frozenset()


def main():
    console = Console(highlight=False)
    table = Table("seed", "commands", "real s", "simulated s", "times as fast", "simulated messages/s")
    ratios = []
    with workers(1) as pool:
        pool.apply(run_one, [Case(0)])  # whatever is made once per process is made
        for seed in SEEDS:
            calm = pool.apply(run_one, [Case(seed, only=NOTHING_GOES_WRONG, seconds=SECONDS)])
            seconds, commands = asyncio.run(on_real_processes(seed, calm.plan))
            ratios.append(seconds / calm.took)
            table.add_row(
                str(seed),
                f"{commands} / {calm.commands}",
                f"{seconds:.1f}",
                f"{calm.took:.3f}",
                f"{ratios[-1]:.0f}",
                f"{calm.messages / calm.took:,.0f}",
            )
    console.print(table)
    console.print(f"median: {statistics.median(ratios):.0f} times as fast as real processes, on one core")
    sys.exit(0)


async def on_real_processes(seed, plan):
    """The same town, for the same time, on a broker and three services; returns seconds and commands."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        platform = Platform(Path(folder), ports=Ports.free())
        try:
            await asyncio.to_thread(platform.start)

            async def connect(slug):
                oin = platform.parties[slug].oin
                keep = platform.data / "kept" / slug
                return await BareClient.connect(platform.url, slug, platform.password(slug), oin=oin, keep=keep)

            town = Town(plan, seed, connect, lambda: datetime.now(UTC))
            async with town.at_work():
                await asyncio.sleep(SECONDS)
            problems = await asyncio.to_thread(judge, town, platform.logs)
        finally:
            await asyncio.to_thread(platform.stop)
    assert not problems, problems
    return time.monotonic() - began, len(town.ledger.sent)


if __name__ == "__main__":
    main()
