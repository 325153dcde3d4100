"""The simulated broker, connections and disks behave as the real ones: the same script, played on both."""

import asyncio
import contextlib

import pytest

import shared.broker.nats_pull
import tests.simulation.bus
from deploy.local import Platform
from deploy.ports import Ports
from tests.conftest import Broker
from tests.simulation.conformance_broker import RealGround, Scene, SimulatedGround
from tests.simulation.conformance_disk import Desk, RealDisk, SimulatedDisk
from tests.simulation.conformance_script import lines, played
from tests.simulation.loop import SimulatedLoop

SILENCE_SECONDS = 0.5

SCRIPTS = {
    "streams": """
        pool joins
        pool last -> 0  # of a stream that is missing
        pool at 1 -> none
        pool says a after=0 -> BrokerAway
        pool sets-up
        pool last -> 0
        pool at 1 -> none
        pool says a b c after=0
        pool last -> 3
        pool sets-up  # changes nothing
        pool last -> 3
        pool at 3 -> c
        pool at 4 -> none
        pool says d after=2 -> OutOfStep
        pool says d after=4 -> OutOfStep
        pool says d after=3
        pool last -> 4
    """,
    "two that publish": """
        pool joins
        pool-2 joins
        pool sets-up
        pool race pool-2 after=0 -> OutOfStep said
        pool last -> 1
        pool race pool-2 pool after=1 -> OutOfStep OutOfStep said
        pool last -> 2
    """,
    "a batch": """
        pool joins
        gemeente connects
        gemeente listens bundel.event.>
        welzijn connects
        welzijn listens bundel.again.welzijn.*
        pool sets-up
        pool says a b c after=0 stray=b -> OutOfStep  # what follows a stray one is refused, and heard all the same
        gemeente heard 2 -> a c
        pool last -> 1
        pool says b after=1 stray=b -> BrokerAway  # no stream takes it
        pool says x b c after=0  # the first is refused, for a is there; what follows fits
        gemeente heard 3 -> x b c
        pool last -> 3
        pool at 1 -> a
        pool says count=150 after=3
        gemeente heard 150 -> m1..m150
        pool last -> 153
        pool sends e to=bundel.again.welzijn.pool
        pool sends f to=bundel.event.pool.said
        welzijn heard 1 -> e
        gemeente heard 1 -> f
        pool last -> 154  # a stream takes whatever comes under its subjects
        gemeente leaves
    """,
    "an id twice": """
        pool joins
        pool sets-up
        gemeente connects
        gemeente listens bundel.event.>
        pool says a after=0 id=x
        pool says b after=1 id=x  # swallowed
        gemeente heard 2 -> a b
        pool last -> 1
        pool says c after=1 id=y
        pool says d after=1 id=y -> OutOfStep  # first of all it must fit
        pool says d after=2 id=y  # swallowed
        pool last -> 2
        pool says d after=1 id=z -> OutOfStep
        pool says d after=2 id=z
        pool last -> 3
        pool says e f after=3 id=zz  # the second swallowed
        pool last -> 4
        time passes 2.5
        pool says g after=4 id=x
        pool last -> 5
        pool pulls name=c
        gemeente commands a b to=pool id=x
        c takes 2 -> a
        time passes 2.5
        gemeente commands c to=pool id=x
        c takes 1 -> c
    """,
    "commands": """
        pool joins
        gemeente connects
        pool sets-up
        pool redelivers after=1
        gemeente commands a b c d to=pool
        pool pulls name=c
        c takes 4 -> a b c d
        c acknowledges c
        time passes 1
        c takes 1 -> d
        time passes 1
        gemeente commands e to=pool
        c takes 2 -> d e
        c acknowledges d
        time passes 1
        c takes 1 -> e
        c acknowledges e
        c takes 1 -> nothing
        gemeente commands f g h to=pool
        c takes 3 -> f g h
        c acknowledges h
        c acknowledges f
        c takes 1 -> nothing
    """,
    "two pulls of one consumer": """
        pool joins
        pool-2 joins
        gemeente connects
        pool sets-up
        pool redelivers after=1
        pool pulls name=c
        pool-2 pulls name=d
        gemeente commands to=pool count=12
        c share d count=12 -> m1 m10 m11 m12 m2 m3 m4 m5 m6 m7 m8 m9
        c acknowledges m12 or=d  # and so all that the other one has
        time passes 1
        c takes 1 -> nothing
        d takes 1 -> nothing
        gemeente commands a b to=pool
        c share d count=2 -> a b
        pool leaves
        time passes 1
        d takes 2 -> a b
        gemeente commands c d to=pool
        d takes 2 -> c d
        pool-2 leaves
        pool-3 joins
        pool-3 pulls name=e
        gemeente commands e to=pool
        e takes 1 -> e
        e acknowledges e  # and so what was taken by who is gone
        time passes 1
        e takes 1 -> nothing
    """,
    "following": """
        pool joins
        applications joins
        applications follows pool after=0 name=none -> BrokerAway
        pool sets-up
        applications follows pool after=0 name=all
        applications follows pool after=2 name=ahead
        pool says a b c d after=0
        all takes 4 -> a b c d
        ahead takes 4 -> c d
        applications follows pool after=0 name=again
        applications follows pool after=2 name=middle
        applications follows pool after=4 name=end
        applications follows pool after=6 name=beyond
        again takes 4 -> a b c d
        middle takes 2 -> c d
        end takes 1 -> nothing
        pool says e f after=4
        end takes 2 -> e f
        beyond takes 1 -> nothing
        pool says g h after=6
        all takes 4 -> e f g h
        beyond takes 2 -> g h
        beyond came-with g -> bundel.event.pool.told Nats-Expected-Last-Sequence:6
        all closes
        applications follows pool after=0 name=long
        pool says count=250 after=8
        applications follows pool after=8 name=rest
        rest takes 250 -> m1..m250
    """,
    "restarted": """
        applications notices
        applications joins
        pool joins
        gemeente connects
        welzijn connects
        welzijn listens bundel.again.welzijn.*
        pool sets-up
        pool redelivers after=3
        pool says a b after=0
        applications follows pool after=0 name=f
        f takes 2 -> a b
        pool pulls name=c
        gemeente commands x y z to=pool
        c takes 3 -> x y z
        c acknowledges x
        server stops
        applications follows pool after=0 name=g -> BrokerAway
        gemeente commands v to=pool
        gemeente commands w to=pool
        pool sends hello to=bundel.event.pool.hello
        applications noticed -> gone-1 gone-2
        server starts
        applications noticed -> gone-1 gone-2 back-1 back-2
        pool sends back to=bundel.again.welzijn.pool
        welzijn heard 1 -> back
        f takes 1 -> BrokerAway
        applications follows pool after=1 name=g
        g takes 2 -> b hello
        c takes 4 within=4 -> y z v w
        applications noticed -> gone-1 gone-2 back-1 back-2
    """,
    "wiped": """
        applications joins
        pool joins
        gemeente connects
        pool sets-up
        pool says a b after=0
        applications follows pool after=0 name=f
        f takes 2 -> a b
        pool pulls name=c
        gemeente commands x y to=pool
        c takes 2 -> x y
        server stops
        server is-wiped
        server starts
        pool last -> 0
        f takes 1 -> BrokerAway
        c takes 1 -> BrokerAway
        pool pulls name=d
        d takes 1 -> BrokerAway
        applications follows pool after=2 name=f -> BrokerAway
        pool sets-up
        gemeente commands z to=pool
        d takes 1 -> z
        c takes 1 -> nothing
        applications follows pool after=2 name=g
        pool says c after=2 -> OutOfStep
        pool says a b c after=0
        g takes 1 -> c
        pool redelivers after=1
        c acknowledges x  # of the store that was wiped: it covers z
        c acknowledges y  # but not what was not delivered yet
        d takes 1 -> nothing
        gemeente commands w to=pool
        d takes 1 -> w
        time passes 1
        d takes 1 -> w
    """,
    "rewound": """
        applications joins
        pool joins
        gemeente connects
        pool sets-up
        pool redelivers after=3
        pool says a b after=0
        pool pulls name=c
        gemeente commands x y to=pool
        c takes 2 -> x y
        c acknowledges x
        server stops
        server is-copied
        server starts
        pool says c d after=2
        gemeente commands z to=pool
        c takes 1 -> z
        c acknowledges z
        server stops
        server is-rewound
        server starts
        pool last -> 2
        pool at 2 -> b
        applications follows pool after=4 name=f
        pool says e after=4 -> OutOfStep
        pool says e f g after=2
        f takes 1 -> g
        c takes 1 within=4 -> y
    """,
    "questions": """
        pool answers head
        pool answers slowly slow=1.5
        pool answers never silent=yes
        pool joins
        applications joins
        gemeente connects
        applications asks a of=pool -> a! at-once
        applications asks a of=pool query=slowly -> none later
        applications asks a of=pool query=slowly within=4 -> a! later
        applications asks a of=pool query=never -> none later
        applications asks a of=pool query=other -> none at-once
        applications asks a of=settlement -> none at-once
        gemeente requests a of=pool -> a!
        gemeente requests a of=pool query=slowly -> TimeoutError
        gemeente requests a of=pool query=other -> NoRespondersError
        pool leaves
        applications asks a of=pool -> none at-once
    """,
    "questions in a row": """
        pool answers slowly slow=0.3
        pool answers head
        pool joins
        applications joins
        x begins applications asks a of=pool query=slowly within=3
        y begins applications asks b of=pool query=slowly within=3
        applications asks c of=pool within=3 -> c! at-once
        x ends -> a! at-once
        y ends -> b! later
        pool was-asked -> a? a! c? c! b? b!
    """,
    "two that answer": """
        pool answers head
        pool joins
        pool-2 answers head
        pool-2 joins
        applications joins
        applications asks a of=pool -> a! at-once
        applications asks b of=pool -> b! at-once
        time passes 0.1
        pool was-asked -> a? a! b? b!
        pool-2 was-asked -> a? a! b? b!
        pool leaves
        applications asks c of=pool -> c! at-once
        pool was-asked -> a? a! b? b!
        pool-2 was-asked -> a? a! b? b! c? c!
    """,
    "questions while the server is away": """
        pool answers head
        pool joins
        applications joins
        gemeente connects
        server stops
        applications asks a of=pool -> none later
        gemeente requests a of=pool -> TimeoutError
        server starts
        applications asks b of=pool -> b! at-once
    """,
    "dead letters": """
        pool joins
        pool buries a -> BrokerAway
        pool sets-up
        pool buries a
    """,
}

AS_IT_IS = """
    pool joins
    pool sets-up
    pool pulls name=c
    applications joins
    applications follows pool after=0 name=f
    x begins c waits-in-vain
    f waits-in-vain -> nothing after 3.0s
    x ends -> nothing after 3.0s
"""


def simulated(script):
    loop = SimulatedLoop()
    seen = loop.run(played(script, Scene(SimulatedGround(loop))))
    assert not loop.failures
    return seen


@contextlib.contextmanager
def servers(names, register, folder):
    """A nats-server for each of these, so that all can play at once."""
    started = {}
    try:
        for number, name in enumerate(names):
            platform = Platform(folder / str(number), parties=register, ports=Ports.free())
            started[name] = Broker(platform)
            started[name].start()
        yield started
    finally:
        for broker in started.values():
            broker.stop()


@pytest.fixture(scope="module")
def seen(platform, tmp_path_factory):
    """What was seen of each script on a real server; silence is told sooner than after three seconds."""
    folder = tmp_path_factory.mktemp("conformance")

    async def play_all(brokers):
        plays = [
            played(SCRIPTS[name], Scene(RealGround(broker, broker.platform.data))) for name, broker in brokers.items()
        ]
        return await asyncio.gather(*plays, return_exceptions=True)

    with pytest.MonkeyPatch.context() as patch, servers(SCRIPTS, platform.parties_file, folder) as brokers:
        patch.setattr(shared.broker.nats_pull, "PULL_SECONDS", 10 * SILENCE_SECONDS)
        return dict(zip(SCRIPTS, asyncio.run(play_all(brokers)), strict=True))


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_simulated_broker_is_as_the_real_one(name, seen, monkeypatch):
    monkeypatch.setattr(tests.simulation.bus, "TAKE_SECONDS", SILENCE_SECONDS)
    if isinstance(seen[name], BaseException):
        raise seen[name]
    assert seen[name] == lines(SCRIPTS[name]), "the real one is not as written"
    assert simulated(SCRIPTS[name]) == seen[name], "the simulated one is not as the real one"


def test_a_take_returns_after_three_seconds_of_silence(broker, tmp_path):
    real = asyncio.run(played(AS_IT_IS, Scene(RealGround(broker, tmp_path))))
    assert simulated(AS_IT_IS) == real == lines(AS_IT_IS)


DISK_SCRIPT = """
    log ends -> nothing
    log head -> none
    log reads -> nothing
    log last of=a -> none
    log first of=a,b -> nothing
    log heard of=pool -> none

    log records a/1 a/2 b/1 -> rising
    log head -> b/1
    log reads -> a/1 a/2 b/1
    log last of=a -> a/2
    log last of=b -> b/1
    log last of=c -> none
    log first of=a,b,c -> a/1 b/1
    log first of=c -> nothing

    log records a/3 a/2 -> IntegrityError  # all or nothing
    log records a/2 -> IntegrityError
    log records c/1 c/1 -> IntegrityError  # twice in one
    log head -> b/1
    log last of=a -> a/2
    log last of=c -> none
    log-2 reads -> a/1 a/2 b/1

    log-2 records a/3 b/2 heard=pool:5 -> rising
    log records a/3 -> IntegrityError  # another was first
    log heard of=pool -> 5
    log-2 heard of=settlement -> none
    log records a/4 heard=pool:5 -> IntegrityError  # heard already
    log records a/4 heard=pool:4 -> IntegrityError
    log last of=a -> a/3
    log records a/3 heard=pool:6 -> IntegrityError
    log heard of=pool -> 5  # nothing of it: not the place reached either
    log records a/4 heard=pool:9 -> rising
    log-2 heard of=pool -> 9
    log records b/3 heard=settlement:1 -> rising
    log heard of=settlement -> 1
    log heard of=pool -> 9

    log head -> b/3
    log-2 reads -> a/1 a/2 b/1 a/3 b/2 a/4 b/3
    log reads limit=2 -> a/1 a/2
    log reads from=start limit=2 -> a/1 a/2
    log reads after=a/2 limit=3 -> b/1 a/3 b/2
    log reads after=b/1 limit=2 -> a/3 b/2  # what failed has left no trace
    log reads from=b/1 limit=2 -> b/1 a/3
    log reads after=b/3 -> nothing
    log reads from=b/3 -> b/3
    log reads before=a/3 limit=1 -> a/3  # from a place that nothing may have
    log records d/1 d/2 d/3 d/4 d/5 d/6 d/7 d/8 d/9 -> rising
    log-2 last of=d -> d/9
    log-2 first of=d,a -> a/1 d/1
    log reads after=b/3 limit=100 -> d/1 d/2 d/3 d/4 d/5 d/6 d/7 d/8 d/9
    log opens-anew
    log head -> d/9
    log heard of=pool -> 9
    log records a/5 -> rising
    log ends -> a/1 a/2 b/1 a/3 b/2 a/4 b/3 d/1 d/2 d/3 d/4 d/5 d/6 d/7 d/8 d/9 a/5
"""


@pytest.mark.parametrize("ground", ["sqlite", "postgresql", "simulated", "simulated, with gaps"])
def test_every_disk_does_what_is_written(ground, request):
    if ground.startswith("simulated"):
        disk = SimulatedDisk(leaves_gaps="gaps" in ground)
    else:
        disk = RealDisk(request.getfixturevalue("sqlite_log" if ground == "sqlite" else "postgres_log"))
    assert asyncio.run(played(DISK_SCRIPT, Desk(disk))) == lines(DISK_SCRIPT)
