"""Faults on real processes, chosen by a seed. Each fault heals itself: what it stopped runs again when it is over."""

import asyncio
import contextlib
import functools
import random
import shutil
import signal
import sqlite3
import time
from collections import Counter
from pathlib import Path

import psycopg

from deploy.local import BROKER, Platform, Ports
from shared.parties import SERVICES
from tests.town.ledger import stored

STOPS_SECONDS = 10
WATCHED_SECONDS = 1.0
WAYS_OUT = ("restored", "put the newer log back", "BUNDEL_LOG", "docs/operator.md")


class NotWithstood(AssertionError):
    """A process ended by itself, did not come back, or went on where it should have refused."""


def sqlite_path(address):
    return Path(address.removeprefix("sqlite:///"))


class Injector:
    """Kills, freezes, wipes, rewinds, doubles and restores, one kind after another until the time is over."""

    def __init__(self, platform, partners, seed):
        self.platform = platform
        self.partners = partners
        self.done = Counter()
        self.story = []
        """What was done when, for whoever has to understand a failure."""
        self._dice = random.Random(f"{seed}/faults")
        self._locks = {name: asyncio.Lock() for name in (BROKER, *SERVICES)}
        self._seconds = []
        self._restored = set()
        self._store_copy = platform.data / "broker-copy"
        self._began = time.monotonic()

    @property
    def kinds(self):
        """Every kind of fault that fits these logs, by name. Each service is killed; of the others chance takes one."""
        on_sqlite = all(address.startswith("sqlite:") for address in self.platform.logs.values())
        of_any = [self.terminate, self.freeze, self.second_process, self.stale_writer, self.stumbling_start]
        of_any += [self.lock_log, self.restore_log] if on_sqlite else [self.cut_connections]
        of_all = [
            self.kill_broker,
            self.freeze_broker,
            self.wipe_broker,
            self.rewind_broker,
            self.power_cut,
            self.power_cut_and_wipe,
            self.crash_partners,
        ]
        return {
            **{f"kill_{service}": functools.partial(self.kill, service) for service in SERVICES},
            **{fault.__name__: functools.partial(self._of_one, fault) for fault in of_any},
            **{fault.__name__: fault for fault in of_all},
        }

    async def _of_one(self, fault):
        await fault(self._dice.choice(SERVICES))

    async def run(self, seconds, *, only=("",), overlap=0.5):
        """Inject until the time is over: every kind at least once, and once before any kind twice.

        `only` limits it to kinds with one of these in their name; `overlap` is how often the next fault begins
        before this one is over.
        """
        kinds = [name for name in self.kinds if any(part in name for part in only)]
        until = asyncio.get_running_loop().time() + seconds
        async with asyncio.TaskGroup() as group:
            while kinds and (not self.story or asyncio.get_running_loop().time() < until):
                for name in self._dice.sample(kinds, len(kinds)):
                    running = group.create_task(self._inject(name))
                    if self._dice.random() > overlap:
                        await asyncio.wait([running])
                    await asyncio.sleep(self._dice.uniform(0.1, 1.0))

    async def _inject(self, name):
        self._note(name)
        await self.kinds[name]()
        self._note(f"{name}: over")
        self.done[name] += 1

    def _note(self, what):
        self.story.append(f"{time.monotonic() - self._began:7.2f}  {what}")

    # Processes

    async def kill(self, service):
        async with self._locks[service]:
            await self._end(service)
            await asyncio.sleep(self._dice.choice([0, 0, 0.5, 2]))
            await self._start(service)

    async def terminate(self, service):
        """As at every upgrade: it ends by itself, in time, whatever the broker does meanwhile."""
        async with self._locks[service]:
            self._signal(service, signal.SIGTERM)
            await self._until(lambda: not self.platform.running(service), f"{service} stops", STOPS_SECONDS)
            await self._start(service)

    async def stumbling_start(self, service):
        """While a service starts, the broker goes away under it, again and again. Locks are taken broker first."""
        async with self._locks[BROKER], self._locks[service]:
            await self._end(service)
            await self._start(service)
            for _ in range(3):
                await asyncio.sleep(self._dice.uniform(0.2, 0.6))
                await self._end(BROKER)
                await self._start(BROKER)

    async def freeze(self, name):
        async with self._locks[name]:
            self._signal(name, signal.SIGSTOP)
            await asyncio.sleep(self._dice.uniform(0.3, 3))
            self._signal(name, signal.SIGCONT)

    async def kill_broker(self):
        async with self._locks[BROKER]:
            await self._end(BROKER)
            await self._maybe_copy_store()
            await asyncio.sleep(self._dice.choice([0, 0.5, 2]))
            await self._start(BROKER)

    async def freeze_broker(self):
        await self.freeze(BROKER)

    async def power_cut(self, *, wipe=False):
        """Everything at once; what comes back first is up to chance."""
        async with contextlib.AsyncExitStack() as stack:
            for name in (BROKER, *SERVICES):
                await stack.enter_async_context(self._locks[name])
            names = [BROKER, *SERVICES]
            for name in names:
                await self._end(name)
            if wipe:
                empty(self.platform.broker_store)
            self._dice.shuffle(names)
            for name in names:
                await self._start(name)

    async def power_cut_and_wipe(self):
        await self.power_cut(wipe=True)

    async def crash_partners(self):
        for partner in self._dice.sample(self.partners, 3):
            partner.crash()

    # The broker's memory

    async def wipe_broker(self):
        async with self._locks[BROKER]:
            await self._end(BROKER)
            empty(self.platform.broker_store)
            await self._start(BROKER)

    async def rewind_broker(self):
        """Back to an older copy of its whole store. The first time there is none yet, and one is made."""
        async with self._locks[BROKER]:
            await self._end(BROKER)
            if self._store_copy.exists():
                copy(self._store_copy, self.platform.broker_store)
            else:
                copy(self.platform.broker_store, self._store_copy)
            await self._start(BROKER)

    async def _maybe_copy_store(self):
        if self._dice.random() < 0.5:
            copy(self.platform.broker_store, self._store_copy)

    # Two writers on one log, two relays on one stream

    async def second_process(self, service):
        """Another process of the service on the same log, at once; then either of the two ends."""
        async with self._locks[service]:
            second = await self._second(service)
            await asyncio.sleep(self._dice.uniform(1, 3))
            await self._one_remains(service, second)

    async def stale_writer(self, service):
        """A process that was frozen, and replaced, wakes up and believes that it is still the one."""
        async with self._locks[service]:
            self._signal(service, signal.SIGSTOP)
            second = await self._second(service)
            await asyncio.sleep(self._dice.uniform(0.5, 2))
            self._signal(service, signal.SIGCONT)
            await asyncio.sleep(self._dice.uniform(0.5, 2))
            await self._one_remains(service, second)

    async def _second(self, service):
        folder = self.platform.data / f"second-{service}"
        folder.mkdir(exist_ok=True)
        with contextlib.suppress(FileExistsError):
            (folder / "credentials").symlink_to(self.platform.data / "credentials")
        ports = Ports(self.platform.ports.nats, Ports.free().health)
        second = Platform(folder, parties=self.platform.parties_file, ports=ports, logs=self.platform.logs)
        self._seconds.append((second, service))
        second.start_one(service)
        await self._until(lambda: second.health(service).get("state") == "ready", f"a second {service}")
        return second

    async def _one_remains(self, service, second):
        if not second.running(service):
            raise NotWithstood(f"the second {service} ended by itself: {_tail(second, service)}")
        if self._dice.random() < 0.5:
            await self._end(service)
            await asyncio.sleep(1)
            await self._start(service)
        await asyncio.to_thread(second.signal, service, signal.SIGKILL)

    # The log

    async def lock_log(self, service):
        """Somebody else writes to the database file, and takes their time."""
        async with self._locks[service]:
            with contextlib.closing(
                sqlite3.connect(sqlite_path(self.platform.logs[service]), isolation_level=None)
            ) as database:
                database.execute("PRAGMA busy_timeout=5000")
                database.execute("BEGIN IMMEDIATE")
                await asyncio.sleep(self._dice.choice([0.5, 2, 6]))
                database.execute("ROLLBACK")

    async def cut_connections(self, service):
        """The database drops everybody, a few times."""
        async with self._locks[service]:
            for _ in range(3):
                with psycopg.connect(self.platform.logs[service], autocommit=True) as database:
                    database.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
                await asyncio.sleep(self._dice.uniform(0.1, 0.6))

    async def restore_log(self, service):
        """An older copy in the log's place: the service refuses, and records nothing. Then the newer one returns."""
        async with self._locks[service]:
            path = sqlite_path(self.platform.logs[service])
            older, newer = path.with_suffix(".older"), path.with_suffix(".newer")
            copied = back_up(path, older)
            await self._until(lambda: self._published(service) > copied, f"{service} says more")
            await self._end(service)
            replace_log(path, newer)
            replace_log(older, path)
            await self._refuses(service)
            await self._end(service)
            remove_log(path)
            replace_log(newer, path)
            await self._start(service)
        self._restored.add(service)
        await self._restart_who_stands_still()

    def _published(self, service):
        return self.platform.health(service).get("published", 0)

    async def _refuses(self, service):
        """It must refuse, say why and name the ways out, and record nothing from its start on."""
        address = self.platform.logs[service]
        before = [event.hash for event in stored(address)]
        await self._start(service)
        await self._until(lambda: self.platform.health(service).get("state") == "refused", f"{service} refuses")
        await asyncio.sleep(WATCHED_SECONDS)
        health = self.platform.health(service)
        if missing := [way for way in WAYS_OUT if way not in health["reason"]]:
            raise NotWithstood(f"{service} refuses without naming {missing}: {health['reason']}")
        if [event.hash for event in stored(address)] != before:
            raise NotWithstood(f"{service} recorded something on a restored log")

    async def _restart_who_stands_still(self):
        """What an operator does once the newer log is back: start the readers anew that heard of the older one."""
        for reader in SERVICES:
            if await asyncio.to_thread(stands_still, self.platform, reader, self._restored):
                await self.terminate(reader)

    def stop(self):
        """Leave no second process behind, however the run ended."""
        for second, service in self._seconds:
            second.signal(service, signal.SIGKILL)

    # Means

    def _signal(self, name, what):
        if not self._is_alive(name):
            raise NotWithstood(f"{name} ended by itself: {_tail(self.platform, name)}")
        self.platform.signal(name, what)

    def _is_alive(self, name):
        """A process that was started this very moment may have no name yet: look twice."""
        if not self.platform.running(name):
            time.sleep(0.05)
        return self.platform.running(name)

    async def _end(self, name):
        await asyncio.to_thread(self._signal, name, signal.SIGKILL)

    async def _start(self, name):
        await asyncio.to_thread(self.platform.start_one, name)

    async def _until(self, holds, what, seconds=60):
        end = time.monotonic() + seconds
        while not await asyncio.to_thread(holds):
            if time.monotonic() > end:
                raise NotWithstood(f"in vain for {seconds} seconds: {what}; health {self._healths()}")
            await asyncio.sleep(0.1)

    def _healths(self):
        return {name: self.platform.health(name) for name in SERVICES}

    async def all_well(self):
        """After the last fault everything is ready again, without alarms, and nothing had to be started for it."""
        await self._restart_who_stands_still()
        await self._until(
            lambda: all(health.get("state") == "ready" and not health["alarms"] for health in self._healths().values()),
            "all well again",
        )


def stands_still(platform, reader, upstreams):
    """Whether a service has stopped reading one of these: it saw their log say less than it had heard."""
    alarms = platform.health(reader).get("alarms", {})
    return any(f"upstream {upstream}" in alarms for upstream in upstreams)


def _tail(platform, name):
    return (platform.data / f"{name}.out").read_text("utf-8", "replace")[-3000:]


def empty(folder):
    """Nothing is left in it. A broker that was killed right after its start may not have made it yet."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def copy(source, target):
    """The target becomes as the source is now."""
    empty(target)
    shutil.copytree(source, target, dirs_exist_ok=True)


def back_up(path, older):
    """A consistent copy of a log in use, as an operator makes it; returns how many messages it says."""
    older.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(older)) as target:
        source.backup(target)
    said = [event.stored.said for event in stored(f"sqlite:///{older}")]
    return said[-1]


def replace_log(source, target):
    """Move a log, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        beside = source.with_name(source.name + suffix)
        if beside.exists():
            beside.replace(target.with_name(target.name + suffix))


def remove_log(path):
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
