"""Backups taken one after another while a town is at work: each is restored into an empty place, and goes on.

Three bare dumps, one after another, do not: that is shown first.
"""

import asyncio
import contextlib
import gc
import os
import socket
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.backups import manifest
from cli.backups.taking import UNFINISHED
from deploy.local import BROKER, Platform
from deploy.ports import Ports
from shared.parties import OPERATOR, SERVICES
from tests.cli.stand import Stand
from tests.effort import EFFORT
from tests.faults.means import back_up, said_in, sqlite_path
from tests.faults.scene import scene
from tests.town.ledger import stored
from tests.town.plan import WHOLE
from tests.town.town import Town

SEED = 12
BACKUPS = {"sqlite": 3 * EFFORT, "postgresql": 2 * EFFORT}
CUTS = 4 * EFFORT
WARM_UP_SECONDS = 3
BETWEEN_DUMPS_SECONDS = 1
BETWEEN_BACKUPS_SECONDS = float(os.environ.get("BETWEEN_BACKUPS_SECONDS", "0"))
"""60: one a minute, as a schedule takes them."""
PATIENCE_SECONDS = 60

pytestmark = [
    pytest.mark.timeout(600 * EFFORT + 20 * EFFORT * BETWEEN_BACKUPS_SECONDS),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@dataclass
class Loaded:
    """A town that was at work while backups were taken; its platform still runs, at rest."""

    platform: Platform
    folder: Path
    takes: list = field(default_factory=list)
    """What each backup told of itself, and what each log had said before it was begun."""
    cuts: list = field(default_factory=list)
    """What was left after a backup was killed."""

    @property
    def stand(self):
        return Stand(self.platform.data)

    @property
    def logs(self):
        return log_options(self.platform.logs)

    def would_be_lost(self, number):
        """What `bundel restore` tells of this backup, while this platform still runs."""
        ended = self.stand("restore", self.takes[number][0]["backup"], *self.logs, "--dry-run", "--json")
        assert ended.code == 0, ended
        return [(one["service"], one["index"], one["kind"], one["to"]) for one in ended.json["lost"]]

    def restored_to(self, platform, number):
        """Put this backup into the empty place of another platform, whose broker runs already."""
        platform.start_one(BROKER)
        credential = str(platform.data / "credentials" / OPERATOR)
        options = (*log_options(platform.logs), "--nats", platform.url, "--json")
        backup = self.takes[number][0]["backup"]
        until(lambda: is_reached(platform), "the broker answers")
        ended = Stand(platform.data)("restore", backup, *options, BUNDEL_OPERATOR_PASSWORD_FILE=credential)
        assert ended.code == 0, ended
        return ended.json["manifest"]["logs"]

    def published_after(self, number):
        """What the logs of the platform hold beyond a backup."""
        logs = self.takes[number][0]["manifest"]["logs"]
        return [
            (service, event.stored.said, event.stored.kind, event.stored.audience)
            for service in SERVICES
            for event in stored(self.platform.logs[service])
            if event.stored.audience and event.stored.said > logs[service]["said"]
        ]


def log_options(logs):
    return [part for service, address in logs.items() for part in ("--log", f"{service}={address}")]


async def at_work(hurtable, *acts):
    town = Town(WHOLE, SEED, hurtable.connected, lambda: datetime.now(UTC))
    async with town.at_work():
        await asyncio.sleep(WARM_UP_SECONDS)
        for act in acts:
            await act()


def take(loaded):
    """One backup, by a process of its own, as an operator's schedule takes it."""
    before = {service: said_in(loaded.platform.logs[service]) for service in SERVICES}
    ended = loaded.stand.apart("backup", str(loaded.folder / "backups"), *loaded.logs, "--json")
    assert ended.code == 0, ended
    loaded.takes.append((ended.json, before))


async def dumped(platform, folder):
    """As three cron jobs would dump them: each log whole, one after another."""
    folder.mkdir()
    for service in SERVICES:
        back_up(sqlite_path(platform.logs[service]), folder / f"{service}.db")
        await asyncio.sleep(BETWEEN_DUMPS_SECONDS)


@pytest.fixture(scope="module")
def towns(tmp_path_factory, postgres_of_wheel):
    """Two towns, by the database of their logs. Both at the same time: most of it is waiting."""
    databases = {service: postgres_of_wheel.take() for service in SERVICES}
    logs = {service: postgres_of_wheel.log_url(database) for service, database in databases.items()}
    one, other = tmp_path_factory.mktemp("sqlite"), tmp_path_factory.mktemp("postgresql")
    with scene(one / "platform") as on_sqlite, scene(other / "platform", logs) as on_postgres:
        sqlite, postgres = Loaded(on_sqlite.platform, one), Loaded(on_postgres.platform, other)
        asyncio.run(both_at_work((on_sqlite, sqlite), (on_postgres, postgres)))
        yield {"sqlite": sqlite, "postgresql": postgres}
    for database in databases.values():
        postgres_of_wheel.give_back(database)
    gc.collect()  # nats-py forgets a socket that was cut while it connects; it is closed, and said so, here


async def both_at_work(sqlite, postgres):
    def in_turn(loaded, backups):
        async def taken():
            for _ in range(backups):
                await asyncio.to_thread(take, loaded)
                await asyncio.sleep(BETWEEN_BACKUPS_SECONDS)

        return taken

    (on_sqlite, one), (on_postgres, other) = sqlite, postgres
    await asyncio.gather(
        at_work(
            on_sqlite,
            lambda: dumped(one.platform, one.folder / "dumps"),
            in_turn(one, BACKUPS["sqlite"]),
            lambda: asyncio.to_thread(cut_off, one),
        ),
        at_work(on_postgres, in_turn(other, BACKUPS["postgresql"])),
    )


@pytest.fixture
def loaded(towns):
    return towns["sqlite"]


def cut_off(loaded):
    """Kill backups at moments that are spread over the time that one takes."""
    took = loaded.takes[-1][0]["seconds"]
    for number in range(CUTS):
        folder = loaded.folder / "cut"
        killed(loaded, folder, number, took)
        loaded.cuts.append(sorted(path.name for path in folder.iterdir()) if folder.exists() else [])


def killed(loaded, folder, number, took):
    before = {*folder.glob("*")}
    process = loaded.stand.begun("backup", str(folder), *loaded.logs)
    until(lambda: process.poll() is not None or {*folder.glob("*")} - before, "it begins", 0.002)
    time.sleep(took * number / CUTS)
    process.kill()
    process.wait()


def started(platform):
    for service in SERVICES:
        platform.start_one(service)


def unwell(platform):
    """What services say that do not go on."""
    found = {service: platform.health(service) for service in SERVICES}
    return {
        service: one.get("reason") or one["alarms"]
        for service, one in found.items()
        if one.get("state") == "refused" or any("upstream" in alarm for alarm in one.get("alarms", {}))
    }


def until(holds, what, look_again=0.1):
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := holds()):
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(look_again)
    return found


def is_reached(platform):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", platform.ports.nats), 1):
        return True
    return False


def is_right_and_at_rest(platform):
    """Right always; at rest sooner or later, for applications still open come to their time."""
    verified = Stand(platform.data)("verify", *log_options(platform.logs), "--json").json
    assert verified["well"], verified
    return verified["at_rest"]


def goes_on(loaded, number, platform):
    """Restored, it starts without an alarm, and everybody reads what the others have said."""
    try:
        loaded.restored_to(platform, number)
        platform.start()
        until(lambda: all(not platform.health(service).get("alarms") for service in SERVICES), "no alarms")
        until(lambda: is_right_and_at_rest(platform), "at rest")
    finally:
        platform.stop()


def test_three_dumps_one_after_another_do_not_start(loaded, tmp_path):
    platform = Platform(tmp_path / "data", ports=Ports.free())
    for service in SERVICES:
        (loaded.folder / "dumps" / f"{service}.db").rename(sqlite_path(platform.logs[service]))
    platform.start_one(BROKER)
    try:
        started(platform)
        found = until(lambda: unwell(platform), "somebody refuses")
        assert "restored or replaced" in str(found) or "were consumed" in str(found)
    finally:
        platform.stop()


@pytest.mark.parametrize("database", BACKUPS)
def test_no_backup_is_older_than_its_beginning(towns, database):
    takes = towns[database].takes
    for backup, before in takes:
        logs = backup["manifest"]["logs"]
        assert [service for service in SERVICES if logs[service]["said"] < before[service]] == []
    said = [sum(one["said"] for one in backup["manifest"]["logs"].values()) for backup, _ in takes]
    assert said == sorted(set(said)), "the town was at work"


def says_what_is_lost(loaded, number):
    lost = loaded.would_be_lost(number)
    assert lost
    assert lost == loaded.published_after(number)


@pytest.mark.parametrize("number", range(BACKUPS["sqlite"]))
def test_each_backup_says_what_is_lost_and_goes_on(loaded, tmp_path, number):
    platform = Platform(tmp_path / "data", ports=Ports.free())
    says_what_is_lost(loaded, number)
    goes_on(loaded, number, platform)


@pytest.mark.parametrize("number", range(BACKUPS["postgresql"]))
def test_each_backup_of_postgresql_says_what_is_lost_and_goes_on(towns, tmp_path, postgres_of_wheel, number):
    databases = {service: postgres_of_wheel.take() for service in SERVICES}
    logs = {service: postgres_of_wheel.log_url(database) for service, database in databases.items()}
    platform = Platform(tmp_path / "data", ports=Ports.free(), logs=logs)
    says_what_is_lost(towns["postgresql"], number)
    goes_on(towns["postgresql"], number, platform)
    for database in databases.values():
        postgres_of_wheel.give_back(database)


def test_a_backup_moves_from_one_database_to_another(loaded, tmp_path, postgres_log):
    """The copy is the same to the byte, wherever it lies; and the service reads it."""
    logs = {service: f"sqlite:///{tmp_path}/data/{service}.db" for service in SERVICES} | {"pool": postgres_log}
    platform = Platform(tmp_path / "data", ports=Ports.free(), logs=logs)
    goes_on(loaded, 0, platform)
    told = loaded.takes[0][0]["manifest"]["logs"]["pool"]
    assert [*stored(postgres_log)][told["events"] - 1].hash == told["hash"]


def test_a_backup_that_is_killed_leaves_none_or_a_whole_one(loaded):
    whole = [name for left in loaded.cuts for name in left if not name.startswith(UNFINISHED)]
    for name in set(whole):
        manifest.read(loaded.folder / "cut" / name)
    unfinished = [name for left in loaded.cuts for name in left if name.startswith(UNFINISHED)]
    assert unfinished, "some were killed in the middle"
    for left in loaded.cuts:
        assert len([name for name in left if name.startswith(UNFINISHED)]) <= 1, "the next clears away what is left"
