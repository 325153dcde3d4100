"""Reading an upstream: strictly in order and each message once; gaps are repaired from the producer's log, and a
message that cannot be taken stops that upstream, with an alarm, and nothing else.
"""

import asyncio
from dataclasses import replace
from functools import partial

import msgspec
import pytest

from services.applications.applications.messages import ApplicationGranted
from services.applications.asks.messages import PoolAsked
from services.settlement.orders.messages import PaymentConfirmed, RefundConfirmed
from shared.broker.bus import Delivery, Request
from shared.broker.envelope import encode_published, read_published
from shared.log.eventlog import open_log
from shared.running.health import Health
from shared.running.query_handler import QueryHandler
from shared.running.rendering import Renderer
from shared.running.replies import read_mark
from shared.running.undecided import UpstreamHalted
from tests.delivery.stage import (
    APPLICATIONS,
    PARTIES,
    POOL,
    SETTLEMENT,
    HandClock,
    Stage,
    Wired,
    arrived,
    at_rest,
    disk_of,
    events,
    heard,
    kinds,
    open_pool,
    said,
    story_arrivals,
    submit_application,
    until,
    writer,
)

POOLS = tuple(("gemeente", "open-pool", open_pool(f"pool-{number}")) for number in range(6))
"""Says twelve messages: every second one a pool, of which settlement records who pays."""


@pytest.fixture
def stage(broker, tmp_path):
    return Stage(broker, tmp_path)


def holders(runtime):
    """The pools settlement knows a payer of."""
    return sorted(runtime.writer.fold.state.payers.holders)


def recorded(runtime):
    return [event.stored for event in events(runtime.writer._eventlog)]


ALL_POOLS = sorted(f"pool-{number}" for number in range(6))


# Gaps


def without(*lost):
    """Deliveries, but for the messages with these indices."""
    return lambda deliveries: [one for one in deliveries if read_published(one.body).index not in lost]


@pytest.mark.parametrize("lost", [(3,), (1, 2, 3), (5, 9), (1, 3, 5, 7, 9, 11)], ids=str)
def test_a_gap_is_repaired_from_the_producers_log(stage, lost):
    async def scene():
        bus = Wired(stage.bus("settlement"))
        bus.tamper["pool"] = without(*lost)
        async with stage.ready(POOL), stage.ready(SETTLEMENT, bus=bus) as settlement:
            await stage.tell(POOLS)
            await until(lambda: heard(settlement) == 12)
            assert holders(settlement) == ALL_POOLS
            assert kinds(settlement.writer._eventlog) == ["budget-holder-known"] * 6
            causes = [stored.cause for stored in recorded(settlement) if stored.kind == "budget-holder-known"]
            assert causes == [f"pool/{index}" for index in range(1, 12, 2)]
            assert settlement.health.alarms == {}

    asyncio.run(scene())


def test_a_lost_tail_is_found_without_new_traffic(stage):
    async def scene():
        bus = Wired(stage.bus("settlement"))
        bus.tamper["pool"] = without(*range(8, 13))
        async with stage.ready(POOL), stage.ready(SETTLEMENT, bus=bus) as settlement:
            await stage.tell(POOLS)
            await until(lambda: heard(settlement) == 12)
            assert holders(settlement) == ALL_POOLS

    asyncio.run(scene())


def test_a_stream_that_delivers_nothing_at_all_is_read_from_the_log(stage):
    async def scene():
        bus = Wired(stage.bus("settlement"))
        bus.tamper["pool"] = lambda deliveries: []
        async with stage.ready(POOL), stage.ready(SETTLEMENT, bus=bus) as settlement:
            await stage.tell(POOLS)
            await until(lambda: holders(settlement) == ALL_POOLS)

    asyncio.run(scene())


def test_a_gap_waits_for_a_producer_that_is_down(stage):
    """Nothing after the gap is heard before what lies in it."""

    async def scene():
        bus = Wired(stage.bus("settlement"))
        bus.tamper["pool"] = without(3)
        async with stage.ready(POOL):
            await stage.tell(POOLS)
        async with stage.ready(SETTLEMENT, bus=bus) as settlement:
            await asyncio.sleep(0.5)
            assert heard(settlement) < 3
            async with stage.ready(POOL):
                await until(lambda: holders(settlement) == ALL_POOLS)

    asyncio.run(scene())


def test_a_gap_of_more_than_one_reply_is_repaired(stage):
    """A reply of `messages-after` is limited in messages and in bytes."""
    many = [arrived("pool", "open-pool", by="gemeente", command_id=f"c{n}", **open_pool(f"p{n}")) for n in range(600)]
    log = open_log(stage.log_url("pool"))
    pool = writer(log)
    for start in range(0, 600, 100):
        pool.commands(many[start : start + 100])
    log.close()

    async def scene():
        bus = Wired(stage.bus("settlement"))
        bus.tamper["pool"] = without(*range(1, 1200))
        async with (
            stage.running(APPLICATIONS),
            stage.running(POOL),
            stage.running(SETTLEMENT, bus=bus) as settlement,
        ):
            await until(lambda: len(holders(settlement)) == 600, seconds=30)
            assert kinds(settlement.writer._eventlog) == ["budget-holder-known"] * 600

    asyncio.run(scene())


# Repeats


def doubled(deliveries):
    return [one for one in deliveries for _ in range(2)]


def backwards_again(deliveries):
    """Everything, and then all of it once more in the wrong order."""
    return [*deliveries, *reversed(deliveries)]


@pytest.mark.parametrize("tamper", [doubled, backwards_again])
def test_a_repeated_message_changes_nothing(stage, tamper):
    async def scene():
        bus = Wired(stage.bus("settlement"))
        bus.tamper["pool"] = tamper
        async with stage.ready(POOL), stage.ready(SETTLEMENT, bus=bus) as settlement:
            await stage.tell(POOLS)
            await until(lambda: heard(settlement) == 12)
            assert kinds(settlement.writer._eventlog) == ["budget-holder-known"] * 6
            assert settlement.health.alarms == {}

    asyncio.run(scene())


def test_messages_in_the_wrong_order_are_heard_in_the_right_one(stage):
    async def scene():
        bus = Wired(stage.bus("settlement"))
        bus.tamper["pool"] = lambda deliveries: deliveries[::-1]
        async with stage.ready(POOL):
            await stage.tell(POOLS)
            async with stage.ready(SETTLEMENT, bus=bus) as settlement:
                await until(lambda: holders(settlement) == ALL_POOLS)
                causes = [stored.cause for stored in recorded(settlement) if stored.kind == "budget-holder-known"]
                assert causes == [f"pool/{index}" for index in range(1, 12, 2)]

    asyncio.run(scene())


def test_what_was_heard_is_passed_over_when_a_wiped_broker_was_refilled(stage):
    async def scene():
        async with stage.ready(POOL, APPLICATIONS, SETTLEMENT) as (pool, applications, settlement):
            await stage.tell()
            await stage.tell([("de-moestuin", "submit-application", submit_application())], "applications")
            logs = [runtime.writer._eventlog for runtime in (pool, applications, settlement)]
            await until(lambda: "reservation-committed" in kinds(logs[0]))
            await until(lambda: "payment-ordered" in kinds(logs[2]))
            await at_rest(pool, applications, settlement)
            before = [events(log) for log in logs]
            said_before = pool.status()["said"]
            stage.broker.wipe()
            await until(lambda: pool.relay.index == said_before and pool.health.well)
            await stage.tell([("gemeente", "open-pool", open_pool("na-afloop"))])
            await at_rest(pool, applications, settlement)
            added = [events(log)[len(old) :] for log, old in zip(logs, before, strict=True)]
            assert [event.stored.kind for event in added[0]] == ["pool-opened", "command-outcome", "batch-closed"]
            consumed = {event.stored.kind for event in (*added[1], *added[2])}
            assert consumed == {"batch-closed", "budget-holder-known"}
            assert holders(settlement) == ["moestuin", "na-afloop"]

    asyncio.run(scene())


def test_two_processes_of_one_reader_hear_each_message_once(stage):
    async def scene():
        async with stage.ready(POOL), stage.ready(SETTLEMENT) as one, stage.ready(SETTLEMENT) as other:
            await stage.tell(POOLS)
            await until(lambda: heard(one) == heard(other) == 12)
            assert kinds(one.writer._eventlog) == ["budget-holder-known"] * 6
            assert one.health.well
            assert other.health.well

    asyncio.run(scene())


# What cannot be taken


def changed(index, change):
    """Deliveries, one of which holds other bytes."""

    def tamper(deliveries):
        return [
            Delivery(one.subject, change(one.body), one.headers, one.ack)
            if read_published(one.body).index == index
            else one
            for one in deliveries
        ]

    return tamper


def another_log(body):
    return encode_published(msgspec.structs.replace(read_published(body), logid="een-ander-log"))


def another_shape(body):
    """What the producer's contract does not allow: the pool has no holder."""
    message = read_published(body)
    return encode_published(msgspec.structs.replace(message, data=msgspec.Raw(b'{"pool":"pool-2"}')))


UNTAKEABLE = {
    "another-log": another_log,
    "another-shape": another_shape,
}
UNREADABLE = {
    "truncated": lambda body: body[:-40],
    "no-json": lambda body: b"leeg",
    "no-utf8": lambda body: body.replace(b"Spoorbuurt", b"Spoor\xff\xfeurt").replace(b"pool-2", b"\xff\xfe-2"),
}


@pytest.mark.parametrize("fault", UNTAKEABLE)
def test_an_upstream_message_that_cannot_be_taken_halts_that_upstream_with_an_alarm(stage, fault):
    async def scene():
        bus = Wired(stage.bus("settlement"))
        bus.tamper["pool"] = changed(5, UNTAKEABLE[fault])
        async with stage.ready(POOL, APPLICATIONS), stage.ready(SETTLEMENT, bus=bus) as settlement:
            await stage.tell(POOLS[:1])
            await until(lambda: holders(settlement) == ["pool-0"])
            await stage.tell(POOLS[1:])
            alarm = await until(lambda: settlement.health.alarms.get("upstream pool"))
            assert "pool stands still at message" in alarm
            assert not settlement.health.well
            await asyncio.sleep(0.5)
            assert heard(settlement) < 5
            assert "pool-2" not in holders(settlement)
            await goes_on(stage, settlement)

    asyncio.run(scene())


@pytest.mark.parametrize("index", [5, 12])
@pytest.mark.parametrize("fault", UNREADABLE)
def test_what_the_broker_gives_unreadable_is_taken_from_the_producers_log(stage, fault, index):
    """In the middle of what is said, and at its very end."""

    async def scene():
        bus = Wired(stage.bus("settlement"))
        bus.tamper["pool"] = changed(index, UNREADABLE[fault])
        async with stage.ready(POOL), stage.ready(SETTLEMENT, bus=bus) as settlement:
            await stage.tell(POOLS)
            await until(lambda: heard(settlement) == 12)
            assert holders(settlement) == ALL_POOLS
            assert settlement.health.well

    asyncio.run(scene())


async def goes_on(stage, settlement):
    """Commands still get their outcomes, and the other upstream is still heard."""
    async with stage.client("participatie") as client:
        data = {"order": "tuin:kas:1", "cents": 5, "paid_on": "2026-03-02"}
        assert (await client.submit("settlement", "confirm-payment", data)).code == "unknown-order"
    form = submit_application(asks=[("werk", "zuil:participatie", 200_000)])
    await stage.tell([("de-moestuin", "submit-application", form)], "applications")
    hold = {"ask": "tuin:werk", "revision": 1, "cents": 200_000, "answer": "hold"}
    await stage.tell([("participatie", "answer-ask", hold)], "applications")
    await until(lambda: "tuin:werk:1" in settlement.writer.fold.state.orders.by_id)


def hearing_by(service, hear):
    """The service, with something between each message it hears and what follows."""
    hears = {key: hearing._replace(decide=partial(hear, hearing)) for key, hearing in service.consumes.items()}
    return replace(service, consumes=hears)


def test_a_message_that_cannot_be_decided_halts_and_what_came_before_it_is_recorded(stage):
    """Skipping it could leave money held for ever. After the bug is mended, a restart goes on at that message."""

    def hear(hearing, state, message, context):
        if getattr(message, "pool", "") == "pool-3":
            raise ZeroDivisionError("a bug")
        return hearing.decide(state, message, context)

    async def scene():
        async with stage.ready(POOL, APPLICATIONS):
            await stage.tell(POOLS)
            async with stage.ready(hearing_by(SETTLEMENT, hear)) as settlement:
                alarm = await until(lambda: settlement.health.alarms.get("upstream pool"))
                assert "message 7 (pool-opened)" in alarm
                assert "a bug" in alarm
                assert holders(settlement) == ALL_POOLS[:3]
                assert heard(settlement) == 6
                await goes_on(stage, settlement)
            async with stage.ready(SETTLEMENT) as settlement:
                await until(lambda: holders(settlement) == ALL_POOLS)
                assert settlement.health.well

    asyncio.run(scene())


def test_a_message_whose_facts_do_not_balance_is_not_recorded(stage):
    from shared.money import Posting

    def hear(hearing, state, message, context):
        facts = hearing.decide(state, message, context)
        return [replace(fact, postings=(Posting("memo/funder:zuil:welzijn", -1),)) for fact in facts]

    async def scene():
        async with stage.ready(POOL), stage.ready(hearing_by(APPLICATIONS, hear)) as applications:
            await stage.tell()
            await stage.tell([("de-moestuin", "submit-application", submit_application())], "applications")
            alarm = await until(lambda: applications.health.alarms.get("upstream pool"))
            assert "does not balance" in alarm
            assert "pool-ask-held" not in kinds(applications.writer._eventlog)

    asyncio.run(scene())


# The writer's side: one upstream batch at a time


def pool_asked(index, ask="tuin:kas", cents=300_000, revision=1):
    data = {
        "application": ask.split(":")[0],
        "ask": ask,
        "revision": revision,
        "funder": "pool:moestuin",
        "cents": cents,
        "lines": [{"goal": "ontmoeten", "cents": cents}],
        "instrument": "grant",
        "applicant": "de-moestuin",
        "purpose": "Een moestuin",
        "neighbourhood": "Spoorbuurt",
        "decide_by": "2026-04-01T10:00:00Z",
    }
    return said("applications", index, PoolAsked, data)


def granted(index):
    ask = {
        "ask": "tuin:kas",
        "revision": 1,
        "funder": "pool:moestuin",
        "cents": 300_000,
        "lines": [{"goal": "ontmoeten", "cents": 300_000}],
        "instrument": "grant",
    }
    data = {"application": "tuin", "applicant": "de-moestuin", "asks": [ask]}
    return said("applications", index, ApplicationGranted, data)


def paid(index):
    data = {
        "order": "tuin:kas:1",
        "purpose": "grant",
        "ask": "tuin:kas",
        "earn_back": None,
        "application": "tuin",
        "funder": "pool:moestuin",
        "payer": "welzijn",
        "payee": "party:de-moestuin",
        "cents": 300_000,
        "paid_on": "2026-03-02",
    }
    return said("settlement", index, PaymentConfirmed, data, log="log-van-settlement")


@pytest.fixture
def pool_at(log_url):
    """A pool with money in it, on every kind of database, and the hand on its disk."""
    log, disk = disk_of(log_url)
    pool = writer(log)
    pool.commands(story_arrivals())
    yield pool, log, disk
    log.close()


def test_what_was_heard_and_how_far_commit_together(pool_at):
    pool, _, disk = pool_at
    before = len(disk.batches)
    pool.consume("applications", [pool_asked(1)])
    (batch,) = disk.batches[before:]
    assert [event.topic for event in batch] == ["ask-received", "reservation-held", "batch-closed"]
    assert disk.max_tracking_id("applications") == 1
    assert pool.fold.consumed["applications"].hash == pool_asked(1).hash


def test_a_message_heard_twice_is_heard_once(pool_at):
    pool, log, _ = pool_at
    pool.consume("applications", [pool_asked(1)])
    before = events(log)
    pool.consume("applications", [pool_asked(1)])
    pool.consume("applications", [pool_asked(1), pool_asked(1)])
    assert events(log) == before


def test_what_another_process_heard_meanwhile_is_not_heard_again(pool_at, log_url):
    pool, log, _ = pool_at
    other_log = open_log(log_url)
    other = writer(other_log)
    pool.consume("applications", [pool_asked(1)])
    other.consume("applications", [pool_asked(1), pool_asked(2, "tuin:grond", 100_000)])
    assert kinds(log)[-4:] == ["ask-received", "reservation-held"] * 2
    assert other.fold.consumed["applications"].index == 2
    other_log.close()


def test_what_another_process_heard_is_told_to_who_asks_this_one(pool_at, log_url):
    """Found by the simulator: an empty log passed for the pool's, for who was asked knew less than its own log."""
    pool, log, _ = pool_at
    asked = QueryHandler(
        POOL, log, pool, Renderer(POOL, "0" * 20, pool.fold.log), PARTIES, HandClock(), Health("ready")
    )
    other_log = open_log(log_url)
    writer(other_log).consume("applications", [pool_asked(1)])
    question = Request("bundel.query.pool.applications.heard", b"{}", "_INBOX_applications.1")
    assert read_mark(asyncio.run(asked.respond(question))).index == 1
    other_log.close()


def test_the_head_is_the_logs_whatever_this_process_remembers(pool_at, log_url):
    """A process that lags behind would let a reader believe that messages are missing, or none are."""
    pool, log, _ = pool_at
    asked = QueryHandler(
        POOL, log, pool, Renderer(POOL, "0" * 20, pool.fold.log), PARTIES, HandClock(), Health("ready")
    )
    other_log = open_log(log_url)
    other = writer(other_log)
    other.commands([arrived("pool", "open-pool", by="gemeente", command_id="c", **open_pool("van-de-ander"))])
    question = Request("bundel.query.pool.applications.head", b"{}", "_INBOX_applications.1")
    found = read_mark(asyncio.run(asked.respond(question)))
    assert found.index == other.fold.published.index > pool.fold.published.index
    assert found.hash == other.fold.published.hash
    other_log.close()


def test_a_confirmation_heard_before_the_commit_waits_and_is_booked_with_it(pool_at):
    """There is no order across upstreams: settlement may be heard before applications."""
    pool, log, disk = pool_at
    pool.consume("applications", [pool_asked(1)])
    pool.consume("settlement", [paid(1)])
    assert kinds(log)[-1] == "payment-waits"
    before = len(disk.batches)
    pool.consume("applications", [granted(2)])
    (batch,) = disk.batches[before:]
    topics = [event.topic for event in batch]
    assert topics.index("reservation-committed") < topics.index("reservation-paid")
    balance = pool.fold.state.books.balance
    assert balance("moestuin/welzijn-2026/paid") == 300_000
    assert balance("moestuin/welzijn-2026/held") == balance("moestuin/welzijn-2026/committed") == 0


def test_commands_and_heard_messages_are_never_in_one_batch(pool_at):
    _, _, disk = pool_at
    for batch in disk.batches[1:]:
        causes = {msgspec.json.decode(event.state)["cause"].split("/")[0] for event in batch[:-1]}
        assert len({"command" if cause == "command" else cause for cause in causes}) == 1


def test_many_messages_are_split_over_batches_that_each_say_how_far(pool_at):
    pool, log, disk = pool_at
    before = len(disk.batches)
    pool.consume("applications", [pool_asked(n, f"tuin-{n}:kas", 1_000) for n in range(1, 121)])
    batches = disk.batches[before:]
    assert len(batches) == 3
    assert all(len(batch) <= 100 for batch in batches)
    reached = [msgspec.json.decode(batch[-1].state)["fact"]["index"] for batch in batches]
    assert reached == sorted(reached)
    assert reached[-1] == disk.max_tracking_id("applications") == 120
    assert kinds(log).count("reservation-held") == 120


def test_a_message_that_cannot_be_decided_leaves_those_before_it_recorded(pool_at):
    pool, log, disk = pool_at
    broken = msgspec.structs.replace(pool_asked(2), data=msgspec.Raw(b"{}"))
    with pytest.raises(UpstreamHalted, match="message 2"):
        pool.consume("applications", [pool_asked(1), broken, pool_asked(3, "tuin:grond")])
    assert disk.max_tracking_id("applications") == 1
    assert kinds(log)[-2:] == ["ask-received", "reservation-held"]
    answers = pool.commands([arrived("pool", "open-pool", by="gemeente", command_id="na", **open_pool("na"))])
    assert answers[0].outcome.accepted
    pool.consume("applications", [pool_asked(2, "tuin:grond", 100_000)])  # mended
    assert disk.max_tracking_id("applications") == 2


def refunded(index):
    data = {
        "order": "tuin:kas:1",
        "ask": "tuin:kas",
        "funder": "pool:moestuin",
        "principal_cents": 100_000,
        "interest_cents": 0,
    }
    return said("settlement", index, RefundConfirmed, data, log="log-van-settlement")


def test_a_message_that_fails_on_a_fold_that_lags_is_decided_on_what_the_other_recorded(pool_at, log_url):
    """Found by the simulator: it names an ask that only the other process heard of."""
    lagging, log, disk = pool_at
    other_log = open_log(log_url)
    other = writer(other_log)
    other.consume("applications", [pool_asked(1), granted(2)])
    other.consume("settlement", [paid(1)])
    lagging.consume("settlement", [paid(1), refunded(2)])
    assert kinds(log)[-2:] == ["reservation-paid", "money-returned"]
    assert disk.max_tracking_id("settlement") == 2
    assert lagging.fold.state.books.balance("moestuin/welzijn-2026/refunded") == -100_000
    other_log.close()


def test_a_message_that_fails_on_all_that_is_recorded_halts_though_another_came_in_between(pool_at, log_url):
    lagging, log, disk = pool_at
    other_log = open_log(log_url)
    other = writer(other_log)
    other.consume("applications", [pool_asked(1)])
    with pytest.raises(UpstreamHalted, match="message 2"):
        lagging.consume("settlement", [paid(1), msgspec.structs.replace(refunded(2), data=msgspec.Raw(b"{}"))])
    assert kinds(log)[-1] == "payment-waits"
    assert disk.max_tracking_id("settlement") == 1
    other_log.close()


def test_heard_messages_are_of_a_kind_that_is_read_or_passed_over(pool_at):
    pool, log, disk = pool_at
    before = len(kinds(log))
    other = msgspec.structs.replace(pool_asked(1), type="nl.bundel.applications.iets-nieuws")
    pool.consume("applications", [other])
    assert len(kinds(log)) == before
    assert disk.max_tracking_id("applications") == 1


def test_what_is_due_is_decided_before_what_is_heard(sqlite_log):
    """A pool's hold that is heard after `decide_by` comes too late, and is answered so."""
    from services.pool.holds.messages import ReservationHeld

    log, _ = disk_of(sqlite_log)
    clock = HandClock()
    applications = writer(log, APPLICATIONS, clock=clock)
    applications.timers_run = True
    form = submit_application(decide_by="2026-03-02T11:00:00+01:00")
    applications.commands([arrived("applications", "submit-application", by="de-moestuin", **form)])
    clock.pass_(3601)
    hold = {"pool": "moestuin", "application": "tuin", "ask": "tuin:kas", "revision": 1, "cents": 300_000}
    applications.consume("pool", [said("pool", 1, ReservationHeld, hold)])
    assert kinds(log)[-2:] == ["application-failed", "answer-stale"]
    assert applications.fold.consumed["pool"].index == 1
    log.close()
