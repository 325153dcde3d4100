"""A town at work on real processes while they are hurt: afterwards everybody was told the truth, to the cent.

The long run is `make chaos MINUTES=…`; here every kind of fault comes at least once.
"""

import asyncio
import gc

import pytest

from shared.parties import SERVICES
from tests.faults.chaos import hurt
from tests.faults.scene import scene

SEED = 11917
HARD = {"overlap": 1, "pause": 0.4}
"""Faults begin before the ones before are over: that is harder, and sooner done."""
HARD_ON_WRITERS = (
    "kill_pool",
    "second_process",
    "stale_writer",
    "cut_connections",
    "power_cut_and_wipe",
    "freeze_in_transaction",
)
HAPPENS = (
    "application-granted",
    "application-failed",
    "asks-rearranged",
    "reservation-released",
    "reservation-paid",
    "payment-failed",
    "money-returned",
    "saving-divided",
)


pytestmark = pytest.mark.filterwarnings("ignore:unclosed <StreamWriter:ResourceWarning")


@pytest.fixture(autouse=True)
def _sockets():
    """nats-py forgets a socket that was cut while it connects; the garbage collector closes it, and says so here."""
    yield
    gc.collect()


def right(report):
    assert report.problems == [], "\n".join([f"seed {report.seed}", *report.story])


@pytest.mark.timeout(300)
def test_every_kind_of_fault_on_sqlite(tmp_path):
    with scene(tmp_path) as hurtable:
        report = asyncio.run(hurt(hurtable, SEED, 0, happens=HAPPENS, **HARD))
    right(report)
    assert len(report.faults) == 27


@pytest.mark.timeout(300)
def test_second_writers_and_cut_connections_on_postgresql(tmp_path, postgres_of_wheel):
    databases = {name: postgres_of_wheel.take() for name in SERVICES}
    logs = {name: postgres_of_wheel.log_url(database) for name, database in databases.items()}
    with scene(tmp_path, logs) as hurtable:
        report = asyncio.run(hurt(hurtable, SEED, 0, happens=HAPPENS, only=HARD_ON_WRITERS, **HARD))
    right(report)
    for database in databases.values():
        postgres_of_wheel.give_back(database)
