"""Faults of what processes stand on: their disk, their network, their clock. None of them needs root."""

import asyncio
import contextlib
import resource
import time
from datetime import UTC, datetime

import msgspec

from deploy.local import BROKER
from shared.parties import SERVICES
from tests.faults.means import Means, NotWithstood, hashes, sqlite_path
from tests.faults.proxy import WAYS
from tests.faults.scene import PARTNERS, broker_link, log_link
from tests.town.ledger import stored

LOST_SECONDS = 45
"""Within so much time everybody has noticed that a connection is dead, and has another."""
UNDER_WAY_SECONDS = 0.3
"""A commit that was under way when the disk got full is over by then."""
WATCH_SECONDS = 0.3
MINUTES = 60.0
SEEN_SECONDS = 10
"""Within so much time a service has seen that its clock jumped, or came back."""


class Surroundings(Means):
    """Disks that are full or slow, networks that cut, stall, tear or swallow, clocks that jump."""

    # Disks

    async def fill_disk(self, service):
        """No file of the process may grow (RLIMIT_FSIZE): at once, or in the middle of a commit soon after.

        It runs by then: a start without a log ends, and says so.
        """
        async with self.locks[service]:
            await self.is_ready(service)
            log = self.platform.logs[service]
            size = self.dice.choice([0, 0, self._middle_of_a_commit(log)])
            with self._full(service, size):
                await asyncio.sleep(UNDER_WAY_SECONDS)
                before = hashes(log)
                await self.pass_time(0.5, 3)
                if size == 0 and hashes(log) != before:
                    raise NotWithstood(f"{service} recorded something on a full disk")
            await self.goes_on(service)

    def _middle_of_a_commit(self, log):
        """A size that SQLite's journal soon grows to, most likely within a commit of several pages."""
        path = sqlite_path(log)
        journal = path.with_name(f"{path.name}-wal")
        return (journal.stat().st_size if journal.exists() else 0) + self.dice.randrange(4096, 65536)

    async def fill_broker_disk(self):
        """The broker stops storing. It does not begin again by itself when there is room: it has to be restarted."""
        async with self.locks[BROKER]:
            with self._full(BROKER, self.dice.choice([0, 0, 8192, 131_072])):
                await self.pass_time(0.5, 3)
            if self.dice.random() < 0.5:
                await self.end(BROKER)
            else:
                await self.end_gently(BROKER)
            await self.start(BROKER)

    @contextlib.contextmanager
    def _full(self, name, size):
        """No file of the process grows beyond this size."""
        pid = self.alive(name)
        soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        self.note(f"  {name}: files end at {size} bytes")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):  # why it ended is told by who looks for it next
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))

    async def slow_disk(self, service):
        """Every commit takes its time, and goes on holding its lock."""
        async with self.locks[service]:
            self.scene.hamper(service, commit_seconds=self.dice.uniform(0.2, 2))
            await self.pass_time(2, 4)
            self.scene.hamper(service)

    # Networks

    async def cut_network(self):
        """All connections of a link end at once, and for a while there are no others."""
        async with self._some_link() as link:
            link.refuse(True)
            link.cut()
            await asyncio.sleep(self.dice.choice([0, 0.5, 3]))
            link.refuse(False)

    async def tear_network(self):
        """Connections end in the middle of what is being sent, a few times."""
        async with self._some_link() as link:
            for _ in range(3):
                link.tear()
                await self.pass_time(0.2, 1)

    async def stall_network(self):
        """Nothing passes, one way or both; in the end all of it does, or the connection is cut."""
        async with self._some_link() as link:
            link.hold(*self.dice.choice([WAYS, WAYS[:1], WAYS[1:]]))
            await self.pass_time(0.5, 4)
            if self.dice.random() < 0.5:
                link.cut()
            link.release()

    async def slow_network(self):
        async with self._some_link() as link:
            link.delay(self.dice.uniform(0.02, 0.3))
            await self.pass_time(1, 3)
            link.delay(0)

    async def lose_network(self):
        """A connection goes dead without a word, one way or both: who uses it has to find out.

        Not to a database: a process waits for its log and does nothing else, and the kernel is to find out.
        """
        async with self._some_link([PARTNERS, *map(broker_link, SERVICES)]) as link:
            await self.until(lambda: link.connections, "somebody is connected")
            link.lose(*self.dice.choice([WAYS, WAYS[:1], WAYS[1:]]))
            await self.until(lambda: not link.lost, "nobody is left on a dead connection", LOST_SECONDS)

    @contextlib.asynccontextmanager
    async def _some_link(self, names=None):
        """A link, for one fault at a time. That to a database is hurt while its service runs, and is not being stopped.

        For a start without a log ends, and says so; and a stop waits for what is being asked of the log.
        """
        name = self.dice.choice(sorted(names or self.scene.network.links))
        self.note(f"  the link {name}")
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(self.locks[name])
            for service in SERVICES:
                if name == log_link(service):
                    await stack.enter_async_context(self.locks[service])
                    await self.is_ready(service)
            yield self.scene.network.links[name]

    # Clocks

    async def skew_clock(self, service):
        """The wall clock of a running process jumps, and comes back: nothing may be decided early meanwhile."""
        async with self.locks[service]:
            await self.is_ready(service)
            watch = Early(self.platform.logs[service])
            self._skew(service, self.dice.choice([-1, 1]) * self.dice.uniform(2, 180) * MINUTES)
            await self.until(lambda: self._is_alarmed(service), f"{service} sees the jump", SEEN_SECONDS)
            await self._watched(watch, self.dice.uniform(0.5, 2))
            self._skew(service, 0)
            await self.until(lambda: not self._is_alarmed(service), f"{service} keeps time again", SEEN_SECONDS)
            await self._watched(watch, WATCH_SECONDS)

    def _is_alarmed(self, service):
        return "clock" in self.platform.health(service).get("alarms", {})

    async def start_skewed(self, service):
        """A start under a wrong clock: hours behind, or ahead by no more than log time can catch up with here.

        It may decide early, for it cannot know better. Once the clock is put right it is started anew, as the alarm
        asks.
        """
        async with self.locks[service]:
            await self.end(service)
            self._skew(service, self.dice.choice([-self.dice.uniform(2, 180) * MINUTES, self.dice.uniform(5, 15)]))
            await self.start(service)
            await self.is_ready(service)
            await self.pass_time(0.5, 2)
            self._skew(service, 0)
            await self.pass_time(0.1, 1)
            await self.end_gently(service)
            await self.start(service)

    def _skew(self, service, seconds):
        self.note(f"  {service}: the clock is off by {seconds:.0f} seconds")
        self.scene.hamper(service, clock_seconds=seconds)

    async def _watched(self, watch, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if early := await asyncio.to_thread(watch.look):
                raise NotWithstood(f"failed before their time, as the clock had jumped: {early}")
            await asyncio.sleep(WATCH_SECONDS)


class Early:
    """Looks in a log for applications that failed although, on a right clock, their time is not over.

    Log time may have been ahead before, by a start under a wrong clock: what is due by that is none of ours.
    """

    def __init__(self, log):
        self._log = log
        self._known = set(self._failed())
        self._log_time = max((event.stored.at for event in stored(log)), default=datetime.now(UTC))

    def look(self):
        """Those that failed since the last look. Their time is over when they are found, if it was when they failed."""
        failed = self._failed()
        right = max(datetime.now(UTC), self._log_time)
        early = [name for name, decide_by in failed.items() if name not in self._known and right < decide_by]
        self._known |= failed.keys()
        return early

    def _failed(self):
        """What time alone has decided, and until when it had."""
        decide_by, failed = {}, {}
        for event in stored(self._log):
            if event.stored.kind == "application-submitted":
                fact = msgspec.json.decode(event.stored.fact)
                decide_by[fact["application"]] = datetime.fromisoformat(fact["form"]["decide_by"])
            elif event.stored.kind == "application-failed" and event.stored.by == "clock":
                name = msgspec.json.decode(event.stored.fact)["application"]
                failed[name] = decide_by[name]
        return failed
