"""Whatever comes out of a producer's stream: it is heard, or the upstream stands still with an alarm, nothing recorded.

A producer is one of us, and its stream nobody else may write; still a bug there, or an operator's hand, must not make a
reader die, skip, or record half of a message.
"""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.stand import SERVICES
from shared.log.eventlog import encode
from shared.log.fold import NOWHERE, FactReader, replay
from shared.running import trying
from shared.running.health import Health
from shared.running.upstream_intake import UpstreamIntake
from tests.effort import fixed_effort
from tests.hostile import nasty
from tests.hostile.sham import Over, ShamBus
from tests.hostile.strategies import from_model
from tests.hostile.writing import written
from tests.hostile.wrongs import SPOILERS, changed, nearly

EXAMPLES = 40
READERS = [
    pytest.param(service, upstream, id=f"{service.name} hears {upstream}")
    for service in SERVICES.values()
    for upstream in service.upstreams
]
REPLIES = (
    *(reply for reply in nasty.GARBAGE if len(reply) < 100),
    *(b'{"answer":null}', b'{"answer":{}}', b'{"answer":{"log":1}}', b'{"answer":{"index":-1}}', b'{"refused":{}}'),
    *(b'{"answer":{"index":1e99}}', b'{"answer":{"messages":[],"upto":0}}', b'{"answer":{"messages":[{}],"upto":9}}'),
    *(b'{"answer":{"messages":["\\ud800",7,[]],"upto":-1}}', b'{"answer":{"log":"x","index":3,"hash":"y"}}'),
)
NOTHING_TO_GIVE = b'{"answer":{"messages":[],"upto":0}}'
UNREADABLE = {
    "text that is no UTF-8": b'{"answer":{"log":"\xff"}}',
    "lists without end": b'{"answer":{"messages":[' + b"[" * 60_000,
}


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    monkeypatch.setattr(trying, "BACK_OFF_SECONDS", 0.0)


def messages(service, upstream, lore):
    """(kind, data, what becomes of the envelope): as said by the producer, as needed by the reader, or quite wrong."""
    said = {saying.model.kind: saying.model for saying in SERVICES[upstream].publishes.values()}
    heard = {kind: hearing.model for (producer, kind), hearing in service.consumes.items() if producer == upstream}
    sound = st.one_of(*(st.tuples(st.just(kind), from_model(said[kind], lore)) for kind in {**said, **heard}))
    wrong = st.one_of(*(st.tuples(st.just(kind), nearly(from_model(model, lore))) for kind, model in heard.items()))
    bodies = st.booleans().flatmap(lambda is_wrong: wrong if is_wrong else sound)
    return st.tuples(bodies, _ON_ITS_WAY)


def _altered(chance):
    return lambda envelope: written(changed(envelope, chance))


def _spoiled(spoil):
    return lambda envelope: spoil(written(envelope))


_ON_ITS_WAY = st.one_of(
    *(st.just(written),) * 4,
    st.builds(_altered, st.randoms(use_true_random=False)),
    st.builds(_spoiled, SPOILERS),
)


def envelope(upstream, kind, data, log, index):
    return {
        "specversion": "1.0",
        "id": f"{log}-{index}",
        "source": "urn:nld:oin:00000099000000000000:systeem:proef",
        "type": f"nl.bundel.{upstream}.{kind}",
        "time": "2026-03-16T09:00:00Z",
        "subject": "stroom",
        "data": data,
        "logid": log,
        "index": index,
        "audience": "all",
        "audienceindex": index,
        "hash": f"{index:064}",
        "causationid": "oorzaak",
        "correlationid": "verband",
    }


def read_by(desk, upstream, bodies, **replies):
    """Let the service read these from the upstream's stream; why it stands still, if it does."""
    health = Health()
    bus = ShamBus([(f"bundel.event.{upstream}.x.y", body, {}) for body in bodies], replies)
    reader = UpstreamIntake(desk.service.name, upstream, bus, desk.writer, desk._clock, health, lambda: None)
    try:
        asyncio.run(until_it_stands_still(reader, health))
    except Over:
        assert not health.alarms
    else:
        assert list(health.alarms) == [f"upstream {upstream}"]
    return health.alarms


async def until_it_stands_still(reader, health):
    """For good, or until the right log comes back, which here it never does."""
    reading = asyncio.create_task(reader.run())
    while not (reading.done() or health.alarms):  # noqa: ASYNC110 nobody tells of an alarm
        await asyncio.sleep(0)
    if not reading.done():
        reading.cancel()
        await asyncio.wait([reading])
    if not reading.cancelled():
        reading.result()


@pytest.mark.parametrize(("service", "upstream"), READERS)
def test_a_message_is_heard_whole_or_halts_its_upstream(stand, service, upstream):
    seen = {"heard": 0, "halted": 0}

    @fixed_effort(EXAMPLES)
    @given(st.lists(messages(service, upstream, stand.lore), min_size=1, max_size=5))
    def whatever_is_said(said):
        with stand.copied() as hands:
            desk = hands.desks[service.name]
            mark, began = desk.writer.fold.consumed[upstream], desk.writer.fold.position
            bodies = [
                way(envelope(upstream, kind, data, mark.log, mark.index + number))
                for number, ((kind, data), way) in enumerate(said, start=1)
            ]
            alarms = read_by(desk, upstream, bodies, **{"messages-after": NOTHING_TO_GIVE})
            reached = desk.writer.fold.consumed.get(upstream, NOWHERE)
            assert mark.index <= reached.index <= mark.index + len(said)
            _recorded_whole(desk, upstream, began, reached)
            seen["heard"] += reached.index - mark.index
            seen["halted"] += len(alarms)

    whatever_is_said()
    assert all(seen.values()), seen


def _recorded_whole(desk, upstream, began, reached):
    """Facts of messages up to the mark and no further; they read back, and fold to the same state."""
    read = FactReader(desk.service).read
    for event in desk.log.read(began, limit=10_000):
        heard, _, index = event.stored.cause.partition("/")
        assert heard != upstream or not index or int(index) <= reached.index
        assert encode(read(event.stored)) == bytes(event.stored.fact)
    anew = replay(desk.service, desk.log)
    assert anew.consumed.get(upstream, NOWHERE) == reached
    assert anew.state == desk.state


@pytest.mark.parametrize(("service", "upstream"), READERS)
def test_whatever_a_producer_replies_the_reader_goes_on_or_stands_still(stand, service, upstream):
    for reply in REPLIES:
        with stand.copied() as hands:
            _asks_and_records_nothing(hands, service, upstream, reply)


@pytest.mark.parametrize("reply", UNREADABLE.values(), ids=UNREADABLE)
def test_a_reply_that_cannot_be_read_is_no_reply(stand, reply):
    with stand.copied() as hands:
        _asks_and_records_nothing(hands, SERVICES["pool"], "settlement", reply)


def _asks_and_records_nothing(hands, service, upstream, reply):
    """The producer is asked for its head, and for what is missing before a message that came too early."""
    desk = hands.desks[service.name]
    mark, began = desk.writer.fold.consumed[upstream], desk.writer.fold.position
    early = written(envelope(upstream, "x", {}, mark.log, mark.index + 2))
    read_by(desk, upstream, [early], **{"head": reply, "messages-after": reply})
    assert desk.writer.fold.position == began
