"""A town at work on real processes while they are hurt: afterwards everybody was told the truth, to the cent.

The long run is `make chaos MINUTES=…`; here every kind of fault comes at least once.
"""

import asyncio

import pytest

from shared.parties import SERVICES
from tests.faults.chaos import hurt
from tests.faults.scene import scene

SEED = 2026
OVERLAP = 0.8
"""Most faults begin before the one before is over: that is harder, and sooner done."""
HARD_ON_WRITERS = ("kill_pool", "second_process", "stale_writer", "cut_connections", "power_cut_and_wipe")
HAPPENED = (
    "application-granted",
    "application-failed",
    "asks-rearranged",
    "reservation-released",
    "reservation-paid",
    "payment-failed",
    "money-returned",
    "saving-divided",
)
"""What has to have gone on meanwhile; else nothing was shown."""


def right(report):
    assert report.problems == [], "\n".join([f"seed {report.seed}", *report.story])
    assert [kind for kind in HAPPENED if not report.facts[kind]] == []


@pytest.mark.timeout(300)
def test_every_kind_of_fault_on_sqlite(tmp_path):
    with scene(tmp_path) as hurtable:
        report = asyncio.run(hurt(hurtable, SEED, 0, overlap=OVERLAP))
    right(report)
    assert len(report.faults) == 27


@pytest.mark.timeout(300)
def test_second_writers_and_cut_connections_on_postgresql(tmp_path, postgres_of_wheel):
    databases = {name: postgres_of_wheel.take() for name in SERVICES}
    logs = {name: postgres_of_wheel.log_url(database) for name, database in databases.items()}
    with scene(tmp_path, logs) as hurtable:
        report = asyncio.run(hurt(hurtable, SEED, 0, only=HARD_ON_WRITERS, overlap=OVERLAP))
    right(report)
    for database in databases.values():
        postgres_of_wheel.give_back(database)
