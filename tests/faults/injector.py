"""Faults on real processes, chosen by a seed. Each fault heals itself: what it stopped runs again when it is over."""

import asyncio
import contextlib
import functools
import signal
import sqlite3

import psycopg

from deploy.local import BROKER
from shared.parties import SERVICES
from tests.faults.means import NotWithstood, back_up, copy, empty, hashes, remove_log, replace_log, sqlite_path, tail
from tests.faults.surroundings import Surroundings

WATCHED_SECONDS = 1.0
FROZEN_COMMIT_SECONDS = 240
FREE_SECONDS = 15
"""Within so much time a database has ended the transaction of a process that does not."""
WAYS_OUT = ("restored", "put the newer log back", "BUNDEL_LOG", "docs/operator.md")


class Injector(Surroundings):
    """Kills, freezes, wipes, rewinds, doubles and restores, one kind after another until the time is over."""

    def __init__(self, scene, partners, seed, *, tell=lambda injector: None):
        super().__init__(scene, seed)
        self.partners = partners
        self._tell = tell
        """Who wants to know how far we are."""
        self._next = []
        """Which services are hurt next: every one once before any twice."""
        self._store_copy = self.platform.data / "broker-copy"

    @property
    def kinds(self):
        """Every kind of fault that fits these logs, by name. Each service is killed; of the others chance takes one."""
        of_any = [self.terminate, self.freeze, self.second_process, self.stale_writer, self.stumbling_start]
        of_any += [self.slow_disk, self.skew_clock, self.start_skewed]
        of_any += (
            [self.lock_log, self.restore_log, self.fill_disk]
            if self.on_sqlite
            else [self.cut_connections, self.freeze_in_transaction]
        )
        of_all = [
            self.kill_broker,
            self.freeze_broker,
            self.wipe_broker,
            self.rewind_broker,
            self.power_cut,
            self.power_cut_and_wipe,
            self.fill_broker_disk,
            self.cut_network,
            self.tear_network,
            self.stall_network,
            self.slow_network,
            self.lose_network,
            self.crash_partners,
        ]
        return {
            **{f"kill_{service}": functools.partial(self.kill, service) for service in SERVICES},
            **{fault.__name__: functools.partial(self._of_one, fault) for fault in of_any},
            **{fault.__name__: fault for fault in of_all},
        }

    async def _of_one(self, fault):
        self._next = self._next or self.dice.sample(SERVICES, len(SERVICES))
        await fault(self._next.pop())

    async def run(self, seconds, *, only=("",), overlap=0.5, pause=1.0):
        """Inject until the time is over: every kind at least once, and once before any kind twice.

        `only` limits it to kinds with one of these in their name; `overlap` is how often the next fault begins
        before this one is over; `pause` is the longest time between two beginnings.
        """
        kinds = [name for name in self.kinds if any(part in name for part in only)]
        until = asyncio.get_running_loop().time() + seconds
        async with asyncio.TaskGroup() as group:
            while kinds and (not self.story or asyncio.get_running_loop().time() < until):
                for name in self.dice.sample(kinds, len(kinds)):
                    running = group.create_task(self._inject(name))
                    if self.dice.random() > overlap:
                        await asyncio.wait([running])
                    await self.pass_time(pause / 10, pause)

    async def _inject(self, name):
        self.note(name)
        await self.kinds[name]()
        self.note(f"{name}: over")
        self.done[name] += 1
        self._tell(self)

    # Processes

    async def kill(self, service):
        async with self.locks[service]:
            await self.end(service)
            await asyncio.sleep(self.dice.choice([0, 0, 0.5, 2]))
            await self.start(service)

    async def terminate(self, service):
        """As at every upgrade."""
        async with self.locks[service]:
            await self.end_gently(service)
            await self.start(service)

    async def stumbling_start(self, service):
        """While a service starts, the broker goes away under it, again and again. Locks are taken broker first."""
        async with self.locks[BROKER], self.locks[service]:
            await self.end(service)
            await self.start(service)
            for _ in range(3):
                await asyncio.sleep(self.dice.uniform(0.2, 0.6))
                await self.end(BROKER)
                await self.start(BROKER)

    async def freeze(self, name):
        async with self.locks[name]:
            self.signal(name, signal.SIGSTOP)
            await asyncio.sleep(self.dice.uniform(0.3, 3))
            self.signal(name, signal.SIGCONT)

    async def kill_broker(self):
        async with self.locks[BROKER]:
            await self.end(BROKER)
            await self._maybe_copy_store()
            await asyncio.sleep(self.dice.choice([0, 0.5, 2]))
            await self.start(BROKER)

    async def freeze_broker(self):
        await self.freeze(BROKER)

    async def power_cut(self, *, wipe=False):
        """Everything at once; what comes back first is up to chance."""
        async with contextlib.AsyncExitStack() as stack:
            for name in (BROKER, *SERVICES):
                await stack.enter_async_context(self.locks[name])
            names = [BROKER, *SERVICES]
            for name in names:
                await self.end(name)
            if wipe:
                empty(self.platform.broker_store)
            self.dice.shuffle(names)
            for name in names:
                await self.start(name)

    async def power_cut_and_wipe(self):
        await self.power_cut(wipe=True)

    async def crash_partners(self):
        for partner in self.dice.sample(self.partners, 3):
            partner.crash()

    # The broker's memory

    async def wipe_broker(self):
        async with self.locks[BROKER]:
            await self.end(BROKER)
            empty(self.platform.broker_store)
            await self.start(BROKER)

    async def rewind_broker(self):
        """Back to an older copy of its whole store. The first time there is none yet, and one is made."""
        async with self.locks[BROKER]:
            await self.end(BROKER)
            if self._store_copy.exists():
                copy(self._store_copy, self.platform.broker_store)
            else:
                copy(self.platform.broker_store, self._store_copy)
            await self.start(BROKER)

    async def _maybe_copy_store(self):
        if self.dice.random() < 0.5:
            copy(self.platform.broker_store, self._store_copy)

    # Two writers on one log, two relays on one stream

    async def second_process(self, service):
        """Another process of the service on the same log, at once; then either of the two ends."""
        async with self.locks[service]:
            second = await self._second(service)
            await asyncio.sleep(self.dice.uniform(1, 3))
            await self._one_remains(service, second)

    async def stale_writer(self, service):
        """A process that was frozen, and replaced, wakes up and believes that it is still the one."""
        async with self.locks[service]:
            self.signal(service, signal.SIGSTOP)
            second = await self._second(service)
            await asyncio.sleep(self.dice.uniform(0.5, 2))
            self.signal(service, signal.SIGCONT)
            await asyncio.sleep(self.dice.uniform(0.5, 2))
            await self._one_remains(service, second)

    async def freeze_in_transaction(self, service):
        """Frozen while it commits, it holds locks that its successor needs: the database must not let it for long."""
        log = self.platform.logs[service]
        async with self.locks[service]:
            await self.is_ready(service)
            self.scene.hamper(service, commit_seconds=FROZEN_COMMIT_SECONDS)
            await self.until(lambda: transactions(log), f"{service} has a transaction open")
            self.signal(service, signal.SIGSTOP)
            self.scene.hamper(service)
            waiting = asyncio.create_task(self._second(service))
            await self.until(lambda: not transactions(log), "the transaction is ended", FREE_SECONDS)
            second = await waiting
            await self.end(service)
            await self.start(service)
            await self._end_second(service, second)

    async def _second(self, service):
        """Another process of the service, on the same log, ready."""
        second = self.scene.second(service)
        await self.until(lambda: second.health(service).get("state") == "ready", f"a second {service}")
        return second

    async def _one_remains(self, service, second):
        if not second.running(service):
            raise NotWithstood(f"the second {service} ended by itself: {tail(second, service)}")
        if self.dice.random() < 0.5:
            await self.end(service)
            await asyncio.sleep(1)
            await self.start(service)
        await self._end_second(service, second)

    async def _end_second(self, service, second):
        await asyncio.to_thread(second.signal, service, signal.SIGKILL)
        self.kills[f"second {service}"] += 1

    # The log

    async def lock_log(self, service):
        """Somebody else writes to the database file, and takes their time."""
        async with self.locks[service]:
            with contextlib.closing(
                sqlite3.connect(sqlite_path(self.platform.logs[service]), isolation_level=None)
            ) as database:
                database.execute("PRAGMA busy_timeout=5000")
                database.execute("BEGIN IMMEDIATE")
                await asyncio.sleep(self.dice.choice([0.5, 2, 6]))
                database.execute("ROLLBACK")

    async def cut_connections(self, service):
        """The database drops everybody, a few times."""
        async with self.locks[service]:
            await self.is_ready(service)
            for _ in range(3):
                with psycopg.connect(self.platform.logs[service], autocommit=True) as database:
                    database.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
                await asyncio.sleep(self.dice.uniform(0.1, 0.6))

    async def restore_log(self, service):
        """An older copy in the log's place: the service refuses, and records nothing. Then the newer one returns.

        Somebody has heard more by then: where the broker alone knew, it may be wiped, and nobody can tell.
        """
        async with self.locks[service]:
            path = sqlite_path(self.platform.logs[service])
            older, newer = path.with_suffix(".older"), path.with_suffix(".newer")
            copied = back_up(path, older)
            await self.until(lambda: self._heard(service) > copied, f"more is heard of {service}")
            await self.end(service)
            replace_log(path, newer)
            replace_log(older, path)
            await self._refuses(service)
            await self.end(service)
            remove_log(path)
            replace_log(newer, path)
            await self.start(service)

    def _heard(self, service):
        """How many of its messages the reader furthest ahead has recorded."""
        return max(health.get("heard", {}).get(service, 0) for health in self.healths().values())

    async def _refuses(self, service):
        """It must refuse, say why and name the ways out, and record nothing from its start on."""
        address = self.platform.logs[service]
        before = hashes(address)
        await self.start(service)
        await self.until(lambda: self.state(service) == "refused", f"{service} refuses")
        await asyncio.sleep(WATCHED_SECONDS)
        health = self.platform.health(service)
        if missing := [way for way in WAYS_OUT if way not in health["reason"]]:
            raise NotWithstood(f"{service} refuses without naming {missing}: {health['reason']}")
        if hashes(address) != before:
            raise NotWithstood(f"{service} recorded something on a restored log")

    async def all_well(self):
        """After the last fault everything is ready again, without alarms, and nothing had to be started for it."""
        await self.until(
            lambda: all(health.get("state") == "ready" and not health["alarms"] for health in self.healths().values()),
            "all well again",
        )


def transactions(log):
    """How many sessions of a database hold a transaction open and do nothing."""
    with psycopg.connect(log, autocommit=True) as database:
        return database.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'"
        ).fetchone()[0]
