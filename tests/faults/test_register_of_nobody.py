"""A platform whose register has no party: as containers start where no register is named. Real processes."""

import asyncio
import contextlib
import shutil
import time

import pytest

from bundel_client import BareClient
from cli.broker import lets_in
from cli.faults import Fault
from deploy.local import ROOT, Platform
from deploy.ports import Ports
from shared.parties import SERVICES
from tests.faults.test_restored_log import until

PATIENCE_SECONDS = 30


@pytest.fixture
def platform(tmp_path):
    register = tmp_path / "parties.json"
    register.write_text("[]\n", "utf-8")
    platform = Platform(tmp_path / "data", parties=register, ports=Ports.free())
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()


def test_services_are_ready_nobody_is_let_in_and_parties_come_without_a_restart(platform):
    assert [platform.health(name)["alarms"] for name in SERVICES] == [{}, {}, {}]
    assert not lets_in(platform.url, "groen", "")
    shutil.copy(ROOT / "deploy" / "parties.json", platform.parties_file)
    platform.reload_parties()
    until(lambda: broker_lets_in(platform, "groen"), "the broker takes the register over")
    end = time.monotonic() + PATIENCE_SECONDS
    while (code := asyncio.run(closes_no_year(platform)).code) == "unknown-party":  # the service looks once a second
        assert time.monotonic() < end, "the service does not see its register change"
    assert code == "not-yours"


def broker_lets_in(platform, party):
    """A connection that is made while the broker reloads may be lost: it proves nothing."""
    with contextlib.suppress(Fault):
        return lets_in(platform.url, party, platform.password(party))
    return False


async def closes_no_year(platform):
    """A command of one who takes part since then, and may not do this."""
    password, oin = platform.password("groen"), platform.parties["groen"].oin
    async with await BareClient.connect(platform.url, "groen", password, oin=oin) as client:
        year = {"year": 2025, "decision": "Jaarrekening"}
        return await client.submit("pool", "close-year", year, timeout=PATIENCE_SECONDS)
