"""The verbs of a script about the broker, and the two grounds it is played on: a real nats-server, and the simulated.

Whoever is called `pool-2` is a second one of `pool`. A power cut, which takes away what was acknowledged and not yet
synced, exists in the simulation only: no real machine is switched off here.
"""

import asyncio
import itertools
import shutil

import nats
import nats.errors
from nats.js import api

from shared.broker.bus import MAX_TAKE, BrokerAway, Message, command_stream
from shared.broker.nats_bus import NatsBus
from tests.simulation.broker import Broker
from tests.simulation.bus import SimulatedBus
from tests.simulation.connection import Connection
from tests.simulation.fate import Fate
from tests.simulation.network import Network

AWAY_SECONDS = 0.3
"""By then a connection has noticed that its server ended."""
BACK_SECONDS = 10.0
MOMENT = 0.05
PATIENCE = 1.2
AT_ONCE = 0.5


def user_of(who):
    return who.partition("-")[0]


def parted(count, words):
    """`3 a b` or `a b c`: numbered words where a count is given."""
    return [f"m{number}" for number in range(1, int(count) + 1)] if count else list(words)


class Scene:
    """Who takes part, and what they can do."""

    def __init__(self, ground):
        self._ground = ground
        self._buses = {}
        self._connections = {}
        self._heard = {}
        self._pulls = {}
        self._taken = {}
        self._comings_and_goings = {}
        self._questions = {}
        self._begun = {}

    async def end(self):
        for work in self._begun.values():
            work.cancel()
        for bus in self._buses.values():
            await bus.stop()
        for connection in self._connections.values():
            await connection.close()

    def _bus(self, who):
        """The bus of this service; made when it is first named."""
        if who not in self._buses:
            self._buses[who] = self._ground.bus(user_of(who))
        return self._buses[who]

    # Several things at once

    async def begins(self, name, *words, **options):
        """What follows, in the background: `x begins pool says a after=0`."""
        who, verb, *plain = words
        self._begun[name] = asyncio.ensure_future(getattr(self, verb.replace("-", "_"))(who, *plain, **options))
        await asyncio.sleep(MOMENT)

    async def ends(self, name):
        return await self._begun.pop(name)

    async def passes(self, _, seconds):
        await asyncio.sleep(float(seconds))

    # A service's bus

    async def joins(self, who):
        await self._bus(who).start()

    async def leaves(self, who):
        if who in self._buses:
            await self._buses.pop(who).stop()
        else:
            await self._connections.pop(who).close()

    async def notices(self, who):
        """Note from now on when its connection ends and comes back, by two callbacks each."""
        noted = self._comings_and_goings[who] = []
        for number in (1, 2):
            self._bus(who).on_disconnect(lambda number=number: noted.append(f"gone-{number}"))
            self._bus(who).on_reconnect(lambda number=number: noted.append(f"back-{number}"))

    async def noticed(self, who):
        return self._comings_and_goings[who]

    async def sets_up(self, who):
        await self._bus(who).set_up(user_of(who))

    async def last(self, who):
        return await self._bus(who).last_index(user_of(who))

    async def at(self, who, index):
        found = await self._bus(who).said_at(user_of(who), int(index))
        return "none" if found is None else found

    async def says(self, who, *bodies, after, count=0, id="", stray=""):  # noqa: A002 the broker calls it so
        """Messages right after that sequence. A `stray` one goes where the stream does not look."""
        service = user_of(who)
        messages = [
            Message(
                f"bundel.again.gemeente.{service}" if body == stray else f"bundel.event.{service}.told",
                body.encode(),
                {"Nats-Msg-Id": id} if id else None,
            )
            for body in parted(count, bodies)
        ]
        await self._bus(who).publish_said(messages, int(after))

    async def race(self, *whos, after):
        """All of them publish right after the same sequence, at the same time."""
        work = [self.says(who, "raced", after=after) for who in whos]
        results = await asyncio.gather(*work, return_exceptions=True)
        return sorted("said" if result is None else type(result).__name__ for result in results)

    async def buries(self, who, body):
        service = user_of(who)
        await self._bus(who).publish_dead(service, Message(f"bundel.dead.{service}", body.encode()))

    async def sends(self, who, body, *, to):
        await self._bus(who).send(Message(to, body.encode()))

    # Questions

    async def answers(self, who, query, *, slow=0, silent=""):
        """Before it joins. What it was asked is noted in the order of beginning and ending."""
        service = user_of(who)
        asked = self._questions.setdefault(who, [])

        async def respond(request):
            assert request.subject.startswith(f"bundel.query.{service}."), request
            assert request.reply.startswith("_INBOX_"), request
            body = request.body.decode()
            asked.append(f"{body}?")
            await asyncio.sleep(float(slow))
            asked.append(f"{body}!")
            return None if silent else f"{body}!".encode()

        self._bus(who).respond({f"bundel.query.{service}.*.{query}": respond})

    async def was_asked(self, who):
        return self._questions[who]

    async def asks(self, who, body, *, of, query="head", within=1):
        """The answer, and whether it came at once or only when time was up."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        subject = f"bundel.query.{of}.{user_of(who)}.{query}"
        found = await self._bus(who).ask(subject, body.encode(), float(within))
        return ["none" if found is None else found, "at-once" if loop.time() - began < AT_ONCE else "later"]

    # What arrives on a stream

    async def follows(self, who, upstream, *, after, name):
        self._pulls[name] = await self._bus(who).follow(upstream, int(after))

    async def pulls(self, who, *, name):
        self._pulls[name] = await self._bus(who).commands(user_of(who))

    async def takes(self, name, count, *, of="", within=PATIENCE):
        """Take until there are so many, or nothing came for a while."""
        bodies, until = [], self._until(within)
        while len(bodies) < int(count) and not self._over(until):
            try:
                taken = await self._take(name)
            except BrokerAway:
                return [*bodies, "BrokerAway"]
            bodies += taken
            until = self._until(within) if taken else until
        return self._short(bodies)

    async def share(self, *names, count):
        """Take from all in turn, acknowledging nothing, until together they have so many; tell it in order."""
        bodies, until = [], self._until(PATIENCE)
        for name in itertools.cycle(names):
            if len(bodies) >= int(count) or self._over(until):
                return sorted(bodies)
            bodies += await self._take(name)
        return None

    async def waits_in_vain(self, name):
        """One take, of which nothing comes; how long that took."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(MOMENT)
        began = loop.time()
        taken = await self._take(name)
        return [taken, "after", f"{round(2 * (loop.time() - began)) / 2}s"]

    async def _take(self, name):
        taken = await self._pulls[name].take()
        assert len(taken) <= MAX_TAKE
        for delivery in taken:
            self._taken[name, delivery.body.decode()] = delivery
        return [delivery.body.decode() for delivery in taken]

    @staticmethod
    def _short(bodies):
        """Many in a row are told as the first and the last."""
        if bodies == [f"m{number}" for number in range(1, len(bodies) + 1)] and len(bodies) > 3:
            return f"m1..m{len(bodies)}"
        return bodies

    @staticmethod
    def _until(within):
        return asyncio.get_running_loop().time() + float(within)

    @staticmethod
    def _over(until):
        return asyncio.get_running_loop().time() >= until

    async def _wait(self, until, holds):
        while not self._over(until) and not holds():  # noqa: ASYNC110 what is waited for tells nobody
            await asyncio.sleep(MOMENT)

    async def acknowledges(self, name, body, **other):
        taken = self._taken.get((name, body)) or self._taken[other["or"], body]
        await taken.ack()
        await asyncio.sleep(MOMENT)

    async def came_with(self, name, body):
        """Subject and headers of what was taken."""
        delivery = self._taken[name, body]
        return [delivery.subject, *(f"{key}:{value}" for key, value in sorted(delivery.headers.items()))]

    async def closes(self, name):
        await self._pulls.pop(name).close()

    # A partner

    async def connects(self, who):
        self._connections[who] = await self._ground.connection(user_of(who))

    async def listens(self, who, *subjects):
        """Hear these, each by a subscription of its own."""
        heard = self._heard.setdefault(who, [])

        async def hear(message):
            heard.append(message.data.decode())

        for subject in subjects:
            await self._connections[who].subscribe(subject, cb=hear)
        await self._connections[who].flush()

    async def heard(self, who, count=0):
        """What it heard since it was last asked: so many, or whatever comes in a moment."""
        heard, until = self._heard[who], self._until(PATIENCE if int(count) else 4 * MOMENT)
        await self._wait(until, lambda: int(count) and len(heard) >= int(count))
        told, heard[:] = list(heard), []
        return self._short(told)

    async def commands(self, who, *bodies, to, count=0, id=""):  # noqa: A002 the broker calls it so
        headers = {"Nats-Msg-Id": id} if id else None
        for body in parted(count, bodies):
            await self._connections[who].publish(f"bundel.cmd.{to}.{user_of(who)}.do", body.encode(), headers=headers)
        await self._ground.arrived(self._connections[who])

    async def requests(self, who, body, *, of, query="head", within=1):
        subject = f"bundel.query.{of}.{user_of(who)}.{query}"
        return (await self._connections[who].request(subject, body.encode(), timeout=float(within))).data

    # The server

    async def stops(self, _):
        await self._ground.stop()
        await asyncio.sleep(AWAY_SECONDS)

    async def starts(self, _):
        await self._ground.start()
        everybody = (*self._buses.values(), *self._connections.values())
        await self._wait(self._until(BACK_SECONDS), lambda: all(map(self._ground.is_connected, everybody)))
        assert all(map(self._ground.is_connected, everybody)), "not everybody came back"
        await asyncio.sleep(AWAY_SECONDS)

    async def is_wiped(self, _):
        self._ground.wipe()

    async def is_copied(self, _):
        self._ground.copy()

    async def is_rewound(self, _):
        self._ground.rewind()

    async def redelivers(self, service, *, after):
        """What is not acknowledged, so many seconds later: thirty are too many for a test."""
        await self._ground.redeliver_after(self._bus(service), service, float(after))


class RealGround:
    """A nats-server with its store."""

    def __init__(self, broker, folder):
        self._broker = broker
        self._copied = folder / "copied"

    def bus(self, user):
        return NatsBus(self._broker.url, user, self._broker.password(user))

    async def connection(self, user):
        return await nats.connect(
            self._broker.url,
            user=user,
            password=self._broker.password(user),
            inbox_prefix=f"_INBOX_{user}",
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            error_cb=_quiet,
        )

    @staticmethod
    async def arrived(connection):
        """What was published is with the server, if there is one."""
        if connection.is_connected:
            await connection.flush()

    @staticmethod
    def is_connected(one):
        return (one._client if isinstance(one, NatsBus) else one).is_connected

    async def stop(self):
        await asyncio.to_thread(self._broker.stop)

    async def start(self):
        await asyncio.to_thread(self._broker.start)

    def wipe(self):
        self._broker.clear()

    def copy(self):
        shutil.copytree(self._broker.platform.broker_store, self._copied)

    def rewind(self):
        self._broker.clear()
        shutil.copytree(self._copied, self._broker.platform.broker_store, dirs_exist_ok=True)

    @staticmethod
    async def redeliver_after(bus, service, seconds):
        info = api.ConsumerConfig(
            durable_name=service,
            ack_policy=api.AckPolicy.ALL,
            ack_wait=seconds,
            max_ack_pending=2000,
            deliver_policy=api.DeliverPolicy.ALL,
        )
        await bus._jetstream.add_consumer(command_stream(service), info)


class SimulatedGround:
    """The simulated broker and its network, where nothing goes wrong by itself."""

    def __init__(self, loop):
        self._fate = Fate("conformance", loop.time)
        self._broker = Broker(loop.time)
        self._network = Network(loop, self._broker, self._fate)
        self._loop = loop
        self._copied = None

    def _link(self, user):
        return self._network.link(user, self._loop.process(user, lambda _: None))

    def bus(self, user):
        return SimulatedBus(self._link(user), self._fate)

    async def connection(self, user):
        return Connection(self._link(user), self._fate)

    @staticmethod
    async def arrived(connection):
        await asyncio.sleep(MOMENT)

    @staticmethod
    def is_connected(one):
        return one._link.connected

    async def stop(self):
        self._network.stop_broker()

    async def start(self):
        self._network.start_broker()

    def wipe(self):
        self._broker.restore(({}, {}))

    def copy(self):
        self._copied = self._broker.copy()

    def rewind(self):
        self._broker.restore(self._copied)

    async def redeliver_after(self, _, service, seconds):
        self._broker.durables[service].ack_wait = seconds


async def _quiet(_):
    """That a connection ends is what a script is about."""
