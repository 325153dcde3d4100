"""A town at work on real processes while they are hurt: afterwards everybody was told the truth, to the cent.

The long run is `make chaos MINUTES=…`; here every kind of fault comes at least once.
"""

import asyncio
import gc

import pytest

from shared.parties import SERVICES
from tests.faults.chaos import hurt
from tests.faults.scene import scene

SEED = 2026
OVERLAP = 1
PAUSE_SECONDS = 0.4
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


pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory, postgres_of_wheel):
    """What became of two towns, by the logs of their platforms. Both at the same time: most of it is waiting."""
    databases = {name: postgres_of_wheel.take() for name in SERVICES}
    logs = {name: postgres_of_wheel.log_url(database) for name, database in databases.items()}
    with scene(tmp_path_factory.mktemp("sqlite")) as one, scene(tmp_path_factory.mktemp("postgresql"), logs) as other:
        found = asyncio.run(both_hurt(one, other))
    for database in databases.values():
        postgres_of_wheel.give_back(database)
    gc.collect()  # nats-py forgets a socket that was cut while it connects; it is closed, and said so, here
    return dict(zip(("sqlite", "postgresql"), found, strict=True))


async def both_hurt(on_sqlite, on_postgres):
    how = {"overlap": OVERLAP, "pause": PAUSE_SECONDS, "happens": HAPPENS}
    return await asyncio.gather(
        hurt(on_sqlite, SEED, 0, **how),
        hurt(on_postgres, SEED, 0, only=HARD_ON_WRITERS, **how),
        return_exceptions=True,
    )


def right(report):
    if isinstance(report, BaseException):
        raise report
    assert report.problems == [], "\n".join([f"seed {report.seed}", *report.story])


@pytest.mark.timeout(300)
def test_every_kind_of_fault_on_sqlite(reports):
    right(reports["sqlite"])
    assert len(reports["sqlite"].faults) == 27


@pytest.mark.timeout(300)
def test_second_writers_and_cut_connections_on_postgresql(reports):
    right(reports["postgresql"])
    assert len(reports["postgresql"].faults) == len(HARD_ON_WRITERS)
