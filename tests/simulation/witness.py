"""What only a world can see, for it knows the true time and the broker's store: is it said in time, and aloud?"""

from bisect import bisect_right
from collections import Counter

import msgspec

from shared.broker.bus import output_stream
from shared.broker.envelope import read_published
from shared.log.eventlog import Stored
from shared.running.runtime import HEADS_SECONDS
from shared.running.world import CLOCKS_PART_SECONDS
from tests.simulation.advances import paid_otherwise
from tests.simulation.claims import claimed_otherwise
from tests.simulation.snapshots import differences

ROUNDING_SECONDS = 0.5
_decode = msgspec.json.Decoder(Stored).decode


def witnessed(world):
    """Every problem that is in no log."""
    for name, host in world.hosts.items():
        yield from _wrongly_remembered(name, host, world.logs[name])
        events = [(at, _decode(state)) for at, _, _, state in host.disk.history]
        yield from _not_aloud(name, world)
        yield from _untimely(name, host, events, world.time)
    yield from _unheard_deadlines(world)
    yield from _left_behind(world.logs["pool"])
    facts = {
        name: [(one.stored.kind, msgspec.json.decode(one.stored.fact)) for one in _events(log)]
        for name, log in world.logs.items()
    }
    yield from claimed_otherwise(facts["settlement"])
    yield from paid_otherwise(facts["settlement"], facts["pool"], facts["applications"])


def _left_behind(log):
    """In a contribution that has ended nothing stays free: it lapses, or goes back as soon as it came."""
    free, ended = Counter(), set()
    for one in _events(log):
        fact = msgspec.json.decode(one.stored.fact)
        match one.stored.kind:
            case "pool-closed":
                ended |= {f"{fact['pool']}/{contribution}/free" for contribution, _ in fact["parts"]}
            case "contribution-returned" | "contribution-lapsed":
                ended.add(f"{fact['pool']}/{fact['contribution']}/free")
        for account, cents in fact.get("postings", ()):
            free[account] += cents
    yield from (f"{free[account]} cents are left behind in {account}" for account in sorted(ended) if free[account])


def _not_aloud(name, world):
    """The broker's stream is what the log says, each message at its index."""
    stream = world.broker.streams[output_stream(name)]
    held = [(said.index, said.hash) for said in (read_published(message.body) for message in stream.messages)]
    says = [(one.stored.said, one.hash) for one in _events(world.logs[name]) if one.stored.audience]
    if held != says:
        place = next((place for place, both in enumerate(zip(held, says, strict=False)) if len(set(both)) > 1), None)
        yield f"the broker holds {len(held)} messages of {name}, its log says {len(says)}; they differ at {place}"


def _wrongly_remembered(name, host, log):
    """What the process knows, by way of its snapshots, is what its log amounts to."""
    for one in host.incarnations:
        yield from (
            f"{name} remembers wrongly: {part}" for part in differences(one.runtime.writer.fold, one.service, log)
        )


def _untimely(name, host, events, time):
    """Log time is the true time, unless a process believed a wrong clock from its start.

    What is recorded right after months have passed may have been begun before.
    """
    if any(one.believes_a_wrong_clock for one in host.lives):
        return
    for at, stored in events:
        offs = ((stored.at - time.at(second)).total_seconds() for second in (at, at - CLOCKS_PART_SECONDS))
        off = min(offs, key=abs)
        if abs(off) > CLOCKS_PART_SECONDS + ROUNDING_SECONDS:
            yield f"{name} dates {stored.kind} {stored.cause} {off:+.1f} seconds off"
            return


def _unheard_deadlines(world):
    """No deadline passes before what a pool had said before the process began was heard, for a minute at most."""
    host, pool = world.hosts["applications"], world.hosts["pool"]
    pool_times, pool_said = zip(*((at, _decode(state).said) for at, _, _, state in pool.disk.history), strict=True)
    heard = 0
    for at, _, kind, state in host.disk.history:
        fact = msgspec.json.decode(_decode(state).fact)
        if kind == "batch-closed" and fact["source"] == "pool":
            heard = fact["index"]
        if kind == "application-failed" and fact["reason"] == "decide-by-passed":
            began = min(one.began for one in host.lives if one.began <= at <= one.ended)
            place = bisect_right(pool_times, began)
            said = pool_said[place - 1] if place else 0
            if heard < said and world.time.since_begin(at) - world.time.since_begin(began) < HEADS_SECONDS:
                unheard = f"{said - heard} messages said before {began:.3f} unheard"
                yield f"{fact['application']} failed at {at:.3f}, with {unheard}"


def _events(log):
    position = 0
    while events := log.read(position, limit=1000):
        yield from events
        position = events[-1].position
