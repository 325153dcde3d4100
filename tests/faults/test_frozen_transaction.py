"""A process frozen inside a PostgreSQL transaction holds locks that its successor needs: not for long."""

import asyncio
import contextlib
import signal
import time

import psycopg

from shared.parties import SERVICES
from tests.faults.injector import Injector
from tests.faults.scene import scene
from tests.town.ledger import stored

READY_SECONDS = 15
FROZEN_COMMIT_SECONDS = 60


@contextlib.contextmanager
def on_postgres(folder, server):
    databases = {name: server.take() for name in SERVICES}
    with scene(folder, {name: server.log_url(database) for name, database in databases.items()}) as found:
        yield found
    for database in databases.values():
        server.give_back(database)


def in_transaction(address):
    """How many sessions hold a transaction open and do nothing."""
    with psycopg.connect(address, autocommit=True) as database:
        return database.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'"
        ).fetchone()[0]


async def frozen_and_succeeded(hurtable):
    """A command is being committed when its process freezes. The command's outcome, and the successor's seconds."""
    injector = Injector(hurtable, [], seed=0)
    address = hurtable.platform.logs["applications"]
    async with await hurtable.connected("buurttuin") as applicant:
        hurtable.hamper("applications", commit_seconds=2 * FROZEN_COMMIT_SECONDS)
        withdrawal = {"application": "geen", "reason": "Toch niet."}
        outcome = asyncio.create_task(applicant.submit("applications", "withdraw-application", withdrawal))
        await injector.until(lambda: in_transaction(address), "a transaction is open")
        injector.signal("applications", signal.SIGSTOP)
        hurtable.hamper("applications")
        began = time.monotonic()
        try:
            await injector.second("applications")
            seconds = time.monotonic() - began
            return await outcome, seconds
        finally:
            injector.signal("applications", signal.SIGKILL)
            injector.stop()


def test_a_successor_is_ready_soon_though_a_frozen_process_holds_a_transaction_open(tmp_path, postgres_of_wheel):
    with on_postgres(tmp_path, postgres_of_wheel) as hurtable:
        outcome, seconds = asyncio.run(frozen_and_succeeded(hurtable))
        outcomes = [e for e in stored(hurtable.platform.logs["applications"]) if e.stored.kind == "command-outcome"]
    assert outcome.code == "unknown-application"
    assert len(outcomes) == 1
    assert seconds < READY_SECONDS
