"""A data folder as the platform leaves it: `python -m tests.golden.record <folder>`.

Plays garden, cake, a small register and `story` on a platform of its own, whose clock is years behind: wherever and
whenever the folder is used, its past is past.
"""

import asyncio
import os
import runpy
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console

from audit import check, wait_for_rest
from deploy.local import ROOT, Platform
from deploy.ports import Ports
from examples import steps
from examples.cake import cake
from examples.demo import PARTIES
from examples.garden import garden
from examples.narration import Narrator
from examples.partner import Stage
from examples.register.parties import register_of_parties
from examples.register.play import play, read
from shared.parties import SERVICES
from tests.faults.hampered import Hampers, hamper
from tests.golden.fixtures import HERE
from tests.golden.story import story

BEGIN = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
"""A Monday morning: when the folder's past begins."""
REST_SECONDS = 30.0


class Then(datetime):
    """`datetime`, but it is as late as on the platform."""

    BEHIND = datetime.now(UTC) - BEGIN

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) - cls.BEHIND


def main():
    if sys.argv[1] == "--operator":
        _as_operator(*sys.argv[2:])
    else:
        _record(Path(sys.argv[1]))


def _record(folder):
    folder.mkdir(parents=True)
    steps.datetime = Then
    os.environ["BUNDEL_DECIDE_WITHIN_WEEKS"] = "5200"  # what `story` leaves open stays open
    experiment = read(HERE / "register.csv", HERE / "register-mapping.json")
    parties = folder / "parties.json"
    parties.write_text(register_of_parties(PARTIES, experiment), "utf-8")
    platform = Platform(folder, parties=parties, ports=Ports.free(), runs=lambda service: _runs(folder, service))
    for service in SERVICES:
        Hampers(clock_seconds=-Then.BEHIND.total_seconds()).write(_hampers(folder, service))
    try:
        platform.start()
        asyncio.run(_play(platform, experiment))
        assert wait_for_rest(platform.logs, REST_SECONDS)
        assert check(platform.logs).problems == []
    finally:
        platform.stop()


def _runs(folder, service):
    return ["-m", "tests.faults.hampered", str(_hampers(folder, service)), f"services.{service}"]


def _hampers(folder, service):
    return folder / f"{service}.hampers.json"


async def _play(platform, experiment):
    stage = Stage(platform.url, platform.data / "credentials", platform.parties, Narrator("nl", Console()))
    await garden(stage)
    await cake(stage)
    await play(stage, experiment)
    await story(stage, platform, lambda: Then.now(UTC), partial(_operator, platform))


def _operator(platform, service, *words):
    """Run a command of a service's module, by the platform's clock."""
    hampers = str(_hampers(platform.data, service))
    subprocess.run(
        [sys.executable, "-m", "tests.golden.record", "--operator", hampers, f"services.{service}", *words],
        cwd=ROOT,
        env={**os.environ, **platform._environment(service)},
        check=True,
        capture_output=True,
    )


def _as_operator(hampers, module, *words):
    hamper(Path(hampers))
    sys.argv[1:] = words
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
