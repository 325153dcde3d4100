"""What is counted and looked up, on real services; and what may never be a label."""

import asyncio
import http.client
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from eventsourcing import persistence as es
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_openmetrics
from prometheus_client.parser import text_string_to_metric_families

import shared.running.trying
from shared.log.eventlog import open_log
from shared.observing.metrics import METRICS, Metrics
from shared.observing.observer import NULL_OBSERVER, CompositeObserver, Observer
from tests.delivery.stage import (
    APPLICATIONS,
    PARTIES,
    POOL,
    SETTLEMENT,
    STORY,
    HandClock,
    Wired,
    disk_of,
    open_pool,
    story_arrivals,
    submit_application,
    until,
    writer,
)
from tests.observability.watched import samples, value, watched

ALL_THREE = (APPLICATIONS, POOL, SETTLEMENT)


# Commands


def test_commands_are_counted_by_outcome_and_code(stage):
    async def scene():
        async with watched(stage) as (_, metrics):
            await stage.tell(STORY)
            async with stage.client("gemeente") as client:
                refused = await client.submit("pool", "open-pool", open_pool(), command_id="weer")
                assert refused.code == "exists"
                await client.submit("pool", "open-pool", open_pool(), command_id="weer")
            await until(lambda: value(metrics, "bundel_commands_total", outcome="repeated"))
            return metrics

    metrics = asyncio.run(scene())
    counted = {
        tuple(one.labels[label] for label in ("service", "command", "outcome", "code")): one.value
        for one in samples(metrics)
        if one.name == "bundel_commands_total"
    }
    assert counted == {
        **{("pool", command, "accepted", ""): 1.0 for _, command, _ in STORY},
        ("pool", "open-pool", "refused", "exists"): 1.0,
        ("pool", "open-pool", "repeated", "exists"): 1.0,
    }


def test_a_command_nobody_knows_makes_no_label_of_its_own(stage):
    async def scene():
        async with watched(stage) as (_, metrics):
            async with stage.client("gemeente") as client:
                for number in range(3):
                    await client.submit("pool", f"onzin-{number}", {})
            return metrics

    metrics = asyncio.run(scene())
    labels = {one.labels["command"] for one in samples(metrics) if one.name == "bundel_commands_total"}
    assert labels == {"unknown"}
    assert value(metrics, "bundel_commands_total", code="command-unknown") == 3


def test_queries_are_counted_by_code(stage):
    async def scene():
        async with watched(stage) as (_, metrics):
            async with stage.client("gemeente") as client:
                await client.ask("pool", "pools")
                for query in ("pool", "onzin"):
                    with pytest.raises(Exception, match="pool"):
                        await client.ask("pool", query, pool="x")
            return metrics

    metrics = asyncio.run(scene())
    assert value(metrics, "bundel_queries_total", query="pools", code="") == 1
    assert value(metrics, "bundel_queries_total", query="pool", code="unknown-pool") == 1
    assert value(metrics, "bundel_queries_total", query="unknown", code="query-unknown") == 1


def test_a_command_that_nobody_can_decide_is_counted_as_a_dead_letter(stage):
    def decide(*_):
        raise RuntimeError("a bug")

    async def scene():
        async with watched(stage, replace(POOL, decide=decide)) as (_, metrics):
            assert value(metrics, "bundel_dead_letters_total") == 0, "so that the first one is an increase"
            async with stage.client("gemeente") as client:
                await client.submit("pool", "open-pool", open_pool())
            await until(lambda: value(metrics, "bundel_dead_letters_total") == 1)
            assert value(metrics, "bundel_commands_total", outcome="refused", code="internal-error") == 1

    asyncio.run(scene())


# The log and what it says


def test_commits_are_measured_by_source(stage):
    async def scene():
        async with watched(stage) as (_, metrics):
            await stage.tell(STORY)
            return metrics

    metrics = asyncio.run(scene())
    assert value(metrics, "bundel_commit_seconds_count", source="commands") == len(STORY)
    assert 0 < value(metrics, "bundel_commit_seconds_sum", source="commands") < 5
    assert value(metrics, "bundel_batch_events_sum", source="commands") == 3 * len(STORY), "fact, outcome and guard"
    assert value(metrics, "bundel_batch_events_bucket", source="commands", le="2.0") == 0
    assert value(metrics, "bundel_batch_events_bucket", source="commands", le="3.0") == len(STORY)
    assert value(metrics, "bundel_batch_events_bucket", source="commands", le="+Inf") == len(STORY)


def test_how_far_was_said_published_and_heard(stage):
    async def scene():
        async with watched(stage, POOL) as (pool, of_pool), watched(stage, APPLICATIONS) as (_, of_applications):
            await stage.tell(STORY)
            await stage.tell([("de-moestuin", "submit-application", submit_application())], "applications")
            await until(lambda: value(of_pool, "bundel_money_cents", where="committed") == 300_000, "granted")
            said = pool.status()["said"]
            await until(lambda: value(of_applications, "bundel_heard_index", upstream="pool") == said)
            await until(lambda: value(of_pool, "bundel_published_index") == said)
            assert value(of_pool, "bundel_said_index") == said
            assert value(of_pool, "bundel_log_position") == pool.writer.fold.position
            assert value(of_pool, "bundel_log_info", log=pool.writer.fold.log) == 1
            for name in ("bundel_publish_seconds_count", "bundel_publish_delay_seconds_count"):
                assert 0 < value(of_pool, name) <= said
            assert value(of_applications, "bundel_hearing_delay_seconds_count", upstream="pool") >= 1
            assert value(of_pool, "bundel_money_cents", where="free") == 700_000
            assert value(of_applications, "bundel_open", what="applications") == 0
            assert value(of_pool, "bundel_open", what="asks-committed") == 1
            assert value(of_applications, "bundel_money_cents", where="granted-by-pools") == 300_000

    asyncio.run(scene())


def test_money_is_seen_to_move_from_ordered_to_paid(stage):
    async def scene():
        async with stage.ready(POOL, APPLICATIONS), watched(stage, SETTLEMENT) as (_, metrics):
            await stage.tell(STORY)
            await stage.tell([("de-moestuin", "submit-application", submit_application())], "applications")
            await until(lambda: value(metrics, "bundel_open", what="orders") == 1)
            assert value(metrics, "bundel_money_cents", where="ordered-of-pools") == 300_000
            assert value(metrics, "bundel_money_cents", where="paid-by-pools") == 0
            async with stage.client("welzijn") as payer:
                [order] = (await payer.ask("settlement", "open-orders"))["orders"]
                paid = {"order": order["order"], "cents": 300_000, "paid_on": "2026-03-02"}
                outcome = await payer.submit("settlement", "confirm-payment", paid)
                assert outcome.accepted, outcome
            assert value(metrics, "bundel_open", what="orders") == 0
            assert value(metrics, "bundel_money_cents", where="ordered-of-pools") == 0
            assert value(metrics, "bundel_money_cents", where="paid-by-pools") == 300_000
            assert value(metrics, "bundel_money_cents", where="received-by-parties") == 300_000

    asyncio.run(scene())


def test_a_gap_is_counted_when_it_is_repaired(stage):
    log = open_log(stage.log_url("pool"))
    writer(log).commands(story_arrivals())
    log.close()

    async def scene():
        bus = Wired(stage.bus("applications"))
        bus.tamper["pool"] = lambda deliveries: deliveries[1:]
        async with (
            watched(stage, APPLICATIONS, bus=bus) as (_, metrics),
            stage.running(SETTLEMENT),
            stage.running(POOL),
        ):
            assert value(metrics, "bundel_gap_repairs_total", upstream="pool") == 0
            await until(lambda: value(metrics, "bundel_heard_index", upstream="pool") == 8)
            assert value(metrics, "bundel_gap_repairs_total", upstream="pool") >= 1

    asyncio.run(scene())


def test_a_log_that_fails_is_seen_and_that_it_is_back(stage, monkeypatch):
    monkeypatch.setattr(shared.running.trying, "BACK_OFF_SECONDS", 0.05)

    async def scene():
        log, disk = disk_of(stage.log_url("pool"))
        async with watched(stage, log=log) as (_, metrics):
            assert value(metrics, "bundel_log_available") == 1
            disk.insert_events = disk.select_notifications = away
            telling = asyncio.create_task(stage.tell(STORY[:1]))
            await until(lambda: value(metrics, "bundel_log_available") == 0, "seen to be away")
            assert value(metrics, "bundel_log_failures_total") >= 1
            assert value(metrics, "bundel_said_index") is None, "what is not known is not told"
            assert value(metrics, "bundel_published_index") is not None
            del disk.insert_events, disk.select_notifications
            await telling
            assert value(metrics, "bundel_log_available") == 1

    def away(*_, **__):
        raise es.OperationalError("no such database at this moment")

    asyncio.run(scene())


def test_another_writer_is_seen_as_a_collision(stage):
    async def scene():
        log, disk = disk_of(stage.log_url("pool"))
        async with watched(stage, log=log) as (_, metrics):
            other = open_log(stage.log_url("pool"))
            disk.before = lambda: writer(other).commands(story_arrivals()[:1])
            await stage.tell([("gemeente", "open-pool", open_pool("andere"))])
            other.close()
            assert value(metrics, "bundel_collisions_total") == 1

    asyncio.run(scene())


def test_how_far_the_snapshot_goes_and_that_it_cannot_be_written(stage, monkeypatch):
    async def scene():
        async with watched(stage) as (runtime, metrics):
            await stage.tell(STORY[:2])
            position = runtime.writer.fold.position
            await until(lambda: value(metrics, "bundel_snapshot_position") == position)
            at = value(metrics, "bundel_snapshot_timestamp_seconds")
            assert at == pytest.approx(runtime.writer.fold.last_at.timestamp(), abs=0.001)
            assert value(metrics, "bundel_snapshots_total", result="written") >= 1
            assert value(metrics, "bundel_snapshots_total", result="failed") == 0

            def full(*_):
                raise sqlite3.OperationalError("database or disk is full")

            monkeypatch.setattr("shared.log.snapshot_file.SnapshotFile.write", full)
            await stage.tell(STORY[2:])
            await until(lambda: value(metrics, "bundel_snapshots_total", result="failed"))
            assert value(metrics, "bundel_snapshot_position") == position
            monkeypatch.undo()
        async with watched(stage) as (runtime, metrics):
            assert value(metrics, "bundel_snapshot_position") > position, "the last one, taken when it stopped"

    asyncio.run(scene())


# State and alarms


def test_states_and_alarms_are_ones_and_zeros(stage):
    async def scene():
        async with watched(stage) as (runtime, metrics):
            assert value(metrics, "bundel_state", state="ready") == 1
            assert value(metrics, "bundel_state") == 1, "one state at a time"
            assert value(metrics, "bundel_alarm") == 0
            alarms = {one.labels["alarm"] for one in samples(metrics) if one.name == "bundel_alarm"}
            upstreams = {"upstream applications", "upstream settlement"}
            assert alarms == {
                "broker",
                "refused-by-broker",
                "broker-not-trusted",
                "relay",
                "publishing",
                "log",
                "stuck",
                "clock",
                "timers",
                "log-altered",
                "party-replaced",
                "log-unguarded",
                *upstreams,
            }
            runtime.health.alarms["upstream applications"] = "stands still"
            assert value(metrics, "bundel_alarm", alarm="upstream applications") == 1
            runtime.health.become("refused", "restored")
            assert value(metrics, "bundel_state", state="ready") == 0
            assert value(metrics, "bundel_state", state="refused") == 1

    asyncio.run(scene())


def test_a_broker_that_is_lost_is_counted(stage):
    async def scene():
        async with watched(stage) as (runtime, metrics):
            await asyncio.to_thread(stage.broker.restart)
            await until(lambda: value(metrics, "bundel_broker_lost_total"))
            await until(lambda: runtime.health.well)

    asyncio.run(scene())


# What it looks like


@pytest.fixture
def pool_process(platform, broker, tmp_path, monkeypatch):
    monkeypatch.setattr(platform, "logs", platform.logs | {"pool": f"sqlite:///{tmp_path}/pool.db"})
    platform.start_one("pool", BUNDEL_READERS_SECONDS="0")
    platform.wait_ready(services=["pool"])
    yield platform
    platform.stop_one("pool")


def get(platform, path="/metrics", method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", platform.ports.health["pool"], timeout=5)
    try:
        connection.request(method, path, headers=headers)
        reply = connection.getresponse()
        return reply.status, reply.getheader("content-type"), reply.read().decode()
    finally:
        connection.close()


def test_a_service_shows_its_metrics_in_the_format_that_is_asked_for(pool_process):
    status, content_type, text = get(pool_process)
    assert (status, content_type.partition(";")[0]) == (200, "text/plain")
    families = {family.name for family in text_string_to_metric_families(text)}
    assert {"bundel_state", "bundel_commit_seconds", "process_resident_memory_bytes"} <= families
    status, content_type, text = get(pool_process, Accept="application/openmetrics-text;version=1.0.0")
    assert (status, content_type.partition(";")[0]) == (200, "application/openmetrics-text")
    assert {family.name for family in read_openmetrics(text)} >= {"bundel_state", "bundel_dead_letters"}
    assert get(pool_process, method="POST")[0] == 405
    assert [get(pool_process, path)[0] for path in ("/health", "/health/live", "/health/ready")] == [200, 200, 200]


def test_every_metric_that_is_declared_is_told_and_no_other(stage):
    async def scene():
        async with watched(stage) as (runtime, metrics):
            await stage.tell(STORY)
            runtime.health.broker_certificate_ends = datetime.now(UTC)  # of a broker over TLS
            families = text_string_to_metric_families(metrics.exposition("")[0].decode())
            return {family.name + "_total" * (family.type == "counter"): family for family in families}

    families = {name: family for name, family in asyncio.run(scene()).items() if not name.startswith("process_")}
    assert set(families) == set(METRICS)
    for name, metric in METRICS.items():
        assert families[name].type == metric.kind
        assert families[name].documentation == metric.documentation
        assert all(set(one.labels) - {"le"} == {"service", *metric.labels} for one in families[name].samples), name


def test_no_label_names_a_party_or_what_it_asks(stage):
    """Else there are as many series as parties and applications; and it is nobody's business here."""

    async def scene():
        async with watched(stage, POOL) as (_, pool), watched(stage, APPLICATIONS) as (_, applications):
            await stage.tell(STORY)
            await stage.tell([("de-moestuin", "submit-application", submit_application())], "applications")
            await until(lambda: value(applications, "bundel_open", what="applications") == 0)
            return [label for one in (*samples(pool), *samples(applications)) for label in one.labels.values()]

    labels = set(asyncio.run(scene()))
    assert not labels & {*PARTIES, "tuin", "tuin:kas", "moestuin", "welzijn-2026"}
    assert len(labels) < 150


@pytest.mark.parametrize("service", ALL_THREE, ids=lambda service: service.name)
def test_before_there_is_a_runtime_counters_are_there_already(service):
    metrics = Metrics(service)
    assert value(metrics, "bundel_dead_letters_total", service=service.name) == 0
    assert value(metrics, "bundel_state") is None


# Whoever watches


class Listening(Observer):
    def __init__(self):
        self.told = []

    def buried(self):
        self.told.append("buried")

    def asked(self, query, code):
        self.told.append((query, code))


class ListeningToOne(Observer):
    def __init__(self):
        self.told = 0

    def buried(self):
        self.told += 1


def test_those_who_watch_together_are_each_told_what_they_listen_to():
    one, other = Listening(), ListeningToOne()
    both = CompositeObserver(one, other)
    both.buried()
    both.asked("head", "")
    both.found_gap("pool")
    assert (one.told, other.told) == (["buried", ("head", "")], 1)
    assert both.begin() < both.begin()


def test_nobody_takes_no_notice_and_no_time():
    assert NULL_OBSERVER.begin() == NULL_OBSERVER.begin() == 0


# A relay that gets nothing through


def test_a_relay_that_can_publish_nothing_for_long_raises_an_alarm_and_takes_it_back(stage):
    from shared.broker.bus import BrokerAway

    class Full(Wired):
        has_room = True

        async def publish_said(self, messages, last):
            if not self.has_room:
                raise BrokerAway("no space left on device")
            await super().publish_said(messages, last)

    async def scene():
        stage.clock = HandClock(speed=10)
        bus = Full(stage.bus("pool"))
        async with watched(stage, bus=bus) as (runtime, metrics):
            await stage.tell(STORY[:1])
            await until(lambda: runtime.relay.index == 2)
            bus.has_room = False
            began = stage.clock.monotonic()
            runtime.writer.commands(story_arrivals()[1:])
            runtime.relay.wake()
            await until(lambda: value(metrics, "bundel_relay_failures_total") >= 2)
            assert not runtime.health.alarms, "once or twice is nothing"
            alarm = await until(lambda: runtime.health.alarms.get("publishing"))
            assert stage.clock.monotonic() - began >= 30
            assert "no space left on device" in alarm
            assert not runtime.health.well
            assert value(metrics, "bundel_alarm", alarm="publishing") == 1
            bus.has_room = True
            await until(lambda: runtime.health.well)
            assert runtime.relay.index == runtime.status()["said"] == 8

    asyncio.run(scene())


def test_a_relay_that_is_slow_but_gets_on_raises_no_alarm(stage):
    from shared.broker.bus import OutOfStep

    class Contested(Wired):
        """Another relay on the same log is always first with one message."""

        async def publish_said(self, messages, last):
            await super().publish_said(messages[:1], last)
            raise OutOfStep("the stream ends elsewhere")

    async def scene():
        stage.clock = HandClock(speed=100)
        async with watched(stage, bus=Contested(stage.bus("pool"))) as (runtime, _):
            runtime.writer.commands(story_arrivals())
            raised = []
            while runtime.relay.index < 8:
                raised += runtime.health.alarms
                await asyncio.sleep(0.02)
            assert stage.clock.monotonic() > 60
            assert "publishing" not in raised

    asyncio.run(scene())
